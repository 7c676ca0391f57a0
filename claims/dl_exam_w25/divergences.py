"""Jensen–Shannon and Wasserstein for distributions that do not overlap.

P lives on the space A, where its density is positive, and Q on another space B: that is what disjoint supports mean.
The mixture has half of P's density on A and half of Q's on B.
"""

from __future__ import annotations

from proofread import (
    KL,
    Density,
    E,
    NonNegative,
    OnSpace,
    Positive,
    Q,
    Scalar,
    Size,
    Smooth,
    Space,
    Vector,
    abs_,
    and_,
    apart,
    assume,
    claim,
    code,
    computes,
    correction,
    decimals,
    definition,
    derivation,
    equal,
    exp,
    grad,
    gt,
    implies,
    integral,
    line,
    log,
    lt,
    or_,
    sign,
    unstated,
)
from proofread.trusted.terms import Term

A, B = Space("A"), Space("B")
A2, B2 = Space("A2"), Space("B2")
Coupled = Space("Coupled", probability=True)  # where a pair (x, y) is drawn together
k = Size("k")


def js(p: Term, on_p: Space, q: Term, on_q: Space) -> Term:
    """Half of each divergence from the mixture, each taken where its distribution lives."""
    return KL(p, (p + 0) / 2, on_p) / 2 + KL(q, (0 + q) / 2, on_q) / 2


def js_of_points(overlap: Term) -> Term:
    """Of two point masses, each 2/(1 + overlap) times the mixture; `overlap`: what each has at the other's point."""
    return (log(2 / (1 + overlap)) + log(2 / (1 + overlap))) / 2


@derivation
def no_overlap(p: Density[A], q: Density[B]):
    """Two densities that nowhere meet are each log 2 from their mixture."""
    m_on_p, m_on_q = (p + 0) / 2, (0 + q) / 2
    definition("dl-exam-w25/I1.0", p, q)
    halves = and_(equal(integral(A, m_on_p), Q("1/2")), equal(integral(B, m_on_q), Q("1/2")))
    yield line("dl-exam-w25/I1.2", halves, "the mixture has half its mass on each of the two")
    distances = and_(equal(KL(p, m_on_p, A), log(Q("2"))), equal(KL(q, m_on_q, B), log(Q("2"))))
    yield line("dl-exam-w25/I1.3", distances, "the mixture has half the density of the one that lives there")
    yield line("dl-exam-w25/I1.1", js(p, A, q, B), start=True)
    yield line("dl-exam-w25/I1.4", log(Q("2")), "half of log 2 twice")


@claim("dl-exam-w25/I1.4#decimals")
def log_2_in_decimals():
    """log 2 prints as 0.693."""
    return decimals(log(Q("2")), "0.693")


@claim("dl-exam-w25/I1.5")
def whatever_the_distance(p: Density[A], q: Density[B], p2: Density[A2], q2: Density[B2]):
    """Any two pairs without overlap have the same Jensen–Shannon divergence."""
    return equal(js(p, A, q, B), js(p2, A2, q2, B2))


@claim("dl-exam-w25/I1.6", "dl-exam-w25/I1.7#gradient")
def no_gradient(p: Density[A], energy: Smooth[k], place: OnSpace[B, Vector[k]], theta: Vector[k]):
    """A smooth family Q_θ with density ∝ e^energy(θ + place) that stays off P: the gradient in θ is 0."""

    def divergence(t: Term) -> Term:
        weight = exp(energy(t + place))
        return js(p, A, weight / integral(B, weight), B)

    assume(gt(integral(B, exp(energy(theta + place))), 0))
    return equal(grad(divergence)(theta), 0)


@claim("dl-exam-w25/I1.7")
def a_step_that_does_nothing(
    p: Density[A], energy: Smooth[k], place: OnSpace[B, Vector[k]], theta: Vector[k], rate: Positive
):
    """A gradient step on that divergence leaves θ where it is."""

    def divergence(t: Term) -> Term:
        weight = exp(energy(t + place))
        return js(p, A, weight / integral(B, weight), B)

    assume(gt(integral(B, exp(energy(theta + place))), 0))
    return equal(theta - rate * grad(divergence)(theta), theta)


# --- Wasserstein ----------------------------------------------------------------------------------------------------


@claim("dl-exam-w25/I1.9")
def transport_varies_smoothly(x: OnSpace[Coupled, Scalar], theta: Scalar):
    """All mass of P (the law of x) goes to θ: off P's support the cost has a slope in θ, mass left less mass right."""
    assume(apart(x - theta, 0))
    return equal(grad(lambda t: E(abs_(x - t)))(theta), -E(sign(x - theta)))


@claim("dl-exam-w25/I1.10")
def transport_has_a_gradient(x: OnSpace[Coupled, Scalar], theta: Scalar):
    """Then the gradient is not 0: false between parts of P, true where P lies on one side of θ."""
    assume(apart(x - theta, 0))
    unstated(or_(lt(x - theta, 0), gt(x - theta, 0)))
    return apart(grad(lambda t: E(abs_(x - t)))(theta), 0)


@claim()
def one_sided_transport(x: OnSpace[Coupled, Scalar], y: OnSpace[Coupled, Scalar], theta: Scalar):
    """Where all of y + θ lies above all of x, every coupling costs the difference of means, and its slope in θ is 1."""
    assume(lt(x - (y + theta), 0))
    cost = E(abs_(x - (y + theta)))
    return and_(equal(cost, E(y) + theta - E(x)), equal(grad(lambda t: E(abs_(x - (y + t))))(theta), 1))


# --- two point masses -----------------------------------------------------------------------------------------------


@claim("dl-exam-w25/I1.11")
def js_of_two_points(theta: Scalar, shared: NonNegative):
    """Masses at 0 and at θ, where each has none at the other's point unless θ = 0."""
    assume(implies(apart(theta, 0), equal(shared, 0)), implies(equal(theta, 0), equal(shared, 1)))
    assume(apart(theta, 0))
    return equal(js_of_points(shared), log(Q("2")))


@claim("dl-exam-w25/I1.12")
def js_gradient_of_two_points(theta: Scalar):
    """At every θ ≠ 0 the two points share no mass, so that θ does not enter."""
    assume(apart(theta, 0))
    return equal(grad(lambda t: js_of_points(Q("0")))(theta), 0)


@claim("dl-exam-w25/I1.13")
def w1_of_two_points(theta: Scalar):
    """Any coupling of the masses at 0 and θ has x = 0 and y = θ throughout, and so costs |θ|."""
    x, y = definition("dl-exam-w25/I1.11a", Q("0")), definition("dl-exam-w25/I1.11b", theta)
    return equal(integral(Coupled, abs_(x - y)), abs_(theta))


@claim("dl-exam-w25/I1.14")
def w1_gradient_of_two_points(theta: Scalar):
    """The derivative of |θ| where it has one."""
    assume(apart(theta, 0))
    return equal(grad(abs_)(theta), sign(theta))


@claim("dl-exam-w25/I1.15")
def direction_of_the_gradient(theta: Scalar, step: Positive):
    """A step along the gradient sign(θ), shorter than the way, brings θ nearer to 0; in truth one against it does.
    Nearer is said with squared distances."""
    assume(lt(step, abs_(theta)))
    along, against = theta + step * sign(theta), theta - step * sign(theta)
    return correction(lt(along**2, theta**2), to=lt(against**2, theta**2))


@claim("dl-exam-w25/I1.q")
def meaningful_gradient(theta: Scalar):
    """In the example: off θ = 0 the Wasserstein gradient is not 0, and that of Jensen–Shannon is."""
    assume(apart(theta, 0))
    no_slope = equal(grad(lambda t: js_of_points(Q("0")))(theta), 0)
    return and_(equal(grad(abs_)(theta), sign(theta)), apart(sign(theta), 0), no_slope)


@claim("dl-exam-w25/I1.q2")
def key_difference(p: Density[A], q: Density[B], q2: Density[B2], theta: Scalar):
    """Without overlap Jensen–Shannon is the same for any Q; the Wasserstein distance of 0 and 2θ is twice that of θ."""
    same = equal(js(p, A, q, B), js(p, A, q2, B2))
    return and_(same, equal(abs_(2 * theta), 2 * abs_(theta)))


# --- code -----------------------------------------------------------------------------------------------------------


@claim(conforms_to="dl-exam-w25/I1.1")
def js_code(p: Vector[k], q: Vector[k]):
    """The code computes the Jensen–Shannon divergence of two positive distributions."""
    assume(gt(p, 0), gt(q, 0), equal(p.T @ (0 * p + 1), 1), equal(q.T @ (0 * q + 1), 1))
    m = (p + q) / 2
    formula = (p.T @ (log(p) - log(m)) + q.T @ (log(q) - log(m))) / 2
    return computes(code("impls.divergences:js")(p, q), formula, within=16)
