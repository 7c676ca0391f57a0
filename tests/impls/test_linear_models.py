"""Linear models against exact rational solutions of their normal equations."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impls import linear_models as lm

checked = settings(deadline=None, max_examples=40)
integers = st.integers(-4, 4)


@st.composite
def regressions(draw, full_rank=True):
    """Small integer X (N, d), y (N,): an exact solution exists and conditioning stays moderate."""
    N, d = draw(st.integers(1, 5)), draw(st.integers(1, 3))
    X, y = draw(arrays(np.int64, (N, d), elements=integers)), draw(arrays(np.int64, N, elements=integers))
    if full_rank:
        assume(sympy.Matrix(X).rank() == d)
    return X, y


def exact(matrix) -> np.ndarray:
    """A SymPy matrix of rationals as floats."""
    return np.array(matrix.tolist(), dtype=float)


@checked
@given(regressions())
def test_ols_solves_the_normal_equations(data):
    X, y = map(sympy.Matrix, data)
    assert_allclose(lm.ols(*data), exact((X.T * X).LUsolve(X.T * y)).ravel(), rtol=1e-10, atol=1e-12)


@checked
@given(regressions(), st.fractions(0, 3, max_denominator=8))
def test_ridge_solves_its_normal_equations(data, lam):
    X, y = map(sympy.Matrix, data)
    system = X.T * X + sympy.Rational(lam) * X.rows * sympy.eye(X.cols)
    assert_allclose(lm.ridge(*data, float(lam)), exact(system.LUsolve(X.T * y)).ravel(), rtol=1e-10, atol=1e-12)


@checked
@given(regressions(full_rank=False), st.sampled_from([0.25, 1.0, 2.5]))
def test_ridge_needs_no_rank_and_makes_the_penalised_gradient_vanish(data, lam):
    X, y = data
    b = lm.ridge(X, y, lam)
    assert_allclose(lm.mse_gradient(X, y, b) + 2 * lam * b, 0, atol=1e-11)


@checked
@given(st.data(), regressions())
def test_gls_solves_its_normal_equations(data, regression):
    X, y = map(sympy.Matrix, regression)
    root = sympy.Matrix(data.draw(arrays(np.int64, (X.rows, X.rows), elements=st.integers(-2, 2))))
    Sigma = root * root.T + sympy.eye(X.rows)
    expected = (X.T * Sigma.LUsolve(X)).LUsolve(X.T * Sigma.LUsolve(y))
    assert_allclose(lm.gls(*regression, exact(Sigma)), exact(expected).ravel(), rtol=1e-9, atol=1e-10)


@checked
@given(regressions())
def test_hat_matrix_is_the_projection(data):
    X = sympy.Matrix(data[0])
    assert_allclose(lm.hat_matrix(data[0]), exact(X * (X.T * X).inv() * X.T), atol=1e-11)


@checked
@given(regressions(full_rank=False))
def test_hat_matrix_has_the_rank_of_any_X(data):
    X, eps = data
    H = lm.hat_matrix(X)
    assert_allclose(H @ X, X, atol=1e-11)
    assert np.trace(H) == pytest.approx(sympy.Matrix(X).rank(), abs=1e-11)
    assert lm.residual_norm2(X, eps) == pytest.approx(eps @ (np.eye(len(eps)) - H) @ eps, abs=1e-10)


@checked
@given(regressions(), st.sampled_from([0.5, 2.0]))
def test_expected_training_error_is_the_mean_over_the_noise(data, sigma2):
    X, _ = data
    N, d = X.shape
    # E ||M eps||^2 = sigma2 * sum_i ||M e_i||^2 for uncorrelated noise, so the unit vectors give the mean exactly
    mean = sigma2 * sum(lm.residual_norm2(X, e) for e in np.eye(N)) / N
    assert lm.expected_training_error(N, d, sigma2) == pytest.approx(mean, abs=1e-12)


@checked
@given(regressions(), st.sampled_from([0.0, 0.5, 4.0]))
def test_augmented_rows_add_the_penalty(data, lam):
    X, y = data
    b = np.arange(1.0, X.shape[1] + 1)
    augmented, labels = lm.augment(X, y, lam)
    assert np.sum((labels - augmented @ b) ** 2) == pytest.approx(np.sum((y - X @ b) ** 2) + lam * b @ b)


@checked
@given(st.data(), regressions(full_rank=False), st.sampled_from([0.5, 1.0, 3.0]))
def test_log_likelihood_is_the_sum_of_normal_log_densities(data, regression, sigma2):
    torch = pytest.importorskip("torch")
    X, y = regression
    b = data.draw(arrays(np.float64, X.shape[1], elements=st.floats(-3, 3)))
    mean, deviation = torch.tensor(X @ b), torch.tensor(math.sqrt(sigma2), dtype=torch.float64)
    density = torch.distributions.Normal(mean, deviation).log_prob(torch.tensor(y)).sum().item()
    assert lm.log_likelihood(X, y, b, sigma2) == pytest.approx(density, rel=1e-12, abs=1e-12)


@checked
@given(st.data(), regressions(full_rank=False))
def test_mse_and_its_gradient_against_autograd(data, regression):
    torch = pytest.importorskip("torch")
    X, y = (array.astype(float) for array in regression)
    b = data.draw(arrays(np.float64, X.shape[1], elements=st.floats(-3, 3)))
    variable = torch.tensor(b, requires_grad=True)
    loss = torch.nn.functional.mse_loss(torch.tensor(X) @ variable, torch.tensor(y))
    loss.backward()
    assert lm.mse(X, y, b) == pytest.approx(loss.item(), rel=1e-12, abs=1e-12)
    assert_allclose(lm.mse_gradient(X, y, b), variable.grad.numpy(), rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("scale", [1e-150, 1e-20, 1e20, 1e150])
def test_column_scales_do_not_count_as_rank_deficiency(scale):
    X = np.array([[1.0, scale], [1.0, 2 * scale], [1.0, 4 * scale]])
    assert_allclose(lm.ols(X, X @ [3.0, 2 / scale]) * [1, scale], [3.0, 2.0], rtol=1e-12)
    assert np.trace(lm.hat_matrix(X)) == pytest.approx(2)


@pytest.mark.parametrize("X", [np.ones((3, 2)), np.ones((1, 2)), np.zeros((2, 1)), [[1, 2], [2, 4], [3, 6]]])
def test_ols_refuses_deficient_rank(X):
    with pytest.raises(ValueError, match="full column rank"):
        lm.ols(X, np.ones(len(X)))


def test_errors():
    X, y = np.eye(2), np.ones(2)
    with pytest.raises(ValueError, match=r"y is \(3,\)"):
        lm.ols(X, np.ones(3))
    with pytest.raises(ValueError, match="negative"):
        lm.ridge(X, y, -1)
    with pytest.raises(ValueError, match="symmetric"):
        lm.gls(X, y, [[1, 1], [0, 1]])
    with pytest.raises(ValueError, match="positive definite"):
        lm.gls(X, y, [[1, 2], [2, 1]])
    with pytest.raises(ValueError, match="sigma2"):
        lm.log_likelihood(X, y, y, 0)
    with pytest.raises(ValueError, match="at least one row"):
        lm.mse(np.zeros((0, 2)), [], y)
    with pytest.raises(ValueError, match="d=3"):
        lm.expected_training_error(2, 3, 1.0)
