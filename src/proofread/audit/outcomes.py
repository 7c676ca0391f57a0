"""The outcome of every place of a document: computed from verdicts, never typed in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from proofread.audit import readings
from proofread.audit.choices import judge_choice, key_of
from proofread.audit.finding import Finding
from proofread.audit.judging import ItemOutcome, Note, alone, grade, judge, worst
from proofread.audit.readings import Reading
from proofread.audit.sources import Place, Source
from proofread.audit.verdicts import Refuted, Verdict, word
from proofread.language.statements import CodeStatement, Item

FINDINGS = ("wrong", "several", "none", "conditional")
LEFT = ("supported", "undecided", "missing")  # work left, never a pass
BY_KIND = {"definition": "definition", "prose": "unchecked", "figure-lost": "unchecked"}
FLAG_ORDER = ("damaged", "ill-typed", "inherits", "gap", "truncated", "blank")


@dataclass(frozen=True)
class PlaceOutcome:
    """One place as records show it; see records.py for the fields."""

    id: str
    document: str
    kind: str
    outcome: str
    flags: tuple[str, ...]
    grade: str | None
    severity: str | None
    printed: str
    key: str | None
    corrected: str | None
    condition: str | None
    note: str
    readings: str
    claims: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True)
class Judgement:
    """One item with what it says together."""

    item: Item
    outcome: ItemOutcome


def outcomes(
    source: Source, items: Iterable[Item], found: Mapping[str, Verdict]
) -> tuple[tuple[PlaceOutcome, ...], tuple[Finding, ...]]:
    """Every place in the order of the document, and the findings. `found`: verdicts by statement id; items that lack
    one (a run cut short, a selection) are left out."""
    chosen = [i for i in items if all(s.id in found for s in i.statements)]
    judged = [Judgement(i, _judge(i, found)) for i in chosen if i.kind not in ("code", "definition")]
    by_place: dict[str, list[Judgement]] = {}
    for j in judged:
        by_place.setdefault(j.item.place or "", []).append(j)
    introduced = {i.place: i for i in chosen if i.kind == "definition"}
    results = {p: worst([j.outcome.outcome for j in js]) for p, js in by_place.items()}
    context = _Context(judged, results, {r.place: r for r in source.readings})
    places = [_place(source, p, by_place.get(p.id, []), introduced.get(p.id), context) for p in source.places]
    findings = [_finding(source, j.item, n, found) for j in judged for n in j.outcome.notes]
    findings += [f for j in judged for f in _of_lemma(source, j)] + [
        f for i in chosen for f in _of_code(source, i, found)
    ]
    findings += [f for j in judged for f in _of_key(source, j.item)]
    return tuple(places), tuple(findings)


def _judge(item: Item, found: Mapping[str, Verdict]) -> ItemOutcome:
    return judge_choice(item, found) if item.kind == "choice" else judge(item, found)


def unknown_places(source: Source, items: Iterable[Item]) -> tuple[str, ...]:
    """Messages for claims that cite a place the document does not have."""
    ids = [p.id for p in source.places]
    found = []
    for item in items:
        if item.place is not None and item.place not in ids:
            near = get_close_matches(item.place, ids, 1)
            hint = f"did you mean {near[0]}?" if near else f"places are listed in {source.folder.name}/statements.toml"
            found.append(f"{item.file}:{item.line}: {item.name}: no document has the place {item.place} ({hint})")
    return tuple(dict.fromkeys(found))


# --- one place ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Context:
    """What is known of the whole document: everything judged, the outcome of each place, what readers made of it."""

    everything: list[Judgement]
    results: Mapping[str, str]
    readings: Mapping[str, Reading]


def _place(
    source: Source, place: Place, parts: list[Judgement], introduced: Item | None, context: _Context
) -> PlaceOutcome:
    said = [p.outcome for p in parts]
    outcome = worst([s.outcome for s in said]) if said else _silent(place, introduced)
    flags = {f for s in said for f in s.flags}
    if place.kind == "blank" and said:
        flags |= {"blank"} - {outcome}
    spoken = [p.item for p in parts] or ([introduced] if introduced else [])
    shown = outcome in ("sound", "wrong", "conditional", "several", "none", "blank", "damaged")
    return PlaceOutcome(
        id=place.id, document=source.document, kind=place.kind, outcome=outcome,
        flags=tuple(f for f in FLAG_ORDER if f in flags),
        grade=grade(tuple(v for s in said for v in s.used)) if shown else None,
        severity=_severity(place, outcome, flags, parts, context), printed=place.printed, key=place.key,
        corrected=_joined(s.corrected for s in said), condition=_joined(s.condition for s in said),
        note=" · ".join(_notes(place, said, introduced)),
        readings=readings.status(context.readings.get(place.id), readings.digest(place.printed, spoken)),
        claims=tuple(dict.fromkeys(f"{i.file}:{i.name}" for i in spoken)),
        statements=tuple(s.id for p in parts for s in p.item.statements),
    )  # fmt: skip


def _silent(place: Place, introduced: Item | None) -> str:
    """Nothing is judged here: by the authored kind, or missing."""
    if introduced is not None and place.kind in ("statement", "definition"):
        return "definition"
    return BY_KIND.get(place.kind, "missing")


def _notes(place: Place, said: list[ItemOutcome], introduced: Item | None) -> list[str]:
    notes = [place.why] if place.why else []
    if not said and introduced is not None and place.kind == "statement":
        notes.append("the claims take it as a definition or premise")
    return [*notes, *dict.fromkeys(x for s in said for x in s.said)]


def _joined(parts: Iterable[str | None]) -> str | None:
    return "; ".join(dict.fromkeys(p for p in parts if p)) or None


def _severity(place: Place, outcome: str, flags: set[str], parts: list[Judgement], context: _Context) -> str | None:
    """answer: it changes a grade or an answer; result: a result; slip: without consequence. What the print's reader
    says of its consequence goes before what is guessed from its kind; whether it is a finding is never his to say."""
    if outcome not in FINDINGS:
        return None
    if place.severity:
        return place.severity
    if any(p.item.kind in ("choice", "answer") for p in parts) or place.key:
        return "answer" if outcome != "conditional" else "slip"
    if outcome == "conditional":
        return "slip"
    return "slip" if any(_recovers(p.item, context.everything, context.results) for p in parts) else "result"


def _recovers(item: Item, everything: list[Judgement], results: Mapping[str, str]) -> bool:
    """A wrong line whose derivation ends in a true line all the same."""
    if item.kind != "line":
        return False
    last = [j.item for j in everything if (j.item.file, j.item.name) == (item.file, item.name)][-1]
    return last.place != item.place and results.get(last.place or "") in ("sound", "conditional")


# --- findings -------------------------------------------------------------------------------------------------------


def _finding(source: Source, item: Item, note: Note, found: Mapping[str, Verdict]) -> Finding:
    statements = [s for s in item.statements if s.role == note.role] or item.statements[:1]
    v = found[statements[0].id] if statements else None
    witness = v.witness if isinstance(v, Refuted) and note.role else None
    line = statements[0].line if statements else item.line
    return Finding(
        item.place, source.document, item.file, line, item.name, note.kind, note.message, note.remedy, witness
    )


def _of_lemma(source: Source, j: Judgement) -> list[Finding]:
    """A lemma of ours that does not hold is an error of ours, whatever it is used for."""
    if j.item.place is not None or j.outcome.outcome != "wrong" or j.outcome.notes:
        return []
    i = j.item
    return [Finding(None, source.document, i.file, i.line, i.name, "lemma", "our lemma is false", "mend the claim")]


def _of_code(source: Source, item: Item, found: Mapping[str, Verdict]) -> list[Finding]:
    """Code that does not compute its formula; it never moves the outcome of a place."""
    out = []
    for s in item.statements:
        v = found[s.id]
        if isinstance(s, CodeStatement) and s.fails:
            if alone(v) != "wrong":
                said = f"{s.code} is said to fail, and no input was found where it does"
                out.append(Finding(s.place, source.document, s.file, s.line, s.name, "code", said, "leave fails out"))
        elif isinstance(s, CodeStatement) and alone(v) == "wrong":
            witness = v.witness if isinstance(v, Refuted) else None
            said = "; ".join(v.values) if isinstance(v, Refuted) else word(v)
            message = f"{s.code} does not compute the formula: {said}"
            out.append(
                Finding(s.place, source.document, s.file, s.line, s.name, "code", message, "mend the code", witness)
            )
    return out


def _of_key(source: Source, item: Item) -> list[Finding]:
    """A claim that takes another printed key than statements.toml has."""
    place = source.place(item.place or "")
    if item.kind != "choice" or place is None or not place.key or item.key is None:
        return []
    names = {r.split(":")[1] for s in item.statements if (r := s.role).startswith("option:")}
    names |= {d.option for d in item.derived}
    letters = {n.lower() for n in names}
    printed = {c.lower() for c in place.key.replace(",", "").replace(" ", "")}
    if not printed <= letters or printed == {k.lower() for k in key_of(item, item.key)}:
        return []
    message = f"the claim takes {item.key!r} as the printed key; statements.toml has {place.key!r}"
    remedy = f'key="{place.key}"'
    return [Finding(item.place, source.document, item.file, item.line, item.name, "unconfirmed", message, remedy)]
