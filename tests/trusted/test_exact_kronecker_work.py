"""What a Kronecker product costs: a unit for each of its entries, before any of them is made."""

from __future__ import annotations

import pytest

from proofread.trusted.enclosures import UNIT
from proofread.trusted.exact_kronecker import kronecker
from proofread.trusted.exact_matrices import Tensor
from proofread.trusted.exact_scalars import Arithmetic, OutOfBudget, Work


class Counting(Arithmetic):
    """Products cost nothing here."""

    def mul(self, x, y):  # type: ignore[no-untyped-def]
        return x


@pytest.mark.parametrize(("budget", "left"), [(12, 0), (100, 88)])
def test_every_entry_is_paid_for(budget: int, left: int) -> None:
    ops = Counting(Work(budget))
    assert kronecker(ops, _column(3), _column(4)).dims == (12, 1)
    assert ops.work.left == left


def test_what_cannot_be_paid_for_is_not_made() -> None:
    with pytest.raises(OutOfBudget):
        kronecker(Counting(Work(11)), _column(3), _column(4))


def _column(n: int) -> Tensor:
    return Tensor((n, 1), (UNIT,) * n)
