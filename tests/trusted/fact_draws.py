"""Terms to try a fact at: literal numbers and matrices, on purpose at the edges (zero, equal, singular, 1×1)."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from proofread.trusted import terms as t
from proofread.trusted.terms import Term, array, const, var
from proofread.trusted.trees import bind
from tests.trusted.indexed_values import inverse

Rng = random.Random
Rows = list[list[Fraction]]
NUMBERS = [Fraction(n) for n in ("0", "0", "1", "-1", "2", "-2", "1/2", "-1/2", "1/4", "4", "9", "3")]


def number(rng: Rng) -> Fraction:
    return rng.choice(NUMBERS)


def dims(rng: Rng) -> tuple[int, int]:
    return rng.choice([(1, 1), (2, 1), (3, 1), (2, 2), (1, 2), (3, 2)])


def filled(rng: Rng, n: int, m: int, entry: Callable[[Rng], Fraction] = number) -> Rows:
    return [[entry(rng) for _ in range(m)] for _ in range(n)]


def small(rng: Rng) -> Fraction:
    return Fraction(rng.choice([-1, 0, 0, 1, 1, 2]))


def identity(n: int) -> Rows:
    return [[Fraction(i == j) for j in range(n)] for i in range(n)]


def transposed(a: Rows) -> Rows:
    return [list(column) for column in zip(*a, strict=True)]


def product(a: Rows, b: Rows) -> Rows:
    return [
        [sum((x * y for x, y in zip(row, column, strict=True)), Fraction(0)) for column in transposed(b)] for row in a
    ]


def square(rng: Rng, n: int | None = None) -> Rows:
    """Identity, zero, singular, triangular, orthogonal, Gram matrices, indefinite, not symmetric."""
    n = n or rng.choice([1, 2, 2, 2, 3])
    a = filled(rng, n, n, small)
    gram = product(transposed(a), a)
    shifted = [[x + (i == j) for j, x in enumerate(row)] for i, row in enumerate(gram)]
    turned = [[Fraction(3, 5), Fraction(-4, 5)], [Fraction(4, 5), Fraction(3, 5)]] if n == 2 else identity(n)
    scaled = [[2 * x for x in row] for row in identity(n)]
    negative = [[-x for x in row] for row in gram]
    zero = filled(rng, n, n, lambda r: Fraction(0))
    return rng.choice([identity(n), zero, a, a, gram, gram, shifted, shifted, turned, scaled, negative])


def matrix(rng: Rng) -> Rows:
    """Tall, wide and square; of full rank and not; with orthonormal columns."""
    n, m = rng.choice([(1, 1), (2, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 1)])
    orthonormal = [[Fraction(3, 5)], [Fraction(4, 5)]]
    return rng.choice([filled(rng, n, m, small), filled(rng, n, m, small), filled(rng, n, m), orthonormal, square(rng)])


def literal(a: Rows) -> Term:
    """A 1×1 matrix stays one; a column is what array makes of a flat list."""
    return array([[const(x) for x in row] for row in a])


def entries(x: Term) -> Rows:
    n, m = (s.const for s in x.shape)
    flat = [a.data[0] for a in x.args]
    return [flat[i * m : (i + 1) * m] for i in range(n)]


def related(x: Term, rng: Rng) -> Term:
    """A matrix that has to do with another one: its inverse on the left, its transpose, itself, a multiple."""
    a = entries(x)
    across = transposed(a)
    options = [a, across, identity(len(a)), [[-v for v in row] for row in a]]
    for gram, left in ((product(across, a), True), (product(a, across), False)):
        try:
            inv = inverse(gram)
        except StopIteration:  # singular
            continue
        options.append(product(inv, across) if left else product(across, inv))
    return literal(rng.choice(options))


def anything(rng: Rng) -> Term:
    if rng.random() < 0.5:
        return const(number(rng))
    n, m = dims(rng)
    return literal(filled(rng, n, m))


def like(x: Term, rng: Rng) -> Term:
    """Of the same shape, or a number; often equal, opposite, or equal in some entries."""
    if not x.shape:
        return rng.choice([x, x, x, const(-x.data[0]), *(anything(rng) for _ in range(6))])
    a = entries(x)
    near = [[v if rng.random() < 0.6 else number(rng) for v in row] for row in a]
    opposite = [[-v for v in row] for row in a]
    kinds = [const(number(rng)), literal(near), literal(a), literal(filled(rng, len(a), len(a[0]))), literal(opposite)]
    return rng.choice(kinds)


def gradient(rng: Rng) -> Term:
    """The derivative of a parabola, a line, |v|, or v·|v|, sometimes at its vertex."""
    v = var("?v")
    a, b = number(rng), number(rng)
    body = rng.choice([a * v * v + b * v + 1, v * v, -v * v, a * v, const(a), t.absolute(v), (v - b) * (v - b) * a])
    vertex = -b / (2 * a) if a else Fraction(0)
    at = const(rng.choice([vertex, b, Fraction(0), number(rng)]))
    return bind(lambda bound, p: t.deriv(bound, p, at), v, body)


def arguments(sorts: tuple[str, ...], rng: Rng) -> list[Term]:
    out: list[Term] = []
    for sort in sorts:
        first = out[0] if out else None
        out.append(_SORTS[sort](first, rng))
    return out


def _second_matrix(first: Term | None, rng: Rng) -> Term:
    fresh = literal(matrix(rng))
    return fresh if first is None or rng.random() < 0.2 else related(first, rng)


def _second_square(first: Term | None, rng: Rng) -> Term:
    if first is None:
        return literal(square(rng))
    a = entries(first)
    if len(a) == len(a[0]) and rng.random() < 0.6:
        return related(first, rng)
    return literal(square(rng, len(a)))


def _column(first: Term | None, rng: Rng) -> Term:
    n = len(entries(first)) if first is not None else rng.choice([1, 2, 3])
    return literal(filled(rng, n, 1))


_SORTS: dict[str, Callable[[Any, Rng], Term]] = {
    "any": lambda first, rng: anything(rng) if first is None else like(first, rng),
    "scalar": lambda first, rng: const(number(rng)),
    "natural": lambda first, rng: const(rng.choice([0, 1, 2, 2, 3])),
    "square": _second_square,
    "matrix": _second_matrix,
    "column": _column,
    "gradient": lambda first, rng: gradient(rng),
}
