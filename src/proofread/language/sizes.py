"""Sizes as a claim writes them: `N = Size("N")`, with linear arithmetic. `N + d` is a size, `N * x` a term."""

from __future__ import annotations

from functools import reduce

from proofread.language.errors import ClaimError
from proofread.trusted import sizes, terms
from proofread.trusted.terms import Term

MOST_FACTORS = 4  # of a power of a size


class Size(sizes.Size):
    """A named size, at least `min` (1 unless said otherwise). Sums and integer multiples of sizes are sizes."""

    __slots__ = ()

    def __init__(self, name: str, min: int = 1) -> None:
        try:
            symbol = sizes.size_symbol(name, min)
        except (ValueError, AttributeError, TypeError) as error:
            raise ClaimError(f"not a size: {error}", 'write N = Size("N") or Size("N", min=0)') from error
        object.__setattr__(self, "atoms", symbol.atoms)
        object.__setattr__(self, "const", symbol.const)
        object.__setattr__(self, "products", symbol.products)

    def __eq__(self, other: object) -> bool:  # the base class compares classes, too
        return isinstance(other, sizes.Size) and (self.atoms, self.const, self.products) == (
            other.atoms,
            other.const,
            other.products,
        )

    __hash__ = sizes.Size.__hash__

    def __add__(self, other: object) -> Size | Term:
        return _linear(1, self, 1, other)

    def __radd__(self, other: object) -> Size | Term:
        return _linear(1, self, 1, other)

    def __sub__(self, other: object) -> Size | Term:
        return _linear(1, self, -1, other)

    def __rsub__(self, other: object) -> Size | Term:
        return _linear(-1, self, 1, other)

    def __neg__(self) -> Size:
        return _of(sizes.size_sum([(-1, self)]))

    def __mul__(self, other: object) -> Size | Term:
        if isinstance(other, int) and not isinstance(other, bool):
            return _of(sizes.size_sum([(other, self)]))
        return terms.mul(self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Term:
        return terms.to_term(self) / other

    def __rtruediv__(self, other: object) -> Term:
        return other / terms.to_term(self)

    def __pow__(self, exponent: object) -> Term:
        return terms.to_term(self) ** exponent


def plain(size: object) -> sizes.Size:
    """The size as terms hold it. ClaimError if it is neither a size nor a natural number."""
    if isinstance(size, sizes.Size):
        return sizes.Size(size.atoms, size.const, size.products)
    made = of_term(size) if isinstance(size, Term) else None
    if made is not None and not (made.is_number and made.const < 0):
        return made
    if isinstance(size, int) and not isinstance(size, bool) and size >= 0:
        return sizes.Size((), size)
    raise ClaimError(f"{size!r} is not a size", 'write a number, a Size("N"), or sums and products of sizes')


def of_term(x: Term) -> sizes.Size | None:
    """M·N, which is a number as it stands, where a size is needed. None if there is something else in it."""
    if x.op == "size":
        return plain(x.data[0])
    if x.op == "const":
        return sizes.Size((), int(x.data[0])) if x.data[0].denominator == 1 else None
    if x.op == "power" and x.data[0] <= MOST_FACTORS:
        parts = [of_term(x.args[0])] * x.data[0]
    else:
        parts = [of_term(a) for a in x.args] if x.op in ("mul", "add") else [None]
    known = [p for p in parts if p is not None]
    if len(known) < len(parts):
        return None
    return reduce(sizes.size_product, known, sizes.ONE) if x.op != "add" else sizes.size_sum([(1, p) for p in known])


def shape_of(*axes: object) -> terms.Shape:
    """The shape with these axes. One axis is a column; a shape of ones is a scalar."""
    shape = tuple(plain(a) for a in axes)
    if all(s.is_one for s in shape):
        return ()
    return (shape[0], sizes.ONE) if len(shape) == 1 else shape


def _of(size: sizes.Size) -> Size:
    made = object.__new__(Size)
    object.__setattr__(made, "atoms", size.atoms)
    object.__setattr__(made, "const", size.const)
    object.__setattr__(made, "products", size.products)
    return made


def _linear(k: int, x: sizes.Size, m: int, y: object) -> Size | Term:
    """k x + m y: a size if y is one, otherwise a term."""
    if isinstance(y, int) and not isinstance(y, bool):
        y = sizes.Size((), y)
    if isinstance(y, sizes.Size):
        return _of(sizes.size_sum([(k, x), (m, y)]))
    return terms.add(x if k == 1 else terms.mul(k, x), y if m == 1 else terms.mul(m, y))
