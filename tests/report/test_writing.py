from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from proofread.audit.storing import RecordError
from proofread.report import write_all

if TYPE_CHECKING:
    from conftest import Run


def test_all_reports_are_written_and_the_same_again(full: Run) -> None:
    records = full.records()
    files = write_all(records, full.reports, full.claims)
    assert [f.name for f in files] == ["index.html", "errata.md", "badge.svg", "badge.json"]
    first = [f.read_bytes() for f in files]
    assert [f.read_bytes() for f in write_all(records, full.reports, full.claims)] == first
    assert all(first)


def test_nothing_half_written_is_left(full: Run) -> None:
    records = full.records()
    write_all(records, full.reports, full.claims)
    assert sorted(os.listdir(full.reports)) == ["badge.json", "badge.svg", "errata.md", "evidence", "index.html"]


def test_a_folder_that_cannot_be_written_is_named(full: Run) -> None:
    records = full.records()
    blocked = full.reports / "file"
    blocked.write_text("in the way", encoding="utf-8")
    with pytest.raises(RecordError, match="file"):
        write_all(records, blocked, full.claims)


def test_a_missing_claims_folder_only_costs_the_line_numbers(full: Run) -> None:
    page = write_all(full.records(), full.reports, full.claims / "nowhere")[0].read_text("utf-8")
    assert "doc/trace" in page
    assert "lines 4–5" not in page
