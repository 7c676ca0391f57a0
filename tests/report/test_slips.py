"""Figures of slips on the page: totals, by claim, survivors; marked where the claims have changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from proofread.audit import slip_figures
from proofread.report import html, slips, view

from .conftest import Run


def figures(run: Run, records: dict[str, Any], **counts: int) -> None:
    """Every proved statement of the run with the same counts; one survivor where there is one."""
    proved = {s["hash"]: s for s in records["statements"] if s["verdict"] == "proved"}
    left = [{"kind": "sign", "status": "survived", "said": "a < −a"}] * counts.get("survived", 0)
    made = [{
        "id": s["id"], "document": "doc", "role": s["role"], "claim": s["claim"], "hash": h, "possible": 9,
        "counts": counts, "defect": not counts.get("refuted"), "survivors": left, "true": [],
        "not_needed": [{"kind": "hypothesis dropped", "status": "not needed", "said": "a ≥ 0"}],
    } for h, s in proved.items()]  # fmt: skip
    slip_figures.save(run.reports / slip_figures.FILE, slip_figures.built(
        made, {"doc": {"seed": 0, "sample": 6, "effort": 1}}))  # fmt: skip


def page(run: Run, records: dict[str, Any]) -> str:
    return html.page(view.gather(records, run.reports, run.claims))


def test_without_figures_there_is_no_section(full: Run) -> None:
    assert 'id="slips"' not in page(full, full.records())


def test_totals_survivors_and_what_is_not_needed_are_shown(full: Run) -> None:
    records = full.records()
    figures(full, records, refuted=8, equivalent=1, survived=1)
    shown = page(full, records)
    assert 'id="slips"' in shown and "88.8 %" in shown and "out of date" not in shown
    assert "<code>a &lt; −a</code>" in shown and "Neither refuted nor proved" in shown
    assert "Hypotheses that are not needed" in shown and "Nothing is noticed" not in shown
    assert "8 of 10 noticed; 1 proved true; a &lt; −a (sign) was neither; a ≥ 0 is not needed" in shown


def test_a_claim_in_which_nothing_is_noticed_is_named(full: Run) -> None:
    records = full.records()
    figures(full, records, survived=2)
    assert "no slip in it is noticed" in page(full, records)


def test_figures_of_other_claims_are_marked_and_not_shown_beside_statements(full: Run) -> None:
    records = full.records()
    figures(full, records, refuted=8)
    records["statements"] = [s for s in records["statements"] if s["id"] != "doc/sound#printed"]
    shown = page(full, records)
    assert "out of date: the claims have changed since" in shown and "8 of 8 noticed" not in shown


def test_a_document_that_was_never_tried_says_so(full: Run) -> None:
    records = full.records()
    slip_figures.save(full.reports / slip_figures.FILE, slip_figures.built([], {}))
    assert "not tried yet" in page(full, records)


def test_figures_that_cannot_be_read_are_said_to_be_missing(full: Run) -> None:
    records = full.records()
    (full.reports / slip_figures.FILE).write_text("{")
    shown = page(full, records)
    assert 'id="slips"' not in shown and "mutation.json: cannot be read" in shown


def test_read_gives_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    assert slips.read({"documents": [], "statements": []}, tmp_path) is None
