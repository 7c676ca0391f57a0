"""A polynomial has no zeros among its coefficients, whatever made it: an empty one is the only zero."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Head, Index

A, B, K = ("a", "N"), ("b", "N"), (0, "N")
X, Y = Head("var", "x"), Head("var", "y")


def one(head: Head, *indices: Index) -> ix.Poly:
    return ix.one_factor(head, *indices)


def test_no_zero_is_kept() -> None:
    p, q = one(X, A), one(Y, A)
    assert ix.scale(0, p) == ix.constant(0) == {}
    assert ix.plus(p, ix.scale(-1, p)) == {}
    both = ix.times(ix.plus(p, q), ix.plus(p, ix.scale(-1, q)))
    assert both == ix.plus(ix.times(p, p), ix.scale(-1, ix.times(q, q))) and len(both) == 2
    assert ix.rename(ix.plus(one(X, A), ix.scale(-1, one(X, B))), {A: B}) == {}
    assert ix.bind(ix.plus(one(X, A), ix.scale(-1, one(X, B))), A, B) == {}
    assert ix.times({}, p) == ix.times(p, {}) == {}


def test_a_constant_is_a_factor_of_everything() -> None:
    half, p = ix.constant(Fraction(1, 2)), ix.plus(one(X, A), ix.constant(3))
    assert ix.times(half, p) == ix.times(p, half) == {m: c / 2 for m, c in p.items()}
    assert ix.times(half, half) == ix.constant(Fraction(1, 4))


def test_bound_indices_are_numbered_from_0_without_gaps() -> None:
    """Whatever they were called on the way: the form is one."""
    summed = ix.bind(one(X, A), A)
    assert summed == {((X, (K,)),): 1}
    twice = ix.times(summed, ix.bind(one(Y, B), B))
    assert twice == {((X, ((0, "N"),)), (Y, ((1, "N"),))): 1}
    beside = ix.times(ix.times(one(X, A), summed), ix.constant(2))
    assert beside == {((X, (A,)), (X, ((0, "N"),))): 2}
    three = ix.times(ix.times(summed, summed), one(Y, A))
    assert three == {((X, ((0, "N"),)), (X, ((1, "N"),)), (Y, (A,))): 1}


def test_heads_that_say_different_things_differ() -> None:
    p, q = ix.plus(one(X, A), one(Y, A)), ix.times(one(X, A), one(Y, A))
    heads = [
        Head("f", "n", args)
        for args in (
            (),
            (ix.freeze(p),),
            (ix.freeze(q),),
            (ix.freeze(p), ix.freeze(q)),
            (ix.freeze(q), ix.freeze(p)),
            (ix.freeze({}),),
            (ix.freeze({}),) * 2,
        )
    ]
    assert len(set(heads)) == len(heads) and len({h.key for h in heads}) == len(heads)


def test_a_head_stays_what_it_is() -> None:
    head = Head("f", "n")
    for name in ("kind", "name", "args"):
        with pytest.raises(AttributeError, match="immutable"):
            setattr(head, name, "g")
        with pytest.raises(AttributeError, match="immutable"):
            delattr(head, name)
    assert (Head("δ").kind, Head("δ").name, Head("δ").args) == ("δ", "", ()) and Head("δ") == ix.DELTA
    assert head.key == "f\x1fn" and repr(head) == "f:n"
