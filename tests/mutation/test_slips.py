"""Slips: each kind is made where it can be, fits or is poison, and is chosen the same way every time."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from proofread.language.loading import load
from proofread.mutation.slips import HYPOTHESIS, MOST_NODES, chosen, slips
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import quantifier
from proofread.trusted.printing import text
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import Prop, is_poison
from proofread.trusted.trees import bind
from proofread.trusted.well_formed import well_formed

N, D = size_symbol("N"), size_symbol("d")
x, y, c = t.var("x"), t.var("y"), t.var("c")
A, B = t.var("A", (N, N)), t.var("B", (N, N))
X, v = t.var("X", (N, D)), t.var("v", (N, t.ONE))
i, j = t.index("i", N), t.index("j", N)
CLAIMS = Path(__file__).parents[1] / "mutants" / "claims.py"


def said(goal: Prop, kind: str) -> set[str]:
    return {text(s.sequent.goal) for s in slips(Sequent((), goal)) if s.kind == kind and s.poison is None}


@pytest.mark.parametrize(
    ("kind", "goal", "made"),
    [
        ("sign", t.relation("equal", x, y), "x = −y"),
        ("sign", t.relation("equal", x, y + c), "x = −y + c"),
        ("factor", t.relation("equal", x, y), "x = (1/2)·y"),
        ("factor", t.relation("equal", x, 3 * y), "x = y"),
        ("transpose", t.relation("equal", A @ B, B), "Aᵀ B = B"),
        ("swapped factors", t.relation("equal", A @ B, B), "B A = B"),
        ("power", t.relation("equal", x, y**2), "x = y"),
        ("inverse dropped", t.relation("equal", t.inv(A), B), "A = B"),
        ("mean for sum", t.relation("equal", t.total(v), c), "sum(v)/N = c"),
        ("size", t.relation("equal", c, t.number(N)), "c = N + 1"),
        ("number", t.relation("equal", c, 2), "c = 3"),
        ("index", t.relation("equal", A[i, j], c), "A[j, i] = c"),
        ("relation", t.relation("ge", x, y), "x > y"),
        ("relation", t.relation("gt", x, y), "y > x"),
        ("entrywise product", t.relation("equal", A @ B, B), "A ⊙ B = B"),
        ("term dropped", t.relation("equal", x, y + c), "x = y"),
        ("logic", t.predicate("invertible", A), None),
    ],
)
def test_every_kind_is_made(kind: str, goal: Prop, made: str | None) -> None:
    found = said(goal, kind)
    assert made in found if made else found


def test_another_size_stands_for_a_size() -> None:
    goal = t.relation("equal", t.trace(X.T @ X), t.number(D) - t.number(N))
    assert any("d − d" in s or "N − N" in s for s in said(goal, "size"))


def test_every_hypothesis_is_dropped_once() -> None:
    s = Sequent((t.relation("gt", x, 0), t.relation("gt", y, 0)), t.relation("gt", x + y, 0))
    assert [p.place for p in slips(s) if p.kind == HYPOTHESIS] == ["0", "1"]


def test_what_changes_nothing_as_it_is_written_is_no_slip() -> None:
    assert not said(t.relation("equal", x, 0), "sign") | said(t.relation("equal", x, 0), "factor")
    assert not said(t.relation("gt", x, y), "relation") - {"y > x"}  # ≥ for > is weaker: nothing can tell it


def test_a_factor_that_does_not_fit_is_kept_as_ill_posed() -> None:
    assert [s for s in slips(Sequent((), t.relation("equal", X.T @ v, c))) if s.kind == "transpose" and s.poison]


def claims() -> list[Sequent]:
    result = load([CLAIMS])
    assert result.errors == ()
    return [Sequent(s.hypotheses, s.goal) for item in result.items for s in item.statements]  # type: ignore[union-attr]


def test_slips_of_real_claims_are_well_formed_and_all_different() -> None:
    count = 0
    for s in claims():
        made = slips(s)
        count += len(made)
        assert len({p.sequent.digest for p in made}) == len(made) and s.digest not in {p.sequent.digest for p in made}
        for p in made:
            assert p.poison == is_poison(p.sequent.goal)
            assert p.poison is not None or well_formed(p.sequent.goal)
    assert count > 500


def test_the_choice_depends_on_the_digest_and_the_seed_only() -> None:
    s = claims()[0]
    made = slips(s)
    assert chosen(made, 6, 0) == chosen(tuple(reversed(made)), 6, 0)
    assert len(chosen(made, 6, 0)) == 6 and chosen(made, 6, 0) != chosen(made, 6, 1)
    assert set(chosen(made, 0, 0)) == set(made)


def test_kinds_take_turns_and_few_of_those_chosen_are_ill_posed() -> None:
    for s in claims():
        some = chosen(slips(s), 8, 0)
        posed = [p for p in some if p.poison is None]
        fit = [p for p in slips(s) if p.poison is None]
        assert len(posed) == min(6, len(fit)) or len(posed) == len(some)
        kinds = {p.kind for p in slips(s) if p.poison is None}
        assert len({p.kind for p in posed}) == min(len(kinds), len(posed))


def test_of_a_goal_as_long_as_a_table_some_places_are_tried_the_same_ones_each_time() -> None:
    table = t.array([[k + 10 * j for k in range(30)] for j in range(30)])
    long = Sequent((), t.relation("equal", table, table))
    made = slips(long)
    assert 0 < len(made) <= 2 * MOST_NODES // 1800 and [p.place for p in slips(long)] == [p.place for p in made]


def test_a_quantifier_over_reals_goes_with_its_variable() -> None:
    goal = bind(partial(quantifier, "exists"), c, t.relation("equal", x, y + c))
    assert "x = y" in said(goal, "term dropped")
