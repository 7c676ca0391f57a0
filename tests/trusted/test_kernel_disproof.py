"""Refutations by a proof of the contrary: what is put in for the variables, what is on the ledger, what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.sizes import Size, size_sum
from proofread.trusted.terms import Prop, connective, index, nat, number, relation, var
from tests.trusted.attacks import (
    OMEGA,
    TRIVIAL,
    UNIT,
    E,
    J,
    N,
    column,
    e,
    eq,
    every,
    ge,
    gt,
    r,
    s,
    some,
    x,
)

AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}
COMPUTED = {"obligations": [], "proof": ["evaluate"]}
K, c = nat("%1"), var("%1")
COIN = {"spaces": {"Om": ["1/2", "1/2"]}, "values": {"e": {"points": ["0", "1"]}}}


def a(at: object) -> t.Term:
    return t.sequence("a", at, ())


DOUBLED = every(K, eq(a(K + 1), 2 * a(K)))
DOUBLING = {"a": {"kind": "sequence", "values": ["1", "2", "4"]}}


def disproved(hyps: list[Prop], goal: Prop, proof: Any = COMPUTED, **sections: Any) -> Theorem:
    return refute(Sequent(tuple(hyps), goal), {**AT, **sections, "disproof": proof})


def contradicted(hyps: list[Prop], goal: Prop, given: list[Prop], proof: Any, **sections: Any) -> Theorem:
    disproof = {"obligations": [], "proof": proof}
    return refute(Sequent(tuple(hyps), goal), {**AT, **sections, "given": [J(g) for g in given], "disproof": disproof})


def negation(p: Prop) -> Prop:
    return connective("not", p)


# --- the contrary at the instance -----------------------------------------------------------------------------------


def test_a_disproof_is_a_refutation_and_says_what_it_relies_upon() -> None:
    made = disproved([gt(r, 0)], eq(s, 2), values={"s": "-1", "r": "3"})
    assert made.kind == "refuted"
    assert made.ledger == ("computed in rational arithmetic", "the contrary is proved at the instance")


@pytest.mark.parametrize(
    ("goal", "values"),
    [(eq(s, 2), "-1"), (ge(s, 2), "1/2"), (gt(s, 2), "2"), (relation("apart", s, 2), "2")],
)
def test_every_relation_between_numbers_has_a_contrary(goal: Prop, values: str) -> None:
    assert disproved([], goal, values={"s": values}).kind == "refuted"


@pytest.mark.parametrize(
    ("goal", "values"), [(eq(s, 2), "2"), (ge(s, 2), "2"), (gt(s, 2), "3"), (relation("apart", s, 2), "1")]
)
def test_what_is_true_has_no_contrary_that_is(goal: Prop, values: str) -> None:
    with pytest.raises(Rejected, match="does not confirm"):
        disproved([], goal, values={"s": values})


def test_a_column_beside_a_number_has_no_contrary() -> None:
    two = t.ones(Size((), 2))
    for goal in (eq(two, s), eq(s, two)):
        with pytest.raises(Rejected, match="only a relation between numbers"):
            disproved([], goal, values={"s": "2"})


@pytest.mark.parametrize(
    ("goal", "sections"),
    [
        (eq(t.total(x), 1), {"sizes": {"N": 1}, "values": {"x": ["0"]}}),
        (eq(E(e), 1), COIN),
        (eq(x[index("i", N)], 1), {"sizes": {"N": 1}, "values": {"x": ["0"]}, "indices": {"i": 0}}),
        (eq(t.ones(Size((), 2))[index("i", Size((), 2))], 2), {"indices": {"i": 0}, "nats": {"i": 1}}),
    ],
)
def test_only_numbers_are_put_in(goal: Prop, sections: Any) -> None:
    with pytest.raises(Rejected, match="a number for every variable"):
        disproved([], goal, **sections)


@pytest.mark.parametrize(
    ("goal", "sections"),
    [
        (eq(number(N), 2), {"sizes": {"N": 1}}),
        (eq(E(UNIT), 2), {"spaces": {"Om": ["1"]}}),
        (eq(t.apply("f", "entrywise", UNIT), 2),
         {"functions": {"f": {"kind": "entrywise", "coefficients": ["1"]}}}),
    ],
)  # fmt: skip
def test_nothing_is_left_open(goal: Prop, sections: Any) -> None:
    with pytest.raises(Rejected, match="something is left open"):
        disproved([], goal, **sections)


def test_a_hypothesis_that_is_not_defined_at_the_instance_is_none() -> None:
    """1/s = 1/s is true of whatever 1/0 may be, and says nothing there."""
    h = eq(t.recip(s) - t.recip(s) + r, 1)
    assert disproved([h], eq(s, 2), values={"s": "1", "r": "1"}).kind == "refuted"
    with pytest.raises(Rejected, match="at the instance it is not defined"):
        disproved([connective("or", eq(t.recip(s), 7), TRIVIAL)], eq(s, 2), values={"s": "0"})


def test_what_a_quantifier_hides_may_stand_undecided_in_a_premise() -> None:
    """Whether exp(v) = 5 somewhere is not computed; what is read under it has to be defined all the same."""
    for quantified in (some(c, eq(t.exp(c), 5)), every(c, gt(t.exp(c), 0))):
        assert exact.holds(quantified, exact.EMPTY) is None
        first = connective("implies", quantified, ge(t.log(s - 2), 0))
        goal = connective("and", first, eq(s, 0))
        assert refute(Sequent((), goal), {"values": {"s": "3"}}).kind == "refuted"
        with pytest.raises(Rejected, match="at the instance it is not defined"):
            refute(Sequent((), goal), {"values": {"s": "1"}})


# --- the negation from what holds there -----------------------------------------------------------------------------


def test_a_contradiction_says_what_it_relies_upon() -> None:
    proof = ["refute", ["contradict", 0, ["hyp", 1]]]
    made = contradicted([], gt(s, 0), [negation(gt(s, 0))], proof, values={"s": "-1"})
    assert made.kind == "refuted"
    assert made.ledger == ("the contrary is proved from what holds at the instance",)
    computed = ["refute", ["contradict", 0, ["have", J(TRIVIAL), ["evaluate"], ["hyp", 1]]]]
    made = contradicted([], gt(s, 0), [negation(gt(s, 0))], computed, values={"s": "-1"})
    assert made.ledger == (
        "computed in rational arithmetic",
        "the contrary is proved from what holds at the instance",
    )


def test_a_random_goal_has_no_negation_even_if_a_hypothesis_is_it() -> None:
    with pytest.raises(Rejected, match="no negation of what is random"):
        contradicted([negation(eq(e, 0))], eq(e, 0), [], ["hyp", 0], **COIN)


@pytest.mark.parametrize("which", [0, 1])
def test_what_is_given_may_speak_of_what_the_statement_speaks_of(which: int) -> None:
    """A column of N − 5 entries stands in a hypothesis, or in the goal; evidence alone may not bring it in."""
    z = column("z", size_sum([(1, N), (-1, Size((), 5))]))
    about, plain = ge(t.absolute(z), 0), ge(s, 0)
    negative = connective("and", gt(s, 0), ge(t.absolute(z), 0))
    hyps, goal = ([about], gt(s, 0)) if which == 0 else ([plain], negative)
    at = {"sizes": {"N": 6}, "values": {"s": "0", "z": ["1"]}}
    proof = ["refute", ["contradict", 2, ["hyp", 3]]]
    assert contradicted(hyps, goal, [about, negation(goal)], proof, **at).kind == "refuted"
    with pytest.raises(Rejected, match="could be negative"):
        contradicted([plain], gt(s, 0), [about, negation(gt(s, 0))], proof, **at)


# --- hypotheses that are proved or go on ----------------------------------------------------------------------------


def test_a_hypothesis_is_proved_from_one_that_is_computed() -> None:
    because = {"1": {"obligations": [], "proof": ["hyp", 0]}}
    sequent = Sequent((gt(s, 0), gt(s, 0)), gt(s, 1))
    assert refute(sequent, {"values": {"s": "1"}, "because": because}).kind == "refuted"


def test_a_hypothesis_is_proved_from_one_that_goes_on() -> None:
    because = {"0": "recursion", "1": {"obligations": [], "proof": ["hyp", 0]}}
    witness = {**AT, "functions": DOUBLING, "because": because}
    made = refute(Sequent((DOUBLED, DOUBLED), eq(a(2), 3)), witness)
    assert made.ledger == ("a goes on as a hypothesis says", "instance computed in rational arithmetic")


def test_a_contradiction_from_a_hypothesis_that_goes_on() -> None:
    proof = ["refute", ["contradict", 1, ["hyp", 2]]]
    because = {"0": "recursion"}
    goal = eq(a(2), 3)
    made = contradicted([DOUBLED], goal, [negation(goal)], proof, functions=DOUBLING, because=because)
    assert "a goes on as a hypothesis says" in made.ledger
    with pytest.raises(Rejected, match="hypothesis 0 is not confirmed"):
        contradicted([DOUBLED], goal, [negation(goal)], proof, functions=DOUBLING)


def test_spaces_of_the_statement_are_known_to_what_is_given() -> None:
    other = t.integral((OMEGA[0], False), UNIT)
    with pytest.raises(Rejected, match="a space of another kind"):
        contradicted([], eq(E(UNIT), 2), [eq(other, 1)], ["evaluate"], spaces={"Om": ["1"]})
