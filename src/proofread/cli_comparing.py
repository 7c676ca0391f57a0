"""The command `proofread diff`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

PATH = click.Path(path_type=Path)
NOTHING = "—"


@click.command()
@click.argument("old", type=PATH)
@click.argument("new", type=PATH)
def diff(old: Path, new: Path) -> None:
    """What changed between two verdict files.  Exit code 0: nothing; 1: something; 2: a file cannot be read."""
    from proofread.audit.comparing import changes
    from proofread.audit.records import load
    from proofread.audit.storing import RecordError

    try:
        found = changes(load(old), load(new))
    except RecordError as why:
        click.echo(f"Error: {why}", err=True)
        sys.exit(2)
    for c in found:
        said = {"came": f"new: {c.now}", "gone": f"gone, was {c.was}"}
        sign = " (weaker)" if c.kind == "weaker" else ""
        click.echo(f"{c.id}: {said.get(c.kind) or f'{c.what}: {c.was or NOTHING} → {c.now or NOTHING}{sign}'}")
    weaker = sum(c.kind == "weaker" for c in found)
    click.echo(f"{len(found)} changes, {weaker} of them weaker verdicts")
    sys.exit(1 if found else 0)
