"""What is wrong in a text, with line, column and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from proofread.language.errors import ClaimError


@dataclass(frozen=True)
class Source:
    """An expression and where it stands: file, field of the item, and line and column of its first character.

    `exact` is False where the field holds escapes, so that only the line of the item is known.
    """

    text: str
    file: str = "<text>"
    field: str = ""
    line: int = 1
    column: int = 1
    exact: bool = True

    def place(self, at: int) -> tuple[int, int]:
        """Line and column, from 1, of a character of the expression."""
        if not self.exact:
            return self.line, self.column
        before = self.text[:at]
        rows = before.count("\n")
        return self.line + rows, (self.column + at if not rows else at - before.rfind("\n"))


class TextError(ClaimError):
    """An item that cannot be read. `column` counts from 1; `field` names the part of the item."""

    def __init__(
        self, problem: str, remedy: str = "", *, file: str = "<text>", line: int = 1, column: int = 1, field: str = ""
    ) -> None:
        super().__init__(problem, remedy, file=file, line=line)
        self.column, self.field = column, field

    def __str__(self) -> str:
        about = f"{self.field}: " if self.field else ""
        hint = f" ({self.remedy})" if self.remedy else ""
        return f"{self.file}:{self.line}:{self.column}: {about}{self.problem}{hint}"


class NoMethod(TextError):
    """The text is well written, and there is no term for what it says yet. `word` names what is missing."""

    word = ""


def error_at(source: Source, at: int, problem: str, remedy: str = "") -> TextError:
    line, column = source.place(at)
    problem = problem if len(problem) <= 300 else f"{problem[:300]}…"
    return TextError(problem, remedy, file=source.file, line=line, column=column, field=source.field)


def no_method(source: Source, at: int, word: str) -> NoMethod:
    line, column = source.place(at)
    made = NoMethod(f"no method: {word}", file=source.file, line=line, column=column, field=source.field)
    made.word = word
    return made
