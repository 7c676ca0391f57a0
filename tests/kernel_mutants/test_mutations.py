"""The mutation tester on a module of a few lines: which changes it makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kernel_mutants.mutations import function_at, headers
from tests.kernel_mutants.small import SOURCE, changes

EXPECTED = [
    "-: 3 → 4",
    "need: raise ValueError(why) → pass",
    "need: not condition → condition",
    "need: not condition → False",
    "checked: need(n >= 0, 'a message is left alone') → pass",
    "checked: n >= 0 → n > 0",
    "checked: n < LIMIT and n not in (1, *more) → n < LIMIT or n not in (1, *more)",
    "checked: n < LIMIT and n not in (1, *more) → n < LIMIT",
    "checked: n < LIMIT and n not in (1, *more) → True",
    "checked: n not in (1, *more) → n in (1, *more)",
    "checked: (1, *more) → (*more,)",
    "twice.inner: x + y → x - y",
    "-: 2 * x → 2 + x",
    "-: 2 → 3",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "small_module.py").write_text(SOURCE)
    return tmp_path / "small_module.py"


def test_the_changes_that_are_made(file: Path) -> None:
    found = changes(file)
    assert set(EXPECTED) <= set(found)
    assert not [key for key in found if "message is left alone!" in key or "docstring" in key]


def test_what_lies_in_functions_can_be_put_into_a_running_program(file: Path) -> None:
    found = changes(file)
    assert not found["-: 3 → 4"].live
    assert found["-: 2 → 3"].live and found["checked: n >= 0 → n > 0"].live
    assert function_at(file)[found["twice.inner: x + y → x - y"].line] == "twice.inner"


def test_what_runs_where_a_function_is_defined(tmp_path: Path) -> None:
    text = "@wraps\n@other\ndef f(\n    x=1,\n):\n    def g():\n        return x\n    return g\n"
    (tmp_path / "m.py").write_text(text)
    assert headers(tmp_path / "m.py") == {1, 2, 3, 4, 5, 6}
