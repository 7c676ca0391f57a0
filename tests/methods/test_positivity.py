"""Polynomials that are positive by the signs of their terms: the kernel takes the proof; others have none."""

from __future__ import annotations

import pytest

from proofread.methods.fuel import Fuel
from proofread.methods.inequalities import prove_inequality
from proofread.methods.positivity import contradiction, not_negative
from proofread.methods.proofs import Proof
from proofread.methods.prove import each
from proofread.trusted import kernel
from proofread.trusted.kernel import Sequent
from proofread.trusted.rules import FALSUM
from proofread.trusted.terms import Prop, nat, relation, var

x, y, v = var("x"), var("y"), var("v")
s, t, n = nat("s"), nat("t"), nat("n")


def ge(a: object, b: object) -> Prop:
    return relation("ge", a, b)


def gt(a: object, b: object) -> Prop:
    return relation("gt", a, b)


TRUE = [
    ("x, y ≥ 1", [ge(x, 1), ge(y, 1)], ge(x * x * y - x * x - y + 1, 0)),
    ("bounds that are no integers", [ge(2 * x, 1), gt(1, 3 * y)], gt(x * (1 - 3 * y), 0)),
    ("an upper bound", [gt(0, v)], ge(0, v * (t + 1) * (t + 1) * (t + 1))),
    ("an even power of what has no bound", [ge(x, 0)], ge(x * y * y + 1, 0)),
    ("strict because of the constant", [], gt(2 * (1 + s) * (1 + t) * (1 + t), (1 + s) * (1 + t) * (1 + t))),
    ("beyond something that grows", [gt(v, 0), ge(n, v * (t + 1) + 1)], gt((t + n) * (t + n), v * t)),
    ("contradiction", [gt(0, v), ge(v * (t + 1) * (t + 1), (t + 1) * (t + 1))], FALSUM),
]  # fmt: skip
OPEN = [
    ("not strict where all can be 0", [ge(x, 0), ge(y, 0)], gt(x + y, 0)),
    ("an odd power of what has no bound", [ge(x, 0)], ge(x * y, 0)),
    ("a negative coefficient", [ge(x, 1), ge(y, 1)], ge(x * y - x - y, 0)),
    ("s ≥ 0 only", [], gt(2 * s * (1 + t), (1 + s) * (1 + t))),
    ("bounds from the wrong side", [ge(1, x), ge(1, y)], ge(x * x * y - x * x - y + 1, 0)),
    ("no contradiction", [gt(0, v), ge(v * t, t)], FALSUM),
]  # fmt: skip


@pytest.mark.parametrize(("hyps", "goal"), [row[1:] for row in TRUE], ids=[row[0] for row in TRUE])
def test_positive_by_its_terms(hyps: list[Prop], goal: Prop) -> None:
    found = each(tuple(hyps), [goal], 300, 600)
    assert found
    assert kernel.prove(Sequent(tuple(hyps), goal), {"obligations": [], "proof": found[0]}).kind == "proved"


@pytest.mark.parametrize(("hyps", "goal"), [row[1:] for row in OPEN], ids=[row[0] for row in OPEN])
def test_what_its_terms_do_not_show(hyps: list[Prop], goal: Prop) -> None:
    proof = Proof(hyps, fuel=Fuel(10_000))
    facts, _ = proof.facts()
    lowered = proof.lowered(goal)
    assert lowered is not None
    if goal == FALSUM:
        assert contradiction(facts, 30) is None
    else:
        assert not_negative(lowered.poly, facts, strict=goal.op == "gt") is None
    assert prove_inequality(proof, lowered, [goal], facts, quick=False) is None
