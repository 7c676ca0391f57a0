"""The exact evaluator: what a term is worth, and whether a proposition holds, at an instance.

`holds` says True or False only where it is certain: by exact rational numbers, or by enclosures that lie apart.
Otherwise it says None, and nothing may be concluded. The operators of terms are rows in `exact_terms`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

from proofread.trusted import exact_integrals
from proofread.trusted.enclosures import PRECISION, Interval, Undefined, point
from proofread.trusted.exact_matrices import Rows, Tensor, positive, rank, rows_of, square_rows
from proofread.trusted.exact_quantified import FIRST_NATURALS as FIRST_NATURALS
from proofread.trusted.exact_quantified import defined as _defined
from proofread.trusted.exact_quantified import quantified
from proofread.trusted.exact_scalars import Arithmetic, OutOfBudget, Scalar, primal
from proofread.trusted.exact_terms import ROWS, Scope, broadcast, scope_of, value
from proofread.trusted.instances import EMPTY, Instance, InstanceError, read_instance
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_spaces

Verdict = bool | None


def evaluate(term: Term, instance: Instance, precision: int = PRECISION) -> Tensor:
    """The value of a term that depends on no point of a space. Entries are enclosures, points where they are exact.
    Raises Undefined, OutOfBudget, or InstanceError where the instance has no value for something."""
    try:
        return value(term, scope_of(instance, precision))
    except RecursionError:
        raise OutOfBudget("the term is nested too deeply") from None


def holds(prop: Prop, instance: Instance, precision: int = PRECISION) -> Verdict:
    """Whether the proposition is certainly true (True), certainly false (False), or neither is certain (None).
    Raises OutOfBudget, or InstanceError where the instance has no value for something."""
    try:
        return _judge(prop, scope_of(instance, precision))
    except RecursionError:
        raise OutOfBudget("the proposition is nested too deeply") from None


def defined(duty: Prop, instance: Instance) -> bool:
    """Whether a condition for a formula to be defined is met; under a quantifier, whether it is not known to fail.
    Raises what `holds` raises."""
    try:
        return _defined(duty, scope_of(instance), _judge)
    except RecursionError:
        raise OutOfBudget("the condition is nested too deeply") from None


def _judge(prop: Prop, scope: Scope) -> Verdict:
    if prop.op in CONNECTIVES:
        return CONNECTIVES[prop.op]([_judge(p, scope) for p in prop.args])
    if prop.op in ("forall", "exists"):
        return quantified(prop, scope, _judge)
    return _all(_at_points(prop, scope))


# --- three values ---------------------------------------------------------------------------------------------------


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    """False as soon as one is; None when one is unknown."""
    out: Verdict = True
    for v in verdicts:
        if v is False:
            return False
        out = out if v else None
    return out


def _any(verdicts: Iterable[Verdict]) -> Verdict:
    return _not(_all(_not(v) for v in verdicts))


def _not(v: Verdict) -> Verdict:
    return None if v is None else not v


def _implies(vs: list[Verdict]) -> Verdict:
    premise, conclusion = vs
    return _any([_not(premise), conclusion])


def _iff(vs: list[Verdict]) -> Verdict:
    left, right = vs
    return None if left is None or right is None else left == right


CONNECTIVES: dict[str, Callable[[list[Verdict]], Verdict]] = {
    "and": _all,
    "or": _any,
    "not": lambda vs: _not(*vs),
    "implies": _implies,
    "iff": _iff,
}


# --- relations and predicates ---------------------------------------------------------------------------------------


def _at_points(prop: Prop, scope: Scope) -> Iterator[Verdict]:
    """One verdict for each combination of sample points on which the terms depend."""
    spaces = sorted(free_spaces(prop))
    for samples in product(*(range(len(_weights(scope, space))) for space in spaces)):
        there = scope
        for space, sample in zip(spaces, samples, strict=True):
            there = there.at(space, sample)
        yield _at_point(prop, there)


def _weights(scope: Scope, space: tuple[str, bool]) -> tuple[object, ...]:
    if space not in scope.instance.spaces:
        raise InstanceError(f"the space {space[0]} has no points")
    return scope.instance.spaces[space]


def _at_point(prop: Prop, scope: Scope) -> Verdict:
    try:
        if prop.op in RELATIONS:
            left, right = (value(t, scope) for t in prop.args)
            compare = RELATIONS[prop.op]
            return _all(compare(primal(a), primal(b)) for a, b in broadcast(left, right)[1])
        if prop.op == "converges":
            return exact_integrals.converges(prop.args[0], scope, _judge)
        if prop.op in PREDICATES:
            return PREDICATES[prop.op](scope.ops, value(prop.args[0], scope))
    except Undefined:
        return None
    return None  # an operator that is not known here


def _equal(a: Interval, b: Interval) -> Verdict:
    if a.hi < b.lo or b.hi < a.lo:
        return False
    return True if a.is_point and b.is_point else None


def _ge(a: Interval, b: Interval) -> Verdict:
    return True if a.lo >= b.hi else False if a.hi < b.lo else None


def _gt(a: Interval, b: Interval) -> Verdict:
    return _not(_ge(b, a))


RELATIONS: dict[str, Callable[[Interval, Interval], Verdict]] = {
    "equal": _equal,
    "ge": _ge,
    "gt": _gt,
    "apart": lambda a, b: _not(_equal(a, b)),
}


def _same(a: Scalar, b: Scalar) -> Verdict:
    return _equal(primal(a), primal(b))


def _nonzero(ops: Arithmetic, x: Tensor) -> Verdict:
    return _any(_not(_same(a, point(0))) for a in x.flat)


def _invertible(ops: Arithmetic, x: Tensor) -> Verdict:
    rows = square_rows(x)
    return rank(ops, rows, len(rows)) == len(rows)


def _full_rank(ops: Arithmetic, x: Tensor) -> Verdict:
    rows, columns = rows_of(x), (x.dims or (1, 1))[1]
    return rank(ops, rows, columns) == columns


def _positive(strict: bool) -> Callable[[Arithmetic, Tensor], Verdict]:
    def row(ops: Arithmetic, x: Tensor) -> Verdict:
        rows = square_rows(x)
        return _all((_symmetric(rows), positive(ops, rows, strict)))

    return row


def _symmetric(rows: Rows) -> Verdict:
    return _all(_same(rows[i][j], rows[j][i]) for i in range(len(rows)) for j in range(i))


PREDICATES: dict[str, Callable[[Arithmetic, Tensor], Verdict]] = {
    "nonzero": _nonzero,
    "invertible": _invertible,
    "full_rank": _full_rank,
    "psd": _positive(strict=False),
    "pd": _positive(strict=True),
}

__all__ = [
    "EMPTY", "ROWS", "Instance", "InstanceError", "OutOfBudget", "Tensor", "Undefined", "defined", "evaluate", "holds",
    "read_instance",
]  # fmt: skip
