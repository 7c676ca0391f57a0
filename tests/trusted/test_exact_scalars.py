"""Enclosures and dual numbers: slopes by hand, one ε not taken for another, and a budget that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, point
from proofread.trusted.exact_scalars import (
    FUNCTIONS,
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

OPS = Arithmetic()
HALF = Fraction(1, 2)
WIDE = Interval(-1, 1)


def at(value: int | Fraction | Interval, tag: int = 1, slope: Scalar = UNIT) -> Dual:
    """value + ε."""
    return Dual(tag, value if isinstance(value, Interval) else point(value), slope)


def number(x: Scalar) -> Fraction:
    return Fraction(exact(x))


# --- slopes -----------------------------------------------------------------------------------------------------------

Unary = Callable[[Scalar], Scalar]


@pytest.mark.parametrize(
    ("f", "x", "value", "slope"),
    [
        (lambda x: OPS.function("recip", x), 2, HALF, Fraction(-1, 4)),
        (lambda x: OPS.recip(x), -1, -1, -1),
        (lambda x: OPS.function("sqrt", x), 9, 3, Fraction(1, 6)),
        (lambda x: OPS.function("abs", x), -3, 3, -1),
        (lambda x: OPS.function("abs", x), 3, 3, 1),
        (lambda x: OPS.function("sign", x), -3, -1, 0),
        (lambda x: OPS.function("floor", x), Fraction(5, 2), 2, 0),
        (lambda x: OPS.function("is_zero", x), 3, 0, 0),
        (lambda x: OPS.function("exp", x), 0, 1, 1),
        (lambda x: OPS.function("log", x), 1, 0, 1),
        (lambda x: OPS.function("tanh", x), 0, 0, 1),
        (lambda x: OPS.function("sin", x), 0, 0, 1),
        (lambda x: OPS.function("cos", x), 0, 1, 0),
        (lambda x: OPS.function("atan", x), 0, 0, 1),
        (lambda x: OPS.power(x, 0), 7, 1, 0),
        (lambda x: OPS.power(x, 3), 2, 8, 12),
        (lambda x: OPS.power(x, 1), 2, 2, 1),
        (lambda x: OPS.maximum(x, point(1)), 2, 2, 1),
        (lambda x: OPS.maximum(x, point(3)), 2, 3, 0),
        (lambda x: OPS.maximum(point(3), x), 2, 3, 0),
        (lambda x: OPS.sub(point(1), OPS.mul(x, x)), 3, -8, -6),
        (lambda x: OPS.neg(x), 3, -3, -1),
    ],
)
def test_values_and_slopes_by_hand(f: Unary, x: int | Fraction, value: object, slope: object) -> None:
    image = f(at(x))
    assert (number(primal(image)), number(parts(image, 1)[1])) == (value, slope)


@pytest.mark.parametrize(
    ("op", "where", "why"),
    [
        *[(op, x, "may be 0") for op in ("abs", "sign", "is_zero") for x in (point(0), WIDE)
          if not (op == "is_zero" and x is WIDE)],
        ("recip", point(0), "may be 0"),
        ("sqrt", point(0), "may be 0"),
        ("floor", point(2), "may be an integer"),
        ("floor", Interval(HALF, Fraction(3, 2)), "may be an integer"),
        ("floor", Interval(1, Fraction(3, 2)), "may be an integer"),
        ("log", point(0), "may not be positive"),
        ("is_zero", WIDE, "whether a number is 0 that is only enclosed"),
    ],
)  # fmt: skip
def test_there_is_no_slope_at_a_kink_or_a_jump(op: str, where: Interval, why: str) -> None:
    with pytest.raises(Undefined, match=why):
        OPS.function(op, at(where))


def test_a_maximum_has_no_slope_where_its_arguments_may_be_equal() -> None:
    for x, y in ((at(2), point(2)), (point(2), at(2)), (at(2), at(2)), (at(WIDE), point(1)), (at(0), WIDE)):
        with pytest.raises(Undefined, match="maximum where its arguments may be equal"):
            OPS.maximum(x, y)
    assert OPS.maximum(WIDE, point(0)) == Interval(0, 1)


def test_whether_an_enclosed_number_is_0_is_not_guessed() -> None:
    for may_be in (WIDE, Interval(0, 1), Interval(-1, 0)):
        with pytest.raises(Undefined, match="whether a number is 0"):
            OPS.function("is_zero", may_be)
    assert OPS.function("is_zero", Interval(1, 2)) == ZERO and OPS.function("is_zero", point(0)) == UNIT


def test_every_function_has_a_value_and_a_slope_that_hold_a_difference_quotient() -> None:
    """(f(x + h) − f(x))/h with h = 2⁻²⁰ is near the slope at 1/3: the slope is not that of another function."""
    x, h = Fraction(1, 3), Fraction(1, 2**20)
    for op in FUNCTIONS:
        ahead, here = primal(OPS.function(op, point(x + h))), primal(OPS.function(op, point(x)))
        slope = primal(parts(OPS.function(op, at(x)), 1)[1])
        quotient = (ahead - here) * point(1 / h)
        assert slope.lo - 30 * h <= quotient.hi and quotient.lo <= slope.hi + 30 * h, op


# --- ε and ε′ ---------------------------------------------------------------------------------------------------------


def test_two_differentiations_have_two_epsilons() -> None:
    """(x + ε₁)(y + ε₂): ε₁ has the slope y, ε₂ the slope x, and ε₁ε₂ the slope 1."""
    x, y = at(3, tag=1), at(5, tag=2)
    product = OPS.mul(x, y)
    assert isinstance(product, Dual) and product.tag == 2
    inner, outer = parts(product, 2)
    assert number(primal(product)) == 15 and number(primal(outer)) == 3
    assert number(parts(inner, 1)[1]) == 5 and number(parts(outer, 1)[1]) == 1


def test_a_number_has_no_slope_in_an_epsilon_it_does_not_hold() -> None:
    assert parts(point(3), 1) == (point(3), ZERO) and parts(at(3, tag=1), 2) == (at(3, tag=1), ZERO)
    total = OPS.add(at(3, tag=1), at(4, tag=2))
    assert number(primal(total)) == 7 and parts(total, 2)[1] == UNIT


def test_a_second_derivative() -> None:
    """x³ at 2: with x = 2 + ε₁ + ε₂ the part at ε₁ε₂ is 6x = 12."""
    x = Dual(2, at(2, tag=1), UNIT)
    assert number(parts(parts(OPS.power(x, 3), 2)[1], 1)[1]) == 12
    assert number(primal(OPS.power(x, 3))) == 8


def test_zero_is_0_with_all_its_slopes() -> None:
    assert is_zero(ZERO) and is_zero(Dual(1, ZERO, ZERO))
    assert not is_zero(at(0)) and not is_zero(Dual(1, UNIT, ZERO)) and not is_zero(Interval(0, 1))
    assert not is_zero(Dual(2, Dual(1, ZERO, UNIT), ZERO))


def test_a_number_that_has_to_be_exact_is_no_enclosure_and_does_not_move() -> None:
    assert exact(point(HALF)) == HALF
    for x in (Interval(0, HALF), at(1), Dual(1, UNIT, ZERO)):
        with pytest.raises(Undefined, match="known exactly"):
            exact(x)


# --- work -------------------------------------------------------------------------------------------------------------


def test_room_is_counted_in_bits_at_both_ends_and_in_every_slope() -> None:
    """5/8 has 3 and 4 bits, 1 has one and one; each end counts."""
    assert bits(point(Fraction(5, 8))) == 14 and bits(Interval(Fraction(5, 8), 1)) == 9
    assert bits(at(Fraction(5, 8))) == 14 + 4
    assert bits(Dual(2, at(Fraction(5, 8)), at(1))) == 14 + 4 + 4 + 4


def test_a_budget_is_used_up_and_never_exceeded() -> None:
    ops = Arithmetic(Work(3))
    for _ in range(3):
        assert ops.add(UNIT, UNIT) == point(2)
    assert ops.work.left == 0
    with pytest.raises(OutOfBudget, match="more work than the instance allows"):
        ops.add(UNIT, UNIT)


def test_powers_of_a_moving_number_are_paid_for() -> None:
    with pytest.raises(OutOfBudget):
        Arithmetic(Work(10_000)).power(at(3), 10**6)
    assert number(primal(Arithmetic(Work(10_000)).power(at(-1), 10**6))) == 1  # of −1 only the parity matters


@pytest.mark.parametrize(("held", "name"), [(at(3), "slope"), (Arithmetic(), "work"), (Arithmetic(), "precision")])
def test_what_is_computed_with_stays_as_it_is(held: object, name: str) -> None:
    """Neither a slope nor a budget is exchanged on the way; a dual number has no room for more."""
    before = getattr(held, name)
    with pytest.raises(FrozenInstanceError):
        setattr(held, name, UNIT)
    assert getattr(held, name) is before and not hasattr(at(3), "__dict__")


def test_an_operation_costs_a_unit_for_every_64_bits() -> None:
    """3⁶⁴⁰ has 1015 bits: 1 + 640·6/64 to multiply, 1 + 1016·2/64 to keep."""

    def cost(work: Callable[[Arithmetic], Scalar]) -> int:
        ops = Arithmetic(Work(10_000))
        work(ops)
        return 10_000 - ops.work.left

    assert cost(lambda ops: ops.power(point(3), 640)) == (1 + 60) + (1 + 31)
    assert cost(lambda ops: ops.function("sqrt", point(4))) == (8 + 1) + 1
    assert cost(lambda ops: ops.function("sqrt", point(4**640))) == (8 + 41) + (1 + 20)
    assert cost(lambda ops: ops.add(point(2**640), point(Fraction(1, 2**640)))) == 1 + 60
    assert cost(lambda ops: ops.add(Interval(0, 2**640), UNIT)) == 1 + 10
    assert cost(lambda ops: ops.mul(at(3), at(5))) == 4  # the values once, the slopes twice and their sum


def test_the_parity_of_a_power_is_taken_of_a_number_alone() -> None:
    """Of −1, 0 and 1, at no cost, however large the exponent; an enclosure that begins with one of them has powers."""
    for base, even, odd in ((-1, 1, -1), (0, 0, 0), (1, 1, 1)):
        for k, power in ((10**12, even), (10**12 + 1, odd), (2, even), (1, base), (0, 1)):
            assert Arithmetic(Work(100)).power(point(base), k) == point(power)
    assert OPS.power(Interval(1, 2), 5) == Interval(1, 32) and OPS.power(Interval(0, 2), 4) == Interval(0, 16)
    assert OPS.power(Interval(-1, 2), 4) == Interval(0, 16) and OPS.power(Interval(-1, 2), 3) == Interval(-1, 8)


def test_enclosures_are_kept_to_the_precision() -> None:
    """1/3 between numbers of 8 bits; a point is never rounded."""
    ops = Arithmetic(precision=8)
    box = ops.mul(Interval(Fraction(1, 3), Fraction(2, 3)), UNIT)
    assert isinstance(box, Interval) and box.lo <= Fraction(1, 3) and box.hi >= Fraction(2, 3)
    assert max(box.lo.denominator, box.hi.denominator) <= 2**10
    assert ops.mul(point(Fraction(1, 3)), UNIT) == point(Fraction(1, 3))
