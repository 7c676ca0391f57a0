"""How the attacks are written: short names for terms, and evidence as the JSON a forger would save."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, prove
from proofread.trusted.sizes import ONE, Size, size_symbol
from proofread.trusted.terms import Prop, Term, const, integral, quantifier, relation, var
from proofread.trusted.trees import to_json

N, D, M = size_symbol("N"), size_symbol("d"), size_symbol("M", 0)  # M may be 0
OMEGA, BASE = ("Om", True), ("Z", False)
ZERO, UNIT = const(0), const(1)
s, r = var("s"), var("r")
x, y, u = (var(name, (N, ONE)) for name in "xyu")
A, B = var("A", (N, N)), var("B", (N, N))
X = var("X", (N, D))
e, f = var("e", (), OMEGA), var("f", (), OMEGA)  # random numbers
q = var("q", (), BASE)
Evidence = list[Any]


def eq(a: object, b: object) -> Prop:
    return relation("equal", a, b)


def ge(a: object, b: object) -> Prop:
    return relation("ge", a, b)


def gt(a: object, b: object) -> Prop:
    return relation("gt", a, b)


def apart(a: object, b: object = 0) -> Prop:
    return relation("apart", a, b)


FALSUM = gt(0, 0)
TRIVIAL = eq(0, 0)


def every(v: Term, p: Prop) -> Prop:
    return quantifier("forall", v, p)


def some(v: Term, p: Prop) -> Prop:
    return quantifier("exists", v, p)


def E(t: Term) -> Term:
    return integral(OMEGA, t)


def column(name: str, size: Size) -> Term:
    return var(name, (size, ONE))


def J(n: Any) -> Any:
    return to_json(n)


def algebra(use: Sequence[int] = (), eqs: Sequence[Any] = (), sq: Sequence[Any] = (),
            steps: Sequence[Any] = ()) -> Evidence:  # fmt: skip
    return ["algebra", {"use": list(use), "eq": list(eqs), "sq": list(sq), "steps": list(steps)}]


CLEAR = algebra()  # both sides are the same polynomial
ONE_SQUARE = {"c": "1", "q": [["1", []]]}


def proved(hyps: Sequence[Prop], goal: Prop, proof: Any, obligations: Sequence[Any] = ()) -> Theorem:
    """The kernel on evidence that has been through a file."""
    evidence = json.loads(json.dumps({"obligations": list(obligations), "proof": proof}))
    return prove(Sequent(tuple(hyps), goal), evidence)


def refused(hyps: Sequence[Prop], goal: Prop, proof: Any, why: str, obligations: Sequence[Any] = ()) -> None:
    """Rejected, and for this reason (a regular expression): another reason would hide a condition that is missing."""
    with pytest.raises(Rejected, match=why):
        proved(hyps, goal, proof, obligations)


def accepted(hyps: Sequence[Prop], goal: Prop, proof: Any, obligations: Sequence[Any] = ()) -> None:
    assert proved(hyps, goal, proof, obligations).kind == "proved"


def head(name: str, *props: Prop) -> int:
    """The number by which evidence names a head, where these propositions are used and aimed at."""
    from proofread.trusted.combination import Table, lower_relation

    heads = Table([lower_relation(p).poly for p in props], set()).heads
    return next(k for k, h in enumerate(heads) if h.name.split("|")[0] == name)
