"""Nearby truths and missing conditions of false statements, proved before they are suggested."""

from __future__ import annotations

from pathlib import Path

from proofread.audit.verdicts import Proved
from proofread.mutation.conditions import missing, usual
from proofread.mutation.nearby import MOST, nearest, neighbours
from proofread.mutation.run import Settings
from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.printing import text
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import Prop

SETTINGS = Settings(Path(__file__).parents[2], jobs=1)
N, D = size_symbol("N"), size_symbol("d")
x, y = t.var("x"), t.var("y")
A = t.var("A", (N, N))
u = t.var("u", (N, t.ONE))


def near(goal: Prop, *hypotheses: Prop) -> str | None:
    (found,), complete = nearest([Sequent(hypotheses, goal)], SETTINGS)
    assert complete and found.tried <= MOST
    if found.nearby is None:
        return None
    kernel.prove(found.nearby.sequent, found.nearby.verdict.evidence)
    return found.nearby.said


def test_a_wrong_sign_is_mended() -> None:
    assert near(t.relation("equal", (x - y) ** 2, x**2 + 2 * (x * y) + y**2)) == "(x − y)² = x² − 2·x·y + y²"


def test_a_missing_square_and_a_missing_factor_are_mended() -> None:
    assert near(t.relation("equal", (x * y) ** 2, x**2 * y)) == "(x·y)² = x²·y²"
    assert near(t.relation("equal", x + x, x)) == "x + x = 2·x"
    half = t.const(1) / 2
    assert near(t.relation("equal", half * x + y, y + x)) == "(1/2)·x + y = y + (1/2)·x"


def test_nothing_near_is_true_where_nothing_is() -> None:
    assert near(t.relation("equal", t.apply("f", "field", x), t.apply("g", "field", y))) is None


def test_neighbours_speak_of_all_the_variables() -> None:
    s = Sequent((), t.relation("equal", x + y, y))
    assert all("x" in text(n.sequent.goal) for n in neighbours(s))


def conditions(goal: Prop, *hypotheses: Prop) -> list[str]:
    (found,), complete = missing([Sequent(hypotheses, goal)], SETTINGS)
    assert complete and found.tried
    for x in found.weakest:
        assert isinstance(x.verdict, Proved) and x.verdict.satisfying is not None
        kernel.prove(x.sequent, x.verdict.evidence)
    return [x.condition.text for x in found.weakest]


def test_the_weakest_condition_is_named() -> None:
    """|x| = x where x ≥ 0; that x > 0 or x ≥ 1 would do as well is not said."""
    assert conditions(t.relation("equal", t.absolute(x), x)) == ["x ≥ 0"]


def test_symmetry_is_found_missing() -> None:
    found = conditions(t.relation("equal", t.matmul(A, A), t.matmul(A.T, A)))
    assert any("Aᵀ = A" in c for c in found), found


def test_two_conditions_where_one_is_not_enough() -> None:
    found = conditions(t.relation("ge", x * y + x + y, 0))
    assert "x ≥ 0 and y ≥ 0" in found, found


def test_what_is_assumed_or_to_be_shown_is_no_condition() -> None:
    goal, given = t.relation("ge", x, 0), t.relation("apart", x, 0)
    assert not {goal, given} & set(usual(Sequent((given,), goal)))


def test_no_condition_where_it_is_false_whatever_is_assumed() -> None:
    assert conditions(t.relation("gt", 0, x**2)) == []
