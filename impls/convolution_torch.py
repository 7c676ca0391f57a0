"""PyTorch twin of ``convolution``: the library's operations on single-channel maps (H, W)."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def conv2d_valid(x: Tensor, w: Tensor, stride: int = 1, dilation: int = 1) -> Tensor:
    """Cross-correlation of x (H, W) with w (h, v), without padding."""
    return functional.conv2d(x[None, None], w[None, None], stride=stride, dilation=dilation)[0, 0]


def conv2d_kernel_gradient(x: Tensor, w: Tensor, grad_y: Tensor) -> Tensor:
    """Gradient in w (h, v) of a loss with gradient grad_y in conv2d_valid(x, w), by autograd."""
    w = w.detach().requires_grad_()
    (grad_w,) = torch.autograd.grad(conv2d_valid(x, w), w, grad_y)
    return grad_w


def conv_transpose2d(x: Tensor, w: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    """Transposed convolution of x (H, W) with w (h, v)."""
    return functional.conv_transpose2d(x[None, None], w[None, None], stride=stride, padding=padding)[0, 0]


def max_pool2d(x: Tensor, kernel: int, stride: int | None = None) -> Tensor:
    """Maximum of each kernel x kernel window of x (H, W); stride defaults to kernel."""
    return functional.max_pool2d(x[None], kernel, stride)[0]


def deconvnet_saliency(x: Tensor, w: Tensor, pool: int) -> Tensor:
    """DeconvNet map (H, W) of conv2d_valid, relu, max_pool2d, with ones sent back from the pooled maxima."""
    activations = torch.relu(conv2d_valid(x, w))
    pooled, indices = functional.max_pool2d(activations[None, None], pool, return_indices=True)
    ones = torch.ones_like(pooled)
    unpooled = functional.max_unpool2d(ones, indices, [pool, pool], output_size=[1, 1, *activations.shape])[0, 0]
    return conv_transpose2d(torch.relu(unpooled), w)
