"""The whole way, on a package of one small module with tests of its own: noticed, ended, survived; and refusals."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.kernel_mutants import choosing, modules, running
from tests.kernel_mutants.choosing import Given
from tests.kernel_mutants.forks import ENDED, NOTICED, SURVIVED, Refused
from tests.kernel_mutants.modules import Module, first

SOURCE = """
LIMIT = 3
UNUSED = 7

def counted(n):
    k = 0
    while k < n:
        k += 1
    return k

def small(n):
    return n < LIMIT

def idle(n):
    return n + 1
"""
CHECKS = """
from trustedlike.little import counted, idle, small

def test_counted(): assert counted(3) == 3
def test_small(): assert small(2) and not small(3)
def test_idle(): idle(4)
"""
NAMES = ["test_little.py::test_counted", "test_little.py::test_small", "test_little.py::test_idle"]
REACHED = {("little", name): {f"test_little.py::test_{name}"} for name in ("counted", "small", "idle")}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A repository with one module that is mutated and one test file; little time for each mutant."""
    (tmp_path / "trustedlike").mkdir()
    (tmp_path / "trustedlike" / "__init__.py").write_text("")
    (tmp_path / "trustedlike" / "little.py").write_text(SOURCE)
    (tmp_path / "test_little.py").write_text(CHECKS)
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --import-mode=importlib\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    for name, value in running.ALONE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(choosing, "ROOT", tmp_path)
    monkeypatch.setattr(modules, "TRUSTED", tmp_path / "trustedlike")
    monkeypatch.setattr(modules, "PACKAGE", "trustedlike")
    monkeypatch.setattr(modules, "PLACE", tmp_path / "kept")
    monkeypatch.setattr(modules, "TESTS", ["test_little.py"])
    monkeypatch.setattr(running, "AMPLE", 0.2)
    choosing.digest.cache_clear()
    yield tmp_path
    for name in ("trustedlike.little", "trustedlike"):
        sys.modules.pop(name, None)


def given(*names: str) -> Given:
    seconds = {name: 0.01 * k for k, name in enumerate(names or NAMES)}
    return Given({at: tests | set(names) for at, tests in REACHED.items()}, seconds)


def states(module: Module) -> dict[str, tuple[str, str]]:
    return {r["key"].partition(":")[2]: (r["state"], r["test"]) for r in module.results()}


def test_what_became_of_each_mutant(root: Path) -> None:
    found = states(Module("little", given()))
    assert found["small: n < LIMIT → n <= LIMIT"] == (NOTICED, "test_little.py::test_small")
    assert found["-: 3 → 4"] == (NOTICED, "test_little.py::test_small")  # a constant of the module
    assert found["-: 7 → 8"] == found["idle: n + 1 → n - 1"] == (SURVIVED, "")
    assert found["counted: k += 1 → k -= 1"] == (ENDED, "out of time (SIGXCPU)")
    assert found["counted: k < n → k <= n"] == (NOTICED, "test_little.py::test_counted")


def test_a_function_that_runs_while_tests_are_loaded_is_changed_before(root: Path) -> None:
    """Its value is made at loading, and only asked for by a test."""
    text = CHECKS.replace("assert small(2) and not small(3)", "assert small(9) is not HELD") + "\nHELD = small(3)\n"
    (root / "test_little.py").write_text(text.replace("is not HELD", "is HELD"))
    key = "small: n < LIMIT → n <= LIMIT"
    assert states(Module("little", given(), only=key))[key] == (SURVIVED, "")
    early = replace(given(), loading=frozenset({("little", "small")}))
    assert states(Module("little", early, only=key, anew=True))[key] == (NOTICED, "test_little.py::test_small")


def test_what_is_kept_is_not_done_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_time = states(Module("little", given()))

    def never(*_: object) -> None:
        raise Refused("this was known")

    monkeypatch.setattr(modules, "in_a_fork", never)
    assert states(Module("little", given())) == first_time
    with pytest.raises(Refused, match="this was known"):
        Module("little", given(), anew=True).results()


def test_a_run_that_was_stopped_goes_on_where_it_was(root: Path) -> None:
    whole = states(Module("little", given()))
    kept = root / "kept" / "results" / "little.jsonl"
    lines = kept.read_text().splitlines()
    kept.write_text("\n".join([*lines[:4], lines[4][:15]]))
    assert states(Module("little", given())) == whole
    again = [json.loads(line)["key"] for line in kept.read_text().splitlines()[5:]]
    done = [json.loads(line)["key"] for line in lines[:4] if "without a mutant" not in line]
    assert done and not set(done) & set(again)


def test_where_a_test_fails_without_a_mutant_there_are_no_figures(root: Path) -> None:
    (root / "test_little.py").write_text(CHECKS + "\ndef test_wrong(): assert counted(3) == 4\n")
    with pytest.raises(Refused, match=r"little, functions: refused: .* noticed \(test_little.py::test_wrong\)"):
        Module("little", given(*NAMES, "test_little.py::test_wrong")).results()
    with pytest.raises(Refused, match=r"little, module: refused: .* noticed \(test_little.py::test_wrong\)"):
        Module("little", given(*NAMES, "test_little.py::test_wrong"), only="7 → 8").results()
    assert not (root / "kept" / "results" / "little.jsonl").exists()


def test_where_a_test_is_not_there_there_are_no_figures(root: Path) -> None:
    with pytest.raises(Refused, match="no such test"):
        Module("little", given(*NAMES, "test_little.py::test_gone")).results()
    with pytest.raises(Refused, match="not run"):
        Module("little", given(*NAMES, "test_little.py::test_gone"), only="7 → 8").results()


def test_a_module_that_is_loaded_when_it_is_needed(root: Path) -> None:
    text = CHECKS.replace("\nfrom trustedlike.little import counted, idle, small\n", "")
    late = "from trustedlike.little import counted, idle, small; "
    (root / "test_little.py").write_text(text.replace("(): ", f"(): {late}"))
    assert states(Module("little", given()))["small: n < LIMIT → n <= LIMIT"][0] == NOTICED


def test_tests_that_do_not_load_the_module_notice_nothing(root: Path) -> None:
    (root / "test_little.py").write_text("def test_counted(): pass\ndef test_small(): pass\ndef test_idle(): pass\n")
    assert {r["state"] for r in Module("little", given(), only="small").results()} == {SURVIVED}
    with pytest.raises(Refused, match="not loaded by its tests"):
        Module("little", given(), only="7 → 8").results()


def test_where_the_module_is_loaded_before_its_mutant_there_are_no_figures(root: Path) -> None:
    import trustedlike.little  # type: ignore[import-not-found]  # noqa: F401

    with pytest.raises(Refused, match="loaded already"):
        Module("little", given(), only="7 → 8").results()


def test_what_takes_half_the_memory_without_a_mutant_is_refused(root: Path) -> None:
    text = f"\ndef test_idle(): assert len(bytearray({running.MEMORY // 2}))\n"
    (root / "test_little.py").write_text(CHECKS + text)
    with pytest.raises(Refused, match="out of memory in test_little"):
        Module("little", given(), only="idle").results()


def test_a_mutant_has_several_times_what_the_tests_take_without_it() -> None:
    control = running.Control({"a": 2.0, "b": 3.0, "c": 50.0}, loading=1.0)
    limits = control.limits(["a", "b"])
    assert limits.seconds == running.AMPLE + running.FACTOR * 6.0 and limits.memory == running.MEMORY


def test_the_tests_that_have_noticed_something_come_before_the_others() -> None:
    assert first(["c", "x", "b"], ["a", "b", "c", "d"]) == ["a", "c", "b", "d"]
