"""Facts about sin, cos, atan, tanh and π at the terms that occur; and factors of sums over naturals."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofread.methods.conditions import apart0, establish, ge0, gt0
from proofread.methods.proofs import Proof
from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.terms import Term, const, relation

DEEPEST = 4  # sums inside sums of angles


def circular(proof: Proof, x: Term) -> None:
    """sin and cos of one angle: their squares, what is known at sums, at −a and at multiples of π."""
    angle(proof, x.args[0], 0)
    proof.fact("cos_above_parabola", x.args[0])
    if establish(proof, ge0(x.args[0])):
        proof.fact("sin_below_argument", x.args[0])


def angle(proof: Proof, a: Term, depth: int) -> None:
    if depth > DEEPEST:
        return
    proof.fact("sin_cos_squares", a)
    if depth == 0:
        for name in ("sin_below_one", "sin_above_minus_one", "cos_below_one", "cos_above_minus_one"):
            proof.fact(name, a)
    factor = multiple_of_pi(a)
    if factor is not None:
        proof.fact("sin_of_multiple", const(factor))
        proof.fact("cos_of_multiple", const(factor))
        _roots(proof, factor)
    elif a.op == "add":
        _sum(proof, a, depth)
    elif a.op == "mul" and a.args[0].op == "const":
        _scaled(proof, a.args[0].data[0], a.args[1], depth)
    elif a.op == "atan":
        arctangent(proof, a)


def _sum(proof: Proof, a: Term, depth: int) -> None:
    first, *rest = a.args
    other = rest[0] if len(rest) == 1 else t.add(*rest)
    proof.fact("sin_add", first, other)
    proof.fact("cos_add", first, other)
    angle(proof, first, depth + 1)
    angle(proof, other, depth + 1)


def _scaled(proof: Proof, k: Fraction, a: Term, depth: int) -> None:
    """−a; and 2a, 3a … as sums."""
    if k < 0:
        positive = a if k == -1 else t.mul(const(-k), a)
        proof.fact("sin_negative", positive)
        proof.fact("cos_negative", positive)
        angle(proof, positive, depth + 1)
    elif k.denominator == 1 and 2 <= k <= 6:
        rest = a if k == 2 else t.mul(const(k - 1), a)
        proof.fact("sin_add", a, rest)
        proof.fact("cos_add", a, rest)
        angle(proof, a, depth + 1)
        angle(proof, rest, depth + 1)


def _roots(proof: Proof, factor: Fraction) -> None:
    n = {4: 2, 6: 3, 3: 3}.get(factor.denominator)
    if n is not None and establish(proof, ge0(const(n))):
        proof.fact("sqrt_square", const(n))


def multiple_of_pi(a: Term) -> Fraction | None:
    """q, where a = qπ as it is written."""
    if a.op == "pi":
        return Fraction(1)
    if a.op != "mul":
        return None
    for c, x in (a.args, a.args[::-1]):
        inner = multiple_of_pi(x) if c.op in ("const", "recip") else None
        if inner is not None and c.op == "const":
            return Fraction(c.data[0] * inner)
        if inner is not None and c.args[0].op == "const" and c.args[0].data[0]:
            return Fraction(inner / c.args[0].data[0])
    return None


def arctangent(proof: Proof, x: Term) -> None:
    a = x.args[0]
    for name in ("sin_of_atan", "cos_of_atan", "cos_of_atan_positive", "atan_above", "atan_below"):
        proof.fact(name, a)
    if a.op == "mul" and a.args[0].op == "const" and a.args[0].data[0] < 0:
        k = a.args[0].data[0]
        proof.fact("atan_negative", a.args[1] if k == -1 else t.mul(const(-k), a.args[1]))
    if a == const(1):
        proof.fact("atan_of_one")
    if a == t.sqrt(const(3)):
        proof.fact("atan_of_root_three")
    if a.op == "recip" or (a.op == "mul" and a.args[1].op == "recip" and a.args[0] == const(1)):
        _of_reciprocal(proof, (a if a.op == "recip" else a.args[1]).args[0])
    if establish(proof, ge0(a)):
        proof.fact("atan_of_nonnegative", a)
    _of_tangent(proof, a)


def _of_reciprocal(proof: Proof, b: Term) -> None:
    if establish(proof, gt0(b)):
        proof.fact("atan_of_reciprocal", b)
    elif establish(proof, relation("gt", 0, b)):
        proof.fact("atan_of_negative_reciprocal", b)


def _of_tangent(proof: Proof, a: Term) -> None:
    if a.op == "mul" and a.args[0].op == "sin" and a.args[1] == t.recip(s.cos(a.args[0].args[0])):
        proof.fact("atan_of_tangent", a.args[0].args[0])


def hyperbolic(proof: Proof, x: Term) -> None:
    """tanh through exponentials, whose sum is positive."""
    a = x.args[0]
    proof.fact("tanh_exp", a)
    for b in (a, -a):
        proof.fact("exp_positive", b)
    proof.fact("exp_negative", a)
    proof.fact("tanh_above", a)
    proof.fact("tanh_below", a)
    if proof.fact("positive_add", t.exp(a), t.exp(-a)) and establish(proof, apart0(t.exp(a) + t.exp(-a))):
        proof.fact("recip_mul", t.exp(a) + t.exp(-a))


ROWS: dict[str, Callable[[Proof, Term], object]] = {
    "sin": circular,
    "cos": circular,
    "atan": arctangent,
    "tanh": hyperbolic,
    "pi": lambda proof, x: proof.fact("pi_positive"),
}
