"""Clipping a gradient by its norm: one that is too long keeps its direction and gets the threshold as its length."""

from __future__ import annotations

from proofread import (
    Positive,
    Scalar,
    Size,
    Vector,
    and_,
    assume,
    choice,
    claim,
    code,
    computes,
    equal,
    ge,
    nonzero,
    norm,
    norm2,
    ones,
    relu,
)

n = Size("n")


@choice("dl-exam-w25/B15", key="c")
def clipped_by_norm(g: Vector[n], threshold: Positive, c: Scalar):
    """What each option makes of a gradient at least as long as the threshold: its length, and its direction."""
    assume(nonzero(g), ge(norm(g), threshold))

    def clips(result):
        return and_(equal(norm2(result), threshold**2), equal(norm(g) * result, threshold * g))

    return {
        "a": clips(g * g + threshold),
        "b": clips(c * ones(n)),
        "c": clips(threshold * g / norm(g)),
        "d": clips(relu(g)),
    }


@claim(conforms_to="dl-exam-w25/B15")
def clip_by_norm_code(g: Vector[n], threshold: Positive):
    """The code shortens a gradient that is longer than the threshold."""
    assume(ge(norm(g), threshold))
    return computes(code("impls.clipping:clip_by_norm")(g, threshold), threshold * g / norm(g), within=8)


@claim(conforms_to="dl-exam-w25/B15")
def short_gradients_stay(g: Vector[n], threshold: Positive):
    """The code leaves a shorter gradient as it is."""
    assume(ge(threshold, norm(g) + 1))
    return computes(code("impls.clipping:clip_by_norm")(g, threshold), g, within=0)
