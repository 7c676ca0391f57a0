"""Batched products of matrices."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def batched_product(a: ArrayLike, b: ArrayLike) -> Array:
    """c[i] = a[i] b[i] for a (batch, n, m) and b (batch, m, p); c (batch, n, p). ValueError if shapes do not fit."""
    a, b = conform("a: z n m; b: z m p", a, b)
    c: Array = np.einsum("znm,zmp->znp", a, b)
    return c
