"""Facts about derivatives, whose conditions speak of every point: opened at points of known functions."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.facts import apply_fact
from proofread.trusted.terms import Prop, Term, const, deriv, var
from proofread.trusted.trees import bind, open_binder
from proofread.trusted.well_formed import well_formed
from tests.trusted.attacks import N, apart

v, POINTS = var("?v"), [Fraction(k, 4) for k in range(-16, 17)]
ROWS = ("minimum_stationary", "maximum_stationary", "local_minimum_stationary")
FIELD = t.apply("L", "field", var("u", (N, t.ONE)))


def slope(body: Term, at: Fraction) -> Term:
    made: Term = bind(lambda b, p: deriv(b, p, const(at)), v, body)
    return made


def judge(p: Prop) -> bool | None:
    return exact.holds(p, exact.EMPTY)


def at_every_point(condition: Prop) -> bool:
    """∀v … at all points that are tried."""
    assert condition.op == "forall"
    return all(judge(open_binder(condition, const(p))) is True for p in POINTS)


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("vertex", [Fraction(0), Fraction(1), Fraction(-3, 2)])
def test_what_is_least_and_what_is_greatest_are_told_apart(sign: int, vertex: Fraction) -> None:
    d = slope(sign * (v - vertex) * (v - vertex) + 1, vertex)
    for name, fits in (("minimum_stationary", sign == 1), ("maximum_stationary", sign == -1)):
        (extremal,), conclusion = apply_fact(name, [d])
        assert at_every_point(extremal) is fits
        assert conclusion == t.relation("equal", d, 0)
        assert judge(conclusion) is True


@pytest.mark.parametrize("name", ROWS[:2])
def test_on_a_slope_nothing_is_extremal(name: str) -> None:
    for body in (v, -v, v * v * v):
        (extremal,), _ = apply_fact(name, [slope(body, Fraction(1))])
        assert not at_every_point(extremal)


@pytest.mark.parametrize("name", ROWS)
def test_where_there_is_no_derivative_nothing_is_concluded(name: str) -> None:
    """|v| is least at 0 and −|v| greatest: the condition under which the derivative exists fails."""
    for body in (t.absolute(v), -t.absolute(v)):
        *needed, _ = apply_fact(name, [slope(body, Fraction(0))])[0]
        assert [judge(c) for c in needed] == [False]
        *needed, _ = apply_fact(name, [slope(body, Fraction(1))])[0]
        assert needed == [apart(const(1), 0)] and judge(needed[0]) is True


def some(condition: Prop, value: Term) -> tuple[Prop, Prop]:
    """∃c (c > 0 ∧ …) at a value: the sign and the rest."""
    assert condition.op == "exists"
    body: Prop = open_binder(condition, value)
    assert body.op == "and"
    sign, rest = body.args
    return sign, rest


@pytest.mark.parametrize(("body", "at", "is_least"), [
    (v * v * v - 3 * v, 1, True), (v * v * v - 3 * v, -1, False), (3 * v - v * v * v, -1, True), (v, 0, False),
])  # fmt: skip
def test_a_local_minimum_is_least_nearby(body: Term, at: int, is_least: bool) -> None:
    """v³ − 3v has one at 1 and a local maximum at −1; far away it is less than at both."""
    (least,), conclusion = apply_fact("local_minimum_stationary", [slope(body, Fraction(at))])
    sign, near = some(least, const(Fraction(1, 2)))
    assert judge(sign) is True and at_every_point(near) is is_least
    assert not at_every_point(some(least, const(100))[1])
    for value in (0, -1):  # without a positive radius nothing would be said
        assert judge(some(least, const(value))[0]) is False
    assert conclusion.op == "equal" and conclusion.args[1] == const(0)


def test_the_constants_of_an_expansion_are_positive() -> None:
    """With C = 0 or r = 0 it would say that the rest vanishes, or nothing."""
    conditions, conclusion = apply_fact("expansion_to_second_order", [FIELD])
    assert conditions == () and well_formed(conclusion)
    for value, fits in ((1, True), (0, False), (-1, False)):
        sign, rest = some(conclusion, const(value))
        assert judge(sign) is fits
        assert judge(some(rest, const(value))[0]) is fits


def test_the_expansion_is_for_every_point_nearby() -> None:
    _, rest = some(apply_fact("expansion_to_second_order", [FIELD])[1], const(1))
    _, near = some(rest, const(1))
    assert near.op == "forall" and near.data[0].shape == (N, t.ONE)
    assert near.args[0].op == "implies"


def test_one_constant_does_not_serve_all_points_of_a_space() -> None:
    noise = t.apply("L", "field", var("u", (N, t.ONE), ("Om", True)))
    with pytest.raises(ValueError, match="not all points"):
        apply_fact("expansion_to_second_order", [noise])
    for field, matrix in ((noise, var("H", (N, N))), (FIELD, var("H", (N, N), ("Om", True)))):
        with pytest.raises(ValueError, match="no random function"):
            apply_fact("constant_second_derivative", [field, matrix])


def test_a_quadratic_is_its_expansion_exactly() -> None:
    (constant,), conclusion = apply_fact("constant_second_derivative", [FIELD, var("H", (N, N))])
    assert constant.op == conclusion.op == "forall" and well_formed(constant) and well_formed(conclusion)
    assert constant.args[0].op == conclusion.args[0].op == "equal"
    for other in (var("H", (N, t.ONE)), t.apply("f", "entrywise", var("u", (N, t.ONE)))):
        with pytest.raises(ValueError, match="takes a"):
            apply_fact("constant_second_derivative", [other, other])
    for name in ("expansion_to_second_order", *ROWS):
        with pytest.raises(ValueError, match="takes a"):
            apply_fact(name, [var("u", (N, t.ONE))])
