"""Goals and what is tried on each: the table that the tactics fill in, and the steps between a goal and its parts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofread.methods.proofs import Proof
from proofread.trusted import exact
from proofread.trusted.rules import FALSUM, NOTHING
from proofread.trusted.terms import Node, Prop, Term
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
    """Evidence for a part. Facts cited so far are left behind: they are cited again if the part needs them, and would
    crowd its search if it does not."""
    proof.fuel.spend(20)
    count = len(proof.hypotheses)
    kept = [k for k, h in enumerate(proof.hypotheses) if h not in proof.cited]
    given = [proof.hypotheses[k] for k in kept]
    branch = Proof((*given, *more), proof.depth + 1, proof.fuel, narrow=proof.narrow)
    found = nested(branch, goal, work) if branch.depth < 14 and not proof.fuel.empty else None
    if found is None or len(kept) == count:
        return found
    return ["only", [*kept, *range(count, count + len(more))], found]


def shown(proof: Proof, p: Prop, work: int) -> bool:
    """Add `p` to what is known, if a search of its own finds it."""
    evidence = child(proof, p, work)
    if evidence is not None:
        proof.have(p, evidence)
    return evidence is not None


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
    if found is None and row is not None and not proof.narrow and _has_universals(proof, goal):
        branch = Proof(proof.hypotheses, proof.depth, proof.fuel, narrow=True)
        first = row(branch, goal, work)
        found = None if first is None else branch.wrap(first)
    found = row(proof, goal, work) if found is None and row is not None else found
    for tactic in LAST:
        found = found if found is not None else tactic(proof, goal, work)
    return found


def _has_universals(proof: Proof, goal: Prop) -> bool:
    """Whether it is worth looking first at universals at the goal's own variables alone."""
    mine = {v.shape for v in free_variables(goal) if isinstance(v, Term) and v.op == "var"}
    return goal.op in ("equal", "ge", "gt") and any(
        h.op == "forall" and h.data[0].op == "var" and h.data[0].shape in mine for h in proof.hypotheses
    )


def computed(goal: Prop) -> bool | None:
    """Whether a closed goal holds, where that can be computed."""
    try:
        return exact.holds(goal, NOTHING)
    except (ValueError, RuntimeError):
        return None


def closed(goal: Node) -> bool:
    """Nothing is open in it."""
    return not (free_variables(goal) or free_spaces(goal) or size_names(goal) or function_names(goal))
