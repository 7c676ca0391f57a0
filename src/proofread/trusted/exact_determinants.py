"""Determinants and ranks at an instance."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofread.trusted.enclosures import UNIT, Interval, Undefined, point
from proofread.trusted.exact_matrices import Tensor, identity, product, rows_of, scalar, square_rows, sum_of
from proofread.trusted.exact_matrices import rank as rank_of_rows
from proofread.trusted.exact_scalars import Arithmetic, Dual, Scalar, primal


def determinant(ops: Arithmetic, x: Tensor) -> Tensor:
    """By traces of powers (Faddeev and LeVerrier): nothing is divided by but whole numbers, so that enclosures pass at
    singular matrices, too. Dual numbers do not: the slope det S · tr(S⁻¹ dS) of `calculus` is the derivative only at
    invertible matrices, and what the kernel writes down elsewhere must not meet another value here."""
    a = square_rows(x)
    n = len(a)
    c: Scalar = UNIT
    m = identity(n)
    for k in range(1, n + 1):
        m = product(ops, a, m, n)
        c = ops.mul(point(Fraction(-1, k)), sum_of(ops, (m[i][i] for i in range(n))))
        for i in range(n):
            m[i][i] = ops.add(m[i][i], c)
    if any(isinstance(entry, Dual) for entry in x.flat) and not primal(c).excludes_zero:
        raise Undefined("the derivative of a determinant that may be 0")
    return scalar(c if n % 2 == 0 else ops.neg(c))


def rank(ops: Arithmetic, x: Tensor) -> Tensor:
    """The number of pivots. It jumps, so that there is no derivative here."""
    if not all(isinstance(a, Interval) for a in x.flat):
        raise Undefined("the derivative of a rank")
    rows = rows_of(x)
    return scalar(point(rank_of_rows(ops, rows, (x.dims or (1, 1))[1])))


FUNCTIONS: dict[str, Callable[..., Tensor]] = {"det": determinant, "rank": rank}
