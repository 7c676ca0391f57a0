# ruff: noqa: F403, F405
"""False statements under the names of true ones in provable_products.py: none may be proved."""

from proofread import *

N, n, d = Size("N"), Size("n"), Size("d")


@claim("below-one-squared")
def below_one_squared(a: Scalar, b: Scalar, x: Scalar, y: Scalar):
    assume(gt(a, 0), ge(b, 0), gt(1, a * b), ge((a * b) ** 2 * x, y))
    return ge(a * b * x, y)


@claim("sum-above-mean")
def sum_above_mean(u: Vector[n], x: Scalar):
    assume(ge(norm2(u), x))
    return ge(norm2(u) / n, x)


@claim("mean-below")
def mean_below(u: Vector[n], v: Vector[n]):
    assume(gt(norm2(u), norm2(v)))
    return gt(norm2(u) / n / 2, norm2(v) / 2)


@claim("up-to-what-is-below")
def up_to_what_is_below(x: Scalar, y: Scalar):
    assume(gt(x / (N * N), y / N))
    return gt(x, N * N * y)


@claim("modulo-an-equation")
def modulo_an_equation(root: Scalar, h: Scalar, c: Scalar):
    assume(nonzero(root), equal(root**2, h**2 + c))
    return le((h / root) ** 2, 1)


@claim("even-power-of-a-factor")
def even_power_of_a_factor(x: Scalar, y: Scalar, a: Scalar):
    assume(ge(a, 2))
    return gt(a * (x - y) ** 2, 2 * (x - y) ** 2)


@claim("bounded-factor-out")
def bounded_factor_out(z: Vector[n], w: Vector[n]):
    x, y = tanh(z), tanh(w)
    assume(equal((x - y) * (x + y), 0))
    return equal(x, y)


@claim("bounded-factor-out-of-every")
def bounded_factor_out_of_every(Z: Matrix[N, n], W: Matrix[N, n]):
    assume(forall(Index[N], lambda i: equal((tanh(row(Z, i)) - tanh(row(W, i))) * tanh(row(W, i)), 0)))
    return equal(bsum(lambda i: tanh(row(Z, i)) - tanh(row(W, i)), N), 0)


@claim("exponential-factor-out")
def exponential_factor_out(x: Scalar, y: Scalar, z: Scalar):
    assume(equal(sin(z) * x - sin(z) * y, 0))
    return equal(x, y)


@claim("what-is-divided-by")
def what_is_divided_by(u: Vector[n], v: Vector[n]):
    assume(nonzero(u), equal(v - u * dot(u, v) / norm2(u), v))
    return equal(v, 0)


@claim("positive-from-a-product")
def positive_from_a_product(a: Scalar, w: Scalar):
    assume(equal(w * a, 1))
    return gt(w, 0)


@claim("under-roots")
def under_roots(a: Scalar, b: Scalar, c: Scalar):
    assume(gt(c, 0), ge(a, 0), ge(b, 0), gt(2 * b, a))
    return not_(ge(sqrt(2 * a + c), sqrt(2 * b + c)))


@claim("maximum-of-numbers")
def maximum_of_numbers(u: Scalar):
    return ge(maximum(u, 0) - maximum(Q(1), 0), 0)


@claim("full-rank-of-a-multiple")
def full_rank_of_a_multiple(X: Matrix[N, d], c: Scalar):
    assume(full_column_rank(X))
    return full_column_rank(c * X)


@claim("two-conditions-shown")
def two_conditions_shown(root: Scalar, other: Scalar, h: Scalar, k: Scalar, c: Scalar):
    assume(gt(c, 0), equal(root**2, h**2 + c), equal(other**2, k**2 + c))
    return equal(h / root * other + k / other * root, h + k)
