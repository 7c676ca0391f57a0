# ruff: noqa: F403, F405
"""More false statements about matrices, norms, definiteness, gradients and random quantities."""

from proofread import *

N, d, n, m = Size("N"), Size("d"), Size("n"), Size("m")
Z = Space("Z")


@claim("trace-of-three-transposed")
def trace_of_three_transposed(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n]):
    return equal(trace(A @ B @ C), trace(A.T @ B.T @ C.T))


@claim("trace-of-square")
def trace_of_square(A: Matrix[n, n]):
    return equal(trace(A @ A), norm2(A))


@claim("trace-nonnegative")
def trace_nonnegative(A: Matrix[n, n]):
    return ge(trace(A @ A), 0)


@claim("trace-of-inverse")
def trace_of_inverse(A: PositiveDefinite[n]):
    return equal(trace(inv(A)), 1 / trace(A))


@claim("inverse-is-transpose")
def inverse_is_transpose(A: Matrix[n, n]):
    assume(invertible(A))
    return equal(inv(A), A.T)


@claim("inverse-of-scaled")
def inverse_of_scaled(A: Matrix[n, n], c: Positive):
    assume(invertible(A), invertible(c * A))
    return equal(inv(c * A), c * inv(A))


@claim("inverse-entry-by-entry")
def inverse_entry_by_entry(A: PositiveDefinite[n], i: Index[n]):
    return equal(inv(A)[i, i], 1 / A[i, i])


@claim("left-inverse-right-inverse")
def left_inverse_right_inverse(A: Matrix[N, d], B: Matrix[d, N]):
    assume(equal(B @ A, eye(d)))
    return equal(A @ B, eye(N))


@claim("zero-divisors")
def zero_divisors(A: Matrix[n, n], B: Matrix[n, n]):
    assume(equal(A @ B, 0))
    return or_(equal(A, 0), equal(B, 0))


@claim("cancel-matrix")
def cancel_matrix(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n]):
    assume(nonzero(A), equal(A @ B, A @ C))
    return equal(B, C)


@claim("similar-is-equal")
def similar_is_equal(A: Matrix[n, n], P: Matrix[n, n]):
    assume(invertible(P))
    return equal(inv(P) @ A @ P, A)


@claim("nilpotent-is-zero")
def nilpotent_is_zero(A: Matrix[n, n]):
    assume(equal(A @ A, 0))
    return equal(A, 0)


@claim("idempotent-is-symmetric")
def idempotent_is_symmetric(A: Matrix[n, n]):
    assume(equal(A @ A, A))
    return symmetric(A)


@claim("projection-is-identity")
def projection_is_identity(X: Matrix[N, d]):
    assume(full_column_rank(X))
    return equal(X @ inv(X.T @ X) @ X.T, eye(N))


@claim("commutator-zero")
def commutator_zero(A: Symmetric[n], B: Symmetric[n]):
    return equal(A @ B - B @ A, 0)


@claim("rank-of-product")
def rank_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    assume(invertible(A), nonzero(B))
    return invertible(A @ B)


@claim("rank-of-sum")
def rank_of_sum(A: Matrix[N, d], B: Matrix[N, d]):
    assume(full_column_rank(A), full_column_rank(B))
    return full_column_rank(A + B)


@claim("wide-rank")
def wide_rank(X: Matrix[N, d]):
    return full_column_rank(X)


@claim("outer-product-full-rank")
def outer_product_invertible(x: Vector[n], y: Vector[n]):
    """True for n = 1."""
    assume(nonzero(x), nonzero(y), gt(dot(x, y), 0))
    return invertible(x @ y.T)


@claim("psd-without-symmetry")
def psd_without_symmetry(A: Matrix[n, n]):
    assume(forall(Vector[n], lambda v: ge(v.T @ A @ v, 0)))
    return psd(A)


@claim("psd-product")
def psd_product(A: PositiveSemidefinite[n], B: PositiveSemidefinite[n]):
    return psd(A @ B)


@claim("psd-is-pd")
def psd_is_pd(A: PositiveSemidefinite[n]):
    return pd(A)


@claim("gram-is-pd")
def gram_is_pd(X: Matrix[N, d]):
    return pd(X.T @ X)


@claim("psd-negative-multiple")
def psd_negative_multiple(A: PositiveSemidefinite[n], c: Scalar):
    return psd(c * A)


@claim("diagonal-of-pd")
def diagonal_makes_pd(A: Symmetric[n]):
    assume(gt(diagonal(A), 0))
    return pd(A)


@claim("diag-of-any")
def diag_of_any(v: Vector[n]):
    return pd(diag(v))


@claim("diag-not-zero")
def diag_not_zero(v: Vector[n]):
    assume(nonzero(v))
    return invertible(diag(v))


@claim("quadratic-form-of-psd")
def quadratic_form_of_psd(A: PositiveSemidefinite[n], v: Vector[n]):
    assume(nonzero(v))
    return gt(v.T @ A @ v, 0)


@claim("norm-of-sum")
def norm_of_sum(x: Vector[n], y: Vector[n]):
    return equal(norm(x + y), norm(x) + norm(y))


@claim("norm-of-multiple")
def norm_of_multiple(x: Vector[n], c: Scalar):
    return equal(norm(c * x), c * norm(x))


@claim("norm-is-sum")
def norm_is_sum(x: Vector[n]):
    """True for n = 1."""
    return equal(norm(x), total(abs_(x)))


@claim("norm-below-largest")
def norm_below_largest(x: Vector[n], c: Scalar):
    """√n is missing."""
    assume(ge(c, abs_(x)))
    return le(norm(x), c)


@claim("norm-of-product")
def norm_of_product(A: Matrix[n, n], x: Vector[n]):
    return equal(norm(A @ x), norm(A) * norm(x))


@claim("equal-norms")
def equal_norms(x: Vector[n], y: Vector[n]):
    assume(equal(norm(x), norm(y)))
    return equal(x, y)


@claim("orthogonal-vectors-one-is-zero")
def orthogonal_vectors(x: Vector[n], y: Vector[n]):
    assume(equal(dot(x, y), 0))
    return or_(equal(x, 0), equal(y, 0))


@claim("parallelogram-without-factor")
def parallelogram(x: Vector[n], y: Vector[n]):
    return equal(norm2(x + y) + norm2(x - y), norm2(x) + norm2(y))


@claim("orthogonal-columns-scaled")
def orthogonal_scaled(Q: Orthogonal[n], c: Scalar):
    return orthogonal(c * Q)


@claim("orthogonal-sum")
def orthogonal_sum(P: Orthogonal[n], Q: Orthogonal[n]):
    return orthogonal(P + Q)


@claim("orthogonal-is-symmetric")
def orthogonal_is_symmetric(Q: Orthogonal[n]):
    return equal(Q @ Q, eye(n))


@claim("gradient-of-squared-norm")
def gradient_of_squared_norm(x: Vector[n]):
    return equal(grad(norm2)(x), x)


@claim("gradient-of-residual")
def gradient_of_residual(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    return equal(grad(lambda v: norm2(X @ v - y))(w), 2 * X.T @ (y - X @ w))


@claim("gradient-of-bilinear")
def gradient_of_bilinear(a: Vector[n], b: Vector[n], A: Matrix[n, n]):
    return equal(grad(lambda M: a.T @ M @ b)(A), b @ a.T)


@claim("gradient-of-trace-square")
def gradient_of_trace_square(A: Matrix[n, n]):
    return equal(grad(lambda M: trace(M @ M))(A), 2 * A)


@claim("gradient-of-frobenius")
def gradient_of_frobenius(A: Matrix[n, m]):
    return equal(grad(norm2)(A), A)


@claim("jacobian-of-softmax")
def jacobian_of_softmax(z: Vector[n]):
    return equal(jac(softmax)(z), diag(softmax(z)))


@claim("jacobian-of-entrywise")
def jacobian_of_entrywise(z: Vector[n], A: Matrix[n, n]):
    return equal(jac(lambda v: A @ tanh(v))(z), diag(1 - tanh(z) ** 2) @ A)


@claim("gradient-along-other-axis")
def gradient_along_other_axis(F: Smooth[n, n], s: Scalar):
    """Rows and columns of the argument are not the same thing, even where they are equal."""
    one = ones(n)
    return equal(grad(lambda v: F(v @ one.T))(s * one), grad(lambda v: F(one @ v.T))(s * one))


@claim("hessian-of-product")
def hessian_of_product(x: Scalar):
    f = lambda v: v * exp(v)
    return equal(derivative(derivative(f))(x), exp(x) + x * exp(x))


@claim("second-derivative-squared")
def second_derivative_squared(x: Scalar):
    f = lambda v: v**3
    return equal(derivative(derivative(f))(x), derivative(f)(x) ** 2)


@claim("leibniz-forgotten")
def leibniz_forgotten(f: Entrywise, g: Entrywise, x: Scalar):
    return equal(derivative(lambda v: f(v) * g(v))(x), derivative(f)(x) * derivative(g)(x))


@claim("quotient-rule-sign")
def quotient_rule_sign(x: Positive):
    return equal(derivative(lambda v: exp(v) / v)(x), exp(x) / x + exp(x) / x**2)


@claim("inner-derivative-lost")
def inner_derivative_lost(f: Entrywise, x: Scalar):
    return equal(derivative(lambda v: f(2 * v))(x), derivative(f)(2 * x))


@claim("stationary-is-unique")
def stationary_is_unique(L: Smooth[n], x: Vector[n], y: Vector[n]):
    assume(stationary(L, x), stationary(L, y))
    return equal(L(x), L(y))


@claim("zero-gradient-is-constant")
def zero_gradient_at_a_point(L: Smooth[n], x: Vector[n]):
    assume(stationary(L, x))
    return equal(L(x), L(zeros(n)))


@claim("linear-approximation-exact")
def linear_approximation(L: Smooth[n], x: Vector[n], v: Vector[n]):
    return equal(L(x + v), L(x) + dot(grad(L)(x), v))


@claim("constant-hessian-without-gradient")
def constant_hessian(L: Smooth[n], H: Symmetric[n]):
    assume(forall(Vector[n], lambda v: equal(hess(L)(v), H)))
    return forall(Vector[n], lambda v: equal(L(v), L(zeros(n)) + v.T @ H @ v / 2))


@claim("mean-of-square")
def mean_of_square(x: RandomScalar):
    return equal(E(x**2), E(x) ** 2)


@claim("mean-of-quotient")
def mean_of_quotient(x: RandomScalar, y: RandomScalar):
    assume(gt(x, 0), gt(y, 0))
    return equal(E(x / y), E(x) / E(y))


@claim("mean-of-exp")
def mean_of_exp(x: RandomScalar):
    return equal(E(exp(x)), exp(E(x)))


@claim("mean-of-log-above")
def mean_of_log_above(x: RandomScalar):
    assume(gt(x, 0))
    return ge(E(log(x)), log(E(x)))


@claim("mean-of-norm")
def mean_of_norm(x: RandomVector[n]):
    return equal(E(norm2(x)), norm2(E(x)))


@claim("mean-of-abs")
def mean_of_abs(x: RandomScalar):
    return equal(E(abs_(x)), abs_(E(x)))


@claim("variance-of-shifted")
def variance_of_shifted(x: RandomScalar, c: Scalar):
    return equal(Var(x + c), Var(x) + c**2)


@claim("variance-of-product")
def variance_of_product(x: RandomScalar, y: RandomScalar):
    return equal(Var(x * y), Var(x) * Var(y))


@claim("covariance-of-itself-zero")
def covariance_with_itself(x: RandomScalar):
    return equal(Cov(x, x), 0)


@claim("covariance-transposed")
def covariance_of_linear(A: Matrix[n, n], x: RandomVector[n]):
    return equal(Var(A @ x), A.T @ Var(x) @ A)


@claim("variance-of-the-mean")
def variance_of_the_mean(x: RandomScalar, y: RandomScalar):
    return equal(Var((x + y) / 2), (Var(x) + Var(y)) / 2)


@claim("dropout-without-scaling")
def dropout_without_scaling(b: RandomScalar, p: Unit, x: Scalar):
    assume(equal(E(b), 1 - p))
    return equal(E(b * x), x)


@claim("positive-in-the-mean")
def positive_in_the_mean(x: RandomScalar):
    assume(gt(E(x), 0))
    return gt(x, 0)


@claim("some-is-the-mean")
def some_value_is_all(x: RandomScalar, c: Scalar):
    assume(equal(E(x), c))
    return equal(E(x**2), c**2)


@claim("density-below-one")
def density_below_one(q: Density[Z]):
    return le(q, 1)


@claim("integral-of-product")
def integral_of_product(f: OnSpace[Z], g: OnSpace[Z]):
    return equal(integral(Z, f * g), integral(Z, f) * integral(Z, g))


@claim("measure-is-a-probability")
def measure_is_a_probability(c: Scalar):
    return equal(integral(Z, c), c)


@claim("kl-triangle")
def kl_triangle(p: Density[Z], q: Density[Z], r: Density[Z]):
    return equal(KL(p, q, Z) + KL(q, r, Z), KL(p, r, Z))


@claim("entropy-nonnegative")
def entropy_nonnegative(q: Density[Z]):
    """A density may be above 1."""
    return ge(entropy(q, Z), 0)


@claim("cross-entropy-symmetric")
def cross_entropy_symmetric(p: Density[Z], q: Density[Z]):
    return equal(integral(Z, p * log(q)), integral(Z, q * log(p)))


@claim("mixture-of-entropies")
def mixture_of_entropies(p: Density[Z], q: Density[Z]):
    return equal(entropy((p + q) / 2, Z), (entropy(p, Z) + entropy(q, Z)) / 2)


@claim("expectation-under-another")
def expectation_under_another(p: Density[Z], q: Density[Z], f: OnSpace[Z]):
    return equal(E(f, under=p, on=Z), E(f, under=q, on=Z))


@claim("importance-upside-down")
def importance_upside_down(p: Density[Z], q: Density[Z], f: OnSpace[Z]):
    return equal(E(f * q / p, under=q, on=Z), E(f, under=p, on=Z))
