"""Cross-entropy, precision and recall at a threshold, and Bayes' rule for two bags."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from impls.arrays import conform


def cross_entropy(p: ArrayLike, target: ArrayLike) -> float:
    """-sum_i t_i log p_i in nats, with 0 log 0 = 0; inf where p_i = 0 < t_i.

    p (n,), target (n,). ValueError if shapes differ or an entry is negative.
    """
    p, target = conform("p: n; target: n", p, target)
    if not ((p >= 0).all() and (target >= 0).all()):
        raise ValueError(f"p of shape {p.shape} and target of shape {target.shape} must not be negative")
    named = target > 0
    if not p[named].all():
        return math.inf
    return math.fsum(-target[named] * np.log(p[named]))


def precision(scores: ArrayLike, labels: ArrayLike, theta: float) -> float:
    """True positives / predicted positives for the rule score >= theta.

    scores (n,), labels (n,) of 0 and 1. ValueError if shapes differ, labels are not binary or nothing is predicted.
    """
    true_positives, predicted, _ = _counts(scores, labels, theta)
    if predicted == 0:
        raise ValueError(f"precision is undefined: no score of shape {np.shape(scores)} reaches {theta}")
    return true_positives / predicted


def recall(scores: ArrayLike, labels: ArrayLike, theta: float) -> float:
    """True positives / positives for the rule score >= theta.

    scores (n,), labels (n,) of 0 and 1. ValueError if shapes differ, labels are not binary or none is positive.
    """
    true_positives, _, positives = _counts(scores, labels, theta)
    if positives == 0:
        raise ValueError(f"recall is undefined: no positive among labels of shape {np.shape(labels)}")
    return true_positives / positives


def bayes_two_bags(w1: float, b1: float, w2: float, b2: float) -> float:
    """P(bag 1 | white) for bags of w white and b black balls, each bag chosen with probability 1/2.

    w1 (w2 + b2) / (w1 (w2 + b2) + w2 (w1 + b1)). ValueError for negative counts, an empty bag or no white ball.
    """
    if min(w1, b1, w2, b2) < 0 or w1 + b1 == 0 or w2 + b2 == 0 or w1 + w2 == 0:
        raise ValueError(f"need two non-empty bags and a white ball, got {w1=}, {b1=}, {w2=}, {b2=}")
    first = w1 * (w2 + b2)
    return float(first / (first + w2 * (w1 + b1)))


def _counts(scores: ArrayLike, labels: ArrayLike, theta: float) -> tuple[int, int, int]:
    """True positives, predicted positives, positives."""
    scores, labels = conform("scores: n; labels: n", scores, labels)
    if not np.isin(labels, (0, 1)).all():
        raise ValueError(f"labels of shape {labels.shape} must consist of 0 and 1")
    predicted = scores >= theta
    positive = labels == 1
    return int(np.sum(predicted & positive)), int(predicted.sum()), int(positive.sum())
