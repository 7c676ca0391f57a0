"""What an instance had better meet: sequences that stop, inequalities that are equations, least values."""

from __future__ import annotations

from random import Random

from proofread.methods.drawing import draw
from proofread.methods.places import verdict
from proofread.methods.satisfying import satisfy
from proofread.methods.wishes import generic, stationary, tight, wishes
from proofread.trusted import terms as t
from proofread.trusted.printing import text
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Prop, relation, var
from tests.trusted.contradictions import all_of as every

N, D = size_symbol("N"), size_symbol("d")
X, y, b, v = var("X", (N, D)), var("y", (N, ONE)), var("b", (D, ONE)), var("v", (D, ONE))
k = t.nat("k")


def loss(w: t.Term) -> t.Term:
    return t.total((y - X @ w) * (y - X @ w))


LEAST = every(v, relation("ge", loss(v), loss(b)))


def test_a_least_value_is_where_the_derivative_vanishes() -> None:
    (found,) = stationary([LEAST])
    assert found.op == "equal"
    assert text(found).startswith("∇_b[")
    assert stationary([every(v, relation("ge", loss(b), loss(v)))]) == (found,)


def test_what_is_no_extreme_value_has_no_such_place() -> None:
    other = [relation("ge", loss(v), loss(b)), every(v, relation("ge", loss(v), t.total(b * b))),
             every(v, relation("gt", loss(v), loss(b))), every(v, relation("ge", v, b))]  # fmt: skip
    assert stationary(other) == ()


def test_a_least_value_is_found() -> None:
    found = 0
    for attempt in range(12):
        rng = Random(attempt)
        there = satisfy((*stationary([LEAST]), LEAST), draw((LEAST,), rng, 1), rng)
        found += there is not None and verdict(LEAST, there) is True
    assert found >= 6


def test_sequences_move_and_stop() -> None:
    a = lambda at: t.sequence("a", at, ())
    first, none, later = wishes([every(k, relation("equal", a(k + 1), a(k)))])
    assert list(map(text, first)) == ["a[1] = 0", "a[0] ≠ 0", "a[2] = a[1]"]
    assert none == ()
    assert list(map(text, later)) == ["a[2] = a[1]", "a[1] − a[0] ≠ 0"]
    assert wishes([relation("equal", b, 0)]) == ((),)


def test_sequences_stop_at_the_last_member_that_is_looked_at() -> None:
    *_, later, last = wishes([relation("equal", t.sequence("a", k, ()), 0)], 4)
    assert list(map(text, later)) == ["a[2] = a[1]", "a[3] = a[2]", "a[4] = a[3]", "a[1] − a[0] ≠ 0"]
    assert list(map(text, last)) == ["a[4] = a[3]"]


def test_inequalities_are_met_with_equality() -> None:
    hypotheses: list[Prop] = [relation("ge", b, 0), relation("gt", b, 0)]
    assert tight(hypotheses) == ((relation("equal", b, 0),),)


def test_what_is_assumed_for_all_vectors_is_attained_at_one() -> None:
    bound, other = (every(v, relation("ge", c * t.total(v * v), t.total((X @ v) * (X @ v)))) for c in (2, 3))
    attained, _ = tight([bound, other, relation("ge", b, 0)])
    assert [text(p) for p in attained] == ["2·‖!t0‖² = ‖X !t0‖²", "!t0 ≠ 0", "3·‖!t1‖² = ‖X !t1‖²", "!t1 ≠ 0"]
    assert tight([every(v, relation("gt", t.total(v * v), 0))]) == ()


def test_an_equation_for_all_vectors_holds_at_zero() -> None:
    """∀v: Xᵀ(y + Xv) = b says that b = Xᵀy, where X is 0 as well; ∀v: 2b = v + b says nothing that is used."""
    (found,) = stationary([every(v, relation("equal", X.T @ (y + X @ v), b))])
    there = draw((found, v), Random(0), 1)
    assert verdict(found, there) is verdict(relation("equal", X.T @ y, b), there)
    assert stationary([every(v, relation("equal", 2 * b, v + b))]) == ()


def test_no_value_is_zero() -> None:
    ((first, second),) = generic([relation("ge", b, 0), relation("gt", t.total(y), 0)])
    assert [text(first), text(second)] == ["b ≠ 0", "y ≠ 0"]
    assert generic([relation("ge", b, 0)]) == ()
