"""A change is put in its place, and the unchanged code in the place of itself."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from tests.kernel_mutants.__main__ import MODULES
from tests.kernel_mutants.choosing import TRUSTED
from tests.kernel_mutants.forks import SURVIVED, Limits, in_a_fork
from tests.kernel_mutants.mutations import mutants
from tests.kernel_mutants.placing import Exchanged, exchange, living
from tests.kernel_mutants.small import SOURCE, changes

LIMITS = Limits(60.0)


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


@pytest.mark.parametrize(
    ("key", "call", "before", "after"),
    [
        ("checked: n < LIMIT and n not in (1, *more) → n < LIMIT", "checked(1)", False, True),
        ("checked: (1, *more) → (*more,)", "checked(1)", False, True),
        ("twice.inner: x + y → x - y", "twice(3)", 6, 0),
        ("summed: need(sum((x for x in xs)) > 0, 'the sum') → pass", "summed([1])", None, None),
        ("-: 2 * x → 2 + x", "TABLE['double'](5)", 10, 7),
    ],
)
def test_a_change_is_put_in_place_in_a_fork_only(
    file: Path, module: ModuleType, key: str, call: str, before: object, after: object
) -> None:
    mutant = changes(file)[key]
    original = compile(SOURCE, str(file), "exec", dont_inherit=True)

    def work() -> tuple[str, str]:
        assert exchange(original, mutant.code, living(file)).changed
        return SURVIVED, repr(eval(call, vars(module)))

    assert repr(eval(call, vars(module))) == repr(before)
    assert in_a_fork(work, LIMITS) == (SURVIVED, repr(after))
    assert repr(eval(call, vars(module))) == repr(before)


def test_the_unchanged_code_finds_every_function_and_changes_none(file: Path, module: ModuleType) -> None:
    original = compile(SOURCE, str(file), "exec", dont_inherit=True)
    functions = living(file)
    assert len(functions) == 5  # one is made when another is called
    assert exchange(original, original, functions) == Exchanged(5, 0)
    assert exchange(original, original, []) == Exchanged(0, 0)


@pytest.mark.parametrize("name", MODULES)
def test_a_mutant_of_every_module_finds_its_function_again(name: str) -> None:
    """As it is loaded, so that a mutant is put in place and not merely thought to be."""
    importlib.import_module(f"proofread.trusted.{name}")
    file = TRUSTED / f"{name}.py"
    original = compile(file.read_text(encoding="utf-8"), str(file), "exec", dont_inherit=True)
    functions = living(file)

    def changed(code: CodeType) -> tuple[str, str]:
        exchange(original, original, functions)  # pytest may have loaded it with its asserts rewritten
        return str(exchange(original, code, functions).changed), ""

    tried = islice((m for m in mutants(file, name) if m.live and "." not in m.function), 8)
    assert ("1", "") in [in_a_fork(lambda m=m: changed(m.code), LIMITS) for m in tried]  # type: ignore[misc]
