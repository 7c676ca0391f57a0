"""Stochastic minibatch gradient descent for least squares: L(w) = sum_i (y_i - w.x_i)^2."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def gradient(X: ArrayLike, y: ArrayLike, w: ArrayLike) -> Array:
    """Gradient (d,) of sum_i (y_i - w.x_i)^2 over a batch: -2 X'(y - X w).

    X (B, d) has a sample in every row, y (B,), w (d,). ValueError if shapes do not fit.
    """
    X, y, w = conform("X: B d; y: B; w: d", X, y, w)
    return X.T @ (y - X @ w) * -2.0


def step(X: ArrayLike, y: ArrayLike, w: ArrayLike, rate: float) -> Array:
    """w - rate * gradient of the batch (d,); shapes and errors as gradient, ValueError if rate < 0."""
    if rate < 0:
        raise ValueError(f"the rate must not be negative, got {rate}")
    return np.asarray(w, dtype=np.float64) - float(rate) * gradient(X, y, w)


def descend(
    X: ArrayLike, y: ArrayLike, w0: ArrayLike, rate: float, batch: int, epochs: int, seed: int, tolerance: float = 0.0
) -> Array:
    """The weights (d,) after the pseudocode:

        w = w0
        repeat for every epoch:
            shuffle the samples and cut them into batches (the last one may be smaller)
            for each batch: w = w - rate * gradient of the batch at w
            stop if the norm of the whole gradient is at most the tolerance

    X (N, d), y (N,), w0 (d,), any start. ValueError if shapes do not fit, batch < 1, epochs < 0, rate or tolerance < 0.
    """
    X, y, w = conform("X: N d; y: N; w0: d", X, y, w0)
    if batch < 1 or epochs < 0 or tolerance < 0:
        raise ValueError(f"need batch >= 1, epochs >= 0 and tolerance >= 0, got {batch=}, {epochs=}, {tolerance=}")
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(y))
        for start in range(0, len(y), batch):
            chosen = order[start : start + batch]
            w = step(X[chosen], y[chosen], w, rate)
        if np.linalg.norm(gradient(X, y, w)) <= tolerance:
            break
    return w
