"""Hypotheses that no computation bears out: sequences that go on as one of them says, and those proved from others."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.terms import Prop, Term, connective, nat, relation, var
from tests.trusted.attacks import TRIVIAL, J, N, e, eq, every, ge, gt, s, some, x

AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}
K = nat("%1")
PROOF: dict[str, Any] = {"obligations": [], "proof": ["hyp", 0]}


def a(at: object) -> Term:
    return t.sequence("a", at, ())


def b(at: object) -> Term:
    return t.sequence("b", at, ())


def on(left: Term, right: object) -> Prop:
    return every(K, eq(left, right))


DOUBLED = on(a(K + 1), 2 * a(K))
START = eq(a(0), 1)


def members(name: str, *values: str, **more: str) -> dict[str, Any]:
    return {name: {"kind": "sequence", "values": list(values), **more}}


def refuted(hyps: list[Prop], goal: Prop, because: Any, functions: Any, **sections: Any) -> Theorem:
    return refute(Sequent(tuple(hyps), goal), {**AT, "functions": functions, "because": because, **sections})


def test_a_sequence_that_never_stops_refutes_what_its_first_members_do() -> None:
    made = refuted([DOUBLED, START], eq(a(3), 6), {"0": "recursion"}, members("a", "1", "2", "4", "8"))
    assert made.kind == "refuted"
    assert "a goes on as a hypothesis says" in made.ledger


def test_without_the_reason_the_members_are_not_enough() -> None:
    with pytest.raises(Rejected, match="hypothesis 0 is not confirmed"):
        refuted([DOUBLED, START], eq(a(3), 6), {}, members("a", "1", "2", "4", "8"))


def test_two_sequences_feed_each_other() -> None:
    hyps = [on(a(K + 1), a(K) + b(K)), on(b(K + 1), a(K + 1))]
    functions = {**members("a", "1", "2", "4"), **members("b", "1", "2", "4")}
    assert refuted(hyps, eq(b(2), 2), {"0": "recursion", "1": "recursion"}, functions).kind == "refuted"


@pytest.mark.parametrize(
    ("hyp", "functions", "why"),
    [
        (DOUBLED, members("a", "1", "2", "5"), "does not go on so"),  # the members are not as it says
        (DOUBLED, members("a", "1", "2", then="constant"), "whole"),  # it stops, and the hypothesis does not
        (DOUBLED, members("a"), "whole"),
        (on(a(K + 1), a(K + 1) + 1), members("a", "1"), "another place"),  # no sequence is so
        (on(a(K + 1), a(K + 2) - a(K + 2)), members("a", "1"), "another place"),
        (on(a(K + 1), a(0) + 1), members("a", "1"), "another place"),
        (on(a(K), 2 * a(K)), members("a", "0"), "next member"),  # that is no definition
        (on(a(K + 2), 2 * a(K)), members("a", "1", "1", "2"), "next member"),
        (on(a(1), 2 * a(K)), members("a", "1", "2"), "next member"),
        (on(a(K + 1), t.recip(a(K) - 1)), members("a", "3", "1/2", "-2"), "undefined"),
        (on(a(K + 1), t.sqrt(a(K))), members("a", "1", "1"), "undefined"),
        (on(a(K + 1), t.exp(a(K))), members("a", "1", "2"), "does not go on so"),
        (every(K, gt(a(K + 1), a(K))), members("a", "1", "2"), "no equation"),
        (START, members("a", "1"), "all naturals"),
        (every(var("%1"), eq(a(1), a(0))), members("a", "1", "1"), "all naturals"),
        (some(K, eq(a(K + 1), a(K))), members("a", "1", "1"), "all naturals"),
        (connective("not", DOUBLED), members("a", "1", "2"), "all naturals"),
        (on(a(K + 1), a(K) + e), members("a", "1", "2"), "random"),
    ],
)
def test_only_a_definition_says_how_a_sequence_goes_on(hyp: Prop, functions: Any, why: str) -> None:
    """Each of these would bear out a hypothesis that need not hold, or holds of no sequence."""
    sections = {"spaces": {"Om": ["1"]}, "values": {"e": {"points": ["0"]}}} if "random" in why else {}
    with pytest.raises(Rejected, match=why):
        refuted([hyp], eq(0, 1), {"0": "recursion"}, functions, **sections)


def test_a_scalar_does_not_go_on_as_a_column() -> None:
    columns = every(K, relation("equal", t.sequence("a", K + 1, x.shape), 0))
    with pytest.raises(Rejected, match="shape"):
        refuted([columns], eq(0, 1), {"0": "recursion"}, {"a": {"kind": "sequence", "values": [["0"]]}}, sizes={"N": 1})
    assert N in x.shape


def test_two_definitions_of_one_sequence_contradict_each_other_later() -> None:
    """Both are as the members say, and no sequence is as both say."""
    other = on(a(K + 1), a(K) + 1)
    with pytest.raises(Rejected, match="two hypotheses"):
        refuted([DOUBLED, other], eq(0, 1), {"0": "recursion", "1": "recursion"}, members("a", "1", "2"))
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        refuted([DOUBLED, other], eq(0, 1), {"0": "recursion"}, members("a", "1", "2"))


def test_sequences_do_not_wait_for_each_other() -> None:
    """a[t + 1] = b[t + 1] + 1 and b[t + 1] = a[t + 1] hold of no sequences."""
    hyps = [on(a(K + 1), b(K + 1) + 1), on(b(K + 1), a(K + 1))]
    for reasons in ({"0": "recursion", "1": "recursion"}, {"1": "recursion"}):
        with pytest.raises(Rejected):
            refuted(hyps, eq(0, 1), reasons, {**members("a", "1"), **members("b", "1")})


def test_what_must_hold_of_all_members_is_not_borne_out_by_the_first() -> None:
    small = every(K, gt(4, a(K)))
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        refuted([DOUBLED, small], eq(0, 1), {"0": "recursion"}, members("a", "1", "2"))


# --- proved from the others -----------------------------------------------------------------------------------------


def test_a_hypothesis_that_follows_needs_no_computation() -> None:
    """For all v at once nothing is computed of exp(v)."""
    implied = every(var("%1"), eq(t.exp(var("%1")) + s, s + t.exp(var("%1"))))
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        refuted([gt(s, 0), implied], gt(s, 1), {}, {}, values={"s": "1"})
    evidence = {"obligations": [], "proof": ["all", ["algebra", {"use": [], "eq": []}]]}
    assert refuted([gt(s, 0), implied], gt(s, 1), {"1": evidence}, {}, values={"s": "1"}).kind == "refuted"


def test_a_hypothesis_is_proved_from_what_holds_at_the_instance() -> None:
    made = refuted([ge(s, 0)], gt(s, 1), {"0": {"given": [J(ge(s, 0))], **PROOF}}, {}, values={"s": "1"})
    assert made.kind == "refuted"


@pytest.mark.parametrize(
    ("because", "why"),
    [
        ({"0": PROOF}, "."),  # from itself
        ({"0": {"obligations": [], "proof": ["hyp", 1]}, "1": {"obligations": [], "proof": ["hyp", 0]}}, "."),
        ({"0": {"given": [J(gt(s, 2))], **PROOF}}, "does not hold there"),
        ({"0": {"given": [J(gt(s, 2))], "obligations": [], "proof": ["hyp", 1]}}, "does not hold there"),
        ({"0": {"given": 3, **PROOF}}, "."),
        ({"0": True}, "."),
        ({"0": "because"}, "."),
        (["recursion"], "."),
        ({"0": {}}, "."),
    ],
)
def test_a_false_hypothesis_is_not_proved(because: Any, why: str) -> None:
    """s > 2 does not hold at s = 1."""
    with pytest.raises(Rejected, match=why):
        refuted([gt(s, 2), gt(s, 2)], TRIVIAL, because, {}, values={"s": "1"})
    with pytest.raises(Rejected, match=why):
        refuted([gt(s, 2)], eq(s, 5), because, {}, values={"s": "1"})
