"""Counterexamples get small: sizes first, then points, then numbers; and what must hold goes on holding."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.methods.places import Json, verdict
from proofread.methods.shrinking import complexity, measure, shrink
from proofread.trusted.terms import Prop, relation, total
from tests.methods.statements_for_instances import FALSE, D, N, X, eps, equal, mean, sigma2, u, v, w

EMPTY: Json = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}


def small(instance: Json, goal: Prop, conditions: tuple[Prop, ...] = ()) -> Json:
    whole = {**EMPTY, **instance}

    def still(x: Json) -> bool:
        return verdict(goal, x) is False and all(verdict(c, x) is True for c in conditions)

    assert still(whole)
    found = shrink(whole, conditions, goal, still)
    assert still(found)
    assert measure(found) <= measure(whole)
    return found


def test_rows_and_columns_that_do_nothing_go() -> None:
    big = {"sizes": {"N": 3, "d": 2}, "values": {"X": [["0", "7/3"], ["0", "0"], ["5", "0"]]}}
    found = small(big, equal(total(X), 0))
    assert found["sizes"] == {"N": 1, "d": 1}
    assert [str(q) for q in found["values"]["X"]] == ["1"]


def test_the_slice_that_matters_stays() -> None:
    big = {"sizes": {"n": 3}, "values": {"u": ["0", "4", "0"]}}
    found = small(big, relation("gt", 4, total(u)))
    assert found["sizes"] == {"n": 1}
    assert found["values"]["u"] == ["4"]


def test_points_are_dropped_and_weights_evened() -> None:
    space = {"spaces": {"omega": ["1/2", "1/3", "1/6"]}}
    values = {"v": {"points": ["1", "-2", "5"]}, "w": {"points": ["3", "1/2", "-7"]}}
    goal = equal(mean("omega", v * w), mean("omega", v) * mean("omega", w))
    found = small({**space, "values": values}, goal)
    assert found["spaces"]["omega"] == ["1/2", "1/2"]
    assert sorted(found["values"]["v"]["points"]) == ["0", "1"]


def test_hypotheses_are_kept_by_repair() -> None:
    """Smaller white noise has another second moment, which σ² has to follow."""
    white = equal(mean("eps", total(eps * eps)), sigma2)
    points = [["3", "3"], ["3", "-3"], ["-3", "3"], ["-3", "-3"]]
    big = {"sizes": {"N": 2}, "spaces": {"eps": ["1/4"] * 4}, "values": {"eps": {"points": points}, "sigma2": "18"}}
    found = small(big, equal(sigma2, 0), (white,))
    assert found["values"]["sigma2"] == "1"
    assert found["sizes"] == {"N": 1}


def test_functions_lose_degrees_and_arguments_together() -> None:
    goal = FALSE["weight norm"].goal
    polynomial = {"kind": "field", "constant": "3", "linear": ["2", "-1"], "quadratic": [["1", "2"], ["0", "1/2"]],
                  "cubic_diagonal": ["1", "-1"]}  # fmt: skip
    big = {"sizes": {"n": 2}, "values": {"u": ["3", "4"], "g": "5/2"}, "functions": {"L": polynomial}}
    found = small(big, goal, FALSE["weight norm"].hypotheses)
    assert found["sizes"] == {"n": 1}
    assert found["functions"]["L"] == {"kind": "field", "constant": "0", "linear": ["1"]}


def test_nothing_better_leaves_the_instance_alone() -> None:
    least = {**EMPTY, "sizes": {"n": 1}, "values": {"u": ["1"]}}
    assert small(least, equal(total(u), 0)) == least


ORDERS = (["0", "1", "-1", "2", "-2", "3"], ["1", "3/2", "5/2"], ["2", "1/3"], ["1", "1/2", "1/5"])


@pytest.mark.parametrize("order", ORDERS)
def test_plainer_numbers_come_first(order: list[str]) -> None:
    found = [complexity(Fraction(x)) for x in order]
    assert found == sorted(set(found))


def test_sizes_weigh_more_than_points_and_points_more_than_numbers() -> None:
    one = {**EMPTY, "sizes": {"n": 1}, "spaces": {"z": ["1/7"] * 7}, "values": {"u": ["999"]}}
    two = {**EMPTY, "sizes": {"n": 2}, "spaces": {"z": ["1"]}, "values": {"u": ["0", "0"]}}
    assert measure(one) < measure(two)
    assert N.is_symbol and D.is_symbol
