"""Facts about numbers, entry by entry: signs, roots, exp, log, tanh; and total probability."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, apart, eq, fact, ge, gt, sumsq
from proofread.trusted.terms import Term, connective, const, integral, predicate
from proofread.trusted.trees import free_spaces

# --- reciprocals, signs -----------------------------------------------------------------------------------------------


@fact("any")
def recip_mul(x: Term) -> Row:
    return (apart(x),), eq(x * t.recip(x), UNIT)


@fact("any")
def recip_positive(x: Term) -> Row:
    return (gt(x, ZERO),), gt(t.recip(x), ZERO)


@fact("any")
def recip_apart(x: Term) -> Row:
    return (apart(x),), apart(t.recip(x))


@fact("any")
def positive_apart(x: Term) -> Row:
    return (gt(x, ZERO),), apart(x)


@fact("any")
def negative_apart(x: Term) -> Row:
    return (gt(ZERO, x),), apart(x)


@fact("any")
def positive_nonnegative(x: Term) -> Row:
    return (gt(x, ZERO),), ge(x, ZERO)


@fact("any")
def square_positive(x: Term) -> Row:
    return (apart(x),), gt(x * x, ZERO)


@fact("any", "any")
def apart_mul(x: Term, y: Term) -> Row:
    return (apart(x), apart(y)), apart(x * y)


@fact("any", "any")
def positive_mul(x: Term, y: Term) -> Row:
    return (gt(x, ZERO), gt(y, ZERO)), gt(x * y, ZERO)


@fact("any", "any")
def positive_add(x: Term, y: Term) -> Row:
    return (gt(x, ZERO), gt(y, ZERO)), gt(x + y, ZERO)


@fact("any", "any")
def positive_add_nonnegative(x: Term, y: Term) -> Row:
    return (gt(x, ZERO), ge(y, ZERO)), gt(x + y, ZERO)


@fact("any", "any")
def nonnegative_mul(x: Term, y: Term) -> Row:
    return (ge(x, ZERO), ge(y, ZERO)), ge(x * y, ZERO)


@fact("any", "any")
def nonnegative_add(x: Term, y: Term) -> Row:
    return (ge(x, ZERO), ge(y, ZERO)), ge(x + y, ZERO)


@fact("nat")
def natural_nonnegative(n: Term) -> Row:
    return (), ge(n, ZERO)


@fact("any", "any")
def apart_equal(x: Term, y: Term) -> Row:
    """On scalars, x ≠ y and x = y contradict each other."""
    if x.shape or y.shape:
        raise ValueError("scalars only")
    return (apart(x, y), eq(x, y)), gt(ZERO, ZERO)


@fact("scalar", "scalar", "scalar")
def cancel(d: Term, x: Term, y: Term) -> Row:
    return (apart(d), eq(d * x, d * y)), eq(x, y)


@fact("scalar", "scalar")
def product_zero(x: Term, y: Term) -> Row:
    """Of numbers, not of random ones: where one is zero may depend on the point."""
    if free_spaces(x) or free_spaces(y):
        raise ValueError("numbers that are not random")
    return (eq(x * y, ZERO),), connective("or", eq(x, ZERO), eq(y, ZERO))


@fact("scalar")
def nonzero_apart(x: Term) -> Row:
    return (predicate("nonzero", x),), apart(x)


@fact("scalar")
def apart_nonzero(x: Term) -> Row:
    return (apart(x),), predicate("nonzero", x)


@fact("any")
def nonzero_norm(x: Term) -> Row:
    """A tensor that is not zero has a positive sum of squares."""
    return (predicate("nonzero", x),), gt(sumsq(x), ZERO)


@fact("any")
def norm_zero(x: Term) -> Row:
    return (eq(sumsq(x), ZERO),), eq(x, ZERO)


@fact("any")
def nonzero_zero(x: Term) -> Row:
    """A tensor that is not zero is not zero."""
    return (predicate("nonzero", x), eq(x, ZERO)), gt(ZERO, ZERO)


@fact("any")
def norm_nonzero(x: Term) -> Row:
    return (gt(sumsq(x), ZERO),), predicate("nonzero", x)


@fact("any", "any")
def cauchy_schwarz(x: Term, y: Term) -> Row:
    if x.shape != y.shape:
        raise ValueError("one shape")
    return (), ge(sumsq(x) * sumsq(y), t.power(t.total(x * y), 2))


@fact("any", "any")
def inner_product_bounded(x: Term, y: Term) -> Row:
    """‖x‖·‖y‖ ≥ |⟨x, y⟩|: Cauchy–Schwarz with roots."""
    if x.shape != y.shape:
        raise ValueError("one shape")
    return (), ge(t.sqrt(sumsq(x)) * t.sqrt(sumsq(y)), t.absolute(t.total(x * y)))


@fact("any")
def abs_above(x: Term) -> Row:
    return (), ge(t.absolute(x), x)


@fact("any")
def abs_above_negative(x: Term) -> Row:
    return (), ge(t.absolute(x), -x)


@fact("scalar", "scalar")
def positive_cancel(d: Term, x: Term) -> Row:
    return (gt(d, ZERO), gt(d * x, ZERO)), gt(x, ZERO)


@fact("size")
def size_least(n: Term) -> Row:
    """A named size is at least what its declaration says."""
    if not n.data[0].is_symbol:
        raise ValueError("a named size")
    ((_, least, _),) = n.data[0].atoms
    return (), ge(n, const(least))


# --- roots, absolute value --------------------------------------------------------------------------------------------


@fact("any")
def sqrt_square(x: Term) -> Row:
    return (ge(x, ZERO),), eq(t.sqrt(x) * t.sqrt(x), x)


@fact("any")
def sqrt_nonnegative(x: Term) -> Row:
    return (ge(x, ZERO),), ge(t.sqrt(x), ZERO)


@fact("any")
def sqrt_positive(x: Term) -> Row:
    return (gt(x, ZERO),), gt(t.sqrt(x), ZERO)


@fact("any")
def recip_sqrt(x: Term) -> Row:
    return (gt(x, ZERO),), eq(t.recip(t.sqrt(x)) * t.recip(t.sqrt(x)), t.recip(x))


@fact("any")
def sqrt_of_square(x: Term) -> Row:
    return (), eq(t.sqrt(x * x), t.absolute(x))


@fact("any", "any")
def sqrt_mul(x: Term, y: Term) -> Row:
    return (ge(x, ZERO), ge(y, ZERO)), eq(t.sqrt(x * y), t.sqrt(x) * t.sqrt(y))


@fact("any")
def abs_square(x: Term) -> Row:
    return (), eq(t.absolute(x) * t.absolute(x), x * x)


@fact("any", "any")
def abs_mul(x: Term, y: Term) -> Row:
    return (), eq(t.absolute(x * y), t.absolute(x) * t.absolute(y))


@fact("any")
def abs_nonnegative(x: Term) -> Row:
    return (), ge(t.absolute(x), ZERO)


@fact("any")
def abs_of_nonnegative(x: Term) -> Row:
    return (ge(x, ZERO),), eq(t.absolute(x), x)


@fact("any")
def abs_of_nonpositive(x: Term) -> Row:
    return (ge(ZERO, x),), eq(t.absolute(x), -x)


@fact("any")
def sign_of_positive(x: Term) -> Row:
    return (gt(x, ZERO),), eq(t.sign(x), UNIT)


@fact("any")
def sign_of_negative(x: Term) -> Row:
    return (gt(ZERO, x),), eq(t.sign(x), const(-1))


@fact("any")
def sign_abs(x: Term) -> Row:
    return (), eq(t.sign(x) * t.absolute(x), x)


@fact("any")
def sign_times(x: Term) -> Row:
    return (), eq(t.sign(x) * x, t.absolute(x))


@fact("any")
def sign_square(x: Term) -> Row:
    return (), ge(UNIT, t.sign(x) * t.sign(x))


@fact("any", "any")
def maximum_left(x: Term, y: Term) -> Row:
    return (ge(x, y),), eq(t.maximum(x, y), x)


@fact("any", "any")
def maximum_right(x: Term, y: Term) -> Row:
    return (ge(y, x),), eq(t.maximum(x, y), y)


# --- exp, log, tanh ---------------------------------------------------------------------------------------------------


@fact("any", "any")
def exp_add(x: Term, y: Term) -> Row:
    return (), eq(t.exp(x + y), t.exp(x) * t.exp(y))


@fact("any")
def exp_negative(x: Term) -> Row:
    return (), eq(t.exp(x) * t.exp(-x), UNIT)


@fact("any")
def exp_positive(x: Term) -> Row:
    return (), gt(t.exp(x), ZERO)


@fact("any")
def exp_above_tangent(x: Term) -> Row:
    return (), ge(t.exp(x), UNIT + x)


@fact("any")
def exp_log(x: Term) -> Row:
    return (gt(x, ZERO),), eq(t.exp(t.log(x)), x)


@fact("any")
def log_exp(x: Term) -> Row:
    return (), eq(t.log(t.exp(x)), x)


@fact("any", "any")
def log_mul(x: Term, y: Term) -> Row:
    return (gt(x, ZERO), gt(y, ZERO)), eq(t.log(x * y), t.log(x) + t.log(y))


@fact("any")
def log_recip(x: Term) -> Row:
    return (gt(x, ZERO),), eq(t.log(t.recip(x)), -t.log(x))


@fact("any")
def log_sqrt(x: Term) -> Row:
    return (gt(x, ZERO),), eq(t.log(t.sqrt(x)), t.log(x) / 2)


@fact("any")
def log_below_tangent(x: Term) -> Row:
    return (gt(x, ZERO),), ge(x - UNIT, t.log(x))


@fact("any", "any")
def log_increasing(x: Term, y: Term) -> Row:
    return (gt(x, ZERO), gt(y, ZERO), ge(x, y)), ge(t.log(x), t.log(y))


@fact("any", "any")
def log_reflects(x: Term, y: Term) -> Row:
    return (gt(x, ZERO), gt(y, ZERO), ge(t.log(x), t.log(y))), ge(x, y)


@fact("any", "any")
def exp_increasing(x: Term, y: Term) -> Row:
    return (ge(x, y),), ge(t.exp(x), t.exp(y))


@fact("any")
def tanh_exp(x: Term) -> Row:
    return (), eq(t.tanh(x) * (t.exp(x) + t.exp(-x)), t.exp(x) - t.exp(-x))


@fact("any")
def tanh_above(x: Term) -> Row:
    return (), gt(UNIT, t.tanh(x))


@fact("any")
def tanh_below(x: Term) -> Row:
    return (), gt(t.tanh(x), const(-1))


# --- probability ------------------------------------------------------------------------------------------------------


@fact("space")
def total_probability(e: Term) -> Row:
    """A probability measure has mass one. The argument is the integral of 1."""
    if not e.data[0][1]:
        raise ValueError("a probability space")
    return (), eq(integral(e.data[0], UNIT), UNIT)
