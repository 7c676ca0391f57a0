"""Files to entries, one after another: TOML, JSON lines (streamed), Markdown with claim blocks.

What cannot be read costs one item: it is given out as an error in its place, and the next one is read.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from proofread.text.entries import Entry
from proofread.text.errors import TextError
from proofread.text.limits import MOST_DIGITS, MOST_FILE, MOST_LINE

SUFFIXES = (".toml", ".jsonl", ".md")
Read = Entry | TextError
_HEADER = re.compile(r"\s*\[\[\s*item\s*\]\]\s*(#.*)?")
_FENCE = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}|~{3,})\s*(?P<word>[^\s`]*)[^`]*")
_AT = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)")


def read(path: Path, shown: str = "") -> Iterator[Read]:
    """The entries of a file in its order. OSError where it cannot be opened; TextError for a suffix we do not read."""
    name = shown or path.as_posix()
    readers = {".toml": _toml, ".jsonl": _json_lines, ".md": _markdown}
    if path.suffix not in readers:
        raise TextError(f"a {path.suffix or 'nameless'} file", f"read are {', '.join(SUFFIXES)}", file=name)
    with opened(path) as stream:
        yield from _once(readers[path.suffix](stream, name))


def opened(path: Path) -> BinaryIO:
    """The file to read. OSError, in words, for what is no file: a pipe or a device may never end."""
    try:
        if not path.is_file():
            missing = not path.exists() and not path.is_symlink()
            raise OSError(f"{path}: {'there is no such file' if missing else 'not a file that can be read'}")
        return path.open("rb")
    except OSError as error:
        raise error if error.errno is None else OSError(f"{path}: {error.strerror}") from None


def _once(found: Iterator[Read]) -> Iterator[Read]:
    """Ids are unique in a file. Kept as short hashes: there may be very many."""
    seen: set[bytes] = set()
    for r in found:
        if isinstance(r, Entry):
            key = blake2b(r.id.encode("utf-8", "replace"), digest_size=12).digest()
            if key in seen:
                yield r.fail(("id",), f"the id {r.id} is taken by an item above", "give each item an id of its own")
                continue
            seen.add(key)
        yield r


def _entry(fields: dict[str, Any], file: str, line: int, raw: str, number: int) -> Read:
    """The entry, if it has a usable id; without one, it is called by its number."""
    given = fields.get("id", f"item-{number}")
    made = Entry(str(given), fields, file, line, raw)
    usable = isinstance(given, str) and 0 < len(given) <= 200 and given == given.strip() and given.isprintable()
    if not usable or "#" in given:
        return made.fail(("id",), "the id is not usable", "text of at most 200 characters, without # and line breaks")
    if _surrogates(fields):
        return made.fail((), "half a character (a lone surrogate)", "write the character itself")
    return made


def _surrogates(x: Any) -> bool:
    """Whether some text cannot be written out again."""
    if isinstance(x, str):
        return any("\ud800" <= c <= "\udfff" for c in x)
    if isinstance(x, dict):
        return any(_surrogates(k) or _surrogates(v) for k, v in x.items())
    return isinstance(x, list) and any(map(_surrogates, x))


# --- JSON lines -----------------------------------------------------------------------------------------------------


def _json_lines(stream: BinaryIO, file: str) -> Iterator[Read]:
    number = 0
    for line, data in _lines(stream):
        if data is not None and not data.strip():
            continue
        number += 1
        yield _too_long(file, line) if data is None else _json_item(data, file, line, number)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Lines with their numbers; None for one that is too long, which is passed over and never held."""
    number = 0
    while data := stream.readline(MOST_LINE + 1):
        number += 1
        if len(data) <= MOST_LINE:
            yield number, data
            continue
        while data and not data.endswith(b"\n"):
            data = stream.readline(MOST_LINE + 1)
        yield number, None


def _too_long(file: str, line: int) -> TextError:
    return TextError(f"an item of more than {MOST_LINE} bytes", "split it", file=file, line=line)


def _json_item(data: bytes, file: str, line: int, number: int) -> Read:
    text = _decoded(data, file, line)
    if isinstance(text, TextError):
        return text
    text = text.rstrip("\r\n")
    text = text.removeprefix("\ufeff") if line == 1 else text
    try:
        fields = json.loads(text, object_pairs_hook=_unique, parse_constant=_constant, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        remedy = next((r for sign, r in _REMEDIES.items() if text.startswith(sign, error.pos)), "one object a line")
        return TextError(f"not JSON: {error.msg}", remedy, file=file, line=line, column=error.pos + 1)
    except RecursionError:
        return TextError("nested too deeply", "an item is an object of texts, lists and tables", file=file, line=line)
    except _NotJson as error:
        column = text.rfind(error.said) + 1 or 1
        return TextError(error.problem, error.remedy, file=file, line=line, column=column)
    if not isinstance(fields, dict):
        return TextError("a line that is no object", 'write {"id": "…", "says": "…"}', file=file, line=line)
    return _entry(fields, file, line, text, number)


_REMEDIES = {"\ufeff": "take the byte order mark away", "\r": "end lines with a line feed", "\0": "take the NUL away"}


class _NotJson(ValueError):
    """What the standard library takes for JSON and we do not; `said`: as it is written."""

    def __init__(self, problem: str, remedy: str, said: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy, self.said = problem, remedy, said


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [k for k, _ in pairs]
        name = next(k for k in names if names.count(k) > 1)
        problem = f"the key {name[:40]!r} stands twice in one object"
        raise _NotJson(problem, "keep one of them", json.dumps(name, ensure_ascii=False))
    return made


def _constant(name: str) -> Any:
    raise _NotJson(f"{name} is no JSON", "write numbers as text", name)


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        problem = f"a number of {len(digits)} digits"
        raise _NotJson(problem, f"at most {MOST_DIGITS}: write it as a power, as text", digits)
    return int(digits)


def _decoded(data: bytes, file: str, line: int) -> str | TextError:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        at, column = line + before.count(b"\n"), error.start - before.rfind(b"\n")
        return TextError("not UTF-8", "save the file as UTF-8", file=file, line=at, column=column)


# --- TOML -----------------------------------------------------------------------------------------------------------


def _whole(stream: BinaryIO, file: str) -> list[bytes]:
    """The lines of a file that is read whole."""
    data = stream.read(MOST_FILE + 1)
    if len(data) > MOST_FILE:
        raise TextError(f"a file of more than {MOST_FILE} bytes", "write a .jsonl file: it is streamed", file=file)
    return BytesIO(data.removeprefix(b"\xef\xbb\xbf")).readlines()  # a line ends at \n alone


def _toml(stream: BinaryIO, file: str) -> Iterator[Read]:
    """Each [[item]] is read on its own, so that a fault in one is no fault of another."""
    chunks = _chunks(_whole(stream, file))
    head, *items = chunks
    if (problem := _head(head[1], file)) is not None:
        yield problem
    for number, (line, rows) in enumerate(items, 1):
        yield _toml_item(rows, file, line, number, header=True)


def _head(rows: list[bytes], file: str) -> TextError | None:
    """Before the first item stand comments, and a title."""
    fields = _toml_fields(rows, file, 1)
    if isinstance(fields, TextError):
        return fields
    unknown = next((k for k in fields if k not in ("title", "note")), None)
    if unknown is None:
        return None
    return TextError(f"{unknown[:40]} before the first item", "begin items with [[item]]", file=file)


def _chunks(rows: list[bytes]) -> list[tuple[int, list[bytes]]]:
    """The head and the items: line and rows of each. A header inside a text of several lines is none."""
    found: list[tuple[int, list[bytes]]] = [(1, [])]
    inside = ""
    for number, row in enumerate(rows, 1):
        text = row.decode("utf-8", "replace")
        if not inside and _HEADER.fullmatch(text.rstrip("\r\n")):
            found.append((number, []))
        found[-1][1].append(row)
        inside = _open_quote(text, inside)
    return found


_QUOTES = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#|\\.')


def _open_quote(text: str, inside: str) -> str:
    """The quotation of several lines that is open after this line."""
    at = 0
    while at < len(text):
        if inside:
            end = text.find(inside, at)
            while inside == '"""' and end > at and _escaped(text, end):
                end = text.find(inside, end + 1)
            if end < 0:
                return inside
            at, inside = end + 3, ""
            continue
        match = _QUOTES.search(text, at)
        if match is None or match.group() == "#":
            return ""
        at = match.end()
        inside = match.group() if match.group() in ('"""', "'''") else ""
    return inside


def _escaped(text: str, at: int) -> bool:
    """Whether an odd number of backslashes stands before."""
    before = text[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _toml_fields(rows: list[bytes], file: str, line: int) -> dict[str, Any] | TextError:
    data = b"".join(rows)
    if len(data) > MOST_LINE:
        return _too_long(file, line)
    text = _decoded(data, file, line)
    if isinstance(text, TextError):
        return text
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _toml_error(str(error), rows, file, line)
    except RecursionError:
        return TextError("nested too deeply", "an item is texts, lists and tables", file=file, line=line)
    except ValueError as error:
        return TextError(str(error), "", file=file, line=line)


_AS_TEXT = "texts stand in quotation marks; a backslash in \"…\" is written twice, in '…' once"


def _toml_error(message: str, rows: list[bytes], file: str, line: int) -> TextError:
    match = _AT.search(message)
    row, column = (int(match[1]), int(match[2])) if match and match[1] else (len(rows), 1)
    problem = f"not TOML: {_AT.sub('', message).strip()}"
    remedy = "a field stands once in an item" if "verwrite" in message or "utate" in message else _AS_TEXT
    return TextError(problem, remedy, file=file, line=line + row - 1, column=column)


def _toml_item(rows: list[bytes], file: str, line: int, number: int, header: bool) -> Read:
    fields = _toml_fields(rows, file, line)
    if isinstance(fields, TextError):
        return fields
    raw = b"".join(rows).decode("utf-8")
    if header:
        others = [k for k in fields if k != "item"]
        own = fields.get("item")
        if others or not isinstance(own, list) or len(own) != 1 or not isinstance(own[0], dict):
            remedy = "tables of an item are written [item.let], or let = {…}"
            return TextError("a table that belongs to no item", remedy, file=file, line=line)
        fields = own[0]
    return _entry(fields, file, line, raw, number)


# --- Markdown -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Block:
    """What stands between two fences: the word behind the first, its line from 1, and the line of the last row."""

    kind: str
    fence: str
    start: int
    rows: list[bytes]
    end: int
    closed: bool


def blocks(rows: list[bytes]) -> Iterator[Block]:
    """The fenced blocks of a page."""
    fence, kind, start, inside = "", "", 0, list[bytes]()
    for line, row in enumerate(rows, 1):
        match = _FENCE.fullmatch(row.decode("utf-8", "replace").rstrip("\r\n"))
        if not fence:
            if match is not None:
                fence, kind, start, inside = match["fence"], match["word"], line, []
        elif match is not None and not match["word"] and match["fence"].startswith(fence):
            yield Block(kind, fence, start, inside, line, True)
            fence = ""
        else:
            inside.append(row)
    if fence:
        yield Block(kind, fence, start, inside, len(rows), False)


def _markdown(stream: BinaryIO, file: str) -> Iterator[Read]:
    """The blocks between ```claim and ```, each the fields of one item in TOML."""
    claims = (b for b in blocks(_whole(stream, file)) if b.kind == "claim")
    for number, b in enumerate(claims, 1):
        if b.closed:
            yield _toml_item(b.rows, file, b.start + 1, number, header=False)
        else:
            yield TextError("a claim block that is not closed", f"close it with {b.fence}", file=file, line=b.start)
