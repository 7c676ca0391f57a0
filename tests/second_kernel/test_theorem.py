"""The text of the files, without Coq: everything the statement has is there, and nothing is merely assumed."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from proofread.second_kernel import facts
from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.running import LIBRARY, MODULES
from proofread.second_kernel.theorem import export
from proofread.trusted.facts import FACTS
from tests.second_kernel.saved import NAMED, saved

UNPROVED = re.compile(
    r"\b(Admitted|admit|Axiom|Axioms|Parameter|Parameters|Conjecture|Abort|give_up|Unset|bypass_check)\b"
)


def without_comments(text: str) -> str:
    return re.sub(r"\(\*.*?\*\)", "", text, flags=re.DOTALL)


def section(text: str, kind: str) -> list[str]:
    return re.findall(rf"^{kind} (.*)\.$", text, re.MULTILINE)


def section_text(text: str) -> str:
    """What is declared, before the first theorem."""
    return text.partition("\nTheorem ")[0]


@pytest.mark.parametrize("name", NAMED)
def test_every_proof_is_finished(name: str) -> None:
    made = export(saved(name), NAMED[name])
    body = without_comments(made.text)
    assert UNPROVED.findall(body) == []
    proved = re.findall(r"^Theorem (\w+) :", body, re.MULTILINE)
    assert tuple(proved) == made.theorems
    assert body.count("Proof.") == body.count("Qed.") == len(proved)
    assert re.findall(r"^Print Assumptions (\w+)\.$", body, re.MULTILINE) == proved


@pytest.mark.parametrize("name", NAMED)
def test_the_hypotheses_are_those_of_the_statement(name: str) -> None:
    """Each of its hypotheses once; the others say what sizes, spaces, functions, inverses and derivatives are."""
    record = saved(name)
    given = [h.partition(" : ")[0] for h in section(export(record, name).text, "Hypothesis")]
    own = [h for h in given if re.fullmatch(r"H\d+", h)]
    assert own == [f"H{k}" for k in range(len(record["hypotheses"]))]
    kinds = re.compile(r"\w+_least|\w+_range|smooth_\d+|\w+_pinv_is|D_slope|I_linear|I_one")
    assert [h for h in given if h not in own and not kinds.fullmatch(h)] == []


@pytest.mark.parametrize("name", NAMED)
def test_every_obligation_is_a_theorem(name: str) -> None:
    record = saved(name)
    made = [t for t in export(record, name).theorems if t.startswith("defined_")]
    assert len(made) == len(record["evidence"]["obligations"])


@pytest.mark.parametrize("name", NAMED)
def test_the_same_record_gives_the_same_file(name: str) -> None:
    assert export(saved(name), NAMED[name]) == export(copy.deepcopy(saved(name)), NAMED[name])


def test_the_claim_is_written_as_it_stands() -> None:
    text = export(saved("OLS residual"), "hw2/2.2.eq2.26").text
    residual = "(mm N (minus (mm d X X_pinv) eye) (eps omega))"
    assert (f"Theorem holds : (((I (fun omega => (total N 1%nat (times {residual} {residual})))) * (/ (INR N))) = "
            "(((INR N - INR d) * s2) * (/ (INR N)))).") in text  # fmt: skip
    assert "Hypothesis X_pinv_is : is_pinv N d X X_pinv." in text
    assert "Hypothesis I_one : I (fun _ => 1) = 1." in text  # a probability space
    assert "I_one" not in export(saved("KL and ELBO"), "").text  # a measure of any mass


def test_a_derivative_is_what_coq_calls_one() -> None:
    text = export(saved("ResNet gradient"), "").text
    assert "gradient n 1%nat L dL." in section_text(text) and "jacobian n n F dF." in section_text(text)
    assert "partial (fun x1_ => (L (plus (F x1_) x1_))) x i_ j_ (D i_ j_)" in text


@pytest.mark.parametrize("name", NAMED)
def test_what_is_cited_is_proved_in_the_library(name: str) -> None:
    library = "".join((LIBRARY / f"{m}.v").read_text(encoding="utf-8") for m in MODULES)
    cited = {row[1] for row in _rows(saved(name)["evidence"]) if row[0] == "fact"} - {"total_probability"}
    assert cited <= set(re.findall(r"^Theorem (\w+) :", library, re.MULTILINE))


def _rows(evidence: Any) -> list[Any]:
    if isinstance(evidence, dict):
        return [r for v in evidence.values() for r in _rows(v)]
    if not isinstance(evidence, list):
        return []
    own = [evidence] if evidence and isinstance(evidence[0], str) else []
    return own + [r for v in evidence for r in _rows(v)]


def test_the_library_assumes_nothing() -> None:
    for module in MODULES:
        body = without_comments((LIBRARY / f"{module}.v").read_text(encoding="utf-8"))
        assert UNPROVED.findall(body) == []
        in_sections = body.count("\nHypothesis ")
        assert in_sections == (
            1 if module == "Algebra" else 0
        )  # the integral is linear, discharged at the section's end


def test_the_facts_are_facts_of_the_kernel() -> None:
    assert facts.OF_NUMBERS | set(facts.OF_MATRICES) <= set(FACTS)


def test_a_fact_holds_in_coq_under_the_conditions_it_has_in_the_kernel() -> None:
    """The theorem of a fact about numbers has as many premises as the fact has conditions."""
    library = (LIBRARY / "Matrices.v").read_text(encoding="utf-8")
    from proofread.trusted.facts import apply_fact
    from proofread.trusted.terms import var

    for name in facts.OF_NUMBERS:
        conditions, _ = apply_fact(name, [var(f"x{k}") for k in range(len(FACTS[name].sorts))])
        (says,) = re.findall(rf"^Theorem {name} : forall [^,]*, (.*)\.$", library, re.MULTILINE)
        assert says.count("->") == len(conditions), name


def test_a_title_stays_in_its_comment() -> None:
    text = export(saved("ResNet gradient"), '*) Axiom cheat : False. (* "').text
    assert "cheat" in text and "cheat" not in without_comments(text) and text.count('"') == 0


# --- what is declined -------------------------------------------------------------------------------------------------


def test_only_what_is_proved_is_exported() -> None:
    with pytest.raises(NotExportedError, match="it is refuted"):
        export({**saved("OLS residual"), "kind": "refuted"}, "")


@pytest.mark.parametrize("damage", ["obligations", "fact", "rule", "head", "glue"])
def test_malformed_evidence_is_declined_with_a_reason(damage: str) -> None:
    record = copy.deepcopy(saved("OLS residual"))
    evidence = record["evidence"]
    if damage == "obligations":
        evidence["obligations"] = []
    elif damage == "fact":
        evidence["proof"][1] = "no_such_fact"
    elif damage == "rule":
        evidence["proof"][0] = "trust_me"
    else:
        (last,) = [r for r in _rows(evidence["proof"]) if r[0] == "algebra" and len(r[1]["eq"]) > 3]
        last[1]["eq"][0][1 if damage == "head" else 3] = [[99, []]] if damage == "head" else {}
    with pytest.raises(NotExportedError) as why:
        export(record, "")
    assert str(why.value)
