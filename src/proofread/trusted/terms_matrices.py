"""Terms of linear algebra beyond products and inverses: determinants, ranks."""

from __future__ import annotations

from proofread.trusted.terms import Term, ill, shape_text, to_term


def det(x: object) -> Term:
    """The determinant of a square matrix; a scalar is its own. Of a matrix without rows it is 1."""
    a = to_term(x)
    if a.op == "ill" or not a.shape:
        return a
    if len(a.shape) != 2 or a.shape[0] != a.shape[1]:
        return ill(f"determinant of a {shape_text(a)} term: it takes a square matrix")
    return Term("det", (a,), (), ())


def rank(x: object) -> Term:
    """The rank of a matrix, a column or a scalar."""
    a = to_term(x)
    if a.op == "ill":
        return a
    if len(a.shape) > 2:
        return ill(f"rank of a {shape_text(a)} tensor: it takes a matrix")
    return Term("rank", (a,), (), ())
