"""What a refuted place should have said: of each refuted print the nearest truth and the missing condition."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from proofread.audit import evidence, suggestions
from proofread.audit.jobs import Judged, sequent_of
from proofread.audit.verdicts import Refuted
from proofread.language.statements import Statement
from proofread.mutation.conditions import Conditions, missing
from proofread.mutation.nearby import Sought, nearest
from proofread.mutation.run import Settings
from proofread.trusted.printing import text


@dataclass(frozen=True)
class Suggestion:
    """Of one refuted statement. `conditions`: each of them is enough, and none follows from another one's being so."""

    statement: Statement
    near: Sought
    conditions: Conditions

    @property
    def lines(self) -> tuple[str, ...]:
        s, near = self.statement, self.near.nearby
        found = [f"  nearest truth: {near.said} ({near.kind})"] if near else []
        found += [f"  it is proved when {x.condition.text}" for x in self.conditions.weakest]
        tried = f"{self.near.tried} neighbours one edit away and {self.conditions.tried} usual conditions"
        return (f"{s.id}: {s.role} is refuted: {text(s.goal)}", *(found or [f"  nothing is proved among {tried}"]))


def refuted(judged: Iterable[Judged], place: str | None = None) -> list[Statement]:
    """The refuted prints among those judged, of one place or statement, or of all; each statement once."""
    found: dict[str, Statement] = {}
    for j in judged:
        s = j.statement
        asked = isinstance(s, Statement) and suggestions.is_print(s.role) and place in (None, s.place, s.id)
        if asked and isinstance(s, Statement) and isinstance(j.verdict, Refuted):
            found.setdefault(sequent_of(s).digest, s)
    return list(found.values())


def suggest(judged: Iterable[Judged], settings: Settings, place: str | None = None) -> tuple[list[Suggestion], bool]:
    """Both questions asked of every refuted print; and whether no safety net ended a search."""
    of = refuted(judged, place)
    sequents = [sequent_of(s) for s in of]
    near, whole = nearest(sequents, settings)
    enough, wholly = missing(sequents, settings)
    return [Suggestion(*found) for found in zip(of, near, enough, strict=True)], whole and wholly


def recorded(document: str, found: Iterable[Suggestion], seed: int) -> tuple[suggestions.Record, list[evidence.Record]]:
    """What the file keeps of one document, and the evidence of what is suggested."""
    entries, proofs = [], []
    for x in found:
        near = x.near.nearby
        enough = [c.sequent.digest for c in x.conditions.weakest]
        entries.append({
            "id": x.statement.id, "document": document, "role": x.statement.role,
            "hash": sequent_of(x.statement).digest, "edits": x.near.tried, "conditions": x.conditions.tried,
            "nearest": None if near is None else {"kind": near.kind, "hash": near.sequent.digest}, "enough": enough,
        })  # fmt: skip
        proofs += [evidence.record(c.sequent, c.verdict) for c in x.conditions.weakest]
        proofs += [] if near is None else [evidence.record(near.sequent, near.verdict)]
    return suggestions.built(entries, {document: seed}), proofs


def is_current(reports: Path, document: str, judged: Iterable[Judged], seed: int) -> bool:
    """Whether the file speaks of the refuted prints of this document as they are today."""
    file = reports / suggestions.FILE
    if not file.is_file():
        return False
    kept = suggestions.load(file)
    today = [sequent_of(s).digest for s in refuted(judged)]
    return suggestions.seeds(kept).get(document) == seed and not suggestions.stale(kept, {document: today})
