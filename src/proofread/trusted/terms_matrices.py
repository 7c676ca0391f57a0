"""Terms of linear algebra beyond products and inverses: determinants, ranks, Kronecker products, vec, blocks."""

from __future__ import annotations

from proofread.trusted.shapes import Shape, scalar_if_one
from proofread.trusted.sizes import ONE, size_product, size_sum
from proofread.trusted.terms import Term, ill, mul, shape_text, to_term


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


def kron(x: object, y: object) -> Term:
    """The Kronecker product: in place (i·p + k, j·q + l), with p×q the shape of y, stands x[i, j]·y[k, l]."""
    a, b = to_term(x), to_term(y)
    if not a.shape or not b.shape or "ill" in (a.op, b.op):
        return mul(a, b)
    if len(a.shape) != 2 or len(b.shape) != 2:
        return ill(f"Kronecker product of {shape_text(a)} and {shape_text(b)} terms: it takes matrices")
    rows, columns = (size_product(m, n) for m, n in zip(a.shape, b.shape, strict=True))
    return Term("kron", (a, b), (), scalar_if_one((rows, columns)))


def vec(x: object) -> Term:
    """The columns of a matrix, one below the other."""
    a = to_term(x)
    if a.op == "ill" or not a.shape:
        return a
    if len(a.shape) != 2:
        return ill(f"vec of a {shape_text(a)} tensor: it takes a matrix")
    return Term("vec", (a,), (), scalar_if_one((size_product(a.shape[1], a.shape[0]), ONE)))


def _matrix_shape(a: Term) -> Shape:
    return a.shape or (ONE, ONE)


def above(x: object, y: object) -> Term:
    """The rows of x, then those of y. A scalar is 1×1."""
    a, b = to_term(x), to_term(y)
    top, low = _matrix_shape(a), _matrix_shape(b)
    if "ill" in (a.op, b.op):
        return a if a.op == "ill" else b
    if len(top) != 2 or len(low) != 2 or top[1] != low[1]:
        return ill(f"{shape_text(a)} above {shape_text(b)}: the numbers of columns differ")
    return Term("above", (a, b), (), scalar_if_one((size_sum([(1, top[0]), (1, low[0])]), top[1])))


def beside(x: object, y: object) -> Term:
    """The columns of x, then those of y. A scalar is 1×1."""
    a, b = to_term(x), to_term(y)
    left, right = _matrix_shape(a), _matrix_shape(b)
    if "ill" in (a.op, b.op):
        return a if a.op == "ill" else b
    if len(left) != 2 or len(right) != 2 or left[0] != right[0]:
        return ill(f"{shape_text(a)} beside {shape_text(b)}: the numbers of rows differ")
    return Term("beside", (a, b), (), scalar_if_one((left[0], size_sum([(1, left[1]), (1, right[1])]))))
