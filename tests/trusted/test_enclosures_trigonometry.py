"""sin, cos, atan and π: the true value lies inside, at quadrant edges too, and enclosures are tight."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from math import factorial

import pytest

from proofread.trusted import enclosures_trigonometry as trig
from proofread.trusted.enclosures import Interval, point

Rng = random.Random
# 60 digits of π, as tables give them: the truth lies between these.
DIGITS = "314159265358979323846264338327950288419716939937510582097494"
PI = (Fraction(int(DIGITS), 10**59), Fraction(int(DIGITS) + 1, 10**59))


def taylor(q: Fraction, start: int) -> tuple[Fraction, Fraction]:
    """sin (start 1) or cos (start 0) by a plain Taylor sum, with |q|^n/n! for all that is cut off."""
    n, total = start, Fraction(0)
    while abs(q) ** n / factorial(n) > Fraction(1, 10**40):
        total += (-1) ** (n // 2) * q**n / factorial(n)
        n += 2
    rest = abs(q) ** n / factorial(n)
    return total - rest, total + rest


def meets(x: Interval, between: tuple[Fraction, Fraction]) -> bool:
    return x.lo <= between[1] and between[0] <= x.hi


def drawn(rng: Rng) -> Fraction:
    near = rng.randint(-8, 8) * PI[0] / 2 + Fraction(rng.randint(-2, 2), 10 ** rng.randint(1, 50))
    plain = Fraction(rng.randint(-60, 60), rng.randint(1, 9))
    return rng.choice([near, near, plain, Fraction(rng.choice([-1, 1]), 10 ** rng.randint(1, 30))])


@pytest.mark.parametrize("precision", [4, 53, 96])
def test_a_number(precision: int) -> None:
    rng = Rng(precision)
    for _ in range(60):
        q = drawn(rng)
        for function, start in ((trig.sin, 1), (trig.cos, 0)):
            found = function(point(q), precision)
            assert meets(found, taylor(q, start)), q
            assert found.hi - found.lo <= Fraction(4, 2**precision)
            assert -1 <= found.lo <= found.hi <= 1


def test_at_quadrant_edges_the_sign_is_that_of_the_true_value() -> None:
    """Just below and just above kπ, sin changes its sign; there is no quadrant to be taken for another."""
    for k in range(-6, 7):
        below, above = (k * PI[0] - Fraction(1, 10**20), k * PI[1] + Fraction(1, 10**20))
        for q, side in ((below, -1), (above, 1)):
            found = trig.sin(point(q))
            assert found.excludes_zero and (found.lo > 0) == (side * (-1) ** k > 0), (k, side)
        cosine = trig.cos(Interval(below, above))
        assert cosine.lo <= (-1) ** k <= cosine.hi


@pytest.mark.parametrize("function", [trig.sin, trig.cos, trig.atan])
def test_an_interval_holds_the_values_at_all_its_numbers(function: Callable[..., Interval]) -> None:
    rng = Rng(7)
    for _ in range(150):
        low = drawn(rng)
        width = Fraction(rng.randint(0, 40), rng.choice([10, 10**6, 3]))
        whole = function(Interval(low, low + width), rng.choice([8, 96]))
        for k in range(9):
            inside = function(point(low + width * Fraction(k, 8)), 120)
            assert meets(whole, (inside.lo, inside.hi)), (low, width, k)


def test_large_angles_say_nothing() -> None:
    assert trig.sin(point(10**6)) == trig.WHOLE == trig.cos(point(-(10**30)))
    assert trig.sin(Interval(Fraction(0), Fraction(7))) == trig.WHOLE


def test_exact_values() -> None:
    assert trig.sin(point(0)) == point(0) == trig.atan(point(0)) and trig.cos(point(0)) == point(1)


@pytest.mark.parametrize("precision", [4, 53, 96, 150])
def test_pi(precision: int) -> None:
    found = trig.pi(precision)
    assert meets(found, PI) and found.hi - found.lo <= Fraction(16, 2**precision)


@pytest.mark.parametrize("precision", [8, 96])
def test_atan_is_the_inverse_of_tan(precision: int) -> None:
    """sin(a) and q·cos(a) agree at a = atan q, and a lies between −π/2 and π/2."""
    rng = Rng(precision)
    for q in [drawn(rng) for _ in range(60)] + [Fraction(10**40), Fraction(-1), Fraction(1, 10**40)]:
        a = trig.atan(point(q), precision)
        difference = trig.sin(a, 160) - point(q) * trig.cos(a, 160)
        assert difference.lo <= 0 <= difference.hi
        assert -PI[1] / 2 <= a.hi and a.lo <= PI[1] / 2
        assert (a.lo > 0) == (q > 0) and a.hi - a.lo <= 4 * abs(a.hi) / 2**precision + Fraction(1, 10**45)


def test_atan_at_known_places() -> None:
    """Machin: 4 atan(1/5) − atan(1/239) = π/4."""
    machin = point(4) * trig.atan(point(Fraction(1, 5))) - trig.atan(point(Fraction(1, 239)))
    assert meets(machin, (PI[0] / 4, PI[1] / 4))
