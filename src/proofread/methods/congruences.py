"""f(s) = f(t) where s = t can be shown."""

from __future__ import annotations

from proofread.methods.goals import QUICK, child
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Prop, Term, const, relation
from proofread.trusted.trees import to_json

OFTEN = 2  # how often one equation is tried, with more hypotheses each time


def congruence(proof: Proof, a: Term, b: Term) -> bool:
    """Add a = b, which differ in their first argument only. False if it is known, plain, or cannot be shown."""
    if (a.op, a.data, a.shape, a.args[1:]) != (b.op, b.data, b.shape, b.args[1:]):
        return False
    s, t = a.args[0], b.args[0]
    same, whole = relation("equal", s, t), relation("equal", a, b)
    if s.shape != t.shape or proof.knows(whole):
        return False
    lowered = proof.lowered(whole)
    if lowered is None or not lowered.poly:
        return False
    if not proof.knows(same):
        evidence = child(proof, same, QUICK) if proof.fuel.in_vain[same] < OFTEN else None
        if evidence is None:
            proof.fuel.in_vain[same] += 1
            return False
        proof.have(same, evidence)
    hole = Term("var", (), ("%hole", None), s.shape)
    context = Term(a.op, (hole, *a.args[1:]), a.data, a.shape)
    k = proof.number(same)
    proof.add(lambda rest: ["rewrite", k, to_json(context), rest], whole)
    return True


def exponentials(proof: Proof, goal: Prop) -> None:
    """A side that is a product of exponentials, as one: e^a · (1/e^b) = e^(a − b)."""
    for side in goal.args:
        exponents = _exponents(side)
        if exponents is None or len(exponents) < 2:
            continue
        whole = exponents[0]
        for x in exponents:
            proof.fact("exp_positive", x)
            proof.fact("exp_negative", x)
        for x in exponents[1:]:
            proof.fact("exp_add", whole, x)
            whole = whole + x


def _exponents(x: Term) -> list[Term] | None:
    """Of a product of exponentials and reciprocals of exponentials."""
    if x.op == "exp" or x == const(1):
        return list(x.args)
    if x.op == "recip" and x.args[0].op == "exp":
        return [-x.args[0].args[0]]
    if x.op != "mul":
        return None
    parts = [_exponents(a) for a in x.args]
    known = [p for p in parts if p is not None]
    return [e for p in known for e in p] if len(known) == len(parts) else None
