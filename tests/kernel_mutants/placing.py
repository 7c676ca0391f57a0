"""A mutant in its place: the code of functions that live is exchanged, or the module is loaded with other code."""

from __future__ import annotations

import gc
import importlib.abc
import importlib.machinery
import importlib.util
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any


@dataclass(frozen=True)
class Exchanged:
    """How many functions were found, and how many of them have other code now."""

    found: int
    changed: int


class Mutated(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module with the code that is given."""

    def __init__(self, name: str, code: CodeType) -> None:
        self.name, self.code = name, code
        self.used = False

    def find_spec(self, name: str, path: Any, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        return importlib.util.spec_from_loader(name, self, origin=self.code.co_filename)

    def get_code(self, name: str) -> CodeType:
        """For a test that runs the module as a program."""
        return self.code

    def exec_module(self, module: ModuleType) -> None:
        self.used = True
        module.__file__ = self.code.co_filename
        exec(self.code, vars(module))


def living(file: Path) -> list[FunctionType]:
    """The functions of a module that is loaded, wherever they are held. What lives now is not walked again by forks."""
    gc.unfreeze()
    found = [f for f in gc.get_objects() if type(f) is FunctionType and f.__code__.co_filename == str(file)]
    gc.collect()
    gc.freeze()
    return found


def exchange(old: CodeType, new: CodeType, functions: Iterable[FunctionType]) -> Exchanged:
    """Every function that was made from the old module's code gets the new code of the same function."""
    ours, theirs = _by_line(old), _by_line(new)
    same = [at for at in ours if len(ours[at]) == len(theirs.get(at, []))]  # another went with what was left out
    by = {_name(c): d for at in same for c, d in zip(ours[at], theirs[at], strict=True)}
    pairs = [(f, by[_name(f.__code__)]) for f in functions if _name(f.__code__) in by]
    if any(code.co_freevars != f.__code__.co_freevars for f, code in pairs):
        return Exchanged(len(pairs), 0)
    changed = sum(_program(code) != _program(f.__code__) for f, code in pairs)
    for f, code in pairs:
        f.__code__ = code
    return Exchanged(len(pairs), changed)


def _program(code: CodeType) -> tuple[Any, ...]:
    """What it does, wherever it stands in the file: positions differ between a text that is compiled and a tree."""
    arguments = (code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount, code.co_flags)
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return code.co_code, code.co_exceptiontable, arguments, names, tuple(map(_constant, code.co_consts))


def _constant(c: Any) -> Any:
    if isinstance(c, CodeType):
        return _program(c)
    return sorted(map(repr, c)) if isinstance(c, frozenset) else repr(c)


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def _by_line(code: CodeType) -> dict[tuple[str, int], list[CodeType]]:
    out: dict[tuple[str, int], list[CodeType]] = {}
    for c in _codes(code):
        out.setdefault((c.co_qualname, c.co_firstlineno), []).append(c)
    return out


def _name(code: CodeType) -> tuple[Any, ...]:
    return (code.co_qualname, code.co_firstlineno, next(iter(code.co_positions()), None), _last(code.co_positions()))


def _last(positions: Iterable[Any]) -> Any:
    return max(((p[1], p[3]) for p in positions if p[1] is not None and p[3] is not None), default=None)
