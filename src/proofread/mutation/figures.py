"""The figures of slips as a file, reports/mutation.json: how many were made, noticed and explained, claim by claim.

    {"schema": 1, "seed", "sample", "effort", "documents": […], "statements": […]}, one entry a line:
    document    id, claims (hash of the proved statements), and the totals of its statements
    statement   id, document, role, claim {file, name}, hash, possible (slips there are), the number tried of each
                status, defect (slips were tried, and none was noticed), survivors, true and not_needed [{kind, said}]

Deterministic: what is in it follows from the claims, the seed and the sample. Totals and rates are computed from the
statements, never stored beside them where they could disagree.
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
from proofread.mutation.run import KILLED, SURVIVED, TRUE, Mutated, Mutation, Settings

SCHEMA = 1
FILE = "mutation.json"
ASKED = ("seed", "sample", "effort")
STATUSES = (*KILLED, *TRUE, SURVIVED)
Figures = dict[str, Any]


def build(found: Mutation, settings: Settings) -> Figures:
    """The dictionary of one run."""
    statements = [_statement(m) for m in found.statements]
    return {
        "schema": SCHEMA,
        "seed": settings.seed,
        "sample": settings.sample,
        "effort": settings.effort,
        "documents": _documents(statements),
        "statements": statements,
    }


def _documents(statements: Iterable[Figures]) -> list[Figures]:
    by_document: dict[str, list[Figures]] = {}
    for s in statements:
        by_document.setdefault(s["document"], []).append(s)
    return [{"id": d, "claims": claims_hash(s["hash"] for s in own), **totals(own)} for d, own in by_document.items()]


def only(figures: Figures, documents: Iterable[str]) -> Figures:
    """The part of the figures that speaks of these documents."""
    kept = [s for s in figures["statements"] if s["document"] in set(documents)]
    return {**figures, "documents": _documents(kept), "statements": kept}


def claims_hash(hashes: Iterable[str]) -> str:
    """Of the proved statements, in whatever order. Figures with another one are stale."""
    return sha256("\n".join(sorted(set(hashes))).encode()).hexdigest()


def _statement(m: Mutated) -> Figures:
    s = m.subject.statement
    counts = Counter(x.status for x in m.mutants)
    killed = sum(counts[k] for k in KILLED)
    return {
        "id": s.id,
        "document": m.subject.document,
        "role": s.role,
        "claim": {"file": m.subject.file, "name": s.name},
        "hash": m.subject.sequent.digest,
        "possible": m.possible,
        "counts": {k: counts[k] for k in STATUSES if counts[k]},
        "defect": bool(m.mutants) and not killed,
        "survivors": _listed(m, (SURVIVED,)),
        "true": _listed(m, ("equivalent", "also true", "implied")),
        "not_needed": _listed(m, ("not needed",)),
    }


def _listed(m: Mutated, statuses: Iterable[str]) -> list[Figures]:
    chosen = [x for x in m.mutants if x.status in statuses]
    return [{"kind": x.kind, "status": x.status, "said": x.said} for x in chosen]


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


# --- the file -------------------------------------------------------------------------------------------------------


def save(file: Path, figures: Figures, complete: bool) -> None:
    """Write the file. `complete`: all documents of the claims folder are in it; otherwise the other ones keep their
    figures, as far as they were asked for in the same way. RecordError where it cannot be written."""
    if not complete and file.is_file():
        figures = merged(load(file), figures)
    head = [f'"{k}": {json.dumps(figures[k])}' for k in ("schema", *ASKED)]
    lists = [storing.listed(k, figures[k]) for k in ("documents", "statements")]
    storing.write(file, ("{\n" + ",\n".join([*head, *lists]) + "\n}\n").encode())


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


def _fits(found: Mapping[str, Any]) -> bool:
    statements, documents = found.get("statements"), found.get("documents")
    lists = isinstance(statements, list) and isinstance(documents, list)
    needed = {"id", "document", "hash", "counts", "defect", "survivors", "true", "not_needed"}
    return lists and all(isinstance(s, dict) and needed <= s.keys() for s in statements or ())


def merged(old: Figures, new: Figures) -> Figures:
    """The old file with the documents of the new run in place of its own."""
    if [old.get(k) for k in ASKED] != [new[k] for k in ASKED]:
        return new
    fresh = {d["id"] for d in new["documents"]}
    both = [*(s for s in old["statements"] if s["document"] not in fresh), *new["statements"]]
    statements = sorted(both, key=lambda s: str(s["document"]))  # stable: the order inside a document is kept
    return {**new, "documents": _documents(statements), "statements": statements}


def stale(figures: Figures, proved: Mapping[str, Iterable[str]]) -> list[str]:
    """The documents whose proved statements are not those the figures speak of. `proved`: hashes by document."""
    known = {d["id"]: d["claims"] for d in figures["documents"]}
    return [d for d, hashes in proved.items() if known.get(d) != claims_hash(hashes)]


def load_for(records: Mapping[str, Any], file: Path) -> tuple[Figures, list[str]]:
    """What a report needs: the figures, and the documents for which they are stale. `records`: the verdict file."""
    proved: dict[str, list[str]] = {d["id"]: [] for d in records["documents"]}
    for s in records["statements"]:
        if s["verdict"] == "proved":
            proved[s["document"]].append(s["hash"])
    figures = load(file)
    return figures, stale(figures, {d: own for d, own in proved.items() if own})
