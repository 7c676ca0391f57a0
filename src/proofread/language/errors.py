"""The one error of a claim file: what is wrong, where, and what to write instead."""

from __future__ import annotations

import sys
from pathlib import Path
from types import TracebackType

_PACKAGE = str(Path(__file__).resolve().parent.parent)


class ClaimError(Exception):
    """A claim that cannot be read. `file` and `line` say where, `problem` what, `remedy` what to write instead."""

    def __init__(self, problem: str, remedy: str = "", *, file: str = "", line: int = 0, name: str = "") -> None:
        where = (file, line) if file else here()
        self.problem, self.remedy, self.name = problem, remedy, name
        self.file, self.line = shown(where[0]), where[1]
        about = f"{name}: " if name else ""
        super().__init__(f"{self.file}:{self.line}: {about}{problem}" + (f" ({remedy})" if remedy else ""))


class Unsupported(ClaimError):
    """What is said has a meaning, and no method yet; `problem` names it."""


def here() -> tuple[str, int]:
    """File and line of the nearest caller that is not part of this package."""
    frame = sys._getframe(1)
    while frame is not None:
        file = frame.f_code.co_filename
        if not file.startswith(("<string>", "<frozen", _PACKAGE)):
            return file, frame.f_lineno
        if frame.f_back is None:
            break
        frame = frame.f_back
    return "<unknown>", 0


def shown(file: str) -> str:
    """The path as records show it: relative to the working folder where it lies inside, with forward slashes."""
    try:
        return Path(file).relative_to(Path.cwd()).as_posix()
    except ValueError:
        return Path(file).as_posix()


def last_line_in(file: str, trace: TracebackType | None, otherwise: int) -> int:
    """The line of `file` that was running deepest in a traceback."""
    line = otherwise
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == file:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def reworded(error: BaseException) -> tuple[str, str]:
    """Problem and remedy of an exception that a claim raised."""
    message = str(error)
    if "not supported between" in message:
        return message, "compare with le(), lt(), ge(), gt()"
    return (message if isinstance(error, TypeError | ValueError) else f"{type(error).__name__}: {message}"), ""
