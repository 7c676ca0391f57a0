"""The counting counts what gets through: shown with a check that believes everything."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofread.audit import evidence as saved
from proofread.audit.verdicts import Refuted
from proofread.report.trust import PARTS, fingerprint
from proofread.trusted import recheck
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import relation, var
from tests.trust import counting
from tests.trust.__main__ import COUNT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    record = saved.record(Sequent((), relation("equal", var("s"), 0)), Refuted({"values": {"s": "1"}}))
    saved.save(tmp_path, "doc", [record])
    return tmp_path / "doc.jsonl"


def test_changed_bytes_are_noticed(file: Path) -> None:
    seen = counting.changed_bytes(file)
    assert seen["changed"] == counting.BYTES and seen["resealed"] > 20
    assert seen["unnoticed"] == seen["believed"] == 0


def test_what_gets_through_is_counted_and_stops_the_counting(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    believing = lambda name, n, line: recheck.Outcome(name, n, "", recheck.RECHECKED)
    monkeypatch.setattr(recheck, "recheck_line", believing)
    seen = counting.changed_bytes(file)
    assert seen["unnoticed"] == counting.BYTES and seen["believed"] > 0
    with pytest.raises(SystemExit, match="got through"):
        counting._none([], ["unnoticed"] * seen["unnoticed"])


def test_a_test_that_fails_stops_the_counting(tmp_path: Path) -> None:
    (tmp_path / "test_wrong.py").write_text("def test_wrong():\n    assert False\n")
    with pytest.raises(SystemExit, match="failed"):
        counting.passed(str(tmp_path / "test_wrong.py"))


def test_every_part_is_counted_and_has_files_it_is_counted_from() -> None:
    assert set(COUNT) == set(PARTS)
    empty = fingerprint(Path("/nowhere"), "falsehood")
    assert all(fingerprint(counting.ROOT, part) != empty for part in PARTS)
    assert all(any(counting.ROOT.glob(pattern)) for patterns in PARTS.values() for pattern in patterns)
