"""What is still true after a slip, proved from the truth: the kernel takes it; what is not true any more has none."""

from __future__ import annotations

import pytest

from proofread.methods.fuel import Fuel
from proofread.mutation.following import follows
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent, prove
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import Prop, connective, nat, predicate, relation, var
from tests.trusted.attacks import ge, gt
from tests.trusted.contradictions import all_of as every
from tests.trusted.contradictions import some_of as some

N = size_symbol("N")
a, b, v, w = var("a"), var("b"), var("v"), var("w")
A, F = var("A", (N, N)), var("F", (N, N))
s, n, k = nat("s"), nat("n"), nat("k")
u = t.sequence("u", s, ())


def implies(p: Prop, q: Prop) -> Prop:
    return connective("implies", p, q)


def both(*parts: Prop) -> Prop:
    return connective("and", *parts)


def small(member: object, least: Prop) -> Prop:
    """∀v > 0 ∃n ∀s: … ⇒ v > member."""
    return every(v, implies(gt(v, 0), some(n, every(s, implies(least, gt(v, member))))))


TRUTHS = [
    ("a premise that is not needed", both(gt(a, b), implies(gt(a, b), gt(b, 0))),
     both(gt(a, b), implies(gt(a, b + 1), gt(b, 0)))),
    ("half of the bound", small(u * u, ge(s, n)), small(2 * u * u, ge(s, n))),
    ("the square of the bound", small(u * u, ge(s, n)), small(u, ge(s, n))),
    ("beyond and from", small(u * u, gt(s, n)), small(u * u, ge(s, n))),
    ("a scaled witness", some(F, both(predicate("invertible", F), relation("equal", A, F))),
     some(F, both(predicate("invertible", F), relation("equal", A, F.T)))),
    ("one alternative", connective("or", gt(a, 1), gt(b, 1)), connective("or", gt(a, 0), gt(b, 1))),
    ("a negation", connective("not", gt(a, 0)), connective("not", gt(a, 1))),
    ("both directions", connective("iff", gt(a, 0), gt(b, 0)), connective("iff", gt(2 * a, 0), gt(b, 0))),
]  # fmt: skip
UNTRUE = [
    ("a weaker premise", implies(gt(a, 1), gt(b, 0)), implies(gt(a, 0), gt(b, 0))),
    ("another sign", small(u * u, ge(s, n)), small(1 - u * u, ge(s, n))),
    ("an alternative less", connective("or", gt(a, 0), gt(b, 1)), connective("or", gt(a, 1), gt(b, 1))),
    ("a negation of more", connective("not", gt(a, 1)), connective("not", gt(a, 0))),
    ("∀∃ for ∃∀", every(v, some(w, gt(w, v))), every(w, some(v, gt(w, v * v)))),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in TRUTHS], ids=[row[0] for row in TRUTHS])
def test_what_is_still_true_is_proved(old: Prop, new: Prop) -> None:
    proof = follows((old,), 0, new, Fuel(20_000))
    assert proof is not None
    sequent = Sequent((old,), new)
    assert prove(sequent, {"obligations": [], "proof": proof}).kind == "proved"


@pytest.mark.parametrize(("old", "new"), [row[1:] for row in UNTRUE], ids=[row[0] for row in UNTRUE])
def test_what_is_not_true_any_more_is_not(old: Prop, new: Prop) -> None:
    assert follows((old,), 0, new, Fuel(4_000)) is None


def test_a_search_without_fuel_ends() -> None:
    assert follows((gt(a, 1),), 0, gt(a, 0), Fuel(0)) is None
    assert follows((gt(a, 1),), 0, gt(a, 1), Fuel(0)) == ["hyp", 0]
