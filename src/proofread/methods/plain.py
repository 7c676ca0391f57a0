"""The plainest instances there are: zeros, ones and identities. They meet many hypotheses that drawn ones miss."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import prod
from typing import Any

from proofread.methods.places import Json, Signature, dims_of, nested
from proofread.trusted.terms import Term

Number = Callable[[tuple[int, ...]], Fraction]


def _zeros(place: tuple[int, ...]) -> Fraction:
    return Fraction(0)


def _ones(place: tuple[int, ...]) -> Fraction:
    return Fraction(1)


def _identity(place: tuple[int, ...]) -> Fraction:
    """Ones on the diagonal of whatever has two axes, ones in a column, and 1."""
    return Fraction(len(place) < 2 or len(set(place)) == 1)


def _bare_identity(place: tuple[int, ...]) -> Fraction:
    """The same, and 0 in a column."""
    return Fraction(not place or (len(place) > 1 and len(set(place)) == 1))


STYLES: tuple[Number, ...] = (_identity, _bare_identity, _zeros, _ones)


def plain(sig: Signature, sizes: dict[str, int], style: int, length: int) -> Json:
    """Every space has one point of weight 1; functions are ½‖x‖² and the identity; sequences are constant."""
    at = STYLES[style]
    return {
        "sizes": sizes,
        "spaces": {name: ["1"] for name, _ in sig.spaces},
        "values": {v.data[0]: _value(v, sizes, at) for v in sig.variables},
        "nats": {t.data[0]: 0 for t in sig.nats},
        "indices": {i.data[0]: 0 for i in sig.indices},
        "functions": {f.data[0]: _function(f, sizes, at, length) for f in sig.functions},
    }


def _value(v: Term, sizes: dict[str, int], at: Number) -> Any:
    whole = _tensor(dims_of(v.shape, sizes), at)
    return whole if v.data[1] is None else {"points": [whole]}


def _tensor(dims: tuple[int, ...], at: Number) -> Any:
    column = len(dims) == 2 and dims[1] == 1
    places: list[tuple[int, ...]] = [()]
    for n in dims[:1] if column else dims:
        places = [(*p, k) for p in places for k in range(n)]
    return nested(dims, [at(p) for p in places])


def _function(use: Term, sizes: dict[str, int], at: Number, length: int) -> Json:
    if use.op == "sequence":
        return {"kind": "sequence", "values": [_tensor(dims_of(use.shape, sizes), at)] * length, "then": "constant"}
    kind = use.data[1]
    if kind == "entrywise":
        return {"kind": kind, "coefficients": ["0", "1"]}
    inputs = prod(dims_of(use.args[0].shape, sizes))
    if kind == "field":
        rows = [["1/2" if i == j else "0" for j in range(inputs)] for i in range(inputs)]
        return {"kind": kind, "constant": "0", "quadratic": rows}
    outputs = prod(dims_of(use.shape, sizes))
    rows = [["1" if i == j else "0" for j in range(inputs)] for i in range(outputs)]
    return {"kind": kind, "components": [{"constant": "0", "linear": row} for row in rows]}
