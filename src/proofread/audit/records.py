"""The verdict file, reports/verdicts.json: a dictionary of finished data that reports and baselines are made from.

    {"schema": 1, "seed": 0, "checksum": …, "documents": […], "items": […], "statements": […], "findings": […]}, one
    entry a line. The checksum is the SHA-256 of all the rest as compact JSON.
    document    id, title, source (file name), sha256, places
    item        one a place, in the order of the document: id, document, kind, outcome, flags, grade ("proved" |
                "computed" | null), severity ("answer" | "result" | "slip" | null), printed, key, corrected (the right
                line or letters), condition (unstated in the document), note (why), readings
                ("agreed" | "settled" | "stale" | "one" | "none"), claims (file and name), statements
    statement   id, place, document, role, claim {file, name}, text (of the goal), reading, why, verdict, hash,
                evidence (checksum of its record in evidence/<document>.jsonl, null for code), ledger, samples, reasons,
                witness, values (both sides at the witness), detail, reproduce
    finding     what no claim records yet: place, document, claim {file, name}, kind, message, remedy, witness

Deterministic: no times, measured floats, line numbers or machine facts; names relative to the repository.
The schema stands beside this file in verdicts.schema.json.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from proofread.audit import evidence, storing, verdicts
from proofread.audit.finding import Finding
from proofread.audit.jobs import Judged, statement_hash
from proofread.audit.outcomes import PlaceOutcome
from proofread.audit.sources import Source
from proofread.audit.storing import RecordError
from proofread.trusted import printing

SCHEMA = 1
SECTIONS = ("documents", "items", "statements", "findings")
Records = dict[str, Any]


def build(
    sources: Iterable[Source], places: Iterable[PlaceOutcome], judged: Iterable[Judged], findings: Iterable[Finding],
    seed: int,
) -> Records:  # fmt: skip
    """The dictionary of one run."""
    return {
        "schema": SCHEMA,
        "seed": seed,
        "documents": [_document(s) for s in sources],
        "items": [_item(p) for p in places],
        "statements": [_statement(j) for j in judged],
        "findings": [_finding(f) for f in findings],
    }


def _document(s: Source) -> Records:
    return {"id": s.document, "title": s.title, "source": s.source, "sha256": s.sha256, "places": len(s.places)}


def _item(p: PlaceOutcome) -> Records:
    return {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(p).items()}


def _finding(f: Finding) -> Records:
    return {
        "place": f.place, "document": f.document, "claim": {"file": f.file, "name": f.name}, "kind": f.kind,
        "message": f.message, "remedy": f.remedy, "witness": storing.ordered(f.witness),
    }  # fmt: skip


def _statement(j: Judged) -> Records:
    s, v = j.statement, j.verdict
    found = verdicts.to_json(v)
    goal = getattr(s, "goal", None)
    code = f"{getattr(s, 'code', '')} computes {printing.text(s.formula)}" if hasattr(s, "formula") else ""
    return {
        "id": s.id, "place": s.place, "document": j.document, "role": s.role,
        "claim": {"file": j.file, "name": s.name}, "text": code if goal is None else printing.text(goal),
        "reading": s.reading, "why": getattr(s, "why", ""), "verdict": found["verdict"], "hash": statement_hash(s),
        "evidence": None if j.record is None else j.record["checksum"],
        "ledger": list(found.get("ledger", ())), "samples": found.get("samples"), "reasons": _reasons(v),
        "witness": storing.ordered(found.get("witness")), "values": list(found.get("values", ())),
        "detail": found.get("detail", ""),
        "reproduce": f"proofread check {j.file} -k '{s.id}'",
    }  # fmt: skip


def _reasons(v: verdicts.Verdict) -> list[str]:
    if isinstance(v, verdicts.IllPosed | verdicts.Conflict):
        return [v.message]
    return list(getattr(v, "reasons", ()))


# --- bytes ----------------------------------------------------------------------------------------------------------


def dump(records: Records) -> bytes:
    """The file's bytes: one entry a line, always in the same order."""
    head = [f'"schema": {records["schema"]}', f'"seed": {records["seed"]}', f'"checksum": "{checksum(records)}"']
    return ("{\n" + ",\n".join([*head, *(storing.listed(s, records[s]) for s in SECTIONS)]) + "\n}\n").encode()


def checksum(records: Records) -> str:
    return evidence.checksum(records)


def load(file: Path, *, sealed: bool = False) -> Records:
    """Read a verdict file. RecordError names the file, what is wrong with it and the remedy. `sealed`: it must have a
    checksum, which files of earlier versions lack."""
    remedy = "write it anew with: proofread check claims"
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecordError(f"{file}: there is no verdict file ({remedy})") from None
    except (OSError, ValueError, RecursionError) as why:
        raise RecordError(f"{file}: cannot be read: {why} ({remedy})") from None
    if problem := _misfit(records) or _broken_seal(records, sealed):
        raise RecordError(f"{file}: {problem} ({remedy})")
    return {k: v for k, v in records.items() if k != "checksum"}


def _broken_seal(records: Records, sealed: bool) -> str | None:
    if "checksum" not in records:
        return "it has no checksum" if sealed else None
    return None if records["checksum"] == checksum(records) else "the checksum does not fit what the file says"


def _misfit(records: Any) -> str | None:
    if not isinstance(records, dict) or records.get("schema") != SCHEMA:
        return f"not a verdict file of schema {SCHEMA}"
    if unknown := set(records) - {"schema", "seed", "checksum", *SECTIONS}:
        return f"it has parts of no meaning: {', '.join(sorted(map(repr, unknown)))}"
    for section in SECTIONS:
        entries = records.get(section)
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            return f"{section} is not a list of objects"
    for section, key in (("documents", "id"), ("items", "id"), ("statements", "id"), ("findings", "message")):
        if any(not isinstance(e.get(key), str) for e in records[section]):
            return f"an entry of {section} has no {key}"
    for section, key in (("items", "outcome"), ("statements", "verdict")):
        if any(not isinstance(e.get(key), str) or not isinstance(e.get("document"), str) for e in records[section]):
            return f"an entry of {section} has no {key} or no document"
    return None


def merged(old: Records, new: Records) -> Records:
    """The old file with the documents of the new run in place of its own."""
    fresh = {d["id"] for d in new["documents"]}
    out: Records = {"schema": SCHEMA, "seed": new["seed"]}
    for section in SECTIONS:
        key = "id" if section == "documents" else "document"
        both = [*(e for e in old[section] if e.get(key) not in fresh), *new[section]]
        out[section] = sorted(both, key=lambda e: str(e[key]))  # stable: the order inside a document is kept
    return out
