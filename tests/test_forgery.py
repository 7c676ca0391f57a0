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
from proofread.audit.verdicts import Proved
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent, Theorem, prove, refute
from proofread.trusted.sizes import ONE, size_symbol
from proofread.trusted.terms import Prop, Term, total, var
from tests.trusted.attacks import CLEAR, FALSUM, N, algebra, eq, gt, s, x, y

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


def test_what_a_theorem_holds_cannot_be_exchanged_below(theorem: Theorem) -> None:
    """Terms, sizes and numbers inside are as frozen as the sequent."""
    inner = theorem.sequent.goal.args[0]
    for node in (theorem.sequent.goal, inner, inner.args[0]):
        for name in ("op", "args", "data", "shape", "_hash", "_free", "_free_spaces", "_sizes", "_spaces"):
            with pytest.raises(AttributeError, match="immutable"):
                setattr(node, name, getattr(FALSUM, name, ()))
            with pytest.raises(AttributeError, match="immutable"):
                delattr(node, name)
    size = inner.args[0].shape[0]
    with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
        size.const = 7
    assert dataclasses.replace(theorem.sequent, goal=FALSUM) == Sequent((HYP,), FALSUM)  # a sequent proves nothing
    assert theorem.sequent == TRUE


def test_a_sequent_made_outside_the_language_is_read_again() -> None:
    """Nodes can be built by hand with any operator, list or shape; none of them gets past the kernel."""
    falsum = FALSUM.args
    odd: list[Any] = [
        Prop("gt", falsum, ("true",)),
        Prop("true", (), ()),
        Prop("gt", (falsum[0],), ()),
        Prop("forall", (FALSUM,), (N,)),
        Prop("and", (falsum[0],), ()),
        Prop("equal", (Term("const", (), (1,)), falsum[1]), ()),
        Prop("equal", (Term("add", (), ()), falsum[1]), ()),
        Prop("equal", (Term("eye", (), (), (N, size_symbol("d"))), x @ x.T), ()),
        Prop("not", (FALSUM, FALSUM), ()),
        Prop("ge", (Term("power", (s,), (-1,)), falsum[1]), ()),
        falsum[0],
        "0 > 0",
        None,
    ]
    for goal in odd:
        for evidence in (EVIDENCE, {"obligations": [], "proof": CLEAR}, {"obligations": [], "proof": ["hyp", 0]}):
            with pytest.raises(Rejected):
                prove(Sequent((HYP,), goal), evidence)
            with pytest.raises(Rejected):
                prove(Sequent((goal,), goal), evidence)
        with pytest.raises(Rejected):
            refute(Sequent((), goal), WITNESS)
    with pytest.raises(Rejected):
        prove(Sequent([HYP], TRUE.goal), EVIDENCE)  # type: ignore[arg-type]
    with pytest.raises(Rejected):
        prove((TRUE.hypotheses, TRUE.goal), EVIDENCE)  # type: ignore[arg-type]


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
    (tmp_path / "evidence.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "proofread.trusted.recheck", str(tmp_path / "evidence.jsonl")]
    path = {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, env=path, check=False)
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
