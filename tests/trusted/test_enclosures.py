"""Enclosures hold the true value (compared with mpmath at 400 bits), are narrow, and never round what is exact."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofread.trusted import enclosures as e
from proofread.trusted.enclosures import Interval, Undefined, point, rounded

Unary = Callable[..., Interval]
HARD = [Fraction(1, 10**40), Fraction(1) - Fraction(1, 10**40), Fraction(1) + Fraction(1, 10**40), Fraction(2, 3),
        Fraction(4, 3), Fraction(1, 2), Fraction(2), Fraction(3), Fraction(700), Fraction(10**30)]  # fmt: skip
rationals = st.fractions(min_value=-50, max_value=50, max_denominator=10**6)
positives = st.fractions(min_value=0, max_value=10**9, max_denominator=10**9).filter(bool) | st.sampled_from(HARD)


def true_value(name: str, q: Fraction) -> Fraction:
    """Mpmath at 400 bits, as the fraction it is."""
    with mpmath.workprec(400):
        y = getattr(mpmath, name)(mpmath.mpf(q.numerator) / q.denominator)
        sign, mantissa, exponent, _ = y._mpf_
        return (-1) ** sign * Fraction(int(mantissa)) * Fraction(2) ** exponent


def assert_tight(box: Interval, truth: Fraction, precision: int) -> None:
    """Holds the truth up to the error of the reference (a relative 2^-380), and is a few units of precision wide."""
    slack = abs(truth) / 2**380
    assert box.lo - slack <= truth <= box.hi + slack
    assert box.hi - box.lo <= abs(truth) * Fraction(16, 2**precision)


@given(rationals, st.sampled_from([24, 96, 200]))
def test_exp_and_tanh_hold_the_truth_and_are_tight(q: Fraction, precision: int) -> None:
    assert_tight(e.exp(point(q), precision), true_value("exp", q), precision)
    assert_tight(e.tanh(point(q), precision), true_value("tanh", q), precision)


@given(positives, st.sampled_from([24, 96, 200]))
def test_log_and_sqrt_hold_the_truth_and_are_tight(q: Fraction, precision: int) -> None:
    assert_tight(e.log(point(q), precision), true_value("log", q), precision)
    assert_tight(e.sqrt(point(q), precision), true_value("sqrt", q), precision)


@pytest.mark.parametrize("q", [Fraction(1, 10**40), Fraction(-1, 10**40), Fraction(95), Fraction(97), Fraction(-5000)])
def test_tanh_and_exp_at_the_extremes(q: Fraction) -> None:
    box, truth = e.tanh(point(q)), true_value("tanh", q)
    assert box.lo <= truth <= box.hi and box.hi - box.lo <= abs(truth) / 2**90
    assert_tight(e.exp(point(q)), true_value("exp", q), 96)


@pytest.mark.parametrize("function", [e.exp, e.log, e.tanh, e.sqrt])
@given(a=positives, b=positives)
@settings(max_examples=30)
def test_increasing_functions_of_wide_intervals_hold_their_ends(function: Unary, a: Fraction, b: Fraction) -> None:
    lo, hi = sorted([min(a, Fraction(900)), min(b, Fraction(900))])
    box, low, high = function(Interval(lo, hi)), function(point(lo)), function(point(hi))
    assert box.lo <= low.lo and high.hi <= box.hi


def test_exact_values_stay_points() -> None:
    assert e.exp(point(0)) == e.UNIT and e.log(point(1)) == e.ZERO and e.tanh(point(0)) == e.ZERO
    assert e.sqrt(point(Fraction(49, 36))) == point(Fraction(7, 6)) and e.sqrt(point(0)) == e.ZERO
    assert not e.sqrt(point(2)).is_point and not e.exp(point(Fraction(1, 3))).is_point
    third = point(Fraction(1, 3**200))
    assert rounded(third * third, 24) == third * third


def test_square_roots_of_two_multiply_to_an_enclosure_of_two() -> None:
    box = e.sqrt(point(2)) * e.sqrt(point(2))
    assert box.lo < 2 < box.hi and box.hi - box.lo < Fraction(1, 2**90)


@pytest.mark.parametrize(
    ("function", "argument"),
    [(e.log, point(0)), (e.log, point(-1)), (e.log, Interval(Fraction(0), Fraction(1))), (e.sqrt, point(-1)),
     (e.sqrt, Interval(Fraction(-1, 10**30), Fraction(1))), (e.reciprocal, Interval(Fraction(-1), Fraction(1))),
     (e.reciprocal, Interval(Fraction(0), Fraction(1))), (e.exp, point(10**5)),
     (e.exp, Interval(Fraction(-(10**5)), Fraction(10**5)))],
)  # fmt: skip
def test_outside_the_domain_is_undefined(function: Unary, argument: Interval) -> None:
    with pytest.raises(Undefined):
        function(argument)


def test_exp_far_below_zero_is_between_zero_and_what_it_is_where_that_begins() -> None:
    edge = e.exp(point(-e.LARGEST_EXPONENT))
    assert edge.lo > 0
    for q in (Fraction(-e.LARGEST_EXPONENT) - Fraction(1, 10**9), Fraction(-20_000), Fraction(-(10**400))):
        box = e.exp(point(q))
        assert box.lo == 0 and not box.is_point and edge.lo <= box.hi <= edge.hi + edge.hi / 2**90
    wide = e.exp(Interval(Fraction(-20_000), Fraction(1)))
    assert wide.lo == 0 and e.exp(point(1)).lo <= wide.hi <= e.exp(point(1)).hi + Fraction(1, 2**90)
    with pytest.raises(Undefined):
        e.log(e.exp(point(-20_000)))
    with pytest.raises(Undefined):
        e.reciprocal(e.exp(point(-20_000)))


def test_maximum_and_absolute_value_are_as_narrow_as_can_be() -> None:
    wide = Interval(Fraction(0), Fraction(3))
    assert e.maximum(Interval(Fraction(1), Fraction(2)), wide) == Interval(Fraction(1), Fraction(3))
    assert e.absolute(Interval(Fraction(-3), Fraction(2))) == wide
    assert e.absolute(Interval(Fraction(-3), Fraction(-2))) == Interval(Fraction(2), Fraction(3))


def test_one_over_zero_is_zero() -> None:
    assert e.reciprocal(e.ZERO) == e.ZERO


intervals = st.tuples(rationals, rationals).map(lambda p: Interval(*sorted(p)))


@given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1), st.integers(0, 6))
def test_arithmetic_holds_every_result_of_members(x: Interval, y: Interval, s: Fraction, t: Fraction, k: int) -> None:
    a, b = x.lo + s * (x.hi - x.lo), y.lo + t * (y.hi - y.lo)
    for box, member in [(x + y, a + b), (x - y, a - b), (x * y, a * b), (-x, -a), (e.power(x, k), a**k),
                        (e.absolute(x), abs(a)), (e.floor(x), a.numerator // a.denominator),
                        (e.sign(x), (a > 0) - (a < 0)), (e.maximum(x, y), max(a, b))]:  # fmt: skip
        for held in (box, rounded(box, 8)):
            assert held.lo <= member <= held.hi
    if x.excludes_zero:
        assert e.reciprocal(x).lo <= 1 / a <= e.reciprocal(x).hi


@given(st.fractions(), st.fractions(), st.integers(4, 120))
def test_rounding_goes_outward_to_the_grid(a: Fraction, b: Fraction, precision: int) -> None:
    x = Interval(*sorted([a, b]))
    y = rounded(x, precision)
    assert y.lo <= x.lo and x.hi <= y.hi
    if not x.is_point:
        for inner, outer in [(x.lo, y.lo), (x.hi, y.hi)]:
            assert abs(inner - outer) <= abs(inner) * Fraction(2, 2**precision)
            assert abs(outer.numerator).bit_length() <= precision + 1 or outer.denominator == 1
            assert outer.denominator & (outer.denominator - 1) == 0


def test_an_interval_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(ValueError, match="holds no number"):
        Interval(Fraction(1), Fraction(0))
    with pytest.raises(ValueError, match="power -1"):
        e.power(e.UNIT, -1)


def test_even_powers_of_an_interval_about_zero_are_not_negative() -> None:
    assert e.power(Interval(Fraction(-2), Fraction(1)), 2) == Interval(Fraction(0), Fraction(4))
    assert e.power(Interval(Fraction(-2), Fraction(1)), 3) == Interval(Fraction(-8), Fraction(1))
    assert e.power(Interval(Fraction(-2), Fraction(1)), 0) == e.UNIT and e.power(e.ZERO, 0) == e.UNIT
