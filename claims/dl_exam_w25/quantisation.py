"""Mutual information of a network's input and output before and after quantisation.

A bound for L layers and any inputs holds for one layer and two equally likely inputs, whose activations are z1 and z2,
quantised q1 and q2. They determine the output, so that its information on the input is its entropy.
"""

from __future__ import annotations

from proofread import (
    NonNegative,
    Positive,
    Q,
    Unit,
    and_,
    choice,
    claim,
    equal,
    floor,
    ge,
    gt,
    implies,
    le,
    log,
    readings,
    same,
)
from proofread.trusted.terms import Term


def bits(x: object) -> Term:
    return log(x) / log(Q("2"))


def information(v1: Term, v2: Term) -> Term:
    """In bits: one where the two inputs can be told apart, none where not."""
    return 1 - same(v1, v2)


def entropy_of(p: Term) -> Term:
    return -p * bits(p) - (1 - p) * bits(1 - p)


def divergence(p: Term, q: Term) -> Term:
    return p * bits(p / q) + (1 - p) * bits((1 - p) / (1 - q))


def variance(v1: Term, v2: Term) -> Term:
    return ((v1 - v2) / 2) ** 2


@choice("dl-exam-w25/B16", key="", correct="none")
def bound_on_the_information(
    z1: NonNegative, z2: NonNegative, more: Positive, weight: Positive, p: Unit, p_Q: Unit
):  # fmt: skip
    """In units of the step, q is the whole number nearest to z; of b bits, where z is at most 2ᵇ − 1 = more.

    (a) takes the entropy of the noise q − z; (b) the divergence of the laws (p, 1 − p) and (p_Q, 1 − p_Q) of
    activations that the input determines; (c) a layer of one weight, whose variance is 0; (d) the variances of z and of
    the noise, with the bracket after the logarithm lost in print.
    """
    q1, q2 = floor(z1 + Q("1/2")), floor(z2 + Q("1/2"))
    loss, noise = information(z1, z2) - information(q1, q2), variance(q1 - z1, q2 - z2)
    ratio = variance(z1, z2) / ((1 + more) ** 2 * noise)
    fits = and_(ge(more, z1), ge(more, z2), gt(noise, 0))
    weights = (weight - weight) ** 2
    return {
        "a": ge(loss, information(q1 - z1, q2 - z2)),
        "b": ge(entropy_of(p) - entropy_of(p_Q), divergence(p, p_Q)),
        "c": le(loss, weights / 12),
        "d": readings(
            bracket_around_both=implies(fits, le(loss, bits(1 + ratio))),
            bracket_around_one=implies(fits, le(loss, bits(Q("1")) + ratio)),
        ),
    }


@claim("dl-exam-w25/B16.q")
def data_processing(a: Positive, b: Positive):
    """What processing does to an output determined by the input: two values, of probabilities a and b, become one. The
    entropy falls by a and b times two logarithms that are not negative."""
    fall = -a * log(a) - b * log(b) + (a + b) * log(a + b)
    of_a, of_b = log(a + b) - log(a), log(a + b) - log(b)
    return and_(equal(fall, a * of_a + b * of_b), ge(log(a + b), log(a)), ge(log(a + b), log(b)))
