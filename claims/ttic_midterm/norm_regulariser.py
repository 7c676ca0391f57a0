"""Problem 4: a loss regularised by λ‖Θ‖, its stationary points, and when zero is a minimum."""

from __future__ import annotations

from proofread import (
    Positive,
    Q,
    Scalar,
    Size,
    Smooth,
    Vector,
    assume,
    bsum,
    claim,
    code,
    computes,
    convention,
    correction,
    definition,
    derivation,
    dot,
    equal,
    exists,
    ge,
    grad,
    gt,
    iff,
    implies,
    le,
    line,
    lt,
    nonzero,
    norm,
    norm2,
    sqrt,
    stationary,
    unstated,
    zeros,
)

n = Size("n")


def regularised(loss, lam):
    """The objective: loss + λ‖Θ‖."""
    return lambda t: loss(t) + lam * norm(t)


def ridge(loss, lam):
    """Standard L2 regularisation as the document introduces it: ‖Θ‖² in the place of ‖Θ‖."""
    return lambda t: loss(t) + lam * norm2(t)


# --- the regulariser ------------------------------------------------------------------------------------------------


@claim("ttic-midterm/P4.def#length")
def length(theta: Vector[n]):
    """The length is the root of the sum of the squared entries."""
    return equal(norm(theta), sqrt(bsum(lambda i: theta[i] ** 2, n)))


@claim("ttic-midterm/P4.def#gradient")
def gradient_of_the_square(theta: Vector[n]):
    """The gradient of the squared length is 2Θ."""
    return equal(grad(norm2)(theta), 2 * theta)


@claim("ttic-midterm/P4.different")
def not_the_squared_length(lam: Positive, theta: Vector[n]):
    """On vectors longer than one λ‖Θ‖² is larger than λ‖Θ‖: the two regularisers are different functions."""
    assume(gt(norm(theta), 1))
    return gt(lam * norm2(theta), lam * norm(theta))


@claim("ttic-midterm/P4a.hint")
def root_of_the_square(theta: Vector[n]):
    """The length is the root of its own square."""
    return equal(norm(theta), sqrt(norm(theta) ** 2))


# --- a: stationary points -------------------------------------------------------------------------------------------


@derivation
def gradient_of_the_length(theta: Vector[n]):
    """The gradient of the length, through the root of its square."""
    assume(nonzero(theta))
    yield line(None, grad(norm)(theta))
    yield line("ttic-midterm/P4a.step1", grad(lambda t: sqrt(norm2(t)))(theta), "the length as a root")
    yield line("ttic-midterm/P4a.step2", Q("1/2") * (1 / sqrt(norm2(theta))) * (2 * theta), "chain rule")
    yield line("ttic-midterm/P4a.step3", theta / norm(theta))


@claim("ttic-midterm/P4a.result")
def stationary_points(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """Away from zero, Θ is stationary exactly where the loss has the gradient −λΘ/‖Θ‖."""
    assume(nonzero(theta))
    definition("ttic-midterm/P4.objective", regularised(loss, lam)(theta))
    stands_still = definition("ttic-midterm/P4a.stationary-point", stationary(regularised(loss, lam), theta))
    return iff(stands_still, equal(grad(loss)(theta), -lam * theta / norm(theta)))


# --- b: the same points with the squared length ---------------------------------------------------------------------


@claim("ttic-midterm/P4b.conclusion")
def also_stationary_for_ridge(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """A stationary point is one of the squared regulariser, too, for some constant."""
    assume(nonzero(theta), stationary(regularised(loss, lam), theta))
    return exists(Scalar, lambda mu: stationary(ridge(loss, mu), theta), witness=lam / (2 * norm(theta)))


@claim("ttic-midterm/P4b.L2cond#penalty")
def condition_for_ridge(loss: Smooth[n], mu: Scalar, theta: Vector[n], factor=convention(1, Q("1/2"))):
    """With the squared regulariser Θ is stationary exactly where the loss has the gradient −λ′Θ."""
    stands_still = stationary(ridge(loss, factor * mu), theta)
    printed = iff(stands_still, equal(grad(loss)(theta), -mu * theta))
    return correction(printed, to=iff(stands_still, equal(grad(loss)(theta), -2 * factor * mu * theta)))


@derivation
def constant_for_ridge(loss: Smooth[n], lam: Positive, mu: Scalar, theta: Vector[n]):
    """The condition for the squared regulariser, and the constant for which a point is stationary for both."""
    assume(nonzero(theta))
    stands_still, gradient = stationary(ridge(loss, mu), theta), grad(loss)(theta)
    condition = iff(stands_still, equal(gradient, -mu * theta))
    doubled = iff(stands_still, equal(gradient, -2 * mu * theta))
    yield line("ttic-midterm/P4b.L2cond", correction(condition, to=doubled))
    both = implies(equal(gradient, -lam * theta / norm(theta)), stands_still)
    printed, right = implies(equal(mu, lam / norm(theta)), both), implies(equal(mu, lam / (2 * norm(theta))), both)
    yield line("ttic-midterm/P4b.lambda", correction(printed, to=right), "the two conditions compared")


# --- c: a minimum at zero -------------------------------------------------------------------------------------------


def first_order(loss, lam, t):
    """The change of the objective from zero to t, to first order: the left side of (1)."""
    return dot(grad(loss)(zeros(n)), t) + lam * norm(t)


@claim("ttic-midterm/P4c.eq1")
def positive_everywhere(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """(1), which the gradient at zero being shorter than λ brings about, holds at every Θ."""
    assume(lt(norm(grad(loss)(zeros(n))), lam))
    unstated(nonzero(theta))
    return gt(first_order(loss, lam, theta), 0)


@claim("ttic-midterm/P4c.local-minimum")
def zero_is_a_minimum(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """At every Θ where the expansion is accurate and (1) holds, the objective is above its value at zero."""
    tangent = loss(zeros(n)) + dot(grad(loss)(zeros(n)), theta)
    assume(definition("ttic-midterm/P4c.taylor", equal(loss(theta), tangent)), gt(first_order(loss, lam, theta), 0))
    objective = regularised(loss, lam)
    return gt(objective(theta), objective(zeros(n)))


@claim("ttic-midterm/P4c.direction#least")
def opposite_is_least(loss: Smooth[n], theta: Vector[n], opposite: Vector[n], k: Positive):
    """Among vectors of one length, one opposite to the gradient at zero has the least product with it."""
    v = grad(loss)(zeros(n))
    assume(equal(v, -k * opposite), equal(norm2(theta), norm2(opposite)))
    return le(dot(v, opposite), dot(v, theta))


@claim("ttic-midterm/P4c.direction#only")
def every_other_is_larger(loss: Smooth[n], theta: Vector[n], opposite: Vector[n], k: Positive):
    """Any other vector of that length has a larger product."""
    v = grad(loss)(zeros(n))
    assume(equal(v, -k * opposite), equal(norm2(theta), norm2(opposite)), nonzero(theta - opposite))
    return lt(dot(v, opposite), dot(v, theta))


@claim("ttic-midterm/P4c.expr")
def expression_at_the_opposite(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """At a vector opposite to the gradient at zero, the left side of (1) is λ‖Θ‖ − ‖∇ℓ‖‖Θ‖."""
    v = grad(loss)(zeros(n))
    assume(nonzero(v), equal(theta, -norm(theta) * (v / norm(v))))
    return equal(first_order(loss, lam, theta), lam * norm(theta) - norm(v) * norm(theta))


@claim("ttic-midterm/P4c.iff#sufficient")
def positive_if_shorter(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """For a direction Θ the expression is positive if the gradient at zero is shorter than λ."""
    v = grad(loss)(zeros(n))
    assume(nonzero(theta), lt(norm(v), lam))
    return gt(lam * norm(theta) - norm(v) * norm(theta), 0)


@claim("ttic-midterm/P4c.iff#necessary")
def not_positive_if_longer(loss: Smooth[n], lam: Scalar, theta: Vector[n]):
    """It is not positive if the gradient at zero is at least as long as λ."""
    v = grad(loss)(zeros(n))
    assume(ge(norm(v), lam))
    return le(lam * norm(theta) - norm(v) * norm(theta), 0)


@claim("ttic-midterm/P4c.iff#directions")
def fails_in_one_direction(loss: Smooth[n], lam: Scalar):
    """(1) then fails in the direction opposite to the gradient."""
    v = grad(loss)(zeros(n))
    assume(nonzero(v), ge(norm(v), lam))
    return le(first_order(loss, lam, -v), 0)


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="ttic-midterm/P4a.step3")
def our_norm_gradient(theta: Vector[n]):
    """The code computes the gradient of the length."""
    assume(nonzero(theta))
    return computes(code("impls.norms:norm_gradient")(theta), theta / norm(theta), within=8)


@claim(conforms_to="ttic-midterm/P4a.result")
def our_stationarity(gradient: Vector[n], theta: Vector[n], lam: Scalar):
    """The code computes the gradient of the objective."""
    assume(nonzero(theta))
    formula = gradient + lam * theta / norm(theta)
    return computes(code("impls.norms:norm_regularised_stationarity")(gradient, theta, lam), formula, within=8)


@claim(conforms_to="ttic-midterm/P4b.L2cond")
def our_ridge_stationarity(gradient: Vector[n], theta: Vector[n], lam: Scalar):
    """The code computes the gradient of the loss plus half λ times the squared length."""
    formula = gradient + lam * theta
    return computes(code("impls.norms:l2_regularised_stationarity")(gradient, theta, lam), formula, within=8)
