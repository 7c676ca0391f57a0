"""While a claim function runs: what it declares and assumes, and how statements are made of that."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from proofread.language.errors import ClaimError, last_line_in, reworded, shown
from proofread.language.gaussians import Law, check
from proofread.language.sorts import FunctionSort, MadeSort, Sort
from proofread.language.statements import Item, Statement
from proofread.language.symbols import FunctionSymbol
from proofread.language.words import restart_names
from proofread.trusted import terms, trees
from proofread.trusted.terms import Prop, Term

MOST_COMBINATIONS = 256  # of conventions swept by one claim


@dataclass(frozen=True)
class Convention:
    """Values of a parameter that the text leaves unsaid; the first decides."""

    values: tuple[Any, ...]


@dataclass
class Builder:
    """One run of one claim function."""

    name: str
    kind: str
    file: str
    line: int
    reading: str
    variables: list[Term] = field(default_factory=list)
    functions: list[FunctionSymbol] = field(default_factory=list)
    hypotheses: list[Prop] = field(default_factory=list)
    conditions: list[Prop] = field(default_factory=list)  # unstated in the document
    laws: list[Law] = field(default_factory=list)  # what is assumed to be Gaussian
    definitions: list[Item] = field(default_factory=list)
    pending: list[Any] = field(default_factory=list)  # lines made, not yet yielded
    started: bool = False  # a derivation that has yielded


_building: ContextVar[Builder | None] = ContextVar("proofread_building", default=None)
_collecting: ContextVar[Collector | None] = ContextVar("proofread_collecting", default=None)


@dataclass
class Collector:
    """Where the loader gathers what the decorators of a file make."""

    items: list[Item] = field(default_factory=list)
    errors: list[ClaimError] = field(default_factory=list)


def current(word: str) -> Builder:
    """The claim being built. ClaimError outside one."""
    builder = _building.get()
    if builder is None:
        raise ClaimError(
            f"{word} outside a claim", "it belongs into a function under @claim, @choice, @answer or @derivation"
        )
    return builder


def building() -> Builder | None:
    return _building.get()


def collected(items: list[Item]) -> tuple[Item, ...]:
    """Hand items to the loader, if one is at work."""
    collector = _collecting.get()
    if collector is not None:
        collector.items.extend(items)
    return tuple(items)


def refused(error: ClaimError) -> None:
    """Hand an error to the loader, so that the other claims of the file are read; without a loader, raise it."""
    collector = _collecting.get()
    if collector is None:
        raise error
    collector.errors.append(error)


@contextmanager
def collecting() -> Iterator[Collector]:
    collector = Collector()
    token = _collecting.set(collector)
    try:
        yield collector
    finally:
        _collecting.reset(token)


# --- parameters -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameters:
    """The parameters of a claim function: sorts by name, and conventions by name."""

    sorts: dict[str, Sort | MadeSort | FunctionSort]
    conventions: dict[str, Convention]

    def combinations(self) -> Iterator[dict[str, Any]]:
        """The values of the conventions, the deciding ones first."""
        names = list(self.conventions)
        for values in itertools.product(*(c.values for c in self.conventions.values())):
            yield dict(zip(names, values, strict=True))

    def recorded(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple((name, tuple(map(str, c.values))) for name, c in self.conventions.items())


def parameters(function: Callable[..., Any]) -> Parameters:
    """Read the signature. ClaimError for a parameter that has neither a sort nor a convention."""
    try:
        signature = inspect.signature(function, eval_str=True)
    except Exception as error:
        remedy = "name sorts and sizes at the top of the file"
        raise _at(function, f"an annotation cannot be read: {error}", remedy) from error
    sorts: dict[str, Sort | MadeSort | FunctionSort] = {}
    conventions: dict[str, Convention] = {}
    plain_kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    for p in signature.parameters.values():
        if isinstance(p.default, Convention):
            conventions[p.name] = p.default
        elif isinstance(p.annotation, Sort | MadeSort | FunctionSort) and p.default is p.empty and p.kind is plain_kind:
            sorts[p.name] = p.annotation
        else:
            raise _at(function, f"the parameter {p.name} has no sort", f"annotate it, e.g. {p.name}: Vector[n]")
    read = Parameters(sorts, conventions)
    if sum(1 for _ in itertools.islice(read.combinations(), MOST_COMBINATIONS + 1)) > MOST_COMBINATIONS:
        raise _at(function, f"more than {MOST_COMBINATIONS} combinations of conventions", "sweep fewer values")
    return read


def start(
    function: Callable[..., Any], kind: str, sorts: dict[str, Sort | MadeSort | FunctionSort]
) -> tuple[Builder, dict[str, Any]]:
    """A builder with the parameters declared, and the objects to call the function with."""
    restart_names()
    code = function.__code__
    reading = " ".join((function.__doc__ or "").strip().partition("\n\n")[0].split())  # the first paragraph
    builder = Builder(function.__name__, kind, code.co_filename, code.co_firstlineno, reading)
    values = {}
    for name, sort in sorts.items():
        declared = sort.declare(name)
        taken = {v.data[0] for v in builder.variables} & {v.data[0] for v in declared.variables}
        if taken:
            shared = f"the name {min(taken)} is that of a symbol and of a part of another one"
            raise failure(
                builder, shared, "rename one: a complex z has the parts z_re, z_im, an integer k k_plus, k_minus"
            )
        values[name] = declared.value
        builder.variables += declared.variables
        builder.functions += declared.functions
        builder.hypotheses += declared.hypotheses
    return builder, values


@contextmanager
def within(builder: Builder) -> Iterator[None]:
    """Make the builder current; whatever the claim raises becomes a ClaimError with its file and line."""
    token = _building.set(builder)
    try:
        yield
    except ClaimError:
        raise
    except Exception as error:
        line = last_line_in(builder.file, error.__traceback__, builder.line)
        problem, remedy = reworded(error)
        raise ClaimError(problem, remedy, file=builder.file, line=line, name=builder.name) from error
    finally:
        _building.reset(token)


def failure(builder: Builder, problem: str, remedy: str = "", line: int = 0) -> ClaimError:
    return ClaimError(problem, remedy, file=builder.file, line=line or builder.line, name=builder.name)


def _at(function: Callable[..., Any], problem: str, remedy: str) -> ClaimError:
    code = function.__code__
    return ClaimError(problem, remedy, file=code.co_filename, line=code.co_firstlineno, name=function.__name__)


# --- statements -----------------------------------------------------------------------------------------------------


def part(base: str, name: str) -> str:
    """A part of a place, or of a part: place#name, place#part.name."""
    return f"{base}{'.' if '#' in base else '#'}{name}"


def place_of(base: str) -> str:
    return base.partition("#")[0]


def checked_place(place: object, word: str) -> str:
    """A place id, document/place or document/place#part."""
    if not isinstance(place, str) or not place.strip() or place.count("#") > 1 or place != place.strip():
        raise ClaimError(f"{word} was given {place!r} as a place", 'write an id of statements.toml: "hw2/2.2.eq2.26"')
    if not all(place.split("#")):
        raise ClaimError(f"{word} was given {place!r}, which lacks a name beside #", 'write "place" or "place#part"')
    return place


def statement(
    builder: Builder, base: str, place: str | None, role: str, goal: Prop, extra: tuple[Prop, ...] = (),
    line: int = 0, why: str = "",
) -> Statement:  # fmt: skip
    """The statement: what the claim declares and assumes, and `extra`, entail the goal."""
    hypotheses = (*builder.hypotheses, *extra)
    check_declared(builder, (*hypotheses, goal), line)
    return Statement(
        id=base, place=place, role=role, hypotheses=hypotheses, goal=goal, variables=tuple(builder.variables),
        functions=tuple(builder.functions), file=shown(builder.file), line=line or builder.line, name=builder.name,
        reading=builder.reading, why=why,
    )  # fmt: skip


def check_declared(builder: Builder, nodes: tuple[terms.Node, ...], line: int = 0) -> None:
    """ClaimError for a variable or function that is no parameter, for one size with two least values, or for more said
    of a Gaussian than is assumed."""
    variables = frozenset(v for n in nodes for v in trees.free_variables(n))
    names = {str(v.data[0]) for v in variables - frozenset(builder.variables)}
    names |= {f for n in nodes for f in trees.function_names(n)} - {f.name for f in builder.functions}
    if any(name.startswith("?") for name in names):
        raise failure(builder, "the variable of a grad, bsum, forall or exists is used outside it", "", line)
    if names:
        listed = ", ".join(sorted(names))
        raise failure(builder, f"{listed}: not declared by this claim", "make it a parameter", line)
    least: dict[str, int] = {}
    for name, low in sorted(s for n in (*nodes, *builder.variables) for s in trees.size_names(n)):
        if least.setdefault(name, low) != low:
            problem = f"the size {name} is at least {least[name]}, and at least {low}"
            raise failure(builder, problem, "declare it once", line)
    check(builder.laws, (*builder.hypotheses, *nodes))
