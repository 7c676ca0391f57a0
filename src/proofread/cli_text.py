"""The command line for keys written as text: check FILE, new, schema."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proofread import cli_weaving

if TYPE_CHECKING:
    from proofread.text.auditing import Counts, Settings
    from proofread.text.results import Result

SUFFIXES = (".toml", ".jsonl", ".md")
SOURCE = "statements.toml"  # the places of a document, not a key
NOWHERE = "no variables"  # an instance of a statement without any
QUIET = ("sound", "blank")  # said in one line


def is_key(path: Path) -> bool:
    """Whether a path names a key written as text."""
    return path.suffix in SUFFIXES and path.name != SOURCE and not path.is_dir()


def check(paths: Sequence[Path], settings: Settings, form: str, weave: Path | None = None) -> int:
    """Audit the files and print results as they come; the exit code. `weave`: the page to write besides."""
    from proofread.audit.workers import CannotStartError
    from proofread.text.auditing import Counts, audit
    from proofread.text.reading import opened

    counts, started = Counts(), time.monotonic()
    kept: list[Result] = []
    try:
        for path in paths:
            opened(path).close()  # all of them, before the first is audited
        for result in audit(paths, settings, counts):
            _say(result, form)
            if weave is not None:
                kept.append(result)
    except BrokenPipeError:  # whoever read our output has enough
        raise
    except (OSError, CannotStartError) as why:
        click.echo(visible(f"Error: {why}"), err=True)
        return 2
    click.echo(_totals(counts, time.monotonic() - started), err=form == "json")
    if weave is not None and not counts.interrupted and not _woven(paths[0], weave, kept, counts):
        return 2
    return counts.exit_code


def _woven(key: Path, out: Path, results: Sequence[Result], counts: Counts) -> bool:
    """Write the page; say so, or why not."""
    from proofread.audit.storing import RecordError

    try:
        cli_weaving.write(key, out, results, f"{counts.items} items: {_outcomes(counts)}")
    except (OSError, RecordError) as why:
        click.echo(visible(f"Error: {why}"), err=True)
        return False
    except ValueError:
        click.echo(visible(f"Error: {key} was changed while it was audited; run it again"), err=True)
        return False
    click.echo(visible(f"written: {out}"), err=True)
    return True


def _say(result: Result, form: str) -> None:
    if form == "json":
        click.echo(visible(json.dumps(result.as_json(), ensure_ascii=False)))
    else:
        click.echo("\n".join(map(visible, _lines(result))))
    sys.stdout.flush()


def visible(line: str) -> str:
    """A line whose characters can all be seen: what would steer a terminal, or turn the direction of writing, is
    written as in JSON."""
    return line if line.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in line)


def _escaped(c: str) -> str:
    return f"\\u{ord(c):04x}" if ord(c) <= 0xFFFF else json.dumps(c)[1:-1]


def _lines(result: Result) -> list[str]:
    record = result.record
    error = record.get("error")
    if error is not None:
        named = f"{result.id}: " if result.id else ""
        about = f"{error['field']}: " if error["field"] else ""
        hint = f" ({error['remedy']})" if error["remedy"] else ""
        where = f"{result.file}:{error['line']}:{error['column']}"
        return [f"{where}: {named}cannot be read: {about}{error['problem']}{hint}"]
    said = [f for f in record.get("flags", ()) if f != result.outcome]
    flags = f" ({', '.join(said)})" if said else ""
    head = f"{result.file}:{result.line}: {result.id}: {result.outcome}{flags}"
    out = [f"{head} ({record['grade']})" if record.get("grade") and result.outcome in QUIET else head]
    if result.outcome not in QUIET:
        out += [f"    {name}: {record[name]}" for name in ("key", "corrected", "condition") if record.get(name)]
        out += [f"    {said}" for said in record.get("said", ())]
        out += [f"    line {line['line']}: {line['outcome']}" for line in record.get("lines", ())]
        out += [line for s in record["statements"] for line in _statement(s)]
    return out + [f"    {f['kind']}: {f['message']}" + (f" ({f['remedy']})" if f["remedy"] else "")
                  for f in result.findings]  # fmt: skip


def _statement(s: dict[str, Any]) -> list[str]:
    """What is not proved, and why."""
    from proofread.audit.witnesses import witness_text

    if s["verdict"] in ("proved", "computed"):
        return []
    out = [f"    {_named(s['id'])}: {s['verdict']}: {s['text']}"]
    if s.get("witness"):
        where, values = witness_text(s["witness"]), "; ".join(s.get("values", ()))
        out.append(f"        at {where}: {values}" if where != NOWHERE else f"        {values or 'everywhere'}")
    return out + [f"        {reason}" for reason in (*s.get("reasons", ()), s.get("message")) if reason]


def _named(id: str) -> str:
    """A statement by its name; of a line, which of its two questions."""
    line = re.fullmatch(r".*#(\d+)\.(truth|step)", id)
    if line is None:
        return id
    return (
        f"line {line[1]}, is it true" if line[2] == "truth" else f"line {line[1]}, does it follow from the line before"
    )


def _outcomes(counts: Counts) -> str:
    return ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.outcomes.items())) or "nothing to check"


def _totals(counts: Counts, seconds: float) -> str:
    said = _outcomes(counts)
    rate = f"{counts.items} items, {counts.statements} statements in {seconds:.1f} s"
    rate += f", {counts.items / seconds:.0f} items a second" if seconds > 0 else ""
    extra = f"\nincomplete: a safety net (time, memory) ended {counts.tripped} statements" if counts.tripped else ""
    stopped = "\ninterrupted: the items after these were not decided" if counts.interrupted else ""
    return f"items: {said}\nfindings that the file does not record: {counts.findings}\n{rate}{extra}{stopped}"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def new(file: Path) -> None:
    """Write an annotated example: a key as .toml, .md or .jsonl. An existing file is left alone."""
    from proofread.text.example import example

    try:
        text = example(file.name)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    except FileExistsError:
        raise click.UsageError(f"{file} exists already; take another name") from None
    except (OSError, ValueError) as why:
        raise click.UsageError(str(why)) from None
    click.echo(f"written: {file}; audit it with: proofread check {file}")


@click.command()
def schema() -> None:
    """The JSON Schema of an item of a key written as text."""
    from proofread.text.fields import schema as made

    click.echo(json.dumps(made(), ensure_ascii=False, indent=1))
