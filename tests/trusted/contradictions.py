"""Binders and verdicts for the attempts to prove what is false."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, refute
from proofread.trusted.terms import Prop, Term, connective, quantifier
from proofread.trusted.trees import bind
from tests.trusted.attacks import CLEAR, proved


def all_of(bound: Term, body: Prop) -> Prop:
    made = bind(lambda w, q: quantifier("forall", w, q), bound, body)
    assert isinstance(made, Prop)
    return made


def some_of(bound: Term, body: Prop) -> Prop:
    made = bind(lambda w, q: quantifier("exists", w, q), bound, body)
    assert isinstance(made, Prop)
    return made


def sum_of(bound: Term, body: Term) -> Term:
    made = bind(t.bsum, bound, body)
    assert isinstance(made, Term)
    return made


def slope(bound: Term, body: Term, at: object) -> Term:
    made = bind(lambda w, q: t.deriv(w, q, at), bound, body)
    assert isinstance(made, Term)
    return made


def not_(q: Prop) -> Prop:
    return connective("not", q)


def never(goal: Prop, instance: dict[str, Any], hyps: tuple[Prop, ...] = ()) -> None:
    """What an instance refutes, plain algebra does not prove."""
    assert refute(Sequent(hyps, goal), instance).kind == "refuted"
    with pytest.raises(Rejected):
        proved(hyps, goal, CLEAR)
