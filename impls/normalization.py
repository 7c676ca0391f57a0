"""Weight normalisation and the statistics of batch, layer and instance normalisation."""

from __future__ import annotations

from typing import NamedTuple

from numpy.typing import ArrayLike

from impls.arrays import Array, conform, nonzero_norm


class Statistics(NamedTuple):
    """Mean and biased variance (divided by the count) of the same shape."""

    mean: Array
    variance: Array


def weight_norm(u: ArrayLike, gamma: float) -> Array:
    """w (n,) = gamma u / ||u||. ValueError if u (n,) is zero."""
    (u,) = conform("u: n", u)
    return float(gamma) * (u / nonzero_norm("u", u))


def weight_norm_backward(grad_w: ArrayLike, gamma: float, u: ArrayLike) -> Array:
    """Gradient (n,) in u of a loss whose gradient in w = gamma u / ||u|| is grad_w (n,).

    (gamma / ||u||) (I - u u' / ||u||^2) grad_w. ValueError if shapes differ or u is zero.
    """
    grad_w, u = conform("grad_w: n; u: n", grad_w, u)
    norm = nonzero_norm("u", u)
    direction = u / norm
    return float(gamma) / norm * (grad_w - direction * (direction @ grad_w))


def weight_norm_backward_gamma(grad_w: ArrayLike, u: ArrayLike) -> float:
    """Derivative in gamma of the same loss: u.grad_w / ||u||. ValueError if shapes differ or u is zero."""
    grad_w, u = conform("grad_w: n; u: n", grad_w, u)
    return float(u / nonzero_norm("u", u) @ grad_w)


def batch_statistics(x: ArrayLike) -> Statistics:
    """Per channel, over batch and feature: x (B, C, F) to two (C,). ValueError if x is empty or not 3-D."""
    return _statistics(x, (0, 2))


def layer_statistics(x: ArrayLike) -> Statistics:
    """Per example, over channel and feature: x (B, C, F) to two (B,). ValueError if x is empty or not 3-D."""
    return _statistics(x, (1, 2))


def instance_statistics(x: ArrayLike) -> Statistics:
    """Per example and channel, over feature: x (B, C, F) to two (B, C). ValueError if x is empty or not 3-D."""
    return _statistics(x, (2,))


def batch_norm_whitened(u: ArrayLike, x: ArrayLike, gamma: float, beta: float) -> float:
    """gamma (u.x - mean) / deviation + beta for whitened data: E[x] = 0 and Var(x) = I give mean 0, deviation ||u||.

    u (n,), x (n,). ValueError if shapes differ or u is zero.
    """
    u, x = conform("u: n; x: n", u, x)
    return float(gamma) * (float(u @ x) / nonzero_norm("u", u)) + float(beta)


def _statistics(x: ArrayLike, axes: tuple[int, ...]) -> Statistics:
    (x,) = conform("x: B C F", x)
    if x.size == 0:
        raise ValueError(f"need at least one entry, x is {x.shape}")
    return Statistics(x.mean(axis=axes), x.var(axis=axes))
