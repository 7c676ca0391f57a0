"""Random statements of every shape the kernel reads, instances of them, and evidence that has been tampered with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from proofread.trusted import exact
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, prove
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, is_poison, relation
from proofread.trusted.trees import free_spaces
from tests.properties.laws import rewritten
from tests.trusted.soundness_draws import column, instance, scalar, square

SIZES = ((1, 1), (2, 1), (3, 2), (1, 3), (2, 2))
WORK = 60_000


def term(rng: Random, depth: int) -> Term:
    while True:
        x = rng.choice([scalar, scalar, column, square])(depth, rng)
        if is_poison(x) is None:
            return x


def claim(rng: Random, depth: int = 3) -> Prop:
    """An equation or inequality of a term with what a law or two make of it, right or wrong."""
    x = term(rng, depth)
    y = rewritten(x, rng, rng.choice([1, 1, 2, 3]))
    more = rng.choice([0, 0, 0, 1, rng.choice([2, -1])])
    return relation(rng.choice(["equal", "equal", "equal", "ge", "gt"]), x, y + more if more else y)


def assuming(hypotheses: Sequence[Prop], goal: Prop) -> Sequent | None:
    """With what the goal needs to be defined among the hypotheses; None where that does not end at once."""
    hyps = tuple(dict.fromkeys([*hypotheses, *obligations([*hypotheses, goal])]))
    if not set(obligations([*hyps, goal])) <= set(hyps) or any(is_poison(p) for p in (*hyps, goal)):
        return None
    return Sequent(hyps, goal)


def with_obligations(sequent: Sequent, proof: Any) -> Any:
    """Evidence for a sequent that assumes its own obligations."""
    duties = obligations((*sequent.hypotheses, sequent.goal))
    return {"obligations": [["hyp", sequent.hypotheses.index(d)] for d in duties], "proof": proof}


def accepted(sequent: Sequent, evidence: Any) -> bool:
    try:
        return prove(sequent, evidence).kind == "proved"
    except Rejected:
        return False


def verdict(p: Prop, at: dict[str, Any]) -> bool | None:
    try:
        return exact.holds(p, exact.read_instance(at, (p,), work=WORK))
    except exact.OutOfBudget:
        return None


def points(rng: Random, sequent: Sequent, count: int = 3) -> Iterator[dict[str, Any]]:
    """Instances, of small sizes on purpose, at which every hypothesis holds exactly."""
    for n, d in rng.sample(SIZES, count):
        at = instance(rng, n, d)
        repaired(sequent, at)
        if all(verdict(h, at) is True for h in sequent.hypotheses):
            yield at


def repaired(sequent: Sequent, at: dict[str, Any]) -> None:
    """A hypothesis `b = term` is met by computing b."""
    for h in sequent.hypotheses:
        if h.op == "equal" and h.args[0] == t.var("b"):
            try:
                value = exact.evaluate(h.args[1], exact.read_instance(at, (h,), work=WORK), 0)
                at["values"]["b"] = str(value.flat[0].lo)
            except (exact.Undefined, exact.OutOfBudget, AttributeError):
                return


def judged(rng: Random, sequent: Sequent, count: int = 3) -> tuple[int, dict[str, Any] | None]:
    """At how many instances of the hypotheses the goal holds exactly, and one where it fails."""
    held = 0
    for at in points(rng, sequent, count):
        found = verdict(sequent.goal, at)
        if found is False:
            return held, at
        held += found is True
    return held, None


def number(rng: Random, depth: int = 1) -> Term:
    """A scalar that is not random."""
    while True:
        x = scalar(depth, rng)
        if is_poison(x) is None and not free_spaces(x):
            return x
