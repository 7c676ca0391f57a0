"""L2 regularisation and decoupled weight decay, for gradient descent and for Adam.

The regulariser is gamma ||theta||^2, with gradient 2 gamma theta; a decay lam takes off the part lam of the weights.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from impls.adam import adam_step
from impls.arrays import Array, conform


def sgd_l2_step(theta: ArrayLike, gradient: ArrayLike, eta: float, gamma: float) -> Array:
    """theta - eta (gradient + 2 gamma theta), all (n,): a step on the regularised loss. ValueError if shapes differ."""
    theta, gradient = conform("theta: n; gradient: n", theta, gradient)
    return theta - eta * (gradient + 2 * gamma * theta)


def sgd_decay_step(theta: ArrayLike, gradient: ArrayLike, eta: float, lam: float) -> Array:
    """theta - eta gradient - lam theta, all (n,); equals sgd_l2_step where lam = 2 eta gamma.

    The document prints +lam theta, with which the weights grow. ValueError if shapes differ.
    """
    theta, gradient = conform("theta: n; gradient: n", theta, gradient)
    return theta - eta * gradient - lam * theta


def decoupled_update(
    s_hat: ArrayLike, r_hat: ArrayLike, theta: ArrayLike, epsilon: float, delta: float, lam: float
) -> Array:
    """-(epsilon s_hat / sqrt(r_hat + delta) + lam theta), entrywise on (n,): Adam's change with weight decay.

    The root is as printed; the usual Adam has sqrt(r_hat) + delta. ValueError if shapes
    differ or r_hat has a negative entry.
    """
    s_hat, r_hat, theta = conform("s_hat: n; r_hat: n; theta: n", s_hat, r_hat, theta)
    if (r_hat < 0).any():
        raise ValueError(f"averages of squares must not be negative, r_hat is {r_hat.shape}, least {r_hat.min()}")
    return -(epsilon * s_hat / np.sqrt(r_hat + delta) + lam * theta)


def adam_l2_step(
    theta: ArrayLike, gradient: ArrayLike, s: ArrayLike, r: ArrayLike, steps: int, gamma: float, rate: float = 1e-3,
    rho1: float = 0.9, rho2: float = 0.999, delta: float = 1e-8,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """theta, s and r (n,) after a step of Adam whose gradient has 2 gamma theta added. Errors as adam_step."""
    theta, gradient = conform("theta: n; gradient: n", theta, gradient)
    return adam_step(theta, gradient + 2 * gamma * theta, s, r, steps, rate, rho1, rho2, delta)


def adam_decay_step(
    theta: ArrayLike, gradient: ArrayLike, s: ArrayLike, r: ArrayLike, steps: int, lam: float, rate: float = 1e-3,
    rho1: float = 0.9, rho2: float = 0.999, delta: float = 1e-8,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """theta, s and r (n,) after a step of Adam that also takes lam theta off. Errors as adam_step.

    Source: Loshchilov and Hutter, Decoupled weight decay regularization, 2019, algorithm 2, with lam for their product
    of schedule and decay.
    """
    theta, gradient = conform("theta: n; gradient: n", theta, gradient)
    after, s, r = adam_step(theta, gradient, s, r, steps, rate, rho1, rho2, delta)
    return after - lam * theta, s, r
