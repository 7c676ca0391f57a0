"""A difference that is a product: goal − (something known) = f₁ · f₂ · …, and the sign of every factor is known.

a·b ≥ (a·b)² from 0 ≤ a·b ≤ 1, and x ≥ x/n from x ≥ 0 and n ≥ 1, are of this kind. SymPy factors; the kernel multiplies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from proofread.methods.cofactors import Square
from proofread.methods.factoring import factored
from proofread.methods.positivity import not_negative
from proofread.trusted import indexed as ix
from proofread.trusted.combination import Fact
from proofread.trusted.indexed import Head, Poly

LARGEST, DEGREE, TERMS = 24, 8, 12  # monomials, factors of one, squares made
ONE = ((Fraction(1), ()),)


def products(goal: Fact, near: Sequence[int], facts: Sequence[Fact]) -> Iterator[list[Square]]:
    """Squares times facts that sum to the goal, modulo the equations of reciprocals."""
    if not _of_numbers(goal.poly):
        return
    for k in (None, *[k for k in near if _of_numbers(facts[k].poly)]):
        rest = goal.poly if k is None else ix.plus(goal.poly, ix.scale(-1, facts[k].poly))
        strict = goal.kind == "gt" and (k is None or facts[k].kind != "gt")
        made = _signed(rest, facts, strict) if len(rest) > 1 else None
        if made is not None:
            yield [*made, *([] if k is None else [Square(Fraction(1), ONE, ((k, ()),))])]


def _of_numbers(p: Poly) -> bool:
    return len(p) <= LARGEST and all(len(m) <= DEGREE and not any(i for _, i in m) for m in p)


def _signed(p: Poly, facts: Sequence[Fact], strict: bool) -> list[Square] | None:
    """The polynomial as a product of what is not negative."""
    inverted = _reciprocals(p)
    if inverted is None:
        return None
    powers = _highest(p, inverted)
    above = _cleared(p, inverted, powers)
    below = [({((r, ()),): Fraction(1)}, n) for r, n in powers.items()]
    for q in (above, *_reduced(above, facts)):
        found = _with_signs(q, below, facts, strict)
        if found is not None:
            return found
    return None


def _reduced(p: Poly, facts: Sequence[Fact]) -> Iterator[Poly]:
    """The polynomial without a monomial that an equation says something of, where it gets no longer."""
    for fact in facts:
        if fact.kind == "equal" and _of_numbers(fact.poly):
            for m in fact.poly.keys() & p.keys():
                out = ix.plus(p, ix.scale(-p[m] / fact.poly[m], fact.poly))
                if 0 < len(out) <= len(p):
                    yield out


def _with_signs(p: Poly, below: Sequence[tuple[Poly, int]], facts: Sequence[Fact], strict: bool) -> list[Square] | None:
    found = factored(p)
    if found is None:
        return None
    number, factors = found
    parts: list[list[Square]] = []
    for f, n in (*factors, *below):
        root = Square(Fraction(1), tuple((c, m) for m, c in _power(f, n // 2).items()))
        if n // 2:
            if strict and _sign(f, facts, strict=True) is None:
                return None
            parts.append([root])
        if n % 2:
            sign = _sign(f, facts, strict)
            if sign is None:
                return None
            number *= sign[0]
            parts.append(sign[1])
    return [_multiplied(number, group) for group in product(*parts)] if number > 0 and _few(parts) else None


def _few(parts: Sequence[Sequence[Square]]) -> bool:
    count = 1
    for p in parts:
        count *= len(p)
    return count <= TERMS


def _sign(f: Poly, facts: Sequence[Fact], strict: bool) -> tuple[int, list[Square]] | None:
    """1 and squares that sum to f, or −1 and squares that sum to −f."""
    for sign in (1, -1):
        signed = {m: sign * c for m, c in f.items()}
        found = _known(signed, facts, strict) or not_negative(signed, facts, strict=strict)
        if found is not None:
            return sign, found
    return None


def _known(f: Poly, facts: Sequence[Fact], strict: bool) -> list[Square] | None:
    """A fact says it, up to a positive number, or to what is below it."""
    for k, fact in enumerate(facts):
        if fact.kind == "equal" or (strict and fact.kind == "ge") or not _of_numbers(fact.poly):
            continue
        inverted = _reciprocals(fact.poly) or {}
        powers = _highest(fact.poly, inverted)
        above = _cleared(fact.poly, inverted, powers)
        ratios = {f[m] / above[m] for m in f} if above.keys() == f.keys() else set()
        signs = [_sign(inverted[r], facts, strict=True) for r in inverted] if len(ratios) == 1 else [None]
        if min(ratios, default=0) > 0 and all(sign is not None and sign[0] > 0 for sign in signs):
            parts = [sign[1] for sign, n in zip(signs, powers.values(), strict=True) if sign for _ in range(n)]
            return [_multiplied(min(ratios), (Square(Fraction(1), ONE, ((k, ()),)), *g)) for g in product(*parts)]
    return None


def _multiplied(number: Fraction, group: Sequence[Square]) -> Square:
    q: Poly = {(): Fraction(1)}
    for s in group:
        number *= s.coefficient
        q = ix.times(q, {m: c for c, m in s.q})
    return Square(number, tuple((c, m) for m, c in q.items()), tuple(k for s in group for k in s.by))


def _power(f: Poly, n: int) -> Poly:
    out: Poly = {(): Fraction(1)}
    for _ in range(n):
        out = ix.times(out, f)
    return out


def _reciprocals(p: Poly) -> dict[Head, Poly] | None:
    """What is inverted in it, none of which holds another reciprocal."""
    out = {h: ix.thaw(h.args[0]) for m in p for h, _ in m if h.kind == "recip"}
    plain = all(_of_numbers(x) and not any(h.kind == "recip" for m in x for h, _ in m) for x in out.values())
    return out if plain else None


def _highest(p: Poly, inverted: Mapping[Head, Poly]) -> dict[Head, int]:
    return {r: max(sum(h == r for h, _ in m) for m in p) for r in inverted}


def _cleared(p: Poly, inverted: Mapping[Head, Poly], powers: Mapping[Head, int]) -> Poly:
    """The polynomial times the powers of what is inverted."""
    out: Poly = {}
    for m, c in p.items():
        term: Poly = {tuple(f for f in m if f[0] not in inverted): c}
        for r, x in inverted.items():
            term = ix.times(term, _power(x, powers[r] - sum(h == r for h, _ in m)))
        out = ix.plus(out, term)
    return out
