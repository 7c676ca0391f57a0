"""Sums over indicators [x = 0] of positions: a sum vanishes where every term does, which the order of indices tells."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from proofread.methods.conditions import establish
from proofread.methods.goals import FIRST, GOALS, QUICK, Evidence, nested, shown
from proofread.methods.proofs import Proof
from proofread.trusted.terms import Prop, Term, quantifier, relation
from proofread.trusted.trees import bind, free_spaces, free_variables, open_binder, subnodes, to_json

DEEPEST = 8


def by_positions(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """An equation or inequality with indicators in it: their values by the order of what they compare."""
    if proof.depth > DEEPEST or goal.op not in ("equal", "ge", "gt") or not _indicators(goal):
        return None
    lowered = proof.lowered(goal)
    if lowered is not None and not lowered.poly and goal.op != "gt":
        return ["algebra", {"use": [], "eq": []}]
    before = proof.mark()
    for i in sorted({v for p in (*proof.hypotheses, goal) for v in free_variables(p) if v.op == "index"}, key=repr):
        if isinstance(i, Term):
            proof.fact("index_nonnegative", i, keep=True)
            proof.fact("index_below_size", i, keep=True)
    open_ones = [x for x in _outer_indicators(goal) if not _decided(proof, x)]
    sums = _sums(goal)
    pairs = [(s, u) for s, u in combinations(sums, 2) if s.data[0].data[1] == u.data[0].data[1]]
    alike = [_all_terms(proof, s, u, work) for s, u in pairs]
    if not any(alike):
        for s in sums:
            _all_terms(proof, s, None, work)
    if proof.mark() > before:
        found = GOALS[goal.op](proof, goal, QUICK)
        if found is not None:
            return found
    return _by_cases(proof, goal, open_ones[0].args[0], work) if open_ones else None


def _indicators(n: Prop | Term) -> list[Term]:
    return list(dict.fromkeys(x for x in subnodes(n) if x.op == "is_zero" and isinstance(x, Term)))


def _outer_indicators(goal: Prop) -> list[Term]:
    """Those of numbers, with nothing bound in them."""
    free = free_variables(goal)
    return [x for x in _indicators(goal) if not x.shape and free_variables(x) <= free and not free_spaces(x)]


def _decided(proof: Proof, x: Term) -> bool:
    """Cite the value of the indicator, if the sign of what it looks at can be told."""
    of = x.args[0]
    if proof.knows(relation("equal", of, 0)):
        return proof.fact("is_zero_of_zero", of)
    for sign, name in ((relation("gt", of, 0), "positive_apart"), (relation("gt", 0, of), "negative_apart")):
        if establish(proof, sign) or shown(proof, sign, QUICK):
            return proof.fact(name, of) and proof.fact("is_zero_of_apart", of)
    return False


def _sums(goal: Prop) -> list[Term]:
    """The outermost sums with indicators in them."""
    free = free_variables(goal)
    found = [s for s in subnodes(goal) if s.op == "bsum" and free_variables(s) <= free and _indicators(s.args[0])]
    inner = {x for s in found for x in subnodes(s.args[0])}
    return [s for s in dict.fromkeys(found) if isinstance(s, Term) and s not in inner and not s.shape]


def _all_terms(proof: Proof, s: Term, u: Term | None, work: int) -> bool:
    """Every term of the sum is 0, or that of the other sum, if that can be shown."""
    i = Term("index", (), ("_p", s.data[0].data[1]), ())
    same = relation("equal", open_binder(s, i), 0 if u is None else open_binder(u, i))
    every: Prop = bind(lambda v, p: quantifier("forall", v, p), i, same)
    if proof.knows(every) or every in proof.sought:
        return proof.knows(every)
    found = shown(proof, every, work)
    if not found:
        proof.sought.add(every)
    return found


def _by_cases(proof: Proof, goal: Prop, x: Term, work: int) -> Evidence | None:
    cases = (relation("gt", x, 0), relation("equal", x, 0), relation("gt", 0, x))
    if any(proof.knows(c) for c in cases) or proof.fuel.empty:
        return None
    parts = []
    for case in cases:
        branch = Proof((*proof.hypotheses, case), proof.depth + 1, proof.fuel)
        parts.append(nested(branch, goal, work))
        if parts[-1] is None:
            return None
    return ["sign", to_json(x), *parts]


def of_compared(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """That indices count from 0, where the goal compares some of them as numbers: a fact, and no proof yet."""
    for i in _as_numbers(goal) if goal.op in ("ge", "gt") else ():
        proof.fact("index_nonnegative", i)
    return None


def _as_numbers(n: Prop | Term) -> Iterator[Term]:
    """The indices that are added, multiplied or compared."""
    if n.op == "index" and isinstance(n, Term):
        yield n
    elif n.op in ("ge", "gt", "add", "mul"):
        for a in n.args:
            yield from _as_numbers(a)


FIRST.extend((by_positions, of_compared))
