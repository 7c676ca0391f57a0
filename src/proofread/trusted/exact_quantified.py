"""Quantifiers at an instance, where finitely many points decide: ranges of indices, sequences that stay constant,
and what `exact_reals` and `exact_polynomials` decide of real variables. All else tries points, which decides one way
only. No point decides at which the body is not defined: there it would be 1/0 = 0 that does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import ceil

from proofread.trusted.enclosures import Undefined, point
from proofread.trusted.exact_matrices import scalar
from proofread.trusted.exact_polynomials import one_number
from proofread.trusted.exact_reals import Judge, Reals, Verdict, exists, for_all
from proofread.trusted.exact_scalars import exact
from proofread.trusted.exact_terms import Scope, value
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Node, Prop, Term
from proofread.trusted.trees import subnodes

FIRST_NATURALS = 8  # how far a statement about all natural numbers is tried


def quantified(prop: Prop, scope: Scope, judge: Judge) -> Verdict:
    """True or False only where that is certain."""
    variable, body = prop.data[0], prop.args[0]
    if variable.op == "index":
        places = range(scope.instance.size(variable.data[1]))
        return _combined(prop.op, _at(places, prop, scope, judge))
    if variable.op == "nat":
        return _natural(prop, variable, body, scope, judge)
    return None if variable.data[1] is not None else _real(prop, scope, judge)


def _combined(op: str, verdicts: Iterable[Verdict]) -> Verdict:
    """∀ is False at the first False, ∃ is True at the first True; the other way only if nothing is unknown."""
    decisive, unknown = op == "exists", False
    for v in verdicts:
        if v is decisive:
            return decisive
        unknown = unknown or v is None
    return None if unknown else not decisive


def _at(places: Iterable[int], prop: Prop, scope: Scope, judge: Judge) -> Iterator[Verdict]:
    variable, body = prop.data[0], prop.args[0]
    return (_judged(prop.op, body, scope.binding(variable, scalar(point(i))), judge) for i in places)


def _judged(op: str, body: Prop, there: Scope, judge: Judge) -> Verdict:
    """What the body says at a point. Where it would decide, it has to be defined."""
    verdict = judge(body, there)
    if verdict is not (op == "exists"):
        return verdict
    return verdict if all(defined(duty, there, judge) for duty in obligations((body,))) else None


def defined(duty: Prop, scope: Scope, judge: Judge) -> bool:
    """What is needed to be defined holds. Of what has to hold for all values of something it is enough that it is not
    known to fail, as those at which it is used have had their turn. A premise that is not known to be false may be
    true: what is needed under it is needed."""
    verdict = judge(duty, scope)
    if verdict is not None:
        return verdict
    if duty.op == "implies":
        return defined(duty.args[1], scope, judge)
    return duty.op == "forall" and quantified(duty, scope, _as_if_premises_held(judge)) is not False


def _as_if_premises_held(judge: Judge) -> Judge:
    """All premises but those that are known to be false."""

    def strict(p: Prop, scope: Scope) -> Verdict:
        if p.op == "implies":
            return judge(p.args[0], scope) is False or strict(p.args[1], scope)
        return quantified(p, scope, strict) if p.op == "forall" else judge(p, scope)

    return strict


def _natural(prop: Prop, variable: Term, body: Prop, scope: Scope, judge: Judge) -> Verdict:
    least_beyond = _bounded(prop, variable, scope)
    if least_beyond is not None:
        return _combined(prop.op, _at(range(least_beyond), prop, scope, judge))
    last = _settled(variable, body, scope)
    end = FIRST_NATURALS if last is None else last + 1
    tried = _combined(prop.op, _at(range(end), prop, scope, judge))
    return tried if last is not None or tried is (prop.op == "exists") else None


def _bounded(prop: Prop, variable: Term, scope: Scope) -> int | None:
    """The least natural number from which on ∀n: c > n ⇒ … says nothing."""
    if prop.op != "forall" or prop.args[0].op != "implies":
        return None
    premise = prop.args[0].args[0]
    if premise.op != "gt" or premise.args[1] != variable or premise.args[0].shape or variable in premise.args[0].free:
        return None
    try:
        return max(0, ceil(exact(value(premise.args[0], scope).flat[0])))
    except Undefined:
        return None


def _settled(variable: Term, body: Prop, scope: Scope) -> int | None:
    """From where on nothing changes, if the variable only numbers members of sequences that stay constant."""
    names = {n.data[0] for n in subnodes(body) if n.op == "sequence"}
    meanings = [scope.instance.functions.get(name) for name in names]
    if _outside_sequences(variable, body) or not all(m is not None and m.constant for m in meanings):
        return None
    return max((len(m.members) for m in meanings if m is not None), default=0)


def _outside_sequences(variable: Term, n: Node) -> bool:
    if n == variable:
        return True
    return n.op != "sequence" and any(_outside_sequences(variable, a) for a in n.args)


# --- real variables -------------------------------------------------------------------------------------------------


def _real(prop: Prop, scope: Scope, judge: Judge) -> Verdict:
    variables, body = _bound_together(prop)
    reals = Reals(variables, scope)
    known = for_all(reals, body, judge) if prop.op == "forall" else exists(reals, body)
    if known is None:
        known = one_number(prop.op, reals, body, judge)
    if known is not None:
        return known
    if prop.op == "exists":
        reals, body = Reals((prop.data[0],), scope), prop.args[0]
    tried = _combined(prop.op, (_judged(prop.op, body, reals.at(x), judge) for x in _points(reals.count)))
    if tried is not True and prop.op == "exists" and len(prop.data) > 1:
        tried = _at_named_witness(prop, scope, judge)
    return tried if tried is (prop.op == "exists") else None


def _bound_together(prop: Prop) -> tuple[tuple[Term, ...], Prop]:
    """∀x ∀y … or ∃x ∃y … over reals, as one: the variables and the body below."""
    variables, op = list[Term](), prop.op
    while prop.op == op and prop.data[0].op == "var" and prop.data[0].data[1] is None:
        variables.append(prop.data[0])
        prop = prop.args[0]
    return tuple(variables), prop


def _at_named_witness(prop: Prop, scope: Scope, judge: Judge) -> Verdict:
    try:
        there = scope.binding(prop.data[0], value(prop.data[1], scope))
    except Undefined:
        return None
    return _judged(prop.op, prop.args[0], there, judge)


def _points(n: int) -> Iterator[list[Fraction]]:
    """0, the unit vectors and their negatives."""
    yield [Fraction(0)] * n
    for i in range(min(n, 8)):
        for sign in (1, -1):
            yield [Fraction(sign * (k == i)) for k in range(n)]
