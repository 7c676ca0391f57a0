"""Facts about blocks: how the rows of two parts lie in the whole, from which products follow; determinants."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import ZERO, Row, eq, fact
from proofread.trusted.facts_kronecker import unit_matrix
from proofread.trusted.shapes import scalar_if_one
from proofread.trusted.sizes import Size, size_sum
from proofread.trusted.terms import Term, predicate
from proofread.trusted.terms_matrices import above, beside, det


def _zeros(rows: Size, columns: Size) -> Term:
    shape = scalar_if_one((rows, columns))
    return t.mul(ZERO, t.ones(*shape)) if shape else ZERO


def _upper(n: Size, m: Size) -> Term:
    """The first n columns of the identity."""
    return above(unit_matrix(n), _zeros(m, n))


def _lower(n: Size, m: Size) -> Term:
    """Its last m columns."""
    return above(_zeros(n, m), unit_matrix(m))


@fact("matrix", "matrix")
def upper_part(a: Term, b: Term) -> Row:
    n, m = a.shape[0], b.shape[0]
    return (), eq(_upper(n, m).T @ _upper(n, m), unit_matrix(n))


@fact("matrix", "matrix")
def lower_part(a: Term, b: Term) -> Row:
    n, m = a.shape[0], b.shape[0]
    return (), eq(_lower(n, m).T @ _lower(n, m), unit_matrix(m))


@fact("matrix", "matrix")
def parts_apart(a: Term, b: Term) -> Row:
    n, m = a.shape[0], b.shape[0]
    return (), eq(_upper(n, m).T @ _lower(n, m), _zeros(n, m))


@fact("matrix", "matrix")
def parts_whole(a: Term, b: Term) -> Row:
    n, m = a.shape[0], b.shape[0]
    whole = _upper(n, m) @ _upper(n, m).T + _lower(n, m) @ _lower(n, m).T
    return (), eq(whole, unit_matrix(size_sum([(1, n), (1, m)])))


@fact("square", "matrix", "matrix", "square")
def det_of_blocks(a: Term, b: Term, c: Term, d: Term) -> Row:
    """det [A B; C D] = det A · det(D − CA⁻¹B)."""
    whole = above(beside(a, b), beside(c, d))
    return (predicate("invertible", a),), eq(det(whole), det(a) * det(d - c @ t.inv(a) @ b))


@fact("square", "matrix", "matrix", "square")
def det_of_blocks_from_below(a: Term, b: Term, c: Term, d: Term) -> Row:
    """det [A B; C D] = det D · det(A − BD⁻¹C)."""
    whole = above(beside(a, b), beside(c, d))
    return (predicate("invertible", d),), eq(det(whole), det(d) * det(a - b @ t.inv(d) @ c))


@fact("square", "matrix", "square")
def det_of_triangular_blocks(a: Term, b: Term, d: Term) -> Row:
    """det [A B; 0 D] = det A · det D."""
    whole = above(beside(a, b), beside(_zeros(d.shape[0], a.shape[1]), d))
    return (), eq(det(whole), det(a) * det(d))


@fact("square", "matrix", "square")
def det_of_lower_triangular_blocks(a: Term, c: Term, d: Term) -> Row:
    """det [A 0; C D] = det A · det D."""
    whole = above(beside(a, _zeros(a.shape[0], d.shape[1])), beside(c, d))
    return (), eq(det(whole), det(a) * det(d))
