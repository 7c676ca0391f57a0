"""Powers with a natural exponent: their signs and sizes, limits of them, and natural numbers that are large enough."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.methods.conditions import establish, ge0, gt0
from proofread.methods.enrichment import occurring
from proofread.methods.goals import FIRST, QUICK, Evidence, attempt, shown
from proofread.methods.proofs import Proof
from proofread.trusted import terms as t
from proofread.trusted.facts import UNIT, apply_fact
from proofread.trusted.rules import fresh
from proofread.trusted.terms import Node, Prop, Term, connective, quantifier, relation
from proofread.trusted.trees import bind, free_variables, open_binder, subnodes, substitute, to_json


def compare_powers(proof: Proof, nodes: Iterable[Node]) -> None:
    """aⁿ ≥ 0, aⁿ > 0, aⁿ ≤ 1, aⁿ ≥ 1, aⁿ ≥ bⁿ, aⁿ ≤ e^(n(a − 1)), as far as the bases tell."""
    seen = list(dict.fromkeys(occurring(nodes)))
    powers = [x for x in seen if x.op == "natpow" and not x.shape]
    exponentials = any(x.op == "exp" for x in seen)
    for x in powers:
        a, n = x.args
        if establish(proof, gt0(a)):
            proof.fact("power_positive", a, n)
        if not establish(proof, ge0(a)):
            continue
        proof.fact("power_nonnegative", a, n)
        for name, order in (("power_at_most_one", (UNIT, a)), ("power_at_least_one", (a, UNIT))):
            if establish(proof, relation("ge", *order)):
                proof.fact(name, a, n)
        if exponentials:
            proof.fact("power_below_exp", a, n)
        for y in powers:
            if y.args[1] == n and y is not x and establish(proof, relation("ge", y.args[0], a)):
                proof.fact("power_monotone", y.args[0], a, n)


def _reached(proof: Proof, p: Prop) -> bool:
    """Add `p` to what is known, by its make-up or by a small search."""
    return establish(proof, p) or shown(proof, p, QUICK)


# --- limits -----------------------------------------------------------------------------------------------------------


def by_vanishing_power(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """∃s ∀k: e > ‖f(s + k)‖², where f(n) is a multiple of qⁿ with |q| < 1."""
    if goal.op != "exists" or goal.data[0].op != "nat" or goal.args[0].op != "forall":
        return None
    s, k, body = goal.data[0], goal.args[0].data[0], goal.args[0].args[0]
    powers = {x for x in subnodes(body) if x.op == "natpow" and x.args[1] == s + k and not x.args[0].shape}
    if body.op == "gt" and not powers:
        _dominated(proof, goal, work)
    if body.op != "gt" or len(powers) != 1:
        return None
    e, q = body.args[0], powers.pop().args[0]
    y = Term("var", (), ("%y", None), ())
    square = substitute(body.args[1], {t.power(q, s + k): y})
    if {s, k} & (free_variables(square) | free_variables(e) | free_variables(q)):
        return None
    c = _multiple(proof, square, y)
    if c is None or not _reached(proof, gt0(e)) or not _reached(proof, relation("gt", UNIT, q * q)):
        return None
    near = connective("implies", relation("gt", e, (c * y) * (c * y)), relation("gt", e, square))
    every: Prop = bind(lambda v, p: quantifier("forall", v, p), y, near)
    if not shown(proof, every, QUICK):
        return None
    return _from_limit(proof, goal, (q, c, e), every)


def _dominated(proof: Proof, goal: Prop, work: int) -> None:
    """Where something is assumed to stay below qⁿ: that qⁿ itself gets small, which is then known."""
    n, e = goal.data[0], goal.args[0].args[0].args[0]
    k = goal.args[0].data[0]
    bases = [
        x.args[0]
        for h in proof.hypotheses
        if h.op == "forall" and h.data[0].op == "nat" and h.args[0].op in ("ge", "gt")
        for x in subnodes(h.args[0].args[0])
        if x.op == "natpow" and x.args[1] == h.data[0] and not x.args[0].shape
    ]
    for q in dict.fromkeys(bases):
        power = t.power(q, n + k)
        small = quantifier("exists", n, quantifier("forall", k, relation("gt", e, power * power)))
        if not (proof.knows(small) or proof.depth > 8):
            shown(proof, small, work)


def _multiple(proof: Proof, square: Term, y: Term) -> Term | None:
    """c ≥ 0 or not, with square = (c y)²: the root at y = 1, or its norm."""
    inner = square.args[0] if square.op == "total" else square
    if inner.op != "mul" or inner.args[0] != inner.args[1]:
        return None
    root: Term = substitute(inner.args[0], {y: UNIT})
    if square.op != "total":
        return root
    size = t.total(root * root)
    return t.sqrt(size) if establish(proof, ge0(size)) and proof.fact("sqrt_square", size) else None


def _from_limit(proof: Proof, goal: Prop, at: tuple[Term, Term, Term], every: Prop) -> Evidence | None:
    """The witness that the fact gives, and at every step what follows from it by `every`."""
    q, c, e = at
    limit = _cited(proof, "power_vanishes", q, c)
    if limit is None:
        return None
    there = _instance(proof, limit, e)
    _modus(proof, there)
    s = _obtained(proof, there.args[1], goal)
    small = open_binder(there.args[1], s)
    inner = substitute(goal.args[0], {goal.data[0]: s})
    branch = Proof(proof.hypotheses, proof.depth + 1, proof.fuel)
    k = fresh(inner.data[0], *branch.hypotheses, inner)
    _instance(branch, small, k)
    _modus(branch, _instance(branch, every, t.power(q, s + k)))
    number = branch.number(open_binder(inner, k))
    return None if number is None else ["witness", to_json(s), ["all", branch.wrap(["hyp", number])]]


def _cited(proof: Proof, name: str, *args: Term) -> Prop | None:
    """What the fact says at these terms, now known."""
    return apply_fact(name, list(args))[1] if proof.fact(name, *args) else None


def _obtained(proof: Proof, h: Prop, goal: Prop) -> Term:
    """A name for what exists."""
    k, named = proof.number(h), fresh(h.data[0], *proof.hypotheses, goal)
    proof.add(lambda rest: ["obtain", k, rest], open_binder(h, named))
    return named


def _instance(proof: Proof, h: Prop, at: Term) -> Prop:
    made: Prop = open_binder(h, at)
    number = proof.number(h)
    proof.add(lambda rest: ["instance", number, to_json(at), rest], made)
    return made


def _modus(proof: Proof, h: Prop) -> None:
    """The conclusion of an implication whose premise is known."""
    k, premise = proof.number(h), proof.number(h.args[0])
    proof.add(lambda rest: ["modus", k, ["hyp", premise], rest], h.args[1])


# --- numbers that are large enough ------------------------------------------------------------------------------------


def by_large_number(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """∃n: n ≥ x, aⁿ ≥ x (a > 1), or the same with > : a natural number that the facts give, for x and for x + 1."""
    if goal.op != "exists" or goal.data[0].op != "nat" or goal.args[0].op not in ("ge", "gt"):
        return None
    n, body = goal.data[0], goal.args[0]
    bounds = [x for x in body.args if n not in free_variables(x) and not x.shape]
    bases = [x.args[0] for x in subnodes(body) if x.op == "natpow" and x.args[1] == n and not x.args[0].shape]
    for x in [b if body.op == "ge" else b + 1 for b in bounds]:
        branch = Proof(proof.hypotheses, proof.depth + 1, proof.fuel)
        if bases and not _reached(branch, relation("gt", bases[0], UNIT)):
            return None
        some = _cited(branch, "power_unbounded", bases[0], x) if bases else _cited(branch, "archimedes", x)
        if some is None:
            continue
        witness = _obtained(branch, some, goal)
        evidence = attempt(branch, substitute(body, {n: witness}), QUICK)
        if evidence is not None:
            return branch.wrap(["witness", to_json(witness), evidence])
    return None


FIRST.extend((by_vanishing_power, by_large_number))
