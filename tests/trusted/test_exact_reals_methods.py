"""The methods behind quantifiers over reals, each on its own: degrees, the grid, one matrix, linear systems."""

from __future__ import annotations

import random
from dataclasses import FrozenInstanceError
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import exact_reals as reals
from proofread.trusted import terms as t
from proofread.trusted.exact import EMPTY, read_instance
from proofread.trusted.exact_reals import Reals, degree
from proofread.trusted.exact_terms import scope_of
from proofread.trusted.instances import Interpretation, Polynomial
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, connective, const, index, nat, var
from tests.trusted.attacks import OMEGA, TRIVIAL, apart, e, eq, every, ge, gt, some

V, W = var("%1"), var("%2")
TWO = Size((), 2)
COL = var("%3", (TWO, ONE))
BOTH = (V, W)
NOTHING = scope_of(EMPTY)
ROOT = t.sqrt(const(2))


def over(*variables: Term, **sections: Any) -> Reals:
    return Reals(variables, scope_of(read_instance(sections, [])) if sections else NOTHING)


def test_variables_and_where_they_are_bound_stay_the_same() -> None:
    both = over(V, W)
    for name in ("variables", "scope"):
        with pytest.raises(FrozenInstanceError):
            setattr(both, name, ())
    assert both == Reals((V, W), NOTHING) and both.count == 2


# --- linear systems -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(6))
def test_solutions_of_linear_systems(seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(40):
        n, m = rng.randint(1, 4), rng.randint(0, 4)
        rows = [[Fraction(rng.randint(-2, 2)) for _ in range(n + 1)] for _ in range(m)]
        before = [list(r) for r in rows]
        found = reals._solutions(rows, n)
        assert rows == before
        if found is None:  # then some combination of the rows says 0 = 1
            assert reals._solutions([[*r[:-1], Fraction(0)] for r in rows], n) is not None and any(r[-1] for r in rows)
            continue
        start, basis = found
        assert all(reals._applied(r, start) == r[-1] for r in rows)
        assert all(reals._applied(r, b) == 0 for r in rows for b in basis)
        rank = n - len(basis)
        assert rank <= m and all(any(b) for b in basis)
        free = reals._solutions([[*b, Fraction(0)] for b in basis], n)
        assert free is not None and n - len(free[1]) == len(basis)  # they are independent


def test_systems_that_have_none_or_all() -> None:
    one, zero = Fraction(1), Fraction(0)
    assert reals._solutions([], 2) == ([zero, zero], [[one, zero], [zero, one]])
    assert (
        reals._solutions([[zero, zero, one]], 2) is None
        and reals._solutions([[one, one, one], [one, one, zero]], 2) is None
    )
    assert reals._solutions([[zero, one, Fraction(3)], [Fraction(2), zero, Fraction(4)]], 2) == (
        [Fraction(2), Fraction(3)],
        [],
    )
    assert reals._applied([one, Fraction(2), Fraction(9)], [Fraction(3), Fraction(4)]) == 11


def test_implications_between_systems() -> None:
    both = over(V, W)

    def implied(premise: Prop, conclusion: Prop) -> bool | None:
        return reals.for_all(both, connective("implies", premise, conclusion), holds_at)

    assert implied(eq(V, W), eq(2 * V, 2 * W)) is True and implied(eq(V, W), eq(V, 1)) is False
    assert implied(connective("and", eq(V, 1), eq(W, 2)), eq(V + W, 3)) is True
    assert implied(connective("and", eq(V, 1), eq(W, 2)), eq(V + W, 4)) is False
    assert implied(eq(V, V + 1), eq(W, 7)) is True  # of no solution
    assert implied(eq(V, 1), eq(V * W, W)) is None and implied(eq(V * V, 1), eq(V, 1)) is None
    assert implied(ge(V, 1), eq(V, 1)) is None and implied(eq(V, ROOT), eq(V, 1)) is None
    assert implied(eq(V * V, 1), eq(W, W)) is True  # the conclusion holds of all
    for_every = every(COL, eq(t.total(COL) * V, t.total(COL) * W))
    assert implied(for_every, eq(V, W)) is True and implied(for_every, eq(V, 0)) is False
    assert implied(every(nat("%3"), eq(V, W)), eq(V, W)) is None


def holds_at(p: Prop, scope: Any) -> bool | None:
    from proofread.trusted.exact import _judge

    return _judge(p, scope)


def test_solutions_exist_or_not() -> None:
    def found(p: Prop, *variables: Term) -> bool | None:
        return reals.exists(over(*(variables or BOTH)), p)

    assert found(eq(V + W, 1)) is True and found(connective("and", eq(V + W, 1), eq(V + W, 2))) is False
    assert found(eq(V * W, 1)) is None and found(eq(V, ROOT)) is None and found(apart(V, W)) is None
    assert found(ge(V, 5)) is True and found(gt(0, V * V)) is False
    assert found(ge(0, V * V)) is None  # it does at 0, and the matrix does not tell
    assert found(ge(-1 - V * V, W * W)) is False and found(gt(V * W, 1)) is True


# --- inequalities ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "verdict"),
    [(ge(V * V + W * W, 0), True), (ge(V * V + W * W, 2 * V * W), True), (ge(V * V, W), False),
     (ge(V * V + 1, 2 * V), True),
     (gt(V * V + 1, 2 * V), None), (gt(V * V, 0), None), (ge(V * W, 0), False), (ge(const(0), 0), True),
     (gt(const(1), 0), None), (ge(V * V * V, 0), None), (ge(t.exp(V), 0), None), (ge(COL, 0), None),
     (ge(V * V, ROOT - 2), None), (gt(-V * V, 1), False)],
)  # fmt: skip
def test_an_inequality_of_degree_2_is_one_matrix(p: Prop, verdict: bool | None) -> None:
    assert reals._quadratic(p, over(V, W, COL)) is verdict


def test_what_is_positive_everywhere_has_a_definite_matrix() -> None:
    for p in (gt(V * V + 2, 2 * V), gt(V * V, -1), gt(1, -V * V)):
        assert reals._quadratic(p, over(V)) is True and reals._quadratic(p, over(V, W)) is None
    assert reals._quadratic(gt(V * V + W * W, V * W - 1), over(V, W)) is True
    assert reals._quadratic(gt(const(1), 0), over()) is True and reals._quadratic(gt(const(0), 0), over()) is None


def test_what_is_random_is_not_decided_by_a_matrix() -> None:
    assert reals._quadratic(ge(V * V, 0 * e), over(V)) is None
    assert reals._linear_rows(eq(V, 0 * e), over(V)) is None


def test_the_matrix_of_a_polynomial() -> None:
    def p(q: list[int]) -> Fraction:
        a, b = q
        return Fraction(3 * a * a - 4 * a * b + 5 * b * b + 6 * a - 8 * b + 7)

    found = [[Fraction(x.lo) for x in row] for row in reals._homogeneous(p, 2)]  # type: ignore[union-attr]
    assert found == [[3, -2, 3], [-2, 5, -4], [3, -4, 7]]
    assert [[Fraction(x.lo) for x in row] for row in reals._homogeneous(lambda q: Fraction(9), 0)] == [[9]]  # type: ignore[union-attr]


# --- degrees and the grid -------------------------------------------------------------------------------------------


def test_degrees() -> None:
    k, i = nat("k"), index("%4", TWO)
    known = {
        0: [const(5), k, ROOT, t.exp(const(1)), var("s")],
        1: [V, V + W, 3 * V, COL.T, t.total(COL), COL[0], t.bsum(i, COL[i]), t.diag(COL), t.array([V, 2]), -V,
            t.integral(OMEGA, V * e), V * ROOT],
        2: [V * W, V * V + W, COL.T @ COL, V**2, t.trace(COL @ COL.T), t.diagonal(COL @ COL.T)],
        3: [V * V * W, V**3, V**2 * W + V],
        6: [(V * V * W) ** 2],
    }  # fmt: skip
    for d, terms in known.items():
        for term in terms:
            assert degree(term, (V, W, COL), NOTHING) == d
    for term in (t.exp(V), t.recip(V), t.absolute(V), t.maximum(V, W), V ** nat("k"), t.exp(V) * 0, t.sqrt(V) ** 2):
        assert degree(term, BOTH, NOTHING) is None
    assert degree(V * W, (V,), NOTHING) == 1 and degree(t.exp(W) * V, (V,), NOTHING) == 1


def test_degrees_of_functions_and_derivatives() -> None:
    f = {"functions": {"f": {"kind": "entrywise", "coefficients": ["1", "0", "2"]}}}
    scope = scope_of(read_instance(f, [t.apply("f", "entrywise", const(1))]))
    assert degree(t.apply("f", "entrywise", V * V), BOTH, scope) == 4
    assert degree(t.apply("g", "entrywise", V), BOTH, scope) is None
    assert reals._degree_of_function(None) is None and reals._degree_of_function(Interpretation("sequence")) is None
    for meaning, d in (
        (Interpretation("entrywise", coefficients=(1, 2, 3)), 2), (Interpretation("entrywise"), 0),
        (Interpretation("field", (Polynomial(1, (1,)),)), 1),
        (Interpretation("field", (Polynomial(1, (), ((1,),)),)), 2),
        (Interpretation("field", (Polynomial(1, (), (), (1,)),)), 3),
        (Interpretation("field", (Polynomial(1, (), ((1,),), (0,)),)), 2),
        (Interpretation("map", (Polynomial(1), Polynomial(1, (), (), (1,)))), 3),
    ):  # fmt: skip
        assert reals._degree_of_function(meaning) == d
    u = var("%5")
    assert degree(t.deriv(u, u**3 * W, V * V), BOTH, NOTHING) == 1 + 3 * 2
    for d in (t.deriv(u, t.exp(u) * W, V), t.deriv(u, u * t.exp(W), V), t.deriv(u, u * W, t.exp(V))):
        assert degree(d, BOTH, NOTHING) is None


def test_equations_between_polynomials() -> None:
    both = over(V, W)
    of = lambda p: reals._degree_of_equations(p, both)
    assert (
        of(eq(V * V, W)) == 2 == of(connective("and", eq(V, W), eq(V * W, 1)))
        and of(every(COL, eq(V * V, t.total(COL)))) == 2
    )
    assert of(TRIVIAL) == 0 == of(connective("and")) and of(ge(V, 0)) is None and of(connective("or", eq(V, 0))) is None
    assert (
        of(connective("and", eq(V, 0), ge(V, 0))) is None
        and of(eq(t.exp(V), 1)) is None
        and of(some(COL, eq(V, 0))) is None
    )


def test_the_grid_is_as_fine_as_the_degree_asks() -> None:
    seen: list[Any] = []

    def judge(p: Prop, scope: Any) -> bool | None:
        seen.append(tuple(scope.bound[v].flat[0].lo for v in BOTH))
        return True

    assert reals.for_all(over(V, W), eq(V * V, W), judge) is True
    assert sorted(seen) == [(a, b) for a in range(3) for b in range(3)]
    at = over(V, COL).at([1, 2, Fraction(1, 2)])
    assert [[x.lo for x in at.bound[v].flat] for v in (V, COL)] == [[1], [2, Fraction(1, 2)]] and over(
        V, COL
    ).count == 3
    for verdicts, whole in (
        ((True, True), True),
        ((True, None), None),
        ((None, True), None),
        ((None, False), False),
        ((), True),
    ):
        assert reals._everywhere(iter(verdicts)) is whole


def test_too_many_are_left_open() -> None:
    assert (reals.MOST_POINTS, reals.MOST_ROWS, reals.MOST_NUMBERS) == (1500, 100, 12)
    many = var("%3", (Size((), 13), ONE))
    fits = var("%3", (Size((), 12), ONE))
    assert (
        reals.exists(over(fits), eq(t.total(fits), 1)) is True
        and reals.exists(over(many), eq(t.total(many), 1)) is None
    )
    assert reals.for_all(over(many), ge(many.T @ many, 0), holds_at) is None
    assert reals.for_all(over(fits), ge(fits.T @ fits, 0), holds_at) is True
