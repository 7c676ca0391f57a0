"""Descent and Newton steps on quadratics against torch, the closed form and NumPy's inverse."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from impls import quadratics as q

checked = settings(deadline=None, max_examples=40)
integers = st.integers(-4, 4)
problems = st.integers(1, 4).flatmap(
    lambda n: st.tuples(*(arrays(np.int64, s, elements=integers) for s in ((n, n), n)))
).map(lambda pair: (pair[0] + pair[0].T, pair[1]))  # fmt: skip
rates = st.sampled_from([0.0, 0.03125, 0.125, 0.5])


@checked
@given(problems, rates)
def test_steps_follow_the_derivatives_of_torch(problem, eps):
    torch = pytest.importorskip("torch")
    H, w = (torch.tensor(a, dtype=torch.float64) for a in problem)
    f = lambda v: v @ H @ v
    slope = torch.autograd.functional.jacobian(f, w)
    assert_allclose(q.descent_step(*problem, eps), w - eps * slope, atol=1e-12)
    curvature = torch.autograd.functional.hessian(f, w)
    assume(abs(np.linalg.det(problem[0])) > 0.5)
    assert_allclose(q.newton_step(*problem), w - torch.linalg.solve(curvature, slope), atol=1e-9)
    assert_allclose(q.newton_step(*problem), 0 * w, atol=1e-9)


@checked
@given(problems, rates, st.integers(0, 6))
def test_closed_form_is_the_repeated_step(problem, eps, t):
    H, w = problem
    for _ in range(t):
        w = q.descent_step(H, w, eps)
    assert_allclose(q.descent_after(*problem, eps, t), w, atol=1e-9 * max(1.0, np.abs(w).max()))


@pytest.mark.parametrize(("H", "eps", "expected"), [
    ([[1, 0], [0, 4]], 0.2, True), ([[1, 0], [0, 4]], 0.25, False), ([[1, 0], [0, 4]], 0.3, False),
    ([[0]], 0.1, False), ([[-1]], 0.1, False), ([[-1]], -0.1, True), ([[2, 1], [1, 2]], 0.3, True),
])  # fmt: skip
def test_convergence_is_what_the_iterates_do(H, eps, expected):
    assert q.descent_converges(H, eps) is expected
    start = np.ones(len(H)) + np.arange(len(H))
    late = q.descent_after(H, start, eps, 2000)
    assert bool(np.abs(late).max() < 1e-6) is expected


def test_a_zero_eigenvalue_stands_still():
    assert_array_equal(q.descent_step([[0.0]], [3.0], 0.5), [3.0])  # neither convergence to 0 nor divergence


@checked
@given(st.integers(1, 5).flatmap(lambda n: arrays(np.int64, (n, n), elements=integers)))
def test_gauss_jordan_inverts_with_n_cubed_operations(A):
    assume(abs(np.linalg.det(A)) > 0.5)
    inverse, operations = q.gauss_jordan(A)
    assert_allclose(inverse @ A, np.eye(len(A)), atol=1e-9)
    assert_allclose(inverse, np.linalg.inv(A), atol=1e-9)
    assert operations == len(A) ** 3


def test_gauss_jordan_exchanges_rows():
    inverse, _ = q.gauss_jordan([[0, 2, 0], [0, 0, 4], [5, 0, 0]])
    assert_array_equal(inverse, [[0, 0, 0.2], [0.5, 0, 0], [0, 0.25, 0]])


def test_errors():
    for call in (lambda H: q.descent_step(H, [1, 1], 0.1), lambda H: q.descent_converges(H, 1)):
        with pytest.raises(ValueError, match="symmetric"):
            call([[0, 1], [0, 0]])
    with pytest.raises(ValueError, match="negative"):
        q.descent_after(np.eye(2), [1, 1], 0.1, -1)
    with pytest.raises(ValueError, match="invertible"):
        q.newton_step(np.zeros((2, 2)), [1, 1])
    with pytest.raises(ValueError, match="invertible"):
        q.gauss_jordan(np.ones((2, 2)))
    with pytest.raises(ValueError, match=r"w is \(3,\)"):
        q.newton_step(np.eye(2), np.ones(3))
