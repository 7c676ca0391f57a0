# ruff: noqa: F403, F405
"""False statements about angles, sums, integrals and limits that fool computer algebra; or without a meaning."""

from proofread import *


@claim("arctangent-and-reciprocal-everywhere")
def arctangent_and_reciprocal(x: Scalar):
    assume(apart(x, 0))
    return equal(atan(x) + atan(1 / x), pi / 2)


@claim("arctangents-add-everywhere")
def arctangents_add(x: Scalar, y: Scalar):
    assume(apart(x * y, 1))
    return equal(atan(x) + atan(y), atan((x + y) / (1 - x * y)))


@claim("sine-is-linear")
def sine_is_linear(x: Scalar, y: Scalar):
    return equal(sin(x + y), sin(x) + sin(y))


@claim("half-period")
def half_period(x: Scalar):
    return equal(cos(x + pi), cos(x))


@claim("pi-is-22-over-7")
def pi_is_a_fraction():
    return equal(7 * pi, 22)


@claim("empty-product-is-zero")
def empty_product(x: Scalar):
    return equal(product(lambda k: x + k, 1, 0), 0)


@claim("zero-to-the-zero")
def zero_to_the_zero(t: Nat):
    return equal((0 * ones(1)) ** t, 0)


@claim("gauss-one-short")
def gauss_one_short(t: Nat):
    return equal(sum_(lambda k: k, 1, t), t * (t - 1) / 2)


@claim("bound-number-escapes")
def bound_number_escapes(t: Nat):
    return equal(sum_(lambda k: k, 0, t), sum_(lambda k: t, 0, t))


@claim("integral-without-orientation")
def integral_without_orientation():
    return equal(integrate(lambda x: x, 1, 0), integrate(lambda x: x, 0, 1))


@claim("integral-over-a-pole")
def integral_over_a_pole():
    return equal(integrate(lambda x: 1 / x**2, -1, 1), -2)


@claim("principal-value")
def principal_value():
    return equal(integrate(lambda x: 1 / x, -1, 1), 0)


@claim("divergent-integral")
def divergent_integral():
    return equal(integrate(lambda x: 1 / x, 1, inf), 0)


@claim("grandi")
def grandi():
    return equal(sum_(lambda k: (-1 * ones(1)) ** k, 0, inf), Q("1/2"))


@claim("geometric-outside")
def geometric_outside():
    return equal(sum_(lambda k: (2 * ones(1)) ** k, 0, inf), -1)


@claim("limit-from-the-wrong-side")
def limit_from_the_wrong_side():
    return equal(limit(lambda x: abs_(x) / x, 0, side="-"), 1)


@claim("two-sided-sign")
def two_sided_sign():
    return equal(limit(lambda x: abs_(x) / x, 0), 1)


@claim("oscillating-limit")
def oscillating_limit():
    return equal(limit(sin, inf), 0)


@claim("slope-of-the-wrong-function")
def slope_of_the_wrong_function():
    return equal(limit(lambda x: sin(2 * x) / x, 0), 1)
