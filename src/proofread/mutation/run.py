"""Every proved statement with slips in it: which of them the program notices, and what becomes of the others.

A slip is killed when it is refuted by an exact instance or does not fit in size. One that survives may be true: it
does not count if that is proved. What is left over are survivors, and they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from proofread.audit import workers
from proofread.audit.jobs import Judged, payload, sequent_of
from proofread.audit.slip_figures import KILLED, SURVIVED
from proofread.audit.verdicts import IllPosed, Proved, Refuted, Undecided, Verdict
from proofread.language.statements import Statement
from proofread.mutation import deciding
from proofread.mutation.edits import SIDED
from proofread.mutation.slips import HYPOTHESIS, Slip, chosen, slips
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.terms import Prop, relation
from proofread.trusted.trees import to_json

LETTER = "option letter"
SAMPLE = 6  # slips tried of each statement
FURTHER = 16  # where none of these is noticed


@dataclass(frozen=True)
class Settings:
    """`sample`: slips of each statement, 0 for all. `seed`: which of them, and of the instances. `effort`: how many
    times the work is spent on what survives."""

    root: Path
    jobs: int = 1
    sample: int = SAMPLE
    seed: int = 0
    effort: int = 1
    time_limit: float = workers.TIME_LIMIT
    memory_limit: int | None = None


@dataclass(frozen=True)
class Subject:
    """A proved statement. `evidence`: its proof, which is offered to every slip of it as well."""

    statement: Statement
    sequent: Sequent
    document: str
    file: str
    evidence: object


@dataclass(frozen=True)
class Mutant:
    """`status`: refuted, ill-posed; equivalent (it changes no value), also true, not needed (a hypothesis), implied
    (a hypothesis that printing the formula implies); survived. `said`: the changed goal or the dropped hypothesis."""

    kind: str
    place: str
    said: str
    status: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mutated:
    """A statement and the slips tried in it. `possible`: how many there are."""

    subject: Subject
    possible: int
    mutants: tuple[Mutant, ...]


@dataclass(frozen=True)
class Mutation:
    """What came of a run. `complete`: no safety net ended a slip."""

    statements: tuple[Mutated, ...]
    complete: bool


Progress = Callable[[int, int], None]


def subjects(judged: Iterable[Judged]) -> tuple[Subject, ...]:
    """The proved statements, each once in its document."""
    found: dict[tuple[str, str], Subject] = {}
    for j in judged:
        if isinstance(j.verdict, Proved) and isinstance(j.statement, Statement):
            sequent = sequent_of(j.statement)
            made = Subject(j.statement, sequent, j.document, j.file, j.verdict.evidence)
            found.setdefault((j.document, sequent.digest), made)
    return tuple(found.values())


def mutate(judged: Sequence[Judged], settings: Settings, progress: Progress = lambda k, n: None) -> Mutation:
    """Slips in every proved statement among those judged; where none of them is noticed, more. `progress(done, of)` is
    called as slips are decided."""
    of = subjects(judged)
    every = [slips(s.sequent) for s in of]
    tried = [chosen(made, settings.sample, settings.seed) for made in every]
    first, complete = _grouped(of, tried, settings, progress)
    blind = [not any(x.status in KILLED for x in own) for own in first]
    more = [_further(made, some) if b else () for made, some, b in zip(every, tried, blind, strict=True)]
    second, wholly = _grouped(of, more, settings)
    letters = _letters(judged)
    out = []
    for subject, made, one, two in zip(of, every, first, second, strict=True):
        own = letters.get((subject.document, subject.statement.id), ())
        out.append(Mutated(subject, len(made) + len(own), (*one, *two, *own)))
    return Mutation(tuple(out), complete and wholly)


def _further(made: Sequence[Slip], tried: Sequence[Slip]) -> tuple[Slip, ...]:
    """Some that were not tried yet: a statement is not called blind for want of trying."""
    return tuple(s for s in chosen(made, FURTHER, 0) if s not in tried)


def _grouped(
    of: Sequence[Subject], tried: Sequence[Sequence[Slip]], settings: Settings, progress: Progress = lambda k, n: None
) -> tuple[list[list[Mutant]], bool]:
    """The slips of every subject with their fates."""
    pairs = [(s, slip) for s, some in zip(of, tried, strict=True) for slip in some]
    decided, complete = _decided(pairs, settings, progress)
    fates = iter(decided)
    return [[next(fates) for _ in some] for some in tried], complete


def _decided(
    pairs: Sequence[tuple[Subject, Slip]], settings: Settings, progress: Progress
) -> tuple[list[Mutant], bool]:
    """The slips with their fates. What is proved is asked whether it changes anything; what is not defined any more
    is asked again where it is defined."""
    first, whole = verdicts_of([(p.sequent, _near(s, p)) for s, p in pairs], settings, progress)
    again: dict[int, tuple[Sequent, dict[str, object]]] = {}
    for k, ((subject, slip), verdict) in enumerate(zip(pairs, first, strict=True)):
        if isinstance(verdict, Proved) and (same := same_values(subject.sequent, slip)) is not None:
            again[k] = (same, {"prove": True})
        elif _is_open(verdict):
            again[k] = (where_defined(slip.sequent), {**_hints(_near(subject, slip)), "effort": settings.effort})
        elif isinstance(verdict, Undecided) and settings.effort > 1:
            again[k] = (slip.sequent, {**_near(subject, slip), "effort": settings.effort})
    second, wholly = verdicts_of(list(again.values()), settings)
    later = dict(zip(again, second, strict=True))
    mutants = [_mutant(s, p, v, later.get(k)) for k, ((s, p), v) in enumerate(zip(pairs, first, strict=True))]
    return mutants, whole and wholly


def _is_open(verdict: Verdict) -> bool:
    """It is not known to be defined."""
    return isinstance(verdict, Undecided) and verdict.reasons[0].startswith(deciding.OPEN)


def _near(subject: Subject, slip: Slip) -> dict[str, object]:
    """What the proof of the statement gives to that of the slip. What was proved is a lemma, unless a hypothesis it
    may rest on is the one that was dropped."""
    if slip.kind != HYPOTHESIS:
        return {"evidence": subject.evidence, "lemma": to_json(subject.sequent.goal)}
    k = int(slip.place)
    return {"evidence": subject.evidence, "dropped": [k, to_json(subject.sequent.hypotheses[k])]}


def _hints(near: dict[str, object]) -> dict[str, object]:
    """What helps where the hypotheses are others: not the evidence, which counts them."""
    return {"posed": False, **{k: x for k, x in near.items() if k != "evidence"}}


def verdicts_of(
    given: Sequence[tuple[Sequent, Mapping[str, object]]], settings: Settings, progress: Progress = lambda k, n: None
) -> tuple[list[Verdict], bool]:
    """Each sequent decided in a worker, with what `deciding.decide` takes as stored; and whether no safety net ended
    one. Raises KeyboardInterrupt where the user did."""
    jobs = [workers.Job(payload(s), settings.seed, dict(stored)) for s, stored in given]
    count = 0

    def done(_: int) -> None:
        nonlocal count
        count += 1
        progress(count, len(jobs))

    results = workers.run(
        jobs, workers=settings.jobs, root=settings.root, time_limit=settings.time_limit,
        memory_limit=settings.memory_limit, decider=deciding.DECIDER, done=done,
    )  # fmt: skip
    if results.interrupted:
        raise KeyboardInterrupt
    return [v for v in results.verdicts if v is not None], not results.tripped


def same_values(original: Sequent, slip: Slip) -> Sequent | None:
    """That the slip changes no value: each side of the relation equals the side it was."""
    old, new = original.goal, slip.sequent.goal
    if slip.kind == HYPOTHESIS or old.op not in SIDED or new.op != old.op:
        return None
    changed = [relation("equal", a, b) for a, b in zip(old.args, new.args, strict=True) if a != b]
    return Sequent(original.hypotheses, changed[0] if len(changed) == 1 else connective("and", *changed))


def where_defined(sequent: Sequent) -> Sequent:
    """With all that has to hold for it to be defined among its hypotheses."""
    duties = obligations((*sequent.hypotheses, sequent.goal))
    return Sequent((*(d for d in duties if d not in sequent.hypotheses), *sequent.hypotheses), sequent.goal)


def _mutant(subject: Subject, slip: Slip, verdict: Verdict, later: Verdict | None) -> Mutant:
    status = _status(slip, verdict, later)
    reasons = verdict.reasons if status == SURVIVED and isinstance(verdict, Undecided) else ()
    return Mutant(slip.kind, slip.place, _said(subject, slip), status, reasons)


def _status(slip: Slip, verdict: Verdict, later: Verdict | None) -> str:
    if isinstance(verdict, Undecided) and not _is_open(verdict) and later is not None:
        verdict, later = later, None  # decided again, with more work
    if isinstance(verdict, Refuted) or isinstance(later, Refuted):
        return "refuted"
    if isinstance(verdict, IllPosed):
        return "ill-posed"
    if isinstance(verdict, Proved):
        if slip.kind == HYPOTHESIS:
            return "not needed"
        return "equivalent" if isinstance(later, Proved) else "also true"
    if isinstance(later, Proved):
        return "implied" if slip.kind == HYPOTHESIS else "also true"
    return SURVIVED


def _said(subject: Subject, slip: Slip) -> str:
    if slip.kind == HYPOTHESIS:
        return text(subject.sequent.hypotheses[int(slip.place)])
    return slip.poison or text(slip.sequent.goal)


# --- wrong letters --------------------------------------------------------------------------------------------------


def _letters(judged: Sequence[Judged]) -> dict[tuple[str, str], tuple[Mutant, ...]]:
    """Of a choice every other letter taken for the right one, beside each option that is proved."""
    options: dict[tuple[str, str, str | None, str], list[tuple[str, Judged]]] = {}
    for j in judged:
        if j.statement.role.startswith("option:") and j.statement.role.count(":") == 1:
            group = (j.document, j.file, j.statement.place, j.statement.name)
            options.setdefault(group, []).append((j.statement.role.partition(":")[2], j))
    out: dict[tuple[str, str], tuple[Mutant, ...]] = {}
    for of in options.values():
        for letter, j in of:
            if isinstance(j.verdict, Proved):
                out[j.document, j.statement.id] = tuple(_letter(x, other) for x, other in of if x != letter)
    return out


def _letter(letter: str, other: Judged) -> Mutant:
    goal = other.statement.goal if isinstance(other.statement, Statement) else None
    made = Mutant(LETTER, letter, text(goal) if isinstance(goal, Prop) else "", SURVIVED)
    if isinstance(other.verdict, Refuted):
        return replace(made, status="refuted")
    if isinstance(other.verdict, IllPosed):
        return replace(made, status="ill-posed")
    return replace(made, status="also true") if isinstance(other.verdict, Proved) else made
