"""The facts that evidence cites, as theorems of Matrices.v: each is proved there, none is assumed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.scope import POINT
from proofread.second_kernel.writing import Writer, dims
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_spaces

# About numbers, entry by entry, with the same name there; all their arguments are arguments of the theorem.
THEOREMS = """
recip_mul recip_positive recip_apart positive_apart negative_apart positive_nonnegative square_positive apart_mul
positive_mul positive_add positive_add_nonnegative nonnegative_add nonnegative_mul cancel positive_cancel sqrt_square
sqrt_nonnegative sqrt_positive recip_sqrt sqrt_of_square sqrt_mul abs_square abs_mul abs_nonnegative abs_of_nonnegative
abs_of_nonpositive abs_above abs_above_negative exp_add exp_negative exp_positive exp_above_tangent exp_increasing
exp_log log_exp log_mul log_recip log_increasing log_reflects log_below_tangent
"""
OF_NUMBERS = frozenset(THEOREMS.split())


def script(w: Writer, name: str, args: Sequence[Term], conclusion: Prop, conditions: Sequence[tuple[str, Prop]]) -> str:
    """The tactic that proves a fact at these terms; `conditions` are hypotheses, by name."""
    if name in OF_NUMBERS:
        return _of_numbers(w, name, args, conclusion, conditions)
    if name in OF_MATRICES:
        return OF_MATRICES[name](w, args, [h for h, _ in conditions])
    raise NotExportedError(f"the fact {name} is not in the Coq library")


def _of_numbers(
    w: Writer, name: str, args: Sequence[Term], conclusion: Prop, conditions: Sequence[tuple[str, Prop]]
) -> str:
    # lra is for reciprocals of numbers, which are written as numbers.
    opened = [*([POINT] if free_spaces(conclusion) else []), *_axes(conclusion)]
    given = [w.entry(a, "i_", "j_") for a in args] + [_at_entry(h, p) for h, p in conditions]
    return (f"intros {' '.join(opened)}; " if opened else "") + f"first [exact ({name} {' '.join(given)}) | lra]"


def _axes(p: Prop) -> list[str]:
    return ["i_", "j_", "hi_", "hj_"] if any(a.shape for a in p.args) else []


def _at_entry(h: str, p: Prop) -> str:
    """A condition at the entry and the point that are open."""
    given = [*([POINT] if free_spaces(p) else []), *_axes(p)]
    return f"({' '.join([h, *given])})"


Row = Callable[[Writer, Sequence[Term], list[str]], str]


def _of_norm(name: str) -> Row:
    """About the sum of the squares of a matrix, or about the sums of two."""

    def row(w: Writer, args: Sequence[Term], h: list[str]) -> str:
        if not args[0].shape:
            raise NotExportedError(f"{name} of a number")
        return f"exact ({' '.join([name, w.sizes(args[0]), *(w.term(a) for a in args), *h])})"

    return row


def _of_pseudo_inverse(name: str) -> Row:
    def row(w: Writer, args: Sequence[Term], h: list[str]) -> str:
        (x,) = args
        made = w.term(Term("pinv", (x,), (), x.shape[::-1]))
        return f"exact ({name} {w.sizes(x)} {w.term(x)} {made} {made}_is)"

    return row


def _of_inverse(name: str) -> Row:
    def row(w: Writer, args: Sequence[Term], h: list[str]) -> str:
        (a,) = args
        inverse = w.term(Term("inv", (a,), (), a.shape))
        return f"exact ({name} {w.scope.size(dims(a)[0])} {w.term(a)} {inverse} {inverse}_is {h[0]})"

    return row


def _pinv_full_rank(w: Writer, args: Sequence[Term], h: list[str]) -> str:
    (x,) = args
    made = w.term(Term("pinv", (x,), (), x.shape[::-1]))
    gram = Term("matmul", (Term("transpose", (x,), (), x.shape[::-1]), x), (), (x.shape[1], x.shape[1]))
    inverse = w.term(Term("inv", (gram,), (), gram.shape))
    return f"exact (pinv_full_rank {w.sizes(x)} {w.term(x)} {made} {inverse} {made}_is {inverse}_is {h[0]})"


def _total_probability(w: Writer, args: Sequence[Term], h: list[str]) -> str:
    return "exact I_one"


def _size_least(w: Writer, args: Sequence[Term], h: list[str]) -> str:
    ((name, least, _),) = args[0].data[0].atoms
    n = w.scope.size_name(name, least)
    return f"exact (size_least {n} {least} {n}_least)"


OF_MATRICES: dict[str, Row] = {
    **{name: _of_norm(name) for name in ("nonzero_norm", "norm_nonzero", "norm_zero", "cauchy_schwarz")},
    **{name: _of_pseudo_inverse(name) for name in ("pinv_1", "pinv_2", "pinv_3", "pinv_4")},
    "pd_symmetric": lambda w, a, h: f"exact (pd_symmetric {w.scope.size(dims(a[0])[0])} {w.term(a[0])} {h[0]})",
    "gram_pd": lambda w, a, h: f"exact (gram_pd {w.sizes(a[0])} {w.term(a[0])} {h[0]})",
    "gram_invertible": lambda w, a, h: f"exact (gram_invertible {w.sizes(a[0])} {w.term(a[0])} {h[0]})",
    "pd_invertible": lambda w, a, h: f"exact (pd_invertible {w.scope.size(dims(a[0])[0])} {w.term(a[0])} {h[0]})",
    "inverse_left": _of_inverse("inverse_left"),
    "inverse_right": _of_inverse("inverse_right"),
    "pinv_full_rank": _pinv_full_rank,
    "total_probability": _total_probability,
    "size_least": _size_least,
}
