"""Integers, rational and complex numbers in texts: the same statements as in Python, and errors that say where."""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path
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
from proofread.text.auditing import Counts, Settings, audit
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
        ({"let": Z, "says": "floor(z) == 1"}, "a complex number where a real one is needed"),
        ({"let": Z, "says": "max(z, 1) == 1"}, "a complex number where a real one is needed"),
        ({"let": Z, "says": "[z, 1] == [1, 1]"}, "a complex number where a real one is needed"),
        ({"let": {**Z, "n": "size", "v": "vector[n]"}, "says": "z*v == v"}, "a n×1 term beside a complex number"),
        (
            {"let": {**Z, "z_re": "scalar"}, "says": "z == z_re"},
            "the name z_re is that of a symbol and of a part of another one",
        ),
        ({"let": {"x": "sequence[complex]"}, "says": "1 == 1"}, "ComplexNumber is not a sort of members"),
        ({"let": {"x": "sequence[rational]"}, "says": "1 == 1"}, "Rational is not a sort of members"),
        ({"let": {"S": "space", "x": "on_space[S, integer]"}, "says": "1 == 1"}, "Integer is not a sort of values"),
        (
            {"says": "minimises(lambda k: (2*k - 1)**2, 1/2, integer)"},
            "a place that is not seen to be of the sort Integer",
        ),
        (
            {"says": "maximises(lambda q: -(q**2 - 2)**2, sqrt(2), rational)"},
            "a place that is not seen to be of the sort Rational",
        ),
        ({"let": {"n": "nat"}, "says": "3**(10**50*n) == 1"}, "100000000000000000000000000… in an exponent"),
        ({"let": {"k": "integer", "x": "scalar"}, "says": "x**(-1001*k) == 1"}, "-1001 in an exponent"),
        ({"says": "exists(scalar, lambda x: x**2 == -1, witness=I)"}, "a complex number where a real one is needed"),
        ({"let": {"x": "complex[2]"}, "says": "1 == 1"}, "complex with 1 parameters"),
    ],
)
def test_misuse_is_told_where_it_stands(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(TextError) as error:
        build(entry(**fields))
    assert error.value.problem == problem
    assert error.value.line == 3 and error.value.column >= 1


@pytest.mark.parametrize(
    "says", ["z**n == 1", "2**z == 1", "z**(1/2) == 1", "z**z == 1", "sqrt(z) == 1", "log(z) == 1"]
)
def test_what_has_many_values_is_no_method(says: str) -> None:
    with pytest.raises(NoMethod):
        build(entry(let={**Z, "n": "nat"}, says=says))


# --- closed expressions at random, beside arithmetic that shares nothing with the program -----------------------------

Pair = tuple[Fraction, Fraction]
ZERO: Pair = (Fraction(0), Fraction(0))


def times(a: Pair, b: Pair) -> Pair:
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def expression(r: random.Random, depth: int) -> tuple[str, Pair]:
    """A text, and what it is worth."""
    if not depth or r.random() < 0.15:
        x, y = (Fraction(r.randint(-3, 3), r.randint(1, 2)) for _ in range(2))
        return r.choice(
            [(f"(({x}) + ({y})*I)", (x, y)), (f"({x})", (x, Fraction(0))), (f"(I*({y}))", (Fraction(0), y))]
        )
    text, a = expression(r, depth - 1)
    if r.random() < 0.4:
        power = times(a, times(a, a))
        one = [(f"conj({text})", (a[0], -a[1])), (f"re({text})", (a[0], Fraction(0))),
               (f"im({text})", (a[1], Fraction(0))), (f"(-{text})", (-a[0], -a[1])), (f"({text}**3)", power),
               (f"(abs({text})**2)", (a[0] ** 2 + a[1] ** 2, Fraction(0)))]  # fmt: skip
        return r.choice(one)
    other, b = expression(r, depth - 1)
    two = [(f"({text} + {other})", (a[0] + b[0], a[1] + b[1])), (f"({text} - {other})", (a[0] - b[0], a[1] - b[1])),
           (f"({text} * {other})", times(a, b))]  # fmt: skip
    if b != ZERO:
        below = b[0] ** 2 + b[1] ** 2
        two.append((f"({text} / {other})", times(a, (b[0] / below, -b[1] / below))))
    return r.choice(two)


def parity(r: random.Random) -> tuple[str, str]:
    """Statements about an integer, a true one and a false one."""
    a, b = r.randint(-5, 5), r.randint(-5, 5)
    right, wrong = ("", "-") if b % 2 == 0 else ("-", "")
    rest = "(-1)**k" if a % 2 else "1"
    return f"(-1)**({a}*k + {b}) == {right}{rest}", f"(-1)**({a}*k + {b}) == {wrong}{rest}"


def test_random_twins_are_never_judged_wrongly(tmp_path: Path) -> None:
    r = random.Random(5)
    rows = []
    for k in range(60):
        text, (x, y) = expression(r, 3)
        off = r.choice([(1, 0), (0, 1), (-1, 2)])
        rows += [{"id": f"true-{k}", "says": f"{text} == ({x}) + ({y})*I"},
                 {"id": f"false-{k}", "says": f"{text} == ({x + off[0]}) + ({y + off[1]})*I"}]  # fmt: skip
    for k in range(20):
        right, wrong = parity(r)
        rows += [{"id": f"true-parity-{k}", "let": {"k": "integer"}, "says": right},
                 {"id": f"false-parity-{k}", "let": {"k": "integer"}, "says": wrong}]  # fmt: skip
    file = tmp_path / "twins.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = {made.id: made.outcome for made in audit([file], Settings(jobs=1), Counts())}
    wanted = {row["id"]: "sound" if str(row["id"]).startswith("true") else "wrong" for row in rows}
    assert found == wanted
