"""Files that are either the old one or the new one, never half of both."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class RecordError(Exception):
    """A record that cannot be read or written. The message names the file and the remedy."""


def write(file: Path, content: bytes) -> None:
    """Write a file atomically, making its folder. RecordError where it cannot be written."""
    temporary = ""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, file)
    except OSError as why:
        if temporary:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        reason = why.strerror or str(why)
        raise RecordError(
            f"{file}: cannot be written: {reason} (make it writable, or name a folder with --reports)"
        ) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def compact(x: Any) -> str:
    """One line of JSON, the same on every machine."""
    return json.dumps(x, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def ordered(x: Any) -> Any:
    """The same data with the keys of every object sorted."""
    return json.loads(compact(x))


def entry(x: dict[str, Any]) -> str:
    """One line of JSON for reading: keys in the order they were given."""
    return json.dumps(x, ensure_ascii=False, separators=(", ", ": "))


def listed(name: str, entries: Iterable[dict[str, Any]]) -> str:
    """A JSON list under a name, one entry a line."""
    lines = ",\n".join(entry(e) for e in entries)
    return f'"{name}": [\n{lines}\n]' if lines else f'"{name}": []'
