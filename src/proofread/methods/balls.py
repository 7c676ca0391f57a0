"""Scalar terms in Arb's balls, read independently of SymPy and of the kernel: a second opinion on what those computed.

Functions, finite sums and integrals between numbers are rigorous. A limit, an infinite sum, an integral to infinity is
replaced by a member so late as `stage` says, and only the course of the members over the stages tells something.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from proofread.trusted.terms import Term

BITS = 192
STAGES = 4
TERMS = (150, 300, 600, 1200)  # of an infinite sum, by stage
FAR = (16, 256, 4096, 65536)  # how far an integral to infinity is followed
LATE = (10**3, 10**5, 10**7, 10**9)  # the place at which a limit is looked at
MOST_TERMS = 3000  # of a finite sum
EVALUATIONS = 20_000  # of an integrand


class NoBall(ArithmeticError):
    """Not defined there, not analytic where that is needed, or too much work."""


@dataclass(frozen=True)
class Stage:
    """Values of the variables, which members stand for limits, and whether an integrator asks for analyticity."""

    values: Mapping[Term, Any]
    number: int = STAGES - 1
    analytic: bool = False
    side: int = 1  # from which a limit at a number is approached

    def binding(self, v: Term, x: Any, analytic: bool | None = None) -> Stage:
        strict = self.analytic if analytic is None else analytic
        return Stage({**self.values, v: x}, self.number, strict, self.side)


def ball(x: Term, s: Stage) -> Any:
    """A complex ball that holds the value. NoBall where there is none."""
    if x in s.values:
        return s.values[x]
    row = _ROWS.get(x.op)
    if row is None or x.shape:
        raise NoBall(f"no balls for {x.op}")
    return row(x, s)


def real(x: Term, s: Stage) -> Any:
    """The real ball of a value that is a finite real number."""
    found = ball(x, s)
    if not found.is_finite() or not found.imag.contains(0):
        raise NoBall("no finite real value")
    return found.real


def _flint() -> Any:
    import flint  # imported where it is used

    return flint


def number(q: Any) -> Any:
    flint = _flint()
    return flint.acb(flint.fmpq(q.numerator, q.denominator))


def _recip(x: Term, s: Stage) -> Any:
    of = ball(x.args[0], s)
    if of.contains(0) and not s.analytic:
        raise NoBall("a denominator that may be 0")
    return 1 / of


def _power(x: Term, s: Stage) -> Any:
    k = x.data[0] if x.op == "power" else _natural(x.args[1], s)
    return ball(x.args[0], s) ** k if k else _flint().acb(1)


def _natural(x: Term, s: Stage) -> int:
    found = ball(x, s).unique_fmpz()
    if found is None or not 0 <= int(found) <= 10**6:
        raise NoBall("a natural number is needed")
    return int(found)


def _log(x: Term, s: Stage) -> Any:
    of = ball(x.args[0], s)
    if not s.analytic and not of.real > 0:
        raise NoBall("the logarithm of what may not be positive")
    return of.log(analytic=s.analytic)


def _sqrt(x: Term, s: Stage) -> Any:
    of = ball(x.args[0], s)
    if not s.analytic and not of.real >= 0:
        if x.args[0].op in ("mul", "power") and of.real.contains(0):
            return of.real_abs().sqrt()
        raise NoBall("the root of what may be negative")
    return of.sqrt(analytic=s.analytic)


def _atan(x: Term, s: Stage) -> Any:
    of = ball(x.args[0], s)
    if s.analytic and of.real.contains(0) and not abs(of.imag) < 1:
        return _flint().acb("nan")
    return of.atan()


def _plain(name: str) -> Callable[[Term, Stage], Any]:
    return lambda x, s: getattr(ball(x.args[0], s), name)()


def _jumping(name: str) -> Callable[[Term, Stage], Any]:
    return lambda x, s: getattr(ball(x.args[0], s), name)(analytic=s.analytic)


def _maximum(x: Term, s: Stage) -> Any:
    a, b = (ball(y, s) for y in x.args)
    return a.real_max(b, analytic=s.analytic)


def _total(x: Term, s: Stage) -> Any:
    out = ball(x.args[0], s)
    for a in x.args[1:]:
        out = out + ball(a, s)
    return out


def _over_naturals(x: Term, s: Stage) -> Any:
    body, count = x.args
    most = _natural(count, s)
    if most > MOST_TERMS or s.analytic:
        raise NoBall("too many terms")
    out = _flint().acb(0 if x.op == "natsum" else 1)
    for k in range(most):
        member = ball(body, s.binding(x.data[0], _flint().acb(k)))
        out = out + member if x.op == "natsum" else out * member
    return out


def _series(x: Term, s: Stage) -> Any:
    out = _flint().acb(0)
    for k in range(TERMS[s.number]):
        out = out + ball(x.args[0], s.binding(x.data[0], _flint().acb(k)))
    return out


def _integral(x: Term, s: Stage) -> Any:
    flint, body, v = _flint(), x.args[0], x.data[0]
    if s.analytic:
        raise NoBall("an integral inside an integral")
    lower = ball(x.args[1], s)
    upper = lower + FAR[s.number] if x.op == "ray" else ball(x.args[2], s)

    def integrand(z: Any, analytic: bool) -> Any:
        try:
            return ball(body, s.binding(v, z, bool(analytic)))
        except (NoBall, ValueError, ZeroDivisionError):
            return flint.acb("nan")

    return flint.acb.integral(integrand, lower, upper, eval_limit=EVALUATIONS)


def _limit(x: Term, s: Stage) -> Any:
    late = number(_fraction(LATE[s.number]))
    at = late if x.op == "limit" else ball(x.args[1], s) + s.side / late
    return ball(x.args[0], s.binding(x.data[0], at))


def _fraction(n: int) -> Any:
    from fractions import Fraction

    return Fraction(n)


def _product(x: Term, s: Stage) -> Any:
    a, b = x.args
    return ball(a, s) * ball(b, s)


_ROWS: dict[str, Callable[[Term, Stage], Any]] = {
    "const": lambda x, s: number(x.data[0]),
    "pi": lambda x, s: _flint().acb.pi(),
    "add": _total,
    "mul": _product,
    "recip": _recip,
    "power": _power,
    "natpow": _power,
    **{op: _plain(op) for op in ("exp", "sin", "cos", "tanh")},
    "log": _log,
    "sqrt": _sqrt,
    "atan": _atan,
    "abs": _jumping("real_abs"),
    "sign": _jumping("real_sgn"),
    "floor": _jumping("real_floor"),
    "maximum": _maximum,
    "natsum": _over_naturals,
    "natprod": _over_naturals,
    "series": _series,
    "definite": _integral,
    "ray": _integral,
    "limit": _limit,
    "limit_at": _limit,
}
