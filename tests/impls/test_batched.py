"""Batched products against the operations of torch that the exam lists."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from impls.batched import batched_product

RNG = np.random.default_rng(0)


@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (2, 3, 4, 5), (3, 1, 2, 1)])
def test_all_operations_agree(shape: tuple[int, int, int, int]) -> None:
    z, n, m, p = shape
    a, b = RNG.normal(size=(z, n, m)), RNG.normal(size=(z, m, p))
    expected = batched_product(a, b)
    s, t = torch.from_numpy(a), torch.from_numpy(b)
    for made in (torch.bmm(s, t), torch.matmul(s, t), torch.einsum("bnm,bmp->bnp", s, t)):
        np.testing.assert_allclose(made.numpy(), expected, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(expected, np.stack([x @ y for x, y in zip(a, b, strict=True)]), rtol=1e-12, atol=1e-14)


def test_kronecker_product_is_another_thing() -> None:
    a, b = torch.ones(1, 2, 2), torch.ones(1, 2, 2)
    assert torch.kron(a, b).shape != torch.bmm(a, b).shape


@pytest.mark.parametrize("axes", [2, 4])
def test_bmm_takes_three_axes_only(axes: int) -> None:
    a = torch.ones([2] * axes)
    with pytest.raises(RuntimeError):
        torch.bmm(a, a)
    assert torch.matmul(a, a).shape == a.shape


def test_shapes_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="shapes do not fit"):
        batched_product(np.ones((1, 2, 3)), np.ones((1, 2, 3)))
