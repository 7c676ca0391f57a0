"""Inequalities between numbers, whatever these are: norms, expectations … become variables, and the rest is proved of
all numbers. What is proved so is a lemma; the statement is an instance of it.
"""

from __future__ import annotations

from proofread.methods.goals import Evidence, nested
from proofread.methods.proofs import Proof
from proofread.methods.squares import square_nonnegative
from proofread.trusted.rules import fresh
from proofread.trusted.terms import Node, Prop, Term, quantifier, relation, var
from proofread.trusted.trees import bind, free_spaces, free_variables, open_binder, subnodes, substitute, to_json

ATOMS = ("natpow", "total", "apply", "integral", "entry", "trace", "bsum", "matmul", "deriv", "sequence")
MOST = 6  # numbers put in; with more of them nothing becomes simpler
HYPOTHESES = 8
DEEPEST = 9


def by_abstraction(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """Prove the goal as a statement about numbers only, from those hypotheses that are about the same numbers."""
    if goal.op not in ("ge", "gt") or proof.depth > DEEPEST or proof.fuel.empty:
        return None
    branch = Proof(proof.hypotheses, proof.depth, proof.fuel, narrow=proof.narrow)
    found = _abstracted(branch, goal, work)
    return None if found is None else branch.wrap(found)


def _abstracted(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    mine = dict.fromkeys(a for side in goal.args for a in _atoms(side))
    said = [_of(h) for h in proof.hypotheses if h.op in ("equal", "ge", "gt", "apart")]
    near = dict.fromkeys(a for others in said if mine.keys() & others.keys() for a in others)
    atoms = list(mine | near) if len(mine | near) <= MOST else list(mine)
    if not 0 < len(atoms) <= MOST or not all(_plain(a) for a in atoms):
        return None
    for a in atoms:
        square_nonnegative(proof, relation("ge", a, 0))
    by = {a: var(f"_a{k}") for k, a in enumerate(atoms)}
    bare = _replaced(goal, by)
    used = _about(proof, bare, by)
    if not _numbers_only(bare) or len(used) > HYPOTHESES:
        return None
    lemma = bare
    for h in reversed(used):
        lemma = Prop("implies", (_replaced(h, by), lemma), ())
    for v in reversed(by.values()):
        lemma = bind(lambda b, p: quantifier("forall", b, p), v, lemma)
    evidence = _of_numbers(proof, lemma, work)
    return None if evidence is None else _instance(proof, lemma, evidence, atoms, used)


def _of_numbers(proof: Proof, lemma: Prop, work: int) -> Evidence | None:
    """Evidence for ∀… premises ⇒ conclusion, opened all at once."""
    premises: list[Prop] = []
    steps: list[str] = []
    while lemma.op in ("forall", "implies"):
        if lemma.op == "forall":
            lemma = open_binder(lemma, fresh(lemma.data[0], *premises, lemma))
            steps.append("all")
        else:
            premises.append(lemma.args[0])
            lemma = lemma.args[1]
            steps.append("assume")
    found = nested(Proof(premises, proof.depth + 1, proof.fuel), lemma, work)
    for step in reversed(steps if found is not None else ()):
        found = [step, found]
    return found


def _instance(proof: Proof, lemma: Prop, evidence: Evidence, atoms: list[Term], used: list[Prop]) -> Evidence:
    """The steps from the lemma to the goal: its variables, then its premises."""
    count = len(proof.hypotheses)
    out: Evidence = ["hyp", count + len(atoms) + len(used)]
    for k, h in reversed(list(enumerate(used))):
        out = ["modus", count + len(atoms) + k, ["hyp", proof.number(h)], out]
    for k, a in reversed(list(enumerate(atoms))):
        out = ["instance", count + k, to_json(a), out]
    return ["have", to_json(lemma), ["only", [], evidence], out]


def _atoms(x: Term) -> list[Term]:
    """The outermost numbers in it that are made of something else than numbers."""
    if not x.shape and x.op in ATOMS:
        return [x]
    return [a for arg in x.args for a in _atoms(arg)]


def _of(h: Prop) -> dict[Term, None]:
    return dict.fromkeys(a for side in h.args for a in _atoms(side))


def _plain(a: Term) -> bool:
    return not free_spaces(a) and not a.shape


def _replaced(p: Prop, by: dict[Term, Term]) -> Prop:
    swapped: dict[Node, Node] = dict(by.items())
    made: Prop = substitute(p, swapped)
    return made


def _about(proof: Proof, goal: Prop, by: dict[Term, Term]) -> list[Prop]:
    """The hypotheses about numbers that the goal speaks of, or that these speak of, and about nothing else."""
    said = [h for h in proof.hypotheses if h.op in ("equal", "ge", "gt", "apart") and h.args[0] != h.args[1]]
    bare = {h: _replaced(h, by) for h in said}
    left = {h: free_variables(p) for h, p in bare.items() if _numbers_only(p)}
    spoken, out = free_variables(goal), list[Prop]()
    while near := [h for h, mine in left.items() if mine & spoken]:
        for h in near:
            spoken = spoken | left.pop(h)
        out += near
    return [h for h in proof.hypotheses if h in out]


def _numbers_only(p: Prop) -> bool:
    return all(not getattr(n, "shape", ()) and n.op not in ATOMS for n in subnodes(p)) and not free_spaces(p)
