"""∀ and ∃ over real variables at an instance: what is certain is right; what these methods cannot tell stays open."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction
from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.exact import holds, read_instance
from proofread.trusted.terms import Prop, Term, connective, relation
from proofread.trusted.trees import bind
from tests.trusted.contradictions import all_of as for_all
from tests.trusted.contradictions import some_of as some

TWO = t.ones(2, 1).shape
A, B = t.var("A", (TWO[0], TWO[0])), t.var("B", (TWO[0], TWO[0]))
u = t.var("u", TWO)
L = lambda x: t.apply("L", "field", x)


def every(*variables: Term, body: Prop) -> Prop:
    for v in variables[::-1]:
        body = for_all(v, body)
    return body


def judged(prop: Prop, **values: Any) -> bool | None:
    functions = {"L": {"kind": "field", "constant": "1", "linear": ["0", "2"], "quadratic": [["1", "0"], ["0", "3"]]}}
    return holds(prop, read_instance({"sizes": {}, "values": values, "functions": functions}, (prop,)))


def equal(a: Any, b: Any) -> Prop:
    return relation("equal", a, b)


def implies(a: Prop, b: Prop) -> Prop:
    return connective("implies", a, b)


x, y = t.var("x", TWO), t.var("y", TWO)
IDENTITY, SINGULAR = [["1", "0"], ["0", "1"]], [["1", "2"], ["2", "4"]]


def test_two_variables_are_judged_together() -> None:
    """∀x ∀y: ‖x − y‖² ≥ 0 holds, and ‖x‖² − ‖y‖² ≥ 0 does not."""
    square = lambda z: t.total(z * z)
    assert judged(every(x, y, body=relation("ge", square(x - y), 0))) is True
    assert judged(every(x, y, body=relation("ge", square(x) - square(y), 0))) is False
    assert judged(every(x, y, body=relation("gt", square(x - y) + square(x) + 1, 0))) is True


def test_a_derivative_of_a_polynomial_is_an_identity_on_a_grid() -> None:
    def grad(at: Term) -> Term:
        v = t.var("%t", TWO)
        return bind(lambda b, body: t.deriv(b, body, at), v, L(v))

    right = t.array([[2, 0], [0, 6]]) @ x + t.array([0, 2])
    assert judged(for_all(x, equal(grad(x), right))) is True
    assert judged(for_all(x, equal(grad(x), right + x))) is False
    assert judged(for_all(x, equal(grad(2 * x), t.array([[4, 0], [0, 12]]) @ x + t.array([0, 2])))) is True


def test_independent_columns() -> None:
    """∀x: Ax = 0 ⇒ x = 0 tells an invertible matrix from a singular one."""
    independent = for_all(x, implies(equal(A @ x, 0 * u), equal(x, 0 * u)))
    assert judged(independent, A=IDENTITY, u=["0", "0"]) is True
    assert judged(independent, A=SINGULAR, u=["0", "0"]) is False


def test_nothing_solves_the_premise() -> None:
    insoluble = for_all(x, implies(equal(A @ x, u), equal(x[0], 7)))
    assert judged(insoluble, A=SINGULAR, u=["1", "0"]) is True
    assert judged(insoluble, A=SINGULAR, u=["1", "2"]) is False
    assert judged(insoluble, A=IDENTITY, u=["7", "0"]) is True


def test_a_true_conclusion_needs_no_premise() -> None:
    shown = for_all(x, implies(relation("ge", t.exp(x[0]), 2), relation("ge", x[0] * x[0], 0)))
    assert judged(shown) is True


@pytest.mark.parametrize(
    "body",
    [
        relation("ge", t.exp(x[0]), 0),
        implies(relation("ge", x[0], 0), equal(x[0], t.absolute(x[0]))),
        implies(equal(x[0] * x[0], 0), equal(x[0], 0)),
        relation("ge", x[0] ** 4, 0),
    ],
)
def test_what_the_methods_cannot_tell_stays_open(body: Prop) -> None:
    assert judged(for_all(x, body)) is None


def test_linear_implications_against_all_small_matrices() -> None:
    """Ax = u ⇒ Bx = 0 over two unknowns, against the solutions found by hand."""
    rng = random.Random(1)
    for _ in range(200):
        a, b = ([[Fraction(rng.randint(-1, 1)) for _ in range(2)] for _ in range(2)] for _ in range(2))
        right = [Fraction(rng.randint(-1, 1)) for _ in range(2)]
        rows = {name: [[str(q) for q in r] for r in m] for name, m in (("A", a), ("B", b))}
        seen = judged(for_all(x, implies(equal(A @ x, u), equal(B @ x, 0 * u))), **rows, u=[str(q) for q in right])
        assert seen is by_hand(a, b, right)


def by_hand(a: Any, b: Any, u: Any) -> bool:
    """By the determinant, or along the line of solutions."""
    det = a[0][0] * a[1][1] - a[0][1] * a[1][0]
    if det:
        p = [(u[0] * a[1][1] - u[1] * a[0][1]) / det, (a[0][0] * u[1] - a[1][0] * u[0]) / det]
        return zero(b, p)
    if not any(a[0]) and not any(a[1]):
        return bool(any(u)) or not any(b[0] + b[1])
    r, c = (a[0], u[0]) if any(a[0]) else (a[1], u[1])
    size = r[0] ** 2 + r[1] ** 2
    p, along = [c * r[0] / size, c * r[1] / size], [-r[1], r[0]]
    if any(row[0] * p[0] + row[1] * p[1] != q for row, q in zip(a, u, strict=True)):
        return True
    return zero(b, p) and zero(b, along)


def zero(b: Any, p: Any) -> bool:
    return not any(row[0] * p[0] + row[1] * p[1] for row in b)


# --- ∃ --------------------------------------------------------------------------------------------------------------


def test_an_inequality_of_degree_two_that_nothing_meets() -> None:
    square = t.total(x * x)
    assert judged(some(x, relation("gt", -square, 0))) is False
    assert judged(some(x, relation("ge", -square, 1))) is False
    assert judged(some(x, relation("ge", 7 * x[0] - square, 12))) is True
    assert judged(some(x, relation("ge", 7 * x[0] - square, 13))) is False
    assert judged(some(x, relation("ge", -square, 0))) is True
    assert judged(some(x, relation("ge", x[0] ** 4, 1))) is True  # at a unit vector
    assert judged(some(x, relation("ge", -(x[0] ** 4), 1))) is None


def test_linear_systems_with_and_without_a_solution() -> None:
    """∃x: Ax = u against the rank, for all small matrices."""
    for entries in itertools.product((-1, 0, 2), repeat=6):
        a, right = [list(entries[:2]), list(entries[2:4])], entries[4:]
        minors = [a[i][j] * right[1 - i] - a[1 - i][j] * right[i] for i in (0, 1) for j in (0, 1)]
        soluble = a[0][0] * a[1][1] != a[0][1] * a[1][0] or not any(minors)
        soluble = soluble and (any(map(any, a)) or not any(right))
        rows = [[str(q) for q in r] for r in a]
        assert judged(some(x, equal(A @ x, u)), A=rows, u=[str(q) for q in right]) is soluble, entries


def test_two_unknowns_are_solved_for_together() -> None:
    both = some(x, some(y, equal(A @ x + B @ y, u)))
    assert judged(both, A=[["1", "0"], ["0", "0"]], B=[["0", "0"], ["0", "1"]], u=["3", "-5"]) is True
    assert judged(both, A=[["1", "0"], ["0", "0"]], B=[["1", "0"], ["0", "0"]], u=["3", "-5"]) is False


def test_a_matrix_that_serves_every_vector() -> None:
    """∃B ∀x: xᵀBx = ‖Ax‖² holds with B = AᵀA; −‖Ax‖² + 1 is no quadratic form, nor is a linear one."""
    form = t.total(x * (B @ x))
    assert judged(some(B, for_all(x, equal(form, t.total((A @ x) * (A @ x))))), A=SINGULAR) is True
    assert judged(some(B, for_all(x, equal(form, 1 - t.total((A @ x) * (A @ x))))), A=SINGULAR) is False
    assert judged(some(B, for_all(x, equal(form, x[0]))), A=SINGULAR) is False
    assert judged(some(B, for_all(x, for_all(y, equal(t.total(x * (B @ y)), x[0] * y[1]))))) is True
    assert judged(some(B, for_all(x, for_all(y, equal(t.total(x * (B @ y)), x[0] * y[1] + y[0]))))) is False


def test_quadratic_equations_that_contradict_each_other() -> None:
    """‖x‖² = 1 and ‖x‖² = 2, also as parts of others; never where a solution exists, and not every contradiction."""
    square, both = t.total(x * x), lambda *parts: connective("and", *parts)
    assert judged(some(x, both(equal(square, 1), equal(square, 2)))) is False
    assert judged(some(x, both(equal(square, 1), equal(t.total((A @ x) * (A @ x)), 2))), A=IDENTITY) is False
    assert judged(some(x, both(equal(square, 1), equal(t.total((A @ x) * (A @ x)), 2))), A=SINGULAR) is None
    assert judged(some(x, both(equal(square, 1), relation("ge", x[0] ** 5, 3), equal(2 * square, 3)))) is False
    assert judged(some(x, both(equal(x[0] * x[1], 1), equal(square, 3), equal((x[0] + x[1]) ** 2, 6)))) is False
    assert judged(some(x, both(equal(x[0] * x[1], 1), equal(square, 4), equal((x[0] + x[1]) ** 2, 6)))) is None
    assert judged(some(x, both(equal(square, 2 * x[0]), equal(square, x[0] + 1), equal(x[0], 2)))) is False
    assert judged(some(x, both(equal(square, 2 * x[0]), equal(square, x[0] + 1), equal(x[0], 1)))) is not False
    assert judged(some(x, some(y, both(equal(square + t.total(y * y), 1), equal(t.total(y * y), 2 - square))))) is False


def test_quadratic_equations_that_have_a_solution_are_never_refuted() -> None:
    """Random quadratic equations made to hold at a random point."""
    rng = random.Random(4)
    for _ in range(150):
        at, parts = [rng.randint(-2, 2) for _ in range(2)], list[Prop]()
        for _ in range(rng.randint(1, 7)):
            p, q, r, k, m = (rng.randint(-2, 2) for _ in range(5))
            form = lambda a, b: p * a * a + q * a * b + r * b * b + k * a + m * b  # noqa: B023 – used in this turn
            parts.append(equal(form(x[0], x[1]), form(*at)))
        assert judged(some(x, connective("and", *parts))) is not False


def test_what_is_not_affine_in_the_unknown_stays_open() -> None:
    assert judged(some(x, equal(x[0] * x[0], -1))) is None
    assert judged(some(x, equal(x[0] * x[1], 5))) is None
    assert judged(some(x, equal(t.recip(x[0] - x[0]), 1))) is None
    assert judged(some(B, for_all(x, equal(t.total(x * (B @ x)), t.exp(x[0]))))) is None
    assert judged(some(B, for_all(x, equal(B @ (B @ x), -x)))) is None
