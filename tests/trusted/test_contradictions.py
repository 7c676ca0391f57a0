"""Attempts to prove 0 > 0, or what an instance refutes: places as numbers, [x = 0], entries at computed places, powers,
facts."""

from __future__ import annotations

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected, lower_relation
from proofread.trusted.exact import holds, read_instance
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Term, const, index, nat, var
from tests.trusted.attacks import (
    CLEAR,
    FALSUM,
    ONE_SQUARE,
    J,
    M,
    N,
    accepted,
    algebra,
    apart,
    column,
    e,
    eq,
    ge,
    gt,
    proved,
    r,
    refused,
    s,
    x,
)
from tests.trusted.contradictions import all_of, never, not_, slope, sum_of

THREE = Size((), 3)
i, j, k = index("i", N), index("j", N), index("k", M)
a, b = index("a", THREE), index("b", THREE)
n, p = nat("n"), nat("p")
v = var("v")


# --- places as numbers, [x = 0] -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "difference",
    [
        j - sum_of(i, i),
        sum_of(i, i) - j,
        2 * j - 2 * sum_of(i, i),
        j - sum_of(i, i * i),
        j + i,
        2 * j - i,
        i - j,
        i - index("j", THREE),
        sum_of(i, i - j),
    ],
)
@pytest.mark.parametrize("value", [0, 1])
def test_a_place_is_the_same_as_itself_and_as_nothing_else(difference: Term, value: int) -> None:
    """[j = Σ_i i] once was 1: the bound place was taken for a free one."""
    goal = eq(t.is_zero(difference), value)
    instances = [
        {"sizes": {"N": m}, "indices": {"i": y, "j": z}} for m in (1, 2, 3) for y in range(m) for z in range(m)
    ]
    verdicts = [holds(goal, read_instance(x_, (goal,))) for x_ in instances]
    assert False in verdicts
    with pytest.raises(Rejected):
        proved([], goal, CLEAR)


def test_no_contradiction_from_a_sum_of_places() -> None:
    same = all_of(b, eq(t.is_zero(b - sum_of(a, a)), 1))
    assert holds(same, read_instance({}, (same,))) is False
    refused([], FALSUM, ["have", J(not_(same)), ["evaluate"], ["contradict", 0, ["all", CLEAR]]], "left over")


def test_the_only_place_of_an_axis_of_size_one_is_zero() -> None:
    o = index("o", ONE)
    accepted([], eq(o, 0), CLEAR)
    accepted([], eq(t.is_zero(o), 1), CLEAR)
    never(eq(t.is_zero(o - j), 1), {"sizes": {"N": 2}, "indices": {"j": 1, "o": 0}})


def test_places_of_two_sizes_are_not_merged() -> None:
    d = index("d", Size((("D", 1, 1),), 0))
    never(eq(sum_of(i, t.is_zero(i - d)), 1), {"sizes": {"N": 1, "D": 2}, "indices": {"d": 1}})
    never(eq(t.is_zero(i - d), 0), {"sizes": {"N": 1, "D": 1}, "indices": {"i": 0, "d": 0}})


def test_a_place_in_what_is_empty_is_not_brought_in() -> None:
    """k over M would give M − 1 ≥ k ≥ 0, so M ≥ 1."""
    above = ["fact", "index_below_size", [J(k)], ["fact", "index_nonnegative", [J(k)], CLEAR]]
    refused([], ge(t.number(M), 1), above, "an index over what may be empty")
    goal = all_of(k, ge(t.number(M) - 1, k))
    accepted([], goal, ["all", ["fact", "index_below_size", [J(index("%1'", M))], ["hyp", 0]]])
    refused([], goal, ["all", ["fact", "index_below_size", [J(index("%1", M))], ["hyp", 0]]], "may be empty")
    refused([goal], ge(t.number(M), 1), ["instance", 0, J(k), ["hyp", 1]], "an index over what may be empty")
    never(ge(t.number(M), 1), {"sizes": {"M": 0}})


def test_strictness_is_lost_over_what_may_be_empty() -> None:
    goal = all_of(k, gt(1, 0))
    with pytest.raises(Rejected, match="may be empty"):
        lower_relation(goal)
    refused([goal], FALSUM, algebra([0], sq=[{**ONE_SQUARE, "by": [[0, {}]]}]), "may be empty")


def test_zero_or_not_is_decided_by_the_facts_conditions() -> None:
    refused([], eq(t.is_zero(s), 0), ["fact", "is_zero_of_apart", [J(s)], ["hyp", 0]], "needs")
    refused([], eq(t.is_zero(s), 1), ["fact", "is_zero_of_zero", [J(s)], ["hyp", 0]], "needs")
    refused([apart(s)], eq(t.is_zero(x), 0), ["fact", "is_zero_of_apart", [J(x)], ["hyp", 1]], "needs")
    never(eq(t.is_zero(s * x), t.is_zero(x)), {"sizes": {"N": 1}, "values": {"s": "0", "x": ["1"]}})
    accepted([], eq(t.is_zero(2 * s), t.is_zero(-s)), CLEAR)


def test_is_zero_has_no_derivative() -> None:
    with pytest.raises(Rejected, match="no derivative"):
        proved([apart(s)], eq(slope(v, t.is_zero(v) * v, s), 0), CLEAR, [["hyp", 0]])


# --- entries at computed places -------------------------------------------------------------------------------------


def test_an_entry_is_no_polynomial_in_its_place() -> None:
    """∀v: [0, 1, 5][v] = v was once decided at v = 0 and v = 1 alone."""
    listed = t.array([0, 1, 5])
    everywhere = all_of(v, eq(t.entry(listed, v), v))
    third = eq(t.entry(listed, const(2)), 2)
    read = ["instance", 0, J(const(2)), ["hyp", 2]]
    proof = ["have", J(everywhere), ["evaluate"], ["have", J(not_(third)), ["evaluate"], ["contradict", 1, read]]]
    with pytest.raises(Rejected):
        proved([], FALSUM, proof)


@pytest.mark.parametrize("body", [t.entry(t.array([0, 0, 5]), v), t.is_zero(v + 1), t.maximum(v, 0) - v])
def test_nor_is_anything_else_that_is_zero_at_a_few_places(body: Term) -> None:
    goal = all_of(v, eq(body, 0))
    assert holds(goal, read_instance({}, (goal,))) is not True


# --- powers ---------------------------------------------------------------------------------------------------------

POWERS = {"values": {"s": "2", "r": "3"}, "nats": {"n": 1, "p": 2}}


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (t.power(s, n + p), t.power(s, n) + t.power(s, p)),
        (t.power(s, n + n), t.power(s, n)),
        (t.power(s, n + 1), t.power(s, n)),
        (t.power(s, n), t.power(s, p)),
        (t.power(s + r, n + 1), t.power(s, n + 1) + t.power(r, n + 1)),
        (t.power(t.power(s, n), p), t.power(s, n + p)),
        (t.power(2 * s, n), 4 * t.power(s, n)),
    ],
)
def test_powers_are_not_confused(left: Term, right: Term) -> None:
    never(eq(left, right), POWERS)


def test_powers_of_matrices_commute_with_themselves_only() -> None:
    a_, b_ = var("A", (N, N)), var("B", (N, N))
    at = {
        "sizes": {"N": 2},
        "values": {"A": [["1", "1"], ["0", "1"]], "B": [["1", "0"], ["1", "1"]]},
        "nats": {"n": 1, "p": 1},
    }
    accepted([], eq(t.power(a_, p) @ t.power(a_, n), t.power(a_, n + p)), CLEAR)
    never(eq(t.power(a_, n) @ b_, b_ @ t.power(a_, n)), at)
    never(eq(t.power(a_ @ b_, n + p), t.power(a_, n + p) @ t.power(b_, n + p)), at)


def test_a_power_is_not_differentiated_by_a_table_that_lacks_it() -> None:
    refused([], eq(slope(v, t.power(v, n), s), 0), CLEAR, "no derivative")


@pytest.mark.parametrize("name", ["archimedes", "power_unbounded", "power_vanishes"])
def test_one_natural_number_does_not_serve_every_point(name: str) -> None:
    args = [J(e)] if name == "archimedes" else [J(e), J(const(1))]
    refused([], FALSUM, ["fact", name, args, ["hyp", 0]], "not random")
    refused([], FALSUM, ["fact", name, args[::-1], ["hyp", 0]], "not random")


@pytest.mark.parametrize(
    ("name", "args", "why"),
    [
        ("power_unbounded", [const(1), const(2)], "needs"),
        ("power_vanishes", [const(1), const(1)], "needs"),
        ("power_vanishes", [const(-1), const(1)], "needs"),
        ("power_vanishes", [x, const(1)], "takes a scalar"),
        ("power_unbounded", [const(2), x], "takes a scalar"),
        ("archimedes", [x], "takes a scalar"),
        ("power_positive", [s, v], "takes a natural"),
        ("power_positive", [s, const(-1)], "takes a natural"),
        ("power_below_exp", [const(-5), n], "needs"),
        ("power_monotone", [const(1), const(-2), n], "needs"),
        ("power_at_most_one", [const(2), n], "needs"),
        ("log_strictly_increasing", [const(0), const(-1)], "needs"),
        ("exp_strictly_increasing", [s, s], "needs"),
        ("positive_cancel_order", [const(0), const(0), const(1)], "needs"),
        ("positive_cancel_order", [const(-1), const(0), const(1)], "needs"),
        ("positive_cancel_order", [x, x, x], "takes a scalar"),
        ("diagonal_pd", [x], "needs"),
        ("diagonal_pd", [s], "takes a column"),
        ("constant_second_derivative", [s, s], "takes a field"),
        ("index_nonnegative", [s], "takes a index"),
    ],
)
def test_a_fact_at_the_wrong_terms_gives_nothing(name: str, args: list[Term], why: str) -> None:
    refused([], FALSUM, ["fact", name, [J(y) for y in args], ["hyp", 0]], why)


def test_a_strict_fact_over_what_is_empty_is_not_strict_about_numbers() -> None:
    """v > 0 holds for a column without entries; it must not become 1 > 0 of a sum."""
    w = column("w", M)
    proof = ["fact", "exp_positive", [J(w)], algebra([0], sq=[{**ONE_SQUARE, "by": [[0, {"_0:M": "?a:M"}]]}])]
    refused([], gt(t.total(t.exp(w)), 0), proof, "strictly positive")
    accepted([], ge(t.total(t.exp(w)), 0), proof)
    refused([], gt(t.total(t.exp(w)), 0), ["fact", "diagonal_pd", [J(w)], ["hyp", 0]], "needs")


def test_facts_with_poison_or_shapes_that_do_not_fit() -> None:
    y2 = column("w", Size((("D", 1, 1),), 0))
    for name in ("log_strictly_increasing", "exp_strictly_increasing"):
        refused([], FALSUM, ["fact", name, [J(x), J(y2)], ["hyp", 0]], "does not fit|ill-shaped|well-shaped|needs")
    refused([], FALSUM, ["fact", "exp_positive", [J(t.ill("x"))], ["hyp", 0]], "well-shaped")


# --- the number of a size as a factor -------------------------------------------------------------------------------


def test_a_size_is_a_factor_by_its_name_alone() -> None:
    """Evidence may multiply by N; nothing else is a head that it can name in letters."""
    goal = eq(t.number(N) * s, t.number(N) * r)

    def times(*factor: object) -> list[object]:
        return algebra([0], [["1", [list(factor)], 0, {}]])

    accepted([eq(s, r)], goal, times("#N", []))
    refused([eq(s, r)], goal, times("#d", []), "left over")
    refused([eq(s, r)], goal, times("#N", ["?a:N"]), "no head")
    refused([eq(s, r)], goal, times("#", []), "no head")
    refused([eq(s, r)], goal, times("#2*N", []), "no head")
    refused([eq(s, r)], goal, times("N", []), "no head")
