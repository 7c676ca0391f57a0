"""Recursions that are compared step by step, and false twins that are not."""

from __future__ import annotations

import pytest

from proofread import Entrywise, Index, Nat, Sequence, Size, Vector, equal, forall, implies, le
from proofread.methods.prove import find_proof
from proofread.methods.results import Declined
from proofread.trusted import kernel
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import Prop, Term

n = Size("n")
t = Index[n].declare("t").value
h, g, w = (Sequence[Vector[n]].declare(name).value for name in "hgw")
sigma = Entrywise.declare("sigma").value


def steps(x, weights=w) -> Prop:
    """x(l + 1)[s] = σ(w(l)[s] x(l)[s])."""
    one = lambda l, s: equal(x(l + 1)[s], sigma(weights(l)[s] * x(l)[s]))
    return forall(Nat, lambda l: forall(Index[n], lambda s: one(l, s)))


def alike(l: Term | int) -> Prop:
    return forall(Index[n], lambda j: implies(le(j, t), equal(h(l)[j], g(l)[j])))


def everywhere(l: Term | int) -> Prop:
    return forall(Index[n], lambda j: equal(h(l)[j], g(l)[j]))


always = lambda said: forall(Nat, said)


def test_what_is_alike_at_the_start_is_alike_after_every_step() -> None:
    sequent = Sequent((steps(h), steps(g), alike(0)), always(alike))
    found = find_proof(sequent)
    assert not isinstance(found, Declined)
    assert kernel.prove(sequent, found).kind == "proved"


@pytest.mark.parametrize(
    ("hypotheses", "goal"),
    [
        ((steps(h), steps(g)), always(alike)),  # nothing is said of the start
        ((steps(h), steps(g), alike(0)), always(everywhere)),  # nor of later positions
        ((steps(h), steps(g, h), alike(0)), always(alike)),  # two recursions that are not the same
    ],
)  # fmt: skip
def test_false_twins_are_declined(hypotheses: tuple[Prop, ...], goal: Prop) -> None:
    assert isinstance(find_proof(Sequent(hypotheses, goal)), Declined)
