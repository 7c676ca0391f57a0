"""Siamese network with one shared tanh layer, trained on positive pairs.

J = sum_i ||tanh(W x1_i + b) - tanh(W x2_i + b)||^2 + ||W||_F^2, with W (k, d), b (k,).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


class Gradients(NamedTuple):
    """Gradients in W (k, d) and b (k,)."""

    W: Array
    b: Array


def loss(W: ArrayLike, b: ArrayLike, X1: ArrayLike, X2: ArrayLike) -> float:
    """J, with the pairs as rows of X1 and X2 (M, d). ValueError if shapes do not fit."""
    W, b, X1, X2 = _conform(W, b, X1, X2)
    return float(np.sum((np.tanh(X1 @ W.T + b) - np.tanh(X2 @ W.T + b)) ** 2) + np.sum(W**2))


def gradients(W: ArrayLike, b: ArrayLike, X1: ArrayLike, X2: ArrayLike) -> Gradients:
    """Gradients of J: each branch has its own slope 1 - h^2, and the second branch enters with a minus sign.

    Shapes and errors as loss.
    """
    W, b, X1, X2 = _conform(W, b, X1, X2)
    h1, h2 = np.tanh(X1 @ W.T + b), np.tanh(X2 @ W.T + b)
    delta1 = 2 * (h1 - h2) * (1 - h1**2)
    delta2 = 2 * (h1 - h2) * (1 - h2**2)
    return Gradients(2 * W + delta1.T @ X1 - delta2.T @ X2, (delta1 - delta2).sum(axis=0))


def pair_loss(W: ArrayLike, b: ArrayLike, x1: ArrayLike, x2: ArrayLike) -> float:
    """||tanh(W x1 + b) - tanh(W x2 + b)||^2 of one pair x1, x2 (d,), without the penalty on W."""
    W, b, x1, x2 = conform("W: k d; b: k; x1: d; x2: d", W, b, x1, x2)
    return float(np.sum((np.tanh(W @ x1 + b) - np.tanh(W @ x2 + b)) ** 2))


def pair_gradients(W: ArrayLike, b: ArrayLike, x1: ArrayLike, x2: ArrayLike) -> Gradients:
    """Gradients of pair_loss. Where tanh is nearly ±1, 1 - tanh(z)^2 and differences of it keep no digits: hyperbolic
    sines and cosines are used in their place, up to |z| = 300, from where on the result is 0 but for underflow."""
    W, b, x1, x2 = conform("W: k d; b: k; x1: d; x2: d", W, b, x1, x2)
    z1, z2 = np.clip(W @ x1 + b, -300, 300), np.clip(W @ x2 + b, -300, 300)
    c1, c2 = np.cosh(z1), np.cosh(z2)
    gap = np.sinh(z1 - z2) / c1 / c2  # tanh(z1) - tanh(z2)
    delta1, delta2 = 2 * gap / c1**2, 2 * gap / c2**2
    return Gradients(np.outer(delta1, x1) - np.outer(delta2, x2), delta1 - delta2)


def _conform(W: ArrayLike, b: ArrayLike, X1: ArrayLike, X2: ArrayLike) -> tuple[Array, ...]:
    return conform("W: k d; b: k; X1: M d; X2: M d", W, b, X1, X2)
