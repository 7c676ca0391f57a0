"""PyTorch twin of ``residual``: gradients by autograd."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor


def residual_backward(F: Callable[[Tensor], Tensor], x: Tensor, grad_y: Tensor) -> Tensor:
    """Gradient (n,) in x of a loss with gradient grad_y (n,) in y = F(x) + x, for F given as a function."""
    x = x.detach().requires_grad_()
    (grad_x,) = torch.autograd.grad(F(x) + x, x, grad_y)
    return grad_x


def block_forward(W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor, x: Tensor) -> Tensor:
    """y (n,) = x + W2 relu(W1 x + b1) + b2. W1 (k, n), b1 (k,), W2 (n, k), b2 (n,)."""
    return x + W2 @ torch.relu(W1 @ x + b1) + b2


def block_backward(W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor, x: Tensor, grad_y: Tensor) -> tuple[Tensor, ...]:
    """Gradients in W1, b1, W2, b2, x of a loss with gradient grad_y (n,) in block_forward."""
    inputs = tuple(tensor.detach().requires_grad_() for tensor in (W1, b1, W2, b2, x))
    grads: tuple[Tensor, ...] = torch.autograd.grad(block_forward(*inputs), inputs, grad_y)
    return grads
