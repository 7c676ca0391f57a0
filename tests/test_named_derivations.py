"""Five derivations in full: proved for all sizes, rechecked without packages, and single slips in them found.

A slip comes out Refuted at a small instance, or IllPosed; or it changes nothing, stands in TRUE_SLIPS with the reason,
and is itself proved.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proofread.audit.decide import decide
from proofread.audit.evidence import checksum, record
from proofread.audit.verdicts import IllPosed, Proved, Refuted, Verdict, word
from proofread.language.loading import load
from proofread.trusted.kernel import Sequent, refute
from proofread.trusted.printing import text
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import is_poison, relation, total, var
from proofread.trusted.trees import free_spaces, size_names, subnodes
from tests.mutants.goal_slips import KINDS, slips

ROOT = Path(__file__).resolve().parents[1]
SMALL = 3  # largest size, and most points of a space, in a witness

NAMED = {
    "OLS residual": ("hw2/expected_error.py", "hw2/2.2.eq2.26"),
    "weight norm": ("ift6135_a2/weight_norm.py", "ift6135-a2/4.3.result#truth"),
    "OBD saliency": ("hw2/obd.py", "hw2/1.2.eq1.5#truth"),
    "ResNet gradient": ("dl_exam_w25/residual.py", "dl-exam-w25/B9#reading:c_with_brackets"),
    "KL and ELBO": ("dl_exam_w25/vae.py", "dl-exam-w25/B18#d"),
}
SYMBOLIC = {  # the sizes and the base spaces that stay open
    "OLS residual": {"N", "d"},
    "weight norm": {"n"},
    "OBD saliency": {"n"},
    "ResNet gradient": {"n"},
    "KL and ELBO": {"Z"},
}
MATRICES = {"sign", "factor", "transpose", "size"}
KINDS_MET = {  # a statement about densities has no matrix and no size: other densities, another space
    "OLS residual": MATRICES | {"swap", "space", "square dropped", "term dropped", "inverse dropped"},
    "weight norm": MATRICES | {"swap", "square dropped", "term dropped", "inverse dropped"},
    "OBD saliency": MATRICES | {"square dropped", "term dropped", "inverse dropped"},
    "ResNet gradient": MATRICES | {"swap", "term dropped"},
    "KL and ELBO": {"sign", "factor", "exchange", "space", "term dropped", "inverse dropped"},
}
# Of each kind this many, spread over the statement, so that the file stays under a minute; of the others every one.
OF_A_KIND = {"OLS residual": 3, "KL and ELBO": 3}
TRUE_SLIPS = {
    "OLS residual": {  # XX⁺ and I are symmetric
        "E_eps[‖(X X⁺ − I_N)ᵀ eps‖²]/N = (N − d)·s2/N",
        "E_eps[‖((X X⁺)ᵀ − I_N) eps‖²]/N = (N − d)·s2/N",
        "E_eps[‖(X X⁺ + (−I_N)ᵀ) eps‖²]/N = (N − d)·s2/N",
    },
    "weight norm": {  # so are I and uuᵀ
        "∇_u[L(gamma·u/‖u‖)] = (gamma/‖u‖)·(I_n − u uᵀ/‖u‖²)ᵀ ∇L(gamma·u/‖u‖)",
        "∇_u[L(gamma·u/‖u‖)] = (gamma/‖u‖)·(I_nᵀ − u uᵀ/‖u‖²) ∇L(gamma·u/‖u‖)",
        "∇_u[L(gamma·u/‖u‖)] = (gamma/‖u‖)·(I_n + (−u uᵀ/‖u‖²)ᵀ) ∇L(gamma·u/‖u‖)",
    },
    "OBD saliency": {
        # Without gradient and mixed terms the modelled loss is even around U: a step of +U_i costs as much as −U_i.
        "E(U − (−U[i]·e_i)) − E(U) = D_U[∇E(U)][i, i]·U[i]²/2",
        # The gradient of v ↦ v_i is the same at 0·ones and at ones.
        "E(U − U[i]·∇_v[v[i] at v = ones(n, 1)]) − E(U) = D_U[∇E(U)][i, i]·U[i]²/2",
        # A transposed matrix has the same diagonal.
        "E(U − U[i]·e_i) − E(U) = (D_U[∇E(U)]ᵀ)[i, i]·U[i]²/2",
    },
    "ResNet gradient": {"∇_x[L(F(x) + x)] = (I_nᵀ + DF(x))ᵀ ∇L(F(x) + x)"},
    "KL and ELBO": {  # prior·likelihood = likelihood·prior
        f"log({left}) = ∫_Z[q·(log(q) − log(prior·likelihood/{below}))] + ∫_Z[q·log(likelihood)]"
        " − ∫_Z[q·(log(q) − log(prior))]"
        for left, below in (
            ("∫_Z[likelihood·prior]", "∫_Z[prior·likelihood]"), ("∫_Z[prior·likelihood]", "∫_Z[likelihood·prior]")
        )
    }
    | {
        "log(∫_Z[prior·likelihood]) = ∫_Z[q·(log(q) − log(likelihood·prior/∫_Z[likelihood·prior]))]"
        " + ∫_Z[q·log(likelihood)] − ∫_Z[q·(log(q) − log(prior))]"
    },
}  # fmt: skip


@cache
def sequent(name: str) -> Sequent:
    """The statement as the claim file makes it."""
    file, wanted = NAMED[name]
    result = load([ROOT / "claims" / file])
    assert result.errors == ()
    (found,) = [s for item in result.items for s in item.statements if s.id == wanted]
    return Sequent(found.hypotheses, found.goal)  # type: ignore[union-attr]


def decided(statement: Sequent, seed: int = 0) -> Verdict:
    """In a thread, whose stack begins anew: CPython keeps frames in chunks, and where a test's depth puts an inner loop
    at the end of one, every call allocates (several times slower)."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(decide, statement, seed=seed).result()


@cache
def proof(name: str) -> Any:
    """The record that is saved of the statement."""
    verdict = decided(sequent(name))
    assert isinstance(verdict, Proved), f"{name}: {verdict}"
    return record(sequent(name), verdict)


# --- proved ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED)
def test_it_is_proved_for_every_size_and_law(name: str) -> None:
    nodes = (*sequent(name).hypotheses, sequent(name).goal)
    spaces = {s for n in nodes for inside in subnodes(n) for s in free_spaces(inside)}
    unknown = {size for n in nodes for size, _ in size_names(n)} | {s for s, probability in spaces if not probability}
    assert unknown == SYMBOLIC[name]
    assert proof(name)["kind"] == "proved"


@pytest.mark.parametrize("name", NAMED)
def test_another_seed_proves_it_too(name: str) -> None:
    assert word(decided(sequent(name), seed=1)) == "proved"


CHILD = """
import runpy, sys
sys.path.insert(0, sys.argv.pop(1))
try:
    runpy.run_module("proofread.trusted.recheck", run_name="__main__", alter_sys=True)
except SystemExit as end:
    own = ("proofread", "__main__", "__mp_main__")
    print("foreign:", sorted(m for m in sys.modules if m.split(".")[0] not in {*sys.stdlib_module_names, *own}))
    raise
"""


def rechecked(file: Path) -> subprocess.CompletedProcess[str]:
    """`python -m proofread.trusted.recheck FILE` without any installed package: no site-packages, no environment."""
    command = [sys.executable, "-I", "-S", "-c", CHILD, str(ROOT / "src"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)


def test_the_evidence_is_accepted_where_only_the_standard_library_is(tmp_path: Path) -> None:
    file = tmp_path / "named.jsonl"
    file.write_text("".join(json.dumps(proof(name)) + "\n" for name in NAMED))
    done = rechecked(file)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"{len(NAMED)} rechecked by the kernel" in done.stdout and "0 failed" in done.stdout
    assert "foreign: []" in done.stdout


def test_the_evidence_of_one_is_refused_for_each_of_its_slips(tmp_path: Path) -> None:
    """With hash and checksum in order, so that it is the kernel that refuses."""
    name = "ResNet gradient"
    kept = {key: proof(name)[key] for key in ("kind", "evidence", "satisfying")}
    false = [s for _, s in slips(sequent(name)) if text(s.goal) not in TRUE_SLIPS[name]]
    forged = [{**record(s, IllPosed("")), **kept} for s in false]
    file = tmp_path / "forged.jsonl"
    file.write_text("".join(json.dumps({**f, "checksum": checksum(f)}) + "\n" for f in forged))
    done = rechecked(file)
    assert done.returncode == 1
    assert "0 rechecked by the kernel" in done.stdout and f" {len(forged)} failed" in done.stdout
    assert len(forged) > 20 and "checksum" not in done.stdout and "the hash" not in done.stdout


# --- slips ----------------------------------------------------------------------------------------------------------


def kind_of(slip: str) -> str:
    return slip.partition(" at ")[0].partition(" of ")[0]


@cache
def chosen(name: str) -> list[tuple[str, Sequent]]:
    """All slips, or some of each kind; those that change nothing among them."""
    made = list(slips(sequent(name)))
    some = set(range(len(made)))
    if name in OF_A_KIND:
        by_kind: dict[str, list[int]] = {}
        for k, (slip, _) in enumerate(made):
            by_kind.setdefault(kind_of(slip), []).append(k)
        some = {k for of_kind in by_kind.values() for k in spread(of_kind, OF_A_KIND[name])}
    return [m for k, m in enumerate(made) if k in some or text(m[1].goal) in TRUE_SLIPS[name]]


def spread(found: list[int], count: int) -> list[int]:
    """So many of them, the first and the last among them."""
    if len(found) <= count:
        return found
    return [found[k * (len(found) - 1) // (count - 1)] for k in range(count)]


@pytest.mark.parametrize("name", NAMED)
def test_every_slip_is_refuted_ill_posed_or_proved_to_change_nothing(name: str) -> None:
    open_, harmless = [], set()
    for slip, changed in chosen(name):
        verdict = decided(changed)
        if isinstance(verdict, Proved):
            assert verdict.samples.passed > 0
            harmless.add(text(changed.goal))
        elif isinstance(verdict, Refuted):
            assert refute(changed, verdict.witness).kind == "refuted"
            assert is_small(verdict.witness), f"{slip}: {verdict.witness}"
        elif not (isinstance(verdict, IllPosed) and verdict.cause == "shapes"):
            open_.append(f"{slip}: {text(changed.goal)}: {verdict}")
    assert open_ == []
    assert harmless == TRUE_SLIPS[name]


def is_small(witness: dict[str, Any]) -> bool:
    return all(n <= SMALL for n in witness["sizes"].values()) and all(
        len(weights) <= SMALL for weights in witness["spaces"].values()
    )


@pytest.mark.parametrize("name", NAMED)
def test_slips_of_every_kind_are_tried(name: str) -> None:
    found = Counter(kind_of(slip) for slip, _ in chosen(name))
    assert set(found) == KINDS_MET[name]
    assert found["sign"] >= 2 and found["factor"] >= 2 and found.total() >= 12
    assert sequent(name) not in [s for _, s in slips(sequent(name))]


def test_every_kind_is_met_somewhere() -> None:
    assert set().union(*KINDS_MET.values()) == set(KINDS)


def test_a_slip_that_does_not_fit_names_both_sizes() -> None:
    made = [s for slip, s in slips(sequent("OLS residual")) if slip.startswith("transpose") and is_poison(s.goal)]
    messages = [v.message for s in made if isinstance(v := decided(s), IllPosed)]
    assert "matrix product of d×N and d×N: the inner sizes differ" in messages
    assert "matrix product of N×d and N×d: the inner sizes differ" in messages


def test_what_is_written_once_slips_once() -> None:
    """norm2(x − y) is Σ (x − y)(x − y): a sign changes in both."""
    x, y = var("x"), var("y")
    difference = x - y
    goals = {s.goal for _, s in slips(Sequent((), relation("equal", difference * difference, x)))}
    assert relation("equal", (-x - y) * (-x - y), x) in goals
    assert relation("equal", (-x - y) * difference, x) not in goals


def test_another_size_is_declared_in_the_hypotheses_too() -> None:
    x, y = var("x", (Size((("n", 1, 1),), 0), ONE)), var("y", (Size((("m", 1, 1),), 0), ONE))
    longer = var("x", y.shape)
    whole = Sequent((relation("gt", x, 0), relation("gt", y, 0)), relation("gt", total(x), 0))
    assert Sequent((relation("gt", longer, 0), relation("gt", y, 0)), relation("gt", total(longer), 0)) in [
        s for slip, s in slips(whole) if slip == "size of x"
    ]
