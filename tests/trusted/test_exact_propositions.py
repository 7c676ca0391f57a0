"""Propositions at an instance: nested without end, about spaces without points, and with operators that are unknown."""

from __future__ import annotations

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.exact import EMPTY, InstanceError, OutOfBudget, evaluate, holds, read_instance
from proofread.trusted.kernel import Sequent, refute
from proofread.trusted.terms import Prop, Term, array, connective, const, predicate, relation, var
from proofread.trusted.terms_matrices import det
from tests.trusted.attacks import FALSUM, TRIVIAL, e, eq, f, gt, s

UNKNOWN = eq(t.sqrt(const(2)) ** 2, 2)
VALUES = {True: TRIVIAL, False: FALSUM, None: UNKNOWN}


def nested(start: Prop, depth: int) -> Prop:
    for _ in range(depth):
        start = connective("not", start)
    return start


def test_a_proposition_nested_without_end_is_neither_true_nor_false() -> None:
    """That Python's stack has an end says nothing of the proposition; an even number of negations is none."""
    for start, verdict in ((TRIVIAL, True), (FALSUM, False), (UNKNOWN, None)):
        assert holds(nested(start, 100), EMPTY) is verdict
        with pytest.raises(OutOfBudget, match="the proposition is nested too deeply"):
            holds(nested(start, 50_000), EMPTY)


def test_a_term_nested_without_end_has_no_value() -> None:
    deep: Term = const(0)
    for _ in range(50_000):
        deep = Term("add", (deep,))
    with pytest.raises(OutOfBudget, match="the term is nested too deeply"):
        evaluate(deep, EMPTY)
    with pytest.raises(OutOfBudget, match="the proposition is nested too deeply"):
        holds(eq(deep, 1), EMPTY)
    with pytest.raises(Rejected, match="RecursionError"):
        refute(Sequent((), Prop("equal", (deep, const(1)), ())), {})


@pytest.mark.parametrize("a", VALUES)
@pytest.mark.parametrize("b", VALUES)
def test_connectives_in_three_values(a: bool | None, b: bool | None) -> None:
    """What is unknown may be either: a verdict is given where both ways agree, and only there."""

    def expected(op: str) -> bool | None:
        table = {"and": lambda p, q: p and q, "or": lambda p, q: p or q, "implies": lambda p, q: not p or q,
                 "iff": lambda p, q: p == q}  # fmt: skip
        ways = {table[op](p, q) for p in ([a] if a is not None else [True, False])
                for q in ([b] if b is not None else [True, False])}  # fmt: skip
        return ways.pop() if len(ways) == 1 else None

    for op in ("and", "or", "implies", "iff"):
        assert holds(connective(op, VALUES[a], VALUES[b]), EMPTY) is expected(op)
    assert holds(connective("not", VALUES[a]), EMPTY) is (None if a is None else not a)


def test_what_is_random_is_so_at_every_point() -> None:
    """One point that fails refutes; one that is unknown leaves it open, unless another fails."""
    given = {"spaces": {"Om": ["1/2", "1/2"]}, "values": {"e": {"points": ["1", "2"]}, "f": {"points": ["2", "1"]}}}
    for prop, verdict in ((eq(e + f, 3), True), (eq(e, f), False), (gt(e * f, 1), True), (eq(e, 1), False),
                          (eq(t.sqrt(e) ** 2, e), None), (eq(t.sqrt(e) ** 2, f), False)):  # fmt: skip
        assert holds(prop, read_instance(given, [prop])) is verdict, prop
    with pytest.raises(InstanceError, match="the space Om has no points"):
        holds(eq(e, e), EMPTY)


def test_of_an_unknown_operator_nothing_is_said() -> None:
    for op in ("likes", "nearly_equal", ""):
        assert holds(Prop(op, (s, s), ()), read_instance({"values": {"s": "1"}}, [s])) is None
        assert holds(connective("not", Prop(op, (const(1),), ())), EMPTY) is None


def test_relations_are_not_those_of_enclosures_that_meet() -> None:
    """[√2]² meets 2: neither equal nor apart, neither above nor below; 2 ± 10⁻⁹ is decided."""
    square, near = t.sqrt(const(2)) ** 2, const(1) / 10**9
    for op in ("equal", "apart", "ge", "gt"):
        assert holds(relation(op, square, 2), EMPTY) is None and holds(relation(op, 2, square), EMPTY) is None
    assert holds(relation("gt", square + near, 2), EMPTY) is True and holds(eq(square, 2 + near), EMPTY) is False
    assert holds(relation("ge", square - near, 2), EMPTY) is False
    assert holds(relation("apart", square, 2 - near), EMPTY) is True


def test_predicates_of_matrices_by_their_determinants() -> None:
    for a in range(-2, 3):
        for b in range(-2, 3):
            m = array([[a, b], [b, 1]])
            assert holds(predicate("invertible", m), EMPTY) is (a - b * b != 0)
            assert holds(predicate("full_rank", m), EMPTY) is (a - b * b != 0)
            assert holds(predicate("pd", m), EMPTY) is (a - b * b > 0)
            assert holds(predicate("psd", m), EMPTY) is (a - b * b >= 0)
            assert holds(eq(det(m), a - b * b), EMPTY) is True
            assert holds(predicate("nonzero", m), EMPTY) is True
    for q in (5, 0):  # a number is a matrix of one column
        assert holds(predicate("full_rank", const(q)), EMPTY) is (q != 0)
    assert holds(predicate("nonzero", 0 * var("A", ())), read_instance({"values": {"A": "3"}}, [var("A")])) is False
