"""A convolution over two sides and time, with channels and a batch: forward and backward.

Shapes: input L1 (B, P, Q, R, D), kernel F (U, V, Z, D, C), output (B, P - U + 1, Q - V + 1, R - Z + 1, C).
All functions raise ValueError if shapes do not fit or the kernel exceeds the input.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from impls.arrays import Array, conform

Extents = tuple[int, int, int]


def conv3d_valid(L1: ArrayLike, F: ArrayLike) -> Array:
    """L2[b, x, y, t, c] = sum_{u,v,z,d} F[u, v, z, d, c] L1[b, x + u, y + v, t + z, d], without padding.

    One matrix product of a flattened slice and the flattened kernel for every (x, y, t).
    """
    L1, F = conform("L1: B P Q R D; F: U V Z D C", L1, F)
    extents = output_extents(L1, F)
    L2 = np.zeros((len(L1), *extents, F.shape[-1]), dtype=L1.dtype)
    for x, y, t in np.ndindex(*extents):
        block = L1[_slices(x, y, t, F)]
        L2[:, x, y, t, :] += block.reshape(len(L1), -1) @ F.reshape(-1, F.shape[-1])
    return L2


def conv3d_backward(L1: ArrayLike, F: ArrayLike, grad_L2: ArrayLike) -> tuple[Array, Array]:
    """Gradients in F and in L1 of a loss with gradient grad_L2 (shaped like L2) in conv3d_valid(L1, F).

    One broadcast product for every (x, y, t), added to slices of the gradient in L1.
    """
    L1, F, grad_L2 = _conform_backward(L1, F, grad_L2)
    grad_F, grad_L1 = np.zeros_like(F), np.zeros_like(L1)
    for x, y, t in np.ndindex(*output_extents(L1, F)):
        here = _slices(x, y, t, F)
        slopes = grad_L2[:, x, y, t, :].reshape(len(L1), 1, 1, 1, 1, F.shape[-1])
        grad_F += (slopes * L1[here][..., None]).sum(axis=0)
        grad_L1[here] += (slopes * F).sum(axis=5)
    return grad_F, grad_L1


def conv3d_backward_two_loops(L1: ArrayLike, F: ArrayLike, grad_L2: ArrayLike) -> tuple[Array, Array]:
    """As conv3d_backward, with loops over x and y only: time is part of the vector operations."""
    L1, F, grad_L2 = _conform_backward(L1, F, grad_L2)
    (U, V, Z, *_), (high, wide, long) = F.shape, output_extents(L1, F)
    grad_F, grad_L1 = np.zeros_like(F), np.zeros_like(L1)
    padded = np.pad(grad_L2, [(0, 0), (0, 0), (0, 0), (Z - 1, Z - 1), (0, 0)])
    for x, y in np.ndindex(high, wide):
        times = sliding_window_view(L1[:, x : x + U, y : y + V], long, axis=3)  # B U V Z D long
        grad_F += np.einsum("btc,buvzdt->uvzdc", grad_L2[:, x, y], times)
        slopes = sliding_window_view(padded[:, x, y], Z, axis=1)[..., ::-1]  # B (long + Z - 1) C Z
        grad_L1[:, x : x + U, y : y + V] += np.einsum("brcz,uvzdc->buvrd", slopes, F)
    return grad_F, grad_L1


def output_extents(L1: Array, F: Array) -> Extents:
    """The number of places of the kernel along the three axes."""
    high, wide, long = (n - k + 1 for n, k in zip(L1.shape[1:4], F.shape[:3], strict=True))
    if min(high, wide, long, *F.shape[:3]) < 1:
        raise ValueError(f"the kernel does not fit into the input: L1 is {L1.shape}, F is {F.shape}")
    return high, wide, long


def _slices(x: int, y: int, t: int, F: Array) -> tuple[slice, ...]:
    """What the kernel covers at (x, y, t)."""
    U, V, Z = F.shape[:3]
    return slice(None), slice(x, x + U), slice(y, y + V), slice(t, t + Z)


def _conform_backward(L1: ArrayLike, F: ArrayLike, grad_L2: ArrayLike) -> tuple[Array, Array, Array]:
    L1, F, grad_L2 = conform("L1: B P Q R D; F: U V Z D C; grad_L2: B H W T C", L1, F, grad_L2)
    if grad_L2.shape[1:4] != output_extents(L1, F):
        raise ValueError(f"grad_L2 is {grad_L2.shape}, the output of L1 {L1.shape} and F {F.shape} has other extents")
    return L1, F, grad_L2
