"""False statements must never be proved, and nearly all are refuted with an instance the kernel accepts.

The claim files beside this one are written in the language of claims; twins.py and twins_more.py say under the same
names what is true. The search has no seed. It gets its full budget here and ten times that under `pytest -m slow`.
"""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proofread.language.loading import load
from proofread.methods.goals import FULL
from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove, refute
from tests.damaging import damages

FOLDER = Path(__file__).parent
FILES = ("analysis", "calculus", "classics", "counting", "matrices", "probability", "spaces", "limits")
WITNESS = 6000  # units of work
# An instance cannot show that no y serves every x, nor what a sequence does for ever, nor where something is undefined.
NOT_REFUTED = {
    "order-of-quantifiers", "recursion-shifted", "decay-without-power", "tanh-reaches-one", "every-has-a-root",
    "one-bound-for-all", "arithmetic-recursion", "momentum-forgets", "descent-too-long", "cubic-is-quadratic",
    "linear-is-constant", "two-variables-one-forgotten", "constant-vanishes", "powers-of-two-vanish",
    "integral-over-a-pole", "principal-value", "divergent-integral", "grandi", "geometric-outside",
    "limit-from-the-wrong-side", "two-sided-sign", "oscillating-limit", "slope-of-the-wrong-function",
    "powers-of-minus-one-vanish", "limit-is-one-of-half", "bounded-converges", "self-quotient", "hole-filled",
}  # fmt: skip
HARDER = {
    "orthogonal-rows", "ridge-without-n", "gls-without-condition", "elbo-without-simplex", "kl-triangle",
    "quadratic-form-symmetric", "ols-with-the-wrong-degrees", "cancel-matrix",
}  # fmt: skip
# Where the search for an instance is too weak, here is one; the kernel says whether it is.
SETTLING = {"kind": "sequence", "then": "constant"}
BY_HAND: dict[str, dict[str, Any]] = {
    "thin-point": {"values": {"x": "12345"}},
    "largest-below-one": {"choose": [["%1", "1999/2000"]]},
    "left-inverse-right-inverse": {"sizes": {"N": 2, "d": 1}, "values": {"A": [["1"], ["0"]], "B": [["1", "0"]]}},
    "orthogonal-is-symmetric": {"sizes": {"n": 2}, "values": {"Q": [["0", "-1"], ["1", "0"]]}},
    "stationary-is-unique": {
        "sizes": {"n": 1},
        "values": {"x": ["1"], "y": ["-1"]},
        "functions": {"L": {"kind": "field", "linear": ["-3"], "cubic_diagonal": ["1"]}},
    },
    "constant-hessian-without-gradient": {
        "sizes": {"n": 1},
        "values": {"H": [["0"]]},
        "functions": {"L": {"kind": "field", "linear": ["1"]}},
    },
    "geometric-recursion": {
        "values": {"q": "0"},
        "nats": {"t": 0},
        "functions": {"a": {**SETTLING, "values": ["1", "0"]}},
    },
    "matrix-recursion-transposed": {
        "sizes": {"n": 2},
        "values": {"W": [["1", "1"], ["0", "0"]]},
        "functions": {"h": {**SETTLING, "values": [["0", "1"], ["1", "0"]]}},
    },
}
WITNESSED: set[str] = set()
DAMAGES = 20  # ways in which each piece of evidence is damaged


def sequents(name: str) -> dict[str, Sequent]:
    result = load([FOLDER / f"{name}.py"])
    assert result.errors == ()
    return {s.id: Sequent(s.hypotheses, s.goal) for item in result.items for s in item.statements}  # type: ignore[union-attr]


FALSE = {name: sequent for file in FILES for name, sequent in sequents(file).items()}
TWINS = {**sequents("twins"), **sequents("twins_more")}


@cache
def evidence() -> dict[str, Any]:
    """Evidence for the twins that the search proves."""
    found = {}
    for name in sorted(TWINS):
        try:
            proof = find_proof(TWINS[name], work=2000)
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


def found_nothing(name: str, work: int) -> bool:
    try:
        return isinstance(find_proof(FALSE[name], work=work), Declined)
    except OpenObligation:
        return True


def test_there_are_many_and_of_every_kind() -> None:
    assert len(FALSE) >= 290 and set(TWINS) <= set(FALSE)
    assert set(FALSE) >= NOT_REFUTED | HARDER | set(BY_HAND)


@pytest.mark.parametrize("name", sorted(FALSE))
def test_a_false_statement_is_not_proved(name: str) -> None:
    assert found_nothing(name, FULL)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FALSE))
def test_a_false_statement_is_not_proved_with_ten_times_the_budget(name: str) -> None:
    assert found_nothing(name, 10 * FULL)


@pytest.mark.parametrize("name", sorted(BY_HAND))
def test_an_instance_written_by_hand_refutes(name: str) -> None:
    assert refute(FALSE[name], BY_HAND[name]).kind == "refuted"


@pytest.mark.parametrize("name", sorted(FALSE))
def test_a_false_statement_is_refuted(name: str) -> None:
    found = find_witness(FALSE[name], seed=0, work=WITNESS * (10 if name in HARDER else 1))
    if isinstance(found, Declined):
        assert name in NOT_REFUTED or name in BY_HAND, found.reason
        return
    WITNESSED.add(name)
    assert refute(FALSE[name], json.loads(json.dumps(found))).kind == "refuted"
    if name in TWINS:
        with pytest.raises(Rejected):  # the same instance says nothing against what is true
            refute(TWINS[name], found)


def test_true_twins_are_true_where_the_false_ones_fail() -> None:
    proofs = evidence()
    assert len(proofs) >= 100
    assert all(accepts(TWINS[name], found) for name, found in proofs.items())


def test_no_evidence_of_a_twin_proves_a_false_statement() -> None:
    """Every piece of evidence is offered to every false statement."""
    assert [
        (name, other) for name, found in evidence().items() for other in FALSE if accepts(FALSE[other], found)
    ] == []


@pytest.mark.parametrize("name", sorted(TWINS))
def test_damaged_evidence_of_a_twin_proves_no_false_statement(name: str) -> None:
    if name not in evidence():
        pytest.skip("no evidence")
    damaged = list(damages(evidence()[name], random.Random(name), DAMAGES))
    assert len(damaged) == DAMAGES
    assert not [d for d in damaged if accepts(FALSE[name], d)]


def test_the_count(capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        twins = f"twins proved {len(evidence())} of {len(TWINS)}"
        print(f"\nfalse statements: {len(FALSE)}, refuted {len(WITNESSED)}, {twins}")
    assert len(FALSE) >= 200 and len(evidence()) >= 100
