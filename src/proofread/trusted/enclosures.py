"""Rational interval arithmetic: every real number is enclosed between two rational numbers.

A whole number may stand as an int, which is quicker: so nothing is divided but by `Fraction`, since int/int is a float.
An enclosure whose ends agree is the number itself, and is never rounded. Others are rounded outward to a given number
of significant bits, so that the fractions do not grow. What cannot be enclosed raises `Undefined`; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import floor as floor_of
from math import isqrt

PRECISION = 96  # significant bits of an enclosure that is not a point
LARGEST_EXPONENT = 10_000  # exp of anything larger has too many digits to be worth holding
Rational = int | Fraction


class Undefined(ArithmeticError):
    """The value is not known here: outside the domain, at a kink, or between two cases. Never a value."""


@dataclass(frozen=True, slots=True, init=False)
class Interval:
    """All numbers from `lo` to `hi`. The operators are exact; `rounded` is applied by those who compute at length."""

    lo: Rational
    hi: Rational

    def __init__(self, lo: Rational, hi: Rational) -> None:
        if lo is not hi and lo > hi:
            raise ValueError(f"an interval from {lo} to {hi} holds no number")
        object.__setattr__(self, "lo", lo)
        object.__setattr__(self, "hi", hi)

    @property
    def is_point(self) -> bool:
        return self.lo is self.hi or self.lo == self.hi

    @property
    def is_zero(self) -> bool:
        return not self.lo and not self.hi

    @property
    def excludes_zero(self) -> bool:
        return self.lo > 0 or self.hi < 0

    def __neg__(self) -> Interval:
        return point(-self.lo) if self.lo is self.hi else Interval(-self.hi, -self.lo)

    def __add__(self, other: Interval) -> Interval:
        if self.lo is self.hi and other.lo is other.hi:
            return point(self.lo + other.lo)
        return Interval(self.lo + other.lo, self.hi + other.hi)

    def __sub__(self, other: Interval) -> Interval:
        if self.lo is self.hi and other.lo is other.hi:
            return point(self.lo - other.lo)
        return Interval(self.lo - other.hi, self.hi - other.lo)

    def __mul__(self, other: Interval) -> Interval:
        if self.is_point:
            if other.is_point:
                return point(self.lo * other.lo)
            return _between(self.lo * other.lo, self.lo * other.hi)
        if other.is_point:
            return _between(self.lo * other.lo, self.hi * other.lo)
        return _between(self.lo * other.lo, self.lo * other.hi, self.hi * other.lo, self.hi * other.hi)


def _between(*ends: Rational) -> Interval:
    return Interval(min(ends), max(ends))


def point(q: Rational) -> Interval:
    """The number itself, both ends one object: an int where it is whole."""
    if type(q) is not int:
        if not isinstance(q, Fraction):
            raise TypeError(f"{q!r} is no rational number")
        q = q.numerator if q.denominator == 1 else q
    return Interval(q, q)


ZERO = point(0)
UNIT = point(1)
Bounds = Callable[[Rational, int], Interval]


def rounded(x: Interval, precision: int = PRECISION) -> Interval:
    """Outward to `precision` significant bits; a point stays what it is."""
    if x.is_point:
        return x
    return Interval(_down(x.lo, precision), -_down(-x.hi, precision))


def _down(q: Rational, precision: int) -> Fraction:
    """The largest number of `precision` bits (or one more) that is not above q."""
    shift = precision - (q.numerator.bit_length() - q.denominator.bit_length())
    if shift >= 0:
        return Fraction((q.numerator << shift) // q.denominator, 1 << shift)
    return Fraction((q.numerator // (q.denominator << -shift)) << -shift)


# --- algebra --------------------------------------------------------------------------------------------------------


def reciprocal(x: Interval) -> Interval:
    """1/x, with 1/0 = 0 for the number 0 itself. Undefined where 0 is only possible."""
    if x.is_zero:
        return x
    if not x.excludes_zero:
        raise Undefined(f"the reciprocal of a number between {_show(x)}, which may be 0")
    return point(Fraction(1) / x.lo) if x.lo is x.hi else Interval(Fraction(1) / x.hi, Fraction(1) / x.lo)


def power(x: Interval, k: int) -> Interval:
    """x^k for an integer k ≥ 0; x^0 = 1."""
    if k < 0:
        raise ValueError(f"power {k}: the exponent is 0 or more")
    if x.is_point:
        return point(x.lo**k)
    ends: tuple[Rational, Rational] = (x.lo**k, x.hi**k)
    return Interval(0, max(ends)) if k % 2 == 0 and not x.excludes_zero and k else _between(*ends)


def absolute(x: Interval) -> Interval:
    if x.excludes_zero:
        return x if x.lo > 0 else -x
    return Interval(0, max(-x.lo, x.hi))


def sign(x: Interval) -> Interval:
    return Interval(_sign(x.lo), _sign(x.hi))


def _sign(q: Rational) -> int:
    return (q > 0) - (q < 0)


def floor(x: Interval) -> Interval:
    return Interval(floor_of(x.lo), floor_of(x.hi))


def maximum(x: Interval, y: Interval) -> Interval:
    return Interval(max(x.lo, y.lo), max(x.hi, y.hi))


# --- roots and transcendental functions: monotone, so the ends decide -----------------------------------------------


def sqrt(x: Interval, precision: int = PRECISION) -> Interval:
    """The square root; a point when the number is the square of a fraction. Undefined where x may be negative."""
    if x.lo < 0:
        raise Undefined(f"the square root of a number between {_show(x)}, which may be negative")
    return rounded(_ends(x, _sqrt, precision), precision)


def exp(x: Interval, precision: int = PRECISION) -> Interval:
    """The exponential. Undefined beyond LARGEST_EXPONENT, where its digits are too many; of what is below the negative
    of that, no more is said than that it is at least 0."""
    if x.hi > LARGEST_EXPONENT:
        raise Undefined(f"exp of a number between {_show(x)}, beyond {LARGEST_EXPONENT}")
    if x.lo < -LARGEST_EXPONENT:
        top = _exp(max(x.hi, Fraction(-LARGEST_EXPONENT)), precision).hi
        return rounded(Interval(Fraction(0), top), precision)
    return rounded(_ends(x, _exp, precision), precision)


def log(x: Interval, precision: int = PRECISION) -> Interval:
    """The natural logarithm. Undefined where x may be 0 or less."""
    if x.lo <= 0:
        raise Undefined(f"the logarithm of a number between {_show(x)}, which may not be positive")
    return rounded(_ends(x, _log, precision), precision)


def tanh(x: Interval, precision: int = PRECISION) -> Interval:
    return rounded(_ends(x, _tanh, precision), precision)


def _ends(x: Interval, bounds: Bounds, precision: int) -> Interval:
    """Lower bound at the lower end, upper bound at the upper end, of an increasing function."""
    low = bounds(x.lo, precision)
    return low if x.is_point else Interval(low.lo, bounds(x.hi, precision).hi)


def _sqrt(q: Rational, precision: int) -> Interval:
    """√(n/d) = √(nd)/d, with nd shifted until its integer root has enough bits."""
    n, d = q.numerator, q.denominator
    if isqrt(n) ** 2 == n and isqrt(d) ** 2 == d:  # in lowest terms: a square exactly when both parts are
        return point(Fraction(isqrt(n), isqrt(d)))
    shift = max(0, precision + 2 - (n * d).bit_length() // 2)
    root = isqrt((n * d) << 2 * shift)
    return Interval(Fraction(root, d << shift), Fraction(root + 1, d << shift))


def _exp(q: Rational, precision: int) -> Interval:
    """exp(q) = exp(q/2^k)^(2^k), by Taylor sums of integers in units of 2^-w, rounded down and rounded up."""
    if q == 0:
        return UNIT
    if q < 0:
        return reciprocal(_exp(-q, precision))
    halvings = 8 + (q.numerator // q.denominator).bit_length()  # so that q/2^k < 2^-8
    w = precision + halvings + 24
    x = (q.numerator << w) // (q.denominator << halvings)  # x ≤ 2^w q/2^k < x + 1
    low, high = _taylor_low(x, w), _taylor_high(x + 1, w)
    for _ in range(halvings):
        low, high = low * low >> w, -(-high * high >> w)
    return Interval(Fraction(low, 1 << w), Fraction(high, 1 << w))


def _taylor_low(x: int, w: int) -> int:
    """Below 2^w exp(x/2^w), for x ≥ 0: a partial sum of positive terms, each rounded down."""
    total, term, n = 0, 1 << w, 0
    while term:
        total, n = total + term, n + 1
        term = term * x // (n << w)
    return total


def _taylor_high(x: int, w: int) -> int:
    """Above 2^w exp(x/2^w), for 0 ≤ x ≤ 2^w/2: terms rounded up; what is cut off is less than the last term."""
    total, term, n = 1 << w, 1 << w, 0
    while term > 1:
        n += 1
        term = -(-term * x // (n << w))
        total += term
    return total + term


def _log(q: Rational, precision: int) -> Interval:
    """log q = m log 2 + 2 atanh((f − 1)/(f + 1)) with q = 2^m f and f between 2/3 and 4/3."""
    if q == 1:
        return ZERO
    m = q.numerator.bit_length() - q.denominator.bit_length()
    f = q / Fraction(2) ** m  # between 1/2 and 2
    m, f = (m + 1, f / 2) if f > Fraction(4, 3) else (m - 1, f * 2) if f < Fraction(2, 3) else (m, f)
    z = (f - 1) / (f + 1)
    small = z.denominator.bit_length() - z.numerator.bit_length() if z else 0  # keep the bits of a log near 0
    w = precision + 24 + abs(m).bit_length() + small
    return _scaled(2 * m, _atanh(Fraction(1, 3), w)) + _scaled(2, _atanh(z, w))


def _scaled(k: int, x: Interval) -> Interval:
    return point(k) * x


def _atanh(z: Fraction, w: int) -> Interval:
    """Σ z^(2j+1)/(2j+1) for |z| ≤ 1/3, in units of 2^-w; what is cut off is less than the last term."""
    if z < 0:
        return -_atanh(-z, w)
    low, high, j = 0, 0, 0
    down = (z.numerator << w) // z.denominator
    up = -(-(z.numerator << w) // z.denominator)
    square = (down * down >> w, -(-up * up >> w))
    while True:
        term = -(-up // (2 * j + 1))
        low, high, j = low + down // (2 * j + 1), high + term, j + 1
        if term <= 1:
            return Interval(Fraction(low, 1 << w), Fraction(high + term, 1 << w))
        down, up = down * square[0] >> w, -(-up * square[1] >> w)


def _tanh(q: Rational, precision: int) -> Interval:
    """tanh q = 1 − 2/(exp(2q) + 1), with more bits where q is small and the difference cancels."""
    if q == 0:
        return ZERO
    if q < 0:
        return -_tanh(-q, precision)
    if q >= precision:  # 2/(exp(2q) + 1) < 2 exp(−2q) < 2^−precision
        return Interval(1 - Fraction(1, 1 << precision), 1)
    w = precision + 8 + max(0, q.denominator.bit_length() - q.numerator.bit_length())
    return UNIT - point(2) * reciprocal(_exp(2 * q, w) + UNIT)


def _show(x: Interval) -> str:
    return f"{_short(x.lo)} and {_short(x.hi)}"


def _short(q: Rational) -> str:
    """For messages only: exact when short, else a power of two nearby."""
    size = q.numerator.bit_length() - q.denominator.bit_length()
    return str(q) if q.numerator.bit_length() + q.denominator.bit_length() < 40 else f"{'−' * (q < 0)}2^{size}"
