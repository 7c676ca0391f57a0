"""Tests marked slow run only where they are asked for: `pytest -m slow`."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: ten times the budget of the search; left out unless asked for with -m")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" in (config.getoption("-m") or ""):
        return
    left_out = [i for i in items if i.path.parent == HERE and i.get_closest_marker("slow")]
    items[:] = [i for i in items if i not in left_out]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
