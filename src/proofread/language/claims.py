"""The decorators that turn a function into statements: @claim, @choice, @answer (@derivation: see derivations.py)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from proofread.language import building
from proofread.language.building import Builder, Parameters, part, place_of, statement
from proofread.language.errors import ClaimError, shown
from proofread.language.items import Computation, Conditional, Correction, OtherOptions, Readings, well_shaped
from proofread.language.numbers import Rounded
from proofread.language.statements import CodeStatement, DerivedOption, Item, Statement
from proofread.trusted import printing
from proofread.trusted.terms import Prop

BLANK = ("", "blank")
Function = Callable[..., Any]
Runs = list[tuple[Builder, dict[str, Any], Any]]


class Claim:
    """A claim function that has been read; `items` is what it says."""

    def __init__(self, function: Function, items: tuple[Item, ...]) -> None:
        self.function, self.items = function, items
        self.__name__, self.__doc__ = function.__name__, function.__doc__

    @property
    def statements(self) -> tuple[Statement | CodeStatement, ...]:
        return tuple(s for item in self.items for s in item.statements)


def claim(*places: str, conforms_to: str | None = None) -> Callable[[Function], Claim]:
    """What the document says at one or more places; without a place, our own lemma. `conforms_to`: for computes()."""
    checked = [building.checked_place(p, "@claim") for p in places if not callable(p)]
    if len(checked) < len(places):
        raise ClaimError("@claim without brackets", 'write @claim("place"), or @claim() for a lemma')
    target = None if conforms_to is None else building.checked_place(conforms_to, "conforms_to")
    return partial(read, lambda f: _claim(f, checked, target))


def answer(place: str, *, key: str | None = None) -> Callable[[Function], Claim]:
    """An answer at a place. `key=""` where the document leaves it blank: the statement is then ours (`corrected`)."""
    spot = building.checked_place(place, "@answer")
    return partial(read, lambda f: _answer(f, spot, key))


def choice(place: str, *, key: str | None = None, correct: str | None = None) -> Callable[[Function], Claim]:
    """A question: the function returns {letter: statement}. `key`, `correct`: one letter or several ("acd")."""
    spot = building.checked_place(place, "@choice")
    return partial(read, lambda f: _choice(f, spot, key, correct))


def read(make: Callable[[Function], list[Item]], function: Function) -> Claim:
    """Build the items of a function; a loader takes them and the errors, otherwise an error is raised here."""
    try:
        items = building.collected(make(function))
    except ClaimError as error:
        building.refused(error)
        items = ()
    return Claim(function, items)


# --- running --------------------------------------------------------------------------------------------------------


def _runs(function: Function, kind: str) -> tuple[Parameters, Runs]:
    """Call the function once for every combination of conventions, the deciding one first."""
    declared = building.parameters(function)
    runs: Runs = []
    for chosen in declared.combinations():
        builder, values = building.start(function, kind, declared.sorts)
        with building.within(builder):
            runs.append((builder, chosen, function(**values, **chosen)))
    return declared, runs


def _suffix(chosen: dict[str, Any]) -> str:
    return "@" + ",".join(f"{name}={value}" for name, value in chosen.items())


def _item(builder: Builder, base: str | None, kind: str, statements: list[Any], **more: Any) -> Item:
    place = None if base is None else place_of(base)
    where = {"file": shown(builder.file), "line": builder.line, "name": builder.name}
    return Item(place, kind, tuple(statements), **{"key": None, "correct": None, "conventions": (), **where, **more})


# --- claims and answers ---------------------------------------------------------------------------------------------


def _claim(function: Function, places: list[str], conforms_to: str | None) -> list[Item]:
    declared, runs = _runs(function, "claim")
    builder, _, result = runs[0]
    if isinstance(result, Computation):
        return [*builder.definitions, _code_item(builder, places, conforms_to, result)]
    if conforms_to is not None:
        raise building.failure(builder, "conforms_to without computes(…)", "a statement cites its place: @claim(place)")
    bases = places or [f"{Path(builder.file).stem}#{builder.name}"]
    items = [_claim_item(runs, base, base if places else None, declared) for base in bases]
    return [*builder.definitions, *items]


def _claim_item(runs: Runs, base: str, place: str | None, declared: Parameters) -> Item:
    builder, _, result = runs[0]
    spot = None if place is None else place_of(place)
    statements = judged(builder, base, spot, result) + _swept(runs, base, spot)
    return _item(builder, place, "claim", statements, correct=_proposal(result), conventions=declared.recorded())


def _answer(function: Function, place: str, key: str | None) -> list[Item]:
    declared, runs = _runs(function, "answer")
    builder, _, result = runs[0]
    blank = key in BLANK
    if blank:
        statements: list[Any] = [statement(builder, place, place_of(place), "corrected", _ours(builder, result))]
    else:
        statements = judged(builder, place, place_of(place), result)
    statements += _swept(runs, place, place_of(place))
    more = {"key": "" if blank else key, "correct": _proposal(result), "conventions": declared.recorded()}
    return [*builder.definitions, _item(builder, place, "answer", statements, **more)]


def _ours(builder: Builder, result: Any) -> Prop:
    """The statement that stands where a key is blank."""
    if not isinstance(result, Prop) or builder.conditions:
        raise _unusable(builder, result, "a blank key has one answer: a statement, without unstated conditions")
    well_shaped(result, "our answer")
    return result


def judged(builder: Builder, base: str, place: str | None, result: Any) -> list[Statement]:
    """The statements in what a claim returned."""
    if builder.conditions and not isinstance(result, Prop):
        raise _unusable(builder, result, "unstated() goes with one plain statement")
    if isinstance(result, Correction) and isinstance(result.to, Prop | Rounded):
        printed = judged(builder, base, place, result.printed)
        return [*printed, *_roles(builder, base, place, "corrected", result.to)]
    if isinstance(result, Readings):
        named = result.named
        return [statement(builder, part(base, f"reading:{n}"), place, f"reading:{n}", p) for n, p in named]
    if isinstance(result, Rounded):
        truncated = statement(builder, part(base, "truncated"), place, "truncated", result.truncation)
        return [statement(builder, base, place, "printed", result.rounding), truncated]
    if not isinstance(result, Prop):
        raise _unusable(builder, result, "return a statement, e.g. equal(x, y)")
    if not builder.conditions:
        return [statement(builder, base, place, "printed", result)]
    without = statement(builder, part(base, "without-condition"), place, "without-condition", result)
    extra = tuple(builder.conditions)
    return [without, statement(builder, part(base, "with-condition"), place, "with-condition", result, extra)]


def _roles(builder: Builder, base: str, place: str | None, role: str, result: Prop | Rounded) -> list[Statement]:
    goal = result.rounding if isinstance(result, Rounded) else result
    return [statement(builder, part(base, role), place, role, goal)]


def _swept(runs: Runs, base: str, place: str | None) -> list[Statement]:
    """The print under the other conventions."""
    found = []
    for builder, chosen, result in runs[1:]:
        first = judged(builder, base, place, result)[0]
        found.append(statement(builder, part(base, _suffix(chosen)), place, "swept", first.goal))
    return found


def _proposal(result: Any) -> str | None:
    """What a correction proposes, read aloud."""
    if not isinstance(result, Correction):
        return None
    return printing.text(result.to.rounding if isinstance(result.to, Rounded) else result.to)


def _unusable(builder: Builder, result: Any, remedy: str) -> ClaimError:
    if result is None:
        return building.failure(builder, "the claim returns nothing", "end it with return equal(…)")
    if isinstance(result, bool):
        return building.failure(builder, "the claim returns a truth value; == compares terms", "return equal(x, y)")
    return building.failure(builder, f"the claim returns {type(result).__name__}", remedy)


def _code_item(builder: Builder, places: list[str], conforms_to: str | None, result: Computation) -> Item:
    if places:
        raise building.failure(builder, "computes(…) at a place of the document", "write @claim(conforms_to=place)")
    base = conforms_to or Path(builder.file).stem
    made = CodeStatement(
        id=part(base, builder.name), place=None if conforms_to is None else place_of(conforms_to),
        code=result.call.reference, arguments=result.call.arguments, output=result.call.output, formula=result.formula,
        within=result.within, hypotheses=tuple(builder.hypotheses), variables=tuple(builder.variables),
        functions=tuple(builder.functions), file=shown(builder.file), line=builder.line, name=builder.name,
        reading=_with_repairs(builder.reading, result.repairs), role="program" if result.exact else "code",
        exact=result.exact, fails=result.fails,
    )  # fmt: skip
    return _item(builder, conforms_to, "code", [made])


def _with_repairs(reading: str, repairs: tuple[str, ...]) -> str:
    return f"{reading} Repaired to run it: {'; '.join(repairs)}." if repairs else reading


# --- choices --------------------------------------------------------------------------------------------------------


def _choice(function: Function, place: str, key: str | None, correct: str | None) -> list[Item]:
    declared, runs = _runs(function, "choice")
    builder, _, options = runs[0]
    _check_options(runs)
    printed_key = "" if key in BLANK else key
    for letters in (printed_key, correct if correct != "none" else None):
        _check_letters(builder, letters, options)
    spot = place_of(place)
    statements = [s for k, option in options.items() for s in _option(builder, place, spot, k, option)]
    for other, chosen, swept in runs[1:]:
        for k, option in swept.items():
            first = _option(other, place, spot, k, option)[:1]
            statements += [statement(other, part(place, k + _suffix(chosen)), spot, "swept", s.goal) for s in first]
    derived = tuple(DerivedOption(k, o.relation, o.of) for k, o in options.items() if isinstance(o, OtherOptions))
    more = {"key": printed_key, "correct": correct, "conventions": declared.recorded(), "derived": derived}
    return [*builder.definitions, _item(builder, place, "choice", statements, **more)]


def _option(builder: Builder, base: str, place: str, key: str, option: Any) -> list[Statement]:
    role = f"option:{key}"
    if isinstance(option, OtherOptions):
        return []
    if isinstance(option, Readings):
        names = [(f"{role}:reading:{n}", f"{key}.reading:{n}", p) for n, p in option.named]
        return [statement(builder, part(base, i), place, r, p) for r, i, p in names]
    if isinstance(option, Conditional):
        extra = (option.condition,)
        held = part(base, f"{key}.with-condition")
        return [statement(builder, part(base, key), place, role, option.goal),
                statement(builder, held, place, f"{role}:with-condition", option.goal, extra)]  # fmt: skip
    if not isinstance(option, Prop):
        raise building.failure(builder, f"option {key} is {option!r}", "give equal(x, y), when(…) or none_of(…)")
    return [statement(builder, part(base, key), place, role, option)]


def _check_options(runs: Runs) -> None:
    builder, _, options = runs[0]
    if not isinstance(options, dict) or len(options) < 2 or not all(isinstance(k, str) and k for k in options):
        raise building.failure(builder, "a choice returns its options", 'return {"a": equal(…), "b": equal(…)}')
    for other, chosen, swept in runs[1:]:
        if not isinstance(swept, dict) or list(swept) != list(options):
            raise building.failure(other, f"under {_suffix(chosen)[1:]} the options are other ones", "keep the letters")
    for k, option in options.items():
        named = option.of if isinstance(option, OtherOptions) else ()
        if isinstance(option, OtherOptions) and (not named or k in named or not set(named) <= set(options)):
            raise building.failure(builder, f"option {k} speaks of {named}", "name other options of this question")


def _check_letters(builder: Builder, letters: str | None, options: dict[str, Any]) -> None:
    if letters is None or letters in options or set(letters) <= set(options):
        return
    raise building.failure(builder, f"the key {letters!r} is not among the options {', '.join(options)}")
