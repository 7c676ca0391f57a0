"""Whole exponents with symbols: the same numbers as Python's powers."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from proofread.language.powers import power, whole
from proofread.trusted import exact
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
    assert power(t.var("x"), n - n) == t.const(1)
