"""Claims collected by pytest."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SRC = str(Path(__file__).resolve().parents[1] / "src")
PLACES = """
document = "doc"
title = "A test"
source = "doc.txt"
sha256 = "0"
line_count = 9
"""
PLACE = '[[place]]\nid = "doc/p{0}"\nlines = [1, 1]\nkind = "statement"\nprinted = ""\n'
CLAIMS = """
from proofread import *

@claim("doc/p1")
def sound(x: Scalar):
    return ge(x * x, 0)

@claim("doc/p2")
def unrecorded(x: Scalar):
    return equal(x * x, x)

@claim("doc/p3")
def open_obligation(x: Scalar):
    return equal(x / x, 1)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "statements.toml").write_text(PLACES + "".join(PLACE.format(k) for k in (1, 2, 3)))
    (tmp_path / "doc" / "a.py").write_text(CLAIMS)
    (tmp_path / "other.py").write_text("raise AssertionError('not a claim file')")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *_plugin(), str(folder), *arguments]
    env = {**os.environ, "PYTHONPATH": SRC}
    return subprocess.run(command, env=env, cwd=folder, capture_output=True, text=True, check=False)


def _plugin() -> list[str]:
    """Named on the command line where the package is not installed, and so has no entry point."""
    from importlib.metadata import entry_points

    known = any(e.value == "proofread.pytest_plugin" for e in entry_points(group="pytest11"))
    return [] if known else ["-p", "proofread.pytest_plugin"]


def test_items_pass_and_fail_with_line_and_witness(folder: Path) -> None:
    done = run(folder, "-v")
    assert "1 passed" in done.stdout and "2 failed" in done.stdout, done.stdout
    assert "a.py:8: unrecorded: what is printed is false" in done.stdout
    assert "witness: x = " in done.stdout and "outcome: wrong" in done.stdout
    assert "undecided: open obligation" in done.stdout


def test_k_selects(folder: Path) -> None:
    done = run(folder, "-k", "sound")
    assert done.returncode == 0 and "1 passed, 2 deselected" in done.stdout


def test_a_claim_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "doc" / "a.py").write_text("from proofread import *\ndef broken(:")
    done = run(folder)
    assert done.returncode == 2 and "a.py:2: syntax error" in done.stdout
