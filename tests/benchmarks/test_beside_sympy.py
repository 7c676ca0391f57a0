"""The engine and SymPy on the same tasks, in the same run; no time is asserted, and both have to be right.

SymPy settles (AᵀA + λI)⁻¹Aᵀ = Aᵀ(AAᵀ + λI)⁻¹ for matrices of entries at one size; the engine for all sizes at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
import sympy

from proofread.methods.prove import find_proof
from proofread.trusted import exact
from proofread.trusted.kernel import prove
from tests.benchmarks.statements import ROOT, forget, push_through

NUMBERS = [["1", "2", "-1"], ["1/2", "0", "3"], ["-2", "1/3", "1"], ["4", "-1", "2/5"]]
LAM = "3/7"


# --- import ---------------------------------------------------------------------------------------------------------


@pytest.mark.benchmark(group="start of Python with an import")
@pytest.mark.parametrize("module", ["sys", "proofread", "proofread.trusted.kernel", "sympy"])
def test_import(benchmark: Any, module: str) -> None:
    """`import sys` is the start of Python itself."""
    command = [sys.executable, "-c", f"import sys, {module}; print('sympy' in sys.modules)"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}

    def run() -> str:
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()

    assert benchmark.pedantic(run, rounds=5, warmup_rounds=1) == str(module == "sympy")


# --- one instance in rational numbers -------------------------------------------------------------------------------


@pytest.mark.benchmark(group="identity at one 4×3 instance, rational")
def test_instance_by_the_exact_evaluator(benchmark: Any) -> None:
    sequent = push_through()
    given = {"sizes": {"n": 4, "m": 3}, "values": {"A": NUMBERS, "lam": LAM}}

    def run() -> list[bool | None]:
        instance = exact.read_instance(given, (*sequent.hypotheses, sequent.goal))
        return [exact.holds(p, instance) for p in (*sequent.hypotheses, sequent.goal)]

    assert benchmark.pedantic(run, setup=forget, rounds=10) == [True, True, True]


@pytest.mark.benchmark(group="identity at one 4×3 instance, rational")
def test_instance_by_sympy(benchmark: Any) -> None:
    def run() -> Any:
        a = sympy.Matrix([[sympy.Rational(x) for x in row] for row in NUMBERS])
        return difference(a, sympy.Rational(LAM))

    assert benchmark.pedantic(run, rounds=10) == sympy.zeros(3, 4)


def difference(a: Any, lam: Any) -> Any:
    """Left minus right."""
    n, m = a.shape
    return (a.T * a + lam * sympy.eye(m)).inv() * a.T - a.T * (a * a.T + lam * sympy.eye(n)).inv()


# --- all instances --------------------------------------------------------------------------------------------------


@pytest.mark.benchmark(group="identity for all entries")
def test_all_sizes_by_the_engine(benchmark: Any) -> None:
    """Search and check."""
    sequent = push_through()
    theorem = benchmark.pedantic(lambda: prove(sequent, find_proof(sequent)), setup=forget, rounds=5)
    assert theorem.kind == "proved" and theorem.sequent == sequent


@pytest.mark.benchmark(group="identity for all entries")
@pytest.mark.parametrize("shape", [(2, 1), (2, 2)], ids=["2×1", "2×2"])
def test_one_size_by_sympy(benchmark: Any, shape: tuple[int, int]) -> None:
    a, lam = sympy.Matrix(*shape, lambda i, j: sympy.Symbol(f"a{i}{j}")), sympy.Symbol("lam")
    left = benchmark.pedantic(lambda: difference(a, lam).applyfunc(sympy.cancel), rounds=3)
    assert left == sympy.zeros(*shape[::-1])
