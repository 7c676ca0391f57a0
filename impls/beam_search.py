"""Greedy decoding and beam search for language models of any memory, as printed and with beams that start apart.

A model is a function from the words so far (a tuple of ints) to the scores of the N next words, log-probabilities.
Scores are only added and compared, so that Fractions stay exact.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

Words = tuple[int, ...]
Model = Callable[[Words], Sequence[Any]]
Hypothesis = tuple[Any, Words]  # score, words


def beam_search(model: Model, length: int, width: int) -> list[Hypothesis]:
    """The `width` best continuations at each step, from one empty sequence; fewer as long as there are not so many.

    Best first; among equals the beam and then the word of lower number. `length * width` calls of the model and
    O(length * width * N log(width * N)) comparisons. ValueError unless length >= 0 and width >= 1.
    """
    return _search(model, length, width, [(0, ())])


def beam_search_as_printed(model: Model, length: int, width: int) -> list[Hypothesis]:
    """The same from `width` empty sequences of score 0, as printed: equal beams, all of them the greedy sequence."""
    return _search(model, length, width, [(0, ())] * width)


def greedy(model: Model, length: int) -> Hypothesis:
    """The likeliest next word at each step; among equals the lower one. ValueError unless length >= 0."""
    return beam_search(model, length, 1)[0]


def best_by_enumeration(model: Model, length: int, n: int) -> Hypothesis:
    """The largest score of all n^length sequences, and the first such sequence in the order of the word numbers."""
    return max(((score(model, w), w) for w in product(range(n), repeat=length)), key=lambda h: h[0])


def score(model: Model, words: Words) -> Any:
    """The log-likelihood of the words."""
    return sum(model(words[:t])[w] for t, w in enumerate(words))


def _search(model: Model, length: int, width: int, beams: list[Hypothesis]) -> list[Hypothesis]:
    if length < 0 or width < 1:
        raise ValueError(f"need length >= 0 and width >= 1, got {length} and {width}")
    for _ in range(length):
        longer = [(total + s, (*words, j)) for total, words in beams for j, s in enumerate(model(words))]
        beams = sorted(longer, key=lambda h: h[0], reverse=True)[:width]
    return beams
