"""The oracle settles what SymPy and Arb agree on, and declines what fools one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from proofread.audit import evidence
from proofread.audit.decide import decide
from proofread.audit.jobs import Decidable
from proofread.audit.verdicts import Computed, Verdict
from proofread.language.analysis import atan, binomial, inf, integrate, limit, pi, product, sin, sum_, tan
from proofread.language.claims import claim
from proofread.language.sorts import Scalar
from proofread.language.words import abs_, equal, exp, gt, log, sqrt
from proofread.methods.computing import Computation, compute
from proofread.methods.results import Declined
from proofread.trusted import terms
from proofread.trusted.kernel import Sequent
from proofread.trusted.recheck import recheck_line
from proofread.trusted.terms import Prop, Term

x, y, n, m = terms.var("x"), terms.var("y"), terms.nat("n"), terms.nat("m")
minus_one = terms.const(-1)

SETTLED: dict[str, tuple[Sequence[Prop], Prop]] = {
    "gaussian": ((), equal(integrate(lambda t: exp(-t * t), -inf, inf), sqrt(pi))),
    "basel": ((), equal(sum_(lambda k: 1 / k**2, 1, inf), pi**2 / 6)),
    "alternating": ((), equal(sum_(lambda k: minus_one**k / (k + 1), 0, inf), log(2))),
    "compound": ((), equal(limit(lambda t: exp(t * log(1 + 1 / t)), inf), exp(1))),
    "subsets": ((), equal(sum_(lambda k: binomial(n, k), 0, n), terms.const(2) ** n)),
    "ratios": ((), equal(product(lambda k: (k + 1) / k, 1, n), n + 1)),
    "pascal": ((), equal(binomial(n + 1, m + 1), binomial(n, m) + binomial(n, m + 1))),
}


def signed(top: Term, weight: Callable[[Term], Term]) -> Term:
    return sum_(lambda k: minus_one**k * binomial(top, k) * weight(k), 0, top)


FOOLED: dict[str, tuple[Sequence[Prop], Prop]] = {
    "root": ((), equal(sqrt(x**2), x)),
    "negative-logarithms": ((gt(0, x), gt(0, y)), equal(log(x * y), log(x) + log(y))),
    "arctangents": ((), equal(atan(tan(x)), x)),
    "pole": ((), equal(integrate(lambda t: 1 / t**2, -1, 1), -2)),
    "principal-value": ((), equal(integrate(lambda t: 1 / t, -1, 1), 0)),
    "harmonic": ((), equal(sum_(lambda k: 1 / k, 1, inf), 1)),
    "grandi": ((), equal(sum_(lambda k: minus_one**k, 0, inf), terms.const(1) / 2)),
    "naturals": ((), equal(sum_(lambda k: k, 1, inf), terms.const(-1) / 12)),
    "rearranged": ((), equal(sum_(lambda k: minus_one**k / (k + 1), 0, inf), 3 * log(2) / 2)),
    "wrong-side": ((), equal(limit(lambda t: abs_(t) / t, 0), 1)),
    "oscillation": ((), equal(limit(sin, inf), 0)),
    "hole": ((), equal(x / x, 1)),
    "nearly": ((), equal(sum_(lambda k: 1 / k**2, 1, inf), pi**2 / 6 + terms.const(1) / 1000)),
    "divergent": ((), equal(integrate(lambda t: 1 / t, 1, inf), 0)),
    "all-but-one-number": ((), equal(limit(lambda t: (t * (x - 3) ** 2 + 1) / (t * (x - 3) ** 2 + 2), inf), 1)),
    "all-but-one-natural": ((), equal(limit(lambda t: (n - 7) ** 2 * t / ((n - 7) ** 2 * t + 1), inf), 1)),
    "all-but-one-place": ((), equal(limit(lambda t: (x - 3) ** 2 / (t**2 + (x - 3) ** 2), 0), 1)),
    "all-but-one-sum": ((), equal(signed(n, lambda k: k * (k - 1) * (k - 2) * (k - 3)), 0)),
    "all-but-two-zeros": ((), equal(signed(n, lambda k: terms.const(1)) * signed(m, lambda k: terms.const(1)), 0)),
    "undefined-at-one-number": ((), equal(limit(lambda t: sin(t * (x - 3)) / (t * (x - 3)), 0), 1)),
}


@pytest.mark.parametrize("name", SETTLED)
def test_settled(name: str) -> None:
    hypotheses, goal = SETTLED[name]
    found = compute(Sequent(tuple(hypotheses), goal))
    assert isinstance(found, Computation)
    assert "sympy" in found.oracle and "python-flint" in found.oracle and found.input["equation"]


@pytest.mark.parametrize("name", FOOLED)
def test_declined(name: str) -> None:
    hypotheses, goal = FOOLED[name]
    assert isinstance(compute(Sequent(tuple(hypotheses), goal)), Declined)


@pytest.mark.parametrize("name", FOOLED)
def test_balls_alone_would_decline_as_well(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were SymPy to say yes to everything, the conditions and the balls still stand in the way."""
    monkeypatch.setattr("proofread.methods.computing._is_zero", lambda sequent: None)
    hypotheses, goal = FOOLED[name]
    assert isinstance(compute(Sequent(tuple(hypotheses), goal)), Declined)


def decided(goal: Prop) -> tuple[Decidable, Verdict]:
    @claim("oracle")
    def made(x: Scalar) -> Prop:
        return goal

    statement = made.items[0].statements[0]
    return statement, decide(statement, seed=0)


def test_the_verdict_names_the_oracle_and_its_record_says_so() -> None:
    statement, verdict = decided(SETTLED["basel"][1])
    assert isinstance(verdict, Computed) and any("sympy" in line for line in verdict.ledger)
    record = evidence.record(Sequent(statement.hypotheses, statement.goal), verdict)  # type: ignore[union-attr]
    assert record["kind"] == "computed" and "sympy" in record["oracle"]
    import json

    assert "oracle" in recheck_line("f", 1, json.dumps(record)).state
