"""The command line for pages: the report woven into a Markdown key, as Markdown or as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from proofread.text.results import Result

SUFFIXES = (".md", ".html")


def fits(paths: Sequence[Path], out: Path) -> None:
    """UsageError unless one page is woven, into another file."""
    if len(paths) != 1 or paths[0].suffix != ".md":
        raise click.UsageError("--weave takes one key, a Markdown page: proofread check key.md --weave out.md")
    if out.suffix not in SUFFIXES:
        raise click.UsageError(f"--weave {out}: a page ends in {' or '.join(SUFFIXES)}")
    if out.resolve() == paths[0].resolve() or (out.exists() and paths[0].exists() and out.samefile(paths[0])):
        raise click.UsageError(f"--weave {out}: this is the key itself; name another file")


def write(key: Path, out: Path, results: Sequence[Result], totals: str) -> None:
    """The page with the report, whole or not at all. OSError, RecordError, or ValueError where the key has changed."""
    from proofread.audit import storing
    from proofread.text.reading import opened
    from proofread.text.weaving import woven

    with opened(key) as stream:
        page = stream.read().decode("utf-8", "surrogateescape")
    made = woven(page, results, totals, marks=out.suffix == ".md")
    text = _html(made, key.stem) if out.suffix == ".html" else made
    storing.write(out, text.encode("utf-8", "surrogateescape"))


def _html(page: str, title: str) -> str:
    """HTML in the page is shown, not obeyed: a key is not trusted."""
    from html import escape

    from markdown_it import MarkdownIt

    body = MarkdownIt("commonmark", {"html": False}).render(page.encode("utf-8", "replace").decode("utf-8"))
    style = files("proofread.report").joinpath("style.css").read_text("utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>proofread: {escape(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
