from __future__ import annotations

import pytest

from proofread.report.names import displayed, pretty
from proofread.trusted import terms


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("eps", "ε"), ("Sigma", "Σ"), ("lambda_", "λ"), ("lam", "λ"), ("x_t", "x_t"), ("x1", "x_1"), ("mu_B", "μ_B"),
        ("b_hat", "b\u0302"), ("beta_hat", "β\u0302"), ("grad_w", "grad_w"), ("theta_star", "θ*"), ("loss2", "loss2"),
        ("_", "_"),
    ],
)  # fmt: skip
def test_one_name(name: str, shown: str) -> None:
    assert pretty(name) == shown


def test_sigma2_is_a_square_only_where_no_sigma_is_about() -> None:
    alone = displayed([terms.var("sigma2")])
    assert alone("sigma2") == "σ²"
    beside = displayed([terms.var("sigma2") + terms.var("sigma1")])
    assert (beside("sigma1"), beside("sigma2")) == ("σ_1", "σ_2")


def test_two_names_never_look_the_same() -> None:
    show = displayed([terms.var("eps") + terms.var("epsilon") + terms.var("x1") + terms.var("x_1")])
    shown = [show(name) for name in ("eps", "epsilon", "x1", "x_1")]
    assert len(set(shown)) == 4
