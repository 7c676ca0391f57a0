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
@click.option("--resume", is_flag=True, help="Leave out documents whose figures on record are of these claims.")
@shared
def mutate(
    paths: tuple[Path, ...], expression: str, sample: int, effort: int, resume: bool, jobs: int | None, seed: int,
    time_limit: float, reports: Path | None,
) -> None:  # fmt: skip
    """Put slips into what is proved: each must be refuted or ill-posed, or be proved true itself.

    Documents that are tried whole are written to reports/mutation.json, each as soon as it is done. Exit code 1: a
    claim in which no slip is noticed.
    """
    from proofread.audit import slip_figures
    from proofread.mutation import deciding

    with _stopping():
        given = (jobs, seed, time_limit, sample, effort)
        run, selection, settings = _judged(paths, expression, given, reports, deciding.KNOWN)
        file = (reports or selection.reports) / slip_figures.FILE
        whole = frozenset() if expression else selection.whole
        known = _current(run, settings, file) if resume else {}
        made = [
            known.get(s.document) or _tried(run, s.document, settings, file if s.document in whole else None)
            for s in selection.sources
        ]
    statements = [s for m in made for s in m["statements"]]
    click.echo(_counts("all", slip_figures.totals(statements)))
    sys.exit(0 if not any(s["defect"] for s in statements) else 1)


def _current(run: Run, settings: Settings, file: Path) -> dict[str, Any]:
    """The figures on record by document, where they are of these claims and were asked for in the same way."""
    from proofread.audit import slip_figures
    from proofread.mutation import figures

    if not file.is_file():
        return {}
    kept = slip_figures.load(file)
    stale = slip_figures.stale(kept, figures.proved(run.judged))
    asked = slip_figures.asked(kept)
    same = [d for d, of in asked.items() if d not in stale and of == figures.asked(settings)]
    return {d: slip_figures.only(kept, [d]) for d in same}


def _tried(run: Run, document: str, settings: Settings, file: Path | None) -> dict[str, Any]:
    """One document tried, shown and, as the whole of it, written to the file."""
    from proofread import cli_output
    from proofread.audit import slip_figures
    from proofread.mutation import figures
    from proofread.mutation.run import mutate

    with cli_output.progress(sys.stderr) as advance:
        found = mutate([j for j in run.judged if j.document == document], settings, advance)
    made = figures.build(found, settings, [document])
    _show(document, made)
    if file is None:
        click.echo(f"{slip_figures.FILE} was not written: only a part of a document was tried")
    elif not found.complete:
        click.echo(f"{slip_figures.FILE} was not written: a safety net ended some of {document}")
    else:
        slip_figures.save(file, made)
    return made


@click.command()
@click.argument("id", required=False)
@click.option("--resume", is_flag=True, help="Leave out documents whose suggestions on record are of these claims.")
@shared
def suggest(id: str | None, resume: bool, jobs: int | None, seed: int, time_limit: float, reports: Path | None) -> None:
    """The nearest truth and the missing condition of a refuted place or statement.

    Without ID of all of them: that is written to reports/suggestions.json, with the evidence of what is suggested, each
    document as soon as it is done. What is not proved is not suggested.
    """
    from proofread.mutation import deciding
    from proofread.mutation.suggesting import suggest

    given = (jobs, seed, time_limit, 0, 1)
    if id is None:
        _suggest_all(given, resume, reports)
        return
    with _stopping():
        run, _, settings = _judged((), id.partition("#")[0], given, reports, deciding.FALSE)
        found, _ = suggest(run.judged, settings, id)
    if not found:
        click.echo(f"{id}: nothing refuted stands there (see: proofread show {id})")
    for one in found:
        click.echo("\n".join(one.lines))
    sys.exit(0 if found else 5)


def _suggest_all(given: tuple[int | None, int, float, int, int], resume: bool, reports: Path | None) -> None:
    """Every document in turn."""
    from proofread.audit import suggestions
    from proofread.mutation import deciding, suggesting

    with _stopping():
        run, selection, settings = _judged((), "", given, reports, deciding.FALSE)
        folder = reports or selection.reports
        for document in (s.document for s in selection.sources):
            own = [j for j in run.judged if j.document == document]
            if resume and suggesting.is_current(folder, document, own, settings.seed):
                continue
            found, whole = suggesting.suggest(own, settings)
            for one in found:
                click.echo("\n".join(one.lines))
            if whole:
                suggestions.save(folder, *suggesting.recorded(document, found, settings.seed))
            else:
                click.echo(f"{suggestions.FILE} was not written: a safety net ended some of {document}")


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
    except KeyboardInterrupt:
        click.echo("interrupted: what was finished is on record, and --resume leaves it out", err=True)
        sys.exit(130)


def _judged(
    paths: tuple[Path, ...],
    expression: str,
    given: tuple[int | None, int, float, int, int],
    reports: Path | None,
    decider: str,
) -> tuple[Run, Selection, Settings]:
    """The claims decided, by their saved evidence where there is some."""
    from proofread import cli_output
    from proofread.audit import running
    from proofread.audit.selection import select
    from proofread.mutation.run import Settings

    jobs, seed, time_limit, sample, effort = given
    workers = jobs or os.cpu_count() or 1
    selection = select(paths, Path.cwd())
    options = running.Options(expression, workers, seed, time_limit, reports=reports, decider=decider)
    with cli_output.progress(sys.stderr) as advance:
        run = running.check(selection, options, advance)
    for message in run.errors:
        click.echo(f"cannot be read: {message}", err=True)
    return run, selection, Settings(selection.root, workers, sample, seed, effort, time_limit)


def _show(document: str, made: dict[str, Any]) -> None:
    """Survivors with their claim, hypotheses that are not needed, defects, totals."""
    from proofread.audit import slip_figures

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
    click.echo(_counts(document, slip_figures.totals(made["statements"])))


def _counts(name: str, t: dict[str, Any]) -> str:
    counts = ", ".join(f"{n} {status}" for status, n in t["counts"].items())
    rate = f"{t['rate']} %" if t["rate"] else "none could be"
    return f"{name}: {t['statements']} statements, {t['tried']} slips ({counts or 'none'}); killed: {rate}"
