"""Rational enclosures of sin, cos, atan and π. No reduction by multiples of π is needed, and so no case of a quadrant.

sin and cos change by no more than their argument does: over an interval, the value at its middle, widened by half its
width. At a number they come from Taylor sums at q/2^k with a bound for what is cut off, and k doublings of the angle.
atan is increasing; its argument is halved three times by atan x = 2 atan(x/(1 + √(1 + x²))), then summed.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

from proofread.trusted.enclosures import PRECISION, UNIT, ZERO, Interval, point, rounded

LARGEST_ANGLE = 10_000  # of a larger one nothing is said but that sin and cos lie between −1 and 1
WHOLE = Interval(Fraction(-1), Fraction(1))
HALVINGS_OF_ATAN = 3


def sin(x: Interval, precision: int = PRECISION) -> Interval:
    return ZERO if x.is_zero else _around_the_middle(x, precision, 1)


def cos(x: Interval, precision: int = PRECISION) -> Interval:
    return UNIT if x.is_zero else _around_the_middle(x, precision, 0)


def _around_the_middle(x: Interval, precision: int, which: int) -> Interval:
    """|sin a − sin b| ≤ |a − b|, and the same for cos."""
    half = (Fraction(x.hi) - x.lo) / 2
    middle = x.lo + half
    if abs(middle) > LARGEST_ANGLE or half >= 1:
        return WHOLE
    if not x.is_point:  # fewer digits are enough
        step = Fraction(1, 1 << max(precision, 2))
        rest = middle - (middle // step) * step
        middle, half = middle - rest, half + rest
    there = _cos_sin(middle, precision)[which]
    return _inside(rounded(Interval(there.lo - half, there.hi + half), precision))


def _inside(x: Interval) -> Interval:
    """No value lies outside −1 and 1; the true value lies in both intervals, so they meet."""
    return Interval(max(Fraction(x.lo), Fraction(-1)), min(Fraction(x.hi), Fraction(1)))


def _cos_sin(q: Fraction, precision: int) -> tuple[Interval, Interval]:
    """(cos q, sin q): Taylor at q/2^k, |q/2^k| < 1/128, then cos 2a = 2 cos² a − 1 and sin 2a = 2 sin a cos a."""
    k = 8 + (abs(q.numerator) // q.denominator).bit_length()
    small = max(0, q.denominator.bit_length() - abs(q.numerator).bit_length())  # keep the bits of sin near 0
    w = precision + 3 * k + small + 16
    one, a = 1 << w, _fixed(q / (1 << k), w)
    c, s = _alternating((one, one), a, 1, w), _alternating(a, a, 2, w)
    for _ in range(k):
        low, high = _times(c, c, w)
        c, s = (2 * low - one, 2 * high - one), _times((2 * s[0], 2 * s[1]), c, w)
    return _interval(c, w), _interval(s, w)


# Between two whole numbers, in units of 2^-w: products are rounded outward.
Fixed = tuple[int, int]


def _fixed(q: Fraction, w: int) -> Fixed:
    return (q.numerator << w) // q.denominator, -((-q.numerator << w) // q.denominator)


def _interval(x: Fixed, w: int) -> Interval:
    return Interval(Fraction(x[0], 1 << w), Fraction(x[1], 1 << w))


def _times(x: Fixed, y: Fixed, w: int) -> Fixed:
    ends = (x[0] * y[0], x[0] * y[1], x[1] * y[0], x[1] * y[1])
    return min(ends) >> w, -(-max(ends) >> w)


def _over(x: Fixed, n: int) -> Fixed:
    """Divided by a whole number n > 0."""
    return x[0] // n, -(-x[1] // n)


def _alternating(first: Fixed, a: Fixed, start: int, w: int) -> Fixed:
    """first · (1 − a²/(m(m+1)) + a⁴/(m(m+1)(m+2)(m+3)) − …) for m = start and |a| < 1/2. The terms decrease and their
    signs alternate, so that what is cut off is no larger than the first term left out."""
    (low, high), term, m = first, first, start
    square = _times(a, a, w)
    while True:
        below, above = _over(_times(term, square, w), m * (m + 1))
        term, m = (-above, -below), m + 2
        bound = max(abs(below), abs(above))
        if bound <= 1:
            return low - bound, high + bound
        low, high = low + term[0], high + term[1]


def atan(x: Interval, precision: int = PRECISION) -> Interval:
    low = _atan(Fraction(x.lo), precision)
    return rounded(low if x.is_point else Interval(low.lo, _atan(Fraction(x.hi), precision).hi), precision)


def _atan(q: Fraction, precision: int) -> Interval:
    """Odd. The halved argument lies between 0 and tan(π/16) < 1/4."""
    if q <= 0:
        return ZERO if q == 0 else -_atan(-q, precision)
    w = precision + 24 + abs(q.denominator.bit_length() - q.numerator.bit_length())
    one, x = 1 << w, _fixed(q, w)
    for _ in range(HALVINGS_OF_ATAN):
        low, high = _times(x, x, w)
        below, above = isqrt((one + low) << w), isqrt((one + high) << w) + 1
        x = (x[0] << w) // (one + above), -((-x[1] << w) // (one + below))
    return point(1 << HALVINGS_OF_ATAN) * _interval(_atan_sum(x, w), w)


def _atan_sum(x: Fixed, w: int) -> Fixed:
    """Σ (−1)^j x^(2j+1)/(2j+1) for 0 ≤ x < 1/2: terms decrease and their signs alternate."""
    (low, high), power, n = x, x, 1
    square = _times(x, x, w)
    while True:
        below, above = _times(power, square, w)
        power, n = (-above, -below), n + 2
        bound = -(-max(abs(below), abs(above)) // n)
        if bound <= 1:
            return low - bound, high + bound
        term = _over(power, n)
        low, high = low + term[0], high + term[1]


def pi(precision: int = PRECISION) -> Interval:
    """π = 4 atan 1."""
    return rounded(point(4) * _atan(Fraction(1), precision + 4), precision)
