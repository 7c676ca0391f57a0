"""Which loss the perceptron update goes down: labels y in {0, 1}, ŷ = 1 where the score wᵀx is positive, else 0."""

from __future__ import annotations

from collections.abc import Callable

from proofread import (
    Positive,
    Q,
    Scalar,
    Size,
    Smooth,
    Vector,
    abs_,
    and_,
    apart,
    assume,
    choice,
    claim,
    convention,
    equal,
    grad,
    log,
    relu,
    sigmoid,
    sign,
)
from proofread.trusted.terms import Prop, Term

n = Size("n")
ZERO, ONE = Q("0"), Q("1")


def threshold(z: Term) -> Term:
    """1 for a positive score, 0 for a negative one."""
    return (1 + sign(z)) / 2


def hinge(y: Term, z: Term) -> Term:
    return relu(1 - (2 * y - 1) * z)


def zero_one(y: Term, z: Term) -> Term:
    return (y - threshold(z)) ** 2


def cross_entropy(y: Term, z: Term) -> Term:
    return -y * log(sigmoid(z)) - (1 - y) * log(1 - sigmoid(z))


def squared_error(y: Term, z: Term) -> Term:
    return (y - z) ** 2 / 2


OUTPUTS = {"threshold": threshold, "sigmoid": sigmoid, "score itself": lambda z: z}


def follows(loss: Callable[[Term, Term], Term], y: Term, output: Callable[[Term], Term], z: Term, eta: Term) -> Prop:
    """The factor η(y − ŷ) of x is −η times the derivative of the loss in the score."""
    return equal(eta * (y - output(z)), -eta * grad(lambda v: loss(y, v))(z))


@choice("dl-exam-w25/B5", key="b", correct="none")
def loss_of_the_update(score: Scalar, eta: Positive, output=convention("threshold", "sigmoid", "score itself")):
    """For both labels the update's factor η(y − ŷ) of x is −η times the derivative of the loss in the score wᵀx.

    The output ŷ of a perceptron is thresholded; others explain. The score is at no kink of a loss.
    """
    assume(apart(score, 0), apart(score, 1), apart(score, -1))

    def goes_down(loss):
        return and_(*(follows(loss, y, OUTPUTS[output], score, eta) for y in (ZERO, ONE)))

    return {
        "a": goes_down(hinge),
        "b": goes_down(zero_one),
        "c": goes_down(cross_entropy),
        "d": goes_down(squared_error),
    }


@claim()
def chain_rule(f: Smooth[1], w: Vector[n], x: Vector[n]):
    """The gradient in w of a function of the score is its derivative in the score times x."""
    return equal(grad(lambda v: f(v.T @ x))(w), grad(f)(w.T @ x) * x)


@claim()
def perceptron_criterion(score: Scalar, eta: Positive):
    """The loss it goes down is max(0, −tz) = ½(|z| − tz), t = 2y − 1: 0 on the right side, |z| on the wrong."""
    assume(apart(score, 0))
    criterion = lambda y, z: (abs_(z) - (2 * y - 1) * z) / 2
    return and_(*(follows(criterion, y, threshold, score, eta) for y in (ZERO, ONE)))
