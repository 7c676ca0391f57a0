"""Facts about determinants: products, inverses, definite matrices, and the lemmas of Sylvester and Schur's kind.

They hold for matrices without rows as well, whose determinant is 1.
"""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, apart, eq, fact, ge, gt
from proofread.trusted.terms import Shape, Term, predicate
from proofread.trusted.terms_matrices import det


def unit_of(shape: Shape) -> Term:
    """The identity of a square shape; of a scalar, 1."""
    return t.eye(shape[0]) if shape else UNIT


@fact("square", "square")
def det_product(a: Term, b: Term) -> Row:
    return (), eq(det(a @ b), det(a) * det(b))


@fact("square")
def det_transpose(a: Term) -> Row:
    return (), eq(det(a.T), det(a))


@fact("square")
def det_inverse(a: Term) -> Row:
    return (predicate("invertible", a),), eq(det(t.inv(a)), t.recip(det(a)))


@fact("square", "scalar")
def det_scale(a: Term, c: Term) -> Row:
    return (), eq(det(c * a), t.power(c, t.number(a.shape[0])) * det(a))


@fact("square", "natural")
def det_power(a: Term, k: Term) -> Row:
    """det(Aᵏ) = (det A)ᵏ, A⁰ = I."""
    power = Term("natpow", (a, k), (), a.shape)  # a literal exponent of a matrix would be taken entry by entry
    return (), eq(det(power), t.power(det(a), k))


@fact("square")
def det_identity(a: Term) -> Row:
    return (), eq(det(t.eye(a.shape[0])), UNIT)


@fact("column")
def log_det_diagonal(v: Term) -> Row:
    return (gt(v, ZERO),), eq(t.log(det(t.diag(v))), t.total(t.log(v)))


@fact("square")
def det_apart(a: Term) -> Row:
    return (predicate("invertible", a),), apart(det(a))


@fact("square")
def invertible_of_det(a: Term) -> Row:
    return (apart(det(a)),), predicate("invertible", a)


@fact("square")
def det_positive(a: Term) -> Row:
    return (predicate("pd", a),), gt(det(a), ZERO)


@fact("square")
def det_nonnegative(a: Term) -> Row:
    return (predicate("psd", a),), ge(det(a), ZERO)


@fact("matrix", "matrix")
def det_sylvester(a: Term, b: Term) -> Row:
    """det(I + AB) = det(I + BA), the identities of two sizes."""
    left, right = a @ b, b @ a
    return (), eq(det(unit_of(left.shape) + left), det(unit_of(right.shape) + right))


@fact("square", "matrix", "matrix")
def det_of_update(a: Term, u: Term, v: Term) -> Row:
    """det(A + UV) = det(A) det(I + VA⁻¹U)."""
    inner = v @ t.inv(a) @ u
    return (predicate("invertible", a),), eq(det(a + u @ v), det(a) * det(unit_of(inner.shape) + inner))
