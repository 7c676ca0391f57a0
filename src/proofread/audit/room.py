"""A call with room on Python's own stack.

CPython keeps the frames of Python functions in chunks of 16 KiB. A loop whose calls begin right at the end of a chunk
gets a new one from the system at every call, which makes it several times slower, or not, by the depth it happens to
run at. A frame too large for a chunk gets a big chunk of its own, and what is called from it lives there.
"""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
WORDS = (1 << 17) + 1  # eight bytes each: as much again is left beside the frame


def _called(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    return function(*args, **kwargs)


_roomy = FunctionType(_called.__code__.replace(co_stacksize=WORDS), {}, "_roomy")


def with_room(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """function(*args, **kwargs), its frames and those below it in one chunk of a mebibyte."""
    found: R = _roomy(function, args, kwargs)
    return found
