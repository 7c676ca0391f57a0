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
from functools import partial
from random import Random
from typing import Any

from proofread.methods.drawing import draw
from proofread.methods.fuel import Fuel
from proofread.methods.impossible import impossible
from proofread.methods.openings import over_reals
from proofread.methods.parts import Known, false, step, taken_apart, variable
from proofread.methods.places import Json, Meter, verdict
from proofread.methods.prove import each
from proofread.methods.refutation import with_reasons
from proofread.methods.results import Declined
from proofread.methods.satisfying import satisfy
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, const, nat, quantifier, relation, sequence
from proofread.trusted.trees import bind, free_spaces, free_variables, open_binder, subnodes, to_json

Evidence = Any
ATTEMPTS = 240
PROOFS = 8  # instances at which a proof is searched for
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
    meter, met, seen = Meter(work), 0, set[tuple[Prop, ...]]()
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
        if there is not None and written is None and len(seen) < PROOFS:
            written = _searched(sequent, there, seen)
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


def _searched(sequent: Sequent, there: Json, seen: set[tuple[Prop, ...]]) -> Json | None:
    """The witness, where a proof is found once the numbers are known; `seen`: numbers for which none was found."""
    given = _numbers_there(sequent, there)
    if tuple(given) in seen:
        return None
    seen.add(tuple(given))
    count = len(sequent.hypotheses)
    found = impossible((*given, sequent.goal), sequent.goal, Fuel(10 * FUEL))
    duties = None if found is None else _duties(sequent, given)
    if duties is None:
        return None
    proof = ["refute", ["only", list(range(count, count + len(given) + 1)), found]]
    return _taken(sequent, there, given, {"obligations": duties, "proof": proof})


def _numbers_there(sequent: Sequent, there: Json) -> list[Prop]:
    """The values of the numbers, and of sequences of numbers that end in a constant, as equations."""
    nodes = (*sequent.hypotheses, sequent.goal)
    sections = {"var": "values", "nat": "nats"}
    free = sorted({v for n in nodes for v in free_variables(n)}, key=lambda v: str(v.data[0]))
    plain = [
        v for v in free if isinstance(v, Term) and not v.shape and v.op in sections and v.data[1:] in ((), (None,))
    ]
    given = [relation("equal", v, const(Fraction(there[sections[v.op]][v.data[0]]))) for v in plain]
    sizes = {n for p in nodes for n in subnodes(p) if n.op == "size" and isinstance(n, Term)}
    given += [relation("equal", n, n.data[0].value(there["sizes"])) for n in sorted(sizes, key=repr)]
    uses = {n.data[0] for p in nodes for n in subnodes(p) if n.op == "sequence" and isinstance(n, Term) and not n.shape}
    for name in sorted(uses):
        meaning = there["functions"][name]
        given += _members_there(name, [Fraction(x) for x in meaning["values"]]) if "then" in meaning else []
    return given


def _members_there(name: str, values: Sequence[Fraction]) -> list[Prop]:
    """The first members, and that all others are the last of them."""
    first = next(k for k in range(len(values)) if len(set(values[k:])) == 1)
    n, last = nat("%n"), const(values[-1])
    others = bind(
        partial(quantifier, "forall"), n, relation("equal", sequence(name, n + first if first else n, ()), last)
    )
    return [*(relation("equal", sequence(name, const(k), ()), const(values[k])) for k in range(first)), others]


def _taken(sequent: Sequent, there: Json, given: Sequence[Prop], disproof: Json) -> Json | None:
    held = _borne_out(sequent, with_reasons(sequent, there), given)
    witness = {**held, "given": [to_json(p) for p in given], "disproof": disproof}
    try:
        kernel.refute(sequent, witness)
    except Rejected:
        return None
    return witness


def _borne_out(sequent: Sequent, there: Json, given: Sequence[Prop]) -> Json:
    """The instance with proofs of hypotheses that cannot be computed there, from the others, what is given, and the
    numbers there."""
    because = dict(there.get("because", {}))
    at = {k: v for k, v in there.items() if k != "because"}
    open_ = [k for k, h in enumerate(sequent.hypotheses) if str(k) not in because and verdict(h, at) is None]
    base = (*(h for k, h in enumerate(sequent.hypotheses) if k not in open_), *given)
    numbers = _numbers_there(sequent, there) if open_ else []
    for k in open_:
        goals = (*obligations((*base, *numbers, sequent.hypotheses[k])), sequent.hypotheses[k])
        proofs = each((*base, *numbers), goals, SEARCH, FUEL)
        if len(proofs) < len(goals):
            return there
        because[str(k)] = {"given": [to_json(g) for g in numbers], "obligations": proofs[:-1], "proof": proofs[-1]}
    return {**there, "because": because} if open_ else there


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
