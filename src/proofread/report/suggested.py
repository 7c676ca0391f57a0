"""What a refuted print should have said: the nearest truth and the weakest usual conditions, as far as proved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from proofread.audit import evidence, suggestions
from proofread.report.formulas import term_text
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import Prop
from proofread.trusted.trees import from_json

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Suggested:
    """Of one refuted statement, after `edits` neighbours and `conditions` were tried. `nearest`: the kind of edit and
    what it leads to; `enough`: what is to be assumed besides, each way."""

    edits: int
    conditions: int
    nearest: tuple[str, Prop] | None
    enough: tuple[tuple[Prop, ...], ...]

    @property
    def none(self) -> str:
        """What is said where nothing was found."""
        return f"nothing near is proved: {self.edits} edits and {self.conditions} usual conditions were tried"


@dataclass(frozen=True)
class Suggestions:
    """The suggestions on record by document and statement hash, without those that are stale; the statements proved
    for them; and what is wrong with the files."""

    entries: Mapping[tuple[str, str], Entry]
    proofs: Mapping[str, Entry]
    problems: tuple[str, ...] = ()

    def of(self, document: str, stated: Sequent) -> Suggested | None:
        """Of a statement. Suggested is only what has its proof on record, from the statement's own hypotheses."""
        entry = self.entries.get((document, stated.digest))
        if entry is None:
            return None
        near = entry["nearest"]
        proved = None if near is None else _sequent(self.proofs.get(near["hash"]))
        fits = proved is not None and proved.hypotheses == stated.hypotheses
        enough = [q for q in (_sequent(self.proofs.get(h)) for h in entry["enough"]) if q is not None]
        return Suggested(
            entry["edits"], entry["conditions"], (near["kind"], proved.goal) if proved is not None and fits else None,
            tuple(more for q in enough if (more := _beyond(stated, q))),
        )  # fmt: skip


def read(records: Mapping[str, Any], reports: Path) -> Suggestions:
    """The suggestions beside the verdict file. RecordError where they cannot be read."""
    file = reports / suggestions.FILE
    if not file.is_file():
        return Suggestions({}, {})
    made = suggestions.load(file)
    old = suggestions.stale(made, suggestions.refuted_hashes(records))
    names = [suggestions.evidence_name(d) for d in suggestions.seeds(made)]
    proofs, damaged = evidence.load(reports / "evidence", names)
    entries = {(s["document"], s["hash"]): s for s in made["statements"] if s["document"] not in old}
    stale = (f"{file.name}: out of date for {d} (write it anew with: proofread suggest)" for d in old)
    return Suggestions(entries, proofs, (*damaged, *stale))


def _sequent(record: Entry | None) -> Sequent | None:
    """What is proved by a record of evidence."""
    if record is None or record["kind"] != "proved":
        return None
    return Sequent(tuple(from_json(h) for h in record["hypotheses"]), from_json(record["goal"]))


def _beyond(stated: Sequent, proved: Sequent) -> tuple[Prop, ...]:
    """The hypotheses under which the same goal is proved, behind those it has."""
    n = len(stated.hypotheses)
    same = proved.goal == stated.goal and proved.hypotheses[:n] == stated.hypotheses
    return proved.hypotheses[n:] if same else ()


def as_text(found: Suggested) -> list[str]:
    """Each suggestion as a line, with formulas as text between backquotes."""
    lines = []
    if found.nearest is not None:
        kind, goal = found.nearest
        lines.append(f"nearest proved edit ({kind}): `{term_text((goal,), goal)}`")
    for props in found.enough:
        said = " and ".join(f"`{term_text(props, p)}`" for p in props)
        lines.append(f"as printed it is proved, if {said}")
    return lines or [found.none]
