"""What a command line selects: documents whole, or in part; and which of their statements, by -k."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from proofread.audit.sources import Source, SourceError, read_source

SOURCE = "statements.toml"


class UsageError(Exception):
    """The command line asks for something that is not there. The message names the remedy."""


@dataclass(frozen=True)
class Selection:
    """`root`: the repository, above the claims folder. `paths`: files and folders to read claims from. `whole`: the
    documents selected with all their claims. `complete`: all documents of the claims folder are whole."""

    claims: Path
    sources: tuple[Source, ...]
    paths: tuple[Path, ...]
    whole: frozenset[str]
    complete: bool

    @property
    def root(self) -> Path:
        return self.claims.parent

    @property
    def reports(self) -> Path:
        return self.root / "reports"


def select(paths: Iterable[Path], here: Path) -> Selection:
    """Read the sources of what is named: the claims folder, document folders, claim files. Without paths, the folder
    `claims` here or above. UsageError or SourceError where something is missing."""
    named = [p if p.is_absolute() else here / p for p in paths] or [_claims_above(here)]
    for p in named:
        if not p.exists():
            raise UsageError(f"{p}: there is no such file or folder")
    named = [p.resolve() for p in named]
    roots = {_claims_of(p) for p in named}
    if len(roots) > 1:
        raise UsageError(
            f"these lie in different claims folders: {', '.join(map(str, sorted(roots)))}; check one at a time"
        )
    claims = roots.pop()
    folders = documents(claims)
    chosen = [f for f in folders if any(_covers(p, f) or p.is_relative_to(f) for p in named)]
    whole = [f for f in folders if any(_covers(p, f) for p in named)]
    sources = tuple(_source(f) for f in chosen)
    names = [s.document for s in sources]
    if len(set(names)) < len(names):
        raise SourceError(f"{claims}: two folders claim one document id: {', '.join(sorted(names))}")
    ids = frozenset(s.document for s, f in zip(sources, chosen, strict=True) if f in whole)
    read = tuple(f for f in chosen if f in whole) + tuple(
        p for p in named if not any(p.is_relative_to(f) for f in whole)
    )
    return Selection(claims, sources, tuple(p for p in read if p != claims), ids, len(whole) == len(folders))


def _covers(path: Path, folder: Path) -> bool:
    return folder.is_relative_to(path)


def documents(claims: Path) -> list[Path]:
    """The folders of a claims folder that hold a document."""
    return sorted(p.parent for p in claims.glob(f"*/{SOURCE}"))


def _source(folder: Path) -> Source:
    return read_source(folder / SOURCE)


def _claims_of(path: Path) -> Path:
    """The claims folder that a path lies in, or is."""
    for folder in [path, *path.parents]:
        if (folder / SOURCE).is_file():
            return folder.parent
    if path.is_dir() and documents(path):
        return path
    raise UsageError(f"{path}: no {SOURCE} in it, below it or above it; a claim lies in the folder of its document")


def _claims_above(here: Path) -> Path:
    for folder in [here, *here.parents]:
        if documents(folder / "claims"):
            return folder / "claims"
    raise UsageError(f"{here}: there is no folder claims here or above; name the claims to check")


def relative(file: str, root: Path) -> str:
    """A file's name relative to the repository."""
    try:
        return Path(file).resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return Path(file).name


# --- -k -------------------------------------------------------------------------------------------------------------

_TOKEN = re.compile(r"\s*(\(|\)|[^\s()]+)")


def matcher(expression: str) -> Callable[[str], bool]:
    """`ols and not (ridge or gls)`: each word is looked for, whatever its case. UsageError for a malformed one."""
    if not expression.strip():
        return lambda text: True
    tokens = _TOKEN.findall(expression)
    parsed, rest = _either(tokens)
    if rest:
        raise UsageError(f"-k {expression!r}: {rest[0]!r} is not expected there; write words with and, or, not, ( )")
    return lambda text: parsed(text.lower())


_Parsed = tuple[Callable[[str], bool], list[str]]


def _either(tokens: list[str]) -> _Parsed:
    left, rest = _both(tokens)
    while rest and rest[0] == "or":
        right, rest = _both(rest[1:])
        left = _joined(any, left, right)
    return left, rest


def _both(tokens: list[str]) -> _Parsed:
    left, rest = _one(tokens)
    while rest and rest[0] == "and":
        right, rest = _one(rest[1:])
        left = _joined(all, left, right)
    return left, rest


def _joined(
    how: Callable[[Iterable[bool]], bool], left: Callable[[str], bool], right: Callable[[str], bool]
) -> Callable[[str], bool]:
    return lambda text: how((left(text), right(text)))


def _one(tokens: list[str]) -> _Parsed:
    if not tokens or tokens[0] in ("and", "or", ")"):
        raise UsageError(
            f"-k: a word is missing before {tokens[0]!r}" if tokens else "-k: a word is missing at the end"
        )
    word, rest = tokens[0], tokens[1:]
    if word == "not":
        inner, rest = _one(rest)
        return (lambda text: not inner(text)), rest
    if word == "(":
        inner, rest = _either(rest)
        if not rest or rest[0] != ")":
            raise UsageError("-k: a bracket is not closed")
        return inner, rest[1:]
    return (lambda text: word.lower() in text), rest
