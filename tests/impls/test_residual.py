"""Residual blocks against autograd and a case by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls import residual

checked = settings(deadline=None, max_examples=40)
integers = st.integers(-3, 3)


@st.composite
def blocks(draw):
    """W1 (k, n), b1 (k,), W2 (n, k), b2 (n,), x (n,), grad_y (n,): integers, so that kinks of relu are met."""
    n, k = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    shapes = [(k, n), (k,), (n, k), (n,), (n,), (n,)]
    return tuple(draw(arrays(np.int64, shape, elements=integers)).astype(float) for shape in shapes)


@checked
@given(blocks())
def test_block_against_autograd(block):
    torch = pytest.importorskip("torch")
    from impls import residual_torch

    tensors = [torch.tensor(array) for array in block]
    assert_array_equal(residual.block_forward(*block[:-1]), residual_torch.block_forward(*tensors[:-1]))
    for ours, theirs in zip(residual.block_backward(*block), residual_torch.block_backward(*tensors), strict=True):
        assert_array_equal(ours, theirs)


@checked
@given(
    st.integers(1, 4).flatmap(
        lambda n: st.tuples(*(arrays(np.float64, s, elements=st.floats(-3, 3)) for s in [(n, n), n, n]))
    )
)
def test_residual_backward_against_autograd(data):
    torch = pytest.importorskip("torch")
    from impls import residual_torch

    W, x, grad_y = data
    jacobian = (1 - np.tanh(W @ x) ** 2)[:, None] * W
    grad_x = residual_torch.residual_backward(
        lambda v: torch.tanh(torch.tensor(W) @ v), torch.tensor(x), torch.tensor(grad_y)
    )
    assert_allclose(residual.residual_backward(jacobian, grad_y), grad_x, rtol=1e-11, atol=1e-12)


@checked
@given(blocks())
def test_block_gradient_is_residual_backward_of_its_branch(block):
    W1, b1, W2, _, x, grad_y = block
    jacobian = W2 @ np.diag((W1 @ x + b1 > 0).astype(float)) @ W1
    assert_array_equal(residual.block_backward(*block).x, residual.residual_backward(jacobian, grad_y))


def test_the_jacobian_enters_transposed():
    assert_array_equal(residual.residual_backward([[0, 1], [0, 0]], [1, 0]), [1, 1])


def test_gradients_have_the_shapes_of_their_parameters():
    block = np.ones((3, 2)), np.ones(3), np.ones((2, 3)), np.ones(2), np.ones(2), np.ones(2)
    assert [gradient.shape for gradient in residual.block_backward(*block)] == [(3, 2), (3,), (2, 3), (2,), (2,)]


def test_errors():
    with pytest.raises(ValueError, match=r"jacobian_F is \(2, 3\)"):
        residual.residual_backward(np.ones((2, 3)), np.ones(3))
    with pytest.raises(ValueError, match=r"W2 is \(3, 3\)"):
        residual.block_forward(np.ones((3, 2)), np.ones(3), np.ones((3, 3)), np.ones(2), np.ones(2))
