"""The file of figures of slips: merged by document, stale when the claims changed, refused when it does not add up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proofread.audit import slip_figures
from proofread.audit.storing import RecordError

ASKED = {"seed": 0, "sample": 6, "effort": 1}


def statement(document: str, name: str, **counts: int) -> dict[str, Any]:
    killed = counts.get("refuted", 0)
    return {
        "id": f"{document}/{name}", "document": document, "role": "printed", "claim": {"file": "a.py", "name": name},
        "hash": f"hash of {document} {name}", "possible": 9, "counts": counts, "defect": not killed,
        "survivors": [{"kind": "sign", "status": "survived", "said": "x = 1"}] * counts.get("survived", 0), "true": [],
        "not_needed": [],
    }  # fmt: skip


def figures(*statements: dict[str, Any], **asked: int) -> dict[str, Any]:
    return slip_figures.built(statements, {s["document"]: {**ASKED, **asked} for s in statements})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / slip_figures.FILE


def test_figures_are_written_and_read_again(file: Path) -> None:
    made = figures(statement("doc", "p", refuted=5, survived=1), statement("doc", "q", equivalent=2))
    slip_figures.save(file, made)
    assert slip_figures.load(file) == made
    (document,) = made["documents"]
    assert (document["tried"], document["killed"], document["rate"], document["defects"]) == (8, 5, "83.3", 1)


def test_a_document_written_anew_leaves_the_others_as_they_are(file: Path) -> None:
    slip_figures.save(file, figures(statement("b", "p", refuted=1), sample=2))
    slip_figures.save(file, figures(statement("a", "p", refuted=1)))
    slip_figures.save(file, figures(statement("b", "q", refuted=3)))
    kept = slip_figures.load(file)
    assert [s["id"] for s in kept["statements"]] == ["a/p", "b/q"]
    assert slip_figures.asked(kept) == {"a": ASKED, "b": ASKED}
    before = file.read_bytes()
    slip_figures.save(file, slip_figures.only(kept, ["a"]))
    assert file.read_bytes() == before


def test_figures_of_other_claims_are_stale() -> None:
    made = figures(statement("doc", "p", refuted=1))
    records = {"statements": [{"document": "doc", "verdict": "proved", "hash": "hash of doc p"}]}
    assert slip_figures.stale(made, slip_figures.proved_hashes(records)) == []
    records["statements"].append({"document": "doc", "verdict": "refuted", "hash": "another"})
    assert slip_figures.stale(made, slip_figures.proved_hashes(records)) == []
    records["statements"].append({"document": "doc", "verdict": "proved", "hash": "another"})
    records["statements"].append({"document": "new", "verdict": "proved", "hash": "one"})
    assert slip_figures.stale(made, slip_figures.proved_hashes(records)) == ["doc", "new"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 1}', '{"schema": 2, "statements": [{}]}'])
def test_a_broken_file_says_what_to_do(file: Path, content: str) -> None:
    file.write_text(content)
    with pytest.raises(RecordError, match="write it anew with: proofread mutate"):
        slip_figures.load(file)


@pytest.mark.parametrize("change", [{"killed": 6}, {"rate": "100.0"}, {"defects": 1}, {"claims": "0"}])
def test_totals_that_are_not_those_of_the_statements_are_refused(file: Path, change: dict[str, Any]) -> None:
    made = figures(statement("doc", "p", refuted=5, survived=1))
    made["documents"][0] |= change
    file.write_text(json.dumps(made))
    with pytest.raises(RecordError):
        slip_figures.load(file)


def test_rates_are_rounded_down() -> None:
    assert slip_figures.rate(999, 1) == "99.9" and slip_figures.rate(1999, 1) == "99.9"
    assert slip_figures.rate(0, 0) == ""
