"""What reading one item may cost: steps, and the size of what comes of it."""

from __future__ import annotations

from typing import Any

from proofread.language.complex_numbers import Complex
from proofread.text.errors import Source, error_at
from proofread.text.limits import MOST_BITS, MOST_NESTED, MOST_NODES, MOST_STEPS
from proofread.trusted.terms import Node

NODES_OF_A_STEP = 20  # large terms cost steps, whether they are used or not


class Fuel:
    """Counts for one item. Terms share their parts, so they are weighed as if written out."""

    def __init__(self) -> None:
        self.left = MOST_STEPS
        self.known: dict[int, tuple[Node, int, int]] = {}  # by identity: the node is kept, so that it stays itself

    def step(self, source: Source, at: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise error_at(source, at, "this item takes too long to read", "shorten it, or split it into items")

    def weigh(self, found: Any, source: Source, at: int) -> None:
        if isinstance(found, int) and found.bit_length() > MOST_BITS:
            raise error_at(source, at, "a number of more than 600 digits", "write it as a power of a symbol")
        for part in (found.re, found.im) if isinstance(found, Complex) else ():
            self.weigh(part, source, at)
        if isinstance(found, Node):
            nodes, nested = self._weight(found)
            self.left -= nodes // NODES_OF_A_STEP
            if nodes > MOST_NODES or nested > MOST_NESTED:
                raise error_at(source, at, "a term that is too large when written out", "split it into items")

    def _weight(self, node: Node) -> tuple[int, int]:
        """Nodes and depth, written out. Parts are known already but for what one word has put around them."""
        kept = self.known.get(id(node))
        if kept is None:
            parts = [self._weight(n) for n in (*node.args, *(d for d in node.data if isinstance(d, Node)))]
            kept = (node, 1 + sum(n for n, _ in parts), 1 + max((d for _, d in parts), default=0))
            self.known[id(node)] = kept
        return kept[1:]
