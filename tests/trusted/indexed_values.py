"""What an indexed polynomial is worth at an instance, by brute force: the other side of `lower` for the tests."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Factor, Index, Poly
from proofread.trusted.instances import Instance

Assignment = Mapping[Index, int]


class Values:
    """Reads a poly at an `Instance` whose values are exact rationals."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.vars = {str(v.data[0]): (v, tensors) for v, tensors in instance.values.items()}

    def extent(self, size: str) -> int:
        if size.startswith("~"):
            return next(len(w) for (name, _), w in self.instance.spaces.items() if name == size[1:])
        return ix_size(size, self.instance.sizes)

    def poly(self, p: Poly, at: Assignment) -> Fraction:
        return sum((c * self.monomial(m, at) for m, c in p.items()), Fraction(0))

    def monomial(self, m: tuple[Factor, ...], at: Assignment) -> Fraction:
        bound = sorted({i for _, indices in m for i in indices if isinstance(i[0], int)})
        out = Fraction(0)
        for point in product(*(range(self.extent(i[1])) for i in bound)):
            here = {**at, **dict(zip(bound, point, strict=True))}
            term = Fraction(1)
            for f in m:
                term *= self.factor(f, here)
            out += term
        return out

    def factor(self, f: Factor, at: Assignment) -> Fraction:
        head, indices = f
        where = [at[i] for i in indices]
        if head == ix.DELTA:
            return Fraction(where[0] == where[1])
        return getattr(self, f"_{head.kind.replace('#', 'number')}")(head, indices, where)

    def _number(self, head: Any, indices: Any, where: Any) -> Fraction:
        return Fraction(self.instance.sizes[head.name])

    def _measure(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        name, _, flag = head.name.partition(":")
        return self.instance.spaces[name, flag == "True"][where[0]]

    def _var(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        v, tensors = self.vars[head.name.split("|")[0]]
        tensor = tensors[where.pop()] if v.data[1] is not None else tensors[0]
        sizes = [n for n, s in zip(tensor.dims, v.shape, strict=True) if not s.is_one]
        flat = 0
        for k, n in zip(where, sizes, strict=True):
            flat = flat * n + k
        return tensor.flat[flat].lo

    def argument(self, head: Any, indices: Any, where: list[int], extra: Mapping[Index, int] | None = None) -> Fraction:
        held = {(f"${k}", i[1]): w for k, (i, w) in enumerate(zip(indices, where, strict=True))}
        return self.poly(dict(head.args[0]), {**held, **(extra or {})})

    def _recip(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        x = self.argument(head, indices, where)
        return 1 / x if x else Fraction(0)

    def _position(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        return Fraction(where[0])

    def _is_zero(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        return Fraction(self.argument(head, indices, where) == 0)

    def _inv(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        n = self.extent(indices[0][1])
        rows = [[self.argument(head, indices, [i, j, *where[2:]]) for j in range(n)] for i in range(n)]
        return inverse(rows)[where[0]][where[1]]

    def _whole(self, head: Any, indices: Any, where: list[int]) -> list[list[Fraction]]:
        """The matrix that a head of a whole matrix holds; its name says the sizes."""
        rows, columns = head.name.split(",")
        at = lambda i, j: {("&0", rows): i, ("&1", columns): j}
        return [[self.argument(head, indices, where, at(i, j)) for j in range(self.extent(columns))]
                for i in range(self.extent(rows))]  # fmt: skip

    def _det(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        return determinant(self._whole(head, indices, where))

    def _sizes(self, head: Any) -> list[int]:
        return [self.extent(size) for size in head.name.split(",")]

    def _pair(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        i, a, b = where
        return Fraction(i == a * self._sizes(head)[1] + b)

    def _upper(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        return Fraction(self._place(head, indices, where) == self._offset(head, indices, where))

    def _lower(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        offset = self._offset(head, indices, where, own=1)
        return Fraction(self._place(head, indices, where, own=1) == self._sizes(head)[0] + offset)

    def _place(self, head: Any, indices: Any, where: list[int], own: int = 0) -> int:
        """The first index, which is left out where the whole has one row."""
        return where[0] if sum(self._sizes(head)) != 1 or len(indices) == 2 else 0

    def _offset(self, head: Any, indices: Any, where: list[int], own: int = 0) -> int:
        """The index of the part, which is left out where the part's size is the number 1."""
        return where[-1] if head.name.split(",")[own] != "1" else 0

    def _field(self, head: Any, indices: Any, where: list[int]) -> Fraction:
        """A field or one of its derivatives: the slots that are not inside the argument are the derivative's axes."""
        name, order = head.name.split("|")[0], head.name.count("'")
        inner = sorted({i for m, _ in head.args[0] for _, js in m for i in js if str(i[0]).startswith("&")})
        axis = inner[0][1] if inner else next((i[1] for i in indices[:order]), "1")
        n = self.extent(axis)
        x = [self.argument(head, indices, where, {(f"&{inner[0][0][1:] if inner else 0}", axis): k}) for k in range(n)]
        p = self.instance.functions[name].polynomials[0]
        return field(p, x, where[:order])


def field(p: Any, x: list[Fraction], to: list[int]) -> Fraction:
    """c + b·x + xᵀAx + Σ k x³ and its first two derivatives, by hand."""
    n = len(x)
    a = [[p.quadratic[i][j] if p.quadratic else Fraction(0) for j in range(n)] for i in range(n)]
    b = [p.linear[i] if p.linear else Fraction(0) for i in range(n)]
    k = [p.cubic[i] if p.cubic else Fraction(0) for i in range(n)]
    if not to:
        quad = sum((a[i][j] * x[i] * x[j] for i in range(n) for j in range(n)), Fraction(0))
        return p.constant + sum((b[i] * x[i] + k[i] * x[i] ** 3 for i in range(n)), Fraction(0)) + quad
    if len(to) == 1:
        i = to[0]
        return b[i] + sum(((a[i][j] + a[j][i]) * x[j] for j in range(n)), Fraction(0)) + 3 * k[i] * x[i] ** 2
    i, j = to
    return a[i][j] + a[j][i] + (6 * k[i] * x[i] if i == j else 0)


def determinant(rows: list[list[Fraction]]) -> Fraction:
    """Along the first row."""
    if not rows:
        return Fraction(1)
    minors = [[[x for k, x in enumerate(row) if k != j] for row in rows[1:]] for j in range(len(rows))]
    return sum(((-1) ** j * rows[0][j] * determinant(minor) for j, minor in enumerate(minors)), Fraction(0))


def inverse(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    n = len(rows)
    work = [[*row, *(Fraction(i == j) for j in range(n))] for i, row in enumerate(rows)]
    for j in range(n):
        pivot = next(i for i in range(j, n) if work[i][j])
        work[j], work[pivot] = work[pivot], work[j]
        work[j] = [x / work[j][j] for x in work[j]]
        for i in range(n):
            if i != j:
                work[i] = [x - work[i][j] * y for x, y in zip(work[i], work[j], strict=True)]
    return [row[n:] for row in work]


def ix_size(size: str, sizes: Mapping[str, int]) -> int:
    from proofread.trusted.sizes import parse_size

    return parse_size(size, {}).value(sizes)
