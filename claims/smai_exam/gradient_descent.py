"""Part III, question 4: gradient descent on w² + 2w + 1, better learning rates, and the rate that needs one step."""

from __future__ import annotations

from proofread import (
    Nat,
    Positive,
    PositiveDefinite,
    Q,
    Scalar,
    Sequence,
    Size,
    Vector,
    abs_,
    and_,
    answer,
    apart,
    assume,
    claim,
    definition,
    equal,
    forall,
    ge,
    grad,
    gt,
    hess,
    iff,
    implies,
    inv,
    le,
    lt,
    minimises,
    or_,
    stationary,
)

n = Size("n")


def f(w):
    return w**2 + 2 * w + 1


def step(function, w, rate):
    """One iteration of gradient descent."""
    return w - rate * grad(function)(w)


@answer("smai-exam/III.4a", key="")
def two_iterations():
    """From 5 with rate 0.1: first 3.8, then 2.84."""
    start, rate = definition("smai-exam/III.4.0", Q(5), Q("0.1"))
    first = step(f, start, rate)
    return and_(equal(first, Q("3.8")), equal(step(f, first, rate), Q("2.84")))


@claim()
def minimum():
    """The minimum of f is at −1."""
    return minimises(f, Q(-1), Scalar)


@claim()
def distance_shrinks(w: Sequence[Scalar], rate: Scalar):
    """After t iterations the distance to the minimum is (1 − 2η)ᵗ times what it was."""
    assume(forall(Nat, lambda s: equal(w(s + 1), step(f, w(s), rate))))
    return forall(Nat, lambda t: equal(w(t) + 1, (1 - 2 * rate) ** t * (w(0) + 1)))


@answer("smai-exam/III.4b", key="")
def better_rates(rate: Scalar):
    """The factor |1 − 2η| is smaller than at 0.1 for rates between 0.1 and 0.9, and for no others."""
    factor, at_first = abs_(1 - 2 * rate), abs_(1 - 2 * Q("0.1"))
    better = implies(and_(gt(rate, Q("0.1")), lt(rate, Q("0.9"))), lt(factor, at_first))
    return and_(better, implies(or_(le(rate, Q("0.1")), ge(rate, Q("0.9"))), ge(factor, at_first)))


@answer("smai-exam/III.4b#factor", key="")
def factor_of_an_iteration(w: Scalar, rate: Scalar):
    """One iteration multiplies the difference from the minimum by 1 − 2η."""
    return equal(step(f, w, rate) + 1, (1 - 2 * rate) * (w + 1))


@answer("smai-exam/III.4b#example", key="")
def one_better_rate():
    """0.4 is such a rate: from 5 it leads closer to −1."""
    return lt(abs_(step(f, Q(5), Q("0.4")) + 1), abs_(step(f, Q(5), Q("0.1")) + 1))


@answer("smai-exam/III.4c", key="")
def one_step_rate(rate: Scalar):
    """From 5 one iteration reaches the minimum −1 exactly if the rate is 1/2."""
    return iff(equal(step(f, Q(5), rate), -1), equal(rate, Q("1/2")))


def quadratic(a, b, c):
    return lambda w: a * w**2 + b * w + c


@answer("smai-exam/III.4c#general", key="")
def one_step_rate_of_a_quadratic(a: Positive, b: Scalar, c: Scalar, w: Scalar):
    """On aw² + bw + c with a > 0, one iteration with the rate 1/(2a) reaches the minimum from everywhere."""
    return minimises(quadratic(a, b, c), step(quadratic(a, b, c), w, 1 / (2 * a)), Scalar)


@answer("smai-exam/III.4c#only", key="")
def no_other_rate(a: Positive, b: Scalar, c: Scalar, w: Scalar, rate: Scalar):
    """Where the slope is not 0, one iteration reaches −b/(2a) with (w + b/(2a))/slope alone, which is 1/(2a)."""
    g, minimum = quadratic(a, b, c), -b / (2 * a)
    slope = grad(g)(w)
    assume(apart(slope, 0))
    needed = (w - minimum) / slope
    return and_(iff(equal(step(g, w, rate), minimum), equal(rate, needed)), equal(needed, 1 / (2 * a)))


@answer("smai-exam/III.4c#curvature", key="")
def inverse_second_derivative(a: Positive, b: Scalar, c: Scalar, w: Scalar):
    """This rate is the inverse of the second derivative."""
    return equal(1 / (2 * a) * grad(grad(quadratic(a, b, c)))(w), 1)


@answer("smai-exam/III.4c#several", key="")
def newton_step(H: PositiveDefinite[n], b: Vector[n], c: Scalar, w: Vector[n]):
    """In several dimensions the inverse Hessian takes the place of the rate: one step makes the gradient 0."""

    def g(v):
        return v.T @ H @ v / 2 + b.T @ v + c

    return and_(equal(hess(g)(w), H), stationary(g, w - inv(H) @ grad(g)(w)))
