"""Refutations at an instance in which a variable is what a hypothesis says, rational or not."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, refute, without
from proofread.trusted.terms import Prop, connective, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, A, E, J, N, e, eq, every, f, ge, gt, r, s, some, x, y

LOG = eq(s, t.log(r))
W = var("w")
AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "nats": {}, "indices": {}, "functions": {}}


def at(hyps: list[Prop], goal: Prop, define: Any, values: dict[str, Any], **more: Any) -> Theorem:
    return refute(Sequent(tuple(hyps), goal), {**AT, "values": values, "define": define, **more})


def test_a_logarithm_that_is_not_rational() -> None:
    """r > 0 and s = log(r) do not give s = 2 log(r): at r = 2, where no rational number is s."""
    made = at([gt(r, 0), LOG], eq(s, 2 * t.log(r)), [1], {"r": "2"})
    assert made.kind == "refuted" and made.sequent == Sequent((gt(r, 0), LOG), eq(s, 2 * t.log(r)))
    assert "what a hypothesis says that a variable is need not be rational" in made.ledger
    assert at([gt(r, 0), eq(t.log(r), s)], gt(0, s), [1], {"r": "2"}).kind == "refuted"  # the other way round


def test_what_is_true_is_not_refuted() -> None:
    for values in ({"r": "2"}, {"r": "1"}, {"r": "2", "s": "0"}):
        for goal in (eq(s, t.log(r)), eq(2 * s, t.log(r) + s), gt(r + s, -r), ge(s, s)):
            with pytest.raises(Rejected):
                at([gt(r, 0), LOG], goal, [1], values)


def test_all_other_hypotheses_hold_there() -> None:
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        at([gt(r, 0), LOG, gt(s, 1)], eq(s, 2 * t.log(r)), [1], {"r": "2"})
    assert at([gt(r, 0), LOG, gt(s, 1)], eq(s, 2 * t.log(r)), [1], {"r": "3"}).kind == "refuted"
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):  # s has two definitions, which differ
        at([gt(r, 0), LOG, eq(s, t.exp(r))], eq(r, 0), [1], {"r": "2"})


def test_what_defines_the_variable_has_a_value() -> None:
    """s is the slope of |w| at r, which has none at 0, although s is nowhere else."""
    slope = bind(lambda b, p: t.deriv(b, p, r), W, t.absolute(W))
    assert at([eq(s, slope)], gt(r, 0), [0], {"r": "-1"}).kind == "refuted"
    with pytest.raises(Rejected, match="not defined|Undefined"):  # noqa: RUF043
        at([eq(s, slope)], gt(r, 0), [0], {"r": "0"})


@pytest.mark.parametrize("goal", [gt(r, 0), eq(r, 5), gt(t.log(r), 7)])
def test_what_defines_the_variable_is_defined_itself(goal: Prop) -> None:
    """s = log(r) has no meaning at r = −1, although s is nowhere else."""
    with pytest.raises(Rejected, match=r"not (defined|refuted)"):
        at([LOG], goal, [0], {"r": "-1"})


def test_each_of_several_definitions_is_defined() -> None:
    """log(r) has no meaning at r = −1, whichever of the two is named first."""
    u = var("u")
    for hyps in ([LOG, eq(u, r + 1)], [eq(u, r + 1), LOG]):
        assert at(hyps, gt(2, r), [0, 0], {"r": "3"}).kind == "refuted"
        with pytest.raises(Rejected, match="at the instance it is not defined"):
            at(hyps, gt(r, 0), [0, 0], {"r": "-1"})


def test_a_member_that_the_instance_does_not_give_defines_nothing() -> None:
    """That a sequence has a third member needs no proof; which it is the instance does not say."""
    for member, given in ((1, True), (2, False)):
        functions = {"a": {"kind": "sequence", "values": ["1", "2"]}}
        witness = {**AT, "values": {"r": "1"}, "functions": functions, "define": [0]}
        sequent = Sequent((eq(s, t.sequence("a", member, ())),), eq(r, 0))
        if given:
            assert refute(sequent, witness).kind == "refuted"
        else:
            with pytest.raises(Rejected, match="of which the instance gives 2"):
                refute(sequent, witness)


def test_a_value_that_is_chosen_is_the_one_that_defines() -> None:
    """s = log(w) and w < 0 hold of nothing, so that ∀w: w = 5 follows. The value that is chosen for the bound w is at
    the instance that of the free w too, which is not −1 for w < 0 and 1 for log(w)."""
    w = var("%1")
    goal = every(w, eq(w, 5))
    assert goal.data[0] == w
    for free in ("1", "-1"):
        with pytest.raises(Rejected, match="at the instance it is not defined"):
            at([eq(s, t.log(w)), gt(0, w)], goal, [0], {"%1": free}, choose=[["%1", "-1"]])
        with pytest.raises(Rejected, match="hypothesis 0 is not confirmed"):
            at([eq(s, t.log(w)), gt(0, w)], goal, [0], {"%1": free}, choose=[["%1", "1"]])
    assert at([eq(s, t.log(w)), gt(w, 0)], goal, [0], {}, choose=[["%1", "1"]]).kind == "refuted"


def test_several_one_after_the_other() -> None:
    u = var("u")
    hyps = [gt(r, 0), LOG, eq(u, s + t.log(r + 1))]
    goal = eq(u, t.log(2 * r + 1))
    for order in ([1, 1], [2, 1]):
        assert at(hyps, goal, order, {"r": "2"}).kind == "refuted"
        with pytest.raises(Rejected):
            at(hyps, eq(u, t.log(r) + t.log(r + 1)), order, {"r": "2"})
    with pytest.raises(Rejected, match="does not say"):  # each by the other
        at([eq(s, r + 1), eq(r, s - 1)], eq(s, 0), [0, 0], {})


@pytest.mark.parametrize(
    "h",
    [
        eq(s, s * s - 2), eq(s, 2 * s), eq(s + 1, 2 * r), ge(s, t.log(r)), every(W, eq(s, W)), some(W, eq(s, W)),
        eq(x, s), eq(x, t.log(r)),  # a number for every entry
        eq(e, s), eq(s, e), eq(e, f),  # what is random
        eq(t.total(x), s * t.total(x)),
    ],
)  # fmt: skip
def test_what_is_no_definition(h: Prop) -> None:
    with pytest.raises(Rejected, match="does not say"):
        without(Sequent((h,), gt(r, 0)), 0)


@pytest.mark.parametrize("define", [[1], [-1], [True], ["0"], [0.0], [None], [], 3, None, [0, 0]])
def test_the_number_is_that_of_a_hypothesis(define: Any) -> None:
    with pytest.raises(Rejected):
        at([eq(s, t.log(r))], gt(0, s + r), define, {"r": "2"})


@pytest.mark.parametrize("number", [-2, -1, True, False, 2, 3])
def test_no_other_number_is_one(number: Any) -> None:
    """Where one counted from the end, or a truth value, would name a definition."""
    with pytest.raises(Rejected, match="the number of a hypothesis"):
        without(Sequent((LOG, LOG), gt(r, 0)), number)


def test_at_least_one_hypothesis_says_what_a_variable_is() -> None:
    with pytest.raises(Rejected, match="a hypothesis that says what a variable is"):
        at([], eq(r, 5), [], {"r": "2"})


def test_vectors_and_expectations_define_as_well() -> None:
    sequent = Sequent((eq(x, A @ y), eq(s, E(e * e))), eq(t.total(x) + s, 0))
    left = without(without(sequent, 0), 0)
    assert left == Sequent((), eq(t.total(A @ y) + E(e * e), 0))


def test_what_a_quantifier_binds_is_not_captured() -> None:
    """s = r, and the r bound in the goal is another one: ∃r: s > r is true."""
    goal = some(var("r"), gt(s, var("r")))
    with pytest.raises(Rejected, match="captured"):
        at([eq(s, r)], goal, [0], {"r": "1"})


def test_other_kinds_of_evidence_go_on_from_there() -> None:
    """∀w: w > s fails at w = 0, where s = log(2) > 0; the contrary is proved from what holds there."""
    goal = every(W, gt(W, s))
    made = at([gt(r, 0), LOG], goal, [1], {"r": "2"}, choose=[[goal.data[0].data[0], "0"]])
    assert made.kind == "refuted"
    assert made.ledger == (
        "instance computed in rational arithmetic",
        "what a hypothesis says that a variable is need not be rational",
    )
    assert N in x.shape


NOT_RATIONAL = "what a hypothesis says that a variable is need not be rational"


def test_what_is_left_may_be_contradicted_by_what_holds_there() -> None:
    """log(3) > 1: so r > s fails at r = 1, s = log(3), which is proved from its negation, true there."""
    proof = {"obligations": [["evaluate"]], "proof": ["refute", ["contradict", 1, ["hyp", 2]]]}
    opposite = J(connective("not", gt(r, t.log(t.const(3)))))
    made = at([eq(s, t.log(t.const(3))), gt(r, 0)], gt(r, s), [0], {"r": "1"}, given=[opposite], disproof=proof)
    assert NOT_RATIONAL in made.ledger and "the contrary is proved from what holds at the instance" in made.ledger


def test_a_hypothesis_that_is_left_may_be_proved() -> None:
    """e^w = e^w for all w is not computed."""
    always = every(W, eq(t.exp(W), t.exp(W)))
    because = {"0": {"obligations": [], "proof": ["all", CLEAR]}}
    with pytest.raises(Rejected, match="hypothesis 0 is not confirmed"):
        at([LOG, always], eq(r, 5), [0], {"r": "2"})
    assert at([LOG, always], eq(r, 5), [0], {"r": "2"}, because=because).kind == "refuted"


def test_the_contrary_of_what_is_left_may_be_proved() -> None:
    """s = 2r and r = s² at r = 3: that 3 is not 36 is computed."""
    proof = {"obligations": [], "proof": ["evaluate"]}
    made = at([eq(s, 2 * r)], eq(r, s * s), [0], {"r": "3"}, disproof=proof)
    assert NOT_RATIONAL in made.ledger and "the contrary is proved at the instance" in made.ledger
