"""The command that hands evidence to a second kernel: export coq."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from proofread.second_kernel.theorem import Exported

PATH = click.Path(path_type=Path)
NO_COQ = "coqc is not on the path, so nothing was checked (on Debian: apt-get install coq)"


class Unusable(click.ClickException):
    """An error the user can mend."""

    exit_code = 2


@click.group()
def export() -> None:
    """Write statements and their evidence for another checker."""


@export.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--to", "folder", type=PATH, default=Path("coq"), show_default=True, help="Folder that is written.")
@click.option("--check", "checked", is_flag=True, help="Let coqc check what was written.")
@click.option("--reports", type=PATH, help="Folder of the record.  [default: reports beside the claims folder]")
def coq(ids: tuple[str, ...], folder: Path, checked: bool, reports: Path | None) -> None:
    """Proved statements as Coq files, generated from their saved evidence. ID is a statement, or a place.

    Exit codes: 0 written (and accepted), 1 coqc refused a file, 2 wrong usage, no Coq form, or no coqc.
    """
    from proofread.second_kernel import running

    files = _exported(ids, reports)
    try:
        running.write(folder, files)
    except OSError as why:
        raise Unusable(f"{folder} cannot be written: {why}") from None
    click.echo(f"written: {', '.join(f'{name}.v' for name in files)} and the library they need, in {folder}")
    if checked:
        sys.exit(_check(folder, files))


def _check(folder: Path, files: dict[str, Exported]) -> int:
    from proofread.second_kernel import running

    coqc = running.compiler()
    if coqc is None:
        raise Unusable(NO_COQ)
    library = running.check_library(folder, coqc)
    if not library.accepted:
        raise Unusable(f"coqc refuses the library itself, {library.name}.v: {library.reason}")
    refused = 0
    for outcome in running.check(folder, files, coqc):
        refused += not outcome.accepted
        click.echo(f"{outcome.name}: {'accepted' if outcome.accepted else f'refused: {outcome.reason}'}")
    click.echo(f"{len(files) - refused} accepted, {refused} refused")
    return 1 if refused else 0


def _exported(ids: Iterable[str], reports: Path | None) -> dict[str, Exported]:
    """The files by name, in the order asked for."""
    from proofread.second_kernel.names import NotExportedError
    from proofread.second_kernel.running import file_name
    from proofread.second_kernel.theorem import export

    records, folder = _recorded(reports)
    files = {}
    for statement in (s for i in ids for s in _meant(i, records)):
        try:
            files[file_name(statement["id"])] = export(_evidence(statement, folder), statement["id"])
        except NotExportedError as why:
            raise Unusable(f"{statement['id']} is not exported: {why}") from None
    return files


def _recorded(reports: Path | None) -> tuple[dict[str, Any], Path]:
    from proofread.audit import records
    from proofread.audit.selection import UsageError, select
    from proofread.audit.sources import SourceError
    from proofread.audit.storing import RecordError

    try:
        folder = reports or select((), Path.cwd()).reports
        return records.load(folder / "verdicts.json"), folder
    except (UsageError, SourceError, RecordError) as why:
        raise Unusable(str(why)) from None


def _meant(id: str, records: dict[str, Any]) -> list[dict[str, Any]]:
    """The statement of that id, or every proved statement of the place."""
    exact = [s for s in records["statements"] if s["id"] == id]
    found = exact or [s for s in records["statements"] if s["place"] == id and s["verdict"] == "proved"]
    if not found:
        raise Unusable(f"no statement {id}, and no place {id} with a proved one (see: proofread show PLACE)")
    return found


def _evidence(statement: dict[str, Any], folder: Path) -> dict[str, Any]:
    from proofread.audit import evidence

    found, problems = evidence.load(folder / "evidence", [statement["document"]])
    if statement["hash"] not in found:
        wrong = "; ".join(problems) or f"it is not in {folder / 'evidence'} (write it with: proofread check claims)"
        raise Unusable(f"no evidence of {statement['id']}: {wrong}")
    return found[statement["hash"]]
