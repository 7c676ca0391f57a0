"""Divergences between finite distributions, in nats."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import Array, conform

SUM_TOLERANCE = 1e-9  # how far rounded probabilities may sum from one


def kl(p: ArrayLike, q: ArrayLike) -> float:
    """sum_i p_i log(p_i / q_i) >= 0 with 0 log 0 = 0; inf where q_i = 0 < p_i.

    p (n,), q (n,). ValueError if shapes differ or either is not a distribution.
    """
    p, q = conform("p: n; q: n", p, q)
    return _relative_entropy(_distribution("p", p), _distribution("q", q))


def js(p: ArrayLike, q: ArrayLike) -> float:
    """Jensen-Shannon divergence kl(p, m)/2 + kl(q, m)/2 with m = (p + q)/2, at most log 2. Errors as kl."""
    p, q = conform("p: n; q: n", p, q)
    m = (p + q) / 2
    return (kl(p, m) + kl(q, m)) / 2


def entropy(p: ArrayLike) -> float:
    """-sum_i p_i log p_i with 0 log 0 = 0. ValueError if p (n,) is not a distribution."""
    (p,) = conform("p: n", p)
    return -_relative_entropy(_distribution("p", p), np.ones_like(p))


def wasserstein1_points(xs: ArrayLike, ps: ArrayLike, ys: ArrayLike, qs: ArrayLike) -> float:
    """W1 on the line between masses ps at xs (both (n,)) and qs at ys (both (m,)): the integral of |F - G|.

    ValueError if shapes differ or the masses are not distributions.
    """
    xs, ps, ys, qs = conform("xs: n; ps: n; ys: m; qs: m", xs, ps, ys, qs)
    points = np.concatenate([xs, ys])
    masses = np.concatenate([_distribution("ps", ps), -_distribution("qs", qs)])
    order = np.argsort(points, kind="stable")
    gaps = np.diff(points[order])
    return float(np.abs(np.cumsum(masses[order])[:-1]) @ gaps)


def elbo(q: ArrayLike, joint: ArrayLike) -> float:
    """sum_z q(z) (log p(x, z) - log q(z)) at one x; joint (n,) is p(x, z) over z. -inf where joint = 0 < q.

    q (n,). ValueError if shapes differ, q is not a distribution or joint is negative.
    """
    q, joint = conform("q: n; joint: n", q, joint)
    return -_relative_entropy(_distribution("q", q), _nonnegative("joint", joint))


def log_marginal(joint: ArrayLike) -> float:
    """log p(x) = log sum_z p(x, z) for joint (n,). ValueError if it is negative or zero everywhere."""
    return math.log(_total(joint))


def posterior(joint: ArrayLike) -> Array:
    """p(z | x) (n,) = p(x, z) / p(x). Errors as log_marginal."""
    return np.asarray(joint, dtype=np.float64) / _total(joint)


def _total(joint: ArrayLike) -> float:
    (joint,) = conform("joint: n", joint)
    total = math.fsum(_nonnegative("joint", joint))
    if total == 0:
        raise ValueError(f"joint of shape {joint.shape} is zero everywhere")
    return total


def _relative_entropy(p: Array, q: Array) -> float:
    """sum p log(p / q) for non-negative p, q, as one exactly rounded sum."""
    support = p > 0
    p, q = p[support], q[support]
    if not q.all():
        return math.inf
    with np.errstate(over="ignore", divide="ignore"):
        ratio = p / q
        # the quotient of extreme numbers may leave the range of floats; the difference of logarithms does not
        logs = np.where((ratio > 0) & np.isfinite(ratio), np.log(ratio), np.log(p) - np.log(q))
    return math.fsum(p * logs)


def _nonnegative(name: str, p: Array) -> Array:
    if not (p >= 0).all():
        raise ValueError(f"{name} of shape {p.shape} must not be negative")
    return p


def _distribution(name: str, p: Array) -> Array:
    total = math.fsum(_nonnegative(name, p))
    if abs(total - 1) > SUM_TOLERANCE:
        raise ValueError(f"{name} of shape {p.shape} must sum to one, not {total}")
    return p
