"""index.html: one file, no network, readable without scripts."""

from __future__ import annotations

from collections import Counter
from html import escape
from importlib.resources import files

from proofread.report import slips
from proofread.report.pieces import BESIDE_PRINT, SETTLED, card, chip, condition, goal, instance
from proofread.report.view import Document, Entry, Spot, View
from proofread.report.wording import APART, OPEN, SEVERITIES, WORDS, counted, is_erratum, word_of


def page(view: View) -> str:
    """The whole report."""
    style, script = (files("proofread.report").joinpath(f).read_text("utf-8") for f in ("style.css", "script.js"))
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>proofread: {_count(len(view.items), "place")} in {_count(len(view.documents), "document")}</title>
<style>{style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
<header>{_header(view)}</header>
<main>
{_unrecorded(view)}
{_findings(view)}
{_filter(view)}
{"".join(_document(d) for d in view.documents)}
{_ledger(view)}
{view.corpus}
{view.trust}
{slips.section(view.slips)}
</main>
<footer>{_footer(view)}</footer>
<script>{script}</script>
</body>
</html>
"""


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}{'' if n == 1 else 's'}"


# --- totals ---------------------------------------------------------------------------------------------------------


def _header(view: View) -> str:
    items = view.items
    counts = counted(items)
    total = sum(n for w, n in counts.items() if w not in APART)
    left = sum(counts.get(w, 0) for w in OPEN)
    decided = f"{total - left} of {total} places that can be decided are decided"
    errata = _count(sum(map(is_erratum, items)), "finding")
    rows = "".join(_total_row(d) for d in view.documents)
    return f"""\
<h1>proofread</h1>
<p class="lead">{decided}; {errata}{f"; <strong>{left} open</strong>" if left else ""}.</p>
<div class="scroll"><table class="totals"><caption>Documents</caption>
<thead><tr><th scope="col">Document</th><th scope="col">Places</th><th scope="col">Coverage</th></tr></thead>
<tbody>{rows}</tbody></table></div>
{_legend(counts)}"""


def _total_row(d: Document) -> str:
    counts = counted(d.items)
    title = escape(str(d.entry.get("title", "")))
    link = f'<a href="#document-{escape(d.entry["id"])}">{escape(d.entry["id"])}</a>'
    return (
        f'<tr><th scope="row">{link}<small>{title}</small></th><td class="n">{len(d.items)}</td>'
        f"<td>{_bar(counts)}{_chips(counts)}</td></tr>"
    )


def _bar(counts: dict[str, int]) -> str:
    """The share of every kind of place; hatched where it is work left."""
    said = ", ".join(f"{n} {WORDS[w].label}" for w, n in counts.items())
    parts = "".join(f'<i class="{WORDS[w].tone} w-{w}" style="flex:{n}"></i>' for w, n in counts.items())
    return f'<div class="bar" role="img" aria-label="{said or "no places"}">{parts}</div>'


def _chips(counts: dict[str, int]) -> str:
    return f'<div class="chips">{" ".join(chip(WORDS[w], n) for w, n in counts.items())}</div>'


def _legend(counts: dict[str, int]) -> str:
    rows = "".join(f"<dt>{chip(WORDS[w], n)}</dt><dd>{WORDS[w].meaning}</dd>" for w, n in counts.items())
    notes = (
        "<p>Indices count from 0. ⊙ multiplies entry by entry, x<sup>∘2</sup> squares every entry, "
        "sum(x) adds up all entries, D is the Jacobian (rows: the function, columns: the variable), "
        "[…] with an index under it is taken at that point. "
        "A size is at least 1 unless it says otherwise.</p>"
    )
    return f'<details class="legend"><summary>What the words and signs mean</summary><dl>{rows}</dl>{notes}</details>'


# --- findings -------------------------------------------------------------------------------------------------------


def _unrecorded(view: View) -> str:
    if not view.findings:
        return ""
    rows = "".join(_finding(f) for f in view.findings)
    title = f'<h2 id="unrecorded">Not settled in the claims ({len(view.findings)})</h2>'
    return f'<section class="alert" aria-labelledby="unrecorded">{title}<ul>{rows}</ul></section>'


def _finding(f: Entry) -> str:
    place = f.get("place")
    link = f'<a href="#{escape(place)}">{escape(place)}</a> ' if place else ""
    claim = f.get("claim") or {}
    where = f'<span class="meta">{escape(claim.get("name", ""))} in {escape(claim.get("file", ""))}</span>'
    remedy = f" Remedy: <code>{escape(f['remedy'])}</code>" if f.get("remedy") else ""
    return f"<li>{link}<b>{escape(f['kind'])}</b>: {escape(f['message'])}.{remedy} {where}</li>"


def _findings(view: View) -> str:
    errata = [s for d in view.documents for s in d.spots if is_erratum(s.item)]
    groups = []
    for severity, words in (*SEVERITIES.items(), (None, "severity not recorded")):
        found = [s for s in errata if s.item.get("severity") == severity]
        if found:
            rows = "".join(map(_brief, found))
            groups.append(f'<h3>{words[0].upper()}{words[1:]} ({len(found)})</h3><ul class="errata">{rows}</ul>')
    body = "".join(groups) or "<p>None so far.</p>"
    return f'<section aria-labelledby="findings"><h2 id="findings">Findings ({len(errata)})</h2>{body}</section>'


def _brief(spot: Spot) -> str:
    item = spot.item
    link = f'<a href="#{escape(item["id"])}">{escape(item["id"])}</a>'
    letters = item.get("key")
    key = "" if letters is None else f'<span class="meta">printed key: {escape(letters) or "left blank"}</span>'
    pair = f'<div class="pair"><code class="print">{escape(item["printed"])}</code><div>{_instead(spot)}</div></div>'
    return f"<li>{link} {chip(word_of(item))} {key}{pair}</li>"


def _instead(spot: Spot) -> str:
    """What stands against the print: the proved correction, the letters, the condition; else where it fails."""
    right = [c for c in spot.of_role("corrected") if c.verdict in SETTLED]
    if right:
        return '<span class="meta">should read</span>' + "".join(map(goal, right))
    only = f'<span class="meta">only if</span> {condition(spot)}' if spot.item.get("condition") else ""
    if any(c.role.startswith("option:") for c in spot.claimed):
        return f'<p><span class="meta">right:</span> <b>{escape(spot.item.get("corrected") or "none")}</b></p>{only}'
    if only:
        return only
    broken = [c for c in spot.of_role(*BESIDE_PRINT) if c.entry.get("witness")]
    if broken:
        return f'<span class="meta">fails at</span> {instance(broken[0].entry["witness"], broken[0])}'
    return '<span class="meta">no correction is proved</span>'


# --- documents ------------------------------------------------------------------------------------------------------


def _document(d: Document) -> str:
    name = escape(d.entry["id"])
    title, counts = escape(str(d.entry.get("title", ""))), counted(d.items)
    cards = "".join(card(s) for s in d.spots)
    return (
        f'<section class="document" aria-labelledby="document-{name}"><h2 id="document-{name}">{name}</h2>'
        f"<p>{title}</p>{_bar(counts)}{cards}</section>"
    )


def _filter(view: View) -> str:
    """Shown by the script: nothing on the page needs it."""
    counts = counted(view.items)
    boxes = "".join(
        f'<label><input type="checkbox" name="word" value="{w}" checked>{chip(WORDS[w], n)}</label>'
        for w, n in counts.items()
    )
    names = "".join(f"<option>{escape(d.entry['id'])}</option>" for d in view.documents)
    return f"""\
<form class="filter" id="filter" role="search" hidden>
<label>Search <input type="search" name="q" autocomplete="off"></label>
<label>Document <select name="document"><option value="">all</option>{names}</select></label>
<button type="button" name="work">Work left</button> <button type="reset">Show all</button>
<output aria-live="polite"></output>
<fieldset><legend>Outcomes</legend>{boxes}</fieldset>
</form>"""


def _ledger(view: View) -> str:
    """What all verdicts together rely on."""
    counts = Counter(x for d in view.documents for s in d.spots for c in s.claimed for x in c.entry.get("ledger", ()))
    if not counts:
        return ""
    rows = "".join(f"<tr><td>{escape(x)}</td><td class='n'>{n}</td></tr>" for x, n in counts.most_common())
    head = '<tr><th scope="col">Fact, oracle or understanding</th><th scope="col">Statements</th></tr>'
    return (
        '<section aria-labelledby="ledger"><h2 id="ledger">What the verdicts rest on</h2>'
        f'<div class="scroll"><table class="ledger"><thead>{head}</thead><tbody>{rows}</tbody></table></div></section>'
    )


def _footer(view: View) -> str:
    problems = "".join(f"<li>{escape(p)}</li>" for p in view.problems)
    unread = f"<p>Could not be read, and is therefore not shown:</p><ul>{problems}</ul>" if problems else ""
    again = "<p>Every proof can be checked again: <code>proofread recheck reports/evidence/*.jsonl</code></p>"
    return again + unread
