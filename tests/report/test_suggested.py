"""Suggestions beside refuted prints: only what has its proof on record, from the same hypotheses."""

from __future__ import annotations

from typing import Any

import pytest

from proofread.audit import evidence, suggestions
from proofread.audit.verdicts import Refuted, Undecided
from proofread.report import errata, html, view
from proofread.trusted import terms
from proofread.trusted.kernel import Sequent

from .conftest import PROVED, Run, a, b, equal

POSITIVE = terms.relation("ge", a, 0)
NEAR = Sequent((), equal(a, a + 0 * b))
UNDER = Sequent((equal(a, b),), equal(a, b))


def suggest(run: Run, near: Sequent | None, enough: list[Sequent], *proofs: tuple[Sequent, Any]) -> dict[str, Any]:
    """The place doc/guess (a = b is refuted) with a suggestion; every other refuted print with none."""
    records = run.records()
    found = {h: s for s in records["statements"] if (h := s["hash"]) and s["verdict"] == "refuted"}
    entries = [{
        "id": s["id"], "document": "doc", "role": s["role"], "hash": h, "edits": 7, "conditions": 5,
        "nearest": {"kind": "sign", "hash": near.digest} if near and s["id"] == "doc/guess#printed" else None,
        "enough": [q.digest for q in enough] if s["id"] == "doc/guess#printed" else [],
    } for h, s in found.items() if suggestions.is_print(s["role"])]  # fmt: skip
    kept = [evidence.record(q, verdict) for q, verdict in proofs]
    suggestions.save(run.reports, suggestions.built(entries, {"doc": 0}), kept)
    return records


def shown(run: Run, records: dict[str, Any]) -> tuple[str, str]:
    gathered = view.gather(records, run.reports, run.claims)
    return html.page(gathered), errata.errata(gathered)


@pytest.fixture
def guess(run: Run) -> Run:
    """A place whose print is refuted, and which has no correction."""
    run.place("guess", "wrong", "a = b", severity="slip")
    run.says("guess", "printed", equal(a, b), Refuted({"values": {"a": "1", "b": "0"}}))
    return run


def test_the_nearest_proved_edit_and_the_condition_are_shown(guess: Run) -> None:
    page, text = shown(guess, suggest(guess, NEAR, [UNDER], (NEAR, PROVED), (UNDER, PROVED)))
    assert "Nearest proved edit" in page and "Proved under" in page
    assert "nearest proved edit (sign): `a = a + 0·b`" in text and "as printed it is proved, if `a = b`" in text


def test_what_has_no_proof_on_record_is_not_suggested(guess: Run) -> None:
    page, text = shown(guess, suggest(guess, NEAR, [UNDER], (NEAR, Undecided(("nothing",)))))
    assert "Nearest proved edit" not in page and "Proved under" not in page
    assert "nothing near is proved: 7 edits and 5 usual conditions were tried" in text


def test_what_is_proved_from_other_hypotheses_is_not_suggested(guess: Run) -> None:
    other, elsewhere = Sequent((POSITIVE,), NEAR.goal), Sequent((equal(a, b),), equal(a, b + 0))
    _, text = shown(guess, suggest(guess, other, [elsewhere], (other, PROVED), (elsewhere, PROVED)))
    assert "nearest" not in text and "as printed it is proved" not in text


def test_a_changed_byte_in_the_proof_takes_the_suggestion_away(guess: Run) -> None:
    records = suggest(guess, NEAR, [], (NEAR, PROVED))
    file = guess.reports / "evidence" / "suggestions.doc.jsonl"
    file.write_text(file.read_text().replace('"x"', '"y"'))
    page, text = shown(guess, records)
    assert "nearest proved" not in text and "the checksum does not fit the record" in page


def test_suggestions_for_other_prints_are_stale(guess: Run) -> None:
    records = suggest(guess, NEAR, [], (NEAR, PROVED))
    records["statements"].append({**records["statements"][0], "hash": "another", "id": "doc/guess#other"})
    page, text = shown(guess, records)
    assert "out of date for doc" in page and "Looked for" not in text


def test_a_broken_file_is_said_to_be_unreadable(guess: Run) -> None:
    records = guess.records()
    (guess.reports / suggestions.FILE).write_text('{"schema": 1}')
    page, _ = shown(guess, records)
    assert "suggestions.json: not a file of suggestions" in page
