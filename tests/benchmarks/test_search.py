"""What it takes to find evidence for a statement, and a witness against its false twin."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.audit.decide import WITNESS
from proofread.methods.prove import find_proof
from proofread.methods.refutation import find_witness
from proofread.trusted.kernel import prove, refute
from tests.benchmarks.statements import forget, ols_residual, ols_residual_twin

pytestmark = pytest.mark.benchmark(group="OLS residual")


def test_find_its_proof(benchmark: Any) -> None:
    evidence = benchmark.pedantic(find_proof, (ols_residual(),), setup=forget, rounds=5)
    assert prove(ols_residual(), evidence).kind == "proved"


def test_find_a_witness_against_its_twin(benchmark: Any) -> None:
    twin = ols_residual_twin()
    witness = benchmark.pedantic(find_witness, (twin,), {"seed": 0, "work": WITNESS}, setup=forget, rounds=3)
    assert refute(twin, witness).kind == "refuted"
    assert max(witness["sizes"].values()) <= 2


def test_confirm_that_witness(benchmark: Any) -> None:
    twin = ols_residual_twin()
    witness = find_witness(twin, seed=0, work=WITNESS)
    theorem = benchmark.pedantic(refute, (twin, witness), setup=forget, rounds=20)
    assert theorem.kind == "refuted"
