"""What became of each mutant, written down as soon as it is known, so that a run that is stopped goes on from there.

A result stands as long as the module, the change and the tests that decide are what they were: of a mutant that was
noticed the one test that noticed it, of any other all tests that it was given. Changes to other modules of the trusted
folder are not looked at; `--anew` forgets what is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.kernel_mutants.choosing import digest
from tests.kernel_mutants.forks import NOTICED

Result = dict[str, Any]


class Book:
    """The results of one module: a file with a line for each, of which the last one stands."""

    def __init__(self, place: Path, source: str) -> None:
        self.place, self.source = place, source
        self.rows: dict[str, Result] = {row["key"]: row for row in _lines(place)}

    def known(self, key: str, tests: Sequence[str]) -> Result | None:
        """The result, if it is of these sources and tests."""
        row = self.rows.get(key)
        if row is None:
            return None
        deciding = [row["test"]] if row["state"] == NOTICED else tests
        return row if row["hash"] == hash_of(self.source, key, deciding) else None

    def hint(self, key: str) -> str:
        """What noticed it the last time, which is worth trying first; nothing is believed on account of it."""
        row = self.rows.get(key)
        return str(row["test"]) if row is not None and row.get("state") == NOTICED else ""

    def note(self, row: Result, tests: Sequence[str]) -> Result:
        """Write it down at once."""
        deciding = [row["test"]] if row["state"] == NOTICED else tests
        full = {**row, "hash": hash_of(self.source, row["key"], deciding)}
        self.place.parent.mkdir(parents=True, exist_ok=True)
        with self.place.open("a", encoding="utf-8") as file:
            file.write("\n" * _cut_off(self.place) + json.dumps(full, ensure_ascii=False) + "\n")
        self.rows[row["key"]] = full
        return full


def hash_of(source: str, key: str, tests: Iterable[str]) -> str:
    """Of the module, the change, and the tests by their names and their files."""
    names = sorted(set(tests))
    files = sorted({name.partition("::")[0].partition(" ")[0] for name in names})
    parts = [source, key, *names, *(digest(f) for f in files)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def _cut_off(place: Path) -> bool:
    """Whether the last line has no end."""
    with place.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - 1, 0))
        return file.read() not in (b"", b"\n")


def _lines(place: Path) -> Iterable[Result]:
    """What can be read: the last line of a run that was stopped may be half a line."""
    if not place.exists():
        return
    for line in place.read_text(encoding="utf-8").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict) and "key" in row:
            yield row
