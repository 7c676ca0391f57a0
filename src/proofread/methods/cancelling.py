"""Positive factors that both sides of a known inequality share, or that a positive product has, taken away."""

from __future__ import annotations

from functools import reduce

from proofread.methods.conditions import establish, gt0
from proofread.methods.goals import QUICK, shown
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Prop, Term, const, relation
from proofread.trusted.trees import free_spaces

MOST = 12  # inequalities looked at


def cancel_factors(proof: Proof) -> None:
    """x ≥ y from dx ≥ dy and d > 0; x > 0 from dx > 0 and d > 0."""
    for h in [h for h in proof.hypotheses if h.op in ("ge", "gt") and not free_spaces(h)][:MOST]:
        left, right = (_factors(side) for side in h.args)
        if h.args[1] == const(0) and len(left) > 1 and h.op == "gt":
            for d in left:
                _from_product(proof, d, _without(left, d))
        elif len(left) > 1 and len(right) > 1:
            for d in [d for d in left if d in right]:
                _from_order(proof, h, d, _without(left, d), _without(right, d))


def cancel_in_equations(proof: Proof, goal: Prop) -> None:
    """x > 0 from dx = r, where r > 0 and d > 0."""
    x = goal.args[0]
    if goal.op != "gt" or goal.args[1] != const(0) or x.shape:
        return
    for h in [h for h in proof.hypotheses if h.op == "equal" and not free_spaces(h)][:MOST]:
        for product, r in (h.args, h.args[::-1]):
            factors = _factors(product)
            if x in factors and len(factors) > 1 and establish(proof, gt0(r)):
                d = _without(factors, x)
                if establish(proof, gt0(d)) and shown(proof, gt0(d * x), QUICK):
                    proof.fact("positive_cancel", d, x)


def _factors(x: Term) -> list[Term]:
    """Of a product of numbers."""
    if x.op != "mul" or x.shape:
        return [x]
    return [f for a in x.args for f in _factors(a)]


def _without(factors: list[Term], d: Term) -> Term:
    rest = list(factors)
    rest.remove(d)
    return reduce(lambda a, b: a * b, rest)


def _from_product(proof: Proof, d: Term, x: Term) -> None:
    if establish(proof, gt0(d)) and establish(proof, gt0(d * x)):
        proof.fact("positive_cancel", d, x)


def _from_order(proof: Proof, h: Prop, d: Term, x: Term, y: Term) -> None:
    if h.op == "ge" and d.op != "const" and establish(proof, gt0(d)) and establish(proof, relation("ge", d * x, d * y)):
        proof.fact("positive_cancel_order", d, x, y)
