"""What evidence brings in is measured against hypotheses and goal alike, and a rule keeps the hypotheses it had."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.rules import derive, fresh, plain_names
from proofread.trusted.sizes import Size, size_sum, size_symbol
from proofread.trusted.terms import Prop, Term, connective, index, nat, number, var
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    TRIVIAL,
    UNIT,
    D,
    E,
    J,
    N,
    accepted,
    column,
    e,
    eq,
    every,
    gt,
    r,
    refused,
    s,
    some,
    x,
)

c, n = var("c"), nat("n")
LARGE = number(size_symbol("N", 5))  # N is at least 1 in the statements
HOLE = var("%hole")
SHORT = size_sum([(1, N), (-1, Size((), 5))])


def or_(*p: Prop) -> Prop:
    return connective("or", *p)


def three(v: Term, k: int = 0) -> tuple[Prop, list[Any]]:
    """A number has one of three signs, and the proofs of that for each, after k other hypotheses."""
    return or_(gt(v, 0), eq(v, 0), gt(0, v)), [["or", j, ["hyp", k]] for j in range(3)]


# --- evidence that is none ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("proof", [None, [], "hyp", ["magic"], {}, {0: "hyp"}, [0], ["HYP", 0], ("hyp", 0), 7, ""])
def test_a_node_of_evidence_is_a_list_that_begins_with_a_rule(proof: Any) -> None:
    with pytest.raises(Rejected, match="no rule"):
        derive((FALSUM,), FALSUM, proof, set())


def test_a_proposition_is_no_term_and_a_term_no_proposition() -> None:
    for bad in (J(TRIVIAL), J(t.ill("no"))):
        refused([], TRIVIAL, ["sign", bad, CLEAR, CLEAR, CLEAR], "evidence must give a well-shaped term")
        refused([], TRIVIAL, ["fact", "abs_nonnegative", [bad], CLEAR], "evidence must give a well-shaped term")
    for bad in (J(s), J(eq(x, column("z", D)))):
        refused([], TRIVIAL, ["have", bad, CLEAR, CLEAR], "evidence must give a well-shaped proposition")


# --- names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a b", "", "1", "a:N", "@Om", "_%1"])
@pytest.mark.parametrize(
    "made",
    [
        lambda name: Term("var", (), (name, None), ()),
        lambda name: Term("var", (), ("v", (name, True)), ()),
        lambda name: Term("index", (), (name, N), ()),
        lambda name: Term("nat", (), (name,), ()),
        lambda name: Term("sequence", (t.const(0),), (name,), ()),
        lambda name: Term("apply", (UNIT,), (name, "entrywise"), ()),
        lambda name: Term("integral", (UNIT,), ((name, True),), ()),
        lambda name: Term("size", (), (Size(((name, 1, 1),), 0),), ()),
        lambda name: Prop("forall", (TRIVIAL,), (Term("var", (), (name, None), ()),)),
        lambda name: Prop("forall", (TRIVIAL,), (Term("index", (), ("k", Size(((name, 1, 1),), 0)), ()),)),
        lambda name: Prop("forall", (TRIVIAL,), (Term("index", (), (name, N), ()),)),
    ],
    ids=["var", "space", "index", "nat", "sequence", "apply", "integral", "size", "bound", "bound over", "bound index"],
)
def test_every_name_is_plain_wherever_it_stands(made: Any, name: Any) -> None:
    with pytest.raises(Rejected, match="a name among"):
        plain_names(made(name))


def test_a_name_is_text() -> None:
    for made in (Term("var", (), (3, None), ()), Term("nat", (), (3,), ()), Term("index", (), (3, N), ())):
        with pytest.raises(Rejected, match="a name among"):
            plain_names(made)


def test_plain_names_are_plain() -> None:
    plain_names(eq(var("v'"), E(e) + t.apply("f", "entrywise", s) + t.sequence("a", n, ()) + number(N)))
    plain_names(every(index("k", N), TRIVIAL))


def test_a_random_variable_is_not_opened() -> None:
    with pytest.raises(Rejected, match="no quantifier over random variables"):
        fresh(e)
    assert fresh(c, c, var("c'")) == var("c''")
    assert fresh(index("k", N)) == index("k'", N) and fresh(n, nat("n'")) == nat("n''")


def test_evidence_knows_the_name_under_which_a_variable_is_opened() -> None:
    goal, proofs = three(c)
    accepted([], every(c, goal), ["all", ["sign", J(var("c'")), *proofs]])
    accepted([eq(var("c'"), 0)], every(c, goal), ["all", ["sign", J(var("c''")), *three(c, 1)[1]]])


# --- what the statement speaks of -----------------------------------------------------------------------------------

ABOUT = eq(number(N), number(N))
BRINGING: dict[str, tuple[list[Prop], Prop, Any]] = {
    "have": ([], TRIVIAL, ["have", J(eq(LARGE, LARGE)), CLEAR, CLEAR]),
    "fact": ([], TRIVIAL, ["fact", "abs_nonnegative", [J(LARGE)], CLEAR]),
    "sign": ([], TRIVIAL, ["sign", J(LARGE), CLEAR, CLEAR, CLEAR]),
    "instance": ([every(c, eq(c, c))], TRIVIAL, ["instance", 0, J(LARGE), CLEAR]),
    "rewrite": ([eq(s, s)], TRIVIAL, ["rewrite", 0, J(HOLE + LARGE), CLEAR]),
}


@pytest.mark.parametrize("rule", BRINGING)
def test_a_size_has_the_least_value_it_has_in_hypotheses_and_goal(rule: str) -> None:
    """N ≥ 5 would be brought into a statement about all N ≥ 1."""
    hyps, goal, proof = BRINGING[rule]
    accepted(hyps, goal, proof)
    refused([*hyps, ABOUT], goal, proof, "another least value")
    refused(hyps, connective("and", goal, ABOUT), proof, "another least value")


def test_a_witness_has_it_too() -> None:
    proof = ["witness", J(LARGE), CLEAR]
    accepted([], some(c, eq(c, c)), proof)
    refused([ABOUT], some(c, eq(c, c)), proof, "another least value")
    refused([], some(c, eq(c + number(N), c + number(N))), proof, "another least value")


def test_a_square_whose_size_could_be_negative_is_known_from_the_statement() -> None:
    """Where the statement has no other axis."""
    z = var("z", (SHORT, SHORT))
    proof = ["have", J(eq(z, z)), CLEAR, CLEAR]
    accepted([eq(z, 0)], TRIVIAL, proof)
    refused([eq(x, 0)], TRIVIAL, proof, "could be negative")


# --- the hypotheses that a rule keeps -------------------------------------------------------------------------------


def test_both_directions_of_an_equivalence_have_the_hypotheses() -> None:
    accepted([eq(s, 0), eq(r, 0)], connective("iff", eq(r, 0), eq(s, 0)), ["iff", ["hyp", 0], ["hyp", 1]])
    refused([], connective("iff", eq(r, 0), eq(s, 0)), ["iff", ["hyp", 0], ["hyp", 0]], "is not the goal")
    refused([eq(r, 0)], connective("iff", eq(r, 0), eq(s, 0)), ["iff", ["hyp", 1], ["hyp", 0]], "is not the goal")


def test_neither_direction_is_left_out() -> None:
    refused([], connective("iff", TRIVIAL, FALSUM), ["iff", CLEAR, CLEAR], "strictly positive")
    refused([], connective("iff", FALSUM, TRIVIAL), ["iff", CLEAR, CLEAR], "strictly positive")


def test_what_follows_an_implication_is_proved() -> None:
    refused([connective("implies", TRIVIAL, eq(s, 0))], FALSUM, ["modus", 0, CLEAR, CLEAR], "strictly positive")


def test_both_parts_of_what_is_split() -> None:
    first, second = connective("implies", eq(s, 0), eq(r, 0)), connective("implies", eq(r, 0), eq(s, 0))
    both = connective("iff", eq(s, 0), eq(r, 0))
    accepted([both], first, ["split", 0, ["hyp", 1]])
    accepted([both], second, ["split", 0, ["hyp", 2]])
    refused([both], FALSUM, ["split", 0, CLEAR], "strictly positive")


def test_every_sign_has_the_hypotheses() -> None:
    accepted([eq(r, 0)], eq(r, 0), ["sign", J(s), ["hyp", 0], ["hyp", 0], ["hyp", 0]])


def test_rewriting_is_followed_by_a_proof() -> None:
    refused([eq(s, r)], FALSUM, ["rewrite", 0, J(2 * HOLE), CLEAR], "strictly positive")
    accepted([eq(s, r), FALSUM], FALSUM, ["rewrite", 0, J(2 * HOLE), ["hyp", 1]])


# --- computing ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "p",
    [eq(s, s), eq(number(N), number(N)), eq(t.apply("f", "entrywise", UNIT), 0), eq(e, e), gt(n, 0), eq(x, x),
     eq(t.sequence("a", t.const(0), ()), 0)],
)  # fmt: skip
def test_only_what_is_closed_is_computed(p: Prop) -> None:
    refused([], p, ["evaluate"], "only a closed proposition can be computed")
