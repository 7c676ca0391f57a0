"""What a claim file sees, and what importing it costs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import proofread

HEAVY = ("sympy", "torch", "numpy", "flint", "hypothesis", "z3", "click", "rich")


def run(code: str) -> str:
    """What a fresh interpreter prints, with the package of this checkout."""
    path = os.pathsep.join([str(Path(proofread.__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout.strip()


def test_every_exported_word_is_there() -> None:
    assert len(set(proofread.__all__)) == len(proofread.__all__)
    for name in proofread.__all__:
        assert hasattr(proofread, name), name


def test_a_star_import_brings_the_words_and_nothing_else() -> None:
    seen: dict[str, object] = {}
    exec("from proofread import *", seen)
    assert set(seen) - {"__builtins__"} == set(proofread.__all__)


def test_importing_the_words_loads_no_heavy_package() -> None:
    code = f"import sys, proofread; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert run(code) == "[]"


def test_the_language_imports_the_trusted_terms_and_nothing_else_of_ours() -> None:
    code = "import sys, proofread; print(sorted(m for m in sys.modules if m.startswith('proofread.')))"
    loaded = {m for m in eval(run(code)) if not m.startswith("proofread.language")}
    names = (
        "trusted",
        "trusted.nodes",
        "trusted.shapes",
        "trusted.shifts",
        "trusted.sizes",
        "trusted.terms",
        "trusted.terms_matrices",
        "trusted.trees",
        "trusted.views",
        "trusted.printing",
        "trusted.scalar_terms",
        "trusted.scalar_printing",
        "trusted.views",
    )
    assert loaded <= {f"proofread.{name}" for name in names}
