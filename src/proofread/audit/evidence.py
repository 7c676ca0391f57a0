"""Evidence on disk: reports/evidence/<document>.jsonl, one record a statement, sorted by statement hash.

    {"hash", "hypotheses": […], "goal": …, "kind": "proved" | "refuted" | "computed" | "open", "checksum"}
and by kind
    proved     "evidence", "satisfying" (an instance of the hypotheses; null where there are none)
    refuted    "witness"
    computed   "oracle", "input"
    open       nothing: the statement is supported, undecided or in conflict, and stands here to be read back

Terms are written by `trees.to_json`. The checksum is the SHA-256 of the record without it, as compact JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from proofread.audit import storing, verdicts
from proofread.audit.storing import RecordError
from proofread.audit.verdicts import Verdict
from proofread.trusted.kernel import Sequent
from proofread.trusted.trees import to_json

Record = dict[str, Any]
_CHECKSUM = re.compile(r'\{"checksum":"([0-9a-f]{64})",')


def record(sequent: Sequent, verdict: Verdict, digest: str | None = None) -> Record:
    """What is kept of one statement; its digest where that is known."""
    made: Record = {
        "hash": digest or sequent.digest,
        "hypotheses": [to_json(h) for h in sequent.hypotheses],
        "goal": to_json(sequent.goal),
        **_carried(verdict),
    }
    return {**made, "checksum": checksum(made)}


def _carried(verdict: Verdict) -> Record:
    if isinstance(verdict, verdicts.Proved):
        return {"kind": "proved", "evidence": verdict.evidence, "satisfying": verdict.satisfying}
    if isinstance(verdict, verdicts.Refuted):
        return {"kind": "refuted", "witness": verdict.witness}
    if isinstance(verdict, verdicts.Computed):
        return {"kind": "computed", "oracle": verdict.oracle, "input": verdict.input}
    return {"kind": "open"}


def checksum(made: Mapping[str, Any]) -> str:
    body = {k: v for k, v in made.items() if k != "checksum"}
    return sha256(storing.compact(body).encode()).hexdigest()


def save(folder: Path, document: str, records: Iterable[Record]) -> None:
    """Write the evidence of one document. RecordError where the folder cannot be written."""
    by_hash = {r["hash"]: r for r in records}
    lines = [storing.compact(by_hash[h]) + "\n" for h in sorted(by_hash)]
    storing.write(folder / f"{document}.jsonl", "".join(lines).encode())


def load(folder: Path, documents: Iterable[str]) -> tuple[dict[str, Record], tuple[str, ...]]:
    """The saved records by statement hash, and what is wrong with the files: a damaged record is left out."""
    found: dict[str, Record] = {}
    problems: list[str] = []
    for document in documents:
        file = folder / f"{document}.jsonl"
        if file.is_file():
            _load_file(file, found, problems)
    return found, tuple(problems)


def _load_file(file: Path, found: dict[str, Record], problems: list[str]) -> None:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as why:
        problems.append(f"{file}: cannot be read: {why}; everything in it is decided again")
        return
    for n, line in enumerate(lines, 1):
        try:
            made = _checked(line)
        except RecordError as why:
            problems.append(f"{file}:{n}: {why}; that statement is decided again")
        else:
            found[made["hash"]] = made


def _checked(line: str) -> Record:
    try:
        made = json.loads(line)
        intact = _as_written(line) or made["checksum"] == checksum(made)
        intact = intact and isinstance(made["hash"], str)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise RecordError("not a record of evidence") from None
    if not intact:
        raise RecordError("the checksum does not fit the record")
    return dict(made)


def _as_written(line: str) -> bool:
    """The checksum stands first in a line that `save` wrote, and is that of all the rest."""
    first = _CHECKSUM.match(line)
    return first is not None and sha256(("{" + line[first.end() :]).encode()).hexdigest() == first[1]
