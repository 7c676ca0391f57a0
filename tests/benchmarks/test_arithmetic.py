"""What most time goes into, beside the plain way of doing it: arithmetic of enclosures, and sums over indices."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted.enclosures import Interval, point
from proofread.trusted.exact_matrices import dot
from proofread.trusted.exact_scalars import Arithmetic
from proofread.trusted.indexed import Head, Index, Poly

WHOLE = [(7 * k) % 23 - 11 for k in range(400)]


@pytest.mark.benchmark(group="scalar product of 400 whole numbers")
@pytest.mark.parametrize("made", [point, lambda q: Interval(Fraction(q), Fraction(q))], ids=["ints", "fractions"])
def test_scalar_product(benchmark: Any, made: Any) -> None:
    """As the exact evaluator takes it, with every operation charged; and with two fractions for each number."""
    xs = [made(q) for q in WHOLE]
    assert benchmark(lambda: dot(Arithmetic(), xs, xs)) == point(sum(q * q for q in WHOLE))


def chain(length: int) -> tuple[Poly, list[Index]]:
    """A[?0, ?1] A[?1, ?2] …, with all its dummies."""
    indices: list[Index] = [(f"?{k}", "N") for k in range(length + 1)]
    factors = [(Head("var", "A|N,N|"), (i, j)) for i, j in pairwise(indices)]
    return {tuple(factors): Fraction(1)}, indices


def one_by_one(p: Poly, indices: Sequence[Index]) -> Poly:
    return reduce(ix.bind, indices, p)


@pytest.mark.benchmark(group="sum over the 7 indices of a product of 6")
@pytest.mark.parametrize("summed", [lambda p, indices: ix.bind(p, *indices), one_by_one], ids=["at once", "one by one"])
def test_sum_over_indices(benchmark: Any, summed: Any) -> None:
    p, indices = chain(6)
    assert benchmark(summed, p, indices) == one_by_one(p, indices)
