"""The table of facts in the documentation is the table of facts in the program."""

from __future__ import annotations

import pytest

from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.terms import const, is_poison
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import A, X, x
from tests.trusted.fact_table import FILE, page, row


def test_the_documentation_lists_every_fact_as_it_is() -> None:
    """A changed condition or conclusion shows here, in words: is the fact still true?"""
    listed = FILE.read_text(encoding="utf-8")
    assert listed == page(), (
        "facts and docs/facts.md differ; read the difference, then: python -m tests.trusted.fact_table"
    )


@pytest.mark.parametrize("name", sorted(FACTS))
def test_a_fact_is_made_of_terms_and_propositions(name: str) -> None:
    conditions, conclusion = row(name)
    assert type(conditions) is tuple and all(well_formed(p) for p in (*conditions, conclusion))


@pytest.mark.parametrize("name", [n for n, r in FACTS.items() if r.sorts])
def test_a_fact_takes_terms_of_its_kinds_only(name: str) -> None:
    sorts = FACTS[name].sorts
    poison = X @ X
    assert is_poison(poison)
    for k, sort in enumerate(sorts):
        for other in (poison, "x", None, *({"scalar": (x, A), "square": (const(1), X, x), "matrix": (const(1),),
                                            "column": (const(1), A, x.T)}.get(sort, ()))):  # fmt: skip
            arguments = [x if s != "scalar" else const(1) for s in sorts]
            arguments[k] = other  # type: ignore[call-overload]
            with pytest.raises(ValueError, match="takes a"):
                apply_fact(name, arguments)
    with pytest.raises(ValueError, match=f"takes {len(sorts)} terms"):
        apply_fact(name, [const(1)] * (len(sorts) + 1))


def test_there_is_no_other_fact() -> None:
    with pytest.raises(ValueError, match="no fact is called"):
        apply_fact("sqrt_of_everything", [const(1)])
