"""Σ_j [e − j = 0]·b(j) is b at position e, and 0 outside: found in terms, to be printed so."""

from __future__ import annotations

from typing import Any

from proofread.trusted.terms import Term, const
from proofread.trusted.trees import CaptureError, free_variables, substitute


def shifted(n: Any) -> tuple[Term, Term] | None:
    """The position e, and b with e in the place of its index: a tree to be printed, no term. None for other sums."""
    if n.op != "bsum" or n.args[0].op != "mul":
        return None
    j, (guard, body) = n.data[0], n.args[0].args
    if guard.op != "is_zero" or guard.args[0].op != "add" or len(guard.args[0].args) != 2:
        return None
    place, minus = guard.args[0].args
    turned = minus.op == "mul" and minus.args == (const(-1), j)
    if not turned or j in free_variables(place):
        return None
    try:
        return place, substitute(body, {j: place})
    except CaptureError:
        return None
