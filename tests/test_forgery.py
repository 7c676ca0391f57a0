"""Ways to have a Theorem without evidence. Inside one process Python can stop the careless and not the determined:
what it cannot stop is shown here too, and that a fresh process (recheck) does not believe it."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from proofread.audit import evidence as saved
from proofread.audit.verdicts import Proved, Refuted
from proofread.trusted import kernel, recheck
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, prove, refute
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import total, var
from tests.trusted.attacks import CLEAR, FALSUM, J, N, algebra, eq, gt, s, x, y

ROOT = Path(__file__).parents[1]
HYP = eq(x, y)
TRUE = Sequent((HYP,), eq(total(x), total(y)))
FALSE = Sequent((), FALSUM)
EVIDENCE: dict[str, Any] = {"obligations": [], "proof": algebra([0], [["1", [], 0, {"_0:N": "?a:N"}]])}
SATISFYING = {"sizes": {"N": 1}, "values": {"x": ["2"], "y": ["2"]}}
WITNESS = {"values": {"s": "1"}}
REFUTED = Sequent((), eq(s, 0))


@pytest.fixture
def theorem() -> Theorem:
    return prove(TRUE, EVIDENCE)


# --- in this process ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mint", [None, 0, object(), "mint", kernel, True])
def test_the_constructor_wants_the_mint(mint: object) -> None:
    with pytest.raises(TypeError, match="only the kernel makes theorems"):
        Theorem(FALSE, "proved", (), mint)
    with pytest.raises(TypeError):
        Theorem(FALSE, "proved", ())  # type: ignore[call-arg]


def test_a_theorem_is_not_made_into_another(theorem: Theorem) -> None:
    with pytest.raises(TypeError, match="only the kernel"):
        theorem.__init__(FALSE, "proved", (), None)  # type: ignore[misc]
    for name, value in (("sequent", FALSE), ("kind", "refuted"), ("ledger", ()), ("more", 1)):
        with pytest.raises(TypeError, match="cannot be changed"):
            setattr(theorem, name, value)
    for name in ("sequent", "kind", "ledger"):
        with pytest.raises(TypeError, match="cannot be changed"):
            delattr(theorem, name)
    assert theorem.sequent == TRUE and not hasattr(theorem, "__dict__")


def test_theorems_are_not_copied_pickled_or_replaced(theorem: Theorem) -> None:
    for make in (copy.copy, copy.deepcopy, pickle.dumps, lambda t: pickle.dumps(t, protocol=0), dataclasses.replace):
        with pytest.raises(TypeError):
            make(theorem)  # type: ignore[operator]


def test_a_pickle_written_by_hand_makes_no_theorem() -> None:
    """A pickle may call the class, with everything but the mint."""
    made = pickle.loads(pickle.dumps(Theorem))
    with pytest.raises(TypeError, match="only the kernel"):
        made(FALSE, "proved", (), object())


def test_there_are_no_subclasses() -> None:
    with pytest.raises(TypeError, match="no subclasses"):
        type("Forged", (Theorem,), {})

    class LooksAlike:
        sequent, kind, ledger = FALSE, "proved", ()

    assert not isinstance(LooksAlike(), Theorem)


def test_the_class_has_no_instance_without_the_mint_that_says_anything() -> None:
    shell = object.__new__(Theorem)
    for name in ("sequent", "kind", "ledger"):
        with pytest.raises(AttributeError):
            getattr(shell, name)
        with pytest.raises(TypeError, match="cannot be changed"):
            setattr(shell, name, FALSE)


def test_the_sequent_of_a_theorem_is_frozen(theorem: Theorem) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        theorem.sequent.goal = FALSUM  # type: ignore[misc]
    with pytest.raises(TypeError):
        theorem.sequent.hypotheses[0] = FALSUM  # type: ignore[index]
    with pytest.raises(AttributeError, match="immutable"):
        theorem.sequent.goal.args = FALSUM.args
    assert isinstance(theorem.ledger, tuple)


def test_a_theorem_is_not_read_as_true(theorem: Theorem) -> None:
    with pytest.raises(TypeError, match="truth value"):
        bool(theorem)
    assert repr(theorem).startswith("<proved: ")


def test_evidence_changed_afterwards_changes_nothing(theorem: Theorem) -> None:
    evidence = copy.deepcopy(EVIDENCE)
    made = prove(TRUE, evidence)
    evidence["proof"].clear()
    assert made.sequent == theorem.sequent and made.kind == "proved"


def test_what_python_cannot_stop_a_fresh_process_does(tmp_path: Path) -> None:
    """object.__setattr__ and the mint are within reach of whoever shares the process."""
    forged = object.__new__(Theorem)
    object.__setattr__(forged, "sequent", FALSE)
    object.__setattr__(forged, "kind", "proved")
    assert forged.sequent == FALSE  # nothing in this process says that it is none
    minted = Theorem(FALSE, "proved", (), vars(kernel)["_MINT"])
    assert minted.kind == "proved"
    record = saved.record(minted.sequent, Proved({"obligations": [], "proof": CLEAR}, (), None))
    done = in_a_fresh_process(tmp_path, [record])
    assert done.returncode == 1 and "1 failed" in done.stdout


# --- evidence of something else -------------------------------------------------------------------------------------


def test_evidence_is_for_one_statement() -> None:
    d = size_symbol("d")
    other_size = [var(name, (d, ONE)) for name in "xy"]
    others = [
        Sequent((), TRUE.goal),
        Sequent((HYP,), eq(total(x), 2 * total(y))),
        Sequent((HYP,), eq(total(x), y[0])),
        Sequent((eq(*other_size),), eq(total(other_size[0]), total(other_size[1]))),
        Sequent((HYP,), eq(total(other_size[0]), total(other_size[1]))),
        Sequent((eq(x, 2 * y),), TRUE.goal),
        FALSE,
    ]
    for sequent in others:
        with pytest.raises(Rejected):
            prove(sequent, EVIDENCE)


def test_a_witness_is_for_one_statement() -> None:
    assert refute(REFUTED, WITNESS).kind == "refuted"
    for sequent in (Sequent((), eq(s, s)), Sequent((gt(0, s),), eq(s, 0)), TRUE):
        with pytest.raises(Rejected):
            refute(sequent, WITNESS)


def test_proofs_are_no_witnesses_and_witnesses_no_proofs() -> None:
    for sequent, wrong in ((TRUE, SATISFYING), (REFUTED, WITNESS)):
        with pytest.raises(Rejected):
            prove(sequent, wrong)
    with pytest.raises(Rejected):
        refute(TRUE, EVIDENCE)


# --- evidence on disk -----------------------------------------------------------------------------------------------

Record = dict[str, Any]


def proved_record() -> Record:
    return saved.record(TRUE, Proved(EVIDENCE, (), SATISFYING))


def refuted_record() -> Record:
    return saved.record(REFUTED, Refuted(WITNESS))


def state(record: Record | str) -> tuple[str, str]:
    line = record if isinstance(record, str) else json.dumps(record)
    outcome = recheck.recheck_line("evidence.jsonl", 1, line)
    return outcome.state, outcome.reason


def signed(record: Record) -> Record:
    return {**record, "checksum": recheck.checksum(record)}


def test_records_as_they_were_saved_pass() -> None:
    assert state(proved_record()) == state(refuted_record()) == (recheck.RECHECKED, "")


CHANGES: list[Record] = [
    {"goal": J(eq(total(x), 2 * total(y)))},
    {"hypotheses": []},
    {"hypotheses": [J(eq(x, 2 * y))]},
    {"evidence": {"obligations": [], "proof": algebra([0], [["2", [], 0, {"_0:N": "?a:N"}]])}},
    {"evidence": {"obligations": [], "proof": algebra([0], [["1", [], 0, {"_0:N": "?a:d"}]])}},
    {"evidence": {"obligations": [CLEAR], "proof": EVIDENCE["proof"]}},
    {"evidence": None},
    {"kind": "refuted"},
    {"kind": "certain"},
    {"hash": FALSE.digest},
    {"satisfying": {"sizes": {"N": 1}, "values": {"x": ["1"], "y": ["2"]}}},
    {"satisfying": None},
    {"goal": J(FALSUM), "hash": Sequent((HYP,), FALSUM).digest},
    {
        "goal": J(FALSUM),
        "hypotheses": [J(FALSUM)],
        "hash": Sequent((FALSUM,), FALSUM).digest,
        "evidence": {"obligations": [], "proof": ["hyp", 0]},
    },
]


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
def test_a_changed_record_fails_with_its_old_checksum_and_with_a_new_one(change: Record) -> None:
    changed = {**proved_record(), **change}
    failed, reason = state(changed)
    assert failed == recheck.FAILED and "checksum" in reason
    failed, reason = state(signed(changed))
    assert failed == recheck.FAILED and "checksum" not in reason


@pytest.mark.parametrize(
    "change",
    [
        {"witness": {"values": {"s": "0"}}},
        {"witness": {}},
        {"kind": "proved"},
        {"goal": J(eq(s, s))},
        {"witness": {"values": {"s": "1/0"}}},
        {"witness": None},
    ],
)
def test_a_changed_witness_fails_too(change: Record) -> None:
    assert state(signed({**refuted_record(), **change}))[0] == recheck.FAILED
    assert "checksum" in state({**refuted_record(), **change})[1]


def test_a_record_without_its_hypotheses_has_no_satisfying_instance_to_show() -> None:
    """Contradictory hypotheses prove everything; the record must show an instance of them."""
    sequent = Sequent((gt(s, 0), gt(0, s)), FALSUM)
    by = {"c": "1", "q": [["1", []]], "by": [[0, {}]]}
    absurd = {"obligations": [], "proof": algebra([0, 1], sq=[by, {**by, "by": [[1, {}]]}])}
    assert prove(sequent, absurd).kind == "proved"  # from a contradiction, anything
    for instance in ({"values": {"s": "1"}}, {"values": {"s": "0"}}, {}):
        assert state(saved.record(sequent, Proved(absurd, (), instance)))[0] == recheck.FAILED


@pytest.mark.parametrize("missing", ["hash", "hypotheses", "goal", "kind", "evidence", "checksum", "satisfying"])
def test_a_record_with_a_part_missing_fails(missing: str) -> None:
    record = {k: v for k, v in proved_record().items() if k != missing}
    assert state(record)[0] == recheck.FAILED
    if missing != "checksum":
        assert state(signed(record))[0] == recheck.FAILED


BROKEN = ["", "{", "[]", "3", "null", '"x"', '{"hash": 1}', "\x00", '{"hash": "x", "checksum": NaN}', "[" * 100_000]


@pytest.mark.parametrize("line", BROKEN, ids=range(len(BROKEN)))
def test_a_line_that_is_no_record_fails_and_raises_nothing(line: str) -> None:
    assert state(line)[0] == recheck.FAILED


WRONG_GOALS: list[Any] = [
    {
        "op": "equal",
        "args": [{"op": "const", "args": [], "data": [{"q": "1/0"}], "shape": []}] * 2,
        "data": [],
        "shape": None,
    },
    {"op": "equal", "args": [], "data": [], "shape": None},
    3,
    None,
    "0 = 0",
    [],
    {"op": "equal"},
    {"size": [[]], "const": 0},
    {"tuple": [1]},
    {"op": "equal", "args": [J(s), J(s)], "data": [[]], "shape": None},
    {"q": "1e400"},
    {"size": 3},
]


@pytest.mark.parametrize("goal", WRONG_GOALS, ids=range(len(WRONG_GOALS)))
def test_a_statement_that_is_none_fails_and_raises_nothing(goal: Any) -> None:
    assert state(signed({**proved_record(), "goal": goal}))[0] == recheck.FAILED


def in_a_fresh_process(folder: Path, records: list[Record | str]) -> subprocess.CompletedProcess[str]:
    file = folder / "evidence.jsonl"
    file.write_text("".join((r if isinstance(r, str) else json.dumps(r)) + "\n" for r in records), encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "proofread.trusted.recheck", str(file)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        env={"PYTHONPATH": str(ROOT / "src")},
        check=False,
    )


def test_a_fresh_process_counts_every_record(tmp_path: Path) -> None:
    forged = signed({**proved_record(), **CHANGES[0]})
    deep = nested(300)
    done = in_a_fresh_process(tmp_path, [proved_record(), refuted_record(), forged, "not json", deep])
    assert done.returncode == 1, done.stderr
    assert "2 rechecked by the kernel" in done.stdout and "3 failed" in done.stdout and done.stderr == ""
    assert in_a_fresh_process(tmp_path, [proved_record(), refuted_record()]).returncode == 0


def nested(depth: int) -> Record:
    term: Any = J(s)
    for _ in range(depth):
        term = {"op": "exp", "args": [term], "data": [], "shape": []}
    bad = {"obligations": [], "proof": ["sign", term, CLEAR, CLEAR, CLEAR]}
    return saved.record(TRUE, Proved(bad, (), SATISFYING))


def test_evidence_without_end_does_not_end_the_check(tmp_path: Path) -> None:
    """A record nested thousands deep fails by itself; the records after it are still checked."""
    deep = json.dumps(nested(1)).replace(json.dumps(J(s)), '{"op": "exp", "args": [' * 20_000)
    done = in_a_fresh_process(tmp_path, [deep, proved_record()])
    assert done.returncode == 1 and "1 rechecked by the kernel" in done.stdout, done.stderr[-300:]


def test_sizes_are_part_of_the_evidence() -> None:
    """The same evidence with the label of another size is no evidence."""
    assert str(N) == "N"
    text = json.dumps(proved_record()).replace("?a:N", "?a:1")
    assert state(signed(json.loads(text)))[0] == recheck.FAILED
