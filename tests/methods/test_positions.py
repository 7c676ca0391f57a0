"""Indicators of positions: sums of them that vanish by the order of the indices, and false twins that do not."""

from __future__ import annotations

import pytest

from proofread import Index, Matrix, Size, Vector, at, bsum, equal, forall, ge, gt, implies, le, same
from proofread.methods.prove import find_proof
from proofread.methods.results import Declined
from proofread.trusted import kernel
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import Prop

T, k = Size("T"), Size("k")
t, s, i = (Index[n].declare(name).value for n, name in ((T, "t"), (T, "s"), (k, "i")))
w, h, g = (Vector[n].declare(name).value for n, name in ((k, "w"), (T, "h"), (T, "g")))
J = Matrix[T, T].declare("J").value

causal = forall(Index[T], Index[T], lambda a, b: implies(gt(b, a), equal(J[a, b], 0)))
agree = forall(Index[T], lambda j: implies(le(j, t), equal(h[j], g[j])))
through = equal(bsum(lambda i: w[i] * bsum(lambda a: same(t - i, a) * J[a, s], T), k), 0)
changed = equal(bsum(lambda i: w[i] * bsum(lambda j: same(s - i, j) * (h[j] - g[j]), T), k), 0)

window = lambda x: bsum(lambda i: w[i] * at(x, s - i), k)

TRUE = {
    "a place behind": ((gt(s, t),), equal(same(t - i, s), 0)),
    "an entry before the first": ((gt(s, t),), equal(at(w, t - s), 0)),
    "an entry after the last": ((), equal(at(w, i + k), 0)),
    "a sum of none": ((gt(s, t),), equal(bsum(lambda i: w[i] * same(t - i, s), k), 0)),
    "composed": ((causal, gt(s, t)), through),
    "the past is the same": ((agree, le(s, t)), changed),
    "term by term": ((agree, le(s, t)), equal(window(h), window(g))),
    "places count from 0": ((ge(t, 2 * s),), ge(t, s)),
}
FALSE = {
    "a place behind": ((ge(s, t),), equal(same(t - i, s), 0)),
    "an entry before the first": ((ge(s, t),), equal(at(w, t - s), 0)),
    "an entry after the last": ((), equal(at(w, i + k - 1), 0)),
    "composed": ((causal, ge(s, t)), through),
    "the past is the same": ((agree, le(s, t + 1)), changed),
    "term by term": ((agree, le(s, t + 1)), equal(window(h), window(g))),
    "places count from 0": ((ge(2 * t, s),), ge(t, s)),
}


def proved(hypotheses: tuple[Prop, ...], goal: Prop) -> bool:
    found = find_proof(Sequent(hypotheses, goal))
    if isinstance(found, Declined):
        return False
    return kernel.prove(Sequent(hypotheses, goal), found).kind == "proved"


@pytest.mark.parametrize("name", TRUE)
def test_order_decides_indicators(name: str) -> None:
    assert proved(*TRUE[name])


@pytest.mark.parametrize("name", FALSE)
def test_false_twins_are_not_proved(name: str) -> None:
    assert not proved(*FALSE[name])
