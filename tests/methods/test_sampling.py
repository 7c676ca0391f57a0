"""Samples: every count adds up, false statements fail, true ones pass, and what is only enclosed says so."""

from __future__ import annotations

import pytest

from proofread.methods.sampling import AGREE, Samples, sample
from proofread.trusted import kernel
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import exp, floor, log, relation, sqrt
from tests.methods.statements_for_instances import FALSE, RECURSION, TRUE, a, b, equal

# What forty samples may miss.
LUCKY = {"only from n = 4", "a narrow gap", "one entry for all", "an index", "a definition"}


def adds_up(s: Samples) -> bool:
    return s.tried == s.passed + s.discarded + s.unknown + (s.failed_instance is not None)


@pytest.mark.parametrize("name", sorted(set(FALSE) - LUCKY))
def test_false_statements_fail_at_an_instance_the_kernel_accepts(name: str) -> None:
    found = sample(FALSE[name], seed=1, count=40)
    assert adds_up(found)
    assert found.failed_instance is not None
    assert kernel.refute(FALSE[name], found.failed_instance).kind == "refuted"


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_pass_and_are_not_vacuous(name: str) -> None:
    found = sample(TRUE[name], seed=0, count=10)
    assert adds_up(found)
    assert found.failed_instance is None
    assert found.passed + found.unknown == 10
    assert found.passed >= 5
    assert found.satisfying is not None


def test_exact_agreement_has_resolution_0() -> None:
    found = sample(TRUE["least squares"], seed=0, count=5)
    assert (found.resolution, found.enclosed) == (0, 0)


def test_enclosed_agreement_says_how_fine_it_is() -> None:
    positive = (relation("gt", a, 0), relation("gt", b, 0))
    found = sample(Sequent(positive, equal(log(a * b), log(a) + log(b))), seed=0, count=10)
    assert found.passed == 10
    assert found.enclosed > 0
    assert found.resolution is not None
    assert 0 < found.resolution < AGREE


def test_inequalities_have_no_resolution() -> None:
    assert sample(Sequent((), relation("gt", exp(a), 0)), seed=0).resolution is None


def test_an_undecided_sample_is_not_a_pass() -> None:
    """⌊√a·√a⌋ = a for natural a: at a = 2 the enclosure of 2 lies on both sides of the jump."""
    natural = (equal(floor(a), a), relation("gt", a, 1))
    found = sample(Sequent(natural, equal(floor(sqrt(a) * sqrt(a)), a)), seed=0, count=10)
    assert adds_up(found)
    assert found.unknown > 0
    assert found.failed_instance is None


def test_contradictory_hypotheses_satisfy_nothing() -> None:
    found = sample(Sequent((relation("gt", a, 0), relation("gt", 0, a)), equal(a, 0)), seed=0, count=4)
    assert (found.satisfying, found.passed, found.discarded) == (None, 0, found.tried)


def test_recursions_are_sampled_as_far_as_they_are_tabulated() -> None:
    assert sample(RECURSION, seed=0).failed_instance is not None


def test_the_seed_decides() -> None:
    assert sample(TRUE["mask"], seed=4, count=5) == sample(TRUE["mask"], seed=4, count=5)
