"""Predicates: what a term is made of, one-sided inverses, contradiction."""

from __future__ import annotations

from proofread.methods.conditions import establish
from proofread.methods.determinants import by_rank
from proofread.methods.enrichment import occurring
from proofread.methods.goals import GOALS, QUICK, Evidence, child, quickly, shown
from proofread.methods.instantiation import unpack
from proofread.methods.proofs import Proof
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop, Term, const, predicate, relation
from proofread.trusted.trees import free_spaces


def _predicate(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    unpack(proof, goal, quickly)
    if establish(proof, goal):
        return ["hyp", proof.number(goal)]
    if goal.op == "apart" and proof.depth < 3 and _by_order(proof, goal):
        return ["hyp", proof.number(goal)]
    if goal.op == "apart" and not any(a.shape or free_spaces(a) for a in goal.args) and proof.depth < 5:
        found = child(proof, FALSUM, QUICK, relation("equal", *goal.args))
        return None if found is None else ["refute", found]
    if goal.op == "pd" and _congruent_rank(proof, goal) and establish(proof, goal):
        return ["hyp", proof.number(goal)]
    if goal.op in ("full_rank", "invertible") and by_rank(proof, goal):
        return ["hyp", proof.number(goal)]
    if goal.op == "invertible":
        return _by_right_inverse(proof, goal, work)
    return _by_left_inverse(proof, goal) if goal.op == "full_rank" else None


def _congruent_rank(proof: Proof, goal: Prop) -> bool:
    """Of XᵀSX: that X has full rank, which is what it needs besides S."""
    a = goal.args[0]
    if a.op != "matmul":
        return False
    rank = predicate("full_rank", a.args[1])
    found = shown(proof, rank, QUICK)
    proof.failed.clear()
    return found


def _by_order(proof: Proof, goal: Prop) -> bool:
    """x ≠ 0 from x > 0 or x < 0."""
    x, y = goal.args
    if y != const(0):
        return False
    for order, name in ((relation("gt", x, 0), "positive_apart"), (relation("gt", 0, x), "negative_apart")):
        if shown(proof, order, QUICK):
            return proof.fact(name, x)
    return False


def _by_left_inverse(proof: Proof, goal: Prop) -> Evidence | None:
    """B A = I for some B that occurs, or the transpose of one that does."""
    a = goal.args[0]
    seen = [x for x in dict.fromkeys(occurring([goal, *proof.hypotheses])) if len(x.shape) == 2 and not free_spaces(x)]
    for b in dict.fromkeys(y for x in seen for y in (x, x.T)):
        if b.shape != a.shape[::-1] or proof.depth > 6:
            continue
        unit = relation("equal", b @ a, Term("eye", (), (), (a.shape[1], a.shape[1])))
        if shown(proof, unit, QUICK):
            return ["hyp", proof.number(goal)] if proof.fact("left_inverse_full_rank", b, a) else None
    return None


def _by_right_inverse(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """A B = I for some square B that occurs."""
    a = goal.args[0]
    for b in dict.fromkeys(occurring(proof.hypotheses)):
        if b.shape == a.shape and b != a:
            unit = relation("equal", a @ b, unit_like(a))
            if proof.knows(unit) and proof.fact("right_inverse_invertible", a, b):
                return ["hyp", proof.number(goal)]
    return None


def unit_like(a: Term) -> Term:
    return Term("eye", (), (), a.shape)


GOALS.update(dict.fromkeys(("apart", "nonzero", "invertible", "full_rank", "psd", "pd"), _predicate))
