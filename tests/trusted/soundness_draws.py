"""Random well-sized terms over every operator that the indexed form knows, and instances to evaluate them at."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import Term
from proofread.trusted.terms_matrices import det, rank
from proofread.trusted.trees import bind, free_variables

N, D = size_symbol("N"), size_symbol("d")
OMEGA, BASE = ("Om", True), ("Z", False)
Rng = random.Random
INDICES = [t.index("i", N), t.index("j", N), t.index("k", D), t.index("m", Size((), 2)), t.index("o", ONE)]
NATS = [t.nat("n"), t.nat("p")]
COLUMN, SQUARE = (N, ONE), (N, N)


def scalar(k: int, rng: Rng) -> Term:
    return rng.choice(SCALARS if k > 0 else LEAVES)(k - 1, rng)


def column(k: int, rng: Rng) -> Term:
    if k <= 0:
        return rng.choice([t.var("x", COLUMN), t.var("y", COLUMN), t.var("x", COLUMN), t.ones(N)])
    return rng.choice(COLUMNS)(k - 1, rng)


def square(k: int, rng: Rng) -> Term:
    if k <= 0:
        return rng.choice([t.var("A", SQUARE), t.var("B", SQUARE), t.eye(N), t.ones(N, N)])
    return rng.choice(SQUARES)(k - 1, rng)


def any_index(rng: Rng) -> Term:
    return rng.choice(INDICES)


def place(rng: Rng) -> Term:
    return rng.choice(INDICES[:2])


def _bsum(k: int, rng: Rng) -> Term:
    i = any_index(rng)
    body = scalar(k, rng)
    return bind(t.bsum, i, rng.choice([body, body * i, t.is_zero(i - scalar(0, rng)) * body, i]))


def _integral(k: int, rng: Rng) -> Term:
    space = rng.choice([OMEGA, BASE])
    return t.integral(space, scalar(k, rng) * t.var("e" if space == OMEGA else "q", (), space))


def _natpow(k: int, rng: Rng) -> Term:
    n, p = NATS
    return t.power(scalar(k, rng), rng.choice([n, p, n + 1, n + p, p + n, n + n, n + p + 1]))


def _same(k: int, rng: Rng) -> Term:
    """[x = y] among places and whatever else."""
    x = rng.choice([any_index(rng), scalar(k, rng)])
    y = rng.choice([any_index(rng), any_index(rng), scalar(k, rng)])
    return t.is_zero(rng.choice([x - y, y - x, 2 * x - 2 * y, x + y, x - y + 1]))


def _field(k: int, rng: Rng) -> Term:
    if rng.random() < 0.4:
        return t.apply("F", "field", square(k, rng))
    return t.apply("L", "field", column(k, rng))


def _derivative(k: int, rng: Rng) -> Term:
    """d/ds of a scalar in which s stands for one of its numbers or scales one of its columns."""
    v, a = t.var("?s"), t.var("a")
    body = scalar(k, rng)
    moved = _put(body, a, rng.choice([v, v * v, v + a]))
    return bind(lambda b, p: t.deriv(b, p, scalar(0, rng)), v, moved)


def _gradient(k: int, rng: Rng) -> Term:
    v, x = t.var("?v", COLUMN), t.var("x", COLUMN)
    body = scalar(k, rng)
    moved = _put(body, x, rng.choice([v, v + x, t.matmul(t.var("A", SQUARE), v)]))
    return bind(lambda b, p: t.deriv(b, p, column(rng.choice([0, k]), rng)), v, moved)


def _put(body: Term, old: Term, new: Term) -> Term:
    from proofread.trusted.trees import CaptureError, substitute

    try:
        made = substitute(body, {old: new})
    except CaptureError:
        return body
    assert isinstance(made, Term)
    return made


def _sequence(k: int, rng: Rng) -> Term:
    n, p = NATS
    return t.sequence("u", rng.choice([n, n + 1, p, n + p, p + n]), ())


def _of_naturals(k: int, rng: Rng) -> Term:
    """Σ or Π below n, n + 1, n + p, 2: of what the bound number stands in, and of what it does not."""
    v, (n, p) = t.nat("?k"), NATS
    body = scalar(k, rng)
    inside = rng.choice([body, body * v, _put(body, n, v), _put(body, n, v + 1), t.power(body, v), v])
    count = rng.choice([n, p, n + 1, n + p, t.const(2), t.const(0)])
    return bind(lambda b, x: rng.choice([scalars.natsum, scalars.natprod])(b, x, count), v, inside)


def _limit(k: int, rng: Rng) -> Term:
    """Integrals, limits and series: the evaluator may say nothing, but never something else."""
    v, a = t.var("?r"), t.var("a")
    body = _put(scalar(k, rng), a, rng.choice([v, v * v, v + a]))
    if rng.random() < 0.2:
        return bind(scalars.series, t.nat("?k"), scalar(k, rng))
    low, high = scalar(0, rng), scalar(0, rng)
    return bind(lambda b, x: rng.choice([scalars.definite(b, x, low, high), scalars.ray(b, x, low),
                                         scalars.limit(b, x), scalars.limit_at(b, x, low)]), v, body)  # fmt: skip


def _circular(k: int, rng: Rng) -> Term:
    return rng.choice([scalars.sin, scalars.cos, scalars.atan])(scalar(k, rng))


LEAVES: list[Callable[[int, Rng], Term]] = [
    lambda k, r: t.var(r.choice("ab")),
    lambda k, r: t.const(Fraction(r.randint(-2, 2))),
    lambda k, r: t.var("e", (), OMEGA),
    lambda k, r: t.number(r.choice([N, D])),
    lambda k, r: any_index(r),
    lambda k, r: any_index(r),
    lambda k, r: r.choice(NATS),
    _sequence,
]
SCALARS: list[Callable[[int, Rng], Term]] = [
    *LEAVES[:3],
    lambda k, r: scalar(k, r) + scalar(k, r),
    lambda k, r: scalar(k, r) * scalar(k, r),
    lambda k, r: scalar(k, r) - scalar(k, r),
    lambda k, r: t.recip(scalar(k, r)),
    lambda k, r: t.absolute(scalar(k, r)),
    lambda k, r: t.maximum(scalar(k, r), scalar(k, r)),
    lambda k, r: t.power(scalar(k, r), r.choice([0, 2, 3])),
    lambda k, r: t.total(column(k, r)),
    lambda k, r: t.total(square(k, r)),
    lambda k, r: t.trace(square(k, r)),
    lambda k, r: det(square(k, r)),
    lambda k, r: rank(r.choice([square, column])(k, r)),
    lambda k, r: t.matmul(column(k, r).T, column(k, r)),
    lambda k, r: t.entry(column(k, r), place(r)),
    lambda k, r: t.entry(square(k, r), place(r), place(r)),
    lambda k, r: t.apply("g", "entrywise", scalar(k, r)),
    _bsum, _bsum, _integral, _natpow, _same, _same, _field, _field, _derivative, _of_naturals, _of_naturals, _limit,
    _circular,
]  # fmt: skip
COLUMNS: list[Callable[[int, Rng], Term]] = [
    lambda k, r: column(k, r) + column(k, r),
    lambda k, r: scalar(k, r) * column(k, r),
    lambda k, r: column(k, r) * column(k, r),
    lambda k, r: t.matmul(square(k, r), column(k, r)),
    lambda k, r: t.diagonal(square(k, r)),
    lambda k, r: t.apply("G", "map", column(k, r), COLUMN),
    lambda k, r: t.is_zero(column(k, r)),
    _gradient, _gradient,
]  # fmt: skip
SQUARES: list[Callable[[int, Rng], Term]] = [
    lambda k, r: square(k, r) + square(k, r),
    lambda k, r: scalar(k, r) * square(k, r),
    lambda k, r: t.matmul(square(k, r), square(k, r)),
    lambda k, r: t.matmul(column(k, r), column(k, r).T),
    lambda k, r: t.matmul(column(0, r), t.ones(N).T),
    lambda k, r: t.matmul(t.ones(N), column(0, r).T),
    lambda k, r: square(k, r).T,
    lambda k, r: t.diag(column(k, r)),
    lambda k, r: t.inv(square(k, r)),
    lambda k, r: t.pinv(square(k, r)),
    lambda k, r: t.power(square(k, r), r.choice(NATS)),
]


# --- instances ------------------------------------------------------------------------------------------------------


def _q(rng: Rng) -> str:
    return str(Fraction(rng.choice([-3, -2, -1, 1, 2, 3, 0]), rng.choice([1, 1, 2])))


def _field_of(n: int, rng: Rng) -> dict[str, Any]:
    return {"kind": "field", "constant": _q(rng), "linear": [_q(rng) for _ in range(n)],
            "quadratic": [[_q(rng) for _ in range(n)] for _ in range(n)],
            "cubic_diagonal": [_q(rng) for _ in range(n)]}  # fmt: skip


def instance(rng: Rng, n: int, d: int) -> dict[str, Any]:
    """A value for everything the draws may leave free."""
    return {
        "sizes": {"N": n, "d": d},
        "spaces": {"Om": ["1/4", "3/4"], "Z": ["1/2", "2", "1"]},
        "values": {
            "a": _q(rng), "b": _q(rng),
            **{name: [_q(rng) for _ in range(n)] for name in "xy"},
            **{name: [[_q(rng) for _ in range(n)] for _ in range(n)] for name in "AB"},
            "e": {"points": [_q(rng), _q(rng)]}, "q": {"points": [_q(rng) for _ in range(3)]},
        },
        "nats": {"n": rng.randint(0, 2), "p": rng.randint(0, 2)},
        "indices": {"i": rng.randrange(n), "j": rng.randrange(n), "k": rng.randrange(d), "m": rng.randrange(2), "o": 0},
        "functions": {
            "F": _field_of(n * n, rng), "L": _field_of(n, rng),
            "G": {"kind": "map", "components": [_field_of(n, rng) for _ in range(n)]},
            "g": {"kind": "entrywise", "coefficients": [_q(rng) for _ in range(4)]},
            "u": {"kind": "sequence", "values": [_q(rng) for _ in range(9)]},
        },
    }  # fmt: skip


__all__ = ["BASE", "INDICES", "NATS", "OMEGA", "D", "N", "column", "free_variables", "instance", "scalar", "square"]
