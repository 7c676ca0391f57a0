"""The norm as a regulariser, against autograd and a stationary point in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impls import norms

checked = settings(deadline=None, max_examples=50)
vectors = st.integers(1, 5).flatmap(lambda n: arrays(np.int64, n, elements=st.integers(-9, 9))).map(np.float64)
nonzero = vectors.filter(np.any)
strengths = st.sampled_from([0.0, 0.5, 3.0])


@checked
@given(nonzero)
def test_norm_gradient_against_autograd(theta):
    torch = pytest.importorskip("torch")
    variable = torch.tensor(theta, requires_grad=True)
    torch.linalg.vector_norm(variable).backward()
    assert_allclose(norms.norm_gradient(theta), variable.grad, rtol=1e-14)


@checked
@given(nonzero, strengths)
def test_residual_vanishes_at_the_minimum_of_a_shrunken_quadratic(direction, lam):
    # ||theta - a||^2 / 2 + lam ||theta|| is minimal at (1 - lam / ||a||) a when ||a|| > lam; here ||a|| = lam + 2
    a = direction / np.linalg.norm(direction) * (lam + 2)
    theta = (1 - lam / (lam + 2)) * a
    assert_allclose(norms.norm_regularised_stationarity(theta - a, theta, lam), 0, atol=1e-14)


@checked
@given(nonzero, strengths)
def test_norm_and_l2_conditions_agree_at_the_rescaled_strength(theta, lam):
    grad_loss = np.linspace(-1, 1, len(theta))
    assert_allclose(
        norms.norm_regularised_stationarity(grad_loss, theta, lam),
        norms.l2_regularised_stationarity(grad_loss, theta, lam / np.linalg.norm(theta)),
        atol=1e-14,
    )


def test_errors():
    with pytest.raises(ValueError, match=r"theta of shape \(2,\)"):
        norms.norm_gradient(np.zeros(2))
    with pytest.raises(ValueError, match=r"theta is \(3,\)"):
        norms.norm_regularised_stationarity(np.ones(2), np.ones(3), 1)
    with pytest.raises(ValueError, match=r"grad_loss is \(2,\)"):
        norms.l2_regularised_stationarity(np.ones(2), np.ones(3), 1)
