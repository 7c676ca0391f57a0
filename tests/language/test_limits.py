from __future__ import annotations

import pytest

import proofread as p
from proofread.language.errors import ClaimError
from proofread.trusted import trees

N = p.Size("N")


def test_a_limit_is_three_quantifiers() -> None:
    h = p.Sequence[p.Vector[N]].declare("h").value
    stated = p.tends_to(lambda t: h[t], 0)
    by_hand = p.forall(
        p.Positive,
        lambda e: p.exists(p.Nat, lambda s: p.forall(p.Nat, lambda k: p.lt(p.norm2(h[s + k] - 0), e))),
    )
    assert stated == by_hand and not trees.free_variables(stated)


def test_orders_of_growth_quantify_every_variable() -> None:
    stated = p.big_o(lambda t, n: t * n * n, lambda t, n: t * n**2, variables=2)
    assert [q.op for q in trees.subnodes(stated) if q.op in ("exists", "forall")] == [
        "exists",
        "exists",
        "forall",
        "forall",
    ]
    assert p.theta(lambda n: 2 * n, lambda n: n).args[0] == p.big_o(lambda n: 2 * n, lambda n: n)
    with pytest.raises(ClaimError, match="at least one variable"):
        p.big_o(lambda: 1, lambda: 1, variables=0)


def test_agreement_to_an_order_bounds_the_remainder_near_zero() -> None:
    stated = p.agrees_to_order(lambda x: p.exp(x), lambda x: 1 + x, 2, p.Scalar)
    assert [q.op for q in trees.subnodes(stated) if q.op in ("exists", "forall")] == ["exists", "exists", "forall"]
    assert not trees.free_variables(stated)
