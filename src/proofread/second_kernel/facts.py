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
positive_mul positive_add positive_add_nonnegative nonnegative_add nonnegative_mul sqrt_square sqrt_nonnegative
sqrt_positive recip_sqrt exp_positive log_mul log_recip log_exp exp_log
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


def _nonzero_norm(w: Writer, args: Sequence[Term], h: list[str]) -> str:
    (x,) = args
    if not x.shape:
        raise NotExportedError("nonzero_norm of a number")
    return f"exact (nonzero_norm {w.sizes(x)} {w.term(x)} {h[0]})"


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
    "nonzero_norm": _nonzero_norm,
    "gram_pd": lambda w, a, h: f"exact (gram_pd {w.sizes(a[0])} {w.term(a[0])} {h[0]})",
    "gram_invertible": lambda w, a, h: f"exact (gram_invertible {w.sizes(a[0])} {w.term(a[0])} {h[0]})",
    "pd_invertible": lambda w, a, h: f"exact (pd_invertible {w.scope.size(dims(a[0])[0])} {w.term(a[0])} {h[0]})",
    "inverse_left": _of_inverse("inverse_left"),
    "inverse_right": _of_inverse("inverse_right"),
    "pinv_full_rank": _pinv_full_rank,
    "total_probability": _total_probability,
    "size_least": _size_least,
}
