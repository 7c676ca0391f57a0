"""Constructors: shapes that fit, poison where they do not, and no truth values or floats."""

from __future__ import annotations

import copy
import pickle
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, is_poison, var
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import TRIVIAL, A, D, N, X, column, e, eq, s, x, y

z = column("z", D)


@pytest.mark.parametrize(
    ("term", "shape"),
    [
        (X @ z, (N, ONE)),
        (x.T @ y, ()),
        (x @ y.T, (N, N)),
        (X.T, (D, N)),
        (t.trace(A), ()),
        (t.inv(A), (N, N)),
        (t.pinv(X), (D, N)),
        (t.diag(x), (N, N)),
        (t.diagonal(A), (N, ONE)),
        (t.total(X), ()),
        (s * X, (N, D)),
        (X + 1, (N, D)),
        (t.inv(s), ()),
        (t.trace(s), ()),
        (x @ s, (N, ONE)),
        (X[t.index("i", N), t.index("j", D)], ()),
        (x[0], ()),
        (t.ones(N), (N, ONE)),
        (t.ones(1, 1), (ONE, ONE)),
        (t.array([[1, 2], [3, 4]]), (Size((), 2), Size((), 2))),
        (t.array([1, 2]), (Size((), 2), ONE)),
        (A ** t.nat("n"), (N, N)),
        (s ** t.nat("n"), ()),
    ],
)
def test_shapes(term: Term, shape: tuple[Size, ...]) -> None:
    assert is_poison(term) is None
    assert term.shape == shape


@pytest.mark.parametrize(
    ("term", "message"),
    [
        (x + z, "do not fit"),
        (s @ x, "inner sizes"),
        (x * z, "do not fit"),
        (X @ x, "inner sizes"),
        (x @ y, "inner sizes"),
        (t.trace(X), "square"),
        (t.inv(X), "square"),
        (t.diag(X), "column"),
        (t.diagonal(X), "square"),
        (t.pinv(s), "matrix"),
        (x[0, 0, 0], "indices"),
        (X[0], "indices"),
        (x[t.index("i", D)], "runs over"),
        (t.array([1, 2])[2], "index 2"),
        (X ** t.nat("n"), "square"),
        (t.maximum(x, z), "do not fit"),
        (t.transpose(t.var("T", (N, N, N))), "tensor"),
        (t.deriv(column("v", N), s, z), "derivative in"),
    ],
)
def test_what_does_not_fit_is_poison_and_spreads(term: Term, message: str) -> None:
    assert message in str(is_poison(term))
    around = [
        term + 1,
        2 * t.exp(term),
        term.T,
        t.total(term),
        t.bsum(t.index("i", N), term),
        t.integral(("Om", True), term),
    ]
    for outer in around:
        assert is_poison(eq(outer, 0)) == is_poison(term)
    assert not well_formed(eq(term, 0))


def test_floats_and_strings_are_no_terms() -> None:
    with pytest.raises(TypeError, match="float"):
        s + 0.5
    for bad in ("1", None, True, [1]):
        with pytest.raises(TypeError):
            t.to_term(bad)
    with pytest.raises(TypeError, match="exponent"):
        s ** var("r")


def test_statements_and_terms_are_no_truth_values() -> None:
    for node in (s, TRIVIAL):
        with pytest.raises(TypeError, match="truth value"):
            bool(node)
    with pytest.raises(TypeError, match="iterated"):
        list(x)
    assert (s == s) is True and (s == 2 * s) is False  # == compares terms; a claim says equal


def test_nodes_cannot_be_changed() -> None:
    for node in (s, TRIVIAL):
        for name in ("op", "args", "data", "shape", "_hash", "more"):
            with pytest.raises(AttributeError):
                setattr(node, name, ())
            with pytest.raises(AttributeError):
                delattr(node, name)


def test_equality_is_structural_and_knows_shapes_kinds_and_order() -> None:
    assert var("x", (N, ONE)) == x and hash(var("x", (N, ONE))) == hash(x)
    different: list[Any] = [x, var("x", (D, ONE)), var("x"), var("x", (N, ONE), ("Om", True)), x + y, y + x, t.nat("x")]
    different += [t.index("x", N), Prop("equal", (s, s), ()), Term("equal", (s, s), ())]
    for i, a in enumerate(different):
        assert all((a == b) is (i == j) for j, b in enumerate(different))


def test_powers() -> None:
    assert s ** t.const(Fraction(1, 2)) == t.sqrt(s)
    assert s**-1 == t.recip(s**1) and s ** t.const(2) == s**2
    assert (A**2).op == "power"  # entry by entry; the matrix power is A ** n for a natural number n


def test_numbers_that_are_sizes() -> None:
    assert t.number(Size((), 3)) == t.const(3) and t.number(N).op == "size"
    assert t.to_term(N) == t.number(N)


def test_natural_numbers() -> None:
    n = t.nat("n")
    assert all(t.is_nat(a) for a in (n, n + 1, t.const(0), 2 + n))
    assert not any(t.is_nat(a) for a in (t.const(-1), t.const(Fraction(1, 2)), 2 * n, s, n - 1))


def test_what_constructors_make_is_well_formed() -> None:
    v = column("%1", N)
    made = [
        X @ z,
        t.deriv(v, v.T @ A @ v, x),
        t.bsum(t.index("%1", N), x[t.index("%1", N)]),
        t.integral(("Om", True), e),
        t.sequence("a", t.nat("n") + 1, (N, ONE)),
        t.apply("F", "map", x, (D, ONE)),
        t.array([[s, 1], [2, 3]]),
        A ** t.nat("n"),
        t.diagonal(s),
        t.maximum(x, 0),
    ]
    for term in made:
        assert well_formed(term) and well_formed(eq(term, term))


@pytest.mark.parametrize("make", [copy.copy, copy.deepcopy, lambda n: pickle.loads(pickle.dumps(n))])
def test_a_copy_is_the_same_term_or_there_is_none(make: Any) -> None:
    for node in (X @ z, eq(s, 1)):
        try:
            made = make(node)
        except AttributeError as refused:
            assert "immutable" in str(refused)
        else:
            assert made == node
