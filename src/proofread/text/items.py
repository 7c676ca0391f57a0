"""An entry to items of the language: the function that a claim file would hold, made from text, given to @claim."""

from __future__ import annotations

import inspect
import keyword
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from proofread.language import claims, derivations, words
from proofread.language import items as said
from proofread.language.errors import ClaimError, Unsupported
from proofread.language.gaussians import Law
from proofread.language.items import Correction, Line, correction
from proofread.language.numbers import decimals
from proofread.language.statements import Item, Statement
from proofread.text import arguments
from proofread.text.entries import Entry, Path
from proofread.text.errors import TextError, no_method
from proofread.text.evaluating import Scope, evaluate, statement
from proofread.text.fields import check
from proofread.text.fuel import Fuel
from proofread.text.parser import parse
from proofread.text.sorts import size_or_space, sort
from proofread.text.words import SIZES, SPACES
from proofread.trusted.terms import Prop, Term

_NAME = re.compile(r"[A-Za-zΑ-ωϑϕϵℓ][A-Za-z0-9Α-ωϑϕϵℓ_]{0,63}")
_REMEDIES = {  # of messages that speak of Python
    "end it with return equal(…)": "state a relation: ==, <=, psd(A) …",
    "return a statement, e.g. equal(x, y)": "state a relation: ==, <=, psd(A) …",
    "one line alone is a @claim": "one line alone is says",
    "say start=True where a new chain begins": "say start = true where a new chain begins",
}


def build(entry: Entry) -> tuple[Item, ...]:
    """What the entry says. TextError with the place of the fault; NoMethod where there is no term for it yet."""
    kind = check(entry)
    try:
        return _Reading(entry, Fuel()).items(kind)
    except TextError:
        raise
    except RecursionError:
        raise entry.fail((), "nested too deeply", "split the item") from None
    except Unsupported as error:
        raise no_method(entry.source((kind,), ""), 0, error.problem) from None
    except ClaimError as error:
        raise entry.fail((kind,), error.problem, _REMEDIES.get(error.remedy, error.remedy)) from None
    except Exception as error:  # a fault of ours costs this item and no other
        raise entry.fail((kind,), f"{type(error).__name__}: {error}", "report this") from error


@dataclass
class _Reading:
    """One entry while it is read."""

    entry: Entry
    fuel: Fuel

    def items(self, kind: str) -> tuple[Item, ...]:
        fields, place = self.entry.fields, self.entry.id
        makers: dict[str, Callable[[], claims.Claim]] = {
            "says": lambda: claims.claim(place)(self.function(self.says)),
            "readings": lambda: claims.claim(place)(self.function(self.readings)),
            "number": lambda: claims.answer(place, key=str(fields["rounds"]))(self.function(self.number)),
            "answer": lambda: claims.answer(place, key="")(self.function(self.answer)),
            "options": lambda: claims.choice(place, key=fields.get("key"), correct=fields.get("correct"))(
                self.function(self.options)
            ),
            "lines": lambda: derivations.derivation(self.derivation()),
        }
        return tuple(self._placed(item) for item in makers[kind]().items)

    def _placed(self, item: Item) -> Item:
        """With file, line and name of the text in place of those of this function."""
        where: dict[str, Any] = {"file": self.entry.file, "line": self.entry.line, "name": self.entry.id}
        placed = tuple(replace(s, **where) for s in item.statements if isinstance(s, Statement))
        return replace(item, statements=placed, **where)

    # --- the function -----------------------------------------------------------------------------------------

    def function(self, say: Callable[[Scope], Any]) -> Callable[..., Any]:
        """A claim function: the symbols are its parameters, `say` is what it returns."""
        globals_, signature = self.declared()

        def item(**values: Any) -> Any:
            return say(self.scope(globals_, values))

        return self.signed(item, signature)

    def derivation(self) -> Callable[..., Any]:
        globals_, signature = self.declared()

        def item(**values: Any) -> Iterator[Line]:
            yield from self.lines(self.scope(globals_, values))

        return self.signed(item, signature)

    def signed(self, function: Callable[..., Any], signature: inspect.Signature) -> Callable[..., Any]:
        function.__signature__ = signature  # type: ignore[attr-defined]
        function.__name__ = self.entry.id
        function.__doc__ = self.entry.fields.get("reading", "")
        return function

    def declared(self) -> tuple[dict[str, Any], inspect.Signature]:
        """Sizes and spaces, and the parameters of the other symbols and of the conventions."""
        let = {name: self.declaration("let", name, text) for name, text in self.entry.fields.get("let", {}).items()}
        found: dict[str, Any] = {}
        for name, (node, scope) in let.items():
            made = size_or_space(name, node, scope)
            if made is not None:
                found[name] = made
        rest = {n: sort(node, replace(scope, names=found)) for n, (node, scope) in let.items() if n not in found}
        swept = {n: self.values(n, given) for n, given in self.entry.fields.get("conventions", {}).items()}
        twice = next((n for n in swept if n in let), None)
        if twice is not None:
            raise self.entry.fail(("conventions", twice), f"{twice} is declared twice", "take one away")
        kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
        parameters = [inspect.Parameter(n, kind, annotation=s) for n, s in rest.items()]
        parameters += [inspect.Parameter(n, kind, default=c) for n, c in swept.items()]
        return found, inspect.Signature(parameters)

    def declaration(self, field: str, name: str, text: str) -> tuple[Any, Scope]:
        self.named((field, name), name)
        source = self.entry.source((field, name), text)
        return parse(source), Scope(source, {}, self.fuel)

    def named(self, path: Path, name: str) -> None:
        if not _NAME.fullmatch(name) or "__" in name or keyword.iskeyword(name) or name in (*SIZES, *SPACES):
            raise self.entry.fail(path, f"{name[:40]!r} is no name", "letters, digits and _, beginning with a letter")

    def values(self, name: str, given: list[Any]) -> Any:
        self.named(("conventions", name), name)
        path = ("conventions", name)
        scopes = [Scope(self.entry.source(path, str(v)), {}, self.fuel) for v in given]
        return said.convention(*(arguments.term(evaluate(parse(s.source), s), s, 0) for s in scopes))

    def scope(self, globals_: Mapping[str, Any], values: Mapping[str, Any]) -> Scope:
        """All names: declared ones, then abbreviations, each from those above it. Assumptions are made here."""
        names = {**globals_, **values}
        where: dict[str, str] = self.entry.fields.get("where", {})
        for k, (name, text) in enumerate(where.items()):
            node, scope = self.declaration("where", name, text)
            if name in names:
                raise self.entry.fail(("where", name), f"{name} is declared twice", "take one away")
            names[name] = evaluate(node, replace(scope, names=dict(names), later=frozenset(list(where)[k:])))
        scope = Scope(self.entry.source((), ""), names, self.fuel)
        said.assume(*(self.assumption(p, scope) for p in self.several("assume")))
        if "unstated" in self.entry.fields:
            said.unstated(*(self.prop(p, scope) for p in self.several("unstated")))
        return scope

    def several(self, field: str) -> list[tuple[Path, str]]:
        given = self.entry.fields.get(field, [])
        return [((field,), given)] if isinstance(given, str) else [((field, k), t) for k, t in enumerate(given)]

    # --- what is said -----------------------------------------------------------------------------------------

    def value(self, path: Path, text: str, scope: Scope, option: bool = False) -> Any:
        source = self.entry.source(path, text)
        return evaluate(parse(source), replace(scope, source=source, option=option))

    def assumption(self, part: tuple[Path, str], scope: Scope) -> Prop | Law:
        value, at = self.value(*part, scope), replace(scope, source=self.entry.source(*part))
        return value if isinstance(value, Law) else arguments.prop(value, at, 0)

    def prop(self, part: tuple[Path, str], scope: Scope) -> Prop:
        source = self.entry.source(*part)
        return statement(parse(source), replace(scope, source=source))

    def says(self, scope: Scope) -> Prop | Correction:
        printed = self.prop((("says",), self.entry.fields["says"]), scope)
        if "corrected" not in self.entry.fields:
            return printed
        return correction(printed, to=words.and_(*(self.prop(p, scope) for p in self.several("corrected"))))

    def answer(self, scope: Scope) -> Prop:
        return self.prop((("answer",), self.entry.fields["answer"]), scope)

    def readings(self, scope: Scope) -> Any:
        return said.readings(**self.table("readings", scope))

    def table(self, field: str, scope: Scope) -> dict[str, Prop]:
        return {k: self.prop(((field, k), t), scope) for k, t in self.entry.fields[field].items()}

    def options(self, scope: Scope) -> dict[str, Any]:
        found = {}
        for letter, text in self.entry.fields["options"].items():
            path = ("options", letter)
            value = self.value(path, text, scope, option=True)
            recorded = isinstance(value, said.Conditional | said.OtherOptions)
            at = replace(scope, source=self.entry.source(path, text))
            found[letter] = value if recorded else arguments.prop(value, at, 0)
        return found

    def number(self, scope: Scope) -> Any:
        values = [arguments.term(self.value(p, t, scope), scope, 0) for p, t in self.several("number")]
        printed = self.printed("rounds", len(values), scope)
        found = decimals(values, printed)
        if "corrected" not in self.entry.fields:
            return found
        return correction(found, to=decimals(values, self.printed("corrected", len(values), scope)))

    def printed(self, field: str, count: int, scope: Scope) -> list[str]:
        parts = self.several(field)
        if len(parts) != count:
            raise self.entry.fail((field,), f"{len(parts)} decimals for {count} numbers", "give one for each")
        found = []
        for path, text in parts:
            source = self.entry.source(path, text)
            found.append(str(arguments.printed(text, replace(scope, source=source), 0)))
        return found

    def lines(self, scope: Scope) -> Iterator[Line]:
        for k, given in enumerate(self.entry.fields["lines"]):
            yield self.line(k, {"says": given} if isinstance(given, str) else given, scope)

    def line(self, k: int, given: dict[str, Any], scope: Scope) -> Line:
        printed: Any = self.part(k, "says", given["says"], scope)
        if "corrected" in given:
            printed = correction(printed, to=self.part(k, "corrected", given["corrected"], scope))
        condition = self.part(k, "condition", given["condition"], scope) if "condition" in given else None
        if isinstance(condition, Term):
            raise self.entry.fail(("lines", k, "condition"), "a term where a statement is needed", "state a relation")
        place, start = f"{self.entry.id}#{k + 1}", given.get("start", False)
        return said.line(place, printed, given.get("why", ""), start=start, condition=condition)

    def part(self, k: int, name: str, text: str, scope: Scope) -> Term | Prop:
        """A line is a term or a statement."""
        source = self.entry.source(("lines", k, name), text)
        at = replace(scope, source=source)
        value = evaluate(parse(source), at)
        if isinstance(value, Prop):
            return value
        return words.term(arguments.term(value, at, 0))
