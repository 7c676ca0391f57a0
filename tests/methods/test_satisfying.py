"""Hypotheses are made to hold: by construction where there is one, and not at all where they contradict each other."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from proofread.methods.definitions import grounded
from proofread.methods.drawing import draw
from proofread.methods.places import Json, Meter, numbers, verdict
from proofread.methods.satisfying import holds_so_far, placed, satisfy
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import (
    Prop,
    const,
    entry,
    eye,
    index,
    nat,
    ones,
    predicate,
    quantifier,
    relation,
    sequence,
    total,
    var,
)
from tests.methods.statements_for_instances import (
    DENSITIES,
    ENTRIES,
    RECURSION,
    A,
    B,
    F,
    N,
    S,
    X,
    a,
    b,
    beta,
    column,
    e,
    eps,
    equal,
    generalised_least_squares,
    mean,
    n,
    over_z,
    p,
    q,
    sigma2,
    u,
    y,
)  # fmt: skip
from tests.trusted.contradictions import all_of, some_of

m = var("m", (n, ONE), ("m", True))
white = equal(mean("eps", eps @ eps.T), sigma2 * eye(N))
HYPOTHESES: dict[str, tuple[Prop, ...]] = {
    "positive": (relation("gt", u, 0),),
    "between": (relation("gt", a, 0), relation("gt", 1, a)),
    "ordered": (relation("gt", a, b), relation("gt", b, 2)),
    "definite": (equal(A.T, A), predicate("pd", A)),
    "semidefinite": (predicate("psd", A),),
    "orthogonal": (equal(A.T @ A, eye(n)), equal(A @ A.T, eye(n))),
    "invertible": (predicate("invertible", A),),
    "not zero": (predicate("nonzero", u),),
    "projection": (equal(A @ A, A), equal(A.T, A)),
    "unit length": (equal(total(u * u), 1),),
    "stochastic": (relation("ge", A, 0), equal(A @ ones(n), ones(n))),
    "probability vector": (relation("gt", u, 0), equal(total(u), 1)),
    "binary": (equal(u * u, u),),
    "commuting": (equal(A @ B, B @ A), predicate("invertible", A)),
    "centred white noise": (white, equal(mean("eps", eps), 0), relation("gt", sigma2, 0)),
    "unit white noise": (equal(mean("eps", eps @ eps.T), eye(N)), equal(mean("eps", eps), 0)),
    "mask": (equal(m * m, m), equal(mean("m", m), a * ones(n)), relation("gt", a, 0)),
    "given mean": (equal(mean("m", m), u),),
    "densities": DENSITIES,
    "density with a moment": (*DENSITIES, equal(over_z(q * p), a)),
    "definitions": (equal(y, X @ beta + e), equal(X.T @ e, 0), equal(sigma2, total(y * y))),
    "an either-or": (Prop("or", (equal(a, 7), equal(a, 9)), ()),),
}


def satisfied(hypotheses: tuple[Prop, ...], count: int = 8, level: int = 1) -> list[Json]:
    found = [satisfy(hypotheses, draw(hypotheses, Random(k), level), Random(k)) for k in range(count)]
    return [x for x in found if x is not None]


@pytest.mark.parametrize("name", HYPOTHESES)
def test_nearly_every_draw_is_made_to_fit(name: str) -> None:
    found = satisfied(HYPOTHESES[name])
    assert len(found) >= 6
    assert all(verdict(h, x) is True for h in HYPOTHESES[name] for x in found)


@pytest.mark.parametrize("symmetric", [True, False])
def test_invariant_subspaces(symmetric: bool) -> None:
    """SX = XF with X of full rank fails for most S and X; and F is not always a multiple of I."""
    hypotheses = generalised_least_squares(symmetric).hypotheses
    found = satisfied(hypotheses, 24)
    assert len(found) >= 12  # X with more columns than rows has no chance
    assert all(verdict(h, x) is True for h in hypotheses for x in found)
    multiples = [x for x in found if numbers(x["values"]["F"]) == _multiple_of_identity(numbers(x["values"]["F"]))]
    assert len(multiples) < len(found)


def _multiple_of_identity(flat: list[Fraction]) -> list[Fraction]:
    size = int(len(flat) ** 0.5)
    return [flat[0] if k // size == k % size else Fraction(0) for k in range(len(flat))]


def test_noise_is_not_always_centred() -> None:
    """Where only second moments are given, the mean must not be 0 in every model."""
    means = [verdict(equal(mean("eps", eps), 0), x) for x in satisfied((white, relation("gt", sigma2, 0)), 20)]
    assert {True, False} <= set(means)


def test_symmetry_is_not_smuggled_in() -> None:
    hypotheses = (equal(S @ X, X @ F), *(predicate("invertible", x) for x in (F, S)), predicate("full_rank", X))
    assert {verdict(equal(S, S.T), x) for x in satisfied(hypotheses, 24)} == {True, False}


def test_a_recursion_is_tabulated_entry_by_entry() -> None:
    made = satisfied(ENTRIES.hypotheses, 6)
    assert len(made) == 6
    for x in (x for x in made if x["sizes"]["n"] == 2):
        first, second = ([Fraction(q) for q in member] for member in x["functions"]["h"]["values"][:2])
        assert second == [first[0] + 1, first[1] + first[0] + 1]


def test_later_members_are_changed_too() -> None:
    """Those that are not defined, here all but the first two: each at most twice the one before."""
    s = lambda at: sequence("s", at, ())
    every = lambda p: quantifier("forall", nat("%1"), p)
    k = nat("%1")
    hypotheses = (every(relation("gt", s(k), 0)), every(relation("ge", 2 * s(k), s(k + 1))), equal(s(const(0)), 1),
                  equal(s(const(1)), a))  # fmt: skip
    made = satisfied(hypotheses, 12, 0)
    assert len(made) >= 9
    assert all(holds_so_far(hypotheses, x) for x in made)


def test_places_are_drawn_until_they_are_in_order() -> None:
    i, j = (index(name, n) for name in "ij")
    before = (relation("gt", i, j), equal(column(const(0))[i], a))
    start = {**draw(before, Random(0), 0), "sizes": {"n": 2}, "indices": {"i": 0, "j": 0}}
    assert placed(before, start, Random(0))["indices"] == {"i": 1, "j": 0}
    never = (relation("gt", i, i), equal(a, 0))
    assert placed(never, start, Random(0)) == start


def test_a_recursion_is_tabulated() -> None:
    made = satisfied(RECURSION.hypotheses, 3)
    assert len(made) == 3
    for x in made:
        assert holds_so_far(RECURSION.hypotheses, x)
        slope, (s0, s1, s2, *_) = Fraction(x["values"]["a"]), map(Fraction, x["functions"]["s"]["values"])
        assert (s0, s1, s2) == (0, 1, slope + 1)


@pytest.mark.parametrize("hypotheses", [
    (relation("gt", a, 0), relation("gt", 0, a)),
    (equal(total(u * u), -1),),
    (equal(a * a, 2),),
    (relation("gt", 0, relation("ge", a, 0).args[0] * a),),
])  # fmt: skip
def test_what_cannot_hold_is_refused(hypotheses: tuple[Prop, ...]) -> None:
    assert satisfied(hypotheses, 3) == []


def test_more_independent_columns_than_rows_are_refused_at_once() -> None:
    wide = {"sizes": {"N": 1, "d": 2}, "spaces": {}, "values": {"X": [["1", "0"]]}}
    meter = Meter(10**6)
    assert satisfy([predicate("full_rank", X)], wide, Random(0), meter) is None
    assert meter.left == 10**6


def test_the_meter_ends_the_search() -> None:
    meter = Meter(500)
    drawn = draw([equal(a * a, 2)], Random(0), 1)
    assert satisfy([equal(a * a, 2)], drawn, Random(0), meter) is None
    assert -500 < meter.left <= 0


def test_some_index_is_one_of_all_places() -> None:
    i = index("i", n)
    largest = (relation("ge", a, entry(u, i, 0)), some_of(i, relation("ge", entry(u, i, 0), a)))
    both = (all_of(i, largest[0]), largest[1])
    there = {**draw(both, Random(0), 0), "sizes": {"n": 2}}
    assert [p.op for q in both for p in grounded(q, there)] == ["ge", "ge", "or"]
    assert [p.op for p in grounded(both[1], {**there, "sizes": {"n": 1}})] == ["ge"]
    assert grounded(both[1], {**there, "sizes": {"n": 0}}) == (both[1],)


def test_the_largest_of_some_numbers() -> None:
    i = index("i", n)
    both = (all_of(i, relation("ge", a, entry(u, i, 0))), some_of(i, relation("ge", entry(u, i, 0), a)))
    found = [satisfy(both, draw(both, Random(k), 2), Random(k)) for k in range(8)]
    assert sum(x is not None for x in found) >= 6
    assert all(x is None or Fraction(x["values"]["a"]) == max(numbers(x["values"]["u"])) for x in found)


def test_nothing_but_definitions_is_carried_out_without_sweeps() -> None:
    drawn = draw((equal(a, b + 1),), Random(0), 1)
    there = satisfy((equal(a, b + 1),), drawn, Random(0), sweeps=0)
    assert there is not None and there["values"]["b"] == drawn["values"]["b"]
    drawn["values"] = {"a": "1", "b": "2"}
    assert satisfy((relation("gt", a, b),), drawn, Random(0), sweeps=0) is None
    assert satisfy((relation("gt", a, b),), drawn, Random(0)) is not None
