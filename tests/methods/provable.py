# ruff: noqa: F403, F405
"""Small true statements about powers, norms, signs and order: each is to be proved."""

from proofread import *

N, n, m = Size("N"), Size("n"), Size("m")


@claim("power-nonnegative")
def power_nonnegative(a: Scalar):
    assume(ge(a, 0))
    return forall(Nat, lambda t: ge(a**t, 0))


@claim("powers-in-order")
def powers_in_order(a: Scalar, b: Scalar):
    assume(ge(b, 0), ge(a, b))
    return forall(Nat, lambda t: ge(a**t, b**t))


@claim("powers-decrease")
def powers_decrease(a: Scalar, t: Nat):
    assume(ge(a, 0), ge(1, a))
    return and_(le(a**t, 1), le(a ** (t + 1), a**t), ge(a**t, 0))


@claim("power-below-exponential")
def power_below_exponential(t: Nat):
    return ge(exp(-t / 100), Q("0.99") ** t)


@claim("two-powers")
def two_powers(t: Nat):
    return ge(Q("0.99") ** t, Q("0.9") ** t)


@claim("power-vanishes")
def power_vanishes(a: Scalar):
    assume(ge(a, 0), gt(1, a))
    return tends_to(lambda t: a**t, 0)


@claim("multiple-of-a-power-vanishes")
def multiple_of_a_power_vanishes(a: Scalar, c: Scalar):
    assume(ge(a, 0), gt(1, a))
    return tends_to(lambda t: c * a**t, 0)


@claim("signed-power-vanishes")
def signed_power_vanishes(a: Scalar):
    assume(gt(a, -1), gt(1, a))
    return tends_to(lambda t: a**t, 0)


@claim("limit-of-a-literal-power")
def limit_of_a_literal_power():
    return tends_to(lambda t: Q("0.9") ** t, 0)


@claim("power-tends-to-one")
def power_tends_to_one(a: Scalar, c: Scalar):
    assume(gt(a, -1), gt(1, a))
    return tends_to(lambda t: 1 - c * a**t, 1)


@claim("power-unbounded")
def power_unbounded(a: Scalar):
    assume(gt(a, 1))
    return forall(Scalar, lambda c: exists(Nat, lambda t: ge(a**t, c)))


@claim("natural-above-a-number")
def natural_above_a_number():
    return forall(Scalar, lambda c: exists(Nat, lambda t: ge(t, c)))


@claim("power-positive")
def power_positive(a: Positive, t: Nat):
    return gt(a**t, 0)


@claim("distance-to-a-plane")
def distance_to_a_plane(x: Vector[n], z: Vector[n], w: Vector[n], b: Scalar):
    assume(nonzero(w), equal(w.T @ z + b, 0))
    return ge(norm(x - z), abs_(w.T @ x + b) / norm(w))


@claim("squared-distance-to-a-plane")
def squared_distance_to_a_plane(x: Vector[n], z: Vector[n], w: Vector[n], b: Scalar):
    assume(nonzero(w), equal(w.T @ z + b, 0))
    return ge(norm2(x - z), (w.T @ x + b) ** 2 / norm2(w))


@claim("norm-of-a-multiple")
def norm_of_a_multiple(c: Scalar, u: Vector[n]):
    return equal(norm(c * u), abs_(c) * norm(u))


@claim("norm-of-a-foot-point")
def norm_of_a_foot_point(s: Scalar, w: Vector[n]):
    assume(nonzero(w))
    return equal(norm((s / norm2(w)) * w), abs_(s) / norm(w))


@claim("triangle-of-numbers")
def triangle_of_numbers(x: Scalar, y: Scalar):
    return le(abs_(x + y), abs_(x) + abs_(y))


@claim("triangle-of-columns")
def triangle_of_columns(x: Vector[n], y: Vector[n]):
    return le(norm(x + y), norm(x) + norm(y))


@claim("triangle-through-a-point")
def triangle_through_a_point(x: Vector[n], y: Vector[n], z: Vector[n]):
    return le(norm(x - z), norm(x - y) + norm(y - z))


@claim("root-of-a-square")
def root_of_a_square(x: Scalar):
    return equal(sqrt(x**2), abs_(x))


@claim("equal-squares")
def equal_squares(x: Scalar, y: Scalar):
    assume(ge(x, 0), ge(y, 0), equal(x**2, y**2))
    return equal(x, y)


@claim("norm-of-a-weight")
def norm_of_a_weight(g: Scalar, u: Vector[n]):
    assume(nonzero(u))
    return equal(norm(g * u / norm(u)), abs_(g))


@claim("sign-agrees")
def sign_agrees(y: Scalar, s: Scalar):
    assume(or_(equal(y, 1), equal(y, -1)))
    return iff(gt(y * s, 0), equal(sign(s), y))


@claim("sign-of-nonpositive")
def sign_of_nonpositive(s: Scalar):
    assume(le(s, 0))
    return not_(equal(sign(s), 1))


@claim("sign-apart-from-one")
def sign_apart_from_one(s: Scalar):
    assume(le(s, 0))
    return apart(sign(s), 1)


@claim("positive-by-sign")
def positive_by_sign(s: Scalar):
    assume(equal(sign(s), 1))
    return gt(s, 0)


@claim("reciprocal-norms")
def reciprocal_norms(v: Vector[n], w: Vector[n]):
    assume(nonzero(v), nonzero(w), le(norm(v), norm(w)))
    return ge(2 / norm(v), 2 / norm(w))


@claim("norms-in-order")
def norms_in_order(v: Vector[n], w: Vector[n]):
    return iff(le(norm(v), norm(w)), le(norm2(v), norm2(w)))


@claim("exponential-tangent")
def exponential_tangent(x: Scalar):
    return ge(exp(x), 1 + x)


@claim("logarithm-tangent")
def logarithm_tangent(x: Positive):
    return le(log(x), x - 1)


@claim("cancelled")
def cancelled(d: Scalar, x: Scalar, y: Scalar):
    assume(apart(d, 0), equal(d * x, d * y))
    return equal(x, y)


@claim("cancelled-to-one")
def cancelled_to_one(s: Scalar, x: Scalar):
    assume(apart(s, 0), equal(s * x, s))
    return equal(x, 1)


@claim("cancelled-to-zero")
def cancelled_to_zero(s: Scalar, x: Scalar):
    assume(apart(s, 0), equal(s * x, 0))
    return equal(x, 0)


@claim("definite-form")
def definite_form(A: PositiveDefinite[n], v: Vector[n]):
    assume(nonzero(v))
    return gt(v.T @ A @ v, 0)


@claim("semidefinite-bound")
def semidefinite_bound(A: Matrix[N, m], v: Vector[m], lam: Scalar):
    assume(psd(lam * eye(m) - A.T @ A))
    return le(norm2(A @ v), lam * norm2(v))


@claim("mean-square")
def mean_square(x: RandomScalar):
    return ge(E(x**2), E(x) ** 2)


@claim("one-plus-apart")
def one_plus_apart(x: Scalar):
    assume(ge(x, 0))
    return apart(1 + x, 0)


@claim("modulus-plus-one")
def modulus_plus_one(x: Scalar):
    return gt(abs_(x) + 1, 0)


@claim("exponentials-apart")
def exponentials_apart(a: Scalar, b: Scalar):
    return apart(exp(a) + exp(b), 0)


@claim("fraction-defined")
def fraction_defined(x: Scalar, y: Scalar):
    assume(ge(x, 0), ge(y, 0))
    return equal(x / (1 + x + y), 1 - (1 + y) / (1 + x + y))


@claim("fraction-of-a-modulus")
def fraction_of_a_modulus(x: Scalar):
    return equal(1 / (abs_(x) + 1) * (1 + abs_(x)), 1)


@claim("sum-nonnegative")
def sum_nonnegative(x: Scalar, y: Scalar, z: Scalar):
    assume(ge(x, 0), ge(y, 0), ge(z, 0))
    return ge(x + y + z + x * y, 0)


@claim("modulus-assumed")
def modulus_assumed(eta: Scalar):
    assume(lt(abs_(1 - 2 * eta), Q("4/5")))
    return gt(eta, Q("1/10"))


@claim("modulus-of-a-product")
def modulus_of_a_product(eta: Scalar, w: Scalar):
    return equal(abs_((1 - 2 * eta) * (w + 1)), abs_(1 - 2 * eta) * abs_(w + 1))


@claim("gram-form")
def gram_form(F: Matrix[n, m], v: Vector[n]):
    return ge(v.T @ F @ F.T @ v, 0)


@claim("norm-of-the-opposite")
def norm_of_the_opposite(v: Vector[n]):
    return equal(norm(-v), norm(v))


@claim("unit-column")
def unit_column(v: Vector[n]):
    assume(nonzero(v))
    return equal(norm(v / norm(v)), 1)


@claim("roots-in-order")
def roots_in_order(x: Scalar, y: Scalar):
    assume(ge(x, 0), ge(y, x))
    return ge(sqrt(y), sqrt(x))


@claim("norm-of-a-mean")
def norm_of_a_mean(v: RandomVector[n]):
    return ge(E(norm2(v)), norm2(E(v)))


@claim("variance-nonnegative")
def variance_nonnegative(x: RandomScalar):
    return ge(Var(x), 0)


@claim("power-as-denominator")
def power_as_denominator(a: Scalar, t: Nat):
    assume(gt(a, 0))
    return equal(a ** (t + 1) / a**t, a)


@claim("semidefinite-form")
def semidefinite_form(S: Matrix[n, n], v: Vector[n], w: Vector[n]):
    assume(psd(S))
    return ge((v - w).T @ S @ (v - w), 0)


@claim("column-times-a-power")
def column_times_a_power(a: Scalar, v: Vector[n]):
    assume(gt(a, -1), gt(1, a))
    return tends_to(lambda t: a**t * v, 0)


@claim("power-above")
def power_above(a: Scalar):
    assume(gt(a, 1))
    return forall(Scalar, lambda c: exists(Nat, lambda t: gt(a**t, c)))


@claim("bernoulli")
def bernoulli(t: Nat):
    return ge(Q("0.99") ** t, 1 - t / 100)


@claim("margin")
def margin(w: Vector[n], x: Vector[n], y: Scalar, b: Scalar):
    assume(nonzero(w), ge(y * (w.T @ x + b), 1))
    return ge(y * (w.T @ x + b) / norm(w), 1 / norm(w))


@claim("inner-product-below-norms")
def inner_product_below_norms(x: Vector[n], y: Vector[n]):
    return le(dot(x, y), norm(x) * norm(y))


@claim("reverse-triangle")
def reverse_triangle(x: Vector[n], y: Vector[n]):
    return le(norm(x) - norm(y), norm(x - y))


@claim("means")
def means(x: Positive, y: Positive):
    return le(sqrt(x * y), (x + y) / 2)


@claim("norm-zero")
def norm_zero(v: Vector[n]):
    assume(equal(norm(v), 0))
    return equal(v, 0)


@claim("maximum-as-modulus")
def maximum_as_modulus(x: Scalar, y: Scalar):
    return equal(maximum(x, y), (x + y + abs_(x - y)) / 2)


@claim("recursive-bound")
def recursive_bound(q: Scalar, x: Sequence[Scalar], t: Nat):
    assume(ge(q, 0), ge(x(0), 0), forall(Nat, lambda k: le(x(k + 1), q * x(k))))
    return le(x(t), q**t * x(0))


@claim("positive-part")
def positive_part(x: Scalar, y: Scalar):
    assume(gt(maximum(x - y, 0), 0))
    return gt(x, y)


@claim("a-value")
def a_value(A: Matrix[n, n], x: Vector[n], y: Vector[n]):
    return or_(lt(norm(x), 0), exists(Scalar, lambda s: equal(s, x.T @ A @ (x - y))))


@claim("bounded-square")
def bounded_square(x: Scalar, y: Scalar):
    assume(gt(x, y * y))
    return gt(x, 0)


@claim("sizes-and-naturals")
def sizes_and_naturals(k: Nat):
    return le(2 * n**2 * (k + 1) + 4 * n * (k + 1) ** 2, 6 * (n**2 * (k + 1) + n * (k + 1) ** 2))


@claim("grows-faster")
def grows_faster():
    return not_(exists(Scalar, lambda c: and_(gt(c, 0), forall(Nat, lambda t: ge(c * (t + 1), (t + 1) ** 2)))))
