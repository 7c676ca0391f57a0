"""Kronecker products, vec and blocks: the indexed form against the exact values, and attacks on both."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.lower import Lowering, axes
from proofread.trusted.sizes import ONE, Size, size_product, size_symbol
from proofread.trusted.terms import Prop, Term, const, var
from proofread.trusted.terms_matrices import above, beside, kron, vec
from proofread.trusted.trees import bind, free_variables
from tests.trusted.attacks import CLEAR, A, B, D, J, M, N, X, accepted, column, eq, refused, s, u, x
from tests.trusted.indexed_values import Values

K = size_symbol("K", 0)
Y, P, Z = var("Y", (D, N)), var("P", (D, D)), var("Z", (M, K))
TWO = Size((), 2)


def instance(n: Term | Prop, sizes: dict[str, int], seed: int = 0) -> exact.Instance:
    """Random whole numbers for the free variables."""
    rng = random.Random(seed)

    def filled(shape: tuple[Size, ...]) -> Any:
        dims = [size.value(sizes) for size in shape if not size.is_one] if shape else []
        out: Any = [str(rng.randint(-2, 2)) for _ in range(max(1, len(dims)) and _count(dims))]
        for d in reversed(dims[1:]):
            out = [out[k : k + d] for k in range(0, len(out), d)] if d else [[] for _ in range(_count(dims[:-1]))]
        return out if dims else out[0]

    values = {str(v.data[0]): filled(v.shape) for v in free_variables(n)}  # type: ignore[attr-defined]
    return exact.read_instance({"sizes": sizes, "values": values}, [n])


def _count(dims: list[int]) -> int:
    out = 1
    for d in dims:
        out *= d
    return out


TERMS = [
    kron(X, Y), kron(A, x), kron(x, A), kron(x, u), kron(x, x.T), kron(x.T, X), kron(X, t.eye(TWO)),
    kron(t.eye(N), t.eye(D)), vec(X), vec(x), vec(x.T), vec(X.T), vec(kron(x, A)),
    above(A, Y), above(A, x.T), above(x.T, A), above(s, x), above(x, s), above(s, s), above(s, s + 1),
    beside(A, X), beside(x, A), beside(s, x.T), beside(x, u), beside(s, s), above(beside(A, X), beside(Y, P)),
    above(beside(A, x), beside(x.T, s)), above(Z.T, Z.T), beside(Z, t.eye(M)), kron(Z, Z), vec(Z), kron(Z, A),
    above(t.ones(M, N), t.ones(K, N)), kron(t.ones(M, N), t.ones(K, N)), above(above(A, Y), A),
]  # fmt: skip


@pytest.mark.parametrize("term", TERMS, ids=[repr(term)[:40] for term in TERMS])
def test_the_indexed_form_is_the_exact_value(term: Term) -> None:
    form = Lowering().lower(term, axes(term.shape, "_"))
    for n, d, m, k in ((2, 1, 0, 2), (1, 2, 2, 0), (2, 2, 1, 2), (1, 1, 0, 0)):
        sizes = {
            name: v for name, v in (("N", n), ("d", d), ("M", m), ("K", k)) if (name, v) in named(term, n, d, m, k)
        }
        there = instance(term, sizes, n + d)
        value = exact.evaluate(term, there)
        dims = [size.value(sizes) for size in term.shape]
        places = list(product(*(range(dim) for dim in dims)))
        labels = [None if size.is_one else (f"_{j}", str(size)) for j, size in enumerate(term.shape)]
        brute = [
            Values(there).poly(form, {i: p for i, p in zip(labels, at, strict=True) if i is not None}) for at in places
        ]
        assert [e.lo for e in value.flat] == brute  # type: ignore[union-attr]


def named(term: Term, *values: int) -> set[tuple[str, int]]:
    names = {name for name, _ in term.sizes}
    return {(name, v) for name, v in zip(("N", "d", "M", "K"), values, strict=True) if name in names}


def test_values() -> None:
    row = lambda *xs: t.array([[const(e) for e in xs]])
    a = t.array([[const(1), const(2)], [const(3), const(4)]])
    assert [e.lo for e in exact.evaluate(kron(a, row(1, 10)), exact.EMPTY).flat] == [1, 10, 2, 20, 3, 30, 4, 40]
    assert [e.lo for e in exact.evaluate(vec(a), exact.EMPTY).flat] == [1, 3, 2, 4]
    assert [e.lo for e in exact.evaluate(above(a, row(5, 6)), exact.EMPTY).flat] == [1, 2, 3, 4, 5, 6]
    assert [e.lo for e in exact.evaluate(beside(a, row(5, 6).T), exact.EMPTY).flat] == [1, 2, 5, 3, 4, 6]


def test_shapes() -> None:
    assert kron(X, Y).shape == (size_product(N, D), size_product(D, N)) and vec(X).shape == (size_product(N, D), ONE)
    assert kron(s, X) == s * X and kron(x, s) == x * s and vec(s) == s
    assert above(s, s).shape == (TWO, ONE) and beside(s, s).shape == (ONE, TWO)
    tensor = var("T", (N, D, N))
    for bad in (kron(tensor, X), vec(tensor), above(A, X), beside(A, Y), above(x, A), kron(t.ill("no"), X)):
        assert bad.op == "ill"


def test_forged_terms() -> None:
    square = (size_product(N, N), size_product(N, N))
    why = "its operators make|malformed|do not fit|ill-shaped"
    for n in (
        Term("kron", (A, B), (), (N, N)), Term("kron", (A, B), ("x",), square), Term("kron", (A,), (), square),
        Term("vec", (A,), (), (N, ONE)), Term("above", (A, B), (), (N, N)), Term("above", (A, X), (), (D, N)),
        Term("beside", (A, B), (), (N, N)), Term("kron", (s, A), (), (N, N)), Term("vec", (s,), (), ()),
    ):  # fmt: skip
        refused([], Prop("equal", (n, n), ()), CLEAR, why)


def test_forged_sizes() -> None:
    """Sizes that are not canonical, or whose names run into one another."""
    pair = (("M", 0), ("N", 1))
    for size in (
        Size((("M*N", 0, 1),), 0), Size((), 0, ((pair[::-1], 1),)), Size((), 0, ((pair, 1), (pair, 1))),
        Size((), 0, ((pair, 0),)), Size((), 0, (((("N", 1),), 1),)), Size((), 0, (((), 1),)), Size((), True, ()),
        Size((("N", 1, 1), ("N", 1, 1)), 0), Size((("N", 1, 0),), 0),
        Size((), 0, (((("M", 0), ("M", 1)), 1),)), Size((("N+M", 1, 1),), 0), Size((("2*N", 1, 1),), 0),
    ):  # fmt: skip
        v = Term("var", (), ("v", None), (size, ONE))
        refused([], Prop("equal", (v, v), ()), CLEAR, "its operators make|a name among|two least values|malformed")
        refused([], eq(1, 1), ["have", J(Prop("equal", (v, v), ())), CLEAR, CLEAR],
                "operators make|a name among|least value|malformed")  # fmt: skip


# --- attacks --------------------------------------------------------------------------------------------------------


DIFFERENT = [
    eq(kron(A, B), kron(B, A)), eq(kron(A, B).T, kron(B.T, A.T)), eq(vec(A), vec(A.T)), eq(vec(x @ u.T), kron(x, u)),
    eq(above(x, u), above(u, x)), eq(beside(A, B), beside(B, A)), eq(above(A, B).T, beside(A, B)),
    eq(t.trace(kron(A, B)), t.trace(A) * t.trace(B)),  # true by a fact, not by algebra
    eq(kron(A, B) @ kron(A, B), kron(A @ A, B @ B)), eq(above(A, B).T @ above(A, B), A.T @ A + B.T @ B),
    eq(kron(t.eye(N), t.eye(D)), t.eye(size_product(N, D))),
    eq(kron(t.eye(N), t.ones(D, D)), kron(t.ones(N, N), t.eye(D))),
    eq(kron(kron(A, X), Y), kron(A, kron(X, Y))), eq(t.total(above(x, s)), t.total(x)),
    eq(above(0 * t.ones(M, N), t.ones(D, N)), above(t.ones(M, N), 0 * t.ones(D, N))),
    eq(t.number(size_product(N, D)), t.number(N) + t.number(D)), eq(t.number(size_product(N, N)), 2 * t.number(N)),
]  # fmt: skip


@pytest.mark.parametrize("goal", DIFFERENT, ids=range(len(DIFFERENT)))
def test_what_differs_has_another_form(goal: Prop) -> None:
    assert t.is_poison(goal) is None
    refused([], goal, CLEAR, "left over")


def test_what_is_the_same() -> None:
    accepted([], eq(kron(A, X).T, kron(A.T, X.T)), CLEAR)
    accepted([], eq(vec(x @ u.T), kron(u, x)), CLEAR)
    accepted([], eq(above(A, Y).T, beside(A.T, Y.T)), CLEAR)
    accepted([], eq(t.number(size_product(N, D)), t.number(N) * t.number(D)), CLEAR)
    accepted([], eq(t.trace(t.eye(size_product(N, N))), t.number(N) ** 2), CLEAR)


def test_an_axis_that_may_be_empty_says_nothing() -> None:
    """s·1 = 0 along an axis of M·N places, where M may be 0, leaves s alone; along N·D places it does not."""
    for size, empty in ((size_product(M, N), True), (size_product(N, D), False), (size_product(M, K), True)):
        h = eq(s * t.ones(size), 0 * t.ones(size))
        proof = ["algebra", {"use": [0], "eq": [["1", [], 0, {}]]}]
        if empty:
            refused([h], eq(s, 0), proof, "left over")
        else:
            accepted([h], eq(s, 0), proof)


def test_an_index_over_what_may_be_empty() -> None:
    """An index variable over M·K places may not be brought in by evidence."""
    i = t.index("i", size_product(M, K))
    refused([], eq(s, s), ["fact", "index_nonnegative", [J(i)], CLEAR], "may be empty")


def test_an_axis_that_could_be_negative() -> None:
    size = t.size_sum([(1, size_product(N, D)), (-1, N), (-1, D)])
    refused([], eq(s, s), ["have", J(eq(t.ones(size), t.ones(size))), CLEAR, CLEAR], "could be negative")


def test_two_sizes_of_one_name() -> None:
    """The least value of a name is one, inside products as well."""
    other = size_symbol("N", 0)
    v, w = var("v", (size_product(N, D), ONE)), var("w", (size_product(other, D), ONE))
    refused([], Prop("and", (eq(v, v), eq(w, w)), ()), ["both", CLEAR, CLEAR], "two least values")


def test_places_are_not_glued_across_sizes() -> None:
    """The fact about places of an N×D pairing says nothing of a D×N pairing."""
    a, b = kron(X, t.ones(D, N)), kron(t.ones(D, N), X)
    _, places = apply_fact("kron_of_places", [X, Y])
    goal = eq(t.trace(kron(Y, X) @ kron(X, Y)), t.trace(Y @ X) * t.trace(X @ Y))
    assert t.is_poison(goal) is None and a.shape == b.shape
    refused([places], eq(kron(X, Y) @ kron(X, Y), kron(X, Y) @ kron(X, Y).T), CLEAR, "left over|differ|ill-shaped")


# --- facts with symbolic sizes, at small ones -----------------------------------------------------------------------

SQUARES = {"a": var("a", (M, M)), "b": var("b", (K, K))}
NEW = sorted(
    n
    for n in FACTS
    if n.startswith(("kron_", "det_of_", "upper_", "lower_", "parts_")) or n in ("det_sylvester", "rank_sylvester")
)


@pytest.mark.parametrize("name", NEW)
def test_a_fact_holds_at_sizes_zero_one_and_two(name: str) -> None:
    row = FACTS[name]
    four = ((M, M), (M, K), (K, M), (K, K))
    shapes = {"det_of_blocks": four, "det_of_blocks_from_below": four, "det_of_triangular_blocks": (*four[:2], four[3]),
              "det_of_lower_triangular_blocks": (four[0], *four[2:]),
              "det_of_update": ((M, M), (M, K), (K, M)), "det_sylvester": ((M, K), (K, M)),
              "rank_sylvester": ((M, K), (K, M))}.get(name, ((M, M), (K, K), (TWO, K)))  # fmt: skip
    args = [var(f"v{k}", shape) for k, (shape, _) in enumerate(zip(shapes, row.sorts, strict=False))]
    conditions, conclusion = apply_fact(name, args)
    confirmed = 0
    for m, k, seed in product((0, 1, 2), (0, 1, 2), range(3)):
        whole = Prop("and", (*conditions, conclusion), ())
        sizes = {n: v for n, v in (("M", m), ("K", k)) if n in {name for name, _ in whole.sizes}}
        there = instance(whole, sizes, seed)
        if all(exact.holds(c, there) is True for c in conditions):
            held = exact.holds(conclusion, there)
            assert held is not False, (sizes, seed)
            confirmed += held is True
    assert confirmed >= 5


@pytest.mark.parametrize(
    ("name", "args", "why"),
    [
        ("kron_inverse", [A, B], "needs"), ("kron_invertible", [A, B], "needs"), ("kron_pd", [A, B], "needs"),
        ("kron_psd", [A, B], "needs"), ("kron_full_rank", [X, X], "needs"), ("kron_det", [X, A], "square"),
        ("det_of_blocks", [A, X, Y, P], "needs"), ("det_of_blocks_from_below", [A, X, Y, P], "needs"),
        ("det_of_blocks", [A, Y, X, P], "needs|does not fit"), ("kron_of_places", [x.T, X], "more than one row"),
        ("kron_rank", [s, X], "matrix"),
    ],
)  # fmt: skip
def test_facts_are_refused(name: str, args: list[Term], why: str) -> None:
    refused([], t.relation("gt", 1, 0), ["fact", name, [J(a) for a in args], CLEAR], why)


# --- derivatives ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "f",
    [lambda v: t.total(kron(v, Y) * kron(v, Y)), lambda v: vec(v).T @ vec(A @ v),
     lambda v: t.total(above(A @ v, v) * above(v, A @ v))],
    ids=["kron", "vec", "blocks"],
)  # fmt: skip
def test_derivatives_pass_through(f: Any) -> None:
    v = var("?v", X.shape)
    slope: Term = bind(lambda b, body: t.deriv(b, body, X), v, f(v))
    form = Lowering().lower(slope, axes(slope.shape, "_"))
    for seed in range(3):
        there = instance(slope, {"N": 2, "d": 2}, seed + 5)
        try:
            value = [Fraction(e.lo) for e in exact.evaluate(slope, there).flat]  # type: ignore[union-attr]
            brute = [Values(there).poly(form, {("_0", "N"): i, ("_1", "d"): j}) for i in range(2) for j in range(2)]
        except (exact.Undefined, StopIteration):
            continue
        assert value == brute


def test_a_column_beside_nothing() -> None:
    """An axis of size 1 made of 1 and 0 rows."""
    none = var("e", (Size((), 0), N))
    whole = above(x.T, none)
    there = instance(whole, {"N": 2})
    assert exact.evaluate(whole, there).dims == (1, 2)
    refused([], eq(whole, 2 * x.T), CLEAR, "left over")
    assert column("z", N).shape == x.shape
