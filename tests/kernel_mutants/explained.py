"""Why a mutant that no test notices is no other program, or one that errs on the safe side: explained.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

FILE = Path(__file__).with_name("explained.toml")


def explanations() -> dict[str, str]:
    """The name of each mutant, and why it cannot be noticed."""
    groups = tomllib.loads(FILE.read_text(encoding="utf-8")).get("explained", []) if FILE.exists() else []
    return {key: group["why"] for group in groups for key in group["mutants"]}
