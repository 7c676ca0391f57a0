"""Facts about the rank of a matrix."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import ZERO, Row, eq, fact, ge
from proofread.trusted.terms import Term, predicate
from proofread.trusted.terms_matrices import rank


@fact("matrix")
def rank_full(x: Term) -> Row:
    return (predicate("full_rank", x),), eq(rank(x), t.number(x.shape[1]))


@fact("matrix")
def full_rank_of_rank(x: Term) -> Row:
    return (ge(rank(x), t.number(x.shape[1])),), predicate("full_rank", x)


@fact("matrix")
def rank_transpose(x: Term) -> Row:
    return (), eq(rank(x.T), rank(x))


@fact("matrix")
def rank_gram(x: Term) -> Row:
    return (), eq(rank(x.T @ x), rank(x))


@fact("matrix")
def rank_pinv(x: Term) -> Row:
    return (), eq(rank(t.pinv(x)), rank(x))


@fact("matrix")
def rank_by_pinv(x: Term) -> Row:
    """The trace of the projection onto the range."""
    return (), eq(rank(x), t.trace(x @ t.pinv(x)))


@fact("matrix")
def rank_nonnegative(x: Term) -> Row:
    return (), ge(rank(x), ZERO)


@fact("matrix")
def rank_at_most_rows(x: Term) -> Row:
    return (), ge(t.number(x.shape[0]), rank(x))


@fact("matrix")
def rank_at_most_columns(x: Term) -> Row:
    return (), ge(t.number(x.shape[1]), rank(x))


@fact("matrix", "matrix")
def rank_product_left(a: Term, b: Term) -> Row:
    return (), ge(rank(a), rank(a @ b))


@fact("matrix", "matrix")
def rank_product_right(a: Term, b: Term) -> Row:
    return (), ge(rank(b), rank(a @ b))


@fact("matrix", "matrix")
def rank_sylvester(a: Term, b: Term) -> Row:
    """rank(AB) ≥ rank A + rank B − k for A with k columns."""
    return (), ge(rank(a @ b), rank(a) + rank(b) - t.number(a.shape[1]))


@fact("matrix", "matrix")
def rank_sum(a: Term, b: Term) -> Row:
    if a.shape != b.shape:
        raise ValueError("two matrices of one shape")
    return (), ge(rank(a) + rank(b), rank(a + b))


@fact("square", "matrix")
def rank_invertible_left(s: Term, x: Term) -> Row:
    return (predicate("invertible", s),), eq(rank(s @ x), rank(x))


@fact("matrix", "square")
def rank_invertible_right(x: Term, s: Term) -> Row:
    return (predicate("invertible", s),), eq(rank(x @ s), rank(x))


@fact("square")
def rank_idempotent(p: Term) -> Row:
    """The rank of a projection is its trace."""
    return (eq(p @ p, p),), eq(rank(p), t.trace(p))


@fact("matrix")
def rank_of_zero(x: Term) -> Row:
    return (eq(x, ZERO),), eq(rank(x), ZERO)


@fact("matrix")
def zero_of_rank(x: Term) -> Row:
    return (eq(rank(x), ZERO),), eq(x, ZERO)
