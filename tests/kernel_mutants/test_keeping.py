"""A result that is kept stands as long as the module, the change and the tests that decide are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kernel_mutants import choosing
from tests.kernel_mutants.forks import NOTICED, SURVIVED
from tests.kernel_mutants.keeping import Book, hash_of

ONE, TWO, OTHER = "test_a.py::test_one", "test_a.py::test_two", "test_b.py::test_other"


@pytest.fixture(autouse=True)
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("test_a.py", "test_b.py"):
        (tmp_path / name).write_text("def test_one(): pass\n")
    monkeypatch.setattr(choosing, "ROOT", tmp_path)
    choosing.digest.cache_clear()


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = Book(tmp_path / "results" / "m.jsonl", "x = 1")
    book.note({"key": "m:f: 1 → 2", "state": NOTICED, "test": ONE}, [ONE, TWO, OTHER])
    book.note({"key": "m:f: 2 → 3", "state": SURVIVED, "test": ""}, [ONE, OTHER])
    return book


def again(book: Book, source: str = "x = 1") -> Book:
    choosing.digest.cache_clear()
    return Book(book.place, source)


def test_a_result_is_written_down_at_once_and_found_again(book: Book) -> None:
    assert len(book.place.read_text().splitlines()) == 2
    for other in (book, again(book)):
        assert other.known("m:f: 1 → 2", [ONE])["state"] == NOTICED  # type: ignore[index]
        assert other.known("m:f: 2 → 3", [OTHER, ONE])["state"] == SURVIVED  # type: ignore[index]
        assert other.known("m:f: 3 → 4", [ONE]) is None
        assert (other.hint("m:f: 1 → 2"), other.hint("m:f: 2 → 3"), other.hint("m:f: 3 → 4")) == (ONE, "", "")


def test_of_another_module_or_change_nothing_is_known(book: Book) -> None:
    assert again(book, "x = 2").known("m:f: 1 → 2", [ONE]) is None
    assert again(book, "x = 2").hint("m:f: 1 → 2") == ONE  # worth a try
    assert len({hash_of("x = 1", key, [ONE]) for key in ("m:f: 1 → 2", "m:f: 2 → 3")}) == 2


def test_what_survived_did_so_with_the_tests_it_was_given(book: Book) -> None:
    assert book.known("m:f: 2 → 3", [ONE]) is None
    assert book.known("m:f: 2 → 3", [ONE, TWO, OTHER]) is None
    (choosing.ROOT / "test_b.py").write_text("def test_other(): assert True\n")
    assert again(book).known("m:f: 2 → 3", [ONE, OTHER]) is None


def test_what_a_file_of_tests_noticed_that_is_gone_is_not_known(book: Book) -> None:
    (choosing.ROOT / "test_a.py").unlink()
    assert again(book).known("m:f: 1 → 2", [ONE]) is None and again(book).known("m:f: 2 → 3", [ONE, OTHER]) is None


def test_what_was_noticed_stands_with_the_test_that_noticed_it(book: Book) -> None:
    (choosing.ROOT / "test_b.py").write_text("def test_other(): assert True\n")
    assert again(book).known("m:f: 1 → 2", [TWO]) is not None
    (choosing.ROOT / "test_a.py").write_text("def test_one(): assert True\n")
    assert again(book).known("m:f: 1 → 2", [ONE, TWO, OTHER]) is None


def test_a_line_that_was_cut_off_is_nothing(book: Book) -> None:
    whole = book.place.read_text()
    book.place.write_text(whole[:-20])
    assert again(book).known("m:f: 2 → 3", [ONE, OTHER]) is None
    assert again(book).known("m:f: 1 → 2", [ONE]) is not None
    again(book).note({"key": "m:f: 2 → 3", "state": SURVIVED, "test": ""}, [ONE, OTHER])
    assert again(book).known("m:f: 2 → 3", [ONE, OTHER]) is not None


def test_the_last_result_is_the_one_that_stands(book: Book) -> None:
    book.note({"key": "m:f: 2 → 3", "state": NOTICED, "test": OTHER}, [ONE, OTHER])
    assert again(book).known("m:f: 2 → 3", [ONE])["test"] == OTHER  # type: ignore[index]
