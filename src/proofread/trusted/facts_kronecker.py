"""Facts about Kronecker products: how places pair, from which the algebra of products, transposes, traces and vec
follows; and what is no algebra of entries: inverses, determinants, ranks, definiteness."""

from __future__ import annotations

from proofread.trusted import terms as t
from proofread.trusted.fact_rows import UNIT, ZERO, Row, eq, fact
from proofread.trusted.sizes import ONE, Size, size_product
from proofread.trusted.terms import Prop, Term, predicate, quantifier
from proofread.trusted.terms_matrices import det, kron, rank
from proofread.trusted.trees import bind


def unit_matrix(size: Size) -> Term:
    """The identity; of size 1, the number 1."""
    return UNIT if size.is_one else t.eye(size)


@fact("matrix", "matrix")
def kron_of_identities(a: Term, b: Term) -> Row:
    """Iₙ ⊗ Iₚ = Iₙₚ for the numbers of rows."""
    n, p = a.shape[0], b.shape[0]
    return (), eq(kron(unit_matrix(n), unit_matrix(p)), unit_matrix(size_product(n, p)))


def _place(i: Term) -> Term:
    """The unit vector e_i, as the gradient of v ↦ v[i]."""
    shape = (i.data[1], ONE)
    made = bind(
        lambda v, body: t.deriv(v, body, ZERO * t.ones(*shape)), t.var("%v", shape), t.entry(t.var("%v", shape), i)
    )
    assert isinstance(made, Term)
    return made


@fact("matrix", "matrix")
def kron_of_places(a: Term, b: Term) -> Row:
    """(e_i ⊗ e_k)ᵀ(e_j ⊗ e_m) = [i = j]·[k = m] for all rows i, j of A and k, m of B."""
    n, p = a.shape[0], b.shape[0]
    if n.is_one or p.is_one:
        raise ValueError("more than one row each")
    i, j, k, m = t.index("%i", n), t.index("%j", n), t.index("%k", p), t.index("%m", p)
    both = kron(_place(i), _place(k)).T @ kron(_place(j), _place(m))
    made: Prop = eq(both, t.is_zero(i - j) * t.is_zero(k - m))
    for place in (m, k, j, i):
        made = bind(lambda v, body: quantifier("forall", v, body), place, made)
    return (), made


@fact("square", "square")
def kron_inverse(a: Term, b: Term) -> Row:
    return (predicate("invertible", a), predicate("invertible", b)), eq(t.inv(kron(a, b)), kron(t.inv(a), t.inv(b)))


@fact("square", "square")
def kron_invertible(a: Term, b: Term) -> Row:
    return (predicate("invertible", a), predicate("invertible", b)), predicate("invertible", kron(a, b))


@fact("matrix", "matrix")
def kron_pinv(a: Term, b: Term) -> Row:
    return (), eq(t.pinv(kron(a, b)), kron(t.pinv(a), t.pinv(b)))


@fact("square", "square")
def kron_pd(a: Term, b: Term) -> Row:
    return (predicate("pd", a), predicate("pd", b)), predicate("pd", kron(a, b))


@fact("square", "square")
def kron_psd(a: Term, b: Term) -> Row:
    return (predicate("psd", a), predicate("psd", b)), predicate("psd", kron(a, b))


@fact("matrix", "matrix")
def kron_full_rank(a: Term, b: Term) -> Row:
    return (predicate("full_rank", a), predicate("full_rank", b)), predicate("full_rank", kron(a, b))


@fact("square", "square")
def kron_det(a: Term, b: Term) -> Row:
    """det(A ⊗ B) = (det A)ᵖ (det B)ⁿ for A n×n and B p×p."""
    n, p = t.number(a.shape[0]), t.number(b.shape[0])
    return (), eq(det(kron(a, b)), t.power(det(a), p) * t.power(det(b), n))


@fact("matrix", "matrix")
def kron_rank(a: Term, b: Term) -> Row:
    return (), eq(rank(kron(a, b)), rank(a) * rank(b))


@fact("matrix", "matrix", "matrix")
def kron_associative(a: Term, b: Term, c: Term) -> Row:
    return (), eq(kron(kron(a, b), c), kron(a, kron(b, c)))
