"""Generator losses and the size of their gradients where the discriminator is sure: p = D(G(z)) near 0."""

from __future__ import annotations

from proofread import (
    Positive,
    Q,
    Scalar,
    Unit,
    abs_,
    and_,
    assume,
    choice,
    claim,
    code,
    computes,
    correction,
    equal,
    exists,
    forall,
    ge,
    grad,
    gt,
    implies,
    log,
    lt,
    unstated,
)
from proofread.trusted.terms import Prop, Term


def minimax(p: Term) -> Term:
    return log(1 - p)


def non_saturating(p: Term) -> Term:
    return -log(p)


def least_squares(p: Term) -> Term:
    return (p - 1) ** 2


def wasserstein(p: Term) -> Term:
    return -p


@choice("dl-exam-w25/B21", key="b")
def larger_gradient(p: Unit):
    """Whose derivative in p is the largest in size at every p near 0, that is below 1/2, and so below any bound."""
    assume(lt(p, Q("1/2")))
    losses = {"a": minimax, "b": non_saturating, "c": least_squares, "d": wasserstein}
    sizes = {"a": 1 / (1 - p), "b": 1 / p, "c": 2 * (1 - p), "d": Q("1")}
    derivatives = and_(*(and_(equal(grad(loss)(p), -sizes[k]), gt(sizes[k], 0)) for k, loss in losses.items()))

    def largest(letter: str) -> Prop:
        return and_(derivatives, *(gt(sizes[letter], sizes[k]) for k in losses if k != letter))

    return {letter: largest(letter) for letter in losses}


@claim("dl-exam-w25/B21.e1")
def minimax_derivative(p: Unit):
    """The derivative of log(1 − p) is −1/(1 − p); the print has lost the bracket around 1 − p."""
    return equal(grad(minimax)(p), -1 / (1 - p))


@claim("dl-exam-w25/B21.e2")
def minimax_derivative_is_bounded(p: Unit):
    """Near 0 the size of −1/(1 − p) is below 1; in truth it is above 1, and bounded by 2 for p below 1/2."""
    assume(lt(p, Q("1/2")))
    size = abs_(-1 / (1 - p))
    return correction(lt(size, 1), to=and_(gt(size, 1), lt(size, 2)))


@claim("dl-exam-w25/B21.e3")
def non_saturating_derivative(p: Unit):
    """The derivative of −log p."""
    return correction(equal(grad(non_saturating)(p), 1 / p), to=equal(grad(non_saturating)(p), -1 / p))


@claim("dl-exam-w25/B21.e4")
def non_saturating_derivative_grows(bound: Positive):
    """The size of the derivative of −log p, 1/p, exceeds every bound once p is near enough to 0."""

    def exceeded(radius: Term) -> Prop:
        return forall(Positive, lambda p: implies(lt(p, radius), gt(abs_(-1 / p), bound)))

    return exists(Positive, exceeded, witness=1 / bound)


@claim("dl-exam-w25/B21.e5")
def only_one_does_not_vanish(p: Unit, slope: Scalar, slope_at_0: Scalar):
    """At p = 0 the gradients of the three others are 0, and that of −log p is not small: dp/da multiplies each of them.

    The derivative is taken in p in the text (dp/da = 1); it holds in the logit a, p = 1/(1 + e^(−a)), dp/da = p(1 − p).
    """
    assume(lt(p, Q("1/2")))
    others = [grad(loss)(Q("0")) * slope_at_0 for loss in (minimax, least_squares, wasserstein)]
    unstated(equal(slope, p * (1 - p)), equal(slope_at_0, 0))
    return and_(*(equal(gradient, 0) for gradient in others), ge(abs_(slope / p), Q("1/2")))


@claim(conforms_to="dl-exam-w25/B21.e1")
def minimax_code(p: Unit):
    """The code computes log(1 − p)."""
    return computes(code("impls.gan_losses:minimax")(p), minimax(p), within=8)


@claim(conforms_to="dl-exam-w25/B21.e1")
def minimax_derivative_code(p: Unit):
    """The code computes the derivative of log(1 − p)."""
    return computes(code("impls.gan_losses:minimax_derivative")(p), grad(minimax)(p), within=8)


@claim(conforms_to="dl-exam-w25/B21.e3")
def non_saturating_derivative_code(p: Unit):
    """The code computes the derivative of −log p."""
    return computes(code("impls.gan_losses:non_saturating_derivative")(p), grad(non_saturating)(p), within=8)


@claim(conforms_to="dl-exam-w25/B21")
def least_squares_derivative_code(p: Unit):
    """The code computes the derivative of (p − 1)²."""
    return computes(code("impls.gan_losses:least_squares_derivative")(p), grad(least_squares)(p), within=8)
