"""Rational enclosures of ∫ f from a to b, from enclosures of f and f′ over cells. What has none on a cell is undefined.

On a cell of middle c and half width h, f(x) lies in f(c) + (x − c)·[m, M] where f′ lies in [m, M]; so its integral
lies in 2h f(c) ± (M − m) h²/2. Where f has no slope, it lies in 2h times the range of f.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from proofread.trusted.enclosures import ZERO, Interval, Undefined, point, rounded

CELLS = 64
Function = Callable[[Interval], Interval]


def integral(f: Function, slope: Function, lower: Interval, upper: Interval, precision: int) -> Interval:
    """Minus the integral the other way round where the bounds are reversed. Bounds that are only enclosed may lie
    anywhere in their enclosures."""
    total = _between(f, slope, Fraction(lower.lo), Fraction(upper.lo), precision)
    for end, sign in ((lower, -1), (upper, 1)):  # from the lower end of its enclosure to the bound itself
        if not end.is_point:
            total = total + point(sign) * (Interval(Fraction(0), end.hi - end.lo) * f(end))
    return rounded(total, precision)


def cells(a: Fraction, b: Fraction) -> Iterator[Interval]:
    """Between two numbers in order."""
    step = (b - a) / CELLS
    yield from (Interval(a + k * step, a + (k + 1) * step) for k in range(CELLS) if step)


def _between(f: Function, slope: Function, a: Fraction, b: Fraction, precision: int) -> Interval:
    if a > b:
        return -_between(f, slope, b, a, precision)
    total = ZERO
    for cell in cells(a, b):
        total = rounded(total + _over(f, slope, cell), precision)
    return total


def _over(f: Function, slope: Function, cell: Interval) -> Interval:
    width, values = Fraction(cell.hi) - cell.lo, f(cell)
    try:
        slopes = slope(cell)
    except Undefined:
        return point(width) * values
    spread = (slopes.hi - slopes.lo) * width * width / 8
    close = point(width) * f(point(cell.lo + width / 2)) + Interval(-spread, spread)
    plain = point(width) * values
    return Interval(max(close.lo, plain.lo), min(close.hi, plain.hi))
