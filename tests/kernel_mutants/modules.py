"""All mutants of one module, those first that can be put into a running program; what is known is not done again."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from types import CodeType
from typing import Any

import pytest

from tests.kernel_mutants import running, watching
from tests.kernel_mutants.choosing import PLACE, TESTS, TRUSTED, Given
from tests.kernel_mutants.forks import MISPLACED, NOTICED, SURVIVED, Refused, in_a_fork, through_a_fork
from tests.kernel_mutants.keeping import Book, Result
from tests.kernel_mutants.mutations import Mutant, mutants
from tests.kernel_mutants.placing import living
from tests.kernel_mutants.running import Control, controlled

PACKAGE = "proofread.trusted"


class Module:
    """A module of the trusted folder, its mutants, and what is known of them."""

    def __init__(self, name: str, tests: Given, only: str = "", anew: bool = False) -> None:
        self.name, self.file = name, TRUSTED / f"{name}.py"
        source = self.file.read_text(encoding="utf-8")
        place = PLACE / "results" / f"{name}.jsonl"
        if anew:
            place.unlink(missing_ok=True)
        self.book = Book(place, source)
        self.original: CodeType = compile(source, str(self.file), "exec", dont_inherit=True)
        self.made = [m for m in mutants(self.file, name) if only in m.key]
        self.tests: dict[str, list[str]] = {m.key: tests.of(m, self.book.hint(m.key)) for m in self.made}
        self.live = {m.key for m in self.made if tests.running(m)}
        self.loading = {m.key for m in self.made if tests.also_loading(m)}

    def results(self) -> list[Result]:
        """Of every mutant."""
        found: dict[str, Result] = {}
        for row in through_a_fork(lambda: self._in_functions(self._open())):
            found[row["key"]] = row
        misplaced = {key for key, row in found.items() if row["state"] == MISPLACED}
        self._in_modules([m for m in self.made if m.key in misplaced or m.key not in self.live])
        self.book = Book(self.book.place, self.book.source)
        return [{**self._known(m), "line": m.line} for m in self.made]

    def _known(self, m: Mutant) -> Result:
        row = self.book.known(m.key, self.tests[m.key])
        if row is None:
            raise Refused(f"{m.key}: its result was not kept")
        return row

    def _open(self) -> list[Mutant]:
        """Mutants in functions of which nothing is known yet."""
        live = [m for m in self.made if m.key in self.live]
        return [m for m in live if self.book.known(m.key, self.tests[m.key]) is None]

    def _in_functions(self, made: Sequence[Mutant]) -> list[Result]:
        """In one session, which has collected the tests."""
        out: list[Result] = []
        if made:
            watching.with_the_tests_collected(TESTS, lambda items: out.extend(self._exchanged(made, items)))
        return out

    def _exchanged(self, made: Sequence[Mutant], items: Mapping[str, pytest.Item]) -> list[Result]:
        importlib.import_module(f"{PACKAGE}.{self.name}")  # some are loaded only when they are needed
        functions = living(self.file)
        out: list[Result] = []
        keen: list[str] = []  # tests that have noticed a mutant of this module, the last one first
        names = list(dict.fromkeys(t for m in made for t in self.tests[m.key]))
        if missing := [name for name in names if name not in items]:
            raise Refused(f"{self.name}: refused: no such test: {missing[:5]}")
        same = running.of_function(self.original, self.original, functions, [items[name] for name in names])
        control = self._control("functions", names, same)
        for m in made:
            mine = first(keen, self.tests[m.key])
            work = running.of_function(self.original, m.code, functions, [items[name] for name in mine])
            state, test = in_a_fork(work, control.limits(mine))
            if state == NOTICED:
                keen = [test, *(name for name in keen if name != test)]
            if state == SURVIVED and m.key in self.loading:
                state = MISPLACED  # it may be too late for it
            row = {"key": m.key, "state": state, "test": test}
            out.append(row if state == MISPLACED else self.book.note(row, mine))
        return out

    def _in_modules(self, made: Sequence[Mutant]) -> None:
        """Each in a process in which nothing of the trusted folder is loaded."""
        open_ = [m for m in made if self.book.known(m.key, self.tests[m.key]) is None]
        if not open_:
            return
        full = f"{PACKAGE}.{self.name}"
        names = list(dict.fromkeys(t for m in open_ for t in self.tests[m.key]))
        control = self._control("module", names, running.of_module(full, self.original, names, same=True))
        for m in open_:
            mine = self.tests[m.key]
            state, test = in_a_fork(running.of_module(full, m.code, mine), control.limits(mine))
            self.book.note({"key": m.key, "state": state, "test": test}, mine)

    def _control(self, way: str, names: Sequence[str], same: Any) -> Control:
        """Without a mutant, on the same way; kept like a result."""
        if not names:
            return Control()
        key = f"without a mutant: {way}"
        row = self.book.known(key, names)
        if row is None:
            try:
                control = controlled(same, names)
            except Refused as why:
                raise Refused(f"{self.name}, {way}: {why}") from None
            row = {
                "key": key,
                "state": SURVIVED,
                "test": "",
                "seconds": dict(control.seconds),
                "loading": control.loading,
            }
            self.book.note(row, names)
        return Control(row["seconds"], row["loading"])


def first(keen: Sequence[str], tests: Sequence[str]) -> list[str]:
    """The tests, those that have noticed something before the others; what noticed this mutant itself stays first."""
    mine = set(tests)
    return list(dict.fromkeys([*tests[:1], *(name for name in keen if name in mine), *tests]))
