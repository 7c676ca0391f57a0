"""The words and signs of the report: outcomes, verdicts, severities, flags, and how outcomes are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Word:
    """A class of places as shown: never by colour alone. `tone` is a colour of the style sheet."""

    key: str
    sign: str
    label: str
    tone: str
    meaning: str


_WORDS = (
    Word("conflict", "‼", "conflict", "bad", "two kinds of evidence disagree: one of our own parts is wrong"),
    Word("wrong", "✗", "wrong", "bad", "what is printed is refuted by an exact instance"),
    Word("several", "≥2", "several right", "bad", "a choice question with more than one right option"),
    Word("none", "∅", "none right", "bad", "a choice question with no right option"),
    Word("conditional", "◐", "conditional", "warn", "true only under a condition the document does not state"),
    Word("damaged", "⁇", "damaged", "warn", "the transcription cannot be read without guessing"),
    Word("proved", "✓", "proved", "good", "what is printed is proved for every size and value"),
    Word("computed", "≐", "computed", "fair", "established by an exact computation outside the kernel"),
    Word("blank", "□", "blank", "info", "the key gives no answer; ours stands there, proved"),
    Word("definition", "≔", "definition", "calm", "introduces a symbol or a setup; nothing to refute"),
    Word("unchecked", "–", "unchecked", "calm", "no mathematical content, or a lost figure"),
    Word("supported", "~", "supported", "open", "only sampled so far: work left, not a pass"),
    Word("undecided", "?", "undecided", "open", "neither proved nor refuted: work left, not a pass"),
    Word("missing", "○", "missing", "open", "nothing speaks of this place yet: work left, not a pass"),
)
WORDS = {w.key: w for w in _WORDS}
SEVERITIES = {
    "answer": "changes a grade or an answer",
    "result": "changes a result",
    "slip": "a slip without consequence",
}
FLAGS = {
    "damaged": "damaged text",
    "ill-typed": "sizes do not fit",
    "inherits": "follows from an earlier error",
    "gap": "true, but does not follow from the line before",
    "truncated": "cut off, not rounded",
    "blank": "the key is blank",
}
VERDICTS = {
    "proved": "✓", "computed": "≐", "refuted": "✗", "supported": "~", "undecided": "?", "ill-posed": "⊥",
    "conflict": "‼",
}  # fmt: skip
ROLES = {
    "printed": "as printed",
    "truth": "as printed: is it true",
    "step": "does it follow from the line before",
    "step-corrected": "does it follow from the line before, corrected",
    "corrected": "corrected",
    "truncated": "as printed, digits cut off",
    "without-condition": "as printed",
    "with-condition": "under the condition",
    "code": "what the code computes",
    "program": "the printed program, run over rational numbers",
    "swept": "under another convention",
}
FINDINGS = ("wrong", "several", "none", "conditional")
OPEN = ("supported", "undecided", "missing", "conflict")
APART = ("definition", "unchecked")  # nothing in them could be decided


def word_of(item: Item) -> Word:
    """Sound places are shown by their grade; an outcome this report does not know is shown as undecided."""
    outcome = item["outcome"]
    if outcome == "sound":
        return WORDS["computed" if item.get("grade") == "computed" else "proved"]
    return WORDS.get(outcome, WORDS["undecided"])


def counted(items: Iterable[Item]) -> dict[str, int]:
    """How many places each word has, in the order of the legend; words that do not occur are left out."""
    counts = Counter(word_of(i).key for i in items)
    return {key: counts[key] for key in WORDS if counts[key]}


def is_erratum(item: Item) -> bool:
    """A finding of the author's own; what only follows from an earlier error is no second one."""
    return item["outcome"] in FINDINGS and "inherits" not in item.get("flags", ())


def role_text(role: str) -> str:
    """A statement's role in words: option:b:with-condition is "option b, under the condition"."""
    if role in ROLES:
        return ROLES[role]
    head, *rest = role.split(":")
    said = [f"{head} {rest[0]}"] if rest else [head]
    if "with-condition" in rest[1:]:
        said.append(ROLES["with-condition"])
    if rest[1:2] == ["reading"]:
        said.append(f"read as {rest[-1]}")
    return ", ".join(s if head != "reading" else f"read as {rest[0]}" for s in said)
