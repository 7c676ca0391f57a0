"""Items read and built ahead of their turn, so that no worker waits for the next batch; never more than one batch."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from proofread.language.errors import shown
from proofread.language.statements import Item, Statement
from proofread.text import results
from proofread.text.entries import Entry
from proofread.text.errors import NoMethod, TextError
from proofread.text.items import build
from proofread.text.reading import Read, read
from proofread.text.results import Result

MOST_IN_BATCH = 2048  # statements


@dataclass(frozen=True)
class Made:
    """An item: what was read, and its statements or what became of it already."""

    entry: Entry | None
    items: tuple[Item, ...] = ()
    result: Result | None = None

    @property
    def statements(self) -> list[Statement]:
        return [s for i in self.items for s in i.statements if isinstance(s, Statement)]


def entries(files: Iterable[Path]) -> Iterator[Read]:
    for file in files:
        try:
            yield from read(file, shown(str(file)))
        except TextError as error:  # the file as a whole
            yield error


def made(r: Read) -> Made:
    if isinstance(r, TextError):
        return Made(None, result=results.unreadable(r, None))
    try:
        return Made(r, build(r))
    except NoMethod as error:
        return Made(r, result=results.without_method(r, error))
    except TextError as error:
        return Made(r, result=results.unreadable(error, r.id))


class Ahead:
    """The items of a run, in batches that grow: the first results come soon, later ones cheaply."""

    def __init__(self, found: Iterator[Read], first: int) -> None:
        self.found, self.size = found, first
        self.built: deque[Made] = deque()
        self.weight = 0  # of what is built: an item counts as its statements, or as one
        self.ended = False
        self.failed: OSError | None = None  # said when its turn comes, after the items before it

    def build(self) -> None:
        """One item more, unless the next batch is whole."""
        if self.ended or self.weight >= self.size:
            return
        try:
            r = next(self.found, None)
        except OSError as error:
            r, self.failed = None, error
        if r is None:
            self.ended = True
            return
        item = made(r)
        self.built.append(item)
        self.weight += max(1, len(item.statements))

    def batch(self) -> list[Made]:
        """The next batch; empty at the end. OSError where a file could not be read on."""
        while not self.ended and self.weight < self.size:
            self.build()
        if not self.built and self.failed is not None:
            raise self.failed
        taken = list(self.built)
        self.built.clear()
        self.weight, self.size = 0, min(2 * self.size, MOST_IN_BATCH)
        return taken
