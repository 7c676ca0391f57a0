"""What is open for want of members, and what is not: later naturals, connectives, sequences that stay constant."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.recheck import TRIED, satisfies
from proofread.trusted.terms import Prop, connective, const, nat
from tests.trusted.attacks import N, apart, every, ge, gt, some

k, n = nat("%1"), nat("%2")
member = t.sequence("a", k, ())
ROOT = t.sqrt(const(2))
FALSE = apart(ROOT * ROOT + 0 * k, 2)  # and not computed
START = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
SETTLED = {"functions": {"a": {"kind": "sequence", "values": ["1", "1"], "then": "constant"}}}


def borne_out(p: Prop, at: Any) -> bool:
    """Nothing is known of the whole but what its parts say."""
    assert exact.holds(p, exact.read_instance(at, [p])) is None
    try:
        satisfies((p,), at)
    except Rejected:
        return False
    return True


def test_what_fails_is_not_borne_out_whatever_its_parts_are() -> None:
    with pytest.raises(Rejected, match="hypothesis 0 fails"):
        satisfies((connective("implies", gt(1, 0), every(k, gt(0, member))),), START)


def test_powers_are_tried_at_the_first_naturals() -> None:
    """No sequence is in it, and it holds wherever it is tried."""
    growing = every(k, ge(t.power(const(2), k), 1))
    assert borne_out(growing, {})
    assert borne_out(connective("and", growing, gt(1, 0)), {})
    assert borne_out(connective("and", gt(1, 0), growing, every(k, ge(member, 0))), START)
    assert not borne_out(connective("and", growing, FALSE_LATER), {})


FALSE_LATER = every(k, connective("implies", ge(k, 1), FALSE))


def test_a_sequence_that_stays_constant_leaves_nothing_open() -> None:
    with_member = every(k, connective("implies", ge(k, 1), apart(ROOT * ROOT + 0 * member, 2)))
    assert not borne_out(with_member, SETTLED)
    assert borne_out(every(k, connective("implies", ge(k, 1), ge(member, 0))), START)


def test_every_index_is_looked_at_and_naturals_from_the_first_one() -> None:
    i = t.index("%2", N)
    at = {**START, "sizes": {"N": 2}}
    root = t.sqrt(2 * i)
    assert not borne_out(every(i, every(k, ge(member + root * root - 2 * i - 1, 0))), at)
    assert borne_out(every(i, every(k, ge(member + i, 0))), at)
    assert not borne_out(some(k, apart(ROOT * ROOT + 0 * member, 2)), START)


def test_members_that_are_given_are_all_tried() -> None:
    long = {"functions": {"a": {"kind": "sequence", "values": ["1"] * 9 + ["-1"]}}}
    assert not borne_out(every(k, ge(member, 0)), long)
    assert not borne_out(connective("and", every(k, ge(member, 0)), gt(1, 0)), long)
    assert borne_out(every(k, ge(member, -1)), long)


def test_what_is_said_of_reals_is_not_about_naturals() -> None:
    v = t.var("%2")
    assert not borne_out(every(v, ge(t.exp(v) * t.exp(v), 0)), {})
    assert not borne_out(connective("implies", gt(1, 0), every(k, every(v, ge(t.exp(v) + 0 * member, 0)))), START)


def test_the_words_of_the_summary() -> None:
    assert TRIED.startswith("hypotheses about all natural numbers") and TRIED.endswith("hold at all of them")


def test_the_second_natural_is_tried_like_any_later_one() -> None:
    only_at_one = every(k, connective("implies", connective("and", ge(k, 1), ge(1, k)), FALSE))
    assert not borne_out(only_at_one, {})


def test_powers_under_another_natural_are_tried_at_each() -> None:
    assert borne_out(every(k, every(n, ge(t.power(const(2), n), 1))), {})


def test_a_member_that_is_not_given_is_open_and_about_no_natural() -> None:
    assert not borne_out(ge(t.sequence("a", const(5), ()), 0), START)
    i = t.index("%2", N)
    assert not borne_out(some(i, ge(t.sequence("a", const(5), ()), i)), {**START, "sizes": {"N": 2}})
