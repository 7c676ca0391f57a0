"""Equations solved in the numbers of one value: those that turn out affine in it, together, over the rationals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from random import Random

from proofread.methods.places import Json, numbers, refilled, residual, with_entry
from proofread.trusted.terms import Prop

Row = list[Fraction]
Settle = Callable[[Json], Json]
LARGEST = 24  # numbers of one unknown; more are too many evaluations


def solved(equations: Sequence[Prop], instance: Json, name: str, settle: Settle, rng: Random) -> Json | None:
    """The instance with the value of `name` moved so that the first equation holds, and with it all others that are
    affine in it; numbers the equations leave free stay. None if the first is not affine, or there is no solution."""
    start = instance["values"][name]
    here = numbers(start)
    if not 0 < len(here) <= LARGEST:
        return None

    def moved(by: Sequence[Fraction]) -> Json:
        flat = [x + d for x, d in zip(here, by, strict=True)]
        return settle(with_entry(instance, "values", name, refilled(start, flat)))

    systems = [_linear_part(e, moved, len(here), rng) for e in equations]
    if systems[0] is None:
        return None
    step = solve([row for system in systems if system for row in system], len(here), rng)
    return None if step is None else moved(step)


def _linear_part(equation: Prop, moved: Callable[[Row], Json], n: int, rng: Random) -> list[Row] | None:
    """Rows (coefficients, right side) of the equation in the step; None where it is not affine, or not exact."""
    zero = [Fraction(0)] * n
    base = residual(equation, moved(zero))
    if base is None:
        return None
    columns = []
    for k in range(n):
        there = residual(equation, moved([Fraction(k == j) for j in range(n)]))
        if there is None or len(there) != len(base):
            return None
        columns.append([a - b for a, b in zip(there, base, strict=True)])
    rows = [[c[i] for c in columns] + [-b] for i, b in enumerate(base)]
    probe = [Fraction(rng.randint(-3, 3), rng.randint(1, 2)) for _ in range(n)]
    seen = residual(equation, moved(probe))
    return rows if seen == [_dot(r, probe) - r[-1] for r in rows] else None


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
