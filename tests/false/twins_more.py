# ruff: noqa: F403, F405
"""True twins of the statements in classics.py, counting.py and spaces.py, under the same names."""

from proofread import *

N, d, n, m = Size("N"), Size("d"), Size("n"), Size("m")
z = Size("z", min=0)
Z = Space("Z")


@claim("cube-root-of-sign")
def root_of_fourth_power(x: Scalar):
    return equal(sqrt(x**4), x**2)


@claim("root-of-product")
def root_of_product(x: Positive, y: Positive):
    return equal(sqrt(x * y), sqrt(x) * sqrt(y))


@claim("log-of-power")
def log_of_power(x: Positive):
    return equal(log(x**3), 3 * log(x))


@claim("self-quotient")
def self_quotient(x: Scalar):
    assume(apart(x, 0))
    return equal(x * (1 / x), 1)


@claim("hole-filled")
def hole_filled(x: Scalar):
    assume(apart(x, 1))
    return equal((x**2 - 1) / (x - 1), x + 1)


@claim("reciprocal-of-sum")
def reciprocal_of_sum(x: Positive, y: Positive):
    return equal(1 / (1 / x + 1 / y), x * y / (x + y))


@claim("mediant")
def sum_of_quotients(a: Positive, b: Positive, c: Positive, d: Positive):
    return equal(a / b + c / d, (a * d + c * b) / (b * d))


@claim("divided-inequality")
def divided_inequality(x: Scalar, y: Scalar, c: Positive):
    assume(ge(c * x, c * y))
    return ge(x, y)


@claim("squared-inequality")
def squared_inequality(x: Scalar, y: Scalar):
    assume(gt(x, y), ge(y, 0))
    return gt(x**2, y**2)


@claim("abs-of-difference")
def abs_of_difference(x: Scalar, y: Scalar):
    return ge(abs_(x - y), abs_(x) - abs_(y))


@claim("sign-is-one-or-minus-one")
def sign_squared(x: Scalar):
    assume(apart(x, 0))
    return equal(sign(x) ** 2, 1)


@claim("relu-of-negative")
def relu_of_negative(x: Scalar):
    return equal(relu(x) - relu(-x), x)


@claim("exp-of-log-of-sum")
def exp_of_log_of_sum(x: Positive, y: Positive):
    return equal(exp(log(x) + log(y)), x * y)


@claim("exp-of-square")
def exp_of_square(x: Scalar):
    return equal(exp(x) ** 2, exp(2 * x))


@claim("thin-point")
def thin_point(x: Scalar):
    return ge((x - 12345) ** 2, 0)


@claim("zero-to-zero")
def zero_to_zero(x: Scalar):
    assume(equal(x, 0))
    return equal(x**0, 1)


@claim("power-of-sum-of-exponents")
def power_of_sum_of_exponents(x: Scalar, t: Nat, s: Nat):
    return equal(x ** (t + s), x**t * x**s)


@claim("power-of-power")
def power_grows(x: Positive, t: Nat):
    assume(ge(x, 1))
    return ge(x ** (t + 1), x**t)


@claim("zero-power-is-zero")
def zero_power(t: Nat):
    return equal(Q("0") ** (t + 1), 0)


@claim("gauss-off-by-one")
def gauss(j: Index[n]):
    return ge(n - 1, j)


@claim("place-of-a-sum")
def place_of_a_place(j: Index[n]):
    return equal(bsum(lambda i: same(j, i), n), 1)


@claim("places-all-the-same")
def place_same_as_itself(i: Index[n], j: Index[n]):
    return equal(same(i, j), same(j, i))


@claim("place-of-a-multiple")
def place_of_a_multiple(j: Index[n]):
    return equal(bsum(lambda i: same(2 * i, 2 * j), n), 1)


@claim("place-positive")
def place_nonnegative(i: Index[n]):
    return ge(i, 0)


@claim("place-below-the-last")
def place_at_most_the_last(i: Index[n]):
    return le(i, n - 1)


@claim("shifted-entry")
def entry_in_place(x: Vector[n], i: Index[n]):
    return equal(at(x, i), x[i])


@claim("adjoint-not-flipped")
def adjoint_flipped(x: Vector[n], y: Vector[n]):
    return equal(bsum(lambda i: y[i] * at(x, i + 1), n), bsum(lambda i: x[i] * at(y, i - 1), n))


@claim("causal-at-the-end")
def entry_by_sum(x: Vector[n], i: Index[n]):
    return equal(bsum(lambda j: same(j, i) * x[j], n), x[i])


@claim("diagonal-of-place")
def diagonal_of_place(A: Matrix[n, n]):
    return equal(bsum(lambda i: bsum(lambda j: same(i, j) * A[i, j], n), n), trace(A))


@claim("sum-with-a-constant")
def sum_with_a_constant(x: Vector[n], c: Scalar):
    return equal(bsum(lambda i: x[i] + c, n), total(x) + n * c)


@claim("sum-over-another-range")
def sum_over_the_range(x: Vector[n], c: Scalar):
    return equal(bsum(lambda i: c, n), n * c)


@claim("empty-sum-positive")
def empty_sum_nonnegative(x: Vector[z]):
    assume(gt(x, 0))
    return ge(total(x), 0)


@claim("arithmetic-recursion")
def arithmetic_recursion(a: Sequence[Scalar], c: Scalar, t: Nat):
    assume(forall(Nat, lambda k: equal(a(k + 1), a(k) + c)))
    return equal(a(t), a(0) + t * c)


@claim("geometric-recursion")
def geometric_recursion(a: Sequence[Scalar], q: Scalar, t: Nat):
    assume(forall(Nat, lambda k: equal(a(k + 1), q * a(k))))
    return equal(a(t), q**t * a(0))


@claim("matrix-recursion-transposed")
def matrix_recursion(h: Sequence[Vector[n]], W: Matrix[n, n]):
    assume(forall(Nat, lambda k: equal(h(k + 1), W @ h(k))))
    return equal(h(2), W @ (W @ h(0)))


@claim("limit-is-one-of-half")
def limit_of_half():
    return tends_to(lambda t: Q("1/2") ** t, 0)


@claim("bounded-converges")
def smaller_vanishes(q: Scalar):
    assume(lt(q**2, 1))
    return tends_to(lambda t: q**t, 0)


@claim("trace-of-three-transposed")
def trace_of_three_transposed(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n]):
    return equal(trace(A @ B @ C), trace(C.T @ B.T @ A.T))


@claim("trace-of-square")
def trace_of_gram(A: Matrix[n, n]):
    return equal(trace(A.T @ A), norm2(A))


@claim("inverse-of-scaled")
def inverse_of_scaled(A: Matrix[n, n], c: Positive):
    assume(invertible(A), invertible(c * A))
    return equal(inv(c * A), 1 / c * inv(A))


@claim("left-inverse-right-inverse")
def one_sided_inverse(A: Matrix[n, n], B: Matrix[n, n]):
    assume(equal(B @ A, eye(n)))
    return equal(A @ B, eye(n))


@claim("cancel-matrix")
def cancel_matrix(A: Matrix[n, n], B: Matrix[n, n], C: Matrix[n, n]):
    assume(invertible(A), equal(A @ B, A @ C))
    return equal(B, C)


@claim("gram-is-pd")
def gram_is_psd(X: Matrix[N, d]):
    return psd(X.T @ X)


@claim("psd-is-pd")
def pd_is_psd(A: PositiveDefinite[n]):
    return psd(A)


@claim("diag-of-any")
def diag_of_positive(v: Vector[n]):
    assume(gt(v, 0))
    return pd(diag(v))


@claim("diag-not-zero")
def diag_apart(v: Vector[n]):
    assume(apart(v, 0))
    return invertible(diag(v))


@claim("quadratic-form-of-psd")
def quadratic_form_of_psd(A: PositiveSemidefinite[n], v: Vector[n]):
    return ge(v.T @ A @ v, 0)


@claim("norm-of-sum")
def norm_of_sum(x: Vector[n], y: Vector[n]):
    return le(norm(x + y), norm(x) + norm(y))


@claim("norm-of-multiple")
def norm_of_multiple(x: Vector[n], c: Scalar):
    return equal(norm(c * x), abs_(c) * norm(x))


@claim("parallelogram-without-factor")
def parallelogram(x: Vector[n], y: Vector[n]):
    return equal(norm2(x + y) + norm2(x - y), 2 * norm2(x) + 2 * norm2(y))


@claim("orthogonal-columns-scaled")
def orthogonal_negated(Q: Orthogonal[n]):
    return orthogonal(-Q)


@claim("gradient-of-squared-norm")
def gradient_of_squared_norm(x: Vector[n]):
    return equal(grad(norm2)(x), 2 * x)


@claim("gradient-of-residual")
def gradient_of_residual(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    return equal(grad(lambda v: norm2(X @ v - y))(w), 2 * X.T @ (X @ w - y))


@claim("gradient-of-bilinear")
def gradient_of_bilinear(a: Vector[n], b: Vector[n], A: Matrix[n, n]):
    return equal(grad(lambda M: a.T @ M @ b)(A), a @ b.T)


@claim("gradient-of-trace-square")
def gradient_of_trace_square(A: Matrix[n, n]):
    return equal(grad(lambda M: trace(M @ M))(A), 2 * A.T)


@claim("jacobian-of-softmax")
def jacobian_of_softmax(z: Vector[n]):
    return equal(jac(softmax)(z), diag(softmax(z)) - softmax(z) @ softmax(z).T)


@claim("jacobian-of-entrywise")
def jacobian_of_entrywise(z: Vector[n], A: Matrix[n, n]):
    return equal(jac(lambda v: A @ tanh(v))(z), A @ diag(1 - tanh(z) ** 2))


@claim("gradient-along-other-axis")
def gradient_along_the_axis(F: Smooth[n, n], s: Scalar):
    one = ones(n)
    return equal(grad(lambda v: F(v @ one.T))(s * one), grad(F)(s * one @ one.T) @ one)


@claim("hessian-of-product")
def second_derivative_of_product(x: Scalar):
    f = lambda v: v * exp(v)
    return equal(derivative(derivative(f))(x), 2 * exp(x) + x * exp(x))


@claim("leibniz-forgotten")
def leibniz(f: Entrywise, g: Entrywise, x: Scalar):
    return equal(
        derivative(lambda v: f(v) * g(v))(x),
        derivative(f)(x) * g(x) + f(x) * derivative(g)(x),
    )


@claim("quotient-rule-sign")
def quotient_rule(x: Positive):
    return equal(derivative(lambda v: exp(v) / v)(x), exp(x) / x - exp(x) / x**2)


@claim("inner-derivative-lost")
def inner_derivative(f: Entrywise, x: Scalar):
    return equal(derivative(lambda v: f(2 * v))(x), 2 * derivative(f)(2 * x))


@claim("constant-hessian-without-gradient")
def constant_hessian(L: Smooth[n], H: Symmetric[n]):
    assume(forall(Vector[n], lambda v: equal(hess(L)(v), H)))
    return forall(Vector[n], lambda v: equal(L(v), L(zeros(n)) + dot(grad(L)(zeros(n)), v) + v.T @ H @ v / 2))


@claim("mean-of-norm")
def mean_of_norm(x: RandomVector[n]):
    return ge(E(norm2(x)), norm2(E(x)))


@claim("variance-of-shifted")
def variance_of_shifted(x: RandomScalar, c: Scalar):
    return equal(Var(x + c), Var(x))


@claim("covariance-transposed")
def covariance_of_linear(A: Matrix[n, n], x: RandomVector[n]):
    return equal(Var(A @ x), A @ Var(x) @ A.T)


@claim("variance-of-the-mean")
def variance_of_the_mean(x: RandomScalar, y: RandomScalar):
    return equal(Var((x + y) / 2), (Var(x) + Var(y)) / 4)


@claim("dropout-without-scaling")
def dropout_with_scaling(b: RandomScalar, p: Unit, x: Scalar):
    assume(equal(E(b), 1 - p))
    return equal(E(b * x / (1 - p)), x)


@claim("positive-in-the-mean")
def mean_of_positive(x: RandomScalar):
    assume(ge(x, 0))
    return ge(E(x), 0)


@claim("measure-is-a-probability")
def mean_of_constant(x: RandomScalar, c: Scalar):
    return equal(E(x * 0 + c), c)


@claim("cross-entropy-symmetric")
def cross_entropy_above_entropy(p: Density[Z], q: Density[Z]):
    return ge(-integral(Z, p * log(q)), entropy(p, Z))


@claim("importance-upside-down")
def importance(p: Density[Z], q: Density[Z], f: OnSpace[Z]):
    return equal(E(f * p / q, under=q, on=Z), E(f, under=p, on=Z))
