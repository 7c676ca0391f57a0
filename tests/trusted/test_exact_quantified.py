"""Quantifiers at an instance: over indices, naturals and reals, and how far each is tried."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, FIRST_NATURALS, holds, read_instance
from proofread.trusted.exact_quantified import _points
from proofread.trusted.terms import Prop, connective, const, index, nat, quantifier, var
from tests.trusted.attacks import FALSUM, OMEGA, TRIVIAL, M, N, eq, every, ge, gt, some, x

K, V, W = nat("%1"), var("%1"), var("%2")
I = index("%1", N)
ROOT = t.sqrt(const(2)) * t.sqrt(const(2))
UNKNOWN = eq(ROOT, 2)


def at(p: Prop, **sections: Any) -> bool | None:
    return holds(p, read_instance(sections, [p]))


def column(*values: str) -> dict[str, Any]:
    return {"sizes": {"N": len(values)}, "values": {"x": list(values)}}


# --- indices --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "all_positive", "one_positive"),
    [(("1", "2", "3"), True, True), (("1", "2", "0"), False, True), (("0", "2", "3"), False, True),
     (("0", "-1"), False, False), (("5",), True, True), (("0",), False, False)],
)  # fmt: skip
def test_over_indices_every_place_is_looked_at(values: tuple[str, ...], all_positive: bool, one_positive: bool) -> None:
    assert at(every(I, gt(x[I], 0)), **column(*values)) is all_positive
    assert at(some(I, gt(x[I], 0)), **column(*values)) is one_positive


def test_over_nothing_all_holds_and_nothing_is() -> None:
    j = index("%1", M)
    assert at(every(j, FALSUM), sizes={"M": 0}) is True and at(some(j, TRIVIAL), sizes={"M": 0}) is False
    assert at(every(j, FALSUM), sizes={"M": 1}) is False and at(some(j, TRIVIAL), sizes={"M": 1}) is True


def test_an_unknown_place_leaves_it_open_unless_another_decides() -> None:
    unknown_first = connective("or", connective("and", gt(x[I], 0), UNKNOWN), gt(x[I], 1))
    assert at(every(I, unknown_first), **column("1", "2")) is None
    assert at(every(I, unknown_first), **column("1", "0")) is False
    assert at(some(I, unknown_first), **column("1", "0")) is None
    assert at(some(I, unknown_first), **column("1", "2")) is True


# --- naturals -------------------------------------------------------------------------------------------------------


def member(name: str = "a") -> t.Term:
    return t.sequence(name, K, ())


def members(*values: str, constant: bool = False, name: str = "a") -> dict[str, Any]:
    then = {"then": "constant"} if constant else {}
    return {"functions": {name: {"kind": "sequence", "values": list(values), **then}}}


def test_a_few_naturals_decide_one_way_only() -> None:
    assert FIRST_NATURALS == 8
    assert at(every(K, ge(K, 0))) is None and at(every(K, gt(7, K))) is False and at(every(K, gt(8, K))) is None
    assert at(some(K, gt(K, 6))) is True and at(some(K, gt(K, 7))) is None and at(some(K, eq(K, 0))) is True
    assert at(every(K, eq(K, 0))) is False


def test_sequences_that_stay_constant_are_decided_by_their_members() -> None:
    assert at(every(K, gt(member(), 0)), **members("1", "2", constant=True)) is True
    assert at(every(K, gt(member(), 1)), **members("2", "1", constant=True)) is False
    assert at(every(K, gt(2, member())), **members("1", "2", constant=True)) is False
    assert at(some(K, gt(member(), 2)), **members("1", "2", constant=True)) is False
    assert at(some(K, gt(member(), 1)), **members("1", "2", constant=True)) is True
    assert at(every(K, gt(member(), 0)), **members("1", "2")) is None
    assert at(some(K, gt(member(), 1)), **members("1", "2")) is True
    late = [*["1"] * 12, "0"]
    assert at(every(K, gt(member(), 0)), **members(*late, constant=True)) is False
    assert at(every(K, gt(member(), 0)), **members(*late[:-1], constant=True)) is True


def test_the_longest_of_several_sequences_counts() -> None:
    two = {"functions": {**members("1", constant=True)["functions"],
                         **members(*["1"] * 11, "0", constant=True, name="b")["functions"]}}  # fmt: skip
    assert at(every(K, gt(member() + member("b"), 1)), **two) is False
    assert at(every(K, gt(member() + member("b"), 0)), **two) is True
    open_ = {"functions": {**two["functions"], **members("1", name="b")["functions"]}}
    assert at(every(K, gt(member() + member("b"), 0)), **open_) is None


def test_a_number_that_stands_outside_of_members_is_not_settled() -> None:
    held = members("1", constant=True)
    assert at(every(K, gt(member() + K, 0)), **held) is None
    assert at(every(K, gt(9, member() + K)), **held) is None and at(every(K, gt(8, member() + K)), **held) is False
    assert at(every(K, gt(t.sequence("a", K + 1, ()), 0)), **held) is True  # of a member at a later place
    assert at(every(K, TRIVIAL)) is True and at(some(K, FALSUM)) is False


def test_a_bound_is_what_the_number_is_below_in_a_premise() -> None:
    """∀n: c > n ⇒ … needs the numbers below c; where it is no premise, or not n that is below, all others count."""
    three, small = gt(3, K), gt(5, K)
    assert at(every(K, connective("implies", three, small))) is True
    for op in ("and", "or", "iff"):
        assert at(every(K, connective(op, three, gt(4, K)))) is False  # at 3 or at 4
    assert at(every(K, connective("not", gt(0, K)))) is None and at(every(K, connective("not", three))) is False
    assert at(every(K, connective("implies", gt(2, nat("n")), small)), nats={"n": 1}) is False  # at 5
    assert at(every(K, connective("implies", gt(3, K - 4), small))) is False  # at 5, and 3 > 1
    assert at(every(K, connective("implies", gt(0, K), FALSUM))) is True
    assert at(every(K, connective("implies", gt(-2, K), FALSUM))) is True


def test_a_column_is_no_bound() -> None:
    """All of nothing is above every n."""
    empty, whole = t.ones(M), t.ones(N)
    assert at(every(K, connective("implies", gt(empty, K), gt(3, K))), sizes={"M": 0}) is False
    assert at(every(K, connective("implies", gt(whole, K), gt(1, K))), sizes={"N": 2}) is None  # true


# --- what is not defined --------------------------------------------------------------------------------------------


def test_a_place_that_does_not_decide_need_not_be_defined() -> None:
    """1/0 counts as 0 there; that it is defined everywhere is asked of the whole statement apart."""
    assert at(every(I, ge(t.recip(x[I]), 0)), **column("1", "0")) is True
    assert at(some(I, gt(0, t.recip(x[I]))), **column("1", "0")) is False
    assert at(every(I, gt(t.recip(x[I]), 0)), **column("1", "0")) is None
    assert at(some(I, ge(0, t.recip(x[I]))), **column("1", "0")) is None


def test_no_place_decides_at_which_the_body_may_be_undefined() -> None:
    """√2·√2 − 2 is 0, which is not computed: whether its reciprocal is defined is unknown, whatever stands beside."""
    unknown = eq(t.recip(ROOT - 2), 1)
    assert at(some(I, connective("or", unknown, gt(x[I], 0))), **column("1")) is None
    assert at(every(I, connective("and", unknown, gt(x[I], 1))), **column("1")) is None
    known = eq(t.recip(ROOT - 1), 1)
    assert at(some(I, connective("or", known, gt(x[I], 0))), **column("1")) is True
    assert at(every(I, connective("and", known, gt(x[I], 1))), **column("1")) is False


def test_what_a_quantifier_hides_need_not_be_known_to_be_defined() -> None:
    """That e^v is above 0 for all v is not computed, and not known to fail. That e^v is 5 for some v is not computed
    either: what is needed if it is has to hold."""
    hidden = every(V, ge(t.log(t.exp(V)), V))
    assert at(every(I, connective("and", hidden, gt(x[I], 1))), **column("1")) is False
    assert at(some(I, connective("or", hidden, gt(x[I], 0))), **column("1")) is True
    needed = connective("implies", some(V, eq(t.exp(V), 5)), ge(t.log(x[I] - 2), 0))
    for open_yet in (every(V, ge(t.log(V), 0)), needed):
        assert at(every(I, connective("and", open_yet, gt(x[I], 1))), **column("1")) is None
        assert at(some(I, connective("or", open_yet, gt(x[I], 0))), **column("1")) is None


# --- reals ----------------------------------------------------------------------------------------------------------


def test_points_that_are_tried() -> None:
    assert [list(map(int, p)) for p in _points(2)] == [[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]]
    assert len(list(_points(1))) == 3 and list(_points(0)) == [[]]
    assert len(list(_points(20))) == 1 + 2 * 8 and all(len(p) == 20 for p in _points(20))


def test_real_variables_are_tried_at_a_few_points() -> None:
    def hard(v: t.Term) -> t.Term:
        return t.exp(v)

    assert at(every(V, gt(hard(V), 1))) is False and at(every(V, gt(hard(V), 0))) is None
    assert at(some(V, gt(hard(V), 2))) is True and at(some(V, gt(hard(V), 3))) is None
    assert (
        at(every(V, every(W, gt(hard(V) + hard(W), 1)))) is None
        and at(every(V, every(W, gt(hard(V) + hard(W), 2)))) is False
    )
    assert at(some(V, some(W, gt(hard(V) * hard(W), 2)))) is True
    assert at(some(V, some(W, gt(hard(V) * hard(W), 4)))) is True  # at (1, 1), one after the other
    column_of = var("%1", (N, t.ONE))
    assert at(every(column_of, gt(t.total(t.exp(column_of)), 2)), sizes={"N": 2}) is False
    assert at(every(column_of, gt(t.total(t.exp(column_of)), 0)), sizes={"N": 2}) is None


def test_polynomials_are_decided() -> None:
    assert at(every(V, every(W, eq((V + W) * (V - W), V * V - W * W)))) is True
    assert at(every(V, every(W, eq((V + W) * (V - W), V * V)))) is False
    assert at(every(V, ge(V * V, 0))) is True and at(some(V, gt(0, V * V))) is False
    assert at(some(V, some(W, eq(V + W, 1)))) is True


def test_a_witness_that_is_named_is_tried() -> None:
    def named(body: Prop, witness: Any) -> bool | None:
        return at(Prop("exists", (body,), (V, witness)))

    far = gt(t.exp(V), 100)
    assert at(some(V, far)) is None and named(far, const(5)) is True and named(far, const(2)) is None
    assert named(far, t.log(const(-1))) is None  # it has no value
    assert named(gt(t.exp(V), 2), const(-5)) is True  # one of the points did
    assert at(Prop("forall", (gt(t.exp(V), 0),), (V,))) is None
    undecided = connective("and", gt(100, t.exp(V)), UNKNOWN)
    assert at(Prop("forall", (undecided,), (V, const(5)))) is None  # of ∀ none is asked for


def test_random_variables_are_not_quantified() -> None:
    assert holds(quantifier("forall", var("v", (), OMEGA), FALSUM), EMPTY) is None
    assert holds(quantifier("exists", var("v", (), OMEGA), TRIVIAL), EMPTY) is None
    assert holds(every(V, quantifier("forall", var("v", (), OMEGA), TRIVIAL)), EMPTY) is None
    assert holds(every(V, every(K, eq(V * 0, 0))), EMPTY) is True  # numbers of another sort are not bound together
    assert holds(every(V, every(K, gt(0, V * V))), EMPTY) is False
