"""Sizes: linear terms with integer coefficients over named sizes, such as N, 3, N + d."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Atom = tuple[str, int, int]  # name, least value, coefficient


@dataclass(frozen=True, slots=True)
class Size:
    """`atoms` (name, least value, coefficient), sorted by name, and a constant. `str` is its canonical name."""

    atoms: tuple[Atom, ...] = ()
    const: int = 0

    def __str__(self) -> str:
        parts = [name if k == 1 else f"{k}*{name}" for name, _, k in self.atoms]
        if self.const or not parts:
            parts.append(str(self.const))
        return "+".join(parts).replace("+-", "-")

    def __bool__(self) -> bool:
        raise TypeError(f"the size {self} is not a truth value; compare sizes inside a claim with equal(), ge(), gt()")

    @property
    def is_one(self) -> bool:
        return not self.atoms and self.const == 1

    @property
    def is_number(self) -> bool:
        return not self.atoms

    @property
    def is_symbol(self) -> bool:
        return self.const == 0 and len(self.atoms) == 1 and self.atoms[0][2] == 1

    def value(self, sizes: Mapping[str, int]) -> int:
        """The number under an assignment; KeyError names a size that has none."""
        return self.const + sum(k * sizes[name] for name, _, k in self.atoms)


ONE = Size((), 1)


def may_be_zero(size: Size) -> bool:
    """Whether 0 is among the values the size can take."""
    return any(k < 0 for _, _, k in size.atoms) or size.const + sum(k * least for _, least, k in size.atoms) <= 0


def size_symbol(name: str, least: int = 1) -> Size:
    """A named size; `least` is the smallest value it may take (0 or more)."""
    if not name.isidentifier():
        raise ValueError(f"a size is named by an identifier, not {name!r}")
    if least < 0:
        raise ValueError(f"the size {name} cannot be negative (least = {least})")
    return Size(((name, least, 1),), 0)


def size_sum(parts: Iterable[tuple[int, Size]]) -> Size:
    """The linear combination of sizes, in canonical order."""
    total: dict[tuple[str, int], int] = {}
    const = 0
    for k, size in parts:
        const += k * size.const
        for name, least, c in size.atoms:
            total[name, least] = total.get((name, least), 0) + k * c
    return Size(tuple((n, m, c) for (n, m), c in sorted(total.items()) if c), const)


def parse_size(text: str, least: Mapping[str, int]) -> Size:
    """Read back what `str` wrote: `2*N+d-1`. `least` gives the least value of each name (1 where absent)."""
    parts = []
    for piece in text.replace("-", "+-").split("+"):
        if not piece:
            continue
        sign, body = (-1, piece[1:]) if piece.startswith("-") else (1, piece)
        k, _, name = body.rpartition("*")
        if body.lstrip().isdigit() and body.isascii():
            parts.append((sign, Size((), int(body))))
        else:
            parts.append((sign * int(k or 1), size_symbol(name, least.get(name, 1))))
    return size_sum(parts)
