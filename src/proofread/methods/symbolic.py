"""Scalar terms as SymPy expressions and back. What has no counterpart raises `Untranslatable`. Nothing is believed.

Only elementary functions go both ways. Sums, products, integrals and limits go to SymPy's unevaluated ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.terms import Term


class Untranslatable(ValueError):
    """There is no such function on the other side."""


MOST_NODES = 400  # of an expression handed to SymPy: what is larger takes it too long


def expression(x: Term, names: Mapping[Term, Any]) -> Any:
    """The SymPy expression; `names`: what stands for each free variable."""
    if x in names:
        return names[x]
    if x.shape:
        raise Untranslatable("a column or matrix")
    row = _ROWS.get(x.op)
    if row is None:
        raise Untranslatable(x.op)
    return row(x, names)


def _sympy() -> Any:
    import sympy  # slow to import, and seldom needed

    return sympy


def _const(x: Term, names: Mapping[Term, Any]) -> Any:
    return _sympy().Rational(x.data[0].numerator, x.data[0].denominator)


def _add(x: Term, names: Mapping[Term, Any]) -> Any:
    return _sympy().Add(*(expression(a, names) for a in x.args))


def _mul(x: Term, names: Mapping[Term, Any]) -> Any:
    return _sympy().Mul(*(expression(a, names) for a in x.args))


def _recip(x: Term, names: Mapping[Term, Any]) -> Any:
    of = expression(x.args[0], names)
    if of == 0:
        raise Untranslatable("1/0")
    return 1 / of


def _power(x: Term, names: Mapping[Term, Any]) -> Any:
    exponent = x.data[0] if x.op == "power" else expression(x.args[1], names)
    return expression(x.args[0], names) ** exponent


def _function(name: str) -> Callable[[Term, Mapping[Term, Any]], Any]:
    return lambda x, names: getattr(_sympy(), name)(*(expression(a, names) for a in x.args))


def _bound(x: Term, names: Mapping[Term, Any]) -> tuple[Any, Any]:
    """A symbol for the bound variable, and the body in it."""
    sympy, variable = _sympy(), x.data[0]
    kind = {"integer": True, "nonnegative": True} if variable.op == "nat" else {"real": True}
    symbol = sympy.Dummy(f"b{len(names)}", **kind)
    return symbol, expression(x.args[0], {**names, variable: symbol})


def _natsum(x: Term, names: Mapping[Term, Any]) -> Any:
    symbol, body = _bound(x, names)
    return _sympy().Sum(body, (symbol, 0, expression(x.args[1], names) - 1))


def _natprod(x: Term, names: Mapping[Term, Any]) -> Any:
    symbol, body = _bound(x, names)
    count = expression(x.args[1], names)
    return _sympy().factorial(count) if body == symbol + 1 else _sympy().Product(body, (symbol, 0, count - 1))


def _series(x: Term, names: Mapping[Term, Any]) -> Any:
    symbol, body = _bound(x, names)
    return _sympy().Sum(body, (symbol, 0, _sympy().oo))


def _integral(x: Term, names: Mapping[Term, Any]) -> Any:
    symbol, body = _bound(x, names)
    ends = [expression(a, names) for a in x.args[1:]]
    return _sympy().Integral(body, (symbol, *ends, *([_sympy().oo] if x.op == "ray" else [])))


def _limit(x: Term, names: Mapping[Term, Any]) -> Any:
    symbol, body = _bound(x, names)
    if x.op == "limit":
        return _sympy().Limit(body, symbol, _sympy().oo, "-")
    return _sympy().Limit(body, symbol, expression(x.args[1], names), "+-")


_ROWS: dict[str, Callable[[Term, Mapping[Term, Any]], Any]] = {
    "const": _const,
    "pi": lambda x, names: _sympy().pi,
    "add": _add,
    "mul": _mul,
    "recip": _recip,
    "power": _power,
    "natpow": _power,
    **{name: _function(name) for name in ("exp", "log", "sqrt", "tanh", "sin", "cos", "atan", "sign", "floor")},
    "abs": _function("Abs"),
    "maximum": _function("Max"),
    "natsum": _natsum,
    "natprod": _natprod,
    "series": _series,
    "definite": _integral,
    "ray": _integral,
    "limit": _limit,
    "limit_at": _limit,
}


# --- and back ---------------------------------------------------------------------------------------------------------


def term(e: Any, names: Mapping[Any, Term]) -> Term:
    """The term of an elementary expression; `names`: the term of each symbol."""
    sympy = _sympy()
    if e in names:
        return names[e]
    if e.is_Rational:
        return t.const(Fraction(int(e.p), int(e.q)))
    if e is sympy.pi:
        return s.pi()
    if e is sympy.E:
        return t.exp(1)
    if e.is_Add:
        return t.add(*(term(a, names) for a in e.args))
    if e.is_Mul:
        return _product(e, names)
    if e.is_Pow:
        return _power_term(e.base, e.exp, names)
    row = _FUNCTIONS.get(type(e).__name__)
    if row is None:
        raise Untranslatable(str(e)[:60])
    return row(*(term(a, names) for a in e.args))


def _product(e: Any, names: Mapping[Any, Term]) -> Term:
    """Numbers first, then factors, then denominators."""
    out: Term | None = None
    for a in sorted(e.args, key=lambda a: (not a.is_number, bool(a.is_Pow and a.exp.is_negative))):
        factor = term(a, names)
        out = factor if out is None else t.mul(out, factor)
    assert out is not None
    return out


def _power_term(base: Any, exponent: Any, names: Mapping[Any, Term]) -> Term:
    sympy = _sympy()
    if base is sympy.E:
        return t.exp(term(exponent, names))
    if exponent.is_Integer:
        power = t.power(term(base, names), abs(int(exponent)))
        power = term(base, names) if abs(int(exponent)) == 1 else power
        return t.recip(power) if exponent < 0 else power
    if (2 * exponent).is_Integer:
        root = t.sqrt(term(base, names))
        whole = abs(int(2 * exponent))
        power = root if whole == 1 else t.power(root, whole)
        return t.recip(power) if exponent < 0 else power
    made = term(exponent, names)
    return t.power(term(base, names), made) if t.is_nat(made) else t.exp(made * t.log(term(base, names)))


_FUNCTIONS: dict[str, Callable[..., Term]] = {
    "exp": t.exp, "log": t.log, "sin": s.sin, "cos": s.cos, "atan": s.atan, "tanh": t.tanh, "Abs": t.absolute,
    "sign": t.sign, "tan": lambda x: s.sin(x) * t.recip(s.cos(x)),
    "sinh": lambda x: (t.exp(x) - t.exp(-x)) / 2, "cosh": lambda x: (t.exp(x) + t.exp(-x)) / 2,
    "asin": lambda x: 2 * s.atan(x * t.recip(1 + t.sqrt(1 - x * x))),
    "acos": lambda x: s.pi() / 2 - 2 * s.atan(x * t.recip(1 + t.sqrt(1 - x * x))),
    "asinh": lambda x: t.log(x + t.sqrt(x * x + 1)),
}  # fmt: skip
