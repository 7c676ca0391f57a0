"""Enclosures without a reference to compare with: what is exact, what is rounded outward, and what is refused."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import enclosures as e
from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, point, rounded

THIRD, HALF = Fraction(1, 3), Fraction(1, 2)


def test_an_interval_holds_a_number() -> None:
    assert Interval(1, 1).is_point and Interval(-1, HALF).hi == HALF
    for lo, hi in ((1, 0), (HALF, THIRD), (0, Fraction(-1, 10**40))):
        with pytest.raises(ValueError, match="holds no number"):
            Interval(lo, hi)


def test_an_interval_stays_the_one_that_was_made() -> None:
    """Its ends are not exchanged for others, by which it would hold no number; nor has it room for more."""
    x = Interval(1, 2)
    for end in ("lo", "hi"):
        with pytest.raises(FrozenInstanceError):
            setattr(x, end, 3)
    assert x == Interval(1, 2) and not hasattr(x, "__dict__")


@pytest.mark.parametrize("no_rational", [0.5, float("nan"), "1/2", None, 1j, True])
def test_a_point_is_a_rational_number(no_rational: Any) -> None:
    """No float gets in, by which a rounded number would be taken for the one that was meant; and no truth value."""
    with pytest.raises(TypeError, match="is no rational number"):
        point(no_rational)


def test_a_whole_number_is_kept_as_one() -> None:
    for q in (Fraction(6, 2), 3):
        x = point(q)
        assert type(x.lo) is int and x.lo == 3 and x.lo is x.hi
    assert point(THIRD).lo == THIRD and point(THIRD).is_point


def test_sums_differences_and_products_by_hand() -> None:
    a, b = Interval(-1, 2), Interval(3, 5)
    assert (a + b, a - b, b - a, -a) == (Interval(2, 7), Interval(-6, -1), Interval(1, 6), Interval(-2, 1))
    assert (a * b, b * b, a * a) == (Interval(-5, 10), Interval(9, 25), Interval(-2, 4))
    assert (point(-2) * b, b * point(-2)) == (Interval(-10, -6),) * 2
    assert (point(7) - point(3), point(7) - b, a - point(1)) == (point(4), Interval(2, 4), Interval(-2, 1))
    assert point(THIRD) * point(3) == UNIT and (point(THIRD) - point(THIRD)).is_zero


def test_numbers_and_enclosures_in_one_sum() -> None:
    """A number is one by its value, whether its two ends are one object or two."""
    a, two = Interval(-1, 2), Interval(Fraction(4, 2), Fraction(6, 3))
    assert two.is_point and point(THIRD).is_point and not a.is_point and two.lo is not two.hi
    for number in (two, point(2)):
        assert (number + point(3), point(3) + number, number - point(3), -number) == (
            point(5), point(5), point(-1), point(-2),
        )  # fmt: skip
        assert (number + a, a + number, number - a, a - number) == (
            Interval(1, 4), Interval(1, 4), Interval(0, 3), Interval(-3, 0),
        )  # fmt: skip
        assert (number * a, a * number, number * number) == (Interval(-2, 4), Interval(-2, 4), point(4))
        assert e.reciprocal(number) == point(HALF) and e.power(number, 3) == point(8) and rounded(number, 1) == number
    assert e.absolute(Interval(-5, 2)) == Interval(0, 5) and e.absolute(Interval(Fraction(1, 4), HALF)).lo > 0
    assert (e.absolute(point(-THIRD)), e.absolute(point(THIRD)), e.absolute(ZERO)) == (*(point(THIRD),) * 2, ZERO)


def test_powers_by_hand() -> None:
    """An even power of what may be 0 begins at 0; x⁰ is 1 of every number."""
    a = Interval(-2, 1)
    assert [e.power(a, k) for k in range(4)] == [UNIT, a, Interval(0, 4), Interval(-8, 1)]
    assert e.power(Interval(-3, -2), 2) == Interval(4, 9) and e.power(point(-HALF), 3) == point(Fraction(-1, 8))
    for k in (-1, -7):
        with pytest.raises(ValueError, match="the exponent is 0 or more"):
            e.power(a, k)


def test_reciprocals_by_hand() -> None:
    assert e.reciprocal(Interval(2, 4)) == Interval(Fraction(1, 4), HALF)
    assert e.reciprocal(Interval(-4, -2)) == Interval(-HALF, Fraction(-1, 4))
    assert e.reciprocal(point(Fraction(2, 3))) == point(Fraction(3, 2)) and e.reciprocal(ZERO) == ZERO
    for may_be_0 in (Interval(-1, 1), Interval(0, 1), Interval(-1, 0)):
        with pytest.raises(Undefined, match="which may be 0"):
            e.reciprocal(may_be_0)


def test_steps_and_magnitudes_by_hand() -> None:
    a = Interval(-HALF, Fraction(5, 2))
    assert (e.floor(a), e.sign(a), e.absolute(a)) == (Interval(-1, 2), Interval(-1, 1), Interval(0, Fraction(5, 2)))
    assert (e.absolute(Interval(-3, -2)), e.absolute(Interval(2, 3))) == (Interval(2, 3),) * 2
    assert e.maximum(a, Interval(0, 1)) == Interval(0, Fraction(5, 2))
    assert (e.sign(Interval(-3, -1)), e.sign(ZERO), e.sign(Interval(1, 9))) == (point(-1), ZERO, UNIT)


@pytest.mark.parametrize("precision", [4, 12, 60])
@pytest.mark.parametrize("scale", [Fraction(1), Fraction(1, 10**9), Fraction(10**30)])
def test_rounding_goes_outward_by_a_unit_of_precision(precision: int, scale: Fraction) -> None:
    """Also of numbers that are larger than the precision has bits, of which the last bits are dropped."""
    x = Interval(-2 * scale / 3, scale * Fraction(10, 7))
    y = rounded(x, precision)
    assert y.lo <= x.lo and x.hi <= y.hi
    for exact, found in ((x.lo, y.lo), (x.hi, y.hi)):
        assert abs(exact - found) <= abs(exact) * Fraction(4, 2**precision)
        low = found.numerator // (found.numerator & -found.numerator)  # without its trailing zeros
        assert abs(low).bit_length() <= precision + 1 and found.denominator & (found.denominator - 1) == 0
    assert rounded(point(THIRD), precision) == point(THIRD)


def test_large_numbers_lose_their_last_bits_outward() -> None:
    n = 2**20 + 1
    assert rounded(Interval(n, n + 1), 8) == Interval(2**20, 2**20 + 2**12)
    assert rounded(Interval(-n - 1, -n), 8) == Interval(-(2**20) - 2**12, -(2**20))


# --- roots and transcendental functions -------------------------------------------------------------------------------


def test_a_square_root_is_exact_where_it_is_rational() -> None:
    assert e.sqrt(point(Fraction(49, 36))) == point(Fraction(7, 6)) and e.sqrt(ZERO) == ZERO
    for q in (2, HALF, Fraction(8, 9), 10**41):
        box = e.sqrt(point(q))
        assert box.lo**2 < q < box.hi**2 and box.hi - box.lo < box.hi / 2**90
    with pytest.raises(Undefined, match="which may be negative"):
        e.sqrt(Interval(Fraction(-1, 10**40), 1))


def test_e_lies_between_its_partial_sums() -> None:
    """Σ_{k≤n} 1/k! < e < Σ_{k≤n} 1/k! + 1/(n!·n)."""
    total, term = Fraction(1), Fraction(1)
    for k in range(1, 40):
        term /= k
        total += term
    box = e.exp(UNIT)
    assert box.lo < total + term / 39 and total < box.hi and box.hi - box.lo < Fraction(1, 2**92)
    assert e.exp(ZERO) == UNIT and e.log(UNIT) == ZERO and e.tanh(ZERO) == ZERO


def test_a_logarithm_inverts_the_exponential() -> None:
    for q in (Fraction(1, 10**6), HALF, Fraction(3), Fraction(10**9)):
        box = e.exp(e.log(point(q)))
        assert box.lo <= q <= box.hi and box.hi - box.lo < q / 2**80
    two, three, six = (e.log(point(k)) for k in (2, 3, 6))
    together = two + three
    assert together.lo <= six.hi and six.lo <= together.hi


def test_near_0_a_logarithm_and_a_hyperbolic_tangent_keep_their_bits() -> None:
    """h − h² < log(1 + h) < h and |h| − |h|³ < |tanh h| < |h|; neither is a difference of which the bits cancel."""
    for h in (Fraction(1, 10**40), Fraction(-1, 10**40), Fraction(1, 1000), Fraction(-1, 1000)):
        log, tanh = e.log(point(1 + h)), e.absolute(e.tanh(point(h)))
        assert log.lo < h and h - h * h < log.hi and log.excludes_zero
        assert 0 < tanh.lo < abs(h) and abs(h) - abs(h) ** 3 < tanh.hi
        assert all(box.hi - box.lo < abs(h) / 2**90 for box in (log, tanh))


def test_the_hyperbolic_tangent_from_the_exponential() -> None:
    """tanh x = 1 − 2/(e^{2x} + 1), and odd."""
    for q in (Fraction(1, 10**6), HALF, Fraction(5), Fraction(60)):
        box, twice = e.tanh(point(q)), e.exp(point(2 * q))
        low, high = (1 - 2 / (Fraction(x) + 1) for x in (twice.lo, twice.hi))
        assert box.lo <= high and low <= box.hi and box.hi <= 1 and box.hi - box.lo < Fraction(1, 2**80)
        assert e.tanh(point(-q)) == -box


def test_what_is_too_large_to_write_down_has_no_exponential() -> None:
    for x in (point(e.LARGEST_EXPONENT + 1), Interval(0, 10**50)):
        with pytest.raises(Undefined, match="beyond"):
            e.exp(x)
    edges = e.exp(point(e.LARGEST_EXPONENT)) * e.exp(point(-e.LARGEST_EXPONENT))  # there it is written down
    assert edges.lo < 1 < edges.hi and edges.hi - edges.lo < Fraction(1, 2**90)
    with pytest.raises(Undefined, match="may not be positive"):
        e.log(Interval(0, 1))
    assert e.exp(point(-(10**50))).lo == 0 < e.exp(point(-(10**50))).hi < Fraction(1, 2**1000)
    box = e.exp(point(-e.LARGEST_EXPONENT))
    assert 0 < box.lo < box.hi < Fraction(1, 2**1000)
