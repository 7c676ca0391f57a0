"""The nearest truth: of a refuted line, the one-edit neighbour that is proved and that a reader would suspect first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proofread.audit.verdicts import Proved
from proofread.mutation.edits import changes, mendings
from proofread.mutation.run import Settings, verdicts_of
from proofread.mutation.slips import Slip, edited, sizes_of
from proofread.trusted.kernel import Sequent
from proofread.trusted.printing import text
from proofread.trusted.trees import free_variables
from proofread.trusted.well_formed import well_formed

MOST = 48  # neighbours tried
BATCH = 24  # at a time: the likelier ones may settle it
UNLIKELY = {"posed": False, "unlikely": True}  # most of what is tried is false
NEVER = ("logic", "case dropped")  # of another meaning, and not what was meant


@dataclass(frozen=True)
class Nearby:
    """A proved statement one edit away. `kind`: of the edit, as the slip that led away from it."""

    kind: str
    sequent: Sequent
    verdict: Proved

    @property
    def said(self) -> str:
        return text(self.sequent.goal)


@dataclass(frozen=True)
class Sought:
    """The nearest truth, and how many neighbours were tried before it or in vain."""

    nearby: Nearby | None
    tried: int


def neighbours(sequent: Sequent) -> tuple[Slip, ...]:
    """The well-posed ones, the likeliest first: edits of the right side, by kind, the outermost first."""
    sizes = sizes_of(sequent)
    kinds = {k: c for k, c in changes(sizes).items() if k not in NEVER}
    made = [*_worth(sequent, edited(sequent, kinds)), *_worth(sequent, edited(sequent, mendings(sizes)))]
    rank = {kind: k for k, kind in enumerate(dict.fromkeys(s.kind for s in made))}
    ranked = sorted(made, key=lambda s: (_side(s), rank[s.kind], len(s.place), s.place))
    return tuple(dict(reversed([(s.sequent.goal, s) for s in reversed(ranked)])).values())[:MOST]


def _worth(sequent: Sequent, made: Iterator[Slip]) -> Iterator[Slip]:
    """Those that fit in size, say something, and speak of no fewer variables: less is no nearby truth."""
    spoken = free_variables(sequent.goal)
    for s in made:
        goal = s.sequent.goal
        trivial = len(goal.args) == 2 and goal.args[0] == goal.args[1]
        if s.poison is None and not trivial and spoken <= free_variables(goal) and well_formed(goal):
            yield s


def _side(s: Slip) -> bool:
    """Whether the edit is elsewhere than on the right side, or of a side as a whole."""
    return not (s.place == "" or s.place == "1" or s.place.startswith("1."))


def nearest(sequents: Sequence[Sequent], settings: Settings) -> tuple[list[Sought], bool]:
    """Of each the first neighbour that is proved from the same hypotheses; and whether no safety net ended a search.
    The likelier neighbours of all are tried before the others of any."""
    every = [neighbours(s) for s in sequents]
    found, whole = [Sought(None, 0)] * len(every), True
    for start in range(0, MOST, BATCH):
        left = [k for k, tried in enumerate(every) if found[k].nearby is None and tried[start:]]
        asked = [(p.sequent, UNLIKELY) for k in left for p in every[k][start : start + BATCH]]
        verdicts, complete = verdicts_of(asked, settings)
        whole, answers = whole and complete, iter(verdicts)
        for k in left:
            batch = every[k][start : start + BATCH]
            judged = list(zip(batch, [next(answers) for _ in batch], strict=True))
            near = next((Nearby(p.kind, p.sequent, v) for p, v in judged if isinstance(v, Proved)), None)
            found[k] = Sought(near, start + len(batch))
    return found, whole
