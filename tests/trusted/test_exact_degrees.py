"""Degrees of polynomials. On a grid too small for its degree, a polynomial that is not 0 would be taken for 0."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.exact import holds, read_instance
from proofread.trusted.exact_reals import degree
from proofread.trusted.exact_terms import scope_of
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Prop, Term, array, connective, const, index, nat, relation, var
from proofread.trusted.terms_matrices import det, kron
from tests.trusted.contradictions import all_of, slope, some_of, sum_of

TWO = Size((), 2)
OMEGA = ("Om", True)
v, w, x, X = var("v"), var("w"), var("x", (TWO, ONE)), var("X", (TWO, TWO))
s, r, A = var("s"), var("r", (), OMEGA), var("A", (TWO, TWO))
i, k, u = index("?i", TWO), nat("k"), var("?u")
ROOT = t.sqrt(const(2))
FUNCTIONS: dict[str, Any] = {
    "f": {"kind": "entrywise", "coefficients": ["0", "2", "-3", "1"]},  # v(v − 1)(v − 2)
    "c": {"kind": "entrywise", "coefficients": ["7"]},
    "L": {"kind": "field", "linear": ["2", "0"], "quadratic": [["-3", "0"], ["0", "0"]], "cubic_diagonal": ["1", "0"]},
    "Q": {"kind": "field", "linear": ["-1", "0"], "quadratic": [["1", "0"], ["0", "0"]], "cubic_diagonal": ["0", "0"]},
    "B": {"kind": "field", "linear": ["1", "1"]},
    "G": {"kind": "map", "components": [{"linear": ["1", "0"]}, {"quadratic": [["0", "1"], ["0", "0"]]}]},
    "a": {"kind": "sequence", "values": ["1"], "then": "constant"},
}


def applied(name: str, at: Term) -> Term:
    kind = FUNCTIONS[name]["kind"]
    return t.apply(name, kind, at, (TWO, ONE))


HERE = read_instance(
    {"values": {"s": "3", "A": [["1", "2"], ["3", "4"]], "r": {"points": ["1", "-1"]}, "x": ["0", "0"]},
     "spaces": {"Om": ["1/2", "1/2"]}, "functions": FUNCTIONS, "nats": {"k": 2}},
    [s + r, A, applied("f", s), applied("c", s), *(applied(name, x) for name in "LQBG"), t.sequence("a", k, ())],
)  # fmt: skip


@pytest.mark.parametrize(
    ("term", "bound"),
    [
        (s + 1, 0), (applied("f", s), 0), (v, 1), (v + 2 * s, 1), (v * v, 2), (v * w, 2), (v**3, 3), (v**0, 0),
        ((v * v) ** 3, 6),
        (v + v**4, 4), (x.T @ A @ x, 2), (A @ x, 1), (X @ X @ x, 3), (X.T, 1), (t.trace(X @ X), 2), (t.total(x * x), 2),
        (t.diag(x), 1), (t.diagonal(X * X), 2), (x[0] * x[1], 2), (array([v, v**5]), 5), (sum_of(i, x[i] * x[i]), 2),
        (t.integral(OMEGA, r * v * v), 2), (applied("f", v), 3), (applied("f", v * v), 6), (applied("c", v), 0),
        (applied("L", x), 3), (applied("Q", x), 2), (applied("B", x), 1), (applied("G", x), 2),
        (applied("G", applied("G", x)), 4),
        (slope(u, u * u * v, v**3), 1 + 2 * 3), (slope(u, u**4, s), 0), (slope(u, s * u, v), 1),
        (slope(u, v * v, s), 2),
    ],
)  # fmt: skip
def test_degrees_by_hand(term: Term, bound: int) -> None:
    """In v, w, x and X together; a derivative is given that of its body, which bounds its own."""
    assert degree(term, (v, w, x, X), scope_of(HERE)) == bound


@pytest.mark.parametrize(
    "term",
    [
        t.recip(v), t.exp(v), t.absolute(v), t.floor(v), t.is_zero(v), t.maximum(v, 0), t.power(v, k), t.inv(X),
        t.pinv(X),
        det(X), kron(x, x), scalars.sin(v), t.sequence("a", k, ()) * t.sqrt(v), Term("entry", (x, v, const(0))),
        scalars.definite(u, u * v, 0, 1), v + t.exp(v), t.exp(v) ** 2, applied("f", t.exp(v)),
        t.apply("a", "entrywise", v),
        t.apply("missing", "entrywise", v), slope(u, t.exp(u * v), s), slope(u, u, t.exp(v)),
        slope(u, t.exp(v) * u, s), slope(u, t.absolute(u), v),
    ],
)  # fmt: skip
def test_what_is_no_polynomial_has_no_degree(term: Term) -> None:
    assert degree(term, (v, x, X), scope_of(HERE)) is None


# --- falsehoods that hold on smaller grids ----------------------------------------------------------------------------


def judged(prop: Prop) -> bool | None:
    return holds(prop, HERE)


def equal(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def ge(a: object, b: object) -> Prop:
    return relation("ge", a, b)


def falling(z: Term, n: int) -> Term:
    """z(z − 1) … (z − n + 1): 0 at the first n naturals, and n! at the next."""
    out: Term = const(1)
    for j in range(n):
        out = out * (z - j)
    return out


WRAPPED: list[Any] = [
    lambda p: p, lambda p: p**2, lambda p: t.trace(t.diag(array([p, 0]))), lambda p: t.total(array([p, 0]).T),
    lambda p: t.diagonal(array([[p, 1], [1, 0]])), lambda p: array([0, p])[1],
    lambda p: array([[p, 0]]) @ array([1, 1]),
    lambda p: sum_of(i, p * i), lambda p: t.integral(OMEGA, r * r * p), lambda p: applied("B", array([p, 0])),
    lambda p: slope(u, u * p, s), lambda p: slope(u, u * u, p),
]  # fmt: skip


@pytest.mark.parametrize("wrap", WRAPPED, ids=range(len(WRAPPED)))
@pytest.mark.parametrize("n", [1, 2, 4])
def test_a_polynomial_that_is_0_at_the_first_naturals_is_not_0(wrap: Any, n: int) -> None:
    assert judged(all_of(v, equal(wrap(falling(v, n)), 0))) is False
    assert judged(all_of(v, equal(wrap(falling(v, n) - falling(v, n)), 0))) is True


def test_interpreted_functions_that_are_0_at_the_first_naturals_are_not_0() -> None:
    for name, at in (("f", v), ("L", x), ("Q", x), ("B", x), ("f", v * v), ("f", v - 1)):
        assert judged(all_of(at if at in (v, x) else v, equal(applied(name, at), 0))) is False
    assert judged(all_of(v, equal(applied("f", v), falling(v, 3)))) is True
    assert judged(all_of(x, equal(applied("L", x), falling(x[0], 3)))) is True
    assert judged(all_of(x, equal(applied("G", x), array([x[0], x[0] * x[1]])))) is True
    assert judged(all_of(x, equal(applied("G", x), array([x[0], x[0]])))) is False
    gradient = slope(u, applied("f", u), v)
    assert judged(all_of(v, equal(gradient, 3 * v * v - 6 * v + 2))) is True
    assert judged(all_of(v, equal(gradient, 3 * v * v - 6 * v + 2 + falling(v, 3)))) is False


def test_two_identities_at_once() -> None:
    square = equal((x[0] + x[1]) ** 2, x[0] ** 2 + 2 * x[0] * x[1] + x[1] ** 2)
    cube = equal(v**3, v**3 + falling(v, 3))
    assert judged(all_of(x, connective("and", square, equal(x[0], x[0])))) is True
    assert judged(all_of(v, connective("and", equal(v, v), cube))) is False


def test_an_identity_that_is_not_known_at_one_point_of_the_grid_is_not_known() -> None:
    """(√2·√2 − 2)·v is 0 at v = 0 for certain, and elsewhere only enclosed."""
    for zero in ((ROOT * ROOT - 2) * v, v * (v - 1) * ROOT * 0 + (ROOT * ROOT - 2) * v * (v - 1)):
        assert judged(all_of(v, equal(zero, 0))) is None


# --- inequalities of degree two ---------------------------------------------------------------------------------------


def test_a_cubic_is_not_taken_for_a_quadratic_that_agrees_at_three_points() -> None:
    """v³ − v + 1 is 1 at −1, 0 and 1, and −5 at −2."""
    for claim in (ge(v**3 - v + 1, 0), ge(1, v - v**3), ge(v**3, v - 1), ge(1 + applied("f", v + 1), 0)):
        assert judged(all_of(v, claim)) is not True
        assert judged(some_of(v, relation("gt", *claim.args[::-1]))) is not False


def test_every_entry_of_an_inequality_counts() -> None:
    assert judged(all_of(v, ge(array([v * v, -1]), 0))) is False
    assert judged(all_of(v, ge(0, array([-(v * v), 1])))) is False
    assert judged(all_of(v, ge(array([v * v, 1]), 0))) is not False


@pytest.mark.parametrize("cross", [Fraction(k, 4) for k in (-9, -8, -7, 0, 7, 8, 9)])
@pytest.mark.parametrize("rest", [Fraction(k, 10) for k in (-1, 0, 1)])
def test_quadratic_forms_in_two_numbers_by_their_discriminant(cross: Fraction, rest: Fraction) -> None:
    """x₀² + c·x₀x₁ + x₁² + d ≥ 0 for all x where c² ≤ 4 and d ≥ 0."""
    form = x[0] * x[0] + cross * x[0] * x[1] + x[1] * x[1] + rest
    assert judged(all_of(x, ge(form, 0))) is (cross**2 <= 4 and rest >= 0)
    assert judged(some_of(x, relation("gt", 0, form))) is not (cross**2 <= 4 and rest >= 0)


@pytest.mark.parametrize("b", [-3, -2, -1, 0, 1, 2, 3])
@pytest.mark.parametrize("c", [0, 1, 2])
def test_quadratics_in_one_number_by_their_discriminant(b: int, c: int) -> None:
    """v² + bv + c ≥ 0 for all v where b² ≤ 4c, and > 0 where b² < 4c."""
    p = v * v + b * v + c
    assert judged(all_of(v, ge(p, 0))) is (b * b <= 4 * c)
    assert judged(all_of(v, relation("gt", p, 0))) in ((True,) if b * b < 4 * c else (False, None))
    assert judged(some_of(v, relation("gt", 0, p))) is (b * b > 4 * c)


# --- equations --------------------------------------------------------------------------------------------------------


def test_a_conclusion_that_is_not_affine_is_not_drawn_from_an_affine_premise() -> None:
    """x₀ = 2 implies e^{x₀} ≥ 7, and not e^{x₀} = 7."""
    for conclusion in (ge(t.exp(x[0]), 7), equal(t.exp(x[0]), 7)):
        assert judged(all_of(x, connective("implies", equal(x[0], 2), conclusion))) is None


def test_an_index_is_not_a_real_number() -> None:
    """i(i − 1) is 0 at every index below 2, and no polynomial that is 0: ∃x ∀i: i(i − 1) = 0·x₀ is true."""
    claim = some_of(x, all_of(i, equal(i * (i - 1) + 0 * x[0], 0)))
    assert judged(claim) is not False
    assert judged(some_of(x, all_of(i, equal(i * (i - 1) + 0 * x[0], 1)))) is not True
