"""Whether what a formula needs to be defined holds: what is needed under a premise is needed unless that is false."""

from __future__ import annotations

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, OutOfBudget, defined, holds, read_instance
from proofread.trusted.terms import Prop, connective, index, var
from tests.trusted.attacks import FALSUM, TRIVIAL, N, every, gt, some, x

i, j, v = index("%1", N), index("%2", N), var("%1")
PREMISE = some(v, t.relation("equal", t.exp(v), 5))  # not computed
OPEN = every(v, gt(t.exp(v), 0))  # not computed, and not known to fail
IMPLIES = lambda a, b: connective("implies", a, b)


def met(duty: Prop, *values: str) -> bool:
    """At a column with these entries. The duty itself is not computed."""
    column = {"sizes": {"N": len(values)}, "values": {"x": list(values)}} if values else {}
    there = read_instance(column, (duty,))
    assert holds(duty, there) is None
    return defined(duty, there)


def test_under_an_open_premise_the_conclusion_is_needed() -> None:
    assert met(IMPLIES(PREMISE, OPEN))
    assert not met(IMPLIES(PREMISE, FALSUM))
    assert not met(IMPLIES(PREMISE, PREMISE))
    assert met(IMPLIES(PREMISE, IMPLIES(PREMISE, OPEN)))


def test_what_is_computed_is_what_it_is() -> None:
    assert defined(TRIVIAL, EMPTY) and not defined(FALSUM, EMPTY)
    assert defined(IMPLIES(FALSUM, FALSUM), EMPTY) and not defined(IMPLIES(TRIVIAL, FALSUM), EMPTY)


def test_under_a_premise_that_is_false_nothing_is_needed() -> None:
    """At 1 the premise is false, and so is the conclusion; at 3 the conclusion is open."""
    conclusion = connective("and", gt(x[i], 2), OPEN)
    assert met(every(i, IMPLIES(gt(x[i], 1), conclusion)), "1", "3")


def test_what_fails_under_an_open_premise_at_some_place_is_known_to_fail() -> None:
    needed = IMPLIES(PREMISE, gt(x[j], 5))
    assert not met(every(j, needed), "1", "3")
    assert not met(every(i, every(j, needed)), "1", "3")
    assert met(every(i, every(j, IMPLIES(PREMISE, OPEN))), "1", "3")


def test_a_condition_nested_without_end_is_not_decided() -> None:
    deep = TRIVIAL
    for _ in range(50_000):
        deep = connective("not", deep)
    with pytest.raises(OutOfBudget, match="the condition is nested too deeply"):
        defined(deep, EMPTY)
