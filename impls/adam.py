"""Adam: steps scaled by running averages of the gradient and of its square."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform


def running_average(before: ArrayLike, new: ArrayLike, beta: float) -> Array:
    """beta before + (1 - beta) new, both (n,). ValueError if shapes differ."""
    before, new = conform("before: n; new: n", before, new)
    return beta * before + (1 - beta) * new


def window_average(gradients: ArrayLike) -> Array:
    """Mean (n,) of the rows of gradients (k, n). ValueError without rows."""
    (gradients,) = conform("gradients: k n", gradients)
    if not len(gradients):
        raise ValueError(f"no gradients to average, gradients is {gradients.shape}")
    mean: Array = gradients.mean(axis=0)
    return mean


def uncorrected_step(theta: ArrayLike, m: ArrayLike, s: ArrayLike, rate: float, epsilon: float) -> Array:
    """theta - rate m / (sqrt(s) + epsilon), entrywise on (n,): the step without Adam's correction of the averages.

    ValueError if shapes differ or s has a negative entry.
    """
    theta, m, s = conform("theta: n; m: n; s: n", theta, m, s)
    if (s < 0).any():
        raise ValueError(f"averages of squares must not be negative, s is {s.shape} with least entry {s.min()}")
    return theta - rate * m / (np.sqrt(s) + epsilon)


def adam_step(
    theta: ArrayLike, gradient: ArrayLike, m: ArrayLike, s: ArrayLike, steps: int, rate: float = 1e-3,
    beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """theta, m and s (n,) after the step that follows `steps` others, from m = s = 0 before the first.

    Each average is divided by the total weight 1 - beta^(steps + 1) of its gradients. ValueError if shapes differ,
    steps < 0, or a beta is outside [0, 1). Source: Kingma and Ba, Adam, 2015, algorithm 1.
    """
    if steps < 0 or not 0 <= beta1 < 1 or not 0 <= beta2 < 1:
        raise ValueError(f"need steps >= 0 and betas in [0, 1): {steps=}, {beta1=}, {beta2=}")
    (gradient,) = conform("gradient: n", gradient)
    m, s = running_average(m, gradient, beta1), running_average(s, gradient**2, beta2)
    weight1, weight2 = 1 - beta1 ** (steps + 1), 1 - beta2 ** (steps + 1)
    return uncorrected_step(theta, m / weight1, s / weight2, rate, epsilon), m, s


def adam(
    grad: Callable[[Array], ArrayLike], theta0: ArrayLike, steps: int, rate: float = 1e-3, beta1: float = 0.9,
    beta2: float = 0.999, epsilon: float = 1e-8,
) -> Array:  # fmt: skip
    """The iterates theta_0 .. theta_steps as rows (steps + 1, n), theta0 (n,).

    ValueError if steps < 0 or grad does not return (n,).
    """
    (theta,) = conform("theta0: n", theta0)
    if steps < 0:
        raise ValueError(f"steps must not be negative, got {steps}")
    iterates, m, s = [theta.copy()], np.zeros_like(theta), np.zeros_like(theta)
    for t in range(steps):
        theta, m, s = adam_step(theta, grad(theta.copy()), m, s, t, rate, beta1, beta2, epsilon)
        iterates.append(theta)
    return np.array(iterates)
