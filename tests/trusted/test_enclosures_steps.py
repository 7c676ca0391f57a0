"""The steps inside of enclosures, at few bits, where every rounding shows, against sums to many bits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from math import isqrt

import pytest

from proofread.trusted import enclosures as e
from proofread.trusted import enclosures_trigonometry as trig
from proofread.trusted.enclosures import Interval

BITS = 230  # of the references, which are off by less than 2^-200
MANY = [
    Fraction(n, d)
    for n, d in ((0, 1), (1, 64), (-1, 64), (1, 3), (-2, 3), (6, 7), (1, 1), (-1, 1), (3, 2), (-37, 7), (5, 1))
]
EDGES = [Fraction(4, 3), Fraction(2, 3), Fraction(1, 64), Fraction(10**9), Fraction(7, 10**6)]
POSITIVE = [*(q for q in MANY if q > 0), *EDGES]


def summed(first: Fraction, step: Callable[[int], Fraction], over: Callable[[int], int] = lambda j: 1) -> Fraction:
    """Σ t_j/over(j), t_0 = first and t_(j+1) = t_j · step(j), to BITS bits."""
    total, term, j = 0, (first.numerator << BITS) // first.denominator, 0
    while term not in (0, -1):
        total += term // over(j)
        q = step(j)
        term, j = term * q.numerator // q.denominator, j + 1
    return Fraction(total, 1 << BITS)


@cache
def exp(x: Fraction) -> Fraction:
    return summed(Fraction(1), lambda j: x / (j + 1))


@cache
def atanh(z: Fraction) -> Fraction:
    return summed(z, lambda j: z * z, lambda j: 2 * j + 1)


@cache
def log(q: Fraction) -> Fraction:
    m = 0
    while q > Fraction(4, 3):
        q, m = q / 2, m + 1
    while q < Fraction(2, 3):
        q, m = q * 2, m - 1
    return 2 * m * atanh(Fraction(1, 3)) + 2 * atanh((q - 1) / (q + 1))


@cache
def sin_cos(q: Fraction) -> tuple[Fraction, Fraction]:
    return (summed(q, lambda j: -q * q / ((2 * j + 2) * (2 * j + 3))),
            summed(Fraction(1), lambda j: -q * q / ((2 * j + 1) * (2 * j + 2))))  # fmt: skip


@cache
def atan_of_small(x: Fraction) -> Fraction:
    return summed(x, lambda j: -x * x, lambda j: 2 * j + 1)


def within(box: Interval, truth: Fraction, width: Fraction) -> None:
    """It holds the truth, of which the reference knows 150 bits, and is no wider than that."""
    slack = Fraction(1, 2**150)
    assert box.lo <= truth + slack and truth - slack <= box.hi
    assert box.hi - box.lo <= width


# --- sums of integers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("w", [3, 5, 7])
def test_the_sums_of_the_exponential(w: int) -> None:
    """Every term is rounded down, or up: so the sums lie below, and above, and not far."""
    for x in range((1 << w) // 2 + 1):
        truth = exp(Fraction(x, 1 << w)) * (1 << w)
        assert truth - w - 2 <= e._taylor_low(x, w) <= truth <= e._taylor_high(x, w) <= truth + w + 3
    assert e._taylor_low(0, w) == 1 << w and (1 << w) <= e._taylor_high(0, w) <= (1 << w) + 1


@pytest.mark.parametrize("w", [4, 7, 30])
def test_the_sum_of_the_inverse_hyperbolic_tangent(w: int) -> None:
    for d in (3, 5, 17, 64):
        for n in range(d // 3 + 1):
            for z in (Fraction(n, d), -Fraction(n, d)):
                within(e._atanh(z, w), atanh(z), Fraction(w + 6, 1 << w))


@pytest.mark.parametrize("w", [3, 6, 20])
def test_fixed_numbers(w: int) -> None:
    for n in range(-20, 21):
        for d in (1, 3, 7, 8):
            low, high = trig._fixed(Fraction(n, d), w)
            assert low <= Fraction(n << w, d) <= high and high - low == (0 if (n << w) % d == 0 else 1)
    for x in ((-5, -3), (-2, 4), (3, 9), (0, 0), (7, 7)):
        for n in (1, 2, 3, 7):
            low, high = trig._over(x, n)
            assert low <= Fraction(x[0], n) < low + 1 and high - 1 < Fraction(x[1], n) <= high
        for y in ((-7, -1), (-3, 5), (2, 6), (0, 1), (-1, 0)):
            low, high = trig._times(x, y, w)
            ends = [Fraction(a * b, 1 << w) for a in x for b in y]
            assert low <= min(ends) < low + 1 and high - 1 < max(ends) <= high
    assert trig._interval((-3, 5), 2) == Interval(Fraction(-3, 4), Fraction(5, 4))


@pytest.mark.parametrize("w", [5, 7])
def test_alternating_sums(w: int) -> None:
    """sin and cos of small numbers, and what is known of the argument only within bounds."""
    one = 1 << w
    for a in range(-(one // 2) + 1, one // 2):
        for wide in (0, 1):
            fixed, ends = (a, a + wide), [Fraction(a, one), Fraction(a + wide, one)]
            c, s = trig._alternating((one, one), fixed, 1, w), trig._alternating(fixed, fixed, 2, w)
            for x in ends:
                sine, cosine = sin_cos(x)
                assert c[0] <= cosine * one <= c[1] and s[0] <= sine * one <= s[1]
            assert c[1] - c[0] <= 8 + 2 * wide and s[1] - s[0] <= 8 + 3 * wide


@pytest.mark.parametrize("w", [5, 7])
def test_the_sum_of_the_arc_tangent(w: int) -> None:
    one = 1 << w
    for x in range(one // 2):
        low, high = trig._atan_sum((x, x), w)
        assert low <= atan_of_small(Fraction(x, one)) * one <= high and high - low <= w + 5
        low, high = trig._atan_sum((x, x + 1), w)
        assert low <= atan_of_small(Fraction(x, one)) * one and atan_of_small(Fraction(x + 1, one)) * one <= high


# --- functions at few bits ------------------------------------------------------------------------------------------

FEW = [1, 2, 5, 11, 40]


@pytest.mark.parametrize("precision", FEW)
def test_exponentials_before_they_are_rounded(precision: int) -> None:
    for q in MANY:
        within(e._exp(q, precision), exp(q), exp(q) / 2**precision)


@pytest.mark.parametrize("precision", FEW)
def test_the_sums_of_the_exponential_are_taken_on_both_sides(precision: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of whole numbers below and above q/2^k, in units of 2^-w, for one and the same k."""
    low, high = list[tuple[int, int]](), list[tuple[int, int]]()
    for found, name in ((low, "_taylor_low"), (high, "_taylor_high")):
        monkeypatch.setattr(e, name, lambda x, w, found=found, f=getattr(e, name): found.append((x, w)) or f(x, w))
    for q in (q for q in POSITIVE if q < 1000):
        e._exp(q, precision)
        (below, w), (above, same) = low.pop(), high.pop()
        assert w == same and not low and not high
        assert any(below <= q * 2 ** (w - k) <= above for k in range(w))


@pytest.mark.parametrize("precision", FEW)
def test_logarithms_before_they_are_rounded(precision: int) -> None:
    for q in POSITIVE:
        truth = log(q)
        within(e._log(q, precision), truth, abs(truth) / 2**precision)


@pytest.mark.parametrize("precision", FEW)
def test_hyperbolic_tangents_before_they_are_rounded(precision: int) -> None:
    for q in MANY:
        truth = 1 - 2 / (exp(2 * q) + 1) if abs(q) <= 3 else None
        box = e._tanh(q, precision)
        if truth is not None:
            within(box, truth, abs(truth) / 2**precision if abs(q) < precision else Fraction(1, 2**precision))
        if q >= precision:
            assert (box.lo, box.hi) == (1 - Fraction(1, 2**precision), 1)
        assert e._tanh(-q, precision) == -box


@pytest.mark.parametrize("precision", FEW)
def test_roots_before_they_are_rounded(precision: int) -> None:
    for q in POSITIVE:
        box = e._sqrt(q, precision)
        assert box.lo**2 <= q <= box.hi**2 and box.hi - box.lo <= box.lo / 2**precision
        exact = isqrt(q.numerator) ** 2 == q.numerator and isqrt(q.denominator) ** 2 == q.denominator
        assert box.is_point is exact and (not exact or box.lo**2 == q)


@pytest.mark.parametrize("precision", FEW)
def test_sines_and_cosines_before_they_are_rounded(precision: int) -> None:
    for q in MANY:
        sine, cosine = sin_cos(q)
        c, s = trig._cos_sin(q, precision)
        within(c, cosine, Fraction(1, 2**precision))
        within(s, sine, min(abs(q), Fraction(1)) / 2**precision)


@pytest.mark.parametrize("precision", FEW)
def test_arc_tangents_before_they_are_rounded(precision: int) -> None:
    for q in [*MANY, Fraction(10**6), Fraction(1, 10**6)]:
        box, x = trig._atan(q, precision), abs(q)
        if x <= Fraction(1, 2):
            truth = atan_of_small(x)
        else:  # atan x = π/2 − atan(1/x), and π/4 = 4 atan(1/5) − atan(1/239)
            quarter = 4 * atan_of_small(Fraction(1, 5)) - atan_of_small(Fraction(1, 239))
            truth = 2 * quarter - atan_of_small(1 / x) if x >= 2 else quarter + atan_of_small((x - 1) / (x + 1))
        within(box, truth if q >= 0 else -truth, truth / 2**precision)
    assert trig._atan(Fraction(0), precision) == e.ZERO


@pytest.mark.parametrize("precision", [-18, *FEW])
def test_the_argument_of_the_arc_tangent_is_halved_three_times(precision: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """2x/(1 − x²) doubles it again: below the argument at the lower end and above it at the upper one."""
    found: list[tuple[int, int, int]] = []
    monkeypatch.setattr(trig, "_atan_sum", lambda x, w: found.append((*x, w)) or x)
    for q in [*POSITIVE, Fraction(10**6), *(Fraction(n, 9) for n in range(1, 40))]:
        trig._atan(q, precision)
        low, high, w = found.pop()
        ends = [Fraction(low, 1 << w), Fraction(high, 1 << w)]
        for _ in range(trig.HALVINGS_OF_ATAN):
            ends = [2 * x / (1 - x * x) for x in ends]
        assert ends[0] <= q <= ends[1]


@pytest.mark.parametrize("precision", FEW)
def test_the_arc_tangent_is_odd_to_the_last_bit(precision: int) -> None:
    for q in POSITIVE:
        assert trig._atan(-q, precision) == -trig._atan(q, precision)


# --- intervals ------------------------------------------------------------------------------------------------------

QUARTER, TINY = Fraction(1, 4), Fraction(1, 2**80)


@pytest.mark.parametrize(("function", "which"), [(trig.sin, 0), (trig.cos, 1)])
def test_over_an_interval_sine_and_cosine_change_as_little_as_it_is_wide(
    function: Callable[[Interval], Interval], which: int
) -> None:
    for middle in (Fraction(0), Fraction(1, 3), Fraction(-2), Fraction(5)):
        for half in (QUARTER, Fraction(1, 1000), Fraction(999, 1000)):
            box, truth = function(Interval(middle - half, middle + half)), sin_cos(middle)[which]
            for x in (middle - half, middle, middle + half):
                assert box.lo <= sin_cos(x)[which] <= box.hi
            low, high = max(truth - half, Fraction(-1)), min(truth + half, Fraction(1))
            assert low - TINY <= box.lo <= low + TINY and high - TINY <= box.hi <= high + TINY
    for wide in (Interval(Fraction(-1), Fraction(1)), Interval(Fraction(0), Fraction(7))):
        assert function(wide) == trig.WHOLE == Interval(Fraction(-1), Fraction(1))
    assert trig.LARGEST_ANGLE == 10_000 and function(e.point(10_001)) == trig.WHOLE == function(e.point(-10_001))
    assert function(e.point(10_000)) != trig.WHOLE


def test_values_that_are_exact() -> None:
    assert trig.sin(e.ZERO) == e.ZERO == trig.atan(e.ZERO) and trig.cos(e.ZERO) == e.UNIT
    small = trig.sin(e.point(Fraction(1, 10**30)))
    assert 0 < small.lo < small.hi and small.hi - small.lo < small.lo / 2**90
    third = trig.atan(Interval(Fraction(1, 3), Fraction(1, 2)))
    assert third.lo <= atan_of_small(Fraction(1, 3)) and atan_of_small(Fraction(1, 2)) <= third.hi
    assert third.hi - third.lo <= atan_of_small(Fraction(1, 2)) - atan_of_small(Fraction(1, 3)) + TINY
    quarter = 4 * atan_of_small(Fraction(1, 5)) - atan_of_small(Fraction(1, 239))
    for precision in (8, 96):
        within(trig.pi(precision), 4 * quarter, Fraction(1, 2 ** (precision - 4)))
    half_pi = trig.sin(e.point(Fraction(11, 7)))
    assert half_pi.hi <= 1 and half_pi.lo > Fraction(99, 100)
