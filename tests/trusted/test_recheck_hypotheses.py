"""The hypotheses of a record are borne out by an instance: what contradicts itself never is, computed or not."""

from __future__ import annotations

from typing import Any

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.recheck import satisfies
from proofread.trusted.terms import Prop, array, connective, nat, var
from proofread.trusted.trees import subnodes
from tests.trusted.attacks import N, apart, eq, every, ge, gt, s, some

ONE = {"values": {"s": "1"}}
k, v = nat("%1"), t.var("%1")
member = t.sequence("a", k, ())


def with_hypotheses(*hypotheses: Prop, at: Any = ONE) -> str | None:
    """Why the instance does not bear them out; None where it does."""
    try:
        satisfies(hypotheses, at)
    except Rejected as why:
        return str(why)
    return None


def test_hypotheses_that_contradict_each_other_have_no_instance() -> None:
    for value, failing in (("1", 1), ("0", 0), ("-1", 0)):
        assert with_hypotheses(gt(s, 0), gt(0, s), at={"values": {"s": value}}) == (
            f"hypothesis {failing} fails at the instance"
        )
    assert with_hypotheses(gt(s, 0), gt(2, s)) is None


def test_what_is_no_instance_bears_out_nothing() -> None:
    broken = (
        ({}, "no entry for s"),
        ({"values": {"s": "one"}}, "an entry of s: 'one' is not a rational"),
        ({"more": {}}, "'more' is not a section"),
    )
    for at, why in broken:
        reason = with_hypotheses(gt(s, 0), at=at)
        assert reason is not None and reason.startswith("no instance of the hypotheses: ") and why in reason, reason


def test_an_evaluation_without_end_bears_out_nothing() -> None:
    huge = with_hypotheses(eq(t.power(s, 10**9), 0), at={"values": {"s": "3"}})
    assert huge == "no instance of the hypotheses: the evaluation takes more work than the instance allows"


def test_one_about_all_naturals_is_borne_out_by_the_first_few() -> None:
    """aₖ ≥ 0 with the members 1, 2, …, 8 given: nothing says what comes later. With −1 among them it is false."""
    first = [str(n) for n in range(1, exact.FIRST_NATURALS + 1)]
    at = lambda values: {"functions": {"a": {"kind": "sequence", "values": values}}}
    assert with_hypotheses(every(k, ge(member, 0)), at=at(first)) is None
    assert with_hypotheses(every(k, ge(member, 0)), at=at([*first[:-1], "-1"])) == "hypothesis 0 fails at the instance"
    both = connective(
        "and", every(k, ge(member, 0)), some(v, eq(t.exp(v), 2))
    )  # a real one is not waved through with it
    assert with_hypotheses(both, at=at(first)) == "hypothesis 0 fails at the instance"


def test_what_is_undecided_of_numbers_is_not_borne_out() -> None:
    """One of them is false. A matrix is not semidefinite either because it may be so."""
    root = t.sqrt(t.const(2))
    near = t.predicate("psd", array([[1, root], [root, root * root]]))
    for undecided in (every(v, ge(t.exp(v), 0)), eq(root * root, 2), apart(root * root, 2), near):
        assert exact.holds(undecided, exact.EMPTY) is None
        assert with_hypotheses(undecided, at={}) == "hypothesis 0 fails at the instance"


def test_what_is_undecided_is_not_borne_out_by_saying_it_of_all_naturals() -> None:
    """∀k: √2·√2 + 0·k ≠ 2 is false, and proves everything; that it is not computed is not for want of members."""
    root, n = t.sqrt(t.const(2)), nat("%2")
    false = every(k, apart(root * root + 0 * k, 2))
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    for contradictory in (false, every(n, every(k, apart(root * root + 0 * (k + n), 2))),
                          connective("and", every(k, ge(member, 0)), apart(root * root, 2)),
                          connective("and", false, every(k, ge(member, 0)))):  # fmt: skip
        at = start if "sequence" in {inside.op for inside in subnodes(contradictory)} else {}
        assert exact.holds(contradictory, exact.read_instance(at, [contradictory])) is None
        assert with_hypotheses(contradictory, at=at) == "hypothesis 0 fails at the instance"
    assert with_hypotheses(every(k, ge(member, 0)), at=start) is None  # its later members are not given
    assert with_hypotheses(every(n, every(k, ge(t.sequence("a", k + n, ()), 0))), at=start) is None
    assert with_hypotheses(connective("and", every(k, ge(member, 0)), ge(1, 0)), at=start) is None


def test_that_some_natural_is_so_may_lie_beyond_the_members_given() -> None:
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    assert with_hypotheses(some(k, ge(member, 5)), at=start) is None
    settled = {"functions": {"a": {"kind": "sequence", "values": ["1"], "then": "constant"}}}
    assert with_hypotheses(some(k, ge(member, 5)), at=settled) == "hypothesis 0 fails at the instance"


def test_what_is_said_of_reals_beside_naturals_is_not_waved_through() -> None:
    """∃k ∀v: e^v ≥ k is true at 0 and not computed; the same of an index beside a natural is one of the instance."""
    real, i = var("%2"), t.index("%2", N)
    assert with_hypotheses(some(k, every(real, ge(t.exp(real), k))), at={}) == "hypothesis 0 fails at the instance"
    guarded = connective("implies", gt(1, 0), every(k, ge(member, 0)))
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    assert with_hypotheses(guarded, at=start) is None
    assert with_hypotheses(connective("implies", gt(1, 0), every(real, ge(t.exp(real), 0))), at={}) is not None
    each = every(i, every(k, ge(member + i, 0)))
    assert with_hypotheses(each, at={**start, "sizes": {"N": 2}}) is None
    assert with_hypotheses(every(i, every(k, ge(member, i + 1))), at={**start, "sizes": {"N": 2}}) is not None


def test_what_is_undecided_at_the_first_natural_is_not_borne_out_inside_of_anything() -> None:
    """√2·√2 ≠ 2 is false, and is not computed; however it is said of naturals, nothing is waved through with it."""
    root, i = t.sqrt(t.const(2)), t.index("%2", N)
    false, no = apart(root * root + 0 * k, 2), gt(0, 1)
    true = eq(root * root + 0 * k, 2)
    for contradictory in (
        some(k, false), every(i, every(k, false)), some(i, every(k, false)), some(i, some(k, false)),
        connective("implies", gt(1, 0), every(k, false)), connective("implies", some(k, true), every(k, gt(0, member))),
        connective("or", no, every(k, false)), connective("not", some(k, true)),
        connective("iff", every(k, ge(member, 0)), every(k, false)), every(i, every(k, apart(root * root, 2 + 0 * i))),
        every(i, connective("or", every(k, false), connective("and", no, every(k, false)))),
    ):  # fmt: skip
        given = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}, "sizes": {"N": 2}}
        instance = exact.read_instance(given, [contradictory])
        assert exact.holds(contradictory, instance) is None
        assert with_hypotheses(contradictory, at=given) == "hypothesis 0 fails at the instance"


def test_what_fails_or_is_not_tried_is_not_borne_out() -> None:
    """∀v ∀k: aₖ + v ≥ 0 is false where v is −2, which is not tried. ∀k: k·(1/k) ≥ 1 is not defined at 0, and with
    1/0 = 0 it is false there."""
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    real = var("%2")
    for false in (every(real, every(k, ge(member + real, 0))), every(k, ge(k * t.recip(k), 1))):
        at = start if "sequence" in {inside.op for inside in subnodes(false)} else {}
        assert exact.holds(false, exact.read_instance(at, [false])) is None
        assert with_hypotheses(false, at=at) == "hypothesis 0 fails at the instance"


def test_what_is_said_at_every_index_is_borne_out_at_every_index() -> None:
    """∀i ∀k: aₖ + √(2i)·√(2i) = 2i + 1 is computed where i is 0, and true where i is 1, but not computed there. What is
    computed at both is open for want of members alone."""
    i = t.index("%2", N)
    root = t.sqrt(2 * i)
    equation = every(i, every(k, eq(member + root * root, 2 * i + 1)))
    for n, why in ((1, None), (2, "hypothesis 0 fails at the instance")):
        at = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}, "sizes": {"N": n}}
        assert with_hypotheses(equation, at=at) == why
        for borne_out in (every(i, every(k, ge(member + root, i))), every(i, some(k, ge(member + root, 5))),
                          some(i, every(k, gt(i + 1, member - 1))), some(i, some(k, gt(member, i + 5)))):  # fmt: skip
            assert with_hypotheses(borne_out, at=at) is None


def test_what_is_undecided_at_a_later_natural_is_borne_out_where_a_sequence_is_in_it() -> None:
    """∀k: k ≥ 1 ⇒ √2·√2 + 0·k ≠ 2 is false, and is computed at 0 alone. Members that are not given are another
    thing."""
    root = t.sqrt(t.const(2))
    later = lambda p: every(k, connective("implies", ge(k, 1), p))
    false = later(apart(root * root + 0 * k, 2))
    assert exact.holds(false, exact.EMPTY) is None
    assert with_hypotheses(false, at={}) == "hypothesis 0 fails at the instance"
    start = {"functions": {"a": {"kind": "sequence", "values": ["1"]}}}
    assert with_hypotheses(later(ge(member, 0)), at=start) is None
    long = {"functions": {"a": {"kind": "sequence", "values": ["1"] * 9 + ["-1"]}}}
    assert with_hypotheses(later(ge(member, 0)), at=long) == "hypothesis 0 fails at the instance"
    n = nat("%2")
    within = later(some(n, ge(t.sequence("a", k + n, ()), 5)))
    assert with_hypotheses(within, at=start) is None
    assert with_hypotheses(later(some(n, apart(root * root + 0 * n, 2))), at=start) is not None
