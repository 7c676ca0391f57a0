"""Whether a node is one that the constructors of `terms` make: no operator, shape, binder or leaf of its own.

Terms and propositions that are read from JSON are believed by nobody before they have passed here.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.sizes import Size, size_sum
from proofread.trusted.terms import Node, Prop, Term

RELATIONS = ("equal", "ge", "gt", "apart")
PREDICATES = {"nonzero": False, "full_rank": False, "invertible": True, "psd": True, "pd": True}  # True: of square ones
CONNECTIVES = {"and": None, "or": None, "not": 1, "implies": 2, "iff": 2}  # how many parts
KINDS = ("entrywise", "field", "map")


def well_formed(n: Any) -> bool:
    """Every node inside is what its constructor makes of its arguments."""
    if type(n) is Term:
        row = _TERMS.get(n.op)
        return all(well_formed(a) and type(a) is Term for a in n.args) and row is not None and row(n) == n
    return type(n) is Prop and _proposition(n)


def _proposition(n: Prop) -> bool:
    if not all(well_formed(a) for a in n.args):
        return False
    if n.op in ("forall", "exists"):
        witness = n.data[1:]
        return _kinds(n, Prop, 1) and _bound(n.data[0]) and all(type(w) is Term and well_formed(w) for w in witness)
    if n.data:
        return False
    if n.op in RELATIONS:
        return _kinds(n, Term, 2) and t.relation(n.op, *n.args) == n
    if n.op == "converges":
        return _kinds(n, Term, 1) and n.args[0].op in scalars.LIMITS
    if n.op in PREDICATES:
        shape = n.args[0].shape if _kinds(n, Term, 1) else None
        return shape is not None and (not PREDICATES[n.op] or not shape or (len(shape) == 2 and shape[0] == shape[1]))
    return n.op in CONNECTIVES and _kinds(n, Prop, CONNECTIVES[n.op])


def _kinds(n: Node, kind: type, count: int | None) -> bool:
    return all(type(a) is kind for a in n.args) and (count is None or len(n.args) == count)


def _bound(x: Any) -> bool:
    """A variable that may be bound: not random, without anything inside."""
    return type(x) is Term and well_formed(x) and (x.op in ("index", "nat") or (x.op == "var" and x.data[1] is None))


def _is_size(s: Any) -> bool:
    """Canonical, so that sizes of one value and one text are one size."""
    return (isinstance(s, Size) and type(s.const) is int and type(s.atoms) is tuple and type(s.products) is tuple
            and all(type(f) is tuple and all(_is_named(n) for n in f) and type(k) is int for f, k in s.monomials)
            and size_sum([(1, s)]) == Size(s.atoms, s.const, s.products))  # fmt: skip


def _is_named(n: Any) -> bool:
    return type(n) is tuple and len(n) == 2 and type(n[0]) is str and type(n[1]) is int and n[1] >= 0


def _is_space(s: Any) -> bool:
    return type(s) is tuple and len(s) == 2 and type(s[0]) is str and type(s[1]) is bool


def _leaf(n: Term) -> Term | None:
    data = n.data
    sizes = all(map(_is_size, n.shape))
    if n.args or not sizes or (n.shape and all(s.is_one for s in n.shape)):
        return None
    if n.op == "const":
        return t.const(data[0]) if type(data[0]) is Fraction else None
    if n.op == "size":
        return t.number(data[0]) if _is_size(data[0]) else None
    if n.op == "var":
        return t.var(data[0], n.shape, data[1]) if data[1] is None or _is_space(data[1]) else None
    if n.op == "index":
        return t.index(*data) if _is_size(data[1]) else None
    return {"nat": lambda: t.nat(*data), "eye": lambda: t.eye(n.shape[0]), "ones": lambda: t.ones(*n.shape)}[n.op]()


def _array(n: Term) -> Term | None:
    """Scalars that fill a shape of numbers."""
    fits = all(_is_size(s) and s.is_number for s in n.shape) and prod(s.const for s in n.shape) == len(n.args)
    return n if fits and not n.data and len(n.shape) > 1 and not any(a.shape for a in n.args) else None


def _natpow(n: Term) -> Term | None:
    base, k = n.args
    square = not base.shape or (len(base.shape) == 2 and base.shape[0] == base.shape[1])
    return Term("natpow", (base, k), (), base.shape) if square and t.is_nat(k) else None


def _apply(n: Term) -> Term | None:
    name, kind = n.data
    return t.apply(name, kind, n.args[0], n.shape) if kind in KINDS and all(map(_is_size, n.shape)) else None


def _power(n: Term) -> Term | None:
    return t.power(n.args[0], n.data[0]) if type(n.data[0]) is int and n.data[0] >= 0 else None


def _deriv(n: Term) -> Term | None:
    v = n.data[0]
    return t.deriv(v, *n.args) if _bound(v) and v.op == "var" else None


def _bsum(n: Term) -> Term | None:
    return t.bsum(n.data[0], *n.args) if _bound(n.data[0]) and n.data[0].op == "index" else None


def _sequence(n: Term) -> Term | None:
    return t.sequence(n.data[0], n.args[0], n.shape) if t.is_nat(n.args[0]) and all(map(_is_size, n.shape)) else None


def _binding(n: Term) -> Term | None:
    if len(n.data) != 1 or not _bound(n.data[0]) or len(n.args) != scalars.PARTS[n.op]:
        return None
    made = scalars.MAKERS[n.op](n.data[0], *n.args)
    return made if isinstance(made, Term) else None


_ONE: dict[str, Callable[[object], Term]] = {
    "recip": t.recip, "exp": t.exp, "log": t.log, "sqrt": t.sqrt, "tanh": t.tanh, "abs": t.absolute, "sign": t.sign,
    "floor": t.floor, "inv": t.inv, "pinv": t.pinv, "trace": t.trace, "total": t.total, "diagonal": t.diagonal,
    "diag": t.diag, "is_zero": t.is_zero, "sin": scalars.sin, "cos": scalars.cos, "atan": scalars.atan,
    "det": tm.det, "rank": tm.rank, "vec": tm.vec,
}  # fmt: skip


def _of_one(op: str) -> Callable[[Term], Term | None]:
    return lambda n: _ONE[op](*n.args)


_TWO: dict[str, Callable[[object, object], Term]] = {"kron": tm.kron, "above": tm.above, "beside": tm.beside}


def _of_two(op: str) -> Callable[[Term], Term | None]:
    return lambda n: _TWO[op](*n.args)


_TERMS: dict[str, Callable[[Term], Term | None]] = {
    **dict.fromkeys(("const", "size", "var", "index", "nat", "eye", "ones"), _leaf),
    "array": _array,
    "add": lambda n: t.add(*n.args) if n.args else None,
    "mul": lambda n: t.mul(*n.args),
    "maximum": lambda n: t.maximum(*n.args),
    "power": _power,
    "natpow": _natpow,
    "matmul": lambda n: t.matmul(*n.args),
    **{op: _of_two(op) for op in _TWO},
    "transpose": lambda n: t.transpose(*n.args),
    **{op: _of_one(op) for op in _ONE},
    "entry": lambda n: t.entry(*n.args),
    "apply": _apply,
    "sequence": _sequence,
    "deriv": _deriv,
    "bsum": _bsum,
    "pi": lambda n: scalars.pi(),
    **dict.fromkeys(scalars.MAKERS, _binding),
    "integral": lambda n: t.integral(n.data[0], *n.args) if _is_space(n.data[0]) else None,
}  # fmt: skip
