"""Side conditions of matrices (invertible, definite, of full rank) established by what a matrix is made of.

Loading it adds its rows to `conditions`.
"""

from __future__ import annotations

from functools import reduce

from proofread.methods.conditions import add_rows, apart0, cite, ge0, gt0, same_form
from proofread.methods.proofs import Proof
from proofread.trusted import terms as t
from proofread.trusted.terms import Prop, Term, predicate
from proofread.trusted.terms_matrices import det


def _invertible(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if _by_determinant(proof, a):
        return True
    if a.op == "matmul" and len({a.args[0].shape, a.args[1].shape}) == 1:
        x, y = a.args
        if cite(proof, "invertible_product", x, y, needs=(predicate("invertible", x), predicate("invertible", y))):
            return True
    if a.op == "matmul" and _regrouped(proof, a):
        return True
    if a.op in ("transpose", "inv"):
        inner = a.args[0]
        name = "invertible_transpose" if a.op == "transpose" else "invertible_inverse"
        if cite(proof, name, inner, needs=(predicate("invertible", inner),)):
            return True
    if a.op == "mul":
        for c, m in (a.args, a.args[::-1]):
            if not c.shape and m.shape and cite(proof, "invertible_scale", m, c,
                                                 needs=(predicate("invertible", m), apart0(c))):  # fmt: skip
                return True
    if a.op == "kron" and _of_factors(proof, "kron_invertible", "invertible", a):
        return True
    if a.op == "diag" and cite(proof, "diagonal_invertible", a.args[0], needs=(apart0(a.args[0]),)):
        return True
    if cite(proof, "pd_invertible", a, needs=(predicate("pd", a),)):
        return True
    return cite(proof, "full_rank_invertible", a, needs=(predicate("full_rank", a),))


def _of_factors(proof: Proof, name: str, said: str, a: Term) -> bool:
    """Of a Kronecker product, where it is true of both factors."""
    return cite(proof, name, *a.args, needs=tuple(predicate(said, b) for b in a.args))


def _by_determinant(proof: Proof, a: Term) -> bool:
    """A determinant that is assumed not to be 0."""
    if not a.shape:
        return False
    spoken = {h for h in proof.hypotheses if h.op in ("apart", "gt") and any(x.op == "det" for x in h.args)}
    mine = [h for h in spoken if any(x == det(a) for x in h.args)]
    return bool(mine) and cite(proof, "invertible_of_det", a, needs=(apart0(det(a)),))


def _regrouped(proof: Proof, a: Term) -> bool:
    """A chain of factors split otherwise than it was written, into two square parts."""
    chain = _chain(a)
    for k in range(1, len(chain)):
        left, right = reduce(t.matmul, chain[:k]), reduce(t.matmul, chain[k:])
        if left.shape == right.shape == a.shape and (left, right) != a.args:
            parts = (predicate("invertible", left), predicate("invertible", right))
            if cite(proof, "invertible_product", left, right, needs=parts):
                return same_form(proof, predicate("invertible", a))
    return False


def _chain(a: Term) -> list[Term]:
    return [*_chain(a.args[0]), *_chain(a.args[1])] if a.op == "matmul" else [a]


def _pd(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if a.op == "eye":
        return proof.fact("pd_eye", a)
    if a.op == "diag":
        return cite(proof, "diagonal_pd", a.args[0], needs=(gt0(a.args[0]),))
    if a.op == "kron":
        return _of_factors(proof, "kron_pd", "pd", a)
    if a.op == "inv":
        return cite(proof, "pd_inverse", a.args[0], needs=(predicate("pd", a.args[0]),))
    if a.op == "matmul":
        return _pd_product(proof, a)
    if a.op == "mul":
        return any(not c.shape and m.shape and cite(proof, "pd_scale", m, c, needs=(predicate("pd", m), gt0(c)))
                   for c, m in (a.args, a.args[::-1]))  # fmt: skip
    if a.op == "add" and len(a.args) == 2:
        x, y = a.args
        return cite(proof, "psd_add_pd", x, y, needs=(predicate("psd", x), predicate("pd", y))) or cite(
            proof, "pd_add_psd", x, y, needs=(predicate("pd", x), predicate("psd", y))
        )
    return False


def _pd_product(proof: Proof, a: Term) -> bool:
    """XᵀX and XᵀSX."""
    left, right = a.args
    if left == right.T and cite(proof, "gram_pd", right, needs=(predicate("full_rank", right),)):
        return True
    if left.op == "matmul" and (left.args[0] == right.T or right == left.args[0].T):
        s = left.args[1]
        return cite(proof, "pd_congruence", s, right, needs=(predicate("pd", s), predicate("full_rank", right)))
    return False


def _psd(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if a.op == "matmul" and a.args[0] == a.args[1].T and proof.fact("gram_psd", a.args[1]):
        return True
    if a.op == "kron" and _of_factors(proof, "kron_psd", "psd", a):
        return True
    if a.op == "mul":
        for c, m in (a.args, a.args[::-1]):
            if not c.shape and m.shape and cite(proof, "psd_scale", m, c, needs=(predicate("psd", m), ge0(c))):
                return True
    return cite(proof, "pd_psd", a, needs=(predicate("pd", a),))


def _full_rank(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if a.op == "kron" and _of_factors(proof, "kron_full_rank", "full_rank", a):
        return True
    for c, m in (a.args, a.args[::-1]) if a.op == "mul" else ():
        needs = (predicate("full_rank", m), apart0(c))
        if not c.shape and m.shape and cite(proof, "full_rank_scale", m, c, needs=needs):
            return True
    return (
        t.is_poison(a) is None
        and len(a.shape) == 2
        and a.shape[0] == a.shape[1]
        and cite(proof, "invertible_full_rank", a, needs=(predicate("invertible", a),))
    )


add_rows({"invertible": _invertible, "pd": _pd, "psd": _psd, "full_rank": _full_rank})
