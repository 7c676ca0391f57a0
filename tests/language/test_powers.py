"""Whole exponents with symbols: the same numbers as Python's powers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from proofread.language.powers import naturals, power, quotient, whole
from proofread.trusted import exact, scalar_terms
from proofread.trusted import terms as t

n, m = t.nat("n"), t.nat("m")
SMALL = st.integers(-4, 4)


@given(SMALL, SMALL, SMALL, st.integers(0, 5), st.integers(0, 5), st.sampled_from(["-2", "-1", "1/3", "3"]))
def test_a_power_is_what_it_is_for_numbers(a: int, b: int, c: int, at_n: int, at_m: int, base: str) -> None:
    made = power(t.const(Fraction(base)), a * n + m * b - c)
    assert made is not None
    instance = exact.read_instance(
        {"sizes": {}, "values": {}, "nats": {"n": at_n, "m": at_m}}, (t.relation("equal", made, n + m),)
    )
    assert exact.evaluate(made, instance).flat[0].lo == Fraction(base) ** (a * at_n + b * at_m - c)


def test_what_is_no_whole_exponent() -> None:
    x, half = t.var("x"), t.const(Fraction(1, 2))
    assert whole(x) is None
    assert whole(half) is None
    assert whole(n * m) is None
    assert whole(n * half) is None
    assert power(t.ones(2, 2), 2 * n) is None


def test_symbols_cancel() -> None:
    assert whole(n - n) == {}
    assert power(t.var("x"), n - n) == t.power(t.var("x"), 0)  # which is 1, where the base is defined


@given(SMALL, SMALL, SMALL, st.integers(0, 5), st.integers(0, 5))
def test_the_naturals_of_an_integer_have_it_as_difference(a: int, b: int, c: int, at_n: int, at_m: int) -> None:
    x = a * n + m * b - c
    parts = naturals(x)
    assert parts is not None and all(t.is_nat(p) or whole(p) is not None for p in parts)
    instance = exact.read_instance(
        {"sizes": {}, "values": {}, "nats": {"n": at_n, "m": at_m}}, (t.relation("equal", x, n + m),)
    )
    first, second = (exact.evaluate(p, instance).flat[0].lo for p in parts)
    assert first >= 0 and second >= 0
    assert first - second == a * at_n + b * at_m - c


@given(st.fractions(max_denominator=50))
def test_the_naturals_of_a_rational_number(q: Fraction) -> None:
    parts = quotient(t.const(q))
    assert parts is not None
    p, m, d = (x.data[0] for x in parts)
    assert min(p, m, d) >= 0 and (p - m) / (d + 1) == q


def test_what_is_not_seen_to_be_a_member() -> None:
    assert naturals(t.const(Fraction(1, 2))) is None
    assert naturals(t.var("x")) is None
    assert naturals("1") is None
    assert quotient(t.sqrt(t.const(2))) is None
    assert quotient(scalar_terms.pi()) is None


def test_a_power_that_is_long_is_left_as_it_is() -> None:
    made = power(t.const(3), 10**50 * n)
    assert made is not None and made.op == "natpow" and made.args[0].op == "power"
    assert power(t.const(-1), 10**50 * n) == t.power(t.const(1), n)
