"""Three cases for a number under an absolute value, a sign or a maximum; variables that have one of a few values."""

from __future__ import annotations

from collections.abc import Iterator

from proofread.methods.conditions import establish
from proofread.methods.enrichment import occurring
from proofread.methods.goals import FIRST, QUICK, Evidence, child, nested, shown
from proofread.methods.proofs import Proof
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop, Term, const, relation
from proofread.trusted.trees import free_spaces, to_json


def by_sign_of(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Three cases for a number under an absolute value, a maximum or a sign; of the hypotheses, not under |·|."""
    if proof.depth > 3:
        return None
    in_goal = [x for x in occurring([goal]) if x.op in ("abs", "maximum", "sign")]
    assumed = [x for x in occurring(proof.hypotheses) if x.op in ("sign", "maximum")] if not in_goal else []
    for x in dict.fromkeys([*in_goal, *assumed[:1]]):
        if not x.shape and not free_spaces(x):
            split = x.args[0] - x.args[1] if x.op == "maximum" else x.args[0]
            cases = (relation("gt", split, 0), relation("equal", split, 0), relation("gt", 0, split))
            if any(proof.knows(c) for c in cases) or proof.fuel.empty:
                continue
            parts = _parts(proof, goal, x, cases, work)
            if parts is not None:
                return ["sign", to_json(split), *parts]
    return None


def _parts(proof: Proof, goal: Prop, x: Term, cases: tuple[Prop, ...], work: int) -> list[Evidence] | None:
    """Evidence for every case; None at the first that has none."""
    parts = []
    for c in cases:
        found = _case(proof, goal, x, c, work)
        if found is None:
            return None
        parts.append(found)
    return parts


def _case(proof: Proof, goal: Prop, x: Term, case: Prop, work: int) -> Evidence | None:
    branch = Proof((*proof.hypotheses, case), proof.depth + 1, proof.fuel)
    for name, args, order in _values(x, case):
        if not establish(branch, order):
            shown(branch, order, QUICK)
        branch.fact(name, *args)
    found = nested(branch, goal, work)
    if found is None and goal != FALSUM:
        contradiction = nested(branch, FALSUM, QUICK)
        found = None if contradiction is None else ["absurd", contradiction]
    return found


def _values(x: Term, case: Prop) -> Iterator[tuple[str, tuple[Term, ...], Prop]]:
    """The facts that say what x is in this case, and the order each of them needs."""
    below = case.op == "gt" and case.args[0] == const(0)
    if x.op == "maximum":
        order = x.args[::-1] if below else x.args
        yield "maximum_right" if below else "maximum_left", x.args, relation("ge", *order)
        return
    a = x.args[0]
    if x.op == "sign":
        name = "sign_of_zero" if case.op == "equal" else "sign_of_negative" if below else "sign_of_positive"
        yield name, (a,), case
    order = (const(0), a) if below else (a, const(0))
    yield "abs_of_nonpositive" if below else "abs_of_nonnegative", (a,), relation("ge", *order)


def by_values(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """y = 1 or y = −1 is assumed: each value on its own."""
    for k, h in enumerate(proof.hypotheses):
        plain = h.op == "or" and all(p.op == "equal" and p.args[1].op == "const" for p in h.args)
        if not plain or proof.depth > 4 or any(proof.knows(p) for p in h.args):
            continue
        parts = []
        for part in h.args:
            found = child(proof, goal, work, part)
            if found is None:
                return None
            parts.append(found)
        return ["cases", k, *parts]
    return None


FIRST.append(by_values)
