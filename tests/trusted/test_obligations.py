"""What has to hold for a formula to be defined: every operator, under every connective and binder."""

from __future__ import annotations

import pytest

from proofread.trusted import scalar_terms
from proofread.trusted import terms as t
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, connective, deriv, index, nat, predicate, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import (
    CLEAR,
    TRIVIAL,
    A,
    E,
    N,
    X,
    algebra,
    apart,
    e,
    eq,
    every,
    ge,
    gt,
    r,
    refused,
    s,
    some,
    x,
)  # fmt: skip

c = var("%1")


def of(*props: Prop) -> tuple[Prop, ...]:
    return obligations(props)


@pytest.mark.parametrize(
    ("term", "condition"),
    [
        (1 / s, apart(s)),
        (1 / x, apart(x)),
        (t.log(s), gt(s, 0)),
        (t.sqrt(s), ge(s, 0)),
        (t.inv(A), predicate("invertible", A)),
        (s**-2, apart(s**2)),
        (E(1 / e), apart(e)),
        (t.log(x), gt(x, 0)),
    ],
)
def test_operators_that_are_not_defined_everywhere(term: Term, condition: Prop) -> None:
    assert of(eq(term, 0)) == (condition,)


@pytest.mark.parametrize(
    "term",
    [t.exp(s), t.tanh(s), t.absolute(s), t.sign(s), t.floor(s), t.maximum(s, r), t.pinv(X), s**2, A @ x, t.trace(A)],
)
def test_operators_that_are(term: Term) -> None:
    assert of(eq(term, 0)) == ()


def test_conditions_are_named_once_and_inside_out() -> None:
    assert of(eq(1 / t.log(s), 1 / t.log(s))) == (gt(s, 0), apart(t.log(s)))


@pytest.mark.parametrize(
    ("body", "condition"),
    [
        (lambda v: t.sqrt(v), gt(s, 0)),
        (lambda v: t.absolute(v), apart(s)),
        (lambda v: 1 / v, apart(s)),
        (lambda v: t.log(v), gt(s, 0)),
        (lambda v: t.maximum(v, r), apart(s - r)),
        (lambda v: t.sign(v), apart(s)),
        (lambda v: t.floor(v), apart(s, t.floor(s))),
        (lambda v: t.is_zero(v), apart(s, 0)),
    ],
)
def test_derivatives_exist_where_they_are_taken(body: object, condition: Prop) -> None:
    assert callable(body)
    assert of(eq(deriv(c, body(c), s), 0)) == (condition,)


def test_the_derivative_of_a_matrix_function() -> None:
    v = var("%1", A.shape)
    assert of(eq(deriv(v, t.trace(t.inv(v)), A), 0)) == (predicate("invertible", A),)
    w = var("%1", X.shape)
    assert of(eq(deriv(w, t.total(t.pinv(w)), X), 0)) == (predicate("full_rank", X),)


def test_what_stands_still_under_a_derivative_is_asked_no_more() -> None:
    assert of(eq(deriv(c, c * t.sqrt(r) * t.absolute(r), s), 0)) == (ge(r, 0),)


def test_a_derivative_inside_a_derivative_moves_too() -> None:
    inner = var("%1")
    outer = var("%2")
    twice = deriv(outer, deriv(inner, inner * t.absolute(outer), outer), s)
    assert of(eq(twice, 0)) == (apart(s),)
    of_inner = deriv(outer, deriv(inner, t.sqrt(inner), outer * outer), s)
    assert of(eq(of_inner, 0)) == (gt(s * s, 0),)


def test_the_point_has_conditions_of_its_own() -> None:
    assert of(eq(deriv(c, c * c, 1 / s), 0)) == (apart(s),)


def test_binders_ask_for_every_value() -> None:
    i = index("%i", N)
    summed = bind(t.bsum, i, 1 / x[i])
    k = index("%1", N)
    assert of(eq(summed, 0)) == (every(k, apart(x[k])),)
    assert of(every(c, eq(c / s, 0))) == (apart(s),)
    assert of(every(c, eq(s / c, 0))) == (every(c, apart(c)),)
    assert of(some(c, eq(s / c, 0))) == (every(c, apart(c)),)


def test_the_right_side_is_read_under_the_left() -> None:
    guard, needs = gt(s, 0), eq(t.log(s), 0)
    under = connective("implies", guard, gt(s, 0))
    assert of(connective("implies", guard, needs)) == (under,)
    assert of(connective("and", guard, needs)) == (under,)
    assert of(connective("or", guard, needs)) == (gt(s, 0),)
    assert of(connective("iff", guard, needs)) == (gt(s, 0),)
    assert of(connective("not", needs)) == (gt(s, 0),)
    assert of(connective("implies", needs, TRIVIAL)) == (gt(s, 0),)


def test_a_guard_stays_inside_its_quantifier() -> None:
    body = connective("implies", gt(c, 0), eq(t.log(c), 0))
    assert of(every(c, body)) == (every(c, connective("implies", gt(c, 0), gt(c, 0))),)


def test_a_limit_and_its_place_have_conditions_of_their_own() -> None:
    """It converges; what stands at its place and at its bounds is defined; and it is not differentiated."""
    body = lambda make: bind(make, var("%x"), var("%x") * var("%x"))
    at = body(lambda b, p: scalar_terms.limit_at(b, p, 1 / s))
    assert of(eq(at, 0)) == (scalar_terms.converges(at), apart(s))
    between = body(lambda b, p: scalar_terms.definite(b, p, 1 / s, t.log(r)))
    assert of(eq(between, 0)) == (scalar_terms.converges(between), apart(s), gt(r, 0))
    onward = body(lambda b, p: scalar_terms.ray(b, p, 1 / s))
    assert of(eq(onward, 0)) == (scalar_terms.converges(onward), apart(s))
    inside = bind(lambda b, p: deriv(b, p, s), c, body(lambda b, p: scalar_terms.ray(b, p, c)))
    assert gt(0, 0) in of(eq(inside, 0))


def test_a_count_that_has_the_name_of_the_bound_variable_does_not_empty_the_condition() -> None:
    k, m = nat("%1"), nat("%2")
    inside = scalar_terms.natsum(k, 1 / (k - 2), k)
    assert of(eq(inside, 0)) == (every(m, connective("implies", gt(k, m), apart(m - 2))),)
    vacuous = ["all", ["assume", ["absurd", algebra([0], sq=[{"c": "1", "q": [["1", []]], "by": [[0, {}]]}])]]]
    refused([], eq(inside, inside), CLEAR, "left over", [vacuous])
