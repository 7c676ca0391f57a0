"""What holds at an instance makes other things true or false: proofs of that, part by part.

A bound variable has a value of its own in the instance, by its place in the statement. A universal part is false where
it fails there, an existential part true where it holds. What is computed becomes a premise.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from proofread.methods.places import Json, Meter, verdict
from proofread.trusted.nodes import connective
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_spaces, open_binder, to_json

Evidence = Any
OPENED = "!q"  # begins the name of the variable that stands for a bound one; no claim can write it


@dataclass
class Known:
    """The premises of one proof, in order: hypotheses, what is given, and what the steps so far added."""

    at: Json
    meter: Meter
    props: list[Prop]
    given: list[Prop] = field(default_factory=list)
    seen: dict[Prop, bool | None] = field(default_factory=dict)
    paths: dict[Prop, str] = field(default_factory=dict)  # where the parts of a proved statement stand in it

    def holds(self, p: Prop) -> bool | None:
        """Whether it does at the instance; None where that is not computed, or not for it to say."""
        if p not in self.seen:
            self.seen[p] = None if free_spaces(p) or self.meter.left <= 0 else verdict(p, self.at, self.meter)
        return self.seen[p]

    def with_(self, *more: Prop) -> Known:
        return replace(self, props=[*self.props, *more])

    def place(self, p: Prop) -> int | None:
        return self.props.index(p) if p in self.props else None


def variable(quantified: Prop, path: str) -> Term:
    """The free variable that stands for the bound one of the quantifier at this place."""
    bound = quantified.data[0]
    return Term(bound.op, (), (f"{OPENED}{path}", *bound.data[1:]), bound.shape)


def step(k: int) -> str:
    """One argument's place in a path; beyond the digits in a form that no other path has."""
    return str(k) if k < 10 else f"x{k}x"


# --- proofs that a part is true, or that it is false ----------------------------------------------------------------


def true(p: Prop, path: str, known: Known, rules: bool = True) -> Evidence | None:
    """A proof of p from what is known, where it is true at the instance."""
    k = known.place(p)
    if k is not None:
        return ["hyp", k]
    value = known.holds(p)
    if value is not None:
        return ["hyp", _premise(p, known)] if value else None
    row = _TRUE.get(p.op)
    found = row(p, path, known) if row is not None else None
    return found if found is not None or not rules else _by_rule(p, known)


def false(p: Prop, path: str, known: Known, rules: bool = True) -> Evidence | None:
    """A proof of 0 > 0 from what is known, p among it, where p is false at the instance."""
    value = known.holds(p)
    if value is True:
        return None
    k = known.place(p)
    assert k is not None
    row = _FALSE.get(p.op) if value is None or p.op in ("forall", "not") else None
    found = row(p, path, known, k) if row is not None else None
    if found is None and value is False:
        return ["contradict", _premise(connective("not", p), known), ["hyp", k]]
    return found if found is not None or not rules else _by_rule_back(p, known, k)


def _premise(p: Prop, known: Known) -> int:
    """The place of what is computed at the instance. Where it is no premise yet it becomes one, and the proof is
    written once more with it."""
    k = known.place(p)
    if k is not None:
        return k
    if p not in known.given:
        known.given.append(p)
    return len(known.props)


def _all_true(p: Prop, path: str, known: Known) -> Evidence | None:
    parts = [true(a, path + step(n), known) for n, a in enumerate(p.args)]
    return None if any(x is None for x in parts) else ["both", *parts]


def _one_true(p: Prop, path: str, known: Known) -> Evidence | None:
    for n, a in enumerate(p.args):
        found = true(a, path + step(n), known)
        if found is not None:
            return ["or", n, found]
    return None


def _not_true(p: Prop, path: str, known: Known) -> Evidence | None:
    found = false(p.args[0], path + "0", known.with_(p.args[0]))
    return None if found is None else ["refute", found]


def _implies_true(p: Prop, path: str, known: Known) -> Evidence | None:
    found = _from_to(p.args[0], p.args[1], path + "0", path + "1", known)
    return None if found is None else ["assume", found]


def _from_to(a: Prop, b: Prop, path_a: str, path_b: str, known: Known) -> Evidence | None:
    """b from a: because b is true, or because a is not."""
    inside = known.with_(a)
    found = true(b, path_b, inside)
    if found is not None:
        return found
    absurd = false(a, path_a, inside)
    return None if absurd is None else ["absurd", absurd]


def _iff_true(p: Prop, path: str, known: Known) -> Evidence | None:
    a, b = p.args
    forth = _from_to(a, b, path + "0", path + "1", known)
    back = None if forth is None else _from_to(b, a, path + "1", path + "0", known)
    return None if back is None else ["iff", forth, back]


def _exists_true(p: Prop, path: str, known: Known) -> Evidence | None:
    v = variable(p, path)
    found = true(open_binder(p, v), path + "0", known)
    return None if found is None else ["witness", to_json(v), found]


def _and_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    inside = known.with_(*p.args)
    for n, a in enumerate(p.args):
        found = false(a, path + step(n), inside)
        if found is not None:
            return ["split", k, found]
    return None


def _or_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    parts = [false(a, path + step(n), known.with_(a)) for n, a in enumerate(p.args)]
    return None if any(x is None for x in parts) else ["cases", k, *parts]


def _not_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    found = true(p.args[0], path + "0", known)
    return None if found is None or free_spaces(p) else ["contradict", k, found]


def _implies_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    premise = true(p.args[0], path + "0", known)
    rest = None if premise is None else false(p.args[1], path + "1", known.with_(p.args[1]))
    return None if rest is None else ["modus", k, premise, rest]


def _iff_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    forth, back = Prop("implies", p.args, ()), Prop("implies", p.args[::-1], ())
    inside = known.with_(forth, back)
    for part, (a, b) in ((forth, ("0", "1")), (back, ("1", "0"))):
        premise = true(part.args[0], path + a, inside)
        rest = None if premise is None else false(part.args[1], path + b, inside.with_(part.args[1]))
        if rest is not None:
            at = inside.place(part)
            return ["split", k, ["modus", at, premise, rest]]
    return None


def _forall_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    v = variable(p, path)
    opened = open_binder(p, v)
    found = false(opened, path + "0", known.with_(opened))
    return None if found is None else ["instance", k, to_json(v), found]


_TRUE: dict[str, Callable[[Prop, str, Known], Evidence | None]] = {
    "and": _all_true, "or": _one_true, "not": _not_true, "implies": _implies_true, "iff": _iff_true,
    "exists": _exists_true,
}  # fmt: skip
_FALSE: dict[str, Callable[[Prop, str, Known, int], Evidence | None]] = {
    "and": _and_false, "or": _or_false, "not": _not_false, "implies": _implies_false, "iff": _iff_false,
    "forall": _forall_false,
}  # fmt: skip


# --- what a proved statement adds -----------------------------------------------------------------------------------


def taken_apart(p: Prop, path: str, known: Known, rest: Callable[[Known], Evidence | None]) -> Evidence | None:
    """The rest, after p, which is known, is taken apart as far as one way leads: at the values of its bound variables,
    and beyond premises that are true there."""
    k = known.place(p)
    if p.op == "forall":
        v = variable(p, path)
        opened = open_binder(p, v)
        found = taken_apart(opened, path + "0", known.with_(opened), rest)
        return None if found is None else ["instance", k, to_json(v), found]
    if p.op == "iff":
        parts = (Prop("implies", p.args, ()), Prop("implies", p.args[::-1], ()))
        found = rest(_placed(known.with_(*parts), p, path))
        return None if found is None else ["split", k, found]
    if p.op == "and":
        found = _conjuncts(list(enumerate(p.args)), path, known.with_(*p.args), rest)
        return None if found is None else ["split", k, found]
    if p.op == "implies":
        premise = true(p.args[0], path + "0", known)
        if premise is None:
            return rest(_placed(known, p, path))
        found = taken_apart(p.args[1], path + "1", known.with_(p.args[1]), rest)
        return None if found is None else ["modus", k, premise, found]
    return rest(known)


def _conjuncts(
    todo: list[tuple[int, Prop]], path: str, known: Known, rest: Callable[[Known], Evidence | None]
) -> Evidence | None:
    if not todo:
        return rest(known)
    n, p = todo[0]
    return taken_apart(p, path + step(n), known, lambda k: _conjuncts(todo[1:], path, k, rest))


def _placed(known: Known, p: Prop, path: str) -> Known:
    at = {p.args[0]: path + "0", p.args[1]: path + "1"}
    return replace(known, paths={**known.paths, **at})


def _by_rule(p: Prop, known: Known) -> Evidence | None:
    """By an implication that is known and whose premise is true."""
    for k, h in enumerate(known.props):
        if h.op == "implies" and h.args[1] == p and h.args[0] in known.paths:
            premise = true(h.args[0], known.paths[h.args[0]], known, rules=False)
            if premise is not None:
                return ["modus", k, premise, ["hyp", len(known.props)]]
    return None


def _by_rule_back(p: Prop, known: Known, at: int) -> Evidence | None:
    """By an implication that leads from p to what is false."""
    for k, h in enumerate(known.props):
        if h.op == "implies" and h.args[0] == p and h.args[1] in known.paths:
            rest = false(h.args[1], known.paths[h.args[1]], known.with_(h.args[1]), rules=False)
            if rest is not None:
                return ["modus", k, ["hyp", at], rest]
    return None
