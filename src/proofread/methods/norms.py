"""Norms and absolute values in inequalities: Cauchy–Schwarz, triangle inequalities, roots and reciprocals in order."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, islice, permutations

from proofread.methods.conditions import establish, ge0, gt0
from proofread.methods.congruences import congruence
from proofread.methods.enrichment import enrich, occurring, scaled
from proofread.methods.goals import QUICK, Evidence, shown
from proofread.methods.proofs import Proof
from proofread.trusted import terms as t
from proofread.trusted.terms import Node, Prop, Term, relation
from proofread.trusted.trees import free_spaces

PAIRS = 3  # norms that are compared with each other


def squared(x: Term) -> Term | None:
    """u, where x is Σ u²."""
    inner = x.args[0] if x.op == "total" else None
    same = inner is not None and inner.op == "mul" and inner.args[0] == inner.args[1]
    return inner.args[0] if same and inner is not None else None


def _of(op: str, nodes: Iterable[Node]) -> list[Term]:
    return [x for x in dict.fromkeys(occurring(nodes)) if x.op == op]


def compare_norms(proof: Proof, goal: Prop) -> None:
    """Cauchy–Schwarz for two norms in the goal, one under a root or below; and |⟨u, v⟩| as the goal has it."""
    if not any(squared(x.args[0]) is not None for op in ("sqrt", "recip") for x in _of(op, [goal])):
        return
    columns = [u for x in _of("total", [goal]) if (u := squared(x)) is not None]
    for u, v in islice(((u, v) for u, v in combinations(columns, 2) if u.shape == v.shape), PAIRS):
        product = t.total(u * v)
        proof.fact("cauchy_schwarz", u, v)
        proof.fact("inner_product_bounded", u, v)
        proof.fact("abs_above", product)
        proof.fact("abs_above_negative", product)
        for size in _of("abs", [goal]):
            congruence(proof, t.absolute(product), size)


def triangles(proof: Proof, goal: Prop) -> None:
    """|x + y| ≤ |x| + |y| and ‖x + y‖ ≤ ‖x‖ + ‖y‖ where the parts of a sum occur, or three terms that make one."""
    for name in ("abs_add", "norm_add"):
        terms, all_terms = _measured(name, [goal]), _measured(name, [goal, *proof.hypotheses])
        parts = {scaled(x)[1] for x in all_terms}
        for whole in terms[:4]:
            if whole.op == "add" and len(whole.args) == 2 and all(scaled(a)[1] in parts for a in whole.args):
                _triangle(proof, name, *whole.args)
        for x, y in combinations(terms[:4], 2):
            for part in (y, -y) if x.shape == y.shape else ():
                if any(_plainly(proof, x + part, r) for r in terms if r.shape == x.shape):
                    _triangle(proof, name, x, part)


def _measured(name: str, nodes: Iterable[Node]) -> list[Term]:
    """What absolute values, or norms, are taken of."""
    if name == "abs_add":
        return [x.args[0] for x in _of("abs", nodes)]
    return [u for x in _of("sqrt", nodes) if (u := squared(x.args[0])) is not None]


def _triangle(proof: Proof, name: str, x: Term, y: Term) -> None:
    if proof.fact(name, x, y):
        enrich(proof, [_size(name, part) for part in (x, y) if part.op == "mul"])


def _size(name: str, x: Term) -> Term:
    return t.absolute(x) if name == "abs_add" else t.sqrt(t.total(x * x))


def _plainly(proof: Proof, x: Term, y: Term) -> bool:
    """Equal by arithmetic alone."""
    lowered = proof.lowered(relation("equal", x, y))
    return lowered is not None and not lowered.poly


# --- order under functions --------------------------------------------------------------------------------------------


def compare_functions(proof: Proof, goal: Prop) -> None:
    """√x ≥ √y, 1/y ≥ 1/x and e^x ≥ e^y from x ≥ y, for the roots, reciprocals and exponentials of the goal."""
    for x, y in permutations([e.args[0] for e in _of("exp", [goal])][:PAIRS], 2):
        if x.shape == y.shape and ordered(proof, x, y):
            proof.fact("exp_increasing", x, y)
    if goal.op == "gt":
        _strictly(proof, goal)
    for op, name, positive in (("sqrt", "sqrt_increasing", ge0), ("recip", "recip_decreasing", gt0)):
        inner = [x.args[0] for x in _of(op, [goal]) if x.args[0].op != "const"][:PAIRS]
        for x, y in permutations(inner, 2):
            if x.shape == y.shape and establish(proof, positive(y)) and ordered(proof, x, y):
                proof.fact(name, x, y)


def _strictly(proof: Proof, goal: Prop) -> None:
    """log x > log y and e^x > e^y from x > y."""
    for op, name in (("log", "log_strictly_increasing"), ("exp", "exp_strictly_increasing")):
        for x, y in permutations([f.args[0] for f in _of(op, [goal])][:PAIRS], 2):
            if x.shape != y.shape or not (op == "exp" or establish(proof, gt0(y))):
                continue
            if establish(proof, relation("gt", x, y)):
                proof.fact(name, x, y)


def ordered(proof: Proof, x: Term, y: Term) -> bool:
    """x ≥ y, by a small search."""
    order = relation("ge", x, y)
    open_yet = not (establish(proof, order) or proof.depth > 5 or order in proof.sought)
    if open_yet and not shown(proof, order, QUICK):
        proof.sought.add(order)
    return proof.knows(order)


def by_squares(proof: Proof, goal: Prop) -> Evidence | None:
    """x ≥ y, x > y or x = y from their squares, where x ≥ 0 (and y ≥ 0)."""
    x, y = goal.args
    if proof.depth > 2 or x.shape != y.shape or free_spaces(goal) or any(_is_square(a) for a in goal.args):
        return None
    signed = [x, y] if goal.op == "equal" else [x]
    inside = {a.op for a in occurring([goal])}
    if inside & {"abs", "maximum", "sign"} or (goal.op != "equal" and "sqrt" not in inside):
        return None  # absolute values are split by sign
    if not all(establish(proof, ge0(a)) for a in signed):
        return None
    squares = relation(goal.op, x * x, y * y)
    if not shown(proof, squares, QUICK):
        return None
    done = proof.fact(_BY_SQUARES[goal.op], x, y)
    return ["hyp", proof.number(goal)] if done else None


_BY_SQUARES = {"ge": "square_reflects", "gt": "square_reflects_strictly", "equal": "squares_equal"}


def _is_square(x: Term) -> bool:
    return x.op == "mul" and x.args[0] == x.args[1]
