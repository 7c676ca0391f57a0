"""Cofactors before they are written down, and how they are written down as evidence for the kernel."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofread.trusted import indexed as ix
from proofread.trusted.combination import Fact, Table, dummies
from proofread.trusted.indexed import DELTA, Factor, Head, Index, Poly


@dataclass(frozen=True)
class Cofactor:
    """coefficient · context · facts[number](glue), dummies summed. Numbers past the facts are lemmas."""

    coefficient: Fraction
    context: tuple[Factor, ...]
    number: int
    glue: tuple[tuple[Index, Index], ...]

    def value(self, fact: Poly) -> Poly:
        """All factors at once: only what comes out is brought to canonical form."""
        by = dict(self.glue)
        if any(i[1] != j[1] for i, j in self.glue):
            raise ix.Refused("an index was glued to one of another size")
        sums = dummies((i for _, indices in self.context for i in indices), (j for _, j in self.glue))
        product: Poly = {}
        for m, c in fact.items():
            glued = (*self.context, *((h, tuple([by.get(i, i) for i in indices])) for h, indices in m))
            product[glued] = product.get(glued, Fraction(0)) + self.coefficient * c
        return ix.bind(product, *sorted(sums, key=str))


@dataclass(frozen=True)
class Square:
    """coefficient · q² · measures · facts ≥ 0."""

    coefficient: Fraction
    q: tuple[tuple[Fraction, tuple[Factor, ...]], ...]
    by: tuple[tuple[int, tuple[tuple[Index, Index], ...]], ...] = ()
    measures: tuple[tuple[str, Index], ...] = ()


@dataclass(frozen=True)
class Lemma:
    """A polynomial that is 0, with its cofactors; free labels begin with _."""

    poly: tuple[tuple[Fraction, tuple[Factor, ...]], ...]
    cofactors: tuple[Cofactor, ...]


@dataclass(frozen=True)
class Combination:
    cofactors: tuple[Cofactor, ...]
    squares: tuple[Square, ...] = ()
    lemmas: tuple[Lemma, ...] = ()


def text(i: Index) -> str:
    return f"{i[0]}:{i[1]}"


def written(goal: Fact, facts: Sequence[Fact], found: Combination, where: Sequence[int]) -> dict[str, Any]:
    """The body of an algebra step. `where[k]` is the hypothesis number of fact k; unused facts are left out."""
    used = _used_facts(goal, facts, found)
    polys = [facts[k].poly for k in used] + [goal.poly]
    table = Table(polys, set())
    number = {h: n for n, h in enumerate(table.heads)}
    place = {k: n for n, k in enumerate(used)} | {len(facts) + j: len(used) + j for j in range(len(found.lemmas))}

    def factor(f: Factor) -> list[Any]:
        head, indices = f
        name = "δ" if head == DELTA else number.get(head, f"#{head.name}")
        return [name, [text(i) for i in indices]]

    def cofactor(c: Cofactor) -> list[Any]:
        glue = {text(i): text(j) for i, j in c.glue}
        return [str(c.coefficient), [factor(f) for f in c.context], place[c.number], glue]

    def poly(items: Iterable[tuple[Fraction, tuple[Factor, ...]]]) -> list[Any]:
        return [[str(c), [factor(f) for f in m]] for c, m in items]

    body: dict[str, Any] = {"use": [where[k] for k in used], "eq": [cofactor(c) for c in found.cofactors]}
    if found.lemmas:
        body["steps"] = [{"poly": poly(s.poly), "eq": [cofactor(c) for c in s.cofactors]} for s in found.lemmas]
    if found.squares:
        body["sq"] = [
            {"c": str(s.coefficient), "q": poly(s.q),
             "measures": [[name, text(i)] for name, i in s.measures],
             "by": [[place[k], {text(i): text(j) for i, j in glue}] for k, glue in s.by]}
            for s in found.squares
        ]  # fmt: skip
    return body


def _used_facts(goal: Fact, facts: Sequence[Fact], found: Combination) -> list[int]:
    """Facts that are cited, and facts that are only needed because evidence names a head of theirs."""
    cofactors = [*found.cofactors, *(c for s in found.lemmas for c in s.cofactors)]
    used = {c.number for c in cofactors if c.number < len(facts)} | {k for s in found.squares for k, _ in s.by}
    named: set[Head] = {h for c in cofactors for h, _ in c.context}
    named |= {h for s in found.lemmas for _, m in s.poly for h, _ in m}
    named |= {h for s in found.squares for _, m in s.q for h, _ in m}
    known = ix.heads(goal.poly).union(*(ix.heads(facts[k].poly) for k in used))
    for h in sorted((h for h in named if h != DELTA and h.kind != "#"), key=lambda h: h.key):
        if h not in known:
            k = next(k for k, f in enumerate(facts) if h in ix.heads(f.poly))
            used.add(k)
            known |= ix.heads(facts[k].poly)
    return sorted(used)
