"""Recursions: both sides of an equation give way to what a hypothesis says of every step, and that is compared."""

from __future__ import annotations

from collections.abc import Iterator

from proofread.methods.goals import FIRST, Evidence, nested
from proofread.methods.instantiation import instance
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Node, Prop, Term, is_nat, relation
from proofread.trusted.trees import free_variables, subnodes

Places = dict[Node, Node]


def by_unfolding(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """h(t + 1)[s] = g(t + 1)[s] from h(t + 1)[s] = …, g(t + 1)[s] = … of ∀t ∀s, and the equation of what stands there.
    The recursions are left behind: a step that needs one more is another step of an induction."""
    if goal.op != "equal" or not all(_stepped(a) for a in goal.args):
        return None
    rules = [h for h in proof.hypotheses if h.op == "forall" and _stepped(_equation(h))]
    unfolded = [found for a in goal.args if (found := _unfolded(proof, rules, a)) is not None]
    if len(unfolded) < 2:
        return None
    inner = relation("equal", *unfolded)
    if not proof.knows(inner):
        left = {*proof.cited, *rules}
        kept = [k for k, h in enumerate(proof.hypotheses) if h not in left and not _defines(h)]
        branch = Proof([proof.hypotheses[k] for k in kept], fuel=proof.fuel)
        found = nested(branch, inner, work)
        if found is None:
            return None
        proof.have(inner, ["only", kept, found])
    used = [relation("equal", a, b) for a, b in zip(goal.args, unfolded, strict=True)]
    last = Proof([*used, inner], fuel=proof.fuel)
    found = nested(last, goal, work)
    return None if found is None else ["only", [proof.number(p) for p in (*used, inner)], found]


def _stepped(x: Node | None) -> bool:
    """It speaks of a member of a sequence that comes after another."""
    return x is not None and any(n.op == "sequence" and n.args[0].op == "add" for n in subnodes(x))


def _defines(h: Prop) -> bool:
    return h.op == "equal" and _stepped(h)


def _equation(h: Prop) -> Node | None:
    """The left side of an equation that holds for all its variables."""
    while h.op == "forall":
        h = h.args[0]
    return h.args[0] if h.op == "equal" else None


def _unfolded(proof: Proof, rules: list[Prop], x: Term) -> Term | None:
    """What the first rule that fits says of it; its instance is added."""
    for h in rules:
        places: Places = {}
        bound = list(_bound(h))
        left = _equation(h)
        if left is None or not _matches(left, x, frozenset(bound), places) or set(bound) - set(places):
            continue
        step: Prop | None = h
        for v in bound:
            term = places[v]
            step = instance(proof, step, term) if step is not None and isinstance(term, Term) else None
        if step is not None and step.args[0] == x:
            other = step.args[1]
            return other if isinstance(other, Term) else None
    return None


def _bound(h: Prop) -> Iterator[Node]:
    while h.op == "forall":
        yield h.data[0]
        h = h.args[0]


def _matches(pattern: Node, x: Node, bound: frozenset[Node], places: Places) -> bool:
    """Fill in `places` so that the pattern becomes x. A bound variable stands for a term of its kind."""
    if pattern in bound:
        return _fits(pattern, x) and places.setdefault(pattern, x) == x
    if not bound & free_variables(pattern):
        return pattern == x
    same = pattern.op == x.op and pattern.data == x.data and len(pattern.args) == len(x.args)
    return same and all(_matches(p, a, bound, places) for p, a in zip(pattern.args, x.args, strict=True))


def _fits(v: Node, x: Node) -> bool:
    if v.op == "nat":
        return isinstance(x, Term) and is_nat(x)
    return x.op == "index" and x.data[1] == v.data[1] if v.op == "index" else v._shape() == x._shape()


FIRST.append(by_unfolding)
