"""The maker of theorems: whole sequents, obligations, witnesses."""

from __future__ import annotations

import json
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
    inv,
    nat,
    number,
    ones,
    total,
    var,
)
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    TRIVIAL,
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
    ge,
    gt,
    r,
    refused,
    s,
    some,
    x,
    y,
)

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
