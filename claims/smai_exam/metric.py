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
    forall,
    implies,
    invertible,
    nonzero,
    norm,
    norm2,
    not_,
    row,
)

k, m = Size("k"), Size("m")
d = k + m  # so that k < d


def tau(x, y, A):
    return (x - y).T @ A @ (x - y)


def projection(W):
    """Σᵢ uᵢuᵢᵀ over the rows uᵢᵀ of W."""
    return bsum(lambda i: row(W, i) @ row(W, i).T, k)


def euclidean(x, y, kind):
    return norm(x - y) if kind == "distance" else norm2(x - y)


def scaled(a, x, y, kind):
    """τ with the diagonal matrix of a is one and the same multiple of the Euclidean distance, for all pairs."""
    return exists(Scalar, lambda alpha: forall(Vector[d], Vector[d], lambda x, y: equal(
        tau(x, y, diag(a)), alpha * euclidean(x, y, kind))))  # fmt: skip


@claim("smai-exam/I.10a")
def diagonal_weights(a: Vector[d], kind=convention("distance", "squared distance")):
    assume(nonzero(a - 1))
    return scaled(a, None, None, kind)

@claim("smai-exam/I.10a#prop")
def diagonal_weights2(a: Vector[d], x: Vector[d], y: Vector[d], u: Vector[d], v: Vector[d], kind=convention("distance", "squared distance")):
    assume(nonzero(a - 1))
    return equal(tau(x, y, diag(a))*euclidean(u,v,kind), tau(u, v, diag(a))*euclidean(x,y,kind))

@claim("smai-exam/I.10a#corr")
def corr(alpha: Scalar, x: Vector[d], y: Vector[d]):
    return equal(tau(x, y, alpha*eye(d)), alpha* norm2(x-y))

@claim("smai-exam/I.10a#corr2")
def corr2(alpha: Scalar, a: Vector[d]):
    from proofread import iff
    return iff(forall(Vector[d], Vector[d], lambda x, y: equal(tau(x, y, diag(a)), alpha* norm2(x-y))), equal(a, alpha))

@claim("smai-exam/I.10b")
def b(W: Matrix[k, d], x: Vector[d], y: Vector[d]):
    assume(equal(W @ W.T, eye(k)))
    return and_(not_(invertible(projection(W))), not_(exists(Scalar, lambda t: equal(t, tau(x,y,projection(W))))))

@claim("smai-exam/I.10b#1")
def b1(W: Matrix[k, d]):
    assume(equal(W @ W.T, eye(k)))
    return not_(invertible(projection(W)))

@claim("smai-exam/I.10b#2")
def b2(W: Matrix[k, d]):
    assume(equal(W @ W.T, eye(k)))
    return exists(Vector[d], lambda v: and_(nonzero(v), equal(projection(W)@v, 0)))
@claim("smai-exam/I.10b#3")
def b3(W: Matrix[k, d], x: Vector[d], y: Vector[d]):
    assume(equal(W @ W.T, eye(k)))
    return exists(Scalar, lambda t: equal(t, tau(x, y, projection(W))))
@claim("smai-exam/I.10b#4")
def b4(W: Matrix[k, d], x: Vector[d], y: Vector[d]):
    assume(equal(W @ W.T, eye(k)))
    return not_(and_(not_(invertible(projection(W))), not_(exists(Scalar, lambda t: equal(t, tau(x, y, projection(W)))))))
@claim("smai-exam/I.10c")
def c(W: Matrix[k, d], x: Vector[d], y: Vector[d]):
    assume(equal(W @ W.T, eye(k)))
    return equal(tau(x, y, projection(W)), tau(W@x, W@y, eye(k)))
@claim("smai-exam/I.10d")
def dd(A: Symmetric[d], x: Vector[d], y: Vector[d]):
    assume(nonzero(A - diag(diagonal(A))))
    return equal(tau(x, y, A), tau(y, x, A))
