"""Gaussian dropout against torch's gradient and against exact expectations over the noise."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impls import dropout

checked = settings(deadline=None, max_examples=40)
integers = st.integers(-4, 4)
columns = st.integers(1, 4).flatmap(lambda n: st.tuples(*[arrays(np.int64, n, elements=integers)] * 3))
variances = st.sampled_from([0.0, 0.25, 1.0, 4.0])


@checked
@given(columns, integers)
def test_gradient_for_one_draw_is_that_of_torch(data, y):
    torch = pytest.importorskip("torch")
    x, w, delta = (torch.tensor(a, dtype=torch.float64) for a in data)
    w.requires_grad_()
    loss = (y - (delta * w * x).sum()) ** 2
    loss.backward()
    assert dropout.noisy_loss(data[0], y, data[1], data[2]) == loss.item()
    assert_allclose(dropout.noisy_gradient(data[0], y, data[1], data[2]), w.grad)


@checked
@given(columns, integers, variances)
def test_expectations_are_means_over_the_noise(data, y, sigma2):
    """Loss and gradient are of degree two in the noise, so the mean over 1 ± σ in every entry is the expectation."""
    x, w, _ = data
    draws = [1 + np.sqrt(sigma2) * np.array(signs) for signs in product((-1, 1), repeat=len(x))]
    loss = np.mean([dropout.noisy_loss(x, y, w, delta) for delta in draws])
    gradient = np.mean([dropout.noisy_gradient(x, y, w, delta) for delta in draws], axis=0)
    assert_allclose(dropout.expected_loss(x, y, w, sigma2), loss, rtol=1e-12, atol=1e-12)
    assert_allclose(dropout.expected_gradient(x, y, w, sigma2), gradient, rtol=1e-12, atol=1e-12)


@checked
@given(columns, integers)
def test_without_noise_the_loss_is_plain(data, y):
    x, w, _ = data
    assert dropout.expected_loss(x, y, w, 0) == (y - w @ x) ** 2
    assert_allclose(dropout.expected_gradient(x, y, w, 0), -2 * (y - w @ x) * x)


def test_errors():
    with pytest.raises(ValueError, match="sigma2"):
        dropout.expected_loss([1], 0, [1], -1)
    with pytest.raises(ValueError, match=r"delta is \(2,\)"):
        dropout.noisy_gradient([1], 0, [1], [1, 1])
