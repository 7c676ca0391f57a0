"""What the command line prints: progress, totals, findings, one place."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from proofread.audit.verdicts import KINDS, word
from proofread.audit.witnesses import witness_text
from proofread.trusted.printing import text

if TYPE_CHECKING:
    from proofread.audit.finding import Finding
    from proofread.audit.running import Run
    from proofread.report.view import Claimed, Spot

OUTCOMES = ("sound", "wrong", "conditional", "several", "none", "blank", "damaged", "definition", "unchecked",
            "supported", "undecided", "conflict", "missing")  # fmt: skip
COLOURS = {"conflict": "red", "missing": "yellow", "undecided": "yellow", "supported": "yellow"}
MOST_LEFT = 20  # statements of work left that are listed

Advance = Callable[[int, int], None]


@contextmanager
def progress(stream: TextIO) -> Iterator[Advance]:
    """A bar on a terminal, a plain line now and then elsewhere."""
    if stream.isatty():
        with _bar(stream) as advance:
            yield advance
    else:
        yield _plain(stream)


def _plain(stream: TextIO) -> Advance:
    def advance(done: int, of: int) -> None:
        step = max(1, -(-of // 10))
        if of > 20 and (done % step == 0 or done == of):
            print(f"{done}/{of} statements", file=stream, flush=True)

    return advance


@contextmanager
def _bar(stream: TextIO) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("deciding"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("deciding", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _styled(text: str, colour: str | None) -> str:
    return click.style(text, fg=colour) if colour and not os.environ.get("NO_COLOR") else text


# --- a run ----------------------------------------------------------------------------------------------------------


def show_run(run: Run) -> None:
    """Errors and warnings, findings, what is left, totals."""
    for message in run.errors:
        click.echo(_styled(f"cannot be read: {message}", "red"), err=True)
    for message in run.warnings:
        click.echo(f"warning: {message}", err=True)
    for f in run.findings:
        click.echo(_finding(f))
    _show_left(run)
    click.echo(_totals(run))
    if run.undone:
        click.echo(f"interrupted: {run.undone} statements were not decided")
    if run.tripped:
        click.echo(f"incomplete: a safety net (time, memory, a crash) ended {run.tripped} statements")
    if not run.judged and not run.errors and not run.undone:
        click.echo("nothing to check: no claim was selected")


def _finding(f: Finding) -> str:
    lines = [f"{f.where}: {f.place or f.name}: {_styled(f.kind, 'red')}: {f.message}"]
    if f.witness is not None:
        lines.append(f"    witness: {witness_text(f.witness)}")
    if f.remedy:
        lines.append(f"    {f.remedy}")
    return "\n".join(lines)


def _show_left(run: Run) -> None:
    """Statements that are not decided: their place, line and reasons."""
    left = [j for j in run.judged if word(j.verdict) in ("undecided", "ill-posed")]
    for j in left[:MOST_LEFT]:
        reasons = getattr(j.verdict, "reasons", None) or (getattr(j.verdict, "message", ""),)
        label = _styled(word(j.verdict), "yellow")
        click.echo(f"{j.file}:{j.statement.line}: {j.statement.id}: {label}: {'; '.join(reasons)}")
    if len(left) > MOST_LEFT:
        click.echo(f"… and {len(left) - MOST_LEFT} more that are not decided")


def _totals(run: Run) -> str:
    outcomes = Counter(p.outcome for p in run.places)
    verdicts = Counter(word(j.verdict) for j in run.judged)
    shown = [_styled(f"{outcomes[o]} {o}", COLOURS.get(o)) for o in OUTCOMES if outcomes[o]]
    found = [f"{verdicts[v]} {v}" for v in KINDS if verdicts[v]]
    return "\n".join(
        [
            f"places: {', '.join(shown) or 'none'}",
            f"statements: {', '.join(found) or 'none'}",
            f"findings that no claim records: {len(run.findings)}",
        ]
    )


def as_json(run: Run) -> str:
    """The records of the run, and what is not part of them."""
    more = {"errors": list(run.errors), "warnings": list(run.warnings), "undone": run.undone, "tripped": run.tripped}
    return json.dumps({**run.records, **more}, ensure_ascii=False, indent=1)


# --- one place ------------------------------------------------------------------------------------------------------


def place_text(records: dict[str, Any], id: str, reports: Path, claims: Path) -> str | None:
    """A place with its statements, or one statement; None where the id is unknown."""
    from proofread.report.view import gather

    statements = [s for s in records["statements"] if s["id"] == id or s["place"] == id]
    items = [i for i in records["items"] if i["id"] == id]
    if not items and not statements:
        return None
    document = (items or statements)[0]["document"]
    part = {
        "documents": [d for d in records["documents"] if d["id"] == document], "statements": statements, "findings": [],
        "items": [i for i in records["items"] if i["id"] in (id, *(s["place"] for s in statements))],
    }  # fmt: skip
    (shown,) = gather(part, reports, claims).documents
    (spot,) = shown.spots
    lines = _item_lines(spot, shown.entry) if items else []
    for c in spot.claimed:
        lines += ["", *_statement_lines(c)]
    if statements:
        lines += ["", f"evidence: {reports / 'evidence' / f'{document}.jsonl'}"]
    return "\n".join(lines)


def _item_lines(spot: Spot, document: Mapping[str, Any]) -> list[str]:
    from proofread.report.view import lines_text

    item, where = spot.item, lines_text(spot)
    flags = f" ({', '.join(item['flags'])})" if item["flags"] else ""
    shown = ("printed", "key", "corrected", "condition", "severity", "grade", "note")
    rows = [f"  {name}: {item[name]}" for name in shown if item[name]]
    return [
        f"{item['id']}: {item['outcome']}{flags}",
        *([f"  {where} of {document['source']}"] if where else []),
        *rows,
    ]


def _statement_lines(c: Claimed) -> list[str]:
    s = c.entry
    witness = witness_text(s["witness"]) if s["witness"] else None
    assumed = [text(h) for h in c.hypotheses]
    several = {"assuming": assumed, "there": s["values"], "reason": s["reasons"], "ledger": s["ledger"]}
    one = {"states": s["text"], "reading": s["reading"], "witness": witness, "samples": _samples(s["samples"])}
    origin = {"claim": f"{s['claim']['file']}:{s['claim']['name']}", "hash": s["hash"], "again": s["reproduce"]}
    rows = [*one.items(), ("detail", s["detail"]), *((name, x) for name, xs in several.items() for x in xs)]
    return [
        f"{s['id']} [{s['role']}]: {s['verdict']}",
        *(f"  {name}: {x}" for name, x in [*rows, *origin.items()] if x),
    ]


def _samples(found: Mapping[str, Any] | None) -> str | None:
    """What random instances said: how many agreed, and what became of the others."""
    if not found:
        return None
    others = {"outside the assumptions": found["discarded"], "not computable": found["unknown"]}
    said = [f"{n} {what}" for what, n in others.items() if n]
    return f"{found['passed']} of {found['tried']} agree" + (f" ({', '.join(said)})" if said else "")
