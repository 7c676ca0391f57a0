"""Facts a proof may cite by name: one row each, with its side conditions. Nothing else is known about functions.

A row takes terms and gives (conditions, conclusion). Each row is tested on its own, numerically, inside and at the
edge of its domain (tests/trusted/test_facts.py). Entrywise facts hold for scalars, columns and matrices alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proofread.trusted import terms as t
from proofread.trusted.terms import Prop, Term, connective, const, integral, number, predicate, quantifier, relation
from proofread.trusted.trees import bind

Row = tuple[tuple[Prop, ...], Prop]
ZERO, UNIT = const(0), const(1)


@dataclass(frozen=True)
class FactRow:
    """`sorts` says what each argument is: "any" shape, "scalar", "square", "matrix", "column"."""

    name: str
    sorts: tuple[str, ...]
    build: Callable[..., Row]


FACTS: dict[str, FactRow] = {}


def fact(*sorts: str) -> Callable[[Callable[..., Row]], Callable[..., Row]]:
    def add(build: Callable[..., Row]) -> Callable[..., Row]:
        FACTS[build.__name__] = FactRow(build.__name__, sorts, build)
        return build

    return add


def eq(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def gt(a: object, b: object) -> Prop:
    return relation("gt", a, b)


def ge(a: object, b: object) -> Prop:
    return relation("ge", a, b)


def apart(a: object, b: object = ZERO) -> Prop:
    return relation("apart", a, b)


def sumsq(x: Term) -> Term:
    return t.total(t.mul(x, x))


def _eye(a: Term) -> Term:
    return t.eye(a.shape[0])


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
def norm_nonzero(x: Term) -> Row:
    return (gt(sumsq(x), ZERO),), predicate("nonzero", x)


@fact("any", "any")
def cauchy_schwarz(x: Term, y: Term) -> Row:
    if x.shape != y.shape:
        raise ValueError("one shape")
    return (), ge(sumsq(x) * sumsq(y), t.power(t.total(x * y), 2))


@fact("size")
def size_least(n: Term) -> Row:
    """A named size is at least what its declaration says."""
    (_, least, k), *more = n.data[0].atoms
    if more or k != 1 or n.data[0].const:
        raise ValueError("a named size")
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


# --- matrices ---------------------------------------------------------------------------------------------------------


@fact("square")
def inverse_right(a: Term) -> Row:
    return (predicate("invertible", a),), eq(a @ t.inv(a), _eye(a))


@fact("square")
def inverse_left(a: Term) -> Row:
    return (predicate("invertible", a),), eq(t.inv(a) @ a, _eye(a))


@fact("square", "square")
def right_inverse_invertible(a: Term, b: Term) -> Row:
    return (eq(a @ b, _eye(a)),), predicate("invertible", a)


@fact("square", "square")
def right_inverse_left(a: Term, b: Term) -> Row:
    """For square matrices a one-sided inverse is two-sided."""
    return (eq(a @ b, _eye(a)),), eq(b @ a, _eye(a))


@fact("square", "square")
def invertible_product(a: Term, b: Term) -> Row:
    return (predicate("invertible", a), predicate("invertible", b)), predicate("invertible", a @ b)


@fact("square")
def invertible_transpose(a: Term) -> Row:
    return (predicate("invertible", a),), predicate("invertible", a.T)


@fact("square")
def invertible_inverse(a: Term) -> Row:
    return (predicate("invertible", a),), predicate("invertible", t.inv(a))


@fact("square", "scalar")
def invertible_scale(a: Term, c: Term) -> Row:
    return (predicate("invertible", a), apart(c)), predicate("invertible", c * a)


@fact("square")
def invertible_full_rank(a: Term) -> Row:
    return (predicate("invertible", a),), predicate("full_rank", a)


@fact("square")
def full_rank_invertible(a: Term) -> Row:
    return (predicate("full_rank", a),), predicate("invertible", a)


@fact("matrix")
def gram_pd(x: Term) -> Row:
    return (predicate("full_rank", x),), predicate("pd", x.T @ x)


@fact("matrix")
def gram_psd(x: Term) -> Row:
    return (), predicate("psd", x.T @ x)


@fact("matrix")
def gram_invertible(x: Term) -> Row:
    return (predicate("full_rank", x),), predicate("invertible", x.T @ x)


@fact("square", "matrix")
def pd_congruence(s: Term, x: Term) -> Row:
    return (predicate("pd", s), predicate("full_rank", x)), predicate("pd", x.T @ s @ x)


@fact("square")
def pd_invertible(a: Term) -> Row:
    return (predicate("pd", a),), predicate("invertible", a)


@fact("square")
def pd_inverse(a: Term) -> Row:
    return (predicate("pd", a),), predicate("pd", t.inv(a))


@fact("square")
def pd_psd(a: Term) -> Row:
    return (predicate("pd", a),), predicate("psd", a)


@fact("square")
def pd_symmetric(a: Term) -> Row:
    return (predicate("pd", a),), eq(a.T, a)


@fact("square")
def psd_symmetric(a: Term) -> Row:
    return (predicate("psd", a),), eq(a.T, a)


@fact("square", "square")
def pd_add_psd(a: Term, b: Term) -> Row:
    return (predicate("pd", a), predicate("psd", b)), predicate("pd", a + b)


@fact("square", "square")
def psd_add_pd(a: Term, b: Term) -> Row:
    return (predicate("psd", a), predicate("pd", b)), predicate("pd", a + b)


@fact("square", "scalar")
def pd_scale(a: Term, c: Term) -> Row:
    return (predicate("pd", a), gt(c, ZERO)), predicate("pd", c * a)


@fact("square", "scalar")
def psd_scale(a: Term, c: Term) -> Row:
    return (predicate("psd", a), ge(c, ZERO)), predicate("psd", c * a)


@fact("square")
def pd_eye(a: Term) -> Row:
    return (), predicate("pd", _eye(a))


@fact("square", "column")
def pd_quadratic(a: Term, v: Term) -> Row:
    return (predicate("pd", a), predicate("nonzero", v)), gt(v.T @ a @ v, ZERO)


@fact("square", "column")
def psd_quadratic(a: Term, v: Term) -> Row:
    return (predicate("psd", a),), ge(v.T @ a @ v, ZERO)


@fact("matrix", "matrix")
def agree_on_all_columns(a: Term, b: Term) -> Row:
    """A v = B v for every column v makes A = B."""
    v = Term("var", (), ("%v", None), (a.shape[1], t.ONE))
    every = bind(lambda bound, p: quantifier("forall", bound, p), v, eq(a @ v, b @ v))
    return (every,), eq(a, b)


@fact("matrix")
def pinv_full_rank(x: Term) -> Row:
    return (predicate("full_rank", x),), eq(t.pinv(x), t.inv(x.T @ x) @ x.T)


@fact("matrix")
def pinv_1(x: Term) -> Row:
    return (), eq(x @ t.pinv(x) @ x, x)


@fact("matrix")
def pinv_2(x: Term) -> Row:
    return (), eq(t.pinv(x) @ x @ t.pinv(x), t.pinv(x))


@fact("matrix")
def pinv_3(x: Term) -> Row:
    return (), eq((x @ t.pinv(x)).T, x @ t.pinv(x))


@fact("matrix")
def pinv_4(x: Term) -> Row:
    return (), eq((t.pinv(x) @ x).T, t.pinv(x) @ x)


@fact("square")
def pinv_invertible(x: Term) -> Row:
    return (predicate("invertible", x),), eq(t.pinv(x), t.inv(x))


# --- applying a row ---------------------------------------------------------------------------------------------------


def apply_fact(name: str, args: list[Term]) -> Row:
    """The row at these terms. ValueError where the terms are not of its kinds."""
    if name not in FACTS:
        raise ValueError(f"no fact is called {name!r}")
    row = FACTS[name]
    if len(args) != len(row.sorts):
        raise ValueError(f"{name} takes {len(row.sorts)} terms")
    for a, sort in zip(args, row.sorts, strict=True):
        if not isinstance(a, Term) or not _KINDS[sort](a):
            raise ValueError(f"{name} takes a {sort} term")
    return row.build(*args)


_KINDS: dict[str, Callable[[Term], bool]] = {
    "any": lambda a: a.op != "ill",
    "scalar": lambda a: a.shape == () and a.op != "ill",
    "square": lambda a: len(a.shape) == 2 and a.shape[0] == a.shape[1],
    "matrix": lambda a: len(a.shape) == 2,
    "column": lambda a: len(a.shape) == 2 and a.shape[1].is_one,
    "size": lambda a: a.op == "size",
    "space": lambda a: a.op == "integral" and a.args[0] == UNIT,
}

__all__ = ["FACTS", "FactRow", "apply_fact", "number"]
