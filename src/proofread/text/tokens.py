"""An expression to tokens. Only the characters of the grammar; everything else is an error with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from proofread.text.errors import Source, error_at
from proofread.text.limits import MOST_DIGITS, MOST_TEXT

KEYWORDS = frozenset({"and", "or", "not", "lambda"})
SPELLED = {"−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "·": "*"}  # signs people paste
REFUSED = {
    "^": ("^ is not an operator", "write ** for a power"),
    "!": ("a lone !", "write not, or != for apart"),
    "{": ("braces", "write ( ) around terms, [ ] around entries"),
    "}": ("braces", "write ( ) around terms, [ ] around entries"),
    "\\": ("a backslash", "write words: exp(x), sqrt(x), pinv(X)"),
    "'": ("a quotation that is not closed", 'close it: "0.66"'),
    '"': ("a quotation that is not closed", 'close it: "0.66"'),
    "|": ("|", "write abs(x) or norm(x)"),
}
_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
      | (?P<number>[0-9]+(?:\.[0-9]+)?|\.[0-9]+)
      | (?P<name>[A-Za-zΑ-ωϑϕϵℓ_][A-Za-z0-9Α-ωϑϕϵℓ_]*)
      | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
      | (?P<named>=(?!=))
      | (?P<sign>\*\*|==|!=|<=|>=|[-+*/@<>()\[\],:.]|[−≤≥≠·])""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    """`kind`: number, name, text, sign, keyword, named (the = of a named argument), end. `at`: its first character."""

    kind: str
    text: str
    at: int


def tokens(source: Source) -> list[Token]:
    """The tokens, and an end. TextError at the first character that belongs to none."""
    text = source.text
    if len(text) > MOST_TEXT:
        raise error_at(source, 0, f"{len(text)} characters in one expression", f"at most {MOST_TEXT}: name parts of it")
    found, at = [], 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _refused(source, at)
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(_token(source, kind, match.group(), at))
        at = match.end()
    return [*found, Token("end", "", len(text))]


def _token(source: Source, kind: str, text: str, at: int) -> Token:
    if kind == "number" and len(text) > MOST_DIGITS:
        raise error_at(source, at, f"a number of {len(text)} digits", f"at most {MOST_DIGITS}: write it as a power")
    if kind == "name":
        if text.startswith("_") or "__" in text:
            raise error_at(source, at, f"the name {text[:40]}", "names start with a letter and have no __")
        return Token("keyword" if text in KEYWORDS else "name", text, at)
    return Token(kind, SPELLED.get(text, text), at)


def _refused(source: Source, at: int) -> Exception:
    character = source.text[at]
    problem, remedy = REFUSED.get(character, (f"the character {character!r}", "it belongs to no expression"))
    return error_at(source, at, problem, remedy)
