"""Instances drawn on purpose where errors hide: unequal sizes, zeros and ones, repeated values, matrices of low rank
or of special form, spaces with unequal weights, polynomials in the place of functions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import prod
from random import Random
from typing import Any

from proofread.methods.places import NATURALS, Json, Signature, dims_of, nested, signature
from proofread.trusted.terms import Node, Term, is_nat
from proofread.trusted.trees import subnodes

Flat = list[Fraction]
Style = Callable[[Random, int, int, int], Flat]
LEVELS = 4  # levels 0 to 3; a higher one draws as 3 does

_NUMBERS = (
    (-2, -1, 0, 1, 2),
    (-3, -2, -1, 0, 1, 2, 3, "1/2", "-1/2", "1/3"),
    (-5, -3, -2, -1, 0, 1, 2, 3, 4, 7, "1/2", "-3/2", "2/3", "-1/4", "5/3"),
    (-100, -7, -2, -1, 0, 1, 2, 5, 12, 100, "1/100", "-17/4", "3/5", "1/7", "-1/2"),
)
POOLS = tuple(tuple(Fraction(x) for x in pool) for pool in _NUMBERS)
MANY = 4  # sizes
_LARGEST_SIZE = (2, 3, 4, 5)
ALONE = 3  # times as large, where nothing has such a size
_LARGEST_VOLUME = (40, 60, 80, 120)


def number(rng: Random, level: int) -> Fraction:
    """One of the numbers of a level."""
    return rng.choice(POOLS[min(level, LEVELS - 1)])


def draw(
    nodes: Iterable[Node],
    rng: Random,
    level: int,
    lean: bool = False,
    naturals: int = NATURALS,
    sized: int | None = None,
) -> Json:
    """An instance of everything free in the nodes, by the shapes alone; hypotheses are not looked at.
    Level 0: sizes 1 and 2, entries −2 to 2. Higher levels: larger sizes, fractions, huge and tiny numbers.
    `lean`: of many sizes all but a few are as small as can be, since sums over all of them are slow to compute.
    `sized`: another level for the sizes alone."""
    nodes = tuple(nodes)
    sig, level = signature(nodes), min(level, LEVELS - 1)
    sized = level if sized is None else sized
    sizes = _lean_sizes(sig, rng) if lean and len(sig.sizes) > MANY else draw_sizes(sig, rng, sized)
    return draw_at(sig, sizes, rng, level, members(nodes, naturals))


def draw_at(
    sig: Signature, sizes: dict[str, int], rng: Random, level: int, length: int, spaces: Json | None = None
) -> Json:
    """An instance with these sizes and spaces; sequences have `length` members."""
    if spaces is None:
        spaces = {name: draw_weights(rng, level, probability) for name, probability in sig.spaces}
    bare: Json = {"sizes": sizes, "spaces": spaces}
    return {
        **bare,
        "values": {v.data[0]: _variable(v, bare, rng, level) for v in sig.variables},
        "nats": {t.data[0]: rng.randrange(3 if level == 0 else 5) for t in sig.nats},
        "indices": {i.data[0]: rng.randrange(max(1, i.data[1].value(sizes))) for i in sig.indices},
        "functions": {f.data[0]: _function(f, sizes, rng, level, length) for f in sig.functions},
    }


def complete(instance: Json, sig: Signature, rng: Random, level: int, length: int) -> Json:
    """The instance with everything the signature has and it lacks drawn beside; its sizes are enough for all."""
    spaces = {name: draw_weights(rng, level, probability) for name, probability in sig.spaces} | instance["spaces"]
    drawn = draw_at(sig, instance["sizes"], rng, level, length, spaces)
    return {name: {**section, **instance[name]} for name, section in drawn.items()}


def members(nodes: Iterable[Node], naturals: int = NATURALS) -> int:
    """How many members a sequence needs for the first naturals, and for what is added to them."""
    return naturals + offset(nodes)


def offset(nodes: Iterable[Node]) -> int:
    """The most that is added to a natural where a sequence is taken."""
    return max((_offset(n.args[0]) for node in nodes for n in subnodes(node) if n.op == "sequence"), default=0)


def _offset(at: Term) -> int:
    if at.op == "const":
        return int(at.data[0])
    return sum(_offset(a) for a in at.args) if at.op == "add" and is_nat(at) else 0


# --- sizes and spaces -----------------------------------------------------------------------------------------------


def draw_sizes(sig: Signature, rng: Random, level: int) -> dict[str, int]:
    """Sizes for which no axis is negative, every index has a range, and the whole is not too large.
    Where fifty draws give none, the least values."""
    largest = _LARGEST_SIZE[level] * (1 if sig.variables or sig.functions else ALONE)
    for _ in range(50):
        sizes = {name: _one_size(least, rng, largest) for name, least in sig.sizes}
        crowded = level and len(sizes) > 1 and len(set(sizes.values())) == 1
        if (not crowded or rng.random() < 0.3) and _fit(sig, sizes, level):
            return sizes
    return {name: max(least, 1) for name, least in sig.sizes}


def _lean_sizes(sig: Signature, rng: Random) -> dict[str, int]:
    sizes = {name: max(least, 1) for name, least in sig.sizes}
    larger = {name: sizes[name] + 1 for name in rng.sample(sorted(sizes), rng.randint(1, 3))}
    return {**sizes, **larger} if _fit(sig, {**sizes, **larger}, 0) else sizes


def _one_size(least: int, rng: Random, largest: int) -> int:
    if least == 0 and rng.random() < 0.15:
        return 0
    lowest = max(least, 1)
    return rng.randint(lowest, max(lowest + 1, largest))


def _fit(sig: Signature, sizes: dict[str, int], level: int) -> bool:
    if any(s.value(sizes) < 0 for s in sig.axes) or any(i.data[1].value(sizes) < 1 for i in sig.indices):
        return False
    return sum(prod(dims_of(v.shape, sizes)) for v in sig.variables) <= _LARGEST_VOLUME[level]


def draw_weights(rng: Random, level: int, probability: bool) -> list[str]:
    """1 to 4 points; weights equal or not, which sum to 1 for a probability."""
    count = rng.randint(1, 2) if level == 0 else rng.randint(1, 4)
    parts = [1] * count if rng.random() < 0.4 else [rng.randint(1, 4) for _ in range(count)]
    whole = sum(parts) if probability else rng.choice((1, 1, 2, 3))
    return [str(Fraction(p, whole)) for p in parts]


# --- values ---------------------------------------------------------------------------------------------------------


def _variable(v: Term, bare: Json, rng: Random, level: int) -> Any:
    dims = dims_of(v.shape, bare["sizes"])
    if v.data[1] is None:
        return nested(dims, tensor(dims, rng, level))
    points = len(bare["spaces"][v.data[1][0]])
    return {"points": [nested(dims, tensor(dims, rng, level)) for _ in range(points)]}


def tensor(dims: tuple[int, ...], rng: Random, level: int) -> Flat:
    """Entries row by row, in one of the styles that fit the dims."""
    if len(dims) == 2 and rng.random() < 0.6:
        styles = _COLUMNS if dims[1] == 1 else _MATRICES + (_SQUARES if dims[0] == dims[1] else ())
        return rng.choice(styles)(rng, dims[0], dims[1], level)
    return [number(rng, level) for _ in range(prod(dims))]


def _grid(n: int, m: int, at: Callable[[int, int], Fraction | int]) -> Flat:
    return [Fraction(at(i, j)) for i in range(n) for j in range(m)]


def _zeros(rng: Random, n: int, m: int, level: int) -> Flat:
    return [Fraction(0)] * (n * m)


def _constant(rng: Random, n: int, m: int, level: int) -> Flat:
    return [rng.choice((Fraction(1), number(rng, level)))] * (n * m)


def _ties(rng: Random, n: int, m: int, level: int) -> Flat:
    pair = (number(rng, level), number(rng, level))
    return [rng.choice(pair) for _ in range(n * m)]


def _signs(rng: Random, n: int, m: int, level: int) -> Flat:
    return [Fraction(rng.choice((-1, 1))) for _ in range(n * m)]


def _unit(rng: Random, n: int, m: int, level: int) -> Flat:
    """Every column a unit vector, distinct as far as that goes."""
    rows = rng.sample(range(n), n) if n else [0]
    return _grid(n, m, lambda i, j: i == rows[j % len(rows)])


def _counting(rng: Random, n: int, m: int, level: int) -> Flat:
    return _grid(n, m, lambda i, j: i * m + j + 1)


def _rank_one(rng: Random, n: int, m: int, level: int) -> Flat:
    u, v = ([number(rng, level) for _ in range(k)] for k in (n, m))
    return _grid(n, m, lambda i, j: u[i] * v[j])


def _scalar_matrix(rng: Random, n: int, m: int, level: int) -> Flat:
    c = rng.choice((Fraction(1), number(rng, level)))
    return _grid(n, m, lambda i, j: c if i == j else 0)


def _diagonal(rng: Random, n: int, m: int, level: int) -> Flat:
    d = [number(rng, level) for _ in range(n)]
    return _grid(n, m, lambda i, j: d[i] if i == j else 0)


def _triangular(rng: Random, n: int, m: int, level: int) -> Flat:
    return _grid(n, m, lambda i, j: number(rng, level) if i <= j else 0)


def _symmetric(rng: Random, n: int, m: int, level: int) -> Flat:
    a = [[number(rng, level) for _ in range(n)] for _ in range(n)]
    return _grid(n, m, lambda i, j: a[min(i, j)][max(i, j)])


def _rational_length(rng: Random, n: int, m: int, level: int) -> Flat:
    """A multiple of a rational point of the sphere, by projection from a pole, the entries in any order."""
    u = [number(rng, 0) for _ in range(n * m - 1)]
    s = sum((x * x for x in u), Fraction(0))
    scale = number(rng, level) / (s + 1)
    return rng.sample([scale * x for x in [s - 1, *(2 * x for x in u)]], n * m) if n else []


_COLUMNS: tuple[Style, ...] = (_zeros, _constant, _ties, _signs, _unit, _counting, _rational_length)
_MATRICES: tuple[Style, ...] = (_zeros, _constant, _ties, _signs, _unit, _counting, _rank_one)
_SQUARES: tuple[Style, ...] = (_scalar_matrix, _diagonal, _triangular, _symmetric)


# --- functions ------------------------------------------------------------------------------------------------------


def _function(use: Term, sizes: dict[str, int], rng: Random, level: int, length: int) -> Json:
    """A polynomial of degree 1 to 3, or the first members of a sequence."""
    if use.op == "sequence":
        dims = dims_of(use.shape, sizes)
        same = rng.random() < 0.4
        first = tensor(dims, rng, level)
        values = [nested(dims, first if same else tensor(dims, rng, level)) for _ in range(length)]
        return {"kind": "sequence", "values": values}
    kind = use.data[1]
    if kind == "entrywise":
        return {"kind": kind, "coefficients": [str(number(rng, level)) for _ in range(rng.randint(2, 4))]}
    inputs = prod(dims_of(use.args[0].shape, sizes))
    if kind == "field":
        return {"kind": kind, **_polynomial(inputs, rng, level)}
    outputs = prod(dims_of(use.shape, sizes))
    return {"kind": kind, "components": [_polynomial(inputs, rng, level) for _ in range(outputs)]}


def _polynomial(n: int, rng: Random, level: int) -> Json:
    if level and rng.random() < 0.5:  # a bowl with its least value at 0: the usual assumptions about a loss hold there
        widths = [abs(number(rng, level)) for _ in range(n)]
        rows = [[str(widths[i] if i == j else 0) for j in range(n)] for i in range(n)]
        return {"constant": str(number(rng, level)), "quadratic": rows}
    degree = rng.randint(1, 3)
    out: Json = {"constant": str(number(rng, level)), "linear": [str(number(rng, level)) for _ in range(n)]}
    if degree > 1:
        out["quadratic"] = [[str(number(rng, level)) for _ in range(n)] for _ in range(n)]
    if degree > 2:
        out["cubic_diagonal"] = [str(number(rng, level)) for _ in range(n)]
    return out
