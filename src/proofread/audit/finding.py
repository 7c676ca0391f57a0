"""What a run has to say that no claim records yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """`kind`: unrecorded, unconfirmed (a recorded proposal that does not hold), contradictory, code, lemma, conflict,
    weaker. `remedy`: the line to add to the claim. `line` is for messages and never recorded."""

    place: str | None
    document: str
    file: str
    line: int
    name: str
    kind: str
    message: str
    remedy: str = ""
    witness: dict[str, Any] | None = None

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file
