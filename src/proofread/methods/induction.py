"""Induction on a natural number that is free in the statement: the last thing that is tried."""

from __future__ import annotations

from proofread.methods.goals import Evidence, child, nested
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Prop, Term, const
from proofread.trusted.trees import free_variables, substitute


def by_free_induction(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """From 0, and from n to n + 1, without hypotheses that mention n (near the statement itself)."""
    free = [v for v in free_variables(goal) if v.op == "nat"]
    if proof.depth > 1 or len(free) != 1 or goal.op not in ("equal", "ge", "gt"):
        return None
    n = free[0]
    assert isinstance(n, Term)
    kept = [h for h in proof.hypotheses if n not in free_variables(h)]
    base = child(Proof(kept, 0, proof.fuel), substitute(goal, {n: const(0)}), work)
    if base is None:
        return None
    step = nested(Proof((*kept, goal), 2, proof.fuel), substitute(goal, {n: n + 1}), work)
    return None if step is None else ["induction", n.data[0], base, step]
