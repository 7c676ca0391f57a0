"""Programs and index formulas of a midterm's solution on 3-D convolution, as printed, with the least repairs.

Shapes as printed: L1 (B, H, W, T, D) and L2 (B, H, W, T, C) have the same extents, F is (U, V, Z, D, C). Their correct
forms are in ``convolution3d``. All functions raise ValueError if shapes do not fit.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def forward(L1: ArrayLike, F: ArrayLike) -> Array:
    """The forward program, up to spelling: Li, LiSlice, Range, missing colons, L2 for its value.

    ValueError from matmul where a slice reaches past the end of L1 and is cut.
    """
    L1, F = conform("L1: B H W T D; F: U V Z D C", L1, F)
    (B, H, W, T, _), (U, V, Z, _, C) = L1.shape, F.shape
    L2 = np.zeros((B, H, W, T, C), dtype=L1.dtype)
    for x, y, t in np.ndindex(H, W, T):
        L1_slice = L1[:, x : x + U, y : y + V, t : t + Z, :]
        L1_reshaped = L1_slice.reshape((B, -1))
        F_reshaped = F.reshape((-1, C))
        L2[:, x, y, t, :] += np.matmul(L1_reshaped, F_reshaped)
    return L2


def backward(L1: ArrayLike, F: ArrayLike, grad_L2: ArrayLike) -> tuple[Array, Array]:
    """The backward program: gradients in F and L1, up to spelling: x_U for x+U, L1Slice for L1slice, a stray point.

    ValueError from reshape where a slice reaches past the end of L1 and is cut.
    """
    L1, F, grad_L2 = conform("L1: B H W T D; F: U V Z D C; grad_L2: B H W T C", L1, F, grad_L2)
    (B, H, W, T, D), (U, V, Z, _, C) = L1.shape, F.shape
    grad_F, grad_L1 = np.zeros_like(F), np.zeros_like(L1)
    for x, y, t in np.ndindex(H, W, T):
        grad_slice = grad_L2[:, x, y, t, :].reshape(B, 1, 1, 1, 1, C)
        L1_slice = L1[:, x : x + U, y : y + V, t : t + Z, :]
        grad_L1_slice = grad_L1[:, x : x + U, y : y + V, t : t + Z, :]
        grad_F += (grad_slice * L1_slice.reshape((B, U, V, Z, D, 1))).sum(axis=0)
        grad_L1_slice += (grad_slice * F).sum(axis=5)
    return grad_F, grad_L1


def input_gradient(grad_L2: ArrayLike, F: ArrayLike) -> Array:
    """L1.grad[b, x, y, t, d] += L2.grad[b, x, y, t, c] F[u, v, z, d, c] over all indices, shape (B, H, W, T, D)."""
    grad_L2, F = conform("grad_L2: B H W T C; F: U V Z D C", grad_L2, F)
    gradient: Array = np.einsum("bxytc,uvzdc->bxytd", grad_L2, F)
    return gradient
