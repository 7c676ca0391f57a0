"""Typed slips: a statement with one thing in it changed as people change it by mistake, its sizes checked anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from proofread.mutation.edits import changes
from proofread.mutation.rebuilding import Change, somewhere
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import Size
from proofread.trusted.terms import is_poison
from proofread.trusted.trees import size_names, subnodes
from proofread.trusted.well_formed import well_formed

HYPOTHESIS = "hypothesis dropped"
ILL_POSED = 4  # one in so many of those chosen: shapes that do not fit are noticed at once, and say little
MOST_NODES = 90_000  # built for the slips of one goal, which limits their places
FEWEST_PLACES = 24


@dataclass(frozen=True)
class Slip:
    """`place`: of a goal the arguments on the way there, of a hypothesis its number. `poison`: why it is ill-posed."""

    kind: str
    place: str
    sequent: Sequent
    poison: str | None = None


def slips(sequent: Sequent) -> tuple[Slip, ...]:
    """Every slip once: at every place of the goal, and without every hypothesis. What could not be written at all is
    left out; a goal whose sizes no longer fit is kept, since that is one way to be noticed."""
    return _once(sequent, (*edited(sequent, changes(sizes_of(sequent))), *_without_hypotheses(sequent)))


def edited(sequent: Sequent, kinds: Mapping[str, Change]) -> Iterator[Slip]:
    """The goal with one edit of these kinds."""
    wanted = _places(sequent)
    for kind, change in kinds.items():
        for place, goal in somewhere(sequent.goal, change, wanted):
            if goal is not None:
                yield Slip(kind, place, Sequent(sequent.hypotheses, goal), is_poison(goal))


def _places(sequent: Sequent) -> Callable[[str], bool]:
    """All places of a goal; of one that is as long as a table only some, which its digest decides."""
    count = sum(1 for _ in subnodes(sequent.goal))
    most = max(FEWEST_PLACES, MOST_NODES // count)
    if count <= most:
        return lambda place: True
    digest, share = sequent.digest, most / count
    return lambda place: sha256(f"{digest}:{place}".encode()).digest()[:4] < int(share * 2**32).to_bytes(4, "big")


def sizes_of(sequent: Sequent) -> tuple[Size, ...]:
    """The named sizes of a statement."""
    found = {s for n in (*sequent.hypotheses, sequent.goal) for s in size_names(n)}
    return tuple(Size(((name, least, 1),), 0) for name, least in sorted(found))


def _without_hypotheses(s: Sequent) -> Iterator[Slip]:
    for k in range(len(s.hypotheses)):
        yield Slip(HYPOTHESIS, str(k), Sequent(s.hypotheses[:k] + s.hypotheses[k + 1 :], s.goal))


def _once(sequent: Sequent, made: Iterable[Slip]) -> tuple[Slip, ...]:
    seen, kept = {sequent.goal: {sequent.hypotheses}}, []
    for slip in made:
        known = seen.setdefault(slip.sequent.goal, set())
        if slip.sequent.hypotheses not in known and (slip.poison is not None or well_formed(slip.sequent.goal)):
            known.add(slip.sequent.hypotheses)
            kept.append(slip)
    return tuple(kept)


def chosen(made: Iterable[Slip], count: int, seed: int) -> tuple[Slip, ...]:
    """At most `count` (all for 0): kinds take turns, and inside a kind the digest decides. The same for every machine,
    and for a statement whatever stands beside it."""
    ranked = sorted(made, key=lambda s: sha256(f"{seed}:{s.kind}:{s.place}:{s.sequent.digest}".encode()).digest())
    if not count:
        return tuple(ranked)
    posed = _in_turn([s for s in ranked if s.poison is None])
    ill = _in_turn([s for s in ranked if s.poison is not None])
    few = ill[: max(count // ILL_POSED, count - len(posed))]
    return (*posed[: count - len(few)], *few)


def _in_turn(ranked: list[Slip]) -> list[Slip]:
    """The first of every kind, then the second of every kind, and so on."""
    kinds: dict[str, list[Slip]] = {}
    for s in ranked:
        kinds.setdefault(s.kind, []).append(s)
    longest = max(map(len, kinds.values()), default=0)
    return [of[k] for k in range(longest) for of in kinds.values() if k < len(of)]
