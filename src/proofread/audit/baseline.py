"""Against an earlier verdict file: what became weaker, and what turned round."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from proofread.audit.finding import Finding
from proofread.audit.records import Records

STRENGTH = {"proved": 3, "refuted": 3, "computed": 2, "supported": 1, "undecided": 0, "ill-posed": 0, "conflict": 0}
OPPOSITE = ({"proved", "refuted"}, {"computed", "refuted"})
DECIDED = ("sound", "definition", "wrong", "conditional", "several", "none", "blank", "damaged", "unchecked")


def weaker(old: Records, new: Records) -> list[Finding]:
    """Findings of kind "weaker", and "conflict" where the same statement was proved once and refuted once."""
    before = {s["id"]: s for s in old["statements"]}
    pairs = [(before[s["id"]], s) for s in new["statements"] if s["id"] in before]
    return [*_turned(pairs), *_weakened(pairs), *_places(old, new)]


def _turned(pairs: Iterable[tuple[Any, Any]]) -> list[Finding]:
    return [
        _finding(
            now, "conflict", f"{was['verdict']} in the baseline, {now['verdict']} now, and the statement is the same"
        )
        for was, now in pairs
        if was["hash"] == now["hash"] and {was["verdict"], now["verdict"]} in OPPOSITE
    ]


def _weakened(pairs: Iterable[tuple[Any, Any]]) -> list[Finding]:
    return [
        _finding(now, "weaker", f"{was['verdict']} in the baseline, {now['verdict']} now")
        for was, now in pairs
        if STRENGTH[now["verdict"]] < STRENGTH.get(was["verdict"], 0)
    ]


def _places(old: Records, new: Records) -> list[Finding]:
    """Places that were decided and are not any more, or are gone."""
    documents, now = {d["id"] for d in new["documents"]}, {i["id"]: i for i in new["items"]}
    found = []
    for was in old["items"]:
        if was["document"] not in documents or was["outcome"] not in DECIDED:
            continue
        item = now.get(was["id"])
        if item is None or item["outcome"] not in DECIDED:
            message = (
                f"the place was {was['outcome']} in the baseline, and is {item['outcome'] if item else 'gone'} now"
            )
            found.append(Finding(was["id"], was["document"], "statements.toml", 0, "", "weaker", message))
    return found


def _finding(s: Any, kind: str, message: str) -> Finding:
    file, name = s["claim"]["file"], s["claim"]["name"]
    return Finding(s["place"], s["document"], file, 0, name, kind, f"{s['id']}: {message}")
