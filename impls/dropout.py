"""Gaussian dropout in least squares: one data point x (n,) with label y, weights w (n,), noise delta (n,).

The entries of delta are uncorrelated with mean 1 and variance sigma2.
Source: N. Srivastava et al., Dropout, 2014, section 10 (Gaussian noise) and 9.1 (its expectation in linear regression).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def noisy_loss(x: ArrayLike, y: float, w: ArrayLike, delta: ArrayLike) -> float:
    """(y - sum_k delta_k w_k x_k)^2. x, w, delta (n,). ValueError if shapes do not fit."""
    x, w, delta = conform("x: n; w: n; delta: n", x, w, delta)
    return float((y - (delta * w) @ x) ** 2)


def noisy_gradient(x: ArrayLike, y: float, w: ArrayLike, delta: ArrayLike) -> Array:
    """The gradient (n,) of noisy_loss in w: -2 (y - sum_k delta_k w_k x_k) delta x. Errors as noisy_loss."""
    x, w, delta = conform("x: n; w: n; delta: n", x, w, delta)
    return -2 * (y - (delta * w) @ x) * (delta * x)


def expected_loss(x: ArrayLike, y: float, w: ArrayLike, sigma2: float) -> float:
    """The mean of noisy_loss over the noise: (y - w.x)^2 + sigma2 sum_k x_k^2 w_k^2.

    x, w (n,). ValueError if shapes do not fit or sigma2 < 0.
    """
    x, w = _checked(x, w, sigma2)
    return float((y - w @ x) ** 2 + sigma2 * np.sum((x * w) ** 2))


def expected_gradient(x: ArrayLike, y: float, w: ArrayLike, sigma2: float) -> Array:
    """The mean (n,) of noisy_gradient over the noise: -2 (y - w.x) x + 2 sigma2 x^2 w. Errors as expected_loss."""
    x, w = _checked(x, w, sigma2)
    return -2 * (y - w @ x) * x + 2 * sigma2 * x**2 * w


def _checked(x: ArrayLike, w: ArrayLike, sigma2: float) -> tuple[Array, Array]:
    x, w = conform("x: n; w: n", x, w)
    if sigma2 < 0:
        raise ValueError(f"sigma2 must not be negative, got {sigma2}")
    return x, w
