"""What has to hold inside sums and products over naturals, and for derivatives of matrix functions."""

from __future__ import annotations

import pytest

from proofread.trusted import scalar_terms, terms_matrices
from proofread.trusted import terms as t
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, connective, deriv, nat, predicate, var
from tests.trusted.attacks import FALSUM, A, X, apart, eq, every, ge, gt, r, s

c, k, m = var("%1"), nat("%1"), nat("%2")


def of(*props: Prop) -> tuple[Prop, ...]:
    return obligations(props)


def below(count: object, p: Prop) -> Prop:
    return every(k, connective("implies", gt(count, k), p))


@pytest.mark.parametrize("make", [scalar_terms.natsum, scalar_terms.natprod])
def test_every_member_is_defined(make: object) -> None:
    assert callable(make)
    n = nat("n")
    assert of(eq(make(k, 1 / (k - 2), n), 0)) == (below(n, apart(k - 2)),)
    assert of(eq(make(k, k, n), 0)) == ()


@pytest.mark.parametrize("make", [scalar_terms.natsum, scalar_terms.natprod])
def test_what_does_not_depend_on_the_member_is_asked_even_of_none(make: object) -> None:
    """A sum of no terms 1/s has a condition on s all the same: the formula that is printed has it."""
    assert callable(make)
    assert of(eq(make(k, 1 / s, nat("n")), 0)) == (apart(s),)


def test_the_bound_variable_keeps_its_name_where_nothing_else_has_it() -> None:
    count = nat("%2")
    assert of(eq(scalar_terms.natsum(k, 1 / (k - 2), count), 0)) == (below(count, apart(k - 2)),)


def test_the_other_name_is_that_of_nothing_in_the_sum() -> None:
    """%1 is the count and %2 stands inside: the bound one becomes %3, or the condition would be about the inner one."""
    inside = scalar_terms.natsum(k, 1 / (k + m - 2), k)
    third = nat("%3")
    assert of(eq(inside, 0)) == (every(third, connective("implies", gt(k, third), apart(third + m - 2))),)
    bound_within = scalar_terms.natsum(k, 1 / (k - scalar_terms.natsum(m, m, nat("n"))), k)
    (condition,) = of(eq(bound_within, 0))
    assert condition.data[0] == third


def test_nor_is_it_the_name_of_a_number_inside() -> None:
    inside = scalar_terms.natsum(k, 1 / (k - var("%2")), k)
    (condition,) = of(eq(inside, 0))
    assert condition.data[0] == nat("%3")


def test_nor_that_of_a_variable_that_is_bound_and_never_used() -> None:
    inside = scalar_terms.natsum(k, 1 / (k - scalar_terms.natsum(m, k, nat("n"))), k)
    (condition,) = of(eq(inside, 0))
    assert condition.data[0] == nat("%3")
    third = nat("%3")
    assert of(eq(scalar_terms.natsum(third, 1 / third, third), 0))[0].data[0] == nat(
        "%1"
    )  # the first that is not there


def test_a_determinant_is_differentiated_where_it_does_not_vanish() -> None:
    v, w = var("%1", A.shape), var("%1", X.shape)
    assert of(eq(deriv(v, terms_matrices.det(v), A), 0)) == (predicate("invertible", A),)
    assert of(eq(deriv(w, terms_matrices.rank(w), X), 0)) == (predicate("full_rank", X),)
    assert of(eq(terms_matrices.det(A), 0)) == of(eq(terms_matrices.rank(X), 0)) == ()


def test_what_is_no_function_of_the_moving_variable_is_not_asked_to_be_smooth() -> None:
    assert of(eq(deriv(c, c * t.absolute(r), s), 0)) == ()
    assert of(eq(t.absolute(s), 0)) == of(eq(t.maximum(s, r), 0)) == ()


def test_the_places_of_a_limit_are_defined() -> None:
    for limit, places in (
        (scalar_terms.limit_at(c, c, 1 / s), (apart(s),)),
        (scalar_terms.ray(c, c, t.sqrt(s)), (ge(s, 0),)),
        (scalar_terms.definite(c, c, t.log(s), 1 / r), (gt(s, 0), apart(r))),
    ):
        assert of(eq(limit, 0)) == (scalar_terms.converges(limit), *places)
        assert of(eq(deriv(var("%9"), limit, s), 0)) == (scalar_terms.converges(limit), *places)
    moving = scalar_terms.ray(c, c, var("%9"))
    assert FALSUM in of(eq(deriv(var("%9"), moving, s), 0))
