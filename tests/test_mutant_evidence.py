"""True statements, their evidence, and what it is worth for statements with one slip in them.

No slip may be both proved and refuted; the evidence of the true statement proves a slip only where the slip is true.
"""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Iterator
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
from tests.mutants.slips import slips

CLAIMS = Path(__file__).parent / "mutants" / "claims.py"
TRIED = 3  # slips of each statement that are also searched
WITNESS, PROOF = 2500, 300  # units of work
COUNTED: Counter[str] = Counter()
PROVED: list[str] = []
# Slips that change nothing: a symmetric matrix transposed, a constant Hessian elsewhere, (−x)², a trace transposed.
TRUE_SLIPS = {
    ("gls-backward", "transpose"), ("weight-norm-gradient", "transpose"), ("hessian", "sign"), ("hessian", "factor 2"),
    ("hessian", "transpose"), ("cauchy-schwarz", "sign"), ("variance-of-sum", "sign"), ("second-moment", "transpose"),
    ("second-moment", "exchange"), ("trace-cyclic", "transpose"),
}  # fmt: skip


@cache
def statements() -> dict[str, Sequent]:
    result = load([CLAIMS])
    assert result.errors == ()
    return {s.id: Sequent(s.hypotheses, s.goal) for item in result.items for s in item.statements}  # type: ignore[union-attr]


@cache
def evidence(name: str) -> Any:
    found = find_proof(statements()[name])
    assert not isinstance(found, Declined), name
    return json.loads(json.dumps(found))


NAMES = sorted(statements())


def accepts(sequent: Sequent, found: Any) -> bool:
    try:
        return prove(sequent, found).kind == "proved"
    except Rejected:
        return False


def refuted(sequent: Sequent, work: int = WITNESS) -> bool:
    witness = find_witness(sequent, seed=0, work=work)
    return not isinstance(witness, Declined) and refute(sequent, witness).kind == "refuted"


def provable(sequent: Sequent) -> bool:
    try:
        found = find_proof(sequent, work=PROOF)
    except OpenObligation:
        return False
    return not isinstance(found, Declined) and accepts(sequent, found)


def test_there_are_statements_of_every_kind() -> None:
    assert len(NAMES) >= 25


@pytest.mark.parametrize("name", NAMES)
def test_true_statements_are_proved_and_not_refuted(name: str) -> None:
    assert accepts(statements()[name], evidence(name))
    assert not refuted(statements()[name], 400)


@pytest.mark.parametrize("name", NAMES)
def test_evidence_is_not_evidence_for_a_slip(name: str) -> None:
    """Every slip of the goal and every dropped hypothesis: the true evidence is refused, or the slip is true."""
    for kind, slip in slips(statements()[name]):
        COUNTED["offered"] += 1
        if accepts(slip, evidence(name)):
            COUNTED["true slips"] += 1
            assert (name, kind) in TRUE_SLIPS, slip.goal
            assert not refuted(slip, 1000)


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_is_not_proved_and_refuted(name: str) -> None:
    """The search on slips of different kinds, and the refutation beside it."""
    made = list(slips(statements()[name]))
    random.Random(name).shuffle(made)
    for kind, slip in [next(m for m in made if m[0] == kind) for kind in sorted({k for k, _ in made})][:TRIED]:
        false, true = refuted(slip), provable(slip)
        COUNTED["searched"] += 1
        COUNTED["refuted"] += false
        COUNTED["proved"] += true
        assert not (false and true), (kind, slip)
        if true:  # a weaker bound, or a change that changes nothing: looked at harder
            PROVED.append(f"{name}: {kind}")
            assert not refuted(slip, 8 * WITNESS), (kind, slip)


# --- damaged evidence -----------------------------------------------------------------------------------------------


def cofactors(node: Any) -> Iterator[list[Any]]:
    """Every list of cofactors in the evidence that is not empty."""
    if isinstance(node, dict):
        if isinstance(node.get("eq"), list) and node["eq"] and "use" in node:
            yield node["eq"]
        for inner in node.values():
            yield from cofactors(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from cofactors(inner)


def doubled(item: list[Any]) -> None:
    item[0] = f"{2 * int(item[0].split('/')[0])}" + ("/" + item[0].split("/")[1] if "/" in item[0] else "")


def negated(item: list[Any]) -> None:
    item[0] = item[0][1:] if item[0].startswith("-") else "-" + item[0]


def longer(item: list[Any]) -> None:
    item[1] = [*item[1], ["#N", []]]


def unglued(item: list[Any]) -> None:
    item[3] = {key: f"elsewhere:{label.partition(':')[2]}" for key, label in item[3].items()} or {"_0:N": "?a:N"}


def renumbered(item: list[Any]) -> None:
    item[2] += 1000


DAMAGE = {f.__name__: f for f in (doubled, negated, longer, unglued, renumbered)}


@pytest.mark.parametrize("how", sorted(DAMAGE))
def test_damaged_evidence_is_rejected(how: str) -> None:
    tried = 0
    for name in NAMES:
        places = len(list(cofactors(evidence(name))))
        for k in range(places):
            broken = copy.deepcopy(evidence(name))
            item = list(cofactors(broken))[k][-1]
            before = copy.deepcopy(item)
            DAMAGE[how](item)
            if how == "unglued" and not before[3]:
                continue
            tried += 1
            assert not accepts(statements()[name], broken), (name, before, item)
    assert tried >= 10


def test_a_missing_or_foreign_obligation_is_noticed() -> None:
    for name in NAMES:
        found = evidence(name)
        for changed in ([], [*found["obligations"], ["hyp", 0]], found["obligations"][:-1]):
            if changed != found["obligations"]:
                assert not accepts(statements()[name], {**found, "obligations": changed})


def test_evidence_of_one_statement_is_none_for_another() -> None:
    """Of those that need any: where both sides are the same polynomial, the evidence is empty."""
    needed = [name for name in NAMES if list(cofactors(evidence(name)))]
    for name in needed:
        assert [other for other in NAMES if accepts(statements()[other], evidence(name))] == [name]


def test_the_counts(capsys: pytest.CaptureFixture[str]) -> None:
    """Printed, and large enough to mean something; run with the tests above."""
    with capsys.disabled():
        print("\nslips:", dict(COUNTED), "proved:", "; ".join(PROVED))
    if COUNTED["offered"] and COUNTED["searched"]:
        assert COUNTED["offered"] > 700 and COUNTED["true slips"] < 20
        assert COUNTED["refuted"] > COUNTED["searched"] / 2
