"""What came of an item, as a record: one JSON object a line, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from proofread.audit import verdicts
from proofread.audit.choices import judge_choice
from proofread.audit.confirming import plain
from proofread.audit.jobs import statement_hash
from proofread.audit.judging import ItemOutcome, grade, judge, worst
from proofread.audit.verdicts import Verdict
from proofread.language.statements import Item, Statement
from proofread.text.entries import Entry
from proofread.text.errors import NoMethod, TextError
from proofread.trusted.printing import text

UNREADABLE = "unreadable"
_REMEDIES = {"correction(printed, to=…)": 'add corrected = "…"', "return what is printed": "take corrected away",
             "mend the assumptions of the claim": "mend assume", "leave it out": "take unstated away"}  # fmt: skip


@dataclass(frozen=True)
class Result:
    """One item. `outcome`: of the item, or "unreadable"; `findings`: what the file does not record."""

    id: str | None
    file: str
    line: int
    outcome: str
    record: dict[str, Any] = field(default_factory=dict)
    findings: tuple[dict[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        head = {"id": self.id, "file": self.file, "line": self.line, "outcome": self.outcome}
        return {**head, **self.record, "findings": list(self.findings)}


def unreadable(error: TextError, id: str | None) -> Result:
    what = {"line": error.line, "column": error.column, "field": error.field, "problem": error.problem,
            "remedy": error.remedy}  # fmt: skip
    return Result(id, error.file, error.line, UNREADABLE, {"error": what})


def without_method(entry: Entry, error: NoMethod) -> Result:
    place = {"line": error.line, "column": error.column, "field": error.field}
    record = {"said": [f"no method: {error.word}"], "place": place, "statements": []}
    return _expected(entry, Result(entry.id, entry.file, entry.line, "undecided", record))


def undone(entry: Entry) -> Result:
    """An item that an interrupted run did not come to."""
    return Result(entry.id, entry.file, entry.line, "undecided", {"said": ["interrupted"], "statements": []})


def judged(entry: Entry, items: tuple[Item, ...], found: Mapping[str, Verdict]) -> Result:
    """The outcome of an entry, computed from the verdicts of its statements (by id)."""
    parts = [(i, judge_choice(i, found) if i.kind == "choice" else judge(i, found)) for i in items if i.statements]
    outcome = worst([o.outcome for _, o in parts])
    statements = [_statement(s, found[s.id]) for i in items for s in i.statements if isinstance(s, Statement)]
    record = {
        "flags": sorted({f for _, o in parts for f in o.flags}),
        "grade": grade(tuple(v for _, o in parts for v in o.used)) if outcome != "undecided" else None,
        "key": next((i.key for i in items), None),
        "corrected": _joined([o.corrected for _, o in parts]),
        "condition": _joined([o.condition for _, o in parts]),
        "said": list(dict.fromkeys(s for _, o in parts for s in o.said)),
        "statements": statements,
    }
    if len(parts) > 1 or any(i.kind == "line" for i, _ in parts):
        record["lines"] = [_line(i, o) for i, o in parts]
    findings = tuple(_note(n.kind, n.message, n.remedy) for _, o in parts for n in o.notes)
    findings += tuple(_note("conflict", text(s.goal), "report this") for s, v in _conflicts(items, found))
    return _expected(entry, Result(entry.id, entry.file, entry.line, outcome, record, findings))


def _conflicts(items: tuple[Item, ...], found: Mapping[str, Verdict]) -> list[tuple[Statement, Verdict]]:
    own = [s for i in items for s in i.statements if isinstance(s, Statement)]
    return [(s, found[s.id]) for s in own if isinstance(found[s.id], verdicts.Conflict)]


def _line(item: Item, outcome: ItemOutcome) -> dict[str, Any]:
    place = item.statements[0].id.partition("#")[2].partition(".")[0]
    return {"line": place, "outcome": outcome.outcome, "flags": sorted(outcome.flags), "said": list(outcome.said)}


def _note(kind: str, message: str, remedy: str) -> dict[str, str]:
    mended = _REMEDIES.get(remedy.removesuffix(", if the print is so"), remedy.replace('="', ' = "'))
    return {"kind": kind, "message": message.replace("the claim", "the item"), "remedy": mended}


def _joined(parts: list[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(p for p in parts if p)) or None


def _statement(s: Statement, v: Verdict) -> dict[str, Any]:
    found = verdicts.to_json(v)
    if "reasons" in found:
        found["reasons"] = [r.replace("state it with assume(…)", "add it to assume") for r in found["reasons"]]
    shown = ("witness", "values", "ledger", "oracle", "input", "reasons", "message", "samples")
    kept = {k: found[k] for k in shown if found.get(k)}
    if "disproof" in kept.get("witness", {}):
        kept["witness"] = plain(kept["witness"])
    return {"id": s.id, "role": s.role, "text": text(s.goal), "verdict": found["verdict"], "hash": statement_hash(s),
            **kept}  # fmt: skip


def _expected(entry: Entry, result: Result) -> Result:
    """An outcome that the item does not expect is a finding; one that it expects is recorded, and none."""
    expected = entry.fields.get("expect")
    if expected is None:
        return result
    allowed = [expected] if isinstance(expected, str) else expected
    kept = tuple(f for f in result.findings if f["kind"] != "unrecorded")
    if result.outcome not in allowed:
        kept = (*result.findings, _note("unexpected", f"expected {' or '.join(allowed)}", ""))
    return Result(result.id, result.file, result.line, result.outcome, result.record, kept)
