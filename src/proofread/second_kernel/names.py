"""Identifiers for a Coq file: close to the author's, and never one that the file itself relies on."""

from __future__ import annotations

import re

# Words of Coq, and the names that exported text uses of its library or gives itself.
WORDS = """
as at cofix else end exists exists2 fix for forall fun if in let match mod return then using where with Prop Set SProp
Type IF by Axiom Lemma Theorem Proof Qed Section End Variable Hypothesis Definition
R INR IZR nat S O sum kron eye cst tr plus minus opp times each mm total trace diag diagonal expect mat agree nonzero
full_rank pd inverse invertible is_inv is_pinv set partial gradient jacobian linear at_tt unit
Omega I I_linear I_one At In Rat Atom Delta Size Add Mul Opp Sum given eval zero claim point label list expr
Rinv Rabs sqrt exp ln tanh dim atom known lhs rhs used squares cited squared whole omega computed moving holds lia lra
"""
TAKEN = frozenset(WORDS.split())


class NotExportedError(ValueError):
    """This statement or evidence has no Coq form here; the message says what was met."""


def plain(name: str) -> str:
    """Letters, digits and underscores, beginning with a letter; one at the end is for names of the file's own."""
    kept = re.sub(r"[^A-Za-z0-9_']", "_", name).rstrip("_")
    return kept if kept[:1].isalpha() else f"v{kept}"


class Names:
    """Gives every identifier once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def fresh(self, wanted: str) -> str:
        base = plain(wanted)
        name, k = base, 0
        while name in TAKEN or name in self._given:
            k += 1
            name = f"{base}_{k}"
        self._given.add(name)
        return name
