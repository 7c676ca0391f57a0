"""Attacks on the rules for connectives, rewriting and induction. Each gets through when the condition that stops it is
deleted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.rules import RULES
from proofread.trusted.terms import (
    Prop,
    Term,
    connective,
    const,
    index,
    nat,
    ones,
    predicate,
    quantifier,
    total,
    var,
)  # fmt: skip
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    ONE_SQUARE,
    TRIVIAL,
    ZERO,
    A,
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
    head,
    proved,
    r,
    refused,
    s,
    some,
    x,
)  # fmt: skip

A1 = ["1", [], 0, {}]
ABSURD = algebra([0], sq=[{"c": "1", "q": [["1", []]], "by": [[0, {}]]}])
c, n, i = var("c"), nat("n"), index("i", N)


def and_(*p: Prop) -> Prop:
    return connective("and", *p)


def or_(*p: Prop) -> Prop:
    return connective("or", *p)


def implies(p: Prop, q: Prop) -> Prop:
    return connective("implies", p, q)


def iff(p: Prop, q: Prop) -> Prop:
    return connective("iff", p, q)


def not_(p: Prop) -> Prop:
    return connective("not", p)


# --- names of rules, numbers of hypotheses --------------------------------------------------------------------------


@pytest.mark.parametrize("proof", [None, [], "hyp", ["magic"], [["hyp"]], {}, [0], ["HYP", 0], ["_hyp", 0]])
def test_there_are_no_other_rules(proof: Any) -> None:
    refused([FALSUM], FALSUM, proof, "no rule|malformed")


@pytest.mark.parametrize("k", [-1, 1, "0", None, 0.0, [0]])
def test_hypotheses_are_counted_from_0(k: Any) -> None:
    refused([eq(s, 0)], eq(s, 0), ["hyp", k], "no hypothesis")


def test_a_hypothesis_proves_itself_only() -> None:
    refused([eq(s, 0)], eq(r, 0), ["hyp", 0], "is not the goal")
    refused([ge(s, 0)], gt(s, 0), ["hyp", 0], "is not the goal")
    accepted([eq(s, 0)], eq(s, 0), ["hyp", 0])


def test_what_is_left_behind_is_gone() -> None:
    """`only` numbers the hypotheses it keeps anew, and has no others."""
    both = [eq(s, 0), eq(r, 0)]
    accepted(both, eq(r, 0), ["only", [1], ["hyp", 0]])
    refused(both, eq(r, 0), ["only", [1], ["hyp", 1]], "no hypothesis")
    refused(both, eq(r, 0), ["only", [0], ["hyp", 0]], "is not the goal")
    refused(both, eq(s, 0), ["only", [], ["hyp", 0]], "no hypothesis")
    refused(both, eq(s, 0), ["only", [2], ["hyp", 0]], "no hypothesis")
    refused(both, eq(s, 0), ["only", ["0"], ["hyp", 0]], "no hypothesis")
    refused([], FALSUM, ["only", [], CLEAR], "strictly positive")
    refused([], TRIVIAL, ["only", 7, CLEAR], "malformed|iterable")


def test_a_lemma_is_proved_before_it_is_used() -> None:
    refused([], FALSUM, ["have", J(FALSUM), CLEAR, ["hyp", 0]], "strictly positive")
    refused([], FALSUM, ["have", J(FALSUM), ["hyp", 0], ["hyp", 0]], "no hypothesis")
    refused([], FALSUM, ["absurd", ["absurd", CLEAR]], "strictly positive")


# --- connectives ----------------------------------------------------------------------------------------------------


def test_both_parts_of_a_conjunction() -> None:
    refused([], and_(TRIVIAL, FALSUM), ["both", CLEAR], "so many parts")
    refused([], and_(TRIVIAL, FALSUM), ["both", CLEAR, CLEAR], "strictly positive")
    accepted([], and_(TRIVIAL, TRIVIAL), ["both", CLEAR, CLEAR])


@pytest.mark.parametrize("goal", [not_(TRIVIAL), every(c, TRIVIAL), some(index("k", M), TRIVIAL)])
def test_what_is_no_conjunction_is_not_proved_part_by_part(goal: Prop) -> None:
    refused([], goal, ["both", CLEAR], "not a conjunction")


def test_a_disjunction_needs_one_of_its_parts() -> None:
    for which in (1, -1, 2, "0", True):
        refused([], or_(TRIVIAL, FALSUM), ["or", which, CLEAR], "no such alternative|strictly positive")
    accepted([], or_(TRIVIAL, FALSUM), ["or", 0, CLEAR])
    refused([], and_(TRIVIAL, FALSUM), ["or", 0, CLEAR], "no such alternative")
    refused([], not_(TRIVIAL), ["or", 0, CLEAR], "no such alternative")


def test_an_implication_is_not_an_equivalence() -> None:
    refused([], iff(FALSUM, TRIVIAL), ["assume", CLEAR], "not an implication")
    accepted([], implies(FALSUM, TRIVIAL), ["assume", CLEAR])
    refused([], implies(TRIVIAL, FALSUM), ["assume", CLEAR], "strictly positive")


def test_an_equivalence_has_two_directions() -> None:
    refused([], iff(FALSUM, TRIVIAL), ["iff", CLEAR], "not an equivalence")
    refused([], iff(FALSUM, TRIVIAL), ["iff", CLEAR, CLEAR], "strictly positive")
    accepted(
        [], iff(eq(s, 0), eq(2 * s, 0)), ["iff", algebra([0], [["2", [], 0, {}]]), algebra([0], [["1/2", [], 0, {}]])]
    )
    refused([], and_(FALSUM, FALSUM), ["iff", ["hyp", 0], ["hyp", 0]], "not an equivalence")


def test_an_implication_is_not_split_into_both_directions() -> None:
    h = implies(eq(s, 0), eq(r, 0))
    refused([h], implies(eq(r, 0), eq(s, 0)), ["split", 0, ["hyp", 2]], "nothing to split")
    refused([or_(eq(s, 0), eq(r, 0))], eq(s, 0), ["split", 0, ["hyp", 1]], "nothing to split")
    accepted([iff(eq(s, 0), eq(r, 0))], implies(eq(r, 0), eq(s, 0)), ["split", 0, ["hyp", 2]])
    accepted([and_(eq(s, 0), eq(r, 0))], eq(r, 0), ["split", 0, ["hyp", 2]])


def test_modus_ponens_needs_an_implication_and_its_premise() -> None:
    either = or_(TRIVIAL, FALSUM)
    refused([either], FALSUM, ["modus", 0, CLEAR, ["hyp", 1]], "not an implication")
    refused([implies(FALSUM, FALSUM)], FALSUM, ["modus", 0, CLEAR, ["hyp", 1]], "strictly positive")
    refused([iff(eq(s, 0), FALSUM)], FALSUM, ["modus", 0, CLEAR, ["hyp", 1]], "not an implication")
    accepted([implies(TRIVIAL, eq(s, 0))], eq(s, 0), ["modus", 0, CLEAR, ["hyp", 1]])


def test_cases_are_those_of_a_disjunction() -> None:
    refused([implies(FALSUM, FALSUM)], FALSUM, ["cases", 0, ["hyp", 1], ["hyp", 1]], "one proof for each case")
    refused([or_(FALSUM, eq(s, 0))], FALSUM, ["cases", 0, ["hyp", 1]], "one proof for each case")
    refused([or_(FALSUM, eq(s, 0))], FALSUM, ["cases", 0, ["hyp", 1], ["hyp", 1]], "is not the goal")
    accepted([or_(eq(s, 0), eq(s, 0))], eq(s, 0), ["cases", 0, ["hyp", 1], ["hyp", 1]])


def test_a_negation_is_refuted_from_what_it_denies() -> None:
    refused([], and_(FALSUM, FALSUM), ["refute", ["hyp", 0]], "not a negation")
    refused([], or_(FALSUM, FALSUM), ["refute", ["hyp", 0]], "not a negation")
    refused([], not_(TRIVIAL), ["refute", ["hyp", 0]], "is not the goal")
    accepted([], not_(FALSUM), ["refute", ["hyp", 0]])


def test_a_random_statement_is_not_denied_point_by_point() -> None:
    goal = not_(eq(e, e + 1))
    contradiction = algebra([0], [["1", [], 0, {}]], [ONE_SQUARE])
    refused([], goal, ["refute", contradiction], "not a negation")


def test_entries_are_not_all_apart_because_not_all_are_equal() -> None:
    """x ≠ 0 in some entry contradicts x = 0, and does not make every entry ≠ 0."""
    h = predicate("nonzero", x)
    proof = ["refute", ["fact", "nonzero_zero", [J(x)], ["hyp", 2]]]
    refused([h], apart(x), proof, "numbers only")
    accepted([predicate("nonzero", s)], apart(s), ["refute", ["fact", "nonzero_zero", [J(s)], ["hyp", 2]]])


def test_nor_are_all_points_of_a_space() -> None:
    h = eq(E(e), 1)
    zero_mean = ["1", [[head("Om:True", h, eq(e, 0)), ["?a:~Om"]]], 1, {"@Om:~Om": "?a:~Om"}]
    contradiction = algebra([0, 1], [["-1", [], 0, {}], zero_mean], [ONE_SQUARE])
    refused([h], apart(e), ["refute", contradiction], "numbers only")
    mean_is_zero = algebra([0, 1], [["-1", [], 0, {}], zero_mean], [ONE_SQUARE])
    refused([h], not_(eq(e, 0)), ["refute", mean_is_zero], "not a negation")


def test_only_a_negation_is_contradicted() -> None:
    refused([and_(TRIVIAL, TRIVIAL)], FALSUM, ["contradict", 0, CLEAR], "not a negation")
    refused([not_(FALSUM)], FALSUM, ["contradict", 0, CLEAR], "strictly positive")
    refused([not_(eq(e, 0)), eq(e, 0)], FALSUM, ["contradict", 0, ["hyp", 1]], "not a negation")
    accepted([not_(TRIVIAL)], FALSUM, ["contradict", 0, CLEAR])


def test_a_number_has_one_of_three_signs_and_a_column_has_not() -> None:
    def cases(v: Term) -> tuple[Prop, list[Any]]:
        three = (gt(v, 0), eq(v, 0), gt(0, v))
        return or_(*three), ["sign", J(v), ["or", 0, ["hyp", 0]], ["or", 1, ["hyp", 0]], ["or", 2, ["hyp", 0]]]

    accepted([], *cases(s))
    refused([], *cases(x), "the sign of a number")
    refused([], *cases(e), "the sign of a number")
    goal, proof = cases(s)
    refused([], goal, proof[:-1], "malformed")


def test_zero_is_a_case() -> None:
    goal = or_(gt(s, 0), gt(0, s))
    refused(
        [], goal, ["sign", J(s), ["or", 0, ["hyp", 0]], ["or", 1, ["hyp", 0]], ["or", 1, ["hyp", 0]]], "not the goal"
    )


# --- rewriting and congruence ---------------------------------------------------------------------------------------


def test_only_equations_rewrite() -> None:
    hole = var("%hole")
    refused([ge(s, r)], eq(2 * s, 2 * r), ["rewrite", 0, J(2 * hole), ["hyp", 1]], "not an equation")
    accepted([eq(s, r)], eq(2 * s, 2 * r), ["rewrite", 0, J(2 * hole), ["hyp", 1]])


def test_a_number_is_not_rewritten_to_a_column() -> None:
    """x = s entry by entry; Σx is N·s and not s."""
    hole = column("%hole", N)
    refused([eq(x, s)], eq(total(x), s), ["rewrite", 0, J(total(hole)), algebra([1], [A1])], "of one shape")


def test_a_predicate_is_carried_to_equal_terms_only() -> None:
    h = predicate("pd", A)
    refused([h], predicate("psd", A), ["congruent", 0, CLEAR], "not the same predicate")
    refused([h], predicate("pd", 2 * A), ["congruent", 0, CLEAR], "left over")
    accepted([h], predicate("pd", 2 * A - A), ["congruent", 0, CLEAR])
    refused([ge(s, r)], gt(s, r), ["congruent", 0, CLEAR, CLEAR], "not the same predicate")
    refused([ge(s, r)], ge(s, 2 * r), ["congruent", 0, CLEAR], "not the same predicate")
    refused([eq(s, 0)], implies(eq(s, 0), TRIVIAL), ["congruent", 0, CLEAR, CLEAR], "not the same predicate")


def test_a_predicate_of_a_number_is_not_one_of_a_matrix_filled_with_it() -> None:
    one = predicate("pd", const(1))
    refused([one], predicate("pd", ones(N, N)), ["congruent", 0, CLEAR], "different shapes")


@pytest.mark.parametrize("op", ["and", "or", "not", "implies", "iff", "forall", "exists"])
def test_connectives_are_not_congruent(op: str) -> None:
    h = (
        quantifier(op, c, TRIVIAL)
        if op in ("forall", "exists")
        else connective(op, *[TRIVIAL] * (1 if op == "not" else 2))
    )
    refused([h], h, ["congruent", 0, CLEAR, CLEAR], "not the same predicate|malformed")


# --- induction ------------------------------------------------------------------------------------------------------

UP = algebra([0], [["1", [], 0, {}]])


def test_a_hypothesis_about_the_number_is_not_one_about_every_number() -> None:
    """n = 1 ⊢ n(n − 2) = 0 by induction: 0 is a root, and n = 1 would be used on the way from 1 to 2."""
    goal = eq(n * (n - 2), 0)
    step = algebra([0], [["1", [[head("n", eq(n, 1)), []]], 0, {}], A1])
    refused([eq(n, 1)], goal, ["induction", "n", CLEAR, step], "no hypothesis|left over|is not|no head")
    refused([eq(n, 1)], goal, ["induction", "n", CLEAR, algebra([0], [A1])], "left over")


def test_induction_begins_at_0_and_goes_up_by_1() -> None:
    refused([], ge(n, 1), ["induction", "n", CLEAR, CLEAR], "left over")
    refused([], eq(n, 0), ["induction", "n", CLEAR, algebra([0], [A1])], "left over")
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    accepted([], ge(n, 0), ["induction", "n", CLEAR, algebra([0], sq=[by, ONE_SQUARE])])


def test_the_induction_hypothesis_holds_at_n_only() -> None:
    goal = eq(t.sequence("a", n, ()), 0)
    refused([eq(t.sequence("a", const(0), ()), 0)], goal, ["induction", "n", ["hyp", 0], ["hyp", 1]], "is not the goal")


def test_a_case_about_the_number_is_dropped_too() -> None:
    """Inside the case n > 0 induction would have no base."""
    refused([], ge(n, 1), ["sign", J(n), ["induction", "n", ["hyp", 0], ["hyp", 0]], CLEAR, CLEAR], "no hypothesis")


def test_a_natural_number_with_something_inside_is_no_other_number() -> None:
    other = Term("nat", (ZERO,), ("n",))
    lemma = eq(n * (n - other - 1), 0)
    refused([], eq(n, 0), ["have", J(lemma), ["induction", "n", CLEAR, CLEAR], algebra([0], [["-1", [], 0, {}]])],
            "operators make")  # fmt: skip


def test_induction_over_something_else() -> None:
    accepted([], TRIVIAL, ["induction", "m", CLEAR, CLEAR])
    refused([], ge(s, 0), ["induction", "s", CLEAR, CLEAR], "left over")


def test_algebra_has_a_file_of_its_own() -> None:
    refused([], FALSUM, ["algebra", {"use": []}], "strictly positive")


def test_every_rule_is_attacked() -> None:
    """These files name every rule; a new one needs an attack."""
    text = "".join(f.read_text(encoding="utf-8") for f in Path(__file__).parent.glob("test_rules*.py"))
    assert [name for name in RULES if f'"{name}"' not in text] == []


def test_positive_controls_of_evidence_as_saved() -> None:
    theorem = proved([gt(s, 0)], gt(2 * s, 0), algebra([0], sq=[{"c": "2", "q": [["1", []]], "by": [[0, {}]]}]))
    assert theorem.kind == "proved" and theorem.ledger == ()
    accepted([FALSUM], eq(s, r), ["absurd", ["hyp", 0]])
    accepted([FALSUM], FALSUM, ABSURD)
