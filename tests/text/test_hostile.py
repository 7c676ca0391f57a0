"""Hostile files: what stands between two good items costs itself, says where and what to do; no terminal obeys it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofread.cli_text import visible
from proofread.text.batches import Made, entries, made
from proofread.text.limits import MOST_DIGITS, MOST_ENTRIES, MOST_LINE
from proofread.text.reading import opened
from proofread.text.results import UNREADABLE
from tests.text.test_auditing import run, written

GOOD = b'{"id": "good", "says": "1 + 1 == 2"}'
LAST = GOOD.replace(b"good", b"last")


def item(**fields: Any) -> bytes:
    return json.dumps({"id": "bad", **fields}).encode()


# What stands on the line, and the column of the error (0: any).
LINES: dict[str, tuple[bytes, int]] = {
    "NUL": (b"\0", 1),
    "NUL in a text": (b'{"id": "bad", "says": "1 \0== 1"}', 26),
    "NUL escaped": (item(says="1 \0== 1"), 0),
    "a second byte order mark": (b"\xef\xbb\xbf" + item(says="1 == 1"), 1),
    "line ends of old": (item(says="1 == 1") + b"\r" + item(says="1 == 1"), 0),
    "no UTF-8": (b'{"id": "\xff", "says": "1 == 1"}', 9),
    "UTF-16": ('{"says": "1 == 1"}'.encode("utf-16"), 1),
    "half a character": (b'{"id": "bad", "says": "\\ud800"}', 0),
    "NaN": (b'{"id": "bad", "says": NaN}', 23),
    "Infinity": (b'{"id": "bad", "says": "1 == 1", "note": -Infinity}', 41),
    "a huge number": (b'{"id": "bad", "says": ' + b"9" * 6000 + b"}", 23),
    "more than a float": (b'{"id": "bad", "says": 1e999}', 0),
    "a name twice": (b'{"id": "bad", "says": "1 == 1", "id": "bad2"}', 33),
    "no object": (b'["says", "1 == 1"]', 1),
    "no name": (b'{"id": null, "says": "1 == 1"}', 0),
    "a number as name": (b'{"id": 7, "says": "1 == 1"}', 0),
    "a long name": (item(id="a" * 100_000, says="1 == 1"), 0),
    "a name that steers": (item(id="bad\x1b[31m", says="1 == 1"), 0),
    "a name that turns": (item(id="bad\u202e", says="1 == 1"), 0),
    "a name again": (GOOD, 0),
    "a field that steers": (b'{"id": "bad", "\\u001b[2J": "1"}', 0),
    "a sign that steers": (item(says="\x1b[2J == 1"), 0),
    "a long line": (b" " * MOST_LINE + b"  1", 1),
    "brackets": (item(says="(" * 15_000 + "1"), 0),
    "lists": (b'{"id": "bad", "says": ' + b"[" * 100_000, 1),
    "signs": (item(says="-" * 15_000 + "1 == 1"), 0),
    "lambdas": (item(says="lambda x: " * 1500 + "1"), 0),
    "attributes": (item(let={"x": "scalar"}, says="x.__class__ == 1"), 0),
    "a method": (item(let={"x": "scalar"}, says="x.real == 1"), 0),
    "dunder": (item(says="__import__('os') == 1"), 0),
    "a format": (item(says="f'{1}' == 1"), 0),
    "a tower": (item(says="2**2**2**2**2**2 == 1"), 0),
    "a large power": (item(says="9**999 * 9**999 == 1"), 0),
    "digits": (item(says="1" * (MOST_DIGITS + 1) + " == 1"), 0),
    "undeclared": (item(says="y == 1"), 0),
    "a unit": (item(let={"x": "vector[0.5]"}, says="x == x"), 0),
    "a large size": (item(let={"x": "vector[65]"}, says="x == x"), 0),
    "many entries": (item(let={"x": "tensor[64, 64, 2]"}, says="x == x"), 0),
    "a circle": (item(where={"a": "b", "b": "a"}, says="a == 1"), 0),
    "itself": (item(where={"f": "lambda x: f(x)"}, says="f(1) == 1"), 0),
    "applied to itself": (item(where={"w": "lambda f: f(f)"}, says="w(w) == 1"), 0),
    "a size of itself": (item(let={"x": "vector[x]"}, says="x == x"), 0),
    "division by nothing": (item(says="Q('1/0') == 1"), 0),
}


def judged(file: Path) -> list[Made]:
    return list(map(made, entries([file])))


@pytest.mark.parametrize("name", LINES)
def test_a_hostile_line_costs_itself(name: str, tmp_path: Path) -> None:
    line, column = LINES[name]
    file = tmp_path / "key.jsonl"
    file.write_bytes(b"\n".join((GOOD, line, LAST)) + b"\n")
    first, bad, last = judged(file)
    assert first.statements and last.statements
    assert bad.result is not None and bad.result.outcome == UNREADABLE
    error = bad.result.record["error"]
    assert error["line"] == 2 and error["problem"] and error["remedy"], error
    assert (error["column"] == column) if column else error["column"] >= 1, error
    assert len(json.dumps(error)) < 2000  # what is shown is short, however long the line


def test_as_many_entries_as_are_allowed_are_read(tmp_path: Path) -> None:
    rows = [{"id": "a", "let": {"x": "matrix[64, 64]"}, "says": "x == x"}]
    assert MOST_ENTRIES == 64 * 64 and judged(written(tmp_path, "key.jsonl", rows))[0].statements


TOML = {
    "dotted names": 'a.b.c = 1\nsays = "1 == 1"',
    "a date": "says = 1979-05-27",
    "a time of day": "says = 07:32:00",
    "a table twice": 'let = {x = "scalar"}\nlet.y = "scalar"\nsays = "x == y"',
    "a name twice": 'says = "1 == 1"\nsays = "1 == 2"',
    "no number": "says = nan",
    "a table of others": 'says = "1 == 1"\n[other]\nz = 1',
    "a backslash": 'says = "\\alpha == 1"',
    "a quotation that never ends": 'says = "1 == 1',
    "a control character": 'says = "\x1b[2J"',
    "NUL": 'says = "1 == \0"',
}


@pytest.mark.parametrize("name", TOML)
def test_a_hostile_table_costs_itself(name: str, tmp_path: Path) -> None:
    file = tmp_path / "key.toml"
    good = '[[item]]\nid = "{}"\nsays = "1 + 1 == 2"\n'
    file.write_text(good.format("a") + f'[[item]]\nid = "bad"\n{TOML[name]}\n' + good.format("z"), newline="\n")
    found = judged(file)
    assert [m.entry.id for m in found if m.statements and m.entry] == ["a", "z"]
    (bad,) = [m.result for m in found if m.result is not None]
    assert bad.outcome == UNREADABLE and bad.record["error"]["line"] >= 4 and bad.record["error"]["remedy"]


def test_dotted_names_of_a_table_are_read(tmp_path: Path) -> None:
    file = tmp_path / "key.toml"
    file.write_text('[[item]]\nlet.x = "scalar"\nsays = "x == x"\n', newline="\n")
    assert judged(file)[0].statements


# --- files that are none --------------------------------------------------------------------------------------------


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "loop.jsonl").symlink_to("loop.jsonl")
    (tmp_path / "device.toml").symlink_to("/dev/zero")
    (tmp_path / "nowhere.md").symlink_to("absent.md")
    (tmp_path / "folder.toml").mkdir()
    for name in ("pipe.jsonl", "loop.jsonl", "device.toml", "nowhere.md", "folder.toml", "absent.md"):
        with pytest.raises(OSError, match=name):
            opened(tmp_path / name)
        code, output = run("check", tmp_path / name)
        assert code == 2 and output.startswith("Error: ") and name in output


def test_a_link_to_a_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "key.jsonl").write_bytes(GOOD)
    (tmp_path / "link.jsonl").symlink_to("key.jsonl")
    assert judged(tmp_path / "link.jsonl")[0].statements


@pytest.mark.parametrize("suffix", ["toml", "jsonl", "md"])
def test_an_empty_file_has_nothing_to_check(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"key.{suffix}").write_bytes(b"")
    code, output = run("check", tmp_path / f"key.{suffix}")
    assert code == 5 and "nothing to check" in output


# --- what is printed ------------------------------------------------------------------------------------------------


def test_nothing_printed_steers_a_terminal(tmp_path: Path) -> None:
    steering = "\x1b[31m\x07\x9b2J\u202e\x7f"
    rows = [{"id": "a", "readings": {steering: "1 == 1", "b": "1 == 2"}}, {"id": "b", steering: "1"},
            {"id": "c", "options": {"a": "1 == 1"}, "key": steering}]  # fmt: skip
    file = written(tmp_path, "key.jsonl", rows)
    for form in ("text", "json"):
        _, output = run("check", file, "--jobs", "1", "--format", form)
        assert "\\u001b" in output and all(line.isprintable() for line in output.splitlines())
        if form == "json":
            first = next(json.loads(row) for row in output.splitlines() if row.startswith("{"))
            assert steering in first["statements"][0]["id"]  # which means what it meant


def test_letters_of_every_writing_stay_as_they_are() -> None:
    assert visible("Ω ⊙ é 𝔸 \t\n\x7f") == "Ω ⊙ é 𝔸 \\u0009\\u000a\\u007f"
    assert json.loads(visible(json.dumps("\U000e0001\u2028", ensure_ascii=False))) == "\U000e0001\u2028"


# --- anything -------------------------------------------------------------------------------------------------------

PIECES = (
    b"'''",
    b'"', b"{", b"}", b"[[item]]\n", b"says", b"=", b"\n", b"\r", b'"""', b"#", b"\\", b"\0", b"\xef\xbb\xbf",
    b"```claim\n", b"```", b"~~~", b'let = {x = "scalar"}', b'says = "x == x"', b":", b",", b"__class__", b"1e999",
    b"NaN", b"\xff", b"\x1b[31m", GOOD,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["toml", "jsonl", "md"]),
    st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6)), max_size=12),
)
def test_any_bytes_are_items_or_errors_with_a_place(suffix: str, parts: list[bytes]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"key.{suffix}"
        file.write_bytes(b"".join(parts))
        for m in judged(file):
            error = {} if m.result is None else m.result.record.get("error", {})
            assert m.statements or m.result is not None
            assert not error or (error["line"] >= 1 and error["column"] >= 1 and error["problem"])
