"""The section on how it was tried to fool the program: figures as counted, marked where files have changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from proofread.report.trust import PARTS, fingerprint, section

ROOT = Path(__file__).resolve().parents[2]
FIGURES: dict[str, Any] = {
    "falsehood": {
        "claims": 5, "proved": 0, "seeds": [0, 1],
        "kinds": {"analysis": {"claims": 2, "refuted_by_seed": {"0": 2, "1": 1}, "beyond_instances": 0},
                  "matrices": {"claims": 3, "refuted_by_seed": {"0": 3, "1": 3}, "beyond_instances": 0}},
        "true_twins_proved": 2, "evidence_offered": 10, "evidence_accepted": 0, "damaged_offered": 40,
        "damaged_accepted": 0,
    },
    "tenfold": {"claims": 5, "times": 10, "proved": 0},
    "forgery": {"tests": 7, "bytes_changed": 100, "unnoticed": 0, "checksum_made_to_fit": 60,
                "another_statement_believed": 0},
    "properties": {"cases": 9, "kinds": {"found": {"accepted": 4, "confirmed": 3, "refused": 5}}, "contradicted": 0},
    "mutants": {"made": 50, "noticed": 43, "ended": 2, "explained": 4, "modules": {}},
    "coverage": {"percent": {"kernel": 100, "lower": 97}},
}  # fmt: skip


def written(root: Path, figures: dict[str, Any]) -> Path:
    reports = root / "reports"
    reports.mkdir(exist_ok=True)
    (reports / "trust.json").write_text(json.dumps(figures))
    return reports


def repository(root: Path) -> dict[str, Any]:
    """A small one, with figures that are up to date."""
    for name in ("src/proofread/trusted/kernel.py", "tests/trusted/test_kernel.py", "tests/false/a.py"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x = 1\n")
    return {part: {**figures, "computed_from": fingerprint(root, part)} for part, figures in FIGURES.items()}


def test_the_figures_are_shown(tmp_path: Path) -> None:
    page = section(written(tmp_path, repository(tmp_path)))
    for said in (
        "How hard it was tried to fool it", "5 false claims: 2 analysis, 3 matrices", "0 proved, 0 offers accepted",
        "5, 4 at the seeds 0, 1", "The 5 false claims with 10 times the budget", "100 changed bytes", "0 unnoticed",
        "50 small changes", "43 noticed",
        "2 that made them go on for ever", "4 explained", "1 unexplained", "4 accepted, 3 of them borne out",
        "1 files 100 %; lower 97 %",
    ):  # fmt: skip
        assert said in page, said
    assert "out of date" not in page


@pytest.mark.parametrize(
    ("changed", "stale"),
    [("src/proofread/trusted/kernel.py", 6), ("tests/false/a.py", 2), ("tests/trusted/test_kernel.py", 2)],
)
def test_figures_of_other_files_are_marked(tmp_path: Path, changed: str, stale: int) -> None:
    reports = written(tmp_path, repository(tmp_path))
    (tmp_path / changed).write_text("x = 2\n")
    assert section(reports).count("out of date") == stale


def test_without_figures_there_is_no_section(tmp_path: Path) -> None:
    assert section(tmp_path / "nowhere") == ""
    for wrong in ("", "{", "[]", "null", '{"falsehood": {}}', '{"falsehood": 3}'):
        (tmp_path / "trust.json").write_text(wrong)
        assert section(tmp_path) == "" or "<tbody></tbody>" in section(tmp_path)


def test_figures_on_record_can_be_shown() -> None:
    file = ROOT / "reports" / "trust.json"
    if not file.is_file():
        pytest.skip("no figures are on record")
    assert set(json.loads(file.read_text())) <= set(PARTS)
    assert "How hard it was tried to fool it" in section(ROOT / "reports")
