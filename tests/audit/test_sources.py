"""The print: what is read from statements.toml; what is refused stands in tests/test_cli.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofread.audit.sources import SourceError, read_source, uncovered

CLAIMS = Path(__file__).resolve().parents[2] / "claims"
TEXT = """
document = "doc"
title = "A test"
source = "doc.txt"
sha256 = "0"
line_count = 4

[[place]]
id = "doc/a"
lines = [1, 2]
kind = "statement"
printed = 'x'
key = "b"

[[prose]]
lines = [4, 4]
"""


def test_a_source_is_read(tmp_path: Path) -> None:
    file = tmp_path / "statements.toml"
    file.write_text(TEXT)
    source = read_source(file)
    assert (source.document, source.line_count, source.prose) == ("doc", 4, ((4, 4),))
    place = source.place("doc/a")
    assert place is not None and (place.lines, place.key, place.foundation) == ((1, 2), "b", False)
    assert source.place("doc/b") is None


def test_lines_that_belong_to_nothing_are_named(tmp_path: Path) -> None:
    file = tmp_path / "statements.toml"
    file.write_text(TEXT)
    assert uncovered(read_source(file), ["a", "b", "c", "d"]) == [3]
    assert uncovered(read_source(file), ["a", "b", "  ", "d"]) == []


def test_a_file_that_is_no_toml_or_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "statements.toml"
    with pytest.raises(SourceError, match=r"statements\.toml"):
        read_source(file)
    file.write_text("document = \ntitle = 1")
    with pytest.raises(SourceError, match="line 1"):
        read_source(file)


@pytest.mark.parametrize("folder", sorted(p.parent.name for p in CLAIMS.glob("*/statements.toml")))
def test_the_prints_of_the_project_are_usable(folder: str) -> None:
    source = read_source(CLAIMS / folder / "statements.toml")
    assert source.places


def test_the_severity_of_a_finding_is_one_of_three(tmp_path: Path) -> None:
    file = tmp_path / "statements.toml"
    head = 'document = "doc"\ntitle = "t"\nsource = "d.txt"\nsha256 = "0"\nline_count = 9\n'
    place = '\n[[place]]\nid = "doc/p"\nlines = [1, 1]\nkind = "statement"\nprinted = "x"\nseverity = "{}"\n'
    file.write_text(head + place.format("slip"), encoding="utf-8")
    assert read_source(file).places[0].severity == "slip"
    file.write_text(head + place.format("grave"), encoding="utf-8")
    with pytest.raises(SourceError, match="severity of the place doc/p is one of answer, result, slip"):
        read_source(file)
