"""The two forms of a simple recurrent network: h_t stores pre-activations, g_t activations."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform

Activation = Callable[[Array], Array]
SHAPES = "W: n n; U: n m; b: n; x: T m"


def preactivation_states(
    W: ArrayLike, U: ArrayLike, b: ArrayLike, x: ArrayLike, h0: ArrayLike, activation: Activation = np.tanh
) -> Array:
    """h_1 .. h_T as rows (T, n) of h_t = W s(h_{t-1}) + U x_t + b, with s entrywise.

    W (n, n), U (n, m), b (n,), inputs x (T, m), h0 (n,). ValueError if shapes do not fit.
    """
    W, U, b, x, h = conform(f"{SHAPES}; h0: n", W, U, b, x, h0)
    states = np.empty((len(x), len(b)))
    for t, x_t in enumerate(x):
        h = states[t] = W @ activation(h) + U @ x_t + b
    return states


def activation_states(
    W: ArrayLike, U: ArrayLike, b: ArrayLike, x: ArrayLike, g0: ArrayLike, activation: Activation = np.tanh
) -> Array:
    """g_1 .. g_T as rows (T, n) of g_t = s(W g_{t-1} + U x_t + b), with s entrywise; g_0 = s(h_0) gives g_t = s(h_t).

    Shapes and errors as preactivation_states.
    """
    W, U, b, x, g = conform(f"{SHAPES}; g0: n", W, U, b, x, g0)
    states = np.empty((len(x), len(b)))
    for t, x_t in enumerate(x):
        g = states[t] = activation(W @ g + U @ x_t + b)
    return states
