"""The five derivations the project was asked for first: proved, rechecked without packages, and every slip in them seen.

A slip comes out Refuted at a small instance, or IllPosed; or it changes nothing, stands in TRUE_SLIPS with the reason,
and is itself proved.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proofread.audit.decide import decide
from proofread.audit.evidence import checksum, record
from proofread.audit.verdicts import IllPosed, Proved, Refuted, word
from proofread.language.loading import load
from proofread.trusted.kernel import Sequent, refute
from proofread.trusted.printing import text
from proofread.trusted.terms import var
from proofread.trusted.trees import free_spaces, size_names, subnodes
from tests.slips import KINDS, slips

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
TRUE_SLIPS = {
    # XX⁺ and I are symmetric.
    "OLS residual": {"E_eps[‖(X X⁺ − I_N)ᵀ eps‖²]/N = (N − d)·s2/N"},
    # The projector is symmetric.
    "weight norm": {"∇_u[L(gamma·u/‖u‖)] = (gamma/‖u‖)·(I_n − u uᵀ/‖u‖²)ᵀ ∇L(gamma·u/‖u‖)"},
    "OBD saliency": {
        # Without gradient and mixed terms the modelled loss is even around U: a step of +U_i costs as much as −U_i.
        "E(U − (−U[i]·∇_v[v[i] at v = 0])) − E(U) = D_U[∇E(U)][i, i]·U[i]²/2",
        # The gradient of v ↦ v_i is the same at 0·ones and at ones.
        "E(U − U[i]·∇_v[v[i] at v = ones(n, 1)]) − E(U) = D_U[∇E(U)][i, i]·U[i]²/2",
    },
    "ResNet gradient": set(),
    "KL and ELBO": set(),
}


@cache
def sequent(name: str) -> Sequent:
    """The statement as the claim file makes it."""
    file, wanted = NAMED[name]
    result = load([ROOT / "claims" / file])
    assert result.errors == ()
    (found,) = [s for item in result.items for s in item.statements if s.id == wanted]
    return Sequent(found.hypotheses, found.goal)  # type: ignore[union-attr]


@cache
def proof(name: str) -> Any:
    """The record that is saved of the statement."""
    verdict = decide(sequent(name), seed=0)
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
    assert word(decide(sequent(name), seed=1)) == "proved"


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
    whole = sequent("ResNet gradient")
    changed = [Sequent(whole.hypotheses, goal) for _, goal in slips(whole.goal)]
    forged = [{**record(s, IllPosed("")), **_proved(proof("ResNet gradient"))} for s in changed]
    file = tmp_path / "forged.jsonl"
    file.write_text("".join(json.dumps({**f, "checksum": checksum(f)}) + "\n" for f in forged))
    done = rechecked(file)
    assert done.returncode == 1
    assert f"{len(forged)} failed" in done.stdout and "checksum" not in done.stdout and "the hash" not in done.stdout


def _proved(kept: dict[str, Any]) -> dict[str, Any]:
    return {key: kept[key] for key in ("kind", "evidence", "satisfying")}


# --- slips ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMED)
def test_every_slip_is_refuted_ill_posed_or_proved_to_change_nothing(name: str) -> None:
    whole, open_, harmless, seen = sequent(name), [], set(), 0
    for slip, goal in slips(whole.goal):
        changed = Sequent(whole.hypotheses, goal)
        verdict = decide(changed, seed=0)
        seen += 1
        if isinstance(verdict, Proved):
            harmless.add(text(goal))
        elif isinstance(verdict, Refuted):
            assert refute(changed, verdict.witness).kind == "refuted"
            assert is_small(verdict.witness), f"{slip}: {verdict.witness}"
        elif not (isinstance(verdict, IllPosed) and verdict.cause == "shapes"):
            open_.append(f"{slip}: {text(goal)}: {verdict}")
    assert open_ == []
    assert harmless == TRUE_SLIPS[name]
    assert seen >= 15


def is_small(witness: dict[str, Any]) -> bool:
    return all(n <= SMALL for n in witness["sizes"].values()) and all(
        len(weights) <= SMALL for weights in witness["spaces"].values()
    )


def test_every_kind_of_slip_occurs_and_none_changes_nothing() -> None:
    made = {name: dict(slips(sequent(name).goal)) for name in NAMED}
    kinds = {slip.partition(" at ")[0] for slipped in made.values() for slip in slipped}
    assert kinds == set(KINDS)
    assert all(sequent(name).goal not in slipped.values() for name, slipped in made.items())


def test_a_slip_that_does_not_fit_names_both_sizes() -> None:
    goals = [goal for slip, goal in slips(sequent("OLS residual").goal) if slip.startswith("transpose")]
    messages = [v.message for g in goals if isinstance(v := decide(Sequent((), g), seed=0), IllPosed)]
    assert "matrix product of d×N and d×N: the inner sizes differ" in messages
    assert "matrix product of N×d and N×d: the inner sizes differ" in messages


def test_what_is_written_once_slips_once() -> None:
    """norm2(x − y) is Σ (x − y)(x − y): a sign changes in both."""
    x, y = var("x"), var("y")
    difference = x - y
    goals = {text(g) for _, g in slips(_equal(difference * difference, x))}
    assert text(_equal((-x - y) * (-x - y), x)) in goals
    assert text(_equal((-x - y) * difference, x)) not in goals


def _equal(a: Any, b: Any) -> Any:
    from proofread import equal

    return equal(a, b)
