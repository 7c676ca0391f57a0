"""What counts as noticed: that a test fails by its name, or that its file cannot be imported; nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kernel_mutants.forks import ENDED, NOTICED, SURVIVED, Limits, Outcome, Refused, in_a_fork, through_a_fork
from tests.kernel_mutants.running import ALONE
from tests.kernel_mutants.watching import Watch, run_files, with_the_tests_collected

LIMITS = Limits(60.0)
FILES = {
    "test_good.py": "def test_one(): pass\ndef test_two(): pass\n",
    "test_bad.py": "def test_one(): pass\ndef test_wrong(): assert 1 == 2\ndef test_late(): assert 0\n",
    "test_memory.py": "def test_full(): raise MemoryError\n",
    "test_leaving.py": "def test_leaves(): raise SystemExit(0)\n",
    "test_stopping.py": "def test_stops(): raise KeyboardInterrupt\n",
    "test_exiting.py": "raise SystemExit(1)\n",
    "test_broken.py": "from small import nothing\ndef test_one(): pass\n",
    "test_loading.py": "raise MemoryError\n",
}


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some test files, and that pytest may run inside of pytest."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    monkeypatch.chdir(tmp_path)
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)


def outcome(*names: str) -> Outcome:
    """Of the named tests, in a fork."""

    def work() -> Outcome:
        watch = Watch(names)
        run_files(watch)
        return watch.outcome()

    return in_a_fork(work, LIMITS)


def test_tests_that_pass_notice_nothing() -> None:
    assert outcome("test_good.py::test_two", "test_good.py::test_one", "test_bad.py::test_one") == (SURVIVED, "")


def test_a_test_that_fails_is_named() -> None:
    assert outcome("test_good.py::test_one", "test_bad.py::test_wrong") == (NOTICED, "test_bad.py::test_wrong")
    assert outcome("test_bad.py::test_late", "test_bad.py::test_wrong") == (NOTICED, "test_bad.py::test_late")
    assert outcome("test_leaving.py::test_leaves") == (NOTICED, "test_leaving.py::test_leaves")


def test_a_file_that_cannot_be_imported_is_named() -> None:
    assert outcome("test_broken.py::test_one") == (NOTICED, "test_broken.py (not imported)")


def test_out_of_memory_is_no_test_that_fails() -> None:
    assert outcome("test_memory.py::test_full") == (ENDED, "out of memory in test_memory.py::test_full")
    assert outcome("test_loading.py::test_one") == (ENDED, "out of memory in test_loading.py (not imported)")


def test_what_stops_pytest_is_no_test_that_fails() -> None:
    assert outcome("test_stopping.py::test_stops") == (ENDED, "the session with INTERRUPTED")
    assert outcome("test_exiting.py::test_one") == (ENDED, "the session with INTERNAL_ERROR")


def test_a_test_that_is_not_there_notices_nothing() -> None:
    assert outcome("test_good.py::test_three") == (SURVIVED, "")
    watch = Watch(["test_good.py::test_three"])
    assert watch.left_out == ["test_good.py::test_three"]
    with pytest.raises(Refused, match="USAGE_ERROR"):
        outcome("test_nowhere.py::test_one")


def collected(*files: str) -> object:
    """The names that a session has collected."""
    found: list[str] = []

    def work() -> list[str]:
        with_the_tests_collected(files, found.extend)
        return found

    return through_a_fork(work)


def test_the_tests_of_a_session_are_given_to_the_work() -> None:
    assert collected("test_good.py") == ["test_good.py::test_one", "test_good.py::test_two"]


def test_a_session_that_cannot_collect_is_refused() -> None:
    with pytest.raises(Refused):
        collected("test_good.py", "test_broken.py")
    with pytest.raises(Refused, match="the tests were not collected"):
        collected("test_nowhere.py")


def test_what_the_work_raises_is_not_lost() -> None:
    def work(items: object) -> None:
        raise Refused("of the work")

    with pytest.raises(Refused, match="of the work"):
        through_a_fork(lambda: with_the_tests_collected(["test_good.py"], work))
