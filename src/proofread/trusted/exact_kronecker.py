"""Kronecker products, vec and blocks at an instance: entries put in other places."""

from __future__ import annotations

from collections.abc import Callable

from proofread.trusted.enclosures import Undefined
from proofread.trusted.exact_matrices import Tensor, from_rows, rows_of, transposed
from proofread.trusted.exact_scalars import Arithmetic


def _columns(x: Tensor) -> int:
    return (x.dims or (1, 1))[1]


def kronecker(ops: Arithmetic, x: Tensor, y: Tensor) -> Tensor:
    ops.work.charge(len(x.flat) * len(y.flat))
    rows = [[ops.mul(a, b) for a in upper for b in lower] for upper in rows_of(x) for lower in rows_of(y)]
    return from_rows(rows, _columns(x) * _columns(y))


def columns_below(ops: Arithmetic, x: Tensor) -> Tensor:
    flat = tuple(a for column in transposed(rows_of(x), _columns(x)) for a in column)
    return Tensor((len(flat), 1), flat)


def rows_below(ops: Arithmetic, x: Tensor, y: Tensor) -> Tensor:
    if _columns(x) != _columns(y):
        raise Undefined("rows of two lengths, one above the other")
    return from_rows(rows_of(x) + rows_of(y), _columns(x))


def columns_beside(ops: Arithmetic, x: Tensor, y: Tensor) -> Tensor:
    left, right = rows_of(x), rows_of(y)
    if len(left) != len(right):
        raise Undefined("columns of two lengths, one beside the other")
    return from_rows([a + b for a, b in zip(left, right, strict=True)], _columns(x) + _columns(y))


FUNCTIONS: dict[str, Callable[..., Tensor]] = {
    "kron": kronecker,
    "vec": columns_below,
    "above": rows_below,
    "beside": columns_beside,
}
