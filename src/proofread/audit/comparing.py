"""What changed between two verdict files: places and statements that came, went, or are judged differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from proofread.audit.baseline import STRENGTH
from proofread.audit.records import Records

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """`kind`: "came", "gone", "weaker" or "changed". `what`: which field; `was` and `now`: what stands there."""

    id: str
    kind: str
    what: str = ""
    was: str = ""
    now: str = ""


def changes(old: Records, new: Records) -> list[Change]:
    """Places in the order of the new file, then statements; what is gone comes last in each."""
    places = _compared(old["items"], new["items"], ("outcome", "flags", "severity", "key", "corrected", "condition"))
    return [*places, *_compared(old["statements"], new["statements"], ("verdict", "text"))]


def _compared(old: Iterable[Entry], new: Iterable[Entry], fields: tuple[str, ...]) -> list[Change]:
    before, after = {e["id"]: e for e in old}, {e["id"]: e for e in new}
    found = []
    for id, now in after.items():
        was = before.get(id)
        found += [Change(id, "came", now=_shown(now[fields[0]]))] if was is None else _fields(id, was, now, fields)
    return [*found, *(Change(id, "gone", was=_shown(e[fields[0]])) for id, e in before.items() if id not in after)]


def _fields(id: str, was: Entry, now: Entry, fields: tuple[str, ...]) -> list[Change]:
    differing = [f for f in fields if was.get(f) != now.get(f)]
    return [Change(id, _kind(f, was.get(f), now.get(f)), f, _shown(was.get(f)), _shown(now.get(f))) for f in differing]


def _kind(field: str, was: Any, now: Any) -> str:
    weaker = field == "verdict" and STRENGTH.get(str(now), 0) < STRENGTH.get(str(was), 0)
    return "weaker" if weaker else "changed"


def _shown(x: Any) -> str:
    return ", ".join(map(str, x)) if isinstance(x, list) else "" if x is None else str(x)
