"""Constructors at their edges: a term whose sizes do not fit is poison, with the reason; poison spreads."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, evaluate
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, array, const, ill, index, is_poison, nat, var
from proofread.trusted.terms_matrices import above, beside, det, kron, rank, vec
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import FALSUM, OMEGA, A, D, N, X, e, eq, refused, s, u, x

BAD = ill("sizes that do not fit")
k, n, v, i = nat("k"), nat("n"), var("v"), index("i", N)
CUBE = var("T", (N, D, N))
M = array([[1, 2], [3, 4]])
NO_COUNT = "a sum or product over naturals runs up to a natural-number variable plus a constant"


def test_matrix_products_with_numbers_on_either_side() -> None:
    """A number counts as 1×1: beside a row or a column it scales, beside a wide matrix it does not fit."""
    column, row = array([5, -6]), array([[1, 2]])
    assert evaluate(2 @ row, EMPTY) == evaluate(2 * row, EMPTY)
    assert evaluate(column @ Fraction(1, 2), EMPTY) == evaluate(column / 2, EMPTY)
    assert (2 @ const(3)) == 2 * const(3)
    for misfit in (2 @ M, M @ 2, N @ column):
        assert is_poison(misfit) is not None and "the inner sizes differ" in str(is_poison(misfit))
    with pytest.raises(TypeError, match="is a float"):
        0.5 @ row


@pytest.mark.parametrize(
    ("made", "why"),
    [
        (A @ X.T, "matrix product of N×N and d×N: the inner sizes differ"),
        (A + X, "N×N and N×d do not fit in +"),
        (CUBE.T, "transpose of a N×d×N tensor"),
        (t.trace(X), "trace of a N×d term: it takes a square matrix"),
        (t.inv(X), "inv of a N×d term: it takes a square matrix"),
        (t.pinv(CUBE), "pseudo-inverse of a N×d×N term: it takes a matrix"),
        (t.diag(X), "diag of a N×d term: it takes a column"),
        (t.power(X, k), "power of a N×d term: only scalars and square matrices have powers"),
        (X[i], "1 indices on a N×d term"),
        (X[index("j", D), i], "the index j runs over d, the axis has size N"),
        (M[2, 0], "index 2 on an axis of size 2"),
        (M[-1, 0], "index -1 on an axis of size 2"),
        (t.deriv(x, t.total(x), s), "derivative in a N×1 variable at a scalar point"),
        (det(X), "determinant of a N×d term: it takes a square matrix"),
        (rank(CUBE), "rank of a N×d×N tensor: it takes a matrix"),
        (kron(CUBE, A), "Kronecker product of N×d×N and N×N terms: it takes matrices"),
        (vec(CUBE), "vec of a N×d×N tensor: it takes a matrix"),
        (above(A, X), "N×N above N×d: the numbers of columns differ"),
        (above(s, A), "scalar above N×N: the numbers of columns differ"),
        (beside(A, X.T), "N×N beside d×N: the numbers of rows differ"),
        (beside(CUBE, CUBE), "N×d×N beside N×d×N: the numbers of rows differ"),
        (scalars.natsum(v, v, n), NO_COUNT),
        (scalars.natprod(k, k, s), NO_COUNT),
        (scalars.natsum(k, k * x, n), "natsum of a N×1 term: it takes scalars"),
        (scalars.series(v, v), "a series is over naturals"),
        (scalars.definite(k, k, 0, 1), "definite is taken in a real variable"),
        (scalars.definite(x, t.total(x), 0, 1), "definite is taken in a real variable"),
        (scalars.definite(e, e, 0, 1), "definite is taken in a real variable"),
        (scalars.limit(k, k), "limit is taken in a real variable"),
        (scalars.limit_at(v, v, x), "limit_at of a N×1 term: it takes scalars"),
        (scalars.ray(v, v * x, 0), "ray of a N×1 term: it takes scalars"),
        (scalars.ray(v, A @ X.T, 0), "matrix product of N×N and d×N: the inner sizes differ"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_poison_with_the_reason(made: Term, why: str) -> None:
    assert made.op == "ill" and is_poison(made) == why
    assert not well_formed(made) and not well_formed(eq(made, 0))
    refused([], eq(made, made), ["evaluate"], "ill-shaped: ")
    refused([eq(made, 0)], FALSUM, ["hyp", 0], "ill-shaped: ")


SPREADING: list[Any] = [
    lambda p: p + 1, lambda p: s * p, lambda p: A @ p, lambda p: p @ A, lambda p: p.T, lambda p: p**2,
    lambda p: t.power(p, k), lambda p: p[i], lambda p: x[p], lambda p: t.maximum(p, 0), t.exp, t.recip, t.is_zero,
    t.inv, t.pinv, t.trace, t.total, t.diag, t.diagonal, t.absolute,
    scalars.sin, scalars.cos, scalars.atan, det, rank, vec,
    lambda p: kron(p, A), lambda p: kron(A, p), lambda p: above(p, A), lambda p: above(A, p), lambda p: beside(p, A),
    lambda p: beside(A, p), lambda p: array([1, p]), lambda p: t.deriv(s, p, s), lambda p: t.deriv(s, s, p),
    lambda p: t.apply("f", "field", p), lambda p: t.sequence("a", p, ()), lambda p: t.bsum(i, p),
    lambda p: t.integral(OMEGA, p), lambda p: scalars.natsum(k, p, n), lambda p: scalars.natprod(k, k, p),
    lambda p: scalars.definite(v, p, 0, 1), lambda p: scalars.definite(v, v, p, 1), lambda p: scalars.ray(v, v, p),
    lambda p: scalars.limit(v, p), lambda p: scalars.limit_at(v, v, p), lambda p: scalars.series(k, p),
]  # fmt: skip


@pytest.mark.parametrize("operator", SPREADING, ids=range(len(SPREADING)))
def test_poison_spreads_through_every_operator(operator: Any) -> None:
    assert operator(BAD) == BAD


def test_poison_inside_a_part_is_named_as_such() -> None:
    """A term that hides its poison in an argument, as no constructor leaves it."""
    hidden = Term("exp", (BAD,), (), ())
    for made in (scalars.limit(v, hidden), scalars.definite(v, v, hidden, 1), scalars.series(k, hidden)):
        assert is_poison(made) == "a part is ill-shaped"


@pytest.mark.parametrize("ragged", [[], [[]], [[1, 2], [3]], [1, [2]], [[[1]], [[1, 2]]], [[1], 2]])
def test_a_literal_has_rows_of_one_length(ragged: Any) -> None:
    with pytest.raises(ValueError, match="rows of one length, and at least one"):
        array(ragged)


def test_a_literal_has_the_shape_of_its_lists() -> None:
    two, three = Size((), 2), Size((), 3)
    assert array([1, 2, 3]).shape == (three, ONE) and array([[1, 2, 3]]).shape == (ONE, three)
    assert array(([1, 2], [3, 4], [5, 6])).shape == (three, two)
    assert array([[[1], [2]], [[3], [4]]]).shape == (two, two, ONE)


def test_what_is_no_number_is_no_term() -> None:
    for other, why in (
        (0.5, "is a float; write it exactly"),
        (True, "not a term"),
        (None, "not a term"),
        ("1", "not a"),
    ):
        with pytest.raises(TypeError, match=why):
            t.to_term(other)
    with pytest.raises(TypeError, match="cannot be iterated"):
        list(x)
    for exponent in (v, x, const(Fraction(1, 3))):
        with pytest.raises(TypeError, match="an exponent is an integer, 1/2 or a natural-number variable"):
            t.power(s, exponent)
    assert t.power(s, const(Fraction(1, 2))) == t.sqrt(s) and t.power(s, const(-2)) == t.recip(s**2)


def test_relations_between_what_does_not_fit_are_no_propositions() -> None:
    for made in (eq(A, X), eq(x, BAD), Prop("equal", (s,), ()), eq(CUBE, A)):
        assert not well_formed(made)
        refused([], made, ["evaluate"], "ill-shaped|not a proposition")
    assert well_formed(eq(x, u)) and well_formed(eq(s, x))
