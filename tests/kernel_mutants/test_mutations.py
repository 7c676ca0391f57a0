"""The mutation tester on a module of a few lines: which changes it makes, and that each is put in place."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from tests.kernel_mutants.__main__ import MODULES, figures
from tests.kernel_mutants.explained import explanations
from tests.kernel_mutants.mutations import Mutant, function_at, mutants
from tests.kernel_mutants.running import KILLED, SURVIVED, TRUSTED, exchange, in_a_fork, living

SOURCE = '''
"""A docstring is left alone."""
LIMIT = 3

def need(condition, why):
    if not condition:
        raise ValueError(why)

def checked(n: int, more=()) -> bool:
    need(n >= 0, "a message is left alone")
    return n < LIMIT and n not in (1, *more)

def twice(x):
    def inner(y):
        return x + y
    return inner(x)

TABLE = {"double": lambda x: 2 * x}
'''


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "small_module.py").write_text(SOURCE)
    return tmp_path / "small_module.py"


@pytest.fixture
def module(file: Path) -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("small_module", file)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules["small_module"] = made
    spec.loader.exec_module(made)
    yield made
    del sys.modules["small_module"]


def changes(file: Path) -> dict[str, Mutant]:
    found = list(mutants(file, "small_module"))
    assert len({m.key for m in found}) == len(found)
    return {m.key.partition(":")[2]: m for m in found}


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


def test_the_changes_that_are_made(file: Path) -> None:
    found = changes(file)
    assert set(EXPECTED) <= set(found)
    assert not [key for key in found if "message is left alone!" in key or "docstring" in key]


def test_what_lies_in_functions_can_be_put_into_a_running_program(file: Path) -> None:
    found = changes(file)
    assert not found["-: 3 → 4"].live
    assert found["-: 2 → 3"].live and found["checked: n >= 0 → n > 0"].live
    assert function_at(file)[found["twice.inner: x + y → x - y"].line] == "twice.inner"


@pytest.mark.parametrize(
    ("key", "call", "before", "after"),
    [
        ("checked: n < LIMIT and n not in (1, *more) → n < LIMIT", "checked(1)", False, True),
        ("checked: (1, *more) → (*more,)", "checked(1)", False, True),
        ("twice.inner: x + y → x - y", "twice(3)", 6, 0),
        ("-: 2 * x → 2 + x", "TABLE['double'](5)", 10, 7),
    ],
)
def test_a_change_is_put_in_place_in_a_fork_only(
    file: Path, module: ModuleType, key: str, call: str, before: object, after: object
) -> None:
    mutant = changes(file)[key]
    original = compile(SOURCE, str(file), "exec")

    def work() -> tuple[int, str]:
        assert exchange(original, mutant.code, living(file))
        return SURVIVED, repr(eval(call, vars(module)))

    assert repr(eval(call, vars(module))) == repr(before)
    assert in_a_fork(work) == (SURVIVED, repr(after))
    assert repr(eval(call, vars(module))) == repr(before)


def test_a_child_that_dies_has_noticed() -> None:
    def dies() -> tuple[int, str]:
        raise SystemExit(3)

    assert in_a_fork(dies)[0] == KILLED


def test_a_fault_of_the_tester_is_no_mutant_noticed() -> None:
    def faulty() -> tuple[int, str]:
        raise TypeError("of the tester")

    with pytest.raises(RuntimeError, match="the fault is the tester's"):
        in_a_fork(faulty)


@pytest.mark.parametrize("name", MODULES)
def test_a_mutant_of_every_module_finds_its_function_again(name: str) -> None:
    """As it is loaded, so that a mutant is put in place and not merely thought to be."""
    importlib.import_module(f"proofread.trusted.{name}")
    original = compile(_file(name).read_text(encoding="utf-8"), str(_file(name)), "exec")
    functions = living(_file(name))
    tried = islice((m for m in mutants(_file(name), name) if m.live and "." not in m.function), 8)
    assert (1, "") in [in_a_fork(lambda m=m: (int(exchange(original, m.code, functions)), "")) for m in tried]  # type: ignore[misc]


def test_every_module_makes_mutants_and_every_explanation_has_a_reason() -> None:
    assert all((TRUSTED / f"{m}.py").is_file() for m in MODULES)
    assert all(why.strip() and key.partition(":")[0] in MODULES for key, why in explanations().items())


def test_explanations_are_of_mutants_that_are_made() -> None:
    made = {m.key for name in {k.partition(":")[0] for k in explanations()} for m in mutants(_file(name), name)}
    assert set(explanations()) <= made


def _file(name: str) -> Path:
    return TRUSTED / f"{name}.py"


def test_the_figures_count_what_survives() -> None:
    found = [{"key": f"m: {k}", "state": state} for k, state in enumerate((KILLED, SURVIVED, KILLED))]
    assert figures(found) == {"made": 3, "noticed": 2, "explained": 0}
