"""Viterbi decoding against enumeration, in exact arithmetic, and the printed code against both."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls.viterbi import best_by_enumeration, score, viterbi, viterbi_as_printed

checked = settings(deadline=None, max_examples=60)


@st.composite
def chains(draw, ties=True):
    """first (N,) and steps (T-1, N, N) of Fractions."""
    n, steps = draw(st.integers(1, 3)), draw(st.integers(0, 3))
    numbers = st.integers(-3, 0) if ties else st.fractions(-9, 0, max_denominator=50)
    flat = [Fraction(draw(numbers)) for _ in range(n + steps * n * n)]
    return np.array(flat[:n], dtype=object), np.array(flat[n:], dtype=object).reshape(steps, n, n)


@checked
@given(chains())
def test_finds_the_best_sequence_and_its_score(chain):
    best, words = viterbi(*chain)
    expected, sequence = best_by_enumeration(*chain)
    assert best == expected == score(tuple(words), *chain)
    assert words == sequence


@checked
@given(chains(ties=False))
def test_every_word_before_is_a_best_predecessor(chain):
    first, steps = chain
    _, words = viterbi(*chain)
    row = first
    for step, before, word in zip(steps, words, words[1:], strict=False):
        ways = row + step[:, word]
        assert ways[before] == ways.max()
        row = (row[:, None] + step).max(axis=0)


def test_probabilities_of_a_markov_chain():
    P = np.array([[0.1, 0.6, 0.3], [0.5, 0.25, 0.25], [0.2, 0.1, 0.7]])
    logs = np.log(P)
    best, words = viterbi(logs[0], np.broadcast_to(logs, (3, 3, 3)))
    likelihoods = {
        (a, b, c, d): P[0, a] * P[a, b] * P[b, c] * P[c, d]
        for a in range(3) for b in range(3) for c in range(3) for d in range(3)
    }  # fmt: skip
    assert tuple(words) == max(likelihoods, key=likelihoods.__getitem__)
    assert np.isclose(np.exp(best), max(likelihoods.values()), rtol=1e-12)


def test_printed_code_is_no_viterbi_decoder():
    """From word 0 the best two words are 1, 0 (probability 3/5); given δ and P as printed, the code returns 0, 1."""
    P = np.array([[Fraction(2, 5), Fraction(3, 5)], [Fraction(1), Fraction(0)]])
    delta = np.array([[Fraction(1), Fraction(0)], P[0]])
    assert max(product(range(2), repeat=2), key=lambda w: P[0, w[0]] * P[w[0], w[1]]) == (1, 0)
    assert viterbi_as_printed(delta, P) == (Fraction(13, 5), [0, 1])


@checked
@given(chains(ties=False))
def test_printed_code_forgets_the_row_above(chain):
    """Whatever the first row holds, the later rows of the printed table are the same."""
    first, steps = chain
    if not len(steps):
        return
    rest = np.zeros((1, len(first)), dtype=object)
    tables = [viterbi_as_printed(np.vstack([row[None], rest]), steps[0])[0] for row in (first, first - 1)]
    assert tables[0] == tables[1]
    assert viterbi(first, steps[:1])[0] - viterbi(first - 1, steps[:1])[0] == 1


@pytest.mark.parametrize("first, steps", [((2,), (1, 2, 3)), ((2, 1), (1, 2, 2)), ((0,), (1, 0, 0)), ((2,), (2, 2))])
def test_shapes_that_do_not_fit(first, steps):
    with pytest.raises(ValueError, match="steps"):
        viterbi(np.zeros(first), np.zeros(steps))


@pytest.mark.parametrize("delta, transitions", [(np.zeros(2), np.zeros((2, 2))), (np.zeros((2, 2)), np.zeros((2, 3)))])
def test_printed_shapes_that_do_not_fit(delta, transitions):
    with pytest.raises(ValueError, match="transitions"):
        viterbi_as_printed(delta, transitions)
