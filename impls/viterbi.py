"""Viterbi decoding of a Markov chain: as printed with the fewest repairs that let it run, and as it should be.

Scores are log-probabilities; they are only added and compared, so that arrays of Fractions (dtype object) stay exact.
"""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Scores = NDArray[Any]


def viterbi(first: ArrayLike, steps: ArrayLike) -> tuple[Any, list[int]]:
    """The largest score of a sequence of T words, and such a sequence; among equals the lower word number.

    first (N,): log p(w_1 = j). steps (T-1, N, N): log p(w_{t+1} = j | w_t = i) at [t-1, i, j]. O(T N^2) time, O(T N)
    space. ValueError if the shapes do not fit.
    """
    row, moves = _chain(first, steps)
    pointers = []
    for step in moves:
        ways = row[:, None] + step
        pointers.append(ways.argmax(axis=0))
        row = ways.max(axis=0)
    words = [int(row.argmax())]
    for pointer in reversed(pointers):
        words.append(int(pointer[words[-1]]))
    return row.max(), words[::-1]


def viterbi_as_printed(delta: ArrayLike, transitions: ArrayLike) -> tuple[Any, list[int]]:
    """The printed pseudo-code: it adds delta and reads the row it is about to write. Not a Viterbi decoder.

    delta (T, N), transitions (N, N), both taken as scores. Repaired, because it cannot run otherwise: the table starts
    as zeros; k and the first b_next are the argmax of the last row, which is stored as the last word; the way back
    runs over the T-1 rows of pointers instead of rows N-1, ..., 0. ValueError if the shapes do not fit.
    """
    added, moves = np.asarray(delta), np.asarray(transitions)
    if added.ndim != 2 or moves.shape != (added.shape[1],) * 2 or not added.size:
        raise ValueError(f"need delta (T, N) and transitions (N, N), got {added.shape} and {moves.shape}")
    trellis = np.zeros_like(added)
    pointers: list[list[int]] = []
    trellis[0] = added[0]
    for i in range(1, len(added)):
        pointers.append([])
        for j in range(added.shape[1]):
            ways = moves[:, j] + trellis[i]
            trellis[i, j] = added[i, j] + ways.max()
            pointers[-1].append(int(ways.argmax()))
    words = [int(trellis[-1].argmax())]
    for row in reversed(pointers):
        words.append(row[words[-1]])
    return trellis[-1].max(), words[::-1]


def best_by_enumeration(first: ArrayLike, steps: ArrayLike) -> tuple[Any, list[int]]:
    """What `viterbi` computes, from all N^T sequences; among equals the one whose words are lower, from the last on."""
    row, moves = _chain(first, steps)
    sequences = product(range(len(row)), repeat=len(moves) + 1)
    best = max(sequences, key=lambda w: (score(w, row, moves), [-x for x in reversed(w)]))
    return score(best, row, moves), list(best)


def score(words: tuple[int, ...], first: Scores, steps: Scores) -> Any:
    """The log-likelihood of T words: that of the first plus those of the steps."""
    return first[words[0]] + sum(step[i, j] for step, i, j in zip(steps, words, words[1:], strict=False))


def _chain(first: ArrayLike, steps: ArrayLike) -> tuple[Scores, Scores]:
    """The two arrays with their own dtype; ValueError if the shapes do not fit."""
    row, moves = np.asarray(first), np.asarray(steps)
    if row.ndim != 1 or not row.size or moves.shape[1:] != (row.size, row.size) or moves.ndim != 3:
        raise ValueError(f"need first (N,) and steps (T-1, N, N), got {row.shape} and {moves.shape}")
    return row, moves
