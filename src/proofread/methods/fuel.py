"""How much one search may do, counted in units of work: rows made, candidates weighed. Never in seconds."""

from __future__ import annotations

from collections import Counter

from proofread.trusted.terms import Prop

FULL = 15_000  # units for one statement; a unit is a fraction of a millisecond


class Fuel:
    """What is left for one statement and all its lemmas, and the premises that are being looked for just now."""

    def __init__(self, left: int = FULL) -> None:
        self.left = left
        self.pending: set[Prop] = set()
        self.in_vain: Counter[Prop] = Counter()  # how often a lemma was tried and not found

    def spend(self, units: int) -> None:
        self.left -= units

    @property
    def empty(self) -> bool:
        return self.left <= 0
