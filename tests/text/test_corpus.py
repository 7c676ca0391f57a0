"""The corpus of keys written as text: what its files hold, a sample decided, and the figures that are published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from proofread.report import corpus
from proofread.report.corpus import section
from proofread.text.auditing import Counts, Settings, audit
from proofread.text.entries import Entry
from proofread.text.reading import read
from proofread.text.results import Result
from tests.corpus import shares
from tests.corpus.shares import BEGIN, END, documented, files, table, truth, verdict

EVERY = 24  # one item in so many; the tox environment `corpus` decides all of them
ROOT = shares.ROOT
PUBLISHED = ROOT / "reports" / corpus.FILE
FIGURES = {
    "computed_from": "0", "items": 4, "false_verdicts": [], "unexpected": [], "no_method": {},
    "kinds": {"a<b": {"true": {"proved": 2}, "false": {"refuted": 1, "undecided": 1}, "other": {"blank": 1}}},
}  # fmt: skip


def test_every_item_is_readable_and_says_what_it_expects() -> None:
    found = [r for f in files() for r in read(f)]
    assert [r for r in found if not isinstance(r, Entry) or "expect" not in r.fields] == []
    kinds = [truth(r) for r in found if isinstance(r, Entry)]
    assert len(kinds) >= 298 and kinds.count("true") >= 130 and kinds.count("false") >= 130


def test_a_sample_of_the_corpus_is_decided_as_expected(tmp_path: Path) -> None:
    """No true item is refuted, no false one proved, and what was settled once is settled again."""
    rows = [row for f in files() for row in f.read_text(encoding="utf-8").splitlines(keepends=True) if row.strip()]
    settled = [row for row in rows if isinstance(json.loads(row)["expect"], str)]
    file = tmp_path / "sample.jsonl"
    file.write_text("".join(settled[::EVERY]), encoding="utf-8")
    counts = Counts()
    unexpected = [(r.id, r.outcome) for r in audit([file], Settings(jobs=1), counts) if r.findings]
    assert counts.items >= 10 and unexpected == []


def test_false_verdicts_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Items whose expectation is turned around are what a false verdict looks like."""
    x = {"let": {"x": "scalar"}}
    rows = [{"id": "t", **x, "says": "x + x == 2*x", "expect": "sound"},
            {"id": "called-true", **x, "says": "x + x == 3*x", "expect": "sound"},
            {"id": "called-false", **x, "says": "x + x == x*2", "expect": ["wrong", "sound"]},
            {"id": "open", **x, "says": f"{min(shares_words())} == 1", "expect": ["sound", "undecided"]}]  # fmt: skip
    (tmp_path / "kind.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows))
    monkeypatch.setattr(shares, "FOLDER", tmp_path)
    found = shares.shares(Settings(jobs=1))
    assert found["false_verdicts"] == ["called-true", "called-false"] and found["unexpected"] == ["called-true"]
    assert found["kinds"] == {"kind": {"false": {"proved": 1}, "true": {"proved": 1, "refuted": 1, "undecided": 1}}}
    assert found["items"] == 4 and found["no_method"] == {min(shares_words()): 1}


def shares_words() -> frozenset[str]:
    from proofread.text.words import PLANNED

    return PLANNED


def test_a_verdict_is_the_grade_behind_an_outcome() -> None:
    def result(outcome: str, grade: str | None = None) -> Result:
        return Result("i", "f", 1, outcome, {"grade": grade})

    assert verdict(result("sound", "computed")) == "computed" and verdict(result("wrong")) == "refuted"
    assert verdict(result("supported")) == "supported" and verdict(result("several")) == "several"


# --- what is published ----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not PUBLISHED.exists(), reason="no figures are on record")
def test_there_is_no_false_verdict_in_what_is_published() -> None:
    figures = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    assert figures["false_verdicts"] == [] and figures["items"] >= 298
    for kind in figures["kinds"].values():
        assert not kind.get("true", {}).get("refuted") and not kind.get("false", {}).get("proved")
    page = (ROOT / "docs" / "text.md").read_text(encoding="utf-8")
    assert documented(page, figures) == page


def test_the_table_has_true_and_false_items() -> None:
    made = table(FIGURES)
    assert "| a<b, true | 2 | 2 | 0 | 0 | 0 | 0 |" in made and "| a<b, false | 2 | 0 | 0 | 1 | 0 | 1 |" in made
    assert made.endswith("4 items, 1 of them of other kinds (blank, damaged, several, none, conditional); "
                         "false verdicts: 0.")  # fmt: skip
    assert documented(f"a\n{BEGIN}\nold\n{END}\nz\n", FIGURES) == f"a\n{BEGIN}\n{made}\n{END}\nz\n"


def test_the_section_of_the_report(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    assert section(reports) == ""
    (reports / corpus.FILE).write_text("{")
    assert section(reports) == ""
    (reports / corpus.FILE).write_text(json.dumps(FIGURES))
    made = section(reports)
    assert "a&lt;b, true" in made and "false verdicts: 0" in made and "out of date" not in made
    (tmp_path / "tests" / "corpus").mkdir(parents=True)
    (tmp_path / "tests" / "corpus" / "kind.jsonl").write_text("{}")
    assert "out of date" in section(reports)
