"""PyTorch twin of ``siamese``: the same loss on tensors, gradients by autograd."""

from __future__ import annotations

import torch
from torch import Tensor


def loss(W: Tensor, b: Tensor, X1: Tensor, X2: Tensor) -> Tensor:
    """Scalar sum_i ||tanh(W x1_i + b) - tanh(W x2_i + b)||^2 + ||W||_F^2. W (k, d), b (k,), X1 and X2 (M, d)."""
    difference = torch.tanh(X1 @ W.T + b) - torch.tanh(X2 @ W.T + b)
    return difference.square().sum() + W.square().sum()


def gradients(W: Tensor, b: Tensor, X1: Tensor, X2: Tensor) -> tuple[Tensor, Tensor]:
    """Gradients of loss in W (k, d) and b (k,)."""
    W, b = W.detach().requires_grad_(), b.detach().requires_grad_()
    grad_W, grad_b = torch.autograd.grad(loss(W, b, X1, X2), (W, b))
    return grad_W, grad_b
