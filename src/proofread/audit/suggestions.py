"""What refuted prints should have said, as a file: reports/suggestions.json, one entry a line.

    {"schema": 1, "documents": [{"id", "seed", "refuted": hash of the refuted prints}], "statements": […]}
    statement   id, document, role, hash; how many neighbours one edit away (edits) and usual conditions were tried;
                nearest {kind, hash} or null; enough: the weakest conditions under which it is proved, [hash]

A hash names a statement that is proved; with its proof it stands in reports/evidence/suggestions.<document>.jsonl,
which is rechecked like all evidence. What has no such record is not suggested.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from proofread.audit import evidence, storing
from proofread.audit.storing import RecordError

SCHEMA = 1
FILE = "suggestions.json"
PRINTS = ("printed", "truth", "without-condition", "step", "corrected", "with-condition")
Record = dict[str, Any]


def is_print(role: str) -> bool:
    """A statement that speaks for what is printed, or for what should have been."""
    return role in PRINTS or role.startswith("reading:")


def built(statements: Iterable[Record], seeds: Mapping[str, int]) -> Record:
    """The record of these statements. `seeds`: of each document."""
    by_document: dict[str, list[Record]] = {d: [] for d in sorted(seeds)}
    for s in statements:
        by_document[s["document"]].append(s)
    documents = [
        {"id": d, "seed": seeds[d], "refuted": hash_of(s["hash"] for s in own)} for d, own in by_document.items()
    ]
    return {"schema": SCHEMA, "documents": documents, "statements": [s for own in by_document.values() for s in own]}


def hash_of(hashes: Iterable[str]) -> str:
    """Of the refuted prints, in whatever order. Suggestions with another one are stale."""
    return sha256("\n".join(sorted(set(hashes))).encode()).hexdigest()


def seeds(made: Record) -> dict[str, int]:
    return {d["id"]: d["seed"] for d in made["documents"]}


def evidence_name(document: str) -> str:
    """The name of the file of evidence, without its ending."""
    return f"suggestions.{document}"


def save(reports: Path, made: Record, proofs: Iterable[evidence.Record]) -> None:
    """Write the file and the evidence of its one document; other documents keep theirs. RecordError where that cannot
    be done."""
    (document,) = seeds(made)
    file = reports / FILE
    evidence.save(reports / "evidence", evidence_name(document), proofs)
    if file.is_file():
        made = merged(load(file), made)
    lists = [storing.listed(k, made[k]) for k in ("documents", "statements")]
    storing.write(file, ("{\n" + ",\n".join([f'"schema": {SCHEMA}', *lists]) + "\n}\n").encode())


def merged(old: Record, new: Record) -> Record:
    """The old record with the documents of the new one in place of its own."""
    fresh = seeds(new)
    kept = [s for s in old["statements"] if s["document"] not in fresh]
    return built([*kept, *new["statements"]], {**seeds(old), **fresh})


def load(file: Path) -> Record:
    """Read the file. RecordError names it, what is wrong with it and the remedy."""
    remedy = "write it anew with: proofread suggest"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as why:
        raise RecordError(f"{file}: cannot be read: {why} ({remedy})") from None
    if not isinstance(found, dict) or not _fits(found):
        raise RecordError(f"{file}: not a file of suggestions, schema {SCHEMA} ({remedy})")
    return found


def _fits(found: Record) -> bool:
    try:
        needed = {"id", "role", "edits", "conditions", "nearest", "enough"}
        whole = all(needed <= s.keys() for s in found["statements"])
        return whole and built(found["statements"], seeds(found)) == found
    except (KeyError, TypeError, AttributeError):
        return False


def stale(made: Record, refuted: Mapping[str, Iterable[str]]) -> list[str]:
    """The documents whose refuted prints are not those the suggestions speak of. `refuted`: hashes by document."""
    known = {d["id"]: d["refuted"] for d in made["documents"]}
    return [d for d, hashes in refuted.items() if known.get(d) != hash_of(hashes)]


def refuted_hashes(records: Mapping[str, Any]) -> dict[str, list[str]]:
    """The hashes of the refuted prints of a verdict file, by document; documents without any are left out."""
    refuted: dict[str, list[str]] = {}
    for s in records["statements"]:
        if s["verdict"] == "refuted" and is_print(s.get("role", "")):
            refuted.setdefault(s["document"], []).append(s["hash"])
    return refuted
