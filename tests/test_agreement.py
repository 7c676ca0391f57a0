"""Planted disagreements, through the command line: each is a conflict, the loudest failure there is (exit code 3).

One part of the engine is made to lie in the worker processes, by a `sitecustomize` that Python imports at its start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from proofread.audit.evidence import checksum
from proofread.trusted.trees import from_json

SRC = str(Path(__file__).resolve().parents[1] / "src")
HEAD = """
from proofread import *
n = Size("n")
"""
FALSE = """
@claim("doc/p1")
def squares(x: Scalar):
    return equal(x * x, x)
"""
# True at small sizes only: the entries of a column of zeros and ones, of which at most one is not zero.
THIN = """
@claim("doc/p1")
def small(x: Vector[n]):
    assume(equal(x * x, x))
    return ge(1, total(x))
"""
# A kernel that takes any evidence, and a search that always has some.
GULLIBLE = """
import proofread.trusted.kernel as kernel
import proofread.methods.prove as methods

kernel.derive = lambda *_: None
methods.find_proof = lambda sequent, **_: {"obligations": [], "proof": ["hyp", 0]}
"""
PLACES = """
document = "doc"
title = "A test"
source = "doc.txt"
sha256 = "0"
line_count = 9

[[place]]
id = "doc/p1"
lines = [1, 1]
kind = "statement"
printed = "line 1"
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    doc = tmp_path / "claims" / "doc"
    doc.mkdir(parents=True)
    (doc / "statements.toml").write_text(PLACES)
    return tmp_path


def claim(root: Path, text: str, name: str = "a.py") -> None:
    (root / "claims" / "doc" / name).write_text(HEAD + dedent(text))


def check(root: Path, planted: str = "", *more: str) -> subprocess.CompletedProcess[str]:
    lies = root / "lies"
    lies.mkdir(exist_ok=True)
    (lies / "sitecustomize.py").write_text(planted)
    path = os.pathsep.join((str(lies), SRC))
    return subprocess.run(
        [sys.executable, "-m", "proofread.cli", "check", "-j", "1", *more],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def verdicts(root: Path) -> list[str]:
    return [s["verdict"] for s in json.loads((root / "reports" / "verdicts.json").read_text())["statements"]]


def test_without_a_plant_the_same_statements_are_refuted(root: Path) -> None:
    for text in (FALSE, THIN):
        claim(root, text)
        done = check(root)
        assert done.returncode == 1 and verdicts(root) == ["refuted"], done.stdout + done.stderr


def test_a_proof_against_exact_small_cases_is_a_conflict(root: Path) -> None:
    """As if the kernel had proved it: instances at sizes 1, 2, 3, … in exact arithmetic say no."""
    claim(root, THIN)
    done = check(root, GULLIBLE)
    assert done.returncode == 3, done.stdout + done.stderr
    assert "conflict" in done.stdout and "the kernel has a proof, and an instance refutes" in done.stdout


def test_a_saved_proof_against_samples_is_a_conflict(root: Path) -> None:
    """Saved evidence made into a proof by hand, taken by a kernel that takes anything: the samples beside it say no."""
    claim(root, FALSE)
    check(root)
    file = root / "reports" / "evidence" / "doc.jsonl"
    (record,) = map(json.loads, file.read_text().splitlines())
    assert record["kind"] == "refuted" and from_json(record["goal"]).op == "equal"
    kept = {k: v for k, v in record.items() if k not in ("witness", "checksum")}
    forged = {**kept, "kind": "proved", "evidence": {"obligations": [], "proof": ["hyp", 0]}, "satisfying": None}
    file.write_text(json.dumps({**forged, "checksum": checksum(forged)}) + "\n")
    done = check(root, "", "--reports", "honest")
    assert done.returncode == 1, done.stdout + done.stderr  # the kernel as it is believes none of it
    done = check(root, GULLIBLE)
    assert done.returncode == 3 and "conflict" in done.stdout, done.stdout + done.stderr


CODE = """
@claim("doc/p1")
def expanded(x: Scalar):
    assume(ge(x, 0))
    return equal((x + 1) ** 2, x**2 + 2 * x + 1)

@claim(conforms_to="doc/p1")
def computed(x: Scalar):
    assume(ge(x, 0))
    return computes(code("impls.squares:expanded")(x), {formula}, within=64)
"""


@pytest.mark.parametrize(
    ("body", "formula", "exit_code"),
    [
        ("x * (x + 2) + 1", "x * x + 2 * x + 1", 0),
        ("(x + 1) * (x + 1) * (1 + 2**-40)", "x**2 + 2 * x + 1", 1),  # rounding: too coarse for the claim, no conflict
        ("x * x + x + 1", "x**2 + 2 * x + 1", 3),  # what is proved at that place, computed otherwise
        ("x * x + x + 1", "(x + 1) ** 2", 3),
        ("x * x + x + 1", "x * (x + 2) + 1", 1),  # a formula that no proof speaks of: the code alone is wrong
    ],
)
def test_a_proof_against_code_is_a_conflict(root: Path, body: str, formula: str, exit_code: int) -> None:
    (root / "impls").mkdir()
    (root / "impls" / "squares.py").write_text(f"def expanded(x):\n    return {body}\n")
    claim(root, CODE.format(formula=formula))
    done = check(root)
    assert done.returncode == exit_code, done.stdout + done.stderr
    assert ("and a proof disagree" in done.stdout) is (exit_code == 3)
    assert ("does not compute the formula" in done.stdout) is (exit_code != 0)


# Exact arithmetic that finds every ≥ false.
LYING = """
import proofread.trusted.exact as exact

honest = exact.holds
exact.holds = lambda p, *more: False if p.op == "ge" else honest(p, *more)
"""


def test_instances_that_lie_are_a_conflict_with_the_proof_on_record(root: Path) -> None:
    """The other way round: what is proved is true, and the arithmetic of instances is wrong."""
    claim(root, "@claim('doc/p1')\ndef squares(x: Scalar):\n    return ge((x - 1) * (x - 1) + 1, 0)\n")
    assert check(root).returncode == 0
    done = check(root, LYING, "--fresh", "--baseline", "reports/verdicts.json")
    assert done.returncode == 3 and "proved in the baseline, refuted now" in done.stdout, done.stdout + done.stderr
