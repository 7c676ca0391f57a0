"""Batch normalisation of one feature: with the statistics of the batch in training, with running ones at inference."""

from __future__ import annotations

from proofread import (
    E,
    NonNegative,
    Positive,
    RandomScalar,
    Scalar,
    Unit,
    Var,
    and_,
    apart,
    assume,
    choice,
    claim,
    equal,
    grad,
    sqrt,
)
from proofread.trusted.terms import Term


def normalised(x: Term, mean: Term, variance: Term, epsilon: Term, scale: Term, shift: Term) -> Term:
    return scale * (x - mean) / sqrt(variance + epsilon) + shift


@choice("dl-exam-w25/B14", key="b")
def poor_at_inference(
    x: RandomScalar, spread: NonNegative, at: Scalar, mean: Scalar, variance: Positive, batch_mean: Scalar,
    momentum: Unit, epsilon: Positive, scale: Scalar, shift: Scalar,
):  # fmt: skip
    """At inference: (a) the output does not depend on shift, (b) with stale statistics its mean is not the one training
    gave it, (c) it has no gradient in the input, (d) the running mean is that of the last batch."""
    assume(equal(Var(x), spread), apart(scale, 0), apart(E(x) - mean, 0))
    updated = (1 - momentum) * mean + momentum * batch_mean
    in_training = E(normalised(x, E(x), spread, epsilon, scale, shift))
    at_inference = E(normalised(x, mean, variance, epsilon, scale, shift))
    offset = scale * (E(x) - mean) / sqrt(variance + epsilon)
    return {
        "a": equal(grad(lambda s: normalised(at, mean, variance, epsilon, scale, s))(shift), 0),
        "b": and_(equal(in_training, shift), equal(at_inference - shift, offset), apart(offset, 0)),
        "c": equal(grad(lambda v: normalised(v, mean, variance, epsilon, scale, shift))(at), 0),
        "d": equal(updated, batch_mean),
    }


@claim()
def fresh_statistics(x: RandomScalar, spread: NonNegative, epsilon: Positive, scale: Scalar, shift: Scalar):
    """With the data's own mean and variance the outputs have mean β, whatever the scale."""
    assume(equal(Var(x), spread))
    return equal(E(normalised(x, E(x), spread, epsilon, scale, shift)), shift)
