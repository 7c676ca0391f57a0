"""Claims as tests: every item of a claim file below a statements.toml is collected, its statements decided in-process.

An item fails on a finding that the claim does not record, on a conflict, on what is undecided, and, with
--strict-claims, on what is only supported by samples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from proofread.audit.sources import Source
    from proofread.language.statements import Item


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("proofread")
    group.addoption("--strict-claims", action="store_true", help="a claim that is only supported by samples fails")
    group.addoption("--claims-seed", type=int, default=0, help="seed of the samples beside every claim")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> ClaimFile | None:
    if file_path.suffix != ".py" or file_path.name.startswith("_") or not _folder(file_path):
        return None
    made: ClaimFile = ClaimFile.from_parent(parent, path=file_path)
    return made


def _folder(file: Path) -> Path | None:
    """The folder of the document that a file lies in."""
    return next((f for f in file.parents if (f / "statements.toml").is_file()), None)


class ClaimFailed(Exception):
    """An item whose verdicts are not as its claim records them."""


class ClaimFile(pytest.File):
    """One claim file. An error in it fails the collection, with its file and line."""

    def collect(self) -> Iterable[ClaimItem]:
        from proofread.audit.sources import SourceError, read_source
        from proofread.language.loading import load

        folder = _folder(self.path)
        assert folder is not None
        try:
            source = read_source(folder / "statements.toml")
        except SourceError as why:
            raise self.CollectError(str(why)) from None
        loaded = load([self.path])
        if loaded.errors:
            raise self.CollectError("\n".join(map(str, loaded.errors)))
        for item in loaded.items:
            if item.statements:
                name = f"{item.place or item.statements[0].id}[{item.name}]"
                yield ClaimItem.from_parent(self, name=name, claim=item, source=source)


class ClaimItem(pytest.Item):
    """One item: all its statements, and what they say together."""

    def __init__(self, *, claim: Item, source: Source, **more: Any) -> None:
        super().__init__(**more)
        self.claim, self.source = claim, source

    def runtest(self) -> None:
        from proofread.audit.decide import decide
        from proofread.audit.outcomes import outcomes, unknown_places

        if unknown := unknown_places(self.source, [self.claim]):
            raise ClaimFailed("\n".join(unknown))
        seed = self.config.getoption("--claims-seed")
        found = {s.id: decide(s, seed=seed) for s in self.claim.statements}
        places, findings = outcomes(self.source, [self.claim], found)
        problems = [f"{f.where}: {f.kind}: {f.message} {f.remedy}".rstrip() + _witness(f.witness) for f in findings]
        problems += self._open(found)
        if problems:
            outcome = next((p.outcome for p in places if p.id == self.claim.place), "")
            raise ClaimFailed("\n".join([f"outcome: {outcome}"] * bool(outcome) + problems))

    def _open(self, found: dict[str, Any]) -> Iterator[str]:
        """Statements without a verdict that stands."""
        from proofread.audit.verdicts import word

        fails = {"undecided", "conflict", *(["supported"] if self.config.getoption("--strict-claims") else [])}
        for s in self.claim.statements:
            verdict = found[s.id]
            if word(verdict) in fails and not (s.role in ("code", "program") and word(verdict) == "supported"):
                said = getattr(verdict, "reasons", None) or (getattr(verdict, "message", ""),)
                yield f"{s.file}:{s.line}: {s.id}: {word(verdict)}: {'; '.join(said)}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, ClaimFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.claim.line - 1, self.name


def _witness(witness: dict[str, Any] | None) -> str:
    if witness is None:
        return ""
    from proofread.audit.witnesses import witness_text

    return f"\n    witness: {witness_text(witness)}"
