"""Hypotheses that give a value outright, such as y = Xb + ε or h[t+1] = A h[t]: found, ordered, carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from proofread.methods.drawing import offset
from proofread.methods.places import NATURALS, Json, dims_of, exact_values, nested, numbers, verdict, with_entry
from proofread.trusted.nodes import connective
from proofread.trusted.terms import Prop, Space, Term, const
from proofread.trusted.trees import free_spaces, free_variables, open_binder, subnodes

Key = tuple[str, int]  # a variable (name, −1), or a member of a sequence (name, place)


@dataclass(frozen=True)
class Definition:
    """`key` is worth what `term` is, or its entry `at` these places is."""

    key: Key
    space: Space | None
    term: Term
    shape: Any
    at: tuple[int, ...] = ()


Found = dict[Key, tuple[Definition, ...]]  # one of the whole, or some of single entries


def grounded(prop: Prop, instance: Json) -> tuple[Prop, ...]:
    """Conjunctions taken apart, indices run through, the naturals put in as far as the members of sequences go, and
    premises that are already decided taken away; for some index is a disjunction. At the instance's sizes all of these
    together say what the proposition says, naturals excepted."""
    if prop.op == "and":
        return tuple(q for p in prop.args for q in grounded(p, instance))
    if prop.op == "forall" and prop.data[0].op in ("index", "nat"):
        bound = prop.data[0]
        end = _naturals(prop, instance) if bound.op == "nat" else bound.data[1].value(instance["sizes"])
        return tuple(q for k in range(end) for q in grounded(open_binder(prop, const(k)), instance))
    if prop.op == "exists" and prop.data[0].op == "index":
        parts = [open_binder(prop, const(k)) for k in range(prop.data[0].data[1].value(instance["sizes"]))]
        if len(parts) == 1:
            return grounded(parts[0], instance)
        return (connective("or", *parts),) if parts else (prop,)
    if prop.op == "implies" and not free_variables(prop.args[0]):
        known = verdict(prop.args[0], instance)
        if known is not None:
            return grounded(prop.args[1], instance) if known else ()
    return (prop,)


def _naturals(prop: Prop, instance: Json) -> int:
    uses = {n.data[0] for n in subnodes(prop) if n.op == "sequence"}
    given = [len(instance["functions"][name]["values"]) for name in uses if name in instance["functions"]]
    return max(min(given) - offset((prop,)), 1) if given else NATURALS


def definitions(props: Sequence[Prop], instance: Json) -> tuple[Definition, ...]:
    """At most one for each variable, member or entry of one, none circular; each after those it rests on."""
    found: Found = {}
    for p in props:
        if p.op != "equal":
            continue
        for left, right in (p.args, p.args[::-1]):
            made = _definition(left, right, instance)
            if made is not None and _is_new(made, found) and made.key not in _reach(right, found, instance):
                found[made.key] = (*found.get(made.key, ()), made)
                break
    return _in_order(found, instance)


def _is_new(made: Definition, found: Found) -> bool:
    return all(made.at and d.at and made.at != d.at for d in found.get(made.key, ()))


def _definition(left: Term, right: Term, instance: Json) -> Definition | None:
    if right.shape != left.shape and left.shape and not right.shape and free_spaces(left):
        return None
    if left.op == "var":
        space = left.data[1]
        allowed = {space} if space else set()
        return Definition((left.data[0], -1), space, right, left.shape) if free_spaces(right) <= allowed else None
    if left.op == "entry" and left.args[0].op == "sequence" and all(i.op == "const" for i in left.args[1:]):
        whole = _definition(left.args[0], right, instance)
        return None if whole is None else replace(whole, at=tuple(int(i.data[0]) for i in left.args[1:]))
    if left.op == "sequence" and not free_spaces(right):
        place = place_of(left.args[0], instance)
        return None if place is None else Definition((left.data[0], place), None, right, left.shape)
    return None


def place_of(at: Term, instance: Json) -> int | None:
    """The member that is meant, where that is a number."""
    values = exact_values(at, instance)
    return None if values is None else int(values[0][0])


def _keys(term: Term, instance: Json) -> set[Key]:
    """What the value of the term rests on."""
    out: set[Key] = {(str(v.data[0]), -1) for v in free_variables(term) if v.op == "var"}
    for n in subnodes(term):
        if n.op == "sequence" and isinstance(n, Term):
            place = place_of(n.args[0], instance)
            out |= {(n.data[0], k) for k in (range(2 * NATURALS) if place is None else (place,))}
    return out


def _reach(term: Term, found: Found, instance: Json) -> set[Key]:
    """Everything the term rests on, through the definitions."""
    todo, seen = _keys(term, instance), set[Key]()
    while todo:
        key = todo.pop()
        if key not in seen:
            seen.add(key)
            todo |= {k for d in found.get(key, ()) for k in _keys(d.term, instance)}
    return seen


def _in_order(found: Found, instance: Json) -> tuple[Definition, ...]:
    order: Found = {}

    def visit(key: Key) -> None:
        if key in found and key not in order:
            for k in sorted({k for d in found[key] for k in _keys(d.term, instance)}):
                visit(k)
            order[key] = found[key]

    for key in found:
        visit(key)
    return tuple(d for defined in order.values() for d in defined)


def settled(defined: Sequence[Definition]) -> Callable[[Json], Json]:
    """A function that carries the definitions out, wherever their value is exact."""

    def settle(instance: Json) -> Json:
        for d in defined:
            instance = _carried_out(d, instance)
        return instance

    return settle


def _carried_out(d: Definition, instance: Json) -> Json:
    name, place = d.key
    points = exact_values(d.term, instance, (d.space,) if d.space else ())
    if points is None:
        return instance
    dims = dims_of(d.shape, instance["sizes"])
    if place < 0:
        values = [nested(dims, _spread(flat, dims)) for flat in points]
        return with_entry(instance, "values", name, {"points": values} if d.space else values[0])
    old = instance["functions"][name]
    members = list(old["values"])
    if place < len(members):
        flat = _spread(points[0], dims) if not d.at else _with_one(numbers(members[place]), dims, d.at, points[0][0])
        members[place] = nested(dims, flat)
    return with_entry(instance, "functions", name, {**old, "values": members})


def _with_one(flat: list[Fraction], dims: tuple[int, ...], at: tuple[int, ...], worth: Fraction) -> list[Fraction]:
    """The entries row by row with one of them replaced; a place that is outside is none of them."""
    place = 0
    for i, n in zip(at, dims, strict=True):
        if i >= n:
            return flat
        place = place * n + i
    return [*flat[:place], worth, *flat[place + 1 :]]


def _spread(flat: list[Fraction], dims: tuple[int, ...]) -> list[Fraction]:
    """A scalar fills every entry."""
    count = 1
    for n in dims:
        count *= n
    return flat * count if len(flat) == 1 and count != 1 else flat


def members_behind(p: Prop, defined: Sequence[Definition], instance: Json) -> tuple[tuple[Term, int], ...]:
    """The members of sequences that p rests on, itself or through definitions, and that are not defined themselves: a
    use of the sequence, and the place."""
    by: Found = {}
    for d in defined:
        by[d.key] = (*by.get(d.key, ()), d)
    found: list[tuple[Term, int]] = []
    todo, seen = list[Any]([p]), set[Key]()
    while todo:
        for n in subnodes(todo.pop(0)):
            place = place_of(n.args[0], instance) if n.op == "sequence" else None
            if isinstance(n, Term) and place is not None and (key := (n.data[0], place)) not in seen:
                seen.add(key)
                todo += [d.term for d in by.get(key, ())]
                found += [] if key in by else [(n, place)]
    return tuple(found)


def defined_names(defined: Sequence[Definition]) -> frozenset[str]:
    return frozenset(d.key[0] for d in defined if d.key[1] < 0)
