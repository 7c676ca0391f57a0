"""The indexed form of every operator, written out: which heads there are, and over which indices they stand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.indexed import Factor, Head, Index, Poly, Refused
from proofread.trusted.lower import MOST_TERMS, POSITION, Lowering, axes, index_label, measure, point, variable_head
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Term, index, nat, var
from tests.trusted.attacks import BASE, OMEGA, A, D, E, M, N, X, e, q, r, s, x, y

I, J, L = ("i", "N"), ("j", "N"), ("l", "d")
FIRST, SECOND = ("$0", "N"), ("$1", "N")
n, k, v = nat("n"), nat("k"), var("%1")


def lowered(term: Term, *at: Index | None) -> Poly:
    return Lowering().lower(term, at)


def product(*factors: Factor, times: int = 1) -> Poly:
    """One monomial, as it is written here."""
    return {factors: Fraction(times)}


def of(held: Term, *indices: Index) -> Factor:
    """A variable at some indices."""
    return (variable_head(held), indices)


def frozen(*factors: Factor) -> tuple[object, ...]:
    return ix.freeze(product(*factors))


# --- variables and spaces ---------------------------------------------------------------------------------------------


def test_variables_that_differ_have_heads_that_differ() -> None:
    made = [var("a"), var("b"), var("a", (N, ONE)), var("a", (N, N)), var("a", (D, ONE)), var("a", (), OMEGA),
            var("a", (), ("Om", False)), var("a", (), BASE), var("a", (N, ONE), OMEGA)]  # fmt: skip
    assert len({variable_head(a) for a in made}) == len(made)
    assert variable_head(x) == Head("var", "x|N,1|") and variable_head(e) == Head("var", "e||('Om', True)")
    assert lowered(x, I, None) == product(of(x, I)) and lowered(X, I, L) == product(of(X, I, L))


def test_a_random_variable_stands_at_the_point_of_its_space() -> None:
    there, bound = ("@Om", "~Om"), (0, "~Om")
    assert point(OMEGA) == there and measure(OMEGA) == product((Head("measure", "Om:True"), (there,)))
    assert lowered(e) == product(of(e, there)) and lowered(q) == product(of(q, ("@Z", "~Z")))
    assert lowered(var("w", (N, ONE), OMEGA), I, None) == product(of(var("w", (N, ONE), OMEGA), I, there))
    assert lowered(E(e)) == product((Head("measure", "Om:True"), (bound,)), of(e, bound))
    assert lowered(t.integral(BASE, s * q)) == product(
        (Head("measure", "Z:False"), ((0, "~Z"),)), of(q, (0, "~Z")), of(s)
    )


# --- functions --------------------------------------------------------------------------------------------------------


def phi(a: Term) -> Term:
    return t.apply("phi", "entrywise", a)


def test_a_function_of_every_entry() -> None:
    """On the diagonal it is the function that it is elsewhere, at two equal indices."""
    column, matrix = (
        Head("entrywise", "phi", (frozen(of(x, FIRST)),)),
        Head("entrywise", "phi", (frozen(of(A, FIRST, SECOND)),)),
    )
    assert lowered(phi(x), I, None) == product((column, (I,))) and lowered(phi(A), I, J) == product((matrix, (I, J)))
    assert lowered(t.diagonal(phi(A)), I, None) == product((matrix, (I, I)))
    assert lowered(phi(s)) == product((Head("entrywise", "phi", (frozen(of(s)),)), ()))
    exponential = Head("exp", "", (frozen(of(A, FIRST, SECOND)),))
    assert lowered(t.diagonal(t.exp(A)), I, None) == product((exponential, (I, I)))
    assert lowered(t.trace(t.exp(A))) == product((exponential, ((0, "N"), (0, "N"))))
    assert lowered(t.exp(x), I, None) == product((Head("exp", "", (frozen(of(x, FIRST)),)), (I,)))
    assert lowered(t.maximum(x, s), I, None) == product(
        (Head("maximum", "", (frozen(of(x, FIRST)), frozen(of(s)))), (I,))
    )


def test_a_function_of_a_whole_tensor() -> None:
    """Its argument's axes stay inside, and its own are those of its value; of another shape, or to one, it is another
    one."""
    held = (frozen(of(x, ("&0", "N"))),)
    assert lowered(t.apply("F", "map", x, (N, N)), I, J) == product((Head("map", "F|N,1|N,N", held), (I, J)))
    assert lowered(t.apply("F", "map", x, (N, N)), I, I) == product((Head("map", "F|N,1|N,N", held), (I, I)))
    assert lowered(t.apply("F", "map", x, (N, ONE)), I, None) == product((Head("map", "F|N,1|N,1", held), (I,)))
    assert lowered(t.apply("F", "field", x)) == product((Head("field", "F|N,1", held), ()))
    row = lowered(t.apply("F", "field", x.T))
    assert (
        row == product((Head("field", "F|1,N", (frozen(of(x, ("&1", "N"))),)), ())) != lowered(t.apply("F", "field", x))
    )


def test_inverses_keep_their_axes() -> None:
    """The pseudo-inverse of an N×d matrix is d×N: its first index is the second axis."""
    assert lowered(t.inv(A), I, J) == product((Head("inv", "2", (frozen(of(A, FIRST, SECOND)),)), (I, J)))
    held = Head("pinv", "2", (frozen(of(X, FIRST, ("$1", "d"))),))
    assert lowered(t.pinv(X), L, I) == product((held, (I, L)))
    assert lowered(t.pinv(x), None, I) == product((Head("pinv", "1", (frozen(of(x, FIRST)),)), (I,)))


def test_a_matrix_of_one_entry_has_no_indexed_inverse() -> None:
    """Its inverse is a number, and has no axes for those of the matrix."""
    for inverse in (t.inv, t.pinv):
        with pytest.raises(ValueError, match="shorter"):
            lowered(inverse(var("a", (ONE, ONE))))


def test_sequences_by_the_number_of_the_member() -> None:
    for at, said in ((n + 2, "n+2"), (n, "n+0"), (2, "+2"), (k + n, "k+n+0"), (n + n, "n+n+0")):
        member = Head("sequence", f"w|{said}|N,1")
        assert lowered(t.sequence("w", at, (N, ONE)), I, None) == product((member, (I,)))
    assert lowered(t.sequence("w", 0, ())) == product((Head("sequence", "w|+0|"), ()))


def test_limits_are_functions_of_body_and_bounds() -> None:
    body = frozen(of(v), of(s)) if variable_head(v) < variable_head(s) else frozen(of(s), of(v))
    assert lowered(scalars.limit(v, s * v)) == product((Head("limit", "%1", (body,)), ()))
    assert lowered(scalars.definite(v, s * v, 0, r)) == product((Head("definite", "%1", (body, (), frozen(of(r)))), ()))


def test_derivatives_stand_at_the_axes_of_the_body_then_of_the_variable() -> None:
    w = var("%2", (N, ONE))
    assert lowered(t.deriv(v, v**2 * s, r)) == lowered(2 * r * s)
    assert lowered(t.deriv(w, A @ w, x), I, J) == product(of(A, I, J)) != lowered(A.T, I, J)
    assert lowered(t.deriv(w, t.total(w * w), x), I, None) == lowered(2 * x, I, None)
    assert lowered(t.deriv(v, v * x, s), I, None) == product(of(x, I))
    assert lowered(t.deriv(w, w * y, x), I, J) == lowered(t.diag(y), I, J)


# --- places, sums and sizes -------------------------------------------------------------------------------------------


def test_an_index_as_a_number_and_the_only_index_of_one() -> None:
    i, only = index("i", N), index("%1", ONE)
    assert lowered(i) == product((POSITION, (I,))) and lowered(only) == {}
    assert lowered(t.bsum(only, s + only)) == product(of(s))
    assert lowered(t.bsum(index("%1", N), s)) == lowered(t.number(N) * s) == product((Head("#", "N"), ()), of(s))
    assert lowered(t.entry(X, i, index("l", D))) == product(of(X, I, L)) and lowered(x[i]) == product(of(x, I))
    assert lowered(t.entry(x, i, only)) == product(of(x, I)) == lowered(t.entry(x, i, 0))
    with pytest.raises(Refused, match="an entry at a computed position, or a fixed one, has no indexed form"):
        lowered(t.entry(x, 0, 0))


@pytest.mark.parametrize("name", ["i", "i1", "%1", "_%1", "ι"])
def test_the_names_of_indices(name: str) -> None:
    assert index_label(index(name, N)) == (name, "N")


@pytest.mark.parametrize("name", ["_i", "_", "1i", "", "$0", "&0", "~0001", "@Om", "i j", "?1", "__%1", "i%"])
def test_no_index_is_called_as_those_that_are_made_on_the_way(name: str) -> None:
    with pytest.raises(Refused, match="an index variable cannot be called"):
        index_label(index(name, N))


def test_so_many_terms_are_written_out_and_no_more() -> None:
    assert MOST_TERMS == 64 and lowered(scalars.natsum(k, s, 64)) == product(of(s), times=64)
    assert lowered(scalars.natprod(k, s, 3)) == lowered(s**3) and lowered(scalars.natsum(k, k, 4)) == ix.constant(6)
    assert lowered(scalars.natsum(k, k, 0)) == {} and lowered(scalars.natprod(k, k, 0)) == ix.constant(1)
    for op in (scalars.natsum, scalars.natprod):
        for count in (65, n + 65):
            with pytest.raises(Refused, match="more than 64 terms"):
                lowered(op(k, s, count))
    whole = Head("natsum", "k|n", (frozen((Head("nat", "k"), ())),))
    assert lowered(scalars.natsum(k, k, n)) == product((whole, ()))
    assert lowered(scalars.natsum(k, k, n + 2)) == ix.plus(product((whole, ())), lowered(2 * n + 1))
    several = Head("natprod", "k|m+n", (frozen((Head("nat", "k"), ())),))
    assert lowered(scalars.natprod(k, k, n + nat("m"))) == product((several, ()))


def test_sums_over_axes() -> None:
    first, second = (0, "N"), (1, "N")
    assert lowered(t.total(x)) == product(of(x, first)) and lowered(t.total(A)) == product(of(A, first, second))
    assert lowered(t.trace(A)) == product(of(A, first, first)) and lowered(t.total(X)) == product(
        of(X, first, (1, "d"))
    )
    assert lowered(A @ x, I, None) == product(of(A, I, first), of(x, first))
    assert lowered(x @ y.T, I, J) == product(of(x, I), of(y, J)) and lowered(x.T @ y) == product(
        of(x, first), of(y, first)
    )
    assert lowered(A.T, I, J) == product(of(A, J, I)) and lowered(t.diagonal(A), I, None) == product(of(A, I, I))
    assert lowered(t.diag(x), I, J) == ix.times(ix.delta(I, J), product(of(x, I)))
    assert lowered(t.eye(N), I, J) == ix.delta(I, J) and lowered(t.eye(N), I, I) == ix.constant(1)
    assert lowered(Term("eye", (), (), (ONE, ONE)), None, None) == ix.constant(1)
    assert lowered(t.ones(M), ("m", "M"), None) == ix.constant(1) and lowered(t.number(M)) == ix.count("M")
    assert lowered(scalars.pi()) == product((Head("pi"), ())) and lowered(n) == product((Head("nat", "n"), ()))
    assert axes((N, ONE, D), "_") == (("_0", "N"), None, ("_2", "d"))


def test_powers_that_are_written_out() -> None:
    assert lowered(s**0) == ix.constant(1) and lowered(s**3) == product(of(s), of(s), of(s))
    assert lowered(x**2, I, None) == product(of(x, I), of(x, I)) != lowered(x, I, None)
    assert lowered(t.power(A, n + 1), I, J) == ix.bind(
        ix.times(product(of(A, I, ("~", "N"))), lowered(t.power(A, n), ("~", "N"), J)), ("~", "N")
    )
    assert lowered(t.power(s, n + k + 2)) == lowered(s * t.power(s, k) * t.power(s, n) * s)
