"""A folder that Coq can check, and what Coq says of it: every theorem accepted, on no axioms but those of its reals."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from proofread.second_kernel.theorem import Exported

LIBRARY = Path(__file__).parent / "coq"
MODULES = ("Sums", "Algebra", "Matrices", "Derivatives")  # each needs only those before it
# What Coq's own theory of the real numbers assumes, by the last part of the name.
AXIOMS_OF_REALS = frozenset({"sig_not_dec", "sig_forall_dec", "functional_extensionality_dep", "classic"})
TIME_LIMIT = 600.0
CLOSED = "Closed under the global context"


@dataclass(frozen=True)
class Outcome:
    """What Coq said of one file. `reason` is empty where every theorem was accepted."""

    name: str
    reason: str = ""

    @property
    def accepted(self) -> bool:
        return not self.reason


def file_name(title: str) -> str:
    """A module name for a statement id."""
    return "S_" + re.sub(r"[^A-Za-z0-9]+", "_", title).strip("_")


def write(folder: Path, files: Mapping[str, Exported]) -> None:
    """The library, one file a statement, and a _CoqProject that names them in order."""
    folder.mkdir(parents=True, exist_ok=True)
    for module in MODULES:
        shutil.copyfile(LIBRARY / f"{module}.v", folder / f"{module}.v")
    for name, exported in files.items():
        (folder / f"{name}.v").write_text(exported.text, encoding="utf-8")
    listed = [f"{name}.v" for name in (*MODULES, *files)]
    (folder / "_CoqProject").write_text("\n".join(["-Q . Proofread", *listed]) + "\n", encoding="utf-8")


def compiler() -> str | None:
    """Where coqc is, if anywhere."""
    return shutil.which("coqc")


def check_library(folder: Path, coqc: str) -> Outcome:
    """The library first; without it no statement can be checked."""
    for module in MODULES:
        done = _compiled(folder, module, coqc)
        if done[0]:
            return Outcome(module, done[1])
    return Outcome("library")


def check(folder: Path, files: Mapping[str, Exported], coqc: str) -> Iterable[Outcome]:
    """Each file by itself; the library must have been checked."""
    for name, exported in files.items():
        failed, output = _compiled(folder, name, coqc)
        yield Outcome(name, output if failed else assumed(output, len(exported.theorems)))


def _compiled(folder: Path, module: str, coqc: str) -> tuple[bool, str]:
    try:
        done = subprocess.run(
            [coqc, "-q", "-Q", ".", "Proofread", f"{module}.v"],
            cwd=folder, capture_output=True, text=True, check=False, timeout=TIME_LIMIT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True, f"not finished after {TIME_LIMIT:.0f} s"
    return done.returncode != 0, done.stderr.strip() or done.stdout if done.returncode else done.stdout


def assumed(output: str, theorems: int) -> str:
    """What is wrong with the axioms that Coq printed, one list a theorem; empty if nothing is."""
    lists = sum(line == CLOSED or line.startswith("Axioms:") for line in output.splitlines())
    if lists != theorems:
        return f"{theorems} theorems, but the axioms of {lists} were printed"
    named = re.findall(r"^([\w.']+)\s*:", output, re.MULTILINE)
    others = sorted({n for n in named if n != "Axioms" and n.rpartition(".")[2] not in AXIOMS_OF_REALS})
    return f"it assumes {', '.join(others)}" if others else ""
