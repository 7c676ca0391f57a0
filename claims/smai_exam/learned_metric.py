"""Part III, question 3: distances after a linear map. Blank key: our answers, proved."""

from __future__ import annotations

from proofread import (
    Matrix,
    Size,
    Vector,
    and_,
    answer,
    bsum,
    column,
    definition,
    equal,
    norm2,
    psd,
    trace,
    zeros,
)

N, n, m = Size("N"), Size("n"), Size("m")


def distance(x, y):
    """The squared Euclidean distance of the question."""
    return (x - y).T @ (x - y)


@answer("smai-exam/III.3a", key="")
def distance_after_the_map(L: Matrix[m, n], x: Vector[n], y: Vector[n]):
    """The distance of Lx and Ly is (x − y)ᵀLᵀL(x − y)."""
    image_x, image_y = definition("smai-exam/III.3a.z", L @ x, L @ y)
    return equal(distance(image_x, image_y), (x - y).T @ L.T @ L @ (x - y))


@answer("smai-exam/III.3a#objective", key="")
def objective_of_a_class(L: Matrix[m, n], X: Matrix[n, N]):
    """The sum over all pairs of a class (the columns of X), to be minimised over L, is tr(LSLᵀ): a number."""

    def between(i, j):
        return column(X, i) - column(X, j)

    distances = bsum(lambda i: bsum(lambda j: distance(L @ column(X, i), L @ column(X, j)), N), N)
    scatter = bsum(lambda i: bsum(lambda j: between(i, j) @ between(i, j).T, N), N)
    return equal(distances, trace(L @ scatter @ L.T))


@answer("smai-exam/III.3b", key="")
def pitfall_of_zero(x: Vector[n], y: Vector[n]):
    """With L = 0 every distance is 0."""
    L = zeros(m, n)
    return equal(distance(L @ x, L @ y), 0)


@answer("smai-exam/III.3b#constraint", key="")
def constraint_against_zero():
    """With L = 0, tr(LᵀL) is 0: the constraint tr(LᵀL) = 1 rules L = 0 out."""
    L = zeros(m, n)
    return equal(trace(L.T @ L), 0)


@answer("smai-exam/III.3c", key="")
def weights_of_the_map(L: Matrix[m, n], x: Vector[n], y: Vector[n]):
    """A = LᵀL: it is positive semidefinite, and the form with A is the distance of Lx and Ly."""
    A = L.T @ L
    return and_(psd(A), equal((x - y).T @ A @ (x - y), norm2(L @ x - L @ y)))
