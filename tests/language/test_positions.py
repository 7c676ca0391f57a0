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


def test_two_dimensions_with_channels_and_strides_for_all_sizes() -> None:
    """A strided convolution of images with channels: both backward forms."""
    s, n, h, kh, kw, c, o = (Size(name) for name in ("s", "n", "h", "p", "q", "c", "o"))
    image, kernel, slope = (
        Tensor[shape].declare(name).value for shape, name in (((c, n, h), "X"), ((o, c, kh, kw), "W"), ((o, d, m), "G"))
    )

    def over(body, size, *sizes):
        return bsum(lambda i: over(lambda *rest: body(i, *rest), *sizes) if sizes else body(i), size)

    def loss(x, w):
        term = lambda a, i, j, b, u, v: slope[a, i, j] * w[a, b, u, v] * at(x, b, s * i + u, s * j + v)
        return over(term, o, d, m, c, kh, kw)

    to_image = lambda b, y, z: over(
        lambda a, i, j, u, v: slope[a, i, j] * kernel[a, b, u, v] * same(s * i + u, y) * same(s * j + v, z),
        o,
        d,
        m,
        kh,
        kw,
    )
    to_kernel = lambda a, b, u, v: over(lambda i, j: slope[a, i, j] * at(image, b, s * i + u, s * j + v), d, m)
    gradient = grad(lambda x: loss(x, kernel))(image)
    assert proved(forall(Index[c], Index[n], Index[h], lambda b, y, z: equal(gradient[b, y, z], to_image(b, y, z))))
    gradient = grad(lambda w: loss(image, w))(kernel)
    assert proved(forall(Index[o], Index[c], Index[kh], Index[kw], lambda *i: equal(gradient[i], to_kernel(*i))))
