"""Equations solved in the numbers of one value: those that turn out affine in it, together, over the rationals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from proofread.methods.places import Json, Meter, numbers, refilled, residual, with_entry
from proofread.trusted.terms import Prop

Row = list[Fraction]
Settle = Callable[[Json], Json]
LARGEST = 24  # numbers of one unknown; more are too many evaluations


@dataclass(frozen=True)
class Unknown:
    """The numbers of one value, and what the instance becomes when they move."""

    count: int
    moved: Callable[[Row], Json]


def solved(
    equations: Sequence[Prop],
    instance: Json,
    name: str,
    settle: Settle,
    rng: Random,
    meter: Meter,
    section: str = "values",
) -> Json | None:
    """The instance with the value of `name` moved so that the first equation holds, and with it all others that are
    affine in it; numbers the equations leave free stay. A field is affine in its coefficients. None if the first
    equation is not affine, or there is no solution."""
    start = instance[section][name]
    here = numbers(start)
    if not 0 < len(here) <= LARGEST or meter.left <= 0:
        return None

    known: dict[tuple[Fraction, ...], Json] = {}  # the unit steps are taken for every equation

    def moved(by: Row) -> Json:
        if (step := tuple(by)) not in known:
            flat = [x + d for x, d in zip(here, by, strict=True)]
            known[step] = settle(with_entry(instance, section, name, refilled(start, flat)))
        return known[step]

    unknown, rows = Unknown(len(here), moved), list[Row]()
    for k, equation in enumerate(equations):
        part = _linear_part(equation, unknown, rng, meter)
        if part is None and k == 0:
            return None
        rows += part or []
    step = solve(rows, len(here), rng)
    return None if step is None else moved(step)


def _linear_part(equation: Prop, unknown: Unknown, rng: Random, meter: Meter) -> list[Row] | None:
    """Rows (coefficients, right side) of the equation in the step; None where it is not affine, or not exact."""
    n, probe = unknown.count, [Fraction(rng.choice((-2, -1, 1, 3))) for _ in range(unknown.count)]
    steps = ([Fraction(0)] * n, probe, [2 * x for x in probe])
    base, there, twice = (residual(equation, unknown.moved(x), meter) if meter.left > 0 else None for x in steps)
    if base is None or there is None or twice is None or not len(base) == len(there) == len(twice):
        return None
    if any(a - 2 * b + c for a, b, c in zip(base, there, twice, strict=True)):
        return None
    columns = []
    for k in range(n):
        one = residual(equation, unknown.moved([Fraction(k == j) for j in range(n)]), meter) if meter.left > 0 else None
        if one is None or len(one) != len(base):
            return None
        columns.append([a - b for a, b in zip(one, base, strict=True)])
    rows = [[c[i] for c in columns] + [-b] for i, b in enumerate(base)]
    return rows if there == [_dot(r, probe) - r[-1] for r in rows] else None


def _dot(row: Row, x: Row) -> Fraction:
    return sum((a * b for a, b in zip(row, x, strict=False)), Fraction(0))


def solve(rows: Sequence[Row], n: int, rng: Random) -> Row | None:
    """A solution of rows (coefficients, right side); unknowns left free are 0, and which these are is drawn."""
    a = [list(r) for r in rows]
    order = rng.sample(range(n), n)
    pivots: list[int] = []
    for column in order:
        top = len(pivots)
        found = next((i for i in range(top, len(a)) if a[i][column]), None)
        if found is None:
            continue
        a[top], a[found] = a[found], a[top]
        _eliminate(a, top, column)
        pivots.append(column)
    if any(r[-1] for r in a[len(pivots) :]):
        return None
    x = [Fraction(0)] * n
    for r, column in zip(a, pivots, strict=False):
        x[column] = r[-1]
    return x


def _eliminate(a: list[Row], top: int, column: int) -> None:
    scale = a[top][column]
    a[top] = [x / scale for x in a[top]]
    for i, r in enumerate(a):
        if i != top and r[column]:
            factor = r[column]
            a[i] = [x - factor * y for x, y in zip(r, a[top], strict=True)]
