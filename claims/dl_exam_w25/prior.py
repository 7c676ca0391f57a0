"""Which prior an L2 penalty belongs to.

A prior belongs to a penalty if its negative log density differs from it by a constant, that is if the slopes agree. Of
every family the member is taken whose slope agrees where the entries are `a`; it has to agree everywhere then.
"""

from __future__ import annotations

from proofread import (
    Positive,
    Size,
    Vector,
    abs_,
    assume,
    choice,
    claim,
    equal,
    grad,
    gt,
    log,
    log_normal_density,
    lt,
    norm2,
    total,
)

n = Size("n")


@choice("dl-exam-w25/B1", key="b")
def prior_of_the_penalty(strength: Positive, a: Positive, w: Vector[n]):
    """The slope of λ‖w‖² against that of the family's −log density, where w is positive and λa² < 1 (a Cauchy fits)."""
    assume(gt(w, 0), lt(strength * a**2, 1))
    penalty = grad(lambda v: strength * norm2(v))(w)
    variance = 1 / (2 * strength)
    scale = 1 / (2 * strength * a)
    squared_width = 1 / strength - a**2
    exponent = -2 * strength * a**2  # α − 1
    return {
        "a": equal(penalty, grad(lambda v: total(abs_(v)) / scale)(w)),
        "b": equal(penalty, grad(lambda v: norm2(v) / (2 * variance))(w)),
        "c": equal(penalty, grad(lambda v: total(log(squared_width + v * v)))(w)),
        "d": equal(penalty, grad(lambda v: -total(exponent * log(v)))(w)),
    }


@claim()
def gaussian_prior(strength: Positive, pi: Positive, w: Vector[n], v: Vector[n]):
    """Between any two points the penalty changes as −log of a normal density with mean 0 and variance 1/(2λ) does."""

    def negative_log(x):
        return -log_normal_density(x, 0, 1 / (2 * strength), pi)

    return equal(strength * norm2(w) - strength * norm2(v), negative_log(w) - negative_log(v))
