"""What the kernel holds while it checks cannot be changed from outside, and has no place to put anything more."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from proofread.trusted.combination import Fact
from proofread.trusted.fact_rows import FACTS
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import ONE, Size, size_symbol
from tests.trusted.attacks import FALSUM, N, eq, s

HELD: list[tuple[Any, str]] = [
    (Fact({(): 1}, "equal"), "kind"),  # type: ignore[dict-item]
    (Fact({}, "ge"), "poly"),
    (Size((("N", 1, 1),), 2), "const"),
    (ONE, "atoms"),
    (N, "atoms"),
    (Sequent((), eq(s, 0)), "goal"),
    (FACTS["exp_add"], "build"),
    (FACTS["exp_add"], "sorts"),
]


@pytest.mark.parametrize(("held", "name"), HELD)
def test_what_is_held_is_frozen(held: Any, name: str) -> None:
    before = getattr(held, name)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(held, name, FALSUM)
    with pytest.raises(dataclasses.FrozenInstanceError):
        delattr(held, name)
    assert getattr(held, name) is before


@pytest.mark.parametrize("held", [Fact({}, "ge"), size_symbol("d")])
def test_what_is_held_has_no_room_for_more(held: Any) -> None:
    assert not hasattr(held, "__dict__")
    with pytest.raises((AttributeError, TypeError)):
        held.more = 1


def test_sizes_are_equal_by_what_they_are() -> None:
    assert Size() == Size((), 0) and str(Size()) == "0"
    assert hash(size_symbol("d")) == hash(size_symbol("d")) and size_symbol("d") != size_symbol("d", 0)
