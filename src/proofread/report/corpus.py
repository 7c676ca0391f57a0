"""What became of the corpus of keys written as text: figures of reports/corpus.json, and whether they are of today."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import Path

FILE = "corpus.json"
WORDS = ("proved", "computed", "refuted", "supported", "undecided")
ITEMS = "tests/corpus/*.jsonl"
# What the figures are computed from, as patterns below the repository.
SOURCES = (ITEMS, *(f"src/proofread/{part}/*.py" for part in ("trusted", "methods", "language", "text")))


def fingerprint(root: Path) -> str:
    """A hash of the files the figures are computed from."""
    out = sha256()
    for pattern in SOURCES:
        for file in sorted(root.glob(pattern)):
            out.update(f"{file.relative_to(root).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return out.hexdigest()[:24]


def section(reports: Path) -> str:
    """The section of the page, or nothing where no figures are there or they cannot be read."""
    try:
        figures = json.loads((reports / FILE).read_text(encoding="utf-8"))
        rows = "".join(_rows(name, kind) for name, kind in figures["kinds"].items())
        said = f"{int(figures['items'])} items; false verdicts: {len(figures['false_verdicts'])}"
        stale = _stale(reports.parent, figures["computed_from"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""
    head = "".join(f'<th scope="col">{w}</th>' for w in ("Kind", *WORDS))
    return (
        '<section aria-labelledby="corpus"><h2 id="corpus">Standard identities with false twins</h2>'
        f"<p>{said}.{stale}</p>"
        f'<div class="scroll"><table class="ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        "</section>"
    )


def _rows(name: str, kind: Mapping[str, Mapping[str, int]]) -> str:
    """A row for true and for false items; the others have no one verdict to expect."""
    return "".join(
        f"<tr><td>{escape(name)}, {what}</td>" + "".join(f'<td class="n">{int(found.get(w, 0))}</td>' for w in WORDS)
        + "</tr>"
        for what, found in ((w, kind[w]) for w in ("true", "false") if w in kind)
    )  # fmt: skip


def _stale(root: Path, computed_from: str) -> str:
    """Marked where the files are there and are others than those the figures were computed from."""
    if not any(root.glob(ITEMS)) or fingerprint(root) == computed_from:
        return ""
    return ' <span class="flag">out of date: the files have changed since</span>'
