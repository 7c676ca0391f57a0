"""Evidence as a Coq proof: one row a rule of `trusted.rules`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from proofread.second_kernel import facts
from proofread.second_kernel.algebra import Known, Step
from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.scope import Scope
from proofread.second_kernel.writing import Writer
from proofread.trusted.facts import apply_fact
from proofread.trusted.rules import fresh
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import from_json, open_binder

Lines = list[str]


@dataclass(frozen=True)
class Goal:
    """What is to be proved, and what is known: each hypothesis with its name in the Coq proof."""

    hyps: tuple[Known, ...]
    goal: Prop

    def knowing(self, *more: Known) -> Goal:
        return Goal((*self.hyps, *more), self.goal)

    def of(self, goal: Prop) -> Goal:
        return Goal(self.hyps, goal)

    def hyp(self, k: Any) -> Known:
        if not (isinstance(k, int) and 0 <= k < len(self.hyps)):
            raise NotExportedError(f"no hypothesis {k!r}")
        return self.hyps[k]


class Scripts:
    """Writes proofs in one scope. `slopes` are the theorems that say what derivatives of compounds are."""

    def __init__(self, scope: Scope, slopes: Sequence[str]) -> None:
        self.scope, self.slopes = scope, slopes
        self.write = Writer(scope)

    def proof(self, g: Goal, evidence: Any) -> Lines:
        row = RULES.get(evidence[0])
        if row is None:
            raise NotExportedError(f"the rule {evidence[0]}")
        return row(self, g, evidence[1:])

    def name(self) -> str:
        return self.scope.names.fresh("H")

    def asserted(self, g: Goal, p: Prop, proof: Lines, then: Callable[[Goal], Lines]) -> Lines:
        """`assert p`, its proof, and what follows with p known."""
        name = self.name()
        return [f"assert ({name} : {self.write.prop(p)}).", "{", *indented(proof), "}", *then(g.knowing((name, p)))]


def indented(lines: Lines) -> Lines:
    return [f"  {x}" for x in lines]


def _hyp(s: Scripts, g: Goal, ev: Any) -> Lines:
    return [f"exact {g.hyp(ev[0])[0]}."]


def _algebra(s: Scripts, g: Goal, ev: Any) -> Lines:
    body = ev[0]
    known = [g.hyp(k) for k in body["use"]]
    return Step(s.scope, g.goal, known, s.slopes).proof(body)


def _have(s: Scripts, g: Goal, ev: Any) -> Lines:
    lemma = from_json(ev[0])
    return s.asserted(g, lemma, s.proof(g.of(lemma), ev[1]), lambda h: s.proof(h, ev[2]))


def _only(s: Scripts, g: Goal, ev: Any) -> Lines:
    return s.proof(Goal(tuple(g.hyp(k) for k in ev[0]), g.goal), ev[1])


def _fact(s: Scripts, g: Goal, ev: Any) -> Lines:
    name, args, rest = ev[0], [from_json(a) for a in ev[1]], ev[2]
    conditions, conclusion = apply_fact(name, args)
    cited = [next((k for k in g.hyps if k[1] == c), None) for c in conditions]
    if None in cited:
        raise NotExportedError(f"a condition of {name} that is not known")
    proof = facts.script(s.write, name, args, conclusion, [k for k in cited if k is not None])
    return s.asserted(g, conclusion, [f"{proof}."], lambda h: s.proof(h, rest))


def _both(s: Scripts, g: Goal, ev: Any) -> Lines:
    lines: Lines = []
    for k, (part, proof) in enumerate(zip(g.goal.args, ev, strict=True)):
        lines += ["split."] if k < len(ev) - 1 else []
        lines += ["{", *indented(s.proof(g.of(part), proof)), "}"]
    return lines


def _assume(s: Scripts, g: Goal, ev: Any) -> Lines:
    name = s.name()
    return [f"intro {name}.", *s.proof(g.knowing((name, g.goal.args[0])).of(g.goal.args[1]), ev[0])]


def _iff(s: Scripts, g: Goal, ev: Any) -> Lines:
    a, b = g.goal.args
    lines: Lines = ["split."]
    for given, goal, proof in ((a, b, ev[0]), (b, a, ev[1])):
        name = s.name()
        lines += ["{", f"  intro {name}.", *indented(s.proof(g.knowing((name, given)).of(goal), proof)), "}"]
    return lines


def _all(s: Scripts, g: Goal, ev: Any) -> Lines:
    bound = fresh(g.goal.data[0], *(p for _, p in g.hyps), g.goal)
    if bound.op not in ("index", "var"):
        raise NotExportedError(f"a quantifier over {bound.op}")
    name = s.scope.variables[bound] = s.scope.names.fresh("x" if bound.op == "var" else "i")
    intro = f"intros {name}." if bound.op == "var" else f"intros {name} {name}_range."
    lines = [intro, *s.proof(g.of(open_binder(g.goal, bound)), ev[0])]
    del s.scope.variables[bound]
    return lines


def _split(s: Scripts, g: Goal, ev: Any) -> Lines:
    name, h = g.hyp(ev[0])
    if h.op not in ("and", "iff"):
        raise NotExportedError(f"split of {h.op}")
    parts = h.args if h.op == "and" else (Prop("implies", h.args, ()), Prop("implies", h.args[::-1], ()))
    new = tuple((s.name(), p) for p in parts)
    pattern = new[-1][0]
    for n, _ in reversed(new[:-1]):
        pattern = f"[{n} {pattern}]"
    return [f"pose proof {name} as {pattern}.", *s.proof(g.knowing(*new), ev[1])]


def _modus(s: Scripts, g: Goal, ev: Any) -> Lines:
    name, h = g.hyp(ev[0])
    if h.op != "implies":
        raise NotExportedError("the hypothesis is not an implication")
    first = [f"apply {name}.", *s.proof(g.of(h.args[0]), ev[1])]
    return s.asserted(g, h.args[1], first, lambda k: s.proof(k, ev[2]))


def _instance(s: Scripts, g: Goal, ev: Any) -> Lines:
    name, h = g.hyp(ev[0])
    t = from_json(ev[1])
    if h.op != "forall" or not isinstance(t, Term):
        raise NotExportedError("an instance of what is not universal")
    value = s.write.term(t) if t.op != "index" else s.scope.variable(t)
    value = f"{value} {value}_range" if t.op == "index" else value
    return s.asserted(g, open_binder(h, t), [f"exact ({name} {value})."], lambda k: s.proof(k, ev[2]))


def _evaluate(s: Scripts, g: Goal, ev: Any) -> Lines:
    return ["first [lra | intros; entries; cbn [sum]; unfold kron; cbn [Nat.eqb]; lra]."]


RULES: dict[str, Callable[[Scripts, Goal, Any], Lines]] = {
    "hyp": _hyp,
    "algebra": _algebra,
    "have": _have,
    "only": _only,
    "fact": _fact,
    "both": _both,
    "assume": _assume,
    "iff": _iff,
    "all": _all,
    "split": _split,
    "modus": _modus,
    "instance": _instance,
    "evaluate": _evaluate,
}
