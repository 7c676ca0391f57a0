"""A Relu layer with additive noise in its weights while it is trained."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def noisy_relu(W: ArrayLike, noise: ArrayLike, x: ArrayLike) -> Array:
    """max((W + noise) x, 0) as (m,): W and noise (m, n), x (n,). At test time noise is 0 and W as it is.

    ValueError if shapes do not fit.
    """
    W, noise, x = conform("W: m n; noise: m n; x: n", W, noise, x)
    return np.maximum((W + noise) @ x, 0)


def noisy_relu_gradient(W: ArrayLike, noise: ArrayLike, x: ArrayLike, grad_y: ArrayLike) -> Array:
    """Gradient (m, n) in W of a loss with gradient grad_y (m,) in noisy_relu(W, noise, x), 0 at a kink.

    ValueError if shapes do not fit.
    """
    W, noise, x, grad_y = conform("W: m n; noise: m n; x: n; grad_y: m", W, noise, x, grad_y)
    return np.outer(grad_y * ((W + noise) @ x > 0), x)


def draw_noise(shape: tuple[int, int], rng: np.random.Generator) -> Array:
    """Independent standard normal entries, of shape (m, n)."""
    return rng.standard_normal(shape)


def sgd_step(theta: ArrayLike, gradient: ArrayLike, rate: float) -> Array:
    """theta - rate gradient, both of one shape. ValueError if shapes differ."""
    theta, gradient = np.asarray(theta, dtype=np.float64), np.asarray(gradient, dtype=np.float64)
    if theta.shape != gradient.shape:
        raise ValueError(f"theta is {theta.shape}, gradient is {gradient.shape}")
    return theta - rate * gradient
