"""Instances beside a verdict: whether they meet the hypotheses, and what the two sides of the statement are there."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from proofread.trusted import exact, recheck
from proofread.trusted.combination import Rejected
from proofread.trusted.enclosures import Interval
from proofread.trusted.exact_matrices import Tensor
from proofread.trusted.exact_scalars import primal
from proofread.trusted.printing import text
from proofread.trusted.terms import Prop
from proofread.trusted.trees import free_spaces

RELATIONS = ("equal", "ge", "gt", "apart")
DIGITS = 12  # shown of a value that is no rational number


def satisfied(hypotheses: tuple[Prop, ...], instance: Any) -> bool:
    """The instance confirms every hypothesis; it needs none where there is none."""
    if not hypotheses:
        return True
    try:
        recheck.satisfies(hypotheses, instance)
    except (Rejected, TypeError, AttributeError):
        return False
    return True


def plain(witness: Any) -> Any:
    """The instance alone: without the values of outer quantifiers, and without a proof of the contrary."""
    if not isinstance(witness, dict):
        return witness
    return {k: v for k, v in witness.items() if k not in ("choose", "given", "disproof", "because", "define")}


def sides(goal: Prop, witness: dict[str, Any]) -> tuple[str, ...]:
    """Both sides of the relation that fails at an instance, as text: exact where rational, else its first digits."""
    try:
        part = _failing(goal, exact.read_instance(plain(witness), (goal,)))
        if part is None or free_spaces(part):
            return ()
        instance = exact.read_instance(plain(witness), (part,))
        return tuple(f"{text(side)} = {shown(exact.evaluate(side, instance))}" for side in part.args)
    except (ValueError, ArithmeticError, RuntimeError):
        return ()


def _failing(goal: Prop, instance: exact.Instance) -> Prop | None:
    """The relation inside a false proposition that makes it false: the first such part of a conjunction, the
    conclusion of an implication."""
    if goal.op in RELATIONS:
        return goal
    if goal.op == "implies":
        return _failing(goal.args[1], instance)
    if goal.op == "and":
        false = (p for p in goal.args if exact.holds(p, instance) is False)
        return next((found for p in false if (found := _failing(p, instance)) is not None), None)
    return None


def shown(t: Tensor) -> str:
    """A tensor as nested lists of numbers; a column as a list."""
    dims = t.dims[:1] if len(t.dims) == 2 and t.dims[1] == 1 else t.dims
    return _nested([number(primal(x)) for x in t.flat], dims)


def _nested(entries: list[str], dims: tuple[int, ...]) -> str:
    if not dims:
        return entries[0]
    step = len(entries) // dims[0] if dims[0] else 0
    return "[" + ", ".join(_nested(entries[i * step : (i + 1) * step], dims[1:]) for i in range(dims[0])) + "]"


def number(x: Interval) -> str:
    """A rational number, or the first digits of an enclosure."""
    return str(x.lo) if x.is_point else decimal(Fraction(x.lo + x.hi) / 2) + "…"


def decimal(q: Fraction, digits: int = DIGITS) -> str:
    """A rational as a decimal, cut off, without floating point."""
    sign, q = ("-", -q) if q < 0 else ("", q)
    scaled = q * 10**digits // 1
    whole, part = divmod(int(scaled), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}".rstrip("0").rstrip(".")
