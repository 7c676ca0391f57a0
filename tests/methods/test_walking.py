"""From an instance inside the hypotheses to one where the goal fails; never to one outside of them."""

from __future__ import annotations

from random import Random
from typing import Any

from proofread.methods.places import Json, Meter, verdict
from proofread.methods.walking import walked
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Prop, relation, total, var
from tests.methods.statements_for_instances import a, b, equal, n

w = var("w", (n, ONE))
START: Json = {
    "sizes": {"n": 2}, "spaces": {}, "nats": {}, "indices": {}, "functions": {},
    "values": {"a": "5", "b": "10", "w": ["3", "4"]},
}  # fmt: skip
LENGTH = equal(total(w * w), a * a)


def walk(conditions: tuple[Prop, ...], goal: Prop, work: int = 200_000, seed: int = 0) -> Any:
    return walked(conditions, goal, START, Random(seed), Meter(work))


def test_two_values_move_together_where_an_equation_binds_them() -> None:
    conditions = (LENGTH, relation("gt", b, 9))
    for seed in range(5):
        there = walk(conditions, relation("ge", b + 5, a), seed=seed)
        assert there is not None
        assert all(verdict(p, there) is True for p in conditions)
        assert verdict(relation("ge", b + 5, a), there) is False


def test_no_way_leads_out_of_the_hypotheses() -> None:
    assert walk((relation("ge", 6, a), relation("ge", b, 8)), relation("ge", b, a)) is None


def test_only_an_inequality_between_numbers_says_what_is_nearer() -> None:
    assert walk((LENGTH,), equal(a, 5)) is None


def test_it_ends_with_the_work() -> None:
    assert walk((LENGTH,), relation("ge", b + 5, a), work=0) is None
