"""Inequalities and contradictions."""

from __future__ import annotations

from proofread.methods.abstraction import by_abstraction
from proofread.methods.cancelling import cancel_factors, cancel_in_equations
from proofread.methods.cofactors import written
from proofread.methods.conditions import establish
from proofread.methods.enrichment import (
    compare_logs,
    compare_products,
    enrich,
    from_hypotheses,
    occurring,
    transport,
)
from proofread.methods.forms import quadratic_forms
from proofread.methods.goals import GOALS, LAST, QUICK, Evidence, child, quickly, shown
from proofread.methods.induction import by_free_induction
from proofread.methods.inequalities import prove_inequality
from proofread.methods.instantiation import unpack
from proofread.methods.norms import by_squares, compare_functions, compare_norms, triangles
from proofread.methods.powers import compare_powers
from proofread.methods.proofs import Proof
from proofread.methods.signs import by_sign_of
from proofread.trusted.combination import Fact
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop, log, relation
from proofread.trusted.trees import free_spaces

SHORT = 8  # terms of a bound whose squares are looked at


def _inequality(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    if goal == FALSUM:
        return falsum(proof, work)
    unpack(proof, goal, quickly)
    if establish(proof, goal):
        return ["hyp", proof.number(goal)]
    cancel_in_equations(proof, goal)
    if proof.knows(goal):
        return ["hyp", proof.number(goal)]
    early = _monotone(proof, goal)
    if early is not None:
        return early
    of_numbers = by_abstraction(proof, goal, work)
    if of_numbers is not None:
        return of_numbers
    _gather(proof, goal)
    if proof.knows(goal):
        return ["hyp", proof.number(goal)]
    lowered = proof.lowered(goal)
    if lowered is None:
        return None
    if not lowered.poly and goal.op == "ge":
        return ["algebra", {"use": [], "eq": []}]
    facts, where = proof.facts()
    found = prove_inequality(proof, lowered, [goal], facts, quick=True)
    bounds = [h for h in proof.hypotheses if h.op in ("ge", "gt") and _of_numbers(proof.lowered(h))]
    if found is None and bounds and _of_numbers(lowered):  # what is squared in a bound may be what is missing
        found = prove_inequality(proof, lowered, [goal, *bounds], facts, quick=True)
    if found is None and work > QUICK:
        found = prove_inequality(proof, lowered, [goal], facts, quick=False)
    if found is None:
        return by_sign_of(proof, goal, work) or by_squares(proof, goal)
    return ["algebra", written(lowered, facts, found, where)]


def _of_numbers(fact: Fact | None) -> bool:
    """Short, and nothing in it has indices, which take long to match."""
    return fact is not None and len(fact.poly) <= SHORT and not any(i for m in fact.poly for _, i in m)


def _gather(proof: Proof, goal: Prop) -> None:
    """What is known about the terms of the goal and of the hypotheses."""
    given = list(dict.fromkeys(occurring([goal, *proof.hypotheses])))
    from_hypotheses(proof)
    enrich(proof, [goal, *proof.hypotheses])
    transport(proof, [goal])
    compare_logs(proof, [goal])
    compare_products(proof, [goal])
    compare_powers(proof, [goal])
    compare_norms(proof, goal)
    triangles(proof, goal)
    quadratic_forms(proof, [goal])
    for x in given:
        if x.op == "exp":
            proof.fact("exp_above_tangent", x.args[0])
        elif x.op == "abs":
            proof.fact("abs_above", x.args[0])
            proof.fact("abs_above_negative", x.args[0])
    if not proof.knows(goal):
        compare_functions(proof, goal)
    cancel_factors(proof)


def _monotone(proof: Proof, goal: Prop) -> Evidence | None:
    """log x ≥ log y from x ≥ y, e^x ≥ e^y from x ≥ y."""
    x, y = goal.args
    reflected = goal.op == "ge" and proof.knows(relation("ge", log(x), log(y)))
    positive = reflected and all(establish(proof, relation("gt", a, 0)) for a in (x, y))
    if positive and proof.fact("log_reflects", x, y):
        return ["hyp", proof.number(goal)]
    if goal.op != "ge" or x.op != y.op or x.op not in ("log", "exp") or proof.depth > 8:
        return None
    inner = relation("ge", x.args[0], y.args[0])
    if x.op == "log" and not all(establish(proof, relation("gt", a.args[0], 0)) for a in (x, y)):
        return None
    if not shown(proof, inner, QUICK):
        return None
    done = proof.fact(f"{x.op}_increasing", x.args[0], y.args[0])
    return ["hyp", proof.number(goal)] if done else None


def falsum(proof: Proof, work: int) -> Evidence | None:
    """From hypotheses that contradict each other: x ≠ y with x = y, or an equation that reads 1 = 0."""
    unpack(proof, FALSUM, quickly)
    for h in list(proof.hypotheses):
        if h.op == "apart" and not any(a.shape or free_spaces(a) for a in h.args):
            same = relation("equal", *h.args)
            if not proof.knows(same) and proof.depth < 6:
                shown(proof, same, QUICK)
            if proof.knows(same) and proof.fact("apart_equal", *h.args):
                return ["hyp", proof.number(FALSUM)]
    for k, h in enumerate(list(proof.hypotheses)):
        if h.op == "not" and proof.depth < 6 and not free_spaces(h):
            found = child(proof, h.args[0], QUICK)
            if found is not None:
                return ["contradict", k, found]
    for h in list(proof.hypotheses):
        if h.op == "nonzero":
            zero = relation("equal", h.args[0], 0)
            if not proof.knows(zero) and proof.depth < 6:
                shown(proof, zero, QUICK)
            if proof.knows(zero) and proof.fact("nonzero_zero", h.args[0]):
                return ["hyp", proof.number(FALSUM)]
    enrich(proof, proof.hypotheses)
    _under_roots(proof)
    lowered = proof.lowered(FALSUM)
    facts, where = proof.facts()
    assert lowered is not None
    found = prove_inequality(proof, lowered, proof.hypotheses, facts, quick=work <= QUICK)
    return by_sign_of(proof, FALSUM, work) if found is None else ["algebra", written(lowered, facts, found, where)]


def _under_roots(proof: Proof) -> None:
    """x ≥ y from √x ≥ √y."""
    for h in [h for h in proof.hypotheses if h.op in ("ge", "gt") and all(a.op == "sqrt" for a in h.args)][:2]:
        if proof.depth < 6:
            shown(proof, relation(h.op, *(a.args[0] for a in h.args)), 2 * QUICK)


GOALS.update({"ge": _inequality, "gt": _inequality})
LAST.append(by_free_induction)
