"""What a fact takes: a term of another kind is refused by its kind, and every kind that a row asks for is one."""

from __future__ import annotations

import pytest

from proofread.trusted import facts
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.terms import Term
from tests.trusted.attacks import A, X, s, x


@pytest.mark.parametrize(("wrong", "right"), [(X, x), (s, x), (A, x), (x.T, x)])
def test_a_column_has_one_column(wrong: Term, right: Term) -> None:
    name = next(name for name, row in FACTS.items() if row.sorts == ("column",))
    apply_fact(name, [right])
    with pytest.raises(ValueError, match=f"{name} takes a column term"):
        apply_fact(name, [wrong])


def test_every_kind_that_a_row_asks_for_is_one() -> None:
    asked = {sort for row in FACTS.values() for sort in row.sorts}
    assert asked <= set(facts._KINDS) and "column" in asked
    ill = X + x  # sizes that do not fit
    assert not any(facts._KINDS[sort](ill) for sort in asked)
