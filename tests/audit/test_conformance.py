"""Code against formulas: right code, slips, and code that is as good as its conditioning allows."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType

import pytest

import proofread as p
from proofread.audit.conformance import check
from proofread.audit.verdicts import Refuted, Supported, Undecided, Verdict
from proofread.trusted.terms import Term

np = pytest.importorskip("numpy")
n, m = p.Size("n"), p.Size("m")


@pytest.fixture(autouse=True)
def code(monkeypatch: pytest.MonkeyPatch) -> None:
    """impls_of_test: functions with and without slips."""
    module = ModuleType("impls_of_test")
    module.solve = lambda A, b: np.linalg.solve(A.T @ A + np.eye(len(b)), b)  # type: ignore[attr-defined]
    module.product = lambda A, x: A @ x  # type: ignore[attr-defined]
    module.product32 = lambda A, x: (A.astype("f4") @ (x / 3).astype("f4")).astype("f8") * 3  # type: ignore[attr-defined]
    module.column = lambda A, x: (A @ x)[:, None]  # type: ignore[attr-defined]
    module.fails = lambda A, x: 1 / 0  # type: ignore[attr-defined]
    module.counted = lambda k, x: x[:k].sum() if isinstance(k, int) else None  # type: ignore[attr-defined]
    module.several = lambda x: (x, 2 * x)  # type: ignore[attr-defined]
    module.near = lambda x: (x + 1e8) - 1e8  # type: ignore[attr-defined]
    module.rounded = lambda A, x: (A @ x).astype(float)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "impls_of_test", module)


def verdict(name: str, within: int = 8) -> Verdict:
    reference = p.code(f"impls_of_test:{name}")

    @p.claim(conforms_to="doc/1")
    def product(A: p.Matrix[m, n], x: p.Vector[n]):
        return p.computes(reference(A, x), A @ x, within=within)

    @p.claim(conforms_to="doc/1")
    def solve(A: p.Matrix[n, n], b: p.Vector[n]):
        return p.computes(reference(A, b), p.inv(A.T @ A + p.eye(n)) @ b, within=within)

    @p.claim(conforms_to="doc/1")
    def counted(x: p.Vector[n]):
        return p.computes(reference(n, x), p.total(x), within=within)

    @p.claim(conforms_to="doc/1")
    def several(x: p.Scalar):
        return p.computes(reference(x)[1], 2 * x, within=within)

    @p.claim(conforms_to="doc/1")
    def near(x: p.Scalar):
        return p.computes(reference(x), x, within=within)

    claims = {"solve": solve, "counted": counted, "several": several, "near": near}
    return check(claims.get(name, product).statements[0], seed=0)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["product", "solve", "counted", "several"])
def test_code_that_computes_its_formula(name: str) -> None:
    found = verdict(name)
    assert isinstance(found, Supported), found
    assert found.samples.passed == 20 and "worst error" in found.detail


@pytest.mark.parametrize(
    ("name", "said"),
    [("product32", "code "), ("column", "shape "), ("fails", "raises ZeroDivisionError"), ("near", "code ")],
)
def test_slips_are_refuted_with_the_instance(name: str, said: str) -> None:
    found = verdict(name)
    assert isinstance(found, Refuted), found
    assert said in found.values[0] and found.witness["values"]


def test_code_that_is_not_there() -> None:
    found = verdict("absent")
    assert isinstance(found, Undecided) and "cannot be imported" in found.reasons[0]


# --- programs over rational numbers ---------------------------------------------------------------------------------


def over_rationals(name: str, formula: Callable[[Term, Term], Term] = lambda A, x: A @ x) -> Verdict:
    @p.claim(conforms_to="doc/1")
    def program(A: p.Matrix[m, n], x: p.Vector[n]):
        return p.runs(p.code(f"impls_of_test:{name}")(A, x), formula(A, x), repairs=("colons",))

    (statement,) = program.statements
    assert statement.role == "program" and statement.reading.endswith("Repaired to run it: colons.")
    return check(statement, seed=0)  # type: ignore[arg-type]


def test_a_program_that_gives_the_same_rational_numbers() -> None:
    found = over_rationals("product")
    assert isinstance(found, Supported) and found.detail == "the same values in 20 runs over rationals"


@pytest.mark.parametrize(
    ("name", "said"),
    [("fails", "raises ZeroDivisionError"), ("column", "shape "), ("rounded", "a floating-point number")],
)
def test_a_program_that_fails_or_rounds_is_refuted(name: str, said: str) -> None:
    found = over_rationals(name)
    assert isinstance(found, Refuted) and said in found.values[0]
    assert found.ledger == ("a program was run over rational numbers",)


def test_the_smallest_difference_of_a_program_counts() -> None:
    tiny = p.Q("1/1000000000000000000000000000000")
    assert isinstance(over_rationals("product", lambda A, x: A @ x + tiny), Refuted)


@pytest.mark.parametrize("repairs", ["colons", (1,)])
def test_repairs_are_texts(repairs: object) -> None:
    with pytest.raises(p.ClaimError, match="repairs="):

        @p.claim(conforms_to="doc/1")
        def program(x: p.Scalar):
            return p.runs(p.code("impls_of_test:near")(x), x, repairs=repairs)  # type: ignore[arg-type]
