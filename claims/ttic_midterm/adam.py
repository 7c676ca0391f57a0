"""Problem 1: Adam's averages of the gradients, the step from them, and the average over a window."""

from __future__ import annotations

from proofread import (
    Matrix,
    Nat,
    NonNegative,
    Positive,
    Scalar,
    Sequence,
    Size,
    Unit,
    Vector,
    and_,
    assume,
    claim,
    code,
    computes,
    definition,
    equal,
    eye,
    forall,
    ge,
    grad,
    iff,
    jac,
    lt,
    ones,
    sqrt,
)

n, r = Size("n"), Size("r", min=0)
k = r + 1  # the window: the new gradient and r older ones


def average(beta, before, new):
    """The running average with a new member: the first two equations."""
    return beta * before + (1 - beta) * new


def step(theta, rate, epsilon, g, s):
    """The third equation, from the averages of the gradient and of its square."""
    return theta - rate / (sqrt(s) + epsilon) * g


# --- the equations of Adam ------------------------------------------------------------------------------------------


@claim()
def first_step_of_adam(
    theta: Scalar, g: Scalar, rate: Positive, epsilon: Positive, beta1: NonNegative, beta2: NonNegative
):
    """The equations as set up leave out what makes up for averages that start at 0: with it the first step of a
    coordinate is ηg/(|g| + ε)."""
    assume(lt(beta1, 1), lt(beta2, 1))
    m = definition("ttic-midterm/P1.eq1", average(beta1, 0, g))
    s = definition("ttic-midterm/P1.eq2", average(beta2, 0, g**2))
    definition("ttic-midterm/P1.eq3", step(theta, rate, epsilon, m, s))
    adams = theta - rate / (sqrt(g**2) + epsilon) * g
    return equal(step(theta, rate, epsilon, m / (1 - beta1), s / (1 - beta2)), adams)


@claim()
def average_of_a_constant(beta: Scalar, c: Scalar, m: Sequence[Scalar]):
    """What Adam makes up for: started at 0, the average of t gradients that are all c is only (1 − βᵗ)c."""
    assume(equal(m[0], 0), forall(Nat, lambda t: equal(m[t + 1], average(beta, m[t], c))))
    return forall(Nat, lambda t: equal(m[t], (1 - beta**t) * c))


@claim()
def total_weight_is_positive(beta: NonNegative):
    """The total weight 1 − βᵗ of t ≥ 1 gradients is positive, so that Adam may divide by it."""
    assume(lt(beta, 1))
    return forall(Nat, lambda t: lt(beta ** (t + 1), 1))


# --- the window -----------------------------------------------------------------------------------------------------


def window(new, older):
    """The mean of the new gradient and the r older ones, the columns of a matrix."""
    return (new + older @ ones(r)) / k


@claim("ttic-midterm/P1.answer")
def corresponding_beta(beta: Scalar, before: Scalar, new: Scalar, older: Vector[r]):
    """The average gives a new gradient the weight that it has in a window of k exactly if β₁ = 1 − 1/k."""
    of_window = definition("ttic-midterm/P1.window", grad(lambda g: window(g, older.T))(new))
    return iff(equal(grad(lambda g: average(beta, before, g))(new), of_window), equal(beta, 1 - 1 / k))


@claim("ttic-midterm/P1.weight")
def weight_of_the_new_gradient(before: Vector[n], new: Vector[n], older: Matrix[n, r]):
    """With β₁ = 1 − 1/k a change of the new gradient changes both the window and the average by 1/k of it."""
    smoothed = jac(lambda g: average(1 - 1 / k, before, g))(new)
    return and_(equal(jac(lambda g: window(g, older))(new), eye(n) / k), equal(smoothed, eye(n) / k))


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="ttic-midterm/P1.adam")
def our_adam(
    theta: Vector[n], g: Vector[n], m: Vector[n], s: Vector[n], t: Nat, rate: Positive, beta1: Unit, beta2: Unit,
    epsilon: Positive,
):  # fmt: skip
    """The code makes the step of Adam after t others, each average divided by the total weight of its gradients."""
    assume(ge(s, 0))
    weighted = average(beta1, m, g) / (1 - beta1 ** (t + 1)), average(beta2, s, g * g) / (1 - beta2 ** (t + 1))
    call = code("impls.adam:adam_step")(theta, g, m, s, t, rate, beta1, beta2, epsilon)
    return computes(call[0], step(theta, rate, epsilon, *weighted), within=16)


@claim(conforms_to="ttic-midterm/P1.eq3")
def our_uncorrected_step(theta: Vector[n], g: Vector[n], s: Vector[n], rate: Positive, epsilon: Positive):
    """The code makes the step as printed."""
    assume(ge(s, 0))
    call = code("impls.adam:uncorrected_step")(theta, g, s, rate, epsilon)
    return computes(call, step(theta, rate, epsilon, g, s), within=16)


@claim(conforms_to="ttic-midterm/P1.window")
def our_window(gradients: Matrix[k, n]):
    """The code computes the mean over the window."""
    return computes(code("impls.adam:window_average")(gradients), gradients.T @ ones(k) / k, within=16)
