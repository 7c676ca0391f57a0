"""Statements decided in worker processes. One that hangs, dies or eats memory costs its own verdict and no other.

Wall clock and memory are safety nets: a statement that trips one reads Undecided, and the run is incomplete.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from proofread.audit import worker
from proofread.audit.verdicts import Undecided, Verdict, from_json

DECIDER = "proofread.audit.decide:decide"
TIME_LIMIT = 60.0  # seconds for one statement
MEMORY_LIMIT = 2 << 30  # bytes of address space
CODE_MEMORY_LIMIT = 12 << 30  # code that is run may load large libraries, which map far more than they use
MOST_FAILED_STARTS = 3
MOST_SERVED = 4096  # jobs of one worker that stays from run to run
MOST_TOGETHER = 32  # jobs with the same hypotheses in one row
START = 60.0  # seconds for a worker to come up, before its first statement


class CannotStartError(Exception):
    """Several workers in a row did not come up: the fault is not a statement's, and nothing can be decided."""


@dataclass(frozen=True)
class Job:
    """A statement as JSON (jobs.payload), its seed, and its saved evidence."""

    statement: dict[str, Any]
    seed: int
    stored: dict[str, Any] | None = None


@dataclass
class Results:
    """Verdicts in the order of the jobs; None where the run was interrupted before. `tripped`: safety nets."""

    verdicts: list[Verdict | None]
    interrupted: bool = False
    tripped: int = 0


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    job: int | None = None
    mine: deque[int] = field(default_factory=deque)
    deadline: float = field(default=0.0)
    started: bool = False
    served: int = 0


class Crew:
    """Workers that stay from one run to the next; each is replaced after a while, so that what it keeps stays small."""

    def __init__(self) -> None:
        self.idle: list[_Worker] = []

    def close(self) -> None:
        while self.idle:
            _end(self.idle.pop())


def run(
    jobs: Sequence[Job], *, workers: int = 1, root: Path, time_limit: float = TIME_LIMIT,
    memory_limit: int | None = None, decider: str = DECIDER, done: Callable[[int], None] = lambda k: None,
    crew: Crew | None = None,
) -> Results:  # fmt: skip
    """Decide the jobs. `done` is called with the number of each job that is finished, while the workers are busy with
    others. `root`: where code is imported from. `crew`: the workers of the run before, of the same root and decider,
    who stay for the next. Ctrl-C ends the run and keeps what was decided."""
    results = Results([None] * len(jobs))
    pool = _Pool(jobs, results, root, time_limit, memory_limit, decider, done, crew)
    try:
        pool.work(max(1, min(workers, len(jobs))))
    except KeyboardInterrupt:
        results.interrupted = True
    finally:
        pool.close()
    return results


@dataclass
class _Pool:
    """The workers of one run and the jobs still to do."""

    jobs: Sequence[Job]
    results: Results
    root: Path
    time_limit: float
    memory_limit: int | None
    decider: str
    done: Callable[[int], None]
    crew: Crew | None = None

    def __post_init__(self) -> None:
        self.left = _by_hypotheses(self.jobs)
        self.workers: list[_Worker] = []
        self.failed_starts = 0

    def work(self, count: int) -> None:
        if not self.jobs:
            return
        kept = self.crew.idle if self.crew is not None else []
        self.workers = [kept.pop() if kept else _start(self.root, self.decider) for _ in range(count)]
        for w in list(self.workers):
            self._next(w)
        while self.workers:
            self._wait()

    def close(self) -> None:
        for w in self.workers:
            _end(w)
        self.workers.clear()

    def _next(self, w: _Worker) -> None:
        """The next job for an idle worker, or its end."""
        if not (w.mine or self.left):
            self._released(w)
            return
        if not w.mine:
            w.mine = self.left.popleft()
        w.job = w.mine.popleft()
        w.served += 1
        w.deadline = time.monotonic() + (self.time_limit if w.started else START)
        job = self.jobs[w.job]
        memory = self.memory_limit or (CODE_MEMORY_LIMIT if "code" in job.statement else MEMORY_LIMIT)
        with suppress(OSError):  # a worker that is gone is noticed when its answer is read
            w.connection.send({"statement": job.statement, "seed": job.seed, "stored": job.stored, "memory": memory})

    def _wait(self) -> None:
        """Take answers, and end the workers whose time is up."""
        nearest = min(w.deadline for w in self.workers) - time.monotonic()
        ready = wait([w.connection for w in self.workers], timeout=max(0.0, min(nearest, 1.0)))
        for w in [w for w in self.workers if w.connection in ready]:
            self._take(w)
        for w in [w for w in self.workers if time.monotonic() > w.deadline]:
            self._lose(w, "time limit" if w.started else "crashed: no worker came up in time")

    def _take(self, w: _Worker) -> None:
        try:
            reply = w.connection.recv()
        except (EOFError, OSError):
            w.process.join(5)
            self._lose(w, f"crashed: the process ended with code {w.process.exitcode}")
            return
        if reply == worker.READY:
            w.started, w.deadline, self.failed_starts = True, time.monotonic() + self.time_limit, 0
            return
        verdict, state = reply
        k = w.job
        if state == worker.BROKEN:
            self._replace(w)
        else:
            self._next(w)  # before its answer is looked at: no worker waits for us
        self._record(k, from_json(verdict))

    def _lose(self, w: _Worker, reason: str) -> None:
        self.failed_starts += not w.started
        if self.failed_starts == MOST_FAILED_STARTS:
            raise CannotStartError(f"{MOST_FAILED_STARTS} workers in a row did not start; the last one {reason}")
        k = w.job
        self._replace(w)
        self._record(k, Undecided((reason,), tripped=True))

    def _record(self, k: int | None, verdict: Verdict) -> None:
        assert k is not None
        self.results.verdicts[k] = verdict
        self.results.tripped += isinstance(verdict, Undecided) and verdict.tripped
        self.done(k)

    def _replace(self, w: _Worker) -> None:
        """A new process in place of one that cannot go on."""
        self._dismiss(w)
        if w.mine or self.left:
            fresh = _start(self.root, self.decider)
            fresh.mine = w.mine
            self.workers.append(fresh)
            self._next(fresh)

    def _released(self, w: _Worker) -> None:
        """Nothing is left to do: the worker stays with the crew, or ends."""
        if self.crew is None or not w.started or w.served >= MOST_SERVED:
            self._dismiss(w)
            return
        self.workers.remove(w)
        self.crew.idle.append(w)

    def _dismiss(self, w: _Worker) -> None:
        self.workers.remove(w)
        _end(w)


def _by_hypotheses(jobs: Sequence[Job]) -> deque[deque[int]]:
    """Jobs with the same hypotheses go to one worker, one after another: they share their instances; of very many, so
    many at a time. The longest groups, by what there is to read, come first, so that no worker is left alone with one
    of them at the end."""
    groups: dict[str, deque[int]] = {}
    weight: Counter[str] = Counter()
    alike: Counter[str] = Counter()
    for k, job in enumerate(jobs):
        shared = job.statement.get("hypotheses")
        said = json.dumps(shared, sort_keys=True) if shared else str(k)
        group = f"{alike[said] // MOST_TOGETHER} {said}"
        alike[said] += 1
        groups.setdefault(group, deque()).append(k)
        weight[group] += len(json.dumps(job.statement))
    return deque(groups[g] for g in sorted(groups, key=lambda g: -weight[g]))


def _start(root: Path, decider: str) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=worker.serve, args=(theirs, str(root), decider), daemon=True)
    with _undisturbed():
        process.start()
    theirs.close()
    return _Worker(process, ours)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Workers start without Ctrl-C, which is for us to handle, and with one order of sets for all of them."""
    main = threading.current_thread() is threading.main_thread()
    before = signal.signal(signal.SIGINT, signal.SIG_IGN) if main else None
    seed = os.environ.get("PYTHONHASHSEED")
    os.environ["PYTHONHASHSEED"] = "0"
    try:
        yield
    finally:
        if seed is None:
            del os.environ["PYTHONHASHSEED"]
        else:
            os.environ["PYTHONHASHSEED"] = seed
        if main:
            signal.signal(signal.SIGINT, before)


def _end(w: _Worker) -> None:
    """At once: nothing a worker holds is worth waiting for."""
    w.process.kill()
    w.process.join()
    with suppress(OSError):
        w.connection.close()
