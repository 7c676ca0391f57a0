"""Sizes: linear terms in one canonical form, which is what the kernel compares."""

from __future__ import annotations

import random

import pytest

from proofread.trusted.sizes import ONE, Size, may_be_zero, parse_size, size_sum, size_symbol

N, d, M = size_symbol("N"), size_symbol("d"), size_symbol("M", 0)


def test_canonical_text() -> None:
    assert str(size_sum([(1, N), (1, d)])) == str(size_sum([(1, d), (1, N)])) == "N+d"
    assert str(size_sum([(2, N), (-1, d), (3, ONE)])) == "2*N-1*d+3"
    assert str(Size((), 0)) == "0" and str(ONE) == "1"
    assert str(size_sum([(1, N), (-1, N)])) == "0"


def test_equal_sizes_are_equal_and_others_are_not() -> None:
    assert size_sum([(1, N), (1, N)]) == size_sum([(2, N)])
    assert d != N and size_sum([(1, N), (1, ONE)]) != N
    assert size_symbol("N") != size_symbol("N", 2)


def test_text_is_read_back() -> None:
    rng = random.Random(0)
    for _ in range(200):
        size = size_sum([(rng.randint(-3, 3), rng.choice([N, d, M, ONE])) for _ in range(4)])
        read = parse_size(str(size), {"M": 0})
        assert read == size
        at = {"N": rng.randint(1, 5), "d": rng.randint(1, 5), "M": rng.randint(0, 5)}
        assert read.value(at) == size.value(at)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError, match="d"):
        size_sum([(1, N), (1, d)]).value({"N": 1})


@pytest.mark.parametrize("name", ["", "2", "N+d", "N d", "%1", "2*N", "N'"])
def test_names_are_identifiers(name: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        size_symbol(name)
    with pytest.raises(ValueError, match="negative"):
        size_symbol("N", -1)


@pytest.mark.parametrize("text", ["", "N*2*", "²", "N+*", "a b", "3N", "%1", "1.5"])
def test_other_text_is_no_size(text: str) -> None:
    if text == "":
        assert parse_size(text, {}) == Size((), 0)
        return
    with pytest.raises(ValueError):
        parse_size(text, {})


def test_what_may_be_zero() -> None:
    assert may_be_zero(M) and may_be_zero(Size((), 0)) and may_be_zero(size_sum([(1, N), (-1, ONE)]))
    assert may_be_zero(size_sum([(1, N), (-1, d), (5, ONE)]))
    assert not may_be_zero(N) and not may_be_zero(ONE) and not may_be_zero(size_sum([(1, M), (1, N)]))
    assert not may_be_zero(size_sum([(2, size_symbol("K", 3)), (-5, ONE)]))


def test_a_size_is_no_truth_value() -> None:
    with pytest.raises(TypeError, match="truth value"):
        bool(N)


def test_one_symbol_numbers() -> None:
    assert N.is_symbol and not size_sum([(2, N)]).is_symbol and not size_sum([(1, N), (1, ONE)]).is_symbol
    assert ONE.is_one and ONE.is_number and not N.is_number
