"""Rows about integrals, limits and series, each against numbers: enclosed integrals, late members, long partial sums.

The evaluator has no values of limits; here they are compared with what comes late, where rows and slips differ widely.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import pytest

from proofread.trusted import exact, facts_limits
from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.enclosures import Interval
from proofread.trusted.exact_scalars import primal
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.terms import Prop, Term, const, nat, relation, var
from proofread.trusted.trees import bind, open_binder, substitute

V = var("?v")
LATE, TERMS = 10**4, 60
TRIED: set[str] = set()


def row(name: str, *args: Term) -> tuple[tuple[Prop, ...], Term, Term]:
    """Conditions, the term that converges, and its value."""
    TRIED.add(name)
    conditions, conclusion = apply_fact(name, list(args))
    exists, value = conclusion.args
    assert conclusion.op == "and" and exists == s.converges(value.args[0])
    return conditions, value.args[0], value.args[1]


def holds(p: Prop) -> bool | None:
    return exact.holds(p, exact.EMPTY)


def number(x: Term) -> Interval:
    return primal(exact.evaluate(x, exact.EMPTY).flat[0])


def integral(body: Term, a: object, b: object) -> Term:
    return bind(lambda v, p: s.definite(v, p, a, b), V, body)


def limit(body: Term) -> Term:
    return bind(lambda v, p: s.limit(v, p), V, body)


def limit_at(body: Term, c: object) -> Term:
    return bind(lambda v, p: s.limit_at(v, p, c), V, body)


def bound_form(body: Term, x: Term) -> Term:
    """An antiderivative of V in the bound variable of x."""
    made = substitute(body, {V: x.data[0]})
    assert isinstance(made, Term)
    return made


def at_some(p: Prop) -> list[bool | None]:
    """∀v (guard ⇒ …) at some numbers."""
    values = [Fraction(k, 4) for k in range(-12, 17)]
    return [holds(open_binder(p, const(q))) for q in values]


# --- integrals --------------------------------------------------------------------------------------------------------

SQUARE, CUBE = V * V, V * V * V / 3


@pytest.mark.parametrize(
    ("name", "a", "b"),
    [("integral_between", 0, 2), ("integral_between", 1, 1), ("integral_backwards", 2, -1), ("integral_anywhere", 0, 1),
     ("integral_anywhere", 3, -2)],
)  # fmt: skip
def test_the_fundamental_theorem(name: str, a: int, b: int) -> None:
    d = integral(SQUARE, a, b)
    conditions, left, right = row(name, d, bound_form(CUBE, d))
    assert left == d and all(False not in at_some(c) for c in conditions if c.op == "forall")
    assert holds(relation("equal", left, right)) is not False
    assert holds(relation("equal", left, right + const(1))) is False


@pytest.mark.parametrize(("name", "a", "b"), [("integral_between", 2, 1), ("integral_backwards", 1, 2)])
def test_the_order_of_the_bounds_is_a_condition(name: str, a: int, b: int) -> None:
    """Between reversed bounds nothing lies, and any F would do."""
    d = integral(SQUARE, a, b)
    (order, *_), left, right = row(name, d, bound_form(V, d))
    assert holds(order) is False and holds(relation("equal", left, right)) is False


def test_over_a_pole_the_conditions_fail() -> None:
    """−1/x from −1 to 1 would give −2."""
    d = integral(t.recip(SQUARE), -1, 1)
    conditions, _, right = row("integral_between", d, bound_form(-t.recip(V), d))
    assert number(right) == Interval(Fraction(-2), Fraction(-2))
    assert any(False in at_some(c) for c in conditions if c.op == "forall")


def test_over_a_kink_or_a_jump_the_conditions_fail() -> None:
    for body, antiderivative in ((t.sign(V), t.absolute(V)), (const(0), t.sign(V))):
        d = integral(body, -1, 1)
        conditions, _, _ = row("integral_between", d, bound_form(antiderivative, d))
        assert any(False in at_some(c) for c in conditions if c.op == "forall")


def test_a_wrong_antiderivative_fails() -> None:
    d = integral(SQUARE, 0, 2)
    conditions, _, _ = row("integral_anywhere", d, bound_form(CUBE + V, d))
    assert False in at_some(conditions[-1])


def test_to_infinity() -> None:
    d = bind(lambda v, p: s.ray(v, p, 1), V, t.recip(SQUARE))
    conditions, left, right = row("integral_to_infinity", d, bound_form(-t.recip(V), d))
    end = conditions[0].args[0]
    assert left == d and conditions[0].op == "converges" and end.op == "limit"
    assert right.args[0] == end and all(False not in at_some(c) for c in conditions[1:])
    late = number(substitute(right, {end: -const(Fraction(1, 10**6))}))  # type: ignore[arg-type]
    assert abs(late.lo - 1) < Fraction(1, 10**5)
    far = number(integral(t.recip(SQUARE), 1, 8))
    assert far.lo <= Fraction(7, 8) <= far.hi


def test_random_bounds_and_integrands_are_refused() -> None:
    e = var("e", (), ("Om", True))
    for d in (integral(V * e, 0, 1), integral(V, 0, e)):
        for name in ("integral_between", "integral_backwards", "integral_anywhere"):
            with pytest.raises(ValueError, match="not random"):
                apply_fact(name, [d, V])


# --- limits -----------------------------------------------------------------------------------------------------------


def late(x: Term) -> Fraction:
    """The member at a large number; of a limit at a number, close to it on both sides."""
    at = const(LATE) if x.op == "limit" else x.args[1] + const(Fraction(1, LATE))
    other = const(2 * LATE) if x.op == "limit" else x.args[1] - const(Fraction(1, LATE))
    first, second = (number(substitute(x.args[0], {x.data[0]: p})).lo for p in (at, other))  # type: ignore[arg-type]
    assert abs(first - second) < Fraction(1, 100)
    return first


def settled(value: Term, *limits: Term) -> Fraction:
    """The value with the limits it speaks of put in."""
    return number(substitute(value, {x: const(late(x)) for x in limits})).lo  # type: ignore[arg-type]


H = limit(2 + t.recip(V))
G = limit(t.recip(V) * 3 - 1)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("limit_of_constant", [const(5)]),
        ("limit_of_reciprocal", []),
        ("limit_of_sum", [H, G]),
        ("limit_of_product", [H, G]),
        ("limit_of_quotient", [H]),
        ("limit_of_exponential", [G]),
        ("limit_of_sine", [H]),
        ("limit_of_cosine", [H]),
        ("limit_of_arctangent", [H]),
        ("limit_of_arctangent_itself", [const(2)]),
        ("limit_of_tanh", [const(Fraction(1, 2))]),
        ("limit_of_decay", [const(Fraction(1, 4)), const(3)]),
        ("limit_of_gaussian_decay", [const(Fraction(1, 10**5)), const(2)]),
        ("limit_of_logarithm_over_argument", []),
        ("limit_of_the_same", [limit((2 * V + 1) * t.recip(V)), H]),
        ("limit_where_continuous", [limit_at(t.exp(V) * V, 1)]),
    ],
)
def test_limits(name: str, args: list[Term]) -> None:
    conditions, left, right = row(name, *args)
    known = [a for a in args if a.op in ("limit", "limit_at")]
    assert all(holds(c) is not False for c in conditions)
    assert abs(late(left) - settled(right, *known)) < Fraction(1, 100)


def test_a_limit_that_is_a_derivative() -> None:
    x = limit_at((t.exp(V) - 1) * t.recip(V), 0)
    conditions, left, right = row("limit_is_derivative", x, bound_form(t.exp(V), x))
    assert all(False not in at_some(c) for c in conditions if c.op == "forall")
    assert abs(late(left) - number(right).lo) < Fraction(1, 100)
    wrong, _, _ = row("limit_is_derivative", x, bound_form(t.exp(2 * V), x))
    assert any(False in at_some(c) for c in wrong if c.op == "forall")


@pytest.mark.parametrize(
    ("name", "args", "broken"),
    [
        ("limit_of_arctangent_itself", [const(-1)], 0),
        ("limit_of_tanh", [const(0)], 0),
        ("limit_of_decay", [const(0), const(1)], 0),
        ("limit_of_gaussian_decay", [const(0), const(1)], 0),
        ("limit_of_the_same", [limit(V * 0 + 3), H], -1),
    ],
)
def test_conditions_of_limits_are_needed(name: str, args: list[Term], broken: int) -> None:
    conditions, left, right = row(name, *args)
    verdict = False in at_some(conditions[broken]) if conditions[broken].op == "forall" else None
    assert verdict or holds(conditions[broken]) is False
    known = [a for a in args if a.op == "limit"]
    member = number(substitute(left.args[0], {left.data[0]: const(LATE)})).lo  # type: ignore[arg-type]
    assert abs(member - settled(right, *known)) > Fraction(1, 2)


def test_continuity_needs_the_place_itself() -> None:
    """1/x at 0, |x| at 0, a sign at 0."""
    for body in (t.recip(V), t.absolute(V), t.sign(V), t.floor(V)):
        conditions, _, _ = row("limit_where_continuous", limit_at(body, 0))
        assert any(holds(c) is False for c in conditions)


# --- series -----------------------------------------------------------------------------------------------------------


def partial(x: Term) -> Fraction:
    return number(s.natsum(x.data[0], x.args[0], const(TERMS))).lo


@pytest.mark.parametrize("q", [Fraction(0), Fraction(1, 2), Fraction(-2, 3)])
@pytest.mark.parametrize("name", ["geometric_series", "weighted_geometric_series", "exponential_series"])
def test_series(name: str, q: Fraction) -> None:
    conditions, left, right = row(name, const(q))
    assert all(holds(c) is True for c in conditions)
    assert abs(partial(left) - number(right).lo) < Fraction(1, 10**6)


@pytest.mark.parametrize("q", [Fraction(1), Fraction(-1), Fraction(3, 2), Fraction(-2)])
@pytest.mark.parametrize("name", ["geometric_series", "weighted_geometric_series"])
def test_outside_the_unit_interval_a_condition_fails(name: str, q: Fraction) -> None:
    conditions, left, right = row(name, const(q))
    assert any(holds(c) is False for c in conditions)
    assert abs(partial(left) - number(right).lo) > Fraction(1, 3)


def test_operations_on_series() -> None:
    _, x, x_value = row("geometric_series", const(Fraction(1, 2)))
    _, y, y_value = row("exponential_series", const(1))
    known: dict[Term, Term] = {x: x_value, y: y_value}
    moved = bind(lambda v, p: s.series(v, p), nat("?n"), t.power(const(1), nat("?n")) * _member(x, nat("?n")))
    for name, args in (("series_scaled", [x, const(3)]), ("series_added", [x, y]), ("series_the_same", [moved, x])):
        conditions, left, right = row(name, *args)
        assert conditions[0].op == "converges"
        value = number(substitute(right, known))  # type: ignore[arg-type]
        assert abs(partial(left) - value.lo) < Fraction(1, 10**6)


def _member(x: Term, n: Term) -> Term:
    made = substitute(x.args[0], {x.data[0]: n})
    assert isinstance(made, Term)
    return made


def test_every_row_was_tried() -> None:
    mine = {name for name, r in FACTS.items() if r.build.__module__ == facts_limits.__name__}
    written: list[Callable[..., None]] = [v for k, v in globals().items() if k.startswith("test_")]
    assert (len(written) > 10 and mine <= TRIED | {"series_scaled", "series_added", "series_the_same"}) or not TRIED
