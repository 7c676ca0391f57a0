"""Enclosures of integrals hold the integral that is known by a primitive, and are as narrow as the cells allow."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise

import pytest

from proofread.trusted.enclosures import PRECISION, ZERO, Interval, Undefined, absolute, exp, point, power, sqrt
from proofread.trusted.quadrature import CELLS, cells, integral

Function = Callable[[Interval], Interval]
HALF = Fraction(1, 2)


def between(f: Function, slope: Function, a: Interval | Fraction | int, b: Interval | Fraction | int) -> Interval:
    lower, upper = (x if isinstance(x, Interval) else point(x) for x in (a, b))
    return integral(f, slope, lower, upper, PRECISION)


def square(x: Interval) -> Interval:
    return power(x, 2)


def twice(x: Interval) -> Interval:
    return point(2) * x


def one(x: Interval) -> Interval:
    return point(1)


def itself(x: Interval) -> Interval:
    return x


def none(x: Interval) -> Interval:
    raise Undefined("no slope")


def test_what_is_linear_is_integrated_exactly() -> None:
    """∫ x from a to b is (b² − a²)/2, and the middle of a cell has it without error."""
    for a, b in ((0, 1), (-3, 5), (HALF, 2), (2, HALF), (5, -3), (1, 1)):
        assert between(itself, one, a, b) == point((Fraction(b) ** 2 - Fraction(a) ** 2) / 2)


def test_a_square_lies_in_an_enclosure_that_its_slope_makes_narrow() -> None:
    """∫₀¹ x² = 1/3. Each cell adds ±(2h·2)·(2h)²/8 with 2h = 1/64: together ±h² at most."""
    box = between(square, twice, 0, 1)
    assert box.lo < Fraction(1, 3) < box.hi and box.hi - box.lo <= Fraction(1, 2 * CELLS**2)
    assert between(square, twice, 1, 0) == -box


def test_without_a_slope_the_range_of_each_cell_is_taken() -> None:
    """∫₀¹ x² lies between the lower and the upper sum over the cells, which are 1/64 apart."""
    low = sum((Fraction(k, CELLS) ** 2 for k in range(CELLS)), Fraction(0)) / CELLS
    assert between(square, none, 0, 1) == Interval(low, low + Fraction(1, CELLS))


def test_a_kink_costs_the_cells_beside_it_only() -> None:
    """∫ |x| from −1 to 1 is 1. On the two cells at 0, where |x| has no slope, it lies between 0 and 2h·2h each."""

    def slope(x: Interval) -> Interval:
        if not x.excludes_zero:
            raise Undefined("a kink")
        return point(1 if x.lo > 0 else -1)

    h = Fraction(2, CELLS)
    assert between(absolute, slope, -1, 1) == Interval(1 - h * h, 1 + h * h)


def test_a_kink_in_the_middle_of_a_cell_takes_all_the_room_there_is() -> None:
    """∫₀¹ |x − c| = (c² + (1 − c)²)/2 with c the middle of the first cell, where the slope is anything from −1 to 1:
    the integral over that cell is h², as much as its slope allows, and elsewhere there is no error."""
    for k in (0, 7, CELLS - 1):
        c = Fraction(2 * k + 1, 2 * CELLS)
        distance = lambda x, c=c: absolute(x - point(c))
        slope = lambda x, c=c: Interval(-1 if x.lo < c else 1, 1 if x.hi > c else -1)
        h, truth = Fraction(1, 2 * CELLS), (c**2 + (1 - c) ** 2) / 2
        assert between(distance, slope, 0, 1) == Interval(truth - h * h, truth)
        assert between(lambda x, f=distance: -f(x), lambda x, f=slope: -f(x), 0, 1) == Interval(-truth, h * h - truth)


def test_a_slope_that_is_too_wide_does_no_harm() -> None:
    """The range of f is taken where that is narrower."""
    wide = lambda x: Interval(-(10**6), 10**6)
    assert between(square, wide, 0, 1) == between(square, none, 0, 1)


@pytest.mark.parametrize(("a", "b"), [(Fraction(0), None), (None, Fraction(3)), (None, None)])
def test_bounds_that_are_only_enclosed_lie_anywhere_in_their_enclosures(a: Fraction | None, b: Fraction | None) -> None:
    """∫ x from a to b with 1 ≤ a, b ≤ 2: whatever they are, (b² − a²)/2 lies inside."""
    some = Interval(1, 2)
    box = between(itself, one, some if a is None else a, some if b is None else b)
    steps = [Fraction(k, 8) for k in range(8, 17)]
    for low in steps if a is None else [a]:
        for high in steps if b is None else [b]:
            assert box.lo <= (high**2 - low**2) / 2 <= box.hi
    if a is not None:
        assert box == Interval(HALF, HALF + 2)  # from 0 to 1, and then up to one more, times a number up to 2
    if b is not None:
        assert box == Interval(4 - 2, Fraction(4))


def test_an_irrational_bound() -> None:
    """∫₀^√2 x = 1 and ∫ from √2 to 0 = −1, within a few units of precision."""
    root = sqrt(point(2))
    for box, truth in ((between(itself, one, 0, root), 1), (between(itself, one, root, 0), -1)):
        assert box.lo <= truth <= box.hi and box.hi - box.lo < Fraction(1, 2 ** (PRECISION - 8))


def test_the_exponential_is_its_own_integral() -> None:
    box, e = between(exp, exp, 0, 1), exp(point(1))
    assert box.lo < e.lo - 1 and e.hi - 1 < box.hi and box.hi - box.lo < Fraction(1, 1000)


def test_cells_lie_side_by_side() -> None:
    found = list(cells(Fraction(-1), Fraction(3)))
    assert CELLS == 64 == len(found) and found[0].lo == -1 and found[-1].hi == 3
    assert all(a.hi == b.lo for a, b in pairwise(found))
    assert all(c.hi - c.lo == Fraction(4, 64) for c in found)
    assert list(cells(Fraction(2), Fraction(2))) == []


def test_what_has_no_value_on_a_cell_has_no_integral() -> None:
    with pytest.raises(Undefined, match="square root"):
        between(sqrt, none, -1, 1)
    assert between(none, one, 1, 1) == ZERO  # there is no cell
