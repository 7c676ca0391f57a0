"""Whether a value is what a word takes; the message where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from proofread.language import words
from proofread.language.analysis import Infinity
from proofread.language.complex_numbers import Complex
from proofread.language.gaussians import Law
from proofread.language.items import Conditional, OtherOptions
from proofread.language.sizes import of_term, plain
from proofread.language.sorts import Space
from proofread.language.symbols import FunctionSymbol
from proofread.text.errors import no_method
from proofread.text.limits import MOST_SIZE
from proofread.text.words import Word
from proofread.trusted import sizes
from proofread.trusted.terms import Prop, Term

if TYPE_CHECKING:
    from proofread.text.evaluating import Scope

_RATIONAL = re.compile(r"[+\-−]?([0-9]{1,100}(\.[0-9]{1,100})?|[0-9]{1,100}/[0-9]{1,100})")
_DECIMAL = re.compile(r"[+\-−]?[0-9]{1,100}(\.[0-9]{0,100})?")
Check = Callable[[Any, "Scope", int], Any]


def short(x: object) -> str:
    text = str(x)
    return text if len(text) <= 30 else f"{text[:27]}…"


def said(x: Any) -> str:
    """What a value is, in words."""
    if isinstance(x, Prop):
        return "a statement"
    if isinstance(x, str):
        return "a text in quotation marks"
    if isinstance(x, Word):
        return f"the word {x.name}"
    if isinstance(x, Space):
        return f"the measure space {x.name}"
    if isinstance(x, FunctionSymbol):
        return f"the {'sequence' if x.kind == 'sequence' else 'function'} {x.name}"
    if isinstance(x, Conditional | OtherOptions):
        return "an option"
    if isinstance(x, Law):
        return "an assumption"
    return "a function" if callable(x) else "a term"


def term(x: Any, scope: Scope, at: int) -> Any:
    """A whole number, a size or a term, as they are; a list as a column or matrix."""
    if isinstance(x, list):
        return words.array(_entries(x, scope, at))
    if isinstance(x, Term | sizes.Size | int):
        return x
    if isinstance(x, Complex):
        raise scope.fail(at, "a complex number where a real one is needed", "write re(z), im(z) or abs(z)")
    remedy = {"a statement": "join statements with and, or, implies(p, q), iff(p, q)",
              "a text in quotation marks": 'Q("0.66") is a number'}.get(said(x), "")  # fmt: skip
    if isinstance(x, FunctionSymbol):
        remedy = f"write {x.name}[t]" if x.kind == "sequence" else f"write {x.name}(x)"
    elif callable(x) and not remedy:
        remedy = "a function is applied: f(x)"
    raise scope.fail(at, f"{said(x)} where a term is needed", remedy)


def value(x: Any, scope: Scope, at: int) -> Any:
    """A term or a complex number."""
    return x if isinstance(x, Complex) else term(x, scope, at)


def one_valued(x: Any, scope: Scope, at: int) -> Any:
    """A term: of a complex number there are several logarithms and roots."""
    if isinstance(x, Complex):
        raise no_method(scope.source, at, "logarithms and roots of complex numbers")
    return term(x, scope, at)


def bound(x: Any, scope: Scope, at: int) -> Any:
    """A term, or an infinite bound."""
    return x if isinstance(x, Infinity) else term(x, scope, at)


def _entries(x: list[Any], scope: Scope, at: int) -> list[Any]:
    return [_entries(e, scope, at) if isinstance(e, list) else term(e, scope, at) for e in x]


def prop(x: Any, scope: Scope, at: int) -> Prop:
    if not isinstance(x, Prop):
        raise scope.fail(at, f"{said(x)} where a statement is needed", "state a relation: ==, <=, <, >=, >, psd(A)")
    return x


def function(x: Any, scope: Scope, at: int) -> Any:
    from proofread.text.evaluating import Function

    if isinstance(x, FunctionSymbol) and x.kind != "sequence":
        return x
    if isinstance(x, Word) and x.takes in ("t", "v", "r") and not x.rest:
        return x.function
    if isinstance(x, Function) or (callable(x) and not isinstance(x, Word | FunctionSymbol)):
        return x
    raise scope.fail(at, f"{said(x)} where a function is needed", "write lambda x: …")


def size(x: Any, scope: Scope, at: int) -> Any:
    if isinstance(x, Term) and x.op == "const" and x.data[0].denominator == 1:
        x = int(x.data[0])
    if isinstance(x, Term) and (found := of_term(x)) is not None:
        x = found
    if not isinstance(x, sizes.Size | int) or (isinstance(x, int) and x < 0):
        raise scope.fail(at, f"{said(x)} is no size", 'declare one, N = "size", and write N, 3, N + 1, 2*N or M*N')
    made = plain(x)
    if max(abs(made.const), *(abs(k) for _, k in made.monomials), 0) > MOST_SIZE:
        raise scope.fail(at, f"the size {short(made)}", f"numbers in sizes go to {MOST_SIZE}: use a symbol")
    return x


def space(x: Any, scope: Scope, at: int) -> Space:
    if not isinstance(x, Space):
        raise scope.fail(at, f"{said(x)} is no measure space", 'declare one: Z = "space"')
    return x


def small(x: Any, scope: Scope, at: int) -> int:
    if not isinstance(x, int) or not 0 <= x <= 16:
        raise scope.fail(at, "a whole number from 0 to 16 belongs here")
    return x


def printed(x: Any, scope: Scope, at: int) -> Any:
    """Printed decimals, as text: nested lists of them go entry by entry."""
    if isinstance(x, list):
        return [printed(e, scope, at) for e in x]
    if not isinstance(x, str) or not _DECIMAL.fullmatch(x):
        raise scope.fail(at, "not a printed decimal", 'write it as text, e.g. "2.58"')
    return x


def rational(x: Any, scope: Scope, at: int) -> Any:
    if isinstance(x, int) or (isinstance(x, str) and _RATIONAL.fullmatch(x)):
        return x
    raise scope.fail(at, "not a number", 'write 0.66, 2/3 or Q("0.66")')


def blocks(x: Any, scope: Scope, at: int) -> Any:
    """Rows of terms."""
    if not isinstance(x, list) or not all(isinstance(row, list) for row in x):
        raise scope.fail(at, f"{said(x)} where rows of blocks are needed", "write block([[A, B], [C, D]])")
    return [[term(e, scope, at) for e in row] for row in x]


def option(x: Any, scope: Scope, at: int) -> str:
    if not isinstance(x, str):
        raise scope.fail(at, "not the name of an option", 'write all_of("a", "b")')
    return x


CHECKS: dict[str, Check] = {
    "t": term, "v": value, "r": one_valued, "b": bound, "p": prop, "f": function, "n": size, "z": space,
    "k": small, "d": printed, "q": rational, "m": blocks, "o": option,
}  # fmt: skip


def kinds(word: Word, count: int, scope: Scope, at: int) -> str:
    """The kinds of `count` arguments of a word."""
    if word.rest == "c" and count >= 3 and count % 2:  # cases, then the value otherwise
        return "tp" * (count // 2) + "t"
    if word.rest == "sf":  # sorts, then a function of as many
        return "s" * max(1, count - 1) + "f" if count >= 2 else _count(word, count, scope, at)
    if count == len(word.takes) or (word.rest and count >= len(word.takes)):
        return word.takes + word.rest * (count - len(word.takes))
    return _count(word, count, scope, at)


def _count(word: Word, count: int, scope: Scope, at: int) -> str:
    wanted = f"{len(word.takes)}{' or more' if word.rest else ''}"
    if word.name in ("maximum", "minimum") and count > 2:
        raise no_method(scope.source, at, f"{word.name} of {count}; nest it: max(x, max(y, z))")
    raise scope.fail(at, f"{word.name} takes {wanted} arguments, not {count}", f"{word.name}({_shown(word)})")


def _shown(word: Word) -> str:
    names = {"t": "x", "v": "x", "r": "x", "p": "p", "f": "lambda x: …", "s": "vector[n]", "n": "N", "z": "Z", "k": "2",
             "d": '"0.66"', "q": '"0.66"', "m": "[[A, B], [C, D]]", "o": '"a"', "b": "n"}  # fmt: skip
    return ", ".join(names[k] for k in word.takes) + (", …" if word.rest else "")
