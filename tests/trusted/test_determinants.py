"""Determinants and ranks: what they are worth, how they move, and attacks on how they are told apart."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.enclosures import Interval
from proofread.trusted.facts import apply_fact
from proofread.trusted.lower import Lowering, axes
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, array, const, deriv, predicate, relation, var
from proofread.trusted.terms_matrices import det, rank
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, ZERO, A, B, D, J, M, N, X, accepted, column, eq, gt, proved, refused, s
from tests.trusted.indexed_values import Values

PANEL = var("S", (D, D))


def worth(x: Term) -> Fraction:
    (value,) = exact.evaluate(x, exact.EMPTY).flat
    assert isinstance(value, Interval) and value.is_point
    return Fraction(value.lo)


def gradient(f, at: Term) -> Term:
    v = var("?v", at.shape)
    made: Term = bind(lambda b, body: deriv(b, body, at), v, f(v))
    return made


def literal(*rows: list[object]) -> Term:
    return array([list(map(const, r)) for r in rows])


# --- values ---------------------------------------------------------------------------------------------------------


def test_values() -> None:
    assert worth(det(literal([2, 1], [1, 3]))) == 5
    assert worth(det(literal([0, 1], [1, 0]))) == -1
    assert worth(det(literal([1, 2, 3], [4, 5, 6], [7, 8, 10]))) == -3
    assert worth(det(literal([1, 2], [2, 4]))) == 0 and worth(det(const(-3))) == -3
    assert worth(rank(literal([1, 2], [2, 4]))) == 1 and worth(rank(literal([0, 0, 0]))) == 0
    assert worth(rank(const(0))) == 0 and worth(rank(const(5))) == 1
    assert worth(det(array([[const(2)]]) + array([[const(3)]]))) == 5


def test_a_matrix_without_rows_has_the_determinant_one() -> None:
    empty = var("Z", (M, M))
    goal = eq(det(empty), 1)
    assert exact.holds(goal, exact.read_instance({"sizes": {"M": 0}, "values": {"Z": []}}, [goal])) is True
    zero = eq(det(0 * empty), 0)
    assert exact.holds(zero, exact.read_instance({"sizes": {"M": 0}, "values": {"Z": []}}, [zero])) is False


def test_the_derivative_is_computed_at_invertible_matrices_alone() -> None:
    """At a singular one it is the adjugate, and not det S · S⁻ᵀ, which is what algebra writes down."""
    g = gradient(det, literal([1, 2], [2, 5]))
    assert [x.lo for x in exact.evaluate(g, exact.EMPTY).flat] == [5, -2, -2, 1]  # type: ignore[union-attr]
    with pytest.raises(exact.Undefined, match="derivative of a determinant"):
        exact.evaluate(gradient(det, literal([1, 2], [2, 4])), exact.EMPTY)


def test_a_rank_has_no_derivative_where_it_is_computed() -> None:
    for at in (const(0), const(1)):
        with pytest.raises(exact.Undefined):
            exact.evaluate(gradient(lambda v: rank(v * t.eye(2)), at), exact.EMPTY)


# --- shapes ---------------------------------------------------------------------------------------------------------


def test_what_does_not_fit() -> None:
    assert t.is_poison(det(X)) and t.is_poison(rank(var("T", (N, D, N)))) and not t.is_poison(rank(X))
    assert det(s) == s and det(t.ill("x")).op == rank(t.ill("x")).op == "ill"


@pytest.mark.parametrize(
    "n",
    [
        Term("det", (A,), (), (N, N)), Term("det", (X,), (), ()), Term("det", (A, A), (), ()), Term("det", (), (), ()),
        Term("det", (A,), ("x",), ()), Term("rank", (X,), (), (D, t.ONE)), Term("det", (s,), (), ()),
        Term("rank", (var("T", (N, D, N)),), (), ()),
    ],
)  # fmt: skip
def test_forged_terms_are_not_well_formed(n: Term) -> None:
    forged, why = Prop("equal", (n, n), ()), "its operators make|malformed|do not fit"
    refused([], forged, CLEAR, why)
    refused([], eq(1, 1), ["have", J(forged), CLEAR, CLEAR], "its operators make|malformed|its operators|well-shaped")


# --- attacks: two numbers under one head ----------------------------------------------------------------------------


DIFFERENT = [
    eq(det(t.ones(N, N)), det(t.ones(D, D))),  # 1 at size 1, 0 above
    eq(det(0 * t.ones(M, M)), det(0 * t.ones(N, N))),  # 1 without rows
    eq(det(s * t.ones(N, N)), det(s * t.ones(D, D))),
    eq(det(2 * t.eye(N)), det(2 * t.eye(D))),
    eq(rank(t.ones(N, D)), rank(t.ones(D, N))),  # true, but not by one head
    eq(rank(t.eye(N)), rank(t.eye(D))),
    eq(rank(0 * t.ones(N, D)), rank(t.ones(N, D))),
    eq(det(A), det(A.T)),  # true by a fact, not by algebra
    eq(det(A @ B), det(B @ A)),
    eq(det(-A), -det(A)),
    eq(det(A + B), det(A) + det(B)),
    eq(det(A), rank(A)),
    eq(t.power(s, t.number(N)), t.power(s, t.nat("N"))),  # a size and a natural number of one name
    eq(t.power(s, t.number(N)), t.power(s, t.number(D))),
    eq(t.sequence("u", t.number(N), ()), t.sequence("u", t.nat("N"), ())),
]


@pytest.mark.parametrize("goal", DIFFERENT, ids=range(len(DIFFERENT)))
def test_numbers_that_differ_have_different_forms(goal: Prop) -> None:
    refused([], goal, CLEAR, "left over")


def test_the_same_matrix_written_otherwise_has_the_same_determinant() -> None:
    accepted([], eq(det(A + B), det(B + A)), CLEAR)
    accepted([], eq(det(A @ (B + t.eye(N))), det(A @ B + A)), CLEAR)
    accepted([], eq(det(array([[s, 1], [2, s]])), s * s - 2), CLEAR)
    accepted([], eq(t.power(s, t.number(N) + 1), s * t.power(s, t.number(N))), CLEAR)


def test_an_axis_of_size_one() -> None:
    accepted([], eq(det(array([[s]])), s), CLEAR)


def test_nested_determinants_keep_their_axes_apart() -> None:
    accepted([], eq(det(det(A) * B), det(det(A) * B)), CLEAR)
    refused([], eq(det(det(A) * B), det(det(B) * A)), CLEAR, "left over")
    refused([], eq(det(det(A.T) * A), det(det(A) * A)), CLEAR, "left over")


# --- derivatives ----------------------------------------------------------------------------------------------------


def test_what_a_derivative_of_a_determinant_asks_for() -> None:
    goal = eq(gradient(det, A), det(A) * t.inv(A).T)
    assert predicate("invertible", A) in obligations([goal])
    refused([], goal, CLEAR, "obligations")
    accepted([predicate("invertible", A)], goal, CLEAR, [["hyp", 0]])
    refused([predicate("invertible", A)], eq(gradient(det, A), det(A) * t.inv(A)), CLEAR, "left over", [["hyp", 0]])


def test_what_a_derivative_of_a_rank_asks_for() -> None:
    goal = eq(gradient(lambda v: rank(v * A), s), 0)
    assert predicate("full_rank", s * A) in obligations([goal])
    refused([predicate("full_rank", s * A)], goal, CLEAR, "rank has no derivative", [["hyp", 0]])


def test_a_least_rank_is_not_stationary_without_full_rank() -> None:
    """v ↦ rank(vI) is least at 0, where it jumps."""
    d = gradient(lambda v: rank(v * t.eye(N)), ZERO)
    conditions, _ = apply_fact("minimum_stationary", [d])
    assert predicate("full_rank", ZERO * t.eye(N)) in conditions


@pytest.mark.parametrize(
    "f",
    [
        lambda v: det(v), lambda v: det(v @ v), lambda v: det(v.T @ v) * t.trace(v), lambda v: det(det(v) * v),
        lambda v: det(t.inv(v)), lambda v: det(v + t.trace(v) * t.ones(N, N)), lambda v: t.recip(det(v)),
        lambda v: det(t.ones(N, N) + v * v), lambda v: det(t.diag(t.diagonal(v))),
    ],
    ids=range(9),
)  # fmt: skip
def test_the_slope_agrees_with_dual_numbers(f) -> None:
    """The indexed derivative, multiplied out by brute force, against the exact evaluator's."""
    slope = gradient(f, A)
    form = Lowering().lower(slope, axes(slope.shape, "_"))
    for rows in ([["2", "1"], ["1", "3"]], [["1", "-1"], ["2", "5"]], [["3", "1"], ["-1", "1"]]):
        there = exact.read_instance({"sizes": {"N": 2}, "values": {"A": rows}}, [slope])
        brute = [Values(there).poly(form, {("_0", "N"): i, ("_1", "N"): j}) for i in range(2) for j in range(2)]
        assert [x.lo for x in exact.evaluate(slope, there).flat] == brute  # type: ignore[union-attr]
        assert any(brute)


# --- facts where they do not apply ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "args", "why"),
    [
        ("det_inverse", [A], "needs"), ("det_positive", [A], "needs"), ("det_apart", [A], "needs"),
        ("det_of_update", [A, A, B], "needs"), ("log_det_diagonal", [column("x", N)], "needs"),
        ("det_product", [A, PANEL], "does not fit"), ("det_scale", [A, column("x", N)], "scalar"),
        ("det_product", [X, X], "square"), ("rank_full", [X], "needs"), ("full_rank_of_rank", [X], "needs"),
        ("rank_invertible_left", [A, X], "needs"), ("rank_idempotent", [A], "needs"), ("zero_of_rank", [X], "needs"),
        ("rank_sum", [X, A], "one shape"), ("det_power", [A, s], "natural"), ("log_of_power", [s, t.nat("n")], "needs"),
    ],
)  # fmt: skip
def test_facts_are_refused(name: str, args: list[Term], why: str) -> None:
    refused([], gt(1, 0), ["fact", name, [J(a) for a in args], CLEAR], why)


def test_sylvester_at_columns_and_at_an_empty_size() -> None:
    u, v = column("u", N), column("v", N)
    _, lemma = apply_fact("det_sylvester", [u, v.T])
    accepted([], lemma, ["fact", "det_sylvester", [J(u), J(v.T)], ["hyp", 0]])
    P, R = var("P", (N, M)), var("R", (M, N))
    _, lemma = apply_fact("det_sylvester", [P, R])
    at = {"sizes": {"N": 2, "M": 0}, "values": {"P": [[], []], "R": []}}
    assert exact.holds(lemma, exact.read_instance(at, [lemma])) is True


def test_a_random_matrix() -> None:
    """The point of the space goes through the head; over two points it does not."""
    R = var("R", (N, N), ("Om", True))
    accepted([], relation("equal", det(R @ R), det(R @ R)), CLEAR)
    assert proved([], det_product(R), ["fact", "det_product", [J(R), J(R)], ["hyp", 0]]).kind == "proved"
    refused([], eq(t.integral(("Om", True), det(R)), det(t.integral(("Om", True), R))), CLEAR, "left over")


def det_product(r: Term) -> Prop:
    return apply_fact("det_product", [r, r])[1]
