"""Generator losses against autograd and their domains."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from impls import gan_losses as gl

checked = settings(deadline=None, max_examples=50)
inside = st.floats(0, 1, exclude_min=True, exclude_max=True).filter(lambda p: p > 1e-300)


@checked
@given(inside)
def test_losses_and_derivatives_against_autograd(p):
    torch = pytest.importorskip("torch")
    twins = {
        "minimax": lambda t: torch.log1p(-t),
        "non_saturating": lambda t: torch.nn.functional.binary_cross_entropy(t, torch.ones_like(t)),
        "least_squares": lambda t: torch.nn.functional.mse_loss(t, torch.ones_like(t)),
        "wasserstein": lambda t: -t,
    }
    for name, twin in twins.items():
        t = torch.tensor(p, dtype=torch.float64, requires_grad=True)
        loss = twin(t)
        if name != "non_saturating" or math.log(p) > -100:  # the library clips the logarithm at -100
            assert getattr(gl, name)(p) == pytest.approx(loss.item(), rel=1e-14, abs=1e-300)
        if name != "non_saturating" or 1e-11 < p < 1 - 1e-11:  # and the denominator of its gradient at 1e-12
            loss.backward()
            assert getattr(gl, f"{name}_derivative")(p) == pytest.approx(t.grad.item(), rel=1e-12)


@checked
@given(inside.filter(lambda p: p < 0.4))
def test_only_the_non_saturating_gradient_grows_without_bound_towards_zero(p):
    assert abs(gl.minimax_derivative(p)) <= 1 / 0.6
    assert abs(gl.least_squares_derivative(p)) <= 2
    assert abs(gl.non_saturating_derivative(p)) == pytest.approx(1 / p, rel=1e-15)
    assert gl.non_saturating_derivative(p) < 0


@pytest.mark.parametrize(
    ("function", "p"),
    [(gl.minimax, 1), (gl.minimax_derivative, 1), (gl.non_saturating, 0), (gl.non_saturating_derivative, 0)]
    + [(f, p) for f in (gl.minimax, gl.non_saturating) for p in (-0.1, 1.1, math.nan)],
)
def test_outside_the_domain(function, p):
    with pytest.raises(ValueError, match="need p in"):
        function(p)


def test_ends_of_the_domain():
    assert gl.minimax(0) == gl.non_saturating(1) == gl.least_squares(1) == 0
    assert gl.minimax_derivative(0) == gl.non_saturating_derivative(1) == gl.wasserstein_derivative(7) == -1
