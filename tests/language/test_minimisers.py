"""What minimises is of the sort itself."""

from __future__ import annotations

import pytest

from proofread import Positive, Scalar, Simplex, Size, Unit, maximises, minimises
from proofread.audit.decide import decide
from proofread.audit.verdicts import Proved, Refuted
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import Prop

n = Size("n")


@pytest.mark.parametrize(
    "goal",
    [
        minimises(lambda x: (x + 1) ** 2, -1, Positive),
        maximises(lambda x: -((x - 2) ** 2), 2, Unit),
        minimises(lambda x: (x - 1) ** 2, 0, Scalar),
    ],
)
def test_what_is_not_of_the_sort_or_not_least_is_refuted(goal: Prop) -> None:
    assert isinstance(decide(Sequent((), goal), seed=0), Refuted)


def test_what_is_of_the_sort_and_least_is_proved() -> None:
    for goal in (minimises(lambda x: (x - 1) ** 2, 1, Positive), minimises(lambda x: (x + 1) ** 2, -1, Scalar)):
        assert isinstance(decide(Sequent((), goal), seed=0), Proved)


def test_conditions_of_a_sort_are_stated() -> None:
    made = minimises(lambda p: p.T @ p, t.ones(n) / n, Simplex[n])
    assert made.op == "and" and made.args[-1].op == "forall"
