"""Cross-entropy, precision, recall and Bayes' rule."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from impls import classification as cl

checked = settings(deadline=None, max_examples=60)
SCORES = [0.7, 0.65, 0.92, 0.75, 0.45, 0.8, 0.3, 0.8, 0.1, 0.1]
LABELS = [1, 0, 1, 1, 0, 1, 1, 1, 0, 0]


@checked
@given(st.integers(1, 5).flatmap(lambda n: st.tuples(*2 * [arrays(np.float64, n, elements=st.floats(-5, 5))])))
def test_cross_entropy_against_torch(logits):
    torch = pytest.importorskip("torch")
    z, t = torch.tensor(logits[0]), torch.softmax(torch.tensor(logits[1]), 0)
    expected = torch.nn.functional.cross_entropy(z, t).item()
    assert cl.cross_entropy(torch.softmax(z, 0), t) == pytest.approx(expected, rel=1e-12, abs=1e-12)


def test_cross_entropy_of_a_certain_target():
    assert cl.cross_entropy([0.2, 0.1, 0.7, 0.0], [0, 0, 1, 0]) == pytest.approx(-math.log(0.7), rel=1e-15)
    assert cl.cross_entropy([0.2, 0.1, 0.7, 0.0], [0, 0, 0, 1]) == math.inf


@checked
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), min_size=1, max_size=8), st.integers(0, 4))
def test_precision_and_recall_count_sets(data, theta):
    scores, labels = zip(*data, strict=True)
    predicted = {i for i, score in enumerate(scores) if score >= theta}
    positive = {i for i, label in enumerate(labels) if label}
    assume(predicted and positive)
    both = len(predicted & positive)
    assert cl.precision(scores, labels, theta) == both / len(predicted)
    assert cl.recall(scores, labels, theta) == both / len(positive)


def test_ten_emails():
    assert cl.precision(SCORES, LABELS, 0.5) == 5 / 6
    assert cl.recall(SCORES, LABELS, 0.5) == 5 / 6
    assert cl.precision(SCORES, LABELS, 0.2) == 6 / 8
    assert cl.recall(SCORES, LABELS, 0.2) == 1


def test_the_threshold_itself_is_predicted():
    assert cl.recall([0.5], [1], 0.5) == 1


@checked
@given(st.tuples(*4 * [st.integers(0, 9)]))
def test_bayes_two_bags_is_the_quotient_of_probabilities(balls):
    w1, b1, w2, b2 = balls
    assume(w1 + b1 and w2 + b2 and w1 + w2)
    first, second = Fraction(w1, w1 + b1) / 2, Fraction(w2, w2 + b2) / 2
    assert cl.bayes_two_bags(*balls) == float(first / (first + second))


def test_errors():
    with pytest.raises(ValueError, match=r"target is \(3,\)"):
        cl.cross_entropy([0.5, 0.5], [1, 0, 0])
    with pytest.raises(ValueError, match="negative"):
        cl.cross_entropy([-0.5, 0.5], [1, 0])
    with pytest.raises(ValueError, match="precision is undefined"):
        cl.precision(SCORES, LABELS, 2)
    with pytest.raises(ValueError, match="recall is undefined"):
        cl.recall(SCORES, np.zeros(10), 0.5)
    with pytest.raises(ValueError, match="0 and 1"):
        cl.recall(SCORES, np.full(10, 2), 0.5)
    for balls in [(0, 0, 1, 1), (1, 1, 0, 0), (0, 1, 0, 1), (-1, 2, 1, 1)]:
        with pytest.raises(ValueError, match="bags"):
            cl.bayes_two_bags(*balls)
