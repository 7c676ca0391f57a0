"""@derivation: a generator that yields the lines of a chain. Each is judged twice: is it true, does it follow."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass, field, replace
from types import GeneratorType
from typing import Any

from proofread.language import building
from proofread.language.building import Builder, part, place_of, statement
from proofread.language.claims import Claim, read
from proofread.language.errors import ClaimError, shown
from proofread.language.items import Given, Line
from proofread.language.statements import Item, Statement
from proofread.trusted import printing, terms
from proofread.trusted.terms import Prop, Term


@dataclass
class Chain:
    """What stands before the line at hand."""

    kind: type[Term] | type[Prop] | None = None  # of its lines
    first: Term | None = None  # of a chain of terms
    printed: Term | tuple[Prop, ...] | None = None  # the line before, as printed; the premises since, too
    corrected: Term | tuple[Prop, ...] | None = None  # its correction
    givens: list[Prop] = field(default_factory=list)
    earlier: set[Prop] = field(default_factory=set)  # what using= may name


def derivation(function: Callable[..., Generator[Line | Given, None, None]]) -> Claim:
    """Lines of a derivation, one a yield: `yield line("place", term_or_statement, "why")`."""
    if not callable(function):
        raise ClaimError("@derivation takes no arguments", "the places stand in its lines")
    return read(_derivation, function)


def _derivation(function: Callable[..., Any]) -> list[Item]:
    declared = building.parameters(function)
    builder, values = building.start(function, "derivation", declared.sorts)
    if declared.conventions:
        raise building.failure(builder, "a derivation has no conventions", "make the swept line a claim of its own")
    with building.within(builder):
        items = _lines(builder, function(**values))
    if len(items) < 2:
        raise building.failure(builder, "a derivation of fewer than two lines", "one line alone is a @claim")
    kept = [item for item in items if item is not None]
    return [*builder.definitions, *kept]


def _lines(builder: Builder, generator: Any) -> list[Item | None]:
    if not isinstance(generator, GeneratorType):
        raise building.failure(builder, "a derivation that yields nothing", 'write yield line("place", …)')
    chain, items = Chain(), []
    for made in generator:
        at = generator.gi_frame.f_lineno if generator.gi_frame else builder.line
        if not isinstance(made, Line | Given):
            raise building.failure(builder, f"it yields {type(made).__name__}", "yield line(…) or given(…)", at)
        _check_yielded(builder, made, at)
        items.append(_line(builder, chain, made, at) if isinstance(made, Line) else _given(builder, chain, made, at))
    _check_yielded(builder, None, builder.line)
    return items


def _check_yielded(builder: Builder, made: Line | Given | None, at: int) -> None:
    """Every line that was made is yielded, at once."""
    lost = [p for p in builder.pending if p is not made]
    if lost:
        raise building.failure(builder, f"the line {lost[0].place} is not yielded", "write yield before it", at)
    builder.pending.clear()
    builder.started = True


def _item(builder: Builder, kind: str, place: str, statements: list[Statement], at: int, correct: str | None) -> Item:
    return Item(place_of(place), kind, tuple(statements), None, correct, (), shown(builder.file), at, builder.name)


def _given(builder: Builder, chain: Chain, made: Given, at: int) -> Item:
    building.check_declared(builder, (made.prop,), at)
    chain.givens.append(made.prop)
    chain.earlier.add(made.prop)
    if not isinstance(chain.printed, Term):
        chain.printed = (*(chain.printed or ()), made.prop)
        if isinstance(chain.corrected, tuple):
            chain.corrected = (*chain.corrected, made.prop)
    return _item(builder, "definition", made.place, [], at, None)


def _line(builder: Builder, chain: Chain, made: Line, at: int) -> Item | None:
    _check_line(builder, chain, made, at)
    if made.start:
        chain.first, chain.printed, chain.corrected = None, None, None
    if isinstance(made.printed, Term) and chain.first is None:
        return _first_term(builder, chain, made, at)
    if made.place is None:
        raise building.failure(builder, "a line without a place", "only the start of a chain may do without", at)
    place, made = made.place, _fitted(builder, chain, made, at)
    statements = [*_truth(builder, chain, made, at), *_steps(builder, chain, made, at)]
    _advance(chain, made)
    return _item(builder, "line", place, statements, at, None if made.to is None else printing.text(made.to))


def _check_line(builder: Builder, chain: Chain, made: Line, at: int) -> None:
    kind = type(made.printed)
    if not made.start and chain.kind not in (None, kind):
        remedy = "say start=True where a new chain begins"
        raise building.failure(builder, "terms and statements in one chain", remedy, at)
    chain.kind = kind
    for used in made.using:
        if used not in chain.earlier:
            raise building.failure(builder, f"using {used!r}, which is no earlier line", "name a line or a given()", at)


def _first_term(builder: Builder, chain: Chain, made: Line, at: int) -> Item | None:
    """The term a chain starts from: nothing to judge, the others are compared with it."""
    assert isinstance(made.printed, Term)
    message = terms.is_poison(made.printed)
    if message is not None or made.to is not None or made.condition is not None:
        why = f"is ill-shaped: {message}" if message else "cannot be corrected or conditional"
        raise building.failure(builder, f"the first term of a chain {why}", "state that line as an equation", at)
    building.check_declared(builder, (made.printed,), at)
    chain.first = chain.printed = made.printed
    chain.corrected = None
    return None if made.place is None else _item(builder, "definition", made.place, [], at, None)


def _fitted(builder: Builder, chain: Chain, made: Line, at: int) -> Line:
    """A term of another shape than the chain's is poison, unless it is a number such as 0."""
    message = _misfit(chain, made.printed)
    wrong = _misfit(chain, made.to)
    if wrong is not None:
        raise building.failure(builder, f"the correction does not fit: {wrong}", "check the sizes", at)
    return made if message is None else replace(made, printed=terms.ill(message))


def _misfit(chain: Chain, what: Term | Prop | None) -> str | None:
    if (
        not isinstance(what, Term)
        or what.op in ("const", "ill")
        or chain.first is None
        or what.shape == chain.first.shape
    ):
        return None
    return f"{terms.shape_text(what)} line in a chain of {terms.shape_text(chain.first)} terms"


def _goal(chain: Chain, what: Term | Prop) -> Prop:
    return what if isinstance(what, Prop) else terms.relation("equal", chain.first, what)


def _truth(builder: Builder, chain: Chain, made: Line, at: int) -> list[Statement]:
    """The line is true: as printed, under the unstated condition if it has one, and as corrected."""
    premises = tuple(chain.givens)

    def judged(role: str, what: Term | Prop, extra: tuple[Prop, ...] = premises) -> Statement:
        base, place = part(str(made.place), role), place_of(str(made.place))
        return statement(builder, base, place, role, _goal(chain, what), extra, at, made.why)

    if made.condition is not None:
        pair = ("without-condition", premises), ("with-condition", (*premises, made.condition))
        found = [judged(role, made.printed, extra) for role, extra in pair]
    else:
        found = [judged("truth", made.printed)]
    return found if made.to is None else [*found, judged("corrected", made.to)]


def _steps(builder: Builder, chain: Chain, made: Line, at: int) -> list[Statement]:
    """The line follows from the one before, as that is printed and as it is corrected."""
    if terms.is_poison(made.printed) is not None:
        return []
    found = []
    for role, before in (("step", chain.printed), ("step-corrected", chain.corrected)):
        if before is None or _poisoned(before):
            continue
        goal, extra = _step(chain, made, before)
        base, place = part(str(made.place), role), place_of(str(made.place))
        found.append(statement(builder, base, place, role, goal, extra, at, made.why))
    return found


def _step(chain: Chain, made: Line, before: Term | tuple[Prop, ...]) -> tuple[Prop, tuple[Prop, ...]]:
    """Terms: equal to the one before, under the premises. Statements: from the one before and what is named."""
    condition = () if made.condition is None else (made.condition,)
    if isinstance(before, Term):
        return terms.relation("equal", before, made.printed), (*chain.givens, *condition)
    assert isinstance(made.printed, Prop)
    return made.printed, (*before, *made.using, *condition)


def _poisoned(before: Term | tuple[Prop, ...]) -> bool:
    return any(terms.is_poison(n) is not None for n in (before if isinstance(before, tuple) else (before,)))


def _advance(chain: Chain, made: Line) -> None:
    printed, to = made.printed, made.to
    chain.printed = printed if isinstance(printed, Term) else (printed,)
    chain.corrected = to if to is None or isinstance(to, Term) else (to,)
    chain.earlier |= {p for p in (printed, to) if isinstance(p, Prop) and terms.is_poison(p) is None}
