"""The marks announced on the title page."""

from __future__ import annotations

from proofread import Q, answer, definition, equal


@answer("dl-exam-w25/H1", key="20")
def total_marks():
    """26 questions of half a mark, 2 of two and 1 of three add up to 20."""
    beginner = definition("dl-exam-w25/H1.beginner", Q("0.5"))
    intermediate = definition("dl-exam-w25/H1.intermediate", Q("2"))
    advance = definition("dl-exam-w25/H1.advance", Q("3"))
    return equal(26 * beginner + 2 * intermediate + 1 * advance, 20)
