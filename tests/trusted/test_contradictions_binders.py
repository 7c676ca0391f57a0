"""Attempts to prove 0 > 0, or what an instance refutes: derivatives along axes, names with primes, quantifiers that are
decided at instances, spaces."""

from __future__ import annotations

import json

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term, connective, const, index, nat, var
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    J,
    M,
    N,
    accepted,
    algebra,
    column,
    e,
    eq,
    every,
    ge,
    gt,
    proved,
    refused,
    s,
)
from tests.trusted.contradictions import all_of, never, not_, slope, some_of

THREE = Size((), 3)
i, j, k = index("i", N), index("j", N), index("k", M)
a, b = index("a", THREE), index("b", THREE)
n, p = nat("n"), nat("p")
v = var("v")


# --- derivatives along axes, constant second derivatives ------------------------------------------------------------


def test_rows_and_columns_of_an_argument_are_not_confused() -> None:
    """∇F(v 1ᵀ) and ∇F(1 vᵀ) at v = s·1 were once the same factor."""
    w, one = column("w", N), t.ones(N)

    def f(m: Term) -> Term:
        return t.apply("F", "field", m)

    goal = eq(slope(w, f(w @ one.T), s * one), slope(w, f(one @ w.T), s * one))
    functions = {"F": {"kind": "field", "linear": ["0", "1", "0", "0"]}}
    never(goal, {"sizes": {"N": 2}, "values": {"s": "0"}, "functions": functions})


def test_a_total_derivative_is_no_partial_one() -> None:
    w, one = column("w", N), t.ones(N)
    gradient = slope(w, t.apply("L", "field", w), s * one)
    along = slope(v, t.apply("L", "field", v * one), s)
    functions = {"L": {"kind": "field", "linear": ["1", "2"]}}
    never(eq(gradient, along), {"sizes": {"N": 2}, "values": {"s": "0"}, "functions": functions})


def test_a_constant_second_derivative_has_to_be_assumed_everywhere() -> None:
    u, h = column("u", N), var("H", (N, N))
    field = t.apply("L", "field", u)

    def hessian(at: Term) -> Term:
        w = column("w", N)
        return slope(w, slope(w, t.apply("L", "field", w), w), at)

    fact = ["fact", "constant_second_derivative", [J(field), J(h)], ["hyp", 0]]
    refused([], FALSUM, fact, "needs")
    refused([eq(hessian(u), h)], FALSUM, fact, "needs")
    random = t.apply("L", "field", e * t.ones(N))
    refused([], FALSUM, ["fact", "constant_second_derivative", [J(random), J(h)], ["hyp", 0]], "no random function")


# --- rule `only`, names with primes ---------------------------------------------------------------------------------


def test_only_keeps_hypotheses_and_makes_none() -> None:
    refused([eq(s, 1)], eq(s, 0), ["only", [], ["hyp", 0]], "no hypothesis")
    refused([eq(s, 1)], eq(s, 0), ["only", [1], ["hyp", 0]], "no hypothesis")
    refused([eq(s, 1)], eq(s, 0), ["only", [-1], ["hyp", 0]], "no hypothesis")
    refused([eq(s, 1), eq(s, 0)], eq(s, 0), ["only", [0], ["hyp", 1]], "no hypothesis")
    refused([eq(s, 1)], eq(s, 0), ["only", "0", ["hyp", 0]], "no hypothesis")
    accepted([eq(s, 1), eq(s, 0)], eq(s, 0), ["only", [1, 1], ["hyp", 1]])


def test_dropping_hypotheses_frees_no_variable() -> None:
    """∀v: v = s from s = s with s fixed: `only` then `all` must still take a name that the goal does not hold."""
    goal = all_of(v, eq(v, s))
    refused([eq(s, 0)], goal, ["only", [], ["all", CLEAR]], "left over")
    primed = var("%1'")
    refused([eq(primed, 0)], all_of(v, eq(v, 0)), ["only", [0], ["all", ["hyp", 0]]], "not the goal")
    refused([eq(primed, 0)], all_of(v, eq(v, primed)), ["all", CLEAR], "left over")


def test_a_name_with_a_prime_is_not_captured() -> None:
    primed = var("%1'")
    inner = all_of(v, eq(v, primed))
    refused([], inner, ["all", CLEAR], "left over")
    h = some_of(v, eq(v, 0))
    refused([h, eq(primed, 1)], FALSUM, ["obtain", 0, algebra([1, 2], [["1", [], 0, {}]])], "left over|strictly")
    refused(
        [],
        FALSUM,
        ["fact", "exp_positive", [J(t.apply("f'", "entrywise", s))], ["hyp", 0]],
        "a prime is for derivatives",
    )


def test_a_prime_does_not_make_a_derivative() -> None:
    """f′ as a name of its own would be the derivative of f."""
    goal = eq(slope(v, t.apply("f", "entrywise", v), s), t.apply("f'", "entrywise", s))
    with pytest.raises(Rejected, match="a prime is for derivatives"):
        proved([], goal, CLEAR)


def test_two_naturals_do_not_run_into_one_another() -> None:
    u2 = t.sequence("u", nat("n") + nat("p"), ())
    u1 = t.sequence("u", nat("np"), ())
    with pytest.raises(Rejected):
        proved([], eq(u1, u2), CLEAR)
    accepted([], eq(u2, t.sequence("u", nat("p") + nat("n"), ())), CLEAR)


# --- quantifiers decided at instances -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "goal",
    [
        all_of(v, connective("implies", eq(v * v, v), eq(v, 0))),
        all_of(v, connective("implies", eq(2 * v, 4), eq(v, 3))),
        all_of(v, connective("implies", eq(0 * v, 0), eq(v, 0))),
        all_of(v, all_of(var("w"), connective("implies", eq(v + var("w"), 0), eq(v, 0)))),
        all_of(v, all_of(var("w"), eq(v * var("w"), var("w") * var("w")))),
        all_of(v, some_of(var("w"), eq(v, 2 * var("w") + 1))),
        all_of(v, ge(v * v, v)),
        all_of(v, gt(v * v, 0)),
        all_of(v, all_of(var("w"), ge(v * v + var("w") * var("w"), 3 * v * var("w")))),
        all_of(v, eq(v * (v - 1) * (v - 2) * (v - 3), 0)),
        all_of(v, eq(slope(var("w"), var("w") * var("w") * v, v), 2 * v)),
        all_of(v, eq(slope(var("w"), t.power(var("w"), 3), v * v), 3 * v * v)),
        all_of(n, ge(9, n)),
        all_of(n, ge(7, n)),
        all_of(n, eq(t.power(const(0), n), t.is_zero(n) - 1)),
    ],
)
def test_what_is_false_is_not_computed_to_be_true(goal: Prop) -> None:
    refused([], goal, ["evaluate"], "does not confirm")


def test_what_is_only_known_at_a_few_numbers_is_not_denied_either() -> None:
    for goal in (all_of(n, ge(n, 0)), some_of(v, eq(v * v, 2)), all_of(v, ge(t.exp(v), 0))):
        refused([], not_(goal), ["evaluate"], "does not confirm")


# --- spaces ---------------------------------------------------------------------------------------------------------


def test_one_name_is_not_two_spaces() -> None:
    """A probability and a measure of one name would share their points here, and not in the terms."""
    probability, measure = ("Om", True), ("Om", False)
    f = var("f", (), measure)
    left = t.integral(measure, t.integral(probability, e * f))
    right = t.integral(measure, const(1)) * t.integral(probability, e * f)
    with pytest.raises(Rejected):
        proved([], eq(left, right), CLEAR)


def test_a_hole_is_not_filled_under_an_integral_or_a_derivative() -> None:
    hole = var("%hole")
    w = var("w")
    refused([eq(w, 1)], FALSUM, ["rewrite", 0, J(Term("deriv", (hole * w, s), (w,), ())), ["hyp", 1]], "captured")
    refused([eq(e, s)], FALSUM, ["rewrite", 0, J(t.integral(("Om", True), hole)), ["hyp", 1]], "integrated")


def test_every_attack_went_through_a_file() -> None:
    """The helper that offers evidence writes it as JSON first: nothing here relies on Python's objects."""
    text = json.dumps({"obligations": [], "proof": ["all", CLEAR]})
    assert prove(Sequent((), every(var("%1"), eq(var("%1"), var("%1")))), json.loads(text)).kind == "proved"
