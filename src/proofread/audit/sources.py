"""The print of a document, read from its statements.toml: places, their line ranges, what is printed there."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofread.audit import readings
from proofread.audit.readings import Reading

KINDS = ("statement", "definition", "prose", "figure-lost", "blank")
NEEDS_WHY = ("prose", "figure-lost")
_TOP = {"document": str, "title": str, "source": str, "sha256": str, "line_count": int}
_PLACE = {"id": str, "lines": list, "kind": str, "printed": str, "key": str, "why": str, "severity": str,
          "foundation": bool}  # fmt: skip
SEVERITIES = ("answer", "result", "slip")
_PROSE = {"lines": list, "why": str}


class SourceError(Exception):
    """A statements.toml that cannot be used. The message names the file, the line where it can, and the remedy."""


@dataclass(frozen=True)
class Place:
    """One place of a document. `lines`: first and last line in the document, counted from 1. `key`: None where the
    document has none. `severity`: of a finding there, if there is one; else it is guessed from what the place is."""

    id: str
    lines: tuple[int, int]
    kind: str
    printed: str
    key: str | None = None
    why: str = ""
    severity: str = ""
    foundation: bool = False


@dataclass(frozen=True)
class Source:
    """A document: its places in the order of the file, and the ranges of lines that belong to none."""

    document: str
    title: str
    source: str
    sha256: str
    line_count: int
    places: tuple[Place, ...]
    prose: tuple[tuple[int, int], ...]
    folder: Path
    readings: tuple[Reading, ...] = ()

    def place(self, id: str) -> Place | None:
        return next((p for p in self.places if p.id == id), None)


def _readings(file: Path) -> tuple[Reading, ...]:
    try:
        return readings.load(file.parent)
    except readings.ReadingsError as why:
        raise SourceError(str(why)) from None


def read_source(file: Path) -> Source:
    """Read and check one statements.toml. SourceError names the file and line."""
    try:
        text = file.read_text(encoding="utf-8")
        given = tomllib.loads(text)
    except OSError as why:
        raise SourceError(f"{file}: {why.strerror or why}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as why:
        raise SourceError(f"{file}: {why}") from None
    where = _Where(file, text)
    _check_keys(given, {**_TOP, "place": list, "prose": list}, set(_TOP), where, "the document", 1)
    places = tuple(_place(p, where, k) for k, p in enumerate(given.get("place", [])))
    prose = tuple(_prose(p, where, k) for k, p in enumerate(given.get("prose", [])))
    source = Source(
        **{k: given[k] for k in _TOP}, places=places, prose=prose, folder=file.parent, readings=_readings(file)
    )
    _check_whole(source, where)
    return source


def uncovered(source: Source, lines: list[str]) -> list[int]:
    """Lines of the document's text, counted from 1, that are not blank and belong to no place and no prose."""
    covered: set[int] = set()
    for first, last in (*(p.lines for p in source.places), *source.prose):
        covered.update(range(first, last + 1))
    return [n for n, line in enumerate(lines, 1) if line.strip() and n not in covered]


@dataclass(frozen=True)
class _Where:
    """Finds the line of a table in the file, for messages."""

    file: Path
    text: str

    def table(self, name: str, k: int) -> int:
        """The line of the k-th [[name]]."""
        found = [n for n, line in enumerate(self.text.splitlines(), 1) if line.strip() == f"[[{name}]]"]
        return found[k] if k < len(found) else 1

    def error(self, line: int, message: str) -> SourceError:
        return SourceError(f"{self.file}:{line}: {message}")


def _check_keys(
    given: dict[str, Any], known: Mapping[str, type], needed: set[str], where: _Where, what: str, line: int
) -> None:
    for key, x in given.items():
        if key not in known:
            raise where.error(line, f"{what} has the unknown key {key!r}; known are {', '.join(known)}")
        if not isinstance(x, known[key]) or (known[key] is int and isinstance(x, bool)):
            raise where.error(line, f"{key} of {what} has to be of type {known[key].__name__}")
    if missing := sorted(needed - set(given)):
        raise where.error(line, f"{what} lacks {', '.join(missing)}")


def _place(given: dict[str, Any], where: _Where, k: int) -> Place:
    line = where.table("place", k)
    what = f"the place {given.get('id', '?')}"
    _check_keys(given, _PLACE, {"id", "lines", "kind", "printed"}, where, what, line)
    if given["kind"] not in KINDS:
        raise where.error(line, f"{what} is of the unknown kind {given['kind']!r}; kinds are {', '.join(KINDS)}")
    if given["kind"] in NEEDS_WHY and not given.get("why"):
        raise where.error(line, f"{what} is {given['kind']}: say why nothing can be decided, why = …")
    more = {key: given[key] for key in ("key", "why", "severity", "foundation") if key in given}
    if more.get("severity", SEVERITIES[0]) not in SEVERITIES:
        raise where.error(line, f"severity of {what} is one of {', '.join(SEVERITIES)}")
    return Place(given["id"], _lines(given["lines"], where, what, line), given["kind"], given["printed"], **more)


def _prose(given: dict[str, Any], where: _Where, k: int) -> tuple[int, int]:
    line = where.table("prose", k)
    _check_keys(given, _PROSE, {"lines"}, where, "a [[prose]] table", line)
    return _lines(given["lines"], where, "a [[prose]] table", line)


def _lines(given: list[Any], where: _Where, what: str, line: int) -> tuple[int, int]:
    if len(given) != 2 or not all(type(n) is int for n in given) or not 1 <= given[0] <= given[1]:
        raise where.error(line, f"lines of {what} are [first, last], counted from 1, not {given}")
    return given[0], given[1]


def _check_whole(source: Source, where: _Where) -> None:
    """Ids are unique and of this document, ranges lie inside it."""
    counts = Counter(p.id for p in source.places)
    for k, p in enumerate(source.places):
        line = where.table("place", k)
        if counts[p.id] > 1:
            raise where.error(line, f"the id {p.id} stands {counts[p.id]} times; ids are unique")
        if not p.id.startswith(source.document + "/") or "#" in p.id:
            raise where.error(line, f"the id {p.id!r} has to begin with {source.document}/ and hold no #")
    for k, (first, last) in enumerate((*(p.lines for p in source.places), *source.prose)):
        if last > source.line_count:
            n, name = (k, "place") if k < len(source.places) else (k - len(source.places), "prose")
            at = where.table(name, n)
            raise where.error(at, f"lines [{first}, {last}] lie outside the {source.line_count} lines of the document")
