"""Causal convolutions: against torch with padding on the left, and what an output depends on."""

from __future__ import annotations

import numpy as np
import torch

from impls.causal_convolution import causal_convolution, causal_network, shifted

RNG = np.random.default_rng(0)


def jacobian(weights: list[np.ndarray], x: np.ndarray, shift: bool = False) -> np.ndarray:
    """Central differences of the network's outputs in its inputs."""
    network = (lambda v: causal_network(weights, shifted(v))) if shift else (lambda v: causal_network(weights, v))
    steps = 1e-6 * np.eye(len(x))
    return np.stack([(network(x + e) - network(x - e)) / 2e-6 for e in steps], axis=1)


def test_as_torch() -> None:
    w, x = RNG.normal(size=3), RNG.normal(size=7)
    padded = torch.nn.functional.pad(torch.from_numpy(x), (2, 0))[None, None]
    expected = torch.nn.functional.conv1d(padded, torch.from_numpy(w[::-1].copy())[None, None])[0, 0]
    np.testing.assert_allclose(causal_convolution(w, x), expected.numpy(), rtol=1e-12)


def test_reaches_back_and_not_ahead() -> None:
    """Two layers of 3 and 2 taps: 4 inputs, the present one among them."""
    j = jacobian([np.array([1.0, 0.5, 2.0]), np.array([1.0, -1.5])], RNG.normal(size=8) / 4)
    lag = np.subtract.outer(np.arange(8), np.arange(8))
    assert np.all(j[(lag < 0) | (lag > 3)] == 0)
    assert np.all(np.abs(j[(lag >= 0) & (lag <= 3)]) > 1e-6)


def test_shifted_input_hides_the_present() -> None:
    j = jacobian([np.array([1.0, 0.5])], RNG.normal(size=6) / 4, shift=True)
    assert np.all(np.triu(j) == 0) and np.all(np.abs(np.diag(j, -1)) > 1e-6)


def test_no_layers() -> None:
    np.testing.assert_array_equal(causal_network([], [1.0, 2.0]), [1.0, 2.0])
