"""The table of facts and how a row is written.

A row takes terms and gives (conditions, conclusion). Each row is tested on its own, numerically, inside and at the
edge of its domain (tests/trusted/test_facts.py). Entrywise facts hold for scalars, columns and matrices alike.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from proofread.trusted import terms as t
from proofread.trusted.terms import Prop, Term, const, relation

Row = tuple[tuple[Prop, ...], Prop]
ZERO, UNIT = const(0), const(1)


@dataclass(frozen=True)
class FactRow:
    """`sorts` says what each argument is: "any" shape, "scalar", "square", "matrix", "column"."""

    name: str
    sorts: tuple[str, ...]
    build: Callable[..., Row]


FACTS: dict[str, FactRow] = {}


def fact(*sorts: str) -> Callable[[Callable[..., Row]], Callable[..., Row]]:
    def add(build: Callable[..., Row]) -> Callable[..., Row]:
        FACTS[build.__name__] = FactRow(build.__name__, sorts, build)
        return build

    return add


def eq(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def gt(a: object, b: object) -> Prop:
    return relation("gt", a, b)


def ge(a: object, b: object) -> Prop:
    return relation("ge", a, b)


def apart(a: object, b: object = ZERO) -> Prop:
    return relation("apart", a, b)


def sumsq(x: Term) -> Term:
    return t.total(t.mul(x, x))
