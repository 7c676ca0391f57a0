"""Derivatives in the indexed form against dual numbers; what has no slope is refused, and not 0."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.combination import lower_relation
from proofread.trusted.indexed import Refused
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, const, deriv, eye, index, nat, predicate, relation, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import (
    CLEAR,
    A,
    D,
    E,
    J,
    N,
    X,
    accepted,
    algebra,
    apart,
    column,
    e,
    eq,
    r,
    refused,
    s,
    x,
    y,
)

v = var("%1")
w = column("%1", N)


def d(body: Callable[[Term], Term], at: Term) -> Term:
    variable = var("?v", at.shape)
    return bind(lambda bound, p: deriv(bound, p, at), variable, body(variable))


def f(z: Term) -> Term:
    return t.apply("f", "entrywise", z)


def L(z: Term) -> Term:
    return t.apply("L", "field", z)


def F(z: Term) -> Term:
    return t.apply("F", "map", z, (D, t.ONE))


def clear(p: Prop) -> bool:
    return not lower_relation(p).poly


SCALAR: list[tuple[Callable[[Term], Term], Term]] = [
    (lambda z: z**3, 3 * s**2),
    (lambda z: z * r + 5, r),
    (lambda z: 1 / z, -1 / (s * s)),
    (t.exp, t.exp(s)),
    (t.log, 1 / s),
    (t.sqrt, 1 / (2 * t.sqrt(s))),
    (t.tanh, 1 - t.tanh(s) ** 2),
    (t.absolute, t.sign(s)),
    (lambda z: t.exp(z * z), 2 * s * t.exp(s * s)),
    (lambda z: t.exp(t.exp(z)), t.exp(t.exp(s)) * t.exp(s)),
    (lambda z: t.log(1 + t.exp(z)), t.exp(s) / (1 + t.exp(s))),
    (lambda z: t.tanh(r * z + 1), r * (1 - t.tanh(r * s + 1) ** 2)),
    (lambda z: z * t.sign(r) * t.maximum(r, 1), t.sign(r) * t.maximum(r, 1)),
    (lambda z: E(t.exp(z * e)), E(e * t.exp(s * e))),
    (lambda z: t.total(z * x), t.total(x)),
    (lambda z: t.total(t.ones(N) * z), t.number(N)),
]


@pytest.mark.parametrize("k", range(len(SCALAR)))
def test_slopes(k: int) -> None:
    """The right slope has nothing left over, twice the slope has; dual numbers agree with both."""
    body, slope = SCALAR[k]
    true, false = eq(d(body, s), slope), eq(d(body, s), 2 * slope)
    assert clear(true) and not clear(false)
    there = {"sizes": {"N": 2}, "values": {"s": "3/2", "r": "-1/3", "x": ["1", "2"], "e": {"points": ["1", "-3"]}},
             "spaces": {"Om": ["1/4", "3/4"]}}  # fmt: skip
    for p, allowed in ((true, (True, None)), (false, (False,))):
        assert exact.holds(p, exact.read_instance(there, [p])) in allowed


COLUMN: list[tuple[Term, Term]] = [
    (d(lambda z: z.T @ A @ z, x), (A + A.T) @ x),
    (d(lambda z: A @ z, x), A),
    (d(lambda z: t.total(z), x), t.ones(N)),
    (d(lambda z: z, x), eye(N)),
    (d(lambda z: t.total(X.T @ z), x), X @ t.ones(D)),
    (d(lambda z: t.exp(z), x), t.diag(t.exp(x))),
    (d(lambda z: z.T @ y * t.exp(z.T @ z), x), t.exp(x.T @ x) * (y + 2 * (x.T @ y) * x)),
    (d(lambda z: t.trace(A.T @ z), A), A),
    (d(lambda z: t.trace(z @ z), A), 2 * A.T),
    (d(lambda z: t.total(z @ x), A), t.ones(N) @ x.T),
    (d(lambda z: z.T @ z * L(z), x), 2 * L(x) * x + (x.T @ x) * d(L, x)),
    (d(lambda z: L(A @ z), x), A.T @ d(L, A @ x)),
    (d(lambda z: F(A @ z), x), d(F, A @ x) @ A),
    (d(lambda z: t.total(f(z)), x), d(lambda q: t.total(f(q)), x)),
    (d(lambda z: d(lambda q: q.T @ A @ q, z), x), A + A.T),
]


@pytest.mark.parametrize("k", range(len(COLUMN)))
def test_gradients_and_jacobians(k: int) -> None:
    left, right = COLUMN[k]
    assert clear(eq(left, right)) and not clear(eq(left, 2 * right))


@pytest.mark.parametrize(
    ("left", "right"),
    [(d(lambda z: A @ z, x), A.T), (d(lambda z: z.T @ A @ z, x), 2 * A @ x), (d(lambda z: t.trace(z @ z), A), 2 * A),
     (d(lambda z: L(A @ z), x), A @ d(L, A @ x)), (d(lambda z: t.total(z @ x), A), x @ t.ones(N).T)],
)  # fmt: skip
def test_transposed_gradients_are_left_over(left: Term, right: Term) -> None:
    refused([], eq(left, right), CLEAR, "left over")


def test_the_inverse() -> None:
    left = d(lambda z: t.trace(t.inv(z)), A)
    needs = predicate("invertible", A)
    accepted([needs], eq(left, -(t.inv(A) @ t.inv(A)).T), CLEAR, [["hyp", 0]])
    refused([needs], eq(left, -t.inv(A) @ t.inv(A)), CLEAR, "left over", [["hyp", 0]])


def test_a_hessian_is_not_assumed_symmetric() -> None:
    """L is smooth, so it is; but the algebra does not know, and proves nothing false from it."""
    hessian = d(lambda z: d(L, z), x)
    assert clear(eq(hessian, hessian)) and not clear(eq(hessian, hessian.T))


NO_SLOPE = [
    lambda z: scalars.natsum(nat("%1"), z * nat("%1"), nat("n")),
    lambda z: scalars.definite(var("%1"), z * var("%1"), 0, 1),
    lambda z: scalars.limit(var("%1"), z),
    t.floor,
    t.is_zero,
    lambda z: t.maximum(z, r),
    lambda z: z ** nat("n"),
    lambda z: t.total(t.pinv(z * t.ones(N))),
]


@pytest.mark.parametrize("k", range(len(NO_SLOPE)))
def test_what_has_no_slope_in_the_table_is_refused_and_not_zero(k: int) -> None:
    p = eq(d(NO_SLOPE[k], s), 0)
    with pytest.raises(Refused, match="no derivative in the table"):
        lower_relation(p)
    still = eq(d(lambda z: z * NO_SLOPE[k](r), s), NO_SLOPE[k](r))  # type: ignore[operator]
    assert clear(still)


def test_a_sign_is_constant_off_its_jump() -> None:
    p = eq(d(t.sign, s), 0)
    assert clear(p)
    assert relation("apart", s, const(0)) in obligations([p])


def test_the_second_derivative_of_a_function_is_not_zero() -> None:
    twice = d(lambda z: d(f, z), s)
    refused([], eq(twice, 0), CLEAR, "left over")
    assert not clear(eq(twice, d(f, s)))


def test_derivatives_of_different_functions_differ() -> None:
    other = t.apply("g", "entrywise", v)
    refused([], eq(d(f, s), deriv(v, other, s)), CLEAR, "left over")
    refused([], eq(d(f, s), d(f, r)), CLEAR, "left over")


def test_an_assumption_is_never_differentiated() -> None:
    """s² = s at a point says nothing of its derivative; r = s² assumed is no definition of r."""
    refused([eq(s * s, s)], eq(d(lambda z: z * z, s), 1), algebra([0], [["1", [], 0, {}]]), "left over")
    refused([eq(r, s * s)], eq(d(lambda z: r, s), 2 * s), algebra([0], [["1", [], 0, {}]]), "left over")
    accepted([eq(r, s * s)], eq(d(lambda z: r, s), 0), CLEAR)


def test_only_the_bound_variable_moves() -> None:
    accepted([], eq(d(lambda z: z * s, s), s), CLEAR)
    refused([], eq(d(lambda z: z * s, s), 2 * s), CLEAR, "left over")
    inner = deriv(v, v * deriv(v, v * v, v), s)  # the inner v is another one
    accepted([], eq(inner, 4 * s), CLEAR)


def test_a_random_variable_is_not_differentiated_in() -> None:
    random_bound = Term("deriv", (e * e, e), (e,), ())
    refused([], eq(random_bound, 2 * e), CLEAR, "operators make")


def test_the_chain_rule_needs_its_point() -> None:
    refused([apart(s)], eq(d(lambda z: 1 / z, s), 1 / (s * s)), CLEAR, "left over", [["hyp", 0], ["have", *_square()]])


def _square() -> list[Any]:
    return [J(apart(s)), ["hyp", 0], ["fact", "apart_mul", [J(s), J(s)], ["hyp", 2]]]


def test_under_sums_and_integrals() -> None:
    i = index("?i", N)
    total = lambda z: bind(t.bsum, i, (z * x[i] + y[i]) ** 2)
    expected = bind(t.bsum, i, 2 * x[i] * (s * x[i] + y[i]))
    assert clear(eq(d(total, s), expected)) and not clear(eq(d(total, s), 2 * expected))
    mean = lambda z: E((z - e) ** 2)
    assert not clear(eq(d(mean, s), 2 * s - 2 * E(e)))  # ∫ 1 = 1 is a fact
    assert clear(eq(d(mean, s), 2 * E(s - e)))


def test_random_polynomials_against_dual_numbers() -> None:
    rng = random.Random(0)
    for _ in range(25):
        c = [Fraction(rng.randint(-3, 3)) for _ in range(4)]
        body = lambda z, c=c: c[0] * z + c[1] * z * z * (x.T @ z) + c[2] * A @ z + c[3] * z / (1 + z.T @ z)
        left = d(body, x)
        at = {"sizes": {"N": 2}, "values": {"x": ["1/2", "-1"], "A": [["1", "2"], ["-1", "3"]]}}
        true = exact.evaluate(left, exact.read_instance(at, [left]))
        h = Fraction(1, 10**6)
        for j in range(2):
            ends = []
            for sign in (1, -1):
                moved = {**at, "values": {**at["values"], "z": _moved(["1/2", "-1"], j, sign * h)}}  # type: ignore[dict-item]
                z = column("z", N)
                ends.append([q.lo for q in exact.evaluate(body(z), exact.read_instance(moved, [body(z)])).flat])
            for i in range(2):
                slope = (ends[0][i] - ends[1][i]) / (2 * h)
                assert abs(slope - true.flat[2 * i + j].lo) < Fraction(1, 10**8)


def _moved(point: list[str], j: int, by: Fraction) -> list[str]:
    return [str(Fraction(q) + (by if i == j else 0)) for i, q in enumerate(point)]
