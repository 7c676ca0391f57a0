"""Three cases for a number under an absolute value, a sign or a maximum."""

from __future__ import annotations

from proofread.methods.enrichment import occurring
from proofread.methods.goals import QUICK, Evidence, child, nested
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Prop, Term, relation
from proofread.trusted.trees import free_spaces, to_json


def by_sign_of(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Three cases for a number under an absolute value or a maximum."""
    if proof.depth > 3:
        return None
    for x in dict.fromkeys(occurring([goal])):
        if x.op in ("abs", "maximum", "sign") and not x.shape and not free_spaces(x):
            split = x.args[0] - x.args[1] if x.op == "maximum" else x.args[0]
            cases = (relation("gt", split, 0), relation("equal", split, 0), relation("gt", 0, split))
            if any(proof.knows(c) for c in cases) or proof.fuel.empty:
                continue
            parts = [_case(proof, goal, x, c, work) for c in cases]
            if all(p is not None for p in parts):
                return ["sign", to_json(split), *parts]
    return None


def _case(proof: Proof, goal: Prop, x: Term, case: Prop, work: int) -> Evidence | None:
    branch = Proof((*proof.hypotheses, case), proof.depth + 1, proof.fuel)
    a = x.args[0]
    if x.op == "maximum":
        for name, order in (
            ("maximum_left", relation("ge", *x.args)),
            ("maximum_right", relation("ge", *x.args[::-1])),
        ):
            if child(branch, order, QUICK) is not None:
                branch.have(order, child(branch, order, QUICK))
                branch.fact(name, *x.args)
                break
    else:
        for name, order in (("abs_of_nonnegative", relation("ge", a, 0)), ("abs_of_nonpositive", relation("ge", 0, a))):
            found = child(branch, order, QUICK)
            if found is not None:
                branch.have(order, found)
                branch.fact(name, a)
        branch.fact("sign_of_positive", a)
        branch.fact("sign_of_negative", a)
    return nested(branch, goal, work)
