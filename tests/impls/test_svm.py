"""Distances from hyperplanes and the soft-margin objective."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls import svm

checked = settings(deadline=None, max_examples=40)
seeds = st.integers(0, 2**32 - 1)


@checked
@given(seeds, st.integers(1, 4))
def test_distance_is_reached_at_the_foot(seed, d):
    rng = np.random.default_rng(seed)
    w, x, b = rng.normal(size=d), rng.normal(size=d), float(rng.normal())
    foot = x - (w @ x + b) / (w @ w) * w
    assert w @ foot + b == pytest.approx(0, abs=1e-12)
    assert svm.distance_to_hyperplane(w, b, x) == pytest.approx(np.linalg.norm(x - foot), rel=1e-9, abs=1e-12)
    along = foot + rng.normal(size=d)
    along -= (w @ along + b) / (w @ w) * w
    assert np.linalg.norm(x - along) >= svm.distance_to_hyperplane(w, b, x) - 1e-12


@checked
@given(seeds, st.integers(1, 4), st.integers(1, 6))
def test_objective_against_torch(seed, d, N):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(seed)
    w, X, y, b = rng.normal(size=d), rng.normal(size=(N, d)), rng.choice([-1.0, 1.0], size=N), float(rng.normal())
    slacks = torch.relu(1 - torch.tensor(y) * (torch.tensor(X) @ torch.tensor(w) + b))
    expected = float(torch.tensor(w).square().sum() / 2 + 3 * slacks.sum())
    assert svm.soft_margin_objective(w, b, X, y, 3) == pytest.approx(expected, rel=1e-12)


def test_least_slacks_at_and_inside_the_margin():
    X, y = [[1.0], [2.0], [0.5], [1.0]], [1, 1, 1, -1]
    assert svm.least_slacks([1.0], 0.0, X, y).tolist() == [0, 0, 0.5, 2]


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="zero vector"):
        svm.distance_to_hyperplane([0.0, 0.0], 1.0, [1.0, 2.0])
    with pytest.raises(ValueError, match="labels"):
        svm.least_slacks([1.0], 0.0, [[1.0]], [0])
    with pytest.raises(ValueError, match="C must not"):
        svm.soft_margin_objective([1.0], 0.0, [[1.0]], [1], -1)
