"""Shapes: tuples of sizes, () for a scalar."""

from __future__ import annotations

from proofread.trusted.sizes import ONE, Size

Shape = tuple[Size, ...]


def as_size(n: Size | int) -> Size:
    """A whole number as a size."""
    return n if isinstance(n, Size) else Size((), n)


def column(sizes: list[Size]) -> Shape:
    """One size is that of a column."""
    return (sizes[0], ONE) if len(sizes) == 1 else tuple(sizes)


def scalar_if_one(shape: Shape) -> Shape:
    """A shape of ones is that of a scalar."""
    return () if all(s.is_one for s in shape) else shape
