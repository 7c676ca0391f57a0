"""Where a statement is defined, and what its two sides are worth at an instance."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from proofread.trusted import exact, kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.enclosures import Interval
from proofread.trusted.exact_matrices import Tensor
from proofread.trusted.exact_scalars import primal
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop
from proofread.trusted.trees import free_spaces, subnodes

RELATIONS = ("equal", "ge", "gt", "apart")
DIGITS = 12  # shown of a value that is no rational number


@dataclass(frozen=True)
class Domain:
    """`sequent`: the statement with what it needs to be defined among its hypotheses, as far as an instance can
    confirm that; `unconfirmed`: the conditions under a quantifier over numbers, where it cannot."""

    sequent: Sequent
    unconfirmed: tuple[Prop, ...]

    @staticmethod
    def of(sequent: Sequent) -> Domain:
        duties = obligations((*sequent.hypotheses, sequent.goal))
        beyond = tuple(d for d in duties if _quantifies_over_numbers(d))
        more = tuple(d for d in duties if d not in beyond and d not in sequent.hypotheses)
        return Domain(Sequent((*sequent.hypotheses, *more), sequent.goal), beyond)

    @property
    def conditional(self) -> bool:
        """Whether anything has to hold of an instance at all."""
        return bool(self.sequent.hypotheses)

    def satisfied(self, instance: Any) -> bool:
        """The instance confirms every condition exactly."""
        if not self.conditional:
            return True
        try:
            kernel.refute(Sequent(self.sequent.hypotheses, FALSUM), instance)
        except Rejected:
            return False
        return True

    def defined_at(self, witness: dict[str, Any]) -> tuple[str, ...]:
        """Remarks for the ledger. Rejected where the statement is not defined at the witness."""
        kernel.refute(self.sequent, witness)
        nodes = (*self.sequent.hypotheses, self.sequent.goal, *self.unconfirmed)
        try:
            instance = exact.read_instance({k: v for k, v in witness.items() if k != "choose"}, nodes)
            verdicts = [exact.holds(d, instance) for d in self.unconfirmed]
        except (ValueError, RuntimeError) as why:
            raise Rejected(f"the statement is not known to be defined there: {why}") from None
        if False in verdicts:
            raise Rejected("the statement is not defined at the instance")
        return ("definedness under a quantifier is not confirmed at the instance",) if None in verdicts else ()


def _quantifies_over_numbers(p: Prop) -> bool:
    return any(n.op in ("forall", "exists") and n.data[0].op != "index" for n in subnodes(p))


def sides(goal: Prop, witness: dict[str, Any]) -> tuple[str, ...]:
    """Both sides of a relation at an instance, as text: exact where rational, else its first digits."""
    if goal.op not in RELATIONS or free_spaces(goal):
        return ()
    try:
        instance = exact.read_instance({k: v for k, v in witness.items() if k != "choose"}, (goal,))
        return tuple(f"{text(side)} = {shown(exact.evaluate(side, instance))}" for side in goal.args)
    except (ValueError, ArithmeticError, RuntimeError):
        return ()


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
    return str(x.lo) if x.is_point else decimal((x.lo + x.hi) / 2) + "…"


def decimal(q: Fraction, digits: int = DIGITS) -> str:
    """A rational as a decimal, cut off, without floating point."""
    sign, q = ("-", -q) if q < 0 else ("", q)
    scaled = q * 10**digits // 1
    whole, part = divmod(int(scaled), 10**digits)
    return f"{sign}{whole}.{part:0{digits}d}".rstrip("0").rstrip(".")
