"""A statement tried at drawn instances: what stands beside a proof, and all there is where no proof was found."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from random import Random

from proofread.methods.drawing import LEVELS, complete, draw_at, draw_sizes, members
from proofread.methods.openings import Opened, chosen, defined, openings
from proofread.methods.places import Json, Meter, difference, enclosed_values, signature, verdict
from proofread.methods.plain import STYLES, plain
from proofread.methods.satisfying import holds_so_far, satisfy
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import Prop
from proofread.trusted.trees import free_spaces

AGREE = Fraction(1, 2**40)  # enclosures of both sides that lie closer than this, relative to 1 or to their size
WORK = 25_000  # units of work for one instance
TOTAL = 250_000  # for all of them
PER_SAMPLE = 4  # draws for every sample asked for
PLAIN = 2 * len(STYLES)  # plain instances tried for one that meets the hypotheses
DRAWN = 16  # and drawn ones


@dataclass(frozen=True)
class Samples:
    """`tried` = `passed` + `unknown` + failures + `discarded` (hypotheses not met). Of those passed, `enclosed` agree
    only as far as enclosures tell. `resolution`: a relative difference above it would have been noticed at every
    instance that passed (0: all were exact; None: nothing to compare). `satisfying` shows the hypotheses can hold."""

    tried: int
    passed: int
    enclosed: int
    discarded: int
    unknown: int
    failed_instance: Json | None
    satisfying: Json | None
    resolution: Fraction | None


@dataclass(frozen=True)
class _Sample:
    """`passed` is None where nothing is certain and the enclosures are too wide."""

    instance: Json | None
    passed: bool | None = None
    width: Fraction | None = None


def sample(sequent: Sequent, *, seed: int, count: int = 20) -> Samples:
    """Draws until `count` instances meet the hypotheses, at most PER_SAMPLE times as often; stops at a failure.
    Quantifiers over reals in front of the goal are drawn as well. Needs a sequent that is not ill-shaped."""
    ways, seen, budget = openings(sequent), list[_Sample](), Meter(TOTAL)
    for attempt in range(PER_SAMPLE * count):
        enough = sum(s.instance is not None for s in seen) >= count or any(s.passed is False for s in seen)
        if enough or budget.left <= 0:
            break
        level = min(attempt * LEVELS // max(count, 1), LEVELS - 1)
        made, used = _sampled(ways[attempt % len(ways)], f"{seed}:sample:{attempt}", level)
        budget.left -= used
        seen.append(made)
    return _summary(seen)


def _sampled(o: Opened, seed: str, level: int) -> tuple[_Sample, int]:
    """One instance inside the hypotheses, and the work it took. What the hypotheses speak of is drawn first, by
    themselves: the lines of a derivation share their hypotheses, and with them these instances."""
    sig = signature(o.nodes)
    sizes = draw_sizes(sig, Random(seed), level)
    found, used = _inside(o.conditions, tuple(sorted(sizes.items())), seed, level)
    there = None if found is None else complete(found, sig, Random(seed), level, members(o.nodes))
    if there is None or not defined(o, there):
        return _Sample(None), used
    goal, shown = o.sequent.goal, chosen(o, there)
    width = _width(goal, there)
    holds = True if width == 0 else verdict(goal, there)  # no width: both sides are the same numbers
    if holds is None and width is not None and width < AGREE:
        return _Sample(shown, True, width), used
    return _Sample(shown, holds, Fraction(0) if holds and width is not None else None), used


@lru_cache(maxsize=256)
def _inside(
    conditions: tuple[Prop, ...], sizes: tuple[tuple[str, int], ...], seed: str, level: int
) -> tuple[Json | None, int]:
    """An instance of these sizes that meets the conditions, and the work it took. Depends on the arguments alone."""
    rng, meter = Random(seed), Meter(WORK)
    drawn = draw_at(signature(conditions), dict(sizes), rng, level, members(conditions))
    return satisfy(conditions, drawn, rng, meter), WORK - meter.left


def satisfying(hypotheses: tuple[Prop, ...], *, seed: int) -> Json | None:
    """An instance that meets all hypotheses: the plainest ones are tried first. None if none was found."""
    sig, length = signature(hypotheses), members(hypotheses)
    for attempt in range(PLAIN + DRAWN):
        rng, level = Random(f"{seed}:satisfying:{attempt}"), min(attempt // len(STYLES), 1)
        sizes = draw_sizes(sig, rng, level)
        start = (
            plain(sig, sizes, attempt % len(STYLES), length)
            if attempt < PLAIN
            else draw_at(sig, sizes, rng, (attempt - PLAIN) * LEVELS // DRAWN, length)
        )
        found = satisfy(hypotheses, start, rng, Meter(WORK))
        if found is not None and holds_so_far(hypotheses, found):
            return found
    return None


def _width(goal: Prop, instance: Json) -> Fraction | None:
    """Of an equation: how wide the difference of both sides is enclosed around 0, relative to the left one or to 1."""
    gaps = difference(goal, instance) if goal.op == "equal" else None
    if gaps is None or any(x.lo > 0 or x.hi < 0 for x in gaps):
        return None
    if all(x.is_point for x in gaps):
        return Fraction(0)
    left = enclosed_values(goal.args[0], instance, tuple(sorted(free_spaces(goal))))
    if left is None:
        return None
    largest = max((Fraction(max(x.lo, -x.lo)) for entries in left for x in entries), default=Fraction(0))
    return max((Fraction(x.hi - x.lo) for x in gaps), default=Fraction(0)) / max(largest, Fraction(1))


def _summary(seen: list[_Sample]) -> Samples:
    inside = [s for s in seen if s.instance is not None]
    passed = [s for s in inside if s.passed]
    widths = [s.width for s in passed if s.width is not None]
    return Samples(
        tried=len(seen),
        passed=len(passed),
        enclosed=sum(1 for w in widths if w),
        discarded=len(seen) - len(inside),
        unknown=sum(s.passed is None for s in inside),
        failed_instance=next((s.instance for s in inside if s.passed is False), None),
        satisfying=inside[0].instance if inside else None,
        resolution=max(widths, default=None),
    )
