"""Hypotheses that no computation bears out: sequences that go on as one of them says, and those proved from others."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.premises import head
from proofread.trusted.sizes import ONE, Size, size_sum
from proofread.trusted.terms import Prop, Term, connective, const, index, nat, relation, var
from tests.trusted.attacks import TRIVIAL, D, J, M, N, e, eq, every, ge, gt, s, some, x

AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}
K = nat("%1")
PROOF: dict[str, Any] = {"obligations": [], "proof": ["hyp", 0]}


def a(at: object) -> Term:
    return t.sequence("a", at, ())


def b(at: object) -> Term:
    return t.sequence("b", at, ())


def on(left: Term, right: object) -> Prop:
    return every(K, eq(left, right))


DOUBLED = on(a(K + 1), 2 * a(K))
START = eq(a(0), 1)


def members(name: str, *values: str, **more: str) -> dict[str, Any]:
    return {name: {"kind": "sequence", "values": list(values), **more}}


def refuted(hyps: list[Prop], goal: Prop, because: Any, functions: Any, **sections: Any) -> Theorem:
    return refute(Sequent(tuple(hyps), goal), {**AT, "functions": functions, "because": because, **sections})


def test_a_sequence_that_never_stops_refutes_what_its_first_members_do() -> None:
    made = refuted([DOUBLED, START], eq(a(3), 6), {"0": "recursion"}, members("a", "1", "2", "4", "8"))
    assert made.kind == "refuted"
    assert "a goes on as a hypothesis says" in made.ledger


def test_without_the_reason_the_members_are_not_enough() -> None:
    with pytest.raises(Rejected, match="hypothesis 0 is not confirmed"):
        refuted([DOUBLED, START], eq(a(3), 6), {}, members("a", "1", "2", "4", "8"))


def test_two_sequences_feed_each_other() -> None:
    hyps = [on(a(K + 1), a(K) + b(K)), on(b(K + 1), a(K + 1))]
    functions = {**members("a", "1", "2", "4"), **members("b", "1", "2", "4")}
    assert refuted(hyps, eq(b(2), 2), {"0": "recursion", "1": "recursion"}, functions).kind == "refuted"


@pytest.mark.parametrize(
    ("hyp", "functions", "why"),
    [
        (DOUBLED, members("a", "1", "2", "5"), "does not go on so"),  # the members are not as it says
        (DOUBLED, members("a", "1", "2", then="constant"), "whole"),  # it stops, and the hypothesis does not
        (DOUBLED, members("a"), "whole"),
        (on(a(K + 1), a(K + 1) + 1), members("a", "1"), "another place"),  # no sequence is so
        (on(a(K + 1), a(K + 2) - a(K + 2)), members("a", "1"), "another place"),
        (on(a(K + 1), a(0) + 1), members("a", "1"), "another place"),
        (on(a(K), 2 * a(K)), members("a", "0"), "next member"),  # that is no definition
        (on(a(K + 2), 2 * a(K)), members("a", "1", "1", "2"), "next member"),
        (on(a(1), 2 * a(K)), members("a", "1", "2"), "next member"),
        (on(a(K + 1), t.recip(a(K) - 1)), members("a", "3", "1/2", "-2"), "undefined"),
        (on(a(K + 1), t.sqrt(a(K))), members("a", "1", "1"), "undefined"),
        (on(a(K + 1), t.exp(a(K))), members("a", "1", "2"), "does not go on so"),
        (every(K, gt(a(K + 1), a(K))), members("a", "1", "2"), "no equation"),
        (START, members("a", "1"), "all naturals"),
        (every(var("%1"), eq(a(1), a(0))), members("a", "1", "1"), "all naturals"),
        (some(K, eq(a(K + 1), a(K))), members("a", "1", "1"), "all naturals"),
        (connective("not", DOUBLED), members("a", "1", "2"), "all naturals"),
        (on(a(K + 1), a(K) + e), members("a", "1", "2"), "random"),
    ],
)
def test_only_a_definition_says_how_a_sequence_goes_on(hyp: Prop, functions: Any, why: str) -> None:
    """Each of these would bear out a hypothesis that need not hold, or holds of no sequence."""
    sections = {"spaces": {"Om": ["1"]}, "values": {"e": {"points": ["0"]}}} if "random" in why else {}
    with pytest.raises(Rejected, match=why):
        refuted([hyp], eq(0, 1), {"0": "recursion"}, functions, **sections)


def test_a_scalar_does_not_go_on_as_a_column() -> None:
    columns = every(K, relation("equal", t.sequence("a", K + 1, x.shape), 0))
    with pytest.raises(Rejected, match="shape"):
        refuted([columns], eq(0, 1), {"0": "recursion"}, {"a": {"kind": "sequence", "values": [["0"]]}}, sizes={"N": 1})
    assert N in x.shape


def test_two_definitions_of_one_sequence_contradict_each_other_later() -> None:
    """Both are as the members say, and no sequence is as both say."""
    other = on(a(K + 1), a(K) + 1)
    with pytest.raises(Rejected, match="two hypotheses"):
        refuted([DOUBLED, other], eq(0, 1), {"0": "recursion", "1": "recursion"}, members("a", "1", "2"))
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        refuted([DOUBLED, other], eq(0, 1), {"0": "recursion"}, members("a", "1", "2"))


def test_sequences_do_not_wait_for_each_other() -> None:
    """a[t + 1] = b[t + 1] + 1 and b[t + 1] = a[t + 1] hold of no sequences."""
    hyps = [on(a(K + 1), b(K + 1) + 1), on(b(K + 1), a(K + 1))]
    for reasons in ({"0": "recursion", "1": "recursion"}, {"1": "recursion"}):
        with pytest.raises(Rejected):
            refuted(hyps, eq(0, 1), reasons, {**members("a", "1"), **members("b", "1")})


def test_what_must_hold_of_all_members_is_not_borne_out_by_the_first() -> None:
    small = every(K, gt(4, a(K)))
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        refuted([DOUBLED, small], eq(0, 1), {"0": "recursion"}, members("a", "1", "2"))


# --- each entry of the next member ----------------------------------------------------------------------------------

ROW, COLUMN, LEVEL = index("%2", N), index("%3", N), index("%4", D)


def h(at: object) -> Term:
    return t.sequence("h", at, (N, ONE))


def g(at: object) -> Term:
    return t.sequence("g", at, (N, ONE))


def m(at: object) -> Term:
    return t.sequence("m", at, (N, N))


def w(at: object) -> Term:
    return t.sequence("w", at, (N, D))


def rows(left: Term, right: object) -> Prop:
    return every(K, every(ROW, eq(left, right)))


def squares(left: Term, right: object) -> Prop:
    return every(K, every(ROW, every(COLUMN, eq(left, right))))


def lists(name: str, *values: Any, **more: str) -> dict[str, Any]:
    return {name: {"kind": "sequence", "values": list(values), **more}}


def before(column: Term) -> Term:
    """The entry one place above the row, and 0 above the first one."""
    return t.bsum(COLUMN, t.is_zero(ROW - 1 - COLUMN) * column[COLUMN])


DOUBLE = rows(h(K + 1)[ROW], 2 * h(K)[ROW])
TWO = {"sizes": {"N": 2}}
POWERS = lists("h", ["1", "3"], ["2", "6"], ["4", "12"])


def test_a_column_goes_on_entry_by_entry() -> None:
    made = refuted([DOUBLE], eq(t.total(h(2)), 15), {"0": "recursion"}, POWERS, **TWO)
    assert "h goes on as a hypothesis says" in made.ledger
    with pytest.raises(Rejected, match="the goal is not refuted"):
        refuted([DOUBLE], eq(t.total(h(2)), 16), {"0": "recursion"}, POWERS, **TWO)


def test_an_entry_may_rest_on_all_entries_of_the_member_before() -> None:
    """Through 1 + x of what stood above it and of another column, which follows."""
    hyps = [
        rows(h(K + 1)[ROW], t.apply("f", "entrywise", before(h(K)) + g(K)[ROW])),
        rows(g(K + 1)[ROW], h(K + 1)[ROW]),
    ]
    functions = {**lists("h", ["1", "2"], ["1", "2"]), **lists("g", ["0", "0"], ["1", "2"])}
    functions["f"] = {"kind": "entrywise", "coefficients": ["1", "1"]}
    because = {"0": "recursion", "1": "recursion"}
    assert refuted(hyps, eq(h(1), 1), because, functions, **TWO).kind == "refuted"
    with pytest.raises(Rejected, match="h at another place"):
        refuted(hyps[::-1], eq(h(1), 1), because, functions, **TWO)


@pytest.mark.parametrize(
    "hyp",
    [
        squares(m(K + 1)[ROW, COLUMN], m(K)[COLUMN, ROW]),
        squares(m(K + 1)[COLUMN, ROW], m(K)[ROW, COLUMN]),
    ],
)
def test_a_matrix_goes_on_entry_by_entry(hyp: Prop) -> None:
    """Transposed each time."""
    members = lists("m", [["1", "2"], ["3", "4"]], [["1", "3"], ["2", "4"]])
    assert refuted([hyp], eq(m(1), m(0)), {"0": "recursion"}, members, **TWO).kind == "refuted"


def test_without_rows_there_is_nothing_to_say() -> None:
    empty, none = index("%2", M), t.sequence
    hyp = every(K, every(empty, eq(none("h", K + 1, (M, ONE))[empty], none("h", K, (M, ONE))[empty] + 1)))
    made = refuted([hyp], gt(t.number(M), 0), {"0": "recursion"}, lists("h", [], []), sizes={"M": 0})
    assert made.kind == "refuted"


@pytest.mark.parametrize(
    ("hyp", "why"),
    [
        (rows(h(K + 1)[ROW], h(K)[ROW]), "does not go on so"),  # the second entry is another one
        (rows(h(K + 1)[ROW], h(K + 1)[ROW] + 1), "another place"),  # no column is so
        (rows(h(K + 1)[ROW], before(h(K + 1)) + 1), "another place"),
        (rows(h(K + 1)[ROW], t.total(h(K + 1)) + 1), "another place"),
        (rows(h(K + 1)[ROW], t.total(h(K + 2)) * 0), "another place"),
        (rows(h(K + 1)[ROW], h(0)[ROW]), "another place"),
        (rows(h(K)[ROW], 2 * h(K)[ROW]), "next member"),
        (rows(h(K + 2)[ROW], 2 * h(K)[ROW]), "next member"),
        (rows(h(1)[ROW], 2 * h(K)[ROW]), "next member"),
        (rows((2 * h(K + 1))[ROW], h(K)[ROW]), "next member"),
        (rows((h(K + 1) + h(K + 1))[ROW], h(K)[ROW]), "next member"),
        (rows((h(K + 1).T)[0, ROW], h(K)[ROW]), "next member"),
        (on(h(K + 1)[0], h(K)[0]), "next member"),  # one entry only
        (on(h(K + 1)[index("i", N)], 0), "next member"),
        (rows(h(K + 1)[0], ROW), "other places"),  # one entry worth each of the rows
        (rows(h(K + 1)[index("i", N)], ROW), "other places"),
        (rows(h(K + 1)[K], 0), "other places"),
        (rows(h(K + 1), ROW * h(K)), "one entry"),  # all of it said once for each row
        (rows(a(K + 1), a(K)), "one entry"),
        (rows(a(K + 1), ROW), "one entry"),
        (every(K, every(LEVEL, rows(h(K + 1)[ROW], 0).args[0])), "each of the indices"),
        (every(K, every(LEVEL, every(ROW, eq(h(K + 1)[ROW], LEVEL)))), "each of the indices"),
        (every(K, every(ROW, every(ROW, eq(h(K + 1)[ROW], 0)))), "each of the indices"),
        (rows(m(K + 1)[ROW, ROW], 1), "each of the indices"),  # the diagonal only
        (squares(m(K + 1)[ROW, ROW], COLUMN), "each of the indices"),
        (rows(m(K + 1)[ROW, 0], 1), "other places"),  # the first column only
        (rows(w(K + 1)[ROW, 0], 1), "other places"),
        (rows(h(K + 1)[ROW], h(K)), "shape"),
        (rows(h(K + 1)[ROW], e), "random"),
        (rows(h(K + 1)[ROW], t.recip(h(K)[ROW] - 9)), "undefined"),
        (rows(h(K + 1)[ROW], t.sqrt(h(K)[ROW])), "undefined"),
        (every(K, every(ROW, gt(h(K + 1)[ROW], h(K)[ROW]))), "no equation"),
        (every(K, every(ROW, connective("implies", ge(ROW, 1), eq(h(K + 1)[ROW], 0)))), "no equation"),
        (every(K, connective("implies", eq(s, s), every(ROW, eq(h(K + 1)[ROW], 0)))), "no equation"),
        (every(K, connective("and", DOUBLE.args[0], DOUBLE.args[0])), "no equation"),
        (every(K, every(ROW, connective("not", eq(h(K + 1)[ROW], 0)))), "no equation"),
        (every(K, some(ROW, eq(h(K + 1)[ROW], 2 * h(K)[ROW]))), "no equation"),
        (every(K, every(var("%5"), eq(h(K + 1)[0], 0))), "no equation"),
        (every(K, every(nat("%5"), every(ROW, eq(h(K + 1)[ROW], nat("%5"))))), "no equation"),
        (every(K, every(ROW, every(var("%5"), eq(h(K + 1)[ROW], var("%5"))))), "no equation"),
        (every(ROW, every(K, eq(h(K + 1)[ROW], 2 * h(K)[ROW]))), "all naturals"),
        (some(K, DOUBLE.args[0]), "all naturals"),
    ],
)
def test_only_all_entries_of_the_next_member_define_it(hyp: Prop, why: str) -> None:
    """Each of these holds of no sequence, or need not hold of one that begins with the members."""
    functions = {**POWERS, **members("a", "1", "2", "4"), **lists("m", *[[["1", "1"], ["1", "1"]]] * 3),
                 **lists("w", *[[["1", "1"], ["1", "1"]]] * 3)}  # fmt: skip
    sections = {"sizes": {"N": 2, "d": 2}, "spaces": {"Om": ["1"]}, "values": {"e": {"points": ["0"]}, "s": "1"},
                "indices": {"i": 0}}  # fmt: skip
    with pytest.raises(Rejected, match=why):
        refuted([hyp], eq(0, 1), {"0": "recursion"}, functions, **sections)


def test_the_ranges_are_the_axes() -> None:
    """Not a part of one, nor of another name, whatever the sizes are at the instance."""
    for size in (size_sum([(1, N), (-1, ONE)]), size_sum([(1, N), (1, ONE)]), D, M, ONE, Size((), 2)):
        i = index("%2", size)
        with pytest.raises(Rejected, match="ill-shaped"):
            refuted([every(K, every(i, eq(h(K + 1)[i], 0)))], eq(0, 1), {"0": "recursion"}, POWERS, sizes={"N": 2})
        forged = every(K, every(i, eq(Term("entry", (h(K + 1), i, const(0)), (), ()), 0)))
        with pytest.raises(Rejected, match="other places"):
            head(forged)
        with pytest.raises(Rejected):
            refuted([forged], eq(0, 1), {"0": "recursion"}, POWERS, sizes={"N": 2, "d": 2, "M": 2})
    with pytest.raises(Rejected, match="every axis"):
        head(every(K, every(ROW, eq(Term("entry", (h(K + 1), ROW), (), ()), 0))))


def test_entries_are_not_defined_twice() -> None:
    """Once by entries and once as a whole, or by other rows: the members fit both, and no sequence does."""
    whole, more = on(h(K + 1), h(K) + h(0)), rows(h(K + 1)[ROW], h(K)[ROW] + 1)
    first = lists("h", ["1", "1"], ["2", "2"])
    for other in (whole, more):
        with pytest.raises(Rejected, match="two hypotheses"):
            refuted([DOUBLE, other], eq(0, 1), {"0": "recursion", "1": "recursion"}, first, **TWO)
        with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
            refuted([DOUBLE, other], eq(0, 1), {"0": "recursion"}, first, **TWO)


def test_entries_do_not_wait_for_each_other() -> None:
    hyps = [rows(h(K + 1)[ROW], before(g(K + 1)) + 1), rows(g(K + 1)[ROW], h(K + 1)[ROW])]
    functions = {**lists("h", ["1", "1"]), **lists("g", ["1", "1"])}
    with pytest.raises(Rejected, match="another place"):
        refuted(hyps, eq(0, 1), {"0": "recursion", "1": "recursion"}, functions, **TWO)


def test_what_is_given_whole_does_not_go_on() -> None:
    for given in (lists("h", ["1", "3"], ["2", "6"], then="constant"), lists("h")):
        with pytest.raises(Rejected, match="whole"):
            refuted([DOUBLE], eq(0, 1), {"0": "recursion"}, given, **TWO)


# --- proved from the others -----------------------------------------------------------------------------------------


def test_a_hypothesis_that_follows_needs_no_computation() -> None:
    """For all v at once nothing is computed of exp(v)."""
    implied = every(var("%1"), eq(t.exp(var("%1")) + s, s + t.exp(var("%1"))))
    with pytest.raises(Rejected, match="hypothesis 1 is not confirmed"):
        refuted([gt(s, 0), implied], gt(s, 1), {}, {}, values={"s": "1"})
    evidence = {"obligations": [], "proof": ["all", ["algebra", {"use": [], "eq": []}]]}
    assert refuted([gt(s, 0), implied], gt(s, 1), {"1": evidence}, {}, values={"s": "1"}).kind == "refuted"


def test_a_hypothesis_is_proved_from_what_holds_at_the_instance() -> None:
    made = refuted([ge(s, 0)], gt(s, 1), {"0": {"given": [J(ge(s, 0))], **PROOF}}, {}, values={"s": "1"})
    assert made.kind == "refuted"


@pytest.mark.parametrize(
    ("because", "why"),
    [
        ({"0": PROOF}, "."),  # from itself
        ({"0": {"obligations": [], "proof": ["hyp", 1]}, "1": {"obligations": [], "proof": ["hyp", 0]}}, "."),
        ({"0": {"given": [J(gt(s, 2))], **PROOF}}, "does not hold there"),
        ({"0": {"given": [J(gt(s, 2))], "obligations": [], "proof": ["hyp", 1]}}, "does not hold there"),
        ({"0": {"given": 3, **PROOF}}, "."),
        ({"0": True}, "."),
        ({"0": "because"}, "."),
        (["recursion"], "."),
        ({"0": {}}, "."),
    ],
)
def test_a_false_hypothesis_is_not_proved(because: Any, why: str) -> None:
    """s > 2 does not hold at s = 1."""
    with pytest.raises(Rejected, match=why):
        refuted([gt(s, 2), gt(s, 2)], TRIVIAL, because, {}, values={"s": "1"})
    with pytest.raises(Rejected, match=why):
        refuted([gt(s, 2)], eq(s, 5), because, {}, values={"s": "1"})
