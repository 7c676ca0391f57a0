"""Looks for an instance in which the hypotheses hold and the goal fails; makes it small; has the kernel confirm it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from random import Random
from typing import Any

from proofread.methods.drawing import draw, draw_at, draw_sizes, members
from proofread.methods.places import (
    NATURALS,
    Json,
    Meter,
    difference,
    dims_of,
    nested,
    numbers,
    refilled,
    signature,
    verdict,
)
from proofread.methods.results import Declined
from proofread.methods.satisfying import holds_so_far, satisfy
from proofread.methods.shrinking import shrink
from proofread.methods.wishes import Wish, generic, stationary, tight, wishes
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.exact import InstanceError, OutOfBudget, read_instance
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.premises import goes_on, head
from proofread.trusted.terms import Prop, Term, is_poison
from proofread.trusted.trees import open_binder, subnodes

PLAIN = 300  # attempts before near misses are looked for
NEAR = 300
DRAWS, LIGHT = 2_000, 2  # instances looked at as they are drawn, and what part of the work may go into them
STEP = Fraction(1, 10)  # of these moves; what is much narrower is seldom hit
STOPPED = 3  # naturals looked at where a sequence is to stop before
SHARES, LEAST = 6, 6_000  # of the work goes into one such attempt
FRACTIONS = 3  # one of so many tiny instances has them
MOVED = 6  # numbers that are moved independently of each other
FREED = "!"  # begins the name of a variable that a quantifier bound
_SECTIONS = {"var": "values", "index": "indices", "nat": "nats"}
_LEVEL_ENDS = (60, 140, 220)  # attempts up to which instances are tiny, small, middling


@dataclass(frozen=True)
class Opened:
    """A sequent whose refutation refutes another one. `chosen`: the variables bound there and what stands for them
    here, outermost first; `outermost`: these are the quantifiers in front of the goal, and nothing else was opened."""

    sequent: Sequent
    chosen: tuple[tuple[Term, Term], ...] = ()
    outermost: bool = True
    freed: int = 0  # variables that were bound by ∃ in the hypotheses, which an instance need not name
    original: Sequent | None = None  # where it is not the sequent itself

    @cached_property
    def nodes(self) -> tuple[Prop, ...]:
        return (*self.conditions, self.sequent.goal)

    @cached_property
    def duties(self) -> tuple[Prop, ...]:
        """What has to hold for the statement to be defined."""
        return obligations((*self.sequent.hypotheses, self.sequent.goal))

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """Where all that is assumed of all naturals says how a sequence goes on, it need not stop."""
        about_all = [h for h in self.sequent.hypotheses if any(_over_naturals(n) for n in subnodes(h))]
        stopping = wishes(about_all) if not all(map(_is_recursion, about_all)) else ((),)
        return (*stopping, *tight(self.sequent.hypotheses), *generic(self.nodes))

    @cached_property
    def needed(self) -> tuple[Prop, ...]:
        """What follows from the hypotheses and is easier to meet."""
        return stationary(self.sequent.hypotheses)

    @cached_property
    def conditions(self) -> tuple[Prop, ...]:
        """Hypotheses and definedness: what a counterexample has to meet."""
        return (*self.sequent.hypotheses, *(d for d in self.duties if not over_reals(d)))


@dataclass
class Budget(Meter):
    """The work left, and what the attempts came to."""

    tried: int = 0
    satisfied: int = 0
    unknown: int = 0
    refused: str = ""  # a candidate that the kernel does not accept, and why


def openings(sequent: Sequent) -> tuple[Opened, ...]:
    """The sequents without quantifiers, implications and conjunctions in front, each enough to refute the given one."""
    return tuple(_simplified(o, sequent) for o in _openings(Opened(sequent)))


def _openings(o: Opened) -> list[Opened]:
    hyps, goal = o.sequent.hypotheses, o.sequent.goal
    if any(h.op in ("exists", "and") for h in hyps):
        return _openings(_hypotheses_opened(o))
    if goal.op == "forall":
        free, body = _freed(goal, o)
        return _openings(replace(o, sequent=Sequent(hyps, body), chosen=(*o.chosen, (goal.data[0], free))))
    if goal.op == "not" and goal.args[0].op != "not":
        return [replace(o, sequent=Sequent((*hyps, goal.args[0]), goal))] if not over_reals(goal) else [o]
    if goal.op == "implies":
        return _beneath(o, [Sequent((*hyps, goal.args[0]), goal.args[1])])
    if goal.op == "iff":
        a, b = goal.args
        return _beneath(o, [Sequent((*hyps, a), b), Sequent((*hyps, b), a)])
    if goal.op == "and":
        return _beneath(o, [Sequent(hyps, part) for part in goal.args])
    return [o]


def _beneath(o: Opened, sequents: Sequence[Sequent]) -> list[Opened]:
    """Below a connective, further quantifiers are no longer in front."""
    out = []
    for s in sequents:
        faithful = not any(over_reals(p) for p in (s.goal, *s.hypotheses[len(o.sequent.hypotheses) :]))
        out += _openings(replace(o, sequent=s, outermost=o.outermost and faithful))
    return out


def _hypotheses_opened(o: Opened) -> Opened:
    out: list[Prop] = []
    for h in o.sequent.hypotheses:
        if h.op == "exists":
            _, body = _freed(h, o)
            out.append(body)
            o = replace(o, freed=o.freed + 1)
        else:
            out += h.args if h.op == "and" else [h]
    return replace(o, sequent=Sequent(tuple(out), o.sequent.goal))


def _freed(quantified: Prop, o: Opened) -> tuple[Term, Prop]:
    """A free variable of a name that no claim can write, and the body about it."""
    bound = quantified.data[0]
    free = Term(bound.op, (), (f"{FREED}{len(o.chosen) + o.freed + 1}", *bound.data[1:]), bound.shape)
    return free, open_binder(quantified, free)


def over_reals(prop: Prop) -> bool:
    """A quantifier over reals is in it, which an instance cannot decide."""
    return any(n.op in ("forall", "exists") and n.data[0].op == "var" for n in subnodes(prop))


def _simplified(o: Opened, original: Sequent) -> Opened:
    """Quantifiers over indices and naturals alone need no choice: the evaluator runs through them."""
    if o.outermost and not any(bound.op == "var" for bound, _ in o.chosen):
        o = replace(o, chosen=())
    return replace(o, original=original)


# --- the search -----------------------------------------------------------------------------------------------------


def find_witness(sequent: Sequent, *, seed: int, work: int, small: bool = True) -> Json | Declined:
    """An instance the kernel accepts as a refutation, locally minimal if it is to be `small`, or why there is none.
    `work` is in units of `Meter`, over all attempts. The answer depends on nothing but the arguments.
    Universal quantifiers over reals in front of the goal are given under "choose", as [[bound name, value], …]."""
    message = next((m for p in (*sequent.hypotheses, sequent.goal) if (m := is_poison(p)) is not None), None)
    if message is not None:
        return Declined(f"ill-shaped: {message}")
    ways, budget = openings(sequent), Budget(work)
    found = _as_drawn(ways, seed, budget) or _plain(ways, seed, budget) or _near_misses(ways, seed, budget)
    if found is None:
        return Declined(_nothing(budget))
    return _confirmed(sequent, *found, small)


def _nothing(b: Budget) -> str:
    ended = ", within the work allowed" if b.left <= 0 else ""
    ended += f"; a candidate was {b.refused}" if b.refused else ""
    unknown = f", {b.unknown} undecided" if b.unknown else ""
    return f"no counterexample among {b.tried} instances, {b.satisfied} of them inside the hypotheses{unknown}{ended}"


def _as_drawn(ways: Sequence[Opened], seed: int, budget: Budget) -> tuple[Opened, Json] | None:
    """Tiny instances in which only definitions are carried out: very many of them cost as much as mending a few."""
    share = Meter(budget.left // LIGHT)
    budget.left -= share.left
    for attempt in range(DRAWS):
        if share.left <= 0:
            break
        o, rng, turn = ways[attempt % len(ways)], Random(f"{seed}:drawn:{attempt}"), attempt // len(ways)
        drawn = draw(o.nodes, rng, turn % 2, lean=turn % 4 < 2, sized=0)
        there = satisfy((*o.conditions, *o.needed), drawn, rng, share, sweeps=0)
        budget.tried += 1
        budget.satisfied += there is not None
        if there is not None and _breaks(o, there, share) and _accepted(o, there, budget):
            return o, there
    budget.left += share.left
    return None


def _plain(ways: Sequence[Opened], seed: int, budget: Budget) -> tuple[Opened, Json] | None:
    for attempt in range(PLAIN):
        if budget.left <= 0:
            return None
        o, rng = ways[attempt % len(ways)], Random(f"{seed}:{attempt}")
        level, turn = sum(attempt >= end for end in _LEVEL_ENDS), attempt // len(ways)
        wish = o.wishes[turn % len(o.wishes)]
        there, fails = _attempt(o, _drawn(o, rng, level, turn, wish), rng, budget, wish)
        if there is not None and fails and _accepted(o, there, budget):
            return o, there
    return None


def _drawn(o: Opened, rng: Random, level: int, turn: int, wish: Wish) -> Json:
    """Of the tiny instances some are lean, and some have fractions. For a sequence that is to stop the first few
    members, and the places where it moves."""
    lean, numbers_of = not level and turn % 2 == 0, max(level, int(turn % FRACTIONS == FRACTIONS - 1))
    nodes = (*o.nodes, *wish)
    drawn = draw(nodes, rng, numbers_of, lean, STOPPED if wish else NATURALS, sized=level)
    return {**drawn, "nats": dict.fromkeys(drawn["nats"], 0)} if wish else drawn


def _attempt(o: Opened, drawn: Json, rng: Random, budget: Budget, wish: Wish = ()) -> tuple[Json | None, bool]:
    """The drawn instance made to fit, and whether the goal fails there."""
    budget.tried += 1
    if wish:
        share = Meter(min(budget.left, max(budget.left // SHARES, LEAST)))
        budget.left -= share.left
        there = satisfy((*o.needed, *o.conditions, *wish), drawn, rng, share)
        budget.left += share.left
    else:
        there = satisfy((*o.needed, *o.conditions), drawn, rng, budget)
    if there is None:
        return None, False
    budget.satisfied += 1
    seen = verdict(o.sequent.goal, there, budget)
    budget.unknown += seen is None
    return there, seen is False and defined(o, there) and _settled(o, there)


def _accepted(o: Opened, there: Json, budget: Budget) -> bool:
    """The kernel takes the instance as a refutation of the original, of which some parts may not be computed."""
    witness = _witness(o.original or o.sequent, o, there)
    if isinstance(witness, Rejected):
        budget.refused = (
            budget.refused or f"{json.dumps(chosen(o, there))}, which the kernel does not accept: {witness}"
        )
    return isinstance(witness, dict)


def _breaks(o: Opened, there: Json, meter: Meter) -> bool:
    """Whether an instance of the hypotheses is one where the goal fails."""
    return verdict(o.sequent.goal, there, meter) is False and defined(o, there) and _settled(o, there)


def _settled(o: Opened, there: Json) -> bool:
    """What is assumed of all naturals holds of all of them there, not only of the first, or says how a sequence goes
    on."""
    about_all = (h for h in o.sequent.hypotheses if any(_over_naturals(n) for n in subnodes(h)))
    return all(verdict(h, there) is True or _goes_on(h, there) for h in about_all)


def _is_recursion(h: Prop) -> bool:
    try:
        return bool(head(h))
    except Rejected:
        return False


def _goes_on(h: Prop, there: Json) -> bool:
    try:
        name, _ = head(h)
        return goes_on(h, [name], read_instance(there, (h,))) == name
    except (Rejected, InstanceError, OutOfBudget):
        return False


def _over_naturals(n: Any) -> bool:
    return bool(n.op in ("forall", "exists") and n.data[0].op == "nat")


def _near_misses(ways: Sequence[Opened], seed: int, budget: Budget) -> tuple[Opened, Json] | None:
    """Hypothesis draws instances and moves some of their numbers, towards where an inequality is nearly violated."""
    if budget.left <= 0:
        return None
    import hypothesis  # slow to import, and seldom needed
    from hypothesis import strategies as st

    moves = st.tuples(*[st.integers(-40, 40)] * MOVED)
    found: list[tuple[Opened, Json]] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(max_examples=NEAR, database=None, deadline=None,
                         phases=(hypothesis.Phase.generate, hypothesis.Phase.target),
                         suppress_health_check=list(hypothesis.HealthCheck))  # fmt: skip
    @hypothesis.given(st.integers(0, 3), moves)
    def look(start: int, by: tuple[int, ...]) -> None:
        if found or budget.left <= 0:
            return
        o, rng = ways[start % len(ways)], Random(f"{seed}:near:{start}")
        there, fails = _attempt(o, _moved(draw(o.nodes, rng, start % 3), [STEP * k for k in by]), rng, budget)
        if there is not None and fails and _accepted(o, there, budget):
            found.append((o, there))
        elif there is not None:
            hypothesis.target(-_margin(o.sequent.goal, there))

    look()
    return found[0] if found else None


def _moved(instance: Json, by: Sequence[Fraction]) -> Json:
    """The numbers of the values shifted, in the order of reading; the shifts are used over again."""
    flat = [x + by[k % len(by)] for k, x in enumerate(numbers(instance["values"]))]
    return {**instance, "values": refilled(instance["values"], flat)}


def _margin(goal: Prop, instance: Json) -> float:
    """How far an inequality is from failing; 0 for other goals. It steers the search and decides nothing."""
    gaps = difference(goal, instance) if goal.op in ("ge", "gt") else None
    nearest = min((x.lo for x in gaps or ()), default=Fraction(0))
    return float(min(max(nearest, Fraction(-1)), Fraction(10**9)))


def defined(o: Opened, instance: Json) -> bool:
    """Nothing in the statement is known to be undefined there."""
    return all(verdict(d, instance) is not False for d in o.duties)


def refutes(o: Opened, instance: Json) -> bool:
    """Inside the hypotheses and the domain, and outside the goal."""
    return (verdict(o.sequent.goal, instance) is False and holds_so_far(o.conditions, instance)
            and defined(o, instance))  # fmt: skip


def _confirmed(sequent: Sequent, o: Opened, found: Json, small: bool) -> Json | Declined:
    if small:
        found = shrink(found, o.conditions, o.sequent.goal, lambda i: refutes(o, i))
    witness = _witness(sequent, o, found)
    if isinstance(witness, Rejected):
        return Declined(f"the instance {json.dumps(found)} is a candidate that the kernel does not accept: {witness}")
    return witness


def _witness(sequent: Sequent, o: Opened, found: Json) -> Json | Rejected:
    """The instance as the kernel takes it, or why it does not."""
    witness = with_reasons(sequent, completed(sequent, chosen(o, found)))
    why = _rejected(sequent, witness)
    if why is not None and "choose" in witness:  # where it is not for the witness to choose, the evaluator may find it
        witness = {k: v for k, v in witness.items() if k != "choose"}
        why = why if _rejected(sequent, witness) is not None else None
    return witness if why is None else why


def _rejected(sequent: Sequent, witness: Json) -> Rejected | None:
    try:
        kernel.refute(sequent, witness)
    except Rejected as why:
        return why
    return None


def with_reasons(sequent: Sequent, witness: Json) -> Json:
    """The instance with the hypotheses that say how a sequence goes on."""
    at = {k: v for k, v in witness.items() if k != "choose"}
    on = {str(k): "recursion" for k, h in enumerate(sequent.hypotheses) if verdict(h, at) is None and _goes_on(h, at)}
    return {**witness, "because": on} if on else witness


def completed(sequent: Sequent, witness: Json) -> Json:
    """An instance of a part of the sequent made one of the whole: what only the other parts speak of gets any value."""
    nodes = (*sequent.hypotheses, sequent.goal)
    sig, rng = signature(nodes), Random(0)
    sizes = {**draw_sizes(sig, rng, 0), **witness["sizes"]}
    drawn = draw_at(sig, sizes, rng, 0, members(nodes))
    return {**witness, **{name: {**drawn[name], **witness.get(name, {})} for name in drawn}}


def chosen(o: Opened, instance: Json) -> Json:
    """The instance of the original: values of opened quantifiers stand under "choose", and nowhere else."""
    out = {name: dict(section) for name, section in instance.items()}
    for section in _SECTIONS.values():
        for name in [name for name in out.get(section, {}) if name.startswith(FREED)]:
            del out[section][name]
    return {**out, "choose": [[b.data[0], _choice(v, instance)] for b, v in o.chosen]} if o.chosen else out


def _choice(free: Term, instance: Json) -> Any:
    """The value drawn for it; 0 where the body does not speak of it."""
    section = instance.get(_SECTIONS[free.op], {})
    if free.data[0] in section or free.op != "var":
        return section.get(free.data[0], 0)
    dims = dims_of(free.shape, instance["sizes"])
    return nested(dims, [Fraction(0)] * prod(dims))
