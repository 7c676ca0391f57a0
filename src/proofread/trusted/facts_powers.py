"""Facts about powers of a number with a natural exponent, and that no number is above all natural ones."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, eq, fact, ge, gt
from proofread.trusted.terms import Prop, Term, connective, nat, quantifier
from proofread.trusted.trees import bind, free_spaces


def _quantified(op: str, v: Term, body: Prop) -> Prop:
    made = bind(lambda bound, p: quantifier(op, bound, p), v, body)
    assert isinstance(made, Prop)
    return made


def _not_random(*xs: Term) -> None:
    """One natural number serves one point, not all points of a space."""
    if any(free_spaces(x) for x in xs):
        raise ValueError("numbers that are not random")


@fact("scalar", "natural")
def power_nonnegative(a: Term, n: Term) -> Row:
    return (ge(a, ZERO),), ge(t.power(a, n), ZERO)


@fact("scalar", "natural")
def power_positive(a: Term, n: Term) -> Row:
    return (gt(a, ZERO),), gt(t.power(a, n), ZERO)


@fact("scalar", "scalar", "natural")
def power_monotone(a: Term, b: Term, n: Term) -> Row:
    return (ge(a, b), ge(b, ZERO)), ge(t.power(a, n), t.power(b, n))


@fact("scalar", "natural")
def power_at_most_one(a: Term, n: Term) -> Row:
    return (ge(a, ZERO), ge(UNIT, a)), ge(UNIT, t.power(a, n))


@fact("scalar", "natural")
def power_at_least_one(a: Term, n: Term) -> Row:
    return (ge(a, UNIT),), ge(t.power(a, n), UNIT)


@fact("scalar", "natural")
def power_below_exp(a: Term, n: Term) -> Row:
    """aⁿ ≤ e^(n(a − 1)), as a ≤ e^(a − 1)."""
    return (ge(a, ZERO),), ge(t.exp(n * (a - UNIT)), t.power(a, n))


@fact("scalar", "scalar", "natural")
def power_of_product(a: Term, b: Term, n: Term) -> Row:
    return (), eq(t.power(a * b, n), t.power(a, n) * t.power(b, n))


@fact("scalar", "natural")
def log_of_power(a: Term, n: Term) -> Row:
    return (gt(a, ZERO),), eq(t.log(t.power(a, n)), n * t.log(a))


@fact("scalar")
def archimedes(x: Term) -> Row:
    """Some natural number is at least x."""
    _not_random(x)
    n = nat("%n")
    return (), _quantified("exists", n, ge(n, x))


@fact("scalar", "scalar")
def power_unbounded(a: Term, c: Term) -> Row:
    """Some power of a > 1 is at least c."""
    _not_random(a, c)
    n = nat("%n")
    return (gt(a, UNIT),), _quantified("exists", n, ge(t.power(a, n), c))


@fact("scalar", "scalar")
def power_vanishes(q: Term, c: Term) -> Row:
    """c qᵗ → 0 for |q| < 1: ∀e > 0 ∃s ∀k: (c q^(s + k))² < e."""
    _not_random(q, c)
    e, s, k = t.var("%e"), nat("%s"), nat("%k")
    member = c * t.power(q, s + k)
    near = _quantified("exists", s, _quantified("forall", k, gt(e, member * member)))
    return (gt(UNIT, q * q),), _quantified("forall", e, connective("implies", gt(e, ZERO), near))
