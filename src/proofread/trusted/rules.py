"""The rules of logic: small steps from hypotheses to a goal. Each raises Rejected where it does not apply.

Free variables are universal. A quantified variable is opened under a name that nothing else uses. Induction drops
every hypothesis that mentions its variable: what holds at every step is assumed as ∀.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from proofread.trusted import exact
from proofread.trusted.combination import Rejected, check, lower_relation, need
from proofread.trusted.facts import apply_fact
from proofread.trusted.indexed import Refused
from proofread.trusted.sizes import may_be_zero
from proofread.trusted.terms import Node, Prop, Term, const, is_nat, is_poison, nat, relation
from proofread.trusted.trees import (
    FUNCTIONS,
    free_spaces,
    free_variables,
    from_json,
    function_names,
    open_binder,
    size_names,
    space_names,
    subnodes,
    substitute,
)
from proofread.trusted.well_formed import well_formed

Hyps = tuple[Prop, ...]
Ledger = set[str]
NOTHING = exact.read_instance({}, ())
PLAIN = re.compile(r"(%\d+|%hole|\?\d+|[?!_]?[^\W\d_]\w*)'*")  # "%v" and the like are for the facts' own use
FALSUM = relation("gt", const(0), const(0))
CONGRUENT = {"apart", "nonzero", "invertible", "full_rank", "psd", "pd", "equal", "ge", "gt"}


def derive(hyps: Hyps, goal: Prop, evidence: Any, ledger: Ledger) -> None:
    """Check one node of evidence; everything that is relied upon goes on the ledger."""
    if not (isinstance(evidence, list) and evidence and evidence[0] in RULES):
        raise Rejected(f"no rule {str(evidence)[:40]!r}")
    RULES[evidence[0]](hyps, goal, evidence[1:], ledger)


def _hyp(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(hypothesis(hyps, ev[0]) == goal, "the hypothesis is not the goal")


def hypothesis(hyps: Hyps, k: Any) -> Prop:
    if not (isinstance(k, int) and 0 <= k < len(hyps)):
        raise Rejected(f"no hypothesis {k!r}")
    return hyps[k]


def term(x: Any, scope: Iterable[Prop], like: Term | None = None) -> Term:
    """A term given by the evidence; where it stands for a variable, of its kind and shape."""
    made = from_json(x)
    if not isinstance(made, Term) or is_poison(made) is not None:
        raise Rejected("evidence must give a well-shaped term")
    admitted(made, scope)
    if like is not None:
        need(made.shape == like.shape, "a term of shape {} for a variable of shape {}", made.shape, like.shape)
        need(not free_spaces(made), "a quantified variable is not random")
        need(like.op != "nat" or is_nat(made), "a natural number is needed")
        need(like.op != "index" or (made.op == "index" and made.data[1] == like.data[1]), "an index is needed")
    return made


def prop(x: Any, scope: Iterable[Prop]) -> Prop:
    made = from_json(x)
    if not isinstance(made, Prop) or is_poison(made) is not None:
        raise Rejected("evidence must give a well-shaped proposition")
    admitted(made, scope)
    return made


def admitted(made: Node, scope: Iterable[Prop]) -> None:
    """What evidence brings in has plain names, the sizes' declared least values, and axes that cannot be negative."""
    known = list(scope)
    need(well_formed(made), "not a term or proposition that its operators make")
    plain_names(made)
    least = size_names(made).union(*map(size_names, known))
    need(len({name for name, _ in least}) == len(least), "a size with another least value")
    spaces = space_names(made).union(*map(space_names, known))
    need(len({name for name, _ in spaces}) == len(spaces), "a space of another kind")
    places = free_variables(made).difference(*map(free_variables, known))
    need(not any(i.op == "index" and may_be_zero(i.data[1]) for i in places), "an index over what may be empty")
    new = {s for s in made.axes if s.may_shrink}
    need(not new or new <= {s for p in known for s in p.axes}, "an axis whose size could be negative")


def plain_names(n: Node) -> None:
    """Names that cannot run into one another where they are joined."""
    names: set[Any] = {name for name, _ in size_names(n)}
    for m in subnodes(n):
        names.update(_names(m))
        for d in m.data:
            if isinstance(d, Term):
                names.update(_names(d), (name for name, _ in size_names(d)))
    need(all(isinstance(t, str) and PLAIN.fullmatch(t) is not None for t in names), "a name among {}", names)


def _names(x: Node) -> list[Any]:
    """The names that a node itself gives."""
    if x.op in FUNCTIONS:
        need(not x.data[0].endswith("'"), "a prime is for derivatives")
    names = [x.data[0]] if x.op in ("var", "index", "nat", "apply", "sequence") else []
    names += [x.data[1][0]] if x.op == "var" and x.data[1] else []
    names += [x.data[0][0]] if x.op == "integral" else []
    return names


def fresh(bound: Term, *avoid: Node) -> Term:
    """The bound variable under a name that is free nowhere in `avoid`, and bound nowhere: terms that hold it can be
    put under any quantifier."""
    need(bound.op in ("index", "nat") or bound.data[1] is None, "no quantifier over random variables")
    taken = {v.data[0] for n in avoid for v in free_variables(n)}
    name = f"{bound.data[0]}'"
    while name in taken:
        name += "'"
    return Term(bound.op, (), (name, *bound.data[1:]), bound.shape)


def _algebra(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    body = ev[0]
    try:
        facts = [lower_relation(hypothesis(hyps, k)) for k in body["use"]]
        check(lower_relation(goal), facts, body)
    except Refused as why:
        raise Rejected(str(why)) from None


def _have(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    lemma, proof, rest = prop(ev[0], (*hyps, goal)), ev[1], ev[2]
    derive(hyps, lemma, proof, ledger)
    derive((*hyps, lemma), goal, rest, ledger)


def _only(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """From some of the hypotheses alone, numbered anew."""
    derive(tuple(hypothesis(hyps, k) for k in ev[0]), goal, ev[1], ledger)


def _fact(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    name, args, rest = ev
    try:
        conditions, conclusion = apply_fact(name, [term(a, (*hyps, goal)) for a in args])
    except ValueError as why:
        raise Rejected(str(why)) from None
    need(is_poison(conclusion) is None, "{} does not fit these terms", name)
    for c in conditions:
        need(c in hyps, "{} needs {!r}", name, c)
    ledger.add(f"fact {name}")
    derive((*hyps, conclusion), goal, rest, ledger)


def _both(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(goal.op == "and" and len(ev) == len(goal.args), "the goal is not a conjunction of so many parts")
    for part, proof in zip(goal.args, ev, strict=True):
        derive(hyps, part, proof, ledger)


def _assume(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(goal.op == "implies", "the goal is not an implication")
    derive((*hyps, goal.args[0]), goal.args[1], ev[0], ledger)


def _iff(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(goal.op == "iff" and len(ev) == 2, "the goal is not an equivalence")
    a, b = goal.args
    derive((*hyps, a), b, ev[0], ledger)
    derive((*hyps, b), a, ev[1], ledger)


def _all(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(goal.op == "forall", "the goal is not universal")
    derive(hyps, open_binder(goal, fresh(goal.data[0], *hyps, goal)), ev[0], ledger)


def _witness(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(goal.op == "exists", "the goal is not existential")
    derive(hyps, open_binder(goal, term(ev[0], (*hyps, goal), goal.data[0])), ev[1], ledger)


def _either(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    need(goal.op == "or" and isinstance(ev[0], int) and 0 <= ev[0] < len(goal.args), "no such alternative")
    derive(hyps, goal.args[ev[0]], ev[1], ledger)


def _split(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    h = hypothesis(hyps, ev[0])
    need(h.op in ("and", "iff"), "nothing to split")
    parts = h.args if h.op == "and" else (Prop("implies", h.args, ()), Prop("implies", h.args[::-1], ()))
    derive((*hyps, *parts), goal, ev[1], ledger)


def _modus(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    h = hypothesis(hyps, ev[0])
    need(h.op == "implies", "the hypothesis is not an implication")
    derive(hyps, h.args[0], ev[1], ledger)
    derive((*hyps, h.args[1]), goal, ev[2], ledger)


def _instance(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    h = hypothesis(hyps, ev[0])
    need(h.op == "forall", "the hypothesis is not universal")
    derive((*hyps, open_binder(h, term(ev[1], (*hyps, goal), h.data[0]))), goal, ev[2], ledger)


def _obtain(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    h = hypothesis(hyps, ev[0])
    need(h.op == "exists", "the hypothesis is not existential")
    derive((*hyps, open_binder(h, fresh(h.data[0], *hyps, goal))), goal, ev[1], ledger)


def _cases(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    h = hypothesis(hyps, ev[0])
    need(h.op == "or" and len(ev) - 1 == len(h.args), "one proof for each case")
    for part, proof in zip(h.args, ev[1:], strict=True):
        derive((*hyps, part), goal, proof, ledger)


def _sign(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """A real number is positive, zero or negative."""
    x = term(ev[0], (*hyps, goal))
    need(not x.shape and not free_spaces(x), "the sign of a number that is not random")
    zero = const(0)
    for case, proof in zip((relation("gt", x, zero), relation("equal", x, zero), relation("gt", zero, x)), ev[1:4],
                           strict=True):  # fmt: skip
        derive((*hyps, case), goal, proof, ledger)


def _absurd(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    derive(hyps, FALSUM, ev[0], ledger)


def _refute(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """¬P from P ⊢ 0 > 0; x ≠ y on numbers from x = y ⊢ 0 > 0."""
    if goal.op == "apart":
        need(not any(a.shape or free_spaces(a) for a in goal.args), "numbers only")
        assumed = relation("equal", *goal.args)
    else:
        need(goal.op == "not" and not free_spaces(goal), "the goal is not a negation")
        assumed = goal.args[0]
    derive((*hyps, assumed), FALSUM, ev[0], ledger)


def _contradict(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """From ¬P and P, anything."""
    h = hypothesis(hyps, ev[0])
    need(h.op == "not" and not free_spaces(h), "the hypothesis is not a negation")
    derive(hyps, h.args[0], ev[1], ledger)


def _congruent(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """The same predicate of equal terms."""
    h = hypothesis(hyps, ev[0])
    need(h.op == goal.op and h.op in CONGRUENT and len(ev) - 1 == len(h.args), "not the same predicate")
    for a, b, proof in zip(h.args, goal.args, ev[1:], strict=True):
        need(a.shape == b.shape, "terms of different shapes")
        derive(hyps, relation("equal", a, b), proof, ledger)


def _rewrite(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """From s = t: C[s] = C[t], for a term C with a hole (a variable called %hole)."""
    h, context = hypothesis(hyps, ev[0]), term(ev[1], (*hyps, goal))
    need(h.op == "equal" and h.args[0].shape == h.args[1].shape, "not an equation of two terms of one shape")
    s, t = h.args
    hole = Term("var", (), ("%hole", None), s.shape)
    try:
        both = [substitute(context, {hole: side}) for side in (s, t)]
    except ValueError as why:
        raise Rejected(str(why)) from None
    derive((*hyps, relation("equal", *both)), goal, ev[2], ledger)


def _induction(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    n = nat(str(ev[0]))
    kept = tuple(h for h in hyps if n not in free_variables(h))
    derive(kept, substitute(goal, {n: const(0)}), ev[1], ledger)
    derive((*kept, goal), substitute(goal, {n: n + 1}), ev[2], ledger)
    ledger.add("induction")


def _evaluate(hyps: Hyps, goal: Prop, ev: Any, ledger: Ledger) -> None:
    """A closed goal, computed in rationals and rational enclosures."""
    open_parts = (*free_variables(goal), *free_spaces(goal), *size_names(goal), *function_names(goal))
    need(not open_parts, "only a closed proposition can be computed")
    need(exact.holds(goal, NOTHING) is True, "the computation does not confirm it")
    ledger.add("computed in rational arithmetic")


RULES: dict[str, Callable[[Hyps, Prop, Any, Ledger], None]] = {
    "hyp": _hyp,
    "algebra": _algebra,
    "have": _have,
    "only": _only,
    "fact": _fact,
    "both": _both,
    "assume": _assume,
    "iff": _iff,
    "all": _all,
    "witness": _witness,
    "or": _either,
    "split": _split,
    "modus": _modus,
    "instance": _instance,
    "obtain": _obtain,
    "cases": _cases,
    "sign": _sign,
    "absurd": _absurd,
    "refute": _refute,
    "contradict": _contradict,
    "congruent": _congruent,
    "rewrite": _rewrite,
    "induction": _induction,
    "evaluate": _evaluate,
}
