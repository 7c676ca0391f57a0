"""Causal convolutions of one channel: the output at t reads inputs at t, t - 1, ..., t - k + 1, and zeros before 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def causal_convolution(w: ArrayLike, x: ArrayLike) -> Array:
    """y[t] = sum_i w[i] x[t - i] for w (k,) and x (T,); y has (T,)."""
    w, x = conform("w: k; x: T", w, x)
    y: Array = np.convolve(x, w)[: len(x)]
    return y


def causal_network(weights: Sequence[ArrayLike], x: ArrayLike, sigma: Callable[[Array], Array] = np.tanh) -> Array:
    """Layers h <- sigma(causal_convolution(w, h)), first layer first, from h = x (T,). No layers: x itself."""
    (h,) = conform("x: T", x)
    for w in weights:
        h = sigma(causal_convolution(w, h))
    return h


def shifted(x: ArrayLike) -> Array:
    """x one place later, (T,): the network's output at t on it reads x before t only, and so can model x[t]."""
    (x,) = conform("x: T", x)
    return np.concatenate([[0.0], x[:-1]])
