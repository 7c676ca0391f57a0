"""One changed statement decided with little work: instances first, since nearly all of these are false.

The budgets are units of work. Only the kernel's theorems become Proved or Refuted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from proofread.audit.confirming import plain, satisfied
from proofread.audit.decide import decide as audited
from proofread.audit.jobs import Decidable
from proofread.audit.room import with_room
from proofread.audit.verdicts import IllPosed, Proved, Refuted, Undecided, Verdict
from proofread.language.statements import CodeStatement
from proofread.methods import prove
from proofread.methods.fuel import Fuel
from proofread.methods.negating import Truth, find_negation
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.methods.sampling import sample, satisfying
from proofread.mutation.directing import sought, witnesses
from proofread.mutation.following import follows
from proofread.mutation.implied import implied
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.terms import is_poison, relation
from proofread.trusted.trees import from_json

DECIDER = "proofread.mutation.deciding:decide"
KNOWN = "proofread.mutation.deciding:known"
FALSE = "proofread.mutation.deciding:known_false"
QUICK = 8_000  # units of search for a witness before all else
SAMPLES = 3  # of larger instances, where that shows none
WITNESS = 1_200_000  # units of search for a witness where there is no proof either
FURTHEST = 5  # times as many in the end
NEGATION = 300_000  # for a proof of the negation, of which most goes into instances
PROOF, FUEL = 300, 600  # units of search for one equation, and for a statement with all its lemmas
LONG, FURTHER = 10, 4  # times as many of both where there is no instance either
FOLLOWING = 4_000  # for a proof that takes the statement near by and this one apart together
TACTICS = prove.TACTICS  # loaded, so that `nested` has them
OPEN = "open obligation"
VACUOUS = "possibly vacuous: no instance of the assumptions was found"
NOTHING = relation("equal", 0, 0)  # stands where a hypothesis was, so that evidence finds the others at their places


def known(statement: Decidable, *, seed: int, stored: Mapping[str, Any] | None = None) -> Verdict:
    """The verdict on record where there is one, looked at again by the kernel: what is open there is left so, and no
    code is run."""
    if isinstance(statement, CodeStatement):
        return Undecided(("no code is run here",))
    if stored is not None and stored.get("kind") == "open":
        return Undecided(("open on record",))
    return audited(statement, seed=seed, stored=stored)


def known_false(statement: Decidable, *, seed: int, stored: Mapping[str, Any] | None = None) -> Verdict:
    """As `known`, and what is proved on record is left out as well."""
    if stored is not None and stored.get("kind") == "proved":
        return Undecided(("proved on record",))
    return known(statement, seed=seed, stored=stored)


def decide(sequent: Sequent, *, seed: int, stored: Mapping[str, Any] | None = None) -> Verdict:
    """`stored`: "evidence" of a statement near by, tried first; "lemma": the goal of that statement, which is proved
    from the same hypotheses and may be used; "dropped": [its place, a hypothesis that the statement near by has and
    this one has not]; with "posed" false the hypotheses are not known to have an instance, and one is looked for; with
    "prove" nothing but a proof is, with "unlikely" no instance is looked for at length. "effort" multiplies the work
    of every search."""
    for p in (*sequent.hypotheses, sequent.goal):
        if (message := is_poison(p)) is not None:
            return IllPosed(message)
    return with_room(_decided, sequent, seed, dict(stored or {}))


def _decided(sequent: Sequent, seed: int, stored: dict[str, Any]) -> Verdict:
    if not stored.get("prove"):
        refuted = _searched(sequent, seed, QUICK, stored)
        if refuted is None:
            refuted = _refuted(sequent, sample(sequent, seed=seed, count=SAMPLES).failed_instance)
        if refuted is not None:
            return refuted
    found = _proved(sequent, stored)
    if isinstance(found, Proved):
        return found if stored.get("posed", True) else _posed(sequent, found, seed)
    if stored.get("prove") or stored.get("unlikely"):
        return found
    effort = stored.get("effort", 1)
    refuted = _beyond_implied(sequent, seed, WITNESS * effort, stored)
    if refuted is None:
        refuted = _searched(sequent, seed, WITNESS * effort, stored)
    if refuted is None:
        refuted = _negated(sequent, seed, NEGATION * effort, stored)
    if refuted is not None:
        return refuted
    at_length = _proved(sequent, {**stored, "effort": LONG * effort})
    if isinstance(at_length, Proved):
        return at_length if stored.get("posed", True) else _posed(sequent, at_length, seed)
    refuted = _searched(sequent, seed, FURTHEST * WITNESS * effort, stored)
    if refuted is not None:
        return refuted
    undefined = found.reasons[0].startswith(OPEN) and "dropped" not in stored
    message = _undefined(sequent, seed) if undefined else None
    return found if message is None else IllPosed(message)


def _undefined(sequent: Sequent, seed: int) -> str | None:
    """A condition of being defined that fails at an instance of the hypotheses, which the kernel confirms."""
    for duty in obligations((*sequent.hypotheses, sequent.goal)):
        claim = Sequent(sequent.hypotheses, duty)
        found = find_witness(claim, seed=seed, work=QUICK, small=False)
        if not isinstance(found, Declined) and _refuted(claim, found) is not None:
            return f"not defined everywhere: {text(duty)} fails at an instance"
    return None


def _posed(sequent: Sequent, found: Proved, seed: int) -> Proved | Undecided:
    """What is proved, with an instance of its hypotheses."""
    inside = plain(satisfying(sequent.hypotheses, seed=seed)) if sequent.hypotheses else None
    return replace(found, satisfying=inside) if satisfied(sequent.hypotheses, inside) else Undecided((VACUOUS,))


def _searched(sequent: Sequent, seed: int, work: int, stored: dict[str, Any]) -> Refuted | None:
    found = (_refuted(sequent, w) for w in _witnesses(sequent, stored, seed, work))
    return next((r for r in found if r is not None), None)


def _beyond_implied(sequent: Sequent, seed: int, work: int, stored: dict[str, Any]) -> Refuted | None:
    """By an instance of the hypotheses that do not follow from others."""
    found = (
        _refuted(sequent, part.of_all(w))
        for part in implied(sequent.hypotheses)
        for w in _witnesses(part.only(sequent), stored, seed, work)
    )
    return next((r for r in found if r is not None), None)


def _witnesses(sequent: Sequent, stored: dict[str, Any], seed: int, work: int) -> Iterator[Any]:
    """With what is proved near by, and the hypothesis that is not there any more."""
    truth = from_json(stored["lemma"]) if "lemma" in stored else None
    dropped = from_json(stored["dropped"][1]) if "dropped" in stored else None
    return witnesses(sequent, sought(sequent, truth, dropped), seed, work)


def _negated(sequent: Sequent, seed: int, work: int, stored: dict[str, Any]) -> Refuted | None:
    """By a proof of the negation, which may use what is proved near by."""
    truth = None
    if "lemma" in stored and "evidence" in stored:
        truth = Truth(from_json(stored["lemma"]), stored["evidence"]["proof"])
    found = find_negation(sequent, seed=seed, work=work, truth=truth)
    return None if isinstance(found, Declined) else _refuted(sequent, found)


def _refuted(sequent: Sequent, witness: Any) -> Refuted | None:
    """The kernel confirms the instance."""
    try:
        return None if witness is None else Refuted(witness, kernel.refute(sequent, witness).ledger)
    except Rejected:
        return None


def _proved(sequent: Sequent, stored: dict[str, Any]) -> Proved | Undecided:
    """By the evidence of the statement near by; where that rests on the dropped hypothesis, by a proof of it; or by
    some evidence of its own."""
    effort = stored.get("effort", 1)
    if (near := stored.get("evidence")) is not None:
        try:
            return Proved(near, kernel.prove(_in_place(sequent, stored), near).ledger)
        except Rejected:
            pass
    found = _found(sequent, effort)
    if not isinstance(found, Proved) and "lemma" in stored:  # which helps, or leads astray
        near_by = Sequent((*sequent.hypotheses, from_json(stored["lemma"])), sequent.goal)
        found = _following(near_by, found.reasons, effort)
        found = found if isinstance(found, Proved) else _found(near_by, effort)
    if isinstance(found, Proved) or "dropped" not in stored:
        return found
    follows = _found(Sequent(sequent.hypotheses, from_json(stored["dropped"][1])), effort)
    return follows if isinstance(follows, Proved) else found


def _following(sequent: Sequent, reasons: tuple[str, ...], effort: int) -> Proved | Undecided:
    """By what is proved near by, the last hypothesis, taken apart together with the goal."""
    duties = obligations((*sequent.hypotheses, sequent.goal))
    proofs = prove.each(sequent.hypotheses, duties, PROOF * effort, FUEL * effort)
    if len(proofs) < len(duties):
        return Undecided((f"{OPEN}: {text(duties[len(proofs)])}",))
    last = len(sequent.hypotheses) - 1
    proof = follows(sequent.hypotheses, last, sequent.goal, Fuel(FOLLOWING * min(effort, FURTHER)))
    return Undecided(reasons) if proof is None else _checked(sequent, {"obligations": proofs, "proof": proof})


def _in_place(sequent: Sequent, stored: dict[str, Any]) -> Sequent:
    """The hypotheses numbered as they were before one was dropped."""
    if "dropped" not in stored:
        return sequent
    k = stored["dropped"][0]
    return Sequent((*sequent.hypotheses[:k], NOTHING, *sequent.hypotheses[k:]), sequent.goal)


def _found(sequent: Sequent, effort: int) -> Proved | Undecided:
    duties = obligations((*sequent.hypotheses, sequent.goal))
    goals = (*duties, sequent.goal)
    proofs = prove.each(sequent.hypotheses, goals, PROOF * effort, FUEL * effort)
    if len(proofs) < len(goals):
        open_duty = len(proofs) < len(duties)
        return Undecided((f"{OPEN}: {text(goals[len(proofs)])}" if open_duty else "no proof was found",))
    return _checked(sequent, {"obligations": proofs[:-1], "proof": proofs[-1]})


def _checked(sequent: Sequent, found: dict[str, Any]) -> Proved | Undecided:
    try:
        return Proved(found, kernel.prove(sequent, found).ledger)
    except Rejected as why:
        return Undecided((f"the kernel rejects the evidence found: {why}",))
