"""The elastic net against its definition, and its minimisers against the conditions of a minimum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impls import elastic_net as en
from impls.linear_models import augment

checked = settings(deadline=None, max_examples=40)
integers = st.integers(-3, 3)
data = st.tuples(st.integers(1, 4), st.integers(1, 3)).flatmap(
    lambda s: st.tuples(*(arrays(np.int64, shape, elements=integers) for shape in (s, s[0], s[1])))
)
penalties = st.sampled_from([0.0, 0.5, 1.0, 4.0, 100.0])


@checked
@given(data, penalties, penalties)
def test_the_loss_is_a_lasso_loss_on_augmented_data(problem, lam1, lam2):
    X, y, b = problem
    squares = sum((y[i] - X[i] @ b) ** 2 for i in range(len(y)))
    assert_allclose(en.augmented_squares(X, y, b, lam1), squares + lam1 * sum(b**2), rtol=1e-12)
    direct = en.elastic_net_loss(X, y, b, lam1, lam2)
    assert_allclose(direct, squares + lam1 * sum(b**2) + lam2 * sum(abs(b)), rtol=1e-12)
    assert_allclose(en.elastic_net_loss(*augment(X, y, lam1), b, 0, lam2), direct, rtol=1e-12)


@checked
@given(data, st.sampled_from([0.5, 1.0, 4.0, 100.0]), penalties)
def test_the_solution_meets_the_conditions_of_a_minimum(problem, lam1, lam2):
    """2X'(y − Xb) − 2 lam1 b is lam2·sign(b) where b is not 0, and at most lam2 in absolute value elsewhere."""
    X, y, _ = problem
    b = en.elastic_net(X, y, lam1, lam2)
    slope = 2 * X.T @ (y - X @ b) - 2 * lam1 * b
    assert_allclose(slope[b != 0], lam2 * np.sign(b[b != 0]), atol=1e-7)
    assert np.all(np.abs(slope) <= lam2 + 1e-7)


@checked
@given(data, penalties)
def test_without_absolute_penalty_it_is_ridge(problem, lam2):
    X, y, _ = problem
    solution = np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ y)
    assert_allclose(en.elastic_net(X, y, 1.0, 0.0), solution, atol=1e-7)
    assert en.elastic_net_loss(X, y, en.elastic_net(X, y, 1, lam2), 1, lam2) <= (
        en.elastic_net_loss(X, y, solution, 1, lam2) + 1e-7
    )


def test_a_large_penalty_leaves_nothing():
    assert not en.elastic_net([[1, 2], [3, 4]], [1, 1], 0.5, 1000).any()
    assert not en.lasso(np.zeros((2, 2)), [1, 1], 0).any()


def test_errors():
    for call in (lambda: en.lasso([[1]], [1], -1), lambda: en.elastic_net([[1]], [1], 1, -1)):
        with pytest.raises(ValueError, match="must not be negative"):
            call()
    with pytest.raises(ValueError, match="sweeps"):
        en.lasso([[1]], [1], 1, sweeps=0)
    with pytest.raises(ValueError, match=r"b is \(2,\)"):
        en.elastic_net_loss([[1]], [1], [1, 1], 1, 1)
