"""Folders, Coq's answers read, and the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from proofread.cli import main
from proofread.second_kernel import running
from proofread.second_kernel.theorem import Exported, export
from tests.second_kernel.saved import NAMED, saved

AXIOMS = """Axioms:
ClassicalDedekindReals.sig_not_dec : forall P : Prop, {~ ~ P} + {~ P}
functional_extensionality_dep
  : forall (A : Type) (B : A -> Type) (f g : forall x : A, B x),
    (forall x : A, f x = g x) -> f = g
"""


@pytest.mark.parametrize(
    ("output", "theorems", "reason"),
    [
        ("Closed under the global context\n", 1, ""),
        (AXIOMS, 1, ""),
        (AXIOMS + AXIOMS, 2, ""),
        (AXIOMS, 2, "2 theorems, but the axioms of 1 were printed"),
        ("", 1, "1 theorems, but the axioms of 0 were printed"),
        (AXIOMS + "cheat : 0 = 1\n", 1, "it assumes cheat"),
        (AXIOMS + "Other.easy\n  : forall x, x = 0\n", 1, "it assumes Other.easy"),
    ],
)
def test_axioms_are_read(output: str, theorems: int, reason: str) -> None:
    assert running.assumed(output, theorems) == reason


def test_a_folder_has_the_library_and_the_order(tmp_path: Path) -> None:
    running.write(tmp_path / "out", {"S_one": Exported("(* one *)\n", ())})
    assert (tmp_path / "out" / "_CoqProject").read_text().split() == [
        "-Q", ".", "Proofread", *(f"{m}.v" for m in running.MODULES), "S_one.v"
    ]  # fmt: skip
    assert (tmp_path / "out" / "S_one.v").read_text() == "(* one *)\n"
    assert all((tmp_path / "out" / f"{m}.v").is_file() for m in running.MODULES)


def test_file_names_are_module_names() -> None:
    assert running.file_name("ift6135-a2/4.3.result#truth") == "S_ift6135_a2_4_3_result_truth"


def exported(*arguments: str, folder: Path) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["export", "coq", *arguments, "--to", str(folder)])
    return done.exit_code, done.output


def test_the_command_writes_what_the_record_has(tmp_path: Path) -> None:
    code, output = exported(NAMED["ResNet gradient"], folder=tmp_path)
    name = running.file_name(NAMED["ResNet gradient"])
    assert code == 0 and f"{name}.v" in output
    assert (tmp_path / f"{name}.v").read_text() == export(saved("ResNet gradient"), NAMED["ResNet gradient"]).text


def test_a_place_means_its_proved_statements(tmp_path: Path) -> None:
    code, output = exported("hw2/2.2.eq2.26", folder=tmp_path)
    assert code == 0 and "S_hw2_2_2_eq2_26.v" in output


def test_without_coq_it_says_so_and_does_not_pass(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, output = exported(NAMED["ResNet gradient"], "--check", folder=tmp_path / "out")
    assert code == 2 and "coqc is not on the path, so nothing was checked" in output and "accepted" not in output


def test_an_unknown_id_is_named(tmp_path: Path) -> None:
    code, output = exported("hw2/no-such", folder=tmp_path)
    assert code == 2 and "no statement hw2/no-such" in output


def test_what_has_no_coq_form_says_why(tmp_path: Path) -> None:
    code, output = exported("hw2/2.2.eq2.26", "--reports", str(tmp_path), folder=tmp_path)
    assert code == 2 and "verdicts.json" in output
