"""One run: claims are read, statements decided, outcomes computed, records built and written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from proofread.audit import baseline, evidence, records, remembering, storing, worker, workers
from proofread.audit.agreement import disagreements
from proofread.audit.finding import Finding
from proofread.audit.jobs import Judged, payload, statement_hash
from proofread.audit.outcomes import PlaceOutcome, outcomes, unknown_places
from proofread.audit.records import Records
from proofread.audit.selection import Selection, matcher, relative
from proofread.audit.sources import Source
from proofread.audit.storing import RecordError
from proofread.audit.verdicts import Conflict, Verdict, to_json
from proofread.language.loading import load
from proofread.language.statements import CodeStatement, Item, Statement

VERDICTS = "verdicts.json"


@dataclass(frozen=True)
class Options:
    """What a run is asked for. `partial`: a selection by -k, so that no document is whole."""

    expression: str = ""
    jobs: int = 1
    seed: int = 0
    time_limit: float = workers.TIME_LIMIT
    memory_limit: int | None = None
    fresh: bool = False
    baseline: Path | None = None
    reports: Path | None = None
    decider: str = workers.DECIDER


@dataclass(frozen=True)
class Run:
    """What came of a run. `errors`: claims that cannot be read; `warnings`: what does not change the result."""

    selection: Selection
    places: tuple[PlaceOutcome, ...]
    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    records: Records
    undone: int  # statements that an interrupted run did not come to
    tripped: int  # statements that a safety net ended

    @property
    def exit_code(self) -> int:
        """3 conflict, 2 unreadable claims, 1 findings, 5 nothing to check, else 0; 130 interrupted."""
        if any(f.kind == "conflict" for f in self.findings):
            return 3
        if self.errors:
            return 2
        if self.findings:
            return 1
        if self.undone:
            return 130
        return 0 if self.judged else 5


def check(selection: Selection, options: Options, progress: Callable[[int, int], None] = lambda k, n: None) -> Run:
    """Decide what is selected. `progress(done, of)` is called as statements are finished."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), worker.RECURSION))
    before = records.load(options.baseline) if options.baseline else None
    loaded = load(selection.paths)
    items = [replace(i, file=relative(i.file, selection.root)) for i in loaded.items]
    errors = [_relative_error(e, selection) for e in loaded.errors]
    errors += [m for s, own in _by_document(selection, items).items() for m in unknown_places(s, own)]
    kept = [i for i in items if _known(selection, i)]
    chosen = _chosen(kept, options.expression)
    stored, warnings = _stored(selection, options)
    found, counts = _decide(chosen, stored, selection, options, progress)
    return _finish(
        selection, options, chosen, found, errors, [*warnings, *_misfits(chosen, stored, found)], counts, before
    )


def _relative_error(error: Any, selection: Selection) -> str:
    return str(error).replace(f"{error.file}:", f"{relative(error.file, selection.root)}:", 1)


def _document_of(selection: Selection, item: Item) -> Source:
    """The document whose folder the claim lies in."""
    folder = (selection.root / item.file).parent
    return next((s for s in selection.sources if folder.is_relative_to(s.folder)), selection.sources[0])


def _by_document(selection: Selection, items: list[Item]) -> dict[Source, list[Item]]:
    out: dict[Source, list[Item]] = {s: [] for s in selection.sources}
    for i in items:
        out[_document_of(selection, i)].append(i)
    return out


def _known(selection: Selection, item: Item) -> bool:
    return item.place is None or _document_of(selection, item).place(item.place) is not None


def _chosen(items: list[Item], expression: str) -> list[Item]:
    matches = matcher(expression)
    return [i for i in items if matches(" ".join((i.place or "", i.name, i.file, *(s.id for s in i.statements))))]


# --- saved evidence -------------------------------------------------------------------------------------------------


def _reports(selection: Selection, options: Options) -> Path:
    return options.reports or selection.reports


def _stored(selection: Selection, options: Options) -> tuple[dict[str, Any], list[str]]:
    """Saved evidence by statement hash, with the counts of samples where the seed is the same."""
    if options.fresh:
        return {}, []
    folder = _reports(selection, options)
    found, problems = evidence.load(folder / "evidence", [s.document for s in selection.sources])
    if not (folder / VERDICTS).is_file():
        return found, list(problems)
    try:
        old = records.load(folder / VERDICTS)
    except RecordError as why:
        return found, [*problems, f"{why}; everything is decided anew"]
    if old["seed"] == options.seed:
        samples = {s["hash"]: s["samples"] for s in old["statements"] if s.get("samples") and s["verdict"] == "proved"}
        found = {h: {**r, "samples": samples[h]} if h in samples else r for h, r in found.items()}
    return found, list(problems)


def _misfits(items: list[Item], stored: Mapping[str, Any], found: Mapping[str, Verdict]) -> list[str]:
    """Saved evidence that the kernel no longer takes."""
    out = []
    for s in (s for i in items for s in i.statements if s.id in found):
        kept = stored.get(statement_hash(s))
        if kept is None or kept["kind"] not in ("proved", "refuted"):
            continue
        now = to_json(found[s.id])
        same = now.get("evidence") == kept.get("evidence") and now.get("witness") == kept.get("witness")
        if not same:
            out.append(f"{s.id}: the saved evidence does not fit the statement; it was decided again")
    return out


# --- deciding -------------------------------------------------------------------------------------------------------


def _decide(
    items: list[Item], stored: Mapping[str, Any], selection: Selection, options: Options,
    progress: Callable[[int, int], None],
) -> tuple[dict[str, Verdict], tuple[int, int]]:  # fmt: skip
    """Verdicts by statement id; each statement that is made twice is decided once. Counts: undone, tripped."""
    statements = [s for i in items for s in i.statements]
    by_hash: dict[str, Statement | CodeStatement] = {}
    for s in statements:
        by_hash.setdefault(statement_hash(s), s)
    old = {} if options.fresh else remembering.load(selection.root)
    verdicts: dict[str, Verdict | None] = {**remembering.known(by_hash, old, options.seed, selection.root)}
    order = [h for h in by_hash if h not in verdicts]
    jobs = [workers.Job(payload(by_hash[h]), options.seed, stored.get(h)) for h in order]
    finished = len(verdicts)

    def done(_: int) -> None:
        nonlocal finished
        finished += 1
        progress(finished, len(by_hash))

    results = workers.run(
        jobs, workers=options.jobs, root=selection.root, time_limit=options.time_limit,
        memory_limit=options.memory_limit, decider=options.decider, done=done,
    )  # fmt: skip
    verdicts |= dict(zip(order, results.verdicts, strict=True))
    decided = [(h, v) for h in order if (v := verdicts[h]) is not None]
    if decided and options.decider == workers.DECIDER:
        new = remembering.updated(by_hash, decided, options.seed, selection.root)
        remembering.save(selection.root, {**old, **new})
    found = {s.id: v for s in statements if (v := verdicts[statement_hash(s)]) is not None}
    return found, (len(statements) - len(found), results.tripped)


def _finish(
    selection: Selection, options: Options, items: list[Item], found: Mapping[str, Verdict], errors: list[str],
    warnings: list[str], counts: tuple[int, int], before: Records | None,
) -> Run:  # fmt: skip
    places: list[PlaceOutcome] = []
    findings: list[Finding] = []
    judged: list[Judged] = []
    for source, own in _by_document(selection, items).items():
        of_places, of_findings = outcomes(source, own, found)
        places += of_places if source.document in selection.whole and not options.expression else [
            p for p in of_places if p.statements or p.claims
        ]  # fmt: skip
        judged += [Judged(s, found[s.id], source.document, i.file) for i in own for s in i.statements if s.id in found]
        findings += of_findings
    findings += [_conflict(j) for j in judged if isinstance(j.verdict, Conflict)]
    findings += disagreements(judged)
    made = records.build(selection.sources, places, judged, findings, options.seed)
    if before is not None:
        weaker = baseline.weaker(before, _comparable(made, selection, options, counts[0]))
        findings += weaker
    return Run(selection, tuple(places), tuple(judged), tuple(findings), tuple(errors), tuple(warnings), made, *counts)


def _comparable(made: Records, selection: Selection, options: Options, undone: int) -> Records:
    """Places are compared only where their whole document was checked."""
    whole = frozenset() if options.expression or undone else selection.whole
    return {**made, "documents": [d for d in made["documents"] if d["id"] in whole]}


def _conflict(j: Judged) -> Finding:
    assert isinstance(j.verdict, Conflict)
    s = j.statement
    return Finding(
        s.place, j.document, j.file, s.line, s.name, "conflict", f"{s.id}: {j.verdict.message}", "report this"
    )


# --- writing --------------------------------------------------------------------------------------------------------


def writable(run: Run, options: Options) -> str | None:
    """Why the committed record is not written, or None."""
    if options.expression or not run.selection.whole:
        return "only a part of a document was checked"
    if run.undone:
        return "the run was interrupted"
    if run.tripped and _on_record(run, options):
        return "a safety net ended some statements"
    if run.errors:
        return "some claims cannot be read"
    return None


def _on_record(run: Run, options: Options) -> bool:
    """Whether one of these documents has a record already, which an incomplete run must not replace."""
    file = _reports(run.selection, options) / VERDICTS
    try:
        kept = {d["id"] for d in records.load(file)["documents"]} if file.is_file() else set()
    except RecordError:
        return False
    return bool(kept & run.selection.whole)


def write(run: Run, options: Options) -> tuple[Path, Records]:
    """Write verdicts.json and the evidence of the documents that were checked whole; other documents keep theirs.
    RecordError where that cannot be done."""
    folder = _reports(run.selection, options)
    file = folder / VERDICTS
    new = _only(run.records, run.selection.whole)
    if not run.selection.complete and file.is_file():
        new = records.merged(records.load(file), new)
    for source in run.selection.sources:
        if source.document in run.selection.whole:
            made = [j.record for j in run.judged if j.document == source.document and j.record is not None]
            evidence.save(folder / "evidence", source.document, made)
    storing.write(file, records.dump(new))
    return folder, new


def _only(made: Records, documents: frozenset[str]) -> Records:
    kept = {s: [e for e in made[s] if e.get("document", e.get("id")) in documents] for s in records.SECTIONS}
    return {**made, **kept}
