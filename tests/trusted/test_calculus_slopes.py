"""The slopes of sin, cos and atan, and what is put for the variable inside functions of tensors and matrices."""

from __future__ import annotations

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.terms import Term, index, predicate, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, A, D, N, accepted, apart, eq, r, refused, s, x

I, J = index("i", N), index("j", N)
V, U, M = var("?v"), var("?u", (N, t.ONE)), var("?m", (N, N))


def slope(v: Term, body: Term, at: Term) -> Term:
    made = bind(lambda b, p: t.deriv(b, p, at), v, body)
    assert isinstance(made, Term)
    return made


@pytest.mark.parametrize(
    ("function", "right", "wrong"),
    [
        (scalars.sin, scalars.cos(s * r), -scalars.cos(s * r)),
        (scalars.cos, -scalars.sin(s * r), scalars.sin(s * r)),
        (scalars.sin, scalars.cos(s * r), scalars.cos(s)),
        (scalars.cos, -scalars.sin(s * r), -scalars.sin(s)),
    ],
)
def test_slopes_of_sine_and_cosine(function: object, right: Term, wrong: Term) -> None:
    assert callable(function)
    inside = slope(V, function(V * r), s)
    accepted([], eq(inside, r * right), CLEAR)
    refused([], eq(inside, r * wrong), CLEAR, "left over")
    refused([], eq(inside, right), CLEAR, "left over")


def test_the_slope_of_the_arc_tangent() -> None:
    inside = slope(V, scalars.atan(V * r), s)
    below = 1 + (s * r) * (s * r)
    accepted([apart(below)], eq(inside, r * t.recip(below)), CLEAR, [["hyp", 0]])
    for wrong in (t.recip(below), -r * t.recip(below)):
        refused([apart(below)], eq(inside, wrong), CLEAR, "left over", [["hyp", 0]])
    other = 1 - (s * r) * (s * r)
    refused([apart(other)], eq(inside, r * t.recip(other)), CLEAR, "left over", [["hyp", 0]])


def test_a_map_of_a_map() -> None:
    """The Jacobian of u ↦ F(s·u) is s·F′(s·u)."""

    def mapped(a: Term) -> Term:
        return t.apply("F", "map", a, (D, t.ONE))

    k = index("k", D)
    scaled = slope(U, mapped(s * U), x)
    plain = slope(U, mapped(U), s * x)
    accepted([], eq(scaled[k, I], s * plain[k, I]), CLEAR)
    refused([], eq(scaled[k, I], plain[k, I]), CLEAR, "left over")
    refused([], eq(scaled[k, I], s * slope(U, mapped(U), x)[k, I]), CLEAR, "left over")


def test_the_inverse_at_another_matrix() -> None:
    doubled = predicate("invertible", 2 * A)
    there = slope(M, t.trace(t.inv(M)), 2 * A)
    accepted([doubled], eq(there, -(t.inv(2 * A) @ t.inv(2 * A)).T), CLEAR, [["hyp", 0]])
    refused([doubled], eq(there, -(t.inv(2 * A) @ t.inv(2 * A))), CLEAR, "left over", [["hyp", 0]])


def test_an_inverse_that_depends_on_an_index_besides() -> None:
    """Of (u_i·A)⁻¹ in u: the index of the entry is no axis of the matrix."""
    scaled = t.trace(t.inv(U[I] * A))
    there = slope(U, scaled, x)
    hyps = [predicate("invertible", x[I] * A)]
    inside = t.inv(x[I] * A)
    accepted(hyps, eq(there[J], -t.is_zero(I - J) * t.trace(inside @ A @ inside)), CLEAR, [["hyp", 0]])
    refused(hyps, eq(there[J], -t.trace(inside @ A @ inside)), CLEAR, "left over", [["hyp", 0]])


def test_nothing_is_put_inside_sums_and_limits() -> None:
    """They bind a name: a sum or limit that depends on the variable is refused."""
    n, k = t.nat("n"), t.nat("?k")
    inner = bind(lambda b, p: scalars.natsum(b, p, n), k, V * k)
    product = bind(lambda b, p: scalars.natprod(b, p, n), k, V * k)
    for body in (inner, product, V * inner, t.exp(inner)):
        refused(
            [], eq(slope(V, body, s), slope(V, body, s) * 1 + 0), CLEAR, "no derivative|no indexed form|nothing is put"
        )
