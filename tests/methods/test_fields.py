"""Fields that are made and not searched for: flat at a point, and of the second degree there."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pytest

from proofread.methods.fields import reshaped_fields
from proofread.methods.places import Json, verdict
from proofread.methods.satisfying import satisfy
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Prop, Term, apply, connective, deriv, diag, diagonal, predicate, relation, var
from proofread.trusted.trees import bind

n, m = size_symbol("n"), size_symbol("m")
u, v, z = var("u", (n, ONE)), var("v", (n, ONE)), var("z", (m, ONE))
noise = var("noise", (n, ONE), ("omega", True))
CUBIC = {"kind": "field", "constant": "2", "linear": ["1", "-1"], "quadratic": [["1", "3"], ["0", "2"]],
         "cubic_diagonal": ["1", "5"]}  # fmt: skip


def F(x: Term, name: str = "F") -> Term:
    return apply(name, "field", x)


def gradient(x: Term) -> Term:
    free = var("?x", x.shape)
    made: Term = bind(lambda bound, body: deriv(bound, body, x), free, F(free))
    return made


def hessian(x: Term) -> Term:
    free = var("?y", x.shape)
    made: Term = bind(lambda bound, body: deriv(bound, body, x), free, gradient(free))
    return made


def equal(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def instance(**functions: Json) -> Json:
    """n = 2, m = 3, u = (3, −1/2), v = (0, 4)."""
    return {
        "sizes": {"n": 2, "m": 3},
        "spaces": {"omega": ["1/2", "1/2"]},
        "values": {
            "u": ["3", "-1/2"], "v": ["0", "4"], "z": ["1", "2", "3"],
            "noise": {"points": [["1", "0"], ["0", "1"]]},
        },
        "nats": {}, "indices": {}, "functions": functions or {"F": CUBIC},
    }  # fmt: skip


FLAT_AT_U = equal(gradient(u), 0)


def made(p: Prop, state: Json | None = None, seed: int = 0) -> list[Json]:
    return list(reshaped_fields(p, state or instance(), Random(seed)))


@pytest.mark.parametrize("seed", range(5))
def test_the_gradient_vanishes_at_the_point(seed: int) -> None:
    around, old = made(FLAT_AT_U, seed=seed)[:-1], instance()
    assert verdict(FLAT_AT_U, old) is False
    assert len(around) == 3
    assert all(verdict(FLAT_AT_U, x) is True for x in around)


@pytest.mark.parametrize("seed", range(5))
def test_the_first_two_have_no_mixed_terms_and_the_third_is_symmetric(seed: int) -> None:
    diagonal_, positive, symmetric = made(FLAT_AT_U, seed=seed)[:3]
    h = hessian(u)
    without_mixed = equal(h, diag(diagonal(h)))
    assert verdict(without_mixed, diagonal_) is True and verdict(without_mixed, positive) is True
    assert verdict(equal(h, h.T), symmetric) is True
    assert verdict(predicate("pd", h), positive) is True  # the entries 0 are made 1


def test_the_field_is_the_polynomial_around_the_point() -> None:
    """F(x) = c + ½(x − u)ᵀA(x − u), compared at another point with what is written out."""
    for x in made(FLAT_AT_U)[:3]:
        f = x["functions"]["F"]
        a = [[2 * Fraction(q) for q in row] for row in f["quadratic"]]
        (u1, u2), (v1, v2) = ([Fraction(q) for q in x["values"][name]] for name in "uv")
        d1, d2 = v1 - u1, v2 - u2
        rise = (a[0][0] * d1 * d1 + (a[0][1] + a[1][0]) * d1 * d2 + a[1][1] * d2 * d2) / 2
        assert verdict(equal(F(v) - F(u), rise), x) is True
        assert verdict(equal(F(v) - F(u), rise + 1), x) is False


def test_nothing_but_the_field_is_changed() -> None:
    state = instance(F=CUBIC, G=CUBIC)
    for x in made(FLAT_AT_U, state):
        assert {k: s for k, s in x.items() if k != "functions"} == {k: s for k, s in state.items() if k != "functions"}
        assert x["functions"]["G"] == CUBIC and set(x["functions"]["F"]) <= set(CUBIC)
    assert state == instance(F=CUBIC, G=CUBIC)


def test_last_comes_the_field_without_its_third_degree() -> None:
    *_, last = made(FLAT_AT_U)
    assert last["functions"]["F"] == {k: x for k, x in CUBIC.items() if k != "cubic_diagonal"}
    square = {k: x for k, x in CUBIC.items() if k != "cubic_diagonal"}
    assert len(made(FLAT_AT_U, instance(F=square))) == 3


def test_points_are_variables_of_the_proposition_that_fit_the_field() -> None:
    """Not those of another size, not random ones, and not those that only stand elsewhere in the statement."""
    for p, points in (
        (FLAT_AT_U, 1),
        (equal(F(u), F(v)), 2),
        (connective("and", equal(F(u), 0), equal(z, 0)), 1),
        (equal(F(u + noise), 0), 1),
        (equal(F(noise), 0), 0),
    ):
        assert len(made(p)) == 3 * points + 1, p


def test_every_field_is_reshaped_on_its_own() -> None:
    state = instance(F=CUBIC, G=CUBIC)
    found = made(equal(F(u), F(u, "G")), state)
    changed = [tuple(name for name in "FG" if x["functions"][name] != CUBIC) for x in found]
    assert sorted(changed) == [("F",)] * 4 + [("G",)] * 4


def test_maps_and_entrywise_functions_are_left_alone() -> None:
    assert made(equal(apply("s", "entrywise", u), apply("M", "map", u, (n, ONE)))) == []


def test_the_same_seed_makes_the_same_fields() -> None:
    assert made(FLAT_AT_U, seed=3) == made(FLAT_AT_U, seed=3) != made(FLAT_AT_U, seed=4)


@pytest.mark.parametrize("seed", range(4))
def test_hypotheses_about_a_trained_loss_are_met(seed: int) -> None:
    """Stationary at u, of the second degree, without mixed terms: what a saliency is derived from."""
    free = var("?d", (n, ONE))
    h = hessian(u)
    model = equal(F(u + free) - F(u), free.T @ h @ free / 2)
    everywhere = bind(lambda bound, body: Prop("forall", (body,), (bound,)), free, model)
    hypotheses = (everywhere, FLAT_AT_U, equal(h, diag(diagonal(h))))
    found = satisfy(hypotheses, instance(), Random(seed))
    assert found is not None and all(verdict(p, found) is True for p in hypotheses)
    assert found["values"]["u"] != ["0", "0"]
