"""What an expression says: its words looked up in the table, its names in the item, its operators as in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from proofread.language import powers, words
from proofread.language.analysis import Infinity
from proofread.language.complex_numbers import Complex, complex_number
from proofread.language.errors import ClaimError
from proofread.language.numbers import Q
from proofread.language.symbols import FunctionSymbol
from proofread.text import arguments
from proofread.text.errors import Source, TextError, error_at, no_method
from proofread.text.fuel import Fuel
from proofread.text.limits import MOST_EXPONENT
from proofread.text.syntax import (
    Call,
    Chain,
    Compared,
    Expression,
    Indexed,
    Joined,
    Lambda,
    Listed,
    Name,
    Negated,
    Not,
    Number,
    Power,
    Text,
    Transposed,
)
from proofread.text.words import CONSTANTS, PLANNED, WORDS, Word
from proofread.trusted import terms
from proofread.trusted.terms import Prop, Term


@dataclass(frozen=True)
class Scope:
    """The names an expression may use, where it stands, and what may still be spent on reading it."""

    source: Source
    names: Mapping[str, Any]
    fuel: Fuel
    later: frozenset[str] = frozenset()  # defined further down
    option: bool = False  # an option of a question may speak of other options

    def fail(self, at: int, problem: str, remedy: str = "") -> TextError:
        return error_at(self.source, at, problem, remedy)


@dataclass(frozen=True)
class Function:
    """lambda x: …, with the names it was written among."""

    node: Lambda
    scope: Scope

    def __call__(self, *args: Any) -> Any:
        names = self.node.parameters
        if len(args) != len(names):
            raise self.scope.fail(self.node.at, f"a lambda of {len(names)} names is given {len(args)}")
        given = dict(zip(names, args, strict=True))
        return evaluate(self.node.body, replace(self.scope, names={**self.scope.names, **given}))


def evaluate(node: Expression, scope: Scope) -> Any:
    """The term, statement, size, function or text that is written. TextError where it makes no sense."""
    scope.fuel.step(scope.source, node.at)
    try:
        found = _MEANING[type(node)](node, scope)
    except TextError:
        raise
    except ClaimError as error:
        raise scope.fail(node.at, error.problem, error.remedy) from None
    except RecursionError:
        raise scope.fail(node.at, "nested too deeply", "name parts of it") from None
    except Exception as error:  # whatever a word makes of what it was given, the item is refused and no other
        raise scope.fail(node.at, str(error) or type(error).__name__) from None
    scope.fuel.weigh(found, scope.source, node.at)
    return found


# --- leaves ---------------------------------------------------------------------------------------------------------


def _number(node: Number, scope: Scope) -> Any:
    return Q(node.text if not node.text.startswith(".") else f"0{node.text}") if "." in node.text else int(node.text)


def _text(node: Text, scope: Scope) -> str:
    return node.text


def _name(node: Name, scope: Scope) -> Any:
    name = node.name
    if name in scope.names:
        return scope.names[name]
    if name in scope.later:
        raise scope.fail(node.at, f"{name} is used before it is defined, or defined by itself", "define it above")
    if name in WORDS:
        return WORDS[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    if name in PLANNED:
        raise no_method(scope.source, node.at, name)
    near = get_close_matches(name, [*scope.names, *WORDS], 1)
    hint = f"did you mean {near[0]}?" if near else f'declare it: let = {{{name} = "scalar"}}'
    raise scope.fail(node.at, f"{name} is not declared", hint)


def _listed(node: Listed, scope: Scope) -> list[Any]:
    if not node.parts:
        raise scope.fail(node.at, "an empty list", "a column has at least one entry")
    return [evaluate(p, scope) for p in node.parts]


# --- operators ------------------------------------------------------------------------------------------------------


def _chain(node: Chain, scope: Scope) -> Any:
    found = operand(node.first, scope)
    for sign, at, part in node.rest:
        scope.fuel.step(scope.source, at)
        try:
            found = _combined(sign, found, operand(part, scope))
        except ZeroDivisionError:
            raise scope.fail(at, "division by 0") from None
        except TypeError as error:
            raise scope.fail(at, str(error)) from None
        scope.fuel.weigh(found, scope.source, at)
    return found


def _combined(sign: str, x: Any, y: Any) -> Any:
    if sign != "@" and (isinstance(x, Complex) or isinstance(y, Complex)):
        x, y = complex_number(x), complex_number(y)
    return _OPERATORS[sign](x, y)


def operand(node: Expression, scope: Scope) -> Any:
    """A whole number, a size, a term or a complex number; lists become columns and matrices."""
    return arguments.value(evaluate(node, scope), scope, node.at)


def _divide(x: Any, y: Any) -> Any:
    if isinstance(y, int) and y == 0:
        raise ZeroDivisionError
    return terms.const(Fraction(x, y)) if isinstance(x, int) and isinstance(y, int) else x / y


def _matrix_product(x: Any, y: Any) -> Any:
    return words.term(x) @ y


_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda x, y: x + y, "-": lambda x, y: x - y, "*": lambda x, y: x * y, "/": _divide, "@": _matrix_product,
}  # fmt: skip


def _negated(node: Negated, scope: Scope) -> Any:
    of = evaluate(node.of, scope)
    return -(of if isinstance(of, Infinity) else arguments.value(of, scope, node.of.at))


def _power(node: Power, scope: Scope) -> Any:
    base, exponent = operand(node.base, scope), operand(node.exponent, scope)
    if isinstance(exponent, Complex):
        raise no_method(scope.source, node.at, "complex exponents; write exp(z)")
    if isinstance(exponent, Term) and exponent.op == "const" and exponent.data[0].denominator == 1:
        exponent = int(exponent.data[0])
    if isinstance(exponent, int):
        if abs(exponent) > MOST_EXPONENT:
            raise scope.fail(node.at, f"the exponent {arguments.short(exponent)}", f"at most {MOST_EXPONENT}")
        return base**exponent if exponent >= 0 or isinstance(base, Complex) else words.term(base) ** exponent
    power = words.term(exponent)
    if isinstance(base, Complex):
        raise no_method(scope.source, node.at, "powers of complex numbers other than z ** 3")
    root = power.op == "const" and power.data[0] == Fraction(1, 2)
    if terms.is_nat(power) or root:
        return words.term(base) ** power
    for k in (powers.whole(power) or {}).values():
        if abs(k) > MOST_EXPONENT:
            raise scope.fail(node.at, f"{arguments.short(k)} in an exponent", f"at most {MOST_EXPONENT}")
    if (product := powers.power(words.term(base), power)) is not None:
        return product
    if power.shape or words.term(base).shape:
        raise no_method(scope.source, node.at, "powers of columns and matrices other than x ** k for a natural k")
    return words.exp(power * words.log(words.term(base)))  # of positive numbers, which is an obligation


def _transposed(node: Transposed, scope: Scope) -> Term:
    return words.term(operand(node.of, scope)).T


def _indexed(node: Indexed, scope: Scope) -> Any:
    of = evaluate(node.of, scope)
    where = [words.term(operand(w, scope)) for w in node.where]
    if not where:
        raise scope.fail(node.at, "empty brackets", "write x[i] or A[i, j]")
    if isinstance(of, FunctionSymbol):
        if len(where) != 1:
            raise scope.fail(node.at, f"{len(where)} places in a sequence", "it takes one")
        return of[where[0]]
    return terms.entry(arguments.term(of, scope, node.at), *where)


# --- statements -----------------------------------------------------------------------------------------------------


def _compared(node: Compared, scope: Scope) -> Prop:
    parts = [operand(node.first, scope), *(operand(part, scope) for _, _, part in node.rest)]
    found = []
    for k, (sign, at, _) in enumerate(node.rest):
        if any(isinstance(x, Complex) for x in parts[k : k + 2]):
            found.append(_of_complex(sign, at, parts[k], parts[k + 1], scope))
            continue
        if sign == "!=" and (words.term(parts[k]).shape or words.term(parts[k + 1]).shape):
            raise scope.fail(at, "!= between columns or matrices", "write nonzero(x - y), or apart(x, y): every entry")
        found.append(_RELATIONS[sign](parts[k], parts[k + 1]))
    return words.and_(*found)


def _of_complex(sign: str, at: int, x: Any, y: Any, scope: Scope) -> Prop:
    if sign not in ("==", "!="):
        raise scope.fail(at, "complex numbers have no order", "compare abs(z), re(z) or im(z)")
    return _RELATIONS[sign](x, y)


_RELATIONS: dict[str, Callable[[Any, Any], Prop]] = {
    "==": words.equal, "<=": words.le, ">=": words.ge, "<": words.lt, ">": words.gt, "!=": words.apart,
}  # fmt: skip


def statement(node: Expression, scope: Scope) -> Prop:
    return arguments.prop(evaluate(node, scope), scope, node.at)


def _joined(node: Joined, scope: Scope) -> Prop:
    parts = [statement(p, scope) for p in node.parts]
    return words.and_(*parts) if node.word == "and" else words.or_(*parts)


def _not(node: Not, scope: Scope) -> Prop:
    return words.not_(statement(node.of, scope))


# --- functions ------------------------------------------------------------------------------------------------------


def _lambda(node: Lambda, scope: Scope) -> Function:
    return Function(node, scope)


def _call(node: Call, scope: Scope) -> Any:
    function = evaluate(node.function, scope)
    if isinstance(function, Word):
        return _word(function, node, scope)
    if not callable(function):
        raise scope.fail(node.at, "this is no function", "write * for a product")
    if node.named or not node.args:
        raise scope.fail(node.at, "a function takes terms", "write f(x)")
    given = (operand(a, scope) for a in node.args)
    return function(*(x if isinstance(x, Complex) else words.term(x) for x in given))


def _word(word: Word, node: Call, scope: Scope) -> Any:
    if word.option and not scope.option:
        raise scope.fail(node.at, f"{word.name} outside an option", "it is said in options = {…}")
    kinds = arguments.kinds(word, len(node.args), scope, node.at)
    args = [argument(k, a, scope) for k, a in zip(kinds, node.args, strict=True)]
    named: dict[str, Any] = {}
    for name, a in node.named:
        if name not in word.named or name in named:
            raise scope.fail(a.at, f"{word.name} has no argument {name}, or has it twice", _named(word))
        named[name] = argument(word.named[name], a, scope)
    return word.function(*args, **named)


def _named(word: Word) -> str:
    return f"it has {', '.join(word.named)}" if word.named else "take the name away"


def argument(kind: str, node: Expression, scope: Scope) -> Any:
    """An argument of the kind that a word takes."""
    if kind == "s":
        from proofread.text.sorts import sort  # sorts hold sizes, which are expressions again

        return sort(node, scope)
    return arguments.CHECKS[kind](evaluate(node, scope), scope, node.at)


_MEANING: dict[type, Callable[[Any, Scope], Any]] = {
    Number: _number, Text: _text, Name: _name, Listed: _listed, Chain: _chain, Negated: _negated, Power: _power,
    Transposed: _transposed, Indexed: _indexed, Compared: _compared, Joined: _joined, Not: _not, Lambda: _lambda,
    Call: _call,
}  # fmt: skip
