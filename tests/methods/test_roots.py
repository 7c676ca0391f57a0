"""Equations solved in one number: the rational roots, and none where they are not or the degree is higher."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.methods.places import Meter
from proofread.methods.roots import solved_in_one
from proofread.trusted.terms import Prop, Term, recip, relation, var

x, a = var("x"), var("a")
INSTANCE = {
    "sizes": {}, "spaces": {}, "nats": {}, "indices": {}, "functions": {}, "values": {"x": "5", "a": "4"},
}  # fmt: skip


def roots(equation: Prop) -> set[Fraction]:
    found = solved_in_one(equation, INSTANCE, "x", lambda i: i, Meter(1_000_000))
    return {Fraction(there["values"]["x"]) for there in found}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        (x * x, a, {2, -2}),
        (3 * x, a, {Fraction(4, 3)}),
        (a * recip(x), a + a, {Fraction(1, 2)}),
        (recip(x * x), a, {Fraction(1, 2), Fraction(-1, 2)}),
        (4 * x * x - 4 * x, -1 * x * 0 - 1, {Fraction(1, 2)}),
        (x * x, a - 2, set()),  # irrational
        (x * x, -a, set()),  # none
        (x * x * x, a + a, set()),  # of the third degree, though 2 is a root
        (0 * x, a - 4, set()),  # holds wherever x is
    ],
)
def test_rational_roots_and_no_others(left: Term, right: Term, expected: set[Fraction]) -> None:
    assert roots(relation("equal", left, right)) == expected


def test_without_work_there_is_no_root() -> None:
    assert not list(solved_in_one(relation("equal", x, a), INSTANCE, "x", lambda i: i, Meter(0)))
