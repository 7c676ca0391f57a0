"""What is known of determinants and ranks that occur, along what they are taken of. Rows of the enrichment."""

from __future__ import annotations

from collections.abc import Callable

from proofread.methods.conditions import apart0, establish, gt0
from proofread.methods.goals import QUICK, shown
from proofread.methods.proofs import Proof
from proofread.methods.reindexings import block_determinant, determinant, rank_of_kron
from proofread.trusted import terms as t
from proofread.trusted.terms import Prop, Term, predicate, relation
from proofread.trusted.terms_matrices import det, rank
from proofread.trusted.trees import subnodes, substitute, to_json


def of_det(proof: Proof, x: Term) -> None:
    along(proof, x.args[0])
    _of_equations(proof, x.args[0])


def along(proof: Proof, a: Term) -> bool:
    """The determinant of a square term, taken apart."""
    if not a.shape:
        return False
    row = _DET.get(a.op)
    if row is not None:
        row(proof, a)
    if establish(proof, predicate("pd", a)):
        proof.fact("det_positive", a)
        establish(proof, predicate("invertible", a))
    if establish(proof, predicate("invertible", a)):
        establish(proof, apart0(det(a)))
        proof.fact("det_apart", a)
        proof.fact("recip_mul", det(a))
    elif establish(proof, predicate("psd", a)):
        proof.fact("det_nonnegative", a)
    return True


def _product(proof: Proof, a: Term) -> None:
    """Along square factors, however they were bracketed."""
    x, y = a.args
    if x.shape == y.shape == a.shape:
        proof.fact("det_product", x, y)
        along(proof, x)
        along(proof, y)
    elif x.op == "matmul":
        left, right = x.args[0], x.args[1] @ y
        if left.shape == right.shape == a.shape:
            proof.fact("det_product", left, right)
            along(proof, left)
            along(proof, right)


def _scaled(proof: Proof, a: Term) -> None:
    for c, m in (a.args, a.args[::-1]):
        if not c.shape and m.shape:
            proof.fact("det_scale", m, c)
            along(proof, m)
            return


def _inverse(proof: Proof, a: Term) -> None:
    if establish(proof, predicate("invertible", a.args[0])):
        proof.fact("det_inverse", a.args[0])
        for x in (a.args[0], a):
            if establish(proof, predicate("invertible", x)):
                proof.fact("inverse_left", x)
                proof.fact("inverse_right", x)
        along(proof, a.args[0])


def _identity(proof: Proof, a: Term) -> None:
    """det I = 1, and its logarithm 0."""
    proof.fact("det_identity", a)
    _rewritten(proof, relation("equal", det(a), 1), t.log(t.var("%hole")))


def _kron(proof: Proof, a: Term) -> None:
    x, y = a.args
    if not determinant(proof, a):
        return
    for b, other in ((x, y), (y, x)):
        along(proof, b)
        if b.op == "eye":
            _rewritten(proof, relation("equal", det(b), 1), t.power(t.var("%hole"), t.number(other.shape[0])))


def _rewritten(proof: Proof, known: Prop, context: Term) -> None:
    """Both sides of a known equation put into the hole of a term."""
    k = proof.number(known)
    made = relation("equal", *(substitute(context, {t.var("%hole"): side}) for side in known.args))
    if k is not None and not proof.knows(made):
        proof.add(lambda rest: ["rewrite", k, to_json(context), rest], made)


def _sum(proof: Proof, a: Term) -> None:
    """I + UV and A + UV."""
    if len(a.args) != 2:
        return
    for first, second in (a.args, a.args[::-1]):
        factors = _factors(second)
        if factors is None:
            continue
        if first.op == "eye":
            proof.fact("det_sylvester", *factors)
        elif establish(proof, predicate("invertible", first)):
            proof.fact("det_of_update", first, *factors)
            along(proof, first)


def _factors(x: Term) -> tuple[Term, Term] | None:
    """U and V of a product UV, where a number in front goes to U."""
    if x.op == "matmul" and all(a.shape for a in x.args):
        return x.args[0], x.args[1]
    if x.op == "mul":
        for c, m in (x.args, x.args[::-1]):
            inner = _factors(m) if not c.shape and m.shape else None
            if inner is not None:
                return c * inner[0], inner[1]
    return None


def _of_equations(proof: Proof, a: Term) -> None:
    """The determinants of both sides of an assumed equation between square matrices of this size."""
    for k, h in enumerate(list(proof.hypotheses)):
        if h.op != "equal" or h in proof.cited or any(s.shape != a.shape for s in h.args):
            continue
        if not any(_decomposes(s) for s in h.args):
            continue
        made = relation("equal", *(det(s) for s in h.args))
        if not proof.knows(made):
            context = to_json(det(Term("var", (), ("%hole", None), a.shape)))
            proof.add(lambda rest, k=k, c=context: ["rewrite", k, c, rest], made)  # type: ignore[misc]
            for s in h.args:
                along(proof, s)


def _decomposes(s: Term) -> bool:
    return s.op in ("matmul", "transpose", "mul", "natpow", "inv")


_DET: dict[str, Callable[[Proof, Term], object]] = {
    "matmul": _product,
    "mul": _scaled,
    "inv": _inverse,
    "add": _sum,
    "transpose": lambda proof, a: proof.fact("det_transpose", a.args[0]) and along(proof, a.args[0]),
    "natpow": lambda proof, a: proof.fact("det_power", *a.args) and along(proof, a.args[0]),
    "eye": _identity,
    "above": block_determinant,
    "kron": _kron,
    "diag": lambda proof, a: establish(proof, gt0(a.args[0])) and proof.fact("log_det_diagonal", a.args[0]),
}


# --- rank -----------------------------------------------------------------------------------------------------------


def of_rank(proof: Proof, x: Term) -> None:
    proof.fact("rank_by_pinv", x.args[0])
    _rank(proof, x.args[0])


def _rank(proof: Proof, a: Term) -> bool:
    for name in ("rank_nonnegative", "rank_at_most_rows", "rank_at_most_columns"):
        proof.fact(name, a)
    row = _RANK.get(a.op)
    if row is not None:
        row(proof, a)
    if a.shape and establish(proof, predicate("full_rank", a)):
        proof.fact("rank_full", a)
    elif _is_square(a) and any(n.op in ("inv", "pinv") for n in subnodes(a)):
        shown(proof, relation("equal", a @ a, a), QUICK)
    proof.fact("rank_idempotent", a)
    return True


def _is_square(a: Term) -> bool:
    return len(a.shape) == 2 and a.shape[0] == a.shape[1]


def _rank_of_product(proof: Proof, a: Term) -> None:
    x, y = a.args
    for name in ("rank_product_left", "rank_product_right", "rank_sylvester"):
        proof.fact(name, x, y)
    if x == y.T:
        proof.fact("rank_gram", y)
    elif y == x.T:
        proof.fact("rank_gram", y)
        proof.fact("rank_transpose", x)
    if _is_square(x) and establish(proof, predicate("invertible", x)):
        proof.fact("rank_invertible_left", x, y)
    if _is_square(y) and establish(proof, predicate("invertible", y)):
        proof.fact("rank_invertible_right", x, y)
    for part in a.args:
        _rank(proof, part)


def _rank_of_sum(proof: Proof, a: Term) -> None:
    if len(a.args) == 2:
        proof.fact("rank_sum", *a.args)
        for part in a.args:
            _rank(proof, part)


_RANK: dict[str, Callable[[Proof, Term], object]] = {
    "matmul": _rank_of_product,
    "add": _rank_of_sum,
    "kron": lambda proof, a: rank_of_kron(proof, a) and all(_rank(proof, b) for b in a.args),
    "transpose": lambda proof, a: proof.fact("rank_transpose", a.args[0]) and _rank(proof, a.args[0]),
    "pinv": lambda proof, a: proof.fact("rank_pinv", a.args[0]) and _rank(proof, a.args[0]),
}


def by_rank(proof: Proof, goal: Prop) -> bool:
    """Full column rank, or invertibility, from a rank that is assumed to be the number of columns."""
    a = goal.args[0]
    if not a.shape or not any(n.op == "rank" for h in proof.hypotheses for n in subnodes(h)):
        return False
    enough = relation("ge", rank(a), t.number(a.shape[1]))
    if not shown(proof, enough, QUICK) or not proof.fact("full_rank_of_rank", a):
        return False
    return goal.op == "full_rank" or proof.fact("full_rank_invertible", a)


ROWS: dict[str, Callable[[Proof, Term], object]] = {"det": of_det, "rank": of_rank}

__all__ = ["ROWS", "along", "by_rank", "of_det", "of_rank"]
