"""What evidence writes by number: the heads of a step's facts and goal, as atoms of the Coq normaliser.

The table of heads is made anew from the statement, as the kernel makes it. Which atom a head is, is found by lowering
the term of every atom that the facts and the goal have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from proofread.second_kernel.expressions import (
    SPACE_SORT,
    UNIT,
    Expr,
    Label,
    Places,
    add,
    mul,
    rat,
    total_of,
)
from proofread.second_kernel.names import NotExportedError
from proofread.trusted import indexed as ix
from proofread.trusted.combination import Table, lower_relation
from proofread.trusted.lower import Lowering
from proofread.trusted.sizes import ONE, parse_size
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_spaces, free_variables, rational

if TYPE_CHECKING:
    from proofread.second_kernel.algebra import Step


@dataclass(frozen=True)
class Context:
    """A product written in evidence: its factors, its dummies, and what each label in it stands for."""

    factors: tuple[Expr, ...]
    dummies: tuple[Label, ...]
    labels: dict[str, Label]


@dataclass(frozen=True)
class Written:
    """A polynomial written in evidence; every call of `polynomial` gives it with inner dummies of its own."""

    heads: Heads
    items: Any
    dummies: tuple[Label, ...]
    labels: dict[str, Label]

    @property
    def constant(self) -> bool:
        return all(not factors for _, factors in self.items)

    def polynomial(self) -> Expr:
        out: Expr | None = None
        for c, factors in self.items:
            one = self.heads.monomial(c, factors, self.labels)
            out = one if out is None else add(out, one)
        return rat(0) if out is None else out


@dataclass(frozen=True)
class Known:
    """A head's term, and for each of its indices which axis or parameter of the term it is."""

    term: Term
    slots: tuple[tuple[str, Any], ...]  # ("axis", k) | ("index", variable) | ("point", space)


class Heads:
    """Built when the step begins; the lookup is filled from the terms of the facts and the goal."""

    def __init__(self, step: Step, facts: Sequence[Prop], goal: Prop) -> None:
        self.step = step
        polys = [lower_relation(p).poly for p in (*facts, goal)]
        self.table = Table(polys, set())
        self.known: dict[str, Known] = {}
        for p in (*facts, goal):
            self._collect(p)

    def _collect(self, n: Any) -> None:
        if isinstance(n, Term):
            self._register(n)
        for a in n.args:
            self._collect(a)
        if isinstance(n, Term) and n.op in ("deriv", "recip"):
            self._register_inner(n)

    def _register(self, t: Term) -> None:
        """Where a term is one factor of the indexed form, that factor's head is this term."""
        at = tuple(None if s.is_one else (f"!{k}", str(s)) for k, s in enumerate(t.shape))
        try:
            p = Lowering().lower(t, at)
        except (ix.Refused, ValueError):
            return
        if len(p) != 1:
            return
        (m, c), = p.items()  # fmt: skip
        if c != 1 or len(m) != 1 or any(isinstance(i[0], int) for i in m[0][1]) or m[0][0] == ix.DELTA:
            return
        head, indices = m[0]
        slots = tuple(self._slot(t, str(i[0])) for i in indices)
        if all(s is not None for s in slots):
            self.known.setdefault(head.key, Known(t, tuple(s for s in slots if s is not None)))

    @staticmethod
    def _slot(t: Term, label: str) -> tuple[str, Any] | None:
        if label.startswith("!"):
            return ("axis", int(label[1:]))
        if label.startswith("@"):
            return ("point", label[1:])
        return next((("index", v) for v in free_variables(t) if v.op == "index" and v.data[0] == label), None)

    def _register_inner(self, t: Term) -> None:
        """The functions that appear when a derivative of a compound or a reciprocal of a product is written out."""
        before = len(self.step.reader.met)
        at = tuple(self.step.labels.fresh(s) for s in t.shape)
        try:
            self.step.reader.read(t, at, Places())
        except NotExportedError:
            return
        for a in self.step.reader.met[before:]:
            self._register(a.term)

    # what evidence writes

    def context(self, factors: Sequence[Any], more: Sequence[str]) -> Context:
        labels = self._labels([t for _, ls in factors for t in ls] + list(more))
        dummies = tuple(dict.fromkeys(x for t, x in labels.items() if t.startswith("?")))
        measured = {ls[0] for name, ls in factors if self._is_measure(name)}
        for t, x in labels.items():
            if t.startswith("?") and x[0] == SPACE_SORT and t not in measured:
                raise NotExportedError("a point whose measure is inside a fact")
        made = tuple(self.factor(name, [labels[t] for t in ls]) for name, ls in factors if not self._is_measure(name))
        return Context(made, tuple(sorted(dummies, key=lambda x: (x[0] != SPACE_SORT, x))), labels)

    def polynomial(self, items: Any, more: Sequence[str]) -> Written:
        outer = [t for _, factors in items for _, ls in factors for t in ls if not t.startswith("??")]
        labels = self._labels(outer + list(more))
        dummies = tuple(dict.fromkeys(x for t, x in labels.items() if t.startswith("?")))
        return Written(self, items, dummies, labels)

    def monomial(self, c: str, factors: Any, outer: dict[str, Label]) -> Expr:
        inner = self._labels([t for _, ls in factors for t in ls if t.startswith("??")])
        labels = {**outer, **inner}
        out = rat(rational(c))
        for name, ls in factors:
            out = mul(out, self.factor(name, [labels[t] for t in ls]))
        return total_of(tuple(dict.fromkeys(inner.values())), out)

    def _is_measure(self, name: Any) -> bool:
        return isinstance(name, int) and self.table.heads[name].kind == "measure"

    def _labels(self, texts: Sequence[str]) -> dict[str, Label]:
        out: dict[str, Label] = {}
        for t in texts:
            if t not in out:
                out[t] = self._label(t)
        return out

    def _label(self, text: str) -> Label:
        """Dummies are new; others are axes of the goal, its point, or index variables."""
        label, _, size = text.partition(":")
        step = self.step
        if label.startswith("?"):
            return step.labels.point() if size.startswith("~") else step.labels.fresh(parse_size(size, {}))
        if label.startswith("@"):
            if step.places.point is None:
                raise NotExportedError(f"the point {label}")
            return step.places.point
        if label.startswith("_") and label[1:].isdigit():
            return step.at[int(label[1:])]
        return next(x for v, x in step.places.indices if v.data[0] == label)

    def factor(self, name: Any, labels: Sequence[Label]) -> Expr:
        if name == "δ":
            return Expr("Delta", labels=tuple(labels))
        if isinstance(name, str):
            return self._size(name[1:])
        head = self.table.heads[name]
        if head.kind == "#":
            return self._size(head.name)
        if head == ix.DELTA:
            return Expr("Delta", labels=tuple(labels))
        if head.key not in self.known:
            raise NotExportedError(f"a head of kind {head.kind} that no term of the step is")
        return self._atom(self.known[head.key], labels)

    def _size(self, name: str) -> Expr:
        return Expr("Size", labels=(self.step.labels.fresh(parse_size(name, {})),))

    def _atom(self, k: Known, labels: Sequence[Label]) -> Expr:
        at = [UNIT if s == ONE else None for s in k.term.shape]
        places = self.step.outer
        for (kind, what), x in zip(k.slots, labels, strict=True):
            if kind == "axis":
                at[what] = x
            elif kind == "index":
                places = places.with_index(what, x)
            else:
                places = places.at_point(x)
        if any(x is None for x in at) or (free_spaces(k.term) and places.point is None):
            raise NotExportedError("a head that does not depend on one of its axes")
        return self.step.reader.read(k.term, tuple(x for x in at if x is not None), places)
