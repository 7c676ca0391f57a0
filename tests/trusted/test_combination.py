"""Attacks on the rule of algebra. Each gets through when the condition that stops it is deleted."""

from __future__ import annotations

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected, fixed, lower_relation
from proofread.trusted.sizes import Size, size_sum
from proofread.trusted.terms import Prop, eye, index, integral, number, ones, predicate, total, trace
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    ONE_SQUARE,
    TRIVIAL,
    ZERO,
    A,
    B,
    D,
    E,
    J,
    M,
    N,
    X,
    accepted,
    algebra,
    apart,
    column,
    e,
    eq,
    every,
    f,
    ge,
    gt,
    head,
    q,
    r,
    refused,
    s,
    u,
    x,
    y,
)  # fmt: skip

WHOLE = {"_0:N": "_0:N"}
FROM_EMPTY = [column("v", M), column("w", M)]


# --- what may be a fact or a goal -----------------------------------------------------------------------------------


def test_a_relation_that_is_no_equation_is_not_proved_by_an_empty_remainder() -> None:
    refused([], apart(s, s), CLEAR, "apart is not an equation or inequality")


@pytest.mark.parametrize("p", [predicate("psd", A), t.connective("and", TRIVIAL, TRIVIAL), apart(s)])
def test_only_equations_and_inequalities_are_facts(p: Prop) -> None:
    refused([p], eq(s, 0), algebra([0], [["1", [], 0, {}]]), "is not an equation or inequality")


def test_an_inequality_is_no_equation() -> None:
    refused([ge(s, 0)], eq(s, 0), algebra([0], [["1", [], 0, {}]]), "fact 0 is an inequality")


def test_an_inequality_is_no_equation_in_a_lemma() -> None:
    step = {"poly": [["1", [[head("s", ge(s, 0)), []]]]], "eq": [["1", [], 0, {}]]}
    refused([ge(s, 0)], eq(s, 0), algebra([0], [["1", [], 1, {}]], steps=[step]), "fact 0 is an inequality")


def test_what_is_left_over_is_named() -> None:
    refused([], eq(s, r), CLEAR, "left over: .*s")
    refused([eq(s, r)], eq(s, 2 * r), algebra([0], [["1", [], 0, {}]]), "left over")


@pytest.mark.parametrize("number", [-1, 1, "0", None, 0.0])
def test_facts_are_counted_from_0(number: object) -> None:
    refused([eq(s, 0)], eq(s, 0), algebra([0], [["1", [], number, {}]]), "no fact number")
    by = {"c": "1", "q": [["1", []]], "by": [[number, {}]]}
    refused([ge(s, 0)], ge(s, 0), algebra([0], sq=[by]), "no fact number")


# --- the lost N, and ranges over nothing ----------------------------------------------------------------------------


def test_summing_a_constant_counts_it() -> None:
    ones_everywhere = eq(x, 1)
    summed = algebra([0], [["1", [], 0, {"_0:N": "?a:N"}]])
    refused([ones_everywhere], eq(total(x), 1), summed, "left over")
    accepted([ones_everywhere], eq(total(x), number(N)), summed)


def test_a_trace_is_counted_over_its_own_size() -> None:
    refused([], eq(trace(eye(N)), trace(eye(D))), CLEAR, "left over")
    refused([], eq(trace(eye(N)), 1), CLEAR, "left over")
    accepted([], eq(trace(eye(N)), number(N)), CLEAR)


def test_the_square_of_a_sum_is_no_sum_of_squares() -> None:
    refused([], eq(total(x) * total(x), total(x * x)), CLEAR, "left over")


def test_row_sums_are_no_trace() -> None:
    refused([], eq(total(A), trace(A)), CLEAR, "left over")


def test_a_free_index_over_nothing_proves_nothing() -> None:
    """v + s = 0 and v = 0 entry by entry say nothing of s where there is no entry."""
    v = column("v", M)
    both = [eq(v + s, 0), eq(v, 0)]
    glue = {"_0:M": "k:M"}
    refused(both, eq(s, 0), algebra([0, 1], [["1", [], 0, glue], ["-1", [], 1, glue]]), "free in the evidence")
    over = {"_0:M": "?k:M"}
    refused(both, eq(s, 0), algebra([0, 1], [["1", [], 0, over], ["-1", [], 1, over]]), "left over")
    accepted(both, eq(number(M) * s, 0), algebra([0, 1], [["1", [], 0, over], ["-1", [], 1, over]]))


@pytest.mark.parametrize("size", [M, Size((), 0), size_sum([(1, N), (-1, Size((), 1))])])
def test_an_equation_along_an_empty_axis_says_nothing(size: Size) -> None:
    refused([eq(s * ones(size), 0)], eq(s, 0), algebra([0], [["1", [], 0, {}]]), "left over")


def test_nor_for_all_of_an_empty_range() -> None:
    i = index("%1", M)
    refused([every(i, eq(s, 0))], eq(s, 0), algebra([0], [["1", [], 0, {}]]), "left over")
    accepted([every(index("%1", N), eq(s, 0))], eq(s, 0), algebra([0], [["1", [], 0, {}]]))


def test_nor_is_anything_positive_along_an_empty_axis() -> None:
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    refused([gt(s * ones(M), 0)], gt(number(M) * s, 0), algebra([0], sq=[by]), "may be empty")
    accepted([gt(s * ones(N), 0)], gt(s, 0), algebra([0], sq=[by]))


def test_an_empty_product_of_sums_in_a_square_is_counted() -> None:
    """Σ (x − 1)² = Σx² − 2Σx + N, with the N."""

    def attempt(constant: t.Term) -> tuple[Prop, list[object]]:
        goal = ge(total(x * x) - 2 * total(x) + constant, 0)
        return goal, algebra(sq=[{"c": "1", "q": [["1", [[head("x", goal), ["?a:N"]]]], ["-1", []]]}])

    refused([], *attempt(t.const(1)), "left over")
    accepted([], *attempt(number(N)))


# --- sizes ----------------------------------------------------------------------------------------------------------


def test_glue_keeps_the_size() -> None:
    z = column("z", D)
    refused([eq(x, 0)], eq(z, 0), algebra([0], [["1", [], 0, {"_0:N": "_0:d"}]]), "another size|size")


def test_every_free_index_is_glued() -> None:
    refused([eq(x, y)], eq(x, y), algebra([0], [["1", [], 0, {}]]), "not glued")


def test_a_sum_over_a_size_of_its_own_could_be_negative() -> None:
    """Σ_ab δ[a,b]² over a size of −1 would be −1, and would be ≥ 0."""
    square = {"c": "1", "q": [["1", [["δ", ["?a:-1", "?b:-1"]]]]]}
    refused([], ge(-1, 0), algebra(sq=[square]), "a size of its own")


def test_heads_keep_their_slots() -> None:
    goal = eq(total(x), total(y))
    h = head("x", eq(x, y), goal)
    pair = [["1", [[h, ["?a:d"]]], 0, {"_0:N": "?b:N"}], ["-1", [[h, ["?a:d"]]], 0, {"_0:N": "?b:N"}]]
    refused([eq(x, y)], TRIVIAL, algebra([0], pair), "ranges over a size of its own|has slots")
    pair = [["1", [[h, ["?a:N", "?a:N"]]], 0, {"_0:N": "?b:N"}], ["-1", [[h, ["?a:N", "?a:N"]]], 0, {"_0:N": "?b:N"}]]
    refused([eq(x, y)], TRIVIAL, algebra([0], pair), "has slots")


@pytest.mark.parametrize("name", [-1, 99, "x", "#N!", "", "#", 1.0])
def test_heads_are_those_of_the_statement(name: object) -> None:
    pair = [["1", [[name, []]], 0, {}], ["-1", [[name, []]], 0, {}]]
    refused([eq(s, r)], TRIVIAL, algebra([0], pair), "no head|malformed")


def test_a_delta_has_two_indices() -> None:
    pair = [[c, [["δ", ["?a:N"]]], 0, {}] for c in ("1", "-1")]
    refused([eq(s, total(x))], TRIVIAL, algebra([0], pair), "δ has two indices")


@pytest.mark.parametrize("label", ["k", ":N", "k:", "?a"])
def test_an_index_is_a_label_and_a_size(label: str) -> None:
    refused([eq(x, 0)], eq(x, 0), algebra([0], [["1", [], 0, {"_0:N": label}]]), "is not an index")


def test_an_index_of_one_is_not_an_index_of_another_matrix_axis() -> None:
    refused([eq(X, 0)], eq(X, 0), algebra([0], [["1", [], 0, {"_0:N": "_0:N", "_1:d": "_0:N"}]]), "size")


def test_two_axes_are_not_exchanged_for_free() -> None:
    swapped = {"_0:N": "_1:N", "_1:N": "_0:N"}
    refused([eq(A, B)], eq(A.T, B), algebra([0], [["1", [], 0, swapped]]), "left over")
    accepted([eq(A, B)], eq(A.T, B.T), algebra([0], [["1", [], 0, swapped]]))


def test_the_diagonal_of_an_equation_is_not_the_whole() -> None:
    diagonal = {"_0:N": "_0:N", "_1:N": "_0:N"}
    same = eq(t.diagonal(A), t.diagonal(B))
    accepted([eq(A, B)], same, algebra([0], [["1", [], 0, diagonal]]))
    refused([same], eq(A, B), algebra([0], [["1", [], 0, {"_0:N": "_0:N"}]]), "left over")


# --- capture of labels ----------------------------------------------------------------------------------------------


def test_an_index_variable_is_not_an_axis() -> None:
    """x_i = 0 at one i is no fact about every i."""
    i = index("i", N)
    at_i = eq(x[i], 0)
    refused([at_i], eq(x, 0), algebra([0], [["1", [], 0, {"i:N": "_0:N"}]]), "left over")
    assert fixed(("i", "N")) and not fixed(("_0", "N")) and not fixed(("@Om", "~Om"))


@pytest.mark.parametrize("name", ["_0", "_%1", "@Om", "~0001", "$0", "&0", "?a", "i'", "0", "i:N"])
def test_labels_of_the_kernel_cannot_be_written(name: str) -> None:
    i = index(name, N)
    refused([eq(x[i], 0)], eq(x, 0), algebra([0], [["1", [], 0, {f"{name}:N": "_0:N"}]]),
            "a name among|cannot be called|operators make|left over")  # fmt: skip


def test_dummies_of_a_lemma_are_its_own() -> None:
    h = head("x", eq(x, 0))
    step = {"poly": [["1", [[h, ["?a:N"]]]]], "eq": [["1", [], 0, {"_0:N": "?a:N"}]]}
    refused([eq(x, 0)], TRIVIAL, algebra([0], steps=[step]), r"begins with \?\?")


def test_a_lemma_is_checked() -> None:
    h = head("s", eq(s, r))
    step = {"poly": [["1", [[h, []]]]], "eq": []}
    refused([eq(s, r)], eq(s, 0), algebra([0], [["1", [], 1, {}]], steps=[step]), "left over")


def test_a_lemma_uses_earlier_facts_only() -> None:
    h = head("s", eq(s, r))
    itself = {"poly": [["1", [[h, []]]]], "eq": [["1", [], 1, {}]]}
    refused([eq(s, r)], eq(s, 0), algebra([0], [["1", [], 1, {}]], steps=[itself]), "no fact number")


def test_a_lemma_keeps_its_free_index() -> None:
    h = head("x", eq(x, 0))
    step = {"poly": [["1", [[h, ["_a:N"]]]]], "eq": [["1", [], 0, {"_0:N": "_a:N"}]]}
    accepted([eq(x, 0)], eq(x, 0), algebra([0], [["1", [], 1, {"_a:N": "_0:N"}]], steps=[step]))
    refused([eq(x, 0)], eq(x, 0), algebra([0], [["1", [], 1, {}]], steps=[step]), "not glued")


def test_a_dummy_inside_a_monomial_is_summed_there() -> None:
    """x[??a] y[??a] is the sum of products, not the product of sums."""
    goal = eq(total(x * y), total(x) * total(y))
    hx, hy = head("x", goal), head("y", goal)
    step = {"poly": [["1", [[hx, ["??a:N"]], [hy, ["??a:N"]]]]], "eq": []}
    refused([], goal, algebra(steps=[step]), "left over")


# --- spaces ---------------------------------------------------------------------------------------------------------

PAIRED = [["1", [], 0, {"@Om:~Om": "?a:~Om"}], ["-1", [], 0, {"@Om:~Om": "?a:~Om"}]]


def test_a_sum_over_a_space_needs_its_measure() -> None:
    refused([eq(e, f)], eq(E(e), E(e)), algebra([0], PAIRED), "summed with 0 measures")


def test_and_not_two() -> None:
    goal = eq(E(e), E(f))
    m = head("Om:True", eq(e, f), goal)
    twice = [[m, ["?a:~Om"]], [m, ["?a:~Om"]]]
    pair = [[c, twice, 0, {"@Om:~Om": "?a:~Om"}] for c in ("1", "-1")]
    refused([eq(e, f)], eq(E(e), E(f)), algebra([0], pair), "summed with 2 measures")
    accepted([eq(e, f)], eq(E(e), E(f)), algebra([0], [["1", twice[:1], 0, {"@Om:~Om": "?a:~Om"}]]))


def test_a_space_has_no_number_of_points() -> None:
    goal = eq(E(e), 1)
    refused([eq(e, 1)], goal, algebra([0], [["1", [], 0, {"@Om:~Om": "?a:~Om"}]]), "no number of points")


def test_points_are_not_compared() -> None:
    goal = eq(E(e * e), E(e) * E(e))
    m = head("Om:True", goal)
    delta = [["δ", ["?a:~Om", "?b:~Om"]], [m, ["?a:~Om"]], [m, ["?b:~Om"]]]
    refused([goal], goal, algebra([0], [["1", delta, 0, {}]]), "δ between")


def test_the_mean_of_a_product_is_no_product_of_means() -> None:
    refused([], eq(E(e * f), E(e) * E(f)), CLEAR, "left over")


def test_mass_one_is_a_fact_and_not_algebra() -> None:
    refused([], eq(E(s), s), CLEAR, "left over")
    mass = E(t.const(1))
    use = algebra([0], [["1", [[head("s", eq(mass, 1), eq(E(s), s)), []]], 0, {}]])
    accepted([], eq(E(s), s), ["fact", "total_probability", [J(mass)], use])
    base = integral(("Z", False), t.const(1))
    refused([], eq(integral(("Z", False), s), s), ["fact", "total_probability", [J(base)], use], "a probability space")


def test_the_measure_of_another_space_is_not_at_hand() -> None:
    goal = ge(E(e * e), 0)
    h = head("e", goal)

    def square(*measures: list[str]) -> dict[str, object]:
        return {"c": "1", "q": [["1", [[h, ["?a:~Om"]]]]], "measures": list(measures)}

    accepted([], goal, algebra(sq=[square(["Om:True", "?a:~Om"])]))
    refused([], goal, algebra(sq=[square(["Om:False", "?a:~Om"])]), "no measure")
    refused([], goal, algebra(sq=[square()]), "summed with 0 measures")
    refused([], goal, algebra(sq=[square(["Om:True", "?a:~Om"], ["Om:True", "?a:~Om"])]), "summed with 2 measures")
    two = ge(E(e * e) * integral(("Z", False), q * q), 0)
    refused([], two, algebra(sq=[{"c": "1", "q": [["1", []]], "measures": [["Om:True", "?a:~Z"]]}]), "is no point of")


# --- squares --------------------------------------------------------------------------------------------------------


def test_a_square_with_a_negative_coefficient() -> None:
    refused([], ge(-1, 0), algebra(sq=[{"c": "-1", "q": [["1", []]]}]), "negative coefficient")


def test_squares_do_not_prove_an_equation() -> None:
    goal = eq(s * s, 0)
    refused([], goal, algebra(sq=[{"c": "1", "q": [["1", [[head("s", goal), []]]]]}]), "squares do not prove")


@pytest.mark.parametrize("c", ["1", "0"])
def test_a_square_may_be_zero(c: str) -> None:
    square = {"c": c, "q": [["1", [[head("s", gt(s * s, 0)), []]]]]}
    refused([], gt(s * s if c == "1" else 0, 0), algebra(sq=[square]), "strictly positive|no head")


def test_an_empty_sum_is_not_positive() -> None:
    square = {"c": "1", "q": [["1", [["δ", ["?a:M", "?b:M"]]]]]}
    refused([], gt(number(M), 0), algebra(sq=[square]), "strictly positive")
    accepted([], ge(number(M), 0), algebra(sq=[square]))


def test_greater_from_greater_or_equal() -> None:
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    refused([ge(s, 0)], gt(s, 0), algebra([0], sq=[by]), "strictly positive")
    accepted([gt(s, 0)], gt(s, 0), algebra([0], sq=[by]))
    accepted([gt(s, 0)], ge(s, 0), algebra([0], sq=[by]))


def test_a_product_is_positive_only_if_every_factor_is() -> None:
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}], [1, {}]]}
    refused([gt(s, 0), ge(r, 0)], gt(s * r, 0), algebra([0, 1], sq=[by]), "strictly positive")
    accepted([gt(s, 0), gt(r, 0)], gt(s * r, 0), algebra([0, 1], sq=[by]))


def test_a_greater_of_zero_weight_is_not_strict() -> None:
    by = {"c": "0", "q": [["1", []]], "by": [[0, {}]]}
    refused([gt(s, 0)], gt(0, 0), algebra([0], sq=[by]), "strictly positive")


def test_positive_entries_of_an_empty_column_have_no_positive_sum() -> None:
    v = column("v", M)
    by = {"c": "1", "q": [["1", []]], "by": [[0, {"_0:M": "?a:M"}]]}
    refused([gt(v, 0)], gt(total(v), 0), algebra([0], sq=[by]), "strictly positive")
    accepted([gt(v, 0)], ge(total(v), 0), algebra([0], sq=[by]))


def test_an_equation_is_no_inequality_to_multiply_by() -> None:
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    refused([eq(s, 0)], ge(s, 0), algebra([0], sq=[by]), "is not an inequality")


def test_an_inequality_is_not_multiplied_by_what_may_be_negative() -> None:
    goal = ge(s * r, 0)
    context = algebra([0], [["1", [[head("r", goal), []]], 0, {}]])
    refused([ge(s, 0)], goal, context, "fact 0 is an inequality")


def test_nor_is_an_inequality_turned_round() -> None:
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    refused([ge(s, r)], ge(r, s), algebra([0], sq=[by]), "left over")


def test_a_positive_constant_is_needed_for_falsum() -> None:
    refused([], FALSUM, CLEAR, "strictly positive")
    refused([], FALSUM, algebra(sq=[ONE_SQUARE]), "left over")


# --- the measure of every point, in a polynomial as it is lowered -----------------------------------------------------


def test_lowered_statements_are_measured() -> None:
    for p in (eq(E(e * f), E(e)), ge(integral(("Z", False), q * q), 0), eq(E(e) * E(f), E(E(e) * f))):
        assert lower_relation(p).poly is not None


def test_relations_that_cannot_be_lowered_are_rejected() -> None:
    with pytest.raises((Rejected, ix.Refused)):
        lower_relation(eq(t.array([1, 2]), 0))
    refused([], eq(t.entry(t.array([1, 2]), 0), 1), CLEAR, "no indexed form")


def test_zero_is_a_zero_of_any_shape() -> None:
    accepted([eq(u, ZERO)], eq(total(u), 0), algebra([0], [["1", [], 0, {"_0:N": "?a:N"}]]))
