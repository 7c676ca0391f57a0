"""Records of evidence that were edited: the checksum notices, and with the checksum recomputed the kernel does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from proofread.audit import evidence as saved
from proofread.audit.verdicts import Proved, Refuted
from proofread.trusted import recheck
from proofread.trusted.kernel import Sequent, prove
from proofread.trusted.terms import total
from tests.trusted.attacks import CLEAR, FALSUM, J, N, algebra, eq, gt, s, x, y

ROOT = Path(__file__).parents[1]
HYP = eq(x, y)
TRUE = Sequent((HYP,), eq(total(x), total(y)))
FALSE = Sequent((), FALSUM)
EVIDENCE: dict[str, Any] = {"obligations": [], "proof": algebra([0], [["1", [], 0, {"_0:N": "?a:N"}]])}
SATISFYING = {"sizes": {"N": 1}, "values": {"x": ["2"], "y": ["2"]}}
WITNESS = {"values": {"s": "1"}}
REFUTED = Sequent((), eq(s, 0))


Record = dict[str, Any]


def proved_record() -> Record:
    return saved.record(TRUE, Proved(EVIDENCE, (), SATISFYING))


def refuted_record() -> Record:
    return saved.record(REFUTED, Refuted(WITNESS))


def state(record: Record | str) -> tuple[str, str]:
    line = record if isinstance(record, str) else json.dumps(record)
    outcome = recheck.recheck_line("evidence.jsonl", 1, line)
    return outcome.state, outcome.reason


def signed(record: Record) -> Record:
    return {**record, "checksum": recheck.checksum(record)}


def test_records_as_they_were_saved_pass() -> None:
    assert state(proved_record()) == state(refuted_record()) == (recheck.RECHECKED, "")


CHANGES: list[Record] = [
    {"goal": J(eq(total(x), 2 * total(y)))},
    {"hypotheses": []},
    {"hypotheses": [J(eq(x, 2 * y))]},
    {"evidence": {"obligations": [], "proof": algebra([0], [["2", [], 0, {"_0:N": "?a:N"}]])}},
    {"evidence": {"obligations": [], "proof": algebra([0], [["1", [], 0, {"_0:N": "?a:d"}]])}},
    {"evidence": {"obligations": [CLEAR], "proof": EVIDENCE["proof"]}},
    {"evidence": None},
    {"kind": "refuted"},
    {"kind": "certain"},
    {"hash": FALSE.digest},
    {"satisfying": {"sizes": {"N": 1}, "values": {"x": ["1"], "y": ["2"]}}},
    {"satisfying": None},
    {"goal": J(FALSUM), "hash": Sequent((HYP,), FALSUM).digest},
    {
        "goal": J(FALSUM),
        "hypotheses": [J(FALSUM)],
        "hash": Sequent((FALSUM,), FALSUM).digest,
        "evidence": {"obligations": [], "proof": ["hyp", 0]},
    },
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_changed_record_fails_with_its_old_checksum_and_with_a_new_one(change: Record) -> None:
    changed = {**proved_record(), **change}
    failed, reason = state(changed)
    assert failed == recheck.FAILED and "checksum" in reason
    failed, reason = state(signed(changed))
    assert failed == recheck.FAILED and "checksum" not in reason


@pytest.mark.parametrize(
    "change",
    [
        {"witness": {"values": {"s": "0"}}},
        {"witness": {}},
        {"kind": "proved"},
        {"goal": J(eq(s, s))},
        {"witness": {"values": {"s": "1/0"}}},
        {"witness": None},
    ],
)
def test_a_changed_witness_fails_too(change: Record) -> None:
    assert state(signed({**refuted_record(), **change}))[0] == recheck.FAILED
    assert "checksum" in state({**refuted_record(), **change})[1]


def test_a_record_without_its_hypotheses_has_no_satisfying_instance_to_show() -> None:
    """Contradictory hypotheses prove everything; the record must show an instance of them."""
    sequent = Sequent((gt(s, 0), gt(0, s)), FALSUM)
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    absurd = {"obligations": [], "proof": algebra([0, 1], sq=[by, {**by, "by": [[1, {}]]}])}
    assert prove(sequent, absurd).kind == "proved"  # from a contradiction, anything
    for instance in ({"values": {"s": "1"}}, {"values": {"s": "0"}}, {}):
        assert state(saved.record(sequent, Proved(absurd, (), instance)))[0] == recheck.FAILED


@pytest.mark.parametrize("missing", ["hash", "hypotheses", "goal", "kind", "evidence", "checksum", "satisfying"])
def test_a_record_with_a_part_missing_fails(missing: str) -> None:
    record = {k: v for k, v in proved_record().items() if k != missing}
    assert state(record)[0] == recheck.FAILED
    if missing != "checksum":
        assert state(signed(record))[0] == recheck.FAILED


BROKEN = ["", "{", "[]", "3", "null", '"x"', '{"hash": 1}', "\x00", '{"hash": "x", "checksum": NaN}', "[" * 100_000]


@pytest.mark.parametrize("line", BROKEN, ids=range(len(BROKEN)))
def test_a_line_that_is_no_record_fails_and_raises_nothing(line: str) -> None:
    assert state(line)[0] == recheck.FAILED


WRONG_GOALS: list[Any] = [
    {
        "op": "equal",
        "args": [{"op": "const", "args": [], "data": [{"q": "1/0"}], "shape": []}] * 2,
        "data": [],
        "shape": None,
    },
    {"op": "equal", "args": [], "data": [], "shape": None},
    3,
    None,
    "0 = 0",
    [],
    {"op": "equal"},
    {"size": [[]], "const": 0},
    {"tuple": [1]},
    {"op": "equal", "args": [J(s), J(s)], "data": [[]], "shape": None},
    {"q": "1e400"},
    {"size": 3},
]


@pytest.mark.parametrize("goal", WRONG_GOALS, ids=range(len(WRONG_GOALS)))
def test_a_statement_that_is_none_fails_and_raises_nothing(goal: Any) -> None:
    assert state(signed({**proved_record(), "goal": goal}))[0] == recheck.FAILED


def in_a_fresh_process(folder: Path, records: list[Record | str]) -> subprocess.CompletedProcess[str]:
    file = folder / "evidence.jsonl"
    file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "proofread.trusted.recheck", str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )


def test_a_fresh_process_counts_every_record(tmp_path: Path) -> None:
    forged = signed({**proved_record(), **CHANGES[0]})
    deep = nested(300)
    done = in_a_fresh_process(tmp_path, [proved_record(), refuted_record(), forged, "not json", deep])
    assert done.returncode == 1, done.stderr
    assert "2 rechecked by the kernel" in done.stdout and "3 failed" in done.stdout and done.stderr == ""
    assert in_a_fresh_process(tmp_path, [proved_record(), refuted_record()]).returncode == 0


def nested(depth: int) -> Record:
    term: Any = J(s)
    for _ in range(depth):
        term = {"op": "exp", "args": [term], "data": [], "shape": []}
    bad = {"obligations": [], "proof": ["sign", term, CLEAR, CLEAR, CLEAR]}
    return saved.record(TRUE, Proved(bad, (), SATISFYING))


def test_evidence_without_end_does_not_end_the_check(tmp_path: Path) -> None:
    """A record nested thousands deep fails by itself; the records after it are still checked."""
    deep = json.dumps(nested(1)).replace(json.dumps(J(s)), '{"op": "exp", "args": [' * 20_000)
    done = in_a_fresh_process(tmp_path, [deep, proved_record()])
    assert done.returncode == 1 and "1 rechecked by the kernel" in done.stdout, done.stderr[-300:]


def test_one_changed_byte_fails_wherever_it_is() -> None:
    """Every byte of a record in turn: the checksum (or the JSON) notices. With the checksum recomputed, what still
    passes has the same statement: only what stands beside it, such as an instance, is another that is also right."""
    for made in (proved_record(), refuted_record()):
        line = json.dumps(made)
        passed = []
        for at in range(len(line)):
            changed = line[:at] + ("1" if line[at] != "1" else "2") + line[at + 1 :]
            assert state(changed)[0] == recheck.FAILED, changed[max(0, at - 20) : at + 20]
            try:
                record = json.loads(changed)
                again = state(signed(record))[0]
            except (ValueError, TypeError):
                continue
            if again != recheck.FAILED:
                passed.append(record)
        for record in passed:
            kept = {k: record.get(k) for k in ("goal", "hypotheses", "kind", "hash")}
            assert kept == {k: made.get(k) for k in kept}  # only what is beside the statement, such as the instance


def test_evidence_over_other_sizes_is_refused() -> None:
    """d, 2, N + 1 for N, or another least value, in one place of the statement or of the evidence."""
    text = json.dumps({k: v for k, v in proved_record().items() if k not in ("hash", "checksum")})
    for old, new in (('"N"', '"d"'), (":N", ":d"), (":N", ":N+1"), (":N", ":2"), ('"N", 1, 1', '"N", 0, 1')):
        assert old in text
        record = json.loads(text.replace(old, new, 1))
        goal = recheck.from_json(record["goal"])
        hypotheses = tuple(recheck.from_json(h) for h in record["hypotheses"])
        record["hash"] = Sequent(hypotheses, goal).digest
        assert state(signed(record))[0] == recheck.FAILED, (old, new)


def test_sizes_are_part_of_the_evidence() -> None:
    """The same evidence with the label of another size is no evidence."""
    assert str(N) == "N"
    text = json.dumps(proved_record()).replace("?a:N", "?a:1")
    assert state(signed(json.loads(text)))[0] == recheck.FAILED
