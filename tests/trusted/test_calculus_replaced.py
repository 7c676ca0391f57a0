"""What is put for a variable, inside functions of numbers, matrices and whole tensors; never under a bound name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.calculus import replace
from proofread.trusted.indexed import Index, Refused
from proofread.trusted.lower import Lowering
from proofread.trusted.terms import Term, index, nat, predicate, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, A, B, D, N, accepted, eq, r, refused, s, x, y

I, J = index("i", N), index("j", N)
V, U, M = var("?v"), var("?u", (N, t.ONE)), var("?m", (N, N))
v, n, k = var("v"), nat("n"), nat("k")


def slope(variable: Term, body: Term, at: Term) -> Term:
    made = bind(lambda b, p: t.deriv(b, p, at), variable, body)
    assert isinstance(made, Term)
    return made


def field(at: Term) -> Term:
    return t.apply("L", "field", at)


def mapped(at: Term) -> Term:
    return t.apply("F", "map", at, (D, t.ONE))


OF_MATRIX: list[Callable[[Term], Term]] = [
    t.inv, t.pinv, lambda a: t.power(a, k), lambda a: t.power(a, k + 1), tm.det, tm.rank, field, mapped, t.trace,
    t.exp, lambda a: a @ t.inv(a), lambda a: tm.det(a) * tm.rank(a @ a), lambda a: field(mapped(a)),
    lambda a: mapped(t.pinv(a)), lambda a: t.total(t.inv(a)) * a, lambda a: tm.kron(a, a), lambda a: tm.above(a, a),
]  # fmt: skip


@pytest.mark.parametrize("function", OF_MATRIX, ids=range(len(OF_MATRIX)))
def test_a_matrix_is_put_inside_every_function(function: Callable[[Term], Term]) -> None:
    """f(A) with another matrix for A is f of that matrix; and A is the only one that is replaced."""
    run = Lowering()

    def lowered(term: Term) -> ix.Poly:
        return run.lower(term, tuple(None if s.is_one else (f"p{i}", str(s)) for i, s in enumerate(term.shape)))

    plain = lowered(function(A))
    for value in (B, B @ A, A + B, t.diag(x) @ B, s * B):
        assert replace(run, plain, A, lambda at, value=value: run.lower(value, at)) == lowered(function(value)) != plain  # type: ignore[misc]
        assert replace(run, plain, B, lambda at, value=value: run.lower(value, at)) == plain  # type: ignore[misc]


@pytest.mark.parametrize("function", [field, lambda a: t.total(mapped(a))], ids=["field", "map"])
def test_a_function_of_a_tensor_that_is_not_differentiated_is_at_the_point_too(
    function: Callable[[Term], Term],
) -> None:
    """(v·f(v·x))′ at s is f(s·x) + s·f(v·x)′."""
    left = slope(V, V * function(V * x), s)
    inner = slope(V, function(V * x), s)
    accepted([], eq(left, function(s * x) + s * inner), CLEAR)
    refused([], eq(left, function(r * x) + s * inner), CLEAR, "left over")
    refused([], eq(left, function(V * x) + s * inner), CLEAR, "left over")


# --- functions of tensors that depend on an index besides -------------------------------------------------------------


def test_a_field_that_depends_on_an_index_besides() -> None:
    """Of L(uᵢ·y) in u: the index of the entry is no axis of the argument, and gone where uᵢ is a number."""
    here = t.is_zero(I - J)
    along = slope(U, field(U), x[I] * y).T @ y
    accepted([], eq(slope(U, field(U[I] * y), x)[J], here * along), CLEAR)
    refused([], eq(slope(U, field(U[I] * y), x)[J], along), CLEAR, "left over")
    at_ones = slope(U, field(U[I] * y), t.ones(N))[J]
    accepted([], eq(at_ones, here * (slope(U, field(U), y).T @ y)), CLEAR)
    refused([], eq(at_ones, here * (slope(U, field(U), 2 * y).T @ y)), CLEAR, "left over")


def test_a_determinant_that_depends_on_an_index_besides() -> None:
    inside = x[I] * A
    hyps = [predicate("invertible", inside)]
    there = slope(U, tm.det(U[I] * A), x)[J]
    right = tm.det(inside) * t.trace(t.inv(inside) @ A)
    accepted(hyps, eq(there, t.is_zero(I - J) * right), CLEAR, [["hyp", 0]])
    refused(hyps, eq(there, right), CLEAR, "left over", [["hyp", 0]])
    refused(hyps, eq(there, t.is_zero(I - J) * tm.det(inside) * t.trace(inside @ A)), CLEAR, "left over", [["hyp", 0]])


def test_the_inverse_in_the_slope_of_a_determinant_has_rows_and_columns() -> None:
    """Also of a matrix whose entries are all the same number, which mentions neither."""
    inside = s * t.ones(N, N)
    hyps = [predicate("invertible", inside)]
    there = slope(V, tm.det(V * t.ones(N, N)), s)
    accepted(hyps, eq(there, tm.det(inside) * t.total(t.inv(inside))), CLEAR, [["hyp", 0]])
    refused(hyps, eq(there, tm.det(inside) * t.trace(t.inv(inside))), CLEAR, "left over", [["hyp", 0]])


# --- names of derivatives ---------------------------------------------------------------------------------------------


def heads_of(term: Term, *at: Index) -> set[str]:
    return {h.name for h in ix.heads(Lowering().lower(term, at))}


def test_a_derivative_is_named_after_its_function_and_the_axes_that_move() -> None:
    """A prime for each differentiation; of a function of a tensor with the axes that are summed, in their order."""
    wide = var("W", (D, N))
    inner = slope(V, t.apply("f", "entrywise", V), v)
    assert heads_of(t.apply("f", "entrywise", v)) == {"f"} and heads_of(inner) == {"f'"}
    assert heads_of(bind(lambda b, p: t.deriv(b, p, s), v, inner)) == {"f''"}
    first = slope(var("?w", (D, N)), field(var("?w", (D, N))), wide)
    assert heads_of(field(wide)) == {"L|d,N"} and heads_of(first, ("a", "d"), ("b", "N")) == {"L|d,N'&0&1"}
    assert heads_of(slope(V, field(V * x), s)) >= {"L|N,1'&0"}


# --- what nothing is put into -----------------------------------------------------------------------------------------


def binders(body: Any) -> list[Term]:
    bound, number = nat("%9"), var("%9")
    return [
        scalars.natsum(bound, body * bound, n), scalars.natprod(bound, body * bound, n),
        scalars.limit(number, body * number), scalars.definite(number, body * number, 0, 1),
        scalars.series(bound, body * bound),
    ]  # fmt: skip


def test_nothing_is_put_under_a_bound_name() -> None:
    """x for v in Σ_k v·k would go wrong where x is k. Refused, at any depth; other variables pass."""
    for bound in binders(v):
        for inside in (bound, s * bound, t.exp(bound), t.recip(t.recip(bound) + 1)):
            run = Lowering()
            with pytest.raises(Refused, match=f"nothing is put inside {bound.op}"):
                replace(run, run.lower(inside, ()), v, lambda at: ix.constant(3))
    for bound in binders(r):
        run = Lowering()
        p = run.lower(v * bound, ())
        assert replace(run, p, v, lambda at: ix.constant(3)) == run.lower(3 * bound, ())
        assert replace(run, p, s, lambda at: ix.constant(3)) == p
