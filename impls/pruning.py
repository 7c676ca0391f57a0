"""Saliencies and loss changes for pruning, from the second-order Taylor expansion of the loss."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def obd_saliency(h_diag: ArrayLike, u: ArrayLike) -> Array:
    """Optimal Brain Damage: s_i = h_ii u_i^2 / 2, all (n,). ValueError if shapes differ."""
    h_diag, u = conform("h_diag: n; u: n", h_diag, u)
    return h_diag * u**2 / 2


def taylor_change(g: ArrayLike, H: ArrayLike, du: ArrayLike) -> float:
    """Second-order change of the loss, g.du + du'H du / 2. g (n,), H (n, n), du (n,). ValueError if shapes differ."""
    g, H, du = conform("g: n; H: n n; du: n", g, H, du)
    return float(g @ du + du @ H @ du / 2)


def prune_lowest(u: ArrayLike, saliency: ArrayLike, k: int) -> Array:
    """u (n,) with its k entries of lowest saliency (n,) set to zero; among ties the lower index goes first.

    ValueError if shapes differ or unless 0 <= k <= n.
    """
    u, saliency = conform("u: n; saliency: n", u, saliency)
    if not 0 <= k <= len(u):
        raise ValueError(f"need 0 <= k <= n, got k={k} for u of shape {u.shape}")
    pruned = u.copy()
    pruned[np.argsort(saliency, kind="stable")[:k]] = 0
    return pruned


def fisher_diagonal(grads: ArrayLike) -> Array:
    """Diagonal (d,) of the empirical Fisher matrix: the mean square of per-sample gradients (S, d).

    ValueError if S = 0.
    """
    (grads,) = conform("grads: S d", grads)
    if len(grads) == 0:
        raise ValueError(f"need at least one gradient, grads is {grads.shape}")
    mean_square: Array = np.mean(grads**2, axis=0)
    return mean_square


def pruning_loss_change(theta: ArrayLike, fisher_diag: ArrayLike, mask: ArrayLike) -> float:
    """Loss change of theta * mask at a stationary point: sum over m_i = 0 of theta_i^2 F_ii / 2.

    All (d,); mask is 1 for kept and 0 for pruned. ValueError if shapes differ or the mask is not binary.
    """
    theta, fisher_diag, mask = conform("theta: d; fisher_diag: d; mask: d", theta, fisher_diag, mask)
    if not np.isin(mask, (0, 1)).all():
        raise ValueError(f"mask of shape {mask.shape} must consist of 0 and 1")
    return float(np.sum((1 - mask) * theta**2 * fisher_diag)) / 2
