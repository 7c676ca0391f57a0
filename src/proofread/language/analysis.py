"""The words of a claim for scalars: trigonometric functions, finite and infinite sums, integrals, limits, piecewise.

Bounds may be `inf` and `-inf`. What has no limit is an obligation of the statement, not a value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import factorial as factorial_of
from typing import Any

from proofread.language import complex_numbers
from proofread.language.complex_numbers import Complex
from proofread.language.errors import ClaimError
from proofread.language.sizes import plain
from proofread.language.words import bsum, exp, floor, fresh_name, log, sign, sqrt, term
from proofread.trusted import scalar_terms as s
from proofread.trusted import terms, trees
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term

Function = Callable[[Term], object]
LARGEST = 40  # n! of a larger number stays a product


@dataclass(frozen=True)
class Infinity:
    """∞ as a bound or as the place of a limit, or −∞."""

    sign: int = 1

    def __neg__(self) -> Infinity:
        return Infinity(-self.sign)


inf = Infinity()
pi = s.pi()

# --- functions of one number ------------------------------------------------------------------------------------------


def sin(x: object) -> Any:
    return complex_numbers.sine(x) if isinstance(x, Complex) else s.sin(term(x))


def cos(x: object) -> Any:
    return complex_numbers.cosine(x) if isinstance(x, Complex) else s.cos(term(x))


def tan(x: object) -> Any:
    return sin(x) / cos(x)


def cot(x: object) -> Any:
    return cos(x) / sin(x)


def sec(x: object) -> Term:
    return terms.recip(cos(x))


def csc(x: object) -> Term:
    return terms.recip(sin(x))


def atan(x: object) -> Term:
    """The angle between −π/2 and π/2 whose tangent is x."""
    return s.atan(term(x))


def asin(x: object) -> Term:
    """The angle between −π/2 and π/2 whose sine is x, for −1 ≤ x ≤ 1: 2 atan(x/(1 + √(1 − x²)))."""
    a = term(x)
    return 2 * s.atan(a * terms.recip(1 + sqrt(1 - a * a)))


def acos(x: object) -> Term:
    """The angle between 0 and π whose cosine is x, for −1 ≤ x ≤ 1: π/2 − asin x."""
    return pi / 2 - asin(x)


def sinh(x: object) -> Any:
    if isinstance(x, Complex):
        return complex_numbers.hyperbolic_sine(x)
    a = term(x)
    return (exp(a) - exp(-a)) / 2


def cosh(x: object) -> Any:
    if isinstance(x, Complex):
        return complex_numbers.hyperbolic_cosine(x)
    a = term(x)
    return (exp(a) + exp(-a)) / 2


def coth(x: object) -> Any:
    return cosh(x) / sinh(x)


def asinh(x: object) -> Term:
    a = term(x)
    return log(a + sqrt(a * a + 1))


def acosh(x: object) -> Term:
    """For x ≥ 1."""
    a = term(x)
    return log(a + sqrt(a * a - 1))


def atanh(x: object) -> Term:
    """For −1 < x < 1."""
    a = term(x)
    return log((1 + a) / (1 - a)) / 2


def ceil(x: object) -> Term:
    return -floor(-term(x))


def erf(x: object) -> Term:
    """2/√π times ∫ exp(−t²) from 0 to x."""
    return 2 / sqrt(pi) * integrate(lambda t: exp(-(t * t)), 0, x)


# --- sums and products ------------------------------------------------------------------------------------------------


def sum_(f: Function, first: object, last: object) -> Term:
    """f(first) + … + f(last) over whole numbers; nothing where `last` is `first` − 1; `last` may be inf."""
    if isinstance(last, Infinity):
        return _bound(terms.nat, s.series, lambda k: f(_shifted(k, first)), last)
    size = _size(first, last)
    if size is not None:
        start = term(first)
        return bsum(lambda i: f(i if start == terms.const(0) else i + start), size)
    return _finite(s.natsum, f, first, last)


def product(f: Function, first: object, last: object) -> Term:
    """f(first) · … · f(last); 1 where `last` is `first` − 1. Up to inf: e to the sum of the logarithms."""
    if isinstance(last, Infinity):
        return terms.exp(sum_(lambda k: log(f(k)), first, last))
    return _finite(s.natprod, f, first, last)


def _finite(make: Callable[..., Term], f: Function, first: object, last: object) -> Term:
    count = natural(term(last) - term(first) + 1)
    if count is None:
        raise ClaimError(
            "how many terms there are is not seen to be a natural number",
            "count from a number to a nat or size plus a number: sum(lambda k: k, 1, n)",
        )
    return _bound(terms.nat, make, lambda k: f(_shifted(k, first)), count)


def _bound(leaf: Callable[[str], Term], make: Callable[..., Term], f: Function, *rest: Any) -> Term:
    """`make` with the variable bound; infinite bounds are left out."""
    if not callable(f):
        raise ClaimError(f"{f!r} is no function", "write lambda k: …")
    variable = leaf(fresh_name())
    body = term(f(variable))
    parts = [r for r in rest if not isinstance(r, Infinity)]
    if body.op == "ill":
        return body
    result: Term = trees.bind(lambda v, b: make(v, b, *parts), variable, body)
    return result


def _shifted(k: Term, first: object) -> Term:
    start = natural(term(first))
    if start is None:
        raise ClaimError("a sum starts at a natural number", "write sum(lambda k: …, 0, n)")
    return k if start == terms.const(0) else k + start


def natural(x: Term) -> Term | None:
    """x as naturals plus a natural constant, if its linear form is one."""
    found = _linear(x)
    if found is None or any(c.denominator != 1 or c < 0 for c in found.values()):
        return None
    constant = terms.const(found.pop(None, Fraction(0)))
    names = [v for v, c in found.items() if v is not None for _ in range(int(c))]
    if len(names) > LARGEST:
        return None
    parts = [*names, constant] if not names or constant != terms.const(0) else names
    return parts[0] if len(parts) == 1 else terms.add(*parts)


def _linear(x: Term) -> dict[Term | None, Fraction] | None:
    """Coefficients of the natural-number variables, and of 1 under None."""
    if x.op == "const":
        return {None: x.data[0]}
    if x.op == "nat":
        return {x: Fraction(1)}
    if x.op == "mul" and x.args[0].op == "const":
        inner = _linear(x.args[1])
        return None if inner is None else {v: x.args[0].data[0] * c for v, c in inner.items()}
    if x.op != "add":
        return None
    out: dict[Term | None, Fraction] = {}
    for part in map(_linear, x.args):
        if part is None:
            return None
        for v, c in part.items():
            out[v] = out.get(v, Fraction(0)) + c
    return {v: c for v, c in out.items() if c or v is None}


def _size(first: object, last: object) -> Size | None:
    """How many terms, where a size says where the sum ends."""
    end = term(last)
    start = term(first)
    if end.op != "size" or start.op != "const" or start.data[0].denominator != 1:
        return None
    return plain(end.data[0] + (1 - int(start.data[0])))


def factorial(n: object) -> Term:
    """1 · 2 · … · n of a natural number."""
    count = natural(term(n))
    if count is None:
        raise ClaimError(f"factorial of {term(n)!r}", "it is taken of a nat plus a number")
    if count.op == "const" and count.data[0] <= LARGEST:
        return terms.const(factorial_of(int(count.data[0])))
    return _bound(terms.nat, s.natprod, lambda k: k + 1, count)


def binomial(n: object, k: object) -> Term:
    """n(n − 1)…(n − k + 1)/k!, for a natural number k and any n."""
    top, count = term(n), natural(term(k))
    if count is None:
        raise ClaimError(f"binomial(n, {term(k)!r})", "the lower entry is a nat plus a number")
    if count.op == "const" and count.data[0] <= LARGEST:
        out = terms.const(1)
        for j in range(int(count.data[0])):
            out = out * (top - j) * Fraction(1, j + 1)
        return out
    return _bound(terms.nat, s.natprod, lambda j: (top - j) / (j + 1), count)


# --- integrals and limits ---------------------------------------------------------------------------------------------


def integrate(f: Function, lower: object, upper: object) -> Term:
    """∫ f from `lower` to `upper`; a bound may be inf or -inf."""
    if isinstance(lower, Infinity):
        if isinstance(upper, Infinity) and lower.sign < upper.sign:
            return integrate(f, 0, upper) + integrate(lambda x: f(-x), 0, -lower)
        if isinstance(upper, Infinity):
            raise ClaimError("bounds of an integral", "write integrate(f, -inf, inf)")
        return -integrate(f, upper, lower)
    if not isinstance(upper, Infinity):
        return _real(s.definite, f, term(lower), term(upper))
    if upper.sign > 0:
        return _real(s.ray, f, term(lower))
    return -_real(s.ray, lambda x: f(-x), -term(lower))


def limit(f: Function, place: object, side: str = "both") -> Term:
    """The limit of f at a number, at inf or at -inf; side: "+" from above, "-" from below, "both"."""
    if isinstance(place, Infinity):
        return _real(s.limit, f if place.sign > 0 else lambda x: f(-x))
    at = term(place)
    if side in ("+", "-"):
        step = 1 if side == "+" else -1
        return _real(s.limit, lambda x: f(at + step * terms.recip(x)))
    if side != "both":
        raise ClaimError(f"the side {side!r} of a limit", 'write "+", "-" or "both"')
    return _real(s.limit_at, f, at)


def _real(make: Callable[..., Term], f: Function, *rest: Term) -> Term:
    return _bound(terms.var, make, f, *rest)


# --- by cases ---------------------------------------------------------------------------------------------------------


def piecewise(*values_and_conditions: Any) -> Term:
    """piecewise(value, condition, value, condition, …, otherwise): the first value whose condition holds."""
    *cases, otherwise = values_and_conditions
    if len(cases) % 2 or not cases:
        raise ClaimError("piecewise takes values with conditions, then the value otherwise")
    out = term(otherwise)
    for k in range(len(cases) - 2, -1, -2):
        holds = indicator(cases[k + 1])
        out = holds * term(cases[k]) + (1 - holds) * out
    return out


def indicator(p: object) -> Term:
    """1 where a statement about numbers holds, else 0: through the sign of the difference of its sides."""
    if not isinstance(p, Prop):
        raise ClaimError(f"{p!r} is no condition", "state a relation: x > 0")
    if p.op in ("and", "or", "not"):
        parts = [indicator(a) for a in p.args]
        return 1 - parts[0] if p.op == "not" else _every(parts) if p.op == "and" else 1 - _every([1 - q for q in parts])
    if p.op not in _SIGNS or any(term(a).shape for a in p.args):
        raise ClaimError("a condition of a case", "it compares numbers: x > 0, 0 <= x and x < 1")
    return _SIGNS[p.op](sign(term(p.args[0]) - term(p.args[1])))


def _every(parts: Sequence[Term]) -> Term:
    out = parts[0]
    for q in parts[1:]:
        out = out * q
    return out


_SIGNS: dict[str, Callable[[Term], Term]] = {
    "gt": lambda d: (d * d + d) / 2,
    "ge": lambda d: 1 - (d * d - d) / 2,
    "equal": lambda d: 1 - d * d,
    "apart": lambda d: d * d,
}
