"""Attacks through sums over naturals, integrals, limits and proofs of the contrary: what must not be proved, is not."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import scalar_terms as sc
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, refute
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, connective, const, is_poison, nat, var
from proofread.trusted.trees import CaptureError, bind, from_json, substitute, to_json
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    ONE,
    D,
    J,
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
)

n, k, V = nat("n"), nat("?k"), var("?v")
NOTHING: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}


def natsum(body: Term, count: object) -> Term:
    return bind(lambda v, p: sc.natsum(v, p, count), k, body)


def natprod(body: Term, count: object) -> Term:
    return bind(lambda v, p: sc.natprod(v, p, count), k, body)


def integral(body: Term, a: object, b: object) -> Term:
    return bind(lambda v, p: sc.definite(v, p, a, b), V, body)


def limit(body: Term) -> Term:
    return bind(lambda v, p: sc.limit(v, p), V, body)


def series(body: Term) -> Term:
    return bind(lambda v, p: sc.series(v, p), k, body)


# --- sums and products over naturals ----------------------------------------------------------------------------------


def test_what_is_true_of_sums_by_writing_out() -> None:
    accepted([], eq(natsum(k, 0), 0), CLEAR)
    accepted([], eq(natprod(k, 0), 1), CLEAR)
    accepted([], eq(natsum(k, n + 2), natsum(k, n) + n + n + 1), CLEAR)
    accepted([], eq(natsum(k * s, 3), 3 * s), CLEAR)
    accepted([], eq(natsum(k + 1, n) * 1, natsum(1 + k, n)), CLEAR)


@pytest.mark.parametrize(
    "goal",
    [
        eq(natsum(k, n), natsum(n, n)),  # the bound number is not the free one
        eq(natsum(k, n), natsum(k, n + 1)),
        eq(natsum(const(1), n), n),  # true, by induction only
        eq(natsum(const(1), 0), 1),
        eq(natprod(k + 1, 0), 0),
        eq(natsum(k, n) * natsum(k, n), natsum(k * k, n)),
        eq(natsum(natsum(k, 2) * k, n), natsum(k * k, n)),
        eq(natsum(k, n), natprod(k, n)),
        eq(natsum(k, n), natsum(k, nat("p"))),
    ],
)
def test_what_writing_out_does_not_give(goal: Prop) -> None:
    refused([], goal, CLEAR, "left over")


def test_a_nested_sum_keeps_its_numbers_apart() -> None:
    """Σ_{k<2} Σ_{j<k} j is 0, and Σ_{k<3} Σ_{j<k} 1 is 3."""
    accepted([], eq(natsum(bind(lambda v, p: sc.natsum(v, p, k), nat("?j"), nat("?j")), 2), 0), CLEAR)
    accepted([], eq(natsum(bind(lambda v, p: sc.natsum(v, p, k), nat("?j"), const(1)), 3), 3), CLEAR)


def test_a_bound_number_called_like_the_free_one() -> None:
    """Bound and bound's own name in the count: the count is outside."""
    odd = Term("natsum", (n, n), (n,))
    assert odd.free == {n}
    accepted([], eq(substitute(odd, {n: const(3)}), 3), CLEAR)
    refused([], eq(odd, n * n), CLEAR, "left over")


def test_nothing_is_put_under_a_bound_number_of_its_name() -> None:
    body = natsum(k * s, n)
    with pytest.raises(CaptureError):
        substitute(body, {s: body.data[0] + 0})
    refused([every(s_bound := var("%9"), eq(natsum(k * s_bound, n), s_bound * natsum(k, n)))],
            FALSUM, ["instance", 0, J(nat("%1") + 0), ["hyp", 1]], "capture")  # fmt: skip


def test_rewriting_does_not_capture() -> None:
    hole = var("%hole")
    context = natsum(k * hole, n)
    refused([eq(s, context.data[0] + 0)], FALSUM, ["rewrite", 0, J(context), ["hyp", 1]], "capture")
    accepted([eq(s, r)], eq(natsum(k * s, n), natsum(k * r, n)), ["rewrite", 0, J(context), ["hyp", 1]])


@pytest.mark.parametrize("count", [const(-1), s, n - 1, t.recip(n)])
def test_counts_that_are_no_naturals_are_poison(count: Term) -> None:
    assert is_poison(natsum(k, count)) is not None


def test_forged_nodes_are_not_well_formed() -> None:
    for forged in (
        Term("natsum", (n, s), (n,)),
        Term("natsum", (n, n), (s,)),
        Term("series", (s,), (s,)),
        Term("definite", (V, const(0)), (V,)),
        Term("definite", (V, const(0), const(1)), (var("?v", (), ("Om", True)),)),
        Term("limit", (column("x", N),), (V,)),
        Term("pi", (), (3,)),
        Prop("converges", (s,), ()),
        Prop("converges", (integral(V, 0, 1), s), ()),
    ):
        assert not well_formed(from_json(to_json(forged))), forged.op


def test_too_many_terms_are_not_written_out() -> None:
    refused([], eq(natsum(k, 10**6), 0), CLEAR, "written out|write out")


# --- integrals, limits, series ----------------------------------------------------------------------------------------

POLE = integral(t.recip(V * V), -1, 1)


def test_an_integral_over_a_pole_is_never_defined() -> None:
    assert exact.holds(sc.converges(POLE), exact.EMPTY) is None
    assert exact.holds(sc.converges(integral(t.recip(V), 1, 2)), exact.EMPTY) is True
    for x in (POLE, integral(t.recip(V - V), 1, 2), integral(t.log(V), -1, 1)):
        refused([], sc.converges(x), ["evaluate"], "does not confirm", [["evaluate"]])


def test_the_fundamental_theorem_wants_its_conditions() -> None:
    antiderivative = J(substitute(-t.recip(V), {V: POLE.data[0]}))
    for name in ("integral_between", "integral_anywhere", "integral_backwards"):
        proof = ["fact", name, [J(POLE), antiderivative], ["hyp", 0]]
        refused([sc.converges(POLE), ge(1, -1)], eq(POLE, -2), proof, "needs", [["hyp", 0]])


def test_what_exists_is_not_carried_over_by_equality() -> None:
    """That two integrals have one value (0, where neither exists) says nothing of existence."""
    fine = integral(V, -1, 1)
    hyps = [sc.converges(fine), eq(fine, s), eq(s, 0)]
    goal = connective("implies", eq(POLE, s), sc.converges(POLE))
    proof = ["assume", ["congruent", 0, ["hyp", 1]]]
    duties = obligations([*hyps, goal])
    assert duties[0] == hyps[0] and sc.converges(POLE) in duties
    refused([*hyps, sc.converges(POLE)], goal, proof, "predicate",
            [["hyp", 0 if d == hyps[0] else 3] if d.op == "converges" else ["assume", ["hyp", 3]]
             for d in obligations([*hyps, sc.converges(POLE), goal])])  # fmt: skip


@pytest.mark.parametrize(
    "goal",
    [
        eq(limit(V - V), limit(V) - limit(V) + 1),
        eq(limit(V) + limit(-V), 0),
        eq(limit(V * t.recip(V)), limit(V) * limit(t.recip(V))),
        eq(integral(V, 0, 1), integral(V, 1, 0)),
        eq(integral(V, s, s), integral(V, r, r)),
        eq(series(k), series(k) + 1),
        eq(series(k), natsum(k, n)),
        eq(integral(V * s, 0, 1), s * integral(V, 0, 1)),
    ],
)
def test_nothing_is_known_of_limits_but_by_facts(goal: Prop) -> None:
    duties = list(obligations([goal]))
    refused(duties, goal, CLEAR, "left over", [["hyp", i] for i in range(len(duties))])


def test_limits_are_functions_of_their_bodies() -> None:
    ready = [sc.converges(limit(V * V)), sc.converges(limit(t.power(V, 2)))]
    accepted(ready, eq(limit(V * V), limit(t.power(V, 2))), CLEAR, [["hyp", 0], ["hyp", 1], ["hyp", 0], ["hyp", 1]][:2])


def test_a_statement_with_a_limit_owes_its_existence() -> None:
    goal = eq(limit(sc.sin(V)), 0)
    assert obligations([goal]) == (sc.converges(goal.args[0]),)


def test_a_derivative_of_a_limit_is_owed_what_never_holds() -> None:
    f = bind(lambda b, p: t.deriv(b, p, s), var("?w"), integral(V * var("?w"), 0, 1))
    assert gt(0, 0) in obligations([eq(f, 0)])


def test_facts_about_limits_refuse_what_is_random() -> None:
    x = limit(t.recip(V) * e)
    refused([sc.converges(x)], FALSUM, ["fact", "limit_of_sum", [J(x), J(x)], ["hyp", 1]], "not random", [["hyp", 0]])


# --- a proof of the contrary ------------------------------------------------------------------------------------------

GEOMETRIC = series(t.power(t.recip(const(2)), k))


def disproof(hyps: list[Prop], goal: Prop, witness: dict[str, Any]) -> None:
    refute(Sequent(tuple(hyps), goal), {**NOTHING, **witness})


def test_a_contrary_is_proved_and_checked() -> None:
    wrong = eq(integral(V, 0, 1), 1)
    contrary = {"obligations": [["evaluate"]], "proof": ["evaluate"]}
    disproof([], wrong, {"disproof": contrary})


@pytest.mark.parametrize(
    ("hyps", "goal", "witness", "why"),
    [
        ([], eq(2 * integral(V, 0, 1), 1), {"disproof": {"obligations": [["evaluate"]], "proof": ["evaluate"]}},
         "confirm"),
        ([], eq(POLE, -2), {"disproof": {"obligations": [["evaluate"]], "proof": ["evaluate"]}}, "confirm"),
        ([], eq(POLE, -2), {"disproof": {"obligations": [], "proof": ["evaluate"]}}, "obligations"),
        ([gt(s, 2)], eq(s, 2), {"values": {"s": "1"}, "disproof": {"obligations": [], "proof": ["evaluate"]}},
         "hypothesis"),
        ([], eq(s, 2), {"disproof": {"obligations": [], "proof": ["evaluate"]}}, "no entry"),
        ([], eq(column("x", N), column("y", N)), {"sizes": {"N": 1}, "values": {"x": ["0"], "y": ["1"]},
                                                  "disproof": {"obligations": [], "proof": ["evaluate"]}}, "contrary"),
        ([], connective("not", eq(s, s)), {"values": {"s": "1"}, "disproof": {"obligations": [], "proof": CLEAR}},
         "contrary"),
        ([], every(var("%1"), ge(var("%1"), 0)), {"disproof": {"obligations": [], "proof": CLEAR}}, "contrary"),
        ([], eq(s, s), {"values": {"s": "1"}, "disproof": {"obligations": [], "proof": ["refute", ["hyp", 0]]}},
         "not the goal"),
    ],
)  # fmt: skip
def test_forged_contraries(hyps: list[Prop], goal: Prop, witness: dict[str, Any], why: str) -> None:
    with pytest.raises(Rejected, match=why):
        disproof(hyps, goal, witness)


def test_hypotheses_do_not_prove_the_contrary() -> None:
    """Contradictory or strong hypotheses are confirmed at the instance, and not used in the proof."""
    with pytest.raises(Rejected):
        disproof([eq(s, 1)], eq(s, 1), {"values": {"s": "1"}, "disproof": {"obligations": [], "proof": ["hyp", 0]}})


def test_the_contrary_of_each_relation() -> None:
    from proofread.trusted.kernel import contrary_at

    at = {"values": {"s": "2"}, "nats": {"n": 3}}
    two, three = const(2), const(3)
    assert contrary_at(eq(s, n), at) == apart(two, three)
    assert contrary_at(apart(s, n), at) == eq(two, three)
    assert contrary_at(ge(s, n), at) == gt(three, two)
    assert contrary_at(gt(s, n), at) == ge(three, two)
    for bad in ({"values": {"s": "1e3"}, "nats": {"n": 3}}, {"values": {"s": "2"}, "nats": {"n": -1}}):
        with pytest.raises((Rejected, ValueError)):
            contrary_at(eq(s, n), bad)


def test_algebra_is_still_algebra() -> None:
    refused([], eq(sc.sin(s), sc.sin(-s)), algebra(), "left over")
    refused([], eq(sc.pi(), const(3)), algebra(), "left over")
    accepted([], eq(sc.sin(s + r), sc.sin(r + s)), CLEAR)


@pytest.mark.parametrize("argument", [t.ones(D, 1), t.ones(N, D), t.ones(1, N), const(1)])
def test_functions_of_arguments_of_two_shapes_are_two_functions(argument: Term) -> None:
    """Where no axis is left in the argument's polynomial, its shape still says which function it is."""
    refused([], eq(t.apply("L", "field", t.ones(N, 1)), t.apply("L", "field", argument)), CLEAR, "left over")
    maps = [t.total(t.apply("g", "map", a, (D, ONE))) for a in (t.ones(N, 1), argument)]
    refused([], eq(*maps), CLEAR, "left over")
    accepted([], eq(t.apply("L", "field", t.ones(N, 1) + 0), t.apply("L", "field", t.ones(N, 1))), CLEAR)
