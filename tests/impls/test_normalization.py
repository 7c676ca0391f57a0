"""Weight normalisation and statistics, against exact rationals and PyTorch."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impls import normalization as nm

checked = settings(deadline=None, max_examples=40)
reals = st.floats(-4, 4).map(lambda v: round(v, 3))
tensors = st.tuples(*3 * [st.integers(1, 4)]).flatmap(lambda s: arrays(np.int64, s, elements=st.integers(-9, 9)))


def vectors(n):
    return arrays(np.float64, n, elements=reals)


pairs = st.integers(1, 5).flatmap(lambda n: st.tuples(vectors(n).filter(np.any), vectors(n)))


@checked
@given(pairs, reals)
def test_weight_norm_has_norm_gamma_and_direction_u(pair, gamma):
    u, _ = pair
    w = nm.weight_norm(u, gamma)
    assert np.linalg.norm(w) == pytest.approx(abs(gamma), abs=1e-14)
    assert w @ u == pytest.approx(gamma * np.linalg.norm(u), abs=1e-12)


@checked
@given(pairs, reals)
def test_weight_norm_backward_is_the_scaled_projection(pair, gamma):
    u, grad_w = pair
    norm2 = u @ u
    projection = np.eye(len(u)) - np.outer(u, u) / norm2
    grad_u = nm.weight_norm_backward(grad_w, gamma, u)
    scale = max(1.0, abs(gamma) / np.sqrt(norm2))
    assert_allclose(grad_u, gamma / np.sqrt(norm2) * projection @ grad_w, atol=1e-13 * scale)
    assert grad_u @ u == pytest.approx(0, abs=1e-12 * scale)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_weight_norm_does_not_depend_on_the_scale_of_u(scale):
    assert_allclose(nm.weight_norm(scale * np.array([3.0, 4.0]), 5), [3, 4], rtol=1e-14)


@checked
@given(pairs, reals)
def test_weight_norm_against_torch(pair, gamma):
    torch = pytest.importorskip("torch")
    from impls import normalization_torch

    u, grad_w = pair
    layer = torch.nn.utils.parametrizations.weight_norm(torch.nn.Linear(len(u), 1, bias=False, dtype=torch.float64))
    weights = layer.parametrizations.weight
    with torch.no_grad():
        weights.original0.fill_(gamma)
        weights.original1.copy_(torch.tensor(u)[None])
    layer.weight.backward(torch.tensor(grad_w)[None])
    scale = max(1.0, abs(gamma) / np.linalg.norm(u))
    assert_allclose(nm.weight_norm(u, gamma), layer.weight[0].detach(), atol=1e-13)
    assert_allclose(nm.weight_norm_backward(grad_w, gamma, u), weights.original1.grad[0], atol=1e-12 * scale)
    assert nm.weight_norm_backward_gamma(grad_w, u) == pytest.approx(weights.original0.grad.item(), abs=1e-12)

    twins = (torch.tensor(value, dtype=torch.float64) for value in (grad_w, gamma, u))
    grad_u, grad_gamma = normalization_torch.weight_norm_backward(*twins)
    assert_allclose(grad_u, nm.weight_norm_backward(grad_w, gamma, u), atol=1e-12 * scale)
    assert grad_gamma.item() == pytest.approx(nm.weight_norm_backward_gamma(grad_w, u), abs=1e-12)


def exact_statistics(values) -> tuple[float, float]:
    values = [Fraction(int(v)) for v in np.ravel(values)]
    mean = sum(values) / len(values)
    return float(mean), float(sum((v - mean) ** 2 for v in values) / len(values))


@checked
@given(tensors)
def test_statistics_against_rationals(x):
    B, C, _ = x.shape
    groups = {
        nm.batch_statistics: [x[:, c] for c in range(C)],
        nm.layer_statistics: list(x),
        nm.instance_statistics: [x[b, c] for b in range(B) for c in range(C)],
    }
    shapes = {nm.batch_statistics: (C,), nm.layer_statistics: (B,), nm.instance_statistics: (B, C)}
    for statistics, members in groups.items():
        found = statistics(x)
        assert found.mean.shape == found.variance.shape == shapes[statistics]
        expected = np.array([exact_statistics(group) for group in members])
        assert_allclose(found.mean.ravel(), expected[:, 0], rtol=1e-13, atol=1e-14)
        assert_allclose(found.variance.ravel(), expected[:, 1], rtol=1e-13, atol=1e-13)


@checked
@given(tensors)
def test_statistics_against_torch(x):
    torch = pytest.importorskip("torch")
    from impls import normalization_torch

    x = x.astype(float)
    for name in ("batch_statistics", "layer_statistics", "instance_statistics"):
        for found, twin in zip(getattr(nm, name)(x), getattr(normalization_torch, name)(torch.tensor(x)), strict=True):
            assert_allclose(found, twin, rtol=1e-13, atol=1e-13)


@checked
@given(tensors.filter(lambda x: x.shape[0] * x.shape[2] > 1))  # the library refuses one value a channel
def test_batch_statistics_are_those_of_the_library(x):
    torch = pytest.importorskip("torch")
    mean, variance = nm.batch_statistics(x)
    normalised = torch.nn.functional.batch_norm(
        torch.tensor(x, dtype=torch.float64), None, None, training=True, eps=1.0
    )
    assert_allclose((x - mean[:, None]) / np.sqrt(variance[:, None] + 1), normalised, atol=1e-12)


def test_statistics_of_the_documents_first_channel():
    channel = [[1, 3, 2], [3, 3, 2], [4, 2, 2], [3, 3, 2]]
    mean, variance = nm.batch_statistics(np.array(channel)[:, None])
    assert mean[0] == 2.5
    assert variance[0] == pytest.approx(7 / 12, rel=1e-15)


@checked
@given(pairs, reals, reals)
def test_whitened_batch_norm_is_weight_norm(pair, gamma, beta):
    u, x = pair
    assert nm.batch_norm_whitened(u, x, gamma, beta) == pytest.approx(nm.weight_norm(u, gamma) @ x + beta, abs=1e-12)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_whitened_batch_norm_standardises_a_whitened_sample(n):
    """Rows +-sqrt(n) e_i have mean 0 and covariance I exactly, so sample statistics are the population's."""
    data = np.sqrt(n) * np.vstack([np.eye(n), -np.eye(n)])
    u, gamma, beta = np.arange(1.0, n + 1), 1.5, -0.5
    y = data @ u
    standardised = gamma * (y - y.mean()) / y.std() + beta
    assert_allclose([nm.batch_norm_whitened(u, x, gamma, beta) for x in data], standardised, rtol=1e-13, atol=1e-13)


def test_errors():
    with pytest.raises(ValueError, match="zero vector"):
        nm.weight_norm(np.zeros(2), 1)
    with pytest.raises(ValueError, match=r"u is \(3,\)"):
        nm.weight_norm_backward(np.ones(2), 1, np.ones(3))
    with pytest.raises(ValueError, match=r"x is \(2, 2\)"):
        nm.batch_statistics(np.ones((2, 2)))
    with pytest.raises(ValueError, match="at least one entry"):
        nm.layer_statistics(np.ones((0, 2, 2)))


def test_torch_twin_refuses_the_zero_vector():
    torch = pytest.importorskip("torch")
    from impls import normalization_torch

    with pytest.raises(ValueError, match="zero vector"):
        normalization_torch.weight_norm(torch.zeros(2), torch.tensor(1.0))
