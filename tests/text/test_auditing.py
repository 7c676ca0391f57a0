"""Whole files: results in order, in batches; a bad item costs itself; the command line for keys written as text."""

from __future__ import annotations

import gc
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from proofread.audit import workers
from proofread.audit.decide import decide
from proofread.audit.jobs import statement_hash
from proofread.audit.verdicts import Proved, Refuted, Undecided, word
from proofread.cli import main
from proofread.text import batches, words
from proofread.text.auditing import Counts, Known, Settings, audit
from proofread.text.batches import MOST_IN_BATCH
from proofread.text.entries import Entry
from proofread.text.example import SUFFIXES, example
from proofread.text.fields import FIELDS, KINDS, schema
from proofread.text.results import Result
from tests.text.test_items import PAIRS, build, entry

GOOD = {"let": {"x": "scalar"}, "says": "(x + 1)**2 == x**2 + 2*x + 1"}
FALSE = {"let": {"x": "scalar"}, "says": "(x + 1)**2 == x**2 + 1"}
PLANNED = min(words.PLANNED)  # a word that is understood and has no method
FAKES = '''
"""A decider for the tests of streaming: nothing is looked for."""

from proofread.audit.verdicts import Undecided

def decide(statement, *, seed, stored):
    return Undecided(("not tried",))
'''


def written(tmp_path: Path, name: str, rows: list[dict[str, Any]]) -> Path:
    file = tmp_path / name
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    return file


def run(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, [str(a) for a in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def results(output: str) -> list[dict[str, Any]]:
    return [json.loads(row) for row in output.splitlines() if row.startswith("{")]


def test_bad_items_lose_none_of_the_good_ones_and_keep_their_order(tmp_path: Path) -> None:
    bad: list[dict[str, Any]] = [{"says": "x.__class__ == 1"}, {"says": "(" * 3000}, {"says": "2**(10**9) == 1"},
                                 {"let": {"A": "matrix[9999, 9999]"}, "says": "A == A"}, {"id": "g0", **GOOD},
                                 {"sayz": "1"},
                                 {"where": {"a": "a"}, "says": "a == 1"}, {"says": 1}]  # fmt: skip
    rows = [row for k, b in enumerate(bad) for row in ({"id": f"g{k}", **GOOD}, b)]
    file = written(tmp_path, "key.jsonl", [*rows, {"id": "f", **FALSE}, {"id": "s", "says": f"{PLANNED} == 1"}])
    code, output = run("check", file, "--format", "json", "--jobs", "1")
    found = results(output)
    assert code == 2 and [r["line"] for r in found] == list(range(1, len(rows) + 3))
    assert [r["outcome"] for r in found[::2]] == ["sound"] * 8 + ["wrong"]
    assert [r["outcome"] for r in found[1:16:2]] == ["unreadable"] * 8
    assert all(r["error"]["problem"] and r["error"]["column"] >= 1 for r in found[1:16:2])
    assert found[-1]["outcome"] == "undecided" and found[-1]["said"] == [f"no method: {PLANNED}"]
    assert found[16]["statements"][0]["witness"]["values"] == {"x": "1"}
    assert [f["kind"] for f in found[16]["findings"]] == ["unrecorded"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_example_is_read_and_audited_as_it_says(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"key{suffix}"
    assert run("new", file)[0] == 0 and file.read_text(encoding="utf-8") == example(file.name)
    code, output = run("check", file, "--format", "json", "--jobs", "1")
    found = {r["id"]: r["outcome"] for r in results(output)}
    assert found == {"training-error": "sound", "gradient": "wrong", "completing-the-square": "wrong",
                     "entropy": "sound", "smudged": "damaged", "blank": "blank"}  # fmt: skip
    assert code == 0  # what is wrong is recorded


def test_a_new_key_never_replaces_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key.toml"
    file.write_text("mine", encoding="utf-8")
    code, output = run("new", file)
    assert code == 2 and "exists already" in output and file.read_text(encoding="utf-8") == "mine"
    assert run("new", tmp_path / "key.yaml")[0] == 2 and not (tmp_path / "key.yaml").exists()


def test_exit_codes(tmp_path: Path) -> None:
    assert run("check", written(tmp_path, "empty.jsonl", []))[0] == 5
    assert run("check", tmp_path / "absent.toml")[0] == 2
    false = written(tmp_path, "false.jsonl", [{"id": "f", **FALSE}])
    code, output = run("check", false, "--jobs", "1")
    assert code == 1 and "false.jsonl:1: f: wrong" in output and "x = 1" in output and "items a second" in output
    recorded = written(tmp_path, "recorded.jsonl", [{"id": "f", **FALSE, "corrected": GOOD["says"]}])
    assert run("check", recorded, "--jobs", "1")[0] == 0
    assert run("check", false, "-k", "f")[0] == 2 and run("check", false, tmp_path)[0] == 2


def test_what_is_expected_is_compared(tmp_path: Path) -> None:
    rows = [{"id": "f", **FALSE, "expect": "wrong"}, {"id": "g", **GOOD, "expect": ["wrong", "undecided"]}]
    code, output = run("check", written(tmp_path, "key.jsonl", rows), "--format", "json", "--jobs", "1")
    assert code == 1
    assert [[f["kind"] for f in r["findings"]] for r in results(output)] == [[], ["unexpected"]]


@pytest.mark.parametrize("name", PAIRS)
def test_text_and_python_get_the_same_verdicts(name: str) -> None:
    """The same verdict with the same evidence or witness, statement by statement."""
    python, fields = PAIRS[name]
    ours = [decide(s, seed=0) for i in build(entry(**fields)) for s in i.statements]
    theirs = [decide(s, seed=0) for s in python.statements]
    assert [word(v) for v in ours] == [word(v) for v in theirs]
    for a, b in zip(ours, theirs, strict=True):
        if isinstance(a, Proved) and isinstance(b, Proved):
            assert a.evidence == b.evidence and a.ledger == b.ledger
        if isinstance(a, Refuted) and isinstance(b, Refuted):
            assert a.witness == b.witness


def test_results_are_streamed_and_memory_stays_flat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items are read as results are taken, and none of them is kept."""
    (tmp_path / "fakes.py").write_text(FAKES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(batches, "MOST_IN_BATCH", 200)
    rows = [{"id": f"i{k}", "says": f"{k} + {k} == 2*{k}"} for k in range(1600)]
    counts, held = Counts(), []
    found = audit([written(tmp_path, "key.jsonl", rows)], Settings(decider="fakes:decide"), counts)
    del rows
    next(found)
    assert counts.statements < 100  # the rest has not been read
    for k, _ in enumerate(found, 1):
        if k in (600, 1599):
            gc.collect()
            held.append(sum(type(x) in (Entry, Result) for x in gc.get_objects()))
    assert counts.items == 1600 and counts.outcomes == {"undecided": 1600}
    assert max(held) <= 2 * 2 * 200  # the items of a batch and of the next, with their results
    assert (statement_hash.cache_info().maxsize or 0) <= 2 * MOST_IN_BATCH  # which holds statements


def test_a_statement_that_comes_again_is_decided_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in another batch, under another name; what a safety net ended is not remembered."""
    jobs: list[int] = []
    run_all = workers.run

    def counted(given: Any, **options: Any) -> Any:
        jobs.append(len(given))
        return run_all(given, **options)

    monkeypatch.setattr(workers, "run", counted)
    rows = [{"id": f"i{k}", "let": {"x": "scalar"}, "says": f"x + {k % 3} == {k % 3} + x"} for k in range(12)]
    counts = Counts()
    found = list(audit([written(tmp_path, "key.jsonl", rows)], Settings(first_batch=2), counts))
    assert [r.outcome for r in found] == ["sound"] * 12 and [r.id for r in found] == [r["id"] for r in rows]
    assert sum(jobs) == 3 and counts.statements == 12
    known = Known(most=2)
    known.add({"a": Undecided(("time limit",), tripped=True), "b": Undecided(("x",)), "c": Undecided(("y",))})
    known.add({"d": Undecided(("z",))})
    assert list(known.kept) == ["c", "d"]


def test_the_schema_has_every_field_and_kind() -> None:
    made = schema()
    assert set(made["properties"]) == set(FIELDS) and not made["additionalProperties"]
    assert [set(o["required"]) & set(KINDS) for o in made["oneOf"]] == [{k} for k in KINDS]
    assert json.loads(run("schema")[1]) == made


def test_what_a_tired_reader_sees(tmp_path: Path) -> None:
    """Lines by their numbers, no grade beside what is wrong, sizes declared as sizes, remedies in words of text."""
    x = {"let": {"x": "scalar"}}
    rows = [{"id": "l", **x, "lines": ["(x + 1)**2 - 1", "x**2 + 2*x", "x*(x + 3)"]},
            {"id": "f", **FALSE, "corrected": GOOD["says"]}, {"id": "n", "number": "1/3", "rounds": "0.34"},
            {"id": "s", "let": {"A": "matrix[n, n]"}, "says": "A == A"},
            {"id": "o", **x, "says": "x/x == 1"}, {"id": "a", **x, "assume": "x > 0, x < 1", "says": "x > x**2"},
            {"id": "d", **x, "readings": {"a": "x == 1", "b": "x + 1 == 1 + x"}}]  # fmt: skip
    _, output = run("check", written(tmp_path, "key.jsonl", rows), "--jobs", "1")
    seen = output.splitlines()
    assert "    line 3: wrong" in seen and any(s.startswith("    line 3, is it true: refuted") for s in seen)
    assert any(s.startswith("    line 3, does it follow from the line before: refuted") for s in seen)
    assert any(s.endswith("key.jsonl:2: f: wrong") for s in seen) and "        1/3 = 1/3; 67/200 = 67/200" in seen
    assert 'declare it: let = {n = "size"}' in output and "add it to assume" in output
    assert "write a list of texts" in output and "damaged (damaged)" not in output
