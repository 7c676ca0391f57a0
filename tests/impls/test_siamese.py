"""Siamese loss and gradients against autograd."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls import siamese

checked = settings(deadline=None, max_examples=40)


@st.composite
def batches(draw, min_pairs=0):
    """W (k, d), b (k,), X1 (M, d), X2 (M, d)."""
    k, d, M = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(min_pairs, 4))
    return tuple(draw(arrays(np.float64, shape, elements=st.floats(-2, 2))) for shape in [(k, d), (k,), (M, d), (M, d)])


@checked
@given(batches())
def test_against_autograd(batch):
    torch = pytest.importorskip("torch")
    from impls import siamese_torch

    tensors = [torch.tensor(array) for array in batch]
    assert siamese.loss(*batch) == pytest.approx(siamese_torch.loss(*tensors).item(), rel=1e-12, abs=1e-14)
    for ours, theirs in zip(siamese.gradients(*batch), siamese_torch.gradients(*tensors), strict=True):
        assert_allclose(ours, theirs, rtol=1e-11, atol=1e-12)


@checked
@given(batches(min_pairs=1))
def test_batch_is_the_penalty_and_the_sum_over_pairs(batch):
    W, b, X1, X2 = batch
    pairs = list(zip(X1, X2, strict=True))
    assert siamese.loss(*batch) == pytest.approx(np.sum(W**2) + sum(siamese.pair_loss(W, b, *p) for p in pairs))
    gradients = [siamese.pair_gradients(W, b, *p) for p in pairs]
    assert_allclose(siamese.gradients(*batch).W, 2 * W + sum(g.W for g in gradients), rtol=1e-12, atol=1e-13)
    assert_allclose(siamese.gradients(*batch).b, sum(g.b for g in gradients), rtol=1e-12, atol=1e-13)


@checked
@given(batches(min_pairs=1))
def test_equal_inputs_leave_only_the_penalty(batch):
    W, b, X1, _ = batch
    assert siamese.loss(W, b, X1, X1) == pytest.approx(np.sum(W**2))
    assert_array_equal(siamese.gradients(W, b, X1, X1).W, 2 * W)
    assert_array_equal(siamese.gradients(W, b, X1, X1).b, np.zeros_like(b))


def test_errors():
    with pytest.raises(ValueError, match=r"X2 is \(3, 2\)"):
        siamese.loss(np.ones((1, 2)), np.ones(1), np.ones((4, 2)), np.ones((3, 2)))
    with pytest.raises(ValueError, match=r"b is \(2,\)"):
        siamese.pair_gradients(np.ones((1, 2)), np.ones(2), np.ones(2), np.ones(2))
