# ruff: noqa: F403, F405
"""False statements that fool computer algebra and graders: roots, logarithms, division, absolute values, exponents."""

from proofread import *

n = Size("n")


@claim("cube-root-of-sign")
def square_root_of_fourth_power(x: Scalar):
    return equal(sqrt(x**4), x * abs_(x))


@claim("root-of-product")
def root_of_product(x: Scalar, y: Scalar):
    """√(xy) = √x √y where both are negative: the left is defined, the right is not zero."""
    assume(gt(x * y, 0))
    return equal(sqrt(x * y), sqrt(abs_(x)) * sqrt(abs_(y)) * sign(x))


@claim("root-of-sum")
def root_of_sum(x: Positive, y: Positive):
    return equal(sqrt(x + y), sqrt(x) + sqrt(y))


@claim("root-below-its-square")
def root_below_its_square(x: Positive):
    return le(sqrt(x), x)


@claim("log-of-product-on-negatives")
def log_of_product_on_negatives(x: Scalar, y: Scalar):
    assume(gt(x * y, 0))
    return equal(log(x * y), log(abs_(x)) - log(abs_(y)))


@claim("log-of-square-once")
def log_of_square_once(x: Scalar):
    assume(apart(x, 0))
    return equal(log(x**2), 2 * log(abs_(x) + 1))


@claim("log-of-power")
def log_of_power(x: Positive):
    return equal(log(x**3), log(x) ** 3)


@claim("log-below-zero-somewhere")
def log_nonnegative(x: Positive):
    return ge(log(x), 0)


@claim("base-of-logarithm")
def base_of_logarithm(x: Positive):
    return equal(log(x) / log(Q("2")), log(x / 2))


@claim("self-quotient")
def self_quotient(x: Scalar):
    """x/x is 1 where x ≠ 0; nothing says so."""
    return equal(x * (1 / x), 1)


@claim("hole-filled")
def hole_filled(x: Scalar):
    return equal((x**2 - 1) / (x - 1), x + 1)


@claim("hole-off-the-hole")
def hole_off_the_hole(x: Scalar):
    assume(apart(x, 1))
    return equal((x**2 - 1) / (x - 1), x - 1)


@claim("reciprocal-of-sum")
def reciprocal_of_sum(x: Positive, y: Positive):
    return equal(1 / (1 / x + 1 / y), x + y)


@claim("mediant")
def mediant(a: Positive, b: Positive, c: Positive, d: Positive):
    return equal(a / b + c / d, (a + c) / (b + d))


@claim("squared-inequality")
def squared_inequality(x: Scalar, y: Scalar):
    assume(gt(x, y))
    return gt(x**2, y**2)


@claim("divided-inequality")
def divided_inequality(x: Scalar, y: Scalar, c: Scalar):
    assume(ge(c * x, c * y), apart(c, 0))
    return ge(x, y)


@claim("reciprocals-across-zero")
def reciprocals_across_zero(x: Scalar, y: Scalar):
    assume(gt(x, y), apart(x, 0), apart(y, 0))
    return lt(1 / x, 1 / y)


@claim("chained-apart")
def chained_apart(x: Scalar, y: Scalar, z: Scalar):
    assume(apart(x, y), apart(y, z))
    return apart(x, z)


@claim("abs-of-difference")
def abs_of_difference(x: Scalar, y: Scalar):
    return equal(abs_(x - y), abs_(x) - abs_(y))


@claim("reverse-triangle-strict")
def reverse_triangle_strict(x: Scalar, y: Scalar):
    return gt(abs_(x - y), abs_(x) - abs_(y))


@claim("sign-is-one-or-minus-one")
def sign_squared(x: Scalar):
    """False at 0 only."""
    return equal(sign(x) ** 2, 1)


@claim("sign-of-sum")
def sign_of_sum(x: Scalar, y: Scalar):
    return equal(sign(x + y), sign(sign(x) + sign(y)))


@claim("maximum-of-sum")
def maximum_of_sum(x: Scalar, y: Scalar, z: Scalar):
    return equal(maximum(x + z, y + z), maximum(x, y) + abs_(z))


@claim("maximum-as-mean")
def maximum_as_mean(x: Scalar, y: Scalar):
    return equal(maximum(x, y), (x + y + (x - y)) / 2)


@claim("relu-of-negative")
def relu_of_negative(x: Scalar):
    return equal(relu(x) + relu(-x), x)


@claim("leaky-at-the-kink")
def leaky(x: Scalar):
    return gt(relu(x) + relu(-x), 0)


@claim("floor-of-double")
def floor_of_double(x: Scalar):
    return equal(floor(2 * x), 2 * floor(x))


@claim("floor-of-negative")
def floor_of_negative(x: Scalar):
    return equal(floor(-x), -floor(x))


@claim("floor-is-less")
def floor_is_less(x: Scalar):
    """False where x is whole."""
    return lt(floor(x), x)


@claim("exp-of-log-of-sum")
def exp_of_log_of_sum(x: Positive, y: Positive):
    return equal(exp(log(x) + log(y)), x + y)


@claim("exp-of-square")
def exp_of_square(x: Scalar):
    return equal(exp(x) ** 2, exp(x**2))


@claim("exp-above-square")
def exp_above_square(x: Scalar):
    """True for every x ≥ 0, false for some x < 0."""
    return gt(exp(x), x**2)


@claim("exp-convex-wrong-way")
def exp_concave(x: Scalar, y: Scalar):
    return ge(exp((x + y) / 2), (exp(x) + exp(y)) / 2)


@claim("sigmoid-linear")
def sigmoid_linear(x: Scalar):
    return equal(sigmoid(x), Q("1/2") + x / 4)


@claim("sigmoid-of-double")
def sigmoid_of_double(x: Scalar):
    return equal(sigmoid(2 * x), 2 * sigmoid(x) - sigmoid(x) ** 2)


@claim("logit-of-sigmoid")
def logit_of_sigmoid(x: Scalar):
    return equal(log(sigmoid(x)) + log(sigmoid(-x)), x)


@claim("tanh-of-sum")
def tanh_of_sum(x: Scalar, y: Scalar):
    return equal(tanh(x + y), tanh(x) + tanh(y))


@claim("tanh-reaches-one")
def tanh_reaches_one():
    return exists(Scalar, lambda x: equal(tanh(x), 1))


@claim("thin-line")
def thin_line(x: Scalar, y: Scalar):
    """False only where x = y."""
    return apart(x, y)


@claim("thin-point")
def thin_point(x: Scalar):
    """False only at 12345."""
    return gt((x - 12345) ** 2, 0)


@claim("thin-circle")
def thin_circle(x: Scalar, y: Scalar):
    """False only where x² + y² = 1."""
    return apart(x**2 + y**2, 1)


@claim("zero-to-zero")
def zero_to_zero(x: Scalar):
    assume(equal(x, 0))
    return equal(x**0, 0)


@claim("power-of-sum-of-exponents")
def power_of_sum_of_exponents(x: Scalar, t: Nat, s: Nat):
    return equal(x ** (t + s), x**t + x**s)


@claim("power-of-power")
def power_grows(x: Positive, t: Nat):
    return ge(x ** (t + 1), x**t)


@claim("zero-power-is-zero")
def zero_power(t: Nat):
    """False for t = 0 only."""
    return equal(Q("0") ** t, 0)


@claim("bernoulli-reversed")
def bernoulli_reversed(t: Nat):
    return le(Q("2") ** t, 1 + t)


@claim("powers-are-different")
def powers_are_different(x: Scalar, t: Nat):
    """False at x = 0, x = 1."""
    return apart(x ** (t + 2), x ** (t + 1))


@claim("negative-power-negative")
def negative_power_negative(x: Scalar, t: Nat):
    assume(lt(x, 0))
    return lt(x ** (t + t + 1), x)


@claim("all-or-nothing")
def all_or_nothing(x: Vector[n]):
    """x = 0 or no entry of x is 0."""
    return or_(equal(x, 0), apart(x, 0))


@claim("not-equal-everywhere")
def not_equal_everywhere(x: Vector[n], y: Vector[n]):
    assume(not_(equal(x, y)))
    return apart(x, y)


@claim("denied-implication")
def denied_implication(x: Scalar):
    return implies(implies(gt(x, 1), gt(x, 2)), gt(x, 1))


@claim("exclusive-or")
def exclusive_or(x: Scalar):
    return exactly_one(ge(x, 0), le(x, 0))


@claim("every-has-a-root")
def every_has_a_root():
    return forall(Scalar, lambda x: exists(Scalar, lambda y: equal(y**2, x)))


@claim("one-bound-for-all")
def one_bound_for_all():
    return exists(Scalar, lambda c: forall(Scalar, lambda x: ge(c, x)))


@claim("largest-below-one")
def largest_below_one():
    return forall(Scalar, lambda x: implies(lt(x, 1), le(x, Q("999/1000"))))
