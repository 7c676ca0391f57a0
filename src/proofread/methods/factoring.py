"""Polynomials factored over the rationals by SymPy. The kernel multiplies again; nothing is believed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Poly


def factored(p: Poly) -> tuple[Fraction, list[tuple[Poly, int]]] | None:
    """A number, and irreducible factors with their powers; None for a number. The factors of its monomials count as
    different unknowns."""
    import sympy  # slow to import, and seldom needed

    places = list(dict.fromkeys(f for m in p for f in m))
    if not places:
        return None
    symbols = {f: sympy.Symbol(f"x{k}") for k, f in enumerate(places)}
    terms = [_rational(c) * sympy.Mul(*(symbols[f] for f in m)) for m, c in p.items()]
    number, factors = sympy.factor_list(sympy.Add(*terms))
    return _fraction(number), [(_poly(sympy.Poly(f, *symbols.values()), places), n) for f, n in factors]


def _poly(f: Any, places: Sequence[Any]) -> Poly:
    out: Poly = {}
    for powers, c in f.terms():
        m = [h for h, n in zip(places, powers, strict=True) for _ in range(n)]
        out = ix.plus(out, ix.normal(_fraction(c), m))
    return out


def _rational(c: Fraction) -> Any:
    import sympy

    return sympy.Rational(c.numerator, c.denominator)


def _fraction(c: Any) -> Fraction:
    return Fraction(int(c.p), int(c.q))
