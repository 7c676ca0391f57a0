"""What became of the corpus: true and false items by kind, counted from a run of every file beside this one.

    python -m tests.corpus              writes reports/corpus.json and the table in docs/text.md

What an item is, true or false, is the first outcome that it expects. A true item that is refuted, or a false one that
is proved, is a false verdict: none is acceptable, and the run ends with exit code 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from proofread.report.corpus import WORDS, fingerprint
from proofread.text.auditing import Counts, Settings, audit
from proofread.text.entries import Entry
from proofread.text.reading import read
from proofread.text.results import Result

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TRUTH = {"sound": "true", "wrong": "false"}  # first outcome expected → what the item is
BETRAYED = {("true", "refuted"), ("false", "proved"), ("false", "computed")}
BEGIN, END = "<!-- shares of the corpus: written by python -m tests.corpus -->", "<!-- end of the shares -->"


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.jsonl"))


def truth(entry: Entry) -> str:
    """true, false, or other: a question without a right option, a blank key …"""
    expected = entry.fields["expect"]
    return TRUTH.get(expected if isinstance(expected, str) else expected[0], "other")


def verdict(result: Result) -> str:
    """An outcome as the verdict behind it: proved, computed, refuted, supported, undecided; or the outcome itself."""
    if result.outcome == "sound":
        return str(result.record["grade"])
    return "refuted" if result.outcome == "wrong" else result.outcome


def shares(settings: Settings) -> dict[str, Any]:
    """The figures: verdicts by kind (a file) and by truth, what a method is missing for, and false verdicts."""
    kinds: dict[str, dict[str, Counter[str]]] = {}
    missing: Counter[str] = Counter()
    betrayed, unexpected = [], []
    for file, entry, result in _audited(settings):
        what, found = truth(entry), verdict(result)
        kinds.setdefault(file.stem, {}).setdefault(what, Counter())[found] += 1
        missing.update(s.removeprefix("no method: ") for s in result.record.get("said", ()) if "no method" in s)
        if (what, found) in BETRAYED or found == "conflict":
            betrayed.append(entry.id)
        if result.findings or found == "unreadable":
            unexpected.append(entry.id)
    return {
        "computed_from": fingerprint(ROOT),
        "items": sum(n.total() for kind in kinds.values() for n in kind.values()),
        "false_verdicts": betrayed,
        "unexpected": unexpected,
        "kinds": {name: {t: dict(sorted(n.items())) for t, n in sorted(kind.items())} for name, kind in kinds.items()},
        "no_method": dict(sorted(missing.items())),
    }


def _audited(settings: Settings) -> Iterator[tuple[Path, Entry, Result]]:
    for file in files():
        for r, result in zip(read(file), audit([file], settings, Counts()), strict=True):
            if not isinstance(r, Entry):
                raise r
            yield file, r, result


def table(figures: dict[str, Any]) -> str:
    """As Markdown: a row for true and for false items of each kind."""
    head = ["| kind | items | " + " | ".join(WORDS) + " |", "|---|---|" + "---|" * len(WORDS)]
    rows = [
        f"| {name}, {what} | {sum(found.values())} | " + " | ".join(str(found.get(w, 0)) for w in WORDS) + " |"
        for name, kind in figures["kinds"].items() for what, found in kind.items() if what != "other"
    ]  # fmt: skip
    others = sum(n for kind in figures["kinds"].values() for n in kind.get("other", {}).values())
    said = (
        f"{figures['items']} items, {others} of them of other kinds (blank, damaged, several, none, conditional); "
        f"false verdicts: {len(figures['false_verdicts'])}."
    )
    return "\n".join([*head, *rows, "", said])


def documented(text: str, figures: dict[str, Any]) -> str:
    """The page with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{table(figures)}\n{END}{after}"
