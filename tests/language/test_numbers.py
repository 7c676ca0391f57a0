from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proofread as p
from proofread.language.errors import ClaimError
from proofread.trusted import exact, instances, terms
from proofread.trusted.terms import Prop


def holds(prop: Prop) -> bool | None:
    return exact.holds(prop, instances.read_instance({}, [prop]))


def test_exact_numbers() -> None:
    assert p.Q("0.66") == terms.const(Fraction(33, 50)) and p.Q("2/3") == terms.const(Fraction(2, 3))
    assert p.Q("−1.5") == p.Q("-3/2") and p.Q(4) == terms.const(4) and p.Q("1e-3") == terms.const(Fraction(1, 1000))


@pytest.mark.parametrize("wrong", [0.66, True, "abc", "1/0", "", None])
def test_what_is_no_exact_number(wrong: Any) -> None:
    with pytest.raises(ClaimError):
        p.Q(wrong)


@pytest.mark.parametrize(
    ("value", "text", "rounds", "cut"),
    [
        ("8/3", "2.67", True, False),
        ("8/3", "2.66", False, True),
        ("2.575", "2.58", True, False),
        ("2.585", "2.58", False, True),
        ("2.5", "2.50", True, True),
        ("-8/3", "-2.66", False, True),
        ("-8/3", "−2.67", True, False),
        ("-2", "-2.0", True, True),
        ("0.004", "0.00", True, True),
        ("-0.004", "0.00", True, True),
        ("0.006", "0.00", False, True),
        ("7/12", ".58", True, True),
        ("12", "12", True, True),
        ("12.4", "12", True, True),
        ("11.5", "12", True, False),
    ],
)
def test_rounding_and_cutting_off(value: str, text: str, rounds: bool, cut: bool) -> None:
    assert holds(p.rounds_to(p.Q(value), text)) is rounds
    assert holds(p.truncates_to(p.Q(value), text)) is cut


@given(st.fractions(-20, 20), st.integers(0, 3))
def test_every_number_has_exactly_one_rounding_and_one_cut(value: Fraction, places: int) -> None:
    unit = Fraction(1, 10**places)
    near = [(value // unit + k) for k in (-1, 0, 1, 2)]
    texts = [f"{float(k * unit):.{places}f}" for k in near]
    assert sum(holds(p.rounds_to(value, t)) is True for t in texts) == 1
    assert sum(holds(p.truncates_to(value, t)) is True for t in texts) == 1


def test_a_group_has_one_rule() -> None:
    values = [p.Q("8/3"), [p.Q("2/9"), p.Q("1/4")]]
    cut = p.decimals(values, ["2.66", ["0.22", "0.25"]])
    assert holds(cut.rounding) is False and holds(cut.truncation) is True
    mixed = p.decimals([p.Q("8/3"), p.Q("5/3")], ["2.67", "1.66"])
    assert holds(mixed.rounding) is False and holds(mixed.truncation) is False
    with pytest.raises(TypeError, match="not a truth value"):
        bool(mixed)


@pytest.mark.parametrize(
    ("values", "printed"), [(1, 2.58), (1, "2,58"), (1, "about 2"), ([1], ["1", "2"]), (1, ["1"]), ([], [])]
)
def test_what_is_no_printed_decimal(values: Any, printed: Any) -> None:
    with pytest.raises(ClaimError):
        p.decimals(values, printed)


@given(st.integers(1, 20), st.integers(1, 5), st.integers(1, 4), st.integers(0, 3), st.integers(1, 3))
def test_the_output_size_counts_the_places_a_kernel_fits(n: int, k: int, s: int, pad: int, dil: int) -> None:
    reach = dil * (k - 1) + 1
    places = len(range(0, n + 2 * pad - reach + 1, s))
    size = p.output_size(n, k, s, pad, dil)
    assert size == terms.const(places) if places else terms.is_poison(size) is not None


def test_the_output_size_of_a_symbolic_length_is_the_same_formula() -> None:
    n = p.Size("n")
    for length in (7, 8, 20):
        prop = p.equal(p.output_size(n, 3, stride=2, padding=1, dilation=2), p.output_size(length, 3, 2, 1, 2))
        assert exact.holds(prop, instances.read_instance({"sizes": {"n": length}}, [prop])) is True
