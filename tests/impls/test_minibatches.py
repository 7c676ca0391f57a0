"""Minibatch gradient descent against torch and against the minimiser."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls import minibatches as mb

checked = settings(deadline=None, max_examples=40)
seeds = st.integers(0, 2**32 - 1)


def data(seed, N, d):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(N, d)), rng.normal(size=N), rng.normal(size=d)


@checked
@given(seeds, st.integers(1, 6), st.integers(1, 4))
def test_step_against_torch(seed, N, d):
    torch = pytest.importorskip("torch")
    X, y, w = data(seed, N, d)
    weights = torch.tensor(w, requires_grad=True)
    (torch.tensor(y) - torch.tensor(X) @ weights).square().sum().backward()
    sgd = torch.optim.SGD([weights], lr=0.1)
    sgd.step()
    assert mb.step(X, y, w, 0.1) == pytest.approx(weights.detach().numpy(), rel=1e-12, abs=1e-12)


@checked
@given(seeds, st.integers(1, 7))
def test_gradients_of_the_batches_sum_to_the_whole(seed, batch):
    X, y, w = data(seed, 7, 3)
    parts = sum(mb.gradient(X[s : s + batch], y[s : s + batch], w) for s in range(0, 7, batch))
    assert parts == pytest.approx(mb.gradient(X, y, w), rel=1e-12, abs=1e-12)


def test_whole_batches_reach_the_minimiser_from_any_start():
    X, y, start = data(3, 8, 2)
    best = np.linalg.lstsq(X, y, rcond=None)[0]
    rate = 0.5 / np.linalg.norm(X, 2) ** 2
    for w0 in (np.zeros(2), 10 * start):
        assert mb.descend(X, y, w0, rate, 8, 2000, seed=0) == pytest.approx(best, rel=1e-8)


def test_batches_reach_an_exact_fit():
    X, _, w = data(4, 9, 2)
    found = mb.descend(X, X @ w, np.zeros(2), 0.05, 2, 2000, seed=1, tolerance=1e-10)
    assert found == pytest.approx(w, rel=1e-8)
    assert np.linalg.norm(mb.gradient(X, X @ w, found)) <= 1e-10


def test_an_epoch_uses_every_sample_once():
    X, y = np.eye(3), np.ones(3)
    assert mb.descend(X, y, np.zeros(3), 0.5, 2, 1, seed=0).tolist() == [1, 1, 1]


@pytest.mark.parametrize(("batch", "epochs", "rate"), [(0, 1, 0.1), (1, -1, 0.1), (1, 1, -0.1)])
def test_what_does_not_fit_is_refused(batch, epochs, rate):
    with pytest.raises(ValueError, match=r"need batch|rate"):
        mb.descend([[1.0]], [1.0], [0.0], rate, batch, epochs, seed=0)
