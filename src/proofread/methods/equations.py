"""Equations: by the searches for cofactors, by congruence, by clearing denominators, by the sign of a number."""

from __future__ import annotations

from itertools import combinations

from proofread.methods import chains
from proofread.methods.cofactors import Combination, written
from proofread.methods.conditions import establish
from proofread.methods.congruences import congruence, exponentials
from proofread.methods.enrichment import enrich, enrich_sums, from_hypotheses, occurring, transport
from proofread.methods.factors import take_out_factors
from proofread.methods.goals import GOALS, QUICK, Evidence, quickly, shown
from proofread.methods.instantiation import columns_agree, unpack
from proofread.methods.norms import by_squares
from proofread.methods.proofs import Proof
from proofread.methods.saturation import saturate
from proofread.methods.signs import by_sign_of
from proofread.trusted.facts import apply_fact
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, const, recip, relation, total
from proofread.trusted.trees import subnodes


def _equal(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    lowered = proof.lowered(goal)
    if lowered is not None and not lowered.poly:
        return ["algebra", {"use": [], "eq": []}]
    if goal.args[0].op == "deriv" and any(proof.fact(name, goal.args[0]) for name in _EXTREMAL):
        return ["hyp", proof.number(goal)] if proof.knows(goal) else None
    given = [goal, *proof.hypotheses]
    if proof.depth < 2:
        enrich(proof, [goal])
        found = by_equations(proof, goal, QUICK)
        if found is not None:
            return found
    cited = len(proof.hypotheses)
    _second_degree(proof, goal)
    unpack(proof, goal, quickly)
    k = proof.number(goal)
    if k is not None:
        return ["hyp", k]
    if _columnwise(proof, goal) or _stationary(proof, goal):
        return ["hyp", proof.number(goal)]
    columns_agree(proof, quickly)
    spoken = {x for x in occurring([*given, *proof.hypotheses[cited:]]) if x.op in _CONGRUENT}
    from_hypotheses(proof)
    enrich(proof, [goal, *proof.hypotheses])
    transport(proof, [goal])
    enrich_sums(proof, [goal])
    exponentials(proof, goal)
    found = by_equations(proof, goal, QUICK) or _by_congruence(proof, goal, spoken, work)
    for step in _LONGER if work > QUICK else ():
        found = found or step(proof, goal, work)
    return found


def _second_degree(proof: Proof, goal: Prop) -> None:
    """A function whose second derivative is assumed to be one matrix everywhere is its expansion around 0."""
    fields = [x for x in dict.fromkeys(occurring([goal])) if x.op == "apply" and x.data[1] == "field"]
    for x in fields[:2]:
        for h in list(proof.hypotheses):
            if h.op == "forall" and h.args[0].op == "equal" and h.args[0].args[0].op == "deriv":
                proof.fact("constant_second_derivative", x, h.args[0].args[1], keep=True)


def _columnwise(proof: Proof, goal: Prop) -> bool:
    """A = B where A v = B v is assumed for every v."""
    a, b = goal.args
    return len(a.shape) == 2 and a.shape == b.shape and proof.fact("agree_on_all_columns", a, b)


_EXTREMAL = ("minimum_stationary", "maximum_stationary", "local_minimum_stationary")


def _stationary(proof: Proof, goal: Prop) -> bool:
    """A derivative is 0 where the function is extremal."""
    d = goal.args[0]
    if d.op != "deriv" or goal.args[1] != const(0):
        return False
    for duty in obligations([d]):
        establish(proof, duty)
    if any(proof.fact(name, d) for name in _EXTREMAL):
        return True
    for name in _EXTREMAL:
        for k, h in enumerate(list(proof.hypotheses)):
            if h.op in ("forall", "exists"):
                _restated(proof, name, d, h, k)
        if proof.fact(name, d):
            return True
    return False


def _restated(proof: Proof, name: str, d: Term, h: Prop, k: int) -> None:
    """A hypothesis that says the fact's condition in another way."""
    try:
        condition = apply_fact(name, [d])[0][-1]
    except ValueError:
        return
    if condition.op == h.op and condition.data[0].shape == h.data[0].shape and not proof.knows(condition):
        shown(proof, condition, QUICK)


def by_equations(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    lowered = proof.lowered(goal)
    if lowered is None:
        return None
    facts, where = proof.facts()
    found = chains.find(lowered.poly, facts, work=min(work, proof.fuel.left))
    if found is None:
        proof.fuel.spend(work // 20)
        rows = saturate(lowered.poly, facts, proof.fuel, rows=max(150, work // 6))
        found = None if rows is None else Combination(tuple(rows))
    return None if found is None else ["algebra", written(lowered, facts, found, where)]


def _by_congruence(proof: Proof, goal: Prop, spoken: set[Term], work: int) -> Evidence | None:
    """f(s) = f(t) for functions the statement speaks of, where s = t can be shown; then equations once more."""
    if proof.depth > 3 or work <= QUICK:
        return None
    own = set(occurring([goal]))
    nodes = dict.fromkeys(x for x in occurring([goal, *proof.hypotheses]) if x.op in _CONGRUENT)
    for a, b in combinations(nodes, 2):
        if (a.op, a.data, a.shape) == (b.op, b.data, b.shape) and ({a, b} <= spoken or {a, b} & own):
            added = congruence(proof, *sorted((a, b), key=repr))
            found = by_equations(proof, goal, QUICK) if added else None
            if found is not None:
                return found
    return None


_CONGRUENT = ("apply", "exp", "log", "tanh", "sin", "cos", "atan", "sqrt", "abs", "inv", "recip", "natpow")


def _by_roots(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    return by_squares(proof, goal)


def _by_norm(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """v = 0 from Σ v² = 0."""
    v = goal.args[0]
    if not v.shape or goal.args[1] != const(0) or proof.depth > 2:
        return None
    vanishes = relation("equal", total(v * v), 0)
    if not shown(proof, vanishes, QUICK):
        return None
    return ["hyp", proof.number(goal)] if proof.fact("norm_zero", v) else None


def _by_cancelling(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """x = y from d·x = d·y, where d ≠ 0 is assumed and an equation speaks of d; scalars only."""
    x, y = goal.args
    if x.shape or y.shape or proof.depth > 2 or _cleared(x, y):
        return None
    spoken = {n for h in proof.hypotheses if h.op == "equal" for n in subnodes(h)}
    signed = [h.args[h.args[0] == const(0)] for h in proof.hypotheses if h.op in ("apart", "gt") and const(0) in h.args]
    for d in [d for d in dict.fromkeys(signed) if d in spoken and not d.shape and d.op != "const"][:3]:
        scaled = relation("equal", d * x, d * y)
        if establish(proof, relation("apart", d, 0)) and shown(proof, scaled, QUICK):
            return ["hyp", proof.number(goal)] if proof.fact("cancel", d, x, y) else None
    return None


def _cleared(x: Term, y: Term) -> bool:
    """Both sides were multiplied by one term already."""
    return x.op == y.op == "mul" and x.args[0] == y.args[0]


def _by_inverses(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """x = y from d·(1/d)·x = d·(1/d)·y, for what equations in the hypotheses divide by."""
    x, y = goal.args
    if proof.depth > 2 or _cleared(x, y):
        return None
    given = [h for h in proof.hypotheses if h.op == "equal"]
    below = [r.args[0] for r in dict.fromkeys(occurring(given)) if r.op == "recip" and not r.shape]
    for d in [d for d in below if d.op != "const" and establish(proof, relation("apart", d, 0))][:2]:
        one = d * recip(d)
        lemmas = (relation("equal", one * x, one * y), *(relation("equal", a, one * a) for a in (x, y)))
        if proof.fact("recip_mul", d) and all(shown(proof, lemma, QUICK) for lemma in lemmas):
            return by_equations(proof, goal, QUICK)
    return None


def _by_factors(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """By what is left of known equations without the factors that are never 0."""
    return by_equations(proof, goal, work) if proof.depth < 2 and take_out_factors(proof) else None


def _by_denominators(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """x = y from d·x = d·y, where d is the product of the denominators that occur; scalars only."""
    x, y = goal.args
    if x.shape or y.shape or proof.depth > 2 or _cleared(x, y):
        return None
    parts = [r.args[0] for r in dict.fromkeys(occurring([goal])) if r.op == "recip" and not r.shape]
    parts = [d for d in parts if d.op != "const" and establish(proof, relation("apart", d, 0))]
    if not parts:
        return None
    d = parts[0]
    for other in parts[1:]:
        d = d * other
    if not establish(proof, relation("apart", d, 0)):
        return None
    cleared = relation("equal", d * x, d * y)
    if not shown(proof, cleared, work):
        return None
    return ["hyp", proof.number(goal)] if proof.fact("cancel", d, x, y) else None


_LONGER = (
    _by_cancelling, _by_roots, _by_norm, by_equations, _by_factors, _by_inverses, _by_denominators, by_sign_of,
)  # fmt: skip
GOALS["equal"] = _equal
