"""The target of the fuzzer itself: its seeds are read, and what misbehaves is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofread.text import batches
from proofread.text.batches import Made
from tests.fuzz import keys


@pytest.mark.parametrize("seed", keys.SEEDS)
def test_the_seeds_are_items(seed: bytes, tmp_path: Path) -> None:
    keys.check(seed, tmp_path)
    (file,) = tmp_path.iterdir()
    assert all(batches.made(r).statements for r in batches.entries([file]))


def test_what_is_neither_item_nor_error_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "made", lambda r: Made(None))
    with pytest.raises(AssertionError):
        keys.check(keys.SEEDS[0], tmp_path)
