"""The figures of slips as a file, reports/mutation.json: how many were made, noticed and explained, claim by claim.

    {"schema": 2, "documents": […], "statements": […]}, one entry a line:
    document    id; seed, sample and effort it was tried with; claims (hash of the proved statements); totals
    statement   id, document, role, claim {file, name}, hash, possible (slips there are), the number tried of each
                status, defect (slips were tried, and none was noticed), survivors, true and not_needed [{kind, said}]

Deterministic: what is in it follows from the claims, the seed and the sample. The totals of a file that is read are
compared with its statements.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from proofread.audit import storing
from proofread.audit.storing import RecordError

SCHEMA = 2
FILE = "mutation.json"
ASKED = ("seed", "sample", "effort")
KILLED = ("refuted", "ill-posed")
TRUE = ("equivalent", "also true", "not needed", "implied")  # proved: these do not count
SURVIVED = "survived"
STATUSES = (*KILLED, *TRUE, SURVIVED)
Figures = dict[str, Any]


def built(statements: Iterable[Figures], asked: Mapping[str, Mapping[str, int]]) -> Figures:
    """The figures of these statements. `asked`: seed, sample and effort by document."""
    of = list(statements)
    by_document: dict[str, list[Figures]] = {d: [] for d in sorted(asked)}
    for s in of:
        by_document[s["document"]].append(s)
    documents = [
        {"id": d, **{k: asked[d][k] for k in ASKED}, "claims": claims_hash(s["hash"] for s in own), **totals(own)}
        for d, own in by_document.items()
    ]
    return {"schema": SCHEMA, "documents": documents, "statements": [s for own in by_document.values() for s in own]}


def asked(figures: Figures) -> dict[str, Mapping[str, int]]:
    """Of each document, with what it was tried."""
    return {d["id"]: {k: d[k] for k in ASKED} for d in figures["documents"]}


def claims_hash(hashes: Iterable[str]) -> str:
    """Of the proved statements, in whatever order. Figures with another one are stale."""
    return sha256("\n".join(sorted(set(hashes))).encode()).hexdigest()


def totals(statements: Iterable[Mapping[str, Any]]) -> Figures:
    """Statements, slips tried, killed, by status, survivors, defects; and the rate of those killed among the ones that
    are not proved to be true, in percent with one digit, rounded down ("" where there are none)."""
    of = list(statements)
    counts: Counter[str] = Counter()
    for s in of:
        counts.update(s["counts"])
    killed = sum(counts[k] for k in KILLED)
    return {
        "statements": len(of),
        "tried": sum(counts.values()),
        "killed": killed,
        "counts": {k: counts[k] for k in STATUSES if counts[k]},
        "survived": counts[SURVIVED],
        "rate": rate(killed, counts[SURVIVED]),
        "defects": sum(bool(s["defect"]) for s in of),
    }


def rate(killed: int, survived: int) -> str:
    """Percent of those that could be killed."""
    of = killed + survived
    return f"{killed * 1000 // of // 10}.{killed * 1000 // of % 10}" if of else ""


def only(figures: Figures, documents: Iterable[str]) -> Figures:
    """The part of the figures that speaks of these documents."""
    names = set(documents)
    kept = {d: of for d, of in asked(figures).items() if d in names}
    return built((s for s in figures["statements"] if s["document"] in names), kept)


# --- the file -------------------------------------------------------------------------------------------------------


def save(file: Path, figures: Figures) -> None:
    """Write the file; documents that the figures do not speak of keep theirs. RecordError where that cannot be done."""
    if file.is_file():
        figures = merged(load(file), figures)
    lists = [storing.listed(k, figures[k]) for k in ("documents", "statements")]
    storing.write(file, ("{\n" + ",\n".join([f'"schema": {SCHEMA}', *lists]) + "\n}\n").encode())


def load(file: Path) -> Figures:
    """Read the figures. RecordError names the file, what is wrong with it and the remedy."""
    remedy = "write it anew with: proofread mutate"
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RecordError(f"{file}: there are no figures of slips ({remedy})") from None
    except (OSError, ValueError, RecursionError) as why:
        raise RecordError(f"{file}: cannot be read: {why} ({remedy})") from None
    if not isinstance(found, dict) or found.get("schema") != SCHEMA or not _fits(found):
        raise RecordError(f"{file}: not a file of figures of slips, schema {SCHEMA} ({remedy})")
    return found


def _fits(found: Figures) -> bool:
    """All that is needed is there, and the totals are those of the statements."""
    try:
        needed = {"id", "claim", "possible", "defect", "survivors", "true", "not_needed"}
        whole = all(needed <= s.keys() for s in found["statements"])
        return whole and built(found["statements"], asked(found)) == found
    except (KeyError, TypeError, AttributeError):
        return False


def merged(old: Figures, new: Figures) -> Figures:
    """The old file with the documents of the new run in place of its own."""
    fresh = {d["id"] for d in new["documents"]}
    kept = [s for s in old["statements"] if s["document"] not in fresh]
    return built([*kept, *new["statements"]], {**asked(old), **asked(new)})


def stale(figures: Figures, proved: Mapping[str, Iterable[str]]) -> list[str]:
    """The documents whose proved statements are not those the figures speak of. `proved`: hashes by document."""
    known = {d["id"]: d["claims"] for d in figures["documents"]}
    return [d for d, hashes in proved.items() if known.get(d) != claims_hash(hashes)]


def proved_hashes(records: Mapping[str, Any]) -> dict[str, list[str]]:
    """The hashes of the proved statements of a verdict file, by document; documents without any are left out."""
    proved: dict[str, list[str]] = {}
    for s in records["statements"]:
        if s["verdict"] == "proved":
            proved.setdefault(s["document"], []).append(s["hash"])
    return proved
