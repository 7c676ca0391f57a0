# ruff: noqa: F403, F405
"""False statements, most of them under the name of a true one in provable.py: none may be proved."""

from proofread import *

N, n, m = Size("N"), Size("n"), Size("m")


@claim("power-nonnegative")
def power_nonnegative(a: Scalar):
    return forall(Nat, lambda t: ge(a**t, 0))


@claim("powers-in-order")
def powers_in_order(a: Scalar, b: Scalar):
    assume(ge(a, b))
    return forall(Nat, lambda t: ge(a**t, b**t))


@claim("powers-decrease")
def powers_decrease(a: Scalar, t: Nat):
    assume(ge(1, a))
    return le(a ** (t + 1), a**t)


@claim("power-below-exponential")
def power_below_exponential(t: Nat):
    return ge(exp(-t / 99), Q("0.99") ** t)


@claim("power-vanishes")
def power_vanishes(a: Scalar):
    assume(ge(a, 0), ge(1, a))
    return tends_to(lambda t: a**t, 0)


@claim("multiple-of-a-power-vanishes")
def multiple_of_a_power_vanishes(a: Scalar, c: Scalar):
    assume(ge(a, 0), gt(1, a))
    return tends_to(lambda t: c * a**t, c)


@claim("limit-of-shifted-power")
def limit_of_shifted_power(a: Scalar, c: Scalar):
    assume(ge(a, 0), gt(1, a))
    return tends_to(lambda t: c + a**t, 0)


@claim("signed-power-vanishes")
def signed_power_vanishes(a: Scalar):
    assume(ge(a, -1), gt(1, a))
    return tends_to(lambda t: a**t, 0)


@claim("limit-of-a-literal-power")
def limit_of_a_literal_power():
    return tends_to(lambda t: Q("1.1") ** t, 0)


@claim("power-tends-to-one")
def power_tends_to_one(a: Scalar, c: Scalar):
    assume(gt(a, -1), gt(1, a))
    return tends_to(lambda t: 1 - c * a**t, 0)


@claim("power-unbounded")
def power_unbounded(a: Scalar):
    assume(ge(a, 1))
    return forall(Scalar, lambda c: exists(Nat, lambda t: ge(a**t, c)))


@claim("natural-above-a-number")
def natural_above_a_number():
    return exists(Nat, lambda t: forall(Scalar, lambda c: ge(t, c)))


@claim("distance-to-a-plane")
def distance_to_a_plane(x: Vector[n], z: Vector[n], w: Vector[n], b: Scalar):
    assume(nonzero(w), equal(w.T @ z + b, 1))
    return ge(norm(x - z), abs_(w.T @ x + b) / norm(w))


@claim("distance-to-a-plane-above")
def distance_to_a_plane_above(x: Vector[n], z: Vector[n], w: Vector[n], b: Scalar):
    assume(nonzero(w), equal(w.T @ z + b, 0))
    return le(norm(x - z), abs_(w.T @ x + b) / norm(w))


@claim("squared-distance-to-a-plane")
def squared_distance_to_a_plane(x: Vector[n], z: Vector[n], w: Vector[n], b: Scalar):
    assume(nonzero(w), equal(w.T @ z + b, 0))
    return ge(norm2(x - z), 2 * (w.T @ x + b) ** 2 / norm2(w))


@claim("norm-of-a-multiple")
def norm_of_a_multiple(c: Scalar, u: Vector[n]):
    return equal(norm(c * u), c * norm(u))


@claim("norm-of-a-foot-point")
def norm_of_a_foot_point(s: Scalar, w: Vector[n]):
    assume(nonzero(w))
    return equal(norm((s / norm2(w)) * w), abs_(s) / norm2(w))


@claim("triangle-of-numbers")
def triangle_of_numbers(x: Scalar, y: Scalar):
    return ge(abs_(x + y), abs_(x) + abs_(y))


@claim("triangle-of-columns")
def triangle_of_columns(x: Vector[n], y: Vector[n]):
    return ge(norm(x + y), norm(x) + norm(y))


@claim("root-of-a-square")
def root_of_a_square(x: Scalar):
    return equal(sqrt(x**2), x)


@claim("equal-squares")
def equal_squares(x: Scalar, y: Scalar):
    assume(ge(x, 0), equal(x**2, y**2))
    return equal(x, y)


@claim("norm-of-a-weight")
def norm_of_a_weight(g: Scalar, u: Vector[n]):
    assume(nonzero(u))
    return equal(norm(g * u / norm(u)), g)


@claim("sign-agrees")
def sign_agrees(y: Scalar, s: Scalar):
    assume(or_(equal(y, 1), equal(y, -1)))
    return iff(ge(y * s, 0), equal(sign(s), y))


@claim("sign-of-nonpositive")
def sign_of_nonpositive(s: Scalar):
    assume(le(s, 0))
    return not_(equal(sign(s), -1))


@claim("sign-apart-from-one")
def sign_apart_from_one(s: Scalar):
    assume(le(s, 1))
    return apart(sign(s), 1)


@claim("positive-by-sign")
def positive_by_sign(s: Scalar):
    assume(equal(sign(s), 1))
    return gt(s, 1)


@claim("reciprocal-norms")
def reciprocal_norms(v: Vector[n], w: Vector[n]):
    assume(nonzero(v), nonzero(w), le(norm(v), norm(w)))
    return ge(2 / norm(w), 2 / norm(v))


@claim("norms-in-order")
def norms_in_order(v: Vector[n], w: Vector[n]):
    return iff(le(norm(v), norm(w)), le(norm2(v), norm(w)))


@claim("exponential-tangent")
def exponential_tangent(x: Scalar):
    return gt(exp(x), 1 + x)


@claim("logarithm-tangent")
def logarithm_tangent(x: Positive):
    return lt(log(x), x - 1)


@claim("cancelled")
def cancelled(d: Scalar, x: Scalar, y: Scalar):
    assume(equal(d * x, d * y))
    return equal(x, y)


@claim("cancelled-to-one")
def cancelled_to_one(s: Scalar, x: Scalar):
    assume(equal(s * x, s))
    return equal(x, 1)


@claim("definite-form")
def definite_form(A: PositiveDefinite[n], v: Vector[n]):
    return gt(v.T @ A @ v, 0)


@claim("semidefinite-bound")
def semidefinite_bound(A: Matrix[N, m], v: Vector[m], lam: Scalar):
    assume(psd(lam * eye(m) - A.T @ A))
    return lt(norm2(A @ v), lam * norm2(v))


@claim("mean-square")
def mean_square(x: RandomScalar):
    return gt(E(x**2), E(x) ** 2)


@claim("one-plus-apart")
def one_plus_apart(x: Scalar):
    assume(ge(x, -1))
    return apart(1 + x, 0)


@claim("modulus-plus-one")
def modulus_plus_one(x: Scalar):
    return gt(abs_(x), 0)


@claim("exponentials-apart")
def exponentials_apart(a: Scalar, b: Scalar):
    return apart(exp(a) - exp(b), 0)


@claim("sum-nonnegative")
def sum_nonnegative(x: Scalar, y: Scalar, z: Scalar):
    assume(ge(x, 0), ge(y, 0))
    return ge(x + y + z + x * y, 0)


@claim("positive-part")
def positive_part(x: Scalar, y: Scalar):
    assume(ge(maximum(x - y, 0), 0))
    return gt(x, y)


@claim("a-value")
def a_value(A: Matrix[n, n], x: Vector[n], y: Vector[n]):
    return or_(lt(norm(x), 0), exists(Positive, lambda s: equal(s, x.T @ A @ (x - y))))


@claim("bounded-square")
def bounded_square(x: Scalar, y: Scalar):
    assume(gt(x * x, y))
    return gt(x, 0)


@claim("sizes-and-naturals")
def sizes_and_naturals(k: Nat):
    return le(2 * n**2 * k + 4 * n * (k + 1) ** 2, 6 * (n**2 * (k - 1) + n * k**2))


@claim("grows-faster")
def grows_faster():
    return not_(exists(Scalar, lambda c: and_(gt(c, 0), forall(Nat, lambda t: ge(c * (t + 1) ** 2, (t + 1) ** 2)))))
