"""Gradient descent and the exact line search on a quadratic."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def gradient_descent(grad: Callable[[Array], ArrayLike], w0: ArrayLike, lr: float, steps: int) -> Array:
    """The iterates w_0 .. w_steps as rows (steps + 1, n) of w_{t+1} = w_t - lr grad(w_t), w0 (n,).

    ValueError if steps < 0 or grad does not return (n,).
    """
    (w,) = conform("w0: n", w0)
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    iterates = [w.copy()]
    for _ in range(steps):
        w, g = conform("w: n; grad(w): n", w, grad(w.copy()))
        w = w - lr * g
        iterates.append(w)
    return np.array(iterates)


def exact_line_search_step(g: ArrayLike, Hg: ArrayLike) -> float:
    """||g||^2 / (g.Hg): the step length minimising a quadratic with gradient g and Hessian H along -g.

    g (n,), Hg (n,). ValueError if shapes differ or g.Hg <= 0, where the line has no unique minimum.
    """
    g, Hg = conform("g: n; Hg: n", g, Hg)
    curvature = float(g @ Hg)
    if curvature <= 0:
        raise ValueError(f"need g.Hg > 0 for g, Hg of shape {g.shape}, got {curvature}")
    return float(g @ g) / curvature
