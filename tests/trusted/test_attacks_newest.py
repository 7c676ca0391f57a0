"""Attacks on the newest ways to refute and to compute: hidden variables, slopes of determinants, sequences that go on,
given propositions. Each that is refused stands beside an honest twin, where there is one."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import scalar_terms as sc
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected, Table, lower_relation
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term, connective, nat, var
from proofread.trusted.terms_matrices import det
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    D,
    J,
    M,
    N,
    accepted,
    apart,
    column,
    eq,
    every,
    ge,
    gt,
    refused,
    s,
    some,
)

AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}
V, W, K = var("%1"), var("%2"), nat("%1")


def refuted(hyps: list[Prop], goal: Prop, **witness: Any) -> Theorem:
    return refute(Sequent(tuple(hyps), goal), {**AT, **witness})


def negation(p: Prop) -> Prop:
    return connective("not", p)


def closed(p: Prop) -> bool | None:
    return exact.holds(p, exact.EMPTY)


# --- a variable that hides another of its name ----------------------------------------------------------------------


def test_a_variable_for_all_of_whose_values_is_not_solved_for() -> None:
    """∃v ∀v: v = 0 once was solved by v = 0, and proved everything."""
    for hiding in (some(V, every(V, eq(V, 0))), some(W, some(V, every(V, eq(V, 1)))), some(V, every(V, eq(V + W, W)))):
        assert closed(some(W, hiding)) is not True
    refused([], FALSUM, ["have", J(some(V, every(V, eq(V, 0)))), ["evaluate"], ["hyp", 0]], "does not confirm")
    accepted([], some(V, every(W, eq(V * W, 0))), ["evaluate"])
    accepted([], some(V, every(W, eq(V + W - W, 2))), ["evaluate"])


@pytest.mark.parametrize(
    "prop",
    [
        every(V, some(V, apart(V, V))),
        some(V, every(V, eq(V * V, V))),
        every(V, every(V, eq(V, 0))),
        some(V, every(W, some(V, negation(eq(V, V))))),
        some(W, every(V, every(W, eq(W, V)))),
        every(V, connective("implies", some(V, eq(V, 0)), eq(V, 0))),
        every(V, connective("implies", eq(V, 0), every(V, eq(V, 0)))),
        some(V, connective("and", eq(V, 1), every(V, eq(V, 1)))),
    ],
)
def test_hidden_variables_make_nothing_true(prop: Prop) -> None:
    assert closed(prop) is not True
    refused([], prop, ["evaluate"], "does not confirm")


def test_true_statements_with_hidden_variables_are_not_refuted() -> None:
    for prop in (every(V, some(V, eq(V, 0))), some(V, negation(every(V, eq(V, 0)))),
                 every(V, connective("implies", every(V, eq(V, 0)), eq(V, 1)))):  # fmt: skip
        with pytest.raises(Rejected):
            refuted([], prop)


# --- derivatives where the obligations would not allow them ---------------------------------------------------------


def slope_of_det(at: int) -> Term:
    return t.deriv(V, det(t.ones(2, 2) + V * t.eye(2)), t.const(at))


def test_what_the_slope_of_a_determinant_is_at_a_singular_matrix_is_not_computed() -> None:
    """det S · tr S⁻¹ is 0 where det S is, and the derivative of det(1 + vI) = v² + 2v at 0 is 2: so 0 = 2, once."""
    singular, zero, two = eq(det(t.ones(2, 2)), 0), eq(slope_of_det(0), 0), eq(slope_of_det(0), 2)
    heads = Table([lower_relation(p).poly for p in (singular, zero)], set()).heads
    inverse = next(k for k, h in enumerate(heads) if h.kind == "inv")
    product = ["1", [[inverse, ["?a:2", "?a:2"]]], 0, {}]
    rest = [
        "algebra",
        {"use": [1, 2], "eq": [["-1", [], 0, {}], ["1", [], 1, {}]], "sq": [{"c": "2", "q": [["1", []]]}]},
    ]
    proof = ["have", J(singular), ["evaluate"], ["have", J(zero), ["algebra", {"use": [0], "eq": [product]}],
             ["have", J(two), ["evaluate"], rest]]]  # fmt: skip
    refused([], FALSUM, proof, "does not confirm")
    accepted([], eq(slope_of_det(1), 4), ["evaluate"], [["evaluate"]])


@pytest.mark.parametrize(
    "f", [t.absolute, t.sqrt, t.recip, t.sign, t.is_zero, t.floor, t.log, lambda v: t.maximum(v, 0)]
)
def test_no_slope_is_computed_at_a_kink(f: Any) -> None:
    """Nor where the function's argument does not move, or moves twice as fast."""
    for body in (f(V), f(2 * V), f(V * V), f(V - V), f(0 * V)):
        if body.op != "log":
            assert closed(eq(t.deriv(V, body, t.const(0)), 0)) is None
        refused([], eq(t.deriv(V, body, t.const(0)), 0), ["evaluate"], "obligations|does not confirm")


# --- ∃ at the edges ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prop", "verdict"),
    [
        (some(V, gt(0 * V * V, 0)), False),  # no leading coefficient
        (some(V, ge(0 * V * V, 0)), True),
        (some(V, gt(V, 5)), True),  # linear
        (some(V, gt(-(V * V) + 2 * V, 1)), False),  # the discriminant is 0
        (some(V, ge(-(V * V) + 2 * V, 1)), True),
        (some(V, gt(-(V * V) + 2 * V, t.const(1) + t.exp(t.const(0)))), False),
        (some(V, every(W, gt(V, W))), None),
        (some(V, every(W, eq(V, V))), True),
        (some(V, every(W, eq(W, V))), False),
        (every(V, some(W, eq(V, W))), None),
        (some(V, eq(t.recip(V), 0)), None),  # 1/0 is 0, and not defined
        (some(V, eq(0 * V, t.log(t.const(-1)))), None),
        (some(V, gt(0 * V, t.log(t.const(0)))), None),
        (some(V, gt(t.sqrt(t.const(2)) * V, 1)), True),
        (some(V, gt(-(V * V), t.sqrt(t.const(2)))), None),  # no exact coefficients
        (some(V, negation(eq(V, V))), False),
        (some(V, connective("and", eq(V, 1), eq(V, 2))), False),
        (some(V, connective("or", eq(V, 1), eq(V, 2))), True),
        (some(V, some(W, gt(-((V + W) * (V + W)), 0))), False),
    ],
)
def test_what_is_said_of_some_number(prop: Prop, verdict: bool | None) -> None:
    assert closed(prop) is verdict


def test_of_a_column_without_entries() -> None:
    empty, at = column("%1", M), {"sizes": {"M": 0}}
    for prop, verdict in ((some(empty, eq(empty, 1)), True), (some(empty, gt(empty, empty)), True),
                          (some(empty, eq(t.total(empty), 1)), False), (every(empty, eq(t.total(empty), 0)), True),
                          (some(empty, apart(empty)), True),
                          (some(empty, t.predicate("nonzero", empty)), None)):  # fmt: skip
        assert exact.holds(prop, exact.read_instance(at, (prop,))) is verdict, prop


# --- where nothing is defined -----------------------------------------------------------------------------------------


def itself_over_itself(x: Term) -> Term:
    return x * t.recip(x)


@pytest.mark.parametrize(
    "goal",
    [
        negation(some(V, eq(itself_over_itself(V), 0))),
        negation(some(V, some(W, eq(itself_over_itself(V + W - 2), 0)))),  # at (1, 1) alone, where no ∀v ∀w looks
        negation(Prop("exists", (eq(itself_over_itself(V - 5), 0),), (V, t.const(5)))),  # at the author's own witness
        negation(some(nat("%2"), some(V, eq(itself_over_itself(V + nat("%2") - 6), 0)))),
        every(V, every(K, connective("implies", gt(K, 5), eq(itself_over_itself(V * V + K - 7), 1)))),
        eq(sc.natsum(K, itself_over_itself(K - 9), t.const(12)), 12),
        every(nat("n"), eq(sc.natsum(K, itself_over_itself(K - 9), nat("n")), nat("n"))),
        eq(sc.natsum(K, itself_over_itself(K - 9), nat("n")), nat("n")),
    ],
)
def test_nothing_fails_where_it_is_not_defined(goal: Prop) -> None:
    """x/x is 0 at 0 by 1/0 = 0, which is a way to calculate and says nothing of a statement."""
    for choose in ([], [["n", 12]]):
        with pytest.raises(Rejected):
            refuted([], goal, nats={"n": 12}, choose=choose)


def test_something_fails_where_it_is_defined() -> None:
    with pytest.raises(Rejected, match="not defined"):  # v = 5 is among what ∃ speaks of
        refuted([], negation(some(V, eq(itself_over_itself(V - 5), 1))))
    assert refuted([], eq(sc.natsum(K, itself_over_itself(K - 20), t.const(12)), 11)).kind == "refuted"
    guarded = some(V, connective("and", gt(V, 0), eq(t.log(V), 0)))
    assert refuted([], negation(guarded)).kind == "refuted"


@pytest.mark.parametrize(
    ("prop", "verdict"),
    [
        (every(K, connective("implies", gt(12, K), apart(K, 12))), True),
        (every(K, connective("implies", gt(12, K), apart(K, 11))), False),
        (every(K, connective("implies", gt(t.const(23) / 2, K), apart(K, 12))), True),
        (every(K, connective("implies", gt(t.const(23) / 2, K), apart(K, 11))), False),
        (every(K, connective("implies", gt(0, K), FALSUM)), True),
        (every(K, connective("implies", gt(-3, K), FALSUM)), True),
        (every(K, connective("implies", ge(12, K), apart(K, 20))), None),
        (every(K, connective("implies", gt(K + 1, K), gt(20, K))), None),  # no bound
        (every(K, connective("implies", gt(t.sqrt(t.const(2)), K), gt(20, K))), None),
        (some(K, connective("implies", gt(0, K), FALSUM)), True),
        (some(K, connective("implies", gt(20, K), FALSUM)), None),
    ],
)
def test_numbers_below_a_number_are_all_tried(prop: Prop, verdict: bool | None) -> None:
    assert closed(prop) is verdict


# --- what is chosen for a variable that occurs nowhere ----------------------------------------------------------------

I = t.index("%1", M)
NONE = Size((), 0)


@pytest.mark.parametrize(
    ("goal", "value", "why"),
    [
        (every(I, FALSUM), 0, "beyond its range"),
        (every(I, gt(s, 1)), 0, "beyond its range"),
        (every(I, every(nat("%2"), gt(s, 1))), 0, "beyond its range"),
        (every(t.index("%1", NONE), FALSUM), 0, "beyond its range"),
        (every(t.index("%1", NONE), FALSUM), 7, "beyond its range"),
        (every(t.index("%1", D), eq(t.number(D), 1)), 2, "beyond its range"),
        (every(K, FALSUM), -7, "negative"),
        (every(K, FALSUM), "0", "not an integer"),
        (every(V, FALSUM), ["0", "1"], "rational"),
        (every(column("%1", N), FALSUM), ["0"], "entries"),
    ],
)
def test_a_place_where_there_is_none_refutes_nothing(goal: Prop, value: Any, why: str) -> None:
    """∀i < M: 0 > 0 holds for M = 0."""
    at = {"sizes": {"M": 0, "N": 2, "d": 2}, "values": {"s": "0"}}
    with pytest.raises(Rejected, match=why):
        refuted([eq(t.number(M), 0)], goal, choose=[["%1", value]], **at)


def test_a_place_where_there_is_one() -> None:
    assert refuted([], every(I, FALSUM), choose=[["%1", 0]], sizes={"M": 1}).kind == "refuted"
    assert refuted([], every(K, FALSUM), choose=[["%1", 7]]).kind == "refuted"


# --- sequences that go on ---------------------------------------------------------------------------------------------


def a(at: object) -> Term:
    return t.sequence("a", at, ())


def b(at: object) -> Term:
    return t.sequence("b", at, ())


def members(**named: list[str]) -> dict[str, Any]:
    return {name: {"kind": "sequence", "values": values} for name, values in named.items()}


DOUBLED = every(K, eq(a(K + 1), 2 * a(K)))


def test_what_is_given_may_say_how_a_new_sequence_goes_on() -> None:
    """b is no part of the statement, so it may be what it wants; but a is already said to go on otherwise."""
    goal = every(K, gt(5, a(K)))
    evidence = {"obligations": [], "proof": ["refute", ["instance", 3, J(t.const(3)), ["contradict", 2, ["hyp", 4]]]]}
    given = [every(K, eq(b(K + 1), b(K))), negation(gt(5, a(3)))]
    functions = members(a=["1", "2", "4", "8"], b=["7"])
    made = refuted([DOUBLED], goal, given=[J(g) for g in given], disproof=evidence, functions=functions,
                   because={"0": "recursion", "1": "recursion"})  # fmt: skip
    assert made.kind == "refuted"
    twice = [every(K, eq(a(K + 1), a(K) + a(K))), negation(gt(5, a(3)))]
    for because in ({"0": "recursion", "1": "recursion"}, {"0": "recursion"}, {"1": "recursion"}):
        with pytest.raises(Rejected, match=r"two hypotheses|not confirmed"):
            refuted([DOUBLED], goal, given=[J(g) for g in twice], disproof=evidence, functions=functions,
                    because=because)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (sc.natsum(nat("%2"), a(nat("%2")), K), "another place"),  # all members before
        (sc.natsum(nat("%2"), a(K), t.const(2)), ""),
        (sc.natsum(K, a(K), K), "another place"),  # under a number of the same name
        (t.deriv(V, V * a(K), a(K + 1)), "another place"),  # at itself, out of sight
        (t.deriv(V, V * a(K), a(K)), ""),
        (t.power(a(K), K), ""),
        (t.maximum(a(K), a(K + 2)), "another place"),
        (a(nat("n")), "another place"),
        (sc.definite(V, a(K) * V, 0, 1), "undefined"),
    ],
)
def test_where_the_next_member_looks(body: Term, why: str) -> None:
    hyps, sections = [every(K, eq(a(K + 1), body))], {"functions": members(a=["1"]), "nats": {"n": 0}}
    because = {"0": "recursion"}
    if why:
        with pytest.raises(Rejected, match=why):
            refuted(hyps, eq(a(0), 2), because=because, **sections)
    else:
        assert refuted(hyps, eq(a(0), 2), because=because, **sections).kind == "refuted"


def test_a_member_that_is_not_given_fails_nothing() -> None:
    """a(4) = 16 holds, and only three members are given."""
    for goal in (eq(a(4), 16), every(K, gt(a(K), 0)), some(K, eq(a(K), 16)), eq(a(3), 8)):
        with pytest.raises(Rejected, match="not refuted"):
            refuted([DOUBLED], goal, because={"0": "recursion"}, functions=members(a=["1", "2", "4"]))


def test_a_name_is_one_sequence() -> None:
    """A column a beside a number a: one of them would go on unseen."""
    other = every(K, eq(t.sequence("a", K + 1, (N, t.ONE)), t.sequence("a", K, (N, t.ONE))))
    with pytest.raises(Rejected, match="two ways"):
        refuted([DOUBLED, other], eq(a(0), 2), because={"0": "recursion", "1": "recursion"}, sizes={"N": 1},
                functions=members(a=["1"]))  # fmt: skip


def test_an_end_that_stays_is_met_at_every_place() -> None:
    """1, 2, 2, 2, …: what is said of a(t + 3) is said of later members alone, and a(2t + …) is no place."""
    stays = {"a": {"kind": "sequence", "values": ["1", "2"], "then": "constant"}}
    at = {"functions": stays}
    for prop, verdict in ((every(K, eq(a(K + 3), 2)), True), (every(K, eq(a(K), 2)), False),
                          (some(K, eq(a(K), 3)), False),
                          (every(K, every(nat("%2"), eq(a(K + nat("%2") + 1), 2))), True),
                          (every(K, ge(a(K) + K, 1)), None), (some(K, eq(a(K) * K, 7)), None)):  # fmt: skip
        assert exact.holds(prop, exact.read_instance(at, (prop,))) is verdict, prop


# --- proofs from what holds at the instance -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "given", "values"),
    [
        (every(V, ge(V * V, 0)), [some(V, every(V, gt(0, V * V)))], {}),
        (every(V, gt(V * V + s, 0)), [negation(gt(var("w") * var("w") + s, 0))], {"s": "1", "w": "0"}),
        (gt(s, 0), [negation(gt(s, 0))], {"s": "1", "t": "-1"}),
        (some(V, eq(V, s)), [every(V, negation(eq(V, s)))], {"s": "1"}),
        (some(V, eq(V, s)), [negation(some(V, eq(V, s)))], {"s": "1"}),
        (eq(s, s), [negation(eq(s, s))], {"s": "1"}),
    ],
)
def test_a_true_goal_has_no_true_premise_against_it(goal: Prop, given: list[Prop], values: dict[str, str]) -> None:
    for proof in (["hyp", 0], ["refute", ["contradict", 0, ["hyp", 1]]], ["refute", ["hyp", 0]]):
        with pytest.raises(Rejected, match="not confirmed"):
            refuted([], goal, given=[J(g) for g in given], values=values,
                    disproof={"obligations": [], "proof": proof})  # fmt: skip


def test_the_disproof_is_of_this_goal_at_this_instance() -> None:
    """A proof of ¬(s > 0) from s = 0 says nothing where s is 1, nor of r > 0."""
    hole = ["refute", ["contradict", 0, ["hyp", 1]]]
    good = {"given": [J(negation(gt(s, 0)))], "disproof": {"obligations": [], "proof": hole}}
    assert refuted([], gt(s, 0), **good, values={"s": "0"}).kind == "refuted"
    for goal, values in ((gt(s, 0), {"s": "1"}), (gt(var("r"), 0), {"s": "0", "r": "1"}),
                         (connective("or", gt(s, 0), gt(1, s)), {"s": "0"})):  # fmt: skip
        with pytest.raises(Rejected):
            refuted([], goal, **good, values=values)
    for extra in ({"choose": [["s", "0"]]}, {"because": {"0": {"obligations": [], "proof": ["hyp", 0]}}}):
        with pytest.raises(Rejected):
            refuted([], gt(s, 0), **good, **extra, values={"s": "1"})
    refused([], FALSUM, CLEAR, "strictly")
