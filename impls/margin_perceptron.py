"""The Margin Perceptron: an update whenever an example is not classified with half the margin."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def margin_perceptron(x: ArrayLike, y: ArrayLike, gamma: float) -> tuple[Array, int]:
    """One pass over examples x (N, d) with labels y (N,) in {-1, 1}: the weights (d,) and the number of updates.

    An update w <- w + y_i x_i where y_i w.x_i <= gamma/2 |w|, from w = 0. ValueError unless gamma > 0.
    """
    if not gamma > 0:
        raise ValueError(f"the margin must be positive: {gamma}")
    x, y = conform("x: N d; y: N", x, y)
    w, mistakes = np.zeros(x.shape[1]), 0
    for example, label in zip(x, y, strict=True):
        if label * (w @ example) <= gamma / 2 * np.linalg.norm(w):
            w, mistakes = w + label * example, mistakes + 1
    return w, mistakes
