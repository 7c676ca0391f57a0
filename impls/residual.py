"""Residual connections y = F(x) + x."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform

SHAPES = "W1: k n; b1: k; W2: n k; b2: n; x: n"


class BlockGradients(NamedTuple):
    """Gradients of a loss, each of the shape of what it is named after."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array
    x: Array


def residual_backward(jacobian_F: ArrayLike, grad_y: ArrayLike) -> Array:
    """Gradient (n,) in x of a loss with gradient grad_y (n,) in y = F(x) + x: (I + J') grad_y, J = dF/dx (n, n).

    ValueError if shapes do not fit.
    """
    J, grad_y = conform("jacobian_F: n n; grad_y: n", jacobian_F, grad_y)
    return grad_y + J.T @ grad_y


def block_forward(W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike, x: ArrayLike) -> Array:
    """y (n,) = x + W2 relu(W1 x + b1) + b2. W1 (k, n), b1 (k,), W2 (n, k), b2 (n,). ValueError if shapes do not fit."""
    W1, b1, W2, b2, x = conform(SHAPES, W1, b1, W2, b2, x)
    return x + W2 @ np.maximum(W1 @ x + b1, 0) + b2


def block_backward(
    W1: ArrayLike, b1: ArrayLike, W2: ArrayLike, b2: ArrayLike, x: ArrayLike, grad_y: ArrayLike
) -> BlockGradients:
    """Gradients of a loss with gradient grad_y (n,) in block_forward; the slope of relu at 0 is taken as 0."""
    W1, b1, W2, b2, x, grad_y = conform(f"{SHAPES}; grad_y: n", W1, b1, W2, b2, x, grad_y)
    a = W1 @ x + b1
    grad_a = np.where(a > 0, W2.T @ grad_y, 0)
    return BlockGradients(
        W1=np.outer(grad_a, x),
        b1=grad_a,
        W2=np.outer(grad_y, np.maximum(a, 0)),
        b2=grad_y.copy(),
        x=grad_y + W1.T @ grad_a,
    )
