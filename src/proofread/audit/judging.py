"""One item of a claim, from the verdicts of its statements to what they say together. Nothing is typed in by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from proofread.audit import verdicts
from proofread.audit.verdicts import Computed, Conflict, IllPosed, Proved, Refuted, Supported, Verdict
from proofread.language.statements import Item, Statement
from proofread.trusted.printing import text

WORST_FIRST = (
    "conflict",
    "undecided",
    "wrong",
    "several",
    "none",
    "damaged",
    "conditional",
    "supported",
    "blank",
    "sound",
)


@dataclass(frozen=True)
class Note:
    """What is not as the claim records it. `kind` and `remedy` as in Finding; `role`: the statement it comes from."""

    kind: str
    message: str
    remedy: str = ""
    role: str = ""


@dataclass(frozen=True)
class ItemOutcome:
    """`used`: the verdicts that the outcome rests on; `corrected`: the right line or letters; `said`: explanations."""

    outcome: str
    flags: frozenset[str] = frozenset()
    used: tuple[Verdict, ...] = ()
    corrected: str | None = None
    condition: str | None = None
    said: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Part:
    """A statement of the item and its verdict."""

    statement: Statement
    verdict: Verdict


Parts = Mapping[str, Part]


def worst(outcomes: list[str]) -> str:
    return min(outcomes, key=WORST_FIRST.index)


def parts_of(item: Item, found: Mapping[str, Verdict]) -> dict[str, Part]:
    """The item's statements by role; of swept ones by id, since there are several."""
    plain = [s for s in item.statements if isinstance(s, Statement)]
    return {s.id if s.role == "swept" else s.role: Part(s, found[s.id]) for s in plain}


def judge(item: Item, found: Mapping[str, Verdict]) -> ItemOutcome:
    """A claim, an answer or a line. `found`: verdicts by statement id."""
    parts = parts_of(item, found)
    if any(role.startswith("reading:") for role in parts):
        return _readings(item, parts)
    if "printed" not in parts and "truth" not in parts and "without-condition" not in parts:
        return _ours(parts)
    out = _conditional(parts) if "without-condition" in parts else _printed(item, parts)
    if item.kind == "line":
        out = _with_steps(out, parts)
    return _swept(item, parts, out)


# --- one statement --------------------------------------------------------------------------------------------------


def alone(verdict: Verdict) -> str:
    """The outcome of one printed statement."""
    if verdicts.settled(verdict):
        return "sound"
    if isinstance(verdict, Refuted) or (isinstance(verdict, IllPosed) and verdict.cause == "shapes"):
        return "wrong"
    if isinstance(verdict, Supported):
        return "supported"
    return "conflict" if isinstance(verdict, Conflict) else "undecided"


def _single(part: Part) -> ItemOutcome:
    v = part.verdict
    notes: tuple[Note, ...] = ()
    if isinstance(v, IllPosed) and v.cause == "assumptions":
        notes = (Note("contradictory", v.message, "mend the assumptions of the claim", part.statement.role),)
    flags = frozenset({"ill-typed"}) if isinstance(v, IllPosed) and v.cause == "shapes" else frozenset()
    return ItemOutcome(alone(v), flags, (v,), notes=notes)


def grade(used: tuple[Verdict, ...]) -> str | None:
    """How what is established was established: the weaker of the two ways."""
    if any(isinstance(v, Computed) for v in used):
        return "computed"
    return "proved" if any(isinstance(v, Proved) for v in used) else None


# --- prints with a correction ---------------------------------------------------------------------------------------


def _printed(item: Item, parts: Parts) -> ItemOutcome:
    part = parts["truth" if "truth" in parts else "printed"]
    out = _single(part)
    if "truncated" in parts and out.outcome == "wrong" and verdicts.settled(parts["truncated"].verdict):
        out = ItemOutcome("sound", frozenset({"truncated"}), (parts["truncated"].verdict,))
    if "corrected" in parts:
        return _corrected(item, out, parts["corrected"])
    return _unrecorded(out, part) if out.outcome == "wrong" else out


def _unrecorded(out: ItemOutcome, part: Part) -> ItemOutcome:
    role = part.statement.role
    if isinstance(part.verdict, IllPosed):
        message, remedy = (
            f"what is printed is ill-shaped: {part.verdict.message}",
            "correction(printed, to=…), if the print is so",
        )
    else:
        message, remedy = "what is printed is false, and the claim does not record it", "correction(printed, to=…)"
    return replace(out, notes=(*out.notes, Note("unrecorded", message, remedy, role)))


def _corrected(item: Item, out: ItemOutcome, to: Part) -> ItemOutcome:
    """Both halves have to be confirmed: the print is refuted, what is proposed is proved."""
    notes = out.notes
    if out.outcome == "sound":
        message = "the correction is not confirmed: what is printed is not false"
        return replace(out, notes=(*notes, Note("unconfirmed", message, "return what is printed", "corrected")))
    used = out.used if out.outcome != "wrong" else (to.verdict,)
    if not verdicts.settled(to.verdict):
        message = f"the correction is not confirmed: it is {verdicts.word(to.verdict)}"
        notes = (*notes, Note("unconfirmed", message, "", "corrected"))
    return replace(out, used=used, corrected=item.correct or text(to.statement.goal), notes=notes)


def _ours(parts: Parts) -> ItemOutcome:
    """Where the key is blank, ours stands."""
    part = parts["corrected"]
    if verdicts.settled(part.verdict):
        return ItemOutcome("blank", frozenset(), (part.verdict,), corrected=text(part.statement.goal))
    out = _single(part)
    if out.outcome != "wrong":
        return out
    note = Note("unconfirmed", f"our answer is {verdicts.word(part.verdict)}", "mend the claim", "corrected")
    return replace(out, outcome="undecided", flags=frozenset(), notes=(*out.notes, note))


# --- conditions -----------------------------------------------------------------------------------------------------


def condition_text(with_it: Statement, without: Statement) -> str:
    """The hypotheses that the one has and the other lacks."""
    return " and ".join(text(h) for h in with_it.hypotheses if h not in without.hypotheses)


def _conditional(parts: Parts) -> ItemOutcome:
    without, with_it = parts["without-condition"], parts["with-condition"]
    condition = condition_text(with_it.statement, without.statement)
    plain, held = alone(without.verdict), _single(with_it)
    if held.outcome != "sound":
        if held.outcome == "wrong":
            note = Note(
                "unconfirmed", f"it is false even when {condition}", "correction(printed, to=…)", "with-condition"
            )
            held = replace(held, notes=(*held.notes, note))
        return replace(held, condition=condition)
    if plain == "sound":
        note = Note("unconfirmed", f"the condition is not needed: {condition}", "leave it out", "without-condition")
        return ItemOutcome("sound", frozenset(), (without.verdict,), notes=(note,))
    used = (with_it.verdict,)
    if plain == "wrong":
        return ItemOutcome("conditional", frozenset(), used, condition=condition)
    said = (f"proved when {condition}; whether it fails without is {verdicts.word(without.verdict)}",)
    return ItemOutcome("conflict" if plain == "conflict" else "undecided", frozenset(), (), None, condition, said)


# --- damaged text ---------------------------------------------------------------------------------------------------


def _readings(item: Item, parts: Parts) -> ItemOutcome:
    """All readings agree: that outcome, flagged. Otherwise damaged, with the table."""
    read = {role.removeprefix("reading:"): p for role, p in parts.items() if role.startswith("reading:")}
    return agree({name: _single(p) for name, p in read.items()}, {n: text(p.statement.goal) for n, p in read.items()})


def agree(read: dict[str, ItemOutcome], texts: dict[str, str]) -> ItemOutcome:
    outcomes = {o.outcome for o in read.values()}
    said = tuple(f"read as {name} ({texts[name]}): {o.outcome}" for name, o in read.items())
    used = tuple(v for o in read.values() for v in o.used)
    notes = tuple(n for o in read.values() for n in o.notes)
    if len(outcomes) == 1:
        return ItemOutcome(outcomes.pop(), frozenset({"damaged"}), used, said=said, notes=notes)
    broken = next((w for w in ("conflict", "undecided") if w in outcomes), "damaged")
    right = " or ".join(texts[n] for n, o in read.items() if o.outcome == "sound")
    return ItemOutcome(broken, frozenset({"damaged"}), used, right or None, said=said, notes=notes)


# --- lines ----------------------------------------------------------------------------------------------------------


def _with_steps(out: ItemOutcome, parts: Parts) -> ItemOutcome:
    """A true line that does not follow is a gap; a false one that follows from a wrong line inherits its error."""
    steps = {role: parts[role].verdict for role in ("step", "step-corrected") if role in parts}
    if out.outcome == "wrong":
        return _inherits(out, steps)
    if out.outcome not in ("sound", "conditional") or not steps:
        return out
    outcomes = [alone(v) for v in steps.values()]
    if "sound" in outcomes:
        return out
    if "conflict" not in outcomes and "wrong" in outcomes and alone(list(steps.values())[-1]) == "wrong":
        return replace(
            out, flags=out.flags | {"gap"}, said=(*out.said, "true, but not by the step from the line before")
        )
    left = worst([o for o in outcomes if o != "wrong"] or ["undecided"])
    return replace(
        out, outcome=worst([left, out.outcome]), said=(*out.said, f"the step from the line before is {left}")
    )


def _inherits(out: ItemOutcome, steps: Mapping[str, Verdict]) -> ItemOutcome:
    if "step" not in steps or not verdicts.settled(steps["step"]):
        return out
    kept = tuple(n for n in out.notes if n.kind != "unrecorded")
    return replace(
        out, flags=out.flags | {"inherits"}, notes=kept, said=(*out.said, "it follows from the wrong line before")
    )


# --- conventions ----------------------------------------------------------------------------------------------------


def _swept(item: Item, parts: Parts, out: ItemOutcome) -> ItemOutcome:
    """Other conventions under which the print would hold: an explanation, never a pass."""
    swept = [p for p in parts.values() if p.statement.role == "swept"]
    fits = [p.statement.id.rpartition("@")[2] for p in swept if verdicts.settled(p.verdict)]
    if not fits or out.outcome == "sound":
        return out
    return replace(out, said=(*out.said, f"what is printed would hold under {'; '.join(fits)}"))
