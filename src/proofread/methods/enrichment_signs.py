"""Facts about absolute values, signs and maxima at the terms that occur."""

from __future__ import annotations

from collections.abc import Callable

from proofread.methods.conditions import establish, ge0, gt0
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Term, const, mul, relation


def _maximum(proof: Proof, x: Term) -> None:
    """Which of two numbers it is, where that is plain."""
    a, b = x.args
    if not x.shape and establish(proof, relation("ge", a, b)):
        proof.fact("maximum_left", a, b)
    elif not x.shape and establish(proof, relation("ge", b, a)):
        proof.fact("maximum_right", a, b)


def _negated(a: Term) -> Term:
    """−a, with a constant factor turned round."""
    if a.op == "mul" and a.args[0].op == "const":
        return mul(const(-a.args[0].data[0]), a.args[1])
    return -a


def modulus(proof: Proof, a: Term) -> None:
    """|a| along the factors of a, and as a or −a where the sign is known."""
    if a.op == "mul" and proof.fact("abs_mul", *a.args):
        for b in a.args:
            modulus(proof, b)
    proof.fact("abs_square", a)
    proof.fact("abs_nonnegative", a)
    for order in (gt0(a), relation("gt", const(0), a)):
        establish(proof, order)
    if establish(proof, ge0(a)):
        proof.fact("abs_of_nonnegative", a)
    elif establish(proof, relation("ge", const(0), a)) or (
        establish(proof, ge0(_negated(a))) and establish(proof, relation("ge", const(0), a))
    ):
        proof.fact("abs_of_nonpositive", a)
    elif proof.fact("sign_of_negative", a):
        proof.fact("sign_times", a)


def signs(proof: Proof, a: Term) -> None:
    """sign(a), where it is spoken of: also where |·| is differentiated."""
    for b in (a, *(a.args if a.op == "mul" else ())):
        for name in ("sign_abs", "sign_times", "sign_square"):
            proof.fact(name, b)
    for name in ("sign_of_positive", "sign_of_zero", "sign_of_negative"):
        proof.fact(name, a)


ROWS: dict[str, Callable[[Proof, Term], object]] = {
    "abs": lambda proof, x: modulus(proof, x.args[0]),
    "maximum": _maximum,
    "sign": lambda proof, x: modulus(proof, x.args[0]),
}
