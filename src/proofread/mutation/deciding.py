"""One changed statement decided with little work: instances first, since nearly all of these are false.

The budgets are units of work. Only the kernel's theorems become Proved or Refuted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from proofread.audit.room import with_room
from proofread.audit.verdicts import IllPosed, Proved, Refuted, Undecided, Verdict
from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.methods.sampling import sample, satisfying
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import is_poison

DECIDER = "proofread.mutation.deciding:decide"
SAMPLES = 4
QUICK, LONG = 4000, 40_000  # units of search for a witness, before and after a proof is looked for
PROOF = 600  # units of search for a proof
OPEN = "open obligation"
VACUOUS = "possibly vacuous: no instance of the assumptions was found"


def decide(sequent: Sequent, *, seed: int, stored: Mapping[str, Any] | None = None) -> Verdict:
    """`stored`: "evidence" of a statement near by, tried first; with "posed" false its hypotheses are not known to
    have an instance, and one is looked for; with "prove" only a proof is."""
    for p in (*sequent.hypotheses, sequent.goal):
        if (message := is_poison(p)) is not None:
            return IllPosed(message)
    return with_room(_decided, sequent, seed, dict(stored or {}))


def _decided(sequent: Sequent, seed: int, stored: dict[str, Any]) -> Verdict:
    if not stored.get("prove"):
        failed = sample(sequent, seed=seed, count=SAMPLES).failed_instance
        refuted = _refuted(sequent, failed)
        if refuted is None:
            refuted = _searched(sequent, seed, QUICK)
        if refuted is not None:
            return refuted
    found = _proved(sequent, stored.get("evidence"))
    if isinstance(found, Proved) and not stored.get("posed", True) and sequent.hypotheses:
        return found if satisfying(sequent.hypotheses, seed=seed) is not None else Undecided((VACUOUS,))
    if isinstance(found, Proved) or stored.get("prove"):
        return found
    refuted = _searched(sequent, seed, LONG)
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


def _proved(sequent: Sequent, near: Any) -> Proved | Undecided:
    """By the evidence of the statement near by, or by some of its own."""
    try:
        if near is not None:
            return Proved(near, kernel.prove(sequent, near).ledger)
    except Rejected:
        pass
    try:
        found = find_proof(sequent, work=PROOF)
        if isinstance(found, Declined):
            return Undecided((f"proof: {found.reason}",))
        return Proved(found, kernel.prove(sequent, found).ledger)
    except OpenObligation as why:
        return Undecided((f"{OPEN}: {why.condition!r}",))
    except Rejected as why:
        return Undecided((f"proof: the kernel rejects the evidence found: {why}",))
