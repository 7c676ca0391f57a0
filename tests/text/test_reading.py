"""Files to entries: three formats, each item with its place; a bad item costs itself and no other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from proofread.text.entries import Entry
from proofread.text.errors import TextError
from proofread.text.limits import MOST_LINE
from proofread.text.reading import read

TOML = '''
title = "a key"  # with a comment
[[item]]
id = "a"
says = """
1 ==
[[item]]
1"""

[[item]]  # the next
id = "b"
says = '1 == 1'
[item.let]
x = "scalar"
'''
MARKDOWN = """# A page

```python
[[item]]
```

```claim
id = "a"
says = "1 == 1"
```
Prose.

~~~~claim
id = "b"
let = {x = "scalar"}
says = "x == y"
~~~~
"""


def written(tmp_path: Path, name: str, text: str | bytes) -> Path:
    file = tmp_path / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def entries(file: Path) -> list[Entry]:
    found = list(read(file))
    assert all(isinstance(r, Entry) for r in found), found
    return [r for r in found if isinstance(r, Entry)]


def said(file: Path) -> list[tuple[str, int, int]]:
    """What is read: an id, or the problem; with line and column."""
    out = []
    for r in read(file, file.name):
        out.append((r.id, r.line, 0) if isinstance(r, Entry) else (r.problem, r.line, r.column))
    return out


def test_toml_items_have_their_lines_and_places(tmp_path: Path) -> None:
    a, b = entries(written(tmp_path, "key.toml", TOML))
    assert (a.id, a.line, b.id, b.line) == ("a", 3, "b", 10)
    assert a.fields["says"] == "1 ==\n[[item]]\n1" and b.fields["let"] == {"x": "scalar"}
    source = a.source(("says",), a.fields["says"])
    assert source.place(0) == (6, 1) and source.place(len("1 ==\n[[item]]\n")) == (8, 1)
    assert b.source(("says",), "1 == 1").place(5) == (12, 14)


def test_markdown_blocks_are_items_and_other_blocks_are_prose(tmp_path: Path) -> None:
    a, b = entries(written(tmp_path, "key.md", MARKDOWN))
    assert (a.id, a.line, b.id, b.line) == ("a", 8, "b", 14)
    assert b.source(("says",), "x == y").place(5) == (16, 14)


def test_json_lines_have_their_columns(tmp_path: Path) -> None:
    (a,) = entries(written(tmp_path, "key.jsonl", '\n\n{"id": "a", "let": {"x": "scalar"}, "says": "x == y"}\n'))
    assert a.line == 3 and a.source(("says",), "x == y").place(5) == (3, 51)
    assert a.source(("let", "x"), "scalar").place(0) == (3, 27)


def test_every_bad_line_of_json_costs_itself(tmp_path: Path) -> None:
    good = b'{"id": "%s", "says": "1 == 1"}'
    deep = b'{"id": "d", "says": ' + b"[" * 100_000 + b"}"
    rows = [
        good % b"a",
        b"{",
        b"[1]",
        b"\xff\xfe",
        deep,
        b'{"id": "x", "id": "y"}',
        b'{"says": ' + b"9" * 5000 + b"}",
        b'{"id": ""}',
        b'{"id": 3}',
        b'{"id": "a"}',
        b'"' + b"x" * (3 * MOST_LINE) + b'"',
        b'{"id": "e", "says": "\\ud800"}',
        b'{"says": NaN}',
        good % b"z",
    ]
    found = said(written(tmp_path, "key.jsonl", b"\n".join(rows)))
    assert [line for _, line, _ in found] == list(range(1, len(rows) + 1))
    assert [f[0] for f in found][:4] == [
        "a",
        "not JSON: Expecting property name enclosed in double quotes",
        "a line that is no object",
        "not UTF-8",
    ]
    assert found[4][0] == "nested too deeply" and "stands twice" in found[5][0] and "digit" in found[6][0]
    assert [f[0] for f in found][7:10] == ["the id is not usable"] * 2 + ["the id a is taken by an item above"]
    assert found[10][0] == f"an item of more than {MOST_LINE} bytes" and "surrogate" in found[11][0]
    assert found[-1] == ("z", len(rows), 0)


def test_every_bad_item_of_toml_costs_itself(tmp_path: Path) -> None:
    good = '[[item]]\nid = "%s"\nsays = "1 == 1"\n'
    bad = [
        "[[item]]\nid = \n",
        "[[item]]\nid = 'q'\nx = " + "[" * 100_000 + "\n",
        "[[item]]\n[other]\nx = 1\n",
        '[[item]]\nid = "a"\n',
        "[[item]]\nid = 'z\xff'\n",
    ]
    text = (good % "a" + "".join(bad[:-1])).encode() + bad[-1].encode("latin-1") + (good % "b").encode()
    found = said(written(tmp_path, "key.toml", text))
    assert found[0] == ("a", 1, 0) and found[-1][0] == "b"
    assert found[1][:2] == ("not TOML: Invalid value", 5) and found[1][2] == 6
    assert [f[0] for f in found[2:6]] == [
        "nested too deeply",
        "a table that belongs to no item",
        "the id a is taken by an item above",
        "not UTF-8",
    ]


def test_a_block_that_is_not_closed_is_an_error(tmp_path: Path) -> None:
    found = said(written(tmp_path, "key.md", MARKDOWN + '\n```claim\nid = "c"\n'))
    assert [f[0] for f in found] == ["a", "b", "a claim block that is not closed"] and found[2][1] == 19


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TextError, match=r"read are \.toml, \.jsonl, \.md"):
        list(read(written(tmp_path, "key.yaml", "")))


ROWS = st.sampled_from(
    [
        b"[[item]]",
        b'id = "a"',
        b"id = '''",
        b'says = """',
        b'"""',
        b"'''",
        b"let = {x = 'scalar'}",
        b"[item.let]",
        b"```claim",
        b"```",
        b"~~~",
        b"\xff",
        b"#",
        b"[[item]] # x",
        b'{"id": "a"}',
        b'{"says": "x"}',
        b"{",
        b"=",
        b'"\\',
        b"",
        b"[" * 300,
    ]
)


@settings(max_examples=200, deadline=None)
@example([b"\r\x00", b"\r\x00", b"[[item]]"], "toml")  # a return alone ends no line
@given(st.lists(ROWS | st.binary(max_size=12), max_size=14), st.sampled_from(["toml", "jsonl", "md"]))
def test_whatever_a_file_holds_is_read_or_refused_with_its_place(rows: list[bytes], suffix: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        found = list(read(written(Path(folder), f"key.{suffix}", b"\n".join(rows))))
    for r in found:
        assert 1 <= r.line <= len(b"\n".join(rows).split(b"\n")) + 1
        assert isinstance(r, Entry) or (r.column >= 1 and r.problem)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.text(max_size=8),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
            lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["x", "says", "why"]), x, max_size=3),
            max_leaves=5,
        ),
        max_size=3,
    ),
    st.sampled_from(
        ["says", "options", "lines", "number", "readings", "answer", "let", "assume", "rounds", "expect", "conventions"]
    ),
)
def test_fields_of_any_form_are_taken_or_refused(fields: dict[str, object], name: str) -> None:
    from proofread.text.items import build

    made = {"says": "1 == 1", name: next(iter(fields.values()), None)}
    with_more = {**made, **fields, "id": "p"}
    for given_fields in ({**made, "id": "p"}, with_more):
        try:
            assert build(Entry("p", given_fields, "key.jsonl", 1, json.dumps(given_fields)))
        except TextError as error:
            assert error.line == 1 and error.column >= 1 and error.problem
