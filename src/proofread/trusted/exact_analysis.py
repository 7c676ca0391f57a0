"""Sums and products over naturals, integrals between numbers and π at an instance: rows of `exact_terms`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from proofread.trusted import enclosures_trigonometry, quadrature
from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, point
from proofread.trusted.exact_matrices import Tensor, scalar
from proofread.trusted.exact_scalars import Dual, Scalar, parts
from proofread.trusted.terms import Term

Value = Callable[[Term, Any], Tensor]
Row = Callable[[Term, Any], Tensor]


def rows(value: Value, natural: Callable[[Tensor], int]) -> dict[str, Row]:
    """`value` is that of a term in a scope; `natural` reads a natural number."""

    def members(t: Term, s: Any) -> Iterator[Scalar]:
        """The values of the body at the naturals below the bound."""
        body, count = t.args
        for k in range(natural(value(count, s))):
            yield value(body, s.binding(t.data[0], scalar(point(k)))).flat[0]

    def natsum(t: Term, s: Any) -> Tensor:
        out: Scalar = ZERO
        for x in members(t, s):
            out = s.ops.add(out, x)
        return scalar(out)

    def natprod(t: Term, s: Any) -> Tensor:
        out: Scalar = UNIT
        for x in members(t, s):
            out = s.ops.mul(out, x)
        return scalar(out)

    return {
        "pi": lambda t, s: scalar(enclosures_trigonometry.pi(s.ops.precision)),
        "natsum": natsum,
        "natprod": natprod,
        "definite": _definite(value),
    }


def _definite(value: Value) -> Row:
    def definite(t: Term, s: Any) -> Tensor:
        """Cell by cell, on each the value at the middle and the range of the slope."""
        (body, *ends), v, tag = t.args, t.data[0], next(s.tags)
        lower, upper = (_undifferentiated(value(a, s).flat[0]) for a in ends)

        def at(x: Interval) -> Interval:
            return _undifferentiated(value(body, s.binding(v, scalar(x))).flat[0])

        def slope(x: Interval) -> Interval:
            there = value(body, s.binding(v, scalar(Dual(tag, x, UNIT)))).flat[0]
            return _undifferentiated(parts(there, tag)[1])

        return scalar(s.ops.add(ZERO, quadrature.integral(at, slope, lower, upper, s.ops.precision)))

    return definite


def _undifferentiated(x: Scalar) -> Interval:
    if isinstance(x, Dual):
        raise Undefined("the derivative of an integral in a parameter or a bound")
    return x
