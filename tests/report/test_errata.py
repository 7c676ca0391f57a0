from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from proofread.audit.verdicts import Proved, Refuted
from proofread.language.words import equal
from proofread.report.errata import errata
from proofread.report.view import gather
from proofread.trusted.terms import Prop, add, const, relation, var

if TYPE_CHECKING:
    from conftest import Run


PROVED = Proved({"obligations": [], "proof": ["x"]}, (), None)


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


def test_options_say_how_they_are_read_and_what_their_sides_are(run: Run) -> None:
    long = add(*([var("a")] * 200), *([const(1)] * 2))
    run.place("x", "none", "which? (a) (b)", severity="answer", key="a", corrected="none")
    sides = (f"{long!r} = 2", "1 = 1")
    run.says("x", "option:a", Prop("and", (equal(var("b"), var("b")), equal(long, 1)), ()), Refuted({}), values=sides)
    run.says("x", "option:b:reading:as_printed", equal(3, 5), Refuted({}))
    run.says("x", "option:b:with-condition", equal(3, 3), PROVED)
    text = errata(gather(run.records(), run.reports, run.claims))
    assert "- option a: false (`2` but `1`)\n" in text
    assert "- option b, read as as printed: false (`3 = 5`)\n" in text
    assert "- option b, under the condition: true (`3 = 3`)\n" in text


def test_sides_that_are_equal_are_said_once(run: Run) -> None:
    run.place("x", "wrong", "a differs from 0", severity="slip")
    run.says("x", "printed", relation("apart", const(0), const(0)), Refuted({"values": {}}), values=("0 = 0", "0 = 0"))
    assert "There, both sides are `0`." in errata(gather(run.records(), run.reports, run.claims))


def test_answers_to_blanks_are_said_in_words(run: Run) -> None:
    run.place("x", "blank", "x = ?", kind="blank", grade="proved", key="", corrected="3 = 3")
    run.says("x", "corrected", equal(3, 3), PROVED)
    run.statements[-1]["reading"] = "It is three."
    assert "Our answer (proved): It is three.\n\n    3 = 3\n" in errata(gather(run.records(), run.reports, run.claims))


def test_sides_of_an_inequality_are_compared_by_its_sign(run: Run) -> None:
    run.place("x", "wrong", "a exceeds 1", severity="slip")
    run.says(
        "x", "printed", relation("gt", var("a"), const(1)), Refuted({"values": {"a": "1"}}), values=("a = 1", "1 = 1")
    )
    assert "There, `a = 1` is not > `1`." in errata(gather(run.records(), run.reports, run.claims))
