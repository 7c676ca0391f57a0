"""Sums, products and integrals at an instance against primitives; and which integrals certainly exist."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.enclosures import Interval
from proofread.trusted.exact import EMPTY, Undefined, evaluate, holds, read_instance
from proofread.trusted.terms import Prop, Term, const, nat, relation, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import accepted, refused

HALF = Fraction(1, 2)
ROOT = t.sqrt(const(2))
ABOUT_ZERO = ROOT * ROOT - 2  # the number 0, only enclosed
V, K, s, n = var("?v"), nat("?k"), var("s"), nat("n")
Body = Callable[[Term], object]


def integral(body: Body, a: object, b: object) -> Term:
    return bind(lambda v, p: scalars.definite(v, p, a, b), V, t.to_term(body(V)))


def summed(body: Body, count: object) -> Term:
    return bind(lambda v, p: scalars.natsum(v, p, count), K, t.to_term(body(K)))


def multiplied(body: Body, count: object) -> Term:
    return bind(lambda v, p: scalars.natprod(v, p, count), K, t.to_term(body(K)))


def slope(body: Body, at: object) -> Term:
    return bind(lambda v, p: t.deriv(v, p, at), var("?x"), t.to_term(body(var("?x"))))


def worth(x: Term) -> Interval:
    (out,) = evaluate(x, EMPTY).flat
    assert isinstance(out, Interval)
    return out


def exact(x: Term) -> Fraction:
    assert worth(x).is_point
    return Fraction(worth(x).lo)


def converges(x: Term) -> bool | None:
    return holds(scalars.converges(x), EMPTY)


# --- sums, products, π ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", range(7))
def test_sums_and_products_over_naturals(count: int) -> None:
    """Σ k² = (m − 1) m (2m − 1)/6, Π (k + 1) = m!, Σ 2^k = 2^m − 1; of no terms 0 and 1."""
    assert exact(summed(lambda k: k * k, count)) == Fraction((count - 1) * count * (2 * count - 1), 6)
    assert exact(multiplied(lambda k: k + 1, count)) == factorial(count)
    assert exact(summed(lambda k: t.power(const(2), k), count)) == 2**count - 1


def test_a_count_comes_from_the_instance() -> None:
    triangle = summed(lambda k: k, n + 1)
    assert [x.lo for x in evaluate(triangle, read_instance({"nats": {"n": 9}}, [triangle])).flat] == [45]


def test_a_sum_is_differentiated_term_by_term() -> None:
    """(Σ_{k<4} x^k)′ = 1 + 2x + 3x² and (x(x + 1)(x + 2))′ = 3x² + 6x + 2, at 5."""
    assert exact(slope(lambda x: summed(lambda k: t.power(x, k), 4), 5)) == 1 + 2 * 5 + 3 * 25
    assert exact(slope(lambda x: multiplied(lambda k: x + k, 3), 5)) == 3 * 25 + 6 * 5 + 2


def test_pi_lies_between_its_convergents() -> None:
    box = worth(scalars.pi())
    assert Fraction(333, 106) < box.lo < box.hi < Fraction(355, 113)
    assert box.lo < Fraction(314159265358979323846264338328, 10**29) < box.hi + Fraction(1, 10**28)


# --- integrals --------------------------------------------------------------------------------------------------------


def test_linear_integrands_are_exact() -> None:
    assert exact(integral(lambda x: 3 * x + 1, 0, 2)) == 8
    assert exact(integral(lambda x: 3 * x + 1, 2, 0)) == -8
    assert exact(integral(lambda x: const(7), -1, HALF)) == Fraction(21, 2)
    assert exact(integral(lambda x: x, 3, 3)) == 0


@pytest.mark.parametrize(
    ("body", "a", "b", "truth", "width"),
    [
        (lambda x: x**2, 0, 1, const(Fraction(1, 3)), Fraction(1, 4000)),
        (lambda x: t.exp(x), 0, 1, t.exp(const(1)) - 1, Fraction(1, 4000)),
        (lambda x: t.recip(x), 1, 2, t.log(const(2)), Fraction(1, 4000)),
        (lambda x: scalars.sin(x), 0, scalars.pi(), const(2), Fraction(1, 100)),
        (lambda x: 4 * t.recip(1 + x * x), 0, 1, scalars.pi(), Fraction(1, 1000)),
        (lambda x: t.absolute(x), -1, 1, const(1), Fraction(1, 500)),
        (lambda x: t.sqrt(x), 0, 1, const(Fraction(2, 3)), Fraction(1, 200)),
        (lambda x: t.floor(x), 0, 3, const(3), Fraction(1, 2)),
        (lambda x: t.sign(x), -1, 2, const(1), Fraction(1, 8)),
        (lambda x: x, 0, ROOT, const(1), Fraction(1, 10**20)),
        (lambda x: integral(lambda y: const(1), 0, x), 0, 1, const(HALF), Fraction(1, 20)),
    ],
)  # fmt: skip
def test_integrals_that_a_primitive_gives(body: Body, a: object, b: object, truth: Term, width: Fraction) -> None:
    box, known = worth(integral(body, a, b)), worth(truth)
    assert box.lo <= known.hi and known.lo <= box.hi and box.hi - box.lo <= width
    assert holds(relation("gt", integral(body, a, b), truth + width), EMPTY) is False
    assert holds(relation("equal", integral(body, a, b), truth), EMPTY) is not False


def test_the_bound_variable_is_its_own() -> None:
    """∫₀¹ (∫₀¹ x·y dy) dx = 1/4: one variable is not taken for the other."""
    box = worth(integral(lambda x: bind(lambda v, p: scalars.definite(v, p, 0, 1), var("?w"), x * var("?w")), 0, 1))
    assert box.lo <= Fraction(1, 4) <= box.hi and box.hi - box.lo < Fraction(1, 16)


@pytest.mark.parametrize(
    "moving",
    [
        lambda x: integral(lambda y: x * y, 0, 1),  # in a parameter
        lambda x: integral(lambda y: y, 0, x),  # in a bound
        lambda x: integral(lambda y: y, x, 1),
    ],
)
def test_an_integral_is_not_differentiated(moving: Body) -> None:
    """Not even where the derivative is known: it would be 1/2, or what stands at the bound."""
    with pytest.raises(Undefined, match="the derivative of an integral in a parameter or a bound"):
        evaluate(slope(moving, 1), EMPTY)
    assert holds(relation("equal", slope(moving, 1), 0), EMPTY) is None


def test_a_pole_between_the_bounds_has_no_value() -> None:
    """Never 0, which is what 1/x over −1 … 1 would be by its symmetry."""
    for body in (lambda x: t.recip(x), lambda x: t.recip(x * x), lambda x: t.log(x)):
        with pytest.raises(Undefined):
            evaluate(integral(body, -1, 1), EMPTY)


# --- whether they exist -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exists", "body", "a", "b"),
    [
        (True, lambda x: t.recip(x), 1, 2),
        (True, lambda x: t.recip(x), 2, 1),
        (True, lambda x: t.recip(x), -2, -1),
        (True, lambda x: t.sqrt(x), 0, 1),
        (True, lambda x: t.log(x), 1, ROOT),
        (True, lambda x: t.log(x), ROOT, 1),
        (True, lambda x: t.floor(x), 0, 3),
        (True, lambda x: t.recip(x), 1, 1),
        (None, lambda x: t.recip(x), -1, 1),  # it does not
        (None, lambda x: t.recip(x), 0, 1),  # it does not
        (None, lambda x: t.recip(x - Fraction(1, 3)), 0, 1),  # the pole lies inside a cell
        (None, lambda x: t.recip(x - HALF), 0, 1),  # the pole lies between two cells
        (None, lambda x: 0 * t.recip(x), -1, 1),  # not defined at 0
        (None, lambda x: t.recip(0 * x), 0, 1),  # nowhere defined
        (None, lambda x: t.recip(x - ROOT), 0, 1 + ROOT),  # the pole is no rational number
        (None, lambda x: t.log(x), 0, 1),  # it does, by a limit; that is not seen
        (None, lambda x: t.sqrt(x), -1, 1),
        (None, lambda x: t.recip(x), ABOUT_ZERO, 1),  # the bound may be 0
        (None, lambda x: t.recip(x), 1, ABOUT_ZERO),
        (None, lambda x: t.sqrt(x), ABOUT_ZERO, 1),  # the bound may be negative, for all that is known
        (None, lambda x: x, t.log(const(-1)), 1),  # a bound without a value
    ],
)
def test_an_integral_exists_where_its_integrand_is_defined_on_every_cell(
    exists: bool | None, body: Body, a: object, b: object
) -> None:
    assert converges(integral(body, a, b)) is exists


def test_what_is_taken_to_be_a_value_by_convention_makes_no_integrand() -> None:
    """∫₀¹ 1/s with s = 0 computes as 0, for 1/0 is taken as 0; it is not defined, and so does not exist."""
    for b in (0, 1, ROOT, ABOUT_ZERO):
        constant = integral(lambda x: t.recip(s), 0, b)
        here = read_instance({"values": {"s": "0"}}, [constant])
        there = read_instance({"values": {"s": "2"}}, [constant])
        assert holds(relation("ge", 1, constant), here) is True
        assert holds(scalars.converges(constant), there) is True
        assert holds(scalars.converges(constant), here) is (None if b != 0 else True)  # from 0 to 0 nothing is asked


def test_what_is_not_enclosed_is_not_said_to_exist() -> None:
    """[x = 0] and e^x up to 10⁹ are defined everywhere and integrable; their enclosures are not to be had."""
    for body, b in ((lambda x: t.is_zero(x), 1), (lambda x: t.exp(x), 10**9)):
        assert converges(integral(body, -1, b)) is None


def test_of_other_limits_nothing_is_said() -> None:
    """Those of rays, sequences and functions are proved, not computed; so a series of zeros is not said to converge."""
    v, k = var("%1"), nat("%1")
    for other in (
        scalars.ray(v, 0 * v, 0),
        scalars.limit(v, 0 * v),
        scalars.limit_at(v, v, 0),
        scalars.series(k, 0 * k),
    ):
        assert converges(other) is None


def test_what_does_not_exist_is_not_proved_to_by_computing() -> None:
    exists = lambda x: Prop("converges", (x,), ())
    accepted([], exists(integral(lambda x: t.recip(x), 1, 2)), ["evaluate"], [["evaluate"]])
    for a, b in ((-1, 1), (0, 1)):
        pole = exists(integral(lambda x: t.recip(x), a, b))
        refused([], pole, ["evaluate"], "does not confirm", [["evaluate"]])
