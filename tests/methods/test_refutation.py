"""Every false statement gets a witness that the kernel accepts; true and undefined ones are declined with a reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

import proofread.methods.places
from proofread.methods.openings import openings
from proofread.methods.places import Json
from proofread.methods.refutation import find_witness
from proofread.methods.results import Declined
from proofread.trusted import kernel
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import ONE
from proofread.trusted.terms import Prop, bsum, const, exp, ill, index, quantifier, relation, sequence, total, var
from proofread.trusted.trees import bind
from tests.methods.statements_for_instances import (
    BEHIND,
    ENTRIES,
    EXISTS,
    FALSE,
    RECURSION,
    TRUE,
    A,
    B,
    a,
    b,
    bound,
    bound_t,
    equal,
    member,
    n,
)
from tests.trusted.contradictions import all_of

WORK = 300_000
LEAST = {"only from n = 4": {"n": 4}, "trace, true for n = 1": {"n": 2}, "square of a sum": {"n": 2},
         "generalised least squares": {"N": 2, "d": 1}, "trace of a product": {"n": 2}, "orthogonal": {"n": 2},
         "one entry for all": {"n": 2},
         "a definition": {"N": 2, "d": 1}}  # fmt: skip


def every(p: Prop) -> Prop:
    return quantifier("forall", bound_t, p)


def witness(s: Sequent, seed: int = 0, work: int = WORK) -> Json:
    found = find_witness(s, seed=seed, work=work)
    assert not isinstance(found, Declined), found.reason
    return found


@pytest.mark.parametrize("name", FALSE)
def test_false_statements_are_refuted(name: str) -> None:
    found = witness(FALSE[name])
    assert kernel.refute(FALSE[name], json.loads(json.dumps(found))).kind == "refuted"
    assert found["sizes"] == LEAST.get(name, dict.fromkeys(found["sizes"], 1))


@pytest.mark.parametrize("name", TRUE)
def test_true_statements_are_declined(name: str) -> None:
    found = find_witness(TRUE[name], seed=0, work=60_000)
    assert isinstance(found, Declined)
    assert "no counterexample among" in found.reason
    assert " 0 of them inside" not in found.reason


def test_the_arguments_decide() -> None:
    s = FALSE["orthogonal"]
    assert witness(s, 3) == witness(s, 3)


def test_other_seeds_refute_too() -> None:
    for seed in range(5):
        assert kernel.refute(FALSE["least squares"], witness(FALSE["least squares"], seed)).kind == "refuted"


def test_quantified_reals_are_chosen() -> None:
    found = witness(FALSE["under a square"])
    assert found["choose"] == [["%1", "1/2"]]
    assert found["values"] == {}


def test_a_quantified_variable_that_is_never_used() -> None:
    s = Sequent((), quantifier("forall", bound, equal(a, 1)))
    assert witness(s)["choose"] == [["%1", "0"]]


def test_every_opening_is_tried() -> None:
    assert len(openings(FALSE["iff, one way"])) == 2
    assert len(openings(FALSE["and, second part"])) == 2


def test_what_a_hypothesis_says_there_is_need_not_be_named() -> None:
    """A has a right inverse, and is not I: the evaluator finds the inverse itself."""
    assert "choose" not in witness(EXISTS)


def test_what_is_not_for_the_witness_to_choose_the_evaluator_may_find() -> None:
    assert "choose" not in witness(BEHIND)


def test_a_sequence_goes_on_as_a_hypothesis_says() -> None:
    assert witness(RECURSION)["because"] == {"0": "recursion"}


def test_a_goal_is_looked_at_at_other_places() -> None:
    """It holds of the first three members, and fails at the fourth."""
    late = every(relation("gt", member(bound_t), 4))
    found = witness(
        Sequent((every(equal(member(bound_t + 1), member(bound_t) - 2)), equal(member(const(0)), 10)), late)
    )
    assert found["because"] == {"0": "recursion"}


def test_what_the_goal_assumes_says_not_how_a_sequence_goes_on() -> None:
    """Only a hypothesis is borne out by that: here the sequence has to stop."""
    halved = every(equal(2 * member(bound_t + 1), member(bound_t)))
    found = witness(Sequent((), Prop("implies", (every(equal(member(bound_t + 1), a * member(bound_t))), halved), ())))
    assert found["functions"]["s"]["then"] == "constant"


def test_inequalities_about_all_members_are_met_and_stop() -> None:
    """Each member is at most r times the one before; the product of the first factors may be larger, and no less."""
    factor, product = (lambda at, name=name: sequence(name, at, ()) for name in "rp")
    hypotheses = (
        every(relation("ge", member(bound_t), 0)),
        every(relation("ge", factor(bound_t + 1) * member(bound_t), member(bound_t + 1))),
        Prop(
            "and",
            (equal(product(const(0)), 1), every(equal(product(bound_t + 1), factor(bound_t + 1) * product(bound_t)))),
            (),
        ),
    )
    said = Sequent((*hypotheses, equal(member(const(0)), 1)), every(relation("gt", product(bound_t), member(bound_t))))
    assert kernel.refute(said, witness(said)).kind == "refuted"


def test_a_column_goes_on_entry_by_entry() -> None:
    found = witness(ENTRIES)
    assert found["because"] == {"0": "recursion"}
    assert "then" not in found["functions"]["h"]


def test_what_the_kernel_does_not_accept_is_shown_and_declined() -> None:
    """3 ≥ exp(b) fails at 2, where the evaluator does not look."""
    all_b = quantifier("forall", bound, relation("ge", 3, exp(bound)))
    found = find_witness(Sequent((), Prop("implies", (relation("gt", a, 0), all_b), ())), seed=0, work=WORK)
    assert isinstance(found, Declined)
    assert "the kernel does not accept" in found.reason


def test_a_candidate_that_the_kernel_does_not_accept_ends_no_search() -> None:
    """3 − a ≥ exp(b) fails at many a and b, which the evaluator does not see at every a; at a = 3 it does."""
    all_b = quantifier("forall", bound, relation("ge", 3 - a, exp(bound)))
    s = Sequent((), Prop("implies", (relation("gt", a, 0), all_b), ()))
    for seed in range(4):
        assert kernel.refute(s, witness(s, seed)).kind == "refuted"


def test_bounds_that_must_be_attained() -> None:
    """‖Cv‖² ≤ a²‖v‖² and ‖Dv‖² ≤ b²‖v‖² for all v, and a²b²‖u‖² < 2‖CDu‖² where both are nearly attained."""
    v = var("v", (n, ONE))
    square = lambda x: total(x * x)
    bounded = lambda c, m: all_of(v, relation("ge", c * c * square(v), square(m @ v)))
    assumed = (relation("ge", a, 0), relation("ge", b, 0), bounded(a, A), bounded(b, B))
    s = Sequent(assumed, all_of(v, relation("ge", a * a * b * b * square(v), 2 * square(A @ B @ v))))
    found = find_witness(s, seed=0, work=5 * WORK, small=False)
    assert not isinstance(found, Declined)
    assert kernel.refute(s, found).kind == "refuted"


def test_a_size_that_nothing_has_may_be_larger() -> None:
    """Σᵢ 1 over 8 places is less than 8."""
    i = index("i", n)
    count = bind(bsum, i, const(1))
    s = Sequent((), relation("ge", 7, count))
    assert witness(s)["sizes"] == {"n": 8}


def test_narrow_targets_are_mostly_reached_by_moving_numbers() -> None:
    """False only where a and b lie within 1/20 of 1/3 and −11/7. A search: not for every seed, nor for one only."""
    off = 5 * a - Fraction(5, 3), 5 * b + Fraction(55, 7)
    s = Sequent((), relation("gt", off[0] * off[0] + off[1] * off[1], const(1) / 16))
    found = [find_witness(s, seed=seed, work=10**7) for seed in range(4)]
    witnesses = [x for x in found if not isinstance(x, Declined)]
    assert len(witnesses) >= 3
    assert all(kernel.refute(s, x).kind == "refuted" for x in witnesses)


def test_work_is_counted() -> None:
    found = find_witness(TRUE["least squares"], seed=0, work=2_000)
    assert isinstance(found, Declined)
    assert "within the work allowed" in found.reason


def test_contradictory_hypotheses_are_seen() -> None:
    s = Sequent((relation("gt", a, 0), relation("gt", 0, a)), equal(a, 0))
    found = find_witness(s, seed=0, work=100_000)
    assert isinstance(found, Declined)
    assert " 0 of them inside the hypotheses" in found.reason


def test_ill_shaped_statements_are_declined() -> None:
    found = find_witness(Sequent((), equal(ill("sizes differ"), 0)), seed=0, work=WORK)
    assert isinstance(found, Declined)
    assert found.reason == "ill-shaped: sizes differ"


def test_hypothesis_is_not_imported_before_it_is_needed() -> None:
    look = "import sys, proofread.methods.refutation, proofread.methods.sampling; print('hypothesis' in sys.modules)"
    source = str(Path(proofread.methods.places.__file__).parents[2])
    out = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True,
                         env={**os.environ, "PYTHONPATH": source})  # fmt: skip
    assert out.stdout.strip() == "False"
