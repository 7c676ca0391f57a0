"""Cofactors by saturation: match facts into the goal's monomials, collect what they make, solve for the goal.

There is no order on monomials, so nothing is missed because a rule looks the wrong way round; the price is a bound on
the number of rows. It finds traces, expectations, entrywise products and index sums; long chains are for `chains`.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from proofread.methods.cofactors import Cofactor
from proofread.methods.fuel import Fuel
from proofread.methods.linear import Span
from proofread.methods.matching import matches
from proofread.trusted.combination import Fact
from proofread.trusted.indexed import DELTA, Head, Poly, Refused

EXAMPLES = ("norm(u)² = sum(u·u)", "E‖(H − I)ε‖² = (N − d)σ²")


def saturate(
    goal: Poly, facts: Sequence[Fact], fuel: Fuel, *, rows: int = 1200, rounds: int = 7
) -> list[Cofactor] | None:
    """Cofactors with goal = Σ cofactors, or None within the budget (rows made, not seconds)."""
    if not goal:
        return []
    made: list[Cofactor] = []
    span, seen, patterns = Span(), set[Any](), Patterns(facts)
    frontier, known = list(goal), set(goal)
    longest = 4 + max(len(m) for m in goal)
    for _ in range(rounds):
        fresh: list[Any] = []
        for m in frontier:
            for c in patterns.at(m, longest):
                key = (c.context, c.number, c.glue)
                if key in seen:
                    continue
                seen.add(key)
                try:
                    value = c.value(facts[c.number].poly)
                except Refused:
                    continue
                made.append(c)
                fuel.spend(1)
                span.add(len(made) - 1, value)
                for n in value:
                    if n not in known:
                        known.add(n)
                        fresh.append(n)
                if len(made) >= rows or fuel.empty:
                    return _solved(goal, span, made)
        found = _solved(goal, span, made)
        if found is not None or not fresh:
            return found
        frontier = fresh
    return None


class Patterns:
    """The monomials of the equations, by one head that they have: the places where an equation may be matched."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self._by_head: dict[Head, list[tuple[int, Any, int, int]]] = {}
        for number, fact in enumerate(facts):
            if fact.kind != "equal":
                continue
            longest = max((len(n) for n in fact.poly), default=0)
            glued = len(_glueable(fact.poly))
            for pattern in fact.poly:
                head = next((h for h, _ in pattern if h != DELTA), None)
                if head is not None:
                    self._by_head.setdefault(head, []).append((number, pattern, longest - len(pattern), glued))

    def at(self, m: Any, longest: int) -> list[Cofactor]:
        """Every fact at every place of one monomial, if what it puts there is not too long."""
        out = []
        found = [entry for h in dict.fromkeys(h for h, _ in m) for entry in self._by_head.get(h, ())]
        for number, pattern, grows, glued in sorted(found, key=lambda entry: entry[0]):
            if len(m) + grows <= longest:
                out += [Cofactor(Fraction(1), x.context, number, x.glue)
                        for x in matches(pattern, m) if len(x.glue) == glued]  # fmt: skip
        return out


def _glueable(p: Poly) -> set[Any]:
    return {i for m in p for _, ix in m for i in ix if isinstance(i[0], str) and i[0][0] in "_@"}


def _solved(goal: Poly, span: Span, made: list[Cofactor]) -> list[Cofactor] | None:
    rest, taken = span.reduce(dict(goal))
    if rest:
        return None
    return [Cofactor(q, made[int(k)].context, made[int(k)].number, made[int(k)].glue)  # type: ignore[call-overload]
            for k, q in sorted(taken.items(), key=lambda kq: int(kq[0]))]  # type: ignore[call-overload]  # fmt: skip
