"""How a child ends that does not say how: by itself, by a signal, out of time or memory; and faults of the tester."""

from __future__ import annotations

import os
import signal

import pytest

from tests.kernel_mutants.forks import ENDED, MISPLACED, SURVIVED, Limits, Refused, in_a_fork, through_a_fork

LIMITS = Limits(60.0)


def test_what_the_child_says_is_heard() -> None:
    assert in_a_fork(lambda: (SURVIVED, "of 3 tests"), LIMITS) == (SURVIVED, "of 3 tests")
    assert in_a_fork(lambda: (MISPLACED, ""), LIMITS) == (MISPLACED, "")


def test_a_child_that_leaves_has_ended_and_noticed_nothing() -> None:
    def leaves() -> tuple[str, str]:
        raise SystemExit(3)

    def vanishes() -> tuple[str, str]:
        os._exit(7)

    assert in_a_fork(leaves, LIMITS) == (ENDED, "SystemExit")
    assert in_a_fork(vanishes, LIMITS) == (ENDED, "left with 7 and without a word")


def test_a_child_that_is_killed_has_ended() -> None:
    def killed() -> tuple[str, str]:
        os.kill(os.getpid(), signal.SIGKILL)
        return SURVIVED, ""

    assert in_a_fork(killed, LIMITS) == (ENDED, "killed by SIGKILL")


def test_a_child_that_goes_on_for_ever_has_ended() -> None:
    def computes() -> tuple[str, str]:
        while True:
            pass

    assert in_a_fork(computes, Limits(0.5)) == (ENDED, "out of time (SIGXCPU)")


def test_a_child_that_takes_too_much_memory_has_ended() -> None:
    assert in_a_fork(lambda: (SURVIVED, str(len(bytearray(4 << 30)))), LIMITS) == (ENDED, "MemoryError")


def test_a_fault_of_the_tester_is_no_mutant_noticed() -> None:
    def faulty() -> tuple[str, str]:
        raise TypeError("of the tester")

    with pytest.raises(Refused, match="the fault is the tester's, not the mutant's: TypeError: of the tester"):
        in_a_fork(faulty, LIMITS)


def test_what_a_fork_returns_or_raises() -> None:
    def fails() -> None:
        raise KeyError("a test")

    def refuses() -> None:
        raise Refused("no such test")

    assert through_a_fork(lambda: {"made": [1, 2]}) == {"made": [1, 2]}
    with pytest.raises(Refused, match=r"^KeyError: 'a test'$"):
        through_a_fork(fails)
    with pytest.raises(Refused, match=r"^no such test$"):
        through_a_fork(refuses)
    with pytest.raises(Refused, match="left with 5"):
        through_a_fork(lambda: os._exit(5))
