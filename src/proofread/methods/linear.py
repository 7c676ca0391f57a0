"""Is a polynomial in the span of others? Exact, sparse, with the coefficients. Monomials are the coordinates."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from fractions import Fraction
from typing import Any

from proofread.trusted.indexed import monomial_key

Vector = dict[Hashable, Fraction]


def _minus(x: Vector, q: Fraction, y: Mapping[Hashable, Fraction]) -> None:
    for k, c in y.items():
        v = x[k] - q * c if k in x else -q * c
        if v:
            x[k] = v
        else:
            x.pop(k, None)


class Span:
    """Rows in echelon form, each with the combination of added vectors that makes it."""

    def __init__(self) -> None:
        self._rows: dict[Hashable, tuple[Vector, Vector]] = {}

    def reduce(self, vector: Mapping[Hashable, Fraction]) -> tuple[Vector, Vector]:
        """What remains of a vector, and the combination of added vectors that was taken away."""
        rest: Vector = dict(vector)
        taken: Vector = {}
        pending = [k for k in rest if k in self._rows]
        while pending:
            key = pending.pop()
            if key not in rest:
                continue
            row, how = self._rows[key]
            q = rest[key]
            _minus(rest, q, row)
            _minus(taken, -q, how)
            pending.extend(k for k in row if k in rest and k in self._rows)
        return rest, taken

    def add(self, name: Hashable, vector: Mapping[Hashable, Fraction]) -> None:
        """Add a vector under a name. One that is already in the span changes nothing."""
        rest, taken = self.reduce(vector)
        if not rest:
            return
        pivot = max(rest, key=_weight)
        q = 1 / rest[pivot]
        how: Vector = {name: q}
        _minus(how, q, taken)
        self._rows[pivot] = ({k: q * c for k, c in rest.items()}, how)


def _weight(key: Any) -> Any:
    return len(key), monomial_key(key)
