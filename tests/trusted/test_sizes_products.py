"""Sizes that are products, and sizes that are not canonical."""

from __future__ import annotations

import pytest

from proofread.trusted.sizes import ONE, Size, may_be_zero, parse_size, size_product, size_sum, size_symbol

N, d = size_symbol("N"), size_symbol("d")


def test_a_sum_with_a_product_is_no_symbol() -> None:
    product = size_product(N, d)
    assert not size_sum([(1, N), (1, product)]).is_symbol and not product.is_symbol and N.is_symbol
    assert not size_sum([(1, product), (1, ONE)]).is_number and not product.is_one


def test_what_is_not_there_makes_nothing_smaller() -> None:
    odd = Size((("N", 1, 0),), 1)  # 0·N + 1
    assert not odd.may_shrink and not may_be_zero(odd)
    assert size_sum([(1, N), (-1, size_product(N, d))]).may_shrink
    assert may_be_zero(size_sum([(1, N), (-1, d), (9, ONE)]))


@pytest.mark.parametrize("text", ["٣", "N+٣", "٣*N", "²*N"])
def test_numbers_are_written_in_plain_digits(text: str) -> None:
    with pytest.raises(ValueError):
        parse_size(text, {})
