"""Entries at computed positions: what `at` and `same` are worth, and what is proved of them."""

from __future__ import annotations

import pytest

from proofread import Index, Size, Tensor, Vector, array, at, bsum, equal, forall, grad, same
from proofread.methods.prove import find_proof
from proofread.methods.results import Declined
from proofread.trusted import kernel
from proofread.trusted.exact import evaluate, read_instance
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import Prop, Term, is_poison

d, K, m, c = Size("d"), Size("K"), Size("m"), Size("c")
EMPTY = read_instance({}, [])
x, w, g = (Vector[n].declare(name).value for n, name in ((d, "x"), (K, "w"), (m, "g")))


def worth(t: Term) -> int:
    return int(evaluate(t, EMPTY).flat[0].lo)


def proved(goal: Prop) -> bool:
    found = find_proof(Sequent((), goal))
    if isinstance(found, Declined):
        return False
    kernel.prove(Sequent((), goal), found)
    return True


def out(x: Term, w: Term) -> Term:
    """Σᵢ g[i] · (the valid cross-correlation of x with w)[i]."""
    return bsum(lambda i: g[i] * bsum(lambda k: w[k] * at(x, i + k), K), m)


def test_an_entry_inside_is_itself_and_outside_is_zero() -> None:
    column = array([3, 5, 7])
    assert [worth(at(column, k)) for k in (-1, 0, 1, 2, 3)] == [0, 3, 5, 7, 0]
    assert worth(at(array([[1, 2], [3, 4]]), 1, 0)) == 3 and worth(at(array([[1, 2], [3, 4]]), 2, 0)) == 0
    assert worth(same(2, 2)) == 1 and worth(same(2, 3)) == 0


def test_the_wrong_number_of_places_is_poison() -> None:
    matrix = array([[1, 2], [3, 4]])
    assert is_poison(equal(at(matrix, 1), 0)) == "1 places on a 2×2 term"


def test_both_backward_forms_of_a_convolution_hold_for_all_sizes() -> None:
    assert proved(
        forall(Index[d], lambda j: equal(grad(lambda x: out(x, w))(x)[j], bsum(lambda k: w[k] * at(g, j - k), K)))
    )
    assert proved(
        forall(Index[K], lambda k: equal(grad(lambda w: out(x, w))(w)[k], bsum(lambda i: g[i] * at(x, i + k), m)))
    )


@pytest.mark.parametrize("place", [lambda j, k: j + k, lambda j, k: k - j, lambda j, k: j - k + 1])
def test_a_wrong_backward_form_is_not_proved(place) -> None:
    assert not proved(
        forall(Index[d], lambda j: equal(grad(lambda x: out(x, w))(x)[j], bsum(lambda k: w[k] * at(g, place(j, k)), K)))
    )


def test_the_place_may_be_written_in_any_order_and_with_a_symbolic_stride() -> None:
    s = Size("s")
    z = Tensor[c, d].declare("z").value
    left = bsum(lambda i: bsum(lambda k: at(z, i, s * k + i) * w[k] * g[i], K), m)
    right = bsum(lambda k: bsum(lambda i: w[k] * g[i] * at(z, i, i + k * s), m), K)
    assert proved(equal(left, right))
    assert not proved(equal(left, bsum(lambda k: bsum(lambda i: w[k] * g[i] * at(z, i, i + k), m), K)))
