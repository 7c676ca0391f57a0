"""Part III, question 2: kernel matrices, and the features of a cubic kernel. Blank key: our answers, proved."""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Q,
    Scalar,
    Size,
    SmoothMap,
    Vector,
    and_,
    answer,
    bsum,
    definition,
    dot,
    equal,
    ge,
    norm2,
    row,
    sqrt,
)

N, d, D = Size("N"), Size("d"), Size("D")


def kernel(phi, X, i, j):
    """The kernel matrix at (i, j), from the features of the samples, which are the rows of X."""
    return dot(phi(row(X, i)), phi(row(X, j)))


@answer("smai-exam/III.2a", key="")
def kernel_matrix_is_symmetric(phi: SmoothMap[d, D], X: Matrix[N, d], i: Index[N], j: Index[N]):
    """The entries at (i, j) and (j, i) are equal, for any features."""
    here = definition("smai-exam/III.2.K", kernel(phi, X, i, j))
    return equal(here, kernel(phi, X, j, i))


@answer("smai-exam/III.2b", key="")
def kernel_matrix_is_positive_semidefinite(phi: SmoothMap[d, D], X: Matrix[N, d], v: Vector[N]):
    """vᵀKv is the squared norm of Σᵢ vᵢφ(xᵢ), and so at least 0, for any features and any v."""
    definition("smai-exam/III.2.0", kernel(phi, X, 0, 0))
    form = bsum(lambda i: bsum(lambda j: v[i] * v[j] * kernel(phi, X, i, j), N), N)
    combined = bsum(lambda i: v[i] * phi(row(X, i)), N)
    return and_(equal(form, norm2(combined)), ge(norm2(combined), 0))


def cubic_features(p1, p2):
    """All monomials of degree 3, the mixed ones times √3."""
    return [p1**3, sqrt(Q(3)) * p1**2 * p2, sqrt(Q(3)) * p1 * p2**2, p2**3]


@answer("smai-exam/III.2c", key="")
def features_of_the_cubic_kernel(p1: Scalar, p2: Scalar, q1: Scalar, q2: Scalar):
    """(p₁³, √3 p₁²p₂, √3 p₁p₂², p₂³) are features of (pᵀq)³."""
    products = [a * b for a, b in zip(cubic_features(p1, p2), cubic_features(q1, q2), strict=True)]
    return equal(sum(products[1:], products[0]), (p1 * q1 + p2 * q2) ** 3)
