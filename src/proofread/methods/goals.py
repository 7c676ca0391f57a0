"""Goals and what is tried on each: the table that the tactics fill in, and the steps between a goal and its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofread.methods.proofs import Proof
from proofread.trusted import exact
from proofread.trusted.rules import FALSUM, NOTHING
from proofread.trusted.terms import Prop
from proofread.trusted.trees import free_spaces, free_variables, function_names, size_names

Evidence = Any
Tactic = Callable[[Proof, Prop, int], Evidence | None]
FULL = 5000  # units of search work for one equation
QUICK = 600
GOALS: dict[str, Tactic] = {}
FIRST: list[Tactic] = []  # tried on any goal before its own tactic
LAST: list[Tactic] = []  # tried on any goal when its own tactic found nothing


def nested(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Evidence for the goal, nested in the steps this proof took."""
    evidence = attempt(proof, goal, work)
    return None if evidence is None else proof.wrap(evidence)


def child(proof: Proof, goal: Prop, work: int, *more: Prop) -> Evidence | None:
    proof.fuel.spend(20)
    branch = Proof((*proof.hypotheses, *more), proof.depth + 1, proof.fuel)
    return nested(branch, goal, work) if branch.depth < 14 and not proof.fuel.empty else None


def quickly(proof: Proof, goal: Prop) -> Evidence | None:
    """A premise, with little work and not too deep."""
    deepest = 9 if goal.op in ("ge", "gt") else 4
    return child(proof, goal, QUICK) if proof.depth < deepest else None


def attempt(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """One goal: known, by its connective, or by what it says."""
    k = proof.number(goal)
    if k is not None:
        return ["hyp", k]
    value = computed(goal) if closed(goal) else None
    if value is True:
        return ["evaluate"]
    if value is False and goal != FALSUM:
        return None  # it could only follow from contradictory hypotheses, which are looked for elsewhere
    found = None
    for tactic in FIRST:
        found = found if found is not None else tactic(proof, goal, work)
    row = GOALS.get(goal.op)
    found = row(proof, goal, work) if found is None and row is not None else found
    for tactic in LAST:
        found = found if found is not None else tactic(proof, goal, work)
    return found


def computed(goal: Prop) -> bool | None:
    """Whether a closed goal holds, where that can be computed."""
    try:
        return exact.holds(goal, NOTHING)
    except (ValueError, RuntimeError):
        return None


def closed(goal: Prop) -> bool:
    return not (free_variables(goal) or free_spaces(goal) or size_names(goal) or function_names(goal))
