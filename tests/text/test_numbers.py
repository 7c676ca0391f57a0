"""Integers, rational and complex numbers in texts: the same statements as in Python, and errors that say where."""

from __future__ import annotations

from typing import Any

import pytest

from proofread import (
    ComplexNumber,
    I,
    Integer,
    Rational,
    abs_,
    apart,
    claim,
    conjugate,
    cos,
    equal,
    exp,
    forall,
    im,
    le,
    re,
)
from proofread.language.powers import power
from proofread.text.errors import NoMethod, TextError
from proofread.text.items import build
from proofread.trusted import terms as t
from tests.text.test_items import entry, stated

Z = {"z": "complex"}


@claim("p")
def modulus(z: ComplexNumber):
    return le(abs_(re(z) + 0), abs_(z))


@claim("p")
def division(z: ComplexNumber, w: ComplexNumber):
    return equal(z / w, z * conjugate(w) / (w * conjugate(w)))


@claim("p")
def quantified(k: Integer, q: Rational):
    return forall(ComplexNumber, lambda z: apart(z + im(z) * I, q + I))


@claim("p")
def parity(k: Integer):
    return equal(power(t.const(-1), 2 * k), 1)


@claim("p")
def euler(q: Rational):
    return equal(exp(I * q), cos(q) + I * 0)


PAIRS: list[tuple[Any, dict[str, Any]]] = [
    (modulus, {"let": Z, "says": "abs(re(z) + 0) <= abs(z)"}),
    (division, {"let": {"z": "complex", "w": "ComplexNumber"}, "says": "z/w == z*conj(w)/(w*conjugate(w))"}),
    (quantified, {"let": {"k": "integer", "q": "rational"}, "says": "forall(complex, lambda z: z + im(z)*I != q + I)"}),
    (parity, {"let": {"k": "integer"}, "says": "(-1)**(2*k) == 1"}),
    (euler, {"let": {"q": "rational"}, "says": "exp(I*q) == cos(q) + I*0"}),
]


@pytest.mark.parametrize(("python", "fields"), PAIRS, ids=range(len(PAIRS)))
def test_text_and_python_make_the_same_statements(python: Any, fields: dict[str, Any]) -> None:
    assert stated(build(entry(**fields))) == stated(python.items)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"let": Z, "says": "z < 1"}, "complex numbers have no order"),
        ({"let": Z, "says": "0 <= abs(z) < z"}, "complex numbers have no order"),
        ({"let": Z, "says": "sqrt(z) == 1"}, "a complex number where a real one is needed"),
        ({"let": Z, "says": "max(z, 1) == 1"}, "a complex number where a real one is needed"),
        ({"let": Z, "says": "[z, 1] == [1, 1]"}, "a complex number where a real one is needed"),
        ({"let": {**Z, "n": "size", "v": "vector[n]"}, "says": "z*v == v"}, "a n×1 term beside a complex number"),
        (
            {"let": {**Z, "z_re": "scalar"}, "says": "z == z_re"},
            "the name z_re is that of a symbol and of a part of another one",
        ),
        ({"let": {"x": "sequence[complex]"}, "says": "1 == 1"}, None),
        ({"let": {"x": "complex[2]"}, "says": "1 == 1"}, "complex with 1 parameters"),
    ],
)
def test_misuse_is_told_where_it_stands(fields: dict[str, Any], problem: str | None) -> None:
    with pytest.raises(TextError) as error:
        build(entry(**fields))
    assert problem is None or error.value.problem == problem
    assert error.value.line == 3 and error.value.column >= 1


@pytest.mark.parametrize("says", ["z**n == 1", "2**z == 1", "z**(1/2) == 1", "z**z == 1"])
def test_powers_with_many_values_are_no_method(says: str) -> None:
    with pytest.raises(NoMethod):
        build(entry(let={**Z, "n": "nat"}, says=says))
