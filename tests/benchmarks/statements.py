"""What is timed: the OLS residual as the claim file has it, a false twin of it, and an identity of two inverses."""

from __future__ import annotations

import json
import sys
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from proofread.language.loading import load
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import eye, inv, predicate, relation, var
from proofread.trusted.trees import from_json, to_json

ROOT = Path(__file__).resolve().parents[2]
EVIDENCE = ROOT / "reports" / "evidence" / "hw2.jsonl"


@cache
def ols_residual() -> Sequent:
    """E‖(XX⁺ − I)ε‖²/N = (N − d)σ²/N."""
    result = load([ROOT / "claims" / "hw2" / "expected_error.py"])
    assert result.errors == ()
    (found,) = [s for item in result.items for s in item.statements if s.id == "hw2/2.2.eq2.26"]
    return Sequent(found.hypotheses, found.goal)  # type: ignore[union-attr]


def ols_residual_twin() -> Sequent:
    """The same with σ² on the right, as if nothing had been fitted."""
    whole, s2 = ols_residual(), var("s2")
    return Sequent(whole.hypotheses, relation("equal", whole.goal.args[0], s2))


def stored(sequent: Sequent) -> dict[str, Any]:
    """Its record among the saved evidence."""
    with EVIDENCE.open(encoding="utf-8") as lines:
        (record,) = [r for r in map(json.loads, lines) if r["hash"] == sequent.digest]
    return dict(record)


def push_through() -> Sequent:
    """(AᵀA + λI)⁻¹Aᵀ = Aᵀ(AAᵀ + λI)⁻¹ for an n×m matrix."""
    n, m, lam = size_symbol("n"), size_symbol("m"), var("lam")
    a = var("A", (n, m))
    wide, tall = a.T @ a + lam * eye(m), a @ a.T + lam * eye(n)
    both = (predicate("invertible", wide), predicate("invertible", tall))
    return Sequent(both, relation("equal", inv(wide) @ a.T, a.T @ inv(tall)))


def anew(sequent: Sequent) -> Sequent:
    """The same, made again: terms keep what was once worked out of them."""
    return Sequent(tuple(from_json(to_json(h)) for h in sequent.hypotheses), from_json(to_json(sequent.goal)))


def forget() -> None:
    """Empties every cache of the engine, so that each round does the whole work."""
    kept = type(lru_cache(len))
    modules = [m for name, m in list(sys.modules.items()) if name.partition(".")[0] == "proofread"]
    for found in [x for m in modules for x in vars(m).values() if type(x) is kept]:
        found.cache_clear()
