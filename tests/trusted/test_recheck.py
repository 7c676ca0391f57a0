"""Saved evidence is checked again: every part of a record, whole files, and the counts at the end."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from proofread.trusted import recheck
from proofread.trusted.kernel import Sequent
from proofread.trusted.recheck import FAILED, OPEN, ORACLE, RECHECKED, Outcome, checksum, recheck_file, recheck_line
from proofread.trusted.terms import Prop
from tests.trusted.attacks import CLEAR, FALSUM, TRIVIAL, J, eq, gt, s

PROOF = {"obligations": [], "proof": ["hyp", 0]}


def signed(record: dict[str, Any]) -> str:
    return json.dumps({**record, "checksum": checksum(record)})


def record(hyps: list[Prop], goal: Prop, kind: str, **more: Any) -> dict[str, Any]:
    sequent = Sequent(tuple(hyps), goal)
    return {"hash": sequent.digest, "hypotheses": [J(h) for h in hyps], "goal": J(goal), "kind": kind, **more}


def outcome(found: dict[str, Any]) -> Outcome:
    return recheck_line("doc.jsonl", 3, signed(found))


PROVED = record([gt(s, 0)], gt(s, 0), "proved", evidence=PROOF, satisfying={"values": {"s": "1"}})
ALONE = record([], TRIVIAL, "proved", evidence={"obligations": [], "proof": CLEAR})
REFUTED = record([], eq(s, 0), "refuted", witness={"values": {"s": "1"}})


@pytest.mark.parametrize(
    ("found", "state"),
    [(PROVED, RECHECKED), (ALONE, RECHECKED), (REFUTED, RECHECKED), (record([], TRIVIAL, "computed"), ORACLE),
     (record([], FALSUM, "open"), OPEN)],
)  # fmt: skip
def test_what_becomes_of_a_record(found: dict[str, Any], state: str) -> None:
    assert outcome(found) == Outcome("doc.jsonl", 3, found["hash"], state, "")


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({**ALONE, "goal": J(FALSUM)}, "the hash of the statement is"),
        ({**PROVED, "hypotheses": []}, "the hash of the statement is"),
        ({**ALONE, "hash": "0" * 24}, "the hash of the statement is"),
        ({**ALONE, "kind": "believed"}, "unknown kind 'believed'"),
        ({**ALONE, "kind": "RECHECKED"}, "unknown kind"),
        (record([], FALSUM, "proved", evidence={"obligations": [], "proof": CLEAR}), "strictly positive"),
        (record([], eq(s, s), "refuted", witness={"values": {"s": "1"}}), "not refuted"),
        (record([FALSUM], FALSUM, "proved", evidence=PROOF, satisfying={}), "hypothesis 0 fails at the instance"),
        ({**PROVED, "satisfying": {"values": {"s": "0"}}}, "hypothesis 0 fails at the instance"),
        ({**PROVED, "satisfying": {"values": {}}}, "no instance of the hypotheses"),
        ({**PROVED, "satisfying": None}, "no instance of the hypotheses"),
        ({k: v for k, v in PROVED.items() if k != "satisfying"}, "malformed record: KeyError: 'satisfying'"),
        ({k: v for k, v in ALONE.items() if k != "evidence"}, "malformed record: KeyError: 'evidence'"),
        ({k: v for k, v in ALONE.items() if k != "kind"}, "malformed record: KeyError: 'kind'"),
        ({**ALONE, "goal": {"op": "equal"}}, "malformed record: KeyError"),
        ({**ALONE, "hypotheses": 3}, "malformed record: TypeError"),
        ({**ALONE, "goal": {"q": "1/0"}}, "malformed record: ZeroDivisionError"),
        ({**ALONE, "goal": {"q": "x"}}, "malformed record: ValueError"),
        ({**ALONE, "goal": {"q": "1e400"}}, "malformed record: ValueError: '1e400' is not a rational number"),
        ({**ALONE, "hypotheses": None}, "malformed record: TypeError"),
        ({**ALONE, "evidence": 3}, "malformed evidence"),
        ({**ALONE, "kind": "refuted"}, "malformed record: KeyError: 'witness'"),
        ({**ALONE, "goal": {"size": 3, "const": 1}}, "malformed record: TypeError"),
        ({**ALONE, "hypotheses": [3]}, "the hash of the statement is|malformed"),
    ],
    ids=range(24),
)
def test_a_record_that_fails_says_why(found: dict[str, Any], why: str) -> None:
    made = outcome(found)
    assert (made.state, made.hash, made.line) == (FAILED, found["hash"], 3)
    assert any(made.reason.startswith(part) or part in made.reason for part in why.split("|"))


def test_a_checksum_is_of_everything_else() -> None:
    assert checksum({**ALONE, "checksum": "anything"}) == checksum(ALONE) != checksum({**ALONE, "more": 1})
    assert checksum({"b": "é", "a": [1]}) == checksum({"a": [1], "b": "é"})
    assert checksum({"a": [1], "b": "é"}) == "04f34bc0940adae4d1055943965f4f1a5617be528e5e463451aa03f0ecff81f3"
    line = signed(ALONE)
    for key in ("kind", "goal", "evidence", "hash"):
        edited = json.dumps({**json.loads(line), key: 0})
        assert recheck_line("f", 1, edited).reason == "the checksum does not fit the record"
    for changed in (line.replace("proved", "proven"), json.dumps(ALONE), json.dumps({**ALONE, "checksum": ""})):
        assert recheck_line("f", 1, changed).state == FAILED
    assert recheck_line("f", 1, json.dumps({**ALONE, "checksum": ""})).reason == "the checksum does not fit the record"
    assert recheck_line("f", 1, json.dumps(ALONE)).reason == "malformed record: KeyError: 'checksum'"


@pytest.mark.parametrize(
    "line", ["", "x", "3", "[]", "null", "{}", '{"kind": "open"}', '{"hash"', '"hash"', "[" * 100_000, "1e999"]
)
def test_what_is_no_record(line: str) -> None:
    assert recheck_line("f", 7, line) == Outcome("f", 7, "", FAILED, "not a record of evidence")


def test_a_term_without_end_fails() -> None:
    deep: Any = J(s)
    for _ in range(sys.getrecursionlimit()):
        deep = {"op": "exp", "args": [deep], "data": [], "shape": []}
    found = {**ALONE, "goal": {"op": "equal", "args": [deep, deep], "data": [], "shape": None}}
    sys.setrecursionlimit(10 * sys.getrecursionlimit())
    try:
        line = signed(found)
    finally:
        sys.setrecursionlimit(sys.getrecursionlimit() // 10)
    assert recheck_line("f", 1, line).state == FAILED


# --- files ----------------------------------------------------------------------------------------------------------


def test_every_line_of_a_file_is_a_record(tmp_path: Path) -> None:
    file = tmp_path / "doc.jsonl"
    file.write_text("\n".join([signed(ALONE), "x", signed(REFUTED)]), encoding="utf-8")
    found = list(recheck_file(file))
    assert [(o.line, o.state) for o in found] == [(1, RECHECKED), (2, FAILED), (3, RECHECKED)]
    assert {o.file for o in found} == {str(file)}


def test_a_file_that_cannot_be_read_fails_as_a_whole(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(signed(ALONE).encode() + b"\n\xff\n")
    for file in (tmp_path / "missing.jsonl", tmp_path, latin):
        (outcome,) = recheck_file(file)
        assert (outcome.state, outcome.line, outcome.hash) == (FAILED, 0, "")
        assert outcome.reason.startswith("cannot be read: ")


def test_the_counts_and_the_failures_are_named() -> None:
    found = [Outcome("f", 1, "aa", RECHECKED), Outcome("f", 2, "bb", FAILED, "why"), Outcome("g", 3, "", FAILED, "no"),
             Outcome("g", 4, "cc", ORACLE), Outcome("g", 5, "dd", OPEN), Outcome("g", 6, "ee", OPEN)]  # fmt: skip
    assert recheck.summary(iter(found)).splitlines() == [
        "f:2: bb failed: why",
        "g:3: record failed: no",
        "1 rechecked by the kernel, 1 relying on a named oracle, 2 with nothing to recheck, 2 failed",
    ]
    assert recheck.summary([]) == (
        "0 rechecked by the kernel, 0 relying on a named oracle, 0 with nothing to recheck, 0 failed"
    )


def test_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[int] = []
    monkeypatch.setattr(sys, "setrecursionlimit", limits.append)
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(signed(ALONE) + "\n" + signed(record([], FALSUM, "open")), encoding="utf-8")
    bad.write_text("x", encoding="utf-8")
    assert recheck.main([str(good)]) == 0
    assert "1 rechecked by the kernel, 0 relying on a named oracle, 1 with nothing" in capsys.readouterr().out
    assert recheck.main([str(good), str(bad)]) == recheck.main([str(bad), str(good)]) == 1
    assert recheck.main([]) == 2
    assert capsys.readouterr().err == "usage: python -m proofread.trusted.recheck FILE…\n"
    assert set(limits) == {recheck.RECURSION} == {10_000}


def program() -> Any:
    """The code of the module, as it was loaded where the loader says so."""
    spec = recheck.__spec__
    assert spec is not None and spec.loader is not None and spec.origin is not None
    if hasattr(spec.loader, "get_code"):
        return spec.loader.get_code(recheck.__name__)
    return compile(Path(spec.origin).read_text(encoding="utf-8"), spec.origin, "exec", dont_inherit=True)


def test_it_is_a_program(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(signed(ALONE), encoding="utf-8")
    bad.write_text("x", encoding="utf-8")
    monkeypatch.setattr(sys, "setrecursionlimit", lambda limit: None)
    for files, code in (([], 2), ([good], 0), ([bad], 1)):
        monkeypatch.setattr(sys, "argv", ["recheck", *map(str, files)])
        main = ModuleType("__main__")
        monkeypatch.setitem(sys.modules, "__main__", main)
        with pytest.raises(SystemExit) as left:
            exec(program(), vars(main))
        assert left.value.code == code
    assert "1 rechecked by the kernel" in capsys.readouterr().out


# --- what goes wrong on the way -------------------------------------------------------------------------------------


def test_the_states_are_words_that_others_read() -> None:
    assert (RECHECKED, ORACLE, OPEN, FAILED) == ("rechecked", "oracle", "open", "failed")
    with pytest.raises(AttributeError):
        outcome(ALONE).state = RECHECKED  # type: ignore[misc]


def test_a_proof_without_end_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> None:
        raise RecursionError("without end")

    monkeypatch.setattr(recheck.kernel, "prove", endless)
    assert outcome(ALONE) == Outcome("doc.jsonl", 3, ALONE["hash"], FAILED, "without end")
