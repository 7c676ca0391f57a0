"""Take hypotheses apart: conjunctions, existentials, universals at the terms that matter, implications that apply."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from proofread.methods.conditions import establish
from proofread.methods.enrichment import occurring
from proofread.methods.proofs import Proof
from proofread.trusted.facts import apply_fact
from proofread.trusted.rules import fresh
from proofread.trusted.terms import Prop, Term, add, const, is_nat
from proofread.trusted.trees import CaptureError, free_spaces, free_variables, open_binder, subnodes, to_json

Solve = Callable[[Proof, Prop], Any]


def unpack(proof: Proof, goal: Prop, solve: Solve, *, shallow: bool = False) -> None:
    """Until nothing new: split ∧ and ⇔, open ∃, instantiate ∀, apply ⇒ whose premise is established. `shallow`: for a
    goal that is still to be opened itself: only what brings new variables, and no search for premises."""
    done: set[Prop] = set()
    for _ in range(6):
        todo = [h for h in proof.hypotheses if h.op in _ROWS and (h not in done or h.op in ("forall", "implies"))]
        before = len(proof.hypotheses)
        for h in todo:
            done.add(h)
            if shallow and h.op == "forall" and not any(x.op == "exists" for x in subnodes(h)):
                continue
            _ROWS[h.op](proof, h, goal)
            if h.op == "implies":
                _modus(proof, h, _no_search if shallow else solve)
        if len(proof.hypotheses) == before or before > 80:
            return


def _no_search(proof: Proof, premise: Prop) -> None:
    return None


def columns_agree(proof: Proof, solve: Solve) -> None:
    """A v = B v assumed for every v, in whatever form: then A = B."""
    for h in [h for h in proof.hypotheses if h.op == "forall" and h.data[0].op == "var"]:
        bound, body = h.data[0], h.args[0]
        if body.op != "equal" or len(bound.shape) != 2 or not bound.shape[1].is_one:
            continue
        a, b = (coefficient(side, bound) for side in body.args)
        if a is None or b is None or a.shape != b.shape:
            continue
        conditions, conclusion = apply_fact("agree_on_all_columns", [a, b])
        if proof.knows(conclusion):
            continue
        evidence = None if proof.knows(conditions[0]) else solve(proof, conditions[0])
        if evidence is not None:
            proof.have(conditions[0], evidence)
        proof.fact("agree_on_all_columns", a, b)


def coefficient(x: Term, v: Term) -> Term | None:
    """A with x = A v, where x is a product or sum that ends in v."""
    if x == v:
        return Term("eye", (), (), (v.shape[0], v.shape[0]))
    if v not in free_variables(x):
        return None
    if x.op == "matmul" and v not in free_variables(x.args[0]):
        inner = coefficient(x.args[1], v)
        return None if inner is None else x.args[0] if inner.op == "eye" else x.args[0] @ inner
    if x.op == "mul":
        for c, y in (x.args, x.args[::-1]):
            if not c.shape and v not in free_variables(c):
                inner = coefficient(y, v)
                return None if inner is None else c * inner
    if x.op == "add":
        parts = [coefficient(a, v) for a in x.args]
        known = [p for p in parts if p is not None]
        return add(*known) if len(known) == len(parts) else None
    return None


def _split(proof: Proof, h: Prop, goal: Prop) -> None:
    parts = h.args if h.op == "and" else (Prop("implies", h.args, ()), Prop("implies", h.args[::-1], ()))
    if all(proof.knows(p) for p in parts):
        return
    k = proof.number(h)
    proof.add(lambda rest: ["split", k, rest], *parts)


def _obtain(proof: Proof, h: Prop, goal: Prop) -> None:
    if any(proof.knows(made) for v in obtained(h.data[0], proof) if (made := _opened(h, v)) is not None):
        return
    opened = open_binder(h, fresh(h.data[0], *proof.hypotheses, goal))
    k = proof.number(h)
    proof.add(lambda rest: ["obtain", k, rest], opened)


def obtained(like: Term, proof: Proof) -> list[Term]:
    """The variables of this kind that came out of a quantifier, in the order in which they came."""
    found = [v for h in proof.hypotheses for v in sorted(free_variables(h), key=repr) if str(v.data[0]).endswith("'")]
    mine = [v for v in dict.fromkeys(found) if isinstance(v, Term) and (v.op, v.shape) == (like.op, like.shape)]
    return [v for v in mine if v.data[1:] == like.data[1:]]


def _modus(proof: Proof, h: Prop, solve: Solve) -> None:
    premise, conclusion = h.args
    if proof.knows(conclusion):
        return
    if not (proof.knows(premise) or establish(proof, premise)):
        if premise in proof.sought or premise in proof.fuel.pending:
            return
        proof.fuel.pending.add(premise)  # a premise is no help on the way to itself
        evidence = solve(proof, premise)
        proof.fuel.pending.discard(premise)
        if evidence is None:
            proof.sought.add(premise)
            return
        proof.have(premise, evidence)
    k, at = proof.number(h), proof.number(premise)
    proof.add(lambda rest: ["modus", k, ["hyp", at], rest], conclusion)


def _instances(proof: Proof, h: Prop, goal: Prop) -> None:
    bound = h.data[0]
    if bound.op == "index":
        body = _innermost(h)  # an equation for every index is used by the algebra as it stands, save under a function
        if body.op != "equal" or any(x.op == "apply" for x in subnodes(body)):
            _at_indices(proof, h, goal)
        return
    terms = list(_candidates(proof, bound, h, goal))
    if proof.narrow and bound.op == "var":
        terms = [x for x in terms if x.op == "var" and x in free_variables(goal)] or terms
    for term in terms[:10]:
        instance(proof, h, term)


def instance(proof: Proof, h: Prop, term: Term) -> Prop | None:
    """The universal at a term, added to what is known; None where a name would be captured."""
    made = _opened(h, term)
    if made is not None and not proof.knows(made):
        k = proof.number(h)
        proof.add(lambda rest: ["instance", k, to_json(term), rest], made)
    return made


def _at_indices(proof: Proof, h: Prop, goal: Prop) -> None:
    """At the free indices, all of ∀i ∀j … at once; only where the body then speaks of an entry that is spoken of."""
    spoken = {x for p in (goal, *proof.hypotheses) if p.op != "forall" for x in subnodes(p) if x.op in _SPOKEN}
    ways: list[tuple[Prop, tuple[Term, ...]]] = [(h, ())]
    while ways and ways[0][0].op == "forall" and ways[0][0].data[0].op == "index":
        ways = [
            (made, (*places, i))
            for p, places in ways
            for i in free_indices(p.data[0], *proof.hypotheses, goal)
            if (made := _opened(p, i)) is not None
        ][:64]
    for body, places in ways:
        mine = {x for x in subnodes(body) if x.op in _SPOKEN}
        if not mine or mine & spoken:
            step: Prop | None = h
            for i in places:
                step = None if step is None else instance(proof, step, i)


_SPOKEN = ("entry", "apply", "sequence")


def _opened(h: Prop, term: Term) -> Prop | None:
    try:
        made: Prop = open_binder(h, term)
    except CaptureError:
        return None
    return made


def _innermost(h: Prop) -> Prop:
    while h.op == "forall" and h.data[0].op == "index":
        h = h.args[0]
    return h


def free_indices(like: Term, *nodes: Prop) -> list[Term]:
    """The free index variables that run over the same range, by name."""
    found = {v for n in nodes for v in free_variables(n) if v.op == "index" and v.data[1] == like.data[1]}
    return sorted((v for v in found if isinstance(v, Term)), key=lambda v: str(v.data[0]))


def _candidates(proof: Proof, bound: Term, h: Prop, goal: Prop) -> Iterator[Term]:
    """Terms of the goal (and other hypotheses) that fit; for numbers also 0 and 1."""
    seen: set[Term] = set()
    outer = _outer(proof, goal)
    others = [x for x in proof.hypotheses if x is not h]
    for x in [*occurring([goal]), *_nat_steps(goal), *(y for o in others for y in occurring([o]) if y.op == "var")]:
        fits = (
            is_nat(x)
            if bound.op == "nat"
            else x.shape == bound.shape and x.op in ("var", "recip", "mul", "matmul", "add")
        )
        local = any(str(v.data[0]).startswith("%") and v not in outer for v in free_variables(x))
        if fits and x not in seen and not free_spaces(x) and not local and (bound.op != "nat" or x.op != "const"):
            seen.add(x)
            yield x
    if bound.op == "nat":
        yield const(0)
    elif bound.op != "index" and not bound.shape:
        yield from (const(0), const(1))
    elif bound.op == "var":
        yield const(0) * ones_like(bound)
        yield from [-x for x in seen if x.op == "var"]


def ones_like(x: Term) -> Term:
    return Term("ones", (), (), x.shape)


def _outer(proof: Proof, goal: Prop) -> frozenset[object]:
    return frozenset(v for p in (*proof.hypotheses, goal) for v in free_variables(p))


def _nat_steps(goal: Prop) -> Iterator[Term]:
    for n in subnodes(goal):
        if isinstance(n, Term) and n.op in ("nat", "add") and is_nat(n):
            yield n


_ROWS = {"and": _split, "iff": _split, "exists": _obtain, "implies": lambda proof, h, goal: None, "forall": _instances}
