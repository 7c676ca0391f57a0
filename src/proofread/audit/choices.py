"""A question with options: every option is judged by its content before the letters are compared with the key."""

from __future__ import annotations

from collections.abc import Mapping

from proofread.audit import verdicts
from proofread.audit.judging import ItemOutcome, Note, Part, agree, alone, condition_text, parts_of
from proofread.audit.verdicts import Verdict
from proofread.language.statements import Item
from proofread.trusted.printing import text


def judge_choice(item: Item, found: Mapping[str, Verdict]) -> ItemOutcome:
    """The outcome of a question; `corrected` is our key."""
    options = _options(item, parts_of(item, found))
    flags = frozenset(f for o in options.values() for f in o.flags if f == "damaged")
    used = tuple(v for o in options.values() for v in o.used)
    said = (*(f"option {k}: {o.outcome}" for k, o in options.items()), *_explained(item, found))
    notes = tuple(n for o in options.values() for n in o.notes)
    outcomes = {o.outcome for o in options.values()}
    for open_ in ("conflict", "undecided", "supported", "damaged"):
        if open_ in outcomes:
            return ItemOutcome(open_, flags, used, said=said, notes=notes)
    right = _right(item, {k for k, o in options.items() if o.outcome in ("sound", "conditional")})
    condition = "; ".join(f"{k}: {o.condition}" for k, o in options.items() if o.condition and k in right)
    outcome = _compared(item, right)
    notes += _recorded(item, right, outcome)
    return ItemOutcome(outcome, flags, used, letters(right) or "none", condition or None, said, notes)


def letters(keys: set[str]) -> str:
    """Keys as a claim writes them: "acd", or with commas where one has several letters."""
    return ("" if all(len(k) == 1 for k in keys) else ",").join(sorted(keys))


def _options(item: Item, parts: Mapping[str, Part]) -> dict[str, ItemOutcome]:
    names = dict.fromkeys(role.split(":")[1] for role in parts if role.startswith("option:"))
    return {k: _option(k, parts) for k in names}


def _option(k: str, parts: Mapping[str, Part]) -> ItemOutcome:
    """sound: the option is right; conditional: right under its condition; wrong: it is not."""
    role = f"option:{k}"
    readings = {r.rpartition(":")[2]: p for r, p in parts.items() if r.startswith(f"{role}:reading:")}
    if readings:
        judged = {n: ItemOutcome(alone(p.verdict), used=(p.verdict,)) for n, p in readings.items()}
        return agree(judged, {n: text(p.statement.goal) for n, p in readings.items()})
    plain, held = parts[role], parts.get(f"{role}:with-condition")
    outcome = alone(plain.verdict)
    if held is None or outcome == "sound":
        return ItemOutcome(outcome, used=(plain.verdict,), notes=_contradictory(plain))
    if outcome == "wrong" and verdicts.settled(held.verdict):
        condition = condition_text(held.statement, plain.statement)
        return ItemOutcome("conditional", used=(plain.verdict, held.verdict), condition=condition)
    under = alone(held.verdict)
    return ItemOutcome(outcome if outcome != "wrong" else under, used=(plain.verdict, held.verdict))


def _contradictory(part: Part) -> tuple[Note, ...]:
    v = part.verdict
    if isinstance(v, verdicts.IllPosed) and v.cause == "assumptions":
        return (Note("contradictory", v.message, "mend the assumptions of the claim", part.statement.role),)
    return ()


def _right(item: Item, plain: set[str]) -> set[str]:
    """With the options that speak of others: "all of these" stands in place of the options it names."""
    right = set(plain)
    for d in item.derived:
        if d.relation == "all" and set(d.of) <= plain:
            right = (right - set(d.of)) | {d.option}
        if d.relation == "none" and not set(d.of) & plain:
            right |= {d.option}
    return right


def key_of(item: Item, key: str) -> set[str]:
    """The options a key names: one, or several letters written together or with commas."""
    names = {r.split(":")[1] for s in item.statements if (r := s.role).startswith("option:")}
    names |= {d.option for d in item.derived}
    if key in names:
        return {key}
    return {c for c in key.replace(",", "") if c in names}


def _compared(item: Item, right: set[str]) -> str:
    key, several = item.key, len(item.correct or "") > 1 and item.correct != "none"
    if key == "":
        return "blank" if len(right) == 1 or (several and right) else "several" if right else "none"
    asked = key_of(item, key) if key is not None else None
    if asked == right and right:
        return "sound"
    if not right:
        return "none"
    if asked is not None and len(asked) > 1:
        return "wrong"
    if len(right) > 1:
        return "several"
    return "sound" if asked is None else "wrong"


def _recorded(item: Item, right: set[str], outcome: str) -> tuple[Note, ...]:
    """A finding is recorded by `correct`, which has to name just the options that are right."""
    ours = letters(right) or "none"
    recorded = (
        None if item.correct is None else "none" if item.correct == "none" else letters(key_of(item, item.correct))
    )
    if recorded is not None and recorded != ours:
        message = f"the claim records {item.correct!r}; right is {ours!r}"
        return (Note("unconfirmed", message, f'correct="{ours}"'),)
    if recorded is None and outcome in ("wrong", "several", "none"):
        against = (
            f"the key is {item.key!r}" if item.key else "the key is blank" if item.key == "" else "there is no key"
        )
        return (Note("unrecorded", f"right is {ours!r}; {against}", f'correct="{ours}"'),)
    return ()


def _explained(item: Item, found: Mapping[str, Verdict]) -> tuple[str, ...]:
    """Conventions under which another option would be right."""
    fits: dict[str, list[str]] = {}
    for s in item.statements:
        if s.role == "swept" and verdicts.settled(found[s.id]):
            option, _, chosen = s.id.rpartition("#")[2].partition("@")
            fits.setdefault(chosen, []).append(option)
    return tuple(f"under {chosen}: {', '.join(options)}" for chosen, options in fits.items())
