"""What was decided without evidence (supported, undecided, ill-posed, runs of code), remembered between runs.

Nothing here is trusted: what is proved or refuted is never remembered, its evidence is checked again each time. The
key holds the statement, the seed, and everything the verdict depends on: the program's own files, and the code that is
run. A file that cannot be read or written is passed over; all it costs is time.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from proofread.audit import storing
from proofread.audit.storing import RecordError
from proofread.audit.verdicts import IllPosed, Refuted, Supported, Undecided, Verdict, from_json, to_json
from proofread.language.statements import CodeStatement, Statement

FILE = Path(".proofread") / "remembered.json"
PACKAGE = Path(__file__).resolve().parent.parent
LIBRARIES = ("numpy", "torch", "hypothesis")  # what verdicts without evidence may depend on


def key(statement: Statement | CodeStatement, hashed: str, seed: int, root: Path) -> str:
    """The hash of all that the verdict depends on."""
    code = folder_digest(root / statement.code.partition(".")[0]) if isinstance(statement, CodeStatement) else ""
    said = (hashed, str(seed), sys.version, _versions(), folder_digest(PACKAGE), code)
    return sha256("\n".join(said).encode()).hexdigest()


@cache
def folder_digest(folder: Path) -> str:
    """The hash of the Python files below a folder."""
    digest = sha256()
    for file in sorted(folder.rglob("*.py")):
        digest.update(f"{file.relative_to(folder)}\n".encode() + file.read_bytes())
    return digest.hexdigest()


@cache
def _versions() -> str:
    return ",".join(f"{name}={_version(name)}" for name in LIBRARIES)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def load(root: Path) -> dict[str, Verdict]:
    """Verdicts by key; none where the file is not there or is damaged."""
    try:
        given = json.loads((root / FILE).read_text(encoding="utf-8"))
        return {k: from_json(v) for k, v in given.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def save(root: Path, decided: Mapping[str, Verdict]) -> None:
    kept: dict[str, Any] = {k: to_json(v) for k, v in sorted(decided.items())}
    with suppress(RecordError):
        storing.write(root / FILE, json.dumps(kept, sort_keys=True).encode())


def worth(statement: Statement | CodeStatement, verdict: Verdict) -> bool:
    """Whether it may be remembered: no evidence goes with it, and no safety net ended the work."""
    if isinstance(verdict, Undecided):
        return not verdict.tripped
    return isinstance(verdict, Supported | IllPosed) or (
        isinstance(verdict, Refuted) and isinstance(statement, CodeStatement)
    )


def known(
    statements: Mapping[str, Statement | CodeStatement], old: Mapping[str, Verdict], seed: int, root: Path
) -> dict[str, Verdict]:
    """The remembered verdicts of these statements, by their hash."""
    found = {h: old.get(key(s, h, seed, root)) for h, s in statements.items()}
    return {h: v for h, v in found.items() if v is not None and worth(statements[h], v)}


def updated(
    statements: Mapping[str, Statement | CodeStatement], new: Iterable[tuple[str, Verdict]], seed: int, root: Path
) -> dict[str, Verdict]:
    """What to remember of these verdicts, by key."""
    return {key(statements[h], h, seed, root): v for h, v in new if worth(statements[h], v)}
