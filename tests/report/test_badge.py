from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from proofread.report import badge


def records(*outcomes: str, findings: int = 0, flags: tuple[str, ...] = ()) -> dict[str, Any]:
    items = [{"id": "d/x", "outcome": o, "grade": "proved", "flags": list(flags)} for o in outcomes]
    return {"items": items, "findings": [{"kind": "unrecorded"}] * findings}


@pytest.mark.parametrize(
    ("given", "message", "colour"),
    [
        (records("sound", "sound"), "2/2 sound", "green"),
        (records("sound", "wrong", "blank"), "1/3 sound · 1 erratum", "green"),
        (records("sound", "definition", "unchecked"), "1/1 sound", "green"),
        (records("sound", "missing", "supported", "undecided"), "1/4 sound · 3 open", "yellow"),
        (records("sound", "wrong", "several", findings=1), "1/3 sound · 2 errata · 1 unrecorded", "red"),
        (records("sound", "conflict"), "1/2 sound · 1 open", "red"),
        (records("sound", "wrong", flags=("inherits",)), "1/2 sound", "green"),
        (records("missing"), "0/1 sound · 1 open", "yellow"),
        (records(), "nothing to decide", "lightgrey"),
    ],
)
def test_the_message_never_hides_what_is_left(given: dict[str, Any], message: str, colour: str) -> None:
    assert (badge.message(given), badge.colour(given)) == (message, colour)


def test_the_endpoint_has_the_keys_of_its_schema_and_no_others() -> None:
    shown = json.loads(badge.endpoint(records("sound")))
    assert shown == {"schemaVersion": 1, "label": "proofread", "message": "1/1 sound", "color": "green"}


def test_the_picture_says_in_words_what_it_shows() -> None:
    svg = badge.svg(records("sound", "wrong", "missing"))
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "proofread: 1/3 sound · 1 erratum · 1 open"
    assert [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")] == [
        "proofread",
        "1/3 sound · 1 erratum · 1 open",
    ]
    assert len(svg.encode()) < 1200
