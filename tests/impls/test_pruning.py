"""Pruning against exact changes of quadratic losses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls import pruning

checked = settings(deadline=None, max_examples=50)
integers = st.integers(-5, 5)
sizes = st.integers(1, 5)


def vectors(n, elements=integers):
    return arrays(np.int64, n, elements=elements)


@checked
@given(
    sizes.flatmap(lambda n: st.tuples(vectors(n), arrays(np.int64, (n, n), elements=integers), vectors(n), vectors(n)))
)
def test_taylor_change_is_exact_on_a_quadratic(data):
    g, A, u, du = data

    def loss(v):
        return g @ v + v @ A @ v / 2

    H = (A + A.T) / 2
    assert pruning.taylor_change(g + H @ u, H, du) == loss(u + du) - loss(u)


@checked
@given(sizes.flatmap(lambda n: st.tuples(vectors(n), vectors(n))))
def test_saliency_is_the_taylor_change_of_deleting_one_weight(data):
    h, u = data
    changes = [pruning.taylor_change(np.zeros(len(u)), np.diag(h), -u * e) for e in np.eye(len(u))]
    assert_array_equal(pruning.obd_saliency(h, u), changes)


@checked
@given(st.data(), sizes.flatmap(lambda n: st.tuples(vectors(n, st.integers(1, 9)), vectors(n, st.integers(0, 3)))))
def test_prune_lowest_removes_k_of_least_total_saliency(data, weights):
    u, saliency = weights
    k = data.draw(st.integers(0, len(u)))
    before = u.copy()
    pruned = pruning.prune_lowest(u, saliency, k)
    gone = pruned == 0
    assert gone.sum() == k
    assert_array_equal(pruned[~gone], u[~gone])
    assert saliency[gone].sum() == np.sort(saliency)[:k].sum()
    assert_array_equal(u, before)


def test_prune_lowest_breaks_ties_by_index():
    assert_array_equal(pruning.prune_lowest([1, 2, 3], [5, 5, 5], 2), [0, 0, 3])


@checked
@given(st.tuples(st.integers(1, 4), sizes).flatmap(lambda shape: arrays(np.int64, shape, elements=integers)))
def test_fisher_diagonal_is_that_of_the_mean_outer_product(grads):
    assert_allclose(pruning.fisher_diagonal(grads), np.diag(grads.T @ grads / len(grads)), rtol=1e-14)


@checked
@given(sizes.flatmap(lambda n: st.tuples(vectors(n), vectors(n, st.integers(0, 5)), vectors(n, st.integers(0, 1)))))
def test_pruning_loss_change_is_the_taylor_change_of_masking(data):
    theta, fisher, mask = data
    change = pruning.taylor_change(np.zeros(len(theta)), np.diag(fisher), theta * mask - theta)
    assert pruning.pruning_loss_change(theta, fisher, mask) == change


def test_errors():
    with pytest.raises(ValueError, match=r"u is \(3,\)"):
        pruning.obd_saliency(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match=r"H is \(2, 3\)"):
        pruning.taylor_change(np.ones(2), np.ones((2, 3)), np.ones(2))
    with pytest.raises(ValueError, match="k=3"):
        pruning.prune_lowest(np.ones(2), np.ones(2), 3)
    with pytest.raises(ValueError, match=r"\(0, 2\)"):
        pruning.fisher_diagonal(np.zeros((0, 2)))
    with pytest.raises(ValueError, match="0 and 1"):
        pruning.pruning_loss_change([1, 1], [1, 1], [0.5, 1])
