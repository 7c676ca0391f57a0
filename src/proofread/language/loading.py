"""Claim files to items. A file that cannot be read costs only itself, a claim that cannot be read only itself."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from proofread.language.building import Collector, collecting
from proofread.language.errors import ClaimError, last_line_in
from proofread.language.statements import Item


@dataclass(frozen=True)
class LoadResult:
    """Items in the order of files (sorted by path) and of claims inside them, and what could not be read."""

    items: tuple[Item, ...]
    errors: tuple[ClaimError, ...]


def load(paths: Iterable[str | Path]) -> LoadResult:
    """Read claim files and folders of them. In folders, names that start with `_` or `.` are left out."""
    items: list[Item] = []
    errors: list[ClaimError] = []
    for file in _files(paths, errors):
        found = _load_file(file)
        items += found.items
        errors += found.errors
    return LoadResult(_without_duplicates(items, errors), tuple(errors))


def _files(paths: Iterable[str | Path], errors: list[ClaimError]) -> list[Path]:
    found: set[Path] = set()
    for path in map(Path, paths):
        if path.is_dir():
            found.update(p.resolve() for p in path.rglob("*.py") if _is_claim_file(p.relative_to(path)))
        elif path.is_file() and path.suffix == ".py":
            found.add(path.resolve())
        elif not path.is_file():
            errors.append(ClaimError("no such file or folder", file=str(path), line=0))
    return sorted(found, key=lambda p: p.as_posix())


def _is_claim_file(path: Path) -> bool:
    return not any(name.startswith(("_", ".")) for name in path.parts)


def _load_file(file: Path) -> Collector:
    """Run one file. A statement that fails costs the file: half of a file would be read as the whole."""
    with collecting() as collector:
        try:
            _run(file)
        except (Exception, SystemExit) as error:
            return Collector(errors=[_file_error(file, error)])
    return collector


def _run(file: Path) -> None:
    name = f"proofread_claims_{sha256(file.as_posix().encode()).hexdigest()[:12]}_{file.stem}"
    module = ModuleType(name)
    module.__file__ = str(file)
    source = compile(file.read_bytes(), str(file), "exec", dont_inherit=True)
    with _importable(file.parent, module):
        exec(source, module.__dict__)


@contextmanager
def _importable(folder: Path, module: ModuleType) -> Iterator[None]:
    """The file may import its neighbours; afterwards neither they nor the folder are left behind."""
    before = set(sys.modules)
    sys.path.insert(0, str(folder))
    sys.modules[module.__name__] = module
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - before:
            at = getattr(sys.modules[name], "__file__", None)
            if name == module.__name__ or (at is not None and Path(at).is_relative_to(folder)):
                del sys.modules[name]


def _file_error(file: Path, error: BaseException) -> ClaimError:
    if isinstance(error, ClaimError):
        return error
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return ClaimError(f"syntax error: {error.msg}", file=str(file), line=error.lineno or 0)
    text = traceback.format_exception_only(error)[-1].strip()
    return ClaimError(text, file=str(file), line=last_line_in(str(file), error.__traceback__, 0))


def _without_duplicates(items: list[Item], errors: list[ClaimError]) -> tuple[Item, ...]:
    """Keep the first item of a statement id, report the others."""
    seen: dict[str, Item] = {}
    kept = []
    for item in items:
        twice = next((s.id for s in item.statements if s.id in seen), None)
        if twice is None:
            seen.update((s.id, item) for s in item.statements)
            kept.append(item)
            continue
        first = seen[twice]
        problem, remedy = f"the id {twice} is taken by {first.name} ({first.file}:{first.line})", 'write "place#part"'
        errors.append(ClaimError(problem, remedy, file=item.file, line=item.line, name=item.name))
    return tuple(kept)
