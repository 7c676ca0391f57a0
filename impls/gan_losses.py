"""Generator losses of one generated sample with discriminator output p = D(G(z)), and their derivatives in p."""

from __future__ import annotations

import math


def minimax(p: float) -> float:
    """log(1 - p), minimised by the generator. ValueError unless 0 <= p < 1."""
    return math.log1p(-_probability(p, below_one=True))


def minimax_derivative(p: float) -> float:
    """-1 / (1 - p). ValueError unless 0 <= p < 1."""
    return -1 / (1 - _probability(p, below_one=True))


def non_saturating(p: float) -> float:
    """-log p. ValueError unless 0 < p <= 1."""
    return -math.log(_probability(p, positive=True))


def non_saturating_derivative(p: float) -> float:
    """-1 / p. ValueError unless 0 < p <= 1."""
    return -1 / _probability(p, positive=True)


def least_squares(p: float) -> float:
    """(p - 1)^2, for any real output p."""
    return (float(p) - 1) ** 2


def least_squares_derivative(p: float) -> float:
    """2 (p - 1)."""
    return 2 * (float(p) - 1)


def wasserstein(p: float) -> float:
    """-p, for any real critic value p."""
    return -float(p)


def wasserstein_derivative(p: float) -> float:
    """-1 at every real p."""
    float(p)
    return -1.0


def _probability(p: float, positive: bool = False, below_one: bool = False) -> float:
    p = float(p)
    if not 0 <= p <= 1 or (positive and p == 0) or (below_one and p == 1):
        raise ValueError(f"need p in {'(' if positive else '['}0, 1{')' if below_one else ']'}, got {p}")
    return p
