"""What has to hold for a printed formula to be defined, and for its derivatives to exist."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count as count_from
from typing import Any

from proofread.trusted.scalar_terms import LIMITS, converges
from proofread.trusted.terms import (
    Node,
    Prop,
    Term,
    add,
    connective,
    const,
    floor,
    is_nat,
    mul,
    nat,
    number,
    predicate,
    quantifier,
    relation,
)
from proofread.trusted.trees import LEAVES, free_variables, subnodes, substitute


def obligations(nodes: Iterable[Node]) -> tuple[Prop, ...]:
    """Every condition once, in the order of reading."""
    found: dict[Prop, None] = {}
    for n in nodes:
        found.update(dict.fromkeys(_of(n, frozenset())))
    return tuple(found)


def _of(n: Node, moving: frozenset[Node]) -> list[Prop]:
    if n.op in ("implies", "and"):
        return _guarded(n, moving)
    if n.op == "deriv":
        return _of_derivative(n, moving)
    if n.op in LIMITS:
        return _of_limit(n, moving)
    if n.op in ("natsum", "natprod"):
        return _of_members(n, moving)
    if n.op in ("bsum", "forall", "exists"):
        return [_closed(n.data[0], p) for p in _of(n.args[0], moving)]
    if n.op == "entry":
        return _of_entry(n, moving)
    inside = [p for a in n.args for p in _of(a, moving)]
    return inside + _own(n, bool(moving) and not moving.isdisjoint(free_variables(n)))


def _own(n: Node, moves: bool) -> list[Prop]:
    """The condition of one operator; stronger where a derivative is taken through it."""
    zero = const(0)
    if n.op == "recip":
        return [relation("apart", n.args[0], zero)]
    if n.op == "log" or (n.op == "sqrt" and moves):
        return [relation("gt", n.args[0], zero)]
    if n.op == "sqrt":
        return [relation("ge", n.args[0], zero)]
    if n.op == "inv":
        return [predicate("invertible", n.args[0])]
    if n.op == "abs" and moves:
        return [relation("apart", n.args[0], zero)]
    if n.op in ("sign", "is_zero") and moves:
        return [relation("apart", n.args[0], zero)]
    if n.op == "floor" and moves:
        return [relation("apart", n.args[0], n)]
    if n.op in ("pinv", "rank") and moves:
        return [predicate("full_rank", n.args[0])]
    if n.op == "det" and moves:
        return [predicate("invertible", n.args[0])]
    if n.op == "maximum" and moves:
        return [relation("apart", add(n.args[0], mul(-1, n.args[1])), zero)]
    return []


def _of_entry(n: Any, moving: frozenset[Node]) -> list[Prop]:
    """A place that is computed is one of the axis. Where it moves there is no derivative; an index is such a place."""
    out = [p for a in n.args for p in _of(a, moving)]
    for i, size in zip(n.args[1:], n.args[0].shape, strict=True):
        if i.op == "index" or (i.op == "const" and size.is_number and is_nat(i)):
            continue
        if moving & free_variables(i):
            out.append(relation("gt", const(0), const(0)))
        if not is_nat(i):
            out += [relation("ge", i, const(0)), relation("equal", floor(i), i)]
        out.append(relation("gt", number(size), i))
    return out


def _of_derivative(n: Any, moving: frozenset[Node]) -> list[Prop]:
    """Conditions inside the body, at the point where the derivative is taken."""
    (body, at), bound = n.args, n.data[0]
    inner = [substitute(p, {bound: at}) for p in _of(body, moving | {bound})]
    return _of(at, moving) + inner


def _guarded(n: Node, moving: frozenset[Node]) -> list[Prop]:
    """In `a ⇒ b` and `a ∧ b` the right side is read under the left one."""
    first, *rest = n.args
    out = _of(first, moving)
    for later in rest:
        out += [connective("implies", first, p) for p in _of(later, moving)]
    return out


def _of_members(n: Node, moving: frozenset[Node]) -> list[Prop]:
    """Every term that is summed has to be defined; there are as many as the count says."""
    body, count, bound = _members(n)
    inside = _of(body, moving)
    below = relation("gt", count, bound)
    guarded = [connective("implies", below, p) if bound in free_variables(p) else p for p in inside]
    return [_closed(bound, p) for p in guarded] + _of(count, moving)


def _members(n: Node) -> tuple[Term, Term, Term]:
    """Body, count and bound variable, which gets another name if it is free in the count: they will stand together."""
    (body, count), bound = n.args, n.data[0]
    if bound not in free_variables(count):
        return body, count, bound
    named = {v for m in subnodes(n) for v in (m, *m.data) if isinstance(v, Term) and v.op in LEAVES}
    taken = {v.data[0] for v in named}
    other = nat(next(name for k in count_from(1) if (name := f"%{k}") not in taken))
    return substitute(body, {bound: other}), count, other


def _of_limit(n: Any, moving: frozenset[Node]) -> list[Prop]:
    """It converges, which says that its body is defined where that matters. Nothing is known of its derivatives: a
    condition that never holds stands for that."""
    never = [relation("gt", const(0), const(0))] if moving & free_variables(n) else []
    return [*never, converges(n), *(p for a in n.args[1:] for p in _of(a, moving))]


def _closed(bound: Term, p: Prop) -> Prop:
    return quantifier("forall", bound, p) if bound in free_variables(p) else p
