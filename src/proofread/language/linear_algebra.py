"""The words of a claim for determinants, ranks and what is built of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from proofread.language.errors import ClaimError
from proofread.language.words import term, zeros
from proofread.trusted import terms, terms_matrices
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Term


def det(a: object) -> Term:
    """The determinant of a square matrix."""
    return terms_matrices.det(term(a))


def logdet(a: object) -> Term:
    """log det A, where det A > 0."""
    return terms.log(det(a))


def rank(x: object) -> Term:
    """The rank of a matrix."""
    return terms_matrices.rank(term(x))


def kron(x: object, y: object) -> Term:
    """The Kronecker product."""
    return terms_matrices.kron(term(x), term(y))


def vec(x: object) -> Term:
    """The columns of a matrix, one below the other."""
    return terms_matrices.vec(term(x))


def above(x: object, y: object) -> Term:
    """The rows of x, then those of y."""
    return terms_matrices.above(term(x), term(y))


def beside(x: object, y: object) -> Term:
    """The columns of x, then those of y."""
    return terms_matrices.beside(term(x), term(y))


def block(rows: Sequence[Sequence[object]]) -> Term:
    """A matrix of blocks: block([[A, B], [C, D]]). A number 0 is a block of zeros that fits."""
    if not rows or not all(isinstance(row, list | tuple) and len(row) == len(rows[0]) > 0 for row in rows):
        raise ClaimError("block takes rows of one length", "write block([[A, B], [C, D]])")
    parts = [[term(x) for x in row] for row in rows]
    heights = [_extent(row, 0) for row in parts]
    widths = [_extent(column, 1) for column in zip(*parts, strict=True)]
    filled = [
        [_fitting(x, h, w) for x, w in zip(row, widths, strict=True)] for row, h in zip(parts, heights, strict=True)
    ]
    return reduce(terms_matrices.above, (reduce(terms_matrices.beside, row) for row in filled))


def _extent(line: Sequence[Term], axis: int) -> Size:
    """How high a row of blocks is, or how wide a column of them: what a block says that is not 0."""
    return next((x.shape[axis] for x in line if len(x.shape) == 2), ONE)


def _fitting(x: Term, height: Size, width: Size) -> Term:
    zero = x.op == "const" and x.data[0] == 0
    return zeros(height, width) if zero else x


__all__ = ["above", "beside", "block", "det", "kron", "logdet", "rank", "vec"]
