"""The Euclidean norm as a regulariser: loss(theta) + lam ||theta||, compared with (lam/2) ||theta||^2."""

from __future__ import annotations

from numpy.typing import ArrayLike

from impls.arrays import Array, conform, nonzero_norm


def norm_gradient(theta: ArrayLike) -> Array:
    """theta / ||theta|| (n,). ValueError if theta is zero, where the norm has no gradient."""
    (theta,) = conform("theta: n", theta)
    return theta / nonzero_norm("theta", theta)


def norm_regularised_stationarity(grad_loss: ArrayLike, theta: ArrayLike, lam: float) -> Array:
    """Gradient (n,) of loss + lam ||theta||, zero at a stationary point. ValueError if shapes differ or theta = 0."""
    grad_loss, theta = conform("grad_loss: n; theta: n", grad_loss, theta)
    return grad_loss + float(lam) * norm_gradient(theta)


def l2_regularised_stationarity(grad_loss: ArrayLike, theta: ArrayLike, lam: float) -> Array:
    """Gradient (n,) of loss + (lam/2) ||theta||^2: zero at a stationary point. ValueError if shapes differ."""
    grad_loss, theta = conform("grad_loss: n; theta: n", grad_loss, theta)
    return grad_loss + float(lam) * theta
