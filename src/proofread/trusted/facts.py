"""Facts a proof may cite by name: one row each, with its side conditions. Nothing else is known about functions.

Each row is tested on its own, numerically, inside and at the edge of its domain (tests/trusted/test_facts.py).
"""

from __future__ import annotations

from collections.abc import Callable

from proofread.trusted import (
    facts_blocks,
    facts_calculus,
    facts_determinants,
    facts_kronecker,
    facts_limits,
    facts_matrices,
    facts_order,
    facts_positions,
    facts_powers,
    facts_rank,
    facts_scalars,
    facts_trigonometry,
)
from proofread.trusted.fact_rows import FACTS, UNIT, ZERO, FactRow, Row
from proofread.trusted.terms import Term, is_nat


def apply_fact(name: str, args: list[Term]) -> Row:
    """The row at these terms. ValueError where the terms are not of its kinds."""
    if name not in FACTS:
        raise ValueError(f"no fact is called {name!r}")
    row = FACTS[name]
    if len(args) != len(row.sorts):
        raise ValueError(f"{name} takes {len(row.sorts)} terms")
    for a, sort in zip(args, row.sorts, strict=True):
        if not isinstance(a, Term) or not _KINDS[sort](a):
            raise ValueError(f"{name} takes a {sort} term")
    return row.build(*args)


_KINDS: dict[str, Callable[[Term], bool]] = {
    "any": lambda a: a.op != "ill",
    "scalar": lambda a: a.shape == () and a.op != "ill",
    "square": lambda a: len(a.shape) == 2 and a.shape[0] == a.shape[1],
    "matrix": lambda a: len(a.shape) == 2,
    "column": lambda a: len(a.shape) == 2 and a.shape[1].is_one,
    "nat": lambda a: a.op == "nat",
    "natural": is_nat,
    "index": lambda a: a.op == "index",
    "gradient": lambda a: a.op == "deriv" and a.args[0].shape == (),
    "field": lambda a: (
        a.op == "apply" and a.data[1] == "field" and len(a.args[0].shape) == 2 and a.args[0].shape[1].is_one
    ),
    "size": lambda a: a.op == "size",
    **{op: lambda a, op=op: a.op == op for op in ("definite", "ray", "limit", "limit_at", "series")},  # type: ignore
    "space": lambda a: a.op == "integral" and a.args[0] == UNIT,
}

__all__ = [
    "FACTS", "UNIT", "ZERO", "FactRow", "apply_fact", "facts_blocks", "facts_calculus", "facts_determinants",
    "facts_kronecker", "facts_limits",
    "facts_matrices", "facts_order", "facts_positions", "facts_powers", "facts_rank", "facts_scalars",
    "facts_trigonometry",
]  # fmt: skip
