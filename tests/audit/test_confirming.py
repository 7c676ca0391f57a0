"""What is shown beside an instance."""

from __future__ import annotations

from proofread.audit.confirming import sides
from proofread.trusted.terms import Prop, const, relation, var

a, b = var("a"), var("b")
AT = {"values": {"a": "1", "b": "2"}}


def test_both_sides_of_a_relation_have_their_value() -> None:
    assert sides(relation("equal", a + b, 2 * a), AT) == ("a + b = 3", "2·a = 2")


def test_of_a_conjunction_the_part_that_fails_is_shown() -> None:
    both = Prop("and", (relation("equal", a, const(1)), relation("gt", a, b), relation("gt", a, const(9))), ())
    assert sides(both, AT) == ("a = 1", "b = 2")


def test_of_an_implication_the_conclusion_is_shown() -> None:
    assert sides(Prop("implies", (relation("gt", b, a), relation("equal", a, b)), ()), AT) == ("a = 1", "b = 2")


def test_nothing_is_shown_where_no_single_relation_fails() -> None:
    assert sides(Prop("or", (relation("equal", a, b), relation("gt", a, b)), ()), AT) == ()
    assert sides(relation("equal", a, var("c")), AT) == ()
