"""Looks for an instance in which the hypotheses hold and the goal fails; makes it small; has the kernel confirm it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from random import Random

from proofread.methods.drawing import draw, draw_at, draw_sizes, members
from proofread.methods.openings import SECTIONS, STOPPED, Opened, chosen, defined, openings
from proofread.methods.places import (
    NATURALS,
    Json,
    Meter,
    difference,
    numbers,
    refilled,
    signature,
    verdict,
    with_entry,
)
from proofread.methods.results import Declined
from proofread.methods.satisfying import holds_so_far, placed, satisfy
from proofread.methods.shrinking import shrink
from proofread.methods.walking import walked
from proofread.methods.wishes import Wish
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.exact import InstanceError, OutOfBudget, read_instance
from proofread.trusted.kernel import Sequent
from proofread.trusted.premises import goes_on, head
from proofread.trusted.terms import Prop, is_poison
from proofread.trusted.trees import free_variables

PLAIN = 300  # attempts before near misses are looked for
NEAR = 300
DRAWS, LIGHT = 2_000, 2  # instances looked at as they are drawn, and what part of the work may go into them
STEP = Fraction(1, 10)  # of these moves; what is much narrower is seldom hit
ELSEWHERE = 12  # other places at which the goal is looked at
SHARES, LEAST = 6, 6_000  # of the work goes into one such attempt
FRACTIONS = 0.4  # of the tiny instances have them
MOVED = 6  # numbers that are moved independently of each other
_LEVEL_ENDS = (60, 140, 220)  # attempts up to which instances are tiny, small, middling


@dataclass
class Budget(Meter):
    """The work left, and what the attempts came to."""

    tried: int = 0
    satisfied: int = 0
    unknown: int = 0
    refused: str = ""  # a candidate that the kernel does not accept, and why


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
        brief = bool(wish) or (any(map(o.goes_on, o.about_all)) and turn % 3 > 0)
        there, fails = _attempt(o, _drawn(o, rng, level, turn, wish, brief), rng, budget, wish)
        if there is not None and not fails:
            there, fails = _from(o, there, rng, budget)
        if there is not None and fails and _accepted(o, there, budget):
            return o, there
    return None


def _from(o: Opened, there: Json, rng: Random, budget: Budget) -> tuple[Json | None, bool]:
    """What is reached from an instance of the hypotheses in which nothing is 0, and whether the goal fails there."""
    if not all(any(numbers(v)) for v in there["values"].values()):
        return None, False
    share = Meter(max(budget.left, 0) // SHARES)
    budget.left -= share.left
    found = walked(o.conditions, o.sequent.goal, there, rng, share)
    budget.left += share.left
    return found, found is not None and _breaks(o, found, budget)


def _drawn(o: Opened, rng: Random, level: int, turn: int, wish: Wish, brief: bool) -> Json:
    """Of the tiny instances some are lean, and some have fractions. For a sequence that is to stop, or of which all
    else follows, the first few members, and places among them: often the first one, where it moves."""
    lean, numbers_of = not level and turn % 2 == 0, max(level, int(rng.random() < FRACTIONS))
    drawn = draw((*o.nodes, *wish), rng, numbers_of, lean, STOPPED if brief else NATURALS, sized=level)
    if not brief:
        return drawn
    end = rng.choice((1, STOPPED))
    return {**drawn, "nats": {name: k % end for name, k in drawn["nats"].items()}}


def _attempt(o: Opened, drawn: Json, rng: Random, budget: Budget, wish: Wish = ()) -> tuple[Json | None, bool]:
    """The drawn instance made to fit, and whether the goal fails there."""
    budget.tried += 1
    drawn = placed((*o.conditions, *wish), drawn, rng)
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
    if seen is not False and (elsewhere := _elsewhere(o, there, budget)) is not None:
        seen, there = False, elsewhere
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


def _elsewhere(o: Opened, there: Json, budget: Budget) -> Json | None:
    """The same values at other places that the goal speaks of, where it fails."""
    ranges = [range(STOPPED if v.op == "nat" else v.data[1].value(there["sizes"])) for v in o.places]
    beside = [c for c in o.conditions if not free_variables(c).isdisjoint(o.places)]
    for numbers_there in islice(product(*ranges), ELSEWHERE if o.places else 0):
        moved = there
        for v, k in zip(o.places, numbers_there, strict=True):
            moved = with_entry(moved, SECTIONS[v.op], v.data[0], k)
        if verdict(o.sequent.goal, moved, budget) is False and all(verdict(c, moved) is True for c in beside):
            return moved
    return None


def _settled(o: Opened, there: Json) -> bool:
    """What is assumed of all naturals holds of all of them there, not only of the first, or says how a sequence goes
    on."""
    return all(verdict(h, there) is True or (o.goes_on(h) and _goes_on(h, there)) for h in o.about_all)


def _goes_on(h: Prop, there: Json) -> bool:
    try:
        name, _ = head(h)
        return goes_on(h, [name], read_instance(there, (h,))) == name
    except (Rejected, InstanceError, OutOfBudget):
        return False


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
