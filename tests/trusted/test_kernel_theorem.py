"""A theorem is made by the kernel alone; and an instance by which a statement is refuted leaves nothing undefined."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, prove, refute
from proofread.trusted.terms import Prop, connective, const, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, FALSUM, apart, eq, every, ge, gt, proved, s

TRUE = proved([], eq(s + s, 2 * s), CLEAR)


@pytest.mark.parametrize("mint", [None, object(), "_MINT", TRUE])
def test_only_the_kernel_makes_theorems(mint: Any) -> None:
    with pytest.raises(TypeError, match="only the kernel makes theorems"):
        Theorem(Sequent((), FALSUM), "proved", (), mint)


def test_a_theorem_stays_the_one_it_is() -> None:
    for name, other in (("sequent", Sequent((), FALSUM)), ("kind", "refuted"), ("ledger", ()), ("more", 1)):
        with pytest.raises(TypeError, match="cannot be changed"):
            setattr(TRUE, name, other)
        with pytest.raises(TypeError, match="cannot be changed"):
            delattr(TRUE, name)
    assert TRUE.sequent == Sequent((), eq(s + s, 2 * s)) and TRUE.kind == "proved" and TRUE.ledger == ()


def test_a_theorem_is_not_copied() -> None:
    for how in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="not copied or pickled"):
            how(TRUE)


def test_a_theorem_has_no_subclass_and_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="no subclasses"):
        type("Forged", (Theorem,), {})
    with pytest.raises(TypeError, match="not a truth value"):
        bool(TRUE)


def test_a_theorem_is_shown_by_its_kind_and_goal() -> None:
    assert repr(TRUE) == "<proved: s + s = 2·s>"
    assert repr(refute(Sequent((), eq(s, 0)), {"values": {"s": "1"}})) == "<refuted: s = 0>"


# --- refuted by a proof of the contrary -------------------------------------------------------------------------------

V = var("?v")
AREA = bind(lambda v, p: scalars.definite(v, p, 0, 1), V, V * V)  # 1/3
BY_COMPUTING = {"obligations": [["evaluate"]], "proof": ["evaluate"]}


def refuted(hypotheses: tuple[Prop, ...], goal: Prop, value: str) -> str:
    """What becomes of the goal at s = value, its contrary being computed."""
    witness = {"values": {"s": value}, "disproof": BY_COMPUTING}
    try:
        return refute(Sequent(hypotheses, goal), witness).kind
    except Rejected as why:
        return str(why)


def test_the_contrary_is_proved_where_the_hypotheses_hold_and_are_defined() -> None:
    """∫₀¹ x² = s fails at s = 1/2; a hypothesis on 1/s or √s is one about a number that is there."""
    goal = eq(AREA, s)
    for hypothesis in (ge(t.recip(s), 2), eq(4 * t.sqrt(s / 2), 2), connective("and", gt(s, 0), ge(t.recip(s), 1))):
        assert refuted((hypothesis,), goal, "1/2") == "refuted"
    assert refuted((), goal, "1/3") != "refuted"  # it is true there


@pytest.mark.parametrize(
    ("hypothesis", "value"),
    [
        (eq(t.recip(s), 0), "0"),  # with 1/0 = 0 it computes as true
        (eq(s / s, 0), "0"),
        (ge(1, t.recip(s)), "0"),
        (eq(t.recip(s - 1) * 0, 0), "1"),
    ],
)
def test_an_undefined_hypothesis_is_not_fulfilled_by_what_a_quotient_is_taken_to_be(
    hypothesis: Prop, value: str
) -> None:
    assert refuted((), eq(AREA, s), value) == "refuted"
    assert refuted((hypothesis,), eq(AREA, s), value).startswith("at the instance it is not defined: ")


def test_a_hypothesis_that_fails_at_the_instance_protects_the_goal() -> None:
    assert refuted((gt(s, 0), gt(1, 2 * s)), eq(AREA, s), "1/2") == "hypothesis 1 is not confirmed at the instance"
    assert refuted((every(var("%1"), ge(t.exp(var("%1")), 0)),), eq(AREA, s), "1/2") == (
        "hypothesis 0 is not confirmed at the instance"
    )


def test_the_contrary_of_a_true_statement_is_not_proved() -> None:
    for goal in (ge(AREA, Fraction(1, 4)), apart(AREA, 1), gt(1, AREA)):
        assert refuted((), goal, "0") != "refuted"
    for goal in (ge(AREA, Fraction(1, 2)), gt(AREA, 1), ge(Fraction(1, 4), AREA)):
        assert refuted((), goal, "0") == "refuted"


def test_the_goal_of_a_proof_is_the_whole_sequent() -> None:
    for hypotheses in ([], (const(0),), (3,)):
        with pytest.raises(Rejected):
            prove(Sequent(hypotheses, eq(s, s)), {"obligations": [], "proof": CLEAR})  # type: ignore[arg-type]
