"""The elastic net ||y - X b||^2 + lam1 ||b||^2 + lam2 ||b||_1 as a lasso on augmented data. X (N, d), y (N,), b (d,).

Source: H. Zou and T. Hastie, Regularization and variable selection via the elastic net, 2005, lemma 1 (unscaled).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform
from impls.linear_models import augment


def elastic_net_loss(X: ArrayLike, y: ArrayLike, b: ArrayLike, lam1: float, lam2: float) -> float:
    """||y - X b||^2 + lam1 ||b||^2 + lam2 ||b||_1: a sum of squares, not a mean.

    X (N, d), y (N,), b (d,). ValueError if shapes do not fit or a penalty is negative.
    """
    X, y, b = conform("X: N d; y: N; b: d", X, y, b)
    _check(lam1=lam1, lam2=lam2)
    residual = y - X @ b
    return float(residual @ residual + lam1 * (b @ b) + lam2 * np.abs(b).sum())


def augmented_squares(X: ArrayLike, y: ArrayLike, b: ArrayLike, lam1: float) -> float:
    """||y' - X' b||^2 on the data with the d points sqrt(lam1) e_i, label 0, added: ||y - X b||^2 + lam1 ||b||^2.

    X (N, d), y (N,), b (d,). ValueError if shapes do not fit or lam1 < 0.
    """
    X, y, b = conform("X: N d; y: N; b: d", X, y, b)
    X1, y1 = augment(X, y, lam1)
    residual = y1 - X1 @ b
    return float(residual @ residual)


def lasso(X: ArrayLike, y: ArrayLike, lam: float, sweeps: int = 1000, tol: float = 1e-12) -> Array:
    """b (d,), a minimiser of ||y - X b||^2 + lam ||b||_1, by cyclic coordinate descent from 0.

    X (N, d), y (N,). Ends when a sweep moves no entry by more than tol (1 + max |b|), at the latest after `sweeps`.
    ValueError if shapes do not fit, lam < 0 or sweeps < 1.
    """
    X, y = conform("X: N d; y: N", X, y)
    _check(lam=lam)
    if sweeps < 1:
        raise ValueError(f"sweeps must be at least 1, got {sweeps}")
    b, residual, squares = np.zeros(X.shape[1]), y.copy(), (X * X).sum(axis=0)
    for _ in range(sweeps):
        before = b.copy()
        for j in np.flatnonzero(squares):
            slope = X[:, j] @ residual + squares[j] * b[j]
            new = _soft_threshold(slope, lam / 2) / squares[j]
            residual += X[:, j] * (b[j] - new)
            b[j] = new
        if np.abs(b - before).max(initial=0) <= tol * (1 + np.abs(b).max(initial=0)):
            break
    return b


def elastic_net(X: ArrayLike, y: ArrayLike, lam1: float, lam2: float, sweeps: int = 1000, tol: float = 1e-12) -> Array:
    """b (d,), a minimiser of elastic_net_loss: the lasso of the augmented data. Arguments and errors as lasso."""
    _check(lam1=lam1, lam2=lam2)
    return lasso(*augment(X, y, lam1), lam2, sweeps, tol)


def _soft_threshold(x: float, by: float) -> float:
    """x moved towards 0 by at most `by`."""
    return float(np.sign(x)) * max(abs(x) - by, 0.0)


def _check(**penalties: float) -> None:
    for name, value in penalties.items():
        if value < 0:
            raise ValueError(f"{name} must not be negative, got {value}")
