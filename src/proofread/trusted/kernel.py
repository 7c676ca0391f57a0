"""The only maker of a Theorem: evidence is checked, never believed. Every exception on the way is a rejection."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from proofread.trusted import exact
from proofread.trusted.combination import Rejected, need
from proofread.trusted.nodes import connective
from proofread.trusted.obligations import obligations
from proofread.trusted.premises import goes_on, head
from proofread.trusted.rules import derive, plain_names, prop
from proofread.trusted.terms import Prop, Term, const, is_nat, is_poison, relation
from proofread.trusted.trees import (
    digest,
    free_spaces,
    free_variables,
    function_names,
    rational,
    size_names,
    space_names,
    subnodes,
    substitute,
)
from proofread.trusted.well_formed import well_formed

_MINT = object()


@dataclass(frozen=True)
class Sequent:
    """Hypotheses and a goal, for all sizes and values of what is free in them."""

    hypotheses: tuple[Prop, ...]
    goal: Prop

    @property
    def digest(self) -> str:
        return digest(*self.hypotheses, self.goal)


class Theorem:
    """What the kernel has checked. `kind` is "proved" or "refuted"; `ledger` names what was relied upon."""

    __slots__ = ("kind", "ledger", "sequent")
    sequent: Sequent
    kind: str
    ledger: tuple[str, ...]

    def __init__(self, sequent: Sequent, kind: str, ledger: tuple[str, ...], mint: object) -> None:
        if mint is not _MINT:
            raise TypeError("only the kernel makes theorems; give it evidence with prove() or refute()")
        for name, value in (("sequent", sequent), ("kind", kind), ("ledger", ledger)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise TypeError("a theorem cannot be changed")

    def __delattr__(self, name: str) -> NoReturn:
        raise TypeError("a theorem cannot be changed")

    def __init_subclass__(cls) -> None:
        raise TypeError("a theorem has no subclasses")

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a theorem is not copied or pickled; save its evidence and check that again")

    def __bool__(self) -> bool:
        raise TypeError("a theorem is not a truth value")

    def __repr__(self) -> str:
        return f"<{self.kind}: {self.sequent.goal!r}>"


def prove(sequent: Sequent, evidence: Any) -> Theorem:
    """Check the goal and every obligation of the statement. Raises Rejected with what is left over."""
    ledger: set[str] = set()
    try:
        _well_formed(sequent)
        duties = obligations((*sequent.hypotheses, sequent.goal))
        proofs = evidence["obligations"]
        need(len(proofs) == len(duties), "{} obligations, {} proofs", len(duties), len(proofs))
        for duty, proof in zip(duties, proofs, strict=True):
            derive(sequent.hypotheses, duty, proof, ledger)
        derive(sequent.hypotheses, sequent.goal, evidence["proof"], ledger)
        ledger |= _understood(sequent) | _brought_in([proofs, evidence["proof"]], False)
    except Rejected:
        raise
    except (Exception, RecursionError) as why:
        raise Rejected(f"malformed evidence: {type(why).__name__}: {why}") from None
    return Theorem(sequent, "proved", tuple(sorted(ledger)), _MINT)


def refute(sequent: Sequent, witness: Any) -> Theorem:
    """Check an instance: every hypothesis holds exactly, the goal fails exactly or with disjoint enclosures; or, where
    the witness has a "disproof", the contrary of the goal at the instance is proved, what it needs included; with
    "given" beside it, the negation of the goal is proved from what holds at the instance. "because" says by the number
    of a hypothesis why it holds where that is not computed: "recursion", or a proof of it. "define" names hypotheses
    that say what a variable is, one after the other: the instance has no value for it, and is one of what is left."""
    try:
        _well_formed(sequent)
        if "define" in witness:
            return _by_definition(sequent, witness)
        if "given" in witness:
            return _contradicted(sequent, witness)
        if "disproof" in witness:
            return _disproved(sequent, witness)
        goal, values, chosen = _chosen(sequent.goal, witness)
        instance = exact.read_instance(values, (*sequent.hypotheses, goal, *chosen))
        ledger = _borne_out(sequent.hypotheses, instance, witness.get("because", {}))
        need(exact.holds(goal, instance) is False, "the goal is not refuted at the instance")
        for duty in obligations((*sequent.hypotheses, goal)):
            _defined(duty, instance)
    except Rejected:
        raise
    except (Exception, RecursionError) as why:
        raise Rejected(f"not an instance: {type(why).__name__}: {why}") from None
    ledger.add("instance computed in rational arithmetic")
    return Theorem(sequent, "refuted", tuple(sorted(ledger)), _MINT)


def _borne_out(hypotheses: tuple[Prop, ...], instance: exact.Instance, because: dict[str, Any]) -> set[str]:
    """Every hypothesis holds at the instance: that is computed; or it says how a sequence goes on of which the instance
    gives the first members; or it is proved from the others, those without a proof, and from what is "given" beside
    the proof and holds there. What was relied upon."""
    why = [because.get(str(k)) for k in range(len(hypotheses))]
    computed = tuple(h for h, reason in zip(hypotheses, why, strict=True) if reason is None or reason == "recursion")
    names = [head(h)[0] for h, reason in zip(hypotheses, why, strict=True) if reason == "recursion"]
    ledger: set[str] = set()
    for k, (h, reason) in enumerate(zip(hypotheses, why, strict=True)):
        if reason is None:
            need(exact.holds(h, instance) is True, "hypothesis {} is not confirmed at the instance", k)
        elif reason == "recursion":
            ledger.add(f"{goes_on(h, names, instance)} goes on as a hypothesis says")
        else:
            given = tuple(prop(g, hypotheses) for g in reason.get("given", []))
            for g in given:
                need(exact.holds(g, instance) is True, "what hypothesis {} is proved from does not hold there", k)
            ledger.update(prove(Sequent((*computed, *given), h), reason).ledger)
    return ledger


def _disproved(sequent: Sequent, witness: Any) -> Theorem:
    """Of a relation between numbers whose variables the instance replaces by numbers: nothing else is left in it."""
    values = {k: v for k, v in witness.items() if k != "disproof"}
    instance = exact.read_instance(values, (*sequent.hypotheses, sequent.goal))
    for k, h in enumerate(sequent.hypotheses):
        need(exact.holds(h, instance) is True, f"hypothesis {k} is not confirmed at the instance")
        for duty in obligations((h,)):
            _defined(duty, instance)
    contrary = contrary_at(sequent.goal, values)
    theorem = prove(Sequent((), contrary), witness["disproof"])
    ledger = {*theorem.ledger, "the contrary is proved at the instance"}
    return Theorem(sequent, "refuted", tuple(sorted(ledger)), _MINT)


def _contradicted(sequent: Sequent, witness: Any) -> Theorem:
    """The hypotheses and the propositions of "given" hold at the instance, and the goal's negation is proved from them
    for whatever they hold of, so for the instance. They may speak of variables that the statement has not: whatever
    they are, what is free in the statement has the values of the instance."""
    scope = (*sequent.hypotheses, sequent.goal)
    given = tuple(prop(g, scope) for g in witness["given"])
    need(not any(free_spaces(p) for p in (sequent.goal, *given)), "no negation of what is random")
    premises = (*sequent.hypotheses, *given)
    values = {k: v for k, v in witness.items() if k not in ("given", "disproof", "because")}
    instance = exact.read_instance(values, (*premises, sequent.goal))
    ledger = _borne_out(premises, instance, witness.get("because", {}))
    for duty in obligations(premises):
        _defined(duty, instance)
    theorem = prove(Sequent(premises, connective("not", sequent.goal)), witness["disproof"])
    ledger |= {*theorem.ledger, "the contrary is proved from what holds at the instance"}
    return Theorem(sequent, "refuted", tuple(sorted(ledger)), _MINT)


def _by_definition(sequent: Sequent, witness: Any) -> Theorem:
    """What is left without the hypotheses of "define" is refuted at the instance, where what defines the variables has
    a value. With these values, rational or not, the instance is one of the whole."""
    left, meanings = sequent, list[Prop]()
    for k in witness["define"]:
        by = _meaning(left, k)
        left, meanings = without(left, k), [substitute(p, by) for p in (*meanings, left.hypotheses[k])]
    need(bool(meanings), "a hypothesis that says what a variable is")
    theorem = refute(left, {key: v for key, v in witness.items() if key != "define"})
    witness = {key: v for key, v in witness.items() if key not in ("given", "disproof", "define")}
    _, values, _ = _chosen(left.goal, witness)  # what is chosen for a name is its value here as well
    instance = exact.read_instance(values, tuple(meanings))
    for p in meanings:  # t = t, without any of these variables
        for duty in obligations((p,)):
            _defined(duty, instance)
        exact.evaluate(p.args[0], instance)
    ledger = {*theorem.ledger, "what a hypothesis says that a variable is need not be rational"}
    return Theorem(sequent, "refuted", tuple(sorted(ledger)), _MINT)


def without(sequent: Sequent, k: int) -> Sequent:
    """The sequent without its hypothesis x = t, and with t for the variable x in all else."""
    by = _meaning(sequent, k)
    rest = (p for j, p in enumerate(sequent.hypotheses) if j != k)
    return Sequent(tuple(substitute(p, by) for p in rest), substitute(sequent.goal, by))


def _meaning(sequent: Sequent, k: int) -> dict[Any, Any]:
    """t for x, if the hypothesis is x = t: both have the same shape, nothing in t is random, and x is not in it."""
    need(type(k) is int and 0 <= k < len(sequent.hypotheses), "the number of a hypothesis")
    h = sequent.hypotheses[k]
    for x, t in (h.args, h.args[::-1]) if h.op == "equal" else ():
        known = x.op == "var" and x.data[1] is None and x.shape == t.shape
        if known and x not in free_variables(t) and not free_spaces(t):
            return {x: t}
    raise Rejected(f"hypothesis {k} does not say what a variable is")


def contrary_at(goal: Prop, values: Any) -> Prop:
    """The contrary of a relation between scalars, with numbers for its variables."""
    need(goal.op in _CONTRARY and not any(a.shape for a in goal.args), "only a relation between numbers has a contrary")
    by: dict[Any, Any] = {}
    for v in goal.free:
        need(v.op in ("var", "nat") and not v._shape() and v.data[1:] in ((), (None,)), "a number for every variable")
        by[v] = const(rational(str(values["values" if v.op == "var" else "nats"][v.data[0]])))
        need(v.op != "nat" or is_nat(by[v]), "a natural number")
    left, right = (substitute(a, by) for a in goal.args)
    op, swapped = _CONTRARY[goal.op]
    made = relation(op, right, left) if swapped else relation(op, left, right)
    need(not (made.free or made.sizes or made.spaces or function_names(made)), "something is left open")
    return made


_CONTRARY = {"equal": ("apart", False), "apart": ("equal", False), "ge": ("gt", True), "gt": ("ge", True)}


def _defined(duty: Prop, instance: exact.Instance) -> None:
    """What the statement needs to be defined holds at the instance; under a quantifier it must not be known to fail."""
    need(exact.defined(duty, instance), "at the instance it is not defined: {!r}", duty)


def _chosen(goal: Prop, witness: Any) -> tuple[Prop, dict[str, Any], list[Term]]:
    """The goal without its outermost ∀, whose variables get the values that the witness chooses for them. They are to
    be read whether they occur in what is left or not: a place on an axis without places is none."""
    chosen = list[Term]()
    values = {k: dict(v) for k, v in witness.items() if k not in ("choose", "because")}
    for name, value in witness.get("choose", []):
        need(
            goal.op == "forall" and goal.data[0].data[0] == name, "{!r} is not the outermost quantified variable", name
        )
        section = {"var": "values", "nat": "nats", "index": "indices"}[goal.data[0].op]
        values.setdefault(section, {})[name] = value
        chosen.append(goal.data[0])
        goal = goal.args[0]
    return goal, values, chosen


def _well_formed(sequent: Sequent) -> None:
    need(type(sequent) is Sequent and type(sequent.hypotheses) is tuple, "a sequent holds a tuple of hypotheses")
    for p in (*sequent.hypotheses, sequent.goal):
        need(isinstance(p, Prop), "a sequent is made of propositions")
        poison = is_poison(p)
        need(poison is None, "ill-shaped: {}", poison)
        need(well_formed(p), "not a proposition that its operators make: {}", p.op)
        plain_names(p)
    sizes = {pair for p in (*sequent.hypotheses, sequent.goal) for pair in size_names(p)}
    need(len({name for name, _ in sizes}) == len(sizes), "one size with two least values")
    spaces = {s for p in (*sequent.hypotheses, sequent.goal) for s in space_names(p)}
    need(len({name for name, _ in spaces}) == len(spaces), "one space that is a probability and is none")


def _understood(sequent: Sequent) -> set[str]:
    """What reading the symbols takes for granted."""
    ops = {n.op for p in (*sequent.hypotheses, sequent.goal) for n in subnodes(p)}
    out = {"every integral that is written converges absolutely"} if "integral" in ops else set()
    if "integral" in ops and "deriv" in ops:
        out.add(_TAKEN_UNDER_A_DERIVATIVE["integral"])
    if "deriv" in ops and "apply" in ops:
        out.add(_TAKEN_UNDER_A_DERIVATIVE["apply"])
    return out


def _brought_in(x: Any, moving: bool) -> set[str]:
    """The same of the terms that evidence brings in: a derivative there may be of an integral, or of a function left
    open, where the statement speaks of none."""
    if isinstance(x, list | tuple):
        return set().union(*(_brought_in(a, moving) for a in x))
    if not isinstance(x, dict):
        return set()
    own = {_TAKEN_UNDER_A_DERIVATIVE[x["op"]]} if moving and x.get("op") in _TAKEN_UNDER_A_DERIVATIVE else set[str]()
    return own.union(*(_brought_in(a, moving or x.get("op") == "deriv") for a in x.values()))


_TAKEN_UNDER_A_DERIVATIVE = {
    "integral": "derivative and integral may be exchanged", "apply": "uninterpreted functions are smooth",
}  # fmt: skip
