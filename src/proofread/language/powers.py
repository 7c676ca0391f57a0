"""Powers with whole exponents that hold symbols: (−1)^(2n + 1), aᵐ⁻ⁿ."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce

from proofread.language.complex_numbers import REAL
from proofread.trusted import terms
from proofread.trusted.terms import Term

MOST_BITS = 2000  # of a power that is computed at once


def whole(x: Term) -> dict[Term, int] | None:
    """The natural numbers of which a term is a sum, with their whole coefficients (of 1: what is added); None where it
    is no such sum."""
    if x.op == "const":
        return {terms.const(1): int(x.data[0])} if x.data[0].denominator == 1 else None
    if terms.is_nat(x) and x.op != "add":
        return {x: 1}
    if x.op == "add":
        out: dict[Term, int] = {}
        for part in x.args:
            found = whole(part)
            if found is None:
                return None
            for n, k in found.items():
                out[n] = out.get(n, 0) + k
        return {n: k for n, k in out.items() if k}
    if x.op == "mul":
        return _scaled(x)
    return None


def _scaled(x: Term) -> dict[Term, int] | None:
    """A product of whole numbers and at most one other factor."""
    scale, rest = Fraction(1), list[Term]()
    for a in x.args:
        if a.op == "const":
            scale *= a.data[0]
        else:
            rest.append(a)
    if scale.denominator != 1 or len(rest) > 1:
        return None
    found = whole(rest[0]) if rest else {terms.const(1): 1}
    return None if found is None else {n: k * int(scale) for n, k in found.items() if k * scale}


def power(base: Term, exponent: Term) -> Term | None:
    """The scalar to a whole exponent, as a product of powers of fixed numbers: a^(2n − m + 1) is (a²)ⁿ (1/a)ᵐ a. None
    for other exponents. That the base is not 0 becomes an obligation where something is subtracted."""
    parts = whole(exponent)
    if parts is None or base.shape:
        return None
    if not parts:
        return terms.power(base, 0)  # where the base is defined
    made = terms.const(1)
    for n, k in parts.items():
        factor = _fixed(base, k)
        factor = factor if n == terms.const(1) else terms.power(factor, n)
        made = factor if made == terms.const(1) else made * factor
    return made


def _fixed(base: Term, k: int) -> Term:
    if base.op == "const" and (base.data[0] or k >= 0) and _bits(base.data[0], k) <= MOST_BITS:
        return terms.const(Fraction(base.data[0]) ** k)
    return terms.power(base, k)


def _bits(x: Fraction, k: int) -> int:
    return 0 if abs(x) == 1 else abs(k) * max(abs(x.numerator), x.denominator).bit_length()


# --- numbers that are made of naturals --------------------------------------------------------------------------------


def naturals(x: object) -> tuple[Term, Term] | None:
    """Two natural numbers of which an integer is the difference; None where it is not seen to be one."""
    parts = whole(x if isinstance(x, Term) else terms.to_term(x)) if isinstance(x, REAL) else None
    if parts is None:
        return None
    first = (_times(k, n) for n, k in parts.items() if k > 0)
    second = (_times(-k, n) for n, k in parts.items() if k < 0)
    return _total(first), _total(second)


def quotient(x: object) -> tuple[Term, Term, Term] | None:
    """m, n, d with x = (m − n)/(d + 1), of a number that is written out or seen to be an integer."""
    if isinstance(x, Term) and x.op == "const":
        top, below = x.data[0].numerator, x.data[0].denominator
        return terms.const(max(top, 0)), terms.const(max(-top, 0)), terms.const(below - 1)
    parts = naturals(x)
    return None if parts is None else (*parts, terms.const(0))


def _times(k: int, n: Term) -> Term:
    return terms.const(k) if n == terms.const(1) else n if k == 1 else k * n


def _total(parts: Iterable[Term]) -> Term:
    return reduce(terms.add, parts, terms.const(0))
