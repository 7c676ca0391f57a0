"""Single-channel convolutions in the convention of deep learning (cross-correlation), their sizes and counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def output_size(n: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1) -> int:
    """floor((n + 2 padding - dilation (kernel - 1) - 1) / stride) + 1 along one axis.

    ValueError unless n, kernel, stride, dilation >= 1, padding >= 0 and the dilated kernel fits the padded input.
    """
    if min(n, kernel, stride, dilation) < 1 or padding < 0:
        raise ValueError(f"need sizes >= 1, padding >= 0: {n=}, {kernel=}, {stride=}, {padding=}, {dilation=}")
    room = n + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise ValueError(f"the kernel exceeds the padded input: {n=}, {kernel=}, {padding=}, {dilation=}")
    return room // stride + 1


def receptive_field(
    kernels: Sequence[int], strides: Sequence[int] | None = None, dilations: Sequence[int] | None = None
) -> int:
    """Inputs spanned by one output of stacked layers, first layer first: 1 + sum_l (k_l - 1) d_l prod_{j<l} s_j.

    Strides and dilations default to 1. ValueError if the lengths differ or an entry is below 1.
    """
    strides = [1] * len(kernels) if strides is None else strides
    dilations = [1] * len(kernels) if dilations is None else dilations
    if not len(kernels) == len(strides) == len(dilations) or min([*kernels, *strides, *dilations], default=1) < 1:
        raise ValueError(f"need as many entries >= 1 in each of {kernels=}, {strides=}, {dilations=}")
    span, jump = 1, 1
    for k, s, d in zip(kernels, strides, dilations, strict=True):
        span += (k - 1) * d * jump
        jump *= s
    return span


def conv2d_valid(x: ArrayLike, w: ArrayLike, stride: int = 1, dilation: int = 1) -> Array:
    """y[i, j] = sum_{u,v} w[u, v] x[i s + u d, j s + v d], without padding.

    x (H, W), w (h, v); y has output_size of each axis. ValueError if a dilated kernel exceeds x.
    """
    x, w = conform("x: H W; w: h v", x, w)
    for n, k in zip(x.shape, w.shape, strict=True):
        output_size(n, k, stride, 0, dilation)
    rows, columns = (dilation * (k - 1) + 1 for k in w.shape)
    windows = sliding_window_view(x, (rows, columns))[::stride, ::stride, ::dilation, ::dilation]
    y: Array = np.einsum("ijuv,uv->ij", windows, w)
    return y


def conv2d_kernel_gradient(x: ArrayLike, grad_y: ArrayLike) -> Array:
    """Gradient in the kernel w of a loss with gradient grad_y in y = conv2d_valid(x, w): x correlated with grad_y."""
    return conv2d_valid(x, grad_y)


def conv_transpose2d(x: ArrayLike, w: ArrayLike, stride: int = 1, padding: int = 0) -> Array:
    """Transposed convolution: y[i s + u - p, j s + v - p] += x[i, j] w[u, v]; the adjoint of a strided convolution.

    x (H, W), w (h, v) to ((H - 1) s - 2p + h, (W - 1) s - 2p + v).
    ValueError if that is empty, stride < 1 or padding < 0.
    """
    x, w = conform("x: H W; w: h v", x, w)
    full = [(n - 1) * stride + k for n, k in zip(x.shape, w.shape, strict=True)]
    if min(*x.shape, *w.shape, stride) < 1 or padding < 0 or min(full) <= 2 * padding:
        raise ValueError(f"empty transposed convolution: x is {x.shape}, w is {w.shape}, {stride=}, {padding=}")
    y = np.zeros(full)
    for i, j in np.ndindex(*x.shape):
        y[i * stride : i * stride + w.shape[0], j * stride : j * stride + w.shape[1]] += x[i, j] * w
    return y[padding : full[0] - padding, padding : full[1] - padding]


def relu(x: ArrayLike) -> Array:
    """max(x, 0) entrywise, any shape."""
    return np.maximum(np.asarray(x, dtype=np.float64), 0)


def max_pool2d(x: ArrayLike, kernel: int, stride: int | None = None) -> Array:
    """Maximum of each kernel x kernel window of x (H, W); stride defaults to kernel, incomplete windows are dropped.

    ValueError if the window exceeds x.
    """
    pooled: Array = _pool_windows(x, kernel, stride).max(axis=-1)
    return pooled


def max_unpool2d(values: ArrayLike, x: ArrayLike, kernel: int) -> Array:
    """Zeros of the shape of x (H, W), with values put where max_pool2d(x, kernel) found its maxima (first of ties).

    values has the shape of the pooled map; ValueError otherwise.
    """
    values, x = conform("values: h v; x: H W", values, x)
    winners = _pool_windows(x, kernel, None).argmax(axis=-1)
    if values.shape != winners.shape:
        raise ValueError(f"values is {values.shape}, pooling x of shape {x.shape} gives {winners.shape}")
    i, j = np.indices(winners.shape)
    out = np.zeros_like(x)
    out[i * kernel + winners // kernel, j * kernel + winners % kernel] = values
    return out


def deconvnet_saliency(x: ArrayLike, w: ArrayLike, pool: int, signal: ArrayLike | None = None) -> Array:
    """DeconvNet map (H, W) of conv2d_valid, relu, max_pool2d: unpool signal, relu it, full transposed convolution by w.

    x (H, W), w (h, v); signal has the shape of the pooled map and defaults to ones. ValueError if shapes do not fit.
    """
    activations = relu(conv2d_valid(x, w))
    pooled = max_pool2d(activations, pool)
    unpooled = max_unpool2d(np.ones_like(pooled) if signal is None else signal, activations, pool)
    return conv_transpose2d(relu(unpooled), w)


def depthwise_separable_parameters(c_in: int, c_out: int, kernel: int, bias: bool = False) -> int:
    """kernel^2 c_in (depthwise) + c_in c_out (pointwise), and c_in + c_out biases if asked for."""
    return kernel**2 * c_in + c_in * c_out + bias * (c_in + c_out)


def conv1d_parameters(c_in: int, c_out: int, kernel: int, bias: bool = True) -> int:
    """kernel c_in c_out weights, and c_out biases unless bias is False."""
    return kernel * c_in * c_out + bias * c_out


def conv1d_output_shape(
    shape: tuple[int, int, int], c_out: int, kernel: int, stride: int = 1, padding: int = 0, dilation: int = 1
) -> tuple[int, int, int]:
    """(B, C, L) to (B, c_out, L'), L' = output_size(L, ...). ValueError as output_size."""
    return shape[0], c_out, output_size(shape[2], kernel, stride, padding, dilation)


def _pool_windows(x: ArrayLike, kernel: int, stride: int | None) -> Array:
    """The windows of x (H, W), flattened row by row: (h, v, kernel^2)."""
    (x,) = conform("x: H W", x)
    step = kernel if stride is None else stride
    h, v = (output_size(n, kernel, step) for n in x.shape)
    return sliding_window_view(x, (kernel, kernel))[::step, ::step].reshape(h, v, kernel**2)
