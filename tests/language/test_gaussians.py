"""Gaussians by their moments: nothing is concluded that other laws with these moments could contradict."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

import pytest

from proofread import (
    ClaimError,
    E,
    Matrix,
    OnSpace,
    Positive,
    RandomScalar,
    RandomVector,
    Scalar,
    Size,
    Space,
    Var,
    Vector,
    assume,
    bsum,
    claim,
    code,
    computes,
    dot,
    equal,
    exp,
    gaussian,
    gt,
    norm2,
    trace,
    unstated,
)
from proofread.audit.decide import decide
from proofread.audit.verdicts import Proved, Refuted
from proofread.language.building import collecting
from proofread.language.errors import Unsupported
from proofread.language.gaussians import Law, degree_in
from proofread.methods.constructions import laws
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent

n, Z = Size("n"), Space("Z")


def made(define: Any) -> tuple[list[Any], list[ClaimError]]:
    with collecting() as found:
        try:
            define()
        except ClaimError as error:
            return [], [error]
    return [s for item in found.items for s in item.statements], list(found.errors)


def of_number(says: Any, condition: Any = None) -> Any:
    def define() -> None:
        @claim("doc/1")
        def about(x: RandomScalar, y: RandomScalar, m: Scalar, v: Positive) -> Any:
            assume(gaussian(x, m, v))
            if condition is not None:
                unstated(condition(x, y, m, v))
            return says(x, y, m, v)

    return made(define)


def of_column(says: Any) -> Any:
    def define() -> None:
        @claim("doc/1")
        def about(x: RandomVector[n], m: Vector[n], S: Matrix[n, n]) -> Any:
            assume(gaussian(x, m, S))
            return says(x, m, S)

    return made(define)


def verdict(statements: list[Any]) -> Any:
    (s,) = statements
    return decide(Sequent(s.hypotheses, s.goal), seed=0)


def test_moments_of_a_number() -> None:
    fourth, _ = of_number(lambda x, y, m, v: equal(E(x**4), m**4 + 6 * m**2 * v + 3 * v**2))
    assert isinstance(verdict(fourth), Proved)
    wrong, _ = of_number(lambda x, y, m, v: equal(E(x**4), m**4 + 6 * m**2 * v + v**2))
    assert isinstance(verdict(wrong), Refuted)


def test_moments_of_a_column() -> None:
    right, _ = of_column(lambda x, m, S: equal(E(norm2(x)), norm2(m) + trace(S)))
    assert isinstance(verdict(right), Proved)
    wrong, _ = of_column(lambda x, m, S: equal(E(norm2(x)), trace(S)))
    assert isinstance(verdict(wrong), Refuted)


@pytest.mark.parametrize(
    ("says", "why"),
    [
        (lambda x, y, m, v: equal(E(x**5), 0), "degree 5"),
        (lambda x, y, m, v: equal(E((x * x * y) ** 3), 0), "degree 6"),
        (lambda x, y, m, v: equal(E(exp(x)), 1), "other functions"),
        (lambda x, y, m, v: gt(x, 0), "outside an expectation"),
        (lambda x, y, m, v: equal(E(y), x), "outside an expectation"),
        (lambda x, y, m, v: equal(E(1 / (1 + x * x)), 1), "other functions"),
        (lambda x, y, m, v: equal(E(E(x) * x**5), 0), "degree 5"),
        (lambda x, y, m, v: equal(E(abs_of(x)), 0), "other functions"),
    ],
)
def test_what_the_moments_do_not_decide_has_no_method(says: Any, why: str) -> None:
    _, errors = of_number(says)
    assert errors and isinstance(errors[0], Unsupported) and why in errors[0].problem


def abs_of(x: t.Term) -> t.Term:
    return t.absolute(x)


def test_degree_four_of_a_column_has_no_method() -> None:
    for says in (lambda x, m, S: equal(E(norm2(x) ** 2), 0), lambda x, m, S: equal(E(dot(x, x) * x[0] * x[0]), 0)):
        _, errors = of_column(says)
        assert errors and isinstance(errors[0], Unsupported)


def test_conditions_are_looked_at_as_well() -> None:
    """A condition about a higher moment, which no Gaussian meets, or none but a Gaussian."""
    _, errors = of_number(lambda x, y, m, v: equal(m, m), lambda x, y, m, v: equal(E(x**6), 0))
    assert errors and isinstance(errors[0], Unsupported)

    def define() -> None:
        @claim("doc/1")
        def about(x: RandomScalar, m: Scalar) -> Any:
            assume(equal(E(x**6), m), gaussian(x, 0, 1))
            return equal(m, 15)

    _, errors = made(define)
    assert errors and isinstance(errors[0], Unsupported)


def test_being_gaussian_is_no_conclusion() -> None:
    _, errors = of_number(lambda x, y, m, v: gaussian(y, m, v))
    assert errors
    with pytest.raises(TypeError):
        bool(gaussian(t.var("x", (), ("x", True)), 0, 1))


def test_what_can_be_gaussian() -> None:
    for bad in (t.var("s"), t.var("d", (), ("Z", False)), 3):
        with pytest.raises(ClaimError):
            gaussian(bad, 0, 1)
    x = t.var("x", (), ("x", True))
    with pytest.raises(ClaimError, match="not random"):
        gaussian(x, t.var("y", (), ("y", True)), 1)
    assert OnSpace[Z].random
    assert isinstance(gaussian(x, 0, 1), Law)


def test_degrees() -> None:
    x, s, i = t.var("x", (), ("x", True)), t.var("s"), t.index("i", n)
    v = t.var("v", (n, t.ONE), ("v", True))
    assert degree_in(s * x**3 + x, x) == 3
    assert degree_in(E(x**3) * x, x) == 1
    assert degree_in((x + 1) ** 2 * (x - 1) ** 2, x) == 4
    assert degree_in(bsum(lambda k: v[k] * v[k], n), v) == 2
    assert degree_in(v[i] * (v.T @ v), v) == 3
    assert degree_in(exp(x), x) is None
    assert degree_in(1 / x, x) is None
    assert degree_in(x ** t.nat("k"), x) is None
    assert degree_in(t.matmul(t.inv(v @ v.T), v), v) is None
    assert Var(s) is not None


def test_the_laws_have_the_moments_that_are_claimed() -> None:
    found = [law for law in laws(1, Random(0)) if len(law[0]) == 5]
    assert len(found) == 12
    for weights, points in found:
        values = [p[0] for p in points]
        mean = sum(w * x for w, x in zip(weights, values, strict=True))
        c = [sum(w * (x - mean) ** k for w, x in zip(weights, values, strict=True)) for k in range(6)]
        assert c[0] == 1 and c[1] == c[3] == c[5] == 0 and c[4] == 3 * c[2] ** 2
        assert isinstance(mean, Fraction | int)


# --- ties: nothing brings in a higher moment by another way ----------------------------------------------------------

P = Space("P", True)


def test_a_gaussian_shares_its_space_with_nothing() -> None:
    """g = x almost surely would say of g⁶ what the moments of x do not decide."""

    def define() -> None:
        @claim("doc/1")
        def tied(x: OnSpace[P], g: OnSpace[P]) -> Any:
            assume(gaussian(x, 0, 1), equal(E((g - x) ** 2), 0))
            return equal(E(g**6), 15)

    _, errors = made(define)
    assert errors and isinstance(errors[0], Unsupported) and "shares its space" in errors[0].problem


def test_a_space_of_the_same_name_is_shared_as_well() -> None:
    own = Space("x", True)

    def define() -> None:
        def tied(x, g):  # type: ignore[no-untyped-def]
            assume(gaussian(x, 0, 1))
            return equal(E(g * x), 0)

        tied.__annotations__ = {"x": RandomScalar, "g": OnSpace[own]}
        claim("doc/1")(tied)

    _, errors = made(define)
    assert errors and isinstance(errors[0], Unsupported) and "shares its space" in errors[0].problem


@pytest.mark.parametrize("order", [0, 1])
@pytest.mark.parametrize("law", [lambda y, m: gaussian(y, 0, m), lambda y, m: gaussian(y, m, 1)])
def test_another_gaussian_brings_in_no_higher_moment(law: Any, order: int) -> None:
    """y with the mean or the variance E x⁶/11: a moment that is not assumed of x."""

    def define() -> None:
        @claim("doc/1")
        def nested(x: RandomScalar, y: RandomScalar) -> Any:
            given = (gaussian(x, 0, 1), law(y, E(x**6) / 11))
            assume(*(given if order else given[::-1]))
            return equal(Var(y), Var(y))

    _, errors = made(define)
    assert errors and isinstance(errors[0], Unsupported) and "degree 6" in errors[0].problem


def test_nor_does_its_own_variance() -> None:
    x = t.var("x", (), ("x", True))
    with pytest.raises(ClaimError, match="without what they are of"):
        gaussian(x, 0, 1 + (E(x**6) - 15) ** 2)
    with pytest.raises(ClaimError, match="without what they are of"):
        gaussian(x, E(x), 1)


def test_moments_that_are_assumed_may_be_used_by_another() -> None:
    def define() -> None:
        @claim("doc/1")
        def nested(x: RandomScalar, y: RandomScalar) -> Any:
            assume(gaussian(x, 0, 1), gaussian(y, 0, E(x**4) + 1))
            return equal(E(y * y), 4)

    statements, errors = made(define)
    assert not errors
    assert isinstance(verdict(statements), Proved)


def test_code_is_not_held_against_a_moment_that_is_not_assumed() -> None:
    """An instance with the assumed moments would run the code on a law that is not Gaussian."""

    def define() -> None:
        @claim(conforms_to="doc/1")
        def sixth(x: RandomScalar, m: Scalar) -> Any:
            assume(gaussian(x, 0, 1))
            return computes(code("json:dumps")(m), E(x**6), within=8)

    _, errors = made(define)
    assert errors and isinstance(errors[0], Unsupported) and "degree 6" in errors[0].problem
