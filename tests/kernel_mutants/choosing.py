"""Which tests a mutant is given: some of those that run its function. They are found by running all once."""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.kernel_mutants.forks import Refused, through_a_fork
from tests.kernel_mutants.mutations import Mutant, function_at, headers
from tests.kernel_mutants.watching import QUIET, with_the_tests_collected

ROOT = Path(__file__).parents[2]
TRUSTED = ROOT / "src" / "proofread" / "trusted"
TESTS = ["tests/trusted", "tests/test_forgery.py", "tests/test_forged_records.py"]
PLACE = ROOT / ".proofread" / "kernel_mutants"
FROZEN = "tests/trusted/test_frozen.py"  # what is frozen shows without a line of the module being run
ENOUGH = 5.0  # seconds of tests that each mutant is given

Reached = dict[tuple[str, str], set[str]]  # (module, function) → tests that run it; "" is the rest of the module


@dataclass(frozen=True)
class Given:
    """Which tests run which function, and how long each took when that was recorded."""

    reached: Reached = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    loading: frozenset[tuple[str, str]] = frozenset()  # functions that run while the tests are loaded

    def also_loading(self, m: Mutant) -> bool:
        """Whether a change of the function may show only where it is in place before anything is loaded."""
        return (m.module, m.function) in self.loading

    def of(self, m: Mutant, hint: str = "") -> list[str]:
        """Of the tests that run its function (or its module): what noticed it the last time, then those in the files
        that are named after the module, then the others, the fastest first."""
        names, own = self.running(m), f"/test_{m.module}"
        if not names or self.also_loading(m):
            names = names | {t for (module, _), ts in self.reached.items() if module == m.module for t in ts}
            names |= {t for t in self.seconds if t.startswith(FROZEN) or own in t}
        order = sorted(names, key=lambda t: (t != hint, own not in t, self.seconds.get(t, 0.0), t))
        return list(self.up_to_enough(order))

    def running(self, m: Mutant) -> set[str]:
        """The tests that run its function after the modules are loaded: those that a change while it runs can show."""
        return self.reached.get((m.module, m.function), set()) if m.live else set()

    def up_to_enough(self, names: Sequence[str]) -> Iterator[str]:
        spent = 0.0
        for name in names:
            yield name
            spent += self.seconds.get(name, 0.0)
            if spent > ENOUGH:
                return


class Recorder:
    """Notes which test runs which line, and how long each test takes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self.cover = coverage.Coverage(data_file=None, source=[str(TRUSTED)], config_file=False)

    def reached(self) -> Reached:
        data = self.cover.get_data()
        out: Reached = defaultdict(set)
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
        raise Refused(f"the tests fail without any mutant ({code!r}): {recorder.failed}")
    return recorder.reached(), recorder.seconds


def recorded() -> Given:
    """Which tests run which function, from the last time where the test file is as it was then. It only chooses the
    tests that a mutant is given: where it is out of date, a mutant may seem to survive, and none seems noticed."""
    kept_in = PLACE / "reached"
    kept_in.mkdir(parents=True, exist_ok=True)
    files = sorted({str(f.relative_to(ROOT)) for t in TESTS for f in files_of(ROOT / t)})
    kept = {f: kept_in / f"{Path(f).stem}-{digest(f)[:24]}.json" for f in files}
    if missing := [f for f, place in kept.items() if not place.exists()]:
        found: tuple[Reached, dict[str, float]] = through_a_fork(lambda: record(missing))
        for f in missing:
            kept[f].write_text(json.dumps(_of_file(f, *found)))
    return replace(_merged(json.loads(place.read_text()) for place in kept.values()), loading=_loading(files))


def _loading(files: Sequence[str]) -> frozenset[tuple[str, str]]:
    """The functions that run while the tests are loaded, from the last time where all is as it was then."""
    sources = [f.read_text(encoding="utf-8") for f in sorted(TRUSTED.glob("*.py"))]
    every = hashlib.sha256("".join([*sources, *map(digest, files)]).encode()).hexdigest()[:24]
    place = PLACE / "loading" / f"{every}.json"
    if not place.exists():
        found: list[tuple[str, str]] = through_a_fork(_load)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(found))
    return frozenset((module, function) for module, function in json.loads(place.read_text()))


def _load() -> list[tuple[str, str]]:
    cover = coverage.Coverage(data_file=None, source=[str(TRUSTED)], config_file=False)
    cover.start()
    with_the_tests_collected(TESTS, lambda items: None)
    cover.stop()
    return sorted({at for file in cover.get_data().measured_files() for at in _bodies(cover, Path(file))})


def _bodies(cover: coverage.Coverage, file: Path) -> set[tuple[str, str]]:
    """The functions of which more was run than where they are defined."""
    functions, defining = function_at(file), headers(file)
    lines = cover.get_data().lines(str(file)) or []
    return {(file.stem, functions[line]) for line in lines if line in functions and line not in defining}


def _merged(parts: Iterator[Mapping[str, Any]]) -> Given:
    tests = Given()
    for data in parts:
        tests.seconds.update(data["seconds"])
        for module, function, names in data["reached"]:
            tests.reached.setdefault((module, function), set()).update(names)
    return tests


def _of_file(file: str, reached: Reached, seconds: dict[str, float]) -> dict[str, Any]:
    def mine(test: str) -> bool:
        return test.partition("::")[0] == file

    lines = [(*at, sorted(filter(mine, tests))) for at, tests in sorted(reached.items())]
    return {"seconds": {t: s for t, s in seconds.items() if mine(t)}, "reached": [row for row in lines if row[2]]}


def files_of(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.glob("test_*.py"))


@cache
def digest(file: str) -> str:
    """Of a test file and what the tests share, as they were when first asked for; a file may be gone by now."""
    shared = [f for f in sorted((ROOT / "tests" / "trusted").glob("*.py")) if not f.name.startswith("test_")]
    out = hashlib.sha256()
    for f in (*shared, ROOT / file):
        out.update(f.read_bytes() if f.exists() else b"gone")
    return out.hexdigest()
