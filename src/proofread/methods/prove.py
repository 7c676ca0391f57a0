"""Find evidence for a sequent: its obligations and its goal. Never trusted; the tactics are in the files it imports."""

from __future__ import annotations

from collections.abc import Sequence

from proofread.methods import conditions_matrices, equations, limits, logic, order, positions, predicates, unfolding
from proofread.methods.conditions import establish
from proofread.methods.fuel import Fuel
from proofread.methods.goals import FULL, GOALS, LAST, QUICK, Evidence, nested
from proofread.methods.proofs import Proof
from proofread.methods.results import Declined
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop

TACTICS = (
    conditions_matrices,
    logic,
    predicates,
    equations,
    order,
    positions,
    limits,
    unfolding,
)  # importing them fills GOALS and LAST


class OpenObligation(Exception):
    """A condition under which the statement is defined is not assumed."""

    def __init__(self, condition: Prop) -> None:
        super().__init__(f"open obligation: {condition!r}")
        self.condition = condition


def find_proof(sequent: Sequent, *, work: int = FULL) -> Evidence | Declined:
    """Evidence for kernel.prove, or why there is none. OpenObligation names a condition that is not assumed."""
    duties = obligations((*sequent.hypotheses, sequent.goal))
    proofs = each(sequent.hypotheses, (*duties, sequent.goal), work)
    if len(proofs) < len(duties):
        raise OpenObligation(duties[len(proofs)])
    if len(proofs) == len(duties):
        return Declined("no method found a proof within its budget")
    return {"obligations": proofs[:-1], "proof": proofs[-1]}


def each(hypotheses: tuple[Prop, ...], goals: Sequence[Prop], work: int, fuel: int | None = None) -> list[Evidence]:
    """Evidence for the goals in order, each with fuel of its own, up to the first for which none is found. What was
    shown may be used: a formula's conditions of being defined come before it."""
    found: list[Evidence] = []
    for goal in goals:
        proof = Proof(hypotheses, fuel=None if fuel is None else Fuel(fuel))
        for shown, evidence in zip(goals, found, strict=False):
            if shown.op == "apart" and not establish(Proof(hypotheses), shown):
                proof.have(shown, ["only", list(range(len(hypotheses))), evidence])  # which numbers them from there
        evidence = nested(proof, goal, work)
        if evidence is None:
            break
        found.append(evidence)
    return found


def find_contradiction(hypotheses: tuple[Prop, ...], *, work: int = QUICK) -> Evidence | None:
    """A proof of 0 > 0 from the hypotheses."""
    return nested(Proof(hypotheses), FALSUM, work)


__all__ = ["GOALS", "LAST", "QUICK", "OpenObligation", "each", "find_contradiction", "find_proof"]
