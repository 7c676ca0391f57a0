"""False statements must never be proved, and nearly all are refuted with an instance the kernel accepts.

The claim files beside this one are written in the language of claims; twins.py says under the same names what is true.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proofread.language.loading import load
from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove, refute

FOLDER = Path(__file__).parent
FILES = ("analysis", "calculus", "matrices", "probability")
PROOF = 300  # units of work
WITNESS = 6000
# An instance cannot show that no y serves every x, nor what a sequence does for ever; everything else is refuted.
NOT_REFUTED = {"order-of-quantifiers", "recursion-shifted", "decay-without-power"}
HARDER = {"orthogonal-rows", "ridge-without-n", "gls-without-condition", "elbo-without-simplex"}
WITNESSED: set[str] = set()


def sequents(name: str) -> dict[str, Sequent]:
    result = load([FOLDER / f"{name}.py"])
    assert result.errors == ()
    return {s.id: Sequent(s.hypotheses, s.goal) for item in result.items for s in item.statements}  # type: ignore[union-attr]


FALSE = {name: sequent for file in FILES for name, sequent in sequents(file).items()}
TWINS = sequents("twins")


@cache
def evidence() -> dict[str, Any]:
    """Evidence for the twins that the search proves."""
    found = {}
    for name in sorted(TWINS):
        try:
            proof = find_proof(TWINS[name], work=600)
        except OpenObligation:
            continue
        if not isinstance(proof, Declined):
            found[name] = json.loads(json.dumps(proof))
    return found


def accepts(sequent: Sequent, found: Any) -> bool:
    try:
        return prove(sequent, found).kind == "proved"
    except Rejected:
        return False


def test_there_are_many_and_of_every_kind() -> None:
    assert len(FALSE) >= 100 and set(TWINS) <= set(FALSE)
    assert set(FALSE) >= NOT_REFUTED | HARDER


@pytest.mark.parametrize("name", sorted(FALSE))
def test_a_false_statement_is_not_proved(name: str) -> None:
    try:
        found = find_proof(FALSE[name], work=PROOF)
    except OpenObligation:
        return
    assert isinstance(found, Declined)


@pytest.mark.parametrize("name", sorted(FALSE))
def test_a_false_statement_is_refuted(name: str) -> None:
    found = find_witness(FALSE[name], seed=0, work=WITNESS * (10 if name in HARDER else 1))
    if isinstance(found, Declined):
        assert name in NOT_REFUTED, found.reason
        return
    WITNESSED.add(name)
    assert refute(FALSE[name], json.loads(json.dumps(found))).kind == "refuted"
    if name in TWINS:
        with pytest.raises(Rejected):  # the same instance says nothing against what is true
            refute(TWINS[name], found)


def test_true_twins_are_true_where_the_false_ones_fail() -> None:
    proofs = evidence()
    assert len(proofs) >= 30
    assert all(accepts(TWINS[name], found) for name, found in proofs.items())


def test_no_evidence_of_a_twin_proves_a_false_statement() -> None:
    """Every piece of evidence is offered to every false statement."""
    assert [
        (name, other) for name, found in evidence().items() for other in FALSE if accepts(FALSE[other], found)
    ] == []


def test_the_count(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        twins = f"twins proved {len(evidence())} of {len(TWINS)}"
        print(f"\nfalse statements: {len(FALSE)}, refuted {len(WITNESSED)}, {twins}")
