"""What the kernel takes to check what is saved. The results are asserted, the times only printed."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted.kernel import prove
from proofread.trusted.recheck import Outcome, recheck_file
from tests.benchmarks.statements import EVIDENCE, anew, forget, ols_residual, stored


@pytest.mark.benchmark(group="kernel, one statement")
def test_prove_from_saved_evidence(benchmark: Any) -> None:
    """OLS residual, every N and d and any law of the noise."""
    sequent, evidence = ols_residual(), stored(ols_residual())["evidence"]

    def given() -> tuple[tuple[Any, ...], dict[str, Any]]:
        forget()
        return (anew(sequent), evidence), {}

    theorem = benchmark.pedantic(prove, setup=given, rounds=20)
    assert theorem.kind == "proved" and theorem.sequent == sequent


@pytest.mark.benchmark(group="kernel, one statement")
def test_check_the_instance_of_the_hypotheses(benchmark: Any) -> None:
    sequent, satisfying = ols_residual(), stored(ols_residual())["satisfying"]
    instance = exact.read_instance(satisfying, sequent.hypotheses)
    held = benchmark.pedantic(lambda: [exact.holds(h, instance) for h in sequent.hypotheses], setup=forget, rounds=20)
    assert held == [True] * len(sequent.hypotheses)


@pytest.mark.benchmark(group="recheck, one file")
def test_recheck_in_this_process(benchmark: Any) -> None:
    outcomes: list[Outcome] = benchmark.pedantic(lambda: list(recheck_file(EVIDENCE)), setup=forget, rounds=1)
    states = Counter(o.state for o in outcomes)
    assert states["failed"] == 0, [o for o in outcomes if o.state == "failed"]
    assert states["rechecked"] > 50 and states.total() == len(EVIDENCE.read_text(encoding="utf-8").splitlines())


@pytest.mark.benchmark(group="recheck, one file")
def test_only_read_the_same_file(benchmark: Any) -> None:
    """What of that is reading JSON."""
    records = benchmark(lambda: [json.loads(line) for line in EVIDENCE.read_text(encoding="utf-8").splitlines()])
    assert all({"hash", "kind", "checksum"} <= set(r) for r in records)
