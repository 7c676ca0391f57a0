"""Momentum against torch, and a run over a local minimum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls.momentum import momentum_step

slopes = st.lists(st.floats(-5, 5), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(slopes, st.sampled_from([0.0, 0.5, 0.9]))
def test_against_torch(gradients, beta):
    torch = pytest.importorskip("torch")
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    sgd = torch.optim.SGD([weight], lr=0.1, momentum=beta)
    w, v = np.zeros(1), np.zeros(1)
    for g in gradients:
        weight.grad = torch.tensor([g], dtype=torch.float64)
        sgd.step()
        w, v = momentum_step(w, v, np.array([g]), 0.1, beta)
    assert w == pytest.approx(weight.detach().numpy(), rel=1e-9, abs=1e-12)


def run(beta, steps):
    w, v = np.float64(-1.0), np.float64(0.0)
    for _ in range(steps):
        w, v = momentum_step(w, v, 4 * w**3 - 12 * w**2 + 6 * w, 1 / 22, beta)
    return float(w)


def test_momentum_leaves_a_local_minimum_where_plain_descent_stops():
    assert run(0.0, 200) == pytest.approx(0, abs=1e-9)
    assert run(0.9, 400) == pytest.approx((3 + 3**0.5) / 2, rel=1e-6)


def test_shapes_must_agree():
    with pytest.raises(ValueError, match="one shape"):
        momentum_step([1.0], [1.0, 2.0], [1.0], 0.1, 0.9)
