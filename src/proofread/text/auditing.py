"""Files of text, audited in batches: results come in the order of the items, and nothing is kept after that."""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from proofread.audit import worker, workers
from proofread.audit.jobs import payload, statement_hash
from proofread.audit.verdicts import Undecided, Verdict
from proofread.language.statements import Statement
from proofread.text import batches, results
from proofread.text.batches import Made
from proofread.text.results import Result

FIRST_BATCH = 32  # statements
MOST_KNOWN = 2048  # verdicts kept for statements that come again


@dataclass(frozen=True)
class Settings:
    """How statements are decided; see audit.workers."""

    jobs: int = 1
    seed: int = 0
    time_limit: float = workers.TIME_LIMIT
    memory_limit: int | None = None
    decider: str = workers.DECIDER
    first_batch: int = FIRST_BATCH


@dataclass
class Counts:
    """What a run came to; filled while results are given out."""

    items: int = 0
    statements: int = 0
    findings: int = 0
    unreadable: int = 0
    tripped: int = 0
    conflicts: int = 0
    interrupted: bool = False
    outcomes: dict[str, int] = field(default_factory=dict)

    def count(self, result: Result) -> None:
        self.items += 1
        self.outcomes[result.outcome] = self.outcomes.get(result.outcome, 0) + 1
        self.findings += len(result.findings)
        self.unreadable += result.outcome == results.UNREADABLE
        self.conflicts += result.outcome == "conflict"

    @property
    def exit_code(self) -> int:
        """3 conflict, 2 items that cannot be read, 1 findings, 130 interrupted, 5 nothing to check, else 0."""
        if self.conflicts or self.unreadable:
            return 3 if self.conflicts else 2
        if self.findings or self.interrupted:
            return 1 if self.findings else 130
        return 0 if self.items else 5


class Known:
    """Verdicts of statements that were met before, by hash: a bank of questions says many things twice. Bounded."""

    def __init__(self, most: int = MOST_KNOWN) -> None:
        self.most = most
        self.kept: OrderedDict[str, Verdict] = OrderedDict()

    def add(self, found: Mapping[str, Verdict]) -> None:
        for h, v in found.items():
            if not (isinstance(v, Undecided) and v.tripped):
                self.kept[h] = v
                self.kept.move_to_end(h)
        while len(self.kept) > self.most:
            self.kept.popitem(last=False)


def audit(files: Iterable[Path], settings: Settings, counts: Counts) -> Iterator[Result]:
    """The results of all items, file after file. OSError where a file cannot be read."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), worker.RECURSION))
    ahead = batches.Ahead(batches.entries(files), settings.first_batch)
    desk = Desk(settings, counts, ahead)
    try:
        while batch := ahead.batch():
            verdicts = desk.decide(batch)
            for made in batch:
                result = _result(made, verdicts)
                counts.count(result)
                yield result
            if counts.interrupted:
                return
    finally:
        desk.crew.close()


@dataclass
class Desk:
    """Where the batches of a run are decided: the workers stay, and so do the verdicts of late."""

    settings: Settings
    counts: Counts
    ahead: batches.Ahead
    known: Known = field(default_factory=Known)
    crew: workers.Crew = field(default_factory=workers.Crew)

    def decide(self, batch: list[Made]) -> dict[str, Verdict]:
        """Verdicts by hash; a statement that is made again is decided once."""
        by_hash: dict[str, Statement] = {}
        for made in batch:
            for s in made.statements:
                self.counts.statements += 1
                by_hash.setdefault(statement_hash(s), s)
        found = {h: self.known.kept[h] for h in by_hash if h in self.known.kept}
        found |= self.anew({h: s for h, s in by_hash.items() if h not in found})
        self.known.add(found)
        return found

    def anew(self, left: dict[str, Statement]) -> dict[str, Verdict]:
        """Decided by the workers; the next batch is built meanwhile."""
        settings = self.settings
        done = workers.run(
            [workers.Job(payload(s), settings.seed) for s in left.values()], workers=settings.jobs, root=Path.cwd(),
            time_limit=settings.time_limit, memory_limit=settings.memory_limit, decider=settings.decider,
            done=lambda k: self.ahead.build(), crew=self.crew,
        )  # fmt: skip
        self.counts.tripped += done.tripped
        self.counts.interrupted = self.counts.interrupted or done.interrupted
        return {h: v for h, v in zip(left, done.verdicts, strict=True) if v is not None}


def _result(made: Made, verdicts: dict[str, Verdict]) -> Result:
    if made.result is not None:
        return made.result
    assert made.entry is not None
    hashed = {s.id: statement_hash(s) for s in made.statements}
    if any(h not in verdicts for h in hashed.values()):
        return results.undone(made.entry)
    return results.judged(made.entry, made.items, {id: verdicts[h] for id, h in hashed.items()})
