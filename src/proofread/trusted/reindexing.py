"""Kronecker products, vec and blocks in the indexed form: sums against atoms that say how an axis is put together.

pair[i, a, b] is 1 where i = a·p + b, for a below n, b below p, and else 0; its name says n and p.
upper[i, a] is 1 where i = a, and lower[i, b] where i = n + b, for a below n, b below m; their name says n and m.
What else is known of them are facts (facts_kronecker). An index that can only be 0 is left out, as everywhere.
"""

from __future__ import annotations

from typing import Protocol

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Head, Index, Poly
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.tensor_heads import At
from proofread.trusted.terms import Shape, Term


class Run(Protocol):
    """What a row needs of the lowering it is part of."""

    def lower(self, t: Term, at: At) -> Poly: ...

    def fresh_axis(self, size: Size) -> Index | None: ...

    def summed(self, p: Poly, *indices: Index | None) -> Poly: ...


def pair(sizes: tuple[Size, Size], i: Index | None, a: Index | None, b: Index | None) -> Poly:
    """[i = a·p + b]. Where a or b can only be 0, i is the other."""
    if a is None or b is None:
        only = a or b
        return ix.constant(1) if i is None or only is None else ix.delta(i, only)
    assert i is not None
    return ix.one_factor(Head("pair", ",".join(map(str, sizes))), i, a, b)


def part(kind: str, sizes: tuple[Size, Size], i: Index | None, a: Index | None) -> Poly:
    """[i = a] or [i = n + a]. Where the other part has no rows, the kinds are not told apart."""
    indices = [x for x in (i, a) if x is not None]
    return ix.one_factor(Head(kind, ",".join(map(str, sizes))), *indices)


def _both(at: At) -> tuple[Index | None, Index | None]:
    return (at[0], at[1]) if at else (None, None)


def kronecker(run: Run, t: Term, at: At) -> Poly:
    x, y = t.args
    i, j = _both(at)
    (n, m), (p, q) = x.shape, y.shape
    a, c, b, d = (run.fresh_axis(s) for s in (n, m, p, q))
    places = ix.times(pair((n, p), i, a, b), pair((m, q), j, c, d))
    return run.summed(ix.times(places, ix.times(run.lower(x, (a, c)), run.lower(y, (b, d)))), a, b, c, d)


def columns_below(run: Run, t: Term, at: At) -> Poly:
    """vec(X)[j·n + i] = X[i, j] for X with n rows."""
    (x,) = t.args
    n, m = x.shape
    i, j = run.fresh_axis(n), run.fresh_axis(m)
    return run.summed(ix.times(pair((m, n), _both(at)[0], j, i), run.lower(x, (i, j))), i, j)


def _matrix(shape: Shape) -> Shape:
    return shape or (ONE, ONE)


def _lowered(run: Run, x: Term, at: At) -> Poly:
    return run.lower(x, at if x.shape else ())


def rows_below(run: Run, t: Term, at: At) -> Poly:
    x, y = t.args
    i, j = _both(at)
    sizes = (_matrix(x.shape)[0], _matrix(y.shape)[0])
    a, b = (run.fresh_axis(s) for s in sizes)
    top = run.summed(ix.times(part("upper", sizes, i, a), _lowered(run, x, (a, j))), a)
    return ix.plus(top, run.summed(ix.times(part("lower", sizes, i, b), _lowered(run, y, (b, j))), b))


def columns_beside(run: Run, t: Term, at: At) -> Poly:
    x, y = t.args
    i, j = _both(at)
    sizes = (_matrix(x.shape)[1], _matrix(y.shape)[1])
    a, b = (run.fresh_axis(s) for s in sizes)
    left = run.summed(ix.times(part("upper", sizes, j, a), _lowered(run, x, (i, a))), a)
    return ix.plus(left, run.summed(ix.times(part("lower", sizes, j, b), _lowered(run, y, (i, b))), b))


ROWS = {"kron": kronecker, "vec": columns_below, "above": rows_below, "beside": columns_beside}
