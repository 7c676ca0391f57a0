"""Convolutions against the library, and small cases by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal

from impls import convolution as cv

checked = settings(deadline=None, max_examples=50)
small = st.integers(1, 3)


def maps(low, high):
    """Integer maps (as floats) whose sides lie between low and high: every sum below is exact."""
    sides = st.integers(low, high)
    return st.tuples(sides, sides).flatmap(lambda s: arrays(np.int64, s, elements=st.integers(-4, 4))).map(np.float64)


@checked
@given(maps(3, 8), maps(1, 3), small, small)
def test_conv2d_against_torch(x, w, stride, dilation):
    torch = pytest.importorskip("torch")
    from impls import convolution_torch

    spans = dilation * (np.array(w.shape) - 1) + 1
    assume((spans <= x.shape).all())
    ours = cv.conv2d_valid(x, w, stride, dilation)
    assert_array_equal(ours, convolution_torch.conv2d_valid(torch.tensor(x), torch.tensor(w), stride, dilation))
    sizes = tuple(cv.output_size(n, k, stride, 0, dilation) for n, k in zip(x.shape, w.shape, strict=True))
    assert ours.shape == sizes


@checked
@given(st.data(), maps(3, 6), maps(1, 3))
def test_kernel_gradient_against_autograd(data, x, w):
    torch = pytest.importorskip("torch")
    from impls import convolution_torch

    shape = cv.conv2d_valid(x, w).shape
    grad_y = data.draw(arrays(np.int64, shape, elements=st.integers(-4, 4))).astype(float)
    twin = convolution_torch.conv2d_kernel_gradient(*map(torch.tensor, (x, w, grad_y)))
    assert_array_equal(cv.conv2d_kernel_gradient(x, grad_y), twin)


@checked
@given(maps(1, 4), maps(1, 4), small, st.integers(0, 2))
def test_conv_transpose2d_against_torch(x, w, stride, padding):
    torch = pytest.importorskip("torch")
    from impls import convolution_torch

    sides = [(n - 1) * stride + k - 2 * padding for n, k in zip(x.shape, w.shape, strict=True)]
    assume(min(sides) >= 1)
    ours = cv.conv_transpose2d(x, w, stride, padding)
    assert_array_equal(ours, convolution_torch.conv_transpose2d(torch.tensor(x), torch.tensor(w), stride, padding))


@checked
@given(st.data(), maps(1, 3), small)
def test_conv_transpose2d_is_the_adjoint(data, w, stride):
    y = data.draw(maps(1, 3))
    transposed = cv.conv_transpose2d(y, w, stride)
    x = data.draw(arrays(np.int64, transposed.shape, elements=st.integers(-4, 4)))
    assert np.sum(cv.conv2d_valid(x, w, stride) * y) == np.sum(x * transposed)


@checked
@given(maps(3, 7), small, st.none() | small)
def test_max_pool2d_against_torch(x, kernel, stride):
    torch = pytest.importorskip("torch")
    from impls import convolution_torch

    assert_array_equal(cv.max_pool2d(x, kernel, stride), convolution_torch.max_pool2d(torch.tensor(x), kernel, stride))


@checked
@given(maps(4, 7), maps(1, 3), st.integers(1, 2))
def test_deconvnet_against_torch(x, w, pool):
    torch = pytest.importorskip("torch")
    from impls import convolution_torch

    twin = convolution_torch.deconvnet_saliency(torch.tensor(x), torch.tensor(w), pool)
    assert_array_equal(cv.deconvnet_saliency(x, w, pool), twin)


@checked
@given(maps(2, 6), st.integers(1, 2))
def test_unpooling_restores_the_maxima(x, kernel):
    pooled = cv.max_pool2d(x, kernel)
    unpooled = cv.max_unpool2d(pooled, x, kernel)
    assert_array_equal(unpooled[unpooled != 0], x[unpooled != 0])
    assert unpooled.sum() == pooled.sum()
    assert np.count_nonzero(cv.max_unpool2d(np.ones_like(pooled), x, kernel)) == pooled.size


@checked
@given(st.integers(1, 12), st.integers(1, 4), small, st.integers(0, 3), small)
def test_output_size_counts_the_places_of_the_kernel(n, kernel, stride, padding, dilation):
    span = dilation * (kernel - 1) + 1
    places = [start for start in range(0, n + 2 * padding, stride) if start + span <= n + 2 * padding]
    if places:
        assert cv.output_size(n, kernel, stride, padding, dilation) == len(places)
    else:
        with pytest.raises(ValueError, match="exceeds"):
            cv.output_size(n, kernel, stride, padding, dilation)


@checked
@given(st.lists(st.tuples(small, small, small), max_size=3))
def test_receptive_field_is_the_span_of_the_dependencies(layers):
    reached = {0}
    for kernel, stride, dilation in reversed(layers):
        reached = {i * stride + u * dilation for i in reached for u in range(kernel)}
    kernels, strides, dilations = (list(column) for column in zip(*layers, strict=True)) if layers else ([], [], [])
    assert cv.receptive_field(kernels, strides, dilations) == max(reached) - min(reached) + 1


@checked
@given(small, small, small, st.booleans())
def test_parameter_counts_are_those_of_torch(c_in, c_out, kernel, bias):
    torch = pytest.importorskip("torch")

    def count(*layers):
        return sum(p.numel() for layer in layers for p in layer.parameters())

    depthwise = torch.nn.Conv2d(c_in, c_in, kernel, groups=c_in, bias=bias)
    pointwise = torch.nn.Conv2d(c_in, c_out, 1, bias=bias)
    assert cv.depthwise_separable_parameters(c_in, c_out, kernel, bias) == count(depthwise, pointwise)
    assert cv.conv1d_parameters(c_in, c_out, kernel, bias) == count(torch.nn.Conv1d(c_in, c_out, kernel, bias=bias))


@checked
@given(small, st.integers(3, 9), small, small, small, st.integers(0, 2))
def test_conv1d_output_shape_is_that_of_torch(batch, length, c_out, kernel, stride, padding):
    torch = pytest.importorskip("torch")
    layer = torch.nn.Conv1d(2, c_out, kernel, stride, padding)
    shape = (batch, 2, length)
    assert cv.conv1d_output_shape(shape, c_out, kernel, stride, padding) == layer(torch.zeros(shape)).shape


def test_cases_by_hand():
    assert cv.output_size(7, 3, dilation=2) == 3
    assert cv.depthwise_separable_parameters(32, 64, 3) == 2336
    assert cv.conv1d_parameters(3, 5, 7, bias=False) == 105
    assert cv.conv1d_output_shape((12, 1, 100), 5, 7, padding=3) == (12, 5, 100)
    assert cv.receptive_field([3], dilations=[4]) == 9
    assert cv.receptive_field([]) == 1


def test_deconvnet_by_hand():
    x = np.arange(1.0, 10).reshape(3, 3)  # its 2x2 sums are 12, 16, 24, 28, and 28 wins in the corner
    corner = [[0, 0, 0], [0, 1, 1], [0, 1, 1]]
    assert_array_equal(cv.deconvnet_saliency(x, np.ones((2, 2)), 2), corner)
    assert_array_equal(cv.deconvnet_saliency(x, np.ones((2, 2)), 2, [[28.0]]), 28 * np.array(corner))
    assert_array_equal(cv.deconvnet_saliency(x, np.ones((2, 2)), 2, [[-1.0]]), np.zeros((3, 3)))


def test_relu():
    assert_array_equal(cv.relu([[-1, 0], [2, -3]]), [[0, 0], [2, 0]])


def test_errors():
    with pytest.raises(ValueError, match=r"x is \(3,\)"):
        cv.conv2d_valid(np.ones(3), np.ones((1, 1)))
    with pytest.raises(ValueError, match="exceeds"):
        cv.conv2d_valid(np.ones((2, 2)), np.ones((3, 3)))
    with pytest.raises(ValueError, match="exceeds"):
        cv.max_pool2d(np.ones((2, 2)), 3)
    with pytest.raises(ValueError, match="padding=1"):
        cv.conv_transpose2d(np.ones((1, 1)), np.ones((2, 2)), padding=1)
    with pytest.raises(ValueError, match=r"values is \(2, 2\)"):
        cv.max_unpool2d(np.ones((2, 2)), np.ones((2, 2)), 2)
    with pytest.raises(ValueError, match="stride=0"):
        cv.output_size(3, 1, 0)
    with pytest.raises(ValueError, match="strides"):
        cv.receptive_field([3, 3], [1])
