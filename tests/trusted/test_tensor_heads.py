"""Functions of whole tensors: what stays inside the head, and determinants that are written out."""

from __future__ import annotations

from itertools import permutations

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted import terms as t
from proofread.trusted import terms_matrices as tm
from proofread.trusted.indexed import Head
from proofread.trusted.lower import Lowering
from proofread.trusted.sizes import ONE
from proofread.trusted.tensor_heads import LARGEST_LITERAL, axes, of_tensor
from proofread.trusted.terms import Term, var
from tests.trusted.attacks import A, D, M, N, X

x = Head("var", "x")


def lowered(a: Term) -> ix.Poly:
    return Lowering().lower(a, ())


def test_axes() -> None:
    assert axes((N, ONE, D), "&") == (("&0", "N"), None, ("&2", "d")) and axes((), "_") == ()
    assert axes((M,), "_") == (("_0", "M"),)


def test_axes_of_the_argument_stay_inside_and_other_indices_come_out() -> None:
    inner, slot, other, wide = ("&0", "N"), ("s", "N"), ("a", "N"), ("a", "d")
    p = ix.times(ix.one_factor(x, inner), ix.times(ix.one_factor(x, other), ix.one_factor(x, wide)))
    p = ix.times(p, ix.one_factor(x, slot))
    made = of_tensor("field", "L", p, [slot])
    held = {slot: ("$0", "N"), other: ("$1", "N"), wide: ("$2", "d")}
    assert made == ix.one_factor(Head("field", "L", (ix.freeze(ix.rename(p, held)),)), slot, other, wide)
    assert ix.free_indices(of_tensor("field", "L", ix.one_factor(x, inner), [])) == set()


def test_what_comes_out_is_listed_by_size_and_name() -> None:
    out = [("b", "N"), ("a", "d"), ("a", "N"), ("c", "N"), ("b", "d")]
    p = ix.constant(1)
    for i in out:
        p = ix.times(p, ix.one_factor(x, i))
    (monomial,) = of_tensor("field", "L", p, [])
    assert monomial[0][1] == (("a", "N"), ("b", "N"), ("c", "N"), ("a", "d"), ("b", "d"))


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_determinant_of_a_permutation_is_its_sign(order: tuple[int, ...]) -> None:
    rows = [[int(order[i] == j) for j in range(3)] for i in range(3)]
    swaps = sum(order[i] > order[j] for i in range(3) for j in range(i + 1, 3))
    assert lowered(tm.det(t.array(rows))) == ix.constant((-1) ** swaps)


def test_small_literal_determinants_are_written_out() -> None:
    a, b, c, d = (var(n) for n in "abcd")
    assert lowered(tm.det(t.array([[a, b], [c, d]]))) == lowered(a * d - b * c)
    for n in (1, 2, 3, 4):
        rows = t.array([[int(i == j) * (i + 2) for j in range(n)] for i in range(n)])
        made = lowered(tm.det(rows)) if n > 1 else {(): 2}
        assert made == ix.constant([2, 6, 24, 120][n - 1])
    assert LARGEST_LITERAL == 4
    five = t.array([[int(i == j) for j in range(5)] for i in range(5)])
    with pytest.raises(ix.Refused, match="array has no indexed form"):
        lowered(tm.det(five))
    with pytest.raises(ix.Refused, match="array has no indexed form"):
        lowered(tm.rank(t.array([[1, 0], [0, 1]])))


def test_a_determinant_and_a_rank_know_their_sizes() -> None:
    """The polynomial of a constant matrix mentions no axis: det(s·1) over N is not that over d."""
    s = var("s")
    square = lambda size: s * t.ones(size, size)
    assert len({str(lowered(tm.det(square(size)))) for size in (N, D, M)}) == 3
    assert lowered(tm.det(square(N))) != lowered(tm.det(square(D)))
    assert lowered(tm.rank(s * t.ones(N, D))) != lowered(tm.rank(s * t.ones(D, N)))
    assert lowered(tm.rank(X)) != lowered(tm.det(A))
    row = lowered(tm.rank(var("y", (ONE, N))))  # a matrix of one row is not its own rank
    assert [h.kind for m in row for h, _ in m] == ["rank"]
    ((factor, _),) = [(m[0], c) for m, c in lowered(tm.rank(X)).items()]
    assert factor[0].kind == "rank" and factor[0].name == "N,d" and factor[1] == ()
