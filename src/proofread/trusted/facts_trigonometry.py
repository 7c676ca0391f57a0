"""Facts about sin, cos, atan and π, entry by entry; and tanh, sinh and cosh through exp stand in facts_scalars."""

from __future__ import annotations

from fractions import Fraction

from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, eq, fact, ge, gt
from proofread.trusted.terms import Term, connective, const

HALF_PI = t.mul(const(Fraction(1, 2)), s.pi())
MOST = 1000  # a larger multiple of π has no row


# --- sin and cos ------------------------------------------------------------------------------------------------------


@fact("any", "any")
def sin_add(x: Term, y: Term) -> Row:
    return (), eq(s.sin(x + y), s.sin(x) * s.cos(y) + s.cos(x) * s.sin(y))


@fact("any", "any")
def cos_add(x: Term, y: Term) -> Row:
    return (), eq(s.cos(x + y), s.cos(x) * s.cos(y) - s.sin(x) * s.sin(y))


@fact("any")
def sin_negative(x: Term) -> Row:
    return (), eq(s.sin(-x), -s.sin(x))


@fact("any")
def cos_negative(x: Term) -> Row:
    return (), eq(s.cos(-x), s.cos(x))


@fact("any")
def sin_cos_squares(x: Term) -> Row:
    return (), eq(s.sin(x) * s.sin(x) + s.cos(x) * s.cos(x), UNIT)


@fact("any")
def sin_below_one(x: Term) -> Row:
    return (), ge(UNIT, s.sin(x))


@fact("any")
def sin_above_minus_one(x: Term) -> Row:
    return (), ge(s.sin(x), const(-1))


@fact("any")
def cos_below_one(x: Term) -> Row:
    return (), ge(UNIT, s.cos(x))


@fact("any")
def cos_above_minus_one(x: Term) -> Row:
    return (), ge(s.cos(x), const(-1))


@fact("any")
def sin_below_argument(x: Term) -> Row:
    return (ge(x, ZERO),), ge(x, s.sin(x))


@fact("any")
def abs_sin_below_abs(x: Term) -> Row:
    return (), ge(t.absolute(x), t.absolute(s.sin(x)))


@fact("any")
def cos_above_parabola(x: Term) -> Row:
    return (), ge(s.cos(x), UNIT - x * x / 2)


@fact("any")
def cos_positive_near_zero(x: Term) -> Row:
    return (gt(x, -HALF_PI), gt(HALF_PI, x)), gt(s.cos(x), ZERO)


# --- multiples of π ---------------------------------------------------------------------------------------------------


@fact("scalar")
def cos_of_multiple(q: Term) -> Row:
    """cos(qπ) for a multiple q of 1/4 or 1/6."""
    return (), eq(s.cos(t.mul(q, s.pi())), _cos_of(_multiple(q)))


@fact("scalar")
def sin_of_multiple(q: Term) -> Row:
    """sin(qπ) = cos((q − 1/2)π)."""
    return (), eq(s.sin(t.mul(q, s.pi())), _cos_of(_multiple(q) - Fraction(1, 2)))


def _multiple(q: Term) -> Fraction:
    if q.op != "const" or abs(q.data[0]) > MOST or (12 % q.data[0].denominator or q.data[0].denominator == 12):
        raise ValueError("a multiple of 1/4 or 1/6, as a number")
    value: Fraction = q.data[0]
    return value


def _cos_of(q: Fraction) -> Term:
    """cos is even, of period 2π, and cos(π − a) = −cos a: what is left is an angle between 0 and π/2."""
    q = abs(q) % 2
    q = 2 - q if q > 1 else q
    return -_COSINES[1 - q] if q > Fraction(1, 2) else _COSINES[q]


_COSINES = {
    Fraction(0): UNIT,
    Fraction(1, 6): t.sqrt(const(3)) / 2,
    Fraction(1, 4): t.sqrt(const(2)) / 2,
    Fraction(1, 3): const(Fraction(1, 2)),
    Fraction(1, 2): ZERO,
}


# --- roots under asin, acos and their like ----------------------------------------------------------------------------


@fact("any")
def rest_to_one_nonnegative(x: Term) -> Row:
    """1 − x² ≥ 0 for −1 ≤ x ≤ 1."""
    return (ge(x, const(-1)), ge(UNIT, x)), ge(UNIT - x * x, ZERO)


@fact("any")
def rest_to_one_positive(x: Term) -> Row:
    return (gt(x, const(-1)), gt(UNIT, x)), gt(UNIT - x * x, ZERO)


@fact("any")
def root_above_argument(x: Term) -> Row:
    """√(x² + 1) > −x."""
    return (), gt(x + t.sqrt(x * x + UNIT), ZERO)


# --- atan -------------------------------------------------------------------------------------------------------------


@fact("any")
def sin_of_atan(x: Term) -> Row:
    return (), eq(s.sin(s.atan(x)), x * s.cos(s.atan(x)))


@fact("any")
def cos_of_atan(x: Term) -> Row:
    return (), eq(s.cos(s.atan(x)) * t.sqrt(UNIT + x * x), UNIT)


@fact("any")
def cos_of_atan_positive(x: Term) -> Row:
    return (), gt(s.cos(s.atan(x)), ZERO)


@fact("any")
def atan_negative(x: Term) -> Row:
    return (), eq(s.atan(-x), -s.atan(x))


@fact("any")
def atan_above(x: Term) -> Row:
    return (), gt(s.atan(x), -HALF_PI)


@fact("any")
def atan_below(x: Term) -> Row:
    return (), gt(HALF_PI, s.atan(x))


@fact("any", "any")
def atan_increasing(x: Term, y: Term) -> Row:
    return (ge(x, y),), ge(s.atan(x), s.atan(y))


@fact("any")
def atan_of_reciprocal(x: Term) -> Row:
    return (gt(x, ZERO),), eq(s.atan(x) + s.atan(t.recip(x)), HALF_PI)


@fact("any")
def atan_of_negative_reciprocal(x: Term) -> Row:
    return (gt(ZERO, x),), eq(s.atan(x) + s.atan(t.recip(x)), -HALF_PI)


@fact("any")
def atan_of_tangent(x: Term) -> Row:
    return (gt(x, -HALF_PI), gt(HALF_PI, x)), eq(s.atan(s.sin(x) * t.recip(s.cos(x))), x)


@fact()
def atan_of_one() -> Row:
    return (), eq(s.atan(UNIT), s.pi() / 4)


@fact()
def atan_of_root_three() -> Row:
    return (), eq(s.atan(t.sqrt(const(3))), s.pi() / 3)


@fact()
def pi_positive() -> Row:
    return (), gt(s.pi(), const(3))


@fact("any")
def atan_of_nonnegative(x: Term) -> Row:
    return (ge(x, ZERO),), connective("and", ge(s.atan(x), ZERO), ge(x, s.atan(x)))
