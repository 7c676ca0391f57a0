"""Three-dimensional convolutions against the library, the index sums, and the printed programs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_array_equal

from impls import convolution3d as ours
from impls import convolution3d_printed as printed

checked = settings(deadline=None, max_examples=40)
small = st.integers(1, 2)
integers = st.integers(-4, 4)


def tensor(draw, *shape):
    """Integers as floats: every sum below is exact."""
    return draw(arrays(np.int64, shape, elements=integers)).astype(float)


@st.composite
def layers(draw, outputs=st.integers(1, 3), kernels=st.integers(1, 3)):
    """L1, F and a gradient in the output, with room for the kernel at every output."""
    extents, kernel = ([draw(s) for _ in range(3)] for s in (outputs, kernels))
    batch, d, c = draw(small), draw(small), draw(small)
    sides = [n + k - 1 for n, k in zip(extents, kernel, strict=True)]
    shapes = (batch, *sides, d), (*kernel, d, c), (batch, *extents, c)
    return tuple(tensor(draw, *shape) for shape in shapes)


@checked
@given(layers())
def test_forward_and_both_gradients_against_torch(layer):
    torch = pytest.importorskip("torch")
    from impls import convolution3d_torch

    twins = [torch.tensor(a) for a in layer]
    assert_array_equal(ours.conv3d_valid(*layer[:2]), convolution3d_torch.conv3d_valid(*twins[:2]))
    for backward in (ours.conv3d_backward, ours.conv3d_backward_two_loops):
        for found, twin in zip(backward(*layer), convolution3d_torch.conv3d_backward(*twins), strict=True):
            assert_array_equal(found, twin)


@checked
@given(layers(outputs=small, kernels=small))
def test_loops_over_all_indices(layer):
    L1, F, grad_L2 = layer
    L2, grad_F, grad_L1 = np.zeros_like(grad_L2), np.zeros_like(F), np.zeros_like(L1)
    for b, x, y, t, c, u, v, z, d in np.ndindex(*grad_L2.shape, *F.shape[:4]):
        L2[b, x, y, t, c] += F[u, v, z, d, c] * L1[b, x + u, y + v, t + z, d]
        grad_F[u, v, z, d, c] += grad_L2[b, x, y, t, c] * L1[b, x + u, y + v, t + z, d]
        grad_L1[b, x + u, y + v, t + z, d] += grad_L2[b, x, y, t, c] * F[u, v, z, d, c]
    assert_array_equal(ours.conv3d_valid(L1, F), L2)
    found_F, found_L1 = ours.conv3d_backward(*layer)
    assert_array_equal(found_F, grad_F)
    assert_array_equal(found_L1, grad_L1)


@checked
@given(layers(kernels=st.just(1)))
def test_printed_forms_are_right_for_a_kernel_of_one_place(layer):
    L1, F, grad_L2 = layer
    assert_array_equal(printed.forward(L1, F), ours.conv3d_valid(L1, F))
    grad_F, grad_L1 = ours.conv3d_backward(*layer)
    assert_array_equal(printed.backward(*layer)[0], grad_F)
    assert_array_equal(printed.backward(*layer)[1], grad_L1)  # the slice is a view: adding to it adds to the gradient
    assert_array_equal(printed.input_gradient(grad_L2, F), grad_L1)


@pytest.mark.parametrize("kernel", [(2, 1, 1), (1, 2, 1), (1, 1, 2)])
def test_printed_programs_stop_where_a_slice_is_cut(kernel):
    L1, F = np.ones((1, 3, 3, 3, 2)), np.ones((*kernel, 2, 1))
    with pytest.raises(ValueError, match="matmul"):
        printed.forward(L1, F)
    with pytest.raises(ValueError, match="reshape"):
        printed.backward(L1, F, np.ones((1, 3, 3, 3, 1)))


def test_printed_input_gradient_forgets_the_offsets():
    L1, F = np.zeros((1, 2, 1, 1, 1)), np.array([3.0, 5.0]).reshape(2, 1, 1, 1, 1)
    grad_L2 = np.ones((1, 1, 1, 1, 1))
    _, grad_L1 = ours.conv3d_backward(L1, F, grad_L2)
    assert_array_equal(grad_L1.ravel(), [3, 5])
    assert_array_equal(printed.input_gradient(grad_L2, F).ravel(), [8])


def test_errors():
    with pytest.raises(ValueError, match=r"F is \(1, 1, 1, 3, 1\)"):
        ours.conv3d_valid(np.ones((1, 2, 2, 2, 2)), np.ones((1, 1, 1, 3, 1)))
    with pytest.raises(ValueError, match="does not fit into the input"):
        ours.conv3d_valid(np.ones((1, 2, 2, 2, 1)), np.ones((3, 1, 1, 1, 1)))
    for backward in (ours.conv3d_backward, ours.conv3d_backward_two_loops):
        with pytest.raises(ValueError, match="other extents"):
            backward(np.ones((1, 2, 2, 2, 1)), np.ones((2, 1, 1, 1, 1)), np.ones((1, 2, 2, 2, 1)))
    with pytest.raises(ValueError, match=r"grad_L2 is"):
        printed.input_gradient(np.ones((1, 2, 2, 2)), np.ones((1, 1, 1, 1, 1)))
