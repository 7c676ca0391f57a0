"""The command line: check, show, report, recheck. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from proofread import cli_comparing, cli_export, cli_mutation, cli_text, cli_weaving

if TYPE_CHECKING:
    from proofread.audit.running import Options, Run

EPILOG = """Exit codes of check: 0 everything agrees with what the claims record; 1 a finding no claim records, or a
verdict weaker than the baseline's; 2 wrong usage, or a claim that cannot be read; 3 a conflict; 5 nothing to check;
130 interrupted."""
PATH = click.Path(path_type=Path)


class Stop(click.ClickException):
    """An error the user can mend: exit code 2, the message names the remedy."""

    exit_code = 2


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EPILOG)
@click.version_option(package_name="proofread")
def main() -> None:
    """Reads mathematical derivations and answer keys for errors."""


@main.command()
@click.argument("paths", nargs=-1, type=PATH, metavar="[PATH]...")
@click.option(
    "-k", "expression", default="", metavar="EXPR", help="Only items whose id, name or file fits: 'ols and not ridge'."
)
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), default=None, help="Worker processes.  [default: one a processor]"
)
@click.option("--seed", default=0, show_default=True, help="Seed of all samples.")
@click.option("--baseline", type=PATH, help="Fail if a verdict is weaker than in this verdict file.")
@click.option("--time-limit", type=click.FloatRange(min=0, min_open=True), default=60.0, show_default=True,
              help="Seconds for one statement.")  # fmt: skip
@click.option("--memory-limit", type=click.IntRange(min=64), default=None, metavar="MIB", help="Memory of one worker.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--reports", type=PATH, help="Folder of the record.  [default: reports beside the claims folder]")
@click.option("--fresh", is_flag=True, help="Do not use saved evidence.")
@click.option(
    "--weave", type=PATH, metavar="PAGE", help="Of a key in Markdown: the page with the report, .md or .html."
)
def check(
    paths: tuple[Path, ...], expression: str, jobs: int | None, seed: int, baseline: Path | None, time_limit: float,
    memory_limit: int | None, form: str, reports: Path | None, fresh: bool, weave: Path | None,
) -> None:  # fmt: skip
    """Judge claims: a claims folder, document folders or claim files; or keys as text (.toml, .jsonl, .md).

    Documents that are checked whole are written to the verdict file, with their evidence and the report.
    """
    import os

    from proofread.audit.running import Options

    memory = None if memory_limit is None else memory_limit << 20
    if any(map(cli_text.is_key, paths)):
        sys.exit(_check_text(paths, (expression, baseline, reports), jobs, seed, time_limit, memory, form, weave))
    if weave is not None:
        cli_weaving.fits(paths, weave)
    options = Options(expression, jobs or os.cpu_count() or 1, seed, time_limit, memory, fresh, baseline, reports)
    run = _run(paths, options, form)
    failure = _write(run, options, quiet=form == "json")
    sys.exit(run.exit_code if failure is None or run.exit_code == 3 else 2)


def _check_text(
    paths: tuple[Path, ...], others: tuple[object, ...], jobs: int | None, seed: int, time_limit: float,
    memory: int | None, form: str, weave: Path | None,
) -> int:  # fmt: skip
    """Keys as text have no record yet: nothing is written."""
    import os

    from proofread.text.auditing import Settings

    if any(others) or not all(map(cli_text.is_key, paths)):
        raise Stop("keys as text are checked by themselves, without -k, --baseline and --reports")
    if weave is not None:
        cli_weaving.fits(paths, weave)
    return cli_text.check(paths, Settings(jobs or os.cpu_count() or 1, seed, time_limit, memory), form, weave)


def _run(paths: tuple[Path, ...], options: Options, form: str) -> Run:
    from proofread import cli_output
    from proofread.audit import running
    from proofread.audit.selection import UsageError, select
    from proofread.audit.sources import SourceError
    from proofread.audit.storing import RecordError
    from proofread.audit.workers import CannotStartError

    try:
        selection = select(paths, Path.cwd())
        with cli_output.progress(sys.stderr) as advance:
            run = running.check(selection, options, advance)
    except (UsageError, SourceError, RecordError, CannotStartError) as why:
        raise Stop(str(why)) from None
    if form == "json":
        click.echo(cli_output.as_json(run))
    else:
        cli_output.show_run(run)
    return run


def _write(run: Run, options: Options, quiet: bool) -> str | None:
    """Write the record and the report, or say why not. What cannot be written is returned."""
    from proofread.audit import running
    from proofread.audit.storing import RecordError

    reason = running.writable(run, options)
    if reason is not None:
        if not quiet:
            click.echo(f"the verdict file was not written: {reason}")
        return None
    try:
        folder, records = running.write(run, options)
        _report(records, folder, run.selection.claims)
    except (RecordError, OSError) as why:
        click.echo(f"Error: {why}", err=True)
        return str(why)
    return None


def _report(records: dict[str, Any], folder: Path, claims: Path) -> None:
    from proofread.report import write_all

    write_all(records, folder, claims)


@main.command()
@click.argument("id")
@click.option("--reports", type=PATH, help="Folder of the record.  [default: reports beside the claims folder]")
def show(id: str, reports: Path | None) -> None:
    """One place or statement: print beside verdict, witness, ledger."""
    from proofread import cli_output

    records, folder, claims = _records(reports)
    text = cli_output.place_text(records, id, folder, claims)
    if text is None:
        from difflib import get_close_matches

        near = get_close_matches(id, [i["id"] for i in records["items"]], 3)
        raise Stop(
            f"no place or statement {id} in {folder / 'verdicts.json'}" + (f"; near: {', '.join(near)}" if near else "")
        )
    click.echo(text)


@main.command()
@click.option("--reports", type=PATH, help="Folder of the record.  [default: reports beside the claims folder]")
def report(reports: Path | None) -> None:
    """Write index.html, errata.md, badge.svg and badge.json from the verdict file."""
    from proofread.audit.storing import RecordError

    records, folder, claims = _records(reports)
    try:
        _report(records, folder, claims)
    except (RecordError, OSError) as why:
        raise Stop(str(why)) from None
    click.echo(f"written: {folder}")


def _records(reports: Path | None) -> tuple[dict[str, Any], Path, Path]:
    """The verdict file, its folder, and the claims folder."""
    from proofread.audit import records
    from proofread.audit.selection import UsageError, select
    from proofread.audit.sources import SourceError
    from proofread.audit.storing import RecordError

    try:
        selection = select((), Path.cwd())
        folder = reports or selection.reports
        return records.load(folder / "verdicts.json"), folder, selection.claims
    except (UsageError, SourceError, RecordError) as why:
        raise Stop(str(why)) from None


@main.command()
@click.argument("files", nargs=-1, type=PATH, metavar="[FILE]...")
@click.option("--bind", is_flag=True, help="Also compare the hashes with those of the claims.")
def recheck(files: tuple[Path, ...], bind: bool) -> None:
    """The kernel again over saved evidence, in a fresh process.  [default: reports/evidence/*.jsonl]

    Without FILE the verdict file beside it is held against the evidence, too.
    """
    chosen = files or tuple(_saved_evidence())
    for file in chosen:
        if not file.is_file():
            raise Stop(f"{file}: there is no such file")
    command = [sys.executable, "-m", "proofread.trusted.recheck", *map(str, chosen)]
    code = subprocess.run(command, check=False, env=_found_by_children()).returncode
    problems = [*([] if files else _unsupported(chosen)), *(_unbound(chosen) if bind else [])]
    for message in problems:
        click.echo(message)
    sys.exit(1 if problems else code)


def _found_by_children() -> dict[str, str]:
    """The environment, with this package importable also where it is not installed."""
    import os

    folders = [str(Path(__file__).resolve().parents[1]), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(f for f in folders if f)}


def _saved_evidence() -> list[Path]:
    from proofread.audit.selection import UsageError, select
    from proofread.audit.sources import SourceError

    try:
        folder = select((), Path.cwd()).reports / "evidence"
    except (UsageError, SourceError) as why:
        raise Stop(str(why)) from None
    found = sorted(folder.glob("*.jsonl"))
    if not found:
        raise Stop(f"{folder}: there is no saved evidence (write it with: proofread check claims)")
    return found


def _unsupported(files: tuple[Path, ...]) -> list[str]:
    from proofread.audit.supporting import unsupported

    file = files[0].parent.parent / "verdicts.json"
    return unsupported(file) if file.is_file() else []


def _unbound(files: tuple[Path, ...]) -> list[str]:
    from proofread.audit.binding import unbound

    return unbound(files, Path.cwd())


main.add_command(cli_text.new)
main.add_command(cli_text.schema)
main.add_command(cli_mutation.mutate)
main.add_command(cli_mutation.suggest)
main.add_command(cli_comparing.diff)
main.add_command(cli_export.export)

if __name__ == "__main__":
    main()
