"""The verdict file, evidence on disk, selections and baselines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofread.audit import baseline, evidence, records, storing, verdicts
from proofread.audit.selection import UsageError, matcher
from proofread.audit.verdicts import Proved, Undecided
from proofread.trusted.kernel import Sequent
from proofread.trusted.terms import relation, var

SCHEMA = Path(records.__file__).with_name("verdicts.schema.json")


def made(document: str, verdict: str = "proved", outcome: str = "sound") -> records.Records:
    statement = {"id": f"{document}/a", "place": f"{document}/a", "document": document, "verdict": verdict, "hash": "h",
                 "claim": {"file": "a.py", "name": "f"}}  # fmt: skip
    item = {"id": f"{document}/a", "document": document, "outcome": outcome}
    return {
        "schema": 1,
        "seed": 0,
        "documents": [{"id": document}],
        "items": [item],
        "statements": [statement],
        "findings": [],
    }


def test_bytes_are_one_entry_a_line_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.json"
    storing.write(file, records.dump(made("doc")))
    assert records.load(file) == made("doc")
    assert file.read_text().count("\n") == 15


def test_one_changed_byte_breaks_the_seal(tmp_path: Path) -> None:
    """Every byte in turn: the file is no longer read, as JSON, as a verdict file, or for its checksum."""
    file, whole = tmp_path / "verdicts.json", records.dump(made("doc"))
    for at in range(len(whole)):
        changed = whole[:at] + (b"1" if whole[at : at + 1] != b"1" else b"2") + whole[at + 1 :]
        file.write_bytes(changed)
        with pytest.raises(storing.RecordError):
            records.load(file)
    file.write_bytes(whole)
    assert records.load(file, sealed=True) == made("doc")


def test_files_of_earlier_versions_have_no_seal(tmp_path: Path) -> None:
    file = tmp_path / "verdicts.json"
    file.write_text(json.dumps(made("doc")))
    assert records.load(file) == made("doc")
    with pytest.raises(storing.RecordError, match="no checksum"):
        records.load(file, sealed=True)


def test_a_new_document_replaces_its_own_entries_only() -> None:
    both = records.merged(records.merged(made("a"), made("b")), made("a", "refuted", "wrong"))
    assert [(s["document"], s["verdict"]) for s in both["statements"]] == [("a", "refuted"), ("b", "proved")]


@pytest.mark.parametrize(
    "text", ["", "null", '{"schema": 2}', '{"schema": 1, "items": 3}', '{"schema": 1, "documents": [{}]}']
)
def test_a_broken_file_is_refused_with_a_remedy(tmp_path: Path, text: str) -> None:
    file = tmp_path / "verdicts.json"
    file.write_text(text)
    with pytest.raises(storing.RecordError, match=r"verdicts\.json: .*proofread check claims"):
        records.load(file)


def test_the_schema_lists_the_words_in_use() -> None:
    schema = json.loads(SCHEMA.read_text())["$defs"]
    assert set(schema["statement"]["properties"]["verdict"]["enum"]) == set(verdicts.KINDS)
    assert set(schema["statement"]["required"]) == set(schema["statement"]["properties"])
    assert set(schema["item"]["required"]) == set(schema["item"]["properties"])


def test_writing_leaves_nothing_half_done(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(storing.RecordError, match="cannot be written"):
        storing.write(tmp_path / "folder", b"content")
    assert list(tmp_path.iterdir()) == [tmp_path / "folder"]


def test_evidence_is_sorted_and_a_damaged_record_is_left_out(tmp_path: Path) -> None:
    x = var("x")
    sequents = [Sequent((), relation("equal", x, k)) for k in range(3)]
    evidence.save(tmp_path, "doc", [evidence.record(s, Undecided(("no",))) for s in sequents])
    lines = (tmp_path / "doc.jsonl").read_text().splitlines()
    hashes = [json.loads(line)["hash"] for line in lines]
    assert hashes == sorted(s.digest for s in sequents)
    (tmp_path / "doc.jsonl").write_text("\n".join([lines[0], lines[1].replace("open", "proved"), "{"]))
    found, problems = evidence.load(tmp_path, ["doc", "absent"])
    assert list(found) == hashes[:1] and len(problems) == 2 and "doc.jsonl:2: the checksum does not fit" in problems[0]


def test_a_record_holds_what_its_kind_needs() -> None:
    kept = evidence.record(Sequent((), relation("ge", var("x"), 0)), Proved({"proof": 1}, satisfying={"sizes": {}}))
    assert (kept["kind"], kept["evidence"], kept["satisfying"]) == ("proved", {"proof": 1}, {"sizes": {}})
    assert kept["checksum"] == evidence.checksum(kept)


@pytest.mark.parametrize(
    ("was", "now", "kinds"),
    [
        ("proved", "proved", []),
        ("supported", "proved", []),
        ("proved", "computed", ["weaker"]),
        ("refuted", "undecided", ["weaker"]),
        ("supported", "undecided", ["weaker"]),
        ("proved", "refuted", ["conflict"]),
        ("computed", "refuted", ["conflict"]),
    ],
)
def test_weaker_and_turned_verdicts(was: str, now: str, kinds: list[str]) -> None:
    assert [f.kind for f in baseline.weaker(made("a", was), made("a", now))] == kinds


def test_a_place_that_was_decided_and_is_missing() -> None:
    assert [f.kind for f in baseline.weaker(made("a"), made("a", outcome="missing"))] == ["weaker"]
    gone = {**made("a"), "items": []}
    assert [f.message for f in baseline.weaker(made("a"), gone)] == [
        "the place was sound in the baseline, and is gone now"
    ]
    assert baseline.weaker(made("a", outcome="missing"), made("a", outcome="undecided")) == []


@pytest.mark.parametrize(
    ("expression", "fits"),
    [("", True), ("ols", True), ("OLS", True), ("ridge", False), ("not ridge", True), ("ols and ridge", False),
     ("ols or ridge", True), ("ols and not (ridge or gls)", True), ("not ols or ridge", False), ("doc/2.2#a", True)],
)  # fmt: skip
def test_expressions(expression: str, fits: bool) -> None:
    assert matcher(expression)("doc/2.2#a ols claims/a.py") is fits


@pytest.mark.parametrize("expression", ["and", "ols and", "(ols", "ols)", "not", "ols ridge"])
def test_malformed_expressions(expression: str) -> None:
    with pytest.raises(UsageError, match="-k"):
        matcher(expression)
