"""The one rule of algebra: a goal is a linear combination of facts, each multiplied by a context and glued to it.

    goal − Σ c · context · fact(glue) − Σ c · q² · (facts that are ≥ 0)   must be literally empty.

Evidence is data (JSON). A label in it is "name:size". Labels that begin with ? are dummies: they are summed, here and
not by the evidence (?? inside one monomial). Every other label is free in the goal or a fixed index of the statement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import DELTA, Head, Index, Poly
from proofread.trusted.lower import Lowering, axes
from proofread.trusted.sizes import Size, may_be_zero
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import rational, substitute


class Rejected(ValueError):
    """The kernel does not accept this evidence."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A polynomial that is 0, ≥ 0 or > 0 for all values of its glueable indices."""

    poly: Poly
    kind: str  # "equal" | "ge" | "gt"


def need(condition: bool, why: str, *about: Any) -> None:
    """`about` fills the places of `why`, which is written out only where the condition fails."""
    if not condition:
        raise Rejected(why.format(*about) if about else why)


def lower_relation(p: Prop) -> Fact:
    """The polynomial of left − right. Axes are the free indices _0, _1; a quantified index is glueable too."""
    if p.op == "forall" and p.data[0].op == "index":
        bound = p.data[0]
        glueable = Term("index", (), (f"_{bound.data[0]}", bound.data[1]))
        inner = lower_relation(substitute(p.args[0], {bound: glueable}))
        return _kept(inner, bound.data[1], (f"_{bound.data[0]}", str(bound.data[1])))
    need(p.op in ("equal", "ge", "gt"), "{} is not an equation or inequality", p.op)
    a, b = p.args
    at = axes(a.shape or b.shape, "_")
    run = Lowering()
    left, right = (run.lower(t, at if t.shape else ()) for t in (a, b))
    poly = ix.plus(left, ix.scale(-1, right))
    measured(poly)
    out = Fact(poly, p.op)
    for size, i in zip(a.shape or b.shape, at, strict=True):
        out = out if i is None else _kept(out, size, i)
    return out


def _kept(fact: Fact, size: Size, i: Index) -> Fact:
    """For all i in a range that may be empty: what does not mention i holds as often as the range has members."""
    if not may_be_zero(size) or i in ix.free_indices(fact.poly):
        return fact
    need(fact.kind != "gt", "> 0 along an axis of size {}, which may be empty", size)
    return Fact(ix.times(fact.poly, ix.count(str(size))), fact.kind)


def measured(p: Poly) -> None:
    """Sums over a space are integrals: its measure stands in every monomial exactly once for each bound point."""
    for m in p:
        points = {i for _, indices in m for i in indices if isinstance(i[0], int) and i[1].startswith("~")}
        for i in points:
            found = sum(1 for h, indices in m if h.kind == "measure" and indices == (i,))
            need(found == 1, "a point of {} is summed with {} measures instead of one", i[1][1:], found)


def fixed(i: Index) -> bool:
    """Whether an index is a variable of the statement, as opposed to an axis or a point."""
    return isinstance(i[0], str) and i[0][0] not in "_@?"


class Table:
    """The heads evidence may name, by number, with the sizes of their slots; and the free labels it may use."""

    def __init__(self, polys: Sequence[Poly], allowed: set[Index]) -> None:
        self.polys = polys
        self.slots = {h: tuple(i[1] for i in indices) for p in polys for m in p for h, indices in m}
        self.heads = sorted(self.slots, key=lambda h: h.key)
        self.allowed = allowed | {i for p in polys for i in ix.free_indices(p) if fixed(i)}
        self.spaces = {h.name for h in self.slots if h.kind == "measure"}
        self.sizes = {i[1] for p in polys for m in p for _, indices in m for i in indices}

    def allowing(self, labels: set[Index]) -> Table:
        """The same heads with other free labels."""
        return Table(self.polys, labels)

    def index(self, text: str) -> tuple[str, str]:
        label, _, size = text.partition(":")
        need(bool(label) and bool(size), "{!r} is not an index", text)
        i = (label, size)
        need(size in self.sizes or (size.isidentifier() and size.isascii()), "{!r} ranges over a size of its own", text)
        need(label.startswith("?") or i in self.allowed, "{!r} is free in the evidence and not in the goal", text)
        return i

    def factor(self, item: Any) -> Poly:
        name, labels = item
        indices = tuple(self.index(t) for t in labels)
        if name == "δ":
            need(len(indices) == 2, "δ has two indices")
            return ix.normal(Fraction(1), [(DELTA, indices)])
        if isinstance(name, str):
            need(name.startswith("#") and name[1:].isidentifier() and not indices, "no head {!r}", name)
            return ix.one_factor(Head("#", name[1:]))
        need(isinstance(name, int) and 0 <= name < len(self.heads), "no head number {!r}", name)
        head = self.heads[name]
        need(self.slots[head] == tuple(i[1] for i in indices), "{!r} has slots {}", head, self.slots[head])
        return ix.one_factor(head, *indices)

    def product(self, factors: Sequence[Any]) -> Poly:
        out = ix.constant(1)
        for item in factors:
            out = ix.times(out, self.factor(item))
        return out

    def poly(self, items: Sequence[Any]) -> Poly:
        """A written polynomial. A label that begins with ?? is summed inside its own monomial."""
        parts = []
        for c, factors in items:
            inner: set[Index] = {i for _, ls in factors for t in ls if (i := self.index(t))[0].startswith("??")}
            parts.append(summed(ix.scale(rational(c), self.product(factors)), inner))
        return ix.plus(*parts)


def summed(p: Poly, labels: set[Index]) -> Poly:
    return ix.bind(p, *sorted(labels, key=str)) if labels else p


def dummies(*groups: Any) -> set[Index]:
    return {i for g in groups for i in g if isinstance(i[0], str) and i[0].startswith("?")}


def glued(fact: Fact, glue: Mapping[str, str], table: Table) -> Poly:
    """The fact with every glueable index mapped to one of the same size."""
    by: dict[Index, Index] = {}
    for i in ix.free_indices(fact.poly):
        if fixed(i):
            continue
        key = f"{i[0]}:{i[1]}"
        need(key in glue, "the free index {} of a fact is not glued", key)
        by[i] = table.index(glue[key])
    return ix.rename(fact.poly, by)


def cofactor(item: Any, facts: Sequence[Fact], table: Table) -> Poly:
    """c · context · fact(glue), every dummy summed."""
    c, context, number, glue = item
    need(isinstance(number, int) and 0 <= number < len(facts), "no fact number {!r}", number)
    need(facts[number].kind == "equal", "fact {} is an inequality", number)
    left, right = table.product(context), glued(facts[number], glue, table)
    sums = dummies(ix.free_indices(left), (table.index(t) for t in glue.values()))
    return summed(ix.scale(rational(c), ix.times(left, right)), sums)


def square(item: Any, facts: Sequence[Fact], table: Table) -> tuple[Poly, bool]:
    """c · q² · measures · (facts ≥ 0), every dummy summed; and whether it is > 0."""
    c = rational(item["c"])
    need(c >= 0, "a square with a negative coefficient")
    q = table.poly(item["q"])
    out, sums = ix.scale(c, ix.times(q, q)), dummies(ix.free_indices(q))
    strict = c > 0 and set(q) == {()}
    for name, label in item.get("measures", []):
        need(name in table.spaces, "no measure {!r}", name)
        i = table.index(label)
        need(i[1] == f"~{name.rpartition(':')[0]}", "{!r} is no point of {}", label, name)
        out, sums, strict = ix.times(out, ix.one_factor(Head("measure", name), i)), sums | dummies([i]), False
    for number, glue in item.get("by", []):
        need(isinstance(number, int) and 0 <= number < len(facts), "no fact number {!r}", number)
        need(facts[number].kind in ("ge", "gt"), "fact {} is not an inequality", number)
        p = glued(facts[number], glue, table)
        sums |= dummies(table.index(t) for t in glue.values())
        out, strict = ix.times(out, p), strict and facts[number].kind == "gt"
    return summed(out, sums), strict and not sums


def check(goal: Fact, facts: list[Fact], evidence: Mapping[str, Any]) -> None:
    """Raise Rejected unless the evidence multiplies out to the goal. `steps` are equations proved on the way."""
    table = Table([f.poly for f in facts] + [goal.poly], ix.free_indices(goal.poly))
    for step in evidence.get("steps", []):
        lemma = lemma_poly(step["poly"], table)
        _multiplied_out(lemma, step["eq"], [], facts, table.allowing(ix.free_indices(lemma)))
        facts = [*facts, Fact(lemma, "equal")]
    strict = _multiplied_out(goal.poly, evidence.get("eq", []), evidence.get("sq", []), facts, table)
    need(goal.kind != "equal" or not evidence.get("sq"), "squares do not prove an equation")
    need(goal.kind != "gt" or strict, "nothing in the evidence is strictly positive")


def lemma_poly(items: Sequence[Any], table: Table) -> Poly:
    """A lemma's polynomial: its free labels begin with _ or @, all others are summed monomial by monomial."""
    labels = [t.partition(":") for _, factors in items for _, ls in factors for t in ls]
    out = table.allowing({(a, s) for a, _, s in labels if a.startswith(("_", "@"))}).poly(items)
    need(not dummies(ix.free_indices(out)), "a dummy of a lemma begins with ??")
    measured(out)
    return out


def _multiplied_out(goal: Poly, eqs: Any, squares: Any, facts: Sequence[Fact], table: Table) -> bool:
    rest, strict = goal, False
    for item in eqs:
        p = cofactor(item, facts, table)
        measured(p)
        rest = ix.plus(rest, ix.scale(-1, p))
    for item in squares:
        p, positive = square(item, facts, table)
        measured(p)
        rest, strict = ix.plus(rest, ix.scale(-1, p)), strict or positive
    need(not rest, "left over: {}", remainder(rest))
    return strict


def remainder(p: Poly) -> str:
    """What was left, readable."""
    show = [f"{c}·" + "·".join(f"{h.name.split('|')[0] or h.kind}{[str(i[0]) for i in ix_]}" for h, ix_ in m)
            for m, c in list(p.items())[:4]]  # fmt: skip
    return " + ".join(show) + (" + …" if len(p) > 4 else "")
