"""Quadratic forms of what is assumed to be (semi)definite, at the columns that occur."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.methods.conditions import establish
from proofread.methods.enrichment import occurring
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Node, predicate

COLUMNS = 5


def quadratic_forms(proof: Proof, nodes: Iterable[Node]) -> None:
    """vᵀMv ≥ 0, and > 0 for v ≠ 0, for every column v that is no product."""
    definite = [h for h in proof.hypotheses if h.op in ("psd", "pd")]
    if not definite:
        return
    seen = list(dict.fromkeys(occurring(nodes)))
    columns = [x for x in seen if len(x.shape) == 2 and x.shape[1].is_one and x.op in ("var", "add")]
    for h in definite:
        m = h.args[0]
        if h.op == "pd":
            proof.fact("pd_psd", m)
        for v in [v for v in columns if v.shape[0] == m.shape[0]][:COLUMNS] if m.shape else []:
            proof.fact("psd_quadratic", m, v)
            if h.op == "pd" and establish(proof, predicate("nonzero", v)):
                proof.fact("pd_quadratic", m, v)
