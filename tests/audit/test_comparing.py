"""Two verdict files beside each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from proofread.audit.comparing import Change, changes
from proofread.cli import main

PLACE = {"id": "doc/p", "document": "doc", "outcome": "sound", "flags": [], "key": None, "corrected": None}
SAID = {"id": "doc/p#printed", "document": "doc", "verdict": "proved", "text": "a = a"}


def record(*items: dict[str, Any], statements: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return {
        "schema": 1,
        "seed": 0,
        "documents": [],
        "items": list(items),
        "statements": list(statements),
        "findings": [],
    }


def test_the_same_has_no_changes() -> None:
    assert changes(record(PLACE, statements=(SAID,)), record(dict(PLACE), statements=(dict(SAID),))) == []


def test_places_come_go_and_change() -> None:
    other = {**PLACE, "id": "doc/q"}
    now = {**PLACE, "outcome": "wrong", "corrected": "b", "flags": ["gap", "inherits"]}
    assert changes(record(PLACE, other), record(now, {**other, "id": "doc/r"})) == [
        Change("doc/p", "changed", "outcome", "sound", "wrong"),
        Change("doc/p", "changed", "flags", "", "gap, inherits"),
        Change("doc/p", "changed", "corrected", "", "b"),
        Change("doc/r", "came", now="sound"),
        Change("doc/q", "gone", was="sound"),
    ]


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("proved", "supported", "weaker"),
        ("computed", "undecided", "weaker"),
        ("supported", "proved", "changed"),
        ("proved", "refuted", "changed"),
    ],
)
def test_weaker_verdicts_are_marked(was: str, now: str, kind: str) -> None:
    old, new = ({**SAID, "verdict": v} for v in (was, now))
    assert changes(record(statements=(old,)), record(statements=(new,))) == [
        Change("doc/p#printed", kind, "verdict", was, now)
    ]


def test_the_command_says_what_changed(tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(record(PLACE, statements=(SAID,))))
    new.write_text(json.dumps(record(PLACE, statements=({**SAID, "verdict": "undecided"},))))
    run = CliRunner().invoke(main, ["diff", str(old), str(new)])
    assert run.exit_code == 1
    assert run.output == ("doc/p#printed: verdict: proved → undecided (weaker)\n1 changes, 1 of them weaker verdicts\n")
    assert CliRunner().invoke(main, ["diff", str(old), str(old)]).exit_code == 0
    missing = CliRunner().invoke(main, ["diff", str(old), str(tmp_path / "none.json")])
    assert missing.exit_code == 2
    assert "there is no verdict file" in missing.output
