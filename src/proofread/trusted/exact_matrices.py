"""Tensors of scalars, and linear algebra by elimination: exact over rationals, and over enclosures and dual numbers
wherever every pivot is certainly not 0. Where that is not certain, `Undefined`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from proofread.trusted.enclosures import UNIT, ZERO, Interval, Undefined, absolute
from proofread.trusted.exact_scalars import Arithmetic, Scalar, is_zero, primal

Rows = list[list[Scalar]]


@dataclass(frozen=True, slots=True, init=False)
class Tensor:
    """Entries row by row; `dims` are numbers: () for a scalar, (n, 1) for a column."""

    dims: tuple[int, ...]
    flat: tuple[Scalar, ...]

    def __init__(self, dims: tuple[int, ...], flat: tuple[Scalar, ...]) -> None:
        if len(flat) != prod(dims):
            raise ValueError(f"{len(flat)} entries do not fill {dims}")
        object.__setattr__(self, "dims", dims)
        object.__setattr__(self, "flat", flat)


def scalar(x: Scalar) -> Tensor:
    return Tensor((), (x,))


def rows_of(a: Tensor) -> Rows:
    """The rows of a matrix; a scalar counts as 1×1."""
    if len(a.dims) not in (0, 2):
        raise Undefined(f"a tensor of {len(a.dims)} axes where a matrix is needed")
    n, m = a.dims or (1, 1)
    return [list(a.flat[i * m : (i + 1) * m]) for i in range(n)]


def square_rows(a: Tensor) -> Rows:
    rows = rows_of(a)
    if a.dims and a.dims[0] != a.dims[1]:
        raise Undefined(f"a {a.dims[0]}×{a.dims[1]} matrix where a square one is needed")
    return rows


def from_rows(rows: Rows, columns: int) -> Tensor:
    return Tensor((len(rows), columns), tuple(x for row in rows for x in row))


def identity(n: int) -> Rows:
    return [[UNIT if i == j else ZERO for j in range(n)] for i in range(n)]


def transposed(rows: Rows, columns: int) -> Rows:
    return [[row[j] for row in rows] for j in range(columns)]


def dot(ops: Arithmetic, x: Iterable[Scalar], y: Iterable[Scalar]) -> Scalar:
    return sum_of(ops, (ops.mul(a, b) for a, b in zip(x, y, strict=True)))


def sum_of(ops: Arithmetic, xs: Iterable[Scalar]) -> Scalar:
    out: Scalar = ZERO
    for x in xs:
        out = ops.add(out, x)
    return out


def product(ops: Arithmetic, left: Rows, right: Rows, columns: int) -> Rows:
    """The matrix product; `columns` is that of the right factor, which may have no rows."""
    across = transposed(right, columns)
    return [[dot(ops, row, column) for column in across] for row in left]


def reduce_rows(ops: Arithmetic, rows: Rows, columns: int) -> list[int]:
    """Bring `rows`, in place, to reduced echelon form in the first columns; the pivots' columns.
    Entries that elimination makes 0 or 1 are put down as such, so that enclosures of them do not linger."""
    pivots: list[int] = []
    for j in range(columns):
        i = _pivot(rows, len(pivots), j)
        if i is None:
            continue
        top = len(pivots)
        rows[top], rows[i] = rows[i], rows[top]
        scale = ops.recip(rows[top][j])
        rows[top] = [UNIT if c == j else ops.mul(scale, x) for c, x in enumerate(rows[top])]
        for r in range(len(rows)):
            if r != top:
                _clear(ops, rows, r, top, j)
        pivots.append(j)
    return pivots


def _pivot(rows: Rows, start: int, j: int) -> int | None:
    """The row whose entry in column j is farthest from 0; None when all from `start` on are 0."""
    usable = [r for r in range(start, len(rows)) if primal(rows[r][j]).excludes_zero]
    if usable:
        return max(usable, key=lambda r: absolute(primal(rows[r][j])).lo)
    if all(is_zero(rows[r][j]) for r in range(start, len(rows))):
        return None
    raise Undefined("a pivot that may be 0, or may not")


def _clear(ops: Arithmetic, rows: Rows, r: int, top: int, j: int) -> None:
    factor = rows[r][j]
    if not is_zero(factor):
        rows[r] = [ZERO if c == j else ops.sub(x, ops.mul(factor, p))
                   for c, (x, p) in enumerate(zip(rows[r], rows[top], strict=True))]  # fmt: skip


def rank(ops: Arithmetic, rows: Rows, columns: int) -> int:
    return len(reduce_rows(ops, [list(r) for r in rows], columns))


def inverse(ops: Arithmetic, rows: Rows) -> Rows:
    """The inverse of a square matrix. Undefined when it is singular, or may be."""
    n = len(rows)
    wide = [row + unit for row, unit in zip(rows, identity(n), strict=True)]
    if len(reduce_rows(ops, wide, n)) < n:
        raise Undefined("the inverse of a singular matrix")
    return [row[n:] for row in wide]


def pseudo_inverse(ops: Arithmetic, rows: Rows, columns: int) -> Rows:
    """The Moore–Penrose inverse. Of full rank: (AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹; that is smooth, so dual numbers may pass.
    Otherwise, over exact numbers only, from A = CR of full rank: Rᵀ(RRᵀ)⁻¹(CᵀC)⁻¹Cᵀ. A rank that may be either is
    Undefined, and so is the derivative at a matrix that is not of full rank, where A⁺ is not even continuous."""
    if all(isinstance(x, Interval) and x.is_point for row in rows for x in row):
        return _factored_pseudo_inverse(ops, rows, columns)
    if columns <= len(rows):
        return _left_inverse(ops, rows, columns)
    across = _left_inverse(ops, transposed(rows, columns), len(rows))
    return transposed(across, columns)


def _left_inverse(ops: Arithmetic, a: Rows, columns: int) -> Rows:
    """(AᵀA)⁻¹Aᵀ."""
    across = transposed(a, columns)
    return product(ops, inverse(ops, product(ops, across, a, columns)), across, len(a))


def _factored_pseudo_inverse(ops: Arithmetic, a: Rows, columns: int) -> Rows:
    reduced = [list(row) for row in a]
    pivots = reduce_rows(ops, reduced, columns)
    c, r = [[row[j] for j in pivots] for row in a], reduced[: len(pivots)]
    right = transposed(_left_inverse(ops, transposed(r, columns), len(pivots)), columns)  # Rᵀ(RRᵀ)⁻¹
    return product(ops, right, _left_inverse(ops, c, len(pivots)), len(a))


def positive(ops: Arithmetic, rows: Rows, strict: bool) -> bool | None:
    """Whether a symmetric matrix, given by its lower triangle, is positive definite (`strict`) or semidefinite:
    LDLᵀ without pivoting. None when a pivot's sign, or an entry beside a pivot 0, is not certain."""
    a = [list(row) for row in rows]
    for k in range(len(a)):
        d, below = primal(a[k][k]), [a[r][k] for r in range(k + 1, len(a))]
        if d.hi < 0 or (strict and d.hi == 0):
            return False
        if d.is_zero:
            if any(primal(x).excludes_zero for x in below):
                return False
            if not all(is_zero(x) for x in below):
                return None
            continue
        if d.lo <= 0:
            return None
        _eliminate_below(ops, a, k)
    return True


def _eliminate_below(ops: Arithmetic, a: Rows, k: int) -> None:
    scale = ops.recip(a[k][k])
    for r in range(k + 1, len(a)):
        factor = ops.mul(scale, a[r][k])
        for c in range(k + 1, r + 1):
            a[r][c] = ops.sub(a[r][c], ops.mul(factor, a[c][k]))
