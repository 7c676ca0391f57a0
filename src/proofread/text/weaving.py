"""A page with the report woven into it: each claim block of a Markdown key is followed by what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from proofread.audit.witnesses import witness_text
from proofread.text.reading import Block, blocks
from proofread.text.results import UNREADABLE, Result

BEGIN, END = "<!-- proofread: begin -->", "<!-- proofread: end -->"
_WOVEN = re.compile(rf"\n?{BEGIN}\n.*?{END}\n", re.DOTALL)
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|!&~$])")  # what Markdown would take for its own
SETTLED = ("proved", "computed")
GRADED = ("sound", "blank")  # the grade is that of what is printed, or of our answer


def woven(page: str, results: Iterable[Result], totals: str, marks: bool = True) -> str:
    """The page again. `results`: one for each claim block, in their order; `marks`: around what is woven in, so that
    it is replaced when the page is woven again."""
    page, found = page.removeprefix("\ufeff"), list(results)
    rows, out, at = _rows(_WOVEN.sub("", page)), list[str](), 0
    if len(list(_claims(rows))) != len(found):  # our marks stood inside a block
        rows = _rows(page)
    for block, result in zip(_claims(rows), found, strict=True):
        out += rows[at : block.end]
        out += [_newline(out), *_marked(_said(result), marks)]
        at = block.end
    return "".join(
        [*out, *rows[at:], _newline(rows[at:]), *_marked([f"*Audited by proofread: {plain(totals)}*"], marks)]
    )


def _rows(page: str) -> list[str]:
    """A line ends at a line feed alone, as it does for the reader."""
    return re.findall(r"[^\n]*\n|[^\n]+", page)


def _claims(rows: list[str]) -> Iterator[Block]:
    return (b for b in blocks([row.encode("utf-8", "surrogateescape") for row in rows]) if b.kind == "claim")


def _newline(rows: list[str]) -> str:
    return "\n" if rows and not rows[-1].endswith("\n") else ""


def _marked(lines: list[str], marks: bool) -> list[str]:
    return [f"\n{BEGIN}\n" if marks else "\n", *(f"{row}\n" for row in lines), f"{END}\n" if marks else "\n"]


# --- one result -----------------------------------------------------------------------------------------------------


def _said(result: Result) -> list[str]:
    """The outcome as a quotation, with a list of what is behind it."""
    if result.outcome == UNREADABLE:
        e = result.record["error"]
        about = f"{e['field']}: " if e["field"] else ""
        remedy = f" ({plain(e['remedy'])})" if e["remedy"] else ""
        return [f"> **cannot be read**, line {e['line']}, column {e['column']}: {plain(about + e['problem'])}{remedy}"]
    flags = "".join(f", {plain(f)}" for f in result.record.get("flags", ()))
    grade = f" ({result.record['grade']})" if result.outcome in GRADED and result.record.get("grade") else ""
    rows = [f"> **{result.outcome}**{flags}{grade}"]
    points = list(_points(result))
    return [*rows, *([">"] if points else []), *(f"> {'' if p.startswith('  ') else '- '}{p}" for p in points)]


def _points(result: Result) -> Iterator[str]:
    record = result.record
    if record.get("key") is not None:
        yield f"printed key: {plain(record['key']) or 'blank'}"
    if record.get("corrected"):
        yield f"should read: {code(record['corrected'])}"
    if record.get("condition"):
        yield f"only if {code(record['condition'])}"
    yield from (plain(said) for said in record.get("said", ()))
    for line in record.get("lines", ()):
        said = f": {'; '.join(map(plain, line['said']))}" if line["said"] else ""
        yield f"line {plain(line['line'])}: {', '.join([line['outcome'], *map(plain, line['flags'])])}{said}"
    for s in record.get("statements", ()):
        yield from _statement(s)
    for f in result.findings:
        remedy = f" ({plain(f['remedy'])})" if f["remedy"] else ""
        yield f"**not recorded**: {plain(f['message'])}{remedy}"


def _statement(s: dict[str, Any]) -> Iterator[str]:
    """What is stated and what became of it; where it fails, at which instance and with which values."""
    yield f"{code(s['text'])} is {s['verdict']}"
    if s["verdict"] in SETTLED:
        return
    if s.get("witness"):
        yield f"  - at {code(witness_text(s['witness']))}: {'; '.join(map(code, s.get('values', ())))}"
    yield from (f"  - {plain(reason)}" for reason in (*s.get("reasons", ()), s.get("message")) if reason)


def plain(text: str) -> str:
    """Words, none of whose signs Markdown takes for its own, in one line."""
    return _SIGNS.sub(r"\\\1", " ".join(_seen(text).split()))


def code(text: str) -> str:
    """A formula as it is; its fence is longer than any inside."""
    said = " ".join(_seen(text).split())
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", said)), default=0))
    space = " " if said.startswith("`") or said.endswith("`") else ""
    return f"{fence}{space}{said}{space}{fence}"


def _seen(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
