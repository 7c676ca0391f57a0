"""The process in which statements are decided, one after another, each with its own limit of memory."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from proofread.audit.verdicts import Undecided, Verdict, to_json

Decide = Callable[..., Verdict]
RECURSION = 10_000  # deep terms are read and printed by recursion
COLLECTED_AFTER = 20_000  # objects made and not yet dropped
READY = "ready"  # said once, before the first job is taken
BROKEN = "broken"  # the worker does not go on after this job


def serve(connection: Connection, root: str, decider: str) -> None:
    """Say READY, then decide jobs until None comes. A reply is (verdict as JSON, "" or BROKEN)."""
    sys.setrecursionlimit(RECURSION)
    sys.path.insert(0, root)
    decide = _load(decider)
    gc.freeze()  # what is loaded stays; collections look at the rest only, and not every few hundred terms
    gc.set_threshold(COLLECTED_AFTER)
    with suppress(EOFError, OSError):  # the run was ended
        connection.send(READY)
        while (job := connection.recv()) is not None:
            connection.send(_reply(decide, job))


def _load(reference: str) -> Decide:
    """`module:function`; loaded here so that the parent needs none of the methods."""
    from importlib import import_module

    module, _, name = reference.partition(":")
    found: Decide = getattr(import_module(module), name)
    return found


def _reply(decide: Decide, job: dict[str, Any]) -> tuple[dict[str, Any], str]:
    from proofread.audit.jobs import read_payload

    try:
        _limit(job["memory"])
        verdict = decide(read_payload(job["statement"]), seed=job["seed"], stored=job["stored"])
        return to_json(verdict), ""
    except MemoryError:
        return to_json(Undecided(("memory limit",), tripped=True)), BROKEN
    except RecursionError:
        return to_json(Undecided(("crashed: nested too deeply",), tripped=True)), BROKEN
    except Exception as error:
        return to_json(Undecided((f"crashed: {_located(error)}",), tripped=True)), ""


def _limit(memory: int) -> None:
    """Cap the address space, where the system knows such a cap."""
    try:
        import resource
    except ImportError:  # not on this system: the time limit remains
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    soft = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _located(error: Exception) -> str:
    """The error and the function it came from, without lines or folders: this is recorded."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" in {Path(trace.tb_frame.f_code.co_filename).stem}.{trace.tb_frame.f_code.co_name}" if trace else ""
    return f"{type(error).__name__}: {error}{where}"
