"""Methods that misbehave inside the real engine cost their own statement and no other; reports that cannot be written
leave no half file. What a fake decider does is tested in tests/audit/test_workers.py, code under claims in test_cli.py.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from proofread.audit import storing
from proofread.audit.verdicts import Proved, Refuted, Undecided, Verdict
from proofread.audit.workers import Job, run
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Prop, const, relation, total, var
from proofread.trusted.trees import to_json

SRC = str(Path(__file__).resolve().parents[1] / "src")
N = size_symbol("N")
x, s = var("x", (N, ONE)), var("s")
TRUE = relation("equal", total(x + x), 2 * total(x))
FALSE = relation("equal", total(x * x), total(x))
MARK = const(4711)  # a statement with this number is where the method misbehaves
TRAP = relation("ge", s * s + MARK, 0)

# The engine's own `decide`, with a proof search that misbehaves at one statement.
METHODS = """
import os, signal, sys, time
from proofread.audit import decide as engine

search = engine.methods.find_proof

def loop():
    while True:
        pass

def allocate():
    held = []
    while True:
        held.append([held] * 8192)

def recurse(k=0):
    return recurse(k + 1) + 1

def nest():
    deep = ()
    for _ in range(1_000_000):
        deep = (deep,)
    return hash(deep)

def segfault():
    os.kill(os.getpid(), signal.SIGSEGV)
    time.sleep(60)

def kill():
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)

def leave():
    sys.exit(0)

def interrupt():
    raise KeyboardInterrupt

def stop():
    raise StopIteration("odd")

def lie():
    return {"obligations": [], "proof": ["algebra", {"use": [], "eq": []}]}

def babble():
    return ["no evidence", object()]

def patched(do):
    def find_proof(sequent, **more):
        return globals()[do]() if "4711" in repr(sequent.goal) else search(sequent, **more)
    return find_proof

def decide(statement, *, seed, stored):
    engine.methods.find_proof = patched(stored["do"])
    return engine.decide(statement, seed=seed)
"""


def statement(goal: Prop) -> dict[str, Any]:
    return {"hypotheses": [], "goal": to_json(goal)}


def decided(root: Path, do: str, goals: Sequence[Prop], seconds: float = 60) -> list[Verdict | None]:
    (root / "misbehaving.py").write_text(METHODS)
    jobs = [Job(statement(g), 0, {"do": do}) for g in goals]
    return list(
        run(
            jobs,
            workers=1,
            root=root,
            time_limit=seconds,
            memory_limit=1 << 30,
            decider="misbehaving:decide",
        ).verdicts
    )


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("loop", "time limit"),
        ("allocate", "memory limit"),
        ("recurse", "nested too deeply"),
        ("nest", "crashed|memory limit|nested"),
        ("segfault", "crashed"),
        ("kill", "crashed"),
        ("leave", "crashed"),
        ("interrupt", "crashed"),
        ("stop", "crashed: StopIteration"),
    ],
)
def test_a_method_that_misbehaves_costs_its_own_statement(tmp_path: Path, do: str, said: str) -> None:
    before, lost, after, false = decided(tmp_path, do, [TRUE, TRAP, TRUE, FALSE], 8 if do == "loop" else 60)
    assert isinstance(before, Proved) and isinstance(after, Proved) and isinstance(false, Refuted)
    assert isinstance(lost, Undecided) and lost.tripped
    assert any(part in lost.reasons[0] for part in said.split("|")), lost.reasons


@pytest.mark.parametrize("do", ["lie", "babble"])
def test_a_method_that_lies_proves_nothing(tmp_path: Path, do: str) -> None:
    """What is no evidence is not believed: the statement is lost or left open, and those beside it stand."""
    before, lied, after = decided(tmp_path, do, [TRUE, TRAP, TRUE])
    assert isinstance(before, Proved) and isinstance(after, Proved)
    assert not isinstance(lied, Proved | Refuted)


# --- files that cannot be written -----------------------------------------------------------------------------------

CLAIM = """
from proofread import *

@claim("doc/p1")
def squares(x: Scalar):
    return ge(x * x, 0)
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
# The command with no room for files of more than so many bytes: what a full disk does, without filling one.
LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
from proofread.cli import main
main(sys.argv[2:])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    doc = tmp_path / "claims" / "doc"
    doc.mkdir(parents=True)
    (doc / "statements.toml").write_text(dedent(PLACES))
    (doc / "a.py").write_text(dedent(CLAIM))
    return tmp_path


def command(root: Path, room: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": SRC, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def files(root: Path) -> dict[str, bytes]:
    return {str(f.relative_to(root)): f.read_bytes() for f in sorted(root.rglob("*")) if f.is_file()}


ROOM = 1 << 30


def test_a_full_disk_gives_a_clear_error_and_no_half_file(folder: Path) -> None:
    """First nothing is there; then there is a record, which stays as it was."""
    reports = folder / "reports"
    done = command(folder, 40, "check", "-j", "1")
    assert done.returncode not in (0, 1) and "cannot be written" in done.stdout + done.stderr, done
    assert "Traceback" not in done.stderr
    assert files(reports) == {}
    assert command(folder, ROOM, "check", "-j", "1").returncode == 0
    before = files(reports)
    assert before
    (folder / "claims" / "doc" / "a.py").write_text(dedent(CLAIM).replace("x * x", "x * x + 1"))
    again = command(folder, 40, "check", "-j", "1")
    assert "cannot be written" in again.stdout + again.stderr and "Traceback" not in again.stderr
    assert files(reports) == before


def test_a_report_that_does_not_fit_leaves_the_old_one(folder: Path) -> None:
    assert command(folder, ROOM, "check", "-j", "1").returncode == 0
    assert command(folder, ROOM, "report").returncode == 0
    before = files(folder / "reports")
    done = command(folder, 40, "report")
    assert done.returncode not in (0, 1) and "cannot be written" in done.stdout + done.stderr, done
    assert "Traceback" not in done.stderr and files(folder / "reports") == before


@pytest.mark.parametrize("inside", ["", "evidence"])
def test_reports_that_are_no_folder_give_a_clear_error(folder: Path, inside: str) -> None:
    """A file where a folder is needed cannot be written into, whoever runs the command."""
    blocked = folder / "reports" / inside if inside else folder / "reports"
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("mine")
    done = command(folder, ROOM, "check", "-j", "1")
    assert done.returncode not in (0, 1) and "cannot be written" in done.stdout + done.stderr, done
    assert "Traceback" not in done.stderr and blocked.read_text() == "mine"
    assert not list(folder.rglob(".*.json*"))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for the superuser")
def test_a_read_only_folder_gives_a_clear_error(folder: Path) -> None:
    reports = folder / "reports"
    reports.mkdir()
    reports.chmod(0o500)
    try:
        done = command(folder, ROOM, "check", "-j", "1")
    finally:
        reports.chmod(0o700)
    assert done.returncode not in (0, 1) and "cannot be written" in done.stdout + done.stderr
    assert files(reports) == {}


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), PermissionError(13, "Permission denied")])
@pytest.mark.parametrize("where", ["mkstemp", "replace"])
def test_whatever_goes_wrong_while_writing_the_old_file_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, where: str
) -> None:
    file = tmp_path / "verdicts.json"
    storing.write(file, b"old")

    def fail(*_: Any, **__: Any) -> Any:
        raise error

    monkeypatch.setattr(storing.tempfile if where == "mkstemp" else storing.os, where, fail)
    with pytest.raises(storing.RecordError, match=str(error.strerror)):
        storing.write(file, b"new")
    monkeypatch.undo()
    assert files(tmp_path) == {"verdicts.json": b"old"}
