"""Sizes: polynomials with integer coefficients over named sizes, such as N, 3, N + d, M·N."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from math import prod

Atom = tuple[str, int, int]  # name, least value, coefficient
Named = tuple[str, int]  # name, least value
Product = tuple[tuple[Named, ...], int]  # two or more factors, sorted; coefficient


@dataclass(frozen=True, slots=True)
class Size:
    """`atoms` (name, least value, coefficient), sorted by name, a constant, and products of named sizes, sorted.
    `str` is its canonical name: as names are identifiers, no two sizes share one."""

    atoms: tuple[Atom, ...] = ()
    const: int = 0
    products: tuple[Product, ...] = ()

    def __str__(self) -> str:
        parts = [
            "*".join(([] if k == 1 else [str(k)]) + [name for name, _ in factors]) for factors, k in self.monomials
        ]
        if self.const or not parts:
            parts.append(str(self.const))
        return "+".join(parts).replace("+-", "-")

    def __bool__(self) -> bool:
        raise TypeError(f"the size {self} is not a truth value; compare sizes inside a claim with equal(), ge(), gt()")

    @property
    def monomials(self) -> tuple[Product, ...]:
        """Everything but the constant: the named sizes of each monomial, and its coefficient."""
        return (*((((name, least),), k) for name, least, k in self.atoms), *self.products)

    @property
    def names(self) -> frozenset[Named]:
        return frozenset(factor for factors, _ in self.monomials for factor in factors)

    @property
    def is_one(self) -> bool:
        return self.is_number and self.const == 1

    @property
    def is_number(self) -> bool:
        return not self.atoms and not self.products

    @property
    def is_symbol(self) -> bool:
        return self.const == 0 and not self.products and len(self.atoms) == 1 and self.atoms[0][2] == 1

    @property
    def may_shrink(self) -> bool:
        """Whether it has a negative coefficient, so that it might be negative somewhere."""
        return self.const < 0 or any(k < 0 for _, k in self.monomials)

    def value(self, sizes: Mapping[str, int]) -> int:
        """The number under an assignment; KeyError names a size that has none."""
        return self.const + sum(k * prod(sizes[name] for name, _ in factors) for factors, k in self.monomials)


ONE = Size((), 1)


def may_be_zero(size: Size) -> bool:
    """Whether 0 is among the values the size can take."""
    return any(k < 0 for _, k in size.monomials) or least_value(size) <= 0


def least_value(size: Size) -> int:
    """Its value where every named size has its least one; the least of all if no coefficient is negative."""
    return size.const + sum(k * prod(least for _, least in factors) for factors, k in size.monomials)


def size_symbol(name: str, least: int = 1) -> Size:
    """A named size; `least` is the smallest value it may take (0 or more)."""
    if not name.isidentifier():
        raise ValueError(f"a size is named by an identifier, not {name!r}")
    if least < 0:
        raise ValueError(f"the size {name} cannot be negative (least = {least})")
    return Size(((name, least, 1),), 0)


def size_sum(parts: Iterable[tuple[int, Size]]) -> Size:
    """The linear combination of sizes, in canonical order."""
    total: dict[tuple[Named, ...], int] = {}
    for k, size in parts:
        for named, c in (*size.monomials, ((), size.const)):
            factors = tuple(sorted(named))
            total[factors] = total.get(factors, 0) + k * c
    return _canonical(total)


def size_product(x: Size, y: Size) -> Size:
    total: dict[tuple[Named, ...], int] = {}
    for a, k in (*x.monomials, ((), x.const)):
        for b, c in (*y.monomials, ((), y.const)):
            factors = tuple(sorted((*a, *b)))
            total[factors] = total.get(factors, 0) + k * c
    return _canonical(total)


def _canonical(total: Mapping[tuple[Named, ...], int]) -> Size:
    kept = sorted((factors, k) for factors, k in total.items() if k)
    atoms = tuple((*factors[0], k) for factors, k in kept if len(factors) == 1)
    return Size(atoms, total.get((), 0), tuple((factors, k) for factors, k in kept if len(factors) > 1))


def parse_size(text: str, least: Mapping[str, int]) -> Size:
    """Read back what `str` wrote: `2*N+d+M*N-1`. `least` gives the least value of each name (1 where absent)."""
    parts = []
    for piece in text.replace("-", "+-").split("+"):
        if not piece:
            continue
        sign, body = (-1, piece[1:]) if piece.startswith("-") else (1, piece)
        first, *names = body.split("*")
        if first.lstrip().isdigit() and first.isascii():
            sign *= int(first)
        else:
            names = [first, *names]
        parts.append((sign, reduce(size_product, (size_symbol(n, least.get(n, 1)) for n in names), ONE)))
    return size_sum(parts)
