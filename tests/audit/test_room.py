"""A call with room: the same results, errors and depth as without."""

from __future__ import annotations

import pytest

from proofread.audit.room import WORDS, _roomy, with_room


def test_arguments_results_and_errors_pass_through() -> None:
    assert with_room(sorted, [2, 1], reverse=True) == [2, 1]
    with pytest.raises(ZeroDivisionError):
        with_room(lambda x: 1 / x, 0)


def test_the_frame_is_larger_than_a_chunk() -> None:
    """Without this the call would be like any other."""
    assert _roomy.__code__.co_stacksize == WORDS > 16 * 1024 // 8


def test_recursion_still_ends() -> None:
    def forever(n: int) -> int:
        return forever(n + 1)

    with pytest.raises(RecursionError):
        with_room(forever, 0)
