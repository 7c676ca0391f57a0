"""The head of a function: its arguments over indices called $0, $1, …, in an order that hangs on no index's name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, permutations, product
from typing import Any

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Index, Poly

MOST_ORDERS = 6  # of the indices of a function that are compared; of more, the order of their names is kept


def least_head(kind: str, args: Sequence[Poly], slots: Sequence[Index]) -> tuple[tuple[Any, ...], tuple[Index, ...]]:
    """The frozen arguments and the indices they are over: the slots, then the other free ones."""
    extra = sorted({i for p in args for i in ix.free_indices(p)} - set(slots), key=lambda i: (i[1], str(i[0])))
    found = [(_frozen(kind, args, order), order) for order in _orders(slots, extra)]
    return found[0] if len(found) == 1 else min(found, key=lambda f: _key(f[0]))


def _orders(slots: Sequence[Index], extra: Sequence[Index]) -> list[tuple[Index, ...]]:
    """The ways to list a function's indices. Which is taken must not hang on what the indices are called, or f(i − j)
    would be one function of (i, j) here and another one of (j, i) there: it is that with the least argument."""
    sizes = [i[1] for i in extra]
    if len(set(sizes)) == len(sizes):
        return [(*slots, *extra)]
    of_one_size = [permutations([i for i in extra if i[1] == size]) for size in dict.fromkeys(sizes)]
    chosen = islice(product(*of_one_size), MOST_ORDERS + 1)
    orders = [(*slots, *(i for part in parts for i in part)) for parts in chosen]
    return orders if len(orders) <= MOST_ORDERS else orders[:1]


def _frozen(kind: str, args: Sequence[Poly], names: Sequence[Index]) -> tuple[Any, ...]:
    """The arguments over $0, $1, …; [p = 0] is [cp = 0] for every c ≠ 0, so that its p is made monic."""
    held = {i: (f"${k}", i[1]) for k, i in enumerate(names)}
    named = [ix.rename(p, held) for p in args]
    return tuple(ix.freeze(_monic(p) if kind == "is_zero" else p) for p in named)


def _monic(p: Poly) -> Poly:
    return ix.scale(1 / p[min(p, key=ix.monomial_key)], p) if p else p


def _key(frozen: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(tuple((ix.monomial_key(m), c) for m, c in p) for p in frozen)
