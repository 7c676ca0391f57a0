"""A tensor of entries cannot be changed, and has no room for more."""

from __future__ import annotations

import dataclasses

import pytest

from proofread.trusted.enclosures import UNIT
from proofread.trusted.exact_matrices import Tensor


@pytest.mark.parametrize("name", ["dims", "flat"])
def test_a_tensor_stays_as_it_is(name: str) -> None:
    held = Tensor((1, 1), (UNIT,))
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(held, name, ())
    assert (held.dims, held.flat) == ((1, 1), (UNIT,))


def test_a_tensor_has_no_room_for_more() -> None:
    held = Tensor((1, 1), (UNIT,))
    assert not hasattr(held, "__dict__")
    with pytest.raises((AttributeError, TypeError)):
        held.more = 1  # type: ignore[attr-defined]
