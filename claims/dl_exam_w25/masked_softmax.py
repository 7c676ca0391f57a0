"""Softmax where k positions are masked with the logit −log r, r large (the text's −10⁶ is −log r for r = e^(10⁶)).

`kept` is the sum of the exponentials of the other logits.
"""

from __future__ import annotations

from proofread import (
    Positive,
    Scalar,
    and_,
    assume,
    choice,
    claim,
    equal,
    exp,
    gt,
    log,
    lt,
)
from proofread.trusted.terms import Term


def masked_weight(r: Term) -> Term:
    """The exponential of a masked logit."""
    return exp(-log(r))


def probability(weight: Term, kept: Term, k: Term, r: Term) -> Term:
    """Of a position with this exponential."""
    return weight / (kept + k * masked_weight(r))


@choice("dl-exam-w25/B23", key="d")
def purpose_of_the_mask(
    kept: Positive, k: Positive, r: Positive, low: Scalar, top: Scalar
):  # fmt: skip
    """Masked positions (a) outweigh another one, (b) the range of logits shrinks with the mask, (c) without masks the
    denominator is 0, (d) a masked position has less than 1/(r·kept)."""
    masked = probability(masked_weight(r), kept, k, r)
    return {
        "a": gt(masked, probability(exp(low), kept, k, r)),
        "b": lt(top + log(r), top - low),
        "c": equal(kept + exp(low), 0),
        "d": and_(equal(masked, 1 / (kept * r + k)), lt(1 / (kept * r + k), 1 / (kept * r))),
    }


@claim("dl-exam-w25/B23.e1")
def exponentials_vanish(bound: Positive, r: Positive):
    """The exponential of a masked logit is 1/r, and below any bound once r is larger than 1/bound."""
    assume(gt(bound - 1 / r, 0))
    return and_(equal(masked_weight(r), 1 / r), lt(1 / r, bound))


@claim("dl-exam-w25/B23.e2")
def no_influence_is_left(kept: Positive, k: Positive, weight: Positive, bound: Positive):
    """Times 1 + k/(r·kept), every other probability is what it is without masked positions; the k/(r·kept) vanishes."""
    r = k / (kept * bound)
    share = probability(weight, kept, k, r)
    return and_(
        equal(share * (1 + k * masked_weight(r) / kept), weight / kept), equal(k * masked_weight(r) / kept, bound)
    )
