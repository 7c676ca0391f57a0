"""One statement to one verdict: shapes, saved evidence, a few instances, a proof, then a long look for a witness.

Budgets are units of work, so that a slow machine gets the same verdict. Only the kernel's theorems become Proved or
Refuted; whatever else is found stays Supported or Undecided.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from typing import Any

from proofread.audit import conformance
from proofread.audit.confirming import plain, satisfied, sides
from proofread.audit.jobs import Decidable, sequent_of
from proofread.audit.room import with_room
from proofread.audit.verdicts import (
    Computed,
    Conflict,
    IllPosed,
    Proved,
    Refuted,
    SampleCount,
    Supported,
    Undecided,
    Verdict,
)
from proofread.language.statements import CodeStatement
from proofread.methods import prove as methods
from proofread.methods.computing import compute
from proofread.methods.disproof import find_disproof
from proofread.methods.negating import find_negation
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.methods.sampling import Samples, sample, satisfying
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.printing import text
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop, is_poison

FIRST = 2  # instances before a proof is looked for
SAMPLES = 6  # instances beside every statement
PROOF = 5000  # units of search for a proof
WITNESS = 200_000  # units of search for a witness
NEGATION = 400_000  # units for a proof of the negation
VACUOUS = "possibly vacuous: no instance of the assumptions was found"


def decide(statement: Decidable, *, seed: int, stored: Mapping[str, Any] | None = None) -> Verdict:
    """The verdict of a statement. `stored`: its saved record of evidence (see evidence.py), tried first; with a key
    "samples" the saved count stands for new samples."""
    if isinstance(statement, CodeStatement):
        return conformance.check(statement, seed=seed)
    sequent = sequent_of(statement)
    for p in (*sequent.hypotheses, sequent.goal):
        if (message := is_poison(p)) is not None:
            return IllPosed(message)
    case = Case(sequent, seed)
    return with_room(_decided, case, stored)


def _decided(case: Case, stored: Mapping[str, Any] | None) -> Verdict:
    kept = _from_stored(case, stored) if stored else None
    return _anew(case) if kept is None else kept


@dataclass(frozen=True)
class Case:
    """A sequent, and the seed of the run."""

    sequent: Sequent
    run: int

    @property
    def seed(self) -> int:
        """Each statement has a seed of its own, so that the order of work changes nothing."""
        return int.from_bytes(sha256(f"{self.run}:{self.sequent.digest}".encode()).digest()[:8], "big")

    @property
    def hypotheses(self) -> tuple[Prop, ...]:
        return self.sequent.hypotheses

    def samples(self, count: int = SAMPLES) -> Samples:
        """Drawn by the run's seed: statements with the same hypotheses share their instances."""
        return sample(self.sequent, seed=self.run, count=count)

    def satisfying(self, samples: Samples) -> dict[str, Any] | None:
        """An instance of the hypotheses: one of the samples, or else searched for with the hypotheses alone."""
        found = plain(samples.satisfying)
        if found is not None and satisfied(self.hypotheses, found):
            return dict(found)
        return satisfying(self.hypotheses, seed=self.run)


def _count(s: Samples) -> SampleCount:
    return SampleCount(s.tried, s.passed, s.discarded, s.unknown, _gap(s.resolution))


def _gap(resolution: Fraction | None) -> str:
    """A difference that would have been noticed, as a power of ten: "exact" where any would."""
    if not resolution:
        return "" if resolution is None else "exact"
    exponent = next(k for k in range(400) if resolution * 10**k >= 1 or k == 399)
    return f"1e-{exponent - 1}" if exponent else "1"


# --- saved evidence -------------------------------------------------------------------------------------------------


def _from_stored(case: Case, stored: Mapping[str, Any]) -> Verdict | None:
    """Saved evidence, if the kernel still takes it."""
    if stored.get("kind") == "refuted":
        return _refuted(case, stored.get("witness"))
    if stored.get("kind") != "proved":
        return None
    try:
        theorem = kernel.prove(case.sequent, stored.get("evidence"))
    except Rejected:
        return None
    satisfying = stored.get("satisfying")
    if not satisfied(case.hypotheses, satisfying):
        return None
    if "samples" in stored:
        return Proved(stored["evidence"], theorem.ledger, satisfying, SampleCount(**stored["samples"]))
    return _beside_samples(case, stored["evidence"], theorem.ledger, case.samples(), satisfying)


# --- anew -----------------------------------------------------------------------------------------------------------


def _anew(case: Case) -> Verdict:
    first = case.samples(FIRST)
    if first.failed_instance is not None and (refuted := _smallest(case, first.failed_instance)) is not None:
        return refuted
    inside = case.satisfying(first) if case.hypotheses else None
    if inside is None and case.hypotheses and (bad := _contradiction(case)) is not None:
        return bad
    proof, reasons = _proof(case)
    samples = case.samples()
    if proof is not None:
        evidence, ledger = proof
        return _beside_samples(case, evidence, ledger, samples, inside)
    if case.hypotheses and inside is None:
        return Undecided((VACUOUS, *reasons))
    found = find_witness(case.sequent, seed=case.seed, work=WITNESS)
    if isinstance(found, Declined):
        contrary = find_disproof(case.sequent, plain(inside), work=PROOF)
        if isinstance(contrary, Declined):
            contrary = find_negation(case.sequent, seed=case.seed, work=NEGATION)
        if isinstance(contrary, Declined):
            return _computed(case, samples, (*reasons, f"refutation: {found.reason}"))
        found = contrary
    refuted = _refuted(case, found)
    unconfirmed = "refutation: an instance was found that the kernel does not confirm"
    return _open(samples, (*reasons, unconfirmed)) if refuted is None else refuted


def _smallest(case: Case, failed: dict[str, Any]) -> Verdict | None:
    """The shrunk witness; the failed sample itself where that is not confirmed."""
    found = find_witness(case.sequent, seed=case.seed, work=WITNESS)
    refuted = None if isinstance(found, Declined) else _refuted(case, found)
    return _refuted(case, failed) if refuted is None else refuted


def _refuted(case: Case, witness: Any) -> Refuted | None:
    """The kernel confirms the instance."""
    try:
        theorem = kernel.refute(case.sequent, witness)
    except Rejected:
        return None
    return Refuted(witness, theorem.ledger, sides(case.sequent.goal, witness))


def _proof(case: Case) -> tuple[tuple[Any, tuple[str, ...]] | None, tuple[str, ...]]:
    """Evidence and ledger, or why there is none."""
    try:
        found = methods.find_proof(case.sequent, work=PROOF)
    except methods.OpenObligation as why:
        condition = text(why.condition)
        return None, (f"open obligation: {condition} is needed and not assumed; state it with assume(…)",)
    if isinstance(found, Declined):
        return None, (f"proof: {found.reason}",)
    try:
        return (found, kernel.prove(case.sequent, found).ledger), ()
    except Rejected as why:
        return None, (f"proof: the kernel rejects the evidence found: {why}",)


def _beside_samples(
    case: Case, evidence: Any, ledger: tuple[str, ...], samples: Samples, satisfying: dict[str, Any] | None
) -> Verdict:
    """A proof stands with an instance of its assumptions, and with samples that do not contradict it."""
    satisfying = plain(satisfying) if case.hypotheses else None
    if not satisfied(case.hypotheses, satisfying):
        return Undecided((f"{VACUOUS}; the kernel has a proof",))
    proved = Proved(evidence, ledger, satisfying, _count(samples))
    if samples.failed_instance is not None and (refuted := _refuted(case, samples.failed_instance)) is not None:
        return Conflict("the kernel has a proof, and an instance refutes the statement", (proved, refuted))
    return proved


def _computed(case: Case, samples: Samples, reasons: tuple[str, ...]) -> Verdict:
    """What an oracle settles, named; else what is left open."""
    found = compute(case.sequent)
    if isinstance(found, Declined):
        return _open(samples, (*reasons, f"computation: {found.reason}"))
    return Computed(found.oracle, found.input, found.ledger, _count(samples))


def _contradiction(case: Case) -> IllPosed | None:
    """The kernel derives 0 > 0 from the assumptions."""
    falsum = Sequent(case.sequent.hypotheses, FALSUM)
    try:
        found = methods.find_proof(falsum, work=PROOF)
        if isinstance(found, Declined):
            return None
        kernel.prove(falsum, found)
    except (Rejected, methods.OpenObligation):
        return None
    stated = ", ".join(text(h) for h in case.sequent.hypotheses)
    return IllPosed(f"the assumptions contradict each other, nothing satisfies them: {stated}", "assumptions")


def _open(samples: Samples, reasons: tuple[str, ...]) -> Verdict:
    if any(r.startswith("open obligation") for r in reasons) or not samples.passed:
        return Undecided(reasons)
    return Supported(_count(samples), reasons)
