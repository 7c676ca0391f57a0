"""A slip that is still true, proved from the truth it was made in: both are taken apart together, down to the change.

A universal truth is used at the variable itself or at something near it (half of it, its square), an existential one
gives its witness or something near that. Only where the two differ is anything searched for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from proofread.methods import prove
from proofread.methods.fuel import Fuel
from proofread.methods.goals import nested
from proofread.methods.proofs import Proof
from proofread.trusted.rules import FALSUM, fresh
from proofread.trusted.terms import Prop, Term, const, recip, relation
from proofread.trusted.trees import CaptureError, free_spaces, open_binder, subnodes, to_json

Evidence = Any
Known = tuple[Prop, ...]
TACTICS = prove.TACTICS  # loaded, so that `nested` has them
DEEPEST = 24
WORK, SHARE, LEAST = 300, 600, 250  # of the search for one difference, and fuel for it
RELATIONS = ("equal", "ge", "gt", "apart", "nonzero", "invertible", "full_rank", "psd", "pd")


def follows(known: Known, k: int, goal: Prop, fuel: Fuel) -> Evidence | None:
    """A proof of the goal from what is known, of which number `k` is much like it."""
    return _followed(known, k, goal, Way(fuel))


@dataclass(frozen=True)
class Way:
    """`varied`: something near a variable was put in its place already, and the others stay what they are."""

    fuel: Fuel
    varied: bool = False


def _followed(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    if known[k] == goal:
        return ["hyp", k]
    if way.fuel.empty or len(known) > DEEPEST or free_spaces(goal):
        return None
    way.fuel.spend(2)
    old = known[k]
    row = _ROWS.get(goal.op) if old.op == goal.op and len(old.args) == len(goal.args) else None
    found = None if row is None else row(known, k, goal, way)
    if found is None and row is None:
        found = _one_side(known, k, goal, way)
        found = _searched(known, goal, way) if found is None else found
    return found


def _and(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    inside = (*known, *known[k].args)
    parts = []
    for n, part in enumerate(goal.args):
        parts.append(_followed(inside, len(known) + n, part, way))
        if parts[-1] is None:
            return None
    return ["split", k, ["both", *parts]]


def _or(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    cases = []
    for n, (case, part) in enumerate(zip(known[k].args, goal.args, strict=True)):
        found = _followed((*known, case), len(known), part, way)
        if found is None:
            return None
        cases.append(["or", n, found])
    return ["cases", k, *cases]


def _not(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    inside = (*known, goal.args[0])
    found = _followed(inside, len(known), known[k].args[0], way)
    return None if found is None else ["refute", ["contradict", k, found]]


def _implies(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    found = _onwards((*known, goal.args[0]), k, len(known), goal.args[1], way)
    return None if found is None else ["assume", found]


def _iff(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    (a, b), (new_a, new_b) = known[k].args, goal.args
    ways = (Prop("implies", (a, b), ()), Prop("implies", (b, a), ()))
    at = len(known)
    forth = _onwards((*known, new_a, *ways), at + 1, at, new_b, way)
    back = None if forth is None else _onwards((*known, new_b, *ways), at + 2, at, new_a, way)
    return None if back is None else ["iff", ["split", k, forth], ["split", k, back]]


def _onwards(known: Known, k: int, at: int, goal: Prop, way: Way) -> Evidence | None:
    """The goal by the implication number `k`, whose premise follows from number `at`, or is known anyway."""
    premise, conclusion = known[k].args
    first = ["hyp", known.index(premise)] if premise in known else _followed(known, at, premise, way)
    rest = None if first is None else _followed((*known, conclusion), len(known), goal, way)
    return None if rest is None else ["modus", k, first, rest]


def _forall(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    v = fresh(goal.data[0], *known, goal)
    opened = open_binder(goal, v)

    def at(x: Term, made: Prop, way: Way) -> Evidence | None:
        found = _followed((*known, made), len(known), opened, way)
        return None if found is None else ["all", ["instance", k, to_json(x), found]]

    return _first(known[k], v, at, way)


def _exists(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    v = fresh(known[k].data[0], *known, goal)
    inside = (*known, open_binder(known[k], v))

    def at(x: Term, made: Prop, way: Way) -> Evidence | None:
        found = _followed(inside, len(known), made, way)
        return None if found is None else ["obtain", k, ["witness", to_json(x), found]]

    return _first(goal, v, at, way)


def _first(quantified: Prop, v: Term, at: Callable[[Term, Prop, Way], Evidence | None], way: Way) -> Evidence | None:
    """What comes of the variable's stand-ins, the first that serves; those of variables further in come last."""
    bound = quantified.data[0]
    if (bound.op, bound.shape) != (v.op, v.shape) or (v.op == "index" and bound.data[1] != v.data[1]):
        return None
    plainly = replace(way, varied=True)
    ways = [(v, plainly)] if way.varied else [(v, plainly), *((x, plainly) for x in _near(v, quantified)), (v, way)]
    for x, inside in ways:
        try:
            made = open_binder(quantified, x)
        except CaptureError:
            continue
        found = at(x, made, inside)
        if found is not None:
            return found
    return None


def _near(v: Term, quantified: Prop) -> Iterator[Term]:
    """What serves in the place of a variable after a slip."""
    if v.op == "nat":
        yield from (v + 1, v + v)
    elif v.op == "var":
        yield from (const(q) * v for q in (Fraction(1, 2), Fraction(2), Fraction(-1), Fraction(1, 4)))
        if not v.shape:
            yield v * v
            sizes = {n for n in subnodes(quantified) if n.op == "size" and isinstance(n, Term)}
            yield from (v * n for n in sorted(sizes, key=repr)[:2])
            yield from (v * recip(n * n) for n in sorted(sizes, key=repr)[:2])
        elif len(v.shape) == 2 and v.shape[0] == v.shape[1]:
            yield v.T


def _one_side(known: Known, k: int, goal: Prop, way: Way) -> Evidence | None:
    """An inequality of which one side is what it was, by comparing the others."""
    old = known[k]
    if goal.op not in ("ge", "gt") or old.op != goal.op or any(a.shape for a in (*old.args, *goal.args)):
        return None
    (a, b), (new_a, new_b) = old.args, goal.args
    if (a == new_a) == (b == new_b):
        return None
    lemma = relation("ge", b, new_b) if a == new_a else relation("ge", new_a, a)
    found = _searched(known, lemma, way)
    rest = None if found is None else _nested((old, lemma), goal, way)
    return None if rest is None else ["have", to_json(lemma), found, ["only", [k, len(known)], rest]]


def _searched(known: Known, goal: Prop, way: Way) -> Evidence | None:
    """From the relations that are known; what is quantified would lead the search astray."""
    if goal.op not in RELATIONS or way.fuel.empty:
        return None
    kept = [k for k, p in enumerate(known) if p.op in RELATIONS]
    premises = tuple(known[k] for k in kept)
    found = _nested(premises, goal, way)
    if found is None and goal.op in ("ge", "gt") and not any(a.shape for a in goal.args):
        found = _by_contradiction(premises, goal, way)
    return None if found is None else ["only", kept, found]


def _nested(premises: Known, goal: Prop, way: Way) -> Evidence | None:
    own = Fuel(min(max(SHARE, way.fuel.left // 4), way.fuel.left))
    before = own.left
    found = nested(Proof(premises, fuel=own), goal, WORK)
    way.fuel.spend(max(before - own.left, LEAST))
    return found


def _by_contradiction(premises: Known, goal: Prop, way: Way) -> Evidence | None:
    """Of two numbers the one is larger, or the other, or none: the cases in which the goal fails cannot be."""
    a, b = goal.args
    cases = (relation("gt", a - b, 0), relation("equal", a - b, 0), relation("gt", 0, a - b))
    parts = []
    for n, case in enumerate(cases):
        holds = n == 0 or (n == 1 and goal.op == "ge")
        found = _nested((*premises, case), goal if holds else FALSUM, way)
        if found is None:
            return None
        parts.append(found if holds else ["absurd", found])
    return ["sign", to_json(a - b), *parts]


_ROWS: dict[str, Callable[[Known, int, Prop, Way], Evidence | None]] = {
    "and": _and, "or": _or, "not": _not, "implies": _implies, "iff": _iff, "forall": _forall, "exists": _exists,
}  # fmt: skip
