"""A polynomial in numbers with known bounds, written in their distances from the bounds: if every coefficient is
positive, so is the polynomial. x²y − x² − y + 1 with x, y ≥ 1 is (x − 1)²(y − 1) + 2(x − 1)(y − 1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from proofread.methods.cofactors import Square
from proofread.trusted.combination import Fact
from proofread.trusted.indexed import Head, Poly

MOST_FACTS = 60  # among which a contradiction is looked for
MOST, HIGHEST, SHIFTS = 400, 10, 4  # monomials of an expansion, factors of one, other bounds tried
Powers = tuple[tuple[Head, int], ...]  # of the distances, or of numbers without a bound


@dataclass(frozen=True)
class Bound:
    """x ≥ value (sign 1) or x ≤ value (sign −1): fact number `fact` says that sign·(x − value)·scale ≥ 0."""

    value: Fraction
    sign: int
    scale: Fraction
    fact: int
    strict: bool


def not_negative(poly: Poly, facts: Sequence[Fact], *, strict: bool) -> list[Square] | None:
    """Squares times facts that sum to the polynomial; one of them positive if it is to be `strict`."""
    bounds = _bounds(facts)
    found = _with_bounds(poly, bounds, strict)
    for k, head in islice(_far(poly, facts), SHIFTS):
        if found is None:
            distance, scale = Head("distance", str(k)), facts[k].poly[((head, ()),)]
            bound = Bound(Fraction(0), 1, scale, k, facts[k].kind == "gt")
            found = _with_bounds(_moved(poly, head, facts[k].poly, distance), {**bounds, distance: bound}, strict)
    return found


def _far(poly: Poly, facts: Sequence[Fact]) -> Iterator[tuple[int, Head]]:
    """Numbers of the polynomial that are at least something positive which is no number: n ≥ vt² + 1."""
    spoken = {head for m in poly for head, _ in m}
    for k, fact in enumerate(facts):
        alone = [m[0][0] for m, c in fact.poly.items() if len(m) == 1 and c > 0 and not m[0][1]]
        others = [m for m in fact.poly if m and (len(alone) != 1 or m != ((alone[0], ()),))]
        if fact.kind == "equal" or len(alone) != 1 or alone[0] not in spoken or not others:
            continue
        if all(fact.poly[m] < 0 and alone[0] not in {h for h, _ in m} for m in others):
            yield k, alone[0]


def _moved(poly: Poly, head: Head, bound: Poly, distance: Head) -> Poly:
    """The polynomial with distance/scale + (what bounds the number from below) in the number's place."""
    scale = bound[((head, ()),)]
    value = {m: -c / scale for m, c in bound.items() if m != ((head, ()),)} | {((distance, ()),): Fraction(1)}
    out: Poly = {}
    for monomial, c in poly.items():
        terms: Poly = {(): c}
        for factor in monomial:
            by = value if factor == (head, ()) else {(factor,): Fraction(1)}
            terms = _product(terms, by)
            if len(terms) > MOST:
                return {((head, ()),): Fraction(-1)}
        for m, q in terms.items():
            out[m] = out.get(m, Fraction(0)) + q
    return {m: q for m, q in out.items() if q}


def _product(a: Poly, b: Poly) -> Poly:
    out: Poly = {}
    for m, c in a.items():
        for n, q in b.items():
            key = tuple(sorted((*m, *n), key=str))
            out[key] = out.get(key, Fraction(0)) + c * q
    return out


def _with_bounds(poly: Poly, bounds: Mapping[Head, Bound], strict: bool) -> list[Square] | None:
    expanded = _expanded(poly, bounds)
    if expanded is None or any(c < 0 for c in expanded.values()):
        return None
    squares, positive = [], False
    for powers, c in expanded.items():
        square = _square(powers, c, bounds)
        if square is None:
            return None
        squares.append(square)
        positive = positive or all(h in bounds and bounds[h].strict for h, _ in powers)
    return squares if positive or not strict else None


def contradiction(facts: Sequence[Fact], tried: int) -> list[Square] | None:
    """Squares times facts that sum to 0, one of them positive: an inequality assumed whose contrary is so shown."""
    if len(facts) > MOST_FACTS:
        return None
    scalar = [k for k, f in enumerate(facts) if f.kind != "equal" and all(not i for m in f.poly for _, i in m)]
    long = sorted((k for k in scalar if len(facts[k].poly) > 1), key=lambda k: -max(map(len, facts[k].poly)))
    for k in long[:tried]:
        contrary = {m: -c for m, c in facts[k].poly.items()}
        others = [f if j != k else Fact({}, "equal") for j, f in enumerate(facts)]
        found = not_negative(contrary, others, strict=facts[k].kind == "ge")
        if found is not None:
            return [Square(Fraction(1), _ONE, ((k, ()),)), *found]
    return None


_ONE = ((Fraction(1), ()),)


def _bounds(facts: Sequence[Fact]) -> dict[Head, Bound]:
    """Of every number its largest lower bound; where it has none, its least upper one."""
    out: dict[Head, Bound] = {}
    for k, fact in enumerate(facts):
        linear = [m for m in fact.poly if m]
        if fact.kind == "equal" or len(linear) != 1 or len(linear[0]) != 1 or linear[0][0][1]:
            continue
        head, scale = linear[0][0][0], fact.poly[linear[0]]
        made = Bound(-fact.poly.get((), Fraction(0)) / scale, 1 if scale > 0 else -1, abs(scale), k, fact.kind == "gt")
        if head not in out or _tighter(made, out[head]):
            out[head] = made
    return out


def _tighter(a: Bound, b: Bound) -> bool:
    if a.sign != b.sign:
        return a.sign > b.sign
    return (a.sign * a.value, a.strict) > (b.sign * b.value, b.strict)


def _expanded(poly: Poly, bounds: Mapping[Head, Bound]) -> dict[Powers, Fraction] | None:
    """The polynomial in sign·(x − value) for x with a bound."""
    out: dict[Powers, Fraction] = {}
    for monomial, c in poly.items():
        if len(monomial) > HIGHEST or any(indices for _, indices in monomial):
            return None
        terms: dict[Powers, Fraction] = {(): c}
        for head, _ in monomial:
            b = bounds.get(head)
            terms = _times(terms, head, *((Fraction(0), 1) if b is None else (b.value, b.sign)))
            if len(terms) > MOST:
                return None
        for powers, q in terms.items():
            out[powers] = out.get(powers, Fraction(0)) + q
    return {powers: q for powers, q in out.items() if q}


def _times(terms: Mapping[Powers, Fraction], head: Head, value: Fraction, sign: int) -> dict[Powers, Fraction]:
    """Times x = value + sign·(distance)."""
    out: dict[Powers, Fraction] = {}
    for powers, c in terms.items():
        by = dict(powers)
        higher = tuple(sorted({**by, head: by.get(head, 0) + 1}.items(), key=str))
        out[higher] = out.get(higher, Fraction(0)) + sign * c
        out[powers] = out.get(powers, Fraction(0)) + value * c
    return {powers: c for powers, c in out.items() if c}


def _square(powers: Powers, c: Fraction, bounds: Mapping[Head, Bound]) -> Square | None:
    """The product as an even power of what has no bound, times facts."""
    root: list[tuple[Head, tuple[()]]] = []
    by: list[tuple[int, tuple[()]]] = []
    for head, n in powers:
        bound = bounds.get(head)
        if bound is not None:
            by += [(bound.fact, ())] * n
            c /= bound.scale**n
        elif n % 2:
            return None
        else:
            root += [(head, ())] * (n // 2)
    return Square(c, ((Fraction(1), tuple(root)),), tuple(by))
