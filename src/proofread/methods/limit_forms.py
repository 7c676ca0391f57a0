"""The form in which a function stands under a limit: its factors, a rational function as one of 1/v."""

from __future__ import annotations

from proofread.methods import symbolic
from proofread.methods.symbolic import Untranslatable
from proofread.trusted import terms as t
from proofread.trusted.terms import Term, const
from proofread.trusted.trees import free_variables

ZERO = const(0)
MOST_STEPS = 8  # of an exponent that are written out


def variables(body: Term) -> list[Term]:
    return sorted((v for v in free_variables(body) if isinstance(v, Term)), key=lambda v: (v.op, str(v.data[0])))


def coefficient(x: Term, v: Term) -> Term | None:
    """c, of cv."""
    if x == v:
        return const(1)
    inner = factors(x)
    rest = [f for f in inner if f != v]
    return multiplied(rest) if len(rest) == len(inner) - 1 and v not in free_variables(multiplied(rest)) else None


def factors(x: Term) -> list[Term]:
    if x.op == "mul":
        return [f for a in x.args for f in factors(a)]
    return [x.args[0]] * x.data[0] if x.op == "power" and x.data[0] <= 6 else [x]


def multiplied(factors: list[Term]) -> Term:
    out = const(1)
    for f in factors:
        out = f if out == const(1) else out * f
    return out


def simplest(x: Term) -> Term:
    """A rate without double negations."""
    import sympy

    names = {v: sympy.Symbol(f"v{k}", real=True) for k, v in enumerate(variables(x))}
    try:
        return symbolic.term(symbolic.expression(x, names), {e: v for v, e in names.items()})
    except Untranslatable:
        return x


def in_reciprocal(body: Term, v: Term) -> Term | None:
    """A rational function of v as one of 1/v without a pole at 0."""
    import sympy

    u = sympy.Symbol("u", positive=True)
    names = {w: sympy.Symbol(f"v{k}", real=True) for k, w in enumerate(variables(body))}
    try:
        e = sympy.cancel(sympy.together(symbolic.expression(body, {**names, v: 1 / u})))
        if not e.is_rational_function(u) or sympy.denom(e).subs(u, 0) == 0:
            return None
        back = {symbol: w for w, symbol in names.items()}
        return symbolic.term(e, {**back, u: t.recip(v)})
    except (Untranslatable, sympy.PolynomialError, AttributeError, TypeError, ValueError, NotImplementedError):
        return None


def numerators(x: Term) -> list[Term]:
    """F with body = (F(v) − F(c))/(v − c), up to a constant that does not matter."""
    (body, place), v = x.args, x.data[0]
    found = factors(body)
    without = [f for f in found if f not in (t.recip(v - place), t.recip(v)) or (f == t.recip(v) and place != ZERO)]
    return [multiplied(without)] if len(without) < len(found) and without else []


def stepped(f: Term, n: Term) -> list[Term]:
    """q^(n + 2) as q, q, qⁿ; and so the reciprocal of such a power."""
    if f.op == "recip" and f.args[0].op in ("natpow", "mul"):
        return [t.recip(g) for g in (h for x in factors(f.args[0]) for h in stepped(x, n))]
    if f.op != "natpow" or f.args[1].op != "add" or f.args[1].args[0] != n:
        return [f]
    more = f.args[1].args[1:]
    whole = sum(int(a.data[0]) for a in more) if all(a.op == "const" for a in more) else MOST_STEPS + 1
    return [*[f.args[0]] * whole, t.power(f.args[0], n)] if whole <= MOST_STEPS else [f]
