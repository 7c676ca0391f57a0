from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from proofread.report.errata import errata
from proofread.report.view import gather

if TYPE_CHECKING:
    from conftest import Run


@pytest.fixture
def text(full: Run) -> str:
    return errata(gather(full.records(), full.reports, full.claims))


def entry(text: str, id: str) -> str:
    """From the place's head to the next head."""
    return re.split(r"^(?:\*\*doc/|#+ )", text.split(f"**doc/{id}**")[1], flags=re.MULTILINE)[0]


def test_sections_go_by_severity(text: str) -> None:
    heads = re.findall(r"^### (.*)$", text, flags=re.MULTILINE)
    assert heads == [
        "Changes a grade or an answer",
        "Changes a result",
        "Slips without consequence",
        "True, but not by the step shown",
        "Answers the key leaves blank",
        "Problems of the transcription, not of the author",
    ]


def test_an_entry_has_print_witness_and_proved_correction(text: str) -> None:
    said = entry(text, "trace")
    assert "(lines 4–5)" in said
    assert "```latex\nAB = BA\n```" in said
    assert "`n = 2, A = [[0, 1], [0, 0]], B = [[1/2, 0], [0, 0]]`" in said
    assert "`A B = [[0, 0], [0, 0]]` but `B A = [[0, 1/2], [0, 0]]`" in said
    assert "It should read (proved):\n\n    A B = A B\n" in said


def test_nothing_unproved_is_suggested(text: str) -> None:
    said = entry(text, "guess")
    assert "proposed but not proved" in said
    assert "2·b" not in said


def test_what_no_claim_records_is_marked(text: str) -> None:
    assert "review before sending" in entry(text, "noise")
    assert "review before sending" not in entry(text, "trace")
    assert "No correction has been established." in entry(text, "noise")


def test_condition_choices_and_blank(text: str) -> None:
    assert "does not state: `a ≥ 0`." in entry(text, "root")
    assert "Without it: it fails, for example, at `a = −1`." in entry(text, "root")
    assert "The right answer is a." in entry(text, "Q1")
    assert "- option b: false (`3 = 5`)" in entry(text, "Q1")
    assert "More than one option is right: ab." in entry(text, "Q2")
    assert "None of the options is right." in entry(text, "Q3")
    assert "Our answer (proved):\n\n    1 + 2 = 3\n" in entry(text, "Q4")


def test_what_is_no_erratum_is_left_out(text: str) -> None:
    for id in ("sound", "later", "history", "setup", "open", "sampled", "quiet"):
        assert f"**doc/{id}**" not in text


def test_work_left_is_said(text: str) -> None:
    assert "13 of 16 places that can be decided have been decided. 3 are still open" in text


def test_a_print_with_backquotes_stays_in_its_fence(run: Run) -> None:
    run.place("x", "none", "a ``` b", severity="answer", key="a")
    text = errata(gather(run.records(), run.reports, run.claims))
    assert "````latex\na ``` b\n````" in text


def test_a_clean_document_says_so(run: Run) -> None:
    run.place("x", "sound", grade="proved")
    assert "No errors were found among them." in errata(gather(run.records(), run.reports, run.claims))
