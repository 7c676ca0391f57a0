"""All reports of a run, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from proofread.audit import storing
from proofread.report import badge, errata, html, view


def write_all(records: Mapping[str, Any], reports_dir: Path, claims_dir: Path) -> tuple[Path, ...]:
    """Write index.html, errata.md, badge.svg and badge.json into `reports_dir`; gives back the files.

    `records` is the dictionary of audit.records; terms and witnesses are read from `reports_dir`/evidence, line ranges
    from `claims_dir`. Raises storing.RecordError where a file cannot be written.
    """
    reports = Path(reports_dir)
    gathered = view.gather(records, reports, Path(claims_dir))
    contents = {
        "index.html": html.page(gathered),
        "errata.md": errata.errata(gathered),
        "badge.svg": badge.svg(records),
        "badge.json": badge.endpoint(records),
    }
    for name, text in contents.items():
        storing.write(reports / name, text.encode("utf-8"))
    return tuple(reports / name for name in contents)
