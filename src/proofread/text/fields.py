"""The fields of an item: one table, from which items are checked and the JSON Schema is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from proofread.text.entries import Entry
from proofread.text.limits import MOST_NAMES, MOST_PARTS

OUTCOMES = ("sound", "wrong", "conditional", "several", "none", "blank", "damaged", "supported", "undecided")


@dataclass(frozen=True)
class Field:
    """`form`: text, texts (one or several), table (name → text), values (name → list), lines, outcomes."""

    form: str
    says: str
    beside: tuple[str, ...] = ()  # the kinds of item it belongs to; all where empty


KINDS = ("says", "options", "lines", "number", "readings", "answer")
FIELDS: Mapping[str, Field] = {
    "id": Field("text", "the name of the item, once in a file"),
    "note": Field("text", "anything; not read"),
    "print": Field("text", "the formula as printed; shown, not read"),
    "reading": Field("text", "the statement read aloud, one sentence; shown, not read"),
    "let": Field("table", "symbols: name → sort, e.g. N → size, X → matrix[N, d], s2 → positive"),
    "where": Field("table", "abbreviations: name → expression, each from those above it"),
    "conventions": Field("values", "parameters the text leaves unsaid: name → values; the first decides"),
    "assume": Field("texts", "statements that are assumed"),
    "unstated": Field("texts", "conditions the document does not state: judged without them and with them", ("says",)),
    "says": Field("text", "a statement", ("says",)),
    "corrected": Field("texts", "what should stand there instead: proved, if what is printed is refuted",
                       ("says", "number")),
    "options": Field("table", "a question: letter → statement; also when(p, condition), all_of(…), none_of(…)"),
    "key": Field("text", 'the printed key, "a" or "ac"; "" where it is blank', ("options",)),
    "correct": Field("text", 'the right letters where the key is wrong; "none" if no option is right', ("options",)),
    "lines": Field("lines", "the lines of a derivation: terms that are equal, or statements that follow"),
    "number": Field("texts", "an expression (or several) for what is printed as decimals"),
    "rounds": Field("texts", 'the decimals as printed, as text: "2.58"', ("number",)),
    "readings": Field("table", "damaged text: name → what it may have said"),
    "answer": Field("text", "our answer, a statement, where the key is blank"),
    "expect": Field("outcomes", "outcomes that are no surprise; any other is a finding"),
}  # fmt: skip
LINE = {
    "says": Field("text", "the line: a term, or a statement"),
    "why": Field("text", "the reason given; shown, not read"),
    "corrected": Field("text", "what the line should be"),
    "condition": Field("text", "a condition the document does not state"),
    "start": Field("flag", "a new chain begins here"),
}


def check(entry: Entry) -> str:
    """The kind of the item. TextError for a field that is unknown, missing, of the wrong form or out of place."""
    for name, value in entry.fields.items():
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, 1)
            hint = f"did you mean {near[0]}?" if near else f"fields are {', '.join(FIELDS)}"
            raise entry.fail((name,), f"the field {_short(name)} is unknown", hint)
        _form(entry, (name,), FIELDS[name].form, value)
    kinds = [k for k in KINDS if k in entry.fields]
    if len(kinds) != 1:
        problem = f"an item with {' and '.join(kinds)}" if kinds else "an item that says nothing"
        raise entry.fail(tuple(kinds[1:2]), problem, f"it has one of {', '.join(KINDS)}")
    for name in entry.fields:
        if FIELDS[name].beside and kinds[0] not in FIELDS[name].beside:
            remedy = f"it goes with {' or '.join(FIELDS[name].beside)}"
            raise entry.fail((name,), f"{name} beside {kinds[0]}", remedy)
    if kinds[0] == "number" and "rounds" not in entry.fields:
        raise entry.fail(("number",), "a number without its print", 'add rounds = "2.58"')
    return kinds[0]


def _form(entry: Entry, path: tuple[str | int, ...], form: str, value: Any) -> None:
    fits, wanted = _FORMS[form]
    if not fits(value):
        remedy = 'write numbers as text: "0.66"' if isinstance(value, int | float) else f"write {wanted}"
        raise entry.fail(path, f"{path[-1]} is {_kind(value)}", remedy)
    many = len(value) if isinstance(value, list | dict) else 0
    if many > (MOST_NAMES if form == "table" else MOST_PARTS):
        raise entry.fail(path, f"{path[-1]} has {many} parts", "split the item")
    if form == "lines":
        for k, line in enumerate(value):
            _line(entry, k, line)


def _line(entry: Entry, k: int, line: Any) -> None:
    if isinstance(line, str):
        return
    path = ("lines", k)
    if not isinstance(line, dict) or "says" not in line:
        raise entry.fail(path, f"line {k + 1} is {_kind(line)}", 'write text, or {says = "…", why = "…"}')
    for name, value in line.items():
        if name not in LINE:
            raise entry.fail(path, f"line {k + 1} has a field {_short(name)}", f"its fields are {', '.join(LINE)}")
        _form(entry, (*path, name), LINE[name].form, value)


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:40]}…"


def _kind(x: Any) -> str:
    names = {bool: "a truth value", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table",
             datetime: "a date", date: "a date", time: "a time"}  # fmt: skip
    return names.get(type(x), "nothing" if x is None else type(x).__name__)


def _texts(x: Any) -> bool:
    return isinstance(x, str) or (isinstance(x, list) and len(x) > 0 and all(isinstance(t, str) for t in x))


def _table(x: Any) -> bool:
    return isinstance(x, dict) and all(isinstance(v, str) for v in x.values())


def _value(x: Any) -> bool:
    return (isinstance(x, int) and not isinstance(x, bool)) or isinstance(x, str)


def _values(x: Any) -> bool:
    return isinstance(x, dict) and all(isinstance(v, list) and v and all(map(_value, v)) for v in x.values())


def _outcomes(x: Any) -> bool:
    return _texts(x) and all(o in OUTCOMES for o in ([x] if isinstance(x, str) else x))


_FORMS: dict[str, tuple[Any, str]] = {
    "text": (lambda x: isinstance(x, str), "text in quotation marks"),
    "texts": (_texts, "text, or a list of texts"),
    "table": (_table, 'a table of texts: {N = "size"}'),
    "values": (_values, "a table of lists: {stride = [1, 2]}"),
    "lines": (lambda x: isinstance(x, list), 'a list of lines: ["x + x", "2*x"]'),
    "outcomes": (_outcomes, f"one or several of {', '.join(OUTCOMES)}"),
    "flag": (lambda x: isinstance(x, bool), "true or false"),
}


# --- JSON Schema ----------------------------------------------------------------------------------------------------

_TEXT = {"type": "string"}
_ONE_OR_MORE = {"oneOf": [_TEXT, {"type": "array", "items": _TEXT, "minItems": 1, "maxItems": MOST_PARTS}]}


def _schema_of(field: Field) -> dict[str, Any]:
    plain: dict[str, dict[str, Any]] = {"text": _TEXT, "texts": _ONE_OR_MORE, "flag": {"type": "boolean"}}
    made = plain.get(field.form, {})
    if field.form == "table":
        made = {"type": "object", "additionalProperties": _TEXT, "maxProperties": MOST_NAMES}
    if field.form == "values":
        values = {"type": "array", "minItems": 1, "items": {"type": ["integer", "string"]}}
        made = {"type": "object", "additionalProperties": values}
    if field.form == "lines":
        line = {"type": "object", "required": ["says"], "additionalProperties": False,
                "properties": {n: _schema_of(f) for n, f in LINE.items()}}  # fmt: skip
        made = {"type": "array", "minItems": 2, "maxItems": MOST_PARTS, "items": {"oneOf": [_TEXT, line]}}
    if field.form == "outcomes":
        one = {"enum": list(OUTCOMES)}
        made = {"oneOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    return {**made, "description": field.says}


def schema() -> dict[str, Any]:
    """The JSON Schema of one item: a line of .jsonl, an [[item]] of .toml, a claim block of .md."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "an item of a key, for proofread check",
        "type": "object",
        "properties": {name: _schema_of(f) for name, f in FIELDS.items()},
        "additionalProperties": False,
        "oneOf": [{"required": [k, "rounds"] if k == "number" else [k]} for k in KINDS],
        "dependentSchemas": {
            name: {"anyOf": [{"required": [k]} for k in f.beside]}
            for name, f in FIELDS.items() if f.beside and name not in f.beside
        },
    }  # fmt: skip
