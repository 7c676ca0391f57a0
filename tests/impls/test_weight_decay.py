"""L2 and decoupled decay against torch's SGD, Adam and AdamW, and where the two differ."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls.adam import adam_step
from impls.weight_decay import adam_decay_step, adam_l2_step, decoupled_update, sgd_decay_step, sgd_l2_step

checked = settings(deadline=None, max_examples=30)
starts = arrays(np.float64, st.integers(1, 4), elements=st.floats(-2, 2))
strengths = st.sampled_from([0.0, 0.01, 0.25])
STEPS = 4


def slope(theta):
    """Vanishes nowhere, also with the regulariser of the largest strength: Adam divides by its size."""
    return 3 + np.cos(theta)


def torch_path(make, start):
    """The weights before and after STEPS steps of a torch optimizer on the loss with that slope."""
    torch = pytest.importorskip("torch")
    theta = torch.tensor(start, requires_grad=True)
    optimizer, path = make(torch.optim, [theta]), [start]
    for _ in range(STEPS):
        optimizer.zero_grad()
        (3 * theta + torch.sin(theta)).sum().backward()
        optimizer.step()
        path.append(theta.detach().numpy().copy())
    return np.array(path)


def adam_path(step, start, strength):
    theta, s, r = start, np.zeros_like(start), np.zeros_like(start)
    path = [start]
    for t in range(STEPS):
        theta, s, r = step(theta, slope(theta), s, r, t, strength, rate=0.1)
        path.append(theta)
    return np.array(path)


@checked
@given(starts, strengths)
def test_descent_with_l2_is_the_weight_decay_of_sgd_in_torch(start, gamma):
    path = [start]
    for _ in range(STEPS):
        path.append(sgd_l2_step(path[-1], slope(path[-1]), 0.1, gamma))
    expected = torch_path(lambda optim, weights: optim.SGD(weights, lr=0.1, weight_decay=2 * gamma), start)
    assert_allclose(path, expected, rtol=1e-11, atol=1e-12)


@checked
@given(starts, strengths)
def test_adam_with_l2_is_the_weight_decay_of_adam_in_torch(start, gamma):
    expected = torch_path(lambda optim, weights: optim.Adam(weights, lr=0.1, weight_decay=2 * gamma), start)
    assert_allclose(adam_path(adam_l2_step, start, gamma), expected, rtol=1e-9, atol=1e-10)


@checked
@given(starts, strengths)
def test_adam_with_decay_is_adamw(start, lam):
    expected = torch_path(lambda optim, weights: optim.AdamW(weights, lr=0.1, weight_decay=lam / 0.1), start)
    assert_allclose(adam_path(adam_decay_step, start, lam), expected, rtol=1e-9, atol=1e-10)


@checked
@given(starts, strengths, st.sampled_from([0.5, 0.01]))
def test_under_descent_the_two_are_one(theta, gamma, eta):
    l2, decay = sgd_l2_step(theta, slope(theta), eta, gamma), sgd_decay_step(theta, slope(theta), eta, 2 * eta * gamma)
    assert_allclose(l2, decay, rtol=1e-12, atol=1e-13)


@checked
@given(st.floats(0.1, 5), st.floats(0.1, 5))
def test_l2_takes_the_larger_part_where_squared_gradients_are_smaller(one, other):
    """The pull of the regulariser on a weight 1: the change beyond that of the same averages without it."""
    shares = []
    for r_hat in (one, other + 5):
        with_l2 = decoupled_update([1 + 2 * 0.25], [r_hat], [1.0], 0.1, 1e-8, 0.0)
        shares.append(decoupled_update([1.0], [r_hat], [1.0], 0.1, 1e-8, 0.0) - with_l2)
    assert shares[0] > shares[1] > 0


@checked
@given(starts, st.floats(0, 5))
def test_decay_takes_the_same_part_whatever_the_averages(theta, r_hat):
    squares = np.full_like(theta, r_hat)
    decayed = decoupled_update(theta, squares, theta, 0.1, 1.0, 0.25)
    assert_allclose(decayed - decoupled_update(theta, squares, theta, 0.1, 1.0, 0.0), -0.25 * theta, atol=1e-15)


def test_under_adam_the_two_differ():
    """By hand: the first step is rate times the sign of the gradient, however strong the regulariser."""
    zero = np.zeros(2)
    theta = np.array([1.0, 100.0])
    for gamma in (0.5, 50.0):
        after, _, _ = adam_l2_step(theta, [1.0, 1.0], zero, zero, 0, gamma, rate=0.1, delta=0.0)
        assert_allclose(theta - after, [0.1, 0.1])
    after, s, r = adam_decay_step(theta, [1.0, 1.0], zero, zero, 0, 0.5, rate=0.1, delta=0.0)
    assert_allclose(theta - after, [0.1 + 0.5, 0.1 + 50.0])
    assert_array_equal([s, r], adam_step(theta, [1.0, 1.0], zero, zero, 0)[1:])


def test_the_root_as_printed():
    assert_array_equal(decoupled_update([3.0], [3.0], [2.0], 2.0, 6.0, 0.5), [-(2 * 3 / 3 + 1)])


def test_errors():
    with pytest.raises(ValueError, match=r"gradient is \(3,\)"):
        sgd_l2_step(np.ones(2), np.ones(3), 0.1, 0.1)
    with pytest.raises(ValueError, match=r"gradient is \(1,\)"):
        sgd_decay_step(np.ones(2), np.ones(1), 0.1, 0.1)
    with pytest.raises(ValueError, match="negative"):
        decoupled_update([1.0], [-1.0], [1.0], 0.1, 1.0, 0.1)
    for step in (adam_l2_step, adam_decay_step):
        with pytest.raises(ValueError, match="gradient"):
            step(np.ones(2), np.ones(3), np.ones(2), np.ones(2), 0, 0.1)
