"""The indexed form of constants and of powers of 1, and the terms that it has no form for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.indexed import Head, Poly, Refused
from proofread.trusted.lower import Lowering, nat_parts, variable_head
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Term, array, const, nat, var
from proofread.trusted.terms_matrices import det
from tests.trusted.attacks import A, N, accepted, algebra, apart, eq, r, refused, s

k, n, v = nat("k"), nat("n"), var("v")
CLEAR = algebra()
HALF = Fraction(1, 2)


def lowered(term: Term) -> Poly:
    return Lowering().lower(term, ())


def head_of(term: Term) -> Head:
    """The one head of a term that is not multiplied out."""
    (((head, _),),) = lowered(term)
    return head


# --- constants --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "value"),
    [
        (t.sqrt(const(Fraction(9, 4))), Fraction(3, 2)),
        (t.sqrt(const(0)), 0),
        (t.absolute(const(Fraction(-5, 2))), Fraction(5, 2)),
        (t.absolute(const(3)), 3),
        (t.is_zero(const(0)), 1),
        (t.is_zero(const(HALF)), 0),
        (t.exp(const(0)), 1),
        (t.log(const(1)), 0),
        (t.tanh(const(0)), 0),
        (t.sign(const(0)), 0),
        (scalars.sin(const(0)), 0),
        (scalars.cos(const(0)), 1),
        (scalars.atan(const(0)), 0),
        (t.recip(const(Fraction(-2, 3))), Fraction(-3, 2)),
        (t.exp(s - s), 1),
        (t.sqrt(s - s + 4), 2),
    ],
)
def test_what_is_known_of_constants(term: Term, value: object) -> None:
    assert lowered(term) == ix.constant(Fraction(str(value)))


@pytest.mark.parametrize(
    "term",
    [t.sqrt(const(2)), t.sqrt(const(-4)), t.exp(const(1)), t.log(const(HALF)), t.sign(const(HALF)),
     scalars.cos(const(2)), t.sqrt(const(Fraction(4, 3))), t.floor(const(2))],
)  # fmt: skip
def test_other_constants_stay_what_they_are(term: Term) -> None:
    """√−4 is not 2, log ½ is not log 0, and 1 + 0 is no root of 2."""
    assert head_of(term).kind == term.op
    assert all(lowered(term) != ix.constant(q) for q in (0, 1, 2, -2, HALF, Fraction(2, 3)))


def test_a_root_of_a_constant_is_not_a_wrong_one() -> None:
    defined = [["evaluate"]]
    accepted([], eq(t.sqrt(const(Fraction(9, 4))), Fraction(3, 2)), CLEAR, defined)
    refused([], eq(t.sqrt(const(Fraction(9, 4))), Fraction(-3, 2)), CLEAR, "left over", defined)
    for value in (1, 2, -2, Fraction(3, 2)):
        refused([], eq(t.sqrt(const(2)), value), CLEAR, "left over", defined)
    refused([], eq(t.sqrt(const(-4)), 2), CLEAR, "does not confirm", defined)
    refused([], eq(t.absolute(const(-2)), -2), CLEAR, "left over")


def test_the_reciprocal_of_zero_is_zero_and_shows_that_it_is_undefined() -> None:
    """0/0 and 1/(s − s) are 0 in the indexed form; the obligation that s − s ≠ 0 keeps that from being said."""
    for nothing in (t.recip(s - s), t.recip(const(0)), t.recip(0 * s)):
        assert lowered(nothing) == {} == lowered(s * nothing)
    refused([], eq(t.recip(s - s), 0), CLEAR, "1 obligations, 0 proofs")
    refused([], eq(t.recip(s - s), 0), CLEAR, "apart is not an equation or inequality", [CLEAR])
    accepted([apart(s - s, 0)], eq(t.recip(s - s), 0), CLEAR, [["hyp", 0]])  # from what never holds


# --- powers, sums and places ------------------------------------------------------------------------------------------


def test_powers_of_one_are_one_whatever_the_exponent() -> None:
    for exponent in (n, n + k, n + 3):
        assert lowered(t.power(const(1), exponent)) == ix.constant(1)
        assert lowered(t.power(s - s + 1, exponent)) == ix.constant(1)
    accepted([], eq(t.power(const(1), n), 1), CLEAR)
    for base in (const(-1), const(2), const(0), s):
        assert lowered(t.power(base, n)) != ix.constant(1)
        refused([], eq(t.power(base, n), 1), CLEAR, "left over")
    identity = t.eye(N)
    at = (("i", "N"), ("j", "N"))
    assert Lowering().lower(t.power(identity, n), at) != {(): Fraction(1)}  # Iⁿ is I, not a matrix of ones


@pytest.mark.parametrize("no_sum", [s, n * k, const(2) * n, t.power(n, 2), t.maximum(n, k)])
def test_an_exponent_is_a_sum_of_naturals(no_sum: Term) -> None:
    with pytest.raises(Refused, match="a natural-number term is a sum of variables and a constant"):
        nat_parts(no_sum)
    with pytest.raises(Refused, match="a natural-number term"):
        nat_parts(n + no_sum + 1)
    assert nat_parts(k + n + 2 + k) == (("k", "k", "n"), 2)


def test_a_term_is_lowered_at_as_many_places_as_it_has_axes() -> None:
    for at in ((), (("i", "N"),), (("i", "N"),) * 3):
        with pytest.raises(Refused, match=f"{len(at)} indices for 2 axes"):
            Lowering().lower(A, at)
    assert Lowering().lower(s, (("i", "N"), None)) == lowered(s)  # a number stands at every place


def test_an_operator_without_an_indexed_form_is_refused() -> None:
    with pytest.raises(Refused, match="array has no indexed form"):
        Lowering().lower(array([[1, 2]]), (None, ("i", "2")))


def test_a_sum_that_is_written_out_captures_nothing() -> None:
    """Σ_{k<n+1} Σ_{n<2} (n + k) with k = n put in would be Σ_{n<2} (n + n)."""
    inner = scalars.natsum(n, n + k, 2)
    assert lowered(inner) == lowered(2 * k + 1)
    with pytest.raises(Refused, match="n would be captured"):
        lowered(scalars.natsum(k, scalars.natsum(n, n + k, n), n + 1))
    other = nat("m")
    fine = scalars.natsum(k, scalars.natsum(other, other + k, 2), n + 1)
    assert lowered(fine) == lowered(scalars.natsum(k, 2 * k + 1, n + 1)) != lowered(2 * n + 1)


# --- heads ------------------------------------------------------------------------------------------------------------


def test_a_head_is_what_it_was_made_as() -> None:
    head = Head("var", "s")
    for name in ("kind", "name", "args", "more"):
        with pytest.raises(AttributeError, match="a head is immutable"):
            setattr(head, name, "t")
        with pytest.raises(AttributeError, match="a head is immutable"):
            delattr(head, name)
    assert (head.kind, head.name, head.args) == ("var", "s", ()) and head == Head("var", "s") != Head("var", "t")


def test_the_heads_of_a_polynomial_are_those_outside_functions() -> None:
    assert ix.heads(lowered(s * r + s * s * t.exp(v))) == {variable_head(s), variable_head(r), head_of(t.exp(v))}
    assert ix.heads(lowered(const(3))) == ix.heads({}) == set()


def test_the_determinant_of_one_entry_is_that_entry() -> None:
    """A 1×1 matrix is its own determinant, and no number besides; no n×n one is."""
    one = var("a", (ONE, ONE))
    whole = Term("det", (one,), (), ())
    assert lowered(whole) == Lowering().lower(one, (None, None))
    assert lowered(det(array([[s]]))) == lowered(s)
    assert head_of(det(A)).kind == "det" and lowered(det(A)) != lowered(t.trace(A))
