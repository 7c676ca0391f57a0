"""What the kernel takes for granted is on the ledger; what an instance needs to be defined is known, or quantified."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.facts import apply_fact
from proofread.trusted.kernel import Sequent, prove, refute
from proofread.trusted.terms import Prop, Term, connective, deriv, nat, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, FALSUM, ONE_SQUARE, E, J, algebra, apart, e, eq, every, ge, gt, s

INTEGRALS, EXCHANGED = "every integral that is written converges absolutely", "derivative and integral may be exchanged"
SMOOTH = "uninterpreted functions are smooth"
c = var("%1")
f = t.apply("f", "entrywise", s)
square = bind(lambda b, p: deriv(b, p, s), var("?v"), var("?v") * var("?v"))
of_f = bind(lambda b, p: deriv(b, p, s), var("?v"), t.apply("f", "entrywise", var("?v")))


@pytest.mark.parametrize(("terms", "ledger"), [
    ((s,), ()), ((f,), ()), ((square,), ()), ((E(e),), (INTEGRALS,)), ((of_f,), (SMOOTH,)),
    ((E(e), square), (EXCHANGED, INTEGRALS)), ((f, square), (SMOOTH,)), ((E(e), of_f), (EXCHANGED, INTEGRALS, SMOOTH)),
])  # fmt: skip
def test_what_is_taken_for_granted(terms: tuple[t.Term, ...], ledger: tuple[str, ...]) -> None:
    """Wherever the symbols stand: in the goal, or in a hypothesis that is not used."""
    evidence = {"obligations": [], "proof": CLEAR}
    said = tuple(eq(x, x) for x in terms)
    assert prove(Sequent(said[1:], said[0]), evidence).ledger == ledger
    assert prove(Sequent(said, eq(s, s)), evidence).ledger == ledger
    assert prove(Sequent((), eq(sum(terms[1:], terms[0]), sum(terms[1:], terms[0]))), evidence).ledger == ledger


def quantified(body: Callable[[Term], Prop]) -> Prop:
    made: Prop = bind(lambda v, p: every(v, p), var("?v"), body(var("?v")))
    return made


def test_a_derivative_that_the_proof_brings_in_is_taken_for_granted_as_well() -> None:
    """For r = 1/u, u uniform, E v³r² exp(−v²r) = v exp(−v²), of slope 1 at 0, where that under E is 0: so the slope of
    E v³r² exp(−v²r) − v + v², which is least at 0, is said to be −1. The statement itself has no derivative."""
    r = var("r", (), ("Om", True))
    mean = lambda v: E(v * v * v * r * r * t.exp(-(v * v * r)))
    hyps = (quantified(lambda v: eq(mean(v), v * t.exp(-(v * v)))),
            quantified(lambda v: ge(v * t.exp(-(v * v)) - v + v * v, 0)))  # fmt: skip
    d = bind(lambda b, p: deriv(b, p, t.const(0)), var("?v"), mean(var("?v")) - var("?v") + var("?v") * var("?v"))
    (least,), _ = apply_fact("minimum_stationary", [d])
    v = J(var(f"{least.data[0].data[0]}'"))
    moved = algebra([2, 3], [["1", [], 0, {}]], [{"c": "1", "q": [["1", []]], "by": [[1, {}]]}])
    for arguments in ([J(d)], (J(d),)):
        minus_one = ["fact", "minimum_stationary", arguments, algebra([3], [["1", [], 0, {}]], [ONE_SQUARE])]
        proof = ["have", J(least), ["all", ["instance", 0, v, ["instance", 1, v, moved]]], minus_one]
        made = prove(Sequent(hyps, FALSUM), {"obligations": [], "proof": proof})
        assert EXCHANGED in made.ledger and INTEGRALS in made.ledger
    smooth = ["have", J(eq(of_f, of_f)), CLEAR, CLEAR]
    assert prove(Sequent((), eq(s, s)), {"obligations": [], "proof": smooth}).ledger == (SMOOTH,)
    lone = ["have", J(eq(square, square)), CLEAR, ["have", J(eq(E(e), E(e))), CLEAR, CLEAR]]
    assert prove(Sequent((), eq(s, s)), {"obligations": [], "proof": lone}).ledger == ()


def test_so_is_one_that_the_proof_of_an_obligation_brings_in() -> None:
    proof = ["have", J(eq(of_f, of_f)), CLEAR, ["hyp", 0]]
    sequent = Sequent((apart(s),), eq(s / s, s / s))
    assert prove(sequent, {"obligations": [proof], "proof": CLEAR}).ledger == (SMOOTH,)
    assert prove(sequent, {"obligations": [["hyp", 0]], "proof": CLEAR}).ledger == ()


def test_an_instance_says_how_it_was_computed_and_chooses_naturals() -> None:
    n = nat("%1")
    made = refute(Sequent((), every(n, eq(n, 0))), {"choose": [["%1", 1]]})
    assert made.ledger == ("instance computed in rational arithmetic",)
    with pytest.raises(Rejected):
        refute(Sequent((), every(n, eq(n, 0))), {"choose": [["%1", 0]]})


def refuted(first: Prop) -> str:
    """`first ∧ s = 0` at s = 1, where it fails whatever the first part says."""
    return refute(Sequent((), connective("and", first, eq(s, 0))), {"values": {"s": "1"}}).kind


def test_what_is_not_known_to_be_defined_is_no_instance() -> None:
    """Under a quantifier over all numbers it need only not be known to fail."""
    assert refuted(ge(t.log(s), 0)) == "refuted"
    assert refuted(every(c, ge(t.log(c * c + 1), 0))) == "refuted"
    nothing = t.exp(s) - t.exp(s)  # no enclosure decides its sign
    for first in (ge(t.log(nothing), 0), ge(t.log(s - 2), 0)):
        with pytest.raises(Rejected, match="at the instance it is not defined"):
            refuted(first)


def test_a_space_is_a_probability_everywhere_or_nowhere() -> None:
    """Between a hypothesis and the goal, too: total mass one would be carried over to a measure of another mass."""
    mass = t.integral(("Om", False), t.const(1))
    for sequent in (Sequent((eq(E(t.const(1)), 1),), eq(mass, 1)), Sequent((eq(mass, 2),), eq(E(t.const(1)), 1))):
        with pytest.raises(Rejected, match="one space that is a probability and is none"):
            prove(sequent, {"obligations": [], "proof": CLEAR})


def test_under_a_quantifier_what_is_not_decided_may_stand_and_what_fails_may_not() -> None:
    assert exact.holds(every(c, gt(t.exp(c), 0)), exact.EMPTY) is None
    assert refuted(every(c, ge(t.log(t.exp(c)), 0))) == "refuted"
    with pytest.raises(Rejected, match=r"not defined|not refuted"):
        refuted(every(c, ge(t.log(c), 0)))
