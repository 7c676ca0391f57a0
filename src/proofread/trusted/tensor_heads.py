"""Functions of whole tensors in the indexed form: heads that keep the axes of their argument inside, as &0, &1.

A head that has to know how large its argument is, as a determinant does, says so in its name: the argument's polynomial
need not mention its axes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from typing import Protocol

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Head, Index, Poly
from proofread.trusted.terms import Shape, Term

At = tuple[Index | None, ...]
LARGEST_LITERAL = 4  # rows of a literal matrix whose determinant is multiplied out


class Run(Protocol):
    """What a row needs of the lowering it is part of."""

    def lower(self, t: Term, at: At) -> Poly: ...


def axes(shape: Shape, prefix: str) -> At:
    return tuple(None if s.is_one else (f"{prefix}{k}", str(s)) for k, s in enumerate(shape))


def of_tensor(kind: str, name: str, arg: Poly, slots: Sequence[Index]) -> Poly:
    """A function of a whole tensor: the argument's own axes (&0, &1) stay inside the head."""
    inner = {i: i for i in ix.free_indices(arg) if str(i[0]).startswith("&")}
    extra = sorted(ix.free_indices(arg) - set(inner) - set(slots), key=lambda i: (i[1], str(i[0])))
    names = [*slots, *extra]
    held = {i: (f"${k}", i[1]) for k, i in enumerate(names)}
    return ix.one_factor(Head(kind, name, (ix.freeze(ix.rename(arg, held)),)), *names)


def number_of_matrix(run: Run, t: Term, at: At) -> Poly:
    """det and rank: a number that depends on a whole matrix and on its sizes."""
    a = t.args[0]
    if t.op == "det" and a.op == "array" and a.shape[0].const <= LARGEST_LITERAL:
        return _multiplied_out(run, a)
    if t.op == "det" and a.shape[0].is_one:
        return run.lower(a, (None, None))
    return of_tensor(t.op, ",".join(map(str, a.shape)), run.lower(a, axes(a.shape, "&")), [])


def _multiplied_out(run: Run, a: Term) -> Poly:
    """The determinant of a literal matrix, by permutations."""
    n = a.shape[0].const
    out: Poly = {}
    for order in permutations(range(n)):
        swaps = sum(order[i] > order[j] for j in range(n) for i in range(j))
        product = ix.constant((-1) ** swaps)
        for i, j in enumerate(order):
            product = ix.times(product, run.lower(a.args[i * n + j], ()))
        out = ix.plus(out, product)
    return out
