"""The page of a hand-made run, read as a browser would read it."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from proofread.audit.verdicts import Refuted
from proofread.report import html, view
from proofread.report.wording import WORDS
from proofread.trusted.terms import const, relation, var

if TYPE_CHECKING:
    from conftest import Run

VOID = {"meta", "input", "br", "link"}


class Reader(HTMLParser):
    """Checks that every element is closed, and keeps ids, links and each article's text."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.articles: dict[str, str] = {}
        self.current = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a":
            self.links.append(str(given["href"]))
        self.fetched += [str(given[k]) for k in ("src", "data-src") if k in given]
        if tag == "article":
            self.current = str(given["id"])
            self.articles[self.current] = ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "article":
            self.current = ""

    def handle_data(self, data: str) -> None:
        if self.current:
            self.articles[self.current] += data


@pytest.fixture
def page(full: Run) -> str:
    return html.page(view.gather(full.records(), full.reports, full.claims))


@pytest.fixture
def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_place_is_there_in_document_order_under_its_id(read: Reader, full: Run) -> None:
    assert list(read.articles) == [i["id"] for i in full.items]
    assert len(set(read.ids)) == len(read.ids)


def test_every_link_leads_somewhere_on_the_page(read: Reader) -> None:
    assert {link[1:] for link in read.links} <= set(read.ids)
    assert all(link.startswith("#") for link in read.links)


def test_the_page_needs_no_network(read: Reader, page: str) -> None:
    assert read.fetched == []
    assert "<link" not in page and "url(" not in page and "@import" not in page
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) == set()


def test_the_print_is_shown_raw_and_escaped(page: str) -> None:
    assert r'<code class="print">\lim_t \theta_t &lt;b&gt; &amp; more</code>' in page


def test_status_is_a_sign_and_a_word(read: Reader) -> None:
    for id, word in [
        ("trace", "wrong"),
        ("table", "computed"),
        ("sound", "proved"),
        ("open", "undecided"),
    ]:
        assert f"{WORDS[word].sign} {WORDS[word].label}" in read.articles[f"doc/{id}"]


def test_what_is_left_is_never_called_sound_or_proved(read: Reader) -> None:
    for id in ("doc/open", "doc/sampled", "doc/quiet"):
        assert "proved" not in read.articles[id]
        assert "✓" not in read.articles[id]


def test_a_wrong_place_shows_witness_sides_and_correction(read: Reader) -> None:
    said = read.articles["doc/trace"].replace("\u2062", "")
    assert "Should read" in said and "✓ proved" in said
    assert "Fails at" in said and "n=2" in said
    assert "there" in said
    assert "reproduce" in said and "proofread check claims/doc/a.py" in said
    assert "lines 4–5" in said


def test_an_unproved_correction_says_so(read: Reader) -> None:
    said = read.articles["doc/guess"]
    assert "Proposed" in said and "Not proved, so no correction yet." in said
    assert "Should read" not in said


def test_condition_options_and_random_witness(read: Reader) -> None:
    assert "Only if" in read.articles["doc/root"]
    assert "a≥0" in read.articles["doc/root"]
    assert "Printed key: b" in read.articles["doc/Q1"]
    assert "✗ refuted" in read.articles["doc/Q1"]
    assert "weight" in read.articles["doc/noise"] and "ε" in read.articles["doc/noise"]
    assert "Printed key: left blank" in read.articles["doc/Q4"] and "Our answer" in read.articles["doc/Q4"]


def test_the_ledger_and_the_samples_are_there(read: Reader, page: str) -> None:
    assert "20 held of 20 drawn" in read.articles["doc/sampled"]
    assert "fact transpose_product" in read.articles["doc/sound"]
    assert "What the verdicts rest on" in page


def test_the_bar_says_its_counts_in_words(page: str) -> None:
    assert 'role="img" aria-label="5 wrong, ' in page
    assert "1 missing" in page


def test_findings_stand_before_the_documents_gravest_first(page: str) -> None:
    order = [page.index(s) for s in ("Changes a grade", "Changes a result", "A slip without", "<article")]
    assert order == sorted(order)


def test_a_statement_without_its_evidence_is_still_shown(full: Run) -> None:
    records = full.records()
    (full.reports / "evidence" / "doc.jsonl").write_text("not json\n", encoding="utf-8")
    shown = html.page(view.gather(records, full.reports, full.claims))
    assert "not a record of evidence" in shown
    assert "<code>A B = B A</code>" in shown


def test_a_run_without_places(run: Run) -> None:
    shown = html.page(view.gather(run.records(), run.reports, run.claims))
    assert "None so far." in shown


def test_a_witness_of_a_strange_form_is_shown_as_it_is(run: Run) -> None:
    run.place("x", "wrong", severity="slip")
    run.says("x", "printed", relation("equal", var("a"), const(1)), Refuted({"values": {"a": "<odd>"}}))
    shown = html.page(view.gather(run.records(), run.reports, run.claims))
    assert "<code>{&#x27;values&#x27;: {&#x27;a&#x27;: &#x27;&lt;odd&gt;&#x27;}}</code>" in shown


def test_a_choice_that_is_right_under_a_condition_shows_letter_and_condition(run: Run) -> None:
    run.place("x", "wrong", "which? (a) (b)", severity="answer", key="a", corrected="b", condition="b: k > 1")
    run.says("x", "option:a", relation("equal", const(3), const(5)), Refuted({}))
    shown = html.page(view.gather(run.records(), run.reports, run.claims))
    brief = shown.split('class="errata"')[1]
    assert "<b>b</b>" in brief and "b: k &gt; 1" in brief
