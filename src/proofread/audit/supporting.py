"""Whether a verdict file says no more than the evidence beside it bears out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from proofread.audit import evidence, records
from proofread.audit.storing import RecordError

BORNE_OUT = ("proved", "refuted", "computed")  # verdicts that need a record of their own kind


def unsupported(file: Path) -> list[str]:
    """Messages: a verdict file that cannot be read or was changed, and verdicts without a record of evidence."""
    try:
        found = records.load(file, sealed=True)
    except RecordError as why:
        return [str(why)]
    messages = []
    for document in (d["id"] for d in found["documents"]):
        saved, damaged = evidence.load(file.parent / "evidence", [document])
        own = [s for s in found["statements"] if s["document"] == document]
        messages += [*damaged, *(f"{file}: {said}" for s in own for said in _unsupported(s, saved))]
    return messages


def _unsupported(statement: dict[str, Any], saved: dict[str, evidence.Record]) -> Iterator[str]:
    if statement["evidence"] is None:  # code that was run has no evidence, and is never more than supported
        if statement["verdict"] in ("proved", "computed"):
            yield f"{statement['id']} is {statement['verdict']}, and names no evidence"
        return
    record = saved.get(statement["hash"], {})
    if record.get("checksum") != statement["evidence"]:
        yield f"{statement['id']}: the record of its evidence is not there"
    elif record["kind"] != (statement["verdict"] if statement["verdict"] in BORNE_OUT else "open"):
        yield f"{statement['id']} is {statement['verdict']}, and the record of its evidence says {record['kind']}"
