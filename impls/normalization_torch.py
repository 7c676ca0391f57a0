"""PyTorch twin of ``normalization``."""

from __future__ import annotations

import torch
from torch import Tensor


def weight_norm(u: Tensor, gamma: Tensor) -> Tensor:
    """w (n,) = gamma u / ||u|| for a scalar gamma, differentiable in both. ValueError if u (n,) is zero."""
    norm = torch.linalg.vector_norm(u)
    if norm == 0:
        raise ValueError(f"u of shape {tuple(u.shape)} must not be the zero vector")
    w: Tensor = gamma * (u / norm)
    return w


def weight_norm_backward(grad_w: Tensor, gamma: Tensor, u: Tensor) -> tuple[Tensor, Tensor]:
    """Gradients in u (n,) and in the scalar gamma of a loss with gradient grad_w (n,) in w, by autograd."""
    u, gamma = u.detach().requires_grad_(), gamma.detach().requires_grad_()
    grad_u, grad_gamma = torch.autograd.grad(weight_norm(u, gamma), (u, gamma), grad_w)
    return grad_u, grad_gamma


def batch_statistics(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and biased variance (C,) of x (B, C, F) over batch and feature."""
    return _statistics(x, (0, 2))


def layer_statistics(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and biased variance (B,) of x (B, C, F) over channel and feature."""
    return _statistics(x, (1, 2))


def instance_statistics(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and biased variance (B, C) of x (B, C, F) over feature."""
    return _statistics(x, (2,))


def _statistics(x: Tensor, axes: tuple[int, ...]) -> tuple[Tensor, Tensor]:
    variance, mean = torch.var_mean(x, dim=axes, correction=0)
    return mean, variance
