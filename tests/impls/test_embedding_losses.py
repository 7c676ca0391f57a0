"""Losses on embeddings against torch and against loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls import embedding_losses as el

checked = settings(deadline=None, max_examples=40)
seeds = st.integers(0, 2**32 - 1)


@checked
@given(seeds, st.integers(2, 6), st.integers(1, 4))
def test_repulsion_against_a_loop(seed, k, d):
    C = np.random.default_rng(seed).normal(size=(k, d))
    expected = sum(1 / ((C[i] - C[j]) @ (C[i] - C[j])) for i in range(k) for j in range(k) if i != j)
    assert el.center_repulsion(C) == pytest.approx(expected, rel=1e-12)
    assert el.center_repulsion(2 * C) == pytest.approx(expected / 4, rel=1e-12)


@checked
@given(seeds, st.integers(1, 4), st.integers(1, 4))
def test_margin_and_center_against_torch(seed, m, n):
    torch = pytest.importorskip("torch")
    rng = np.random.default_rng(seed)
    L, x, near, far = rng.normal(size=(m, n)), rng.normal(size=n), rng.normal(size=n), rng.normal(size=n)
    tl, tx, tn, tf = map(torch.tensor, (L, x, near, far))
    margin = torch.relu(1 + (tl @ (tx - tn)).square().sum() - (tl @ (tx - tf)).square().sum())
    assert el.margin_violation(L, x, near, far) == pytest.approx(float(margin), rel=1e-10, abs=1e-10)
    half = torch.nn.functional.mse_loss(tx, tn, reduction="sum") / 2
    assert el.center_loss(x, near) == pytest.approx(float(half), rel=1e-12)


def test_zero_map_costs_the_margin():
    assert el.margin_violation(np.zeros((2, 3)), [1, 2, 3], [0, 0, 0], [9, 9, 9]) == 1


def test_equal_centers_are_refused():
    with pytest.raises(ValueError, match="differ"):
        el.center_repulsion([[1.0, 2.0], [1.0, 2.0]])
