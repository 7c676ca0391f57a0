"""The gradient of a squared loss behind a sigmoid; the loss and the options have lost symbols in the text."""

from __future__ import annotations

from proofread import Scalar, Size, Vector, choice, claim, equal, grad, readings, sigmoid

n = Size("n")


@choice("dl-exam-w25/B6", key="a")
def gradient_of_the_loss(w: Vector[n], x: Vector[n], b: Scalar, y: Scalar):
    """The loss read as (wᵀx + b − y)² with the options as printed, or as (σ − y)², σ at wᵀx + b, and σ for w in them.

    The factor x stands in no option; it is added where σ is. In (a) the last bracket may also have been 1 − σ.
    """
    printed = grad(lambda v: (v.T @ x + b - y) ** 2)(w)
    repaired = grad(lambda v: (sigmoid(v.T @ x + b) - y) ** 2)(w)
    s = sigmoid(w.T @ x + b)
    return {
        "a": readings(
            as_printed=equal(printed, 2 * (w - y) * sigmoid(w - y)),
            sigma_for_w=equal(repaired, 2 * (s - y) * s * (s - y) * x),
            one_minus_sigma=equal(repaired, 2 * (s - y) * s * (1 - s) * x),
        ),
        "b": readings(as_printed=equal(printed, 2 * (w - y)), sigma_for_w=equal(repaired, 2 * (s - y) * x)),
        "c": readings(
            as_printed=equal(printed, (w - y) * (1 - s**2)), sigma_for_w=equal(repaired, (s - y) * (1 - s**2) * x)
        ),
        "d": readings(
            as_printed=equal(printed, 2 * (w - y) * (1 - s)), sigma_for_w=equal(repaired, 2 * (s - y) * (1 - s) * x)
        ),
    }


@claim()
def gradient_in_the_score(z: Scalar, y: Scalar):
    """In the score before the sigmoid the derivative is 2(σ − y)σ(1 − σ)."""
    s = sigmoid(z)
    return equal(grad(lambda t: (sigmoid(t) - y) ** 2)(z), 2 * (s - y) * s * (1 - s))
