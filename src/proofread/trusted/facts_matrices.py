"""Facts about matrices: inverses, definiteness, rank, pseudo-inverses."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import ZERO, Row, apart, eq, fact, ge, gt
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Term, predicate, quantifier
from proofread.trusted.trees import bind


def _eye(a: Term) -> Term:
    return t.eye(a.shape[0])


@fact("square")
def inverse_right(a: Term) -> Row:
    return (predicate("invertible", a),), eq(a @ t.inv(a), _eye(a))


@fact("square")
def inverse_left(a: Term) -> Row:
    return (predicate("invertible", a),), eq(t.inv(a) @ a, _eye(a))


@fact("square", "square")
def right_inverse_invertible(a: Term, b: Term) -> Row:
    return (eq(a @ b, _eye(a)),), predicate("invertible", a)


@fact("square", "square")
def right_inverse_left(a: Term, b: Term) -> Row:
    """For square matrices a one-sided inverse is two-sided."""
    return (eq(a @ b, _eye(a)),), eq(b @ a, _eye(a))


@fact("square", "square")
def invertible_product(a: Term, b: Term) -> Row:
    return (predicate("invertible", a), predicate("invertible", b)), predicate("invertible", a @ b)


@fact("square")
def invertible_transpose(a: Term) -> Row:
    return (predicate("invertible", a),), predicate("invertible", a.T)


@fact("square")
def invertible_inverse(a: Term) -> Row:
    return (predicate("invertible", a),), predicate("invertible", t.inv(a))


@fact("square", "scalar")
def invertible_scale(a: Term, c: Term) -> Row:
    return (predicate("invertible", a), apart(c)), predicate("invertible", c * a)


@fact("matrix", "scalar")
def full_rank_scale(a: Term, c: Term) -> Row:
    return (predicate("full_rank", a), apart(c)), predicate("full_rank", c * a)


@fact("matrix", "matrix")
def left_inverse_full_rank(b: Term, a: Term) -> Row:
    """What has a left inverse has independent columns."""
    return (eq(b @ a, t.eye(a.shape[1])),), predicate("full_rank", a)


@fact("column")
def inverse_of_diagonal(v: Term) -> Row:
    return (apart(v),), eq(t.inv(t.diag(v)), t.diag(t.recip(v)))


@fact("column")
def diagonal_invertible(v: Term) -> Row:
    return (apart(v),), predicate("invertible", t.diag(v))


@fact("square")
def invertible_full_rank(a: Term) -> Row:
    return (predicate("invertible", a),), predicate("full_rank", a)


@fact("square")
def full_rank_invertible(a: Term) -> Row:
    return (predicate("full_rank", a),), predicate("invertible", a)


@fact("matrix")
def gram_pd(x: Term) -> Row:
    return (predicate("full_rank", x),), predicate("pd", x.T @ x)


@fact("matrix")
def gram_psd(x: Term) -> Row:
    return (), predicate("psd", x.T @ x)


@fact("matrix")
def gram_invertible(x: Term) -> Row:
    return (predicate("full_rank", x),), predicate("invertible", x.T @ x)


@fact("square", "matrix")
def pd_congruence(s: Term, x: Term) -> Row:
    return (predicate("pd", s), predicate("full_rank", x)), predicate("pd", x.T @ s @ x)


@fact("column")
def diagonal_pd(v: Term) -> Row:
    return (gt(v, ZERO),), predicate("pd", t.diag(v))


@fact("square")
def pd_invertible(a: Term) -> Row:
    return (predicate("pd", a),), predicate("invertible", a)


@fact("square")
def pd_inverse(a: Term) -> Row:
    return (predicate("pd", a),), predicate("pd", t.inv(a))


@fact("square")
def pd_psd(a: Term) -> Row:
    return (predicate("pd", a),), predicate("psd", a)


@fact("square")
def pd_symmetric(a: Term) -> Row:
    return (predicate("pd", a),), eq(a.T, a)


@fact("square")
def psd_symmetric(a: Term) -> Row:
    return (predicate("psd", a),), eq(a.T, a)


@fact("square", "square")
def pd_add_psd(a: Term, b: Term) -> Row:
    return (predicate("pd", a), predicate("psd", b)), predicate("pd", a + b)


@fact("square", "square")
def psd_add_pd(a: Term, b: Term) -> Row:
    return (predicate("psd", a), predicate("pd", b)), predicate("pd", a + b)


@fact("square", "scalar")
def pd_scale(a: Term, c: Term) -> Row:
    return (predicate("pd", a), gt(c, ZERO)), predicate("pd", c * a)


@fact("square", "scalar")
def psd_scale(a: Term, c: Term) -> Row:
    return (predicate("psd", a), ge(c, ZERO)), predicate("psd", c * a)


@fact("square")
def pd_eye(a: Term) -> Row:
    return (), predicate("pd", _eye(a))


@fact("square", "column")
def pd_quadratic(a: Term, v: Term) -> Row:
    return (predicate("pd", a), predicate("nonzero", v)), gt(v.T @ a @ v, ZERO)


@fact("square", "column")
def psd_quadratic(a: Term, v: Term) -> Row:
    return (predicate("psd", a),), ge(v.T @ a @ v, ZERO)


@fact("matrix", "matrix")
def agree_on_all_columns(a: Term, b: Term) -> Row:
    """A v = B v for every column v makes A = B."""
    v = Term("var", (), ("%v", None), (a.shape[1], ONE))
    every = bind(lambda bound, p: quantifier("forall", bound, p), v, eq(a @ v, b @ v))
    return (every,), eq(a, b)


@fact("matrix")
def pinv_full_rank(x: Term) -> Row:
    return (predicate("full_rank", x),), eq(t.pinv(x), t.inv(x.T @ x) @ x.T)


@fact("matrix")
def pinv_1(x: Term) -> Row:
    return (), eq(x @ t.pinv(x) @ x, x)


@fact("matrix")
def pinv_2(x: Term) -> Row:
    return (), eq(t.pinv(x) @ x @ t.pinv(x), t.pinv(x))


@fact("matrix")
def pinv_3(x: Term) -> Row:
    return (), eq((x @ t.pinv(x)).T, x @ t.pinv(x))


@fact("matrix")
def pinv_4(x: Term) -> Row:
    return (), eq((t.pinv(x) @ x).T, t.pinv(x) @ x)


@fact("matrix", "matrix")
def pinv_after_orthonormal(u: Term, a: Term) -> Row:
    """(UA)⁺ = A⁺Uᵀ where the columns of U are orthonormal."""
    return (eq(u.T @ u, t.eye(u.shape[1])),), eq(t.pinv(u @ a), t.pinv(a) @ u.T)


@fact("matrix", "matrix")
def pinv_before_orthonormal(a: Term, v: Term) -> Row:
    """(AVᵀ)⁺ = VA⁺ where the columns of V are orthonormal."""
    return (eq(v.T @ v, t.eye(v.shape[1])),), eq(t.pinv(a @ v.T), v @ t.pinv(a))


@fact("square")
def pinv_invertible(x: Term) -> Row:
    return (predicate("invertible", x),), eq(t.pinv(x), t.inv(x))
