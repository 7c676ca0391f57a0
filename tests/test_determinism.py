"""The record depends on the claims and the seed alone: not on the run, the workers, the order of hashes. Through the
command line, from nothing; and another seed turns no verdict round.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SRC = str(Path(__file__).resolve().parents[1] / "src")
CLAIMS = """
from proofread import *

N, d, n = Size("N"), Size("d"), Size("n")
Z = Space("Z")


@claim("doc/p1")
def least_squares(X: Matrix[N, d], y: Vector[N], w: Vector[d]):
    assume(full_column_rank(X), equal(w, inv(X.T @ X) @ X.T @ y))
    return equal(X.T @ (y - X @ w), 0)


@claim("doc/p2")
def products_commute(A: Matrix[n, n], B: Matrix[n, n]):
    return equal(A @ B, B @ A)


@claim("doc/p3")
def squares(X: Matrix[N, d], w: Vector[d], y: Vector[N]):
    gradient = grad(lambda v: norm2(X @ v - y) / 2)(w)
    return correction(equal(gradient, X.T @ (y - X @ w)), to=equal(gradient, X.T @ (X @ w - y)))


@claim("doc/p4")
def gibbs(p: Density[Z], q: Density[Z]):
    return ge(integral(Z, q * log(q)), integral(Z, q * log(p)))


@claim("doc/p5")
def white_noise(A: Matrix[n, N], eps: RandomVector[N], s2: Positive):
    assume(equal(E(eps @ eps.T), s2 * eye(N)))
    return equal(E(norm2(A @ eps)), s2 * trace(A @ A.T))


@claim("doc/p6")
def divided(x: Scalar):
    return equal(x / x, 1)


@claim("doc/p7")
def too_narrow(A: Matrix[n, N]):
    return equal(A @ A, A)


@choice("doc/p8", key="b")
def chain_rule(L: Smooth[n], A: Matrix[n, n], x: Vector[n]):
    gradient, inside = grad(lambda v: L(A @ v))(x), grad(L)(A @ x)
    return {"a": equal(gradient, A @ inside), "b": equal(gradient, A.T @ inside)}


@claim("doc/p9")
def beyond_the_prover(x: Scalar):
    return ge(exp(x), 1 + x + x**3 / 6)
"""
PLACE = '\n[[place]]\nid = "doc/p{k}"\nlines = [{k}, {k}]\nkind = "statement"\nprinted = "line {k}"\n'
TOML = 'document = "doc"\ntitle = "A test"\nsource = "doc.txt"\nsha256 = "0"\nline_count = 9\n'
TRUE, FALSE = {"proved", "computed"}, {"refuted", "ill-posed"}
Record = dict[str, bytes]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("repository")
    folder = made / "claims" / "doc"
    folder.mkdir(parents=True)
    (folder / "all.py").write_text(CLAIMS, encoding="utf-8")
    places = (PLACE.format(k=k) for k in range(1, 10))
    (folder / "statements.toml").write_text(TOML + "".join(places), encoding="utf-8")
    return made


def checked(root: Path, name: str, *, seed: int, jobs: int, hashes: int, fresh: bool = True) -> Record:
    """The verdict file and the evidence that `proofread check` writes into a reports folder of this name."""
    options = ["--seed", str(seed), "--jobs", str(jobs), "--reports", name, *(["--fresh"] if fresh else [])]
    done = subprocess.run(
        [sys.executable, "-m", "proofread.cli", "check", "claims", *options],
        cwd=root,
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONHASHSEED": str(hashes)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode in (0, 1) and "was not written" not in done.stdout, done.stdout + done.stderr
    files = [root / name / "verdicts.json", *sorted((root / name / "evidence").iterdir())]
    return {str(f.relative_to(root / name)): f.read_bytes() for f in files}


@pytest.fixture(scope="module")
def first(root: Path) -> Record:
    return checked(root, "first", seed=0, jobs=1, hashes=1)


def words(record: Record) -> dict[str, str]:
    """Every statement with its verdict."""
    kept = json.loads(record["verdicts.json"])["statements"]
    return {s["id"]: s["verdict"] for s in kept}


def test_there_are_verdicts_of_every_kind(first: Record) -> None:
    assert {"verdicts.json", "evidence/doc.jsonl"} == set(first)
    found = words(first)
    assert len(found) == 11
    assert set(found.values()) >= {"proved", "refuted", "ill-posed", "undecided"}


def test_a_second_run_with_other_hashes_writes_the_same_bytes(root: Path, first: Record) -> None:
    assert checked(root, "second", seed=0, jobs=1, hashes=2) == first


def test_two_workers_write_the_same_bytes(root: Path, first: Record) -> None:
    assert checked(root, "workers", seed=0, jobs=2, hashes=3) == first


def test_saved_evidence_gives_the_same_bytes(root: Path, first: Record) -> None:
    assert checked(root, "first", seed=0, jobs=2, hashes=4, fresh=False) == first


def test_no_record_names_the_machine(root: Path, first: Record) -> None:
    assert not [name for name, content in first.items() if str(root).encode() in content]


@pytest.mark.parametrize("seed", [1, 2])
def test_another_seed_turns_no_verdict_round(root: Path, first: Record, seed: int) -> None:
    other, before = words(checked(root, f"seed{seed}", seed=seed, jobs=2, hashes=5)), words(first)
    assert other.keys() == before.keys()
    turned = [k for k in other if {other[k], before[k]} & TRUE and {other[k], before[k]} & FALSE]
    assert turned == []
    assert "conflict" not in other.values()
