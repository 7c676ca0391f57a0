"""Every row of FACTS on its own, in exact arithmetic: true inside its domain and at the edge, and false or undefined
somewhere when a condition is dropped."""

from __future__ import annotations

import random
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.fact_rows import FactRow, Row
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.terms import Prop, Term, const, deriv, integral, is_poison, nat, number, var
from tests.trusted.attacks import UNIT, E, M, N, eq
from tests.trusted.fact_draws import _SORTS, arguments

DRAWS = 110
SPECIAL = {
    "size_least",
    "total_probability",
    "natural_nonnegative",
    "index_nonnegative",
    "index_below_size",
    "expansion_to_second_order",
    "constant_second_derivative",
    "local_minimum_stationary",
    "archimedes",
    "power_unbounded",
    "power_vanishes",
    "atan_of_one",
    "atan_of_root_three",
    "pi_positive",
}
SPECIAL |= {name for name, row in FACTS.items() if row.build.__module__.endswith("facts_limits")}  # test_facts_limits
GENERIC = sorted(set(FACTS) - SPECIAL)
# Rows whose conditions contradict each other on purpose: they conclude 0 > 0.
CONTRADICTIONS = {"apart_equal", "nonzero_zero"}
# Equations whose sides are never rational: enclosures meet, and a slip of 2^-80 is noticed.
IRRATIONAL = {"atan_of_reciprocal", "atan_of_negative_reciprocal"}
# Conditions without which the conclusion is false nowhere, but undefined somewhere (an inverse, a root, a logarithm).
FOR_DEFINEDNESS = {
    "inverse_right": {0},
    "inverse_left": {0},
    "invertible_inverse": {0},
    "inverse_of_diagonal": {0},
    "pinv_full_rank": {0},
    "pinv_invertible": {0},
    "sqrt_square": {0},
    "sqrt_nonnegative": {0},
    "recip_sqrt": {0},
    "sqrt_mul": {0, 1},
    "exp_log": {0},
    "log_mul": {0, 1},
    "log_recip": {0},
    "log_sqrt": {0},
    "log_below_tangent": {0},
    "log_increasing": {1},
    "log_of_power": {0},
    "log_det_diagonal": {0},
    "det_inverse": {0},
    "det_of_blocks": {0},
    "det_of_blocks_from_below": {0},
    "kron_inverse": {0, 1},
    "det_of_update": {0},
    "log_strictly_increasing": {0},
    "sqrt_increasing": {1},
}
# Conditions that follow from the others, or without which another condition is undefined.
IMPLIED = {"log_increasing": {0}, "log_reflects": {0, 1}}


def judge(p: Prop) -> bool | None:
    return exact.holds(p, exact.EMPTY)


@cache
def tried(name: str) -> tuple[tuple[tuple[bool | None, ...], bool | None], ...]:
    """For each draw: whether each condition holds, and the conclusion."""
    return tuple(verdicts(FACTS[name], random.Random(name)))


def verdicts(row: FactRow, rng: random.Random) -> Iterator[tuple[tuple[bool | None, ...], bool | None]]:
    for _ in range(DRAWS):
        try:
            conditions, conclusion = row.build(*arguments(row.sorts, rng))
        except ValueError:
            continue
        if not any(is_poison(p) for p in (*conditions, conclusion)):
            yield tuple(judge(c) for c in conditions), judge(conclusion)


def test_every_row_is_tried() -> None:
    assert set(GENERIC) | SPECIAL == set(FACTS)
    assert all(sort in _SORTS for name in GENERIC for sort in FACTS[name].sorts)
    for named in (FOR_DEFINEDNESS, IMPLIED, CONTRADICTIONS):
        assert set(named) <= set(GENERIC)


@pytest.mark.parametrize("name", GENERIC)
def test_a_fact_is_true_where_its_conditions_hold(name: str) -> None:
    inside = [g for conditions, g in tried(name) if all(c is True for c in conditions)]
    assert False not in inside
    if name in CONTRADICTIONS:
        assert inside == []
    else:
        assert len(inside) >= 5 and (True in inside or name in IRRATIONAL)


@pytest.mark.parametrize("name", GENERIC)
def test_each_condition_is_needed_somewhere(name: str) -> None:
    """With one condition dropped the conclusion is false at some draw; where it never is, that is said above."""
    seen = tried(name)
    conditions = len(seen[0][0])
    undefined, implied = set(), set()
    for k in range(conditions):
        outside = [g for cs, g in seen if cs[k] is not True and all(c is True for j, c in enumerate(cs) if j != k)]
        if not outside:
            implied.add(k)
        elif False not in outside:
            assert None in outside, f"{name} holds without its condition {k}"
            undefined.add(k)
    assert undefined == FOR_DEFINEDNESS.get(name, set())
    assert implied == IMPLIED.get(name, set())


# --- the test is able to fail ---------------------------------------------------------------------------------------


def _wrong(name: str, conditions: bool = True) -> tuple[FactRow, str]:
    """A row gone wrong: conclusion of one fact under the conditions of another, or under none."""
    row = FACTS[name]

    def build(*args: Term) -> Row:
        cs, conclusion = row.build(*args)
        if conditions:
            return cs, t.relation(conclusion.op, *conclusion.args[::-1])
        return (), conclusion

    return FactRow(name, row.sorts, build), name


@pytest.mark.parametrize(
    "name",
    [
        "positive_add",
        "exp_above_tangent",
        "cauchy_schwarz",
        "abs_of_nonnegative",
        "recip_mul",
        "sqrt_positive",
        "norm_zero",
        "cancel",
        "pinv_after_orthonormal",
        "pd_symmetric",
        "power_monotone",
        "power_below_exp",
        "square_reflects",
        "norm_add",
        "recip_decreasing",
    ],
)
def test_a_wrong_row_is_noticed(name: str) -> None:
    swapped = _relation_of(FACTS[name]) in ("ge", "gt")
    row, _ = _wrong(name, conditions=swapped)
    found = [g for cs, g in verdicts(row, random.Random(name)) if all(c is True for c in cs)]
    assert False in found


def _relation_of(row: FactRow) -> str:
    """What the conclusion says, at the first drawn terms that the row takes."""
    for seed in range(50):
        try:
            return row.build(*arguments(row.sorts, random.Random(seed)))[1].op
        except ValueError:
            continue
    raise AssertionError(f"{row.name} takes none of the drawn terms")


# --- rows that do not take literal terms ----------------------------------------------------------------------------


def test_size_least() -> None:
    for size, least in ((N, 1), (M, 0)):
        _, conclusion = apply_fact("size_least", [number(size)])
        for value in (least, least + 1, 7):
            there = exact.read_instance({"sizes": {str(size): value}}, [conclusion])
            assert exact.holds(conclusion, there) is True
        with pytest.raises(exact.InstanceError):
            exact.read_instance({"sizes": {str(size): least - 1}}, [conclusion])


def test_total_probability() -> None:
    _, conclusion = apply_fact("total_probability", [E(UNIT)])
    for weights in (["1"], ["1/3", "2/3"], ["1/7"] * 7):
        assert exact.holds(conclusion, exact.read_instance({"spaces": {"Om": weights}}, [conclusion])) is True
    mass = integral(("Z", False), UNIT)
    with pytest.raises(ValueError, match="probability"):
        apply_fact("total_probability", [mass])
    there = exact.read_instance({"spaces": {"Z": ["1", "1"]}}, [eq(mass, 1)])
    assert exact.holds(eq(mass, 1), there) is False  # so the kind of space is needed


def test_natural_nonnegative() -> None:
    conditions, conclusion = apply_fact("natural_nonnegative", [nat("n")])
    assert conditions == ()
    for n in (0, 1, 5):
        assert exact.holds(conclusion, exact.read_instance({"nats": {"n": n}}, [conclusion])) is True
    for other in (var("s"), nat("n") + 1, const(-1)):
        with pytest.raises(ValueError, match="nat"):
            apply_fact("natural_nonnegative", [other])


@pytest.mark.parametrize("name", sorted(IRRATIONAL))
@pytest.mark.parametrize("x", ["1", "1/7", "-1", "-12", "1000000"])
def test_equations_between_irrational_numbers(name: str, x: str) -> None:
    (condition,), conclusion = apply_fact(name, [const(Fraction(x))])
    left, right = conclusion.args
    inside = judge(condition) is True
    assert judge(conclusion) is (None if inside else False)
    assert judge(t.relation("equal", left, right + const(Fraction(1, 2**80)))) is False


@pytest.mark.parametrize("name", ["atan_of_one", "atan_of_root_three", "pi_positive"])
def test_a_fact_about_numbers(name: str) -> None:
    """True as far as enclosures tell, to 90 bits; and with a slip in it, false."""
    conditions, conclusion = apply_fact(name, [])
    assert conditions == () and judge(conclusion) in ((True,) if conclusion.op == "gt" else (None,))
    left, right = conclusion.args
    off = Fraction(1, 2**90) if conclusion.op == "equal" else Fraction(1, 5)
    assert judge(t.relation(conclusion.op, left, right + const(off))) is False


@pytest.mark.parametrize("name", ["sin_of_multiple", "cos_of_multiple"])
def test_multiples_of_pi(name: str) -> None:
    """Every multiple of π/12 that has a row agrees with its enclosure, the others are refused."""
    for k in range(-60, 61):
        q = Fraction(k, 12)
        if q.denominator == 12:
            with pytest.raises(ValueError, match="multiple"):
                apply_fact(name, [const(q)])
            continue
        _, conclusion = apply_fact(name, [const(q)])
        left, right = conclusion.args
        assert judge(conclusion) is not False, q
        assert judge(t.relation("equal", left, right + const(Fraction(1, 2**80)))) is False
    with pytest.raises(ValueError, match="multiple"):
        apply_fact(name, [var("q")])


@pytest.mark.parametrize("k", range(6))
def test_expansion_to_second_order(k: int) -> None:
    """For a cubic Σ k_i v_i³ + quadratic the rest is exactly Σ k_i v_i³, and C = Σ|k_i| serves."""
    rng = random.Random(k)
    n = rng.randint(1, 2)
    conditions, conclusion = apply_fact("expansion_to_second_order", [t.apply("L", "field", var("u", (N, t.ONE)))])
    assert conditions == () and conclusion.op == "exists"
    cubic = [Fraction(rng.randint(-3, 3)) for _ in range(n)]
    q = lambda: str(Fraction(rng.randint(-3, 3), rng.randint(1, 2)))
    drawn = {
        "sizes": {"N": n},
        "values": {"u": [q() for _ in range(n)], "%v": [q() for _ in range(n)]},
        "functions": {
            "L": {
                "kind": "field",
                "constant": q(),
                "linear": [q() for _ in range(n)],
                "quadratic": [[q() for _ in range(n)] for _ in range(n)],
                "cubic_diagonal": list(map(str, cubic)),
            }
        },
    }
    close = _inside(conclusion, {"C": const(sum(map(abs, cubic)) + Fraction(1, 10)), "r": const(100)})
    there = exact.read_instance(drawn, [close])
    assert exact.holds(close, there) is not False
    wrong = _inside(conclusion, {"C": const(Fraction(-1, 1000)), "r": const(100)})
    verdict = exact.holds(wrong, exact.read_instance(drawn, [wrong]))
    assert verdict is False or all(x == "0" for x in drawn["values"]["%v"])  # type: ignore[index]


@pytest.mark.parametrize("cubic", [0, 1])
def test_constant_second_derivative(cubic: int) -> None:
    """A quadratic is its expansion; with a cubic term neither the condition nor the conclusion holds."""
    field = t.apply("L", "field", var("u", (N, t.ONE)))
    (condition,), conclusion = apply_fact("constant_second_derivative", [field, var("H", (N, N))])
    drawn = {
        "sizes": {"N": 2},
        "values": {"H": [["2", "1"], ["1", "-6"]]},
        "functions": {
            "L": {
                "kind": "field",
                "constant": "5",
                "linear": ["1/2", "-3"],
                "quadratic": [["1", "1"], ["0", "-3"]],
                "cubic_diagonal": [str(cubic), "0"],
            }
        },
    }
    for p in (condition, conclusion):
        assert exact.holds(p, exact.read_instance(drawn, [p])) is (cubic == 0)


def _inside(conclusion: Prop, choice: dict[str, Term]) -> Prop:
    """∃C (C > 0 ∧ ∃r (r > 0 ∧ ∀v …)) at chosen C, r, for a free v."""
    from proofread.trusted.trees import open_binder

    body = open_binder(conclusion, choice["C"]).args[1]
    inner = open_binder(body, choice["r"]).args[1]
    opened: Prop = open_binder(inner, var("%v", inner.data[0].shape))
    return opened


@pytest.mark.parametrize(
    ("slope", "curve", "is_least"), [(0, 1, True), (0, -1, False), (1, 0, False), (0, 0, True), (2, 5, False)]
)
def test_local_minimum_stationary(slope: int, curve: int, is_least: bool) -> None:
    """f = curve·v² + slope·v − v⁴ at 0: least within r = 1/2 only if its slope is 0 there."""
    v = var("%1")
    f = curve * v * v + slope * v - (v**4 if curve > 0 else 0)
    (least,), conclusion = apply_fact("local_minimum_stationary", [deriv(v, f, const(0))])
    near = _near(least, const(Fraction(1, 2)))
    points = [Fraction(k, 20) for k in range(-10, 11)]
    holds_near = all(_at(near, p) is not False for p in points)
    assert holds_near is is_least
    if is_least:
        assert judge(conclusion) is True
    if slope:
        assert judge(conclusion) is False  # the condition is needed


def _near(least: Prop, r: Term) -> Prop:
    from proofread.trusted.trees import open_binder

    body: Prop = open_binder(least, r).args[1]
    return body


def _at(near: Prop, p: Fraction) -> bool | None:
    from proofread.trusted.trees import open_binder

    return judge(open_binder(near, const(p)))


# --- rows about all natural numbers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("x", [Fraction(-3), Fraction(0), Fraction(1, 3), Fraction(7), Fraction(29, 4)])
def test_archimedes(x: Fraction) -> None:
    conditions, conclusion = apply_fact("archimedes", [const(x)])
    assert conditions == () and conclusion.op == "exists" and conclusion.data[0].op == "nat"
    least = max(0, -(-x.numerator // x.denominator))
    assert judge(_opened(conclusion, const(least))) is True
    if least:
        assert judge(_opened(conclusion, const(least - 1))) is False


@pytest.mark.parametrize("a", [Fraction(2), Fraction(11, 10), Fraction(1), Fraction(1, 2), Fraction(-3)])
@pytest.mark.parametrize("c", [Fraction(-1), Fraction(1), Fraction(3, 2), Fraction(50)])
def test_power_unbounded(a: Fraction, c: Fraction) -> None:
    (above,), conclusion = apply_fact("power_unbounded", [const(a), const(c)])
    assert judge(above) is (a > 1)
    reached = [judge(_opened(conclusion, const(n))) for n in range(60)]
    if a > 1:
        assert True in reached
    elif abs(a) <= 1 < c:
        assert set(reached) == {False}  # the condition is needed


@pytest.mark.parametrize("q", [Fraction(0), Fraction(1, 2), Fraction(-1, 2), Fraction(-9, 10), Fraction(99, 100)])
@pytest.mark.parametrize("c", [Fraction(0), Fraction(1), Fraction(-20)])
def test_power_vanishes(q: Fraction, c: Fraction) -> None:
    """The first s after which (c qᵗ)² < e serves at every k that is tried, and the one before it does not."""
    (inside,), conclusion = apply_fact("power_vanishes", [const(q), const(c)])
    assert judge(inside) is True
    for e in (Fraction(3), Fraction(1, 100), Fraction(1, 10**6)):
        s = next(s for s in range(1000) if (c * q**s) ** 2 < e)
        assert all(_member(conclusion, e, s, k) is True for k in (0, 1, 2, 5, 40))
        assert s == 0 or _member(conclusion, e, s - 1, 0) is False


@pytest.mark.parametrize("q", [Fraction(1), Fraction(-1), Fraction(11, 10), Fraction(-2)])
def test_powers_outside_the_unit_interval_do_not_vanish(q: Fraction) -> None:
    (inside,), conclusion = apply_fact("power_vanishes", [const(q), const(1)])
    assert judge(inside) is False
    assert all(_member(conclusion, Fraction(1, 2), s, k) is False for s in range(20) for k in (0, 1))


def _member(conclusion: Prop, e: Fraction, s: int, k: int) -> bool | None:
    """e > 0 ⇒ ∃s ∀k e > (c q^(s + k))² at these numbers."""
    near: Prop = _opened(conclusion, const(e)).args[1]
    assert (near.op, near.data[0].op) == ("exists", "nat")
    return judge(_opened(_opened(near, const(s)), const(k)))


def _opened(quantified: Prop, at: Term) -> Prop:
    from proofread.trusted.trees import open_binder

    opened: Prop = open_binder(quantified, at)
    return opened


@pytest.mark.parametrize("name", ["archimedes", "power_unbounded", "power_vanishes"])
def test_one_number_does_not_serve_all_points(name: str) -> None:
    e = var("e", (), ("Om", True))
    with pytest.raises(ValueError, match="not random"):
        apply_fact(name, [e, e][: len(FACTS[name].sorts)])


# --- rows at random quantities and at sizes of zero -------------------------------------------------------------------


def test_no_row_speaks_of_points_taken_together() -> None:
    """A disjunction, an existence or a negation said of random numbers would be said of all points at once."""
    e, f = var("e", (), ("Om", True)), var("f", (), ("Om", True))
    for name in GENERIC:
        row = FACTS[name]
        if set(row.sorts) <= {"any", "scalar"}:
            try:
                _, conclusion = apply_fact(name, [e, f, e][: len(row.sorts)])
            except ValueError:
                continue
            assert conclusion.op not in ("or", "not", "exists", "implies", "iff"), name


@pytest.mark.parametrize("name", [n for n in GENERIC if set(FACTS[n].sorts) <= {"any"}])
def test_entrywise_rows_hold_for_empty_columns(name: str) -> None:
    row = FACTS[name]
    args = [var(f"v{k}", (M, t.ONE)) for k in range(len(row.sorts))]
    conditions, conclusion = (), None
    try:
        conditions, conclusion = apply_fact(name, args)
    except ValueError:
        return
    there = exact.read_instance(
        {"sizes": {"M": 0}, "values": {f"v{k}": [] for k in range(len(args))}}, [*conditions, conclusion]
    )
    if all(exact.holds(c, there) is True for c in conditions):
        assert exact.holds(conclusion, there) is True
