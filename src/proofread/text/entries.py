"""One item as it stands in a file: its fields, and where each of them is."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from proofread.text.errors import Source, TextError

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Entry:
    """`raw`: the text of the item, whose first character stands at `line` and column 1."""

    id: str
    fields: dict[str, Any]
    file: str
    line: int
    raw: str

    def source(self, path: Path, text: str) -> Source:
        """The expression in a field, with its place in the file."""
        at, exact = self._find(path, text)
        line, column = self._place(at)
        return Source(text, self.file, ".".join(map(str, path)), line, column, exact)

    def fail(self, path: Path, problem: str, remedy: str = "") -> TextError:
        """An error at a field: the field itself if it is found, else the item."""
        line, column = self._place(self._key(path) if path else 0)
        field = ".".join(map(str, path))
        return TextError(problem, remedy, file=self.file, line=line, column=column, field=field)

    def _place(self, at: int) -> tuple[int, int]:
        before = self.raw[:at]
        return self.line + before.count("\n"), at - before.rfind("\n")

    def _key(self, path: Path) -> int:
        """Where the name of a field stands, names looked for one behind another."""
        at = found = 0
        for name in path:
            if isinstance(name, str):
                match = re.compile(rf"(?<![\w]){re.escape(name[:200])}[\"']?\s*[:=\]]").search(self.raw, at)
                if match is not None:
                    found, at = match.start(), match.end()
        return found

    def _find(self, path: Path, text: str) -> tuple[int, bool]:
        """Where the text of a field begins. Not exact where it is written with escapes."""
        key = self._key(path)
        at = self.raw.find(text, key) if text else -1
        if at >= 0:
            return at, True
        at = self.raw.find(json.dumps(text, ensure_ascii=False)[1:-1], key) if text else -1
        return (at if at >= 0 else key), False
