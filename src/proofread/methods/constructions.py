"""Values with a property, made and not searched for: definite, orthogonal, of full rank, stochastic; and finite models
of random quantities with given moments. Everything is rational.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from math import prod
from random import Random

from proofread.methods.drawing import number, tensor

Flat = list[Fraction]
Rows = list[Flat]
Dims = tuple[int, ...]
Change = Callable[[Dims, Flat, Random], Flat]
Law = tuple[list[Fraction], list[Flat]]  # weights, and a value at every point
MOST_POINTS = 8


# --- entry by entry -------------------------------------------------------------------------------------------------


def _positive(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [abs(x) or Fraction(rng.randint(1, 3)) for x in flat]


def _negative(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [-x for x in _positive(dims, flat, rng)]


def _larger(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [abs(x) + rng.randint(1, 4) for x in flat]


def _far_larger(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [(abs(x) + 1) * rng.choice((5, 20)) for x in flat]


def _within_unit(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [Fraction(a, a + rng.randint(1, 3)) for a in (rng.randint(1, 3) for _ in flat)]


def _zero(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [Fraction(0)] * len(flat)


def _one(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [Fraction(1)] * len(flat)


def _binary(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [Fraction(rng.randint(0, 1)) for _ in flat]


def _signs(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [Fraction(rng.choice((-1, 1))) for _ in flat]


def _fresh(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return tensor(dims, rng, 1)


def _dense(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [number(rng, 1) for _ in flat]


def _ascending(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return sorted(flat)


def _sums_to_one(dims: Dims, flat: Flat, rng: Random) -> Flat:
    parts = _positive(dims, flat, rng)
    return [x / sum(parts) for x in parts]


def _rows_sum_to_one(dims: Dims, flat: Flat, rng: Random) -> Flat:
    m = dims[1]
    return [x for i in range(dims[0]) for x in _sums_to_one((m,), flat[i * m : (i + 1) * m], rng)]


def _one_hot(dims: Dims, flat: Flat, rng: Random) -> Flat:
    at = rng.randrange(len(flat))
    return [Fraction(k == at) for k in range(len(flat))]


def _unit_length(dims: Dims, flat: Flat, rng: Random) -> Flat:
    """A rational point of the sphere, by projection from a pole."""
    u = [number(rng, 1) for _ in flat[1:]]
    s = sum((x * x for x in u), Fraction(0))
    return [(s - 1) / (s + 1), *(2 * x / (s + 1) for x in u)]


def _whole_length(dims: Dims, flat: Flat, rng: Random) -> Flat:
    """Of a length that is a whole number or a half."""
    length = Fraction(rng.choice((1, 2, 3, 4, 6)), 2)
    return [length * x for x in _unit_length(dims, flat, rng)]


# --- matrices -------------------------------------------------------------------------------------------------------


def rows_of(dims: Dims, flat: Flat) -> Rows:
    return [flat[i * dims[1] : (i + 1) * dims[1]] for i in range(dims[0])]


def _joined(rows: Rows) -> Flat:
    return [x for r in rows for x in r]


def transposed(a: Rows) -> Rows:
    return [list(c) for c in zip(*a, strict=True)]


def times(a: Rows, b: Rows) -> Rows:
    across = transposed(b)
    return [[sum((x * y for x, y in zip(r, c, strict=True)), Fraction(0)) for c in across] for r in a]


def identity(n: int) -> Rows:
    return [[Fraction(i == j) for j in range(n)] for i in range(n)]


def _symmetric(dims: Dims, flat: Flat, rng: Random) -> Flat:
    a = rows_of(dims, flat)
    return [a[min(i, j)][max(i, j)] for i in range(dims[0]) for j in range(dims[0])]


def _skew(dims: Dims, flat: Flat, rng: Random) -> Flat:
    a = rows_of(dims, flat)
    return [a[i][j] - a[j][i] for i in range(dims[0]) for j in range(dims[0])]


def _gram(dims: Dims, flat: Flat, rng: Random) -> Flat:
    a = rows_of(dims, flat)
    return _joined(times(a, transposed(a)))


def _definite(dims: Dims, flat: Flat, rng: Random) -> Flat:
    """A Aᵀ plus a positive multiple of I."""
    c, n, a = rng.choice((Fraction(1), Fraction(1, 2), Fraction(2))), dims[0], _gram(dims, flat, rng)
    return [x + c if i % (n + 1) == 0 else x for i, x in enumerate(a)]


def _scalar_matrix(dims: Dims, flat: Flat, rng: Random) -> Flat:
    c = Fraction(rng.randint(1, 3))
    return [c * x for x in _joined(identity(dims[0]))]


def _diagonal(dims: Dims, flat: Flat, rng: Random) -> Flat:
    return [x * rng.randint(1, 4) for x in _joined(identity(dims[0]))]


def _unitriangular(dims: Dims, flat: Flat, rng: Random) -> Flat:
    n = dims[0]
    return [Fraction(i == j) if i >= j else number(rng, 1) for i in range(n) for j in range(n)]


def _permutation(dims: Dims, flat: Flat, rng: Random) -> Flat:
    order = rng.sample(range(dims[0]), dims[0])
    return [Fraction(order[i] == j) for i in range(dims[0]) for j in range(dims[0])]


def orthogonal(n: int, rng: Random) -> Rows:
    """A permutation with signs, rotated in a few planes by 3/5, 4/5 and the like, or a reflection I − 2vvᵀ/vᵀv."""
    if rng.random() < 0.3:
        v = [number(rng, 0) for _ in range(n)]
        s = sum((x * x for x in v), Fraction(0)) or Fraction(1)
        return [[Fraction(i == j) - 2 * v[i] * v[j] / s for j in range(n)] for i in range(n)]
    order = rng.sample(range(n), n)
    q = [[Fraction(rng.choice((-1, 1)) if order[i] == j else 0) for j in range(n)] for i in range(n)]
    for _ in range(rng.randint(0, 2) if n > 1 else 0):
        i, j = rng.sample(range(n), 2)
        c, s = rng.choice(((Fraction(3, 5), Fraction(4, 5)), (Fraction(5, 13), Fraction(12, 13))))
        q[i], q[j] = ([c * x - s * y for x, y in zip(q[i], q[j], strict=True)],
                      [s * x + c * y for x, y in zip(q[i], q[j], strict=True)])  # fmt: skip
    return q


def sheared(n: int, rng: Random) -> tuple[Rows, Rows]:
    """I plus one entry right of the diagonal, and the inverse."""
    c, back, shear = identity(n), identity(n), Fraction(rng.choice((-1, 1, 2)))
    if n > 1:
        c[0][-1], back[0][-1] = shear, -shear
    return c, back


def _orthonormal(dims: Dims, flat: Flat, rng: Random) -> Flat:
    """Orthonormal columns; rows, where there are more columns than rows."""
    n, m = dims
    if n >= m:
        return [x for row in orthogonal(n, rng) for x in row[:m]]
    return _joined(orthogonal(m, rng)[:n])


def _independent(dims: Dims, flat: Flat, rng: Random) -> Flat:
    """Drawn entries, with more weight on the diagonal, so that the rank is nearly always full."""
    return [x + (rng.choice((4, -5)) if k // dims[1] == k % dims[1] else 0) for k, x in enumerate(flat)]


def _projection(dims: Dims, flat: Flat, rng: Random) -> Flat:
    """QEQᵀ with E a diagonal of zeros and ones."""
    q = orthogonal(dims[0], rng)
    e = [Fraction(rng.randint(0, 1)) for _ in q]
    scaled = [[x * c for x, c in zip(r, e, strict=True)] for r in q]
    return _joined(times(scaled, transposed(q)))


_ANY: dict[str, Change] = {
    "positive": _positive, "negative": _negative, "larger": _larger, "far": _far_larger, "unit": _within_unit,
    "zero": _zero, "one": _one, "binary": _binary, "signs": _signs, "fresh": _fresh, "dense": _dense,
    "ascending": _ascending, "sums": _sums_to_one, "one-hot": _one_hot, "length": _unit_length,
    "whole length": _whole_length,
}  # fmt: skip
_MATRIX: dict[str, Change] = {
    "rows": _rows_sum_to_one, "orthonormal": _orthonormal, "independent": _independent,
}  # fmt: skip
_SQUARE: dict[str, Change] = {
    "symmetric": _symmetric, "skew": _skew, "gram": _gram, "definite": _definite, "scalar": _scalar_matrix,
    "diagonal": _diagonal, "unitriangular": _unitriangular, "permutation": _permutation, "projection": _projection,
}  # fmt: skip
FIRST = {
    "pd": ("definite", "diagonal"), "psd": ("gram", "definite", "projection"), "invertible": ("unitriangular",),
    "full_rank": ("independent", "dense", "orthonormal"), "nonzero": ("dense", "one-hot"),
    "apart": ("dense", "positive"),
    "gt": ("positive", "unit", "larger", "negative", "far"),
    "ge": ("positive", "zero", "larger", "negative", "far"),
}  # fmt: skip


def changes(dims: Dims, flat: Flat, op: str, rng: Random) -> Iterator[Flat]:
    """Other values of the same dims: first those that help with the operator of a proposition, then all, shuffled."""
    if not flat:
        return
    table = dict(_ANY)
    if len(dims) == 2 and dims[1] > 1:
        table |= _MATRIX
    if len(dims) == 2 and dims[0] == dims[1]:
        table |= _SQUARE | _MATRIX
    first = [name for name in FIRST.get(op, ()) if name in table]
    rest = [name for name in table if name not in first]
    for name in first + rng.sample(rest, len(rest)):
        yield table[name](dims, flat, rng)


# --- laws of a random quantity --------------------------------------------------------------------------------------


def _hadamard(n: int, rng: Random) -> Law | None:
    """Mean 0, covariance I: the rows of a Hadamard matrix without its column of ones."""
    size = 2
    while size <= n:
        size *= 2
    if size > MOST_POINTS:
        return None
    rows = [[Fraction((-1) ** (i & j).bit_count()) for j in range(1, n + 1)] for i in range(size)]
    return [Fraction(1, size)] * size, rows


def _axes(n: int, rng: Random) -> Law | None:
    """Mean 0, covariance a multiple of I: plus and minus the columns of an orthogonal matrix."""
    if 2 * n > MOST_POINTS:
        return None
    columns = transposed(orthogonal(n, rng))
    a = Fraction(rng.randint(1, 2))
    return [Fraction(1, 2 * n)] * (2 * n), [[s * a * x for x in c] for c in columns for s in (1, -1)]


def _one_sided(n: int, rng: Random) -> Law | None:
    """Second moments a multiple of I, the mean not 0."""
    a = Fraction(rng.randint(1, 3))
    return [Fraction(1, n)] * n, [[a * x for x in row] for row in identity(n)]


def _independent_skew(n: int, rng: Random) -> Law | None:
    """Independent entries, each 2 with probability 1/3 and −1 with 2/3: mean 0, variance 2, third moment 2."""
    return _product([(Fraction(1, 3), Fraction(2)), (Fraction(2, 3), Fraction(-1))], n)


def _bernoulli(n: int, rng: Random) -> Law | None:
    p = rng.choice((Fraction(1, 2), Fraction(1, 3), Fraction(3, 4)))
    return _product([(p, Fraction(1)), (1 - p, Fraction(0))], n)


def _product(one: list[tuple[Fraction, Fraction]], n: int) -> Law | None:
    if len(one) ** n > MOST_POINTS:
        return None
    points = list(product(one, repeat=n))
    return [prod((w for w, _ in p), start=Fraction(1)) for p in points], [[x for _, x in p] for p in points]


def _surely(n: int, rng: Random) -> Law | None:
    return [Fraction(1)], [[number(rng, 0) for _ in range(n)]]


def _around_one(n: int, rng: Random) -> Law | None:
    law = _hadamard(n, rng)
    return None if law is None else (law[0], [[1 + x / 2 for x in p] for p in law[1]])


_LAWS: tuple[Callable[[int, Random], Law | None], ...] = (
    _hadamard, _axes, _one_sided, _independent_skew, _bernoulli, _around_one, _surely,
)  # fmt: skip


def laws(n: int, rng: Random) -> Iterator[Law]:
    """Finite laws of n numbers, in drawn order; those with too many points left out."""
    for law in rng.sample(_LAWS, len(_LAWS)):
        made = law(n, rng) if n else None
        if made is not None:
            yield made
    if n == 1:
        yield from _like_gaussians(rng)


def _like_gaussians(rng: Random) -> Iterator[Law]:
    """Of one number: the moments of a Gaussian up to the fifth, with mean 0, ±1 or 2 and variance 1, 4 or 1/4."""
    weights = [Fraction(1, w) for w in (2, 6, 6, 12, 12)]
    ways = list(product((0, 1, -1, 2), (Fraction(1), Fraction(2), Fraction(1, 2))))
    for shift, scale in rng.sample(ways, len(ways)):
        yield weights, [[shift + scale * x] for x in (0, 1, -1, 2, -2)]
