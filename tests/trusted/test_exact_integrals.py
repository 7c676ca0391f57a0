"""Where the conditions of an integrand are asked for: on every cell, and at bounds that are only enclosed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from proofread.trusted import exact_integrals
from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.enclosures import Interval, point
from proofread.trusted.exact import EMPTY, evaluate
from proofread.trusted.exact_terms import scope_of
from proofread.trusted.quadrature import CELLS
from proofread.trusted.terms import Prop, Term, const, var

V = var("%1")
ROOT = t.sqrt(const(2))


def definite(body: Term, a: object, b: object) -> Term:
    return s.definite(V, body, a, b)


def seen(x: Term, judge: Callable[[Interval], bool | None] = lambda at: True) -> tuple[bool | None, list[Interval]]:
    """What becomes of it, and where its conditions were asked for."""
    places: list[Interval] = []

    def asked(p: Prop, scope: Any) -> bool | None:
        (at,) = scope.bound[V].flat
        places.append(at)
        return judge(at)

    return exact_integrals.converges(x, scope_of(EMPTY), asked), places


def test_conditions_are_asked_for_on_every_cell() -> None:
    for a, b in ((1, 2), (2, 1)):
        found, places = seen(definite(t.recip(V), a, b))
        assert found is True and len(places) == CELLS
        assert places[0].lo == 1 and places[-1].hi == 2 and all(p.hi > p.lo for p in places)
    assert seen(definite(V, 1, 2)) == (True, [])  # it has none
    two = definite(t.recip(V) + t.log(V), 1, 2)
    assert len(seen(two)[1]) == 2 * CELLS


@pytest.mark.parametrize(("a", "b", "ends"), [(1, ROOT, 1), (ROOT, 2, 1), (ROOT, t.sqrt(const(3)), 2)])
def test_and_at_bounds_that_are_enclosed(a: Any, b: Any, ends: int) -> None:
    x = definite(t.recip(V), a, b)
    found, places = seen(x)
    enclosed = [p for p in (evaluate(t.to_term(end), EMPTY).flat[0] for end in (a, b)) if not p.is_point]  # type: ignore[union-attr]
    assert found is True and len(places) == CELLS + ends and len(enclosed) == ends
    assert places[CELLS:] == enclosed
    for end in enclosed:
        assert seen(x, lambda at, end=end: at != end)[0] is None  # type: ignore[misc]
        assert seen(x, lambda at, end=end: None if at == end else True)[0] is None  # type: ignore[misc]


def test_one_cell_that_fails_is_enough() -> None:
    x = definite(t.recip(V), 1, 2)
    for fails in (False, None):
        assert seen(x, lambda at, fails=fails: fails if at.lo <= point(1).lo else True)[0] is None  # type: ignore[misc]
        assert seen(x, lambda at, fails=fails: fails if at.hi >= 2 else True)[0] is None  # type: ignore[misc]
