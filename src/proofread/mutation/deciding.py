"""One changed statement decided with little work: instances first, since nearly all of these are false.

The budgets are units of work. Only the kernel's theorems become Proved or Refuted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proofread.audit.room import with_room
from proofread.audit.verdicts import IllPosed, Proved, Refuted, Undecided, Verdict
from proofread.methods import prove
from proofread.methods.fuel import Fuel
from proofread.methods.goals import nested
from proofread.methods.proofs import Proof
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.methods.sampling import sample, satisfying
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.terms import is_poison
from proofread.trusted.trees import from_json

DECIDER = "proofread.mutation.deciding:decide"
SAMPLES = 3
WITNESS = 20_000  # units of search for a witness where the samples show none
PROOF, FUEL = 300, 600  # units of search for one equation, and for a statement with all its lemmas
TACTICS = prove.TACTICS  # loaded, so that `nested` has them
OPEN = "open obligation"
VACUOUS = "possibly vacuous: no instance of the assumptions was found"


def decide(sequent: Sequent, *, seed: int, stored: Mapping[str, Any] | None = None) -> Verdict:
    """`stored`: "evidence" of a statement near by, tried first; "lemma": the goal of that statement, which is proved
    from the same hypotheses and may be used; with "posed" false the hypotheses are not known to have an instance, and
    one is looked for; with "prove" nothing but a proof is. "effort" multiplies the work of every search."""
    for p in (*sequent.hypotheses, sequent.goal):
        if (message := is_poison(p)) is not None:
            return IllPosed(message)
    return with_room(_decided, sequent, seed, dict(stored or {}))


def _decided(sequent: Sequent, seed: int, stored: dict[str, Any]) -> Verdict:
    if not stored.get("prove"):
        refuted = _refuted(sequent, sample(sequent, seed=seed, count=SAMPLES).failed_instance)
        if refuted is not None:
            return refuted
    found = _proved(sequent, stored)
    if isinstance(found, Proved):
        posed = stored.get("posed", True) or not sequent.hypotheses
        return found if posed or satisfying(sequent.hypotheses, seed=seed) is not None else Undecided((VACUOUS,))
    refuted = None if stored.get("prove") else _searched(sequent, seed, WITNESS * stored.get("effort", 1))
    return found if refuted is None else refuted


def _searched(sequent: Sequent, seed: int, work: int) -> Refuted | None:
    found = find_witness(sequent, seed=seed, work=work)
    return None if isinstance(found, Declined) else _refuted(sequent, found)


def _refuted(sequent: Sequent, witness: Any) -> Refuted | None:
    """The kernel confirms the instance."""
    try:
        return None if witness is None else Refuted(witness, kernel.refute(sequent, witness).ledger)
    except Rejected:
        return None


def _proved(sequent: Sequent, stored: dict[str, Any]) -> Proved | Undecided:
    """By the evidence of the statement near by, or by some of its own."""
    try:
        if (near := stored.get("evidence")) is not None:
            return Proved(near, kernel.prove(sequent, near).ledger)
    except Rejected:
        pass
    lemma = from_json(stored["lemma"]) if "lemma" in stored else None
    given = sequent if lemma is None else Sequent((*sequent.hypotheses, lemma), sequent.goal)
    return _found(given, stored.get("effort", 1))


def _found(sequent: Sequent, effort: int) -> Proved | Undecided:
    duties = obligations((*sequent.hypotheses, sequent.goal))
    proofs: list[Any] = []
    for p in (*duties, sequent.goal):
        evidence = nested(Proof(sequent.hypotheses, fuel=Fuel(FUEL * effort)), p, PROOF * effort)
        if evidence is None:
            open_duty = len(proofs) < len(duties)
            return Undecided((f"{OPEN}: {text(p)}" if open_duty else "no proof was found",))
        proofs.append(evidence)
    found = {"obligations": proofs[:-1], "proof": proofs[-1]}
    try:
        return Proved(found, kernel.prove(sequent, found).ledger)
    except Rejected as why:
        return Undecided((f"the kernel rejects the evidence found: {why}",))
