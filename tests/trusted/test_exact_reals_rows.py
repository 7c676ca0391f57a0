"""The rows of a system, as they are read off its equations; what gives none; and how many points are tried."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import exact_reals as reals
from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY
from proofread.trusted.exact_reals import Reals
from proofread.trusted.exact_terms import scope_of
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, connective, const, index, nat, var
from tests.trusted.attacks import OMEGA, e, eq, every, ge, gt

V, W, Y = var("%1"), var("%2"), var("%3")
TWO = Size((), 2)
COL = var("%4", (TWO, ONE))
ROOT = t.sqrt(const(2))
PAIR = t.array([V, W])


def over(*variables: Term) -> Reals:
    return Reals(variables, scope_of(EMPTY))


BOTH = over(V, W)
both = lambda *parts: connective("and", *parts)


@pytest.mark.parametrize(
    ("p", "rows"),
    [
        (eq(2 * V - W, 3), [[2, -1, 3]]),
        (eq(5, V + 1), [[-1, 0, -4]]),
        (eq(PAIR, t.array([7, V])), [[1, 0, 7], [-1, 1, 0]]),
        (eq(PAIR, 1), [[1, 0, 1], [0, 1, 1]]),
        (eq(1, 2), [[0, 0, 1]]),
        (eq(3, 3), [[0, 0, 0]]),
        (both(eq(V, 1), eq(W, 2), eq(0, 0)), [[1, 0, 1], [0, 1, 2], [0, 0, 0]]),
        (every(Y, eq(V * Y, W)), [[0, -1, 0], [1, -1, 0]]),
        (every(Y, eq(V * Y * Y, 1)), [[0, 0, 1], [1, 0, 1], [4, 0, 1]]),
        (every(COL, eq(t.total(COL) * V, 2)), [[0, 0, 2], [1, 0, 2], [1, 0, 2], [2, 0, 2]]),
        (eq(V * W, 1), None),
        (eq(V, ROOT), None),
        (eq(V, t.exp(W)), None),
        (ge(V, 1), None),
        (gt(V, 1), None),
        (connective("or", eq(V, 1)), None),
        (both(eq(V, 1), ge(W, 1)), None),
        (every(nat("%3"), eq(V, W)), None),
        (every(index("%3", TWO), eq(V, W)), None),
        (every(V, eq(V, W)), None),  # hides one that is solved for
        (every(var("%3", (), OMEGA), eq(V, W)), None),
        (every(Y, eq(t.exp(Y) * V, W)), None),
        (every(Y, eq(Y * V * V, W)), None),
        (every(Y, eq(V, ROOT)), None),
        (eq(V, 0 * e), None),
    ],
)
def test_the_rows_of_linear_equations(p: Prop, rows: list[list[int]] | None) -> None:
    assert reals._linear_rows(p, BOTH) == rows


@pytest.mark.parametrize(
    ("p", "rows"),
    [
        (eq(3 * V * W - 2 * V * V + 5 * W * W, 4 * V - 6 * W + 7), [[3, -2, 5, -4, 6, 7]]),
        (eq(V, W + 1), [[0, 0, 0, 1, -1, 1]]),
        (eq(1, 2), [[0, 0, 0, 0, 0, 1]]),
        (both(eq(V * V, 1), ge(W, 0), eq(W, 2)), [[0, 1, 0, 0, 0, 1], [0, 0, 0, 0, 1, 2]]),
        (eq(V**3, 1), []),
        (eq(V * V, ROOT), []),
        (eq(t.exp(V), 1), []),
        (ge(V * V, 1), []),
        (eq(PAIR, t.array([1, 2])), []),  # of numbers alone
        (eq(PAIR, 1), []),
        (eq(V * V, 0 * e), []),
        (every(Y, eq(V * V, Y)), []),
    ],
)
def test_the_rows_of_quadratic_equations(p: Prop, rows: list[list[int]]) -> None:
    """An unknown for VW, V², W², V and W, and the right side."""
    assert reals._quadratic_rows(p, BOTH) == rows
    assert all(len(row) == reals._monomials(2) + 1 == 6 for row in rows)


def test_an_equation_between_numbers_counts_in_a_system() -> None:
    none = both(eq(V, 1), eq(1, 2))
    assert reals.exists(BOTH, none) is False and reals.exists(BOTH, both(eq(V, 1), eq(2, 2))) is True
    assert reals.exists(BOTH, both(eq(V * V, 1), eq(1, 2))) is False
    judge: Any = lambda p, scope: None
    assert reals.for_all(BOTH, connective("implies", none, eq(V, W)), judge) is True
    assert reals.for_all(BOTH, connective("implies", both(eq(V, 1), eq(2, 2)), eq(V + W, W + 1)), judge) is True
    assert reals.for_all(BOTH, connective("implies", both(eq(V, 1), eq(2, 2)), eq(V + W, 1)), judge) is False


def test_as_many_points_are_tried_as_the_limit_says() -> None:
    """V^1499 has a grid of 1500 points, V^1500 one of 1501; Y^99 gives 100 rows, Y^100 would give 101."""
    seen: list[Any] = []

    def judge(p: Prop, scope: Any) -> bool | None:
        seen.append(scope.bound[V].flat[0].lo)
        return True

    assert reals.for_all(over(V), eq(V**1499, V), judge) is True and seen == list(range(reals.MOST_POINTS))
    seen.clear()
    assert reals.for_all(over(V), eq(V**1500, V), judge) is None and not seen
    rows = reals._linear_rows(every(Y, eq(Y**99 * 0, V)), over(V))
    assert rows == [[-1, 0]] * reals.MOST_ROWS
    assert reals._linear_rows(every(Y, eq(Y**100 * 0, V)), over(V)) is None
