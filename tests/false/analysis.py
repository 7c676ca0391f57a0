# ruff: noqa: F403, F405
"""False statements about numbers and functions of numbers."""

from proofread import *

n = Size("n")


@claim("root-of-square")
def root_of_square(x: Scalar):
    return equal(sqrt(x**2), x)


@claim("abs-is-linear")
def abs_is_linear(x: Scalar, y: Scalar):
    return equal(abs_(x + y), abs_(x) + abs_(y))


@claim("triangle-reversed")
def triangle_reversed(x: Scalar, y: Scalar):
    return ge(abs_(x + y), abs_(x) + abs_(y))


@claim("log-of-square")
def log_of_square(x: Scalar):
    assume(apart(x, 0))
    return equal(log(x**2), 2 * log(abs_(x)) + log(abs_(x)))


@claim("log-of-sum")
def log_of_sum(x: Positive, y: Positive):
    return equal(log(x + y), log(x) + log(y))


@claim("log-of-difference")
def log_of_quotient(x: Positive, y: Positive):
    return equal(log(x / y), log(x) / log(y))


@claim("exp-of-product")
def exp_of_product(x: Scalar, y: Scalar):
    return equal(exp(x * y), exp(x) * exp(y))


@claim("exp-of-sum")
def exp_of_sum(x: Scalar, y: Scalar):
    return equal(exp(x + y), exp(x) + exp(y))


@claim("exp-below-tangent")
def exp_below_tangent(x: Scalar):
    return le(exp(x), 1 + x)


@claim("log-above-tangent")
def log_above_tangent(x: Positive):
    return ge(log(x), x - 1)


@claim("freshman-square")
def freshman_square(x: Scalar, y: Scalar):
    return equal((x + y) ** 2, x**2 + y**2)


@claim("fraction-of-sums")
def fraction_of_sums(x: Positive, y: Positive):
    return equal(1 / (x + y), 1 / x + 1 / y)


@claim("cancelled-summand")
def cancelled_summand(x: Positive, y: Positive):
    return equal((x + y) / x, y)


@claim("product-zero-both")
def product_zero_both(x: Scalar, y: Scalar):
    assume(equal(x * y, 0))
    return and_(equal(x, 0), equal(y, 0))


@claim("cancel-without-condition")
def cancel_without_condition(d: Scalar, x: Scalar, y: Scalar):
    assume(equal(d * x, d * y))
    return equal(x, y)


@claim("squares-equal")
def squares_equal(x: Scalar, y: Scalar):
    assume(equal(x**2, y**2))
    return equal(x, y)


@claim("square-increases")
def square_increases(x: Scalar, y: Scalar):
    assume(ge(x, y))
    return ge(x**2, y**2)


@claim("reciprocal-increases")
def reciprocal_increases(x: Positive, y: Positive):
    assume(ge(x, y))
    return ge(1 / x, 1 / y)


@claim("multiplied-inequality")
def multiplied_inequality(x: Scalar, y: Scalar, c: Scalar):
    assume(ge(x, y))
    return ge(c * x, c * y)


@claim("am-gm-reversed")
def am_gm_reversed(x: NonNegative, y: NonNegative):
    return ge(sqrt(x * y), (x + y) / 2)


@claim("strict-am-gm")
def strict_am_gm(x: Scalar, y: Scalar):
    """False on a thin set: where x = y."""
    return gt(x**2 + y**2, 2 * x * y)


@claim("square-positive")
def square_positive(x: Scalar):
    """False only at x = 1/3."""
    return gt((3 * x - 1) ** 2, 0)


@claim("sum-of-squares-positive")
def sum_of_squares_positive(x: Scalar, y: Scalar):
    """False only at one point."""
    return gt((x - 2) ** 2 + (y + 1) ** 2, 0)


@claim("polynomial-with-roots")
def polynomial_with_roots(x: Scalar):
    """True at 0, 1 and −1."""
    return equal(x**3, x)


@claim("sigmoid-symmetric")
def sigmoid_symmetric(x: Scalar):
    return equal(sigmoid(-x), sigmoid(x))


@claim("tanh-as-sigmoid")
def tanh_as_sigmoid(x: Scalar):
    return equal(tanh(x), 2 * sigmoid(x) - 1)


@claim("relu-is-linear")
def relu_is_linear(x: Scalar, y: Scalar):
    return equal(relu(x + y), relu(x) + relu(y))


@claim("sign-of-zero")
def sign_of_zero(x: Scalar):
    """False only at 0."""
    return equal(sign(x) ** 2, 1)


@claim("floor-of-sum")
def floor_of_sum(x: Scalar, y: Scalar):
    return equal(floor(x + y), floor(x) + floor(y))


@claim("some-is-all")
def some_is_all(x: Vector[n]):
    assume(nonzero(x))
    return apart(x, 0)


@claim("order-of-quantifiers")
def order_of_quantifiers():
    return exists(Scalar, lambda y: forall(Scalar, lambda x: equal(x + y, 0)))


@claim("converse")
def converse(x: Scalar):
    return iff(equal(x, 1), equal(x**2, 1))
