"""What a claim file becomes: statements, grouped into items. The contract with the audit."""

from __future__ import annotations

from dataclasses import dataclass

from proofread.language.symbols import FunctionSymbol
from proofread.trusted.terms import Prop, Term


@dataclass(frozen=True)
class Statement:
    """Hypotheses ⊢ goal, for all values of the variables and functions.

    `id` is the place, or place#part. `role`: printed, corrected, truncated, without-condition, with-condition,
    reading:NAME, option:KEY (and option:KEY:with-condition, option:KEY:reading:NAME), swept; of a line of a derivation
    truth, step, step-corrected, corrected. `line` counts from 1. `reading` is the first line of the docstring.
    """

    id: str
    place: str | None
    role: str
    hypotheses: tuple[Prop, ...]
    goal: Prop
    variables: tuple[Term, ...]
    functions: tuple[FunctionSymbol, ...]
    file: str
    line: int
    name: str
    reading: str
    why: str = ""


@dataclass(frozen=True)
class CodeStatement:
    """Code computes a formula within so many units in the last place; `exact`: it is run over rational numbers, and the
    values are the same. `output`: which of several results. `fails`: the claim says that it does not."""

    id: str
    place: str | None
    code: str
    arguments: tuple[Term, ...]
    output: int | None
    formula: Term
    within: int
    hypotheses: tuple[Prop, ...]
    variables: tuple[Term, ...]
    functions: tuple[FunctionSymbol, ...]
    file: str
    line: int
    name: str
    reading: str
    role: str = "code"
    exact: bool = False
    fails: bool = False


@dataclass(frozen=True)
class DerivedOption:
    """An option that speaks of other options: `relation` is "all" (all of them hold) or "none"."""

    option: str
    relation: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One place as one claim speaks of it. `kind`: claim, choice, line, answer, code, definition.

    `key` is the printed key ("" where it is blank, None where there is none), `correct` the recorded proposal: the
    letters of a choice, or the corrected statement read aloud. `conventions`: (name, values), the first value decides.
    """

    place: str | None
    kind: str
    statements: tuple[Statement | CodeStatement, ...]
    key: str | None
    correct: str | None
    conventions: tuple[tuple[str, tuple[str, ...]], ...]
    file: str
    line: int
    name: str
    derived: tuple[DerivedOption, ...] = ()
