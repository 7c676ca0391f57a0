"""One statement to one verdict, with the real kernel and methods."""

from __future__ import annotations

import pytest

import proofread as p
from proofread.audit import decide as module
from proofread.audit.decide import decide
from proofread.audit.evidence import record
from proofread.audit.jobs import payload, read_payload, sequent_of, statement_hash
from proofread.audit.verdicts import (
    Conflict,
    IllPosed,
    Proved,
    Refuted,
    SampleCount,
    Undecided,
    Verdict,
    from_json,
    to_json,
    word,
)
from proofread.language.statements import Statement
from proofread.methods.sampling import Samples

n, m = p.Size("n"), p.Size("m")


@p.claim("doc/true")
def true(x: p.Positive, A: p.Matrix[n, n], B: p.Matrix[n, n]):
    return p.equal(x * (A + B).T, x * A.T + x * B.T)


@p.claim("doc/false")
def false(A: p.Matrix[n, n], B: p.Matrix[n, n]):
    return p.equal(A @ B, B @ A)


@p.claim("doc/ill")
def ill(A: p.Matrix[n, m]):
    return p.equal(A @ A, A)


@p.claim("doc/half")
def half(x: p.Scalar):
    return p.equal(x / x, 1)


def only(claim: object) -> Statement:
    (statement,) = claim.statements  # type: ignore[attr-defined]
    return statement


def test_a_proof_comes_with_an_instance_of_its_assumptions_and_with_samples() -> None:
    verdict = decide(only(true), seed=0)
    assert isinstance(verdict, Proved)
    assert verdict.satisfying is not None and verdict.samples.passed == module.SAMPLES


def test_a_refutation_comes_with_a_small_instance() -> None:
    verdict = decide(only(false), seed=0)
    assert isinstance(verdict, Refuted)
    assert verdict.witness["sizes"] == {"n": 2} and len(verdict.values) == 2


def test_poison_is_ill_posed_and_names_both_sizes() -> None:
    verdict = decide(only(ill), seed=0)
    assert isinstance(verdict, IllPosed) and "n×m" in verdict.message


def test_what_is_not_defined_is_not_refuted_there() -> None:
    """x/x = 1 fails at 0 only by the convention 1/0 = 0, which nobody printed."""
    verdict = decide(only(half), seed=0)
    assert isinstance(verdict, Undecided) and "x ≠ 0" in verdict.reasons[0]
    stored = {"kind": "refuted", "witness": {"values": {"x": "0"}}}
    assert isinstance(decide(only(half), seed=0, stored=stored), Undecided)


@pytest.mark.parametrize("claim", [true, false])
def test_the_seed_never_turns_a_verdict_round(claim: object) -> None:
    assert len({word(decide(only(claim), seed=seed)) for seed in range(4)}) == 1


def test_saved_evidence_is_used_and_forged_evidence_is_not() -> None:
    first = decide(only(true), seed=0)
    kept = record(sequent_of(only(true)), first)
    assert decide(only(true), seed=0, stored=kept) == first
    forged = {**kept, "kind": "proved"}
    assert isinstance(decide(only(false), seed=0, stored=forged), Refuted)
    assert isinstance(decide(only(true), seed=0, stored={**kept, "satisfying": {"values": {}}}), Proved)


def test_a_sample_that_contradicts_a_proof_is_a_conflict() -> None:
    """As if the kernel had proved what is false."""
    statement = only(false)
    witness = decide(statement, seed=0)
    assert isinstance(witness, Refuted)
    samples = Samples(1, 0, 0, 0, 0, witness.witness, None, None)
    case = module.Case(sequent_of(statement), 0)
    verdict = module._beside_samples(case, {}, (), samples, None)
    assert isinstance(verdict, Conflict)


def test_statements_travel_as_json_with_their_hash() -> None:
    for claim in (true, false, ill, half):
        again = read_payload(payload(only(claim)))
        assert statement_hash(again) == statement_hash(only(claim))


@pytest.mark.parametrize(
    "verdict",
    [Proved({"proof": []}, ("fact",), {"sizes": {}}, SampleCount(3, 2, 1)), Refuted({}, (), ("1", "2")),
     Undecided(("a", "b"), True), IllPosed("n×m", "assumptions")],
)  # fmt: skip
def test_verdicts_travel_as_json(verdict: Verdict) -> None:
    assert from_json(to_json(verdict)) == verdict


def test_a_verdict_is_never_a_truth_value() -> None:
    with pytest.raises(TypeError, match="not a truth value"):
        bool(Undecided(()))
