"""Clipping by norm against torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from impls.clipping import clip_by_norm


@pytest.mark.parametrize("g", [[3.0, 4.0], [0.3, -0.4], [0.0, 0.0], [-7.0, 1.0]])
def test_as_torch(g: list[float]) -> None:
    parameter = torch.nn.Parameter(torch.zeros(2, dtype=torch.float64))
    parameter.grad = torch.tensor(g, dtype=torch.float64)
    torch.nn.utils.clip_grad_norm_([parameter], 2.0)
    np.testing.assert_allclose(clip_by_norm(g, 2.0), parameter.grad.numpy(), rtol=1e-5)  # torch adds 1e-6 to the norm


def test_length_and_direction() -> None:
    clipped = clip_by_norm([3.0, 4.0], 1.0)
    np.testing.assert_allclose(clipped, [0.6, 0.8], rtol=1e-15)


def test_threshold_must_be_positive() -> None:
    with pytest.raises(ValueError, match="positive"):
        clip_by_norm([1.0], 0.0)
