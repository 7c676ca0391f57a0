"""Names that binding chooses, what substitution leaves and carries along, numbers as they are written."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted.terms import Prop, Term, quantifier, var
from proofread.trusted.trees import CaptureError, bind, binder_height, digest, rational, substitute
from tests.trusted.attacks import E, e, eq, every, f, gt, q, r, s, x

a, b, c = var("a"), var("b"), var("%1")


def closed(p: Prop, over: Term = b) -> Any:
    return bind(lambda bound, body: quantifier("forall", bound, body), over, p)


def test_the_first_name_that_is_not_taken() -> None:
    assert closed(gt(b, s)) == every(c, gt(c, s))
    assert closed(gt(b, c)) == every(var("%2"), gt(var("%2"), c))
    assert closed(gt(b, c + var("%2"))) == every(var("%3"), gt(var("%3"), c + var("%2")))
    assert closed(gt(b, var("%2"))) == every(c, gt(c, var("%2")))
    assert closed(every(c, gt(c, b))) == every(var("%2"), every(c, gt(c, var("%2"))))
    assert closed(every(var("%4"), gt(var("%4"), b))).data[0] == var("%5")
    assert binder_height(closed(every(var("%4"), gt(var("%4"), b)))) == 5 and binder_height(E(e)) == 0


def test_one_random_term_among_others_is_not_integrated() -> None:
    with pytest.raises(CaptureError, match="a random term would be integrated over Om"):
        substitute(E(e * a * b), {a: s, b: f})
    with pytest.raises(CaptureError, match="a random term would be integrated over Om"):
        substitute(E(e * a * b), {a: f, b: s})
    assert substitute(E(e * a * b), {a: s, b: r}) == E(e * s * r)
    assert substitute(E(e * a), {a: q}) == E(e * q)  # of another space


def test_a_witness_that_an_author_wrote_is_carried_along() -> None:
    p = Prop("exists", (gt(c, b),), (c, b + 1))
    assert substitute(p, {b: s}) == Prop("exists", (gt(c, s),), (c, s + 1))
    two = Prop("exists", (gt(c, b),), (c, b + 1, b + 2))
    assert substitute(two, {b: s}).data == (c, s + 1, s + 2)


def test_where_nothing_is_replaced_nothing_changes() -> None:
    for p in (every(c, gt(c, s)), eq(x, 0), E(e)):
        assert substitute(p, {}) is p and substitute(p, {b: s}) == p


@pytest.mark.parametrize(
    "text",
    [3, None, True, 0.5, ["1"], {"q": "1"}, "", "1e5", "0.5", "+1", "1/", "/2", "--1", "1/-2", " 1", "1 ", "nan", "½",
     "٣",
     "1_0", "1" * 4001, "1/" + "1" * 4001, "1\n"],
)  # fmt: skip
def test_other_text_is_no_number(text: object) -> None:
    with pytest.raises(ValueError, match="is not a rational number"):
        rational(text)


def test_numbers_are_read() -> None:
    assert rational("-2/3") == Fraction(-2, 3) and rational("7") == 7 and rational("0/5") == 0
    with pytest.raises(ZeroDivisionError):
        rational("1/0")


def test_a_digest_is_the_same_on_every_machine() -> None:
    assert digest(var("ε")) == "bc1fc29f3c1c0c6960be900a" != digest(var("e"))
