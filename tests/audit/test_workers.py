"""Worker processes: order, loss of one job, replacement of the worker."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofread.audit import workers as pool
from proofread.audit.verdicts import Undecided, Verdict
from proofread.audit.workers import CannotStartError, Job, run

FAKES = '''
"""Deciders for the tests: what to do stands in the place of saved evidence."""

import os, time
from proofread.audit.verdicts import Undecided

def decide(statement, *, seed, stored):
    do = stored["do"]
    if do == "hang":
        time.sleep(600)
    if do == "die":
        os._exit(3)
    if do == "recurse":
        def down(k):
            return down(k + 1) + 1
        down(0)
    if do == "eat":
        held = [bytearray(1 << 24) for _ in range(10_000)]
    if do == "raise":
        raise ValueError("slip")
    return Undecided((do, str(os.getpid())))
'''
STATEMENT = {"hypotheses": [], "goal": {"op": "gt", "args": [], "data": [], "shape": None}}


def decided(tmp_path: Path, *what: str, workers: int = 1, seconds: float = 60) -> list[Verdict]:
    (tmp_path / "fakes.py").write_text(FAKES)
    jobs = [Job(STATEMENT, 0, {"do": do}) for do in what]
    done: list[int] = []
    results = run(
        jobs,
        workers=workers,
        root=tmp_path,
        time_limit=seconds,
        memory_limit=1 << 30,
        decider="fakes:decide",
        done=done.append,
    )
    assert sorted(done) == list(range(len(jobs)))
    assert results.tripped == sum(do != "ok" for do in what)
    assert all(v is not None for v in results.verdicts)
    return [v for v in results.verdicts if v is not None]


def reasons(verdicts: list[Verdict]) -> list[str]:
    return [v.reasons[0] for v in verdicts if isinstance(v, Undecided)]


def test_a_job_that_trips_costs_itself_and_the_next_are_decided(tmp_path: Path) -> None:
    found = reasons(decided(tmp_path, "ok", "die", "recurse", "eat", "raise", "ok"))
    assert found == [
        "ok",
        "crashed: the process ended with code 3",
        "crashed: nested too deeply",
        "memory limit",
        "crashed: ValueError: slip in fakes.decide",
        "ok",
    ]


def test_results_keep_the_order_of_the_jobs_whoever_decides_them(tmp_path: Path) -> None:
    verdicts = decided(tmp_path, "hang", *["ok"] * 6, workers=2, seconds=3)
    assert reasons(verdicts) == ["time limit", *["ok"] * 6]


def test_no_jobs_need_no_workers(tmp_path: Path) -> None:
    assert run([], root=tmp_path).verdicts == []


def test_workers_that_cannot_start_end_the_run_and_blame_no_statement(tmp_path: Path) -> None:
    (tmp_path / "fakes.py").write_text("import a_module_that_is_not_there")
    jobs = [Job(STATEMENT, 0, {})] * 5
    with pytest.raises(CannotStartError, match="did not start"):
        run(jobs, root=tmp_path, decider="fakes:decide")


def test_a_crew_stays_from_run_to_run_and_is_replaced_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fakes.py").write_text(FAKES)
    crew, jobs = pool.Crew(), [Job(STATEMENT, 0, {"do": "ok"})] * 2
    monkeypatch.setattr(pool, "MOST_SERVED", 4)
    seen = []
    for _ in range(3):
        found = run(jobs, root=tmp_path, decider="fakes:decide", crew=crew).verdicts
        seen += [v.reasons[1] for v in found if isinstance(v, Undecided)]
    assert seen[0] == seen[3] != seen[4] == seen[5]
    crew.close()
    assert crew.idle == []


def test_no_group_of_jobs_keeps_the_others_idle() -> None:
    """The same hypotheses share a group, up to its end; what has none shares nothing; long ones come first."""
    h, g = [{"op": "psd"}], [{"op": "pd"}]
    jobs = [Job({"hypotheses": given}, 0) for given in ([], h, g, h, [], h, *[g] * pool.MOST_TOGETHER)]
    rows = [list(row) for row in pool._by_hypotheses(jobs)]
    assert rows[:3] == [[2, *range(6, 5 + pool.MOST_TOGETHER)], [1, 3, 5], [5 + pool.MOST_TOGETHER]]
    assert rows[3:] == [[0], [4]]
