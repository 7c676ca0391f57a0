"""Coq itself over the exported files: the five are accepted, and slips in statement or evidence are refused.

Skipped, with the reason, where there is no coqc.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from proofread.second_kernel import facts, running
from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.theorem import Exported, export
from proofread.trusted.facts import FACTS, apply_fact
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.printing import text
from proofread.trusted.terms import Term, const, integral, is_poison, number, pinv, relation, var
from proofread.trusted.trees import to_json
from tests.mutants.goal_slips import slips
from tests.second_kernel.saved import NAMED, about, saved, sequent
from tests.second_kernel.test_expressions import SLOPES, TERMS, D, N, taken
from tests.test_named_derivations import TRUE_SLIPS, spread

COQC = running.compiler()
pytestmark = pytest.mark.skipif(COQC is None, reason="no coqc on the path: the second kernel was not run")
LEFT_OVER = 'Unable to unify "true" with "false"'  # the normaliser's answer
SLIPS = 3  # of each statement


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the library, accepted by Coq."""
    made = tmp_path_factory.mktemp("coq")
    running.write(made, {})
    outcome = running.check_library(made, str(COQC))
    assert outcome.accepted, f"{outcome.name}: {outcome.reason}"
    return made


def judged(folder: Path, exported: Exported, name: str) -> running.Outcome:
    (folder / f"{name}.v").write_text(exported.text, encoding="utf-8")
    (outcome,) = running.check(folder, {name: exported}, str(COQC))
    return outcome


@pytest.mark.parametrize("name", NAMED)
def test_the_named_derivations_are_accepted(folder: Path, name: str) -> None:
    outcome = judged(folder, export(saved(name), NAMED[name]), running.file_name(NAMED[name]))
    assert outcome.accepted, outcome.reason


def test_what_a_term_reads_like_is_what_coq_is_given_to_multiply_out(folder: Path) -> None:
    """Each row of both tables: the definitions, unfolded, are the data. Stated as t = t, which is read twice."""
    assert read_twice(folder, list(TERMS.values()), "Rows") == ""


def test_derivatives_are_limits_of_difference_quotients(folder: Path) -> None:
    """Each rule of `slopes`: Coq proves that the derivative exists and that what is written out is its value."""
    assert read_twice(folder, [taken(*pair) for pair in SLOPES.values()], "Slopes") == ""


def read_twice(folder: Path, terms: list[Term], name: str) -> str:
    """t = t for each, whatever they need to be defined being assumed; what Coq objects to."""
    same = [relation("equal", term, term) for term in terms]
    hyps = tuple(same)
    while missing := [p for p in obligations(hyps) if p not in hyps]:
        hyps = (*missing, *hyps)
    proof: Any = ["hyp", hyps.index(same[0])]
    for p in reversed(same):
        proof = ["have", to_json(p), ["algebra", {"eq": [], "use": []}], proof]
    evidence = {"obligations": [["hyp", hyps.index(p)] for p in obligations((*hyps, same[0]))], "proof": proof}
    return judged(folder, export(offered(Sequent(hyps, same[0]), evidence), name), name).reason


def offered(statement: Sequent, evidence: Any) -> Any:
    return about(statement, {**saved("OLS residual"), "evidence": evidence})


SQUARE, TALL, OTHER = var("C", (N, N)), var("A", (N, D)), var("B", (N, D))
SAMPLES = {"any": [TALL, OTHER], "scalar": [var("x"), var("y"), var("z")]}
AT = {
    **dict.fromkeys(("pd_invertible", "pd_symmetric", "inverse_left", "inverse_right"), SQUARE),
    "total_probability": integral(("Z", True), const(1)),
    "size_least": number(N),
}


def cited(name: str) -> list[Term]:
    """Terms of the kinds a fact takes: matrices wherever it is about every entry."""
    if name in AT:
        return [AT[name]]
    sorts = FACTS[name].sorts
    return [SAMPLES.get(sort, [TALL])[sorts[:k].count(sort)] for k, sort in enumerate(sorts)]


def test_every_fact_is_proved_in_the_library(folder: Path) -> None:
    """Each at sample terms, one after the other, with its conditions among the hypotheses."""
    names = sorted(facts.OF_NUMBERS | set(facts.OF_MATRICES))
    conditions = [c for name in names for c in apply_fact(name, cited(name))[0]]
    conditions.append(relation("equal", pinv(TALL), pinv(TALL)))  # a statement that has it
    hyps = tuple(dict.fromkeys((*conditions, *obligations(conditions))))
    proof: Any = ["hyp", 0]
    for name in reversed(names):
        proof = ["fact", name, [to_json(a) for a in cited(name)], proof]
    evidence = {"obligations": [["hyp", hyps.index(p)] for p in obligations((*hyps, hyps[0]))], "proof": proof}
    outcome = judged(folder, export(offered(Sequent(hyps, hyps[0]), evidence), "facts"), "Facts")
    assert outcome.accepted, outcome.reason


# --- slips in the statement -------------------------------------------------------------------------------------------


def changed_statements(name: str) -> Iterator[Exported]:
    """With the evidence of the true one, as far as they have a Coq form with it."""
    record = saved(name)
    for _, other in slips(sequent(record)):
        if is_poison(other.goal) is None and text(other.goal) not in TRUE_SLIPS[name]:
            try:
                yield export(about(other, record), "changed")
            except NotExportedError:
                continue


@pytest.mark.parametrize("name", NAMED)
def test_slips_in_the_statement_are_refused(folder: Path, name: str) -> None:
    made = list(changed_statements(name))
    assert len(made) >= SLIPS
    refused = [judged(folder, made[k], f"Slip{k}") for k in spread(list(range(len(made))), SLIPS)]
    assert [r.name for r in refused if r.accepted or "Error" not in r.reason] == []
    assert any(LEFT_OVER in r.reason for r in refused)  # not only for what does not fit before anything is multiplied


# --- damage to the evidence -------------------------------------------------------------------------------------------


def algebra(evidence: Any) -> list[Any]:
    """Every place of evidence where something is multiplied out with cofactors."""
    if isinstance(evidence, dict):
        own = [evidence] if evidence.get("eq") else []
        return own + [a for v in evidence.values() for a in algebra(v)]
    return [a for v in evidence for a in algebra(v)] if isinstance(evidence, list) else []


def damaged(name: str) -> Iterator[tuple[str, Any]]:
    """The last multiplication of the proof with a sign, a factor, or a cofactor less."""
    for kind in ("sign", "factor", "left out"):
        record = copy.deepcopy(saved(name))
        found = algebra(record["evidence"])
        if not found:
            return
        eq = found[-1]["eq"]
        if kind == "left out":
            eq.pop()
        else:
            eq[-1][0] = str(Fraction(eq[-1][0]) * (-1 if kind == "sign" else Fraction(1, 2)))
        yield kind, record


@pytest.mark.parametrize("name", [n for n in NAMED if n != "ResNet gradient"])  # its evidence is empty
def test_damaged_evidence_is_refused(folder: Path, name: str) -> None:
    made = list(damaged(name))
    assert len(made) == 3
    for kind, record in made:
        outcome = judged(folder, export(record, kind), f"Damaged_{kind.replace(' ', '_')}")
        assert not outcome.accepted and LEFT_OVER in outcome.reason


def test_a_hypothesis_that_is_needed_is_missed(folder: Path) -> None:
    """Without the law of the noise the file does not even name what the proof cites."""
    exported = export(saved("OLS residual"), "")
    lines = [line for line in exported.text.splitlines() if not line.startswith("Hypothesis H2 :")]
    outcome = judged(folder, Exported("\n".join(lines), exported.theorems), "Missing")
    assert "H2" in outcome.reason


# --- nothing else is assumed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cheat", ["Axiom cheat : forall n : nat, n = n + 0.", "Theorem cheat : forall n : nat, n = n + 0.\nAdmitted."]
)
def test_an_axiom_is_noticed(folder: Path, cheat: str) -> None:
    body = f"{cheat}\nTheorem t : forall n : nat, n = n + 0.\nProof. exact cheat. Qed.\nPrint Assumptions t.\n"
    assert judged(folder, Exported(body, ("t",)), "Cheat").reason == "it assumes cheat"


def test_the_normaliser_says_false_of_what_is_false(folder: Path) -> None:
    """And true of the same with the right index, so that it is not false of everything."""
    header = "Require Import List ZArith.\nFrom Proofread Require Import Algebra.\nImport ListNotations.\n"
    x, y, z = "(2, 1)%nat", "(2, 9)%nat", "(3, 2)%nat"  # the first two have one range
    a = f"(Atom 0%nat [{x}; {z}])"
    one = "(Rat 1%Z 1%positive)"
    points = "(Atom 0%nat [(0, 1); (0, 2)]%nat)"
    cases = {
        f"Add (Sum {x} {a}) (Opp (Sum (2, 5)%nat (Atom 0%nat [(2, 5); (3, 2)]%nat)))": "true",  # names of summed labels
        f"Add {a} (Opp (Atom 0%nat [{z}; {x}]))": "false",  # a transpose
        f"Add (Sum {x} {one}) (Opp (Size {y}))": "true",
        f"Add (Sum {x} {one}) (Opp (Size {z}))": "false",  # another size
        f"Add (Sum {x} {one}) (Opp {one})": "false",  # a sum that forgets its length
        f"Add (Sum {x} (Mul (Delta {x} {y}) (Atom 0%nat [{x}]))) (Opp (Atom 0%nat [{y}]))": "true",
        f"Add (Sum (0, 1)%nat (Sum (0, 2)%nat {points})) (Opp (Sum (0, 2)%nat (Sum (0, 1)%nat {points})))": "false",
    }  # the last: integrals are not exchanged
    free = "[(3, 2)%nat; (2, 9)%nat]"
    lines = [f"Goal zero {free} ({e}) = {answer}. Proof. reflexivity. Qed." for e, answer in cases.items()]
    outcome = judged(folder, Exported(header + "\n".join(lines), ()), "Normaliser")
    assert outcome.accepted, outcome.reason
