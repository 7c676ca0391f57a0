"""A proof under construction: hypotheses so far, and the steps that added each. It nests into evidence at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from proofread.methods.fuel import Fuel
from proofread.trusted import facts as f
from proofread.trusted.combination import Fact, Rejected, lower_relation
from proofread.trusted.indexed import Refused
from proofread.trusted.terms import Prop, Term, is_poison
from proofread.trusted.trees import to_json

Wrap = Callable[[Any], Any]


@lru_cache(maxsize=20_000)
def _lowered(p: Prop) -> Fact | None:
    """Kept between the branches of a search, which ask for the same ones."""
    try:
        return lower_relation(p)
    except (Rejected, Refused):
        return None


class Proof:
    """Grows by `add`: each call appends one hypothesis and remembers how. `wrap` nests a last step into all of them."""

    def __init__(
        self, hypotheses: Iterable[Prop], depth: int = 0, fuel: Fuel | None = None, *, narrow: bool = False
    ) -> None:
        self.hypotheses = list(hypotheses)
        self.narrow = narrow  # universals only at variables of the goal
        self.fuel = fuel or Fuel()
        self.depth = depth
        self.failed: set[Prop] = set()  # no rule gave it
        self.sought: set[Prop] = set()  # no search found it
        self.cited: set[Prop] = set()  # facts, which can be cited again where they are needed
        self._steps: list[Wrap] = []

    def number(self, p: Prop) -> int | None:
        return self.hypotheses.index(p) if p in self.hypotheses else None

    def knows(self, p: Prop) -> bool:
        return p in self.hypotheses

    def add(self, wrap: Wrap, *props: Prop) -> None:
        self.hypotheses.extend(props)
        self._steps.append(wrap)
        self.failed.clear()
        self.sought.clear()

    def have(self, p: Prop, evidence: Any) -> None:
        if not self.knows(p):
            self.add(lambda rest: ["have", to_json(p), evidence, rest], p)

    def fact(self, name: str, *args: Term, keep: bool = False) -> bool:
        """Cite a fact whose conditions are all known. False where the row does not take these terms. `keep`: parts of
        the goal get it too."""
        try:
            conditions, conclusion = f.apply_fact(name, list(args))
        except ValueError:
            return False
        if is_poison(conclusion) is not None or not all(self.knows(c) for c in conditions):
            return False
        if not self.knows(conclusion):
            self.add(lambda rest: ["fact", name, [to_json(a) for a in args], rest], conclusion)
            self.cited |= set() if keep else {conclusion}
        return True

    def wrap(self, evidence: Any) -> Any:
        for step in reversed(self._steps):
            evidence = step(evidence)
        return evidence

    def mark(self) -> int:
        return len(self._steps)

    def lowered(self, p: Prop) -> Fact | None:
        """The indexed form of an equation or inequality, or None."""
        return _lowered(p)

    def facts(self) -> tuple[list[Fact], list[int]]:
        """All hypotheses that are equations or inequalities, and their numbers."""
        out, where = [], []
        for k, h in enumerate(self.hypotheses):
            fact = self.lowered(h)
            if fact is not None and fact.poly:
                out.append(fact)
                where.append(k)
        return out, where
