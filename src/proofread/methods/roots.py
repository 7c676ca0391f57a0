"""Equations solved in one number: of the second degree in it, or in its reciprocal, with a rational root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import isqrt

from proofread.methods.affine import Settle
from proofread.methods.places import Json, Meter, numbers, refilled, residual, with_entry
from proofread.trusted.terms import Prop

AT = (Fraction(1), Fraction(2), Fraction(-1), Fraction(3))  # where a quadratic is read off, and checked
Quadratic = tuple[Fraction, Fraction, Fraction]  # coefficients of 1, x, x²


def solved_in_one(equation: Prop, instance: Json, name: str, settle: Settle, meter: Meter) -> Iterator[Json]:
    """The instance with the number `name` at each rational root of the equation, in which it is a polynomial of degree
    at most 2 in the number or in its reciprocal. Nothing where that is not so."""
    start = instance["values"][name]
    if isinstance(start, dict) or len(numbers(start)) != 1:
        return

    def at(x: Fraction) -> Json:
        return settle(with_entry(instance, "values", name, refilled(start, [x])))

    for back in (_same, _reciprocal):
        values = [residual(equation, at(back(u)), meter) if meter.left > 0 else None for u in AT]
        for u in _common_roots(_quadratics(values)):
            if u or back is _same:
                yield at(back(u))


def _same(x: Fraction) -> Fraction:
    return x


def _reciprocal(x: Fraction) -> Fraction:
    return 1 / x


def _quadratics(values: Sequence[list[Fraction] | None]) -> list[Quadratic]:
    """The coefficients of every component of what has these values; none where one is of higher degree."""
    seen = [v for v in values if v is not None and len(v) == len(values[0] or ())]
    if len(seen) < len(AT):
        return []
    out = []
    for at_1, at_2, at_minus_1, at_3 in zip(*seen, strict=True):
        slope = (at_1 - at_minus_1) / 2
        curve = (at_2 - at_1 - slope) / 3
        start = at_1 - slope - curve
        if at_3 != start + 3 * slope + 9 * curve:
            return []
        out.append((start, slope, curve))
    return out


def _common_roots(of: list[Quadratic]) -> list[Fraction]:
    """Rational numbers at which all of them vanish, and not each of them everywhere."""
    moving = [q for q in of if any(q)]
    if not moving:
        return []
    return [x for x in _roots(moving[0]) if all(a + b * x + c * x * x == 0 for a, b, c in moving)]


def _roots(q: Quadratic) -> list[Fraction]:
    a, b, c = q
    if not c:
        return [-a / b] if b else []
    square = b * b - 4 * a * c
    if (
        square < 0
        or isqrt(square.numerator) ** 2 != square.numerator
        or isqrt(square.denominator) ** 2 != square.denominator
    ):
        return []
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return list(dict.fromkeys(((-b + root) / (2 * c), (-b - root) / (2 * c))))
