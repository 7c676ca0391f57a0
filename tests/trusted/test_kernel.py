"""The maker of theorems: whole sequents, obligations, witnesses, and evidence that is no evidence."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

import pytest

from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove, refute
from proofread.trusted.sizes import Size
from proofread.trusted.terms import (
    Prop,
    Term,
    connective,
    deriv,
    eye,
    index,
    integral,
    inv,
    nat,
    number,
    ones,
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
    D,
    E,
    J,
    M,
    N,
    accepted,
    algebra,
    apart,
    column,
    e,
    eq,
    every,
    f,
    ge,
    gt,
    r,
    refused,
    s,
    some,
    x,
    y,
)

A1 = ["1", [], 0, {}]


# --- sequents -------------------------------------------------------------------------------------------------------


def test_hypotheses_are_a_tuple_and_the_sequent_is_no_look_alike() -> None:
    """A theorem that holds a list could be given other hypotheses afterwards."""

    class LookAlike(Sequent):
        pass

    for bad in (Sequent([FALSUM], FALSUM), LookAlike((FALSUM,), FALSUM)):  # type: ignore[arg-type]
        with pytest.raises(Rejected, match="tuple of hypotheses"):
            prove(bad, {"obligations": [], "proof": ["hyp", 0]})


@pytest.mark.parametrize("bad", [3, "0 = 0", None, s, True, Term("equal", (s, s), ())])
def test_a_sequent_is_made_of_propositions(bad: Any) -> None:
    for sequent in (Sequent((bad,), TRIVIAL), Sequent((), bad)):
        with pytest.raises(Rejected):
            prove(sequent, {"obligations": [], "proof": CLEAR})
        with pytest.raises(Rejected):
            refute(sequent, {})


def test_poison_is_not_proved_and_not_refuted() -> None:
    for p in (eq(x, column("z", D)), eq(x @ y, 0), connective("or", TRIVIAL, eq(t.trace(x), 0))):
        refused([], p, CLEAR, "ill-shaped")
        refused([p], p, ["hyp", 0], "ill-shaped")
        with pytest.raises(Rejected, match="ill-shaped"):
            refute(Sequent((), p), {"sizes": {"N": 1, "d": 1}, "values": {}})


CLAIMED = [
    Prop("equal", (x, column("z", D)), ()),  # two sizes
    Prop("equal", (Term("total", (x,), (), (N, D)), s), ()),  # a shape of its own
    Prop("forall", (TRIVIAL,), (Term("add", (), ("x", None), ()),)),  # no variable
    Prop("not", (TRIVIAL, FALSUM), ()),
    Prop("implies", (TRIVIAL,), ()),
    Prop("iff", (TRIVIAL, TRIVIAL, TRIVIAL), ()),
    Prop("equal", (s,), ()),
    Prop("equal", (s, s), ("more",)),
    Prop("nonsense", (s, s), ()),
    Prop("equal", (TRIVIAL, TRIVIAL), ()),
    Prop("and", (s, s), ()),
    Prop("pd", (x,), ()),
    Prop("equal", (Term("power", (s,), (-1,)), s), ()),
    Prop("equal", (Term("var", (s,), ("v", None)), s), ()),
    Prop("equal", (Term("var", (), ("v", None, 7)), s), ()),
    Prop("equal", (Term("const", (), (1,)), s), ()),
    Prop("equal", (Term("eye", (), (), (N, D)), s), ()),
    Prop("equal", (Term("integral", (e,), (("Om", 1),)), s), ()),
    Prop("equal", (Term("bsum", (s,), (nat("n"),)), s), ()),
    Prop("equal", (Term("deriv", (s, s), (index("i", N),)), s), ()),
    Prop("equal", (Term("entry", (x, index("i", D), t.const(0))), s), ()),
    Prop("equal", (Term("sequence", (t.const(-1),), ("a",)), s), ()),
    Prop("equal", (Term("natpow", (s, s), ()), s), ()),
    Prop("equal", (Term("apply", (s,), ("f", "oracle")), s), ()),
    Prop("equal", (Term("array", (s,), (), (Size((), 2), Size((), 1))), s), ()),
    Prop("equal", (var("v", (Size((("N", 1, 1), ("N", 1, 1)), 0), Size((), 1))), s), ()),
    Prop("equal", (var("v", (Size((("N", 1, 0),), 3), Size((), 1))), s), ()),
]


@pytest.mark.parametrize("p", CLAIMED, ids=range(len(CLAIMED)))
def test_statements_are_what_their_operators_make(p: Prop) -> None:
    refused([p], p, ["hyp", 0], "operators make|malformed")


def test_one_size_has_one_least_value() -> None:
    """N ≥ 1 in one place and N ≥ 2 in another: what follows from the one is not said of the other."""
    other = Size((("N", 2, 1),), 0)
    by = {"c": "1", "q": [["1", []]], "by": [[1, {}]]}
    larger = ["fact", "size_least", [J(number(other))], algebra([0, 1], sq=[by])]
    refused([eq(x, 0)], ge(number(other), 2), larger, "two least values")
    accepted([], ge(number(other), 2), ["fact", "size_least", [J(number(other))], ["hyp", 0]])


def test_one_name_may_stand_for_things_of_different_kinds() -> None:
    n = var("n", (N, t.ONE))
    refused([eq(n, 0)], eq(nat("n"), 0), algebra([0], [["1", [], 0, {"_0:N": "?a:N"}]]), "left over")


# --- obligations ----------------------------------------------------------------------------------------------------


def test_every_obligation_has_a_proof_of_its_own() -> None:
    goal = eq(s / s, s / s)
    refused([], goal, CLEAR, "1 obligations, 0 proofs")
    refused([], goal, CLEAR, "apart is not", [CLEAR])
    refused([apart(s)], goal, CLEAR, "1 obligations, 2 proofs", [["hyp", 0], ["hyp", 0]])
    refused([apart(r)], goal, CLEAR, "is not the goal", [["hyp", 0]])
    accepted([apart(s)], goal, CLEAR, [["hyp", 0]])
    refused([], eq(s, s), CLEAR, "0 obligations, 1 proofs", [CLEAR])


def test_hypotheses_have_obligations_too() -> None:
    refused([gt(t.log(s), 0)], TRIVIAL, CLEAR, "1 obligations")


def test_what_is_proved_is_not_used_for_its_obligations() -> None:
    refused([], gt(t.sqrt(s), -1), CLEAR, "no hypothesis", [["hyp", 0]])


# --- witnesses ------------------------------------------------------------------------------------------------------


def refuted(hyps: list[Prop], goal: Prop, witness: dict[str, Any]) -> kernel.Theorem:
    return refute(Sequent(tuple(hyps), goal), json.loads(json.dumps(witness)))


def not_refuted(hyps: list[Prop], goal: Prop, witness: Any, why: str) -> None:
    with pytest.raises(Rejected, match=why):
        refute(Sequent(tuple(hyps), goal), witness)


def test_a_witness_is_inside_the_hypotheses_and_outside_the_goal() -> None:
    assert refuted([gt(s, 0)], gt(s, 1), {"values": {"s": "1/2"}}).kind == "refuted"
    not_refuted([gt(s, 0)], gt(s, 1), {"values": {"s": "-1"}}, "hypothesis 0 is not confirmed")
    not_refuted([gt(s, 0)], gt(s, 1), {"values": {"s": "2"}}, "not refuted at the instance")
    not_refuted([gt(s, 0), gt(0, s)], FALSUM, {"values": {"s": "2"}}, "hypothesis 1 is not confirmed")


def test_equal_enclosures_refute_nothing() -> None:
    true = eq(t.exp(s + 1), t.exp(s) * t.exp(1))
    not_refuted([], true, {"values": {"s": "1"}}, "not refuted at the instance")
    nearly = eq(t.exp(s), t.exp(s) + t.const(t.Fraction(1, 10**40)))
    not_refuted([], nearly, {"values": {"s": "1"}}, "not refuted at the instance")
    assert refuted([], eq(t.exp(s), 3), {"values": {"s": "1"}}).kind == "refuted"


def test_a_hypothesis_that_is_only_enclosed_is_not_confirmed() -> None:
    h = eq(t.sqrt(s) * t.sqrt(s), s)
    not_refuted([h], gt(0, s), {"values": {"s": "2"}}, "not confirmed")
    not_refuted([every(var("c"), ge(t.exp(var("c")), 0))], FALSUM, {}, "not confirmed")


def test_outside_the_domain_nothing_is_refuted() -> None:
    not_refuted([], eq(s / s, 1), {"values": {"s": "0"}}, "not defined")
    not_refuted([], eq(t.log(s * s), 2 * t.log(s)), {"values": {"s": "-1"}}, "not refuted|not defined")
    not_refuted([], eq(inv(A) @ A, eye(N)), {"sizes": {"N": 1}, "values": {"A": [["0"]]}}, "not refuted|not defined")
    v = var("%1")
    not_refuted([], eq(deriv(v, t.absolute(v), s), 1), {"values": {"s": "0"}}, "not refuted|not defined")
    not_refuted([eq(1 / s, 0)], FALSUM, {"values": {"s": "0"}}, "not defined")


def test_a_choice_is_for_universal_quantifiers_in_front() -> None:
    c = var("%1")
    assert refuted([], every(c, eq(c, 0)), {"choose": [["%1", "1"]]}).kind == "refuted"
    not_refuted([], some(c, eq(c, 0)), {"choose": [["%1", "1"]]}, "not the outermost")
    not_refuted([], every(c, eq(c, c)), {"choose": [["%1", "1"]]}, "not refuted")
    not_refuted([], every(c, eq(c, 0)), {"choose": [["%2", "1"]]}, "not the outermost")
    not_refuted([], connective("not", every(c, eq(c, 0))), {"choose": [["%1", "1"]]}, "not the outermost")
    not_refuted([every(c, eq(c, 0))], FALSUM, {"choose": [["%1", "0"]]}, "not the outermost|not confirmed")
    k = index("%1", N)
    not_refuted(
        [],
        every(k, eq(x[k], 0)),
        {"sizes": {"N": 1}, "values": {"x": ["1"]}, "choose": [["%1", 1]]},
        "beyond its range",
    )


BROKEN: list[Any] = [
    None,
    3,
    [],
    "x",
    {},
    {"values": None},
    {"values": {"s": 1}},
    {"values": {"s": 0.5}},
    {"values": {"s": "1/0"}},
    {"values": {"s": "nan"}},
    {"values": {"s": "1e5"}},
    {"values": {"s": ["1"]}},
    {"values": {"s": True}},
    {"sizes": {"N": "1"}, "values": {"s": "1"}, "more": {}},
    {"values": {"s": "1"}, "choose": 3},
    {"values": {"s": "1"}, "choose": [["s", "1"]]},
    {"values": {"r": "1"}},
]


@pytest.mark.parametrize("witness", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_witness_is_rejected_and_nothing_else(witness: Any) -> None:
    not_refuted([], eq(s, 0), witness, ".")


def test_instances_fit_the_statement() -> None:
    goal = eq(E(e), 0)
    good: dict[str, Any] = {"spaces": {"Om": ["1/2", "1/2"]}, "values": {"e": {"points": ["1", "2"]}}}
    assert refuted([], goal, good).kind == "refuted"
    for weights in (["1/2", "1/3"], ["1", "0"], ["2", "-1"], [], ["1"], "1"):
        not_refuted([], goal, {**good, "spaces": {"Om": weights}}, "not an instance")
    not_refuted([], eq(total(ones(N)), 1), {"sizes": {"N": 0}}, "at least 1")
    assert refuted([], eq(total(ones(M)), 1), {"sizes": {"M": 0}}).kind == "refuted"


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
