"""Instances in words."""

from __future__ import annotations

from typing import Any


def witness_text(witness: dict[str, Any]) -> str:
    """The instance in one line: N = 2, X = [[1, 0], [0, 1]], …"""
    parts = []
    for section in ("sizes", "nats", "indices"):
        parts += [f"{name} = {_value(x)}" for name, x in witness.get(section, {}).items()]
    parts += [f"weights of {name} = {_value(x)}" for name, x in witness.get("spaces", {}).items()]
    for section in ("values", "functions"):
        parts += [f"{name} = {_value(x)}" for name, x in witness.get(section, {}).items()]
    parts += [f"{name} = {_value(x)}" for name, x in witness.get("choose", [])]
    return ", ".join(parts) or "no variables"


def _value(x: Any) -> str:
    if isinstance(x, list):
        return "[" + ", ".join(map(_value, x)) + "]"
    if isinstance(x, dict) and set(x) == {"points"}:
        return " or ".join(map(_value, x["points"]))
    if isinstance(x, dict):
        kept = {k: v for k, v in x.items() if k != "kind"}
        return "{" + ", ".join(f"{k}: {_value(v)}" for k, v in kept.items()) + "}"
    return str(x)
