"""Where to look for an instance that tells a slip from the truth it was made in.

Where the statement is proved, a changed side is wrong exactly where it differs from what it was, and a dropped
hypothesis is missed only where it fails. Such an instance is easier to find. The kernel confirms it for the slip.
"""

from __future__ import annotations

from collections.abc import Iterator

from proofread.methods.places import Json
from proofread.methods.refutation import completed, find_witness
from proofread.methods.results import Declined
from proofread.mutation.edits import SIDED
from proofread.trusted import kernel
from proofread.trusted import terms as t
from proofread.trusted.combination import Rejected
from proofread.trusted.kernel import Sequent
from proofread.trusted.nodes import connective, quantifier
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import CaptureError, subnodes

MONOTONE = ("forall", "and", "implies")  # what is false inside, at some place, makes all of it false
SLOW = ("deriv",)  # to evaluate
IRRATIONAL = ("exp", "log", "sqrt", "tanh", "sin", "cos", "atan")


def sought(sequent: Sequent, truth: Prop | None, dropped: Prop | None) -> tuple[Sequent, ...]:
    """The statements whose refutation refutes the sequent, the easiest first. `truth`: a goal that is proved from the
    hypotheses; `dropped`: a hypothesis from which, and from the others, the goal is proved."""
    found: list[Sequent] = []
    if truth is not None:
        for changed in (difference(truth, sequent.goal), newly_assumed(truth, sequent.goal)):
            if changed is not None:
                found.append(Sequent(sequent.hypotheses, changed))
        sequent = Sequent(sequent.hypotheses, changed_part(truth, sequent.goal))
    if dropped is not None and (failing := negated(dropped)) is not None:
        found.append(Sequent((*sequent.hypotheses, failing), sequent.goal))
    return (*found, sequent)


def _only_change(old: Prop, new: Prop) -> int | None:
    """The number of the one argument in which the two differ; None where they differ in more, or in none."""
    if old.op != new.op or old.data != new.data or len(old.args) != len(new.args):
        return None
    changed = [k for k, (a, b) in enumerate(zip(old.args, new.args, strict=True)) if a != b]
    return changed[0] if len(changed) == 1 else None


def changed_part(old: Prop, new: Prop) -> Prop:
    """The new statement without the parts of conjunctions that it has from the old one, which are true."""
    k = _only_change(old, new)
    if k is None or new.op not in MONOTONE or (new.op == "implies" and k == 0):
        return new
    inner = changed_part(old.args[k], new.args[k])
    return inner if new.op == "and" else Prop(new.op, (*new.args[:k], inner, *new.args[k + 1 :]), new.data)


def difference(old: Prop, new: Prop) -> Prop | None:
    """That the changed side equals the side it was: where this fails, the new goal does. None where that is not so, or
    is no easier."""
    k = _only_change(old, new)
    if k is None:
        return None
    a, b = old.args[k], new.args[k]
    if old.op == "equal" and isinstance(a, Term) and isinstance(b, Term):
        slow = any(n.op in SLOW for n in (*subnodes(a), *subnodes(b)))
        return None if slow or a.shape != b.shape else t.relation("equal", a, b)
    if old.op not in MONOTONE or (old.op == "implies" and k == 0):
        return None
    inner = difference(a, b)
    if old.op == "and":
        return inner
    return None if inner is None else Prop(new.op, (*new.args[:k], inner, *new.args[k + 1 :]), new.data)


def newly_assumed(old: Prop, new: Prop) -> Prop | None:
    """The new statement of what its changed premise lets in and the old one did not: where it holds of that, it holds.
    None where it is no premise that has changed."""
    k = _only_change(old, new)
    if k is None or new.op not in MONOTONE:
        return None
    a, b = old.args[k], new.args[k]
    if new.op == "implies" and k == 0:
        failing = negated(a)
        return None if failing is None else connective("implies", connective("and", failing, b), new.args[1])
    inner = newly_assumed(a, b)
    if inner is None or new.op == "and":
        return inner
    return Prop(new.op, (*new.args[:k], inner, *new.args[k + 1 :]), new.data)


def negated(h: Prop) -> Prop | None:
    """That the hypothesis fails, written as something that can be made to hold."""
    if h.op in SIDED and all(isinstance(a, Term) and not a.shape for a in h.args):
        a, b = h.args
        return {"ge": t.relation("gt", b, a), "gt": t.relation("ge", b, a), "equal": t.relation("apart", a, b)}[h.op]
    if h.op in ("apart", "nonzero"):
        return t.relation("equal", h.args[0], h.args[1] if h.op == "apart" else 0)
    if h.op == "forall" and h.data[0].op in ("index", "nat"):
        inside = negated(h.args[0])
        return None if inside is None else quantifier("exists", h.data[0], inside)
    return None if h.op in ("forall", "exists", "iff", "implies") else connective("not", h)


def witnesses(sequent: Sequent, sequents: tuple[Sequent, ...], seed: int, work: int) -> Iterator[Json]:
    """Instances that may refute the sequent, looked for in the others, `work` units spent on each of them."""
    for s in sequents:
        found = find_witness(s, seed=seed, work=work, small=False)
        if not isinstance(found, Declined):
            made = completed(sequent, found)
            yield made
            if (
                "choose" in made and s != sequent
            ):  # what is in front there may not be so here; the evaluator may find it
                yield {k: v for k, v in made.items() if k != "choose"}
    yield from _by_definition(sequent, seed, work)


def _by_definition(sequent: Sequent, seed: int, work: int) -> Iterator[Json]:
    """Where hypotheses say that variables are logarithms and the like: an instance of what is left without them."""
    left, places = sequent, list[int]()
    while (k := next((k for k, h in enumerate(left.hypotheses) if _irrational(h)), None)) is not None:
        try:
            left = kernel.without(left, k)
        except (Rejected, CaptureError):
            return
        places.append(k)
    found = find_witness(left, seed=seed, work=work, small=False) if places else Declined("nothing is defined")
    if not isinstance(found, Declined):
        yield {**completed(left, found), "define": places}


def _irrational(h: Prop) -> bool:
    """Whether it says that a variable is something that is seldom rational."""
    return (
        h.op == "equal"
        and any(a.op == "var" and not a.data[1] for a in h.args)
        and any(n.op in IRRATIONAL for n in subnodes(h))
    )
