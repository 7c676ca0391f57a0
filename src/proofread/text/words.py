"""The words a text may use: those of a Python claim, each with what it takes. What is not listed here does not exist.

Kinds of arguments: t term, v term or complex number, r term (no method yet for complex numbers), p statement,
f function, s sort, n size, z measure space, k small whole number, d printed decimals, q a number as text, o the name of
an option, b a term or an infinite bound, c of piecewise, m rows of blocks.

A row of PLANNED is a word that will mean something; until then it reads "no method".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from proofread.language import (
    analysis,
    calculus,
    complex_numbers,
    gaussians,
    items,
    limits,
    linear_algebra,
    numbers,
    positions,
    sorts,
    words,
)
from proofread.trusted.terms import Prop, Term


@dataclass(frozen=True)
class Word:
    """`takes`: one letter an argument; `rest`: the kind of any number of further ones; `named`: optional by name.
    `option`: said of an option of a question only."""

    name: str
    function: Callable[..., Any]
    takes: str
    rest: str = ""
    named: Mapping[str, str] = field(default_factory=dict)
    option: bool = False


# --- written out here, from words of the language -------------------------------------------------------------------


def minimum(x: object, y: object) -> Term:
    """The smaller of two, entry by entry."""
    return -words.maximum(-words.term(x), -words.term(y))


def psd_ge(a: object, b: object) -> Prop:
    """A − B is positive semidefinite."""
    return words.psd(words.term(a) - words.term(b))


def psd_gt(a: object, b: object) -> Prop:
    """A − B is positive definite."""
    return words.pd(words.term(a) - words.term(b))


def norm1(x: object) -> Term:
    """The sum of the absolute values of all entries."""
    return words.total(words.abs_(x))


def softplus(x: object) -> Term:
    """log(1 + e^x), entry by entry."""
    return words.log(1 + words.exp(words.term(x)))


# --- the table ------------------------------------------------------------------------------------------------------

_OF_TERMS: dict[str, tuple[Callable[..., Any], ...]] = {
    "t": (
        words.diag, words.diagonal, words.floor, words.inv, words.mean, words.norm,
        words.norm2, words.pinv, words.relu, words.sigmoid, words.sign, words.softmax, words.tanh,
        words.total, words.trace, words.transpose, words.full_column_rank, words.invertible, words.nonzero,
        words.orthogonal, words.pd, words.psd, words.symmetric, words.array, calculus.Var, norm1, softplus,
        analysis.sec, analysis.csc, analysis.asin, analysis.acos, analysis.atan, analysis.asinh, analysis.acosh,
        analysis.atanh, analysis.ceil, analysis.erf, analysis.factorial,
        linear_algebra.det, linear_algebra.logdet, linear_algebra.rank, linear_algebra.vec,
    ),
    "v": (
        words.abs_, words.exp, analysis.sin, analysis.cos, analysis.tan, analysis.cot, analysis.sinh, analysis.cosh,
        analysis.coth, complex_numbers.conjugate, complex_numbers.re, complex_numbers.im,
    ),
    "r": (words.log, words.sqrt),
    "vv": (words.apart, words.equal),
    "tt": (
        words.dot, words.ge, words.gt, words.le, words.lt, words.maximum, positions.same,
        calculus.Cov, calculus.row, calculus.column, linear_algebra.kron, linear_algebra.above, linear_algebra.beside,
        psd_ge, psd_gt, minimum, analysis.binomial,
    ),
    "tn": (calculus.unit,),
    "m": (linear_algebra.block,),
    "tttt": (calculus.log_normal_density,),
    "ttz": (calculus.KL,),
    "tz": (calculus.entropy,),
    "zt": (calculus.integral,),
    "n": (words.eye,),
    "fn": (words.bsum,),
    "fbb": (analysis.sum_, analysis.product, analysis.integrate),
    "ft": (limits.tends_to, calculus.stationary),
    "f": (calculus.grad, calculus.jac, calculus.hess, calculus.derivative),
    "fvs": (words.minimises, words.maximises),
    "ffs": (words.same_minimisers,),
    "ffks": (limits.agrees_to_order,),
    "p": (words.not_,),
    "pp": (words.implies, words.iff),
}  # fmt: skip
_OTHERS = (
    Word("gaussian", gaussians.gaussian, "ttt"),
    Word("E", calculus.E, "t", named={"under": "t", "on": "z"}),
    Word("ones", words.ones, "n", "n"),
    Word("zeros", words.zeros, "n", "n"),
    Word("at", positions.at, "tt", "t"),
    Word("and_", words.and_, "p", "p"),
    Word("or_", words.or_, "p", "p"),
    Word("exactly_one", words.exactly_one, "p", "p"),
    Word("forall", words.forall, "s", "sf"),
    Word("exists", words.exists, "s", "sf", {"witness": "v"}),
    Word("limit", analysis.limit, "fb", named={"side": "o"}),
    Word("piecewise", analysis.piecewise, "tpt", "c"),
    Word("big_o", limits.big_o, "ff", named={"variables": "k"}),
    Word("theta", limits.theta, "ff", named={"variables": "k"}),
    Word("rounds_to", numbers.rounds_to, "td"),
    Word("truncates_to", numbers.truncates_to, "td"),
    Word("output_size", numbers.output_size, "t", "t", dict.fromkeys(("kernel", "stride", "padding", "dilation"), "t")),
    Word("Q", numbers.Q, "q"),
    Word("when", items.when, "pp", option=True),
    Word("all_of", items.all_of, "o", "o", option=True),
    Word("none_of", items.none_of, "o", "o", option=True),
)
_ALIASES = {"sum": "sum_", "abs": "abs_", "max": "maximum", "min": "minimum", "one_hot": "unit", "conj": "conjugate"}


def _table() -> dict[str, Word]:
    rows = [Word(f.__name__, f, takes) for takes, fs in _OF_TERMS.items() for f in fs]
    table = {w.name: w for w in (*rows, *_OTHERS)}
    return table | {short: table[long] for short, long in _ALIASES.items()}


WORDS: Mapping[str, Word] = _table()
CONSTANTS: Mapping[str, Any] = {"pi": analysis.pi, "inf": analysis.inf, "I": complex_numbers.I}
PLANNED = frozenset({
    "atan2", "gamma", "antiderivative",
    "hadamard_power", "expm", "eigenvalues", "singular_values",
    "spectral_norm", "nuclear_norm", "argmax", "argmin",
})  # fmt: skip


@dataclass(frozen=True)
class SortRow:
    """`takes`: the kinds of its parameters in brackets; `rest` as in Word."""

    made: Any
    takes: str = ""
    rest: str = ""


_SORTS = {
    "Scalar": SortRow(sorts.Scalar), "Positive": SortRow(sorts.Positive), "NonNegative": SortRow(sorts.NonNegative),
    "Unit": SortRow(sorts.Unit), "Nat": SortRow(sorts.Nat), "RandomScalar": SortRow(sorts.RandomScalar),
    "Entrywise": SortRow(sorts.Entrywise), "Index": SortRow(sorts.Index, "n"), "Vector": SortRow(sorts.Vector, "n"),
    "Matrix": SortRow(sorts.Matrix, "nn"), "Tensor": SortRow(sorts.Tensor, "n", "n"),
    "Simplex": SortRow(sorts.Simplex, "n"), "OneHot": SortRow(sorts.OneHot, "n"),
    "Symmetric": SortRow(sorts.Symmetric, "n"), "PositiveDefinite": SortRow(sorts.PositiveDefinite, "n"),
    "PositiveSemidefinite": SortRow(sorts.PositiveSemidefinite, "n"), "Orthogonal": SortRow(sorts.Orthogonal, "n"),
    "RandomVector": SortRow(sorts.RandomVector, "n"), "RandomMatrix": SortRow(sorts.RandomMatrix, "nn"),
    "OnSpace": SortRow(sorts.OnSpace, "z", "s"), "Density": SortRow(sorts.Density, "z"),
    "Smooth": SortRow(sorts.Smooth, "n", "n"), "SmoothMap": SortRow(sorts.SmoothMap, "nn"),
    "Sequence": SortRow(sorts.Sequence, "s"), "Integer": SortRow(sorts.Integer), "Rational": SortRow(sorts.Rational),
    "ComplexNumber": SortRow(sorts.ComplexNumber),
}  # fmt: skip


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


# Sorts are written vector[n] or, as in Python, Vector[n].
SORTS: Mapping[str, SortRow] = {
    **_SORTS,
    **{_snake(name): row for name, row in _SORTS.items() if name not in ("Unit", "NonNegative")},
    "real": _SORTS["Scalar"], "unit_interval": _SORTS["Unit"], "nonnegative": _SORTS["NonNegative"],
    "complex": _SORTS["ComplexNumber"],
}  # fmt: skip
PLANNED_SORTS = frozenset({"permutation", "random_nat"})
SIZES = ("size", "Size")
SPACES = {"space": False, "Space": False, "probability_space": True}
