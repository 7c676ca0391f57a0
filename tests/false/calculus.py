# ruff: noqa: F403, F405
"""False derivatives: a sign, a factor, a transpose, a missing chain rule; and false recursions and counts."""

from proofread import *

N, d, n, m = Size("N"), Size("d"), Size("n"), Size("m")


@claim("gradient-of-quadratic-form")
def gradient_of_quadratic_form(A: Matrix[n, n], x: Vector[n]):
    return equal(grad(lambda v: v.T @ A @ v)(x), 2 * A @ x)


@claim("gradient-up-to-transpose")
def gradient_up_to_transpose(A: Matrix[n, n], B: Matrix[n, n]):
    return equal(grad(lambda M: trace(B @ M))(A), B)


@claim("jacobian-up-to-transpose")
def jacobian_up_to_transpose(A: Matrix[n, n], x: Vector[n]):
    return equal(jac(lambda v: A @ v)(x), A.T)


@claim("chain-rule-forgotten")
def chain_rule_forgotten(L: Smooth[m], A: Matrix[m, n], x: Vector[n]):
    return equal(grad(lambda v: L(A @ v))(x), A.T @ grad(L)(2 * A @ x))


@claim("chain-rule-transposed")
def chain_rule_transposed(L: Smooth[n], A: Matrix[n, n], x: Vector[n]):
    return equal(grad(lambda v: L(A @ v))(x), A @ grad(L)(A @ x))


@claim("product-rule-forgotten")
def product_rule_forgotten(x: Scalar):
    return equal(derivative(lambda v: v * exp(v))(x), exp(x))


@claim("derivative-of-reciprocal")
def derivative_of_reciprocal(x: Scalar):
    assume(apart(x, 0))
    return equal(derivative(lambda v: 1 / v)(x), 1 / x**2)


@claim("derivative-of-sigmoid")
def derivative_of_sigmoid(x: Scalar):
    return equal(derivative(sigmoid)(x), sigmoid(x) * (1 + sigmoid(x)))


@claim("derivative-of-tanh")
def derivative_of_tanh(x: Scalar):
    return equal(derivative(tanh)(x), 1 - tanh(x))


@claim("derivative-of-log")
def derivative_of_log(x: Positive, c: Positive):
    return equal(derivative(lambda v: log(c * v))(x), c / x)


@claim("derivative-of-root")
def derivative_of_root(x: Positive):
    return equal(derivative(sqrt)(x), 1 / sqrt(x))


@claim("derivative-of-abs")
def derivative_of_abs(x: Scalar):
    assume(apart(x, 0))
    return equal(derivative(abs_)(x), 1)


@claim("gradient-of-norm")
def gradient_of_norm(u: Vector[n]):
    assume(nonzero(u))
    return equal(grad(norm)(u), u / norm2(u))


@claim("weight-norm-missing-square")
def weight_norm_missing_square(L: Smooth[n], g: Scalar, u: Vector[n]):
    assume(nonzero(u))
    w = lambda u: g * u / norm(u)
    return equal(grad(lambda u: L(w(u)))(u), g / norm(u) * (eye(n) - u @ u.T / norm(u)) @ grad(L)(w(u)))


@claim("derivative-of-inverse")
def derivative_of_inverse(A: Matrix[n, n]):
    assume(invertible(A))
    return equal(grad(lambda M: trace(inv(M)))(A), -inv(A) @ inv(A))


@claim("hessian-of-quadratic-form")
def hessian_of_quadratic_form(A: Matrix[n, n], x: Vector[n]):
    return equal(hess(lambda v: v.T @ A @ v)(x), 2 * A)


@claim("stationary-is-least")
def stationary_is_least(x: Scalar):
    f = lambda v: v**2 - v**4
    assume(stationary(f, x))
    return minimises(f, x, Scalar)


@claim("assumption-differentiated")
def assumption_differentiated(x: Scalar, y: Scalar):
    """y = x² at one point says nothing of a derivative."""
    assume(equal(y, x**2))
    return equal(derivative(lambda v: y * v)(x), 3 * x**2)


@claim("recursion-shifted")
def recursion_shifted(a: Sequence[Scalar], t: Nat):
    assume(equal(a(0), 1), forall(Nat, lambda k: equal(a(k + 1), 2 * a(k))))
    return equal(a(t + 2), 2 * a(t))


@claim("decay-without-power")
def decay_without_power(w: Sequence[Scalar], q: Scalar, t: Nat):
    assume(forall(Nat, lambda k: equal(w(k + 1), q * w(k))))
    return equal(w(t), q * w(0))


@claim("count-pairs")
def count_pairs(x: Vector[n]):
    """n(n + 1)/2 pairs with i ≤ j, and not n²/2."""
    return equal(n * (n + 1) / 2, n**2 / 2)


@claim("size-one-only")
def size_at_least_two(x: Vector[n]):
    """False only for n = 1."""
    return ge(n, 2)


@claim("four-and-more")
def four_and_more(x: Vector[n]):
    """False only for n ≥ 4."""
    return equal(n * (n - 1) * (n - 2) * (n - 3), 0)


@claim("odd-output-size")
def odd_output_size():
    return equal(output_size(7, kernel=3, stride=1, padding=0, dilation=2), 5)


@claim("rounding")
def rounding():
    return rounds_to(Q("2.575") / 1, "2.57")
