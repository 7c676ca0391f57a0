from __future__ import annotations

import sys
from pathlib import Path

import pytest

from proofread.language.loading import load

HEADER = "from proofread import *\nn = Size('n')\n\n"
CLAIM = "@claim('{place}')\ndef {name}(a: Scalar):\n    return equal(a, a)\n\n"


def write(path: Path, *claims: tuple[str, str], before: str = "", after: str = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(CLAIM.format(place=place, name=name) for place, name in claims)
    path.write_text(HEADER + before + body + after, encoding="utf-8")
    return path


def test_claim_files_in_order_of_path_and_of_line(tmp_path: Path) -> None:
    write(tmp_path / "b.py", ("doc/3", "third"))
    write(tmp_path / "a" / "z.py", ("doc/2", "second"), ("doc/1", "first"))
    loaded = load([tmp_path])
    assert loaded.errors == ()
    assert [i.place for i in loaded.items] == ["doc/2", "doc/1", "doc/3"]
    assert load([tmp_path / "b.py", tmp_path / "a"]) == loaded == load([tmp_path, tmp_path])


def test_what_is_no_claim_file_is_left_out(tmp_path: Path) -> None:
    write(tmp_path / "a.py", ("doc/1", "one"))
    write(tmp_path / "_common.py", ("doc/2", "two"))
    write(tmp_path / "__pycache__" / "b.py", ("doc/3", "three"))
    write(tmp_path / ".hidden" / "b.py", ("doc/4", "four"))
    (tmp_path / "statements.toml").write_text("document = 'doc'\n")
    assert [i.place for i in load([tmp_path]).items] == ["doc/1"]
    assert load([tmp_path / "statements.toml"]).items == ()


def test_every_kind_of_item_is_found(tmp_path: Path) -> None:
    after = (
        "definition('doc/0')\n"
        "@derivation\ndef chain(a: Scalar):\n    yield line(None, a)\n    yield line('doc/2', a + 0)\n"
        "@answer('doc/3', key='1')\ndef one():\n    return equal(1, 1)\n"
        "@choice('doc/4', key='a')\ndef which():\n    return {'a': equal(1, 1), 'b': equal(1, 2)}\n"
    )
    loaded = load([write(tmp_path / "a.py", ("doc/1", "first"), after=after)])
    assert loaded.errors == ()
    kinds = [(i.place, i.kind) for i in loaded.items]
    assert kinds == [
        ("doc/1", "claim"),
        ("doc/0", "definition"),
        ("doc/2", "line"),
        ("doc/3", "answer"),
        ("doc/4", "choice"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("from proofread import *\ndef f(:\n", 2, "syntax error"),
        ("import no_such_package_anywhere\n", 1, "ModuleNotFoundError"),
        ("from proofread import *\n\nx = 1 / 0\n", 3, "ZeroDivisionError"),
        ("import sys\nsys.exit(3)\n", 2, "SystemExit"),
        ("from proofread import *\nN = Size('2N')\n", 2, "not a size"),
        ("from proofread import *\nassume(equal(1, 1))\n", 2, "outside a claim"),
    ],
)
def test_a_file_that_cannot_be_read_costs_only_itself(tmp_path: Path, text: str, line: int, message: str) -> None:
    (tmp_path / "a.py").write_text(text + CLAIM.format(place="doc/0", name="lost"), encoding="utf-8")
    write(tmp_path / "b.py", ("doc/1", "kept"))
    loaded = load([tmp_path])
    assert [i.place for i in loaded.items] == ["doc/1"]
    (error,) = loaded.errors
    assert message in error.problem and error.file.endswith("a.py") and error.line == line


def test_a_claim_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    wrong = "@claim('doc/0')\ndef wrong(a: Scalar):\n    return a == a\n\n"
    loaded = load([write(tmp_path / "a.py", ("doc/1", "kept"), before=wrong)])
    assert [i.place for i in loaded.items] == ["doc/1"]
    (error,) = loaded.errors
    assert "truth value" in error.problem and error.name == "wrong" and error.line == 4


def test_an_id_that_is_taken_is_reported_with_both_places(tmp_path: Path) -> None:
    write(tmp_path / "a.py", ("doc/1", "first"), ("doc/1#part", "apart"))
    write(tmp_path / "b.py", ("doc/1", "again"))
    loaded = load([tmp_path])
    assert [i.name for i in loaded.items] == ["first", "apart"]
    (error,) = loaded.errors
    assert "the id doc/1 is taken by first" in error.problem and "a.py:4" in error.problem
    assert error.name == "again" and error.file.endswith("b.py") and error.line == 4


def test_two_lines_of_one_place_need_parts(tmp_path: Path) -> None:
    body = "@derivation\ndef d(a: Scalar):\n    yield line(None, a)\n"
    body += "    yield line('doc/1', a + 0)\n    yield line('doc/1', 1 * a)\n"
    (error,) = load([write(tmp_path / "a.py", after=body)]).errors
    assert "doc/1#truth is taken by d" in error.problem


def test_a_claim_file_imports_its_neighbours_and_leaves_nothing_behind(tmp_path: Path) -> None:
    before_path, before_modules = list(sys.path), set(sys.modules)
    for folder, place in (("one", "doc/1"), ("two", "doc/2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "_shared.py").write_text(f"PLACE = {place!r}\n")
        (tmp_path / folder / "same.py").write_text(
            HEADER + "from _shared import PLACE\n@claim(PLACE)\ndef c(a: Scalar):\n    return equal(a, a)\n"
        )
    loaded = load([tmp_path])
    assert loaded.errors == () and [i.place for i in loaded.items] == ["doc/1", "doc/2"]
    assert sys.path == before_path
    assert not {m for m in set(sys.modules) - before_modules if "same" in m or "_shared" in m}


def test_string_annotations_are_read(tmp_path: Path) -> None:
    text = "from __future__ import annotations\n" + HEADER
    (tmp_path / "a.py").write_text(text + "@claim('doc/1')\ndef c(x: Vector[n]):\n    return equal(x, x)\n")
    assert load([tmp_path]).errors == ()


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    (error,) = load([tmp_path / "nothing"]).errors
    assert "no such file or folder" in error.problem and "nothing" in error.file


def test_files_are_shown_relative_to_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "claims" / "doc" / "a.py", ("doc/1", "one"))
    (item,) = load(["claims"]).items
    assert item.file == "claims/doc/a.py" and item.statements[0].file == "claims/doc/a.py" and item.line == 4
