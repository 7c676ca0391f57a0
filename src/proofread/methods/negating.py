"""Refutations of statements whose quantifiers no computation settles: what holds at an instance, and a proof of the
negation from that.

Every bound variable gets a value of its own in the instance. A universal part is false where it fails at that value,
an existential part true where it holds. Where a statement near by is proved, it says what else is true there: of
A ⇔ B and A true, B is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from proofread.methods.drawing import draw
from proofread.methods.fuel import Fuel
from proofread.methods.impossible import impossible
from proofread.methods.openings import over_reals
from proofread.methods.parts import Known, false, step, taken_apart, variable
from proofread.methods.places import Json, Meter
from proofread.methods.prove import each
from proofread.methods.refutation import with_reasons
from proofread.methods.results import Declined
from proofread.methods.satisfying import satisfy
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, const, relation
from proofread.trusted.trees import free_spaces, free_variables, open_binder, subnodes, to_json

Evidence = Any
ATTEMPTS = 240
PROOFS = 3  # instances at which a proof is searched for
SEARCH, FUEL = 300, 400  # units of such a search for one equation, and in all
SHARES = 30  # of the work, at most, goes into one instance
LEVEL_ENDS = (160, 220)  # attempts up to which instances are tiny, small
QUANTIFIERS = ("forall", "exists")
NEW = (*QUANTIFIERS, "iff")  # what makes a statement one for this method


@dataclass(frozen=True)
class Truth:
    """A goal that is proved from the same hypotheses, and its proof."""

    goal: Prop
    proof: Evidence


def find_negation(
    sequent: Sequent, *, seed: int, work: int, truth: Truth | None = None, attempts: int = ATTEMPTS
) -> Json | Declined:
    """A witness with "given" and "disproof" that the kernel takes, or why there is none. `work` is in units of
    `Meter`, over all attempts."""
    goal = sequent.goal
    if free_spaces(goal) or not any(n.op in NEW for n in subnodes(goal)):
        return Declined("nothing in it is quantified")
    parts = (*_opened(goal, ""), *(_opened(truth.goal, "") if truth else ()))
    conditions = (*sequent.hypotheses, *(d for d in obligations(sequent.hypotheses) if not over_reals(d)))
    wishes = list(dict.fromkeys([*_wishes(goal, ""), ()]))
    meter, met, proofs = Meter(work), 0, PROOFS
    for attempt in range(attempts):
        if meter.left <= 0:
            break
        rng, level = Random(f"{seed}:negation:{attempt}"), sum(attempt >= end for end in LEVEL_ENDS)
        wanted = (*conditions, *wishes[attempt % len(wishes)])
        share = Meter(min(meter.left, work // SHARES))
        meter.left -= share.left
        there = satisfy(wanted, draw((*conditions, *parts), rng, level, attempt % 2 == 0), rng, share)
        met += there is not None
        written = None if there is None else _written(sequent, truth, there, share)
        if there is not None and written is None and proofs:
            proofs -= 1
            written = _searched(sequent, there)
        meter.left += max(share.left, 0)
        if written is not None:
            return written
    return Declined(f"no negation from what holds at {met} instances")


def _written(sequent: Sequent, truth: Truth | None, there: Json, meter: Meter) -> Json | None:
    """The witness, where the negation follows from what is computed there."""
    given: list[Prop] = []
    seen: dict[Prop, bool | None] = {}
    while True:
        start = Known(there, meter, [*sequent.hypotheses, *given, sequent.goal], given, seen)
        count = len(given)
        found = _negation(sequent, truth, start)
        if found is None:
            return None
        if len(given) == count:
            break
    duties = _duties(sequent, given)
    if duties is None:
        return None
    return _taken(sequent, there, given, {"obligations": duties, "proof": found})


def _searched(sequent: Sequent, there: Json) -> Json | None:
    """The witness, where a proof is found once the numbers are known."""
    free = sorted(free_variables(sequent.goal), key=lambda v: str(v.data[0]))
    scalars = [v for v in free if isinstance(v, Term) and v.op == "var" and not v.shape and v.data[1] is None]
    given = [relation("equal", v, const(Fraction(there["values"][v.data[0]]))) for v in scalars]
    count = len(sequent.hypotheses)
    found = impossible((*given, sequent.goal), sequent.goal, Fuel(10 * FUEL))
    duties = None if found is None else _duties(sequent, given)
    if duties is None:
        return None
    proof = ["refute", ["only", list(range(count, count + len(given) + 1)), found]]
    return _taken(sequent, there, given, {"obligations": duties, "proof": proof})


def _taken(sequent: Sequent, there: Json, given: Sequence[Prop], disproof: Json) -> Json | None:
    held = with_reasons(sequent, there)
    witness = {**held, "given": [to_json(p) for p in given], "disproof": disproof}
    try:
        kernel.refute(sequent, witness)
    except Rejected:
        return None
    return witness


def _negation(sequent: Sequent, truth: Truth | None, known: Known) -> Evidence | None:
    goal = sequent.goal
    if truth is None:
        proof = false(goal, "", known)
    else:
        proof = taken_apart(truth.goal, "", known.with_(truth.goal), lambda k: false(goal, "", k))
        kept = list(range(len(sequent.hypotheses)))
        proof = None if proof is None else ["have", to_json(truth.goal), ["only", kept, truth.proof], proof]
    return None if proof is None else ["refute", proof]


def _duties(sequent: Sequent, given: Sequence[Prop]) -> list[Evidence] | None:
    """Proofs that everything is defined, from the same premises."""
    premises = (*sequent.hypotheses, *given)
    owed = obligations((*premises, connective("not", sequent.goal)))
    proofs = each(premises, owed, SEARCH, FUEL)
    return proofs if len(proofs) == len(owed) else None


# --- what an instance is drawn for -----------------------------------------------------------------------------------


def _opened(p: Prop, path: str) -> Iterator[Prop]:
    """The parts of a proposition with values for what is bound around them."""
    if p.op in QUANTIFIERS:
        yield from _opened(open_binder(p, variable(p, path)), path + "0")
    elif p.op in ("and", "or", "not", "implies", "iff"):
        for k, part in enumerate(p.args):
            yield from _opened(part, path + step(k))
    else:
        yield p


def _wishes(p: Prop, path: str) -> list[tuple[Prop, ...]]:
    """What an instance in which p is false had better make true, one way after the other."""
    if p.op == "forall":
        return _wishes(open_binder(p, variable(p, path)), path + "0")
    if p.op == "not":
        return [_wanted(p.args[0], path + "0")]
    if p.op == "implies":
        return [(*_wanted(p.args[0], path + "0"), *more) for more in _wishes(p.args[1], path + "1")]
    if p.op == "iff":
        a, b = ((q, path + step(k)) for k, q in enumerate(p.args))
        return [(*_wanted(*x), *more) for x, y in ((a, b), (b, a)) for more in _wishes(*y)]
    if p.op == "and":
        return [w for k, part in enumerate(p.args) for w in _wishes(part, path + step(k))]
    return [()]


def _wanted(p: Prop, path: str) -> tuple[Prop, ...]:
    """What makes p true, as far as an instance can be made to fit."""
    if p.op == "exists":
        return _wanted(open_binder(p, variable(p, path)), path + "0")
    if p.op == "and":
        return tuple(q for k, part in enumerate(p.args) for q in _wanted(part, path + step(k)))
    return () if over_reals(p) else (p,)
