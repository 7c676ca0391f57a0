"""Integrals, limits and series: proved where facts reach, refuted by a proof of the contrary, else left open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from proofread.language.analysis import atan, cos, factorial, inf, integrate, limit, pi, sin, sum_
from proofread.language.words import equal, exp, gt, log
from proofread.methods.disproof import find_disproof
from proofread.methods.prove import OpenObligation, find_proof
from proofread.methods.results import Declined
from proofread.trusted import terms
from proofread.trusted.kernel import Sequent, prove, refute
from proofread.trusted.terms import Prop, Term

a, b, n = terms.var("a"), terms.var("b"), terms.nat("n")
Twins = tuple[tuple[Prop, ...], Prop, Prop]


def third() -> Term:
    return terms.const(1) / 3


TWINS: dict[str, Callable[[], Twins]] = {
    "square": lambda: ((), equal(integrate(lambda x: x * x, 0, 1), third()), equal(integrate(lambda x: x, 0, 1), 2)),
    "bounds": lambda: ((), equal(integrate(cos, a, b), sin(b) - sin(a)), equal(integrate(cos, a, b), sin(a) - sin(b))),
    "ray": lambda: (
        (gt(a, 0),),
        equal(integrate(lambda x: exp(-a * x), 0, inf), 1 / a),
        equal(integrate(lambda x: exp(-a * x), 0, inf), a),
    ),
    "line": lambda: (
        (),
        equal(integrate(lambda x: 1 / (1 + x * x), -inf, inf), pi),
        equal(integrate(lambda x: 1 / (1 + x * x), -inf, inf), 2),
    ),
    "quotient": lambda: (
        (),
        equal(limit(lambda x: (2 * x + 1) / (x + 3), inf), 2),
        gt(limit(lambda x: (2 * x + 1) / (x + 3), inf), 2),
    ),
    "slope": lambda: (
        (),
        equal(limit(lambda x: sin(x) / x, 0), 1),
        equal(limit(lambda x: sin(x) / x, 0), 0),
    ),
    "decay": lambda: ((), equal(limit(lambda x: x**2 * exp(-x), inf), 0), gt(limit(lambda x: x * exp(-x), inf), 0)),
    "angle": lambda: ((), equal(limit(atan, inf), pi / 2), equal(limit(atan, inf), pi)),
    "geometric": lambda: (
        (gt(1, a), gt(a, -1)),
        equal(sum_(lambda k: a**k, 0, inf), 1 / (1 - a)),
        equal(sum_(lambda k: a**k, 1, inf), 1 / (1 - a)),
    ),
    "exponential": lambda: (
        (),
        equal(sum_(lambda k: a**k / factorial(k), 0, inf), exp(a)),
        equal(sum_(lambda k: a**k / factorial(k), 0, inf), 1 + a),
    ),
    "telescope": lambda: (
        (),
        equal(sum_(lambda k: k * factorial(k), 0, n), factorial(n + 1) - 1),
        equal(sum_(lambda k: k * factorial(k), 0, n), factorial(n + 1)),
    ),
}


@pytest.mark.parametrize("name", TWINS)
def test_the_true_one_is_proved(name: str) -> None:
    hypotheses, true, _ = TWINS[name]()
    sequent = Sequent(hypotheses, true)
    assert prove(sequent, find_proof(sequent)).kind == "proved"


@pytest.mark.parametrize("name", TWINS)
def test_the_false_one_is_not(name: str) -> None:
    hypotheses, _, false = TWINS[name]()
    with suppress(OpenObligation):
        assert isinstance(find_proof(Sequent(hypotheses, false)), Declined)


INSIDE: dict[str, dict[str, str]] = {"ray": {"a": "2"}, "geometric": {"a": "1/2"}}


@pytest.mark.parametrize("name", ["ray", "line", "quotient", "slope", "decay", "angle", "geometric", "exponential"])
def test_the_false_one_is_refuted_by_its_contrary(name: str) -> None:
    hypotheses, _, false = TWINS[name]()
    sequent = Sequent(hypotheses, false)
    inside: dict[str, Any] = {"values": INSIDE.get(name, {}), "nats": {}, "sizes": {}, "spaces": {}, "indices": {},
                              "functions": {}}  # fmt: skip
    witness = find_disproof(sequent, inside, work=5000)
    assert not isinstance(witness, Declined)
    assert refute(sequent, witness).kind == "refuted"


@pytest.mark.parametrize(
    "goal",
    [
        equal(integrate(lambda x: 1 / x**2, -1, 1), -2),
        equal(integrate(lambda x: 1 / x, 1, inf), 0),
        equal(limit(lambda x: 1 / x, 0), 0),
        equal(limit(sin, inf), 0),
        equal(sum_(lambda k: terms.const(2) ** k, 0, inf), -1),
        equal(limit(lambda x: log(x), 0), 0),
    ],
)
def test_what_does_not_exist_is_neither(goal: Prop) -> None:
    with pytest.raises(OpenObligation):
        find_proof(Sequent((), goal))
    assert isinstance(find_disproof(Sequent((), goal), None, work=2000), Declined)
