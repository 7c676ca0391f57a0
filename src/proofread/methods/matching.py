"""Where a monomial of a fact stands inside another monomial: contexts and glues, as products of indexed factors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from proofread.trusted.combination import fixed
from proofread.trusted.indexed import Factor, Index

Glue = dict[Index, Index]


@dataclass(frozen=True)
class Match:
    """`context` are the factors that are left, `glue` says where the fact's indices go; bound ones read ?0, ?1."""

    context: tuple[Factor, ...]
    glue: tuple[tuple[Index, Index], ...]


def dummy(i: Index) -> Index:
    return (f"?{i[0]}", i[1]) if isinstance(i[0], int) else i


def matches(pattern: tuple[Factor, ...], m: tuple[Factor, ...]) -> Iterator[Match]:
    """Every way in which `pattern` is a part of `m`. Bound indices of the pattern must be used up inside it."""
    for chosen, glue in _embed(list(pattern), m, frozenset(), {}):
        rest = tuple(f for k, f in enumerate(m) if k not in chosen)
        inner = [glue[i] for i in glue if isinstance(i[0], int)]
        if len(set(inner)) < len(inner) or any(isinstance(j[0], str) for j in inner):
            continue
        outer = {j for i, j in glue.items() if not isinstance(i[0], int)} | {j for _, ix in rest for j in ix}
        if outer & set(inner):
            continue
        context = tuple((h, tuple(dummy(j) for j in ix)) for h, ix in rest)
        yield Match(context, tuple(sorted(((i, dummy(j)) for i, j in glue.items() if isinstance(i[0], str)), key=str)))


def _embed(
    todo: list[Factor], m: tuple[Factor, ...], used: frozenset[int], glue: Glue
) -> Iterator[tuple[frozenset[int], Glue]]:
    if not todo:
        yield used, glue
        return
    (head, indices), *rest = todo
    for k, (other, places) in enumerate(m):
        if k in used or other != head:
            continue
        bigger = _extend(glue, indices, places)
        if bigger is not None:
            yield from _embed(rest, m, used | {k}, bigger)


def _extend(glue: Glue, indices: tuple[Index, ...], places: tuple[Index, ...]) -> Glue | None:
    out = dict(glue)
    for i, j in zip(indices, places, strict=True):
        if fixed(i):
            if i != j:
                return None
        elif out.setdefault(i, j) != j:
            return None
    return out
