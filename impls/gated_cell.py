"""The memory cell of an LSTM with constant gates."""

from __future__ import annotations

from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def step(f: float, i: float, cell: ArrayLike, fresh: ArrayLike) -> Array:
    """f cell + i fresh, for columns (n,) of one length."""
    cell, fresh = conform("cell: n; fresh: n", cell, fresh)
    new: Array = f * cell + i * fresh
    return new


def two_steps(f: float, i: float, start: ArrayLike, first: ArrayLike, second: ArrayLike) -> Array:
    """The cell after two inputs (n,), from `start` (n,)."""
    return step(f, i, step(f, i, start, first), second)
