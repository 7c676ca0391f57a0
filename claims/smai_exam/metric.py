"""Part I, question 10: the quadratic form τ(x, y) = (x − y)ᵀA(x − y) as a distance."""

from __future__ import annotations

from proofread import (
    Matrix,
    Scalar,
    Size,
    Symmetric,
    Vector,
    all_of,
    and_,
    array,
    assume,
    bsum,
    choice,
    claim,
    code,
    computes,
    convention,
    correction,
    definition,
    diag,
    diagonal,
    equal,
    exists,
    eye,
    implies,
    invertible,
    nonzero,
    norm,
    norm2,
    not_,
    or_,
    row,
    symmetric,
    zeros,
)

n, k, more = Size("n"), Size("k"), Size("more")
d = k + more  # so that k < d


def tau(x, y, A):
    """The form of the question."""
    return (x - y).T @ A @ (x - y)


def euclidean(x, y, kind):
    """The Euclidean distance, or its square: τ has no root."""
    return norm(x - y) if kind == "with root" else norm2(x - y)


def scaled(A, x, y, u, v, kind):
    """τ(x, y) is to the Euclidean distance of x and y as τ(u, v) is to that of u and v."""
    return equal(tau(x, y, A) * euclidean(u, v, kind), tau(u, v, A) * euclidean(x, y, kind))


def projection(W):
    """Σᵢ uᵢuᵢᵀ over the rows uᵢᵀ of W."""
    return bsum(lambda i: row(W, i) @ row(W, i).T, k)


def has_value(t):
    """There is a number that this term is."""
    return exists(Scalar, lambda value: equal(value, t), witness=t)


# --- the question ---------------------------------------------------------------------------------------------------


@choice("smai-exam/I.10", key="acd", correct="cd")
def true_of_tau(
    a: Vector[d], W: Matrix[k, d], A: Matrix[d, d], x: Vector[d], y: Vector[d], u: Vector[d], v: Vector[d]
):  # fmt: skip
    """Diagonal weights a ≠ 1 scale (the square); k < d orthonormal rows: no value, or reduction; A symmetric: τ too."""
    P, orthonormal, non_diagonal = projection(W), equal(W @ W.T, eye(k)), nonzero(A - diag(diagonal(A)))
    return {
        "a": implies(nonzero(a - 1), scaled(diag(a), x, y, u, v, "squared")),
        "b": implies(orthonormal, and_(not_(invertible(P)), not_(has_value(tau(x, y, P))))),
        "c": implies(orthonormal, equal(tau(x, y, P), tau(W @ x, W @ y, eye(k)))),
        "d": implies(and_(symmetric(A), non_diagonal), equal(tau(x, y, A), tau(y, x, A))),
        "e": all_of("a", "b", "c", "d"),
    }


# --- its options, and what the key says of each ---------------------------------------------------------------------


@claim("smai-exam/I.10.name")
def named_a_distance(L: Matrix[n, d], x: Vector[d], y: Vector[d], kind=convention("with root", "squared")):
    """τ with the weights A = LᵀL is the Euclidean distance of Lx and Ly."""
    A = definition("smai-exam/I.10.0", L.T @ L)
    print_ = equal(tau(x, y, A), euclidean(L @ x, L @ y, kind))
    if kind == "squared":
        return print_
    return correction(print_, to=equal(tau(x, y, A), euclidean(L @ x, L @ y, "squared")))


@claim("smai-exam/I.10a")
def diagonal_weights_scale(
    a: Vector[d], x: Vector[d], y: Vector[d], u: Vector[d], v: Vector[d], alpha: Scalar,
    kind=convention("with root", "squared"),
):  # fmt: skip
    """With diagonal A ≠ I, τ is one multiple of the Euclidean distance for all pairs; it is so for A = αI, squared."""
    assume(nonzero(a - 1))
    equal_weights = implies(equal(a, alpha), equal(tau(x, y, diag(a)), alpha * euclidean(x, y, "squared")))
    return correction(scaled(diag(a), x, y, u, v, kind), to=equal_weights)


@claim("smai-exam/I.10b")
def projection_has_a_value(W: Matrix[k, d], x: Vector[d], y: Vector[d]):
    """Not both: Σ uᵢuᵢᵀ is rank deficient and τ has no value. (It has full rank, or τ has a value.)"""
    assume(equal(W @ W.T, eye(k)))
    return or_(invertible(projection(W)), has_value(tau(x, y, projection(W))))


@claim("smai-exam/I.10c")
def dimensionality_reduction(W: Matrix[k, d], x: Vector[d], y: Vector[d]):
    """With A = Σ uᵢuᵢᵀ, τ is τ without weights between Wx and Wy."""
    assume(equal(W @ W.T, eye(k)))
    return equal(tau(x, y, projection(W)), tau(W @ x, W @ y, eye(k)))


@claim("smai-exam/I.10d")
def symmetric_in_its_arguments(A: Symmetric[d], x: Vector[d], y: Vector[d]):
    """With A symmetric and not diagonal, τ(x, y) = τ(y, x)."""
    assume(nonzero(A - diag(diagonal(A))))
    return equal(tau(x, y, A), tau(y, x, A))


@claim("smai-exam/I.10e")
def not_all_true(kind=convention("with root", "squared")):
    """Not all of (a) to (d) are true: already in dimension 2 there are weights a ≠ 1 and pairs on which (a) fails."""
    V, zero = Vector[2], zeros(2)

    def different(a, x, u):
        return and_(nonzero(a - 1), not_(scaled(diag(a), x, zero, u, zero, kind)))

    def on_some_pairs(a):
        along = [array([1, 0]), array([0, 1])]
        return exists(V, lambda x: exists(V, lambda u: different(a, x, u), witness=along[1]), witness=along[0])

    return exists(V, on_some_pairs, witness=array([1, 2]))


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="smai-exam/I.10.0")
def tau_of_code(x: Vector[n], y: Vector[n], A: Matrix[n, n]):
    """The code computes the form, for any square A."""
    return computes(code("impls.metric:tau")(x, y, A), tau(x, y, A), within=8)
