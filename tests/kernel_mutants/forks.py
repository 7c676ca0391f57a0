"""Work in a process of its own, with limits: what it says, or how it ended where it said nothing."""

from __future__ import annotations

import os
import pickle
import resource
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

NOTICED, ENDED, SURVIVED = "noticed", "ended", "survived"
MISPLACED = "misplaced"  # not to be put into a running program
FAULT = "fault"  # of the tester

Outcome = tuple[str, str]  # state, and which test noticed it or how it ended
Work = Callable[[], Outcome]


@dataclass(frozen=True)
class Limits:
    """Seconds of computing, and bytes of memory."""

    seconds: float
    memory: int = 3 << 30


class Refused(RuntimeError):
    """The fault is the tester's, or that of a test without any mutant: nothing can be said of mutants."""


def in_a_fork(work: Work, limits: Limits) -> Outcome:
    """What `work` returns in a child with limits. A child that dies, is stopped or is out of memory has ended; a fault
    of the tester's own is raised."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _child(work, theirs, limits)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if not said:
        return ENDED, _death(status)
    state, _, text = said.partition("\n")
    if state == FAULT:
        raise Refused(f"the fault is the tester's, not the mutant's: {text}")
    return state, text


def _death(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return f"left with {os.waitstatus_to_exitcode(status)} and without a word"
    by = signal.Signals(os.WTERMSIG(status)).name
    return f"out of time ({by})" if by in ("SIGXCPU", "SIGALRM") else f"killed by {by}"


def _child(work: Work, out: int, limits: Limits) -> None:
    try:
        _limit(limits)
        silence()
        state, text = work()
    except (KeyboardInterrupt, SystemExit, MemoryError, RecursionError) as why:  # outside of any test
        state, text = ENDED, type(why).__name__
    except BaseException as why:
        state, text = FAULT, f"{type(why).__name__}: {why}"
    try:
        os.write(out, f"{state}\n{text}".encode())
    finally:
        os._exit(0)


def _limit(limits: Limits) -> None:
    seconds = int(limits.seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    signal.alarm(int(limits.seconds * 10) + 60)  # of waiting, where nothing is computed


def silence() -> None:
    """What pytest prints about tests under a mutant is of no use."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


def through_a_fork(work: Callable[[], Any]) -> Any:
    """What `work` returns, from a process in which it may import what it likes; what it raises, as a Refused."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _tell(work, theirs)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(child, 0)
    if not data:
        raise Refused(f"the tests could not be run: {_death(status)}")
    good, said = pickle.loads(data)
    if not good:
        raise Refused(said)
    return said


def _tell(work: Callable[[], Any], out: int) -> None:
    try:
        said = True, work()
    except BaseException as why:
        said = False, str(why) if isinstance(why, Refused) else f"{type(why).__name__}: {why}"
    try:
        with os.fdopen(out, "wb") as pipe:
            pickle.dump(said, pipe)
    finally:
        os._exit(0)
