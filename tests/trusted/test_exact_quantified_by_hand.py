"""Quantifiers at an instance: where finitely many points decide they decide; where not, nothing is concluded."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, FIRST_NATURALS, Instance, InstanceError, holds, read_instance
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, array, connective, const, relation, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import refused
from tests.trusted.contradictions import all_of, some_of

TWO, FOUR = Size((), 2), Size((), 4)
x, X, s = var("?x", (TWO, ONE)), var("?X", (FOUR, FOUR)), var("s")
v, k, i = var("?v"), t.nat("?k"), t.index("?i", TWO)
ROOT = t.sqrt(const(2))


def equal(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def ge(a: object, b: object) -> Prop:
    return relation("ge", a, b)


def judged(p: Prop, **given: Any) -> bool | None:
    return holds(p, read_instance(given, [p]))


def with_witness(bound: Term, body: Prop, witness: object) -> Prop:
    """∃ with the witness that its author names, which proves nothing."""
    return bind(lambda w, q: Prop("exists", (q,), (w, t.to_term(witness))), bound, body)


# --- ∃ with a witness -------------------------------------------------------------------------------------------------


LARGE = ge(t.exp(v), 5)  # not at 0, 1 or −1, and at 2 it is


def test_a_witness_is_tried_where_the_usual_points_fail() -> None:
    assert judged(some_of(v, LARGE)) is None
    assert judged(with_witness(v, LARGE, 2)) is True
    assert judged(with_witness(v, ge(t.exp(v), 2 * s), s), values={"s": "2"}) is True
    assert judged(with_witness(v, ge(t.exp(v), 2), -7)) is True  # at 1, whatever the witness is


def test_a_wrong_witness_decides_nothing() -> None:
    for witness in (Fraction(3, 2), Fraction(-1, 2), t.log(const(-1)), t.sqrt(const(-4))):
        assert judged(with_witness(v, LARGE, witness)) is None
    assert judged(with_witness(v, ge(t.exp(v), 2 * s), 1 - s), values={"s": "2"}) is None


def test_of_what_nothing_fulfils_no_witness_is_one() -> None:
    """e^v = −1, e^v < 0; and e^v = 2 with log 2: true, and not computed."""
    both = connective("and", equal(t.exp(v), 1), equal(v, 1))
    for body in (equal(t.exp(v), -1), relation("gt", 0, t.exp(v)), equal(v**4, -1), relation("gt", 0, v**4), both):
        for witness in (0, 1, 2, ROOT):
            assert judged(with_witness(v, body, witness)) is not True
    assert judged(with_witness(v, equal(t.exp(v), 2), t.log(const(2)))) is None
    assert judged(with_witness(v, ge(t.exp(v), Fraction(19, 10)), t.log(const(2)))) is True


def test_a_witness_of_an_author_proves_nothing() -> None:
    for body, witness in ((equal(t.exp(v), -1), 1), (equal(t.exp(v) + v * v, 0), 2), (equal(v**4, -1), 1)):
        false = with_witness(v, body, witness)
        refused([], false, ["evaluate"], "does not confirm", [["evaluate"]] * len(obligations([false])))
        assert Sequent((), false).goal == false


def test_a_witness_is_not_asked_where_more_is_known() -> None:
    """A square is not negative: known of all numbers, so that ∃ is false whatever is named."""
    assert judged(with_witness(v, relation("gt", -(v * v), 0), 1)) is False
    assert judged(with_witness(v, equal(2 * v, 3), 7)) is True  # 3/2 solves it


# --- naturals and indices ---------------------------------------------------------------------------------------------


def member(n: object) -> Term:
    return t.sequence("a", n, ())


def sequence(*values: int, constant: bool) -> dict[str, Any]:
    then = {"then": "constant"} if constant else {}
    return {"a": {"kind": "sequence", "values": [str(n) for n in values], **then}}


def test_of_a_sequence_that_stays_constant_all_members_are_known() -> None:
    settled = sequence(3, 5, 4, constant=True)
    assert judged(all_of(k, ge(member(k), 3)), functions=settled) is True
    assert judged(all_of(k, ge(member(k), 4)), functions=settled) is False
    assert judged(all_of(k, ge(member(k + 1), 4)), functions=settled) is True
    assert judged(some_of(k, equal(member(k), 5)), functions=settled) is True
    assert judged(some_of(k, equal(member(k), 6)), functions=settled) is False
    late = sequence(*[0] * (FIRST_NATURALS + 3), 1, constant=True)  # the last one lies beyond those that are tried
    assert judged(all_of(k, equal(member(k), 0)), functions=late) is False
    assert judged(some_of(k, equal(member(k), 1)), functions=late) is True


def test_two_sequences_settle_when_both_do() -> None:
    b = t.sequence("b", k, ())
    late = {**sequence(0, constant=True), "b": sequence(0, 0, 0, 7, constant=True)["a"]}
    assert judged(all_of(k, ge(member(k), b)), functions=late) is False
    assert judged(all_of(k, ge(b, member(k))), functions=late) is True
    assert judged(some_of(k, ge(b, member(k) + 7)), functions=late) is True
    with pytest.raises(InstanceError, match="the function a has no interpretation"):
        holds(all_of(k, ge(member(k), 0)), EMPTY)


def test_of_another_sequence_the_first_members_decide_one_way() -> None:
    first = sequence(*range(FIRST_NATURALS), constant=False)
    assert judged(all_of(k, ge(member(k), 0)), functions=first) is None
    assert judged(all_of(k, ge(member(k), 1)), functions=first) is False
    assert judged(some_of(k, ge(member(k), 5)), functions=first) is True
    assert judged(some_of(k, ge(member(k), 99)), functions=first) is None


def test_a_natural_outside_a_sequence_never_settles() -> None:
    """aₖ + k ≥ 0 of a constant sequence fails far out, if it fails."""
    settled = sequence(20, constant=True)
    assert judged(all_of(k, ge(member(k) - k, 0)), functions=settled) is None  # false at 21
    assert judged(some_of(k, ge(k, member(k))), functions=settled) is None  # true at 20
    assert judged(all_of(k, ge(100, k))) is None
    assert judged(all_of(k, ge(s, 0)), values={"s": "1"}) is True  # it is not about k at all


def test_an_index_runs_over_all_its_places() -> None:
    column = array([1, -1])
    assert judged(all_of(i, ge(column[i], -1))) is True and judged(all_of(i, ge(column[i], 0))) is False
    assert judged(some_of(i, ge(column[i], 1))) is True and judged(some_of(i, ge(column[i], 2))) is False
    half_known = connective("or", ge(column[i], 1), equal(ROOT * ROOT, 2))
    assert judged(all_of(i, half_known)) is None and judged(some_of(i, half_known)) is True
    other_half = connective("or", ge(-column[i], 1), equal(ROOT * ROOT, 2))  # unknown first, true afterwards
    assert judged(all_of(i, other_half)) is None and judged(some_of(i, other_half)) is True
    assert judged(some_of(i, connective("and", ge(column[i], 2), equal(ROOT * ROOT, 2)))) is False


def test_reals_and_naturals_are_not_bound_together() -> None:
    """∃v ∃k: v = k + ½ is no equation between reals; ∀v ∀k: v² + k ≥ 0 no quadratic form."""
    half = some_of(v, some_of(k, equal(2 * v, 2 * k + 1)))
    assert judged(half) is None
    assert judged(some_of(v, some_of(k, equal(2 * v, 2 * k + 2)))) is True  # at v = 1, k = 0
    assert judged(all_of(v, all_of(k, ge(v * v + k, 0)))) is None
    assert judged(all_of(v, all_of(k, ge(v + k, 0)))) is False  # at v = −1, k = 0
    assert judged(all_of(v, some_of(var("?w"), equal(v, 2 * var("?w"))))) is None  # true; the kinds alternate


def test_the_first_of_two_unknowns_is_tried_and_the_second_solved_for() -> None:
    """∃v ∃w: e^v = 1 and w = 5: at v = 0 it is an equation for w."""
    w = var("?w")
    assert judged(some_of(v, some_of(w, connective("and", equal(t.exp(v), 1), equal(w, 5))))) is True
    assert judged(some_of(v, some_of(w, connective("and", equal(t.exp(v), 2), equal(w, 5))))) is None


def test_a_random_variable_is_not_bound_by_trying_numbers() -> None:
    r = var("?r", (), ("Omega", True))
    assert holds(Prop("forall", (equal(1, 2),), (r,)), EMPTY) is None
    assert holds(Prop("exists", (equal(1, 1),), (r,)), EMPTY) is None
    inside = Prop("forall", (ge(r * r + v * v, 0),), (r,))
    assert holds(Prop("forall", (inside,), (v,)), EMPTY) is None


# --- real variables, where the methods end ----------------------------------------------------------------------------


def test_too_many_unknowns_for_a_matrix_are_left_to_the_usual_points() -> None:
    """‖X‖² ≥ 0 holds of all 4×4 matrices; it is not decided. A point that fails still refutes."""
    square = t.total(X * X)
    assert judged(all_of(X, ge(square, 0))) is None
    assert judged(all_of(X, ge(square, 1))) is False  # at 0
    assert judged(some_of(X, ge(-square, 1))) is None
    assert judged(some_of(X, equal(square, 1))) is True  # at a unit vector
    assert judged(some_of(X, equal(t.total(X), 5))) is None
    assert judged(all_of(X, connective("implies", equal(X, 0 * X), equal(square, 0)))) is None


def test_many_unknowns_are_no_hindrance_where_the_grid_is_small() -> None:
    """(grid + 1)^count points: a constant has one point, whatever the count."""
    assert judged(all_of(X, equal(0 * s, 0)), values={"s": "1"}) is True


def test_a_quadratic_form_with_an_irrational_coefficient_is_not_decided() -> None:
    """x₀² + √2 ≥ 0 is true and x₀² + √2·x₀ ≥ 0 false; neither is computed by rational numbers."""
    assert judged(all_of(x, ge(x[0] ** 2 + ROOT, 0))) is None
    assert judged(all_of(x, ge(x[0] ** 2 + ROOT * x[0], 0))) is False  # at −1
    assert judged(some_of(x, relation("gt", -(x[0] ** 2), ROOT))) is None


def test_a_function_without_an_interpretation_has_no_degree() -> None:
    applied = t.apply("f", "entrywise", v)
    claim = all_of(v, equal(applied, applied))
    with pytest.raises(InstanceError, match="the function f has no interpretation"):
        holds(claim, EMPTY)
    with pytest.raises(InstanceError, match="the function f has no interpretation of kind entrywise"):
        given = read_instance({"functions": {"f": {"kind": "sequence", "values": ["1"]}}}, [t.sequence("f", 0, ())])
        holds(claim, Instance({}, {}, {}, {}, given.functions))


def test_several_equations_are_solved_together() -> None:
    both = connective("and", equal(x[0], 1), equal(x[1], 2))
    for right, verdict in ((3, True), (4, False)):
        assert judged(all_of(x, connective("implies", both, equal(x[0] + x[1], right)))) is verdict
    assert judged(some_of(x, connective("and", equal(x[0] + x[1], 7), equal(x[0] - x[1], 1)))) is True
    assert judged(some_of(x, connective("and", equal(x[0] + x[1], 7), equal(2 * x[0] + 2 * x[1], 1)))) is False


def test_an_equation_that_is_not_affine_spoils_the_system() -> None:
    """x₀ = 5 and x₀³ = 125 has a solution, x₀ = 5 and x₀³ = 1 has none; neither is seen."""
    for cube in (125, 1):
        assert judged(some_of(x, connective("and", equal(x[0], 5), equal(x[0] ** 3, cube)))) is None
    spoiled = connective("and", equal(x[0], 5), ge(x[1], 0))
    assert judged(all_of(x, connective("implies", spoiled, equal(x[0], 5)))) is None


def test_a_linear_equation_with_an_irrational_coefficient_is_not_solved() -> None:
    """√2·x₀ = 1 has a solution, and (√2·√2 − 2)·x₀ = 1 has none; the enclosures do not tell them apart."""
    assert judged(some_of(x, equal(ROOT * x[0], 1))) is None
    assert judged(some_of(x, equal((ROOT * ROOT - 2) * x[0], 1))) is None
    assert judged(all_of(x, connective("implies", equal((ROOT * ROOT - 2) * x[0], 0), equal(x[0], 0)))) is None


def test_equations_at_every_index_are_not_taken_for_a_system() -> None:
    """∃x ∀i: x_i = 2 is true and 0·x_i = 1 at every i false: over an index no grid is laid."""
    assert judged(some_of(x, all_of(i, equal(x[i], 2)))) is None
    assert judged(some_of(x, all_of(i, equal(0 * x[i], 1)))) is None
    assert judged(some_of(x, all_of(k, equal(x[0] + k, k)))) is None
    large = all_of(X, equal(t.total(X) * x[0], 0))  # 2¹⁶ points of a grid
    assert judged(some_of(x, connective("and", equal(x[0], 0), large))) is None
