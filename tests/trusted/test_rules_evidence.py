"""Attacks through what evidence brings in: terms, names, sizes, facts, computations."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.sizes import ONE, Size, size_sum
from proofread.trusted.terms import (
    Prop,
    Term,
    connective,
    deriv,
    entry,
    eye,
    index,
    integral,
    nat,
    number,
    ones,
    quantifier,
    total,
    var,
)  # fmt: skip
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    ONE_SQUARE,
    TRIVIAL,
    UNIT,
    ZERO,
    A,
    D,
    E,
    J,
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
    head,
    r,
    refused,
    s,
    x,
)  # fmt: skip

A1 = ["1", [], 0, {}]
c, n, i = var("c"), nat("n"), index("i", N)


def and_(*p: Prop) -> Prop:
    return connective("and", *p)


def or_(*p: Prop) -> Prop:
    return connective("or", *p)


def implies(p: Prop, q: Prop) -> Prop:
    return connective("implies", p, q)


def iff(p: Prop, q: Prop) -> Prop:
    return connective("iff", p, q)


def not_(p: Prop) -> Prop:
    return connective("not", p)


WRONG_KIND = "takes a|scalars only|one shape|named|random|space|size"
HALVED = algebra([0], [["1/2", [], 0, {}]])
ABSURD = algebra([0], sq=[{"c": "1", "q": [["1", []]], "by": [[0, {}]]}])


# --- what evidence brings in ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [3, "s", None, [], J(TRIVIAL), J(t.ill("no")), J(x @ x), {"op": "var"}, {"q": "1"}])
def test_a_term_is_a_term(bad: Any) -> None:
    refused([], TRIVIAL, ["sign", bad, CLEAR, CLEAR, CLEAR], "well-shaped term|malformed|operators make")


@pytest.mark.parametrize("bad", [3, "s", None, [], J(s), J(eq(x, column("z", D))), {"op": "equal"}, {"q": "1"}])
def test_a_lemma_is_a_proposition(bad: Any) -> None:
    refused([], TRIVIAL, ["have", bad, CLEAR, CLEAR], "well-shaped proposition|malformed|operators make")


def test_a_shape_is_computed_and_not_claimed() -> None:
    """s·1 = I over N says nothing of s·1 = I over d."""
    cast = Term("add", (var("%hole", (N, N)),), (), (D, D))
    h, goal = eq(s * ones(N, N), eye(N)), eq(s * ones(D, D), eye(D))
    glue = {"_0:d": "_0:d", "_1:d": "_1:d"}
    refused([h], goal, ["rewrite", 0, J(cast), algebra([1], [["1", [], 0, glue]])], "operators make")


def test_a_binder_binds_a_variable() -> None:
    """An empty sum is 0, and is no variable to be replaced by something else."""
    for sham in (Term("add", (), ("x", None), ()), Term("ones", (), ("x", None), ()), ZERO, number(N), e):
        lemma = quantifier("forall", sham, eq(sham, 0))
        refused([], eq(s, 0), ["have", J(lemma), ["all", CLEAR], ["instance", 0, J(s), ["hyp", 1]]],
                "operators make|malformed|left over")  # fmt: skip


@pytest.mark.parametrize("name", ["12", "1", "2*K", "K+1", "", "-K", "K-1", "K:L", "~Om", " K", "%v"])
def test_a_size_is_not_called_by_a_number(name: str) -> None:
    size = Term("size", (), (Size(((name, 20, 1),), 0),), ())
    absurd = algebra([0], sq=[{"c": "8", "q": [["1", []]]}, {"c": "1", "q": [["1", []]], "by": [[0, {}]]}])
    refused([], FALSUM, ["fact", "size_least", [J(size)], absurd], "a name among|malformed|left over")


def test_sizes_keep_their_least_value() -> None:
    larger = Term("size", (), (Size((("N", 5, 1),), 0),), ())
    goal = ge(number(N), 5)
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    refused([], goal, ["fact", "size_least", [J(larger)], algebra([0], sq=[by])], "another least value")
    accepted([], ge(number(N), 1), ["fact", "size_least", [J(number(N))], algebra([0], sq=[by])])


def test_two_least_values_in_one_lemma_are_two_variables_of_one_head() -> None:
    small, large = Size((("K", 1, 1),), 0), Size((("K", 2, 1),), 0)
    w1, w2, p1 = column("w", small), column("w", large), column("p", small)
    inside = Term("deriv", (var("%hole"), p1), (w1,), (small, ONE))
    lemma = every(w2, implies(eq(total(w2), 0), eq(ones(small), 0)))
    absurd = algebra([2], [["-1", [], 0, {}]], [ONE_SQUARE])
    differentiated = ["all", ["assume", ["rewrite", 0, J(inside), algebra([1], [A1])]]]
    proof = ["have", J(lemma), differentiated, ["instance", 0, J(t.mul(0, w2)), ["modus", 1, CLEAR, absurd]]]
    refused([], FALSUM, proof, "another least value")


def test_an_axis_that_may_be_negative_comes_from_the_statement() -> None:
    short = size_sum([(1, N), (-1, Size((), 5))])
    z = column("z", short)
    square = {"c": "1", "q": [["1", [["δ", [f"?a:{short}", f"?b:{short}"]]]]]}
    goal = ge(number(N), 5)
    refused([], goal, ["fact", "abs_nonnegative", [J(z)], algebra([0], sq=[square])], "could be negative")
    accepted([ge(t.absolute(z), 0)], goal, algebra([0], sq=[square]))  # the statement has such a column


def test_an_empty_column_brings_no_equation() -> None:
    """s·1 over a range of size 0 has the sum of squares 0 whatever s is."""
    nothing = s * ones(Size((), 0))
    proof = ["have", J(eq(total(nothing * nothing), 0)), CLEAR, ["fact", "norm_zero", [J(nothing)], algebra([1], [A1])]]
    refused([], eq(s, 0), proof, "left over")


@pytest.mark.parametrize("name", ["_%1", "_0", "@Om", "?a:N", "i j", "a|b", "x\x1f", "", "12", 3])
def test_names_do_not_run_together(name: Any) -> None:
    k = Term("index", (), (name, N), ())
    lemma = quantifier("forall", k, implies(eq(entry(x, k), 0), eq(x, 0)))
    proof = ["have", J(lemma), ["all", ["assume", algebra([0], [["1", [], 0, {f"{name}:N": "_0:N"}]])]], ["hyp", 0]]
    refused([], lemma, proof, "a name among|malformed|left over|cannot be called|operators make")
    refused([eq(var("v"), 0)], TRIVIAL, ["have", J(eq(Term("var", (), (name, None), ()), 0)), ["hyp", 0], CLEAR],
            "a name among|malformed|is not the goal|operators make")  # fmt: skip


def test_a_prime_is_the_name_of_a_derivative() -> None:
    bound = var("%1")
    slope = deriv(bound, t.apply("f", "entrywise", bound), s)
    refused([], eq(slope, t.apply("f'", "entrywise", s)), CLEAR, "a prime is for derivatives")
    field = deriv(bound, t.apply("L", "field", bound), s)
    refused([], eq(field, t.apply("L'", "field", s)), CLEAR, "a prime is for derivatives")


def test_two_measures_on_one_space_are_two_measures() -> None:
    mass = integral(("Om", False), UNIT)
    fact = ["fact", "total_probability", [J(integral(("Om", True), UNIT))], algebra([0], [A1])]
    refused([], eq(mass, 1), fact, "left over|one space|a space of another kind")


# --- facts ----------------------------------------------------------------------------------------------------------


def test_conditions_of_a_fact_are_hypotheses() -> None:
    refused([], TRIVIAL, ["fact", "recip_mul", [J(s)], CLEAR], "needs s ≠ 0")
    refused([apart(s)], TRIVIAL, ["fact", "recip_mul", [J(r)], CLEAR], "needs r ≠ 0")
    refused([apart(s, 1)], TRIVIAL, ["fact", "recip_mul", [J(s)], CLEAR], "needs s ≠ 0")
    accepted([apart(s)], eq(s * t.recip(s), 1), ["fact", "recip_mul", [J(s)], ["hyp", 1]], [["hyp", 0]])


def test_there_are_no_other_facts() -> None:
    refused([], FALSUM, ["fact", "falsum", [], ["hyp", 0]], "no fact is called")
    refused([], FALSUM, ["fact", "recip_mul", [J(s), J(s)], ["hyp", 0]], "takes 1 terms")
    refused([], FALSUM, ["fact", "recip_mul", [], ["hyp", 0]], "takes 1 terms")
    refused([], FALSUM, ["fact", ["recip_mul"], [J(s)], ["hyp", 0]], "malformed")


@pytest.mark.parametrize(
    ("name", "args"),
    [("cancel", [s, x, x]), ("product_zero", [x, x]), ("inverse_right", [x]), ("pd_eye", [s]), ("pinv_1", [s]),
     ("size_least", [s]), ("size_least", [number(size_sum([(1, N), (1, D)]))]), ("total_probability", [E(e)]),
     ("total_probability", [s]), ("cauchy_schwarz", [x, column("z", D)]), ("pd_quadratic", [A, A]),
     ("apart_equal", [x, x]), ("nonzero_apart", [x]), ("product_zero", [e, f]), ("minimum_stationary", [s]),
     ("expansion_to_second_order", [t.apply("L", "entrywise", s)])],
)  # fmt: skip
def test_facts_take_terms_of_their_kind(name: str, args: list[Term]) -> None:
    refused(
        [],
        TRIVIAL,
        ["fact", name, [J(a) for a in args], CLEAR],
        "takes a|scalars only|one shape|named|random|space|size",
    )


@pytest.mark.parametrize(
    ("name", "args"), [("pd_quadratic", [A, column("z", D)]), ("invertible_product", [A, var("C", (D, D))]),
                       ("gram_pd", [A]), ("positive_add", [x, column("z", D)])],
)  # fmt: skip
def test_facts_at_terms_that_do_not_fit(name: str, args: list[Term]) -> None:
    refused([], TRIVIAL, ["fact", name, [J(a) for a in args], CLEAR], "does not fit|needs")


def test_a_product_of_random_numbers_may_be_zero_by_turns() -> None:
    refused([eq(e * f, 0)], or_(eq(e, 0), eq(f, 0)), ["fact", "product_zero", [J(e), J(f)], ["hyp", 1]], "random")


def test_one_constant_does_not_serve_all_points() -> None:
    w = var("w", (N, ONE), ("Om", True))
    refused([], TRIVIAL, ["fact", "expansion_to_second_order", [J(t.apply("L", "field", w))], CLEAR], "one point")


def test_a_corner_has_no_derivative() -> None:
    """The least value of sign² is at 0; it has no derivative there."""
    v = var("%1")
    square = t.sign(v) * t.sign(v)
    d = deriv(v, square, ZERO)
    least = every(v, ge(square, t.sign(ZERO) * t.sign(ZERO)))
    h = head("", ge(square, 0))
    known = ["have", J(least), ["all", algebra(sq=[{"c": "1", "q": [["1", [[h, []]]]]}])],
             ["fact", "minimum_stationary", [J(d)], ["hyp", 1]]]  # fmt: skip
    refused([], eq(d, 0), known, "needs|obligations")
    refused([], TRIVIAL, [*known[:3], ["fact", "minimum_stationary", [J(d)], CLEAR]], "needs")


# --- computation ----------------------------------------------------------------------------------------------------


def test_computation_confirms_what_is_true() -> None:
    accepted([], eq(t.sqrt(4), 2), ["evaluate"], [["evaluate"]])
    refused([], FALSUM, ["evaluate"], "does not confirm")
    refused([], eq(t.exp(1), 2), ["evaluate"], "does not confirm")
    refused([], eq(t.sqrt(2) * t.sqrt(2), 2), ["evaluate"], "does not confirm", [["evaluate"]])


@pytest.mark.parametrize(
    "p",
    [
        eq(s, s),
        eq(number(N), 1),
        eq(E(UNIT), 1),
        eq(t.apply("f", "entrywise", ZERO), 0),
        eq(e, e),
        ge(n, 0),
        eq(x[i], 0),
    ],
)
def test_only_closed_propositions_are_computed(p: Prop) -> None:
    refused([], p, ["evaluate"], "closed|malformed|does not confirm")
