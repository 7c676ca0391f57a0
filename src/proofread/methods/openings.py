"""A sequent without quantifiers, implications and conjunctions in front, whose refutation refutes the original."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from math import prod
from typing import Any

from proofread.methods.drawing import members
from proofread.methods.places import Json, dims_of, nested, verdict
from proofread.methods.wishes import Wish, generic, stationary, tight, wishes
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.obligations import obligations
from proofread.trusted.premises import head
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_variables, open_binder, subnodes

STOPPED = 4  # naturals looked at where a sequence is to stop before
FREED = "!"  # begins the name of a variable that a quantifier bound
SECTIONS = {"var": "values", "index": "indices", "nat": "nats"}


@dataclass(frozen=True)
class Opened:
    """A sequent whose refutation refutes another one. `chosen`: the variables bound there and what stands for them
    here, outermost first; `outermost`: these are the quantifiers in front of the goal, and nothing else was opened."""

    sequent: Sequent
    chosen: tuple[tuple[Term, Term], ...] = ()
    outermost: bool = True
    freed: int = 0  # variables that were bound by ∃ in the hypotheses, which an instance need not name
    original: Sequent | None = None  # where it is not the sequent itself

    @cached_property
    def nodes(self) -> tuple[Prop, ...]:
        return (*self.conditions, self.sequent.goal)

    @cached_property
    def duties(self) -> tuple[Prop, ...]:
        """What has to hold for the statement to be defined."""
        return obligations((*self.sequent.hypotheses, self.sequent.goal))

    @cached_property
    def wishes(self) -> tuple[Wish, ...]:
        """What is assumed of all naturals is borne out where its sequences stop, if it does not say how one goes on."""
        stopping = wishes([h for h in self.about_all if not self.goes_on(h)], members(self.nodes, STOPPED) - 1)
        return (*stopping, *tight(self.sequent.hypotheses), *generic(self.nodes))

    @cached_property
    def about_all(self) -> tuple[Prop, ...]:
        """What is assumed of all naturals."""
        return tuple(h for h in self.sequent.hypotheses if any(over_naturals(n) for n in subnodes(h)))

    @cached_property
    def places(self) -> tuple[Term, ...]:
        """Indices and naturals that were bound in front of the goal."""
        free = sorted(free_variables(self.sequent.goal), key=lambda v: str(v.data[0]))
        opened = (v for v in free if isinstance(v, Term) and v.op in ("index", "nat"))
        return tuple(v for v in opened if v.data[0].startswith(FREED))

    def goes_on(self, h: Prop) -> bool:
        """It says how a sequence goes on: a few members are enough, the others follow. Only of a hypothesis of the
        original may that be the reason why it holds."""
        return h in (self.original or self.sequent).hypotheses and _is_recursion(h)

    @cached_property
    def needed(self) -> tuple[Prop, ...]:
        """What follows from the hypotheses and is easier to meet."""
        return stationary(self.sequent.hypotheses)

    @cached_property
    def conditions(self) -> tuple[Prop, ...]:
        """Hypotheses and definedness: what a counterexample has to meet."""
        return (*self.sequent.hypotheses, *(d for d in self.duties if not over_reals(d)))


def openings(sequent: Sequent) -> tuple[Opened, ...]:
    """The sequents without quantifiers, implications and conjunctions in front, each enough to refute the given one."""
    return tuple(_simplified(o, sequent) for o in _openings(Opened(sequent)))


def _openings(o: Opened) -> list[Opened]:
    hyps, goal = o.sequent.hypotheses, o.sequent.goal
    if any(h.op in ("exists", "and") for h in hyps):
        return _openings(_hypotheses_opened(o))
    if goal.op == "forall":
        free, body = _freed(goal, o)
        return _openings(replace(o, sequent=Sequent(hyps, body), chosen=(*o.chosen, (goal.data[0], free))))
    if goal.op == "not" and goal.args[0].op != "not":
        return [replace(o, sequent=Sequent((*hyps, goal.args[0]), goal))] if not over_reals(goal) else [o]
    if goal.op == "implies":
        return _beneath(o, [Sequent((*hyps, goal.args[0]), goal.args[1])])
    if goal.op == "iff":
        a, b = goal.args
        return _beneath(o, [Sequent((*hyps, a), b), Sequent((*hyps, b), a)])
    if goal.op == "and":
        return _beneath(o, [Sequent(hyps, part) for part in goal.args])
    return [o]


def _beneath(o: Opened, sequents: Sequence[Sequent]) -> list[Opened]:
    """Below a connective, further quantifiers are no longer in front."""
    out = []
    for s in sequents:
        faithful = not any(over_reals(p) for p in (s.goal, *s.hypotheses[len(o.sequent.hypotheses) :]))
        out += _openings(replace(o, sequent=s, outermost=o.outermost and faithful))
    return out


def _hypotheses_opened(o: Opened) -> Opened:
    out: list[Prop] = []
    for h in o.sequent.hypotheses:
        if h.op == "exists":
            _, body = _freed(h, o)
            out.append(body)
            o = replace(o, freed=o.freed + 1)
        else:
            out += h.args if h.op == "and" else [h]
    return replace(o, sequent=Sequent(tuple(out), o.sequent.goal))


def _freed(quantified: Prop, o: Opened) -> tuple[Term, Prop]:
    """A free variable of a name that no claim can write, and the body about it."""
    bound = quantified.data[0]
    free = Term(bound.op, (), (f"{FREED}{len(o.chosen) + o.freed + 1}", *bound.data[1:]), bound.shape)
    return free, open_binder(quantified, free)


def over_reals(prop: Prop) -> bool:
    """A quantifier over reals is in it, which an instance cannot decide."""
    return any(n.op in ("forall", "exists") and n.data[0].op == "var" for n in subnodes(prop))


def _simplified(o: Opened, original: Sequent) -> Opened:
    """Quantifiers over indices and naturals alone need no choice: the evaluator runs through them."""
    if o.outermost and not any(bound.op == "var" for bound, _ in o.chosen):
        o = replace(o, chosen=())
    return replace(o, original=original)


def _is_recursion(h: Prop) -> bool:
    try:
        return bool(head(h))
    except Rejected:
        return False


def over_naturals(n: Any) -> bool:
    return bool(n.op in ("forall", "exists") and n.data[0].op == "nat")


def defined(o: Opened, instance: Json) -> bool:
    """Nothing in the statement is known to be undefined there."""
    return all(verdict(d, instance) is not False for d in o.duties)


def chosen(o: Opened, instance: Json) -> Json:
    """The instance of the original: values of opened quantifiers stand under "choose", and nowhere else."""
    out = {name: dict(section) for name, section in instance.items()}
    for section in SECTIONS.values():
        for name in [name for name in out.get(section, {}) if name.startswith(FREED)]:
            del out[section][name]
    return {**out, "choose": [[b.data[0], _choice(v, instance)] for b, v in o.chosen]} if o.chosen else out


def _choice(free: Term, instance: Json) -> Any:
    """The value drawn for it; 0 where the body does not speak of it."""
    section = instance.get(SECTIONS[free.op], {})
    if free.data[0] in section or free.op != "var":
        return section.get(free.data[0], 0)
    dims = dims_of(free.shape, instance["sizes"])
    return nested(dims, [Fraction(0)] * prod(dims))
