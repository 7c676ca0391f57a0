"""What a refuted place should have said: of each refuted print the nearest truth and the missing condition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proofread.audit.jobs import Judged, sequent_of
from proofread.audit.verdicts import Refuted
from proofread.language.statements import Statement
from proofread.mutation.conditions import Condition, missing
from proofread.mutation.nearby import Nearby, nearest
from proofread.mutation.run import Settings
from proofread.trusted.printing import text

PRINTS = ("printed", "truth", "without-condition", "step", "corrected", "with-condition")


@dataclass(frozen=True)
class Suggestion:
    """Of one refuted statement. `conditions`: each of them is enough, and none follows from another one's being so."""

    statement: Statement
    nearby: Nearby | None
    conditions: tuple[Condition, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        s = self.statement
        near = f"  nearest truth: {self.nearby.said} ({self.nearby.kind})" if self.nearby else None
        enough = [f"  it is proved when {c.text}" for c in self.conditions]
        found = [near, *enough] if near else enough
        nothing = "  no neighbour one edit away and no usual condition makes it provable"
        return (f"{s.id}: {s.role} is refuted: {text(s.goal)}", *(found or [nothing]))


def refuted(judged: Iterable[Judged], place: str | None = None) -> list[Statement]:
    """The refuted prints among those judged, of one place or statement, or of all."""
    return [
        j.statement for j in judged
        if isinstance(j.verdict, Refuted) and isinstance(j.statement, Statement)
        and (j.statement.role in PRINTS or j.statement.role.startswith("reading:"))
        and place in (None, j.statement.place, j.statement.id)
    ]  # fmt: skip


def suggest(judged: Iterable[Judged], settings: Settings, place: str | None = None) -> list[Suggestion]:
    """Both questions asked of every refuted print."""
    return [
        Suggestion(s, nearest(sequent_of(s), settings), missing(sequent_of(s), settings))
        for s in refuted(judged, place)
    ]
