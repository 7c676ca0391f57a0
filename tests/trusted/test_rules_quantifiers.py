"""Attacks on the rules for quantifiers, instances and bound names. Each gets through when the condition that stops it
is deleted."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from proofread.trusted import terms as t
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import (
    Prop,
    Term,
    connective,
    const,
    eye,
    index,
    integral,
    nat,
    number,
    ones,
    total,
    var,
)  # fmt: skip
from tests.trusted.attacks import (
    CLEAR,
    ONE_SQUARE,
    TRIVIAL,
    UNIT,
    ZERO,
    D,
    E,
    J,
    M,
    N,
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
    r,
    refused,
    s,
    some,
    u,
    x,
    y,
)  # fmt: skip

A1 = ["1", [], 0, {}]
c, n, i = var("c"), nat("n"), index("i", N)


def or_(*p: Prop) -> Prop:
    return connective("or", *p)


# --- quantifiers ----------------------------------------------------------------------------------------------------


def test_an_existential_is_not_proved_as_a_universal() -> None:
    refused([], some(index("k", M), TRIVIAL), ["all", CLEAR], "not universal")


def test_a_universal_is_not_proved_by_an_example() -> None:
    refused([], every(c, eq(c, 0)), ["witness", J(ZERO), CLEAR], "not existential")
    accepted([], some(c, eq(c, 0)), ["witness", J(ZERO), CLEAR])
    refused([], some(c, eq(c, 0)), ["witness", J(UNIT), CLEAR], "left over")


def test_an_existential_has_no_instances() -> None:
    refused([some(c, eq(c, 1))], eq(0, 1), ["instance", 0, J(ZERO), ["hyp", 1]], "not universal")


def test_a_universal_gives_no_example_where_nothing_is() -> None:
    h = every(index("k", M), eq(s, 0))
    refused([h], eq(s, 0), ["obtain", 0, ["hyp", 1]], "not existential")


def test_an_opened_variable_is_new() -> None:
    """From c = 0 nothing follows about every c; what ∃ gives is no variable of the statement."""
    free = var("c")
    goal = every(free, eq(free, 0))
    refused([eq(free, 0)], goal, ["all", ["hyp", 0]], "is not the goal")
    refused([eq(free, 0)], goal, ["all", algebra([0], [A1])], "left over")
    refused([some(free, eq(free, 0))], eq(free, 0), ["obtain", 0, ["hyp", 1]], "is not the goal")
    accepted([some(free, eq(free, 0))], some(r, eq(r, 0)), ["obtain", 0, ["witness", J(var("c'")), ["hyp", 1]]])


def test_the_same_for_indices_and_natural_numbers() -> None:
    for v, p in ((index("i", N), eq(x[index("i", N)], 0)), (nat("n"), eq(nat("n"), 0))):
        refused([p], every(v, p), ["all", ["hyp", 0]], "is not the goal")
        refused([some(v, p)], p, ["obtain", 0, ["hyp", 1]], "is not the goal")


def test_two_opened_variables_differ() -> None:
    both = [some(c, eq(c, s)), some(c, eq(c, r))]
    refused(
        both,
        eq(s, r),
        ["obtain", 0, ["obtain", 1, algebra([2, 3], [["-1", [], 0, {}], ["1", [], 1, {}]])]],
        "left over",
    )


def test_a_column_is_not_instantiated_by_a_number() -> None:
    """∀v: Σ v_i = Σ v_i·1 would become c = N·c."""
    v = column("v", N)
    h = every(v, eq(total(v), total(v * ones(N))))
    proof = ["have", J(h), ["all", CLEAR], ["instance", 0, J(s), algebra([1], [["-1", [], 0, {}]])]]
    refused([], eq(number(N) * s, s), proof, "for a variable of shape")
    refused([], some(v, eq(total(v), s)), ["witness", J(s), CLEAR], "for a variable of shape")
    refused([], some(c, eq(c, 0)), ["witness", J(t.mul(0, x)), CLEAR], "for a variable of shape")


def test_a_column_is_not_instantiated_by_one_of_another_size() -> None:
    v = column("v", N)
    refused([every(v, eq(total(v), 0))], eq(total(column("z", D)), 0),
            ["instance", 0, J(column("z", D)), ["hyp", 1]], "for a variable of shape")  # fmt: skip


def test_a_quantified_number_is_not_random() -> None:
    split = ["sign", None, ["fact", "positive_apart", [None], ["or", 1, ["hyp", 1]]], ["or", 0, ["hyp", 0]],
             ["fact", "negative_apart", [None], ["or", 1, ["hyp", 1]]]]  # fmt: skip
    bound = var("%1")
    named = _filled(split, J(var("%1'")))
    lemma = every(bound, or_(eq(bound, 0), apart(bound)))
    goal = or_(eq(e, 0), apart(e))
    refused([], goal, ["have", J(lemma), ["all", named], ["instance", 0, J(e), ["hyp", 1]]], "is not random")
    accepted([], or_(eq(s, 0), apart(s)), ["have", J(lemma), ["all", named], ["instance", 0, J(s), ["hyp", 1]]])


def _filled(proof: Any, variable: Any) -> Any:
    if isinstance(proof, list):
        return [_filled(p, variable) for p in proof]
    return variable if proof is None else proof


def test_a_random_witness() -> None:
    refused([], some(c, eq(e, c)), ["witness", J(e), CLEAR], "is not random")
    refused([], some(c, eq(E(e * c), E(e) * c)), ["witness", J(e), CLEAR], "is not random")


def test_no_quantifier_over_random_variables() -> None:
    refused([], every(e, eq(e, e)), ["all", CLEAR], "operators make|random variables")


def test_natural_numbers_are_natural() -> None:
    bound = nat("%1")
    lemma = every(bound, ge(bound, 0))
    step = ["induction", "%1'", CLEAR, algebra([0], sq=[{"c": "1", "q": [["1", []]], "by": [[0, {}]]}, ONE_SQUARE])]
    half = t.const(Fraction(1, 2))
    for bad in (const(-1), half, s):
        goal = ge(bad, 0)
        refused([], goal, ["have", J(lemma), ["all", step], ["instance", 0, J(bad), ["hyp", 1]]], "a natural number")
    accepted([], ge(n + 3, 0), ["have", J(lemma), ["all", step], ["instance", 0, J(n + 3), ["hyp", 1]]])
    refused([], some(bound, eq(2 * bound, 1)), ["witness", J(half), CLEAR], "a natural number")


def test_an_index_is_an_index_of_its_size() -> None:
    nothing = every(index("k", M), eq(s, 0))
    for other in (index("j", D), const(0), nat("n")):
        refused([nothing], eq(s, 0), ["instance", 0, J(other), ["hyp", 1]], "an index is needed")
    refused([nothing], eq(s, 0), ["instance", 0, J(index("j", M)), ["hyp", 1]], "what may be empty")
    everywhere = every(index("k", N), eq(x[index("k", N)], 0))
    accepted([everywhere], eq(x[i], 0), ["instance", 0, J(i), ["hyp", 1]])


def test_an_index_over_what_may_be_empty_is_no_witness() -> None:
    k = index("k", M)
    refused([], some(k, TRIVIAL), ["witness", J(k), CLEAR], "what may be empty")
    accepted([], some(index("k", N), TRIVIAL), ["witness", J(i), CLEAR])


# --- capture --------------------------------------------------------------------------------------------------------


def test_an_instance_is_not_captured() -> None:
    a, b = var("a"), var("b")
    h = every(a, some(b, gt(b, a)))  # every number has a greater one
    refused([h], some(b, gt(b, b)), ["instance", 0, J(b), ["hyp", 1]], "would be captured")


def test_a_witness_is_not_captured() -> None:
    a, b = var("a"), var("b")
    refused([], some(a, every(b, eq(a, b))), ["witness", J(b), ["all", CLEAR]], "would be captured")


def test_a_condition_is_not_summed_differentiated_or_integrated() -> None:
    """What is assumed of one x (an index, a point) is not rewritten where x is bound."""
    h = eq(s * s, 2 * s)
    d = Term("deriv", (var("%hole"), r), (s,), ())
    refused([h], eq(2 * r, 2), ["rewrite", 0, J(d), ["hyp", 1]], "would be captured")
    k = index("i", N)
    at_i = eq(x[k], 0)
    summed = Term("bsum", (var("%hole"),), (k,), ())
    refused([at_i], eq(t.bsum(k, x[k]), 0), ["rewrite", 0, J(summed), algebra([1], [A1])], "would be captured")
    random = eq(e, f)
    inside = integral(("Om", True), var("%hole"))
    refused([random], eq(E(e), E(f)), ["rewrite", 0, J(inside), algebra([1], [A1])], "would be integrated")


def test_a_condition_about_a_point_is_rewritten_outside_only() -> None:
    h = eq(x, y)
    inside = t.total(var("%hole", (N, ONE)) * u)
    accepted([h], eq(total(x * u), total(y * u)), ["rewrite", 0, J(inside), ["hyp", 1]])


def test_facts_choose_their_own_variable() -> None:
    """wwᵀv = (wᵀw)v for v = w only: the row must not read w as its v."""
    for name in ("%1", "%v", "w"):
        w = column(name, N)
        a, b = w @ w.T, (w.T @ w) * eye(N)
        v = column("%1", N)
        known = every(v, eq(a @ v, b @ v))
        lemma = every(w, eq(a, b))
        proof = ["have", J(lemma), ["all", ["have", J(known), ["all", CLEAR],
                 ["fact", "agree_on_all_columns", [J(a), J(b)], ["hyp", 1]]]],
                 ["instance", 0, J(x), ["hyp", 1]]]  # fmt: skip
        refused([], eq(x @ x.T, (x.T @ x) * eye(N)), proof, "needs|a name among|left over")
