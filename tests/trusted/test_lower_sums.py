"""Sums over an index in the indexed form: the entry that is asked for may stand at a free index of the same name."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import terms as t
from proofread.trusted.indexed import Index, Poly, Refused
from proofread.trusted.lower import Lowering, variable_head
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Term, index, nat, var
from tests.trusted.attacks import A, M, N, x, y

I, J, BOUND = ("i", "N"), ("j", "N"), (0, "N")
i = index("i", N)
row = var("R", (ONE, N))


def lowered(term: Term, *at: Index | None) -> Poly:
    return Lowering().lower(term, at)


def at(held: Term, *indices: Index) -> object:
    return (variable_head(held), indices)


def test_what_is_asked_for_at_an_index_of_the_bound_name_is_not_summed() -> None:
    """(Σᵢ yᵢ·x)ⱼ and the same at i: one is the other with another name."""
    whole = t.bsum(i, y[i] * x)
    assert lowered(whole, J, None) == {(at(x, J), at(y, BOUND)): Fraction(1)}
    assert lowered(whole, I, None) == {(at(x, I), at(y, BOUND)): Fraction(1)}
    assert lowered(whole, I, None) != lowered(t.bsum(i, y[i] * x[i]))


def test_only_the_place_of_that_name_gives_way() -> None:
    whole = t.bsum(i, y[i] * A)
    assert lowered(whole, J, I) == {(at(A, J, I), at(y, BOUND)): Fraction(1)}
    assert lowered(whole, I, I) == {(at(A, I, I), at(y, BOUND)): Fraction(1)}


def test_over_an_axis_of_one_the_place_stays() -> None:
    only = index("i", ONE)
    assert lowered(t.bsum(only, x), I, None) == {(at(x, I),): Fraction(1)}


def test_an_entry_at_a_computed_place_of_an_axis_of_one_has_no_indexed_form() -> None:
    assert lowered(t.entry(row, 0, i)) == {(at(row, I),): Fraction(1)}
    for place in (nat("k"), var("M", ()), t.number(M)):
        with pytest.raises(Refused, match="at a computed position"):
            lowered(t.entry(row, place, i))
