"""Which multiples of π have rows, and what stands there."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted.facts import apply_fact
from proofread.trusted.terms import const
from tests.trusted.attacks import UNIT, ZERO, s


@pytest.mark.parametrize("name", ["sin_of_multiple", "cos_of_multiple"])
def test_multiples_that_have_a_row(name: str) -> None:
    for q in (1000, -1000, Fraction(1, 6), Fraction(5, 4)):
        assert apply_fact(name, [const(q)])
    for q in (1001, -1001, Fraction(2001, 2), Fraction(1, 5), Fraction(1, 7), Fraction(1, 12), Fraction(1, 8)):
        with pytest.raises(ValueError, match="a multiple of 1/4 or 1/6"):
            apply_fact(name, [const(q)])
    with pytest.raises(ValueError, match="a multiple of 1/4 or 1/6"):
        apply_fact(name, [s])


def test_the_values_are_written_plainly() -> None:
    value = {q: apply_fact("cos_of_multiple", [const(q)])[1].args[1] for q in (0, Fraction(1, 2), Fraction(3, 2), 1)}
    assert value[0] == UNIT and value[Fraction(1, 2)] == value[Fraction(3, 2)] == ZERO and value[1] == -UNIT
