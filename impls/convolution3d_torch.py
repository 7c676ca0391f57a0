"""PyTorch twin of ``convolution3d``: the library's convolution and autograd, with the channels last."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def conv3d_valid(L1: Tensor, F: Tensor) -> Tensor:
    """Cross-correlation of L1 (B, P, Q, R, D) with F (U, V, Z, D, C), without padding."""
    return functional.conv3d(L1.movedim(-1, 1), F.permute(4, 3, 0, 1, 2)).movedim(1, -1)


def conv3d_backward(L1: Tensor, F: Tensor, grad_L2: Tensor) -> tuple[Tensor, Tensor]:
    """Gradients in F and in L1 of a loss with gradient grad_L2 in conv3d_valid(L1, F), by autograd."""
    L1, F = L1.detach().requires_grad_(), F.detach().requires_grad_()
    grad_F, grad_L1 = torch.autograd.grad(conv3d_valid(L1, F), (F, L1), grad_L2)
    return grad_F, grad_L1
