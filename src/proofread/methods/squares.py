"""Squares, and sums of them, are not negative: the evidence is the square itself."""

from __future__ import annotations

from fractions import Fraction

from proofread.methods.cofactors import Combination, Square, written
from proofread.methods.proofs import Proof
from proofread.trusted.facts import ZERO
from proofread.trusted.terms import Prop, relation


def square_nonnegative(proof: Proof, p: Prop) -> bool:
    """x·x, x², and sums of them."""
    x = p.args[0]
    inner = x.args[0] if x.op == "total" else x
    square = (inner.op == "mul" and inner.args[0] == inner.args[1]) or (inner.op == "power" and inner.data[0] % 2 == 0)
    goal = proof.lowered(p)
    if not square or goal is None:
        return False
    base = inner.args[0] ** (inner.data[0] // 2) if inner.op == "power" else inner.args[0]
    root = proof.lowered(relation("equal", base, ZERO))
    axes = sum(not s.is_one for s in base.shape) if x.op == "total" else 0
    if root is None or any(len({i for _, ix in m for i in ix if str(i[0]).startswith("_")}) < axes for m in root.poly):
        return False  # an entry that is the same for all places of an axis is summed as often as it has places
    rename = {i: ((f"?{i[0]}", i[1]) if x.op == "total" and str(i[0]).startswith("_") else
                  (f"??{i[0]}", i[1]) if isinstance(i[0], int) else i)
              for m in root.poly for _, ix in m for i in ix}  # fmt: skip
    q = tuple((c, _opened(m, rename)) for m, c in root.poly.items())
    proof.have(p, ["algebra", written(goal, [], Combination((), (Square(Fraction(1), q),)), [])])
    return True


def _opened(m: object, rename: dict) -> tuple:  # type: ignore[type-arg]
    return tuple((h, tuple(rename[i] for i in ix)) for h, ix in m)  # type: ignore[attr-defined]
