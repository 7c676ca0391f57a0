"""errata.md: the list one would send to the author of a document. Nothing unproved is suggested as a correction."""

from __future__ import annotations

from collections.abc import Iterable

from proofread.report import instances, suggested
from proofread.report.formulas import term_text
from proofread.report.view import Claimed, Document, Spot, View, lines_text
from proofread.report.wording import APART, OPEN, SEVERITIES, counted, is_erratum
from proofread.trusted.terms import Node

SETTLED = ("proved", "computed")
LONGEST = 300  # letters of a formula beside an option
ENDLESS = 1000  # letters of a formula that nobody reads
_TITLES = {"answer": "Changes a grade or an answer", "result": "Changes a result", "slip": "Slips without consequence"}


def errata(view: View) -> str:
    """The list, as Markdown."""
    head = """# Errata

Each entry names the place, what is printed there, why it cannot stand, and what it should say. A counterexample is the
smallest one found and has been confirmed in exact arithmetic; a correction is given only where it has been proved or
computed exactly. Indices count from 0; an entry at a position that a formula computes counts as 0 outside its range.
"""
    parts = [head, *(_document(d) for d in view.documents)]
    return "\n".join(parts).rstrip() + "\n"


def _document(d: Document) -> str:
    own = [s for s in d.spots if is_erratum(s.item)]
    parts = [f"## {d.entry['id']}: {d.entry.get('title', '')}\n", _summary(d, own)]
    for severity in (*SEVERITIES, None):
        found = [s for s in own if s.item.get("severity") == severity]
        if found:
            parts += [f"### {_TITLES.get(severity or '', 'Not yet graded')}\n", *map(_entry, found)]
    parts += _section(d, "gap", "True, but not by the step shown", _gap)
    parts += _section(d, "blank", "Answers the key leaves blank", _blank)
    parts += _section(d, "truncated", "Numbers cut off rather than rounded", _place_and_print)
    parts += _section(d, "damaged", "Problems of the transcription, not of the author", _transcription)
    return "\n".join(parts)


def _summary(d: Document, own: list[Spot]) -> str:
    counts = counted(d.items)
    total = sum(n for w, n in counts.items() if w not in APART)
    left = sum(counts.get(w, 0) for w in OPEN)
    said = f"{total - left} of {total} places that can be decided have been decided."
    if left:
        said += f" {left} {'is' if left == 1 else 'are'} still open, so this list may be incomplete."
    none = "" if own else " No errors were found among them."
    return f"{said}{none}\n"


def _section(d: Document, flag: str, title: str, write: object) -> list[str]:
    assert callable(write)
    found = [s for s in d.spots if _belongs(s, flag)]
    return [f"### {title}\n", *map(write, found)] if found else []


def _belongs(s: Spot, flag: str) -> bool:
    """The outcome itself, or a flag beside it; a damaged place that is an error in every reading is the author's."""
    if flag == "damaged":
        return bool(s.item["outcome"] == "damaged")
    flagged = flag != "blank" and flag in s.item.get("flags", ()) and not is_erratum(s.item)
    return flagged or bool(s.item["outcome"] == flag)


# --- entries --------------------------------------------------------------------------------------------------------


def _entry(s: Spot) -> str:
    write = {"several": _choice, "none": _choice, "conditional": _conditional}.get(s.item["outcome"], _wrong)
    return write(s)


def _head(s: Spot) -> str:
    where = lines_text(s)
    return f"**{s.item['id']}**{f' ({where})' if where else ''}\n"


def _place_and_print(s: Spot) -> str:
    return "\n".join([_head(s), *_printed(s), *_in_words(s)])


def _in_words(s: Spot) -> list[str]:
    """How the claim reads what is printed."""
    reading = next((c.entry["reading"] for c in s.claimed if c.entry.get("reading")), "")
    return [f"Read as: {reading}\n"] if reading else []


def _shortened(text: str) -> str:
    """A formula that is too long for a line of text, as far as it goes."""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _printed(s: Spot) -> list[str]:
    lines = ["Printed:\n", f"{_fence(s.item['printed'])}\n"]
    key = s.item.get("key")
    return [*lines, f"Printed key: {key}\n" if key else "The key is blank.\n"] if key is not None else lines


def _fence(text: str) -> str:
    """A code block whose fence is longer than any run of backquotes inside."""
    runs = [len(r) for r in "".join(c if c == "`" else " " for c in text).split()]
    fence = "`" * max(3, 1 + max(runs, default=0))
    return f"{fence}latex\n{text.strip(chr(10))}\n{fence}"


def _wrong(s: Spot) -> str:
    if any(c.role.startswith("option:") for c in s.claimed):
        return _choice(s)
    flags = s.item.get("flags", ())
    parts = [_place_and_print(s), *_unreviewed(s)]
    if "ill-typed" in flags:
        parts.append("The sizes of what is printed do not fit together.\n")
    parts += [_counterexample(c) for c in s.of_role("printed", "truth") if c.entry.get("witness")]
    if "damaged" in flags:
        parts.append("The transcription is damaged here; the statement is false in every reading considered.\n")
    return "\n".join([*parts, *_corrections(s), *_near(s)])


def _near(s: Spot) -> list[str]:
    """What stands near the refuted print and is proved, where something was looked for and no better word is there."""
    if any(c.verdict in SETTLED for c in s.of_role("corrected", "with-condition")):
        return []
    rows = dict.fromkeys(f"- {line}" for c in s.claimed if c.suggested for line in suggested.as_text(c.suggested))
    return ["\n".join(["Looked for near what is printed:\n", *rows]) + "\n"] if rows else []


def _unreviewed(s: Spot) -> list[str]:
    return ["*Found by the audit and not yet recorded in the claim: review before sending.*\n"] if s.unrecorded else []


def _counterexample(c: Claimed) -> str:
    sides = _sides(c)
    return f"It fails, for example, at {_instance(c)}.{f' There, {sides}.' if sides else ''}\n"


def _sides(c: Claimed) -> str:
    """What the two sides are at the witness, and how they stand to each other."""
    failing, sides = c.failing, c.sides
    if failing is None or len(sides) != 2:
        return ""
    left, right = (_side(c, side, value) for side, value in sides)
    if failing.op == "apart":
        return f"both sides are `{left}`" if left == right else f"`{left}`, as is `{right}`"
    sign = {"ge": "≥", "gt": ">"}.get(failing.op)
    return f"`{left}` is not {sign} `{right}`" if sign else f"`{left}` but `{right}`"


def _side(c: Claimed, side: Node, value: str) -> str:
    """A side with its value; a number stands for itself, and a value alone for what is too long to read."""
    said = term_text(c.nodes, side)
    return value if said == value or len(said) > LONGEST else f"{said} = {value}"


def _instance(c: Claimed) -> str:
    try:
        found = instances.bindings(c.entry["witness"], c.nodes)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return f"`{c.entry['witness']}`"
    return f"`{instances.as_text(found)}`" if found else "the numbers as printed"


def _corrections(s: Spot) -> list[str]:
    ours = s.of_role("corrected")
    if not ours:
        return ["No correction has been established.\n"]
    return [_correction(c) for c in ours]


def _correction(c: Claimed) -> str:
    if c.verdict not in SETTLED:
        return "A correction has been proposed but not proved, so none is suggested here.\n"
    grade = "proved" if c.verdict == "proved" else "established by exact computation"
    said = _text(c)
    if len(said) > ENDLESS:
        return f"What is meant is {grade}; written out, it has {len(said)} characters and stands in the report.\n"
    return f"It should read ({grade}):\n\n    {said}\n"


def _text(c: Claimed) -> str:
    return term_text(c.nodes, c.goal) if c.goal is not None else str(c.entry.get("text", ""))


def _conditional(s: Spot) -> str:
    said = f"This holds only under a condition that the document does not state: {_condition(s)}.\n"
    parts = [_place_and_print(s), said]
    broken = [c for c in s.of_role("without-condition") if c.entry.get("witness")]
    parts += [f"Without it: {_counterexample(c)[0].lower()}{_counterexample(c)[1:]}" for c in broken]
    return "\n".join([*parts, *_near(s)])


def _condition(s: Spot) -> str:
    held, plain = s.of_role("with-condition"), s.of_role("without-condition")
    recorded = f"`{s.item.get('condition') or 'see the report'}`"
    if not held or not plain or held[0].goal is None:
        return recorded
    more = [h for h in held[0].hypotheses if h not in plain[0].hypotheses]
    return " and ".join(f"`{term_text(held[0].nodes, h)}`" for h in more) or recorded


def _choice(s: Spot) -> str:
    item, right = s.item, s.item.get("corrected")
    said = {
        "several": f"More than one option is right: {right}.",
        "none": "None of the options is right.",
    }.get(item["outcome"], f"The right answer is {right}." if right else "The key is not right.")
    if item.get("condition"):
        said = f"{said.removesuffix('.')}, under a condition ({item['condition']})."
    return "\n".join([_place_and_print(s), f"{said}\n", *_options(s)])


def _options(s: Spot) -> list[str]:
    rows = [f"- {_option(c)}" for c in s.claimed if c.role.startswith("option:")]
    return ["\n".join(rows) + "\n"] if rows else []


def _option(c: Claimed) -> str:
    """An option with its verdict; a formula too long to read gives way to what its sides are where it fails."""
    verdicts = {"proved": "true", "computed": "true, by exact computation", "refuted": "false"}
    verdict, said, sides = verdicts.get(c.verdict, c.verdict), _text(c), _sides(c)
    shown = sides if sides and len(said) > LONGEST else f"`{_shortened(said)}`"
    _, letter, kind, name = (*c.role.split(":"), "", "")[:4]
    words = {"reading": f", read as {name.replace('_', ' ')}", "with-condition": ", under the condition"}
    return f"option {letter}{words.get(kind, '')}: {verdict} ({shown})"


def _gap(s: Spot) -> str:
    said = "The line is true, but it does not follow from the line before by the reason given.\n"
    broken = [_counterexample(c) for c in s.of_role("step") if c.entry.get("witness")]
    return "\n".join([_place_and_print(s), said, *broken, *_near(s)])


def _blank(s: Spot) -> str:
    ours = [_answer(c) for c in s.of_role("corrected") if c.verdict in SETTLED]
    if not ours and s.item.get("corrected") and s.item.get("grade"):
        ours = [f"Our answer: {s.item['corrected']}.\n"]
    return "\n".join([_head(s), *_printed(s), *(ours or ["No answer of ours is proved.\n"])])


def _answer(c: Claimed) -> str:
    """In words, where the claim has them, and as a formula."""
    said = c.entry.get("reading")
    return f"Our answer ({c.verdict}):{f' {said}' if said else ''}\n\n    {_text(c)}\n"


def _transcription(s: Spot) -> str:
    note = s.item.get("note")
    return "\n".join([_place_and_print(s), *_lines(f"{note}." for note in [note] if note)])


def _lines(said: Iterable[str]) -> list[str]:
    return [f"{x}\n" for x in said]
