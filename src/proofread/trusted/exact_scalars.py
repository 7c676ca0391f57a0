"""Scalars of the exact evaluator: enclosures, and dual numbers over them for derivatives. All work is counted.

A dual number is value + slope·ε with ε² = 0. Each differentiation has an ε of its own, named by a tag; when two meet,
the later tag is the outer one, so that derivatives nest without confusing one ε with another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import floor as floor_of

from proofread.trusted import enclosures, enclosures_trigonometry
from proofread.trusted.enclosures import PRECISION, UNIT, ZERO, Interval, Rational, Undefined, point, rounded

WORD = 64  # one unit of work is an operation on numbers of this many bits


class OutOfBudget(RuntimeError):
    """The instance allows no more work. Neither true nor false may be concluded."""


@dataclass(frozen=True, slots=True)
class Dual:
    """value + slope·ε_tag."""

    tag: int
    value: Scalar
    slope: Scalar


Scalar = Interval | Dual


def primal(x: Scalar) -> Interval:
    """The value with every ε set to 0."""
    while isinstance(x, Dual):
        x = x.value
    return x


def is_zero(x: Scalar) -> bool:
    """Certainly 0, slopes included."""
    return x.is_zero if isinstance(x, Interval) else is_zero(x.value) and is_zero(x.slope)


def parts(x: Scalar, tag: int) -> tuple[Scalar, Scalar]:
    """Value and slope with respect to one ε, which is not older than any in x."""
    return (x.value, x.slope) if isinstance(x, Dual) and x.tag == tag else (x, ZERO)


def bits(x: Scalar) -> int:
    """How much room the numbers take."""
    if isinstance(x, Dual):
        return bits(x.value) + bits(x.slope)
    low = x.lo.numerator.bit_length() + x.lo.denominator.bit_length()
    if x.lo is x.hi:
        return 2 * low
    return low + x.hi.numerator.bit_length() + x.hi.denominator.bit_length()


@dataclass
class Work:
    """What is left of a budget; the one thing here that changes."""

    left: int

    def charge(self, units: int) -> None:
        self.left -= units
        if self.left < 0:
            raise OutOfBudget("the evaluation takes more work than the instance allows")


@dataclass(frozen=True)
class Arithmetic:
    """Operations on scalars at one precision, charged to one budget. Each either encloses the true value or raises
    `Undefined`: at a kink or a jump of a function that is being differentiated, and wherever the enclosure has none."""

    work: Work = field(default_factory=lambda: Work(1_000_000))
    precision: int = PRECISION

    def add(self, x: Scalar, y: Scalar) -> Scalar:
        if isinstance(x, Interval) and isinstance(y, Interval):
            return self._kept(x + y)
        tag = _later(x, y)
        (a, da), (b, db) = parts(x, tag), parts(y, tag)
        return Dual(tag, self.add(a, b), self.add(da, db))

    def mul(self, x: Scalar, y: Scalar) -> Scalar:
        if isinstance(x, Interval) and isinstance(y, Interval):
            return self._kept(x * y)
        tag = _later(x, y)
        (a, da), (b, db) = parts(x, tag), parts(y, tag)
        return Dual(tag, self.mul(a, b), self.add(self.mul(da, b), self.mul(a, db)))

    def neg(self, x: Scalar) -> Scalar:
        return -x if isinstance(x, Interval) else Dual(x.tag, self.neg(x.value), self.neg(x.slope))

    def sub(self, x: Scalar, y: Scalar) -> Scalar:
        return self.add(x, self.neg(y))

    def power(self, x: Scalar, k: int) -> Scalar:
        """x^k for an integer k ≥ 0; 0^0 = 1."""
        if isinstance(x, Interval):
            if k > 2 and x.is_point and x.lo in (-1, 0, 1):
                k = 2 - k % 2  # only the parity matters
            self.work.charge(1 + k * bits(x) // WORD)
            return self._kept(enclosures.power(x, k))
        if k == 0:
            return UNIT
        slope = self.mul(point(k), self.power(x.value, k - 1))
        return Dual(x.tag, self.power(x.value, k), self.mul(slope, x.slope))

    def maximum(self, x: Scalar, y: Scalar) -> Scalar:
        a, b = primal(x), primal(y)
        if a.lo > b.hi:
            return x
        if b.lo > a.hi:
            return y
        if isinstance(x, Dual) or isinstance(y, Dual):
            raise Undefined("the derivative of maximum where its arguments may be equal")
        return self._kept(enclosures.maximum(a, b))

    def function(self, op: str, x: Scalar) -> Scalar:
        """One of FUNCTIONS, at a number or, with its slope, at a dual number."""
        value, slope = FUNCTIONS[op]
        if isinstance(x, Interval):
            self.work.charge(8 + (self.precision + bits(x)) // WORD)
            return self._kept(value(x, self.precision))
        image = self.function(op, x.value)
        return Dual(x.tag, image, self.mul(slope(self, x.value, image), x.slope))

    def recip(self, x: Scalar) -> Scalar:
        return self.function("recip", x)

    def _kept(self, x: Interval) -> Interval:
        if (q := x.lo) is x.hi:
            self.work.charge(1 + (q.numerator.bit_length() + q.denominator.bit_length()) * 2 // WORD)
            return x
        self.work.charge(1 + bits(x) // WORD)
        return rounded(x, self.precision)


def _later(x: Scalar, y: Scalar) -> int:
    return max(z.tag for z in (x, y) if isinstance(z, Dual))


# --- functions of one number: the enclosure, and the slope from argument and image ---------------------------------


def _off_zero(x: Scalar) -> None:
    if not primal(x).excludes_zero:
        raise Undefined("a derivative at a point that may be 0, where the function has none")


def _slope_recip(ops: Arithmetic, x: Scalar, image: Scalar) -> Scalar:
    _off_zero(x)
    return ops.neg(ops.mul(image, image))


def _slope_sqrt(ops: Arithmetic, x: Scalar, image: Scalar) -> Scalar:
    _off_zero(x)
    return ops.recip(ops.mul(point(2), image))


def _slope_abs(ops: Arithmetic, x: Scalar, image: Scalar) -> Scalar:
    _off_zero(x)
    return point(1 if primal(x).lo > 0 else -1)


def _slope_sign(ops: Arithmetic, x: Scalar, image: Scalar) -> Scalar:
    _off_zero(x)
    return ZERO


def _slope_floor(ops: Arithmetic, x: Scalar, image: Scalar) -> Scalar:
    a = primal(x)
    if floor_of(a.lo) != floor_of(a.hi) or a.lo == floor_of(a.lo):
        raise Undefined("the derivative of floor at a point that may be an integer")
    return ZERO


def _is_zero(x: Interval, precision: int) -> Interval:
    if not x.is_point and not x.excludes_zero:
        raise Undefined("whether a number is 0 that is only enclosed")
    return UNIT if x.is_zero else ZERO


Value = Callable[[Interval, int], Interval]
Slope = Callable[[Arithmetic, Scalar, Scalar], Scalar]
FUNCTIONS: dict[str, tuple[Value, Slope]] = {
    "recip": (lambda x, p: enclosures.reciprocal(x), _slope_recip),
    "exp": (enclosures.exp, lambda ops, x, image: image),
    "log": (enclosures.log, lambda ops, x, image: ops.recip(x)),
    "sqrt": (enclosures.sqrt, _slope_sqrt),
    "tanh": (enclosures.tanh, lambda ops, x, image: ops.sub(UNIT, ops.mul(image, image))),
    "abs": (lambda x, p: enclosures.absolute(x), _slope_abs),
    "sign": (lambda x, p: enclosures.sign(x), _slope_sign),
    "floor": (lambda x, p: enclosures.floor(x), _slope_floor),
    "is_zero": (_is_zero, _slope_sign),
    "sin": (enclosures_trigonometry.sin, lambda ops, x, image: ops.function("cos", x)),
    "cos": (enclosures_trigonometry.cos, lambda ops, x, image: ops.neg(ops.function("sin", x))),
    "atan": (enclosures_trigonometry.atan, lambda ops, x, image: ops.recip(ops.add(UNIT, ops.power(x, 2)))),
}


def exact(x: Scalar) -> Rational:
    """The number itself. Undefined for an enclosure that is not a point, and for a dual number."""
    if isinstance(x, Dual) or not x.is_point:
        raise Undefined("a number that has to be known exactly is only enclosed")
    return x.lo
