"""The cell with constant gates: what is left of the initial state."""

from __future__ import annotations

import numpy as np

from impls.gated_cell import step, two_steps


def test_two_steps() -> None:
    made = two_steps(0.5, 2.0, [4.0, 0.0], [1.0, 0.0], [0.0, 1.0])
    np.testing.assert_array_equal(made, [2.0, 2.0])


def test_memory_of_the_initial_state() -> None:
    """The difference of two runs is f^T times the difference of their starts."""
    one, two = np.array([1.0, -2.0]), np.zeros(2)
    rng = np.random.default_rng(0)
    for _ in range(50):
        fresh = rng.normal(size=2)
        one, two = step(0.9, 0.9, one, fresh), step(0.9, 0.9, two, fresh)
    np.testing.assert_allclose(one - two, 0.9**50 * np.array([1.0, -2.0]), rtol=1e-10, atol=1e-14)
