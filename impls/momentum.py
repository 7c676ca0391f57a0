"""Gradient descent with momentum (the heavy ball)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Values = NDArray[np.float64]


def momentum_step(w: ArrayLike, v: ArrayLike, slope: ArrayLike, rate: float, beta: float) -> tuple[Values, Values]:
    """The new weights and velocity: v' = beta v - rate slope, w' = w + v'.

    w, v and slope (the gradient at w) are of one shape. ValueError if the shapes differ.
    """
    w, v, slope = (np.asarray(a, dtype=np.float64) for a in (w, v, slope))
    if not w.shape == v.shape == slope.shape:
        raise ValueError(f"weights {w.shape}, velocity {v.shape} and gradient {slope.shape} must be of one shape")
    velocity = beta * v - rate * slope
    return w + velocity, velocity
