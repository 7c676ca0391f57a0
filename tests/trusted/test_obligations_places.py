"""An entry at a place that is computed needs that there is such a place, on every axis."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.obligations import obligations
from proofread.trusted.sizes import parse_size
from proofread.trusted.terms import const, floor, index, nat, number, var
from tests.trusted.attacks import eq, ge, gt, s

THREE = parse_size("3", {})
X = var("X", (THREE, THREE))
i, k = index("i", THREE), nat("k")


def test_a_natural_number_is_a_place_only_below_the_size() -> None:
    for at in ((i, k), (k, i)):
        assert obligations((eq(t.entry(X, *at), 0),)) == (gt(number(THREE), k),)


def test_a_number_is_a_place_where_it_is_whole_and_not_negative_besides() -> None:
    assert obligations((eq(t.entry(X, i, s), 0),)) == (ge(s, 0), eq(floor(s), s), gt(number(THREE), s))


def test_an_index_and_a_number_that_is_written_are_looked_at_already() -> None:
    assert obligations((eq(t.entry(X, i, const(2)), 0),)) == ()
