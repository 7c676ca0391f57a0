"""∀ and ∃ over one real number: rational, irrational, double and common roots, strict and not, all connectives."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import pairwise
from math import sqrt
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import OutOfBudget, holds, read_instance
from proofread.trusted.exact_polynomials import Poly, separating, sign_at, square_free, through
from proofread.trusted.exact_scalars import Work
from proofread.trusted.terms import Prop, Term, connective, predicate, relation
from tests.trusted.contradictions import all_of as for_all
from tests.trusted.contradictions import some_of as some

x, y = t.var("x", ()), t.var("y", ())
ONE = t.ones(1, 1).shape
b, d = t.var("b", (ONE[0],)), t.var("d", (ONE[0], ONE[0]))
TWO = t.ones(2, 1).shape
u, E2 = t.var("u", TWO), t.var("E", (TWO[0], TWO[0]))


def judged(prop: Prop, work: int | None = None, **values: Any) -> bool | None:
    made = {"sizes": {}, "values": values}
    return holds(prop, read_instance(made, (prop,), *(() if work is None else (work,))))


def eq(a: Any, b: Any) -> Prop:
    return relation("equal", a, b)


def ge(a: Any, b: Any) -> Prop:
    return relation("ge", a, b)


def gt(a: Any, b: Any) -> Prop:
    return relation("gt", a, b)


def apart(a: Any, b: Any) -> Prop:
    return relation("apart", a, b)


def no(p: Prop) -> Prop:
    return connective("not", p)


def both(*parts: Prop) -> Prop:
    return connective("and", *parts)


def either(*parts: Prop) -> Prop:
    return connective("or", *parts)


def implies(p: Prop, q: Prop) -> Prop:
    return connective("implies", p, q)


def iff(p: Prop, q: Prop) -> Prop:
    return connective("iff", p, q)


SQUARE = x * x
MET = [
    eq(SQUARE, 2),  # an irrational root
    both(eq(SQUARE, 2), gt(x, 1)),
    both(eq(SQUARE, 2), gt(x, Fraction(141, 100)), gt(Fraction(142, 100), x)),
    both(eq(SQUARE, 2), eq(x**4, 4), eq(x**3, 2 * x)),  # common irrational roots
    both(eq(SQUARE * x - 2 * x, 0), no(eq(SQUARE, 2))),  # 0 is left
    eq((x - 1) ** 2, 0),  # a double root
    both(ge(0, (x - 1) ** 2), eq(x, 1)),
    ge(-((SQUARE - 2) ** 2), 0),  # touched at an irrational point only
    gt(x**5, 10**12),
    eq(x**3, -(10**9)),
    both(gt(x, 0), gt(Fraction(1, 10**9), x)),  # far inside, narrow
    both(apart(x, 1), apart(x, 0), ge(x, 0), ge(1, x)),
    iff(eq(SQUARE, 3), eq(x**4, 9)),
    both(eq(x, Fraction(1, 3)), eq(3 * x, 1)),
    no(ge(SQUARE, 2)),
]
UNMET = [
    eq(SQUARE, -1),
    gt(0, SQUARE),
    both(eq(SQUARE, 2), eq(SQUARE, 3)),  # neither has a root of the other
    both(eq(SQUARE, 2), gt(x, Fraction(142, 100))),
    both(eq(SQUARE, 2), gt(x, 1), gt(0, x - 1)),
    gt(-((SQUARE - 2) ** 2), 0),
    both(eq(SQUARE * SQUARE, 4), apart(SQUARE, 2)),
    both(eq(x**3, 2), eq(x**6, 5)),
    both(gt(x, 1), gt(1, x)),
    both(eq(SQUARE, 0), apart(x, 0)),
    both(ge(x, 1), ge(1, x), apart(x, 1)),
    iff(eq(SQUARE, 3), either(apart(x**4, 9))),
]


@pytest.mark.parametrize("body", MET)
def test_what_some_number_meets(body: Prop) -> None:
    assert judged(some(x, body)) is True
    assert judged(for_all(x, no(body))) is False


@pytest.mark.parametrize("body", UNMET)
def test_what_no_number_meets(body: Prop) -> None:
    assert judged(some(x, body)) is False
    assert judged(for_all(x, no(body))) is True


def test_what_all_numbers_meet() -> None:
    assert judged(for_all(x, implies(eq(SQUARE, 2), eq(x**4, 4)))) is True
    assert judged(for_all(x, implies(eq(x**4, 4), eq(SQUARE, 2)))) is True  # over the reals
    assert judged(for_all(x, implies(gt(x, 1), gt(SQUARE, x)))) is True
    assert judged(for_all(x, implies(ge(x, 1), gt(SQUARE, x)))) is False
    assert judged(for_all(x, either(gt(x, 0), ge(-x, 0)))) is True
    assert judged(for_all(x, either(gt(x, 0), gt(-x, 0)))) is False
    assert judged(for_all(x, ge(x**4 + 1, 2 * SQUARE))) is True
    assert judged(for_all(x, gt(x**4 + 1, 2 * SQUARE))) is False


def test_coefficients_come_from_the_instance() -> None:
    body = both(eq(SQUARE, y), gt(x, 2))
    assert judged(some(x, body), y="5") is True
    assert judged(some(x, body), y="4") is False
    assert judged(some(x, both(eq(x * x, t.sqrt(y)), gt(x, 0))), y="4") is True
    assert judged(some(x, eq(x * x, -t.sqrt(y))), y="4") is False
    assert judged(some(x, eq(x * x * x, t.sqrt(y))), y="2") is None  # a coefficient that is only enclosed
    assert judged(some(x, eq(x * x, t.log(y))), y="0") is None


def test_parts_without_the_variable() -> None:
    assert judged(some(x, both(eq(SQUARE, 2), gt(t.exp(y), 1))), y="1") is True
    assert judged(some(x, both(eq(SQUARE, 2), gt(1, t.exp(y)))), y="1") is False
    assert judged(some(x, both(eq(SQUARE, 2), eq(t.exp(y), t.exp(y + 0 * y)))), y="1") is None


def test_one_number_as_a_column_or_a_matrix() -> None:
    assert judged(some(b, both(eq(t.total(b * b), 1), eq(t.total(b * b * b), 1)))) is True
    assert judged(some(b, both(eq(t.total(b * b), 1), eq(t.total(b * b), 2)))) is False
    assert judged(some(d, both(predicate("invertible", d), eq(d @ d, d)))) is True
    assert judged(some(d, both(no(predicate("invertible", d)), eq(d @ d, t.ones(1, 1))))) is False
    assert judged(some(d, both(predicate("pd", -d), eq(d @ d, 4 * t.ones(1, 1))))) is True
    assert judged(for_all(d, predicate("psd", d @ d))) is True
    assert judged(for_all(d, predicate("pd", d @ d))) is False
    assert judged(for_all(d, implies(predicate("nonzero", d), predicate("pd", d @ d)))) is True


def test_vectors_are_compared_entry_by_entry() -> None:
    """x²u = xu for u = (1, 2): x = 0 or 1; x ≥ entries; apart in every entry."""
    assert judged(some(x, both(eq(x * x * u, x * u), gt(x, Fraction(1, 2)))), u=["1", "2"]) is True
    assert judged(some(x, both(eq(x * x * u, x * u), gt(x, 1))), u=["1", "2"]) is False
    assert judged(for_all(x, either(ge(x, u), ge(u, x))), u=["1", "2"]) is False
    assert judged(for_all(x, either(ge(x, u), ge(u, x))), u=["1", "1"]) is True
    assert judged(for_all(x, either(eq(x, 1), apart(x * t.ones(2, 1), u))), u=["1", "2"]) is False
    assert judged(some(x, no(predicate("nonzero", x * u))), u=["0", "1"]) is True
    assert judged(some(x, both(gt(x, 0), no(predicate("nonzero", x * u)))), u=["0", "1"]) is False
    assert judged(some(x, predicate("invertible", x * x * E2)), E=[["1", "0"], ["0", "1"]]) is True  # tried at 1
    assert judged(some(x, both(gt(x, 2), predicate("invertible", x * E2))), E=[["1", "0"], ["0", "1"]]) is None


def test_a_quantifier_inside_is_judged_at_points_of_the_outer_one() -> None:
    """∀y ∃x: x² = y fails at y = −1; ∃y ∀x: x² + y > 0 holds at y = 1."""
    assert judged(for_all(y, some(x, eq(SQUARE, y)))) is False
    assert judged(some(y, for_all(x, gt(SQUARE + y, 0)))) is True
    assert judged(for_all(y, some(x, eq(x**3, y)))) is None


@pytest.mark.parametrize(
    "body",
    [
        eq(t.exp(x), 5),
        eq(SQUARE * t.absolute(x), 5),
        both(eq(SQUARE, 2), gt(t.floor(x), 7)),
        eq(t.recip(x), 5),
        eq(x**13, 5),
        both(*(eq((x - k) ** 9, 5) for k in range(3))),
    ],
)
def test_what_is_no_polynomial_or_too_high_stays_open(body: Prop) -> None:
    assert judged(some(x, body)) is None


def test_a_body_that_is_undefined_stays_open_and_one_that_is_not_does_not() -> None:
    """1/y is 0 at y = 0 for calculating; below x > 0 the condition y ≠ 0 speaks of x as well."""
    for body in (eq(x * x, t.recip(y)), both(gt(x, 0), eq(x * x, 4 * t.recip(y)))):
        assert judged(for_all(x, no(body)), y="0") is None
        assert judged(some(x, body), y="1") is True
        assert judged(some(x, body), y="-1") is False


def test_work_is_counted() -> None:
    with pytest.raises(OutOfBudget):
        judged(some(x, eq(x**12 + 7 * x**5, x**11 - 3)), work=600)


# --- the pieces -----------------------------------------------------------------------------------------------------


def product(*factors: Poly) -> Poly:
    out: Poly = (Fraction(1),)
    for f in factors:
        terms = [Fraction(0)] * (len(out) + len(f) - 1)
        for i, p in enumerate(out):
            for j, q in enumerate(f):
                terms[i + j] += p * q
        out = tuple(terms)
    return out


def poly(*coefficients: int | Fraction) -> Poly:
    return tuple(Fraction(c) for c in coefficients)


FACTORS: dict[Poly, tuple[float, ...]] = {  # with their roots
    poly(0, 1): (0.0,),
    poly(-1, 1): (1.0,),
    poly(1, 2): (-0.5,),
    poly(-1, 1000): (0.001,),
    poly(-2, 0, 1): (-sqrt(2), sqrt(2)),
    poly(-3, 0, -1): (),
    poly(3, 0, -1): (-sqrt(3), sqrt(3)),
    poly(-1, -1, 1): ((1 - sqrt(5)) / 2, (1 + sqrt(5)) / 2),
    poly(1, 1, 1): (),
    poly(-2, 0, 0, 1): (2 ** (1 / 3),),
}


def drawn(rng: random.Random) -> list[Poly]:
    return [rng.choice(list(FACTORS)) for _ in range(rng.randint(0, 3))]


def test_a_polynomial_goes_through_its_values() -> None:
    rng = random.Random(1)
    for _ in range(100):
        p = product(*drawn(rng))
        at = lambda k: sum(c * k**i for i, c in enumerate(p))  # noqa: B023 – used in this turn
        assert through([Fraction(at(k)) for k in range(len(p) + rng.randint(0, 2))]) == p
    assert through([Fraction(0)] * 4) == ()


def test_roots_are_kept_once_and_separated() -> None:
    rng = random.Random(2)
    for _ in range(200):
        factors = drawn(rng)
        p, work = square_free(product(*factors), Work(10**9)), Work(10**9)
        roots = sorted({r for f in factors for r in FACTORS[f]})
        points = separating(p, work)
        assert points == sorted(points) and all(sign_at(a, p) for a in points)
        counts = [sum(float(a) < r < float(b) for r in roots) for a, b in pairwise(points)]
        assert sum(counts) == len(roots) and all(n <= 1 for n in counts)
        assert all(
            sign_at(a, p) * sign_at(b, p) == (-1) ** n for (a, b), n in zip(pairwise(points), counts, strict=True)
        )


Truth = Callable[[float, float | None], bool]


def written(factors: list[Poly]) -> Term:
    out: Term = t.const(1)
    for f in factors:
        out = out * sum((t.const(c) * x**k for k, c in enumerate(f) if k), t.const(f[0]))
    return out


def sign_of(factors: list[Poly], at: float, root: float | None) -> int:
    """At a float; exactly 0 at a root that is one of the factors' own."""
    out = 1
    for f in factors:
        v = 0.0 if root is not None and root in FACTORS[f] else sum(float(c) * at**k for k, c in enumerate(f))
        out *= (v > 0) - (v < 0)
    return out


def random_body(rng: random.Random, depth: int) -> tuple[Prop, Truth]:
    """A body, and its truth at a number by floats: those places are far from every other root."""
    if depth == 0 or rng.random() < 0.2:
        factors, op = drawn(rng), rng.choice(("equal", "apart", "ge", "gt"))
        test = {"equal": lambda s: s == 0, "apart": lambda s: s != 0, "ge": lambda s: s >= 0, "gt": lambda s: s > 0}[op]
        return relation(op, written(factors), 0), lambda at, root: test(sign_of(factors, at, root))
    op = rng.choice(("and", "or", "not", "implies", "iff"))
    parts = [random_body(rng, depth - 1) for _ in range(1 if op == "not" else 2)]
    combine: dict[str, Callable[[list[bool]], bool]] = {
        "and": all, "or": any, "not": lambda v: not v[0], "implies": lambda v: v[1] or not v[0],
        "iff": lambda v: v[0] == v[1],
    }  # fmt: skip
    return connective(op, *(p for p, _ in parts)), lambda at, root: combine[op]([f(at, root) for _, f in parts])


def test_random_bodies_against_floats_at_every_root_and_in_every_gap() -> None:
    rng, seen = random.Random(3), set()
    roots = sorted({r for rs in FACTORS.values() for r in rs})
    gaps = [roots[0] - 1, *((p + q) / 2 for p, q in pairwise(roots)), roots[-1] + 1]
    for _ in range(400):
        body, truth = random_body(rng, 2)
        values = [truth(r, r) for r in roots] + [truth(g, None) for g in gaps]
        expected = {"exists": any(values), "forall": all(values)}
        for op, quantify in (("exists", some), ("forall", for_all)):
            found = judged(quantify(x, body))
            assert found in (None, expected[op])
            seen.add((op, found))
    assert len(seen) >= 4 and {(op, v) for op in ("exists", "forall") for v in (True, False)} <= seen
