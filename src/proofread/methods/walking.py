"""From an instance inside the hypotheses to others where an inequality is nearer to failing: one or two values made
larger or smaller at a time, as long as every hypothesis still holds.

Two values by the same factor, since equations such as ‖w‖ = a go on to hold then.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from random import Random

from proofread.methods.places import Json, Meter, difference, numbers, refilled, verdict
from proofread.trusted.terms import Prop
from proofread.trusted.trees import free_variables

FACTORS = tuple(Fraction(*q) for q in ((2,), (1, 2), (3, 2), (2, 3), (9, 8), (8, 9), (4,), (1, 4)))
STEPS = 12


def walked(conditions: Sequence[Prop], goal: Prop, start: Json, rng: Random, meter: Meter) -> Json | None:
    """An instance of the conditions where the goal fails, reached from one where it holds; None where no way leads
    there within the work allowed."""
    here, left = start, _distance(goal, start, meter)
    for _ in range(STEPS):
        found = None if left is None else _step(conditions, goal, here, left, rng, meter)
        if found is None:
            return None
        here, left = found
        if left < 0 or verdict(goal, here, meter) is False:
            return here
    return None


def _distance(goal: Prop, instance: Json, meter: Meter) -> Fraction | None:
    """How far an inequality between numbers is from failing."""
    if goal.op not in ("ge", "gt") or meter.left <= 0:
        return None
    gaps = difference(goal, instance, meter)
    return None if not gaps else min(Fraction(x.lo) for x in gaps)


def _step(
    conditions: Sequence[Prop], goal: Prop, here: Json, left: Fraction, rng: Random, meter: Meter
) -> tuple[Json, Fraction] | None:
    """The first move found that takes the goal nearer to failing, and how far it is then."""
    names = [name for name, value in sorted(here["values"].items()) if any(numbers(value))]
    moves = [(m, q) for k in (1, 2) for m in combinations(names, k) for q in FACTORS]
    for moved, factor in rng.sample(moves, len(moves)):
        if meter.left <= 0:
            return None
        there = _scaled(here, moved, factor)
        distance = _distance(goal, there, meter)
        if distance is None or distance >= left:
            continue
        if all(verdict(p, there, meter) is True for p in conditions if _speaks_of(p, moved)):
            return there, distance
    return None


def _speaks_of(p: Prop, names: Sequence[str]) -> bool:
    return any(v.data[0] in names for v in free_variables(p))


def _scaled(instance: Json, names: Sequence[str], factor: Fraction) -> Json:
    values = dict(instance["values"])
    for name in names:
        values[name] = refilled(values[name], [factor * x for x in numbers(values[name])])
    return {**instance, "values": values}
