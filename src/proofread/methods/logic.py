"""Connectives and quantifiers: a goal in parts, induction, a disjunction that is assumed or asked for."""

from __future__ import annotations

from fractions import Fraction

from proofread.methods.conditions import establish
from proofread.methods.enrichment import from_hypotheses, occurring
from proofread.methods.goals import GOALS, LAST, QUICK, Evidence, child, quickly, shown
from proofread.methods.impossible import impossible
from proofread.methods.instantiation import free_indices, obtained, unpack
from proofread.methods.proofs import Proof
from proofread.trusted.rules import FALSUM, fresh
from proofread.trusted.terms import Prop, Term, const, is_nat, relation
from proofread.trusted.trees import free_spaces, free_variables, open_binder, subnodes, substitute, to_json

INDUCTION = 7000  # units of work that an induction has at least, if it is the first step of a proof


def _and(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    parts = _parts(proof, goal, work)
    if parts is None:
        before = proof.mark()
        unpack(proof, goal, quickly, shallow=True)
        parts = _parts(proof, goal, work) if proof.mark() > before else None
    return None if parts is None else ["both", *parts]


def _parts(proof: Proof, goal: Prop, work: int) -> list[Evidence] | None:
    out = []
    for part in goal.args:
        out.append(child(proof, part, work))
        if out[-1] is None:
            return None
    return out


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
    """From 0, and from n to n + 1; no hypothesis mentions n. What was spent on doing without is not held against it."""
    if proof.depth == 0:
        proof.fuel.left = max(proof.fuel.left, INDUCTION)
    base = child(proof, substitute(goal, {n: const(0)}), work)
    if base is None:
        return None
    step = child(proof, substitute(goal, {n: n + 1}), work, goal)
    return None if step is None else ["induction", n.data[0], base, step]


def _exists(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    bound = goal.data[0]
    _expansions(proof, goal)
    unpack(proof, goal, quickly, shallow=True)
    given = list(goal.data[1:])
    same = [x for x in dict.fromkeys(occurring(proof.hypotheses)) if x.shape == bound.shape and not free_spaces(x)]
    same.sort(key=lambda x: (x.op != "var", not str(x.data[:1]).startswith("('%")))
    plain: list[Term] = [const(1), const(0)] if not bound.shape and bound.op != "index" else []
    if bound.op == "index":
        plain = free_indices(bound, *proof.hypotheses, goal)
    unused = sorted(obtained(bound, proof), key=lambda x: x in free_variables(goal))  # what is not used yet first
    near = [x for w in (*given, *unused[:2]) for x in _varied(w)] if bound.op != "index" else []
    alone = not any(n.op in ("forall", "exists") and n.data[0].op == "var" for n in subnodes(goal.args[0]))
    large = [const(2), const(4), const(Fraction(1, 2))] if bound.op == "var" and not bound.shape and alone else []
    tries = dict.fromkeys([*given, *unused, *plain, *same[:6], *near, *large])
    for witness in (x for x in tries if bound.op != "nat" or is_nat(x)):
        found = child(proof, substitute(goal.args[0], {bound: witness}), work)
        if found is not None:
            return ["witness", to_json(witness), found]
    return None


def _varied(x: Term) -> list[Term]:
    """What serves in the place of a witness after a slip: its negative, its multiples, its transpose."""
    if is_nat(x):
        return [x + 1, x + x, x + x + 1]
    half = const(Fraction(1, 2))
    square = len(x.shape) == 2 and x.shape[0] == x.shape[1] and not x.shape[0].is_one
    return [-x, 2 * x, half * x, *([x.T] if square else [])]


def _expansions(proof: Proof, goal: Prop) -> None:
    """The second-order expansion of every field whose derivative at a point is mentioned."""
    for x in [
        n for n in subnodes(goal) if n.op == "deriv" and n.args[0].op == "apply" and n.args[0].data[1] == "field"
    ]:
        body, at = x.args
        if body.args[0] == x.data[0] and not any(str(v.data[0]).startswith("%") for v in free_variables(at)):
            proof.fact("expansion_to_second_order", Term("apply", (at,), body.data, ()), keep=True)


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
    if not shown(proof, vanishes, work):
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
    return shown(proof, scaled, work) and proof.fact("cancel", d, x, const(0))


def _not(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    found = child(proof, FALSUM, work, goal.args[0])
    if found is None and any(n.op in ("forall", "exists") for n in subnodes(goal)):
        found = impossible((*proof.hypotheses, goal.args[0]), goal.args[0], proof.fuel)
    return None if found is None else ["refute", found]


def from_disjunction(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Cases of a hypothesis that is a disjunction."""
    for k, h in enumerate(proof.hypotheses):
        if h.op == "or" and proof.depth < 4 and not any(proof.knows(part) for part in h.args):
            parts = [child(proof, goal, work, part) for part in h.args]
            if all(p is not None for p in parts):
                return ["cases", k, *parts]
    return None


GOALS.update({"and": _and, "or": _or, "not": _not, "implies": _implies, "iff": _iff})
GOALS.update({"forall": _forall, "exists": _exists})
LAST.append(from_disjunction)
