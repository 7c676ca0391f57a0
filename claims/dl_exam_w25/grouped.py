"""Convolutions in groups of channels: same_group[o, c] is 1 where output and input channel are of one group, else 0."""

from __future__ import annotations

from proofread import (
    Index,
    Matrix,
    Positive,
    Size,
    Tensor,
    and_,
    apart,
    assume,
    at,
    bsum,
    choice,
    claim,
    equal,
    ge,
    grad,
    le,
    not_,
    ones,
    total,
)
from proofread.trusted.terms import Term

inputs, outputs, k, T = Size("inputs"), Size("outputs"), Size("k"), Size("T")


def grouped(weights: Term, same_group: Term, x: Term, o: Term, t: Term, moved: int = 0) -> Term:
    """Output o at position t: every input channel of its group is correlated with its filter."""
    taps = lambda c: bsum(lambda i: weights[o, c, i] * at(x, c, t + i + moved), k)
    return bsum(lambda c: same_group[o, c] * taps(c), inputs)


@choice("dl-exam-w25/B13", key="d")
def what_groups_do(
    weights: Tensor[outputs, inputs, k], same_group: Matrix[outputs, inputs], x: Matrix[inputs, T],
    other: Matrix[inputs, T], o: Index[outputs], c: Index[inputs], t: Index[T], s: Index[T],
):  # fmt: skip
    """For channels o and c of different groups: (a) filters of o act on c, (b) the layer is not linear, (c) a shifted
    input gives the same output, (d) c has no influence on o, and there are no more
    filters than without groups."""
    assume(ge(same_group, 0), le(same_group, 1), equal(same_group[o, c], 0))
    in_x = grad(lambda v: grouped(weights, same_group, v, o, t))(x)[c, s]

    def output(v: Term, moved: int = 0) -> Term:
        return grouped(weights, same_group, v, o, t, moved)

    return {
        "a": apart(in_x, 0),
        "b": not_(equal(output(x + other), output(x) + output(other))),
        "c": equal(output(x, moved=1), output(x)),
        "d": and_(equal(in_x, 0), le(total(same_group), total(ones(outputs, inputs)))),
    }


@claim()
def weights_of_equal_groups(g: Positive, c_in: Positive, c_out: Positive):
    """g groups of c_in/g by c_out/g channels have the g-th part of the weights."""
    return equal(g * (c_in / g) * (c_out / g) * k, c_in * c_out * k / g)
