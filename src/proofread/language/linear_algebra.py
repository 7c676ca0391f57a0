"""The words of a claim for determinants, ranks and what is built of blocks."""

from __future__ import annotations

from proofread.language.words import term
from proofread.trusted import terms, terms_matrices
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


__all__ = ["det", "logdet", "rank"]
