# ruff: noqa: F403, F405
"""False statements about vectors and matrices of any size."""

from proofread import *

N, d, n, m = Size("N"), Size("d"), Size("n"), Size("m")


@claim("trace-odd-permutation")
def trace_odd_permutation(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n]):
    return equal(trace(A @ B @ C), trace(B @ A @ C))


@claim("trace-of-product")
def trace_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    return equal(trace(A @ B), trace(A) * trace(B))


@claim("trace-of-identity")
def trace_of_identity(A: Matrix[N, d]):
    return equal(trace(A @ pinv(A)), N)


@claim("binomial")
def binomial(A: Matrix[n, n], B: Matrix[n, n]):
    return equal((A + B) @ (A + B), A @ A + 2 * A @ B + B @ B)


@claim("transpose-of-product")
def transpose_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    return equal((A @ B).T, A.T @ B.T)


@claim("commute")
def commute(A: Matrix[n, n], B: Matrix[n, n]):
    """True for n = 1."""
    return equal(A @ B, B @ A)


@claim("inverse-of-sum")
def inverse_of_sum(A: Matrix[n, n], B: Matrix[n, n]):
    assume(invertible(A), invertible(B), invertible(A + B))
    return equal(inv(A + B), inv(A) + inv(B))


@claim("inverse-of-product")
def inverse_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    assume(invertible(A), invertible(B), invertible(A @ B))
    return equal(inv(A @ B), inv(A) @ inv(B))


@claim("sum-invertible")
def sum_invertible(A: Matrix[n, n], B: Matrix[n, n]):
    assume(invertible(A), invertible(B))
    return invertible(A + B)


@claim("gram-of-wide")
def gram_of_wide(X: Matrix[N, d]):
    assume(full_column_rank(X))
    return invertible(X @ X.T)


@claim("gram-without-rank")
def gram_without_rank(X: Matrix[N, d]):
    return invertible(X.T @ X)


@claim("nonzero-invertible")
def nonzero_invertible(A: Matrix[n, n]):
    """True for n = 1."""
    assume(nonzero(A))
    return invertible(A)


@claim("pinv-is-a-left-inverse")
def pinv_is_a_left_inverse(X: Matrix[N, d]):
    return equal(pinv(X) @ X, eye(d))


@claim("pinv-is-a-right-inverse")
def pinv_is_a_right_inverse(X: Matrix[N, d]):
    assume(full_column_rank(X))
    return equal(X @ pinv(X), eye(N))


@claim("pinv-of-product")
def pinv_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    return equal(pinv(A @ B), pinv(B) @ pinv(A))


@claim("orthogonal-rows")
def orthonormal_columns(Q: Matrix[N, d]):
    assume(equal(Q.T @ Q, eye(d)))
    return equal(Q @ Q.T, eye(N))


@claim("symmetric-product")
def symmetric_product(A: Symmetric[n], B: Symmetric[n]):
    return symmetric(A @ B)


@claim("psd-difference")
def psd_difference(A: PositiveDefinite[n], B: PositiveDefinite[n]):
    return psd(A - B)


@claim("positive-entries-psd")
def positive_entries_psd(A: Symmetric[n]):
    """True for n = 1."""
    assume(gt(A, 0))
    return psd(A)


@claim("quadratic-form-positive")
def quadratic_form_positive(A: PositiveDefinite[n], v: Vector[n]):
    """False only at v = 0."""
    return gt(v.T @ A @ v, 0)


@claim("quadratic-form-symmetric")
def quadratic_form_zero(A: Matrix[n, n]):
    """A skew matrix has the quadratic form 0."""
    assume(forall(Vector[n], lambda v: equal(v.T @ A @ v, 0)))
    return equal(A, 0)


@claim("outer-product-commutes")
def outer_product_commutes(x: Vector[n], y: Vector[n]):
    return equal(x @ y.T, y @ x.T)


@claim("cauchy-schwarz-equality")
def cauchy_schwarz_equality(x: Vector[n], y: Vector[n]):
    """True for n = 1."""
    return equal(dot(x, y) ** 2, norm2(x) * norm2(y))


@claim("cauchy-schwarz-reversed")
def cauchy_schwarz_reversed(x: Vector[n], y: Vector[n]):
    return ge(dot(x, y) ** 2, norm2(x) * norm2(y))


@claim("pythagoras")
def pythagoras(x: Vector[n], y: Vector[n]):
    return equal(norm2(x + y), norm2(x) + norm2(y))


@claim("square-of-a-sum")
def square_of_a_sum(x: Vector[n]):
    return equal(total(x) ** 2, total(x**2))


@claim("sum-counts-nothing")
def sum_counts_nothing(x: Vector[n]):
    return equal(bsum(lambda i: x[i] + 1, n), total(x) + 1)


@claim("sum-counts-another-size")
def sum_counts_another_size(c: Scalar):
    return equal(bsum(lambda i: bsum(lambda j: c, m), n), n**2 * c)


@claim("hadamard-is-matrix-product")
def hadamard_is_matrix_product(A: Matrix[n, n], B: Matrix[n, n]):
    return equal(A * B, A @ B)


@claim("diag-of-vector")
def diag_forgets(A: Matrix[n, n]):
    return equal(diag(diagonal(A)), A)


@claim("ridge-without-n")
def ridge_without_n(X: Matrix[N, d], y: Vector[N], w: Vector[d], lam: Positive):
    """(1/N)‖Xw − y‖² + λ‖w‖² has the normal matrix XᵀX + NλI."""
    assume(equal((X.T @ X + lam * eye(d)) @ w, X.T @ y))
    return stationary(lambda v: norm2(X @ v - y) / N + lam * norm2(v), w)


@claim("ols-with-the-wrong-degrees")
def ols_with_n_minus_one(X: Matrix[N, d], eps: RandomVector[N], sigma2: Positive):
    """N − d, which is N − 1 for one column only."""
    assume(full_column_rank(X), equal(E(eps @ eps.T), sigma2 * eye(N)))
    return equal(E(norm2((X @ pinv(X) - eye(N)) @ eps)), (N - 1) * sigma2)


@claim("gls-without-condition")
def gls_without_condition(X: Matrix[N, d], S: PositiveDefinite[N], y: Vector[N]):
    assume(full_column_rank(X))
    return equal(inv(X.T @ inv(S) @ X) @ X.T @ inv(S) @ y, inv(X.T @ X) @ X.T @ y)


@claim("rank-one-everywhere")
def rank_one_everywhere(A: Matrix[n, n], u: Vector[n], v: Vector[n]):
    """A rank-one identity, true for n = 1."""
    return equal((A @ u) @ v.T, (A @ v) @ u.T)
