"""Evidence that has been tampered with."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any


def damages(found: Any, rng: Random, count: int) -> Iterator[Any]:
    """The evidence with one number, name or part changed, left out, or written twice."""
    for _ in range(count):
        out = copy.deepcopy(found)
        holder, key = rng.choice(list(places(out)))
        old = holder[key]
        holder[key] = damaged(old, rng)
        if isinstance(holder, list) and rng.random() < 0.2:
            holder[key:key] = [copy.deepcopy(old)] if rng.random() < 0.5 else []
        yield out


def places(x: Any) -> Iterator[tuple[Any, Any]]:
    """Every place that holds something, in lists and objects at any depth."""
    for key in range(len(x)) if isinstance(x, list) else list(x):
        yield x, key
        if isinstance(x[key], list | dict):
            yield from places(x[key])


def damaged(x: Any, rng: Random) -> Any:
    if isinstance(x, bool) or x is None:
        return 0
    if isinstance(x, int):
        return rng.choice([x + 1, x - 1, 0, -x])
    if isinstance(x, str):
        return rng.choice([x + "1", f"-{x}", x[::-1], "1", "0", "2", "?a:N", "δ", "#N"])
    if isinstance(x, list):
        return rng.choice([[], x[::-1], x[1:], x + x])
    return {k: v for n, (k, v) in enumerate(x.items()) if n != rng.randrange(len(x))} if x else {"op": "ill"}
