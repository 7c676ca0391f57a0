"""That nothing meets a condition: ∃ opened, ∀ at values made of what was opened, and a contradiction between numbers.

For statements such as ∃v > 0 ∀w > 0: v > w ⇒ 1/w < 2, where a search that tries everything at every step is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from proofread.methods.fuel import Fuel
from proofread.methods.goals import closed, nested
from proofread.methods.places import EMPTY, exact_values
from proofread.methods.proofs import Proof
from proofread.trusted.rules import FALSUM, fresh
from proofread.trusted.terms import Node, Prop, Term, const, recip, relation
from proofread.trusted.trees import free_variables, open_binder, subnodes, to_json

Evidence = Any
DEEPEST = 16
WORK, SHARE = 150, 300  # of the search for one step, and fuel for it


def impossible(premises: tuple[Prop, ...], p: Prop, fuel: Fuel, opened: tuple[Term, ...] = ()) -> Evidence | None:
    """A proof of 0 > 0 from the premises, p among them; `opened`: numbers that came out of ∃."""
    if fuel.empty or len(premises) > DEEPEST:
        return None
    fuel.spend(5)
    k = premises.index(p)
    if p.op == "exists":
        v = fresh(p.data[0], *premises)
        body = open_binder(p, v)
        more = opened if v.shape or v.op != "var" else (*opened, v)
        rest = impossible((*premises, body), body, fuel, more)
        return None if rest is None else ["obtain", k, rest]
    if p.op == "and":
        return _of_all(premises, p, fuel, opened, k)
    if p.op == "forall" and not p.data[0].shape and p.data[0].op == "var":
        return _at_numbers(premises, p, fuel, opened, k)
    if p.op == "implies":
        premise = _proof(premises, p.args[0], fuel)
        if premise is None:
            return None
        rest = impossible((*premises, p.args[1]), p.args[1], fuel, opened)
        return None if rest is None else ["modus", k, premise, rest]
    return _computed(premises, p, fuel)


def _computed(premises: tuple[Prop, ...], p: Prop, fuel: Fuel) -> Evidence | None:
    """With the values of the parts of p in which nothing is open."""
    known = [relation("equal", x, const(q)) for x in _closed(p) if (q := _value(x)) is not None]
    found = _proof((*premises, *known), FALSUM, fuel)
    for equation in known[::-1]:
        found = None if found is None else ["have", to_json(equation), ["evaluate"], found]
    return found


def _closed(n: Node) -> Iterator[Term]:
    """The largest terms inside without anything open, save numbers themselves."""
    if isinstance(n, Term) and not n.shape and closed(n):
        if n.op != "const":
            yield n
    else:
        for a in n.args:
            yield from _closed(a)


def _value(x: Term) -> Fraction | None:
    found = exact_values(x, EMPTY)
    return found[0][0] if found is not None else None


def _of_all(premises: tuple[Prop, ...], p: Prop, fuel: Fuel, opened: tuple[Term, ...], k: int) -> Evidence | None:
    """One of the parts, the quantified ones first: the others are what they need."""
    inside = (*premises, *p.args)
    for part in sorted(p.args, key=lambda q: q.op not in ("exists", "forall", "implies", "and")):
        found = impossible(inside, part, fuel, opened)
        if found is not None:
            return ["split", k, found]
    return None


def _at_numbers(premises: tuple[Prop, ...], p: Prop, fuel: Fuel, opened: tuple[Term, ...], k: int) -> Evidence | None:
    bound = fresh(p.data[0], *premises)
    for x in dict.fromkeys((*_compared(open_binder(p, bound), bound), *_numbers(opened))):
        body = open_binder(p, x)
        found = impossible((*premises, body), body, fuel, opened)
        if found is not None:
            return ["instance", k, to_json(x), found]
    return None


def _numbers(opened: tuple[Term, ...]) -> Iterator[Term]:
    """What an adversary would answer: small or large against what was opened."""
    half = recip(const(2))
    yield const(1)
    for v in opened[::-1]:
        yield from (v * half, v + 1, v * recip(v + 1), v, -v, recip(v + 1))
    yield from (const(0), const(-1), const(2), half, const(10))


def _compared(body: Prop, bound: Term) -> Iterator[Term]:
    """What the bound number is compared with, where that is known outside."""
    for n in subnodes(body):
        if n.op in ("equal", "ge", "gt") and bound in n.args:
            known = (a for a in n.args if isinstance(a, Term) and not a.shape and a.op != "const")
            yield from (a for a in known if free_variables(a) <= free_variables(body) - {bound})


def _proof(premises: tuple[Prop, ...], goal: Prop, fuel: Fuel) -> Evidence | None:
    """From the relations alone: what is quantified would lead the search astray."""
    if fuel.empty:
        return None
    kept = [k for k, p in enumerate(premises) if p.op in ("equal", "ge", "gt", "apart")]
    own = Fuel(min(SHARE, fuel.left))
    before = own.left
    found = nested(Proof(tuple(premises[k] for k in kept), fuel=own), goal, WORK)
    fuel.spend(before - own.left)
    return None if found is None else ["only", kept, found]
