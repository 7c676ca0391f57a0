"""Perceptron with one hidden ReLU layer: o = W2 relu(W1 x + b1) + b2.

x (n,), W1 (k, n), b1 (k,), W2 (m, k), b2 (m,), output and target (m,).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform

SHAPES = "W1: k n; b1: k; W2: m k; b2: m; x: n"


class Parameters(NamedTuple):
    """The parameters, or a gradient in them; ``forward(*parameters, x)`` and so on."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array


def forward(W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike, x: ArrayLike) -> Array:
    """Output (m,). ValueError if shapes do not fit."""
    W1, b1, W2, b2, x = conform(SHAPES, W1, b1, W2, b2, x)
    return W2 @ np.maximum(W1 @ x + b1, 0) + b2


def squared_error(W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike, x: ArrayLike, target: ArrayLike) -> float:
    """||target - o||^2. ValueError if shapes do not fit."""
    o, target = conform("o: m; target: m", forward(W1, b1, W2, b2, x), target)
    return float(np.sum((target - o) ** 2))


def gradient(W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike, x: ArrayLike, target: ArrayLike) -> Parameters:
    """Gradient of squared_error in the parameters; the slope of relu at 0 is taken as 0. Errors as squared_error."""
    W1, b1, W2, b2, x, target = conform(f"{SHAPES}; target: m", W1, b1, W2, b2, x, target)
    a = W1 @ x + b1
    hidden = np.maximum(a, 0)
    grad_o = 2 * (W2 @ hidden + b2 - target)
    grad_a = np.where(a > 0, W2.T @ grad_o, 0)
    return Parameters(np.outer(grad_a, x), grad_a, np.outer(grad_o, hidden), grad_o)


def parameter_count(n: int, k: int, m: int, hidden_bias: bool = True, output_bias: bool = True) -> int:
    """n k + k m weights, with k hidden and m output biases where there are any."""
    return n * k + k * m + hidden_bias * k + output_bias * m


def gradient_step(parameters: Parameters, grads: Parameters, lr: float) -> Parameters:
    """Each parameter minus lr times its gradient. ValueError if a shape differs from that of its gradient."""
    for name, p, g in zip(Parameters._fields, parameters, grads, strict=True):
        if np.shape(p) != np.shape(g):
            raise ValueError(f"{name} is {np.shape(p)}, its gradient {np.shape(g)}")
    return Parameters(*(p - lr * g for p, g in zip(parameters, grads, strict=True)))
