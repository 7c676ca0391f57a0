"""Exact numbers: as printed, rounded or cut off, and the output size of a convolution."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import floor as whole

from proofread.language.errors import ClaimError
from proofread.language.words import and_, ge, gt, le, lt, term
from proofread.trusted import terms
from proofread.trusted.terms import Prop, Term

_DECIMAL = re.compile(r"[+\-−]?(\d+(\.\d*)?|\.\d+)")


def Q(text: object) -> Term:
    """The number as typed: Q("0.66") is 33/50, Q("2/3") is 2/3."""
    if isinstance(text, int) and not isinstance(text, bool):
        return terms.const(text)
    if not isinstance(text, str):
        raise ClaimError(f"Q takes the number as text, not {text!r}", f'write Q("{text}")')
    try:
        return terms.const(Fraction(text.replace("−", "-").strip()))
    except (ValueError, ZeroDivisionError) as error:
        raise ClaimError(f"{text!r} is not a number", 'write Q("0.66") or Q("2/3")') from error


@dataclass(frozen=True)
class Rounded:
    """A group of printed decimals: the statement that they are rounded half up, and that they are cut off."""

    rounding: Prop
    truncation: Prop

    def __bool__(self) -> bool:
        raise TypeError("a statement is not a truth value")


def decimals(values: object, printed: object) -> Rounded:
    """The values print as these decimals, by one rule for the whole group: half-up decides, cutting off is a flag."""
    return Rounded(rounds_to(values, printed), truncates_to(values, printed))


def rounds_to(values: object, printed: object) -> Prop:
    """Rounded half up to the printed places: 2.58 stands for 2.575 ≤ x < 2.585. Nested lists go entry by entry."""
    return and_(*(_rounds(x, text) for x, text in _pairs(values, printed)))


def truncates_to(values: object, printed: object) -> Prop:
    """Cut off toward 0 at the printed places: 2.66 stands for 2.66 ≤ x < 2.67."""
    return and_(*(_truncates(x, text) for x, text in _pairs(values, printed)))


def _rounds(x: Term, text: str) -> Prop:
    value, unit = _read(text)
    return and_(ge(x, value - unit / 2), lt(x, value + unit / 2))


def _truncates(x: Term, text: str) -> Prop:
    value, unit = _read(text)
    if value > 0:
        return and_(ge(x, value), lt(x, value + unit))
    return and_(gt(x, value - unit), le(x, value) if value else lt(x, unit))


def _read(text: str) -> tuple[Fraction, Fraction]:
    """The printed value and the unit of its last place."""
    if not isinstance(text, str) or not _DECIMAL.fullmatch(text):
        raise ClaimError(f"{text!r} is not a printed decimal", 'write it as text, e.g. "2.58"')
    return Fraction(text.replace("−", "-")), Fraction(1, 10 ** len(text.partition(".")[2]))


def _pairs(values: object, printed: object) -> list[tuple[Term, str]]:
    if isinstance(printed, str):
        return [(term(values), printed)]
    if not isinstance(printed, list | tuple) or not printed:
        raise ClaimError(f"{printed!r} is not a printed decimal", 'write it as text, e.g. "2.58", or a list of texts')
    if not isinstance(values, list | tuple) or len(values) != len(printed):
        raise ClaimError("values and printed decimals differ in number", "give lists of one length")
    return [pair for v, p in zip(values, printed, strict=True) for pair in _pairs(v, p)]


def output_size(n: object, kernel: object, stride: object = 1, padding: object = 0, dilation: object = 1) -> Term:
    """⌊(n + 2·padding − dilation·(kernel − 1) − 1)/stride⌋ + 1, the length of a convolution along one axis."""
    length, k, s, p, d = (term(x) for x in (n, kernel, stride, padding, dilation))
    if all(t.op == "const" for t in (length, k, s, p, d)):
        return _output_number(*(t.data[0] for t in (length, k, s, p, d)))
    return terms.floor((length + 2 * p - d * (k - 1) - 1) / s) + 1


def _output_number(n: Fraction, kernel: Fraction, stride: Fraction, padding: Fraction, dilation: Fraction) -> Term:
    reach = n + 2 * padding - dilation * (kernel - 1) - 1
    if reach < 0 or stride <= 0:
        return terms.ill(f"a kernel of {kernel} (dilation {dilation}, stride {stride}) does not fit a length of {n}")
    return terms.const(whole(reach / stride) + 1)
