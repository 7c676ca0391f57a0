"""Facts about numbers do not speak of columns or of random numbers, whichever of the terms is one."""

from __future__ import annotations

import pytest

from proofread.trusted.facts import apply_fact
from proofread.trusted.terms import Term
from tests.trusted.attacks import e, f, r, s, x, y


@pytest.mark.parametrize("args", [[x, s], [s, x], [x, y]])
def test_entries_of_one_column_may_be_apart_from_a_number_and_others_not(args: list[Term]) -> None:
    with pytest.raises(ValueError):
        apply_fact("apart_equal", args)


@pytest.mark.parametrize("args", [[e, s], [s, e], [e, f]])
def test_a_product_with_a_random_factor_may_be_zero_by_turns(args: list[Term]) -> None:
    with pytest.raises(ValueError, match="random"):
        apply_fact("product_zero", args)


def test_numbers_are_apart_or_equal_and_have_products_that_vanish() -> None:
    assert apply_fact("apart_equal", [s, r]) and apply_fact("product_zero", [s, r])
