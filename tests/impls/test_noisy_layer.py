"""Weight noise against autograd, its mean, and a step of torch's SGD."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls.noisy_layer import draw_noise, noisy_relu, noisy_relu_gradient, sgd_step

checked = settings(deadline=None, max_examples=40)
layers = st.tuples(st.integers(1, 3), st.integers(1, 3)).flatmap(
    lambda s: st.tuples(*(arrays(np.int64, shape, elements=st.integers(-4, 4)) for shape in (s, s, s[1:], s[:1])))
)


@checked
@given(layers)
def test_layer_and_gradient_against_autograd(layer):
    torch = pytest.importorskip("torch")
    W, noise, x, grad_y = (torch.tensor(a, dtype=torch.float64) for a in layer)
    W.requires_grad_()
    y = torch.relu((W + noise) @ x)
    assert_array_equal(noisy_relu(*layer[:3]), y.detach())
    assert_array_equal(noisy_relu_gradient(*layer), torch.autograd.grad(y, W, grad_y)[0])


@checked
@given(layers)
def test_noise_and_its_opposite_average_to_the_weights_alone(layer):
    W, noise, x, _ = layer
    shift = 1000 * np.ones_like(W)  # so that no entry meets the kink: what is averaged is the input to the Relu
    ahead = np.maximum(x, 0) + 1
    mean = (noisy_relu(W + shift, noise, ahead) + noisy_relu(W + shift, -noise, ahead)) / 2
    assert_array_equal(mean, (W + shift) @ ahead)


def test_noise_is_standard_normal():
    noise = draw_noise((400, 500), np.random.default_rng(0))
    assert noise.shape == (400, 500)
    # 200 000 draws: the standard errors of mean and variance are 0.0022 and 0.0032
    assert abs(noise.mean()) < 0.01 and abs(noise.var() - 1) < 0.015


@checked
@given(layers, st.sampled_from([0.0, 0.125, 1.0]))
def test_step_is_that_of_torch(layer, rate):
    torch = pytest.importorskip("torch")
    W, noise, x, _ = layer
    weights = torch.tensor(W, dtype=torch.float64, requires_grad=True)
    torch.relu((weights + torch.tensor(noise)) @ torch.tensor(x, dtype=torch.float64)).sum().backward()
    torch.optim.SGD([weights], lr=rate).step()
    gradient = noisy_relu_gradient(W, noise, x, np.ones(len(W)))
    assert_allclose(sgd_step(W, gradient, rate), weights.detach(), rtol=1e-15)


def test_errors():
    with pytest.raises(ValueError, match=r"noise is \(1, 2\)"):
        noisy_relu(np.ones((2, 2)), np.ones((1, 2)), np.ones(2))
    with pytest.raises(ValueError, match=r"grad_y is \(3,\)"):
        noisy_relu_gradient(np.ones((2, 2)), np.ones((2, 2)), np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match=r"gradient is \(3,\)"):
        sgd_step(np.ones(2), np.ones(3), 1.0)
