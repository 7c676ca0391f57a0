"""What is known of Kronecker products, vec and blocks that occur. Rows of the enrichment."""

from __future__ import annotations

from collections.abc import Callable

from proofread.methods.conditions import establish
from proofread.methods.proofs import Proof
from proofread.trusted import terms as t
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Term, predicate


def _rows(size: Size) -> Term:
    """Any term with so many rows."""
    return t.ones(size, Size((), 2))


def _paired(proof: Proof, n: Size, p: Size) -> None:
    if not (n.is_one or p.is_one):
        proof.fact("kron_of_places", _rows(n), _rows(p))
        proof.fact("kron_of_identities", _rows(n), _rows(p))


def _kron(proof: Proof, x: Term) -> None:
    a, b = x.args
    for n, p in dict.fromkeys(zip(a.shape, b.shape, strict=True)):
        _paired(proof, n, p)
    if b.op == "kron":
        proof.fact("kron_associative", a, *b.args)
    if a.op == "kron":
        proof.fact("kron_associative", *a.args, b)


def _vec(proof: Proof, x: Term) -> None:
    n, m = x.args[0].shape
    _paired(proof, m, n)


def _parts(axis: int) -> Callable[[Proof, Term], None]:
    def row(proof: Proof, x: Term) -> None:
        n, m = (_rows((a.shape or (ONE, ONE))[axis]) for a in x.args)
        for name in ("upper_part", "lower_part", "parts_apart", "parts_whole"):
            proof.fact(name, n, m)

    return row


def inverse(proof: Proof, a: Term) -> None:
    """Of a Kronecker product: factor by factor."""
    if a.op == "kron" and all(establish(proof, predicate("invertible", b)) for b in a.args):
        proof.fact("kron_inverse", *a.args)
        for b in a.args:
            proof.fact("inverse_left", b)
            proof.fact("inverse_right", b)


def pseudo_inverse(proof: Proof, a: Term) -> None:
    if a.op == "kron":
        proof.fact("kron_pinv", *a.args)


def determinant(proof: Proof, a: Term) -> bool:
    return a.op == "kron" and proof.fact("kron_det", *a.args)


def block_determinant(proof: Proof, a: Term) -> None:
    """[A B; C D], by either Schur complement, or triangular."""
    parts = [half.args for half in a.args if half.op == "beside"]
    if len(parts) != 2:
        return
    (x, y), (z, w) = parts
    proof.fact("det_of_triangular_blocks", x, y, w)
    proof.fact("det_of_lower_triangular_blocks", x, z, w)
    for corner, name in ((x, "det_of_blocks"), (w, "det_of_blocks_from_below")):
        if corner.shape and establish(proof, predicate("invertible", corner)):
            proof.fact(name, x, y, z, w)


def rank_of_kron(proof: Proof, a: Term) -> bool:
    return proof.fact("kron_rank", *a.args)


ROWS: dict[str, Callable[[Proof, Term], object]] = {
    "kron": _kron,
    "vec": _vec,
    "above": _parts(0),
    "beside": _parts(1),
}

__all__ = ["ROWS", "block_determinant", "determinant", "inverse", "pseudo_inverse", "rank_of_kron"]
