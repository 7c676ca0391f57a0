"""Each mutant in a process of its own, which runs the tests that reach its line until one fails.

The tests are collected once. A mutant inside a function is put into a fork of that process by exchanging the code of
the function; one outside of functions (a table, a decorator), or in a function that runs only while modules are
loaded, needs a fork in which nothing is imported yet. Each of the two ways is gone once without a mutant.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType, FunctionType

import pytest

from tests.kernel_mutants.forks import MISPLACED, SURVIVED, Limits, Outcome, Refused, Work, in_a_fork
from tests.kernel_mutants.placing import Mutated, exchange
from tests.kernel_mutants.watching import Watch, run_files, run_items

# Plugins are not loaded: pytest would load the package of our own, with its asserts rewritten, before a mutant is in.
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
MEMORY = 3 << 30
AMPLE, FACTOR = 10.0, 5.0  # a mutant may compute for so many seconds, and so many times as long as without it


@dataclass(frozen=True)
class Control:
    """How long the tests take without a mutant: all of them passed, in half the memory that a mutant is given."""

    seconds: Mapping[str, float] = field(default_factory=dict)
    loading: float = 0.0

    def limits(self, tests: Sequence[str]) -> Limits:
        """So wide that whatever reaches them is a mutant that goes on for ever, or nearly."""
        alone = self.loading + sum(self.seconds[name] for name in tests)
        return Limits(AMPLE + FACTOR * alone, MEMORY)


def controlled(work: Work, tests: Sequence[str]) -> Control:
    """`work` without a mutant. Raises Refused unless all its tests pass."""
    state, said = in_a_fork(work, Limits(3600.0, MEMORY // 2))
    if state != SURVIVED:
        raise Refused(f"refused: without a mutant it is {state} ({said}) on the same way")
    told = json.loads(said)
    if missing := [name for name in tests if name not in told["seconds"]]:
        raise Refused(f"refused: without a mutant these tests are not run: {missing[:5]}")
    return Control(told["seconds"], told["loading"])


def of_function(
    original: CodeType, code: CodeType, functions: Sequence[FunctionType], items: Sequence[pytest.Item]
) -> Work:
    """The items, with the code in the place of the original."""
    same = code is original

    def work() -> Outcome:
        done = exchange(original, code, functions)
        if same and (done.changed or not done.found):
            raise Refused("the functions that live are not those of the file")
        if not same and not done.changed:
            return MISPLACED, ""
        watch, start = Watch([item.nodeid for item in items]), time.process_time()
        run_items(watch, items)
        return _said(watch, start) if same else watch.outcome()

    return work


def of_module(name: str, code: CodeType, tests: Sequence[str], same: bool = False) -> Work:
    """The tests, with the module of that name loaded from the code; `same`: it is the unchanged code."""

    def work() -> Outcome:
        if not tests:
            return SURVIVED, ""
        if name in sys.modules:
            raise Refused(f"{name} is loaded already")
        finder = Mutated(name, code)
        sys.meta_path.insert(0, finder)
        watch, start = Watch(tests), time.process_time()
        run_files(watch)
        if not finder.used:
            raise Refused(f"{name} is not loaded by its tests")
        return _said(watch, start) if same else watch.outcome()

    return work


def _said(watch: Watch, start: float) -> Outcome:
    """Of a run without a mutant: how long each test took, and the rest."""
    state, text = watch.outcome()
    if state != SURVIVED:
        return state, text
    rest = time.process_time() - start - sum(watch.seconds.values())
    return SURVIVED, json.dumps({"seconds": watch.seconds, "loading": max(rest, 0.0)})
