"""Whatever the kernel accepts agrees with exact evaluation, for thousands of random terms.

Terms that plain algebra takes for the same are worth the same; facts hold at terms of every kind where their conditions
do; what rewriting and congruence make of an equation holds where the equation does. Seeded, so that runs agree.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.indexed import Refused, freeze
from proofread.trusted.lower import Lowering, axes
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, is_poison, predicate, relation
from proofread.trusted.trees import CaptureError, free_spaces, substitute
from proofread.trusted.well_formed import PREDICATES
from tests.trusted.attacks import CLEAR, J, algebra, proved
from tests.trusted.soundness_draws import INDICES, NATS, column, instance, scalar, square

Draw = Callable[[int, random.Random], Term]
SIZES = ((2, 1), (3, 2), (1, 3), (3, 3))
WORK = 100_000


def verdict(prop: Prop, at: dict[str, Any]) -> bool | None:
    """What the exact evaluator says; None where it says nothing, or the work is too much."""
    try:
        return exact.holds(prop, exact.read_instance(at, (prop,), work=WORK))
    except exact.OutOfBudget:
        return None


def drawn(draw: Draw, depth: int, count: int, rng: random.Random) -> Iterator[Term]:
    for _ in range(count):
        x = draw(depth, rng)
        if is_poison(x) is None:
            yield x


# --- terms that have one form ---------------------------------------------------------------------------------------


def alike(draw: Draw, depth: int, count: int, rng: random.Random) -> list[list[Term]]:
    """Random terms in groups of one indexed form."""
    groups: dict[Any, dict[Term, None]] = defaultdict(dict)
    for x in drawn(draw, depth, count, rng):
        try:
            form = freeze(Lowering().lower(x, axes(x.shape, "_")))
        except Refused:
            continue
        groups[form][x] = None
    return [list(g) for g in groups.values() if len(g) > 1]


CASES = [(scalar, 2, 7000, 2), (scalar, 3, 5000, 3), (scalar, 4, 2500, 6), (column, 2, 2500, 4), (square, 2, 2500, 5)]


@pytest.mark.parametrize(("draw", "depth", "count", "seed"), CASES, ids=[f"{c[0].__name__}-{c[1]}" for c in CASES])
def test_what_algebra_takes_for_the_same_is_worth_the_same(draw: Draw, depth: int, count: int, seed: int) -> None:
    rng = random.Random(seed)
    groups = alike(draw, depth, count, rng)
    instances = [instance(rng, n, d) for n, d in SIZES]
    compared, wrong = 0, []
    for first, *others in groups:
        for x in others:
            goal = relation("equal", first, x)
            found = [verdict(goal, at) for at in instances]
            compared += found.count(True)
            wrong += [goal] if False in found else []
    assert wrong == []
    assert compared > 500


def test_the_kernel_accepts_these_equations_and_no_others() -> None:
    """The same through `prove`; two terms of different groups that an instance tells apart are refused."""
    rng = random.Random(7)
    groups = alike(scalar, 2, 1500, rng)
    at = instance(rng, 3, 2)
    refused = 0
    for (a, b, *_), (c, *_) in pairwise(groups):
        accepts(relation("equal", a, b))
        if verdict(relation("equal", a, c), at) is False:
            with pytest.raises(Rejected):
                proved([], relation("equal", a, c), CLEAR)
            refused += 1
    assert refused > 30


def accepts(goal: Prop) -> None:
    if not obligations((goal,)):
        assert proved([], goal, CLEAR).kind == "proved"


# --- facts ----------------------------------------------------------------------------------------------------------

DRAWS: dict[str, Draw] = {
    "scalar": scalar,
    "square": square,
    "column": column,
    "matrix": lambda k, r: r.choice([column, square])(k, r),
    "natural": lambda k, r: r.choice([*NATS, NATS[0] + 1, NATS[0] + NATS[1], t.const(0), t.const(2)]),
    "nat": lambda k, r: r.choice(NATS),
    "index": lambda k, r: r.choice(INDICES),
}


def anything(like: Term | None, rng: random.Random) -> Term:
    if like is None:
        return rng.choice([scalar, column, square])(rng.choice([0, 1, 2]), rng)
    near = [like, -like, 2 * like, t.absolute(like), scalar(1, rng)]
    return rng.choice([*near, (column if like.shape and like.shape[1].is_one else square)(1, rng)])


def arguments(sorts: tuple[str, ...], rng: random.Random) -> list[Term]:
    out: list[Term] = []
    for sort in sorts:
        out.append(anything(out[0] if out else None, rng) if sort == "any" else DRAWS[sort](rng.choice([0, 1, 2]), rng))
    return out


GENERIC = sorted(name for name, row in FACTS.items() if set(row.sorts) <= {*DRAWS, "any"})
QUANTIFIED = {"archimedes", "power_unbounded", "power_vanishes", "agree_on_all_columns"}


@pytest.mark.parametrize("name", GENERIC)
def test_a_fact_holds_at_terms_of_every_kind_where_its_conditions_do(name: str) -> None:
    rng = random.Random(name)
    held = 0
    for _ in range(60):
        try:
            conditions, conclusion = apply_fact(name, arguments(FACTS[name].sorts, rng))
        except ValueError:
            continue
        if any(is_poison(p) is not None for p in (*conditions, conclusion)):
            continue
        for n, d in SIZES[:3]:
            at = instance(rng, n, d)
            if all(verdict(c, at) is True for c in conditions):
                found = verdict(conclusion, at)
                assert found is not False, (name, conclusion, at)
                held += found is True
    RARE.discard(name) if held else RARE.add(name)


RARE: set[str] = set()


def test_most_facts_were_seen_to_hold() -> None:
    """Rows whose conditions random terms hardly ever meet are tested at chosen terms in test_facts.py."""
    assert len(RARE - QUANTIFIED) <= 25, sorted(RARE)


# --- rewriting and congruence ---------------------------------------------------------------------------------------


def contexts(rng: random.Random) -> tuple[Term, Term]:
    """A term with a hole, and the variable that stood in its place."""
    v = rng.choice([t.var("a"), t.var("x", (INDICES[0].data[1], t.ONE))])
    body = rng.choice([scalar, column])(3, rng)
    return body, v


@pytest.mark.parametrize("seed", range(4))
def test_what_rewriting_makes_of_an_equation_holds_where_it_does(seed: int) -> None:
    rng = random.Random(seed)
    accepted = 0
    for _ in range(150):
        body, v = contexts(rng)
        hole = t.var("%hole", v.shape)
        other = scalar(1, rng) if not v.shape else column(1, rng)
        if is_poison(body) or is_poison(other) or other.shape != v.shape:
            continue
        try:
            context, changed = substitute(body, {v: hole}), substitute(body, {v: other})
        except CaptureError:
            continue
        hypothesis, goal = relation("equal", v, other), relation("equal", body, changed)
        try:
            proved([hypothesis], goal, ["rewrite", 0, J(context), ["hyp", 1]])
        except Rejected as why:
            assert "obligations" in str(why) or "captured" in str(why) or "integrated" in str(why), why
            continue
        accepted += 1
        agrees([hypothesis], goal, rng)
    assert accepted > 30


def agrees(hypotheses: list[Prop], goal: Prop, rng: random.Random) -> None:
    """Wherever the hypotheses hold, the goal does not fail."""
    for n, d in SIZES[:3]:
        at = instance(rng, n, d)
        if all(verdict(h, at) is True for h in hypotheses):
            assert verdict(goal, at) is not False, (hypotheses, goal, at)


@pytest.mark.parametrize("op", ["ge", "gt", "equal", *PREDICATES])
def test_congruence_keeps_what_holds(op: str) -> None:
    """P(x), and x = y by algebra: P(y)."""
    rng = random.Random(op)
    is_predicate = op in PREDICATES
    draw = square if PREDICATES.get(op) else scalar
    accepted = 0
    for first, *others in alike(draw, 2, 700, rng):
        for x in others[:3]:
            pair = [predicate(op, y) if is_predicate else relation(op, y, 1) for y in (first, x)]
            proofs = [CLEAR] * (1 if is_predicate else 2)
            try:
                proved([pair[0]], pair[1], ["congruent", 0, *proofs])
            except Rejected as why:
                assert "obligations" in str(why), why
                continue
            accepted += 1
            for n, d in SIZES:
                at = instance(rng, n, d)
                assert {verdict(p, at) for p in pair} != {True, False}
    assert accepted > 5


@pytest.mark.parametrize("seed", range(3))
def test_combinations_of_hypotheses_hold_where_these_do(seed: int) -> None:
    """c·(s − t) + q² from s = t, with any c and q, is ≥ 0 wherever s = t holds; with the wrong sign it is refused."""
    rng = random.Random(seed)
    for _ in range(60):
        s, q = scalar(2, rng), scalar(1, rng)
        if is_poison(s) or is_poison(q) or free_spaces(s) or free_spaces(q):
            continue
        hypothesis, goal = relation("equal", t.var("b"), s), relation("ge", 3 * t.var("b") - 3 * s + 2, 0)
        proof = algebra([0], [["3", [], 0, {}]], [{"c": "2", "q": [["1", []]]}])
        try:
            proved([hypothesis], goal, proof)
        except Rejected as why:
            assert "obligations" in str(why), why
            continue
        agrees([hypothesis], goal, rng)
        wrong = algebra([0], [["-3", [], 0, {}]], [{"c": "2", "q": [["1", []]]}])
        if s != t.var("b"):
            with pytest.raises(Rejected):
                proved([hypothesis], goal, wrong)
