"""Further attacks: names that run into one another under a sum, functions of one name and several shapes, limits of
what is nowhere defined, what is undefined under a premise that is not decided. Each stands beside an honest twin."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import scalar_terms as sc
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.facts import apply_fact
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.obligations import obligations
from proofread.trusted.recheck import RECHECKED, checksum, recheck_line, satisfies, summary
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, connective, nat, var
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    TRIVIAL,
    J,
    N,
    accepted,
    algebra,
    apart,
    eq,
    every,
    ge,
    gt,
    refused,
    s,
    some,
    x,
    y,
)

AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}
V, K = var("%1"), nat("%1")


def refuted(hyps: list[Prop], goal: Prop, **witness: Any) -> Theorem:
    return refute(Sequent(tuple(hyps), goal), {**AT, **witness})


# --- an entry of a sum, at a free index of the name that the sum binds ------------------------------------------------

I, I_OPENED = t.index("%1", N), t.index("%1'", N)


@pytest.mark.parametrize("i", [I, I_OPENED, t.index("i", N)])
def test_the_place_of_an_entry_is_not_summed(i: Term) -> None:
    """(Σ_i x y_i)[i] is x_i Σy, and not Σ_i x_i y_i."""
    entry = t.bsum(i, x * y[i])[i]
    refused([], eq(entry, t.total(x * y)), CLEAR, "left over")
    accepted([], eq(entry, x[i] * t.total(y)), CLEAR)
    at = {"sizes": {"N": 2}, "values": {"x": ["1", "0"], "y": ["1", "2"]}, "indices": {i.data[0]: 0}}
    assert refuted([], eq(entry, t.total(x * y)), **at).kind == "refuted"


def test_nor_are_two_places_or_that_of_an_opened_quantifier() -> None:
    tensor = t.bsum(I, (x @ x.T) * y[I])
    refused([], eq(tensor[I, I], t.total(x * x * y)), CLEAR, "left over")
    accepted([], eq(tensor[I, I], x[I] * x[I] * t.total(y)), CLEAR)
    goal = every(I, eq(t.bsum(I_OPENED, x * y[I_OPENED])[I], t.total(x * y)))
    refused([], goal, ["all", CLEAR], "left over")


# --- functions of one name and several shapes -------------------------------------------------------------------------


def test_maps_to_different_shapes_are_different_functions() -> None:
    """As a column and as a row their entries have the same indices: one was proved to be the other, once."""
    down, across = t.apply("f", "map", x, (N, ONE)), t.apply("f", "map", x, (ONE, N))
    deep = t.apply("f", "map", x, (N, ONE, ONE))
    refused([], eq(down, across.T), CLEAR, "left over")
    refused([], eq(t.entry(deep, I, 0, 0), down[I]), CLEAR, "left over")
    accepted([], eq(down + down, 2 * down), CLEAR)
    slopes = [t.deriv(V, t.apply("f", "map", moved, (N, ONE)), s) for moved in (V * x, x * V)]
    accepted([], eq(*slopes), CLEAR)


# --- limits of what is nowhere defined --------------------------------------------------------------------------------

NOWHERE = t.recip(t.const(0))
LOG = t.log(s)


def test_the_limit_of_an_undefined_constant_does_not_exist() -> None:
    """lim 1/0 = 0 was proved, by 1/0 = 0."""
    goal = eq(sc.limit(V, NOWHERE), 0)
    exists = ["fact", "limit_of_constant", [J(NOWHERE)], ["split", 0, ["hyp", 1]]]
    value = ["fact", "limit_of_constant", [J(NOWHERE)], ["split", 0, algebra([2], [["1", [], 0, {}]])]]
    refused([], goal, value, "needs 0 ≠ 0", [exists])
    two = t.recip(t.const(2))
    about_two = ["have", J(apart(2)), ["evaluate"], ["fact", "limit_of_constant", [J(two)], ["split", 1, ["hyp", 2]]]]
    accepted([], sc.converges(sc.limit(V, two)), about_two, [about_two])


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("limit_of_constant", [LOG]),
        ("limit_of_arctangent_itself", [LOG]),
        ("limit_of_tanh", [LOG]),
        ("limit_of_decay", [LOG, t.const(2)]),
        ("limit_of_gaussian_decay", [LOG, t.const(2)]),
        ("geometric_series", [LOG]),
        ("weighted_geometric_series", [LOG]),
        ("exponential_series", [LOG]),
        ("series_scaled", [sc.series(K, t.sequence("a", K, ())), LOG]),
    ],
)
def test_what_a_limit_exists_for_is_defined(name: str, args: list[Term]) -> None:
    """That it converges is all that is asked of a limit, so that says that its body is defined."""
    conditions, conclusion = apply_fact(name, args)
    assert conclusion.args[0].op == "converges" and conditions[0] == gt(s, 0)


# --- what is undefined under a premise that is not decided ------------------------------------------------------------

TRUE_UNSEEN = every(V, gt(t.exp(V), 0))
HERE_UNSEEN = eq(t.exp(V + 5) * t.exp(-V - 5), 1)


@pytest.mark.parametrize(
    "undefined",
    [
        connective("implies", TRUE_UNSEEN, eq(t.recip(s), 0)),
        connective("implies", TRUE_UNSEEN, connective("implies", TRUE_UNSEEN, eq(t.recip(s), 0))),
        connective("implies", TRUE_UNSEEN, every(K, eq(t.recip(K - s), t.recip(K - s)))),
        every(V, connective("implies", HERE_UNSEEN, eq(t.recip(s), 0))),
        every(V, connective("implies", HERE_UNSEEN, every(K, eq(V * t.recip(K - s), V * t.recip(K - s))))),
    ],
)
def test_a_premise_that_is_not_decided_hides_no_undefined_conclusion(undefined: Prop) -> None:
    """1/s = 0 has no solution, and s = 0 made it a hypothesis that holds: by 1/0 = 0, which is a way to calculate."""
    for hyps, goal in (([undefined], eq(s, 1)), ([], connective("not", undefined)),
                       ([], connective("not", some(nat("%9"), undefined)))):  # fmt: skip
        with pytest.raises(Rejected, match=r"not defined|not confirmed|not refuted"):
            refuted(hyps, goal, values={"s": "0"})


def test_a_premise_that_is_not_decided_stands_before_what_is_defined() -> None:
    for hyp in (connective("implies", TRUE_UNSEEN, eq(t.recip(s), 1)),
                connective("implies", gt(0, s), eq(t.log(s), 0)),
                connective("implies", TRUE_UNSEEN, connective("implies", gt(0, s), eq(t.log(s), 0)))):  # fmt: skip
        assert refuted([hyp], eq(s, 2), values={"s": "1"}).kind == "refuted"


# --- hypotheses that contradict each other, some way off --------------------------------------------------------------


def a(at: object) -> Term:
    return t.sequence("a", at, ())


def members(*values: object) -> dict[str, Any]:
    return {"functions": {"a": {"kind": "sequence", "values": [str(v) for v in values]}}}


GROWS = every(K, eq(a(K + 1), a(K) + 1))
COUNTED = members(*range(12))


@pytest.mark.parametrize(
    "contradictory",
    [
        some(K, gt(0, K)),
        some(K, connective("and", ge(K, 3), gt(2, K))),
        connective("implies", eq(s, s), some(K, gt(0, K))),
        connective("or", some(K, gt(0, K)), some(K, eq(K + 1, 0))),
        every(I, some(K, gt(0, K + I))),
        every(K, some(nat("%2"), gt(K, K + nat("%2")))),
        connective("not", every(K, ge(K, 0))),
    ],
)
def test_that_no_natural_number_is_found_is_not_for_want_of_members(contradictory: Prop) -> None:
    """Each of them contradicts itself, and counted as a hypothesis that has an instance."""
    with pytest.raises(Rejected, match="hypothesis 1 fails"):
        satisfies((ge(s, 0), contradictory), {**AT, "values": {"s": "1"}, "sizes": {"N": 2}})


def test_all_members_given_are_looked_at() -> None:
    """a(20 + t) = a(t) and a(t + 1) = a(t) + 1 contradict each other, although each holds for the first eight t."""
    comes_back = every(K, eq(a(K + 20), a(K)))
    bent = members(*range(9), *[0] * 11, *range(8))
    for hyps in ((GROWS, comes_back), (comes_back, GROWS)):
        with pytest.raises(Rejected, match=f"hypothesis {hyps.index(GROWS)} fails"):
            satisfies(hyps, bent)
    assert satisfies((comes_back,), bent) == (0,)


@pytest.mark.parametrize(
    ("hyps", "tried"),
    [
        ((GROWS,), ()),
        ((eq(a(0), 0), GROWS), ()),
        ((connective("and", eq(a(0), 0), GROWS),), ()),
        ((GROWS, every(K, gt(100, a(K)))), (1,)),  # they contradict each other, at t = 100
        ((every(K, gt(100, a(K))), connective("and", eq(a(0), 0), GROWS)), (0,)),
        ((connective("and", GROWS, every(K, gt(100, a(K)))),), (0,)),
        ((GROWS, every(K, eq(a(K + 1), 1 + a(K)))), (0, 1)),  # two of one sequence
        ((some(K, gt(a(K), 50)),), (0,)),
        ((connective("implies", eq(s, s), every(K, ge(a(K), 0))),), (0,)),
    ],
)
def test_what_holds_at_the_first_numbers_only_is_said(hyps: tuple[Prop, ...], tried: tuple[int, ...]) -> None:
    """What says how a sequence goes on can be met whatever its first members are; of all else there is no instance."""
    instance = {**COUNTED, "values": {"s": "1"}}
    assert satisfies(hyps, instance) == tried
    sequent = Sequent(hyps, hyps[0])
    record = {"hash": sequent.digest, "hypotheses": [J(h) for h in hyps], "goal": J(hyps[0]), "kind": "proved",
              "evidence": {"obligations": [], "proof": ["hyp", 0]}, "satisfying": instance}  # fmt: skip
    outcome = recheck_line("f", 1, json.dumps({**record, "checksum": checksum(record)}))
    assert (outcome.state, outcome.tried) == (RECHECKED, tried)
    assert ("of these, 1 with" in summary([outcome])) is bool(tried)


# --- what says what a variable is, where a value is chosen ------------------------------------------------------------


def test_a_definition_is_read_where_the_rest_is() -> None:
    """z = 1/v was looked at where v is 1, and all else where it is the value chosen for ∀v, which is 0."""
    z, hyps = var("z"), [eq(var("z"), t.recip(V)), eq(V * (V - 1), 0)]
    goal = every(V, eq(V, 5))
    with pytest.raises(Rejected, match="not defined"):
        refuted(hyps, goal, define=[0], values={"%1": "1"}, choose=[["%1", "0"]])
    for values, chosen in (({"%1": "0"}, "1"), ({"%1": "1"}, "1"), ({}, "1")):
        assert refuted(hyps, goal, define=[0], values=values, choose=[["%1", chosen]]).kind == "refuted"
    assert refuted([eq(z, t.sqrt(t.const(2)))], gt(1, z), define=[0]).kind == "refuted"


# --- entries at computed places ---------------------------------------------------------------------------------------

RATIO = nat("n") * t.recip(s)


@pytest.mark.parametrize("at", [s, nat("n"), nat("n") + 1, I - 1])
def test_a_computed_place_on_an_axis_of_one_is_not_its_only_one(at: Term) -> None:
    """Of a row, the entries at (n, i) were all the same: at n = 1 there is none."""
    row = var("r", (ONE, N))
    lemma = eq(t.entry(row, at, I), t.entry(row, 0, I))
    refused([], TRIVIAL, ["have", J(lemma), CLEAR, CLEAR], "no indexed form")
    accepted([], eq(t.entry(row, t.index("j", ONE), I), row.T[I]), CLEAR)


@pytest.mark.parametrize(
    ("at", "duties"),
    [
        (nat("n"), [gt(t.number(N), nat("n"))]),
        (t.const(5), [gt(t.number(N), 5)]),
        (I - 1, [ge(I - 1, 0), eq(t.floor(I - 1), I - 1), gt(t.number(N), I - 1)]),
        (t.const(-1), [ge(-1, 0), eq(t.floor(t.const(-1)), -1), gt(t.number(N), -1)]),
        (RATIO, [apart(s), ge(RATIO, 0), eq(t.floor(RATIO), RATIO), gt(t.number(N), RATIO)]),
        (I, []),
    ],
)  # fmt: skip
def test_an_entry_at_a_computed_place_needs_that_there_is_one(at: Term, duties: list[Prop]) -> None:
    """|x[5]| ≥ 0 was proved for a column of any size."""
    assert obligations((x[at],)) == tuple(duties)
    if duties:
        refused([], ge(t.absolute(x[at]), 0), ["fact", "abs_nonnegative", [J(x[at])], ["hyp", 0]], "obligations, 0")


def test_nor_is_a_place_between_two_one_and_nothing_moves_along_places() -> None:
    three = var("z", (Size((), 3), ONE))
    assert obligations((three[2],)) == ()
    assert FALSUM in obligations((t.deriv(V, x[V], s),)) and FALSUM not in obligations((t.deriv(V, V * x[I], s),))
    half = t.const(Fraction(1, 2))
    refused([], eq(three[half], three[half]), ["have", J(TRIVIAL), CLEAR, ["rewrite", 0, J(three[half]), ["hyp", 1]]],
            "does not confirm", [["evaluate"]] * 3)  # fmt: skip
    sums = [{"c": "1", "q": [["1", []]], "by": [[k, {}]]} for k in (0, 1)]  # N > 0 from N ≥ 1 and 1 > 0
    there = ["have", J(gt(1, 0)), ["evaluate"], algebra([0, 1], sq=sums)]
    proof = ["fact", "abs_nonnegative", [J(x[0])], ["hyp", 0]]
    accepted([], ge(t.absolute(x[0]), 0), proof, [["fact", "size_least", [J(t.number(N))], there]])
    at = {"sizes": {"N": 2}, "values": {"x": ["1", "2"]}, "nats": {"n": 1}}
    assert refuted([], gt(1, x[nat("n")]), **at).kind == "refuted"
    with pytest.raises(Rejected, match="not refuted"):
        refuted([], gt(1, x[nat("n")]), **{**at, "nats": {"n": 2}})
