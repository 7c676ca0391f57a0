"""Problem 3.3: generalised and ordinary least squares agree exactly when ΣX = XF for a non-singular F."""

from __future__ import annotations

from proofread import (
    Matrix,
    PositiveDefinite,
    Size,
    Symmetric,
    Vector,
    and_,
    assume,
    claim,
    code,
    computes,
    definition,
    derivation,
    equal,
    exists,
    forall,
    full_column_rank,
    given,
    iff,
    implies,
    inv,
    invertible,
    line,
    pd,
    symmetric,
    unstated,
)

N, d = Size("N"), Size("d")


def ols(X, Y):
    return inv(X.T @ X) @ X.T @ Y


def gls(X, S, Y):
    return inv(X.T @ inv(S) @ X) @ X.T @ inv(S) @ Y


def defined(X, S):
    """What the printed estimators need: every inverse in them exists."""
    return full_column_rank(X), invertible(S), invertible(X.T @ inv(S) @ X)


def agree(X, S):
    """The estimators are equal as functions of the observations, which is the quantifier printed in (3.20)."""
    return forall(Vector[N], lambda Y: equal(gls(X, S, Y), ols(X, Y)))


def the_factor(X, S):
    return inv(X.T @ inv(S) @ X).T @ (X.T @ X)


def some_factor(X, S, witness=None):
    return exists(Matrix[d, d], lambda F: and_(invertible(F), equal(S @ X, X @ F)), witness=witness)


@derivation
def first_half(X: Matrix[N, d], S: Symmetric[N], F: Matrix[d, d], Y: Vector[N]):
    """ΣX = XF makes the two estimators equal."""
    assume(*defined(X, S), invertible(F))
    yield given("hw2/3.3.premise", equal(S @ X, X @ F))
    yield line("hw2/3.3.eq3.12", equal(X, inv(S) @ X @ F), "multiply by Σ⁻¹ from the left")
    yield line("hw2/3.3.eq3.13", equal(X @ inv(F), inv(S) @ X), "multiply by F⁻¹ from the right")
    yield line("hw2/3.3.eq3.14", equal(inv(F).T @ X.T, X.T @ inv(S)), "transpose; Σ⁻¹ is symmetric")
    yield line("hw2/3.3.eq3.15", gls(X, S, Y), start=True)
    yield line("hw2/3.3.eq3.16", inv(inv(F).T @ (X.T @ X)) @ inv(F).T @ X.T @ Y, "insert (3.14)")
    yield line("hw2/3.3.eq3.17", inv(X.T @ X) @ F.T @ inv(F).T @ X.T @ Y, "inverse of a product")
    yield line("hw2/3.3.eq3.18", inv(X.T @ X) @ X.T @ Y, "the F cancel")
    yield line("hw2/3.3.eq3.19", ols(X, Y), "that is the ordinary estimator")


@claim("hw2/3.3.symmetric")
def symmetric_inverse(S: Symmetric[N]):
    """The inverse of a symmetric invertible matrix is symmetric."""
    assume(invertible(S))
    return and_(symmetric(S), symmetric(inv(S)))


@claim("hw2/3.3.eq3.17#rule")
def inverse_of_a_product(A: Matrix[d, d], B: Matrix[d, d]):
    """(AB)⁻¹ = B⁻¹A⁻¹."""
    assume(invertible(A), invertible(B))
    return equal(inv(A @ B), inv(B) @ inv(A))


@claim("hw2/3.3.converse")
def converse(X: Matrix[N, d], S: Symmetric[N]):
    """Equal estimators, for every Y, make ΣX = XF for some non-singular F."""
    assume(*defined(X, S))
    return implies(agree(X, S), some_factor(X, S, the_factor(X, S)))


@derivation
def second_half(X: Matrix[N, d], S: Symmetric[N]):
    """From equal estimators to ΣX = XF with F as defined in the print."""
    assume(*defined(X, S), agree(X, S))
    F = definition("hw2/3.3.F", the_factor(X, S))
    K = inv(X.T @ inv(S) @ X)
    yield line("hw2/3.3.eq3.20", forall(Vector[N], lambda Y: equal(ols(X, Y), gls(X, S, Y))), "for every Y")
    yield line("hw2/3.3.eq3.21", equal(inv(X.T @ X) @ X.T, K @ X.T @ inv(S)), "Y is arbitrary")
    yield line("hw2/3.3.eq3.22", equal(X.T, X.T @ X @ K @ X.T @ inv(S)), "multiply by XᵀX from the left")
    yield line("hw2/3.3.eq3.23", equal(X.T @ S, X.T @ X @ K @ X.T), "multiply by Σ from the right")
    yield line("hw2/3.3.eq3.24#transposed", equal(X.T @ S, F.T @ X.T), "definition of F")
    yield line("hw2/3.3.eq3.24", equal(S @ X, X @ F), "transpose; Σ is symmetric")


@claim("hw2/3.3.enough")
def enough(X: Matrix[N, d], S: Symmetric[N], F: Matrix[d, d]):
    """Where ΣX = XF holds for this F, its being non-singular is all that is left to show."""
    assume(equal(S @ X, X @ F))
    return implies(invertible(F), some_factor(X, S, F))


@claim("hw2/3.3.gram")
def gram(X: Matrix[N, d]):
    """XᵀX is invertible: X has independent columns."""
    assume(full_column_rank(X))
    return invertible(X.T @ X)


@claim("hw2/3.3.obvious")
def weighted_gram(X: Matrix[N, d], S: Symmetric[N]):
    """XᵀΣ⁻¹X is invertible; what is printed of Σ is that it is symmetric and has an inverse."""
    assume(full_column_rank(X), invertible(S))
    unstated(pd(S))
    return invertible(X.T @ inv(S) @ X)


@claim("hw2/3.3.product")
def product(A: Matrix[d, d], B: Matrix[d, d]):
    """A product of two invertible matrices is invertible."""
    assume(invertible(A), invertible(B))
    return invertible(A @ B)


@claim("hw2/3.3.F-invertible")
def factor_is_invertible(X: Matrix[N, d], S: Symmetric[N]):
    """F is non-singular, and so an F as wanted exists."""
    assume(*defined(X, S), agree(X, S))
    F = the_factor(X, S)
    return and_(invertible(F), some_factor(X, S, F))


@claim("hw2/3.3.iff")
def both_directions(X: Matrix[N, d], S: Symmetric[N]):
    """The estimators are equal, for every Y, exactly when some non-singular F satisfies ΣX = XF."""
    assume(*defined(X, S))
    return iff(agree(X, S), some_factor(X, S, the_factor(X, S)))


@claim(conforms_to="hw2/3.3.eq3.15")
def gls_code(X: Matrix[N, d], S: PositiveDefinite[N], Y: Vector[N]):
    """The code computes the generalised estimator."""
    assume(full_column_rank(X))
    return computes(code("impls.linear_models:gls")(X, Y, S), gls(X, S, Y), within=64)
