"""The commands that show how hard the program tried: mutate and suggest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from proofread.audit.running import Run
    from proofread.audit.selection import Selection
    from proofread.mutation.run import Settings

PATH = click.Path(path_type=Path)
SAMPLE = 6
MOST_SHOWN = 40  # survivors listed; the file has them all


def shared(command: Any) -> Any:
    """The options that both commands take."""
    for option in (
        click.option("--reports", type=PATH, help="Folder of the record.  [default: reports beside the claims folder]"),
        click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True,
                     help="Seconds for one statement."),
        click.option("--seed", default=0, show_default=True, help="Seed of all samples."),
        click.option("--jobs", "-j", type=click.IntRange(min=1), default=None,
                     help="Worker processes.  [default: one a processor]"),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@click.option("-k", "expression", default="", metavar="EXPR", help="Only items whose id, name or file fits.")
@click.option("--sample", type=click.IntRange(min=0), default=SAMPLE, show_default=True,
              help="Slips tried of each statement, 0 for all.")  # fmt: skip
@click.option("--effort", type=click.IntRange(min=1), default=1, show_default=True,
              help="How many times the work is spent on what survives.")  # fmt: skip
@shared
def mutate(
    paths: tuple[Path, ...], expression: str, sample: int, effort: int, jobs: int | None, seed: int, time_limit: float,
    reports: Path | None,
) -> None:  # fmt: skip
    """Put slips into what is proved: each must be refuted or ill-posed, or be proved true itself.

    Documents that are tried whole are written to reports/mutation.json. Exit code 1: a claim in which none is noticed.
    """
    from proofread import cli_output
    from proofread.mutation import figures
    from proofread.mutation.run import mutate

    settings_of = (jobs, seed, time_limit, sample, effort)
    with _stopping():
        run, selection, settings = _judged(paths, expression, settings_of, reports)
        with cli_output.progress(sys.stderr) as advance:
            found = mutate(run.judged, settings, advance)
        made = figures.build(found, settings)
        _show(made)
        why = None if found.complete else "a safety net or an interruption ended some of it"
        why = why or ("only a part of a document was tried" if expression or not selection.whole else None)
        if why is None:
            kept = figures.only(made, selection.whole)
            figures.save((reports or selection.reports) / figures.FILE, kept, selection.complete)
    if why:
        click.echo(f"{figures.FILE} was not written: {why}")
    sys.exit(0 if not any(s["defect"] for s in made["statements"]) else 1)


@click.command()
@click.argument("id")
@shared
def suggest(id: str, jobs: int | None, seed: int, time_limit: float, reports: Path | None) -> None:
    """The nearest truth and the missing condition of a refuted place or statement."""
    from proofread.mutation.suggesting import suggest

    with _stopping():
        run, _, settings = _judged((), id.partition("#")[0], (jobs, seed, time_limit, 0, 1), reports)
        found = suggest(run.judged, settings, id)
    if not found:
        click.echo(f"{id}: nothing refuted stands there (see: proofread show {id})")
    for one in found:
        click.echo("\n".join(one.lines))
    sys.exit(0 if found else 5)


@contextmanager
def _stopping() -> Iterator[None]:
    """What a user can mend, said without a traceback."""
    from proofread.audit.selection import UsageError
    from proofread.audit.sources import SourceError
    from proofread.audit.storing import RecordError
    from proofread.audit.workers import CannotStartError
    from proofread.cli import Stop

    try:
        yield
    except (UsageError, SourceError, RecordError, CannotStartError) as why:
        raise Stop(str(why)) from None


def _judged(
    paths: tuple[Path, ...], expression: str, given: tuple[int | None, int, float, int, int], reports: Path | None
) -> tuple[Run, Selection, Settings]:
    """The claims decided, by their saved evidence where there is some."""
    from proofread import cli_output
    from proofread.audit import running
    from proofread.audit.selection import select
    from proofread.mutation.run import Settings

    jobs, seed, time_limit, sample, effort = given
    workers = jobs or os.cpu_count() or 1
    selection = select(paths, Path.cwd())
    options = running.Options(expression, workers, seed, time_limit, reports=reports)
    with cli_output.progress(sys.stderr) as advance:
        run = running.check(selection, options, advance)
    for message in run.errors:
        click.echo(f"cannot be read: {message}", err=True)
    return run, selection, Settings(selection.root, workers, sample, seed, effort, time_limit)


def _show(made: dict[str, Any]) -> None:
    """Survivors with their claim, defects, totals."""
    from proofread.mutation import figures

    left = [(s, x) for s in made["statements"] for x in s["survivors"]]
    for s, x in left[:MOST_SHOWN]:
        click.echo(f"{s['claim']['file']}: {s['id']}: survived ({x['kind']}): {x['said']}")
    if len(left) > MOST_SHOWN:
        click.echo(f"… and {len(left) - MOST_SHOWN} more survivors")
    for s in made["statements"]:
        for x in s["not_needed"]:
            click.echo(f"{s['claim']['file']}: {s['id']}: not needed: {x['said']}")
        if s["defect"]:
            click.echo(f"{s['claim']['file']}: {s['id']}: no slip in it is noticed")
    for name, t in [*((d["id"], d) for d in made["documents"]), ("all", figures.totals(made["statements"]))]:
        counts = ", ".join(f"{n} {status}" for status, n in t["counts"].items())
        rate = f"{t['rate']} %" if t["rate"] else "none could be"
        click.echo(f"{name}: {t['statements']} statements, {t['tried']} slips ({counts or 'none'}); killed: {rate}")
