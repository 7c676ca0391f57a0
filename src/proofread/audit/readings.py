"""What independent readers of a document made of each place: claims/<document>/readings.jsonl, one place a line.

    {"place": "hw2/2.1.eq2.4", "said": "…", "outcomes": ["sound", "sound"], "settled": ""}

Readers see the document and no claims. `said` is the digest of what the claims said of the place when the readings were
compared: a claim that has changed since makes the mark stale. `settled`: how a difference was settled.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from proofread.audit.jobs import statement_hash
from proofread.language.statements import CodeStatement, Item

FILE = "readings.jsonl"


class ReadingsError(Exception):
    """A readings file that cannot be used. The message names the file, the line and the remedy."""


@dataclass(frozen=True)
class Reading:
    """Of one place."""

    place: str
    said: str
    outcomes: tuple[str, ...]
    settled: str


def load(folder: Path) -> tuple[Reading, ...]:
    """The readings of a document; none where there is no file. ReadingsError names file and line."""
    file = folder / FILE
    if not file.is_file():
        return ()
    found: list[Reading] = []
    for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        try:
            given = json.loads(line)
            made = Reading(given["place"], given["said"], tuple(given["outcomes"]), given["settled"])
        except (ValueError, KeyError, TypeError):
            remedy = 'write {"place", "said", "outcomes", "settled"}'
            raise ReadingsError(f"{file}:{n}: not a reading ({remedy})") from None
        found.append(made)
    return tuple(found)


def digest(printed: str, items: Iterable[Item]) -> str:
    """Of what is printed at a place and what the claims say of it; code says nothing of a document."""
    said = {statement_hash(s) for i in items for s in i.statements if not isinstance(s, CodeStatement)}
    return sha256("\n".join([printed, *sorted(said)]).encode()).hexdigest()[:16]


def status(reading: Reading | None, said: str) -> str:
    """ "agreed", "settled", "stale", "one" (a single reader) or "none"."""
    if reading is None or not reading.outcomes:
        return "none"
    if reading.said != said:
        return "stale"
    if len(reading.outcomes) < 2:
        return "one"
    return "agreed" if len(set(reading.outcomes)) == 1 else "settled" if reading.settled else "one"
