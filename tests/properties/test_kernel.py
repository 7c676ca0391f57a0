"""Whatever the kernel accepts agrees with exact evaluation at rational points: random statements, found evidence,
damaged evidence, evidence made up on the spot. `--hypothesis-profile=thorough` tries thousands.

Instances at size 1 and unequal sizes are drawn on purpose. Each property counts what was accepted, so that none passes
by refusing everything.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.results import Declined
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import is_poison, relation
from proofread.trusted.trees import free_spaces
from tests.damaging import damages
from tests.properties.drawing import (
    accepted,
    assuming,
    claim,
    judged,
    number,
    with_obligations,
)  # fmt: skip
from tests.properties.laws import rewritten
from tests.trusted.attacks import CLEAR, algebra

RANDOM = st.integers(0, (1 << 64) - 1).map(Random)
SEEN: Counter[str] = Counter()
QUICK = 5  # units of search


@pytest.fixture(scope="module", autouse=True)
def enough() -> Iterator[None]:
    """At the end: of each kind of evidence some was accepted, and is true at the instances that were drawn."""
    yield
    if file := os.environ.get("COUNTS"):  # asked for by those who count
        Path(file).write_text(json.dumps(SEEN, sort_keys=True))
    kinds = {kind for kind, _, _ in (k.partition(" ") for k in SEEN)}
    assert all(SEEN[f"{kind} confirmed"] for kind in kinds), SEEN


def believed(kind: str, rng: Random, sequent: Sequent, evidence: Any) -> bool:
    """Whether the kernel accepts, having checked that no instance says otherwise."""
    taken = accepted(sequent, json.loads(json.dumps(evidence)))
    SEEN[f"{kind} {'accepted' if taken else 'refused'}"] += 1
    if taken:
        held, at = judged(rng, sequent)
        SEEN[f"{kind} confirmed"] += held > 0
        assert at is None, (sequent.hypotheses, sequent.goal, evidence, at)
    return taken


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(RANDOM)
def test_what_multiplies_out_is_true(rng: Random) -> None:
    sequent = assuming((), claim(rng))
    if sequent is not None:
        believed("equations", rng, sequent, with_obligations(sequent, CLEAR))


def drawn_sequent(rng: Random) -> Sequent | None:
    """An equation for b, an inequality, and a goal that has to do with them."""
    s, q = number(rng), number(rng, rng.choice([0, 0, 1]))
    b = t.var("b")
    hypotheses = [relation("equal", b, s)] if rng.random() < 0.7 else []
    hypotheses += [relation(rng.choice(["ge", "gt"]), q, 0)] if rng.random() < 0.5 else []
    c = rng.choice([1, 2, -1])
    x = rng.choice([b, b * q, q * q, q, b + q, s * c])
    y = rng.choice([s, s * q, 0, s + q, b * c, -q, rewritten(s, rng, 2)])
    goal = relation(rng.choice(["equal", "ge", "gt"]), x, y)
    return assuming(hypotheses, goal)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(RANDOM)
def test_what_the_methods_find_and_the_kernel_accepts_is_true(rng: Random) -> None:
    """And the same evidence damaged, and offered to a goal with a slip in it."""
    sequent = drawn_sequent(rng) if rng.random() < 0.8 else assuming((), claim(rng, 1))
    if sequent is None:
        return
    try:
        found = find_proof(sequent, work=QUICK)
    except OpenObligation:
        return
    if isinstance(found, Declined):
        return
    assert believed("found", rng, sequent, found)
    for evidence in damages(found, rng, 6):
        believed("damaged", rng, sequent, evidence)
    left, right = sequent.goal.args
    for _ in range(3):
        goal = relation(rng.choice(["equal", "ge", "gt"]), rewritten(left, rng, 1), rewritten(right, rng, 1))
        if is_poison(goal) is None:
            slipped = Sequent(sequent.hypotheses, goal)
            for evidence in (found, *damages(found, rng, 2)):
                believed("slipped", rng, slipped, evidence)


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(RANDOM)
def test_made_up_combinations_prove_what_is_true(rng: Random) -> None:
    """Σ cᵢ·kᵢ·(facts) + Σ c·q²·(facts ≥ 0), with the goal that it gives, right or with a slip in it."""
    hypotheses = [
        relation(rng.choice(["equal", "ge", "gt"]), number(rng), number(rng, 0)) for _ in range(rng.choice([1, 2]))
    ]
    total, eqs, squares = t.const(0), [], []
    for k, h in enumerate(hypotheses):
        c = rng.choice([-2, -1, 1, 3])
        slip = rng.choice([0] * 10 + [1, -1])
        difference = h.args[0] - h.args[1]
        if rng.random() < 0.5:
            eqs.append([str(c), [], k, {}])
            total = total + (c + slip) * difference
        else:
            squares.append({"c": str(abs(c)), "q": [["2", []]], "by": [[k, {}]] * rng.choice([1, 1, 2])})
            total = total + (4 * abs(c) + slip) * difference ** len(squares[-1]["by"])
    if rng.random() < 0.3:
        squares.append({"c": rng.choice(["1", "0", "-1"]), "q": [["1", []]]})
        total = total + 1
    goal = relation(rng.choice(["ge", "ge", "gt"] if squares else ["equal", "equal", "ge"]), total, 0)
    sequent = assuming(hypotheses, goal)
    if sequent is None or free_spaces(goal):
        return
    use = [sequent.hypotheses.index(h) for h in hypotheses]
    believed("combinations", rng, sequent, with_obligations(sequent, algebra(use, eqs, squares)))
