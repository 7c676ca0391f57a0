"""Equations between products: what cannot be 0 is taken out, entry by entry, and the rest is 0."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce

from proofread.methods.cofactors import Combination, written
from proofread.methods.conditions import apart0, establish, gt0
from proofread.methods.enrichment import occurring
from proofread.methods.factoring import factored
from proofread.methods.goals import QUICK, shown
from proofread.methods.proofs import Proof
from proofread.methods.saturation import saturate
from proofread.trusted import terms as t
from proofread.trusted.facts import UNIT, ZERO
from proofread.trusted.indexed import Factor, Poly
from proofread.trusted.rules import fresh
from proofread.trusted.terms import Prop, Term, const, quantifier, relation
from proofread.trusted.trees import CaptureError, free_spaces, open_binder, substitute, to_json

MOST, LARGEST, ROWS = 6, 40, 200  # equations looked at, monomials of one, and rows of the search for each step
ATOMS = ("apply", "tanh", "sin", "cos", "exp", "log", "sqrt", "var")


def take_out_factors(proof: Proof) -> bool:
    """x = y from (x − y)(1 + y²) = 0, for numbers and for columns, also where that is assumed for every index."""
    count = len(proof.hypotheses)
    equations = [h for h in proof.hypotheses if _equation(h) and not free_spaces(h)]
    for h in equations[:MOST]:
        if h.op == "equal":
            _of(proof, h)
        else:
            _of_every(proof, h)
    return len(proof.hypotheses) > count


def _equation(h: Prop) -> bool:
    return h.op == "equal" or (h.op == "forall" and h.data[0].op == "index" and h.args[0].op == "equal")


def _of_every(proof: Proof, h: Prop) -> None:
    """The same for every index, by opening the quantifier."""
    bound = h.data[0]
    i = fresh(bound, *proof.hypotheses)
    here = open_binder(h, i)
    branch = Proof((*proof.hypotheses, here), proof.depth + 1, proof.fuel)
    for found in _of(branch, here):
        try:
            every = quantifier("forall", bound, substitute(found, {i: bound}))
        except CaptureError:
            continue
        if fresh(bound, *proof.hypotheses, every) == i and not proof.knows(every):
            inside = ["instance", proof.number(h), to_json(i), branch.wrap(["hyp", branch.number(found)])]
            proof.have(every, ["all", inside])


def _of(proof: Proof, h: Prop) -> list[Prop]:
    """What is left of an equation, which is added to the proof."""
    factors = _factors(proof, h)
    never = [f for f in factors if _never_zero(proof, f)]
    left = [f for f in factors if f not in never]
    if not never or not left:
        return []
    d, rest = reduce(t.mul, never), reduce(t.mul, left)
    if proof.knows(_zero(rest)) or not establish(proof, apart0(d)) or not proof.fact("recip_mul", d):
        return []
    inverse = relation("equal", d * t.recip(d), UNIT)
    scaled = d * t.recip(d) * rest
    steps = ((_zero(scaled), (h,)), (relation("equal", rest, scaled), (inverse,)))
    last = (_zero(rest), tuple(lemma for lemma, _ in steps))
    return [last[0]] if all(_shown(proof, lemma, by) for lemma, by in (*steps, last)) else []


def _never_zero(proof: Proof, x: Term) -> bool:
    return establish(proof, apart0(x)) or (shown(proof, gt0(x), QUICK) and establish(proof, apart0(x)))


def _zero(x: Term) -> Prop:
    """x = 0, a difference as an equation of its two sides."""
    if x.op == "add" and len(x.args) == 2:
        a, b = x.args
        if b.op == "mul" and b.args[0] == const(-1):
            return relation("equal", a, b.args[1])
    return relation("equal", x, ZERO)


def _shown(proof: Proof, lemma: Prop, by: tuple[Prop, ...]) -> bool:
    """An equation that follows from others, each times something."""
    goal, facts = proof.lowered(lemma), [proof.lowered(p) for p in by]
    known = [f for f in facts if f is not None]
    if goal is None or len(known) < len(facts):
        return False
    cofactors = saturate(goal.poly, known, proof.fuel, rows=ROWS)
    if cofactors is None:
        return False
    where = [proof.hypotheses.index(p) for p in by]
    proof.have(lemma, ["algebra", written(goal, known, Combination(tuple(cofactors)), where)])
    return True


def _factors(proof: Proof, h: Prop) -> list[Term]:
    """The different factors of left − right over the rationals, where that is a polynomial in terms of one place."""
    lowered = proof.lowered(h)
    if lowered is None or not 1 < len(lowered.poly) <= LARGEST:
        return []
    places = {f for m in lowered.poly for f in m}
    atoms = _atoms(proof, h, places)
    found = factored(lowered.poly) if len(atoms) == len(places) else None
    proof.fuel.spend(len(lowered.poly))
    return [] if found is None else [_term(f, atoms) for f, _ in found[1]]


def _atoms(proof: Proof, h: Prop, wanted: set[Factor]) -> dict[Factor, Term]:
    """The terms whose value at one place a factor is."""
    shape = h.args[0].shape or h.args[1].shape
    out: dict[Factor, Term] = {}
    for x in dict.fromkeys(occurring([h])):
        if x.op in ATOMS and x.shape in (shape, ()):
            form = proof.lowered(relation("equal", x, ZERO))
            if form is not None and len(form.poly) == 1:
                ((m, c),) = form.poly.items()
                if c == 1 and len(m) == 1 and m[0] in wanted:
                    out.setdefault(m[0], x)
    return out


def _term(f: Poly, atoms: dict[Factor, Term]) -> Term:
    """A polynomial in the atoms; its number first, which is made positive."""
    rows = sorted(f.items(), key=lambda row: (len(row[0]), str(row[0])))
    sign = -1 if rows[0][1] < 0 else 1
    parts = [_monomial(c * sign, [atoms[place] for place in m]) for m, c in rows]
    return parts[0] if len(parts) == 1 else t.add(*parts)


def _monomial(c: Fraction, factors: list[Term]) -> Term:
    if not factors:
        return const(c)
    product = reduce(t.mul, factors)
    return product if c == 1 else const(c) * product
