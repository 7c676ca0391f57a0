"""Refutations by proof: the negation of the goal from what holds at an instance."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.terms import Prop, connective, var
from tests.trusted.attacks import FALSUM, TRIVIAL, J, N, column, e, eq, every, ge, gt, s, some, x

W = var("w")
AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}


def negation(p: Prop) -> Prop:
    return connective("not", p)


def contradicted(hyps: list[Prop], goal: Prop, given: list[Prop], proof: Any, values: Any, duties: Any = ()) -> Theorem:
    evidence = {"obligations": list(duties), "proof": proof}
    return refute(Sequent(tuple(hyps), goal), {**AT, **values, "given": [J(g) for g in given], "disproof": evidence})


def test_what_a_quantifier_hides_is_refuted_at_a_value_of_a_new_variable() -> None:
    """∀v: v² > s fails at v = w, where w is a number that the statement does not speak of."""
    goal = every(var("%1"), gt(var("%1") * var("%1"), s))
    given = [negation(gt(W * W, s))]
    proof = ["refute", ["instance", 1, J(W), ["contradict", 0, ["hyp", 2]]]]
    made = contradicted([], goal, given, proof, {"values": {"s": "4", "w": "2"}})
    assert made.kind == "refuted"
    assert "the contrary is proved from what holds at the instance" in made.ledger


def test_a_variable_that_is_obtained_has_no_value() -> None:
    goal = some(var("%2"), every(var("%1"), gt(var("%2"), var("%1"))))
    with pytest.raises(Rejected, match="no entry"):
        contradicted([], goal, [negation(gt(var("%2'"), 0))], ["refute", ["obtain", 0, ["hyp", 1]]], {})


@pytest.mark.parametrize(
    ("hyps", "goal", "given", "values", "why"),
    [
        ([], gt(s, 0), [FALSUM], {"values": {"s": "1"}}, "hypothesis 0"),  # false
        ([], gt(s, 0), [negation(gt(s, 0))], {"values": {"s": "1"}}, "hypothesis 0"),  # false there
        ([gt(s, 2)], eq(s, 5), [negation(eq(s, 5))], {"values": {"s": "1"}}, "hypothesis 0"),  # outside the hypotheses
        ([], gt(s, 0), [negation(gt(s, 0))], {}, "no entry"),  # nothing is said of s
        ([], gt(s, 0), [gt(W, 0)], {"values": {"s": "-1"}}, "no entry"),  # nor of w
        ([], eq(e, 0), [negation(eq(e, 0))], {}, "random"),
        ([], eq(s, 0), [negation(eq(e, 0))], {"values": {"s": "1"}}, "random"),
        ([], gt(s, 0), [every(var("%1"), gt(t.exp(var("%1")), 0))],
         {"values": {"s": "1"}}, "hypothesis 0"),  # true, and not computed
        ([], eq(s, 0), [eq(t.recip(s), t.recip(s))], {"values": {"s": "0"}}, "hypothesis|defined|not an instance"),
        ([], eq(var("x"), 0), [eq(x, x)], {"sizes": {"N": 1, "d": 1}, "values": {"x": ["1"]}}, "two different"),
    ],
)  # fmt: skip
def test_what_is_given_holds_at_the_instance(
    hyps: list[Prop], goal: Prop, given: list[Prop], values: Any, why: str
) -> None:
    with pytest.raises(Rejected, match=why):
        contradicted(hyps, goal, given, ["hyp", len(hyps)], values)


@pytest.mark.parametrize(
    ("goal", "proof", "duties"),
    [
        (gt(s, 0), ["hyp", 0], ()),  # what is given is not the negation
        (gt(s, 0), ["refute", ["hyp", 1]], ()),
        (gt(s, 0), ["evaluate"], ()),
        (gt(t.recip(s - 1), 0), ["refute", ["contradict", 0, ["hyp", 1]]], ()),  # undefined at the instance
        (gt(t.recip(s - 1), 0), ["refute", ["contradict", 0, ["hyp", 1]]], (["hyp", 0],)),
        (gt(t.recip(s - 1), 0), ["refute", ["contradict", 0, ["hyp", 1]]], (["evaluate"],)),
    ],
)
def test_the_negation_is_proved_with_all_it_needs(goal: Prop, proof: Any, duties: Any) -> None:
    with pytest.raises(Rejected):
        contradicted([], goal, [eq(s, 1)], proof, {"values": {"s": "1"}}, duties)


def test_what_is_given_is_a_proposition_and_there_is_a_proof() -> None:
    sequent = Sequent((), gt(s, 0))
    for broken in (
        {"given": [J(s)], "disproof": {"obligations": [], "proof": ["hyp", 0]}},
        {"given": [J(negation(gt(s, 0)))]},
        {"given": 3, "disproof": {"obligations": [], "proof": ["hyp", 0]}},
        {"given": [["gt", 3]], "disproof": {"obligations": [], "proof": ["hyp", 0]}},
        {"given": [J(TRIVIAL)], "choose": [["s", "1"]], "disproof": {"obligations": [], "proof": ["hyp", 0]}},
    ):
        with pytest.raises(Rejected):
            refute(sequent, {**AT, "values": {"s": "-1"}, **broken})


def test_a_true_statement_is_not_refuted_by_an_impossible_premise() -> None:
    """x = y and x ≠ y in one: the evaluator confirms neither of a contradiction."""
    y = column("y", N)
    given = [eq(x, y), negation(eq(x, y))]
    with pytest.raises(Rejected, match="hypothesis"):
        contradicted([], ge(s, s), given, ["absurd", ["contradict", 1, ["hyp", 0]]],
                     {"sizes": {"N": 1, "d": 1}, "values": {"s": "1", "x": ["1"], "y": ["1"]}})  # fmt: skip
