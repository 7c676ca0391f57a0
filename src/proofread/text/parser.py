"""A strict parser for expressions, in Python's notation and order of operators. It reads, and looks nothing up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from proofread.text.errors import Source, TextError, error_at
from proofread.text.limits import MOST_DEPTH, MOST_PARTS
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
from proofread.text.tokens import Token, tokens

RELATIONS = frozenset({"==", "!=", "<=", ">=", "<", ">"})


def parse(source: Source) -> Expression:
    """The expression of a text. TextError names line, column and remedy."""
    parser = _Parser(source, tokens(source))
    if parser.token.kind == "end":
        raise error_at(source, 0, "nothing is written here", "write an expression, e.g. x + 1 == y")
    found = parser.expression()
    if parser.token.kind != "end":
        raise parser.unexpected()
    return found


class _Parser:
    """The tokens of one expression and the place in them."""

    def __init__(self, source: Source, found: list[Token]) -> None:
        self.source, self.tokens, self.next, self.depth = source, found, 0, 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def take(self) -> Token:
        taken = self.token
        self.next += taken.kind != "end"
        return taken

    def sees(self, *texts: str) -> bool:
        return self.token.kind in ("sign", "keyword") and self.token.text in texts

    def accept(self, text: str) -> bool:
        if not self.sees(text):
            return False
        self.take()
        return True

    def expect(self, text: str, opened: Token | None = None) -> None:
        if self.accept(text):
            return
        if opened is not None and self.token.kind == "end":
            raise error_at(self.source, opened.at, f"the bracket {opened.text} is not closed", f"close it with {text}")
        raise self.unexpected(f"{text} is missing before it")

    def unexpected(self, remedy: str = "") -> TextError:
        t = self.token
        if t.kind == "end":
            before = self.tokens[max(0, self.next - 1)].text
            return error_at(self.source, t.at, "the expression ends too early", f"something is missing after {before}")
        if t.kind == "named":
            return error_at(self.source, t.at, "a single =", "write == for equality")
        if not remedy and t.kind in ("name", "number", "text"):
            remedy = "an operator is missing before it: write * for a product, @ for a matrix product"
        if not remedy and t.text == ",":
            remedy = 'join statements with and, or write a list of texts: ["…", "…"]'
        return error_at(self.source, t.at, f"{t.text[:40]!r} is not expected here", remedy or "take it away")

    @contextmanager
    def inside(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise error_at(self.source, self.token.at, "nested too deeply", f"at most {MOST_DEPTH} levels: name parts")
        yield
        self.depth -= 1

    # --- statements -----------------------------------------------------------------------------------------------

    def expression(self) -> Expression:
        with self.inside():
            return self.function() if self.sees("lambda") else self.either()

    def function(self) -> Expression:
        at = self.take().at
        names: list[str] = []
        while not self.sees(":"):
            if names:
                self.expect(",")
            if self.token.kind != "name":
                raise self.unexpected("write lambda x: …, with names before the colon")
            names.append(self.take().text)
        if not names or len(set(names)) < len(names):
            raise error_at(self.source, at, "a lambda needs names, each once", "write lambda x: …")
        self.expect(":")
        return Lambda(at, tuple(names), self.expression())

    def either(self) -> Expression:
        return self.joined("or", self.both)

    def both(self) -> Expression:
        return self.joined("and", self.negation)

    def joined(self, word: str, part: Callable[[], Expression]) -> Expression:
        parts = [part()]
        at = self.token.at
        while self.accept(word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Joined(at, word, tuple(parts))

    def negation(self) -> Expression:
        if not self.sees("not"):
            return self.relation()
        at = self.take().at
        with self.inside():
            return Not(at, self.negation())

    def relation(self) -> Expression:
        first, rest = self.sum(), []
        while self.sees(*RELATIONS):
            sign = self.take()
            rest.append((sign.text, sign.at, self.sum()))
        return Compared(rest[0][1], first, tuple(rest)) if rest else first

    # --- terms ----------------------------------------------------------------------------------------------------

    def sum(self) -> Expression:
        return self.chain(("+", "-"), self.product)

    def product(self) -> Expression:
        return self.chain(("*", "/", "@"), self.signed)

    def chain(self, signs: tuple[str, ...], part: Callable[[], Expression]) -> Expression:
        first, rest = part(), []
        while self.sees(*signs):
            sign = self.take()
            rest.append((sign.text, sign.at, part()))
        return Chain(rest[0][1], first, tuple(rest)) if rest else first

    def signed(self) -> Expression:
        if not self.sees("-", "+"):
            return self.power()
        sign = self.take()
        with self.inside():
            of = self.signed()
        return Negated(sign.at, of) if sign.text == "-" else of

    def power(self) -> Expression:
        base = self.postfix()
        if not self.sees("**"):
            return base
        at = self.take().at
        with self.inside():
            return Power(at, base, self.signed())

    def postfix(self) -> Expression:
        found, count = self.atom(), 0
        while self.sees("(", "[", "."):
            count += 1
            opened = self.take()
            if count > MOST_DEPTH:
                raise error_at(self.source, opened.at, "nested too deeply", f"at most {MOST_DEPTH} levels: name parts")
            if opened.text == ".":
                found = self.attribute(found, opened)
            elif opened.text == "(":
                args, named = self.arguments(opened)
                found = Call(found.at, found, args, named)
            else:
                found = Indexed(found.at, found, self.parts(opened, "]"))
        return found

    def attribute(self, of: Expression, dot: Token) -> Expression:
        if self.token.kind == "name" and self.token.text == "T":
            self.take()
            return Transposed(dot.at, of)
        raise error_at(self.source, dot.at, f".{self.token.text[:40]}", "only .T (transpose) follows a dot")

    def arguments(self, opened: Token) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        """Arguments, those with a name last."""
        args: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        while not self.sees(")"):
            if args or named:
                self.expect(",", opened)
                if self.sees(")"):
                    break
            name = self.keyword()
            if name is not None:
                named.append((name, self.expression()))
            elif named:
                raise self.unexpected("arguments with a name come last")
            else:
                args.append(self.expression())
            self.few(len(args) + len(named), opened)
        self.expect(")", opened)
        return tuple(args), tuple(named)

    def keyword(self) -> str | None:
        """`name =` before an argument."""
        ahead = self.tokens[self.next + 1] if self.token.kind == "name" else None
        if ahead is None or ahead.kind != "named":
            return None
        name = self.take().text
        self.take()
        return name

    def parts(self, opened: Token, closing: str) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while not self.sees(closing):
            if found:
                self.expect(",", opened)
                if self.sees(closing):
                    break
            found.append(self.expression())
            self.few(len(found), opened)
        self.expect(closing, opened)
        return tuple(found)

    def few(self, count: int, opened: Token) -> None:
        if count > MOST_PARTS:
            raise error_at(self.source, opened.at, "too many parts in one bracket", f"at most {MOST_PARTS}")

    def atom(self) -> Expression:
        t = self.token
        if t.kind == "number":
            return Number(self.take().at, t.text)
        if t.kind == "text":
            return Text(self.take().at, t.text[1:-1])
        if t.kind == "name":
            return Name(self.take().at, t.text)
        if t.text == "(" and t.kind == "sign":
            self.take()
            found = self.expression()
            self.expect(")", t)
            return found
        if t.text == "[" and t.kind == "sign":
            return Listed(self.take().at, self.parts(t, "]"))
        raise self.unexpected("a number, a name or a bracket belongs here")
