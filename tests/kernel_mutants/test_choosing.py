"""The tests that a mutant is given: those that run its function, what noticed it before the others, up to an amount."""

from __future__ import annotations

from dataclasses import replace
from types import CodeType

from tests.kernel_mutants import choosing
from tests.kernel_mutants.choosing import FROZEN, Given
from tests.kernel_mutants.mutations import Mutant

CODE: CodeType = compile("", "", "exec")
GIVEN = Given(
    reached={("m", "f"): {"a::slow", "a::quick"}, ("m", "g"): {"b::one"}, ("n", "f"): {"c::other"}},
    seconds={"a::slow": 2.0, "a::quick": 0.1, "b::one": 1.0, "c::other": 0.0, f"{FROZEN}::test": 0.5},
)


def mutant(function: str, live: bool = True) -> Mutant:
    return Mutant("m", function, "1", "2", 0, 1, live, CODE)


def test_the_tests_that_run_the_function_the_fastest_first() -> None:
    assert GIVEN.of(mutant("f")) == ["a::quick", "a::slow"]
    assert GIVEN.of(mutant("g")) == ["b::one"]


def test_what_noticed_it_before_is_tried_first() -> None:
    assert GIVEN.of(mutant("f"), "a::slow") == ["a::slow", "a::quick"]
    assert GIVEN.of(mutant("f"), "c::other") == ["a::quick", "a::slow"]


def test_outside_of_functions_and_where_no_test_runs_the_function_all_of_the_module() -> None:
    everything = ["a::quick", f"{FROZEN}::test", "b::one", "a::slow"]
    assert GIVEN.of(mutant("", live=False)) == GIVEN.of(mutant("h")) == everything
    assert not GIVEN.running(mutant("h")) and not GIVEN.running(mutant("f", live=False))


def test_what_runs_at_loading_may_show_in_any_test_of_the_module() -> None:
    loading = replace(GIVEN, loading=frozenset({("m", "g")}))
    assert set(loading.of(mutant("g"))) == {"a::quick", f"{FROZEN}::test", "b::one", "a::slow"}
    assert loading.also_loading(mutant("g")) and not loading.also_loading(mutant("f"))


def test_the_tests_of_the_module_come_first() -> None:
    tests = {"tests/trusted/test_m_more.py::slow": 3.0, "tests/trusted/test_n.py::quick": 0.1}
    given = Given({("m", "f"): set(tests)}, tests)
    assert given.of(mutant("f")) == list(tests)
    assert given.of(mutant("f"), "tests/trusted/test_n.py::quick") == list(tests)[::-1]


def test_no_more_than_enough() -> None:
    slow = {f"a::{k}": choosing.ENOUGH / 2 for k in range(9)}
    assert GIVEN.of(mutant("f")) and len(Given({("m", "f"): set(slow)}, slow).of(mutant("f"))) == 3
