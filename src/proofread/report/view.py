"""The finished records, gathered for showing: each place with its statements, their terms, its lines in the print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from proofread.audit import evidence
from proofread.audit.sources import Place, SourceError, read_source
from proofread.audit.storing import RecordError, compact
from proofread.audit.suggestions import is_print
from proofread.report import corpus, slips, suggested, trust
from proofread.trusted.kernel import Sequent
from proofread.trusted.printing import text
from proofread.trusted.terms import Node, Prop
from proofread.trusted.trees import from_json, subnodes

Entry = Mapping[str, Any]
_CARRIED = ("evidence", "satisfying", "witness", "oracle", "input")


@dataclass(frozen=True)
class Claimed:
    """A statement of ours. `goal` is None where no term is recorded (code) or it cannot be read back. `size`: bytes of
    evidence or witness."""

    entry: Entry
    hypotheses: tuple[Prop, ...] = ()
    goal: Prop | None = None
    size: int = 0
    slips: Entry | None = None  # of a proved statement: the figures of the slips tried in it
    suggested: suggested.Suggested | None = None  # of a refuted print

    @property
    def nodes(self) -> tuple[Node, ...]:
        return (*self.hypotheses, *((self.goal,) if self.goal is not None else ()))

    @property
    def verdict(self) -> str:
        return str(self.entry["verdict"])

    @property
    def failing(self) -> Prop | None:
        """The relation that fails at the witness; None where its values are not recorded."""
        said = [str(v).rpartition(" = ")[0] for v in self.entry.get("values", ())]
        found = (n for n in subnodes(self.goal) if isinstance(n, Prop)) if self.goal is not None and said else ()
        return next((n for n in found if [text(a) for a in n.args] == said), None)

    @property
    def sides(self) -> tuple[tuple[Node, str], ...]:
        """Both sides of the relation that fails, each with its value."""
        values = [str(v).rpartition(" = ")[2] for v in self.entry.get("values", ())]
        return tuple(zip(failing.args, values, strict=True)) if (failing := self.failing) is not None else ()

    @property
    def role(self) -> str:
        return str(self.entry.get("role", ""))


@dataclass(frozen=True)
class Spot:
    """A place of a document with what is claimed about it."""

    item: Entry
    lines: tuple[int, int] | None
    claimed: tuple[Claimed, ...]
    unrecorded: bool = False  # a finding that no claim records

    def of_role(self, *roles: str) -> list[Claimed]:
        return [c for c in self.claimed if c.role in roles]


@dataclass(frozen=True)
class Document:
    """A document with its places in the order of the print."""

    entry: Entry
    spots: tuple[Spot, ...]

    @property
    def items(self) -> list[Entry]:
        return [s.item for s in self.spots]


@dataclass(frozen=True)
class View:
    """All that a report shows. `problems`: files that could not be read, in words."""

    documents: tuple[Document, ...]
    findings: tuple[Entry, ...]
    problems: tuple[str, ...] = ()
    trust: str = ""  # the section of figures on how it was tried to fool the program
    slips: slips.Slips | None = None
    corpus: str = ""  # the section of what became of the corpus of keys written as text

    @property
    def items(self) -> list[Entry]:
        return [i for d in self.documents for i in d.items]


def lines_text(spot: Spot) -> str:
    """The text "lines 23–25", or nothing where they are not known."""
    if spot.lines is None:
        return ""
    first, last = spot.lines
    return f"line {first}" if first == last else f"lines {first}–{last}"


def gather(records: Mapping[str, Any], reports: Path, claims: Path) -> View:
    """Join the verdict file with the evidence beside it and the prints in `claims`. What cannot be read is said."""
    ids = [d["id"] for d in records["documents"]]
    places, unread = _places(claims, ids)
    found, damaged = evidence.load(reports / "evidence", ids)
    statements: dict[str, list[Claimed]] = defaultdict(list)
    read, beside = _Reader({}), _beside(records, reports)
    for s in records["statements"]:
        if s.get("place"):
            statements[s["place"]].append(beside.added(_claimed(s, found, read)))
    loose = {f.get("place") for f in records["findings"]}
    spots: dict[str, list[Spot]] = defaultdict(list)
    for item in records["items"]:
        place = places.get(item["id"])
        lines, claimed = place.lines if place else None, tuple(statements[item["id"]])
        spots[item["document"]].append(Spot(item, lines, claimed, item["id"] in loose))
    documents = tuple(Document(d, tuple(spots[d["id"]])) for d in records["documents"])
    problems = (*unread, *damaged, *beside.problems, *beside.suggestions.problems)
    return View(
        documents, tuple(records["findings"]), problems, trust.section(reports), beside.slips, corpus.section(reports)
    )


@dataclass(frozen=True)
class Beside:
    """What stands beside the verdict file: figures of slips, and suggestions."""

    slips: slips.Slips | None
    suggestions: suggested.Suggestions
    problems: tuple[str, ...] = ()

    def added(self, c: Claimed) -> Claimed:
        """The statement with what was tried with it."""
        document, digest = str(c.entry.get("document")), str(c.entry.get("hash"))
        if c.verdict == "proved" and self.slips is not None:
            return replace(c, slips=self.slips.of(document, digest))
        if c.verdict == "refuted" and c.goal is not None and is_print(c.role):
            return replace(c, suggested=self.suggestions.of(document, Sequent(c.hypotheses, c.goal)))
        return c


def _beside(records: Mapping[str, Any], reports: Path) -> Beside:
    """What cannot be read is said, and left out."""
    figures, found, problems = None, suggested.Suggestions({}, {}), list[str]()
    try:
        figures = slips.read(records, reports)
    except RecordError as why:
        problems.append(str(why))
    try:
        found = suggested.read(records, reports)
    except RecordError as why:
        problems.append(str(why))
    return Beside(figures, found, tuple(problems))


def _places(claims: Path, documents: Iterable[str]) -> tuple[dict[str, Place], tuple[str, ...]]:
    """The places of the print by id. Only line ranges are taken from them, so an unreadable file is no error."""
    found: dict[str, Place] = {}
    problems: list[str] = []
    for file in sorted(claims.glob("*/statements.toml")):
        try:
            source = read_source(file)
        except SourceError as why:
            problems.append(str(why))
            continue
        if source.document in documents:
            found.update({p.id: p for p in source.places})
    return found, tuple(problems)


@dataclass(frozen=True)
class _Reader:
    """Reads terms from JSON, each only once: most assumptions stand under many statements."""

    known: dict[str, Prop]

    def __call__(self, given: Any) -> Prop:
        key = compact(given)
        if key not in self.known:
            self.known[key] = from_json(given)
        return self.known[key]


def _claimed(entry: Entry, found: Mapping[str, Entry], read: _Reader) -> Claimed:
    record = found.get(str(entry.get("hash")))
    if record is None:
        return Claimed(entry)
    carried = {k: record[k] for k in _CARRIED if record.get(k) is not None}
    size = len(compact(carried).encode()) if carried else 0
    try:
        hypotheses, goal = tuple(map(read, record["hypotheses"])), read(record["goal"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return Claimed(entry, size=size)
    return Claimed(entry, hypotheses, goal, size)
