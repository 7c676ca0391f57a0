"""What happens to named tests: which ran, how long they took, and which failed and of what."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from tests.kernel_mutants.forks import ENDED, NOTICED, SURVIVED, Outcome, Refused, silence

QUIET = ["-q", "-p", "no:cacheprovider"]


class Watch:
    """Runs the named tests and no others, in the order of the names, and notes the first that fails."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self.failed = ""
        self.ended = ""  # how, where no test failed
        self.out_of_memory = False
        self.seconds: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        by = {item.nodeid: item for item in items}
        items[:] = [by[name] for name in self.names if name in by]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        start = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed and not self.failed:
            self.failed = f"{report.nodeid} (not imported)"

    def pytest_exception_interact(self, call: pytest.CallInfo[Any]) -> None:
        self.out_of_memory |= call.excinfo is not None and isinstance(call.excinfo.value, MemoryError)

    def outcome(self) -> Outcome:
        """Noticed only where a test failed by name."""
        if self.out_of_memory:
            return ENDED, f"out of memory in {self.failed}"
        if self.ended:
            return ENDED, self.ended
        return (NOTICED, self.failed) if self.failed else (SURVIVED, "")

    @property
    def left_out(self) -> list[str]:
        return [name for name in self.names if name not in self.seconds]


def run_items(watch: Watch, items: Sequence[pytest.Item]) -> None:
    """Tests of the session that has collected them, one after the other until one fails."""
    items[0].config.pluginmanager.register(watch)
    for k, item in enumerate(items):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=items[k + 1] if k + 1 < len(items) else None)
        if watch.failed:
            return


def run_files(watch: Watch) -> None:
    """The named tests in a session of their own. That pytest is not able to run them is no test that fails: with a
    mutant that leaves or breaks it, the session has ended."""
    files = list(dict.fromkeys(name.partition("::")[0] for name in watch.names))
    code = pytest.main(["-x", *QUIET, *files], plugins=[watch])
    good = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)  # with a mutant, a test may be gone by its name
    if code in (pytest.ExitCode.INTERRUPTED, pytest.ExitCode.INTERNAL_ERROR) and not watch.failed:
        watch.ended = f"the session with {pytest.ExitCode(code).name}"
    elif code not in good and not watch.failed:
        raise Refused(f"pytest ended with {code!r}, and no test failed")


class Session:
    """In the session that has collected the tests: `work` is called instead of running them."""

    def __init__(self, work: Callable[[dict[str, pytest.Item]], None]) -> None:
        self.work = work
        self.why: BaseException | None = Refused("the tests were not collected")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.why = None
        try:
            if session.testsfailed:
                raise Refused("a test file cannot be imported without a mutant")
            self.work({item.nodeid: item for item in session.items})
        except BaseException as why:  # pytest would print it only
            self.why = why
        return True


def with_the_tests_collected(files: Sequence[str], work: Callable[[dict[str, pytest.Item]], None]) -> None:
    silence()
    session = Session(work)
    pytest.main([*QUIET, *files], plugins=[session])
    if session.why is not None:
        raise session.why
