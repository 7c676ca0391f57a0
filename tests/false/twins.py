# ruff: noqa: F403, F405
"""True twins of false statements, under the same names: what the statement should have said."""

from proofread import *

N, d, n, m = Size("N"), Size("d"), Size("n"), Size("m")
Z = Space("Z")


@claim("root-of-square")
def root_of_square(x: Scalar):
    return equal(sqrt(x**2), abs_(x))


@claim("triangle-reversed")
def triangle(x: Scalar, y: Scalar):
    return ge(abs_(x) + abs_(y), abs_(x + y))


@claim("log-of-sum")
def log_of_product(x: Positive, y: Positive):
    return equal(log(x * y), log(x) + log(y))


@claim("exp-of-sum")
def exp_of_sum(x: Scalar, y: Scalar):
    return equal(exp(x + y), exp(x) * exp(y))


@claim("exp-below-tangent")
def exp_above_tangent(x: Scalar):
    return ge(exp(x), 1 + x)


@claim("freshman-square")
def square_of_sum(x: Scalar, y: Scalar):
    return equal((x + y) ** 2, x**2 + 2 * x * y + y**2)


@claim("fraction-of-sums")
def sum_of_fractions(x: Positive, y: Positive):
    return equal((x + y) / (x * y), 1 / x + 1 / y)


@claim("product-zero-both")
def product_zero_one(x: Scalar, y: Scalar):
    assume(equal(x * y, 0))
    return or_(equal(x, 0), equal(y, 0))


@claim("cancel-without-condition")
def cancel(d: Scalar, x: Scalar, y: Scalar):
    assume(equal(d * x, d * y), apart(d, 0))
    return equal(x, y)


@claim("multiplied-inequality")
def multiplied_inequality(x: Scalar, y: Scalar, c: Scalar):
    assume(ge(x, y), ge(c, 0))
    return ge(c * x, c * y)


@claim("strict-am-gm")
def am_gm(x: Scalar, y: Scalar):
    return ge(x**2 + y**2, 2 * x * y)


@claim("sigmoid-symmetric")
def sigmoid_reflected(x: Scalar):
    return equal(sigmoid(-x), 1 - sigmoid(x))


@claim("trace-odd-permutation")
def trace_cyclic(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n]):
    return equal(trace(A @ B @ C), trace(B @ C @ A))


@claim("trace-of-identity")
def trace_of_projection(A: Matrix[N, d]):
    assume(full_column_rank(A))
    return equal(trace(A @ pinv(A)), d)


@claim("binomial")
def binomial(A: Matrix[n, n], B: Matrix[n, n]):
    return equal((A + B) @ (A + B), A @ A + A @ B + B @ A + B @ B)


@claim("transpose-of-product")
def transpose_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    return equal((A @ B).T, B.T @ A.T)


@claim("inverse-of-product")
def inverse_of_product(A: Matrix[n, n], B: Matrix[n, n]):
    assume(invertible(A), invertible(B), invertible(A @ B))
    return equal(inv(A @ B), inv(B) @ inv(A))


@claim("gram-of-wide")
def gram_of_tall(X: Matrix[N, d]):
    assume(full_column_rank(X))
    return invertible(X.T @ X)


@claim("pinv-is-a-left-inverse")
def pinv_is_a_left_inverse(X: Matrix[N, d]):
    assume(full_column_rank(X))
    return equal(pinv(X) @ X, eye(d))


@claim("psd-difference")
def pd_sum(A: PositiveDefinite[n], B: PositiveDefinite[n]):
    return pd(A + B)


@claim("quadratic-form-positive")
def quadratic_form_positive(A: PositiveDefinite[n], v: Vector[n]):
    assume(nonzero(v))
    return gt(v.T @ A @ v, 0)


@claim("cauchy-schwarz-reversed")
def cauchy_schwarz(x: Vector[n], y: Vector[n]):
    return ge(norm2(x) * norm2(y), dot(x, y) ** 2)


@claim("pythagoras")
def pythagoras(x: Vector[n], y: Vector[n]):
    assume(equal(dot(x, y), 0))
    return equal(norm2(x + y), norm2(x) + norm2(y))


@claim("sum-counts-nothing")
def sum_counts(x: Vector[n]):
    return equal(bsum(lambda i: x[i] + 1, n), total(x) + n)


@claim("ridge-without-n")
def ridge(X: Matrix[N, d], y: Vector[N], w: Vector[d], lam: Positive):
    assume(equal((X.T @ X + N * lam * eye(d)) @ w, X.T @ y))
    return stationary(lambda v: norm2(X @ v - y) / N + lam * norm2(v), w)


@claim("ols-with-the-wrong-degrees")
def ols(X: Matrix[N, d], eps: RandomVector[N], sigma2: Positive):
    assume(full_column_rank(X), equal(E(eps @ eps.T), sigma2 * eye(N)))
    return equal(E(norm2((X @ pinv(X) - eye(N)) @ eps)), (N - d) * sigma2)


@claim("variance-of-difference")
def variance_of_difference(x: RandomScalar, y: RandomScalar):
    return equal(Var(x - y), Var(x) + Var(y))


@claim("variance-of-multiple")
def variance_of_multiple(x: RandomScalar, c: Scalar):
    return equal(Var(c * x), c**2 * Var(x))


@claim("jensen-reversed")
def jensen(x: RandomScalar):
    return ge(E(x**2), E(x) ** 2)


@claim("kl-nonpositive")
def kl_nonnegative(p: Density[Z], q: Density[Z]):
    return ge(KL(q, p, Z), 0)


@claim("gibbs-without-positivity")
def gibbs(p: Density[Z], q: Density[Z]):
    return ge(integral(Z, q * log(q)), integral(Z, q * log(p)))


@claim("gradient-of-quadratic-form")
def gradient_of_quadratic_form(A: Matrix[n, n], x: Vector[n]):
    return equal(grad(lambda v: v.T @ A @ v)(x), (A + A.T) @ x)


@claim("gradient-up-to-transpose")
def gradient_of_trace(A: Matrix[n, n], B: Matrix[n, n]):
    return equal(grad(lambda M: trace(B @ M))(A), B.T)


@claim("chain-rule-transposed")
def chain_rule(L: Smooth[n], A: Matrix[n, n], x: Vector[n]):
    return equal(grad(lambda v: L(A @ v))(x), A.T @ grad(L)(A @ x))


@claim("product-rule-forgotten")
def product_rule(x: Scalar):
    return equal(derivative(lambda v: v * exp(v))(x), exp(x) + x * exp(x))


@claim("derivative-of-sigmoid")
def derivative_of_sigmoid(x: Scalar):
    return equal(derivative(sigmoid)(x), sigmoid(x) * (1 - sigmoid(x)))


@claim("derivative-of-tanh")
def derivative_of_tanh(x: Scalar):
    return equal(derivative(tanh)(x), 1 - tanh(x) ** 2)


@claim("derivative-of-log")
def derivative_of_log(x: Positive, c: Positive):
    return equal(derivative(lambda v: log(c * v))(x), 1 / x)


@claim("derivative-of-root")
def derivative_of_root(x: Positive):
    return equal(derivative(sqrt)(x), 1 / (2 * sqrt(x)))


@claim("gradient-of-norm")
def gradient_of_norm(u: Vector[n]):
    assume(nonzero(u))
    return equal(grad(norm)(u), u / norm(u))


@claim("weight-norm-missing-square")
def weight_norm(L: Smooth[n], g: Scalar, u: Vector[n]):
    assume(nonzero(u))
    w = lambda u: g * u / norm(u)
    return equal(grad(lambda u: L(w(u)))(u), g / norm(u) * (eye(n) - u @ u.T / norm2(u)) @ grad(L)(w(u)))


@claim("hessian-of-quadratic-form")
def hessian_of_quadratic_form(A: Matrix[n, n], x: Vector[n]):
    return equal(hess(lambda v: v.T @ A @ v)(x), A + A.T)


@claim("recursion-shifted")
def recursion(a: Sequence[Scalar], t: Nat):
    assume(equal(a(0), 1), forall(Nat, lambda k: equal(a(k + 1), 2 * a(k))))
    return equal(a(t + 2), 4 * a(t))


@claim("odd-output-size")
def output_side():
    return equal(output_size(7, kernel=3, stride=1, padding=0, dilation=2), 3)


@claim("rounding")
def rounding():
    return rounds_to(Q("2.575"), "2.58")
