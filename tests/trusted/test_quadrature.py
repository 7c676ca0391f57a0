"""Enclosures of integrals over cells: what they hold, how wide they are, and bounds that are only enclosed."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from proofread.trusted.enclosures import ZERO, Interval, Undefined, point
from proofread.trusted.quadrature import CELLS, cells, integral

HALF = Fraction(1, 2)


def one(x: Interval) -> Interval:
    return point(1)


def itself(x: Interval) -> Interval:
    return x


def square(x: Interval) -> Interval:
    return x * x


def double(x: Interval) -> Interval:
    return point(2) * x


def nothing(x: Interval) -> Interval:
    raise Undefined("no slope here")


def none(x: Interval) -> Interval:
    return ZERO


def of(f: object, slope: object, a: object, b: object) -> Interval:
    ends = [x if isinstance(x, Interval) else point(Fraction(x)) for x in (a, b)]  # type: ignore[arg-type]
    return integral(f, slope, ends[0], ends[1], 200)  # type: ignore[arg-type]


def test_cells_lie_side_by_side() -> None:
    found = list(cells(Fraction(-1), Fraction(3)))
    assert CELLS == 64 == len(found) and found[0].lo == -1 and found[-1].hi == 3
    assert all(a.hi == b.lo for a, b in pairwise(found))
    assert all(c.hi - c.lo == Fraction(4, 64) for c in found)
    assert list(cells(Fraction(2), Fraction(2))) == []


@pytest.mark.parametrize(("a", "b"), [(0, 1), (-1, 2), (1, 1), (2, -1), (Fraction(1, 3), Fraction(5, 7))])
def test_a_line_is_integrated_exactly(a: Fraction, b: Fraction) -> None:
    whole = of(itself, one, a, b)
    assert whole.lo <= Fraction(b * b - a * a) / 2 <= whole.hi and whole.hi - whole.lo < Fraction(1, 2**100)
    assert of(one, none, a, b).lo <= b - a <= of(one, none, a, b).hi
    back = of(itself, one, b, a)
    assert (back.lo, back.hi) == (-whole.hi, -whole.lo)


def test_a_square_is_enclosed_to_second_order() -> None:
    """Each cell of width h adds at most (2h)·h²/4 of width, of the range of its slope."""
    whole = of(square, double, 0, 1)
    h = Fraction(1, CELLS)
    assert whole.lo <= Fraction(1, 3) <= whole.hi
    assert whole.hi - whole.lo <= CELLS * 2 * h * h * h / 4 + Fraction(1, 2**100)
    assert whole.hi - whole.lo >= CELLS * 2 * h * h * h / 8


def test_without_a_slope_the_range_is_taken() -> None:
    whole = of(square, nothing, 0, 1)
    lower = sum(Fraction(k, CELLS) ** 2 for k in range(CELLS)) / CELLS
    upper = sum(Fraction(k, CELLS) ** 2 for k in range(1, CELLS + 1)) / CELLS
    assert abs(whole.lo - lower) < Fraction(1, 2**100) and abs(whole.hi - upper) < Fraction(1, 2**100)


def test_a_bad_slope_is_no_worse_than_none() -> None:
    """What both ways enclose is enclosed by both: a slope that is hardly known widens nothing."""
    wild = lambda x: Interval(Fraction(-(10**6)), Fraction(10**6))
    plain, both = of(square, nothing, 0, 1), of(square, wild, 0, 1)
    assert plain.lo - Fraction(1, 2**100) <= both.lo <= Fraction(1, 3) <= both.hi <= plain.hi + Fraction(1, 2**100)
    good = of(square, double, 0, 1)
    assert plain.lo < good.lo and good.hi < plain.hi


def test_bounds_that_are_only_enclosed_may_lie_anywhere() -> None:
    """∫ x from a to b for a in [0, 1/2] and b in [1, 3/2] lies between 3/8 and 9/8."""
    whole = of(itself, one, Interval(Fraction(0), HALF), Interval(Fraction(1), 3 * HALF))
    assert whole.lo <= Fraction(3, 8) and whole.hi >= Fraction(9, 8)
    assert whole.lo >= HALF - HALF * HALF - Fraction(1, 2**100) and whole.hi <= HALF + HALF * 3 * HALF + Fraction(
        1, 2**100
    )
    lower = of(itself, one, Interval(Fraction(0), HALF), 1)
    assert lower.lo <= Fraction(3, 8) and lower.hi >= HALF and lower.hi <= HALF + Fraction(1, 2**100)
    upper = of(itself, one, 0, Interval(Fraction(1), 3 * HALF))
    assert upper.lo <= HALF <= Fraction(9, 8) <= upper.hi and upper.lo >= HALF - Fraction(1, 2**100)
    negative = of(lambda x: -x, lambda x: point(-1), 0, Interval(Fraction(1), 3 * HALF))
    assert negative.lo <= -Fraction(9, 8) and negative.hi >= -HALF


def test_what_is_undefined_on_a_cell_is_undefined() -> None:
    with pytest.raises(Undefined):
        of(nothing, one, 0, 1)
    assert of(nothing, one, 1, 1) == ZERO


@pytest.mark.parametrize("sign", [1, -1])
def test_a_kink_in_the_middle_of_a_cell_is_enclosed_sharply(sign: int) -> None:
    """∫ |x − 63/2| from 0 to 64: the cell of the kink has the value 0 in its middle, slopes from −1 to 1, and the area
    1/4, which is as much as its slopes allow."""
    kink = Fraction(63, 2)

    def f(x: Interval) -> Interval:
        ends = sorted((abs(x.lo - kink), abs(x.hi - kink)))
        low = Fraction(0) if x.lo < kink < x.hi else ends[0]
        return Interval(low, ends[1]) if sign == 1 else Interval(-ends[1], -low)

    def slope(x: Interval) -> Interval:
        up = point(1) if x.lo >= kink else point(-1) if x.hi <= kink else Interval(Fraction(-1), Fraction(1))
        return up if sign == 1 else -up

    whole, area = of(f, slope, 0, 64), sign * Fraction(4097, 4)
    assert whole.lo <= area <= whole.hi and whole.hi - whole.lo <= HALF + Fraction(1, 2**100)
