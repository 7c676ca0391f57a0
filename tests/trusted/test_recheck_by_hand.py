"""Saved evidence read again: each record is counted as what it is, and every file that is no evidence is a failure."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from proofread.trusted import exact, recheck
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.recheck import FAILED, OPEN, ORACLE, RECHECKED, main, recheck_file, recheck_line, satisfies
from proofread.trusted.terms import Prop, array, connective, nat, var
from proofread.trusted.trees import subnodes
from tests.trusted.attacks import CLEAR, FALSUM, J, N, apart, eq, every, ge, gt, s, some, x, y

SURE = Sequent((), eq(s + s, 2 * s))
ASSUMED = Sequent((ge(s, 1),), ge(s, 1))
ONE = {"values": {"s": "1"}}
k, v = nat("%1"), t.var("%1")
member = t.sequence("a", k, ())


@pytest.fixture(autouse=True)
def recursion() -> Iterator[None]:
    """A command may set it for its process; the tests that come later keep theirs."""
    before = sys.getrecursionlimit()
    yield
    sys.setrecursionlimit(before)


def record(sequent: Sequent, kind: str, **carried: Any) -> dict[str, Any]:
    body = {"hash": sequent.digest, "hypotheses": [J(h) for h in sequent.hypotheses], "goal": J(sequent.goal)}
    return signed({**body, "kind": kind, **carried})


def signed(made: dict[str, Any]) -> dict[str, Any]:
    return {**made, "checksum": recheck.checksum(made)}


PROVED = record(SURE, "proved", evidence={"obligations": [], "proof": CLEAR})
FROM_HYPOTHESIS = record(ASSUMED, "proved", evidence={"obligations": [], "proof": ["hyp", 0]}, satisfying=ONE)
REFUTED = record(Sequent((), eq(s, 0)), "refuted", witness=ONE)
COMPUTED = record(SURE, "computed")
NOT_KNOWN = record(SURE, "open")


def state(made: Any) -> tuple[str, str]:
    outcome = recheck_line("a.jsonl", 3, made if isinstance(made, str) else json.dumps(made))
    assert (outcome.file, outcome.line) == ("a.jsonl", 3)
    return outcome.state, outcome.reason


@pytest.mark.parametrize(
    ("made", "expected"),
    [(PROVED, RECHECKED), (FROM_HYPOTHESIS, RECHECKED), (REFUTED, RECHECKED), (COMPUTED, ORACLE), (NOT_KNOWN, OPEN)],
)
def test_a_record_is_counted_as_what_it_is(made: dict[str, Any], expected: str) -> None:
    assert state(made) == (expected, "")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"kind": "believed"}, "unknown kind 'believed'"),
        ({"goal": J(FALSUM)}, "the hash of the statement is"),
        ({"goal": J(FALSUM), "hash": Sequent((), FALSUM).digest}, "nothing in the evidence is strictly positive"),
        ({"evidence": {"obligations": [CLEAR], "proof": CLEAR}}, "0 obligations, 1 proofs"),
        ({"evidence": 3}, "malformed evidence"),
        ({"kind": "refuted"}, "malformed record: KeyError: 'witness'"),
        ({"kind": "refuted", "witness": ONE}, "the goal is not refuted at the instance"),
    ],
)
def test_what_fails_says_why(change: dict[str, Any], why: str) -> None:
    failed, reason = state(signed({**PROVED, **change}))
    assert failed == FAILED and why in reason, reason


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"goal": {"q": "1e400"}}, "ValueError: '1e400' is not a rational number"),
        ({"goal": {"q": "1/0"}}, "ZeroDivisionError"),
        ({"goal": {"tuple": 3}}, "TypeError"),
        ({"goal": {"op": "equal"}}, "KeyError: 'args'"),
        ({"hypotheses": 3}, "TypeError"),
        ({"hypotheses": None}, "TypeError"),
    ],
)
def test_a_statement_that_cannot_be_read_fails_and_raises_nothing(change: dict[str, Any], why: str) -> None:
    failed, reason = state(signed({**PROVED, **change}))
    assert failed == FAILED and reason.startswith("malformed record: ") and why in reason, reason


def test_an_outcome_stays_the_one_it_is() -> None:
    outcome = recheck_line("a.jsonl", 3, "no record")
    with pytest.raises(FrozenInstanceError):
        outcome.state = RECHECKED  # type: ignore[misc]
    assert outcome.state == FAILED


def test_an_edited_record_fails_by_its_checksum() -> None:
    for key in ("kind", "goal", "evidence", "hash"):
        assert state({**PROVED, key: 0}) == (FAILED, "the checksum does not fit the record")


@pytest.mark.parametrize("line", ["", "[]", "3", "{}", "{", '{"kind": "open"}', "[" * 50_000])
def test_a_line_without_a_hash_is_no_record(line: str) -> None:
    assert state(line) == (FAILED, "not a record of evidence")


# --- an instance of the hypotheses ------------------------------------------------------------------------------------


def with_hypotheses(*hypotheses: Prop, at: Any = ONE) -> str | None:
    """Why the instance does not bear them out; None where it does."""
    try:
        satisfies(hypotheses, at)
    except Rejected as why:
        return str(why)
    return None


def test_hypotheses_that_contradict_each_other_have_no_instance() -> None:
    for value, failing in (("1", 1), ("0", 0), ("-1", 0)):
        assert with_hypotheses(gt(s, 0), gt(0, s), at={"values": {"s": value}}) == (
            f"hypothesis {failing} fails at the instance"
        )
    assert with_hypotheses(gt(s, 0), gt(2, s)) is None


def test_what_is_no_instance_bears_out_nothing() -> None:
    broken = (
        ({}, "no entry for s"),
        ({"values": {"s": "one"}}, "an entry of s: 'one' is not a rational"),
        ({"more": {}}, "'more' is not a section"),
    )
    for at, why in broken:
        reason = with_hypotheses(gt(s, 0), at=at)
        assert reason is not None and reason.startswith("no instance of the hypotheses: ") and why in reason, reason


def test_an_evaluation_without_end_bears_out_nothing() -> None:
    huge = with_hypotheses(eq(t.power(s, 10**9), 0), at={"values": {"s": "3"}})
    assert huge == "no instance of the hypotheses: the evaluation takes more work than the instance allows"


def test_one_about_all_naturals_is_borne_out_by_the_first_few() -> None:
    """aₖ ≥ 0 with the members 1, 2, …, 8 given: nothing says what comes later. With −1 among them it is false."""
    first = [str(n) for n in range(1, exact.FIRST_NATURALS + 1)]
    at = lambda values: {"functions": {"a": {"kind": "sequence", "values": values}}}
    assert with_hypotheses(every(k, ge(member, 0)), at=at(first)) is None
    assert with_hypotheses(every(k, ge(member, 0)), at=at([*first[:-1], "-1"])) == "hypothesis 0 fails at the instance"
    both = connective(
        "and", every(k, ge(member, 0)), some(v, eq(t.exp(v), 2))
    )  # a real one is not waved through with it
    assert with_hypotheses(both, at=at(first)) == "hypothesis 0 fails at the instance"


def test_what_is_undecided_of_numbers_is_not_borne_out() -> None:
    """One of them is false. A matrix is not semidefinite either because it may be so."""
    root = t.sqrt(t.const(2))
    near = t.predicate("psd", array([[1, root], [root, root * root]]))
    for undecided in (every(v, ge(t.exp(v), 0)), eq(root * root, 2), apart(root * root, 2), near):
        assert exact.holds(undecided, exact.EMPTY) is None
        assert with_hypotheses(undecided, at={}) == "hypothesis 0 fails at the instance"


def test_what_is_undecided_is_not_borne_out_by_saying_it_of_all_naturals() -> None:
    """∀k: √2·√2 + 0·k ≠ 2 is false, and proves everything; that it is not computed is not for want of members."""
    root, n = t.sqrt(t.const(2)), nat("%2")
    false = every(k, apart(root * root + 0 * k, 2))
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    for contradictory in (false, every(n, every(k, apart(root * root + 0 * (k + n), 2))),
                          connective("and", every(k, ge(member, 0)), apart(root * root, 2)),
                          connective("and", false, every(k, ge(member, 0)))):  # fmt: skip
        at = start if "sequence" in {inside.op for inside in subnodes(contradictory)} else {}
        assert exact.holds(contradictory, exact.read_instance(at, [contradictory])) is None
        assert with_hypotheses(contradictory, at=at) == "hypothesis 0 fails at the instance"
    assert with_hypotheses(every(k, ge(member, 0)), at=start) is None  # its later members are not given
    assert with_hypotheses(every(n, every(k, ge(t.sequence("a", k + n, ()), 0))), at=start) is None
    assert with_hypotheses(connective("and", every(k, ge(member, 0)), ge(1, 0)), at=start) is None


def test_that_some_natural_is_so_may_lie_beyond_the_members_given() -> None:
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    assert with_hypotheses(some(k, ge(member, 5)), at=start) is None
    settled = {"functions": {"a": {"kind": "sequence", "values": ["1"], "then": "constant"}}}
    assert with_hypotheses(some(k, ge(member, 5)), at=settled) == "hypothesis 0 fails at the instance"


def test_what_is_said_of_reals_beside_naturals_is_not_waved_through() -> None:
    """∃k ∀v: e^v ≥ k is true at 0 and not computed; the same of an index beside a natural is one of the instance."""
    real, i = var("%2"), t.index("%2", N)
    assert with_hypotheses(some(k, every(real, ge(t.exp(real), k))), at={}) == "hypothesis 0 fails at the instance"
    guarded = connective("implies", gt(1, 0), every(k, ge(member, 0)))
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    assert with_hypotheses(guarded, at=start) is None
    assert with_hypotheses(connective("implies", gt(1, 0), every(real, ge(t.exp(real), 0))), at={}) is not None
    each = every(i, every(k, ge(member + i, 0)))
    assert with_hypotheses(each, at={**start, "sizes": {"N": 2}}) is None
    assert with_hypotheses(every(i, every(k, ge(member, i + 1))), at={**start, "sizes": {"N": 2}}) is not None


def test_what_is_undecided_at_the_first_natural_is_not_borne_out_inside_of_anything() -> None:
    """√2·√2 ≠ 2 is false, and is not computed; however it is said of naturals, nothing is waved through with it."""
    root, i = t.sqrt(t.const(2)), t.index("%2", N)
    false, no = apart(root * root + 0 * k, 2), gt(0, 1)
    true = eq(root * root + 0 * k, 2)
    for contradictory in (
        some(k, false), every(i, every(k, false)), some(i, every(k, false)), some(i, some(k, false)),
        connective("implies", gt(1, 0), every(k, false)), connective("implies", some(k, true), every(k, gt(0, member))),
        connective("or", no, every(k, false)), connective("not", some(k, true)),
        connective("iff", every(k, ge(member, 0)), every(k, false)), every(i, every(k, apart(root * root, 2 + 0 * i))),
        every(i, connective("or", every(k, false), connective("and", no, every(k, false)))),
    ):  # fmt: skip
        given = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}, "sizes": {"N": 2}}
        instance = exact.read_instance(given, [contradictory])
        assert exact.holds(contradictory, instance) is None
        assert with_hypotheses(contradictory, at=given) == "hypothesis 0 fails at the instance"


def test_what_fails_or_is_not_tried_is_not_borne_out() -> None:
    """∀v ∀k: aₖ + v ≥ 0 is false where v is −2, which is not tried. ∀k: k·(1/k) ≥ 1 is not defined at 0, and with
    1/0 = 0 it is false there."""
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    real = var("%2")
    for false in (every(real, every(k, ge(member + real, 0))), every(k, ge(k * t.recip(k), 1))):
        at = start if "sequence" in {inside.op for inside in subnodes(false)} else {}
        assert exact.holds(false, exact.read_instance(at, [false])) is None
        assert with_hypotheses(false, at=at) == "hypothesis 0 fails at the instance"


def test_what_is_said_at_every_index_is_borne_out_at_every_index() -> None:
    """∀i ∀k: aₖ + √(2i)·√(2i) = 2i + 1 is computed where i is 0, and true where i is 1, but not computed there. What is
    computed at both is open for want of members alone."""
    i = t.index("%2", N)
    root = t.sqrt(2 * i)
    equation = every(i, every(k, eq(member + root * root, 2 * i + 1)))
    for n, why in ((1, None), (2, "hypothesis 0 fails at the instance")):
        at = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}, "sizes": {"N": n}}
        assert with_hypotheses(equation, at=at) == why
        for borne_out in (every(i, every(k, ge(member + root, i))), every(i, some(k, ge(member + root, 5))),
                          some(i, every(k, gt(i + 1, member - 1))), some(i, some(k, gt(member, i + 5)))):  # fmt: skip
            assert with_hypotheses(borne_out, at=at) is None


def test_a_proof_from_hypotheses_comes_with_their_instance() -> None:
    none = "no instance of the hypotheses: an instance is an object"
    for satisfying, why in (({"values": {"s": "0"}}, "hypothesis 0 fails"), (None, none), (3, none)):
        failed, reason = state(signed({**FROM_HYPOTHESIS, "satisfying": satisfying}))
        assert failed == FAILED and reason.startswith(why), reason
    less = {key: part for key, part in FROM_HYPOTHESIS.items() if key != "satisfying"}
    assert state(signed(less)) == (FAILED, "malformed record: KeyError: 'satisfying'")


# --- files, and the command -------------------------------------------------------------------------------------------


def written(folder: Path, *records: Any) -> Path:
    file = folder / "evidence.jsonl"
    file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return file


def test_every_line_of_a_file_has_its_outcome(tmp_path: Path) -> None:
    file = written(tmp_path, PROVED, "no record", COMPUTED)
    found = list(recheck_file(file))
    assert [(o.line, o.state) for o in found] == [(1, RECHECKED), (2, FAILED), (3, ORACLE)]
    assert [o.hash for o in found] == [SURE.digest, "", SURE.digest]


def test_a_file_that_cannot_be_read_fails_as_a_whole(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes(json.dumps(PROVED).encode() + b"\n\xff\n")
    for file in (tmp_path / "missing.jsonl", tmp_path, latin):
        (outcome,) = recheck_file(file)
        assert (outcome.state, outcome.line, outcome.hash) == (FAILED, 0, "")
        assert outcome.reason.startswith("cannot be read: ")


def test_the_command_counts_and_its_code_tells_whether_something_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = written(tmp_path, PROVED, REFUTED, FROM_HYPOTHESIS, COMPUTED, NOT_KNOWN, NOT_KNOWN)
    assert main([str(good)]) == 0
    counts = "3 rechecked by the kernel, 1 relying on a named oracle, 2 with nothing to recheck, 0 failed\n"
    assert capsys.readouterr().out == counts
    assert sys.getrecursionlimit() == recheck.RECURSION
    assert main([str(good), str(tmp_path / "missing.jsonl")]) == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{tmp_path / 'missing.jsonl'}:0: record failed: cannot be read") and "1 failed" in last


def test_a_failure_is_shown_with_its_place_and_hash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, PROVED, signed({**PROVED, "kind": "believed"}))
    assert main([str(file)]) == 1
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"{file}:2: {SURE.digest} failed: unknown kind 'believed'"
    assert shown[1].startswith("1 rechecked by the kernel") and shown[1].endswith("1 failed")


def test_without_a_file_there_is_nothing_to_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and printed.err.startswith("usage: ")


def test_the_program_ends_with_the_code_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    false = record(Sequent((eq(x, y),), FALSUM), "proved", evidence={"obligations": [], "proof": CLEAR}, satisfying={})
    for records, code in (([PROVED], 0), ([PROVED, false], 1)):
        monkeypatch.setattr(sys, "argv", ["recheck", str(written(tmp_path, *records))])
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(Path(recheck.__file__)), run_name="__main__")
        assert ended.value.code == code
