"""`proofread mutate` and `proofread suggest` over a small claim folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from proofread.cli import main
from proofread.trusted import recheck

PLACES = 'document = "doc"\ntitle = "A test"\nsource = "doc.txt"\nsha256 = "0"\nline_count = 9\n' + "".join(
    f'\n[[place]]\nid = "doc/p{k}"\nlines = [{k}, {k}]\nkind = "statement"\nprinted = "line {k}"\n' for k in (1, 2)
)
CLAIMS = """
from proofread import *

@claim("doc/p1")
def binomial(a: Scalar, b: Scalar):
    return equal((a + b) ** 2, a ** 2 + 2 * a * b + b ** 2)

@claim("doc/p2")
def false(a: Scalar, b: Scalar):
    return equal((a - b) * (a + b), a ** 2 + b ** 2)
"""
Run = Callable[..., Result]


@pytest.fixture
def proofread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    folder = tmp_path / "claims" / "doc"
    folder.mkdir(parents=True)
    (folder / "statements.toml").write_text(PLACES)
    (folder / "a.py").write_text(CLAIMS)
    monkeypatch.chdir(tmp_path)
    return lambda *args: CliRunner().invoke(main, [*args, "-j", "1"], catch_exceptions=False)


def test_figures_of_a_whole_document_are_written_the_same_each_time(proofread: Run) -> None:
    result = proofread("mutate")
    assert result.exit_code == 0, result.output
    assert "killed: 100.0 %" in result.output
    file = Path("reports/mutation.json")
    first = file.read_bytes()
    made = json.loads(first)
    assert [s["id"] for s in made["statements"]] == ["doc/p1"] and made["documents"][0]["tried"] == 6
    assert proofread("mutate").exit_code == 0 and file.read_bytes() == first


def test_a_resumed_run_leaves_out_what_is_on_record(proofread: Run) -> None:
    assert "survived" not in proofread("mutate").output
    made = Path("reports/mutation.json").read_bytes()
    again = proofread("mutate", "--resume")
    assert again.exit_code == 0 and "doc:" not in again.output and "all: 1 statements, 6 slips" in again.output
    assert "doc: 1 statements, 3 slips" in proofread("mutate", "--resume", "--sample", "3").output
    claims = Path("claims/doc/a.py")
    claims.write_text(claims.read_text().replace("(a + b) ** 2", "(b + a) ** 2 + 0 * a"))
    assert "doc: 1 statements" in proofread("mutate", "--resume").output
    assert Path("reports/mutation.json").read_bytes() != made


def test_a_part_of_a_document_is_not_recorded(proofread: Run) -> None:
    result = proofread("mutate", "-k", "binomial", "--sample", "2")
    assert result.exit_code == 0 and "only a part of a document was tried" in result.output
    assert not os.path.exists("reports/mutation.json")


def test_a_refuted_place_gets_its_nearest_truth(proofread: Run) -> None:
    result = proofread("suggest", "doc/p2")
    assert result.exit_code == 0 and "nearest truth" in result.output and "(sign)" in result.output


def test_where_nothing_is_refuted_nothing_is_suggested(proofread: Run) -> None:
    result = proofread("suggest", "doc/p1")
    assert result.exit_code == 5 and "nothing refuted stands there" in result.output


def test_suggestions_for_all_refuted_prints_are_written_with_their_proofs(proofread: Run) -> None:
    result = proofread("suggest")
    assert result.exit_code == 0 and "doc/p2: printed is refuted" in result.output
    file, proofs = Path("reports/suggestions.json"), Path("reports/evidence/suggestions.doc.jsonl")
    first, proved = file.read_bytes(), [json.loads(line) for line in proofs.read_text().splitlines()]
    (made,) = json.loads(first)["statements"]
    assert made["nearest"]["kind"] == "sign" and made["nearest"]["hash"] in {p["hash"] for p in proved}
    assert all(p["kind"] == "proved" for p in proved)
    assert {o.state for o in recheck.recheck_file(proofs)} == {recheck.RECHECKED}
    assert proofread("suggest", "--resume").output == ""
    assert proofread("suggest").exit_code == 0 and file.read_bytes() == first
