"""Clipping a gradient by its norm."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def clip_by_norm(g: ArrayLike, threshold: float) -> Array:
    """g (n,) if ‖g‖ < threshold, else threshold·g/‖g‖. ValueError unless threshold > 0."""
    if not threshold > 0:
        raise ValueError(f"the threshold must be positive: {threshold}")
    (g,) = conform("g: n", g)
    length = float(np.linalg.norm(g))
    clipped: Array = g if length < threshold else threshold * g / length
    return clipped
