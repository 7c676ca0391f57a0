"""The figures, and which modules they are of."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.kernel_mutants import __main__ as main
from tests.kernel_mutants.__main__ import MODULES, SHOWING, figures, in_words
from tests.kernel_mutants.choosing import TRUSTED
from tests.kernel_mutants.explained import explanations
from tests.kernel_mutants.forks import ENDED, NOTICED, SURVIVED
from tests.kernel_mutants.keeping import Result
from tests.kernel_mutants.mutations import mutants

STATES = (NOTICED, SURVIVED, NOTICED, ENDED, SURVIVED)


def rows() -> list[Result]:
    return [{"key": f"m: {k}", "state": state, "test": "", "line": k} for k, state in enumerate(STATES)]


def test_the_figures_count_each_kind_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    assert figures(rows()) == {"made": 5, "noticed": 2, "ended": 1, "explained": 0}
    monkeypatch.setattr(main, "explanations", lambda: {"m: 1": "the same program", "m: 0": "not so"})
    assert in_words(figures(rows())) == "5 made, 2 noticed, 1 ended, 1 explained, 1 unexplained"


def test_the_run_fails_where_something_is_unexplained_or_explained_in_vain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "explanations", lambda: {"m: 1": "the same", "m: 4": "the same"})
    assert main.report({"m": rows()}) == 0
    monkeypatch.setattr(main, "explanations", lambda: {"m: 1": "the same"})
    assert main.report({"m": rows()}) == 1
    monkeypatch.setattr(main, "explanations", lambda: {"m: 1": "the same", "m: 4": "the same", "m: 3": "it ended"})
    assert main.report({"m": rows()}) == 1
    assert main.report({"m": rows()}, whole=False) == 0


def test_the_figures_are_written_where_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(main, "tried", lambda *_, **__: {"m": rows()})
    assert main.main(["m", "--figures", str(tmp_path / "figures.json")]) == 1
    assert json.loads((tmp_path / "figures.json").read_text())["m"]["ended"] == 1


def test_every_module_is_mutated_but_those_that_only_show() -> None:
    everything = {f.stem for f in TRUSTED.glob("*.py")} - {"__init__"}
    assert len(set(MODULES)) == len(MODULES)
    assert set(MODULES) | set(SHOWING) == everything and not set(MODULES) & set(SHOWING)

    def users(name: str) -> set[str]:
        return {f.stem for f in TRUSTED.glob("*.py") if imported(name, f.read_text(encoding="utf-8"))}

    assert users("printing") == {"nodes"}  # in __repr__
    assert users("scalar_printing") == users("shifts") == users("views") == {"printing"}


def imported(name: str, text: str) -> bool:
    """Whether a module of the trusted folder is imported in a text."""
    modules = re.findall(r"from proofread\.trusted\.(\w+) import", text)
    lists = re.findall(r"from proofread\.trusted import (\([^)]*\)|.*)", text)
    return name in modules or any(name in re.findall(r"\w+", found) for found in lists)


def test_every_explanation_is_of_a_mutant_that_is_made_and_has_a_reason() -> None:
    assert all(why.strip() and key.partition(":")[0] in MODULES for key, why in explanations().items())
    names = {key.partition(":")[0] for key in explanations()}
    assert set(explanations()) <= {m.key for name in names for m in mutants(TRUSTED / f"{name}.py", name)}
