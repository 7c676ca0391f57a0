"""What came of a run of slips, as the figures that audit.slip_figures keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from proofread.audit.jobs import Judged
from proofread.audit.slip_figures import KILLED, STATUSES, SURVIVED, Figures, built
from proofread.mutation.run import Mutated, Mutation, Settings, subjects


def build(found: Mutation, settings: Settings, documents: Iterable[str]) -> Figures:
    """The figures of one run over these documents."""
    return built(map(_statement, found.statements), dict.fromkeys(documents, asked(settings)))


def asked(settings: Settings) -> dict[str, int]:
    """What the figures depend on beside the claims."""
    return {"seed": settings.seed, "sample": settings.sample, "effort": settings.effort}


def proved(judged: Iterable[Judged]) -> dict[str, list[str]]:
    """The hashes of the proved statements by document."""
    found: dict[str, list[str]] = {}
    for s in subjects(judged):
        found.setdefault(s.document, []).append(s.sequent.digest)
    return found


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
