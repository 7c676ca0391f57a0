"""Each mutant in a process of its own, which runs the tests that reach its line until one fails.

The tests are collected once. A mutant inside a function is put into a fork of that process by exchanging the code of
the function; one outside of functions (a table, a decorator) needs a fork in which nothing is imported yet.
"""

from __future__ import annotations

import gc
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest

from tests.kernel_mutants.mutations import Mutant, function_at

ROOT = Path(__file__).parents[2]
TRUSTED = ROOT / "src" / "proofread" / "trusted"
TESTS = ["tests/trusted", "tests/test_forgery.py", "tests/test_forged_records.py"]
SECONDS = 120  # of computing, after which a mutant that goes on for ever counts as noticed
MEMORY = 3 << 30
QUIET = ["-q", "-p", "no:cacheprovider"]
# Plugins are not loaded: pytest would load the package of our own, with its asserts rewritten, before a mutant is in.
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "CI": "1", "PYTHONDONTWRITEBYTECODE": "1"}
SURVIVED, KILLED, BROKEN, FAULT = 0, 1, 2, 3

Reached = dict[tuple[str, str], set[str]]  # (module, function) → tests that run it; "" is the rest of the module


class Recorder:
    """Notes which test runs which line, and how long each test takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self.cover = coverage.Coverage(data_file=None, source=[str(TRUSTED)], config_file=False)

    def reached(self) -> Reached:
        data, out = self.cover.get_data(), defaultdict(set)
        for file in data.measured_files():
            functions = function_at(Path(file))
            for line, tests in data.contexts_by_lineno(file).items():
                out[Path(file).stem, functions.get(line, "")] |= {t for t in tests if t}
        return out

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        self.cover.switch_context(item.nodeid)
        start = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start
        self.cover.switch_context("")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def record(files: Sequence[str]) -> tuple[Reached, dict[str, float]]:
    """The tests without a mutant, all of which must pass."""
    recorder = Recorder()
    recorder.cover.start()
    code = pytest.main([*QUIET, *files], plugins=[recorder])
    recorder.cover.stop()
    if code != 0:
        raise SystemExit(f"the tests fail without any mutant: {recorder.failed}")
    return recorder.reached(), recorder.seconds


class Only:
    """Runs the named tests and no others, in the order of the names, until one fails."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        by = {item.nodeid: item for item in items}
        items[:] = [by[name] for name in self.names if name in by]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = report.nodeid


class Session:
    """In the session that has collected the tests: `work` is called instead of running them."""

    def __init__(self, work: Callable[[dict[str, pytest.Item]], None]) -> None:
        self.work = work

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.work({item.nodeid: item for item in session.items})
        return True


def with_the_tests_collected(work: Callable[[dict[str, pytest.Item]], None]) -> None:
    silence()
    pytest.main([*QUIET, *TESTS], plugins=[Session(work)])


def silence() -> None:
    """What pytest prints about tests under a mutant is of no use."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)


# --- one mutant -----------------------------------------------------------------------------------------------------


def in_a_fork(work: Callable[[], tuple[int, str]]) -> tuple[int, str]:
    """What `work` returns in a child with limits; a child that dies or is stopped has noticed the mutant."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        _child(work, theirs)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        said = pipe.read().decode()
    os.waitpid(child, 0)
    if not said:
        return KILLED, "(ended: without end, or the process died)"
    state, _, test = said.partition("\n")
    if int(state) == FAULT:
        raise RuntimeError(f"the fault is the tester's, not the mutant's: {test}")
    return int(state), test


def _child(work: Callable[[], tuple[int, str]], out: int) -> None:
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS * 20)
        silence()
        state, test = work()
        os.write(out, f"{state}\n{test}".encode())
    except (KeyboardInterrupt, SystemExit, MemoryError, RecursionError) as why:  # what tests do not catch
        os.write(out, f"{KILLED}\n({type(why).__name__})".encode())
    except BaseException as why:
        os.write(out, f"{FAULT}\n{type(why).__name__}: {why}".encode())
    finally:
        os._exit(0)


def living(file: Path) -> list[FunctionType]:
    """The functions of a module that is loaded, wherever they are held. What lives now is not walked again by forks."""
    gc.unfreeze()
    found = [f for f in gc.get_objects() if type(f) is FunctionType and f.__code__.co_filename == str(file)]
    gc.collect()
    gc.freeze()
    return found


def of_function(
    mutant: Mutant, original: CodeType, functions: Sequence[FunctionType], tests: Sequence[pytest.Item]
) -> Callable[[], tuple[int, str]]:
    def work() -> tuple[int, str]:
        if not exchange(original, mutant.code, functions):
            return BROKEN, ""
        failing = Only([])
        tests[0].config.pluginmanager.register(failing)
        for k, item in enumerate(tests):
            following = tests[k + 1] if k + 1 < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if failing.failed:
                return KILLED, failing.failed
        return SURVIVED, ""

    return work


def of_module(mutant: Mutant, names: Sequence[str]) -> Callable[[], tuple[int, str]]:
    def work() -> tuple[int, str]:
        if not names:
            return SURVIVED, ""
        full = f"proofread.trusted.{mutant.module}"
        sys.meta_path.insert(0, Mutated(full, mutant.code))
        only = Only(names)
        files = list(dict.fromkeys(name.partition("::")[0] for name in names))
        code = pytest.main(["-x", *QUIET, *files], plugins=[only])
        return (SURVIVED, "") if code == 0 else (KILLED, only.failed or "(not imported)")

    return work


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with the code of the mutant."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code

    def find_spec(self, name: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self, origin=self.code.co_filename)

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = self.code.co_filename
        exec(self.code, vars(module))


def exchange(old: CodeType, new: CodeType, functions: Iterable[FunctionType]) -> bool:
    """Every function that was made from the old module's code gets the new code of the same function."""
    ours, theirs = list(_codes(old)), list(_codes(new))
    if [c.co_qualname for c in ours] == [c.co_qualname for c in theirs]:
        by = dict(zip(map(_name, ours), theirs, strict=True))
    else:  # a function inside went with what was left out
        by = {_name(c): c for c in theirs}
    exchanged = 0
    for f in functions:
        if code := by.get(_name(f.__code__)):
            if code.co_freevars != f.__code__.co_freevars:
                return False
            exchanged += code != f.__code__
            f.__code__ = code
    return exchanged > 0


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def _name(code: CodeType) -> tuple[Any, ...]:
    return (code.co_qualname, code.co_firstlineno, next(iter(code.co_positions()), None), _last(code.co_positions()))


def _last(positions: Iterable[Any]) -> Any:
    return max(((p[1], p[3]) for p in positions if p[1] is not None and p[3] is not None), default=None)
