"""`proofread check` with a proof search that misbehaves at one statement of three: it costs that statement only.

The search is exchanged in the worker processes by a `sitecustomize`, which Python imports at its start.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

SRC = str(Path(__file__).resolve().parents[1] / "src")
CLAIMS = """
from proofread import *

@claim("doc/p1")
def first(x: Scalar):
    return ge(x * x, 0)

@claim("doc/p2")
def trap(x: Scalar):
    return ge(x * x + 4711, 0)

@claim("doc/p3")
def last(x: Scalar, y: Scalar):
    return ge(x * x + y * y, 2 * x * y)
"""
PLACES = 'document = "doc"\ntitle = "A test"\nsource = "doc.txt"\nsha256 = "0"\nline_count = 9\n' + "".join(
    f'\n[[place]]\nid = "doc/p{k}"\nlines = [{k}, {k}]\nkind = "statement"\nprinted = "line {k}"\n' for k in (1, 2, 3)
)
MISBEHAVING = """
import ctypes, os, sys
import proofread.methods.prove as methods

search = methods.find_proof

def loop():
    open("reached", "w").close()
    while True:
        pass

def allocate():
    held = []
    while True:
        held.append([held] * 8192)

def recurse():
    return recurse()

def leave():
    os._exit(0)

def segfault():
    ctypes.string_at(0)

def find_proof(sequent, **more):
    return globals()[{do!r}]() if "4711" in repr(sequent.goal) else search(sequent, **more)

methods.find_proof = find_proof
"""


def prepared(root: Path, do: str) -> Path:
    doc = root / "claims" / "doc"
    doc.mkdir(parents=True)
    (doc / "statements.toml").write_text(PLACES)
    (doc / "a.py").write_text(CLAIMS)
    (root / "planted").mkdir()
    (root / "planted" / "sitecustomize.py").write_text(MISBEHAVING.replace("{do!r}", repr(do)) if do else "")
    return root


def environment(root: Path) -> dict[str, Any]:
    path = os.pathsep.join((str(root / "planted"), SRC))
    return {"cwd": root, "env": {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}}


def check(root: Path, *more: str, **process: Any) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "proofread.cli", "check", "-j", "1", *more]
    pipes = {"capture_output": True, "text": True, "timeout": 240, "check": False}
    done: subprocess.CompletedProcess[str] = subprocess.run(command, **pipes, **environment(root), **process)
    return done


@pytest.mark.parametrize(
    ("do", "seconds", "said"),
    [
        ("loop", "10", "time limit"),
        ("allocate", "120", "memory limit"),
        ("recurse", "120", "crashed: nested too deeply"),
        ("leave", "120", "crashed: the process ended with code 0"),
        ("segfault", "120", "crashed"),
    ],
)
def test_a_search_that_misbehaves_costs_its_own_statement(tmp_path: Path, do: str, seconds: str, said: str) -> None:
    root = prepared(tmp_path, do)
    done = check(root, "--time-limit", seconds, "--memory-limit", "1500")
    assert done.returncode == 0 and "Traceback" not in done.stderr, done.stdout + done.stderr
    assert f"undecided: {said}" in done.stdout and "incomplete" in done.stdout
    statements = json.loads((root / "reports" / "verdicts.json").read_text())["statements"]
    assert {s["id"]: s["verdict"] for s in statements} == {
        "doc/p1": "proved", "doc/p2": "undecided", "doc/p3": "proved"
    }  # fmt: skip


def test_ctrl_c_in_the_middle_of_a_search_keeps_what_was_decided(tmp_path: Path) -> None:
    root = prepared(tmp_path, "loop")
    command = [sys.executable, "-m", "proofread.cli", "check", "-j", "1", "--time-limit", "200"]
    heard = lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)  # background jobs start deaf to it
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "preexec_fn": heard}
    with subprocess.Popen(command, **pipes, **environment(root)) as process:  # type: ignore[call-overload]
        for _ in range(600):
            if (root / "reached").exists():
                break
            time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in err, out + err
    assert "1 proved" in out and "interrupted: 2 statements were not decided" in out, out
    assert not (root / "reports" / "verdicts.json").exists()


def without_override() -> None:
    """From exec on, the superuser is bound by the rights of files (no CAP_DAC_OVERRIDE, no CAP_DAC_READ_SEARCH)."""
    drop = 24  # PR_CAPBSET_DROP
    for capability in (1, 2):
        if ctypes.CDLL(None, use_errno=True).prctl(drop, capability, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "the right cannot be given up")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rights are given up in Linux's way")
def test_a_read_only_reports_folder_gives_a_clear_error(tmp_path: Path) -> None:
    root = prepared(tmp_path, "")
    reports = root / "reports"
    reports.mkdir()
    reports.chmod(0o500)
    try:
        done = check(root, preexec_fn=without_override if os.geteuid() == 0 else None)
    except subprocess.SubprocessError:
        pytest.skip("nothing is read-only for the superuser, and its rights cannot be given up here")
    finally:
        reports.chmod(0o700)
    assert done.returncode not in (0, 1) and "cannot be written" in done.stdout + done.stderr, done
    assert "Traceback" not in done.stderr and list(reports.iterdir()) == []
