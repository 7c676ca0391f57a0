"""Inequalities: goal = Σ equations + Σ c · q² · (known non-negatives), c ≥ 0. Squares come from the goal itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from itertools import combinations, combinations_with_replacement, islice
from typing import Any

from proofread.methods.cofactors import Cofactor, Combination, Square
from proofread.methods.linear import Span
from proofread.methods.positivity import contradiction, not_negative
from proofread.methods.products import products
from proofread.methods.proofs import Proof
from proofread.methods.saturation import Patterns
from proofread.trusted import indexed as ix
from proofread.trusted.combination import Fact, dummies, fixed, summed
from proofread.trusted.facts import ZERO
from proofread.trusted.indexed import Poly, Refused
from proofread.trusted.terms import Node, Term, integral, matmul, relation
from proofread.trusted.trees import subnodes

LONGEST = 10  # factors of a monomial in which equations are looked for: the ways to place one grow fast
FEW, MOST = 30, 300  # candidates tried in a quick and in a full search


def prove_inequality(
    proof: Proof, goal: Fact, nodes: Iterable[Node], facts: Sequence[Fact], *, quick: bool
) -> Combination | None:
    """By the signs of its terms; else each candidate alone, then a few together, each time modulo the equations."""
    plain = not_negative(goal.poly, facts, strict=goal.kind == "gt") if goal.poly else contradiction(facts, FEW)
    found = None if plain is None else _assemble(goal, plain, Span(), [], facts)
    if found is not None:
        return found
    if goal.poly:
        found = _by_products(goal, facts, 2 if quick else 6)
        if found is not None:
            return found
    candidates = list(islice(_candidates(proof, goal, list(nodes), facts), FEW if quick else MOST))
    proof.fuel.spend(5 * len(candidates))
    return None if proof.fuel.empty else _with_candidates(goal, candidates, facts)


def _by_products(goal: Fact, facts: Sequence[Fact], tried: int) -> Combination | None:
    """The goal, or what it is more than a fact, as a product of factors with known signs."""
    compared = [k for k, f in enumerate(facts) if f.kind != "equal" and len(f.poly) > 1]
    for squares in products(goal, _nearest(goal, compared, facts)[:tried], facts):
        values = [p for s in squares if (p := _value(s, facts)) is not None]
        equations = _equations([goal.poly, *values], facts)
        base = Span()
        for k, c in enumerate(equations):
            base.add(("equation", k), c.value(facts[c.number].poly))
        found = _assemble(goal, squares, base, equations, facts)
        if found is not None:
            return found
    return None


def _with_candidates(goal: Fact, candidates: list[Square], facts: Sequence[Fact]) -> Combination | None:
    values = [(s, p) for s in candidates if (p := _value(s, facts)) is not None]
    seeds = [goal.poly] if goal.poly else [f.poly for f in facts]
    equations = _equations([*seeds, *(p for _, p in values)], facts)
    base = Span()
    for k, c in enumerate(equations):
        base.add(("equation", k), c.value(facts[c.number].poly))
    rest = base.reduce(dict(goal.poly))[0]
    reduced = [(s, base.reduce(dict(p))[0]) for s, p in values]
    chosen = _positive_combination(rest, reduced, goal.kind == "gt", facts)
    return None if chosen is None else _assemble(goal, chosen, base, equations, facts)


def _positive_combination(
    rest: dict[Any, Fraction], reduced: list[tuple[Square, dict[Any, Fraction]]], strict: bool, facts: Sequence[Fact]
) -> list[Square] | None:
    """Non-negative multiples of one, two or three candidates that make up the rest."""
    if not rest:
        return _vanishing(reduced, facts) if strict else []
    useful = [(s, p) for s, p in reduced if p and set(p) & set(rest)]
    extra = [(s, p) for s, p in reduced if p and not set(p) & set(rest)]
    reached = {m for _, p in useful for m in p}
    linked = useful[:9] + [(s, p) for s, p in extra if set(p) & reached][:7]
    for size, pool in ((1, useful), (2, useful[:24]), (3, useful[:12]), (2, (useful + extra)[:30]), (3, linked)):
        for group in combinations(pool, size):
            span = Span()
            for k, (_, p) in enumerate(group):
                span.add(k, p)
            left, taken = span.reduce(rest)
            if left or any(q < 0 for q in taken.values()):
                continue
            squares = [_scaled(group[int(k)][0], q) for k, q in taken.items()]  # type: ignore[call-overload]
            if not strict or any(_is_strict(s, facts) for s in squares):
                return squares
    return None


def _vanishing(reduced: list[tuple[Square, dict[Any, Fraction]]], facts: Sequence[Fact]) -> list[Square] | None:
    """Something positive that, with other non-negatives, is 0: the hypotheses contradict each other."""
    for s, p in reduced[:24]:
        if _is_strict(s, facts):
            others = _positive_combination({m: -c for m, c in p.items()}, reduced, False, facts)
            if others is not None:
                return [s, *others]
    return None


def _scaled(s: Square, q: Fraction) -> Square:
    return Square(s.coefficient * q, s.q, s.by, s.measures)


def _is_strict(s: Square, facts: Sequence[Fact]) -> bool:
    return [m for _, m in s.q] == [()] and not s.measures and all(facts[k].kind == "gt" and not g for k, g in s.by)


def _assemble(
    goal: Fact, squares: list[Square], base: Span, equations: list[Cofactor], facts: Sequence[Fact]
) -> Combination | None:
    rest = dict(goal.poly)
    for s in squares:
        value = _value(s, facts)
        if value is None:
            return None
        rest = ix.plus(rest, ix.scale(-1, value))
    left, taken = base.reduce(rest)
    if left:
        return None
    used = [(equations[k[1]], q) for k, q in taken.items() if isinstance(k, tuple)]
    return Combination(tuple(Cofactor(q, c.context, c.number, c.glue) for c, q in used), tuple(squares))


def _candidates(proof: Proof, goal: Fact, nodes: Iterable[Node], facts: Sequence[Fact]) -> Iterator[Square]:
    one = ((Fraction(1), ()),)
    yield Square(Fraction(1), one)
    signs = [k for k, fact in enumerate(facts) if fact.kind != "equal"]
    scalars = [k for k in signs if not ix.free_indices(facts[k].poly)]
    alone = _signs_of_one(scalars, facts)
    compared = [k for k in scalars if len(facts[k].poly) > 1]  # of two things against each other
    near = _nearest(goal, compared, facts)
    pointwise = [k for k in signs if k not in scalars]
    roots = list(_roots(proof, nodes))
    yield from _centred(proof, nodes)
    yield from _products((*near, *alone[:10]), 1)
    for k in pointwise:
        yield from _glued((k,), facts, goal)
    for q in roots[:12]:
        yield Square(Fraction(1), q)
    yield from _products((*near[:7], *alone[:6]), 2)
    for q in roots:
        for k in (*alone[:7], *near[:4]):
            yield Square(Fraction(1), q, ((k, ()),))
    for k, j in combinations(pointwise[:12], 2):
        yield from _glued((k, j), facts, goal)
    for k in pointwise[:8]:
        yield from _weighted(proof, k, facts, nodes)
    for q in roots[12:]:
        yield Square(Fraction(1), q)
    yield from _products((*near[:4], *alone[:7]), 3)


def _signs_of_one(scalars: Sequence[int], facts: Sequence[Fact]) -> list[int]:
    """The signs of single things, each once, as strictly as it is known; of constants too."""
    out: dict[Any, int] = {}
    for k in scalars:
        monomials = tuple(facts[k].poly)
        if len(monomials) == 1 and (monomials not in out or facts[out[monomials]].kind == "ge"):
            out[monomials] = k
    return sorted(out.values(), key=lambda k: (facts[k].poly.keys() == {()}, k))


def _nearest(goal: Fact, compared: list[int], facts: Sequence[Fact]) -> list[int]:
    """In turn one that speaks most of the goal's terms, and one as they come."""
    spoken = _heads(goal.poly)
    ranked = sorted(
        compared,
        key=lambda k: (-len(set(facts[k].poly) & set(goal.poly)), -len(_heads(facts[k].poly) & spoken)),
    )
    mixed = [k for pair in zip(ranked, compared, strict=True) for k in pair]
    return list(dict.fromkeys(mixed))[:12]


def _heads(p: Poly) -> set[Any]:
    """What a polynomial speaks of, also under a reciprocal."""
    heads = ix.heads(p)
    return heads | {h for r in heads if r.kind == "recip" for h in ix.heads(ix.thaw(r.args[0]))}


def _products(signs: Sequence[int], size: int) -> Iterator[Square]:
    """Products of so many inequalities between numbers."""
    for group in combinations_with_replacement(signs, size):
        yield Square(Fraction(1), ((Fraction(1), ()),), tuple((k, ()) for k in group))


def _glued(group: tuple[int, ...], facts: Sequence[Fact], goal: Fact) -> Iterator[Square]:
    """Inequalities at every entry, multiplied there: at the goal's entries, or summed (with a measure)."""
    free = sorted({i for k in group for i in ix.free_indices(facts[k].poly) if not fixed(i)}, key=str)
    one = ((Fraction(1), ()),)

    def by(place: dict[Any, Any]) -> Any:
        mine = {k: sorted((i for i in ix.free_indices(facts[k].poly) if not fixed(i)), key=str) for k in group}
        return tuple((k, tuple((i, place[i]) for i in mine[k])) for k in group)

    if all(i in ix.free_indices(goal.poly) for i in free):
        yield Square(Fraction(1), one, by({i: i for i in free}))
    place = {i: (f"?{n}", i[1]) for n, i in enumerate(free)}
    points = [j for j in place.values() if j[1].startswith("~")]
    names = {h.name for m in goal.poly for h, _ in m if h.kind == "measure"}
    measures = tuple((n, j) for j in points for n in names if f"~{n.split(':')[0]}" == j[1])
    if len(measures) == len(points):
        yield Square(Fraction(1), one, by(place), measures)


def _weighted(proof: Proof, k: int, facts: Sequence[Fact], nodes: Iterable[Node]) -> Iterator[Square]:
    """Σ q_i² · fact_i for the columns q and 1 − q that occur."""
    free = sorted(ix.free_indices(facts[k].poly), key=str)
    if len(free) != 1 or free[0][1].startswith("~"):
        return
    place = (f"?{0}", free[0][1])
    columns = {v for n in nodes for v in subnodes(n) if v.op == "var" and isinstance(v, Term) and not v.data[1]}
    fitting = (v for v in columns if len(v.shape) == 2 and v.shape[1].is_one and str(v.shape[0]) == free[0][1])
    for v in sorted(fitting, key=repr)[:6]:
        for q in (v, 1 - v):
            root = proof.lowered(relation("equal", q, ZERO))
            if root is not None:
                poly = ix.rename(root.poly, dict.fromkeys(ix.free_indices(root.poly), place))
                yield Square(Fraction(1), tuple((c, m) for m, c in poly.items()), ((k, ((free[0], place),)),))


def _roots(proof: Proof, nodes: Iterable[Node]) -> Iterator[Any]:
    """What is squared somewhere in the statement, and differences of two such terms of one shape."""
    squared: dict[Term, None] = {}
    for n in nodes:
        for x in subnodes(n):
            if x.op == "mul" and x.args[0] == x.args[1]:
                squared.setdefault(x.args[0])
            elif x.op == "power" and x.data[0] % 2 == 0:
                squared.setdefault(x.args[0] ** (x.data[0] // 2))
            elif x.op == "matmul" and isinstance(x, Term) and (half := _half(x)) is not None:
                squared.setdefault(half)
    bases = [x for x in squared if isinstance(x, Term)]
    pairs = [x - y for x, y in combinations(bases, 2) if x.shape == y.shape]
    sums = [x + y for x, y in combinations(bases, 2) if x.shape == y.shape]
    leaves = {v for n in nodes for v in subnodes(n) if v.op == "var" and isinstance(v, Term)}
    singles = sorted(leaves, key=repr)
    pairs += [x - y for x, y in combinations(singles, 2) if x.shape == y.shape] + singles
    for base in [*bases, *pairs, *sums]:
        fact = proof.lowered(relation("equal", base, ZERO))
        if fact is not None and fact.poly:
            yield _opened(fact.poly)


def _half(x: Term) -> Term | None:
    """u, where x is written as the number uᵀu, u a product of matrices."""
    chain = _chain(x)
    left, right = chain[: len(chain) // 2], chain[len(chain) // 2 :]
    turned = [a.args[0] if a.op == "transpose" else a.T for a in reversed(left)]
    return reduce(matmul, right) if not x.shape and turned == right else None


def _chain(x: Term) -> list[Term]:
    return [*_chain(x.args[0]), *_chain(x.args[1])] if x.op == "matmul" else [x]


def _centred(proof: Proof, nodes: Iterable[Node]) -> Iterator[Square]:
    """E(x − E x)² ≥ 0 and E x² ≥ 0, for the random variables x under an expectation."""
    means = {x for n in nodes for x in subnodes(n) if x.op == "integral" and x.data[0][1]}
    found = {(v, x.data[0]) for x in means for v in subnodes(x) if v.op == "var" and v.data[1] == x.data[0]}
    for v, space in sorted(found, key=repr)[:4]:
        assert isinstance(v, Term)
        for q in (v - integral(space, v), v):
            root = proof.lowered(relation("equal", q, ZERO))
            if root is not None:
                at = (f"?a{space[0]}", f"~{space[0]}")
                yield Square(Fraction(1), _opened(root.poly), (), ((f"{space[0]}:{space[1]}", at),))


def _opened(p: Poly) -> Any:
    """A polynomial with its axes as dummies; bound indices of its monomials too."""
    out = []
    for m, c in p.items():
        names = {
            i: (f"?{'?b' if isinstance(i[0], int) else 'a'}{str(i[0]).strip('_@')}", i[1]) for _, js in m for i in js
        }
        out.append((c, tuple((h, tuple(names[i] for i in js)) for h, js in m)))
    return tuple(out)


def _value(s: Square, facts: Sequence[Fact]) -> Poly | None:
    """What the kernel will make of it."""
    try:
        q = ix.plus(*(summed(ix.normal(c, list(m)), {i for _, js in m for i in js if str(i[0]).startswith("??")})
                      for c, m in s.q))  # fmt: skip
        out, sums = ix.scale(s.coefficient, ix.times(q, q)), dummies(ix.free_indices(q))
        for name, i in s.measures:
            out, sums = ix.times(out, ix.one_factor(ix.Head("measure", name), i)), sums | dummies([i])
        for k, glue in s.by:
            out, sums = ix.times(out, ix.rename(facts[k].poly, dict(glue))), sums | dummies(j for _, j in glue)
        return summed(out, sums)
    except Refused:
        return None


def _equations(polys: Sequence[Poly], facts: Sequence[Fact], rows: int = 500) -> list[Cofactor]:
    """Every equation at every place of the monomials in play, two rounds."""
    out: list[Cofactor] = []
    seen: set[Any] = set()
    known, patterns = {m for p in polys for m in p}, Patterns(facts)
    frontier = sorted(known, key=ix.monomial_key)
    for _ in range(3):
        fresh = []
        for m in (m for m in frontier if len(m) <= LONGEST):
            for c in patterns.at(m, len(m) + 2):
                if (c.context, c.number, c.glue) in seen or len(out) >= rows:
                    continue
                seen.add((c.context, c.number, c.glue))
                try:
                    value = c.value(facts[c.number].poly)
                except Refused:
                    continue
                out.append(c)
                fresh += [n for n in value if n not in known]
                known.update(value)
        frontier = fresh
    return out
