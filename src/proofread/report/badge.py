"""The badge: how many places are sound, of how many that can be decided, and what was found. badge.svg, badge.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from proofread.report.wording import APART, OPEN, counted, is_erratum

LABEL = "proofread"
_COLOURS = {"red": "#b3261e", "yellow": "#8a6100", "green": "#1a7f37", "lightgrey": "#5f6368"}
_WIDE, _NARROW = set("mwMW%@"), set(" .,:;!|'ijlftrI1/·()-")


def message(records: Mapping[str, Any]) -> str:
    """For example "212/240 sound · 14 errata · 14 open": sound and open places of those that can be decided at all."""
    counts = counted(records["items"])
    total = sum(n for word, n in counts.items() if word not in APART)
    if not total:
        return "nothing to decide"
    sound = counts.get("proved", 0) + counts.get("computed", 0)
    errata = sum(map(is_erratum, records["items"]))
    left = sum(counts.get(word, 0) for word in OPEN)
    parts = [f"{sound}/{total} sound"]
    parts += [f"{errata} {'erratum' if errata == 1 else 'errata'}"] if errata else []
    parts += [f"{left} open"] if left else []
    parts += [f"{n} unrecorded"] if (n := len(records["findings"])) else []
    return " · ".join(parts)


def colour(records: Mapping[str, Any]) -> str:
    """Red only for a conflict or what no claim records; green only when nothing is left open."""
    counts = counted(records["items"])
    if "conflict" in counts or records["findings"]:
        return "red"
    if not any(n for word, n in counts.items() if word not in APART):
        return "lightgrey"
    return "yellow" if any(word in counts for word in OPEN) else "green"


def endpoint(records: Mapping[str, Any]) -> str:
    """badge.json, for services that draw badges."""
    shown = {"schemaVersion": 1, "label": LABEL, "message": message(records), "color": colour(records)}
    return json.dumps(shown, ensure_ascii=False, indent=2) + "\n"


def svg(records: Mapping[str, Any]) -> str:
    """badge.svg: two rectangles, two texts."""
    said, fill = message(records), _COLOURS[colour(records)]
    left, right = _width(LABEL), _width(said)
    whole = left + right
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{whole}" height="20" role="img" aria-label="{LABEL}: {escape(said)}">
<title>{LABEL}: {escape(said)}</title>
<clipPath id="r"><rect width="{whole}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="{left}" height="20" fill="#3c4043"/>\
<rect x="{left}" width="{right}" height="20" fill="{fill}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{left / 2:g}" y="14" textLength="{left - 12}">{LABEL}</text>
<text x="{left + right / 2:g}" y="14" textLength="{right - 12}">{escape(said)}</text>
</g></svg>
"""


def _width(text: str) -> int:
    """About the width of the text in 11 px Verdana, with 6 px on either side; `textLength` makes it exact."""
    return 12 + round(sum(10.5 if c in _WIDE else 4.2 if c in _NARROW else 6.9 for c in text))
