"""Complex numbers against Python's own, and integers: what a statement about them says of their parts."""

from __future__ import annotations

import cmath
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proofread import (
    ClaimError,
    ComplexNumber,
    I,
    Integer,
    Scalar,
    abs_,
    claim,
    conjugate,
    cos,
    cosh,
    equal,
    exists,
    exp,
    forall,
    ge,
    im,
    log,
    re,
    sin,
    sinh,
)
from proofread.language import complex_numbers
from proofread.language.building import collecting
from proofread.language.complex_numbers import Complex
from proofread.trusted import exact, scalar_terms, trees
from proofread.trusted import terms as t
from proofread.trusted.obligations import obligations
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import Term

PARTS = st.fractions(min_value=-3, max_value=3, max_denominator=6)
NUMBERS = st.tuples(PARTS, PARTS)


def number(parts: tuple[Fraction, Fraction]) -> Complex:
    return Complex(*map(t.const, parts))


def value(z: Any) -> complex:
    """What a closed number is worth, in floats."""
    parts = (z.re, z.im) if isinstance(z, Complex) else (z, t.const(0))
    return complex(*(float(exact.evaluate(x, exact.EMPTY).flat[0].lo) for x in parts))


@given(NUMBERS, NUMBERS)
def test_arithmetic_is_that_of_complex_numbers(a: tuple[Fraction, Fraction], b: tuple[Fraction, Fraction]) -> None:
    z, w = number(a), number(b)
    x, y = complex(*a), complex(*b)
    for made, known in ((z + w, x + y), (z - w, x - y), (z * w, x * y), (-z, -x), (z**3, x**3), (2 - z, 2 - x),
                        (conjugate(z), x.conjugate()), (3 * z + 1, 3 * x + 1)):  # fmt: skip
        assert value(made) == pytest.approx(known, abs=1e-12)
    if any(b):
        assert value(z / w) == pytest.approx(x / y, abs=1e-12)
        assert value(w**-2) == pytest.approx(y**-2, rel=1e-9)
        assert value(1 / w) == pytest.approx(1 / y, abs=1e-12)


@given(NUMBERS)
def test_functions_are_those_of_complex_numbers(a: tuple[Fraction, Fraction]) -> None:
    z, x = number(a), complex(*a)
    for made, known in ((exp(z), cmath.exp(x)), (sin(z), cmath.sin(x)), (cos(z), cmath.cos(x)),
                        (sinh(z), cmath.sinh(x)), (cosh(z), cmath.cosh(x)), (abs_(z), abs(x))):  # fmt: skip
        assert value(made) == pytest.approx(known, abs=1e-9)


def test_a_real_number_has_the_imaginary_part_0() -> None:
    s = t.var("s")
    assert (re(s), im(s)) == (s, t.const(0))
    assert I * I * I * I == I**4 or value(I**4) == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (lambda z: ge(z, 0), "real one is needed"),
        (lambda z: z ** t.nat("n"), "whole number"),
        (lambda z: z ** t.const(Fraction(1, 2)), "whole number"),
        (lambda z: z + t.ones(2, 1), "scalars"),
        (lambda z: z + "1", "no number"),
        (lambda z: t.to_term(z), "not a term"),
    ],
)
def test_what_has_no_meaning_is_refused(wrong: Any, why: str) -> None:
    with pytest.raises((ClaimError, TypeError), match=why):
        wrong(Complex(t.var("a"), t.var("b")))


def test_zeros_and_ones_are_left_out() -> None:
    s = t.var("s")
    assert I * s == I * s or str((I * s).im) == "s"
    assert (I * s).re == t.const(0)
    assert (complex_numbers.complex_number(s) * s).im == t.const(0)


def statements(define: Any) -> list[Any]:
    with collecting() as made:
        define()
    assert not made.errors, made.errors
    return [s for item in made.items for s in item.statements]


def test_a_claim_about_a_complex_number_is_one_about_its_parts() -> None:
    def define() -> None:
        @claim("doc/1")
        def modulus(z: ComplexNumber) -> Any:
            return equal(z * conjugate(z), abs_(z) ** 2)

    (made,) = statements(define)
    assert sorted(str(v.data[0]) for v in made.variables) == ["z_im", "z_re"]
    assert made.goal.op == "and"


def test_an_integer_is_the_difference_of_two_naturals() -> None:
    def define() -> None:
        @claim("doc/1")
        def square(k: Integer) -> Any:
            return ge(k * k, k)

    (made,) = statements(define)
    assert [(v.op, v.data[0]) for v in made.variables] == [("nat", "k_plus"), ("nat", "k_minus")]


def test_a_name_that_is_taken_by_a_part_is_refused() -> None:
    with collecting() as made:

        @claim("doc/1")
        def twice(z_re: Scalar, z: ComplexNumber) -> Any:
            return equal(z_re, re(z))

    assert any("z_re" in str(e) for e in made.errors)


def test_pairs_are_bound_by_quantifiers() -> None:
    p = forall(ComplexNumber, lambda z: exists(ComplexNumber, lambda w: equal(z + w, 0)))
    bound: list[str] = []
    while p.op in ("forall", "exists"):
        bound.append(p.op)
        p = p.args[0]
    assert bound == ["forall", "forall", "exists", "exists"]
    assert not isinstance(p, Term)


def test_the_logarithm_of_a_complex_number_is_not_said() -> None:
    with pytest.raises((ClaimError, TypeError)):
        log(I)


def needs(*nodes: Any) -> set[Any]:
    return set(obligations(nodes))


def test_what_a_part_leaves_out_still_has_to_be_defined() -> None:
    """Without this, im(log x) = 0 and 0·(1/z) = 0 are proved where there is no logarithm and no quotient."""
    x = t.var("x")
    z = Complex(x, t.var("y"))
    assert needs(im(t.log(x))) == needs(re(I * t.log(x))) == needs(t.log(x)) != set()
    assert needs(re(0 * (1 / z))) == needs(re((1 / z) ** 0)) == needs(re(1 / z)) != set()
    assert needs(re((0 * I) ** -1)) != set()
    assert needs(*equal(t.sign(x) + I * t.log(x), 1).args[0].args) == needs(t.log(x))
    assert (im(x), re(z), re(I * x)) == (t.const(0), x, t.const(0))  # and nothing is added where nothing is missing


def test_operations_that_are_called_total_have_no_condition() -> None:
    x, n, size = t.var("x"), t.nat("n"), size_symbol("N")
    made = [x + n, x * x, x**3, t.power(x, n), t.exp(x), t.absolute(x), t.sign(x), t.floor(x), scalar_terms.sin(x),
            scalar_terms.cos(x), t.tanh(x), t.maximum(x, 1), scalar_terms.pi(), t.index("i", size),
            t.to_term(size)]  # fmt: skip
    assert {m.op for a in made for m in trees.subnodes(a)} == complex_numbers.TOTAL
    assert needs(*made) == set()
