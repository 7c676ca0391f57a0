"""Losses on embeddings: pull to class centers, centers apart, margins after a linear map."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import conform


def center_loss(f: ArrayLike, c: ArrayLike) -> float:
    """||f - c||^2 / 2 of an embedding f (d,) and the center c (d,) of its class. ValueError if shapes differ."""
    f, c = conform("f: d; c: d", f, c)
    return math.fsum((f - c) ** 2) / 2


def center_repulsion(C: ArrayLike) -> float:
    """The sum over i != j of 1/||c_i - c_j||^2 for centers in the rows of C (k, d).

    ValueError if two centers are equal or C is no matrix.
    """
    (C,) = conform("C: k d", C)
    squares = ((C[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)
    others = squares[~np.eye(len(C), dtype=bool)]
    if not others.all():
        raise ValueError(f"centers of shape {C.shape} must differ from each other")
    return math.fsum(1.0 / others)


def margin_violation(L: ArrayLike, x: ArrayLike, near: ArrayLike, far: ArrayLike) -> float:
    """max(0, 1 + ||L(x - near)||^2 - ||L(x - far)||^2) for x and near of one class, far of another.

    L (m, n); x, near, far (n,). ValueError if shapes do not fit.
    """
    L, x, near, far = conform("L: m n; x: n; near: n; far: n", L, x, near, far)
    within, across = L @ (x - near), L @ (x - far)
    return max(0.0, 1.0 + float(within @ within) - float(across @ across))
