"""The two recurrent forms against each other and torch.nn.RNN."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls.recurrent import activation_states, preactivation_states

checked = settings(deadline=None, max_examples=40)
ACTIVATIONS = [np.tanh, lambda a: np.maximum(a, 0), lambda a: 1 / (1 + np.exp(-a)), lambda a: a]


@st.composite
def networks(draw):
    """W (n, n), U (n, m), b (n,), x (T, m), start (n,)."""
    n, m, T = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(0, 4))
    shapes = [(n, n), (n, m), (n,), (T, m), (n,)]
    return tuple(draw(arrays(np.float64, shape, elements=st.floats(-2, 2))) for shape in shapes)


@checked
@given(networks(), st.sampled_from(ACTIVATIONS))
def test_the_forms_agree_through_the_activation(network, activation):
    *parameters, start = network
    h = preactivation_states(*parameters, start, activation)
    g = activation_states(*parameters, activation(start), activation)
    assert_allclose(g, activation(h), rtol=1e-12, atol=1e-12)


@checked
@given(networks())
def test_states_satisfy_the_recurrence(network):
    W, U, b, x, h0 = network
    h = preactivation_states(*network)
    assert h.shape == (len(x), len(b))
    previous = np.vstack([h0, h])[:-1]
    assert_allclose(h, np.tanh(previous) @ W.T + x @ U.T + b, rtol=1e-13, atol=1e-13)


@checked
@given(networks().filter(lambda network: len(network[3])))
def test_activation_form_is_the_rnn_of_torch(network):
    torch = pytest.importorskip("torch")
    W, U, b, x, g0 = map(torch.tensor, network)
    rnn = torch.nn.RNN(U.shape[1], U.shape[0], dtype=torch.float64)
    rnn.load_state_dict({"weight_hh_l0": W, "weight_ih_l0": U, "bias_ih_l0": b, "bias_hh_l0": torch.zeros_like(b)})
    states, _ = rnn(x, g0[None])
    assert_allclose(activation_states(*network), states.detach(), rtol=1e-12, atol=1e-12)


def test_hand_computed_linear_states():
    arguments = ([[2.0]], [[1.0]], [1.0], [[1.0], [0.0]], [3.0], lambda a: a)
    assert_array_equal(preactivation_states(*arguments), [[8.0], [17.0]])


def test_errors():
    with pytest.raises(ValueError, match=r"W is \(2, 3\)"):
        preactivation_states(np.ones((2, 3)), np.ones((2, 1)), np.ones(2), np.ones((4, 1)), np.ones(2))
    with pytest.raises(ValueError, match=r"x is \(4, 2\)"):
        activation_states(np.ones((2, 2)), np.ones((2, 1)), np.ones(2), np.ones((4, 2)), np.ones(2))
