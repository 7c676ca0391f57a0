"""Readings of a document beside its claims: when two readers count, and when their mark is stale."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofread.audit import readings
from proofread.audit.readings import Reading, ReadingsError, status


def reading(*outcomes: str, settled: str = "", said: str = "abc") -> Reading:
    return Reading("doc/1", said, outcomes, settled)


@pytest.mark.parametrize(
    ("made", "is_now"),
    [
        (reading("sound", "sound"), "agreed"),
        (reading("sound", "wrong", settled="computed at n = 1"), "settled"),
        (reading("sound", "wrong"), "one"),
        (reading("sound"), "one"),
        (reading(), "none"),
        (None, "none"),
    ],
)
def test_what_readers_made_of_it(made: Reading | None, is_now: str) -> None:
    assert status(made, "abc") == is_now


def test_a_changed_claim_makes_the_mark_stale() -> None:
    assert status(reading("sound", "sound"), "another") == "stale"


def test_the_digest_depends_on_the_print_and_on_the_statements() -> None:
    assert readings.digest("x = 1", []) != readings.digest("x = 2", [])


def test_a_file_is_read_back(tmp_path: Path) -> None:
    assert readings.load(tmp_path) == ()
    line = {"place": "doc/1", "said": "abc", "outcomes": ["sound"], "settled": ""}
    (tmp_path / readings.FILE).write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert readings.load(tmp_path) == (reading("sound"),)


@pytest.mark.parametrize("line", ["{", "[]", '{"place": "doc/1"}', "7"])
def test_a_broken_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / readings.FILE).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(ReadingsError, match=r"readings.jsonl:1: not a reading \(write"):
        readings.load(tmp_path)
