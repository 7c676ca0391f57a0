"""Support vector machines: distance from a hyperplane, and the soft-margin objective."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform, nonzero_norm


def distance_to_hyperplane(w: ArrayLike, b: float, x: ArrayLike) -> float:
    """|w.x + b| / ||w||, the distance of x (d,) from the points z with w.z + b = 0.

    w (d,). ValueError if shapes differ or w = 0, where there is no hyperplane.
    """
    w, x = conform("w: d; x: d", w, x)
    return abs(math.fsum([*(w * x), float(b)])) / nonzero_norm("w", w)


def least_slacks(w: ArrayLike, b: float, X: ArrayLike, y: ArrayLike) -> Array:
    """max(0, 1 - y_i (w.x_i + b)) (N,): the smallest slacks with which w (d,) and b satisfy the constraints.

    X (N, d) has a sample in every row, y (N,) of -1 and 1. ValueError if shapes or labels do not fit.
    """
    w, X, y = conform("w: d; X: N d; y: N", w, X, y)
    if not np.isin(y, (-1, 1)).all():
        raise ValueError(f"labels of shape {y.shape} must be -1 or 1")
    return np.maximum(0.0, 1.0 - y * (X @ w + float(b)))


def soft_margin_objective(w: ArrayLike, b: float, X: ArrayLike, y: ArrayLike, C: float) -> float:
    """||w||^2 / 2 + C sum of the least slacks; shapes and errors as least_slacks, ValueError if C < 0."""
    if C < 0:
        raise ValueError(f"C must not be negative, got {C}")
    slacks = least_slacks(w, b, X, y)
    w = np.asarray(w, dtype=np.float64)
    return float(w @ w) / 2 + float(C) * math.fsum(slacks)
