"""Adam against torch.optim.Adam, its averages against the window, and its first step by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls.adam import adam, adam_step, running_average, uncorrected_step, window_average

checked = settings(deadline=None, max_examples=40)
starts = arrays(np.float64, st.integers(1, 4), elements=st.floats(-2, 2))
betas = st.sampled_from([0.0, 0.5, 0.9, 0.999])


@checked
@given(starts, betas, betas, st.sampled_from([1e-3, 0.1]), st.sampled_from([1e-8, 0.5]))
def test_adam_is_that_of_torch(start, beta1, beta2, rate, epsilon):
    torch = pytest.importorskip("torch")
    theta = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.Adam([theta], lr=rate, betas=(beta1, beta2), eps=epsilon)
    # a slope that vanishes nowhere: next to 0 the sign of a rounding error would decide the step
    path = adam(lambda v: 2 + np.cos(v), start, 4, rate, beta1, beta2, epsilon)
    for row in path:
        assert_allclose(row, theta.detach(), rtol=1e-11, atol=1e-11)
        optimizer.zero_grad()
        (2 * theta + torch.sin(theta)).sum().backward()
        optimizer.step()


@checked
@given(starts, betas.filter(bool), betas.filter(bool))
def test_without_the_correction_the_first_step_differs_by_the_weights(gradient, beta1, beta2):
    zero = np.zeros_like(gradient)
    corrected, m, s = adam_step(zero, gradient, zero, zero, 0, 1.0, beta1, beta2, 1e-3)
    assert_allclose(corrected, -gradient / (np.abs(gradient) + 1e-3), rtol=1e-9, atol=1e-12)
    printed = uncorrected_step(zero, m, s, 1.0, 1e-3)
    expected = -(1 - beta1) * gradient / (np.sqrt(1 - beta2) * np.abs(gradient) + 1e-3)
    assert_allclose(printed, expected, rtol=1e-9, atol=1e-12)


@checked
@given(st.integers(1, 6), st.integers(1, 3), st.randoms(use_true_random=False))
def test_the_new_gradient_weighs_the_same_in_the_window_and_in_the_average(k, n, random):
    older = np.array([[random.uniform(-1, 1) for _ in range(n)] for _ in range(k)])
    newer, beta = older[0] + 1.0, 1 - 1 / k
    window = window_average([newer, *older[1:]]) - window_average(older)
    averaged = running_average(older[0], newer, beta) - running_average(older[0], older[0], beta)
    assert_allclose(window, np.full(n, 1 / k), rtol=1e-9)
    assert_allclose(averaged, window, rtol=1e-9)


def test_first_step_by_hand():
    theta, m, s = adam_step([1.0], [4.0], [0.0], [0.0], 0, rate=0.5, beta1=0.5, beta2=0.75, epsilon=1.0)
    assert_array_equal([theta, m, s], [[1 - 0.5 * 4 / 5], [2.0], [4.0]])
    assert_array_equal(uncorrected_step([1.0], m, s, 0.5, 1.0), [1 - 0.5 * 2 / 3])


def test_no_step_leaves_the_start():
    start = np.array([1.0, 2.0])
    path = adam(lambda v: v, start, 0)
    assert_array_equal(path, [start])
    path[0, 0] = 7
    assert start[0] == 1


def test_errors():
    with pytest.raises(ValueError, match=r"new is \(3,\)"):
        running_average(np.ones(2), np.ones(3), 0.5)
    with pytest.raises(ValueError, match="no gradients"):
        window_average(np.ones((0, 2)))
    with pytest.raises(ValueError, match="negative"):
        uncorrected_step([1.0], [1.0], [-1.0], 0.1, 1e-8)
    for beta in (-0.5, 1.0):
        with pytest.raises(ValueError, match="betas"):
            adam_step([1.0], [1.0], [0.0], [0.0], 0, beta1=beta)
        with pytest.raises(ValueError, match="betas"):
            adam_step([1.0], [1.0], [0.0], [0.0], 0, beta2=beta)
    with pytest.raises(ValueError, match="steps"):
        adam_step([1.0], [1.0], [0.0], [0.0], -1)
    with pytest.raises(ValueError, match="steps"):
        adam(lambda v: v, [1.0], -1)
