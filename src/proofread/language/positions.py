"""Words for entries at computed positions, such as x[i + k] in a convolution."""

from __future__ import annotations

from proofread.language.words import bsum, term
from proofread.trusted import terms
from proofread.trusted.terms import Term


def same(x: object, y: object) -> Term:
    """1 where x and y are equal, else 0. Indices and sizes count as numbers: same(i + k, j)."""
    return terms.is_zero(term(x) - term(y))


def at(x: Term, *places: object) -> Term:
    """The entry of x at computed places, and 0 where a place lies outside: at(x, i + k) = Σ_j same(i + k, j) x[j].
    A column takes one place."""
    column = len(x.shape) == 2 and x.shape[1].is_one
    if len(places) != (1 if column else len(x.shape)):
        return terms.ill(f"{len(places)} places on a {terms.shape_text(x)} term")
    return _at(x, [term(p) for p in places], [])


def _at(x: Term, places: list[Term], chosen: list[Term]) -> Term:
    if len(chosen) == len(places):
        return x[tuple(chosen)]
    k = len(chosen)
    return bsum(lambda j: same(places[k], j) * _at(x, places, [*chosen, j]), x.shape[k])
