"""Facts about order: what squares, roots and reciprocals do to it, triangle inequalities, the sign of zero."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import ZERO, Row, eq, fact, ge, gt, sumsq
from proofread.trusted.terms import Term


@fact("any", "any")
def square_reflects(x: Term, y: Term) -> Row:
    return (ge(x, ZERO), ge(x * x, y * y)), ge(x, y)


@fact("any", "any")
def square_reflects_strictly(x: Term, y: Term) -> Row:
    return (ge(x, ZERO), gt(x * x, y * y)), gt(x, y)


@fact("any", "any")
def squares_equal(x: Term, y: Term) -> Row:
    return (ge(x, ZERO), ge(y, ZERO), eq(x * x, y * y)), eq(x, y)


@fact("any", "any")
def sqrt_increasing(x: Term, y: Term) -> Row:
    return (ge(x, y), ge(y, ZERO)), ge(t.sqrt(x), t.sqrt(y))


@fact("any", "any")
def recip_decreasing(x: Term, y: Term) -> Row:
    return (ge(x, y), gt(y, ZERO)), ge(t.recip(y), t.recip(x))


@fact("any", "any")
def abs_add(x: Term, y: Term) -> Row:
    return (), ge(t.absolute(x) + t.absolute(y), t.absolute(x + y))


@fact("any", "any")
def norm_add(x: Term, y: Term) -> Row:
    """‖x‖ + ‖y‖ ≥ ‖x + y‖."""
    if x.shape != y.shape:
        raise ValueError("one shape")
    return (), ge(t.sqrt(sumsq(x)) + t.sqrt(sumsq(y)), t.sqrt(sumsq(x + y)))


@fact("any")
def sign_of_zero(x: Term) -> Row:
    return (eq(x, ZERO),), eq(t.sign(x), ZERO)


@fact("any", "any")
def log_strictly_increasing(x: Term, y: Term) -> Row:
    return (gt(y, ZERO), gt(x, y)), gt(t.log(x), t.log(y))


@fact("any", "any")
def exp_strictly_increasing(x: Term, y: Term) -> Row:
    return (gt(x, y),), gt(t.exp(x), t.exp(y))


@fact("scalar", "scalar", "scalar")
def positive_cancel_order(d: Term, x: Term, y: Term) -> Row:
    return (gt(d, ZERO), ge(d * x, d * y)), ge(x, y)
