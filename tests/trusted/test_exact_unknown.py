"""What is not certain is neither true nor false, and what an instance has not is named."""

from __future__ import annotations

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, InstanceError, OutOfBudget, holds, read_instance
from proofread.trusted.terms import Prop, connective, predicate
from tests.trusted.attacks import FALSUM, TRIVIAL, E, e, eq, every, ge, gt, s, var

ROOT = t.sqrt(t.const(2)) * t.sqrt(t.const(2))  # enclosed, and perhaps 2
UNKNOWN = eq(ROOT, 2)


def verdict(p: Prop) -> bool | None:
    return holds(p, EMPTY)


def test_a_number_inside_an_enclosure_may_be_equal_to_it() -> None:
    for p in (eq(ROOT, 2), eq(2, ROOT), t.relation("apart", ROOT, 2), t.relation("apart", 2, ROOT), ge(ROOT, 2),
              ge(2, ROOT), gt(ROOT, 2), gt(2, ROOT), eq(ROOT, ROOT)):  # fmt: skip
        assert verdict(p) is None
    assert verdict(eq(ROOT, 3)) is False and verdict(gt(3, ROOT)) is True and verdict(gt(ROOT, 3)) is False
    assert verdict(ge(ROOT, 1)) is True and verdict(t.relation("apart", ROOT, 1)) is True


TRUTHS = {True: TRIVIAL, False: FALSUM, None: UNKNOWN}


@pytest.mark.parametrize("a", TRUTHS)
@pytest.mark.parametrize("b", TRUTHS)
def test_three_values(a: bool | None, b: bool | None) -> None:
    p, q = TRUTHS[a], TRUTHS[b]
    known = a is not None and b is not None
    assert verdict(connective("iff", p, q)) is ((a is b) if known else None)
    both = False if False in (a, b) else None if None in (a, b) else True
    either = True if True in (a, b) else None if None in (a, b) else False
    assert verdict(connective("and", p, q)) is both and verdict(connective("or", p, q)) is either
    implied = True if a is False or b is True else None if None in (a, b) else False
    assert verdict(connective("implies", p, q)) is implied
    assert verdict(connective("not", p)) is (None if a is None else not a)


def test_no_parts() -> None:
    assert verdict(connective("and")) is True and verdict(connective("or")) is False


def test_a_number_is_a_matrix_of_one_entry() -> None:
    for name, q, truth in (("full_rank", 1, True), ("full_rank", 0, False), ("invertible", 2, True),
                           ("invertible", 0, False), ("pd", 1, True), ("pd", 0, False), ("psd", 0, True),
                           ("psd", -1, False), ("nonzero", 0, False), ("nonzero", 3, True)):  # fmt: skip
        assert verdict(predicate(name, t.const(q))) is truth
    assert verdict(predicate("full_rank", t.array([[1, 0], [0, 1], [0, 0]]))) is True
    assert verdict(predicate("full_rank", t.array([[1, 0, 0], [0, 1, 0]]))) is False
    assert verdict(predicate("pd", t.array([[1, 1], [0, 1]]))) is False  # not symmetric


def test_what_is_missing_is_named() -> None:
    with pytest.raises(InstanceError, match="the space Om has no points"):
        verdict(eq(e, 0))
    with pytest.raises(InstanceError, match="the space Om has no points"):
        verdict(eq(E(t.const(1)), 1))
    with pytest.raises(InstanceError, match="the variable s has no value"):
        verdict(eq(s, 0))


def test_a_random_statement_holds_at_every_point() -> None:
    def at(*points: str) -> bool | None:
        weights = [f"1/{len(points)}"] * len(points)
        instance = {"spaces": {"Om": weights}, "values": {"e": {"points": list(points)}}}
        return holds(gt(e, 0), read_instance(instance, [gt(e, 0)]))

    assert at("1", "2") is True and at("1", "0") is False and at("0", "1") is False


def test_what_is_nested_too_deeply_is_not_decided() -> None:
    p: Prop = TRIVIAL
    for _ in range(100_000):
        p = connective("not", p)
    with pytest.raises(OutOfBudget, match="nested too deeply"):
        verdict(p)


def test_an_operator_that_is_not_known_decides_nothing() -> None:
    assert verdict(Prop("nonsense", (t.const(1),), ())) is None
    assert verdict(every(var("%1"), gt(t.exp(var("%1")), 0))) is None
