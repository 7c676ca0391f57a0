"""Where slips are looked at: at the changed side, and where the dropped hypothesis fails."""

from __future__ import annotations

from functools import partial

import pytest

from proofread.audit.verdicts import Proved, Refuted
from proofread.mutation.deciding import decide
from proofread.mutation.directing import changed_part, difference, negated, newly_assumed, sought
from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective, quantifier
from proofread.trusted.printing import text
from proofread.trusted.sizes import size_symbol
from proofread.trusted.terms import Prop
from proofread.trusted.trees import bind, to_json

N = size_symbol("N")
x, y, z = t.var("x"), t.var("y"), t.var("z")
X, v = t.var("X", (N, N)), t.var("v", (N, t.ONE))


def equal(a: object, b: object) -> Prop:
    return t.relation("equal", a, b)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (equal(x, y + z), equal(x, y - z), "y + z = y − z"),
        (equal(x, y + z), equal(2 * x, y + z), "x = 2·x"),
        (connective("and", equal(x, y), equal(y, z)), connective("and", equal(x, y), equal(y, -z)), "z = −z"),
        (connective("implies", equal(x, 0), equal(y, z)), connective("implies", equal(x, 1), equal(y, z)), None),
        (t.relation("ge", x, y), t.relation("ge", x, 2 * y), None),
        (equal(x, y), equal(2 * x, 2 * y), None),
        (equal(x, y), t.relation("ge", x, y), None),
        (equal(X, v @ v.T), equal(X, v.T @ v), None),
    ],
)
def test_a_changed_side_is_compared_with_what_it_was(old: Prop, new: Prop, said: str | None) -> None:
    found = difference(old, new)
    assert (None if found is None else text(found)) == said


def test_what_is_true_already_is_left_out() -> None:
    both = lambda p: connective("implies", equal(x, 0), connective("and", equal(x, y), p))
    old, new = both(t.relation("ge", y, z)), both(t.relation("gt", y, z))
    assert text(changed_part(old, new)) == "x = 0 ⇒ y > z"
    converse = connective("implies", new.args[1], new.args[0])
    assert changed_part(old, converse) == converse


def test_what_a_changed_premise_lets_in() -> None:
    """And nothing where it is the conclusion that has changed, or both."""
    at_least = lambda p, q: connective("and", equal(z, z), connective("implies", t.relation("ge", x, p), q))
    found = newly_assumed(at_least(y, equal(x, z)), at_least(2 * y, equal(x, z)))
    assert found is not None
    assert text(found) == "y > x ∧ x ≥ 2·y ⇒ x = z"
    assert newly_assumed(at_least(y, equal(x, z)), at_least(y, equal(x, y))) is None
    assert newly_assumed(at_least(y, equal(x, z)), at_least(2 * y, equal(x, y))) is None
    unsaid = connective("implies", connective("iff", equal(x, y), equal(y, z)), equal(x, z))
    assert newly_assumed(unsaid, connective("implies", equal(x, y), equal(x, z))) is None


@pytest.mark.parametrize(
    ("h", "said"),
    [
        (t.relation("ge", x, 0), "x < 0"),
        (t.relation("gt", x, y), "y ≥ x"),
        (equal(x, 1), "x ≠ 1"),
        (t.relation("apart", x, 0), "x = 0"),
        (t.predicate("nonzero", v), "v = 0"),
        (bind(partial(quantifier, "forall"), t.nat("k"), equal(t.nat("k"), 0)), "∃ t ∈ ℕ: t ≠ 0"),
        (bind(partial(quantifier, "forall"), t.var("r"), equal(t.var("r"), 0)), None),
    ],
)
def test_a_hypothesis_can_be_made_to_fail(h: Prop, said: str | None) -> None:
    found = negated(h)
    assert (None if found is None else text(found)) == said


def test_the_statement_itself_is_always_looked_at() -> None:
    s = Sequent((), equal(x, y))
    assert sought(s, None, None) == (s,)
    assert sought(s, equal(x, 2 * y), t.relation("gt", x, 0))[-1] == s


def test_an_instance_in_which_only_the_dropped_hypothesis_fails_is_found() -> None:
    dropped = t.relation("ge", 50, x)
    s = Sequent((t.relation("ge", x, 0),), t.relation("ge", x * (50 - x), 0))
    found = decide(s, seed=0, stored={"dropped": [1, to_json(dropped)]})
    assert isinstance(found, Refuted) and kernel.refute(s, found.witness).kind == "refuted"


def test_a_hypothesis_that_follows_from_the_others_is_not_needed() -> None:
    dropped = t.relation("ge", x + y, 0)
    s = Sequent((t.relation("ge", x, 0), t.relation("ge", y, 0)), t.relation("ge", 3 * (x + y), 0))
    assert isinstance(decide(s, seed=0, stored={"dropped": [2, to_json(dropped)]}), Proved)


def test_the_evidence_finds_the_other_hypotheses_at_their_places() -> None:
    kept = equal(x, y)
    whole = Sequent((t.relation("gt", z, 0), kept), kept)
    truth = decide(whole, seed=0, stored={"prove": True})
    assert isinstance(truth, Proved)
    left = Sequent((kept,), kept)
    stored = {"evidence": truth.evidence, "dropped": [0, to_json(whole.hypotheses[0])], "prove": True}
    assert isinstance(decide(left, seed=0, stored=stored), Proved)


def test_where_a_hypothesis_says_that_a_variable_is_a_logarithm() -> None:
    """x > 0 and y = log(x) do not give y = 2 log(x), though 0 is the only rational number y can be; nor does
    z = y + log(2x) give z = log(3x²)."""
    defined = (t.relation("gt", x, 0), equal(y, t.log(x)), equal(z, y + t.log(2 * x)))
    for goal in (equal(y, 2 * t.log(x)), equal(z, t.log(3 * x * x))):
        s = Sequent(defined, goal)
        found = decide(s, seed=0)
        assert isinstance(found, Refuted) and kernel.refute(s, found.witness).kind == "refuted"
        assert found.witness["define"] == [1, 1]
