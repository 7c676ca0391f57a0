"""Hypotheses that are proved from the others, such as the line before: no instance has to bear them out.

Lines about derivatives or exponentials seldom hold at an instance by computation, and two lines about one sequence
cannot both say how it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from typing import Any

from proofread.methods.fuel import Fuel
from proofread.methods.goals import nested
from proofread.methods.places import Json
from proofread.methods.proofs import Proof
from proofread.methods.prove import each
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.rules import fresh
from proofread.trusted.terms import Prop, Term, relation
from proofread.trusted.trees import free_variables, open_binder, subnodes, substitute, to_json

TRANSCENDENTAL = ("exp", "log", "sqrt", "tanh", "sin", "cos", "atan")
MOST = 12  # coincidences tried
HARD = ("deriv", *TRANSCENDENTAL, "sequence", "forall", "exists")
WORK, FUEL = 300, 600  # units of search for one equation, and for one hypothesis


@dataclass(frozen=True)
class Implied:
    """The numbers of the hypotheses that are left, and proofs of the others from these and from what is given: that
    holds at the instance."""

    kept: tuple[int, ...]
    proofs: tuple[tuple[int, Any], ...]
    given: tuple[Prop, ...] = ()

    def only(self, sequent: Sequent) -> Sequent:
        return Sequent((*(sequent.hypotheses[k] for k in self.kept), *self.given), sequent.goal)

    def of_all(self, witness: Json) -> Json:
        """A witness for the sequent that is left made one for the whole."""
        because = {str(self.kept[int(k)]): why for k, why in witness.get("because", {}).items()}
        given = {"given": [to_json(g) for g in self.given]} if self.given else {}
        return {**witness, "because": {**because, **{str(k): {**given, **proof} for k, proof in self.proofs}}}


@lru_cache(maxsize=64)
def implied(hypotheses: tuple[Prop, ...]) -> tuple[Implied, ...]:
    """Ways to do without some of them, most of all without any condition; none where no hypothesis is implied."""
    plain = _implied(hypotheses)
    return (plain,) if plain is not None else tuple(_where(hypotheses))


def _implied(hypotheses: tuple[Prop, ...]) -> Implied | None:
    """Later ones are looked at first: they follow from earlier ones."""
    kept, dropped = list(range(len(hypotheses))), list[int]()
    for k in reversed(range(len(hypotheses))):
        others = [j for j in kept if j != k]
        hard = any(n.op in HARD for n in subnodes(hypotheses[k]))
        if hard and _evidence(tuple(hypotheses[j] for j in others), hypotheses[k]) is not None:
            kept, dropped = others, [*dropped, k]
    base = tuple(hypotheses[j] for j in kept)
    proofs = [(k, _evidence(base, hypotheses[k])) for k in dropped]
    whole = bool(dropped) and all(proof is not None for _, proof in proofs)
    return Implied(tuple(kept), tuple(proofs)) if whole else None


def _where(hypotheses: tuple[Prop, ...]) -> Iterator[Implied]:
    """A line that is false in general, and a variable that is zero, or another one, where it holds."""
    for k, h in enumerate(hypotheses):
        equation = h.args[0] if h.op == "forall" else h
        if equation.op != "equal" or not any(n.op in TRANSCENDENTAL for n in subnodes(h)):
            continue
        base = hypotheses[:k] + hypotheses[k + 1 :]
        kept = tuple(j for j in range(len(hypotheses)) if j != k)
        for given in islice(_coincidences(h), MOST):
            found = _rewritten(base, given, h)
            if found is not None:
                yield Implied(kept, ((k, found),), (given,))


def _coincidences(h: Prop) -> Iterator[Prop]:
    free = sorted((v for v in free_variables(h) if v.op == "var" and not v.data[1]), key=lambda v: str(v.data[0]))
    variables = [v for v in free if isinstance(v, Term)]
    yield from (relation("equal", v, w) for v, w in combinations(variables, 2) if v.shape == w.shape)
    yield from (relation("equal", v, 0) for v in variables)


def _rewritten(base: tuple[Prop, ...], given: Prop, h: Prop) -> Any:
    """A proof of an equation, or of one for every index, from what it is after one variable is replaced."""
    v, w = given.args
    inside = open_binder(h, fresh(h.data[0], *base, given, h)) if h.op == "forall" else h
    hole = Term("var", (), ("%hole", None), v.shape)
    contexts = [substitute(side, {v: hole}) for side in inside.args]
    equations = tuple(relation("equal", a, substitute(a, {v: w})) for a in inside.args if w.shape == v.shape)
    if obligations((*base, given, h)):
        return None
    found = nested(Proof((*base, given, *equations), fuel=Fuel(FUEL)), inside, WORK)
    if found is None:
        return None
    for context in reversed(contexts[: len(equations)]):
        found = ["rewrite", len(base), to_json(context), found]
    return {"obligations": [], "proof": ["all", found] if h.op == "forall" else found}


def _evidence(hypotheses: tuple[Prop, ...], h: Prop) -> Any:
    goals = (*obligations((*hypotheses, h)), h)
    proofs = each(hypotheses, goals, WORK, FUEL)
    return {"obligations": proofs[:-1], "proof": proofs[-1]} if len(proofs) == len(goals) else None
