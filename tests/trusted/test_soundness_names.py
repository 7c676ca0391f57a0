"""What algebra takes for the same is worth the same, also where bound names are those of free or other bound ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.terms import Prop, Term, relation
from proofread.trusted.trees import CaptureError, substitute
from tests.trusted import soundness_draws as draws
from tests.trusted.test_soundness import alike

NAMES = {"index": "ijk", "nat": "np", "var": "axy"}
SIZES = ((2, 1), (3, 2), (3, 3))


def closing(rng: random.Random) -> Callable[..., Any]:
    """Binds under one of a few names, as nobody does who writes statements, but as evidence may."""

    def bind(make: Callable[[Term, Any], Any], variable: Term, body: Any) -> Any:
        for name in (rng.choice(NAMES[variable.op]), variable.data[0]):
            bound = Term(variable.op, (), (name, *variable.data[1:]), variable.shape)
            try:
                return make(bound, substitute(body, {variable: bound}))
            except CaptureError:
                continue
        raise AssertionError("a variable does not capture itself")

    return bind


def test_names_that_run_into_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(11)
    bind = closing(rng)

    def column_sum(k: int, r: random.Random) -> Term:
        made = bind(t.bsum, draws.place(r), draws.scalar(k, r) * draws.column(k, r))
        assert isinstance(made, Term)
        return made

    monkeypatch.setattr(draws, "bind", bind)
    monkeypatch.setattr(draws, "COLUMNS", [*draws.COLUMNS, *[column_sum] * 4])
    monkeypatch.setattr(draws, "SCALARS", [*draws.SCALARS, *[lambda k, r: draws.column(k, r)[draws.place(r)]] * 6])
    compared, wrong = 0, list[Prop]()
    groups = alike(draws.scalar, 2, 9000, rng)
    free = {"values": {"?s": "2", "?r": "1"}, "nats": {"?k": 1}}  # what another name has left open
    for n, d in SIZES:
        at = draws.instance(rng, n, d)
        at = {key: {**part, **free.get(key, {})} for key, part in at.items()}
        at["values"]["?v"] = at["values"]["x"]
        for first, *others in groups:
            for x in others:
                goal = relation("equal", first, x)
                try:
                    found = exact.holds(goal, exact.read_instance(at, (goal,), work=100_000))
                except (exact.InstanceError, exact.OutOfBudget):
                    continue  # one name for two shapes
                compared += found is True
                wrong += [goal] if found is False else []
    assert wrong == []
    assert compared > 2000
