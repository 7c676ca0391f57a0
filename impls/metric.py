"""Weighted squared distances."""

from __future__ import annotations

from numpy.typing import ArrayLike

from impls.arrays import conform


def tau(x: ArrayLike, y: ArrayLike, A: ArrayLike) -> float:
    """(x - y)' A (x - y). x (n,), y (n,), A (n, n), of any rank and symmetry. ValueError if shapes do not fit."""
    x, y, A = conform("x: n; y: n; A: n n", x, y, A)
    difference = x - y
    return float(difference @ A @ difference)
