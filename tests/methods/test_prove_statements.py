"""Small statements that the documents make again and again: the true ones are proved, their false twins are not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proofread.language.loading import load
from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.results import Declined
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove

FOLDER = Path(__file__).parent


def statements(name: str) -> dict[str, Sequent]:
    result = load([FOLDER / f"{name}.py"])
    assert result.errors == ()
    return {s.id: Sequent(s.hypotheses, s.goal) for item in result.items for s in item.statements}  # type: ignore[union-attr]


TRUE = statements("provable") | statements("provable_products")
FALSE = statements("unprovable") | statements("unprovable_products")


def evidence(sequent: Sequent) -> Any:
    """What the search finds, as it would be stored; None where it finds nothing."""
    try:
        found = find_proof(sequent)
    except OpenObligation:
        return None
    return None if isinstance(found, Declined) else json.loads(json.dumps(found))


def test_twins() -> None:
    assert len(TRUE) >= 60 and len(set(TRUE) & set(FALSE)) >= 30


@pytest.mark.parametrize("name", sorted(TRUE))
def test_a_true_statement_is_proved_and_not_its_twin(name: str) -> None:
    found = evidence(TRUE[name])
    assert found is not None
    assert prove(TRUE[name], found).kind == "proved"
    if name in FALSE:
        with pytest.raises(Rejected):  # the same evidence says nothing of the false twin
            prove(FALSE[name], found)


@pytest.mark.parametrize("name", sorted(FALSE))
def test_a_false_statement_is_not_proved(name: str) -> None:
    assert evidence(FALSE[name]) is None
