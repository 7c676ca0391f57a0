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
from proofread.trusted.facts import apply_fact
from proofread.trusted.rules import FALSUM, fresh
from proofread.trusted.terms import Node, Prop, Term, add, const, recip, relation
from proofread.trusted.trees import free_variables, open_binder, subnodes, to_json

Evidence = Any
RELATIONS = ("equal", "ge", "gt", "apart")
DEEPEST = 18
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
        more = opened if v.shape or v.op == "index" else (*opened, v)
        rest = impossible((*premises, body), body, fuel, more)
        return None if rest is None else ["obtain", k, rest]
    if p.op == "and":
        return _of_all(premises, p, fuel, opened, k)
    if p.op == "forall" and not p.data[0].shape and p.data[0].op != "index":
        return _at_numbers(premises, p, fuel, opened, k)
    if p.op == "not":
        inner = _proof(premises, p.args[0], fuel)
        return None if inner is None else ["contradict", k, inner]
    if p.op == "implies":
        premise = _proof(premises, p.args[0], fuel)
        if premise is None:
            return None
        rest = impossible((*premises, p.args[1]), p.args[1], fuel, opened)
        return None if rest is None else ["modus", k, premise, rest]
    return _computed(premises, p, fuel)


def _computed(premises: tuple[Prop, ...], p: Prop, fuel: Fuel) -> Evidence | None:
    """With the values of the parts of p in which nothing is open, and of the members of sequences."""
    members = list(_members(premises, p))
    steps = _powers(premises, p, fuel)
    known = [relation("equal", x, const(q)) for x in _closed(p) if (q := _value(x)) is not None]
    cited = [q for _, q in steps]
    found = _proof((*premises, *(m for _, _, m in members), *cited, *known), FALSUM, fuel)
    for equation in known[::-1]:
        found = None if found is None else ["have", to_json(equation), ["evaluate"], found]
    for step, _ in steps[::-1]:
        found = None if found is None else [*step, found]
    for k, at, _ in members[::-1]:
        found = None if found is None else ["instance", k, to_json(at), found]
    return found


def _members(premises: tuple[Prop, ...], p: Prop) -> Iterator[tuple[int, Term, Prop]]:
    """Where a premise gives all members of a sequence from one on: its instance for each member p speaks of."""
    for k, h in enumerate(premises):
        if not _is_value(h) or h.args[0].args[0].op != "sequence":
            continue
        pattern = h.args[0].args[0]
        first = sum(int(a.data[0]) for a in pattern.args[0].args if a.op == "const")
        places = {n.args[0]: None for n in subnodes(p) if n.op == "sequence" and n.data == pattern.data}
        for at in places:
            later = sum(int(a.data[0]) for a in at.args if a.op == "const") if at.op == "add" else 0
            if later >= first and (isinstance(at, Term) and at.op in ("nat", "add")):
                rest = [a for a in at.args if a.op != "const"] if at.op == "add" else [at]
                x = add(*rest, const(later - first)) if later > first else add(*rest) if len(rest) > 1 else rest[0]
                yield k, x, open_binder(h, x)


def _powers(premises: tuple[Prop, ...], p: Prop, fuel: Fuel) -> list[tuple[list[Any], Prop]]:
    """Steps without their rest, and what each adds: powers with open exponents are at least or at most 1."""
    out: list[tuple[list[Any], Prop]] = []
    for x in dict.fromkeys(n for n in subnodes(p) if n.op == "natpow" and isinstance(n, Term) and not n.shape):
        a, n = x.args
        assert isinstance(a, Term) and isinstance(n, Term)
        ways = ((("power_at_least_one", a),), (("power_nonnegative", a), ("power_at_most_one", a)),
                (("power_of_product", a, a), ("power_at_least_one", a * a)))  # fmt: skip
        for way in ways:
            made = _cited(premises, [(name, (*args, n)) for name, *args in way], fuel)
            if made is not None:
                out += made
                break
    return out


def _cited(
    premises: tuple[Prop, ...], facts: list[tuple[str, tuple[Term, ...]]], fuel: Fuel
) -> list[tuple[list[Any], Prop]] | None:
    out: list[tuple[list[Any], Prop]] = []
    for name, args in facts:
        conditions, conclusion = apply_fact(name, list(args))
        for c in conditions:
            found = _proof(premises, c, fuel)
            if found is None:
                return None
            out.append((["have", to_json(c), found], c))
        out.append((["fact", name, [to_json(x) for x in args]], conclusion))
    return out


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
    compared = _compared(open_binder(p, bound), bound) if bound.op == "var" else ()
    numbers = _naturals(opened) if bound.op == "nat" else _numbers(opened)
    for x in dict.fromkeys((*compared, *numbers)):
        body = open_binder(p, x)
        found = impossible((*premises, body), body, fuel, opened)
        if found is not None:
            return ["instance", k, to_json(x), found]
    return _at_something_large(premises, p, fuel, opened, k) if p.data[0].op == "nat" else None


def _at_something_large(
    premises: tuple[Prop, ...], p: Prop, fuel: Fuel, opened: tuple[Term, ...], k: int
) -> Evidence | None:
    """At a natural number beyond what grows with what was opened."""
    for x in _growing(opened):
        _, some = apply_fact("archimedes", [x])
        n = fresh(some.data[0], *premises, some)
        beyond = open_binder(some, n)
        body = open_binder(p, n)
        found = impossible((*premises, some, beyond, body), body, fuel, opened)
        if found is not None:
            steps = ["obtain", len(premises), ["instance", k, to_json(n), found]]
            return ["fact", "archimedes", [to_json(x)], steps]
    return None


def _growing(opened: tuple[Term, ...]) -> Iterator[Term]:
    naturals = [n + 1 for n in opened if n.op == "nat"]
    for v in (x for x in opened[::-1] if x.op == "var"):
        yield v + 1
        yield from (v * n * n + 1 for n in naturals[:1])


def _naturals(opened: tuple[Term, ...]) -> Iterator[Term]:
    yield from (const(1), const(0))
    yield from (x for n in opened[::-1] if n.op == "nat" for x in (n, n + 1))
    yield from (const(2), const(5))


def _numbers(opened: tuple[Term, ...]) -> Iterator[Term]:
    """What an adversary would answer: small or large against what was opened."""
    half = recip(const(2))
    yield const(1)
    for v in (x for x in opened[::-1] if x.op == "var"):
        yield from (v * half, v + 1, v * recip(v + 1), v, -v, recip(v + 1))
    yield from (const(0), const(-1), const(2), half, const(10))


def _compared(body: Prop, bound: Term) -> Iterator[Term]:
    """What the bound number is compared with, where that is known outside."""
    for n in subnodes(body):
        if n.op in ("equal", "ge", "gt") and bound in n.args:
            known = (a for a in n.args if isinstance(a, Term) and not a.shape and a.op != "const")
            yield from (a for a in known if free_variables(a) <= free_variables(body) - {bound})


def _proof(premises: tuple[Prop, ...], goal: Prop, fuel: Fuel) -> Evidence | None:
    """From the relations and equations for all naturals alone: what is quantified would lead the search astray."""
    if fuel.empty:
        return None
    kept = [k for k, p in enumerate(premises) if p.op in RELATIONS or _is_value(p)]
    own = Fuel(min(SHARE, fuel.left))
    before = own.left
    found = nested(Proof(tuple(premises[k] for k in kept), fuel=own), goal, WORK)
    fuel.spend(before - own.left)
    return None if found is None else ["only", kept, found]


def _is_value(p: Prop) -> bool:
    """∀t: s[t] = c."""
    return p.op == "forall" and p.args[0].op == "equal" and p.args[0].args[1].op == "const"
