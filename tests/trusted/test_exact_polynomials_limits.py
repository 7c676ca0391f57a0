"""How far one real number is looked at: which bodies, how many roots, where they lie, and what the work costs."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, holds, read_instance
from proofread.trusted.exact_polynomials import (
    MOST_DEGREE,
    MOST_ROOTS,
    _Body,
    _divided,
    _no_root,
    _sturm,
    separating,
    sign_at,
)
from proofread.trusted.exact_reals import Reals
from proofread.trusted.exact_scalars import Work
from proofread.trusted.exact_terms import scope_of
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, connective, predicate, relation, var
from tests.trusted.attacks import E, e
from tests.trusted.contradictions import all_of, some_of

v, s = var("?v"), var("s")
w, d = var("?w", (Size((), 2), ONE)), var("?d", (ONE, ONE))


def judged(prop: Prop, **given: Any) -> bool | None:
    return holds(prop, read_instance(given, [prop]))


def both(*parts: Prop) -> Prop:
    return connective("and", *parts)


def eq(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def poly(*coefficients: int | Fraction) -> tuple[Fraction, ...]:
    return tuple(map(Fraction, coefficients))


def test_two_numbers_are_not_taken_for_one() -> None:
    """w₀ + w₁ = 2, to the third power: at (1, 1) the squares are 2 together, at (2, 0) they are 4."""
    cubed = eq(t.total(w) ** 3, 8)
    for squares in (2, 4):
        assert judged(some_of(w, both(cubed, eq(t.total(w * w), squares)))) is None
        assert judged(some_of(w, both(cubed, relation("apart", t.total(w * w), squares)))) is None


def test_of_what_is_random_nothing_is_decided() -> None:
    """Nor of a part that does not speak of the number; an average is a number like any other."""
    coin = {"spaces": {"Om": ["1/2", "1/2"]}, "values": {"e": {"points": ["1", "2"]}}}
    cube = eq(v**3, 5)
    assert judged(some_of(v, both(cube, relation("ge", e, 0))), **coin) is None
    assert judged(some_of(v, connective("or", cube, relation("gt", 0, e))), **coin) is None
    assert judged(some_of(v, both(cube, relation("ge", E(e), 0))), **coin) is True


def test_what_is_needed_at_every_point_of_a_space_is_asked_of_all() -> None:
    inverse = some_of(v, eq(v**3, E(t.recip(e))))
    for points, defined in ((["1", "1/2"], True), (["1", "0"], None)):
        given = {"spaces": {"Om": ["1/2", "1/2"]}, "values": {"e": {"points": points}}}
        assert judged(inverse, **given) is defined


def test_so_many_roots_and_so_high_a_degree_are_looked_at() -> None:
    assert (MOST_DEGREE, MOST_ROOTS) == (12, 24)
    high = [eq(v**12, 5), eq((v - 1) ** 12, 5)]
    assert judged(some_of(v, both(*high))) is False
    assert judged(some_of(v, both(*high, eq(v**3, v**3)))) is False  # the polynomial 0 has none that counts
    assert judged(some_of(v, both(*high, eq(v, 7)))) is None
    assert judged(some_of(v, eq(v**13, 5))) is None


def test_full_rank_is_none_of_the_properties_that_are_read() -> None:
    assert judged(some_of(d, both(eq(t.total(d * d * d), 8), predicate("full_rank", d)))) is None
    assert judged(all_of(d, connective("or", predicate("full_rank", d), eq(t.total(d) ** 3, 0)))) is None


# --- where the roots lie, and what that costs -------------------------------------------------------------------------


@pytest.mark.parametrize("lead", [Fraction(1, 10**6), Fraction(-1, 1000), Fraction(1), Fraction(-(10**6))])
def test_roots_lie_between_the_ends_whatever_the_leading_coefficient(lead: Fraction) -> None:
    """lead·v² = ±1 has two roots, at ±√|1/lead|."""
    p = poly(-1 if lead > 0 else 1, 0, lead)
    first, *_, last = separating(p, Work(10**6))
    assert first < 0 < last and min(first * first, last * last) > abs(1 / lead)
    far = both(eq(lead * v**4, 1 if lead > 0 else -1), relation("gt", v, 0))
    assert judged(some_of(v, far)) is True


def test_a_point_is_found_that_is_no_root() -> None:
    """Between 0 and 1, where 1/2 and all but one of the others are roots; else it is the middle."""
    for n in (2, 3, 4, 5, 6):
        p = poly(1)
        for root in [Fraction(1, 2), *(Fraction(k, n + 1) for k in range(1, n + 1))][: n - 1]:
            p = poly(*(a - root * b for a, b in zip(poly(0, *p), poly(*p, 0), strict=True)))
        found = _no_root(p, Fraction(0), Fraction(1))
        assert 0 < found < 1 and sign_at(found, p) != 0
    assert _no_root(poly(-1, 0, 1), Fraction(2), Fraction(4)) == 3


def test_no_root_of_a_constant_is_looked_for() -> None:
    assert separating(poly(5), Work(0)) == [0]


def test_each_step_between_roots_is_paid_for() -> None:
    """(v² − 2)(v² − 3): more than the chain of remainders costs."""
    p = poly(6, 0, -5, 0, 1)
    chain, whole = Work(10**6), Work(10**6)
    _sturm(p, chain)
    separating(p, whole)
    assert whole.left < chain.left < 10**6


def test_a_division_is_paid_by_the_coefficients_it_goes_through_and_their_bits() -> None:
    """Those of each for every one of the other, and one more; a coefficient of 65 bits counts twice."""

    def cost(a: tuple[Fraction, ...], b: tuple[Fraction, ...]) -> int:
        work = Work(10**6)
        _divided(a, b, work)
        return 10**6 - work.left

    large, broken = Fraction(2**64), Fraction(2**40, 3**25)
    assert cost(poly(1, 2, 3), poly(4, 5)) == 1 + 2 * 3 + 3 * 2
    assert cost(poly(1, 2, 3, 4, 5), poly(6, 7)) == 1 + 2 * 5 + 5 * 2
    assert cost(poly(1, 2, large), poly(4, 5)) == 1 + 2 * 4 + 3 * 2
    assert cost(poly(1, 2, 3), poly(broken, large)) == 1 + 2 * 3 + 3 * 4


def test_divided_by_one_of_a_higher_degree_all_is_left() -> None:
    assert _divided(poly(1), poly(1, 1), Work(100)) == (poly(), poly(1))
    assert _divided(poly(3, 1), poly(0, 0, 2), Work(100)) == (poly(), poly(3, 1))
    assert _divided(poly(-1, 0, 1), poly(1, 1), Work(100)) == (poly(-1, 1), poly())


def test_a_body_is_read_in_one_place_throughout() -> None:
    read = _Body(Reals((v,), scope_of(EMPTY)), lambda p, there: None, [])
    for name in ("x", "judge", "polynomials"):
        with pytest.raises(FrozenInstanceError):
            setattr(read, name, [])
