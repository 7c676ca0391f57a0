"""Hypotheses that are proved from the others, such as the line before: no instance has to bear them out.

Lines about derivatives or exponentials seldom hold at an instance by computation, and two lines about one sequence
cannot both say how it goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from proofread.methods.fuel import Fuel
from proofread.methods.goals import nested
from proofread.methods.places import Json
from proofread.methods.proofs import Proof
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop
from proofread.trusted.trees import subnodes

HARD = ("deriv", "exp", "log", "sqrt", "tanh", "sin", "cos", "atan", "sequence", "forall", "exists")
WORK, FUEL = 300, 600  # units of search for one equation, and for one hypothesis


@dataclass(frozen=True)
class Implied:
    """The numbers of the hypotheses that are left, and proofs of the others from these."""

    kept: tuple[int, ...]
    proofs: tuple[tuple[int, Any], ...]

    def only(self, sequent: Sequent) -> Sequent:
        return Sequent(tuple(sequent.hypotheses[k] for k in self.kept), sequent.goal)

    def of_all(self, witness: Json) -> Json:
        """A witness for the sequent that is left made one for the whole."""
        because = {str(self.kept[int(k)]): why for k, why in witness.get("because", {}).items()}
        return {**witness, "because": {**because, **{str(k): proof for k, proof in self.proofs}}}


@lru_cache(maxsize=64)
def implied(hypotheses: tuple[Prop, ...]) -> Implied | None:
    """None where none of them is found to be implied. Later ones are looked at first: they follow from earlier ones."""
    kept, dropped = list(range(len(hypotheses))), list[int]()
    for k in reversed(range(len(hypotheses))):
        others = [j for j in kept if j != k]
        hard = any(n.op in HARD for n in subnodes(hypotheses[k]))
        if hard and _evidence(tuple(hypotheses[j] for j in others), hypotheses[k]) is not None:
            kept, dropped = others, [*dropped, k]
    base = tuple(hypotheses[j] for j in kept)
    proofs = [(k, _evidence(base, hypotheses[k])) for k in dropped]
    whole = bool(dropped) and all(proof is not None for _, proof in proofs)
    return Implied(tuple(kept), tuple(proofs)) if whole else None


def _evidence(hypotheses: tuple[Prop, ...], h: Prop) -> Any:
    proofs = []
    for p in (*obligations((*hypotheses, h)), h):
        found = nested(Proof(hypotheses, fuel=Fuel(FUEL)), p, WORK)
        if found is None:
            return None
        proofs.append(found)
    return {"obligations": proofs[:-1], "proof": proofs[-1]}
