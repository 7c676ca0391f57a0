"""Which labels evidence may use where, how facts for all indices are taken, and when a sum of squares is positive."""

from __future__ import annotations

import pytest

from proofread.trusted.terms import Term, index, integral, nat, number, total, var
from tests.trusted.attacks import (
    ONE_SQUARE,
    TRIVIAL,
    UNIT,
    ZERO,
    M,
    N,
    accepted,
    algebra,
    column,
    e,
    eq,
    every,
    f,
    ge,
    gt,
    head,
    refused,
    s,
    u,
    x,
    y,
)  # fmt: skip

A1 = ["1", [], 0, {}]
k, i = index("%1", N), index("i", N)
v, w = column("v", M), column("w", M)


# --- for all indices ------------------------------------------------------------------------------------------------


def test_what_holds_at_every_index_holds_of_the_column() -> None:
    accepted([every(k, eq(x[k], 0))], eq(x, 0), algebra([0], [["1", [], 0, {"_%1:N": "_0:N"}]]))
    accepted([every(k, eq(x[k], 0))], eq(total(x), 0), algebra([0], [["1", [], 0, {"_%1:N": "?a:N"}]]))
    refused([every(k, eq(x[k], 0))], eq(y, 0), algebra([0], [["1", [], 0, {"_%1:N": "_0:N"}]]), "left over")


def test_it_does_where_there_may_be_none() -> None:
    j = index("%1", M)
    accepted([every(j, eq(v[j], 0))], eq(v, 0), algebra([0], [["1", [], 0, {"_%1:M": "_0:M"}]]))


@pytest.mark.parametrize("bound", [var("%1"), nat("%1")])
def test_what_holds_of_all_numbers_is_no_equation(bound: Term) -> None:
    p = every(bound, eq(bound, 0))
    refused([p], eq(u, 0), algebra([0], [A1]), "forall is not an equation or inequality")


def test_a_number_on_the_left_is_one_of_every_entry() -> None:
    whole = [["-1", [], 0, {"_0:N": "_0:N"}]]
    accepted([eq(s, x)], eq(x, s), algebra([0], whole))
    accepted([eq(ZERO, v)], eq(total(v), 0), algebra([0], [["-1", [], 0, {"_0:M": "?a:M"}]]))
    by = {"c": "1", "q": [["1", []]], "by": [[0, {"_0:N": "?a:N"}]]}
    accepted([gt(ZERO, x)], ge(0, total(x)), algebra([0], sq=[by]))


# --- labels ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["i", "X", "Z", "a", "k1"])
def test_no_index_variable_is_an_axis(name: str) -> None:
    """x_i = 0 at one i is no fact about every i, whatever i is called."""
    at = eq(x[index(name, N)], 0)
    refused([at], eq(x, 0), algebra([0], [["1", [], 0, {f"{name}:N": "_0:N"}]]), "left over")
    accepted([at], eq(x[index(name, N)], 0), algebra([0], [A1]))


@pytest.mark.parametrize("label", ["_0:M", "_1:M", "k:M"])
def test_an_axis_of_a_fact_is_no_index_of_a_number(label: str) -> None:
    """v + s = 0 and v = 0 entry by entry, subtracted at an entry that need not be there."""
    glue = {"_0:M": label}
    proof = algebra([0, 1], [["1", [], 0, glue], ["-1", [], 1, glue]])
    refused([eq(v + s, 0), eq(v, 0)], eq(s, 0), proof, "free in the evidence and not in the goal")


def test_nor_is_a_label_of_a_lemma() -> None:
    """The same by way of two lemmas about v_k and v_k + s."""
    hyps = [eq(v + s, 0), eq(v, 0)]
    hv, hs = head("v", *hyps, eq(s, 0)), head("s", *hyps, eq(s, 0))
    for label in ("k:M", "~k:M"):
        entry = ["1", [[hv, [label]]]]
        steps = [
            {"poly": [entry, ["1", [[hs, []]]]], "eq": [["1", [], 0, {"_0:M": label}]]},
            {"poly": [entry], "eq": [["1", [], 1, {"_0:M": label}]]},
        ]
        proof = algebra([0, 1], [["1", [], 2, {}], ["-1", [], 3, {}]], steps=steps)
        refused(hyps, eq(s, 0), proof, "free in the evidence and not in the goal")


def test_a_lemma_may_be_about_every_point() -> None:
    he, hf = head("e", eq(e, f)), head("f", eq(e, f))
    poly = [["2", [[he, ["@Om:~Om"]]]], ["-2", [[hf, ["@Om:~Om"]]]]]
    step = {"poly": poly, "eq": [["2", [], 0, {"@Om:~Om": "@Om:~Om"}]]}
    proof = algebra([0], [["1/2", [], 1, {"@Om:~Om": "@Om:~Om"}]], steps=[step])
    accepted([eq(e, f)], eq(e, f), proof)


def test_an_index_of_the_hypotheses_may_be_used_for_a_number() -> None:
    """x_i = s at one i and x = 0, so s = 0: there is an i."""
    proof = algebra([0, 1], [["-1", [], 0, {}], ["1", [], 1, {"_0:N": "i:N"}]])
    accepted([eq(x[i], s), eq(x, 0)], eq(s, 0), proof)


@pytest.mark.parametrize("name", [f"i{n}" for n in range(12)])
def test_an_index_variable_beside_an_axis(name: str) -> None:
    """x_i·y = 0 for all entries of y: the axis is glued, whichever of the two is come upon first."""
    j = index(name, N)
    h = eq(x[j] * y, 0)
    accepted([h], eq(x[j] * total(y), 0), algebra([0], [["1", [], 0, {"_0:N": "?a:N"}]]))
    refused([h], eq(x[j] * total(y), 0), algebra([0], [A1]), "not glued")


@pytest.mark.parametrize("size", ["Ä", "ſ", "1", "N-5", "K+1"])
def test_a_sum_over_a_size_of_its_own_has_a_plain_name(size: str) -> None:
    square = {"c": "1", "q": [["1", [["δ", [f"?a:{size}", f"?b:{size}"]]]]]}
    refused([], TRIVIAL, algebra(sq=[square]), "ranges over a size of its own")


@pytest.mark.parametrize("name", ["xN", "N", "#", "#1", "##", 0.5, None, [], -1, 99])
def test_a_factor_is_a_head_or_a_size(name: object) -> None:
    context = [[name, []]]
    refused([eq(s, 0)], eq(s, 0), algebra([0], [["1", context, 0, {}]]), "no head")


def test_a_size_is_a_factor() -> None:
    accepted([eq(s, 0)], eq(number(N) * s, 0), algebra([0], [["1", [["#N", []]], 0, {}]]))
    refused([eq(s, 0)], eq(number(N) * s, 0), algebra([0], [["1", [["#N", ["?a:N"]]], 0, {}]]), "no head")


# --- squares --------------------------------------------------------------------------------------------------------


def test_a_mass_is_not_negative() -> None:
    """∫1, where no square depends on the point."""
    goal = ge(integral(("Z", False), UNIT), 0)
    square = {"c": "1", "q": [["1", []]], "measures": [["Z:False", "?a:~Z"]]}
    accepted([], goal, algebra(sq=[square]))
    refused([], gt(goal.args[0], 0), algebra(sq=[square]), "strictly positive")


def test_one_positive_square_is_enough_wherever_it_stands() -> None:
    goal = gt(s * s + 1, 0)
    squared = {"c": "1", "q": [["1", [[head("s", goal), []]]]]}
    accepted([], goal, algebra(sq=[squared, ONE_SQUARE]))
    accepted([], goal, algebra(sq=[ONE_SQUARE, squared]))
    refused([], gt(s * s, 0), algebra(sq=[squared]), "strictly positive")
