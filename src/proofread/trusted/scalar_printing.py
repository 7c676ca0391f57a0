"""How sums, products, integrals and limits of numbers are written on one line; see `printing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofread.trusted.nodes import Node

Printed = tuple[int, str]


def rows(
    line: Callable[[Node], Printed], operand: Callable[[Node], str], term: int, atom: int, relation: int
) -> dict[str, Callable[[Any], Printed]]:
    """`line` and `operand` print a part; `term`, `atom`, `relation` say how tightly these bind."""

    def text(n: Node) -> str:
        return line(n)[1]

    def called(n: Any) -> str:
        return str(n.data[0].data[0])

    def summed(sign: str) -> Callable[[Any], Printed]:
        return lambda n: (term, f"{sign}_{{{called(n)} < {text(n.args[1])}}} {operand(n.args[0])}")

    return {
        "pi": lambda n: (atom, "π"),
        "natsum": summed("Σ"),
        "natprod": summed("Π"),
        "series": lambda n: (term, f"Σ_{{{called(n)} < ∞}} {operand(n.args[0])}"),
        "definite": lambda n: (term, f"∫_{text(n.args[1])}^{text(n.args[2])} {operand(n.args[0])} d{called(n)}"),
        "ray": lambda n: (term, f"∫_{text(n.args[1])}^∞ {operand(n.args[0])} d{called(n)}"),
        "limit": lambda n: (term, f"lim_{{{called(n)} → ∞}} {operand(n.args[0])}"),
        "limit_at": lambda n: (term, f"lim_{{{called(n)} → {text(n.args[1])}}} {operand(n.args[0])}"),
        "converges": lambda n: (relation, f"{operand(n.args[0])} converges"),
    }
