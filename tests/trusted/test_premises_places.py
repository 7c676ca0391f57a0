"""Where sequences may stand in a hypothesis that says how one of them goes on."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, refute
from proofread.trusted.premises import head
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Prop, Term, index, nat, var
from tests.trusted.attacks import N, eq, every

AT: dict[str, Any] = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}
K = nat("%1")


def at(name: str, place: object) -> Term:
    return t.sequence(name, place, ())


def on(left: Term, right: object) -> Prop:
    return every(K, eq(left, right))


def members(**values: list[str]) -> dict[str, Any]:
    return {name: {"kind": "sequence", "values": given} for name, given in values.items()}


def refuted(hyps: list[Prop], goal: Prop, functions: Any) -> Theorem:
    because = {str(k): "recursion" for k in range(len(hyps))}
    return refute(Sequent(tuple(hyps), goal), {**AT, "functions": functions, "because": because})


def test_a_sequence_that_is_given_may_stand_anywhere() -> None:
    """c is no sequence that goes on as a hypothesis says."""
    hyp = on(at("a", K + 1), at("a", K) + at("c", 0))
    made = refuted([hyp], eq(at("a", 2), 7), members(a=["1", "3", "5"], c=["2"]))
    assert made.kind == "refuted"


def test_an_earlier_sequence_stands_at_the_next_place_at_most() -> None:
    first = on(at("a", K + 1), 2 * at("a", K))
    given = members(a=["1", "2", "4"], b=["0", "2"])
    assert refuted([first, on(at("b", K + 1), at("a", K + 1))], eq(at("b", 1), 3), given).kind == "refuted"
    for place in (K + 2, t.const(1), t.const(0)):
        with pytest.raises(Rejected, match="a at another place than t"):
            refuted([first, on(at("b", K + 1), at("a", place))], eq(at("b", 1), 3), given)


def test_a_function_of_the_next_number_is_no_next_member() -> None:
    for left in (t.apply("f", "entrywise", K + 1), t.exp(K + 1), t.recip(K + 1)):
        functions = {"f": {"kind": "entrywise", "coefficients": ["1"]}}
        with pytest.raises(Rejected, match="it does not begin with the next member"):
            refuted([on(left, 1)], eq(0, 1), functions)


@pytest.mark.parametrize("other", [K, K + 1, nat("n"), var("s"), index("i", ONE), t.const(1), t.recip(var("s"))])
def test_an_axis_of_size_one_has_its_only_place_and_no_other(other: Term) -> None:
    """h[t + 1][i, 0] is the entry in row i of a column; what stands instead of 0 might be something else."""
    row = index("%2", N)
    for shape, where in (((N, ONE), (row, other)), ((ONE, N), (other, row))):
        member = t.sequence("h", K + 1, shape)
        only = tuple(row if w is row else t.const(0) for w in where)
        for at, fits in ((only, True), (where, False)):
            hyp = every(K, every(row, eq(Term("entry", (member, *at), (), ()), 0)))
            if fits:
                assert head(hyp) == ("h", t.const(0))
            else:
                with pytest.raises(Rejected, match="an entry at other places than its indices"):
                    head(hyp)
