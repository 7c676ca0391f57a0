"""The perceptron against autograd, and a network by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls import mlp

checked = settings(deadline=None, max_examples=40)


@st.composite
def examples(draw):
    """W1, b1, W2, b2, x, target of integers, so that kinks of relu are met and results are exact."""
    n, k, m = (draw(st.integers(1, 4)) for _ in range(3))
    shapes = [(k, n), (k,), (m, k), (m,), (n,), (m,)]
    return tuple(draw(arrays(np.int64, shape, elements=st.integers(-3, 3))).astype(float) for shape in shapes)


@checked
@given(examples())
def test_against_torch(example):
    torch = pytest.importorskip("torch")
    *parameters, x, target = (torch.tensor(array) for array in example)
    hidden, output = (torch.nn.Linear(*reversed(W.shape), dtype=torch.float64) for W in parameters[::2])
    net = torch.nn.Sequential(hidden, torch.nn.ReLU(), output)
    with torch.no_grad():
        for own, value in zip(net.parameters(), parameters, strict=True):
            own.copy_(value)
    loss = torch.nn.functional.mse_loss(net(x), target, reduction="sum")
    loss.backward()
    assert_array_equal(mlp.forward(*example[:-1]), net(x).detach())
    assert mlp.squared_error(*example) == loss.item()
    grads = mlp.gradient(*example)
    for ours, theirs in zip(grads, net.parameters(), strict=True):
        assert_array_equal(ours, theirs.grad)

    torch.optim.SGD(net.parameters(), lr=0.1).step()
    stepped = mlp.gradient_step(mlp.Parameters(*example[:4]), grads, 0.1)
    for ours, theirs in zip(stepped, net.parameters(), strict=True):
        assert_allclose(ours, theirs.detach(), rtol=1e-14, atol=1e-14)

    W1, W2 = example[0], example[2]
    assert mlp.parameter_count(W1.shape[1], W1.shape[0], W2.shape[0]) == sum(p.numel() for p in net.parameters())


def test_a_network_by_hand():
    signs = np.array([1.0, -1, 1, -1, 1])  # hidden units 1, 3, 5 see the sum 8 of the inputs, 2 and 4 see -8
    network = np.outer(signs, np.ones(4)), np.zeros(5), np.ones((1, 5)), np.zeros(1), np.array([1.0, 2, 1, 4])
    assert mlp.forward(*network) == [24]
    assert mlp.squared_error(*network, [15]) == 81
    grads = mlp.gradient(*network, [15])
    assert grads.W1[0, 0] == 18
    assert_array_equal(grads.W1[1], np.zeros(4))
    assert mlp.gradient_step(mlp.Parameters(*network[:4]), grads, 0.1).W1[0, 0] == pytest.approx(-0.8, rel=1e-15)


def test_parameter_counts_by_hand():
    assert mlp.parameter_count(4, 5, 1) == 31
    assert mlp.parameter_count(10, 4, 2, hidden_bias=False) == 50


def test_errors():
    with pytest.raises(ValueError, match=r"x is \(3,\)"):
        mlp.forward(np.ones((5, 4)), np.ones(5), np.ones((1, 5)), np.ones(1), np.ones(3))
    with pytest.raises(ValueError, match=r"target is \(2,\)"):
        mlp.squared_error(np.ones((5, 4)), np.ones(5), np.ones((1, 5)), np.ones(1), np.ones(4), np.ones(2))
    one = mlp.Parameters(np.ones((1, 1)), np.ones(1), np.ones((1, 1)), np.ones(1))
    with pytest.raises(ValueError, match=r"b1 is \(1,\), its gradient \(2,\)"):
        mlp.gradient_step(one, one._replace(b1=np.ones(2)), 0.1)
