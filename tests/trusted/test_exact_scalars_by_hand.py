"""Dual numbers against the rules of differentiation, slopes where there are none, and the budget of work."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from fractions import Fraction

import pytest

from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, point
from proofread.trusted.exact_scalars import (
    FUNCTIONS,
    WORD,
    Arithmetic,
    Dual,
    OutOfBudget,
    Scalar,
    Work,
    bits,
    exact,
    is_zero,
    parts,
    primal,
)

HALF = Fraction(1, 2)
WIDE = Interval(Fraction(-1), Fraction(1))
TINY = Fraction(1, 2**40)


def ops(work: int = 10**6, precision: int = 96) -> Arithmetic:
    return Arithmetic(Work(work), precision)


def at(q: object, slope: object = 1, tag: int = 0) -> Dual:
    return Dual(tag, point(Fraction(q)), point(Fraction(slope)))  # type: ignore[arg-type]


def near(x: Scalar, expected: Interval) -> bool:
    """Both enclose one number, narrowly."""
    return isinstance(x, Interval) and max(x.lo, expected.lo) <= min(x.hi, expected.hi) and x.hi - x.lo < TINY


# --- values and slopes ----------------------------------------------------------------------------------------------


def test_the_rules_of_sums_and_products() -> None:
    o, x, y = ops(), at(3, 5), at(7, 11)
    assert o.add(x, y) == at(10, 16) and o.sub(x, y) == at(-4, -6) and o.neg(x) == at(-3, -5)
    assert o.mul(x, y) == at(21, 3 * 11 + 5 * 7)
    assert o.add(x, point(2)) == o.add(point(2), x) == at(5, 5) and o.mul(x, point(2)) == o.mul(point(2), x) == at(
        6, 10
    )
    assert o.sub(point(2), x) == at(-1, -5) and o.add(point(2), point(3)) == point(5)
    assert o.mul(point(2), point(3)) == point(6) and o.sub(point(2), point(3)) == point(-1) == o.neg(UNIT)


def test_two_tags_nest() -> None:
    """x·y with ε₀ in x and ε₁ in y: the later tag is outside, and holds what the earlier one makes."""
    o, x, y = ops(), at(3, 1, 0), at(7, 1, 1)
    assert o.mul(x, y) == o.mul(y, x) == Dual(1, Dual(0, point(21), point(7)), Dual(0, point(3), UNIT))
    assert o.add(x, y) == Dual(1, Dual(0, point(10), UNIT), UNIT)
    assert parts(o.mul(x, y), 1)[1] == Dual(0, point(3), UNIT) and parts(o.mul(x, y), 0) == (o.mul(x, y), ZERO)
    assert parts(x, 0) == (point(3), UNIT) and parts(point(3), 0) == (point(3), ZERO) and parts(x, 1) == (x, ZERO)
    assert primal(o.mul(x, y)) == point(21) and primal(point(2)) == point(2)


@pytest.mark.parametrize("k", range(6))
def test_powers(k: int) -> None:
    for q in (-2, -1, 0, 1, HALF, 3):
        slope = k * Fraction(q) ** (k - 1) * 5 if k else 0
        made = ops().power(at(q, 5), k)
        assert (parts(made, 0)) == (point(Fraction(q) ** k), point(slope))
        assert ops().power(point(Fraction(q)), k) == point(Fraction(q) ** k)
    assert ops().power(WIDE, k) == (UNIT if k == 0 else Interval(0, 1) if k % 2 == 0 else WIDE)


def test_large_powers_of_one_cost_nothing() -> None:
    for q in (-1, 0, 1):
        for k in (10**9, 10**9 + 1):
            assert ops(100).power(point(q), k) == point(q**2 if k % 2 == 0 else q)
    with pytest.raises(OutOfBudget):
        ops(100).power(point(2), 10**9)
    with pytest.raises(OutOfBudget):
        ops(100).power(Interval(Fraction(1), Fraction(2)), 10**5)


SLOPES: dict[str, tuple[Fraction, Callable[[Arithmetic, Interval], Scalar]]] = {
    "recip": (Fraction(3), lambda o, x: point(Fraction(-1, 9))),
    "exp": (Fraction(1), lambda o, x: o.function("exp", x)),
    "log": (Fraction(3), lambda o, x: point(Fraction(1, 3))),
    "sqrt": (Fraction(9), lambda o, x: point(Fraction(1, 6))),
    "tanh": (HALF, lambda o, x: o.sub(UNIT, o.power(o.function("tanh", x), 2))),
    "abs": (Fraction(-3), lambda o, x: point(-1)),
    "sign": (Fraction(-3), lambda o, x: ZERO),
    "floor": (HALF, lambda o, x: ZERO),
    "is_zero": (HALF, lambda o, x: ZERO),
    "sin": (HALF, lambda o, x: o.function("cos", x)),
    "cos": (HALF, lambda o, x: o.neg(o.function("sin", x))),
    "atan": (HALF, lambda o, x: point(Fraction(4, 5))),
}


@pytest.mark.parametrize("name", SLOPES)
def test_slopes(name: str) -> None:
    assert set(SLOPES) == set(FUNCTIONS)
    q, slope = SLOPES[name]
    made = ops().function(name, at(q, 5))
    assert isinstance(made, Dual) and made.tag == 0 and made.value == ops().function(name, point(q))
    expected = ops().mul(point(5), slope(ops(), point(q)))
    assert isinstance(expected, Interval) and near(made.slope, expected)
    if name == "abs":
        assert ops().function("abs", at(3, 5)) == at(3, 5) and ops().function("abs", at(HALF, 5)) == at(HALF, 5)
        assert ops().function("abs", at(-HALF, 5)) == at(HALF, -5)


def test_second_derivatives() -> None:
    """x³ at 2 is 8, 12, 12; 1/x at 2 is 1/2, −1/4, 1/4."""
    twice = Dual(1, Dual(0, point(2), UNIT), UNIT)
    cube = ops().power(twice, 3)
    assert cube == Dual(1, Dual(0, point(8), point(12)), Dual(0, point(12), point(12)))
    inverse = ops().recip(twice)
    quarter = Fraction(1, 4)
    assert inverse == Dual(1, Dual(0, point(HALF), point(-quarter)), Dual(0, point(-quarter), point(quarter)))


@pytest.mark.parametrize("name", ["recip", "sqrt", "abs", "sign", "is_zero"])
@pytest.mark.parametrize("x", [ZERO, Interval(Fraction(0), Fraction(1)), WIDE])
def test_no_slope_where_it_may_be_0(name: str, x: Interval) -> None:
    with pytest.raises(Undefined):
        ops().function(name, Dual(0, x, UNIT))


@pytest.mark.parametrize(
    "x", [point(2), ZERO, point(-1), Interval(HALF, Fraction(1)), Interval(HALF, 3 * HALF), Interval(-HALF, HALF)]
)
def test_floor_has_no_slope_where_it_may_jump(x: Interval) -> None:
    with pytest.raises(Undefined, match="that may be an integer"):
        ops().function("floor", Dual(0, x, UNIT))


def test_floor_has_slope_0_between() -> None:
    for x in (Interval(Fraction(1, 4), HALF), point(-HALF), Interval(Fraction(-1, 2), Fraction(-1, 4))):
        assert parts(ops().function("floor", Dual(0, x, UNIT)), 0)[1] == ZERO


def test_whether_it_is_0() -> None:
    f = ops().function
    assert f("is_zero", ZERO) == UNIT and f("is_zero", point(2)) == f("is_zero", Interval(HALF, Fraction(1))) == ZERO
    for x in (WIDE, Interval(Fraction(0), Fraction(1))):
        with pytest.raises(Undefined, match="only enclosed"):
            f("is_zero", x)


def test_the_larger_one() -> None:
    o, x, y = ops(), at(3, 5), at(7, 11)
    assert o.maximum(x, y) == o.maximum(y, x) == y and o.maximum(x, point(2)) == x and o.maximum(point(2), x) == x
    assert o.maximum(point(3), point(3)) == point(3) and o.maximum(WIDE, ZERO) == Interval(0, 1)
    assert o.maximum(point(2), UNIT) == point(2) == o.maximum(UNIT, point(2))
    for pair in ((x, point(3)), (point(3), x), (x, at(3, 7)), (Dual(0, WIDE, UNIT), ZERO)):
        with pytest.raises(Undefined, match="where its arguments may be equal"):
            o.maximum(*pair)


# --- what is known of a scalar --------------------------------------------------------------------------------------


def test_zero_with_all_its_slopes() -> None:
    assert is_zero(ZERO) and is_zero(Dual(0, ZERO, ZERO)) and not is_zero(UNIT) and not is_zero(WIDE)
    assert not is_zero(at(0, 1)) and not is_zero(at(1, 0))
    assert not is_zero(Dual(1, Dual(0, ZERO, UNIT), ZERO))


def test_a_number_that_is_known_exactly() -> None:
    assert exact(point(HALF)) == HALF and exact(Interval(HALF, Fraction(2, 4))) == HALF
    for x in (WIDE, at(1, 0), Interval(HALF, HALF + TINY)):
        with pytest.raises(Undefined, match="only enclosed"):
            exact(x)


def test_room() -> None:
    assert bits(point(5)) == 2 * (3 + 1) and bits(point(Fraction(5, 8))) == 2 * (3 + 4)
    assert bits(Interval(Fraction(5, 8), Fraction(3, 4))) == 3 + 4 + 2 + 3
    assert bits(Dual(0, point(5), point(1))) == 8 + 2 * (1 + 1)


def test_enclosures_are_rounded_outward() -> None:
    third = Interval(Fraction(1, 3), Fraction(2, 3))
    made = ops(precision=8).add(third, ZERO)
    assert isinstance(made, Interval) and made.lo <= third.lo and made.hi >= third.hi and made != third
    assert bits(made) < 2 * (9 + 10) and ops().add(point(Fraction(1, 3)), ZERO) == point(Fraction(1, 3))


# --- work -----------------------------------------------------------------------------------------------------------


def test_work_is_counted_and_ends() -> None:
    w = Work(3)
    w.charge(3)
    assert w.left == 0
    with pytest.raises(OutOfBudget, match="more work than the instance allows"):
        w.charge(1)
    assert WORD == 64 and Arithmetic().work.left == 1_000_000 and Arithmetic().work is not Arithmetic().work


@pytest.mark.parametrize(
    ("units", "work"),
    [
        (1, lambda o: o.add(UNIT, UNIT)),
        (1, lambda o: o.mul(UNIT, point(3))),
        (1 + (101 + 1) * 2 // 64, lambda o: o.add(point(2**100), ZERO)),
        (1 + (1 + 101) * 2 // 64, lambda o: o.mul(point(Fraction(1, 2**100)), UNIT)),
        (1 + (2 * 8) // 64 + 1, lambda o: o.power(point(5), 2)),
        (1 + 40 * 8 // 64 + 1 + (93 + 1) * 2 // 64, lambda o: o.power(point(5), 40)),
        (8 + (96 + 4) // 64 + 1, lambda o: o.function("sign", UNIT)),
        (8 + (96 + 2 * 1002) // 64 + 1, lambda o: o.function("sign", point(2**1000))),
        (1 + (101 + 1 + 102 + 1) // 64, lambda o: o.add(Interval(Fraction(2**100), Fraction(2**101)), ZERO)),
        (1 + (1 + 1 + 2 + 1) // 64, lambda o: o.add(Interval(Fraction(1), Fraction(2)), ZERO)),
    ],
)
def test_what_operations_cost(units: int, work: Callable[[Arithmetic], object]) -> None:
    o = ops(10**4)
    work(o)
    assert 10**4 - o.work.left == units
    work(ops(units))
    with pytest.raises(OutOfBudget):
        work(ops(units - 1))


def test_numbers_stay_what_they_are() -> None:
    for held in (at(1), ops()):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(held, dataclasses.fields(held)[0].name, None)
    assert not hasattr(at(1), "__dict__")
