"""What is known of indices: where they begin and end, at every size."""

from __future__ import annotations

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import holds, read_instance
from proofread.trusted.facts import apply_fact
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import const, relation

n, d = size_symbol("n"), size_symbol("d")


@pytest.mark.parametrize("size", [1, 2, 5])
def test_an_index_lies_between_0_and_its_size(size: int) -> None:
    i = t.index("i", n)
    for place in range(size):
        at = {"sizes": {"n": size}, "indices": {"i": place}}
        for name in ("index_nonnegative", "index_below_size"):
            conditions, conclusion = apply_fact(name, [i])
            assert conditions == () and holds(conclusion, read_instance(at, (conclusion,))) is True


def test_the_bounds_are_attained() -> None:
    """Neither row could say more."""
    i = t.index("i", n)
    first, last = ({"sizes": {"n": 3}, "indices": {"i": k}} for k in (0, 2))
    above, below = relation("gt", i, 0), relation("gt", t.number(n) - 1, i)
    assert holds(above, read_instance(first, (above,))) is False
    assert holds(below, read_instance(last, (below,))) is False


@pytest.mark.parametrize("term", [t.nat("i"), const(0), t.var("i"), t.number(d)])
def test_only_an_index_has_bounds(term: t.Term) -> None:
    for name in ("index_nonnegative", "index_below_size"):
        with pytest.raises(ValueError, match="takes a index term"):
            apply_fact(name, [term])
