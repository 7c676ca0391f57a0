"""A bound on the gap between empirical and true risk, and what it implies."""

from __future__ import annotations

from proofread import (
    E,
    NonNegative,
    Positive,
    RandomScalar,
    and_,
    assume,
    choice,
    claim,
    correction,
    equal,
    le,
    when,
)
from proofread.trusted.terms import Term


@choice("dl-exam-w25/B3", key="c", correct="d")
def what_the_bound_implies(
    C: Positive, vc: Positive, samples: Positive, factor: Positive, strength: Positive, other: Positive, ratio: Positive
):  # fmt: skip
    """The gap C√(VC/n), said with its square: how it changes with VC, and what keeps it as it is.

    (b) keeps the gap where VC grows with √n, (c) where n grows with VC²; in truth both with the first power. (d) is
    said of a strength of regularisation (its square times n stays) that is chosen in proportion to the gap.
    """

    def gap2(dimension: Term, count: Term) -> Term:
        return C**2 * dimension / count

    more = factor * samples
    in_proportion = and_(equal(strength**2, ratio * gap2(vc, samples)), equal(other**2, ratio * gap2(vc, more)))
    return {
        "a": le(gap2((1 + factor) * vc, samples), gap2(vc, samples)),
        "b": equal(gap2(factor * vc, factor**2 * samples), gap2(vc, samples)),
        "c": equal(gap2(factor * vc, factor**2 * samples), gap2(vc, samples)),
        "d": when(equal(strength**2 * samples, other**2 * more), in_proportion),
    }


@claim()
def samples_grow_with_the_dimension(C: Positive, vc: Positive, samples: Positive, factor: Positive):
    """What keeps the gap is a sample that grows in proportion to the VC dimension."""
    return equal(C**2 * (factor * vc) / (factor * samples), C**2 * vc / samples)


@claim("dl-exam-w25/B3.bound")
def bound_for_every_sample(
    empirical: RandomScalar, C: Positive, vc: NonNegative, samples: Positive, gap: NonNegative
):  # fmt: skip
    """The bound for a fixed hypothesis on every sample that may be drawn; in truth it holds in the mean over samples.

    `gap` is C√(VC/n), given by its square. Nothing is said in print of a probability with which the bound holds.
    """
    assume(equal(gap**2 * samples, C**2 * vc))
    risk = E(empirical)
    return correction(le(empirical, risk + gap), to=le(E(empirical), risk + gap))
