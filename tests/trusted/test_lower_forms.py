"""The indexed forms of reciprocals and of indicators: what is multiplied out, what becomes δ, and what stays whole."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted import terms as t
from proofread.trusted.indexed import DELTA, Head, Poly, Refused
from proofread.trusted.lower import Lowering, nat_parts, variable_head
from proofread.trusted.scalar_terms import natprod, natsum
from proofread.trusted.sizes import ONE, size_sum
from proofread.trusted.terms import Term, index, nat
from proofread.trusted.trees import bind
from tests.trusted.attacks import A, D, N, algebra, apart, eq, r, refused, s, x, y

I, J = ("i", "N"), ("j", "N")
i, j = index("i", N), index("j", N)
HALF = Fraction(1, 2)
n = nat("n")


def lowered(term: Term, *at: ix.Index) -> Poly:
    return Lowering().lower(term, at)


def head_of(p: Poly) -> Head:
    (((head, _),),) = p
    return head


# --- reciprocals ------------------------------------------------------------------------------------------------------


def test_the_reciprocal_of_a_product_is_that_of_its_factors() -> None:
    assert lowered(t.recip(s * r)) == lowered(t.recip(s) * t.recip(r)) != lowered(t.recip(s) + t.recip(r))
    assert lowered(t.recip(2 * s * s)) == lowered(HALF * t.recip(s) ** 2)
    assert lowered(t.recip(t.recip(s))) == lowered(s) and lowered(t.recip(t.recip(s + r))) == lowered(s + r)
    assert lowered(t.recip(t.recip(x) * y[i]), I, None) == lowered(x * t.recip(y[i]), I, None)  # type: ignore[arg-type]
    assert head_of(lowered(t.recip(s))) == Head("recip", "", (ix.freeze(lowered(s)),))


def test_the_reciprocal_of_a_sum_is_not_the_sum_of_the_reciprocals() -> None:
    """Also where the sum is over an index, and one monomial."""
    assert lowered(t.recip(s + r)) != lowered(t.recip(s) + t.recip(r))
    one, many = t.recip(t.total(x)), t.total(t.recip(x))
    assert lowered(one) != lowered(many) and lowered(t.recip(s * t.total(x))) != lowered(t.recip(s) * many)
    refused([apart(t.total(x)), apart(x)], eq(one, many), algebra(), "left over", [["hyp", 0], ["hyp", 1]])
    inner, apiece = t.recip(t.total(x * y)), t.recip(t.total(x)) * t.recip(t.total(y))
    assert lowered(inner) != lowered(apiece) and head_of(lowered(inner)).kind == "recip"
    refused([apart(t.total(x * y)), apart(t.total(x)), apart(t.total(y))], eq(inner, apiece), algebra(), "left over",
            [["hyp", 0], ["hyp", 1], ["hyp", 2]])  # fmt: skip
    (((head, places),),) = lowered(t.recip(t.total(x)))
    assert head.kind == "recip" and places == ()


def test_of_a_sum_and_of_its_multiples_there_is_one_reciprocal() -> None:
    whole = lowered(t.recip(s + 3 * r))
    assert len(whole) == 1
    for q in (2, -1, Fraction(-3, 5)):
        assert lowered(t.recip(q * (s + 3 * r))) == ix.scale(1 / Fraction(q), whole)
        assert lowered(t.recip(q * t.total(x))) == ix.scale(1 / Fraction(q), lowered(t.recip(t.total(x))))


def test_one_over_the_identity_is_the_identity() -> None:
    """Entry by entry, for 1/0 is 0: δ is its own reciprocal."""
    assert lowered(t.recip(t.eye(N)), I, J) == ix.delta(I, J) == lowered(t.recip(2 * t.eye(N)) * 2, I, J)
    assert lowered(t.recip(A), I, J) != lowered(A, I, J)


# --- indicators -------------------------------------------------------------------------------------------------------


def test_where_two_places_of_one_range_are_equal_is_delta() -> None:
    for term in (i - j, j - i, 3 * i - 3 * j):
        assert lowered(t.is_zero(term)) == ix.delta(I, J)


@pytest.mark.parametrize(
    "term",
    [x[i] - x[j], x[i] - y[j], i + j, i - 2 * j, i - j + 1, i - j - s, i * i - j, i * j, 2 * i, i - index("k", D),
     bind(t.bsum, index("%1", N), index("%1", N)) - j, s - r, t.exp(i) - t.exp(j)],
)  # fmt: skip
def test_nothing_else_is_delta(term: Term) -> None:
    """Where two values are equal, or a place and a sum over all places, the two places need not be."""
    p = lowered(t.is_zero(term))
    assert head_of(p).kind == "is_zero" and DELTA not in ix.heads(p)


# --- heads, and counts that are sizes ---------------------------------------------------------------------------------


def test_a_head_says_which_function_it_is_of_what() -> None:
    """Functions of operators have no name, powers the number of axes and the exponent: so none is taken for another."""
    entry = {((variable_head(A), (("$0", "N"), ("$1", "N"))),): Fraction(1)}
    held = ix.freeze(lowered(s))
    for op in ("exp", "log", "sqrt", "tanh", "sign", "floor", "is_zero"):
        assert head_of(lowered(Term(op, (s,), (), ()))) == Head(op, "", (held,))
    assert head_of(lowered(t.maximum(s, r))) == Head("maximum", "", (held, ix.freeze(lowered(r))))
    assert head_of(lowered(t.power(s, n))) == Head("natpow", "0|n", (held,))
    assert head_of(lowered(t.power(A, n), I, J)) == Head("natpow", "2|n", (ix.freeze(entry),))
    assert head_of(lowered(t.inv(A), I, J)) == Head("inv", "2", (ix.freeze(entry),))


def test_the_last_term_of_a_sum_up_to_a_size_is_that_size() -> None:
    """Σ_{k<N+1} k is Σ_{k<N} k and N, and Π_{k<N+1} (k + 1) is Π_{k<N} (k + 1) times N + 1."""
    size, k = t.number(N), nat("k")
    assert lowered(natsum(k, k, size + 1)) == ix.plus(lowered(natsum(k, k, size)), ix.count("N"))
    assert lowered(natprod(k, k + 1, size + 1)) == lowered(natprod(k, k + 1, size) * (size + 1))
    assert lowered(natsum(k, k, size + n + 1)) == lowered(natsum(k, k, size + n) + size + n)
    assert lowered(t.power(s, size + 1)) == lowered(t.power(s, size) * s)
    assert nat_parts(size + n + 2) == (("#N", "n"), 2)
    for no_name in (size_sum([(2, N)]), size_sum([(1, N), (1, ONE)]), size_sum([(1, N), (1, D)])):
        with pytest.raises(Refused, match="a natural-number term is a sum"):
            nat_parts(t.number(no_name))
