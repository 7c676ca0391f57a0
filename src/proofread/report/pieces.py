"""One place as a card: what is printed, the claim read back, the outcome, and what stands behind it."""

from __future__ import annotations

from html import escape
from typing import Any

from proofread.report import formulas, instances, slips
from proofread.report.names import displayed
from proofread.report.view import Claimed, Spot, lines_text
from proofread.report.wording import FLAGS, SEVERITIES, VERDICTS, Word, role_text, word_of
from proofread.trusted import printing
from proofread.trusted.terms import is_poison

BESIDE_PRINT = ("printed", "truth", "without-condition")
SETTLED = ("proved", "computed")


def chip(word: Word, count: int | None = None) -> str:
    """Sign and word; colour only repeats them."""
    number = "" if count is None else f" {count}"
    return f'<span class="chip {word.tone}"><span aria-hidden="true">{word.sign}</span> {word.label}{number}</span>'


def card(spot: Spot) -> str:
    """The place as an article. Its id is the place's."""
    item, word = spot.item, word_of(spot.item)
    body = [_print_and_claim(spot), _facts(spot), _evidence(spot)]
    return (
        f'<article class="place {word.tone}" id="{escape(item["id"])}" data-word="{word.key}" '
        f'data-document="{escape(item["document"])}">{_head(spot, word)}{"".join(body)}</article>'
    )


def _head(spot: Spot, word: Word) -> str:
    item = spot.item
    link = f'<a href="#{escape(item["id"])}">{escape(item["id"])}</a>'
    flags = "".join(f'<span class="flag">{escape(FLAGS.get(f, f))}</span>' for f in item.get("flags", ()))
    said = [SEVERITIES.get(item.get("severity") or "", ""), lines_text(spot)]
    meta = " · ".join(s for s in said if s)
    return f'<h3>{link} {chip(word)}{flags} <span class="meta">{meta}</span></h3>'


# --- print and claim ------------------------------------------------------------------------------------------------


def _print_and_claim(spot: Spot) -> str:
    claim = _claim(spot)
    wide = "" if claim else " alone"
    return f'<div class="pair{wide}">{_print(spot)}{claim}</div>'


def _print(spot: Spot) -> str:
    item = spot.item
    key = item.get("key")
    said = f'<p class="key">Printed key: <b>{escape(key) or "left blank"}</b></p>' if key is not None else ""
    return f'<section><h4>Printed</h4><code class="print">{escape(item["printed"])}</code>{said}</section>'


def _claim(spot: Spot) -> str:
    """The statements that speak for the print, read back from their terms."""
    truncated = spot.of_role("truncated") if "truncated" in spot.item.get("flags", ()) else []
    read = spot.of_role(*BESIDE_PRINT) + truncated + [c for c in spot.claimed if c.role.startswith("reading:")]
    options = [c for c in spot.claimed if c.role.startswith("option:")]
    if not read and not options:
        return ""
    body = "".join(_read_back(c) for c in read) + (_options(options) if options else "")
    return f"<section><h4>Read back from the claim</h4>{body}</section>"


def _read_back(c: Claimed) -> str:
    head = "" if c.role in BESIDE_PRINT else f"<p>{escape(role_text(c.role))}: {verdict(c)}</p>"
    return head + statement(c)


def statement(c: Claimed) -> str:
    """The formula with what it quantifies over and assumes."""
    if c.goal is None:
        return f'<p class="formula"><code>{escape(str(c.entry.get("text", "")))}</code></p>'
    show = displayed(c.nodes)
    given = formulas.assumed(c.hypotheses, show)
    if is_poison(c.goal) is not None:
        return formulas.formula(c.goal, show)
    where = f'<p class="where">{formulas.quantified(c.nodes, show)}{", assuming" if given else ""}</p>'
    return formulas.formula(c.goal, show) + where + _folded(c, given)


def _folded(c: Claimed, given: str) -> str:
    """More than a handful of hypotheses is folded away."""
    if len(c.hypotheses) <= 4:
        return given
    return f"<details><summary>{len(c.hypotheses)} assumptions</summary>{given}</details>"


def _options(options: list[Claimed]) -> str:
    rows = [
        f'<tr><th scope="row">{escape(role_text(c.role).removeprefix("option "))}</th><td>{verdict(c)}</td>'
        f"<td>{goal(c)}</td></tr>"
        for c in options
    ]
    return f'<table class="options">{"".join(rows)}</table>'


def goal(c: Claimed) -> str:
    return formulas.formula(c.goal, displayed(c.nodes)) if c.goal is not None else escape(str(c.entry.get("text", "")))


def verdict(c: Claimed) -> str:
    tone = {"proved": "good", "computed": "fair", "refuted": "bad", "conflict": "bad"}.get(c.verdict, "open")
    sign = VERDICTS.get(c.verdict, "?")
    return f'<span class="verdict {tone}"><span aria-hidden="true">{sign}</span> {escape(c.verdict)}</span>'


# --- what was found -------------------------------------------------------------------------------------------------


def _facts(spot: Spot) -> str:
    rows = [*_right(spot), *_fails(spot), *_suggested(spot), *_notes(spot)]
    return f'<dl class="facts">{"".join(f"<dt>{t}</dt><dd>{d}</dd>" for t, d in rows)}</dl>' if rows else ""


def _right(spot: Spot) -> list[tuple[str, str]]:
    """What it should say, and the condition it lacks."""
    title = "Our answer" if spot.item["outcome"] == "blank" else "Should read"
    said = _in_words if spot.item["outcome"] == "blank" else lambda c: ""
    rows = [
        (title if c.verdict in SETTLED else "Proposed", said(c) + _correction(c)) for c in spot.of_role("corrected")
    ]
    if spot.item.get("corrected") and not rows and spot.item["outcome"] != "damaged":  # readings stand beside the print
        options = any(c.role.startswith("option:") for c in spot.claimed)
        rows.append(("Right" if options else title, f"<b>{escape(spot.item['corrected'])}</b>"))
    if spot.item.get("condition"):
        rows.append(("Only if", condition(spot)))
    return rows


def _in_words(c: Claimed) -> str:
    return f"<p>{escape(c.entry['reading'])}</p>" if c.entry.get("reading") else ""


def _correction(c: Claimed) -> str:
    doubt = "" if c.verdict in SETTLED else " <strong>Not proved, so no correction yet.</strong>"
    return f'<div class="beside">{goal(c)}{verdict(c)}{doubt}</div>'


def condition(spot: Spot) -> str:
    """The hypotheses that only the statement with the condition has."""
    held, plain = spot.of_role("with-condition"), spot.of_role("without-condition")
    if not held or not plain or held[0].goal is None:
        return escape(spot.item["condition"])
    more = [h for h in held[0].hypotheses if h not in plain[0].hypotheses]
    show = displayed(held[0].nodes)
    return "".join(formulas.formula(h, show) for h in more) + f'<p class="where">with it: {verdict(held[0])}</p>'


def _fails(spot: Spot) -> list[tuple[str, str]]:
    """The witness of each refuted print, step and option that was keyed."""
    broken = [c for c in spot.of_role("printed", "truth", "without-condition", "step") if c.entry.get("witness")]
    return [("Does not follow at" if c.role == "step" else "Fails at", witness(c)) for c in broken]


def _suggested(spot: Spot) -> list[tuple[str, str]]:
    """What stands near each refuted print and is proved; of two statements that say the same, once."""
    rows = []
    for c in spot.claimed:
        if (found := c.suggested) is None:
            continue
        show = displayed(c.nodes)
        if found.nearest is not None:
            kind, near = found.nearest
            rows.append(("Nearest proved edit", f'{formulas.formula(near, show)}<p class="where">{escape(kind)}</p>'))
        rows += [("Proved under", "".join(formulas.formula(p, show) for p in props)) for props in found.enough]
        if found.nearest is None and not found.enough:
            rows.append(("Near it", escape(found.none)))
    return list(dict.fromkeys(rows))


def witness(c: Claimed) -> str:
    """The instance, and both sides there."""
    given = c.entry["witness"]
    said = "".join(f'<span class="formula">{side}</span>' for side in sides(c))
    return instance(given, c) + (f'<div class="beside"><small>there</small> {said}</div>' if said else "")


def sides(c: Claimed) -> list[str]:
    """Each side of the relation with its value at the witness."""
    if not c.sides:
        return [f"<code>{escape(str(v))}</code>" for v in c.entry.get("values", ())]
    show = displayed(c.nodes)
    return [f"{formulas.math(printing.readable(a, show))} = {instances.written(v)}" for a, v in c.sides]


def instance(given: Any, c: Claimed) -> str:
    try:
        return instances.as_html(instances.bindings(given, c.nodes))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return f"<code>{escape(str(given))}</code>"


READ = {
    "agreed": "by two readers independently of each other, who agree",
    "settled": "by two readers independently of each other; where they differed, it was settled by computing",
    "stale": "by others before the claim was changed",
    "one": "by one reader only",
}


def _notes(spot: Spot) -> list[tuple[str, str]]:
    """What the audit explains, less what the table of options says already, and the claim read aloud."""
    options = any(c.role.startswith("option:") for c in spot.claimed)
    said = [s for s in (spot.item.get("note") or "").split(" · ") if s and not (options and s.startswith("option "))]
    items = "".join(f"<li>{escape(s)}</li>" for s in said)
    rows = [("Note", escape(said[0]) if len(said) == 1 else f"<ul>{items}</ul>")] if said else []
    if (read := READ.get(spot.item.get("readings", ""))) is not None:
        rows.append(("Read", read))
    reading = next((c.entry["reading"] for c in spot.claimed if c.entry.get("reading")), "")
    answered = spot.item["outcome"] == "blank" and spot.of_role("corrected")  # said there already
    return [*rows, ("In words", escape(reading))] if reading and not answered else rows


# --- evidence -------------------------------------------------------------------------------------------------------


def _evidence(spot: Spot) -> str:
    if not spot.claimed:
        return ""
    n = len(spot.claimed)
    title = f"{n} statement{'s' if n > 1 else ''}: verdicts, ledger, samples, how to reproduce"
    full = "".join(_record(c) for c in spot.claimed if c.role != "swept")
    swept = [f"<li>{verdict(c)} <code>{escape(c.entry['id'])}</code></li>" for c in spot.claimed if c.role == "swept"]
    other = f'<div class="record"><h4>Under other conventions</h4><ul>{"".join(swept)}</ul></div>' if swept else ""
    return f"<details><summary>{title}</summary>{full}{other}</details>"


def _record(c: Claimed) -> str:
    e = c.entry
    above = c.role in (*BESIDE_PRINT, "corrected") or c.role.startswith(("option:", "reading:"))
    shown = "" if above else statement(c)
    rows = [
        ("reason given", e.get("why")), ("rests on", "; ".join(e.get("ledger", ()))), ("samples", _samples(e)),
        ("slips", slips.summary(c.slips) if c.slips else None),
        ("tried", "; ".join(e.get("reasons", ()))), ("code", e.get("detail")), ("evidence", _size(c)),
    ]  # fmt: skip
    body = "".join(f"<dt>{t}</dt><dd>{escape(str(d))}</dd>" for t, d in rows if d)
    if e.get("reproduce"):
        body += f"<dt>reproduce</dt><dd><code>{escape(e['reproduce'])}</code></dd>"
    head = f"<h4>{escape(role_text(c.role))} {verdict(c)} <code>{escape(e['id'])}</code></h4>"
    return f'<div class="record">{head}{shown}<dl>{body}</dl></div>'


def _samples(e: Any) -> str:
    s = e.get("samples")
    if not s or not s.get("tried"):
        return ""
    others = "".join(f", {s[k]} {k}" for k in ("discarded", "unknown") if s.get(k))
    gap = s.get("gap")
    seen = "" if not gap else "; compared exactly" if gap == "exact" else f"; a relative difference of {gap} would show"
    return f"{s.get('passed', 0)} held of {s['tried']} drawn{others}{seen}"


def _size(c: Claimed) -> str:
    if not c.size:
        return ""
    size = f"{c.size} bytes" if c.size < 1000 else f"{c.size / 1000:.1f} kB"
    return f"{size}, statement {c.entry.get('hash')}"
