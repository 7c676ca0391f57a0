"""Derivatives of functions of tensors keep an axis for each differentiation, and tell the axes apart."""

from __future__ import annotations

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.terms import Term, index, var
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, A, N, accepted, eq, refused, s, x

I, J, K = (index(name, N) for name in "ijk")
U, M = var("?u", (N, t.ONE)), var("?m", (N, N))


def slope(v: Term, body: Term, at: Term) -> Term:
    made = bind(lambda b, p: t.deriv(b, p, at), v, body)
    assert isinstance(made, Term)
    return made


def field(at: Term) -> Term:
    return t.apply("L", "field", at)


GRADIENT = slope(U, field(U), x)
HESSIAN = slope(var("?w", (N, t.ONE)), slope(U, field(U), var("?w", (N, t.ONE))), x)
OF_MATRIX = slope(M, field(M), A)


def test_a_gradient_has_an_entry_for_each_place() -> None:
    refused([], eq(GRADIENT[I], GRADIENT[J]), CLEAR, "left over")
    refused([], eq(GRADIENT[I], field(x)), CLEAR, "left over")
    accepted([], eq(GRADIENT[I], GRADIENT[I]), CLEAR)


def test_a_hessian_has_an_entry_for_each_pair_of_places() -> None:
    refused([], eq(HESSIAN[I, J], HESSIAN[I, K]), CLEAR, "left over")
    refused([], eq(HESSIAN[I, J], HESSIAN[K, J]), CLEAR, "left over")
    refused([], eq(HESSIAN[I, J], GRADIENT[I]), CLEAR, "left over")
    accepted([], eq(HESSIAN[I, J], HESSIAN[I, J]), CLEAR)


def test_rows_and_columns_of_a_matrix_that_moves() -> None:
    refused([], eq(OF_MATRIX[I, J], OF_MATRIX[J, I]), CLEAR, "left over")
    refused([], eq(OF_MATRIX[I, J], OF_MATRIX[I, K]), CLEAR, "left over")
    turned = slope(M, field(M.T), A)
    accepted([], eq(turned[I, J], slope(M, field(M), A.T)[J, I]), CLEAR)
    refused([], eq(turned[I, J], slope(M, field(M), A.T)[I, J]), CLEAR, "left over")


def test_the_chain_rule_at_a_multiple() -> None:
    """∂L(s·u)/∂u is s·(∇L)(s·u)."""
    scaled = slope(U, field(s * U), x)
    accepted([], eq(scaled[I], s * slope(U, field(U), s * x)[I]), CLEAR)
    refused([], eq(scaled[I], slope(U, field(U), s * x)[I]), CLEAR, "left over")
    inner = slope(U, field(A @ U), x)
    gradient = slope(U, field(U), A @ x)
    accepted([], eq(inner[I], (A.T @ gradient)[I]), CLEAR)
    refused([], eq(inner[I], (A @ gradient)[I]), CLEAR, "left over")


@pytest.mark.parametrize("function", [t.exp, t.tanh, scalars.atan])
def test_functions_entry_by_entry_have_a_diagonal_slope(function: object) -> None:
    assert callable(function)
    jacobian = slope(U, function(U), x)
    refused([], eq(jacobian[I, J], 0), CLEAR, "left over")
    refused([], eq(jacobian[I, J], jacobian[I, K]), CLEAR, "left over")
