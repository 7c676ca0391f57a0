"""Refutations of statements whose quantifiers no computation settles: what holds at an instance, and a proof of the
negation from that.

Every bound variable gets a value of its own in the instance. A universal part is false where it fails at that value,
an existential part true where it holds. Where a statement near by is proved, it says what else is true there: of
A ⇔ B and A true, B is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from random import Random
from typing import Any

from proofread.methods.drawing import draw
from proofread.methods.fuel import Fuel
from proofread.methods.goals import nested
from proofread.methods.impossible import impossible
from proofread.methods.places import Json, Meter, verdict
from proofread.methods.proofs import Proof
from proofread.methods.results import Declined
from proofread.methods.satisfying import satisfy
from proofread.trusted import kernel
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term, const, relation
from proofread.trusted.trees import free_spaces, free_variables, open_binder, subnodes, to_json

Evidence = Any
ATTEMPTS = 240
PROOFS = 3  # instances at which a proof is searched for
SEARCH, FUEL = 300, 400  # units of such a search for one equation, and in all
SHARES = 30  # of the work, at most, goes into one instance
LEVEL_ENDS = (160, 220)  # attempts up to which instances are tiny, small
OPENED = "!q"  # begins the name of the variable that stands for a bound one; no claim can write it
QUANTIFIERS = ("forall", "exists")
NEW = (*QUANTIFIERS, "iff")  # what makes a statement one for this method


@dataclass(frozen=True)
class Truth:
    """A goal that is proved from the same hypotheses, its proof, and the proofs of what it needs to be defined."""

    goal: Prop
    proof: Evidence


@dataclass
class Known:
    """The premises of one proof, in order: hypotheses, what is given, and what the steps so far added."""

    at: Json
    meter: Meter
    props: list[Prop]
    given: list[Prop] = field(default_factory=list)
    seen: dict[Prop, bool | None] = field(default_factory=dict)
    paths: dict[Prop, str] = field(default_factory=dict)  # where the parts of a proved statement stand in it

    def holds(self, p: Prop) -> bool | None:
        """Whether it does at the instance; None where that is not computed, or not for it to say."""
        if p not in self.seen:
            self.seen[p] = None if free_spaces(p) or self.meter.left <= 0 else verdict(p, self.at, self.meter)
        return self.seen[p]

    def with_(self, *more: Prop) -> Known:
        return Known(self.at, self.meter, [*self.props, *more], self.given, self.seen, self.paths)

    def place(self, p: Prop) -> int | None:
        return self.props.index(p) if p in self.props else None


class Missing(Exception):
    """A literal is used that is not among the premises yet; the proof is written once more with it."""


def find_negation(
    sequent: Sequent, *, seed: int, work: int, truth: Truth | None = None, attempts: int = ATTEMPTS
) -> Json | Declined:
    """A witness with "given" and "disproof" that the kernel takes, or why there is none. `work` is in units of
    `Meter`, over all attempts."""
    goal = sequent.goal
    if free_spaces(goal) or not any(n.op in NEW for n in subnodes(goal)):
        return Declined("nothing in it is quantified")
    parts = (*_opened(goal, ""), *(_opened(truth.goal, "") if truth else ()))
    conditions = (*sequent.hypotheses, *(d for d in obligations(sequent.hypotheses) if not _over_reals(d)))
    wishes = list(dict.fromkeys([*_wishes(goal, ""), ()]))
    meter, met, proofs = Meter(work), 0, PROOFS
    for attempt in range(attempts):
        if meter.left <= 0:
            break
        rng, level = Random(f"{seed}:negation:{attempt}"), sum(attempt >= end for end in LEVEL_ENDS)
        wanted = (*conditions, *wishes[attempt % len(wishes)])
        share = Meter(min(meter.left, work // SHARES))
        meter.left -= share.left
        there = satisfy(wanted, draw((*conditions, *parts), rng, level, attempt % 2 == 0), rng, share)
        met += there is not None
        written = None if there is None else _written(sequent, truth, there, share)
        if there is not None and written is None and proofs:
            proofs -= 1
            written = _searched(sequent, there)
        meter.left += max(share.left, 0)
        if written is not None:
            return written
    return Declined(f"no negation from what holds at {met} instances")


def _written(sequent: Sequent, truth: Truth | None, there: Json, meter: Meter) -> Json | None:
    """The witness, where the negation follows from what is computed there."""
    given: list[Prop] = []
    seen: dict[Prop, bool | None] = {}
    while True:
        start = Known(there, meter, [*sequent.hypotheses, *given, sequent.goal], given, seen)
        count = len(given)
        found = _negation(sequent, truth, start)
        if found is None:
            return None
        if len(given) == count:
            break
    duties = _duties(sequent, given)
    if duties is None:
        return None
    return _taken(sequent, there, given, {"obligations": duties, "proof": found})


def _searched(sequent: Sequent, there: Json) -> Json | None:
    """The witness, where a proof is found once the numbers are known."""
    free = sorted(free_variables(sequent.goal), key=lambda v: str(v.data[0]))
    scalars = [v for v in free if isinstance(v, Term) and v.op == "var" and not v.shape and v.data[1] is None]
    given = [relation("equal", v, const(Fraction(there["values"][v.data[0]]))) for v in scalars]
    count = len(sequent.hypotheses)
    found = impossible((*given, sequent.goal), sequent.goal, Fuel(10 * FUEL))
    duties = None if found is None else _duties(sequent, given)
    if duties is None:
        return None
    proof = ["refute", ["only", list(range(count, count + len(given) + 1)), found]]
    return _taken(sequent, there, given, {"obligations": duties, "proof": proof})


def _found(premises: tuple[Prop, ...], goal: Prop) -> Evidence | None:
    return nested(Proof(premises, fuel=Fuel(FUEL)), goal, SEARCH)


def _taken(sequent: Sequent, there: Json, given: Sequence[Prop], disproof: Json) -> Json | None:
    witness = {**there, "given": [to_json(p) for p in given], "disproof": disproof}
    try:
        kernel.refute(sequent, witness)
    except Rejected:
        return None
    return witness


def _negation(sequent: Sequent, truth: Truth | None, known: Known) -> Evidence | None:
    goal = sequent.goal
    if truth is None:
        proof = false(goal, "", known)
    else:
        proof = _with_truth(truth, "", known.with_(truth.goal), lambda k: false(goal, "", k))
        kept = list(range(len(sequent.hypotheses)))
        proof = None if proof is None else ["have", to_json(truth.goal), ["only", kept, truth.proof], proof]
    return None if proof is None else ["refute", proof]


def _duties(sequent: Sequent, given: Sequence[Prop]) -> list[Evidence] | None:
    """Proofs that everything is defined, from the same premises."""
    premises = (*sequent.hypotheses, *given)
    owed = obligations((*premises, connective("not", sequent.goal)))
    out = []
    for duty in owed:
        out.append(_found(premises, duty))
        if out[-1] is None:
            return None
    return out


# --- variables for bound ones ---------------------------------------------------------------------------------------


def variable(quantified: Prop, path: str) -> Term:
    """The free variable that stands for the bound one of the quantifier at this place."""
    bound = quantified.data[0]
    return Term(bound.op, (), (f"{OPENED}{path}", *bound.data[1:]), bound.shape)


def _opened(p: Prop, path: str) -> Iterator[Prop]:
    """The parts of a proposition with values for what is bound around them."""
    if p.op in QUANTIFIERS:
        yield from _opened(open_binder(p, variable(p, path)), path + "0")
    elif p.op in ("and", "or", "not", "implies", "iff"):
        for k, part in enumerate(p.args):
            yield from _opened(part, path + _step(k))
    else:
        yield p


def _step(k: int) -> str:
    """One argument's place in a path; beyond the digits in a form that no other path has."""
    return str(k) if k < 10 else f"x{k}x"


def _wishes(p: Prop, path: str) -> list[tuple[Prop, ...]]:
    """What an instance in which p is false had better make true, one way after the other."""
    if p.op == "forall":
        return _wishes(open_binder(p, variable(p, path)), path + "0")
    if p.op == "not":
        return [_wanted(p.args[0], path + "0")]
    if p.op == "implies":
        return [(*_wanted(p.args[0], path + "0"), *more) for more in _wishes(p.args[1], path + "1")]
    if p.op == "iff":
        a, b = ((q, path + _step(k)) for k, q in enumerate(p.args))
        return [(*_wanted(*x), *more) for x, y in ((a, b), (b, a)) for more in _wishes(*y)]
    if p.op == "and":
        return [w for k, part in enumerate(p.args) for w in _wishes(part, path + _step(k))]
    return [()]


def _wanted(p: Prop, path: str) -> tuple[Prop, ...]:
    """What makes p true, as far as an instance can be made to fit."""
    if p.op == "exists":
        return _wanted(open_binder(p, variable(p, path)), path + "0")
    if p.op == "and":
        return tuple(q for k, part in enumerate(p.args) for q in _wanted(part, path + _step(k)))
    return () if _over_reals(p) else (p,)


def _over_reals(p: Prop) -> bool:
    return any(n.op in QUANTIFIERS and n.data[0].op == "var" for n in subnodes(p))


# --- proofs that a part is true, or that it is false ----------------------------------------------------------------


def true(p: Prop, path: str, known: Known, rules: bool = True) -> Evidence | None:
    """A proof of p from what is known, where it is true at the instance."""
    k = known.place(p)
    if k is not None:
        return ["hyp", k]
    value = known.holds(p)
    if value is not None:
        return _literal(p, known) if value else None
    row = _TRUE.get(p.op)
    found = row(p, path, known) if row is not None else None
    return found if found is not None or not rules else _by_rule(p, known)


def false(p: Prop, path: str, known: Known, rules: bool = True) -> Evidence | None:
    """A proof of 0 > 0 from what is known, p among it, where p is false at the instance."""
    value = known.holds(p)
    if value is True:
        return None
    k = known.place(p)
    assert k is not None
    if value is False and p.op not in ("forall", "not"):
        denied = _literal(connective("not", p), known)
        return ["contradict", denied[1], ["hyp", k]]
    row = _FALSE.get(p.op)
    found = row(p, path, known, k) if row is not None else None
    if found is None and value is False and not free_spaces(p):
        return ["contradict", _literal(connective("not", p), known)[1], ["hyp", k]]
    return found if found is not None or not rules else _by_rule_back(p, known, k)


def _literal(p: Prop, known: Known) -> Evidence:
    """What is computed at the instance becomes a premise."""
    k = known.place(p)
    if k is None:
        known.given.append(p) if p not in known.given else None
        return ["hyp", len(known.props)]  # rewritten when the premise is there
    return ["hyp", k]


def _all_true(p: Prop, path: str, known: Known) -> Evidence | None:
    parts = [true(a, path + _step(n), known) for n, a in enumerate(p.args)]
    return None if any(x is None for x in parts) else ["both", *parts]


def _one_true(p: Prop, path: str, known: Known) -> Evidence | None:
    for n, a in enumerate(p.args):
        found = true(a, path + _step(n), known)
        if found is not None:
            return ["or", n, found]
    return None


def _not_true(p: Prop, path: str, known: Known) -> Evidence | None:
    found = false(p.args[0], path + "0", known.with_(p.args[0]))
    return None if found is None else ["refute", found]


def _implies_true(p: Prop, path: str, known: Known) -> Evidence | None:
    return _from_to(p.args[0], p.args[1], path + "0", path + "1", known, "assume")


def _from_to(a: Prop, b: Prop, path_a: str, path_b: str, known: Known, word: str | None) -> Evidence | None:
    """b from a: because b is true, or because a is not."""
    inside = known.with_(a)
    found = true(b, path_b, known)
    found = true(b, path_b, inside) if found is not None else None
    if found is None:
        absurd = false(a, path_a, inside)
        found = None if absurd is None else ["absurd", absurd]
    return found if found is None or word is None else [word, found]


def _iff_true(p: Prop, path: str, known: Known) -> Evidence | None:
    a, b = p.args
    forth = _from_to(a, b, path + "0", path + "1", known, None)
    back = None if forth is None else _from_to(b, a, path + "1", path + "0", known, None)
    return None if back is None else ["iff", forth, back]


def _exists_true(p: Prop, path: str, known: Known) -> Evidence | None:
    v = variable(p, path)
    found = true(open_binder(p, v), path + "0", known)
    return None if found is None else ["witness", to_json(v), found]


def _and_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    inside = known.with_(*p.args)
    for n, a in enumerate(p.args):
        found = false(a, path + _step(n), inside)
        if found is not None:
            return ["split", k, found]
    return None


def _or_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    parts = [false(a, path + _step(n), known.with_(a)) for n, a in enumerate(p.args)]
    return None if any(x is None for x in parts) else ["cases", k, *parts]


def _not_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    found = true(p.args[0], path + "0", known)
    return None if found is None or free_spaces(p) else ["contradict", k, found]


def _implies_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    premise = true(p.args[0], path + "0", known)
    rest = None if premise is None else false(p.args[1], path + "1", known.with_(p.args[1]))
    return None if rest is None else ["modus", k, premise, rest]


def _iff_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    forth, back = Prop("implies", p.args, ()), Prop("implies", p.args[::-1], ())
    inside = known.with_(forth, back)
    for part, (a, b) in ((forth, ("0", "1")), (back, ("1", "0"))):
        premise = true(part.args[0], path + a, inside)
        rest = None if premise is None else false(part.args[1], path + b, inside.with_(part.args[1]))
        if rest is not None:
            at = inside.place(part)
            return ["split", k, ["modus", at, premise, rest]]
    return None


def _forall_false(p: Prop, path: str, known: Known, k: int) -> Evidence | None:
    v = variable(p, path)
    opened = open_binder(p, v)
    found = false(opened, path + "0", known.with_(opened))
    return None if found is None else ["instance", k, to_json(v), found]


_TRUE: dict[str, Callable[[Prop, str, Known], Evidence | None]] = {
    "and": _all_true, "or": _one_true, "not": _not_true, "implies": _implies_true, "iff": _iff_true,
    "exists": _exists_true,
}  # fmt: skip
_FALSE: dict[str, Callable[[Prop, str, Known, int], Evidence | None]] = {
    "and": _and_false, "or": _or_false, "not": _not_false, "implies": _implies_false, "iff": _iff_false,
    "forall": _forall_false,
}  # fmt: skip


# --- what a proved statement adds -----------------------------------------------------------------------------------


def _with_truth(
    truth: Truth, path: str, known: Known, rest: Callable[[Known], Evidence | None], p: Prop | None = None
) -> Evidence | None:
    """The rest, after the statement is taken apart as far as one way leads: at the values of its bound variables, and
    beyond premises that are true there."""
    p = truth.goal if p is None else p
    k = known.place(p)
    if p.op == "forall":
        v = variable(p, path)
        opened = open_binder(p, v)
        found = _with_truth(truth, path + "0", known.with_(opened), rest, opened)
        return None if found is None else ["instance", k, to_json(v), found]
    if p.op == "iff":
        parts = (Prop("implies", p.args, ()), Prop("implies", p.args[::-1], ()))
        found = rest(_placed(known.with_(*parts), {p.args[0]: path + "0", p.args[1]: path + "1"}))
        return None if found is None else ["split", k, found]
    if p.op == "and":
        found = _conjuncts(truth, path, known.with_(*p.args), rest, list(enumerate(p.args)))
        return None if found is None else ["split", k, found]
    if p.op == "implies":
        premise = true(p.args[0], path + "0", known)
        if premise is None:
            return rest(_placed(known, {p.args[0]: path + "0", p.args[1]: path + "1"}))
        found = _with_truth(truth, path + "1", known.with_(p.args[1]), rest, p.args[1])
        return None if found is None else ["modus", k, premise, found]
    return rest(known)


def _conjuncts(
    truth: Truth, path: str, known: Known, rest: Callable[[Known], Evidence | None], todo: list[tuple[int, Prop]]
) -> Evidence | None:
    if not todo:
        return rest(known)
    n, p = todo[0]
    return _with_truth(truth, path + _step(n), known, lambda k: _conjuncts(truth, path, k, rest, todo[1:]), p)


def _placed(known: Known, at: dict[Prop, str]) -> Known:
    return Known(known.at, known.meter, known.props, known.given, known.seen, {**known.paths, **at})


def _by_rule(p: Prop, known: Known) -> Evidence | None:
    """By an implication that is known and whose premise is true."""
    for k, h in enumerate(known.props):
        if h.op == "implies" and h.args[1] == p and h.args[0] in known.paths:
            premise = true(h.args[0], known.paths[h.args[0]], known, rules=False)
            if premise is not None:
                return ["modus", k, premise, ["hyp", len(known.props)]]
    return None


def _by_rule_back(p: Prop, known: Known, at: int) -> Evidence | None:
    """By an implication that leads from p to what is false."""
    for k, h in enumerate(known.props):
        if h.op == "implies" and h.args[0] == p and h.args[1] in known.paths:
            rest = false(h.args[1], known.paths[h.args[1]], known.with_(h.args[1]), rules=False)
            if rest is not None:
                return ["modus", k, ["hyp", at], rest]
    return None
