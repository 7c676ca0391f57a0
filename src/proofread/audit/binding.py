"""Whether saved evidence speaks of the statements that the claims make today."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from proofread.audit.jobs import statement_hash
from proofread.audit.selection import select
from proofread.language.loading import load
from proofread.language.statements import Statement


def unbound(files: Iterable[Path], here: Path) -> list[str]:
    """Messages for statements without a record, and for records of no statement; files are named by document."""
    messages = []
    for source in (selection := select((), here)).sources:
        file = next((f for f in files if f.stem == source.document), None)
        if file is None:
            continue
        items = load([selection.claims / source.folder.name]).items
        stated = {statement_hash(s): s.id for i in items for s in i.statements if isinstance(s, Statement)}
        saved = {json.loads(line)["hash"] for line in file.read_text(encoding="utf-8").splitlines()}
        messages += [f"{file}: {stated[h]} has no record" for h in stated if h not in saved]
        messages += [f"{file}: the record {h} is of no statement of the claims" for h in sorted(saved - set(stated))]
    return messages
