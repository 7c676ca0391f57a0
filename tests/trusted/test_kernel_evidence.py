"""The maker of theorems: evidence that is no evidence, and the ledger."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove
from proofread.trusted.terms import (
    Prop,
    connective,
    deriv,
    index,
    integral,
    nat,
    predicate,
    total,
    var,
)
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    TRIVIAL,
    UNIT,
    A,
    E,
    J,
    N,
    algebra,
    e,
    eq,
    every,
    f,
    ge,
    gt,
    s,
    x,
    y,
)

# --- evidence that is no evidence -----------------------------------------------------------------------------------

HYPS = (gt(s, 0), eq(x, y), predicate("pd", A), every(index("%1", N), ge(x[index("%1", N)], 0)), eq(e, f))
GOAL = connective("and", ge(total(x * x), 0), eq(total(x), total(y)))
GLUED = [["1", [], 0, {"_0:N": "?a:N"}]]
SQUARE = {"c": "1", "q": [["1", [[0, ["?a:N"]]]]]}
FINE: dict[str, Any] = {
    "obligations": [],
    "proof": [
        "have",
        J(ge(t.exp(s), s)),
        [
            "fact",
            "exp_above_tangent",
            [J(s)],
            algebra([5], sq=[{"c": "1", "q": [["1", []]], "by": [[0, {}]]}, {"c": "1", "q": [["1", []]]}]),
        ],
        ["both", algebra([], sq=[SQUARE]), algebra([1], GLUED)],
    ],
}
GARBAGE: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    0.5,
    float("nan"),
    float("inf"),
    "",
    "hyp",
    "?a:N",
    "1/0",
    "\x00",
    "²",
    [],
    [[]],
    {},
    {"op": "var"},
    {"op": "ill", "args": [], "data": ["x"], "shape": []},
    {"q": "1/0"},
    {"size": [["N"]], "const": 0},
    {"tuple": 3},
    ["hyp", 0],
    {"op": [], "args": [], "data": [], "shape": []},
    [None] * 5,
]


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(p for k, v in inside for p in places(v, (*path, k)))]


def changed(node: Any, path: tuple[Any, ...], by: Any) -> Any:
    if not path:
        return by
    out = copy.copy(node)
    out[path[0]] = changed(node[path[0]], path[1:], by)
    return out


def at(node: Any, path: tuple[Any, ...]) -> Any:
    return at(node[path[0]], path[1:]) if path else node


def test_the_evidence_that_is_broken_below_is_fine() -> None:
    assert prove(Sequent(HYPS, GOAL), FINE).ledger


def verdict(evidence: Any, goal: Prop = GOAL) -> str:
    """ "proved" or the reason; any exception but Rejected fails the test."""
    try:
        return prove(Sequent(HYPS, goal), evidence).kind
    except Rejected as why:
        return str(why)


FALSE = connective("and", gt(total(x * x), 0), eq(total(x), total(2 * y)))


def test_malformed_evidence_is_rejected_and_raises_nothing_else() -> None:
    """Garbage at every place of sound evidence, for a true goal and for a false one."""
    rng, tried = random.Random(0), 0
    for path in places(FINE):
        for bad in rng.sample(GARBAGE, 5):
            found = changed(FINE, path, bad)
            verdict(found)
            assert verdict(found, FALSE) != "proved", (path, bad)
            tried += 1
    assert tried > 300


def test_parts_of_evidence_exchanged_prove_nothing_false() -> None:
    rng = random.Random(1)
    found = places(FINE)
    for _ in range(400):
        broken = changed(FINE, rng.choice(found), at(FINE, rng.choice(found)))
        assert verdict(broken, FALSE) != "proved"


@pytest.mark.parametrize(
    "whole",
    [
        None,
        [],
        "x",
        3,
        {},
        {"proof": CLEAR},
        {"obligations": []},
        {"obligations": 3, "proof": CLEAR},
        {"obligations": {}, "proof": None},
    ],
)
def test_evidence_has_two_parts(whole: Any) -> None:
    with pytest.raises(Rejected):
        prove(Sequent((), TRIVIAL), whole)


def test_evidence_without_end_is_rejected() -> None:
    deep: Any = CLEAR
    for _ in range(5000):
        deep = ["absurd", deep]
    refused_in_memory(FALSUM, deep)
    nest: Any = J(s)
    for _ in range(5000):
        nest = {"op": "exp", "args": [nest], "data": [], "shape": []}
    refused_in_memory(TRIVIAL, ["sign", nest, CLEAR, CLEAR, CLEAR])
    around: list[Any] = ["absurd"]
    around.append(around)
    refused_in_memory(FALSUM, around)


def refused_in_memory(goal: Prop, proof: Any) -> None:
    with pytest.raises(Rejected):
        prove(Sequent((), goal), {"obligations": [], "proof": proof})


def test_terms_in_memory_pass_the_same_gate() -> None:
    """from_json hands on what is no dict: a proposition of a class of its own is not believed."""

    class Believed(Prop):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = Prop.__hash__

    sham = Believed("equal", (s, s), ())
    refused_in_memory(FALSUM, ["have", sham, CLEAR, ["hyp", 0]])


# --- the ledger -----------------------------------------------------------------------------------------------------


def test_the_ledger_names_what_was_relied_upon() -> None:
    v = var("%1")
    theorem = kernel.prove(Sequent(HYPS, GOAL), FINE)
    assert theorem.ledger == ("fact exp_above_tangent",)
    slope = eq(deriv(v, E(t.apply("f", "entrywise", v * e)), s), E(e * deriv(v, t.apply("f", "entrywise", v), s * e)))
    found = prove(Sequent((), slope), {"obligations": [], "proof": CLEAR}).ledger
    assert len(found) == 3 and any("exchanged" in line for line in found) and any("smooth" in line for line in found)
    mass = prove(
        Sequent((), eq(integral(("Om", True), UNIT), 1)),
        {"obligations": [], "proof": ["fact", "total_probability", [J(E(UNIT))], ["hyp", 0]]},
    )
    assert "fact total_probability" in mass.ledger


def test_induction_and_computation_are_on_the_ledger() -> None:
    up = ["induction", "n", CLEAR, CLEAR]
    assert "induction" in prove(Sequent((), eq(nat("n"), nat("n"))), {"obligations": [], "proof": up}).ledger
    assert prove(Sequent((), eq(t.const(2), 2)), {"obligations": [], "proof": ["evaluate"]}).ledger
