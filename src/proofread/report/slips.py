"""Slips put into what is proved: how many were noticed, by document and by claim, and which were not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from proofread.audit import slip_figures
from proofread.audit.slip_figures import TRUE

Entry = Mapping[str, Any]
MEANING = """<p>A slip is a change that people or scanners make: a sign, a factor, a transpose, a dropped square or
hypothesis, another size or index, the wrong option. It is noticed when an exact instance refutes it or its sizes do not
fit. One that is proved to be true itself does not count. Whatever is left over is listed.</p>"""
TITLES = ("", "Statements", "Slips tried", "Noticed", "Proved true", "Neither", "Noticed of those not true")
HEAD = "<tr>" + "".join(f'<th scope="col">{t}</th>' for t in TITLES) + "</tr>"


@dataclass(frozen=True)
class Slips:
    """The figures on record. `stale`: documents whose proved statements have changed since."""

    figures: Entry
    stale: tuple[str, ...]

    def of(self, document: str, digest: str) -> Entry | None:
        """The figures of a statement, unless they are stale."""
        if document in self.stale:
            return None
        return next((s for s in self._of(document) if s["hash"] == digest), None)

    def _of(self, document: str) -> list[Entry]:
        return [s for s in self.figures["statements"] if s["document"] == document]


def read(records: Mapping[str, Any], reports: Path) -> Slips | None:
    """The figures beside the verdict file; None where there are none. RecordError where they cannot be read."""
    file = reports / slip_figures.FILE
    if not file.is_file():
        return None
    figures, proved = slip_figures.load(file), slip_figures.proved_hashes(records)
    known = {d["id"] for d in records["documents"]}
    return Slips(slip_figures.only(figures, known), tuple(slip_figures.stale(figures, proved)))


def summary(s: Entry) -> str:
    """Of one statement: "5 of 6 slips noticed, 1 proved true"."""
    t = slip_figures.totals([s])
    true = sum(n for status, n in t["counts"].items() if status in TRUE)
    said = [f"{t['killed']} of {t['tried']} noticed"]
    said += [f"{true} proved true"] if true else []
    said += [f"{x['said']} ({x['kind']}) was neither" for x in s["survivors"]]
    said += [f"{x['said']} is not needed" for x in s["not_needed"]]
    return "; ".join(said)


def section(slips: Slips | None) -> str:
    """The section of the page, or nothing where there are no figures."""
    if slips is None:
        return ""
    statements = slips.figures["statements"]
    rows = [_row(d["id"], d, d["id"] in slips.stale) for d in slips.figures["documents"]]
    missing = set(slips.stale) - {d["id"] for d in slips.figures["documents"]}
    rows += [f'<tr><th scope="row">{escape(d)}</th><td colspan="6">not tried yet</td></tr>' for d in sorted(missing)]
    whole = _row("all", slip_figures.totals(statements), False)
    table = f'<table class="ledger"><thead>{HEAD}</thead><tbody>{"".join(rows)}{whole}</tbody></table>'
    lists = f"{_claims(statements)}{_survivors(statements)}{_not_needed(statements)}"
    title = '<section aria-labelledby="slips"><h2 id="slips">Slips put into what is proved</h2>'
    return f'{title}{MEANING}<div class="scroll">{table}</div>{lists}</section>'


def _row(name: str, t: Entry, stale: bool) -> str:
    true = sum(n for status, n in t["counts"].items() if status in TRUE)
    flag = ' <span class="flag">out of date: the claims have changed since</span>' if stale else ""
    counts = (t["statements"], t["tried"], t["killed"], true, t["survived"])
    numbers = "".join(f'<td class="n">{n}</td>' for n in counts)
    share = f"{t['rate']} %" if t["rate"] else "–"
    return f'<tr><th scope="row">{escape(name)}{flag}</th>{numbers}<td class="n">{share}</td></tr>'


def _claims(statements: Iterable[Entry]) -> str:
    """By claim: the statements of one function together; those of which most is missed come first."""
    by_claim: dict[tuple[str, str], list[Entry]] = {}
    for s in statements:
        by_claim.setdefault((s["claim"]["file"], s["claim"]["name"]), []).append(s)
    totals = [(slip_figures.totals(own), name) for name, own in by_claim.items()]
    ordered = sorted(totals, key=lambda x: (float(x[0]["rate"] or 100), x[1]))
    rows = "".join(_row(f"{name} in {file}", t, False) for t, (file, name) in ordered)
    return _folded(
        f"By claim ({len(ordered)})", f'<div class="scroll"><table class="ledger"><tbody>{rows}</tbody></table></div>'
    )


def _survivors(statements: Iterable[Entry]) -> str:
    found = [(s, x) for s in statements for x in s["survivors"]]
    blind = [s for s in statements if s["defect"]]
    defects = "".join(f"<li>{_place(s)}: no slip in it is noticed</li>" for s in blind)
    rows = "".join(f"<li>{_place(s)}: {escape(x['kind'])}: <code>{escape(x['said'])}</code></li>" for s, x in found)
    alert = (
        f'<p class="alert">Claims in which nothing is noticed ({len(blind)}):</p><ul>{defects}</ul>' if blind else ""
    )
    return alert + (_folded(f"Neither refuted nor proved ({len(found)})", f"<ul>{rows}</ul>") if found else "")


def _not_needed(statements: Iterable[Entry]) -> str:
    found = [(s, x) for s in statements for x in s["not_needed"]]
    rows = "".join(f"<li>{_place(s)}: <code>{escape(x['said'])}</code></li>" for s, x in found)
    return _folded(f"Hypotheses that are not needed ({len(found)})", f"<ul>{rows}</ul>") if found else ""


def _place(s: Entry) -> str:
    place = str(s["id"]).partition("#")[0]
    return f'<a href="#{escape(place)}">{escape(s["id"])}</a>'


def _folded(title: str, body: str) -> str:
    return f"<details><summary>{escape(title)}</summary>{body}</details>"
