"""What a claim says beside its terms: assumptions, corrections, readings, lines, conventions, code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from proofread.language.building import (
    Builder,
    Convention,
    building,
    check_declared,
    checked_place,
    collected,
    current,
    place_of,
)
from proofread.language.errors import ClaimError, here, shown
from proofread.language.gaussians import Law
from proofread.language.numbers import Rounded
from proofread.language.statements import Item
from proofread.language.symbols import FunctionSymbol
from proofread.language.words import proposition, term
from proofread.trusted import terms
from proofread.trusted.terms import Prop, Term

_CODE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*", re.ASCII)


class Recorded:
    """What a claim records is never a truth value."""

    def __bool__(self) -> bool:
        raise TypeError("what a claim records is not a truth value: return it or yield it")


@dataclass(frozen=True)
class Correction(Recorded):
    """What is printed, and what the author of the claim proposes instead; both are decided."""

    printed: Any
    to: Any


@dataclass(frozen=True)
class Readings(Recorded):
    """Candidate repairs of damaged text, each decided."""

    named: tuple[tuple[str, Prop], ...]


@dataclass(frozen=True)
class Conditional(Recorded):
    """An option that holds under a condition only: decided without it and with it."""

    goal: Prop
    condition: Prop


@dataclass(frozen=True)
class OtherOptions(Recorded):
    """An option that speaks of other options; computed from their verdicts."""

    relation: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Line(Recorded):
    """A line of a derivation: a term of a chain, or a statement."""

    place: str | None
    printed: Term | Prop
    to: Term | Prop | None
    why: str
    start: bool
    using: tuple[Prop, ...]
    condition: Prop | None


@dataclass(frozen=True)
class Given(Recorded):
    """A premise inside a derivation, granted to the lines after it."""

    place: str
    prop: Prop
    why: str


# --- assumptions ----------------------------------------------------------------------------------------------------


def well_shaped(node: terms.Node, word: str) -> None:
    """ClaimError for poison: what we say ourselves has to fit; only what is printed may not."""
    message = terms.is_poison(node)
    if message is not None:
        raise ClaimError(f"{word} is ill-shaped: {message}", "check the sizes; only what is printed may be ill-shaped")


def assume(*given: Prop | Law) -> None:
    """Hypotheses the document states; among them that something is Gaussian."""
    builder = current("assume")
    if builder.started:
        raise ClaimError("assume after the first line of a derivation", "a later premise is yield given(place, …)")
    builder.laws += (g for g in given if isinstance(g, Law))
    props = tuple(q for g in given for q in (g.props if isinstance(g, Law) else (g,)))
    for p in props:
        well_shaped(proposition(p, "assume"), "an assumption")
    builder.hypotheses += props


def unstated(*props: Prop) -> None:
    """Conditions the document does not state: what is printed is decided without them and with them."""
    builder = current("unstated")
    if builder.kind not in ("claim", "answer"):
        remedy = "line(…, condition=…)" if builder.kind == "derivation" else "when(option, condition)"
        raise ClaimError(f"unstated inside a {builder.kind}", f"write {remedy}")
    for p in props:
        well_shaped(proposition(p, "unstated"), "an unstated condition")
    builder.conditions += props


def definition(place: str, *introduced: Any) -> Any:
    """Tie what introduces a symbol or a setup to its place. Gives back what it is given (one thing, or a tuple)."""
    spot, builder = checked_place(place, "definition"), building()
    for x in introduced:
        if isinstance(x, terms.Node):
            well_shaped(x, "a definition")
    file, line = here()
    item = Item(place_of(spot), "definition", (), None, None, (), shown(file), line, builder.name if builder else "")
    if builder is None:
        collected([item])
    else:
        builder.definitions.append(item)
    return introduced[0] if len(introduced) == 1 else introduced or None


# --- what a claim returns -------------------------------------------------------------------------------------------


def correction(printed: Any, *, to: Any = None) -> Correction:
    """What is printed (wrong, perhaps ill-shaped) and what it should be: statements, terms of a chain, or decimals."""
    if to is None:
        raise ClaimError("a correction needs what is right", "write correction(printed, to=…)")
    if not isinstance(printed, Prop | Rounded):
        printed = term(printed)
    if not isinstance(to, Prop | Rounded):
        to = term(to)
    if isinstance(printed, Term) != isinstance(to, Term):
        raise ClaimError("a correction of a term by a statement, or the other way round", "give two of one kind")
    if printed == to:
        raise ClaimError("the correction is what is printed")
    for node in _nodes(to):
        well_shaped(node, "the correction")
    return Correction(printed, to)


def readings(**named: Prop) -> Readings:
    """readings(as_power=…, as_product=…): what the damaged text may have said."""
    if len(named) < 2:
        raise ClaimError("readings needs at least two", "with one reading left, return it")
    return Readings(tuple((name, proposition(p, f"the reading {name}")) for name, p in named.items()))


def when(option: Prop, condition: Prop) -> Conditional:
    """An option of a choice that holds under a condition the question does not state."""
    well_shaped(proposition(condition, "when"), "a condition")
    return Conditional(proposition(option, "when"), condition)


def all_of(*options: str) -> OtherOptions:
    """The option "all of these"."""
    return OtherOptions("all", options)


def none_of(*options: str) -> OtherOptions:
    """The option "none of these"."""
    return OtherOptions("none", options)


def convention(*values: Any) -> Convention:
    """Values of a parameter the text leaves unsaid: the first decides, the others are swept for explanation."""
    texts = [str(v) for v in values]
    if not values or len(set(texts)) != len(texts):
        raise ClaimError("a convention needs different values", "write stride=convention(1, 2)")
    if any(isinstance(v, float) for v in values):
        raise ClaimError("a float as a convention", 'write Q("0.5")')
    return Convention(values)


# --- lines ----------------------------------------------------------------------------------------------------------


def line(
    place: str | None, what: Any, why: str = "", *, start: bool = False, using: tuple[Prop, ...] = (),
    condition: Prop | None = None,
) -> Line:  # fmt: skip
    """A line of a derivation.

    `start`: a new chain begins. `using`: earlier statements that the reason names, beside the line before.
    `condition`: one the document does not state; the line is decided without it and with it.
    """
    builder = _in_derivation("line")
    spot = None if place is None else checked_place(place, "line")
    printed, to = (what.printed, what.to) if isinstance(what, Correction) else (what, None)
    if isinstance(printed, Rounded) or isinstance(to, Rounded):
        raise ClaimError("decimals in a line", "write rounds_to(…) or truncates_to(…)")
    printed = printed if isinstance(printed, Prop) else term(printed)
    if condition is not None:
        well_shaped(proposition(condition, "line"), "a condition")
    made = Line(spot, printed, to, why, start, tuple(using), condition)
    builder.pending.append(made)
    return made


def given(place: str, prop: Prop, why: str = "") -> Given:
    """A premise in the middle of a derivation: `yield given(place, prop)`."""
    builder = _in_derivation("given")
    well_shaped(proposition(prop, "given"), "a premise")
    made = Given(checked_place(place, "given"), prop, why)
    builder.pending.append(made)
    return made


def _in_derivation(word: str) -> Any:
    builder = current(word)
    if builder.kind != "derivation":
        raise ClaimError(f"{word} inside a {builder.kind}", "lines belong under @derivation")
    return builder


def _nodes(x: Any) -> tuple[terms.Node, ...]:
    return (x.rounding, x.truncation) if isinstance(x, Rounded) else (x,)


# --- code -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Code:
    """A function of code, by name; nothing is imported to state a claim about it."""

    reference: str

    def __call__(self, *arguments: Any) -> CodeCall:
        if any(isinstance(a, FunctionSymbol) for a in arguments):
            raise ClaimError(f"{self.reference} was given a function", "give code terms: numbers, columns, matrices")
        return CodeCall(self.reference, tuple(term(a) for a in arguments))


@dataclass(frozen=True)
class CodeCall:
    """A call of code. `call[i]` is the i-th of several results."""

    reference: str
    arguments: tuple[Term, ...]
    output: int | None = None

    def __getitem__(self, output: int) -> CodeCall:
        return CodeCall(self.reference, self.arguments, output)


@dataclass(frozen=True)
class Computation(Recorded):
    """The statement that a call of code computes a formula."""

    call: CodeCall
    formula: Term
    within: int
    exact: bool = False
    fails: bool = False
    repairs: tuple[str, ...] = ()


def code(reference: str) -> Code:
    """code("impls.module:function")"""
    if not isinstance(reference, str) or not _CODE.fullmatch(reference):
        raise ClaimError(f"{reference!r} is not a reference to code", 'write code("impls.module:function")')
    return Code(reference)


def computes(call: CodeCall, formula: Any, *, within: int) -> Computation:
    """The call gives the formula's value within so many units in the last place, scaled by conditioning."""
    builder = _calling("computes", call)
    if not isinstance(within, int) or isinstance(within, bool) or within < 0:
        raise ClaimError(f"within={within!r}", "give a whole number of units in the last place")
    return Computation(call, _formula(builder, call, formula), within)


def runs(call: CodeCall, formula: Any, *, repairs: tuple[str, ...] = (), fails: bool = False) -> Computation:
    """A printed program, told again line by line, gives the formula's value exactly, run over rational numbers.
    `repairs`: what had to be changed for it to run; `fails`: with these alone it does not give that value."""
    builder = _calling("runs", call)
    if isinstance(repairs, str) or not all(isinstance(r, str) for r in repairs):
        raise ClaimError(f"repairs={repairs!r}", 'give a tuple of texts, such as repairs=("x_U for x+U",)')
    return Computation(call, _formula(builder, call, formula), 0, True, fails, tuple(repairs))


def _calling(word: str, call: object) -> Builder:
    builder = current(word)
    if not isinstance(call, CodeCall):
        raise ClaimError(f"{call!r} is not a call of code", f'write {word}(code("impls.module:function")(x), …)')
    return builder


def _formula(builder: Builder, call: CodeCall, formula: Any) -> Term:
    value = term(formula)
    for node in (*call.arguments, value):
        well_shaped(node, "the computation")
    check_declared(builder, (*call.arguments, value))
    return value
