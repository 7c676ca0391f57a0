"""Mixed precision: `share` of n numbers is kept in 16 bits, the others in 32; gradients are scaled and scaled back."""

from __future__ import annotations

from proofread import Positive, Q, Scalar, Size, Unit, and_, apart, choice, claim, equal, exp, gt, lt
from proofread.trusted.terms import Term

n = Size("n")
LARGEST_FP16, LARGEST_FP32 = Q("65504"), (2 - Q("2") ** 1 / Q("16777216")) * Q("2") ** 127
UNIT_FP16, UNIT_FP64 = 1 / Q("2") ** 11, 1 / Q("2") ** 53


def bytes_of(share: object) -> Term:
    return (2 * share + 4 * (1 - share)) * n


@choice("dl-exam-w25/B26", key="a")
def effect_of_mixed_precision(share: Unit, gradient: Scalar, scale: Positive):
    """(a) fewer bytes than in 32 bits alone, (b) the scaling changes gradients, (c) rounding as fine as in 64 bits,
    (d) nothing is kept in 16 bits. Speed is a matter of the hardware and not judged."""
    return {
        "a": lt(bytes_of(share), bytes_of(Q("0"))),
        "b": apart(gradient * scale / scale, gradient),
        "c": and_(lt(UNIT_FP16, 2 * UNIT_FP64), gt(share, 0)),
        "d": equal(share, 0),
    }


@claim("dl-exam-w25/B26.e2")
def fewer_bytes(share: Unit):
    """The memory falls by half of what is kept in 16 bits; speed is a matter of the hardware and not judged."""
    return and_(equal(bytes_of(share), (1 - share / 2) * bytes_of(Q("0"))), lt(bytes_of(share), bytes_of(Q("0"))))


@claim("dl-exam-w25/B26.e3")
def range_of_half_precision():
    """An exponential that overflows in 16 bits and not in 32: e¹² is above the largest number of the one format."""
    return and_(gt(exp(Q("12")), LARGEST_FP16), lt(exp(Q("12")), LARGEST_FP32))
