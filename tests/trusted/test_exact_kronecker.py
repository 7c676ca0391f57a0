"""Kronecker products, vec, blocks, determinants and ranks at an instance: entries written down by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, Undefined, evaluate, holds, read_instance
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import Prop, Term, array, const, relation, var
from proofread.trusted.terms_matrices import above, beside, det, kron, rank, vec
from proofread.trusted.trees import bind

M, P = array([[1, 2], [3, 4]]), array([[0, 5], [6, 7]])
ROW, COLUMN = array([[1, 2, 3]]), array([5, -6])
N, D = size_symbol("N", 0), size_symbol("d", 0)
TWO, THREE = Size((), 2), Size((), 3)
ROOT = t.sqrt(const(2))

CASES: list[tuple[Term, list[Any], tuple[int, ...]]] = [
    (kron(M, P), [0, 5, 0, 10, 6, 7, 12, 14, 0, 15, 0, 20, 18, 21, 24, 28], (4, 4)),
    (kron(ROW, COLUMN), [5, 10, 15, -6, -12, -18], (2, 3)),
    (kron(COLUMN, ROW), [5, 10, 15, -6, -12, -18], (2, 3)),
    (kron(const(3), M), [3, 6, 9, 12], (2, 2)),
    (vec(M), [1, 3, 2, 4], (4, 1)),
    (vec(ROW), [1, 2, 3], (3, 1)),
    (vec(COLUMN), [5, -6], (2, 1)),
    (above(M, P), [1, 2, 3, 4, 0, 5, 6, 7], (4, 2)),
    (above(const(1), const(2)), [1, 2], (2, 1)),
    (above(ROW, 2 * ROW), [1, 2, 3, 2, 4, 6], (2, 3)),
    (beside(M, COLUMN), [1, 2, 5, 3, 4, -6], (2, 3)),
    (beside(const(1), const(2)), [1, 2], (1, 2)),
    (beside(ROW, const(9)), [1, 2, 3, 9], (1, 4)),
    (det(M), [-2], ()),
    (det(kron(M, P)), [(-2) ** 2 * (-30) ** 2], ()),
    (det(array([[2, 0, 1], [1, 3, 2], [1, 1, 1]])), [2 * (3 - 2) - 0 + (1 - 3)], ()),
    (det(array([[1, 2], [2, 4]])), [0], ()),
    (det(const(Fraction(2, 3))), [Fraction(2, 3)], ()),
    (rank(array([[1, 2], [2, 4]])), [1], ()),
    (rank(M), [2], ()),
    (rank(ROW), [1], ()),
    (rank(const(0)), [0], ()),
    (rank(const(5)), [1], ()),
]


@pytest.mark.parametrize(("term", "flat", "dims"), CASES, ids=lambda x: repr(x) if isinstance(x, Term) else "")
def test_entries_are_where_they_belong(term: Term, flat: list[Any], dims: tuple[int, ...]) -> None:
    out = evaluate(term, EMPTY)
    assert all(x.is_point for x in out.flat)
    assert [x.lo for x in out.flat] == flat and out.dims == dims


def forged(op: str, *args: Term, shape: tuple[Size, ...]) -> Term:
    """A term that its constructor would not make."""
    return Term(op, args, (), shape)


@pytest.mark.parametrize(
    ("term", "why"),
    [
        (forged("above", M, ROW, shape=(THREE, TWO)), "rows of two lengths"),
        (forged("above", ROW, const(1), shape=(TWO, THREE)), "rows of two lengths"),
        (forged("beside", M, ROW, shape=(TWO, Size((), 5))), "columns of two lengths"),
        (forged("beside", COLUMN, const(1), shape=(TWO, TWO)), "columns of two lengths"),
        (forged("det", ROW, shape=()), "1×3 matrix where a square one is needed"),
        (forged("kron", M, P, shape=(TWO, TWO)), "in a term that says"),
        (forged("vec", M, shape=(TWO, ONE)), "in a term that says"),
        (forged("rank", array([[[1, 2]], [[3, 4]]]), shape=()), "a tensor of 3 axes where a matrix is needed"),
    ],
    ids=lambda x: "" if isinstance(x, Term) else x,
)
def test_what_does_not_fit_has_no_value(term: Term, why: str) -> None:
    with pytest.raises(Undefined, match=why):
        evaluate(term, EMPTY)
    assert holds(Prop("equal", (term, term), ()), EMPTY) is None


def test_blocks_do_not_fit_at_sizes_that_differ_there() -> None:
    """A term of N×d above one of d×d is made where N and d are named; at an instance its columns are counted."""
    a, b = var("A", (N, D)), var("B", (D, D))
    term = above(a, b)
    given = {"sizes": {"N": 1, "d": 2}, "values": {"A": [["1", "2"]], "B": [["3", "4"], ["5", "6"]]}}
    assert [x.lo for x in evaluate(term, read_instance(given, [term])).flat] == [1, 2, 3, 4, 5, 6]
    empty = {"sizes": {"N": 0, "d": 1}, "values": {"A": [], "B": [["7"]]}}
    assert [x.lo for x in evaluate(term, read_instance(empty, [term])).flat] == [7]


def test_a_rank_that_may_be_either_is_not_known_and_has_no_derivative() -> None:
    for singular in (array([[ROOT, 1], [2, ROOT]]), array([[1, ROOT], [ROOT, ROOT * ROOT]])):
        with pytest.raises(Undefined, match="a pivot that may be 0"):
            evaluate(rank(singular), EMPTY)
        assert holds(relation("equal", rank(singular), 2), EMPTY) is None
    assert holds(relation("equal", rank(array([[ROOT, 1], [1, ROOT]])), 2), EMPTY) is True
    moving = bind(lambda v, p: t.deriv(v, p, const(1)), var("?x"), rank(array([[var("?x"), 1], [1, 1]])))
    with pytest.raises(Undefined, match="the derivative of a rank"):
        evaluate(moving, EMPTY)


def test_a_determinant_has_its_derivative_at_an_invertible_matrix() -> None:
    """det [[x, 2], [3, 4]] = 4x − 6, of slope 4."""
    for at in (const(1), const(0), const(Fraction(-2, 3))):
        slope = bind(lambda v, p: t.deriv(v, p, at), var("?x"), det(array([[var("?x"), 2], [3, 4]])))  # noqa: B023
        assert [x.lo for x in evaluate(slope, EMPTY).flat] == [4]
