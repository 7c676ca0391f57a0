"""Beam search and greedy decoding against enumeration, in exact arithmetic; the printed start against the other."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls import viterbi
from impls.beam_search import beam_search, beam_search_as_printed, best_by_enumeration, greedy, score

checked = settings(deadline=None, max_examples=60)
# Edges of a tree of the words 0 "the", 1 "a", 2 "green", 3 "red", 4 "blue", 5 any other: the printed numbers, and -1.6
# for "a", which is not printed.
NEVER = Fraction(-1000)
EDGES = {
    (0,): "-1.5", (1,): "-1.6", (0, 2): "-3.4", (0, 3): "-3.1", (1, 4): "-2.7", (1, 3): "-2.9",
    (0, 2, 5): "-3.3", (0, 3, 5): "-4.5", (1, 4, 5): "-5.0", (1, 3, 5): "-4.9",
}  # fmt: skip


def tree(words):
    return [Fraction(EDGES.get((*words, j), NEVER)) for j in range(6)]


@st.composite
def models(draw):
    """A model that looks at all words so far, the number n of words, and a length."""
    n, length = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    pasts = [w for t in range(length) for w in product(range(n), repeat=t)]
    table = {w: [Fraction(draw(st.integers(-4, 0))) for _ in range(n)] for w in pasts}
    return table.__getitem__, n, length


@checked
@given(models(), st.integers(1, 5))
def test_scores_are_log_likelihoods_of_different_sequences_best_first(case, width):
    model, n, length = case
    found = beam_search(model, length, width)
    assert len({words for _, words in found}) == len(found) == min(width, n**length)
    assert all(total == score(model, words) for total, words in found)
    totals = [total for total, _ in found]
    assert totals == sorted(totals, reverse=True)
    assert totals[0] <= best_by_enumeration(model, length, n)[0]


@checked
@given(models())
def test_a_beam_as_wide_as_the_level_is_exhaustive(case):
    model, n, length = case
    every = beam_search(model, length, max(1, n**length))
    expected = sorted((score(model, w) for w in product(range(n), repeat=length)), reverse=True)
    assert [total for total, _ in every] == expected


@checked
@given(models(), st.integers(1, 4))
def test_the_printed_start_begins_every_sequence_with_a_likeliest_word(case, width):
    model, _, length = case
    found = beam_search_as_printed(model, length, width)
    assert len(found) == width
    assert all(model(())[words[0]] == max(model(())) for _, words in found if words)


def test_printed_beams_are_all_alike():
    assert beam_search_as_printed(tree, 3, 2) == [greedy(tree, 3)] * 2


def test_the_tree_with_the_printed_numbers():
    assert best_by_enumeration(tree, 3, 6) == (Fraction("-8.2"), (0, 2, 5))
    assert greedy(tree, 3) == (Fraction("-9.1"), (0, 3, 5))
    assert beam_search(tree, 3, 2) == [(Fraction("-9.3"), (1, 4, 5)), (Fraction("-9.4"), (1, 3, 5))]
    assert [total for total, _ in beam_search(tree, 3, 3)] == [Fraction("-9.1"), Fraction("-9.3"), Fraction("-9.4")]
    assert beam_search(tree, 3, 4)[0][0] == Fraction("-8.2")


@checked
@given(st.integers(1, 3), st.data())
def test_on_a_markov_chain_an_exhaustive_beam_agrees_with_viterbi(n, data):
    numbers = st.integers(-9, 0).map(Fraction)
    first = np.array([data.draw(numbers) for _ in range(n)], dtype=object)
    step = np.array([[data.draw(numbers) for _ in range(n)] for _ in range(n)], dtype=object)
    found = beam_search(lambda words: step[words[-1]] if words else first, 3, n**3)
    assert found[0][0] == viterbi.viterbi(first, np.array([step, step]))[0]


@pytest.mark.parametrize("length, width", [(-1, 1), (2, 0)])
def test_nonsense_is_refused(length, width):
    with pytest.raises(ValueError, match="width"):
        beam_search(tree, length, width)
