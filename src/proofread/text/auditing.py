"""Files of text, audited in batches: results come in the order of the items, and nothing is kept after that."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from proofread.audit import worker, workers
from proofread.audit.jobs import payload, statement_hash
from proofread.audit.verdicts import Verdict
from proofread.language.errors import shown
from proofread.language.statements import Item, Statement
from proofread.text import results
from proofread.text.entries import Entry
from proofread.text.errors import NoMethod, TextError
from proofread.text.items import build
from proofread.text.reading import Read, read
from proofread.text.results import Result

FIRST_BATCH, MOST_IN_BATCH = 32, 2048  # statements: the first results come soon, later ones cheaply


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


@dataclass(frozen=True)
class _Made:
    """An item of a batch: what was read, and its statements or what became of it already."""

    entry: Entry | None
    items: tuple[Item, ...] = ()
    result: Result | None = None

    @property
    def statements(self) -> list[Statement]:
        return [s for i in self.items for s in i.statements if isinstance(s, Statement)]


def audit(files: Iterable[Path], settings: Settings, counts: Counts) -> Iterator[Result]:
    """The results of all items, file after file. OSError where a file cannot be read."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), worker.RECURSION))
    size = settings.first_batch
    for batch in _batches(_entries(files), size):
        verdicts = _decide(batch, settings, counts)
        for made in batch:
            result = _result(made, verdicts)
            counts.count(result)
            yield result
        if counts.interrupted:
            return


def _entries(files: Iterable[Path]) -> Iterator[Read]:
    for file in files:
        try:
            yield from read(file, shown(str(file)))
        except TextError as error:  # the file as a whole
            yield error


def _batches(found: Iterable[Read], size: int) -> Iterator[list[_Made]]:
    batch: list[_Made] = []
    left = size
    for r in found:
        made = _made(r)
        batch.append(made)
        left -= max(1, len(made.items and made.statements))
        if left <= 0:
            yield batch
            size = min(2 * size, MOST_IN_BATCH)
            batch, left = [], size
    if batch:
        yield batch


def _made(r: Read) -> _Made:
    if isinstance(r, TextError):
        return _Made(None, result=results.unreadable(r, None))
    try:
        return _Made(r, build(r))
    except NoMethod as error:
        return _Made(r, result=results.without_method(r, error))
    except TextError as error:
        return _Made(r, result=results.unreadable(error, r.id))


def _decide(batch: list[_Made], settings: Settings, counts: Counts) -> dict[str, Verdict]:
    """Verdicts by hash; a statement that is made twice in a batch is decided once."""
    by_hash: dict[str, Statement] = {}
    for made in batch:
        for s in made.statements:
            counts.statements += 1
            by_hash.setdefault(statement_hash(s), s)
    jobs = [workers.Job(payload(s), settings.seed) for s in by_hash.values()]
    done = workers.run(
        jobs, workers=settings.jobs, root=Path.cwd(), time_limit=settings.time_limit,
        memory_limit=settings.memory_limit, decider=settings.decider,
    )  # fmt: skip
    counts.tripped += done.tripped
    counts.interrupted = counts.interrupted or done.interrupted
    return {h: v for h, v in zip(by_hash, done.verdicts, strict=True) if v is not None}


def _result(made: _Made, verdicts: dict[str, Verdict]) -> Result:
    if made.result is not None:
        return made.result
    assert made.entry is not None
    hashed = {s.id: statement_hash(s) for s in made.statements}
    if any(h not in verdicts for h in hashed.values()):
        return results.undone(made.entry)
    return results.judged(made.entry, made.items, {id: verdicts[h] for id, h in hashed.items()})
