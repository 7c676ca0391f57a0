"""Gradient descent against its closed form and torch, and the exact line search."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls.optimizers import exact_line_search_step, gradient_descent

checked = settings(deadline=None, max_examples=50)
integers = st.integers(-4, 4)
quadratics = st.integers(1, 4).flatmap(
    lambda n: st.tuples(*(arrays(np.int64, s, elements=integers) for s in ((n, n), n)))
)
rates = st.sampled_from([0.0, 0.01, 0.05, 0.125])


@checked
@given(quadratics, rates, st.integers(0, 5))
def test_descent_on_a_quadratic_is_a_matrix_power(quadratic, lr, steps):
    A, w0 = quadratic
    H = A @ A.T
    path = gradient_descent(lambda w: 2 * H @ w, w0, lr, steps)
    assert path.shape == (steps + 1, len(w0))
    power = np.linalg.matrix_power(np.eye(len(w0)) - 2 * lr * H, steps)
    scale = max(1.0, np.abs(path).max())
    assert_allclose(path[-1], power @ w0, atol=1e-9 * scale)


@checked
@given(quadratics, rates)
def test_descent_is_the_sgd_of_torch(quadratic, lr):
    torch = pytest.importorskip("torch")
    A, w0 = (array.astype(float) for array in quadratic)
    w = torch.tensor(w0, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    for row in gradient_descent(lambda v: np.cos(v) + A.T @ A @ v, w0, lr, 3):
        assert_allclose(row, w.detach(), rtol=1e-11, atol=1e-10)
        optimizer.zero_grad()
        (torch.sin(w).sum() + (torch.tensor(A) @ w).square().sum() / 2).backward()
        optimizer.step()


def test_two_steps_by_hand():
    path = gradient_descent(lambda w: 2 * w + 2, [5.0], 0.1, 2)
    assert_allclose(path, [[5], [3.8], [2.84]], rtol=1e-15)
    assert gradient_descent(lambda w: 2 * w + 2, [5.0], 0.5, 1)[-1] == -1


@checked
@given(quadratics)
def test_line_search_lands_where_the_slope_along_the_line_vanishes(quadratic):
    A, g = quadratic
    H = A @ A.T
    assume(g @ H @ g > 0)
    step = exact_line_search_step(g, H @ g)
    # the gradient after the step is g - step H g, and the slope along g is its product with g
    assert g @ (g - step * H @ g) == pytest.approx(0, abs=1e-12 * (g @ g))


def test_the_start_is_neither_changed_nor_shared():
    w0 = np.array([1.0])

    def spoil(w):
        w[:] = 7
        return np.ones(1)

    path = gradient_descent(spoil, w0, 1, 1)
    assert_array_equal(path, [[1], [0]])
    assert w0 == [1]


def test_errors():
    with pytest.raises(ValueError, match="steps"):
        gradient_descent(lambda w: w, [1.0], 0.1, -1)
    with pytest.raises(ValueError, match=r"grad\(w\) is \(2,\)"):
        gradient_descent(lambda w: np.ones(2), [1.0], 0.1, 1)
    with pytest.raises(ValueError, match=r"Hg is \(3,\)"):
        exact_line_search_step(np.ones(2), np.ones(3))
    for Hg in ([0, 0], [0, 1], [-1, 0]):
        with pytest.raises(ValueError, match=r"g\.Hg > 0"):
            exact_line_search_step([1, 0], Hg)
