"""Find evidence for a sequent: take the goal apart, gather facts, and hand equations to the searches. Never trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofread.methods import chains
from proofread.methods.cofactors import Combination, written
from proofread.methods.conditions import establish
from proofread.methods.enrichment import (
    compare_logs,
    compare_products,
    enrich,
    enrich_sums,
    from_hypotheses,
    occurring,
    transport,
)
from proofread.methods.inequalities import prove_inequality
from proofread.methods.instantiation import columns_agree, unpack
from proofread.methods.proofs import Proof
from proofread.methods.results import Declined
from proofread.methods.saturation import saturate
from proofread.trusted import exact
from proofread.trusted.facts import apply_fact
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.rules import FALSUM, NOTHING, fresh
from proofread.trusted.terms import Prop, Term, const, is_nat, is_poison, log, predicate, relation
from proofread.trusted.trees import (
    free_spaces,
    free_variables,
    function_names,
    open_binder,
    size_names,
    subnodes,
    substitute,
    to_json,
)

Evidence = Any
FULL = 5000  # units of search work for one equation
QUICK = 600


class OpenObligation(Exception):
    """A condition under which the statement is defined is not assumed."""

    def __init__(self, condition: Prop) -> None:
        super().__init__(f"open obligation: {condition!r}")
        self.condition = condition


def find_proof(sequent: Sequent, *, work: int = FULL) -> Evidence | Declined:
    """Evidence for kernel.prove, or why there is none. OpenObligation names a condition that is not assumed."""
    proofs = []
    for duty in obligations((*sequent.hypotheses, sequent.goal)):
        evidence = _closed(Proof(sequent.hypotheses), duty, work)
        if evidence is None:
            raise OpenObligation(duty)
        proofs.append(evidence)
    evidence = _closed(Proof(sequent.hypotheses), sequent.goal, work)
    if evidence is None:
        return Declined("no method found a proof within its budget")
    return {"obligations": proofs, "proof": evidence}


def find_contradiction(hypotheses: tuple[Prop, ...], *, work: int = QUICK) -> Evidence | None:
    """A proof of 0 > 0 from the hypotheses."""
    return _closed(Proof(hypotheses), FALSUM, work)


def _closed(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Evidence for the goal, nested in the steps this proof took."""
    evidence = attempt(proof, goal, work)
    return None if evidence is None else proof.wrap(evidence)


def child(proof: Proof, goal: Prop, work: int, *more: Prop) -> Evidence | None:
    proof.fuel.spend(20)
    branch = Proof((*proof.hypotheses, *more), proof.depth + 1, proof.fuel)
    return _closed(branch, goal, work) if branch.depth < 14 and not proof.fuel.empty else None


def quickly(proof: Proof, goal: Prop) -> Evidence | None:
    """A premise, with little work and not too deep."""
    return child(proof, goal, QUICK) if proof.depth < 4 else None


def attempt(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """One goal: known, by its connective, or by what it says."""
    k = proof.number(goal)
    if k is not None:
        return ["hyp", k]
    value = computed(goal) if closed(goal) else None
    if value is True:
        return ["evaluate"]
    if value is False and goal != FALSUM:
        return None  # it could only follow from contradictory hypotheses, which are looked for elsewhere
    row = _GOALS.get(goal.op)
    found = row(proof, goal, work) if row is not None else None
    return found if found is not None else _from_disjunction(proof, goal, work)


def computed(goal: Prop) -> bool | None:
    """Whether a closed goal holds, where that can be computed."""
    try:
        return exact.holds(goal, NOTHING)
    except (ValueError, RuntimeError):
        return None


def closed(goal: Prop) -> bool:
    return not (free_variables(goal) or free_spaces(goal) or size_names(goal) or function_names(goal))


# --- connectives ----------------------------------------------------------------------------------------------------


def _and(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    unpack(proof, goal, quickly)
    parts = [child(proof, part, work) for part in goal.args]
    return None if any(p is None for p in parts) else ["both", *parts]


def _implies(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    found = child(proof, goal.args[1], work, goal.args[0])
    return None if found is None else ["assume", found]


def _iff(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    a, b = goal.args
    forth = child(proof, b, work, a)
    back = child(proof, a, work, b) if forth is not None else None
    return None if back is None else ["iff", forth, back]


def _forall(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    variable = fresh(goal.data[0], *proof.hypotheses, goal)
    opened = open_binder(goal, variable)
    found = child(proof, opened, work)
    if found is None and variable.op == "nat":
        found = _by_induction(proof, opened, variable, work)
    return None if found is None else ["all", found]


def _by_induction(proof: Proof, goal: Prop, n: Term, work: int) -> Evidence | None:
    """From 0, and from n to n + 1; no hypothesis mentions n."""
    base = child(proof, substitute(goal, {n: const(0)}), work)
    if base is None:
        return None
    step = child(proof, substitute(goal, {n: n + 1}), work, goal)
    return None if step is None else ["induction", n.data[0], base, step]


def _exists(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    bound = goal.data[0]
    _expansions(proof, goal)
    unpack(proof, goal, quickly)
    given = list(goal.data[1:])
    same = [x for x in dict.fromkeys(occurring(proof.hypotheses)) if x.shape == bound.shape and not free_spaces(x)]
    same.sort(key=lambda x: (x.op != "var", not str(x.data[:1]).startswith("('%")))
    plain = [const(1), const(0)] if not bound.shape and bound.op != "index" else []
    tries = [x for x in [*given, *plain, *same[:6]] if bound.op != "nat" or is_nat(x)]
    for witness in tries:
        found = child(proof, substitute(goal.args[0], {bound: witness}), work)
        if found is not None:
            return ["witness", to_json(witness), found]
    return None


def _expansions(proof: Proof, goal: Prop) -> None:
    """The second-order expansion of every field whose derivative at a point is mentioned."""
    for x in [
        n for n in subnodes(goal) if n.op == "deriv" and n.args[0].op == "apply" and n.args[0].data[1] == "field"
    ]:
        body, at = x.args
        if body.args[0] == x.data[0] and not any(str(v.data[0]).startswith("%") for v in free_variables(at)):
            proof.fact("expansion_to_second_order", Term("apply", (at,), body.data, ()))


def _or(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    product = _or_of_roots(proof, goal, work)
    if product is not None:
        return product
    for k, part in enumerate(goal.args):
        found = child(proof, part, QUICK)
        if found is not None:
            return ["or", k, found]
    return None


def _or_of_roots(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """x = a or x = b, from (x − a)(x − b) = 0; cancelling the norm of what is assumed not to be zero."""
    if len(goal.args) != 2 or any(p.op != "equal" or p.args[0].shape or free_spaces(p) for p in goal.args):
        return None
    x, y = (p.args[0] - p.args[1] for p in goal.args)
    vanishes = relation("equal", x * y, 0)
    from_hypotheses(proof)
    evidence = child(proof, vanishes, work)
    if evidence is not None:
        proof.have(vanishes, evidence)
    else:
        norms = [h.args[0] for h in proof.hypotheses if h.op == "gt" and h.args[1] == const(0) and not h.args[0].shape]
        if not any(_cancelled(proof, d, x * y, work) for d in norms):
            return None
    roots = tuple(relation("equal", z, 0) for z in (x, y))
    if not proof.fact("product_zero", x, y):
        return None
    k = proof.number(Prop("or", roots, ()))
    parts = [child(proof, p, QUICK, root) for p, root in zip(goal.args, roots, strict=True)]
    return None if any(p is None for p in parts) else ["cases", k, *(["or", n, p] for n, p in enumerate(parts))]


def _cancelled(proof: Proof, d: Term, x: Term, work: int) -> bool:
    """x = 0 from d·x = d·0 and d ≠ 0."""
    scaled = relation("equal", d * x, d * const(0))
    if not establish(proof, relation("apart", d, 0)):
        return False
    evidence = child(proof, scaled, work)
    if evidence is None:
        return False
    proof.have(scaled, evidence)
    return proof.fact("cancel", d, x, const(0))


def _not(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    found = child(proof, FALSUM, work, goal.args[0])
    return None if found is None else ["refute", found]


def _from_disjunction(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Cases of a hypothesis that is a disjunction."""
    for k, h in enumerate(proof.hypotheses):
        if h.op == "or" and proof.depth < 4:
            parts = [child(proof, goal, work, part) for part in h.args]
            if all(p is not None for p in parts):
                return ["cases", k, *parts]
    return None


# --- predicates and relations ---------------------------------------------------------------------------------------


def _predicate(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    unpack(proof, goal, quickly)
    if establish(proof, goal):
        return ["hyp", proof.number(goal)]
    if goal.op == "apart" and not any(a.shape or free_spaces(a) for a in goal.args) and proof.depth < 5:
        found = child(proof, FALSUM, QUICK, relation("equal", *goal.args))
        return None if found is None else ["refute", found]
    if goal.op == "invertible":
        return _by_right_inverse(proof, goal, work)
    return _by_left_inverse(proof, goal) if goal.op == "full_rank" else None


def _by_left_inverse(proof: Proof, goal: Prop) -> Evidence | None:
    """B A = I for some B that occurs, or the transpose of one that does."""
    a = goal.args[0]
    seen = [x for x in dict.fromkeys(occurring([goal, *proof.hypotheses])) if len(x.shape) == 2 and not free_spaces(x)]
    for b in dict.fromkeys(y for x in seen for y in (x, x.T)):
        if b.shape != a.shape[::-1] or proof.depth > 6:
            continue
        unit = relation("equal", b @ a, Term("eye", (), (), (a.shape[1], a.shape[1])))
        evidence = child(proof, unit, QUICK)
        if evidence is not None:
            proof.have(unit, evidence)
            return ["hyp", proof.number(goal)] if proof.fact("left_inverse_full_rank", b, a) else None
    return None


def _by_right_inverse(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """A B = I for some square B that occurs."""
    a = goal.args[0]
    for b in dict.fromkeys(occurring(proof.hypotheses)):
        if b.shape == a.shape and b != a:
            unit = relation("equal", a @ b, _eye(a))
            if proof.knows(unit) and proof.fact("right_inverse_invertible", a, b):
                return ["hyp", proof.number(goal)]
    return None


def _eye(a: Term) -> Term:
    return Term("eye", (), (), a.shape)


def _equal(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    lowered = proof.lowered(goal)
    if lowered is not None and not lowered.poly:
        return ["algebra", {"use": [], "eq": []}]
    if goal.args[0].op == "deriv" and any(proof.fact(name, goal.args[0]) for name in _EXTREMAL):
        return ["hyp", proof.number(goal)] if proof.knows(goal) else None
    if proof.depth < 2:
        enrich(proof, [goal])
        found = _by_equations(proof, goal, QUICK)
        if found is not None:
            return found
    unpack(proof, goal, quickly)
    k = proof.number(goal)
    if k is not None:
        return ["hyp", k]
    if _columnwise(proof, goal) or _stationary(proof, goal):
        return ["hyp", proof.number(goal)]
    columns_agree(proof, quickly)
    from_hypotheses(proof)
    enrich(proof, [goal, *proof.hypotheses])
    transport(proof, [goal])
    enrich_sums(proof, [goal])
    found = _by_equations(proof, goal, QUICK) or _by_congruence(proof, goal, work)
    for step in (_by_equations, _by_denominators, _by_sign_of) if work > QUICK else ():
        found = found or step(proof, goal, work)
    return found


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
        evidence = child(proof, condition, QUICK)
        if evidence is not None:
            proof.have(condition, evidence)


def _by_equations(proof: Proof, goal: Prop, work: int) -> Evidence | None:
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


def _by_congruence(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """f(s) = f(t) for functions the goal speaks of, where s = t can be shown; then equations once more."""
    if proof.depth > 3 or work <= QUICK:
        return None
    nodes = list(dict.fromkeys(x for x in occurring([goal, *proof.hypotheses]) if x.op in _CONGRUENT))
    added = False
    for a in nodes:
        for b in nodes:
            if a is b or (a.op, a.data, a.shape) != (b.op, b.data, b.shape) or repr(a) >= repr(b):
                continue
            added = _one_congruence(proof, a, b) or added
    return _by_equations(proof, goal, QUICK) if added else None


_CONGRUENT = ("apply", "exp", "log", "tanh", "sqrt", "abs", "inv", "recip", "natpow")


def _one_congruence(proof: Proof, a: Term, b: Term) -> bool:
    s, t = a.args[0], b.args[0]
    if s.shape != t.shape or a.args[1:] != b.args[1:]:
        return False
    same = relation("equal", s, t)
    whole = relation("equal", a, b)
    if proof.knows(whole):
        return False
    lowered = proof.lowered(whole)
    if lowered is None or not lowered.poly:
        return False
    if not proof.knows(same):
        evidence = child(proof, same, QUICK)
        if evidence is None:
            return False
        proof.have(same, evidence)
    hole = Term("var", (), ("%hole", None), s.shape)
    context = Term(a.op, (hole, *a.args[1:]), a.data, a.shape)
    k = proof.number(same)
    proof.add(lambda rest: ["rewrite", k, to_json(context), rest], whole)
    return True


def _by_denominators(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """x = y from d·x = d·y, where d is the product of the denominators that occur; scalars only."""
    x, y = goal.args
    cleared_already = x.op == y.op == "mul" and x.args[0] == y.args[0]
    if x.shape or y.shape or proof.depth > 2 or cleared_already:
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
    evidence = child(proof, cleared, work)
    if evidence is None:
        return None
    proof.have(cleared, evidence)
    return ["hyp", proof.number(goal)] if proof.fact("cancel", d, x, y) else None


def _by_sign_of(proof: Proof, goal: Prop, work: int) -> Evidence | None:
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
    return _closed(branch, goal, work)


def _inequality(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    if goal == FALSUM:
        return _falsum(proof, work)
    unpack(proof, goal, quickly)
    if establish(proof, goal):
        return ["hyp", proof.number(goal)]
    early = _monotone(proof, goal)
    if early is not None:
        return early
    from_hypotheses(proof)
    enrich(proof, [goal, *proof.hypotheses])
    transport(proof, [goal])
    compare_logs(proof, [goal])
    compare_products(proof, [goal])
    lowered = proof.lowered(goal)
    if lowered is None:
        return None
    if not lowered.poly and goal.op == "ge":
        return ["algebra", {"use": [], "eq": []}]
    facts, where = proof.facts()
    found = prove_inequality(proof, lowered, [goal], facts, quick=True)
    if found is None:
        other = _by_sign_of(proof, goal, work)
        if other is not None:
            return other
    if found is None and work > QUICK:
        facts, where = proof.facts()
        found = prove_inequality(proof, lowered, [goal], facts, quick=False)
    return None if found is None else ["algebra", written(lowered, facts, found, where)]


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
    evidence = child(proof, inner, QUICK)
    if evidence is None:
        return None
    proof.have(inner, evidence)
    done = proof.fact(f"{x.op}_increasing", x.args[0], y.args[0])
    return ["hyp", proof.number(goal)] if done else None


def _falsum(proof: Proof, work: int) -> Evidence | None:
    """From hypotheses that contradict each other: x ≠ y with x = y, or an equation that reads 1 = 0."""
    unpack(proof, FALSUM, quickly)
    for h in list(proof.hypotheses):
        if h.op == "apart" and not any(a.shape or free_spaces(a) for a in h.args):
            same = relation("equal", *h.args)
            found = child(proof, same, QUICK) if not proof.knows(same) and proof.depth < 6 else None
            if found is not None:
                proof.have(same, found)
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
            found = child(proof, zero, QUICK) if not proof.knows(zero) and proof.depth < 6 else None
            if found is not None:
                proof.have(zero, found)
            if proof.knows(zero) and proof.fact("nonzero_zero", h.args[0]):
                return ["hyp", proof.number(FALSUM)]
    enrich(proof, proof.hypotheses)
    lowered = proof.lowered(FALSUM)
    facts, where = proof.facts()
    assert lowered is not None
    found = prove_inequality(proof, lowered, proof.hypotheses, facts, quick=work <= QUICK)
    return None if found is None else ["algebra", written(lowered, facts, found, where)]


_GOALS: dict[str, Callable[[Proof, Prop, int], Evidence | None]] = {
    "and": _and,
    "implies": _implies,
    "iff": _iff,
    "forall": _forall,
    "exists": _exists,
    "or": _or,
    "not": _not,
    "equal": _equal,
    "ge": _inequality,
    "gt": _inequality,
    **dict.fromkeys(("apart", "nonzero", "invertible", "full_rank", "psd", "pd"), _predicate),
}

__all__ = ["OpenObligation", "find_contradiction", "find_proof", "is_poison", "predicate"]
