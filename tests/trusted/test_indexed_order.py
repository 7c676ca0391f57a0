"""Bound indices that are told apart by what they touch are numbered at once: no orders are tried where none is tied."""

from __future__ import annotations

import random

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Factor, Head, Index

A, T, U, V, X = (Head("var", name) for name in "ATUVX")
ENDS = [Head("var", f"v{k}") for k in range(8)]
a, b = ("a", "N"), ("b", "N")


def at(k: int, size: str = "N") -> Index:
    return k, size


LONG = tuple(at(k) for k in range(8))
TOLD_APART: dict[str, list[Factor]] = {
    "by their places": [(T, LONG)],
    "by the heads beside": [(A, (at(k), at((k + 1) % 8))) for k in range(8)] + [(ENDS[k], (at(k),)) for k in range(8)],
    "by free indices": [(A, (at(0), at(1))), (A, (at(1), at(0))), (X, (at(0), a)), (X, (at(1), b))],
    "by their sizes": [(U, (at(0), at(1, "d"))), (U, (at(1, "d"), at(0)))],
    "by the end of a chain": [(A, (at(k), at(k + 1))) for k in range(7)] + [(V, (at(7),))],
    "by a chain alone": [(A, (at(k), at(k + 1))) for k in range(7)],
    "by how often": [(A, (at(0), at(1))), (A, (at(1), at(0))), (V, (at(0),)), (V, (at(0),)), (V, (at(1),))],
}


@pytest.mark.parametrize("written", TOLD_APART.values(), ids=TOLD_APART)
def test_no_orders_are_tried_where_no_two_indices_are_alike(
    written: list[Factor], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, least = [], ix._least

    def counted(factors: list[Factor], colour: dict[Index, int]) -> tuple[Factor, ...]:
        asked.append(colour)
        assert len(asked) == 1
        return least(factors, colour)

    monkeypatch.setattr(ix, "_least", counted)
    form = ix.canonical(written)
    assert len(asked) == 1
    rng, sizes = random.Random(1), dict(sorted({i for _, js in written for i in js if isinstance(i[0], int)}))
    for _ in range(5):
        names = dict(zip(sizes, rng.sample(range(90), len(sizes)), strict=True))
        other = [(h, tuple((names[i[0]], i[1]) if isinstance(i[0], int) else i for i in js)) for h, js in written]
        rng.shuffle(other)
        asked.clear()
        assert ix.canonical(other) == form


def test_where_indices_are_alike_as_many_are_tried_as_there_are() -> None:
    """A ring of three: whichever is first, the form is the same."""
    ring = [(A, (at(k), at((k + 1) % 3))) for k in range(3)]
    turned = [(A, (at((k + 1) % 3), at((k + 2) % 3))) for k in range(3)]
    assert ix.canonical(ring) == ix.canonical(turned) == ix.canonical(ring[::-1])
    assert ix.canonical(ring) != ix.canonical([(A, (at(0), at(1))), (A, (at(2), at(1))), (A, (at(2), at(0)))])
