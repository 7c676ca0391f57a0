"""Divergences against PyTorch, their identities, and brute-force transport."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from impls import divergences as dv

checked = settings(deadline=None, max_examples=60)


def distributions(n):
    """Rational distributions (n,) with zeros among them."""
    return arrays(np.int64, n, elements=st.integers(0, 6)).filter(np.any).map(lambda a: a / a.sum())


pairs = st.integers(1, 5).flatmap(lambda n: st.tuples(distributions(n), distributions(n)))
positive_pairs = pairs.filter(lambda pair: all(map(np.all, pair)))


@checked
@given(positive_pairs)
def test_kl_and_entropy_against_torch(pair):
    torch = pytest.importorskip("torch")
    p, q = (torch.distributions.Categorical(torch.tensor(v)) for v in pair)
    assert dv.kl(*pair) == pytest.approx(torch.distributions.kl_divergence(p, q).item(), abs=1e-12)
    assert dv.entropy(pair[0]) == pytest.approx(p.entropy().item(), abs=1e-12)


@checked
@given(pairs)
def test_kl_is_infinite_exactly_where_q_misses_mass_and_never_negative(pair):
    p, q = pair
    assert (dv.kl(p, q) == math.inf) == bool(np.any((q == 0) & (p > 0)))
    assert dv.kl(p, q) >= 0
    assert dv.kl(p, p) == 0


@checked
@given(pairs)
def test_js_is_symmetric_bounded_and_an_entropy_gap(pair):
    p, q = pair
    gap = dv.entropy((p + q) / 2) - (dv.entropy(p) + dv.entropy(q)) / 2
    assert dv.js(p, q) == pytest.approx(gap, abs=1e-14)
    assert dv.js(p, q) == pytest.approx(dv.js(q, p), abs=1e-15)
    assert dv.js(p, q) <= math.log(2) + 1e-15


@checked
@given(st.integers(1, 3).flatmap(distributions), st.integers(1, 3).flatmap(distributions))
def test_js_of_disjoint_supports_is_log_two(p, q):
    apart = np.concatenate([p, np.zeros_like(q)]), np.concatenate([np.zeros_like(p), q])
    assert dv.js(*apart) == pytest.approx(math.log(2), rel=1e-14)


def test_extreme_probabilities_stay_finite():
    tiny = 1e-320
    assert dv.kl([1.0, 0.0], [tiny, 1.0]) == pytest.approx(-math.log(tiny), rel=1e-14)
    assert dv.kl([tiny, 1.0], [1.0, tiny]) == pytest.approx(-math.log(tiny), rel=1e-14)


@checked
@given(st.integers(1, 4).flatmap(lambda n: st.tuples(*2 * [arrays(np.int64, n, elements=st.integers(-9, 9))])))
def test_wasserstein_of_equal_masses_is_the_best_matching(points):
    xs, ys = points
    masses = np.full(len(xs), 1 / len(xs))
    best = min(sum(abs(x - y) for x, y in zip(xs, order, strict=True)) for order in itertools.permutations(ys))
    assert dv.wasserstein1_points(xs, masses, ys, masses) == pytest.approx(best / len(xs), abs=1e-13)


@checked
@given(st.data(), pairs)
def test_wasserstein_is_the_integral_of_the_quantile_gap(data, pair):
    ps, qs = pair
    points = st.integers(-9, 9)
    xs, ys = (data.draw(arrays(np.int64, len(ps), elements=points)) for _ in range(2))

    def quantile(positions, masses, level):
        order = np.argsort(positions)
        reached = np.searchsorted(np.cumsum(masses[order]), level)
        return positions[order][min(reached, len(order) - 1)]

    steps = [np.cumsum(masses[np.argsort(positions)]) for positions, masses in ((xs, ps), (ys, qs))]
    levels = np.unique(np.clip(np.concatenate([[0.0], *steps, [1.0]]), 0, 1))
    middles = (levels[1:] + levels[:-1]) / 2
    gaps = [abs(quantile(xs, ps, level) - quantile(ys, qs, level)) for level in middles]
    assert dv.wasserstein1_points(xs, ps, ys, qs) == pytest.approx(np.diff(levels) @ gaps, abs=1e-12)


@pytest.mark.parametrize("theta", [-3.0, 0.0, 1e-9, 2.5])
def test_wasserstein_of_two_points_is_their_distance(theta):
    assert dv.wasserstein1_points([0.0], [1.0], [theta], [1.0]) == abs(theta)


@checked
@given(positive_pairs, st.sampled_from([1e-6, 0.3, 1.0, 20.0]))
def test_elbo_and_kl_to_the_posterior_sum_to_the_log_marginal(pair, scale):
    q, joint = pair[0], scale * pair[1]
    assert dv.log_marginal(joint) == pytest.approx(dv.elbo(q, joint) + dv.kl(q, dv.posterior(joint)), abs=1e-12)
    assert dv.elbo(dv.posterior(joint), joint) == pytest.approx(dv.log_marginal(joint), abs=1e-12)


def test_elbo_where_the_joint_vanishes():
    assert dv.elbo([0.5, 0.5], [0.0, 0.2]) == -math.inf
    assert dv.elbo([0.0, 1.0], [0.0, 0.2]) == pytest.approx(math.log(0.2), rel=1e-15)
    assert_allclose(dv.posterior([0.0, 0.2]), [0, 1])


def test_errors():
    with pytest.raises(ValueError, match=r"q is \(3,\)"):
        dv.kl(np.ones(2) / 2, np.ones(3) / 3)
    with pytest.raises(ValueError, match="sum to one"):
        dv.entropy([0.5, 0.6])
    with pytest.raises(ValueError, match="negative"):
        dv.js([1.5, -0.5], [0.5, 0.5])
    with pytest.raises(ValueError, match=r"ps is \(2,\)"):
        dv.wasserstein1_points([0.0], [0.5, 0.5], [0.0], [1.0])
    with pytest.raises(ValueError, match="zero everywhere"):
        dv.log_marginal([0.0, 0.0])
    with pytest.raises(ValueError, match="negative"):
        dv.elbo([1.0], [-0.1])
