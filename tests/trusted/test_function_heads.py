"""The heads of functions: over which indices, in which order, and that the order hangs on no name."""

from __future__ import annotations

from itertools import permutations

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted.function_heads import MOST_ORDERS, least_head
from proofread.trusted.indexed import Head, Index, Poly

X, Y = Head("var", "x"), Head("var", "y")


def at(head: Head, *indices: Index) -> Poly:
    return ix.one_factor(head, *indices)


def minus(p: Poly, q: Poly) -> Poly:
    return ix.plus(p, ix.scale(-1, q))


def test_indices_of_different_sizes_are_listed_by_size_and_name() -> None:
    p = ix.plus(at(X, ("b", "N")), at(Y, ("a", "d")))
    frozen, names = least_head("exp", [p], [])
    assert names == (("b", "N"), ("a", "d"))
    assert frozen == (ix.freeze(ix.plus(at(X, ("$0", "N")), at(Y, ("$1", "d")))),)


def test_slots_come_first_and_once() -> None:
    slot, other = ("z", "N"), ("a", "N")
    p = ix.plus(at(X, slot), at(X, other))
    frozen, names = least_head("inv", [p], [slot])
    assert names == (slot, other)
    assert frozen == (ix.freeze(ix.plus(at(X, ("$0", "N")), at(X, ("$1", "N")))),)
    assert least_head("inv", [at(X, slot)], [slot, ("w", "N")])[1] == (slot, ("w", "N"))


@pytest.mark.parametrize("names", list(permutations("ijk")))
def test_two_or_three_indices_of_one_size_are_one_function_whatever_they_are_called(names: tuple[str, ...]) -> None:
    """f(2x_i − x_j) and f(2x_i − x_j + 3x_k) over (i, j, k), under every naming."""
    i, j, k = ((n, "N") for n in names)
    two = minus(ix.scale(2, at(X, i)), at(X, j))
    three = ix.plus(two, ix.scale(3, at(X, k)))
    plain_two = minus(ix.scale(2, at(X, ("i", "N"))), at(X, ("j", "N")))
    plain_three = ix.plus(plain_two, ix.scale(3, at(X, ("k", "N"))))
    to = {("i", "N"): i, ("j", "N"): j, ("k", "N"): k}
    for p, plain in ((two, plain_two), (three, plain_three)):
        frozen, order = least_head("exp", [p], [])
        same, plainly = least_head("exp", [plain], [])
        assert frozen == same and order == tuple(to[x] for x in plainly)


def test_of_more_the_order_of_the_names_is_kept() -> None:
    many = [(n, "N") for n in "kihgfedcba"]
    p: Poly = {}
    for c, i in enumerate(many, 1):
        p = ix.plus(p, ix.scale(c, at(X, i)))
    frozen, names = least_head("exp", [p], [])
    assert MOST_ORDERS == 6 and names == tuple(sorted(many))
    assert ix.rename(ix.thaw(frozen[0]), {(f"${k}", "N"): i for k, i in enumerate(names)}) == p


def test_pairs_of_two_sizes_are_compared_too() -> None:
    def head(a: str, b: str, c: str, d: str) -> tuple[object, ...]:
        p = minus(ix.scale(2, at(X, (a, "N"))), at(X, (b, "N")))
        q = minus(ix.scale(2, at(Y, (c, "d"))), at(Y, (d, "d")))
        return least_head("exp", [ix.times(p, q)], [])[0]

    assert head("a", "b", "c", "d") == head("b", "a", "c", "d") == head("a", "b", "d", "c") == head("b", "a", "d", "c")


def test_all_arguments_are_looked_at() -> None:
    i, j = ("i", "N"), ("j", "N")
    first, second = ix.plus(at(X, i), at(X, j)), minus(ix.scale(2, at(Y, i)), at(Y, j))
    frozen, names = least_head("maximum", [first, second], [])
    swapped, others = least_head("maximum", [first, minus(ix.scale(2, at(Y, j)), at(Y, i))], [])
    assert frozen == swapped and names == others[::-1] and len(frozen) == 2


def test_an_indicator_is_one_of_a_monic_argument() -> None:
    i, j = ("i", "N"), ("j", "N")
    p = minus(at(X, i), at(Y, j))
    assert least_head("is_zero", [p], []) == least_head("is_zero", [ix.scale(-3, p)], [])
    assert least_head("exp", [p], []) != least_head("exp", [ix.scale(-3, p)], [])
    assert least_head("is_zero", [{}], [])[0] == (ix.freeze({}),)
    (made,), _ = least_head("is_zero", [ix.scale(-3, p)], [])
    assert 1 in [c for _, c in made] and sorted(abs(c) for _, c in made) == [1, 1]


def test_slots_stand_before_indices_that_may_be_exchanged() -> None:
    slot, i, j = ("z", "N"), ("i", "N"), ("j", "N")
    p = ix.plus(at(Y, slot), minus(ix.scale(2, at(X, i)), at(X, j)))
    frozen, names = least_head("inv", [p], [slot])
    assert names[0] == slot and set(names) == {slot, i, j}
    assert ix.rename(ix.thaw(frozen[0]), {(f"${k}", "N"): n for k, n in enumerate(names)}) == p


def test_equal_coefficients_do_not_leave_the_order_to_the_names() -> None:
    def head(a: str, b: str) -> tuple[object, ...]:
        return least_head("exp", [ix.times(at(X, (a, "N")), at(Y, (b, "N")))], [])[0]

    assert head("i", "j") == head("j", "i")
