"""The Margin Perceptron: its bound, and a run that is worse than a bound which the exam lists."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from impls.margin_perceptron import margin_perceptron


@pytest.mark.parametrize("seed", range(5))
def test_no_more_mistakes_than_the_bound(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(400, 3))
    x = x[np.abs(x[:, 0]) > 0.2]
    y = np.sign(x[:, 0])
    gamma, radius = float(np.min(np.abs(x[:, 0]))), float(np.max(np.linalg.norm(x, axis=1)))
    _, mistakes = margin_perceptron(x, y, gamma)
    assert 1 <= mistakes <= 4 * (radius / gamma) ** 2


def worst(radius: float) -> NDArray[np.float64]:
    """Examples with margin 1 along the first axis, each as long as allowed and a mistake when it comes."""
    w, examples, across = np.zeros(3), [], np.sqrt(radius**2 - 1)
    while True:
        side = np.linalg.norm(w[1:])
        along = (np.linalg.norm(w) / 2 - w[0]) / side - 1e-9 if side else across
        if along < -across:
            return np.array(examples)
        a, b = min(along, across), np.sqrt(max(across**2 - min(along, across) ** 2, 0))
        c, s = w[1:] / side if side else (1.0, 0.0)
        examples.append(np.array([1.0, a * c - b * s, a * s + b * c]))
        w = w + examples[-1]


def test_a_run_beyond_a_listed_bound() -> None:
    r = 12.0
    x = worst(r)
    _, mistakes = margin_perceptron(x, np.ones(len(x)), 1.0)
    assert mistakes == len(x)
    assert 2 * r**2 + 4 * r < mistakes <= 4 * r**2


def test_labels_turn_examples() -> None:
    w, mistakes = margin_perceptron([[1.0], [-1.0]], [1.0, -1.0], 1.0)
    assert (w.tolist(), mistakes) == ([1.0], 1)


def test_margin_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        margin_perceptron([[1.0]], [1.0], 0.0)
