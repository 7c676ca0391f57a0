"""Integrals, limits and infinite sums by facts. SymPy guesses antiderivatives; the kernel checks them."""

from __future__ import annotations

from collections.abc import Callable

from proofread.methods import enrichment, symbolic
from proofread.methods import limit_forms as forms
from proofread.methods.conditions import establish, gt0
from proofread.methods.equations import by_equations
from proofread.methods.fuel import Fuel
from proofread.methods.goals import GOALS, LAST, QUICK, Evidence, child, closed, computed, shown
from proofread.methods.proofs import Proof
from proofread.methods.symbolic import Untranslatable
from proofread.trusted import scalar_terms as s
from proofread.trusted import terms as t
from proofread.trusted.facts import apply_fact
from proofread.trusted.terms import Prop, Term, connective, const, relation
from proofread.trusted.trees import free_spaces, free_variables, subnodes, substitute, to_json

OWN = 12_000  # fuel for each limit
MOST_LIMITS = 16  # replaced in one value
DEEPEST = 8  # of a limit taken apart
ZERO = const(0)


def settled(proof: Proof, x: Term) -> bool:
    """That x exists, and an equation for its value, are known from now on."""
    exists = s.converges(x)
    if proof.knows(exists):
        return True
    if proof.depth > 5 or proof.fuel.in_vain[exists] or free_spaces(x):
        return False
    kept = [k for k, h in enumerate(proof.hypotheses) if _is_plain(h) and h not in proof.cited]
    branch = Proof([proof.hypotheses[k] for k in kept], proof.depth + 1, Fuel(OWN))
    if not _WAYS[x.op](branch, x) or not branch.knows(exists):
        proof.fuel.in_vain[exists] += 1
        return False
    found = [exists, *_resolved(branch, x)]
    proof.fuel.spend(50)
    _brought(proof, found, kept, branch)
    return True


def _resolved(branch: Proof, x: Term) -> list[Prop]:
    """x and a value without limits, if all the limits in its value are known; else what is known of it."""
    now = _value(branch, x)
    first = [relation("equal", x, now)] if now is not None else []
    for _ in range(MOST_LIMITS):
        inside = None if now is None else next((n for n in subnodes(now) if n.op in s.LIMITS), None)
        if inside is None or now is None:
            return first
        assert isinstance(inside, Term)
        value = _value(branch, inside)
        if value is None:
            return first
        now = _put(branch, x, now, inside, value)
        first = [relation("equal", x, now)] if now is not None else first
    return first


def _put(branch: Proof, x: Term, now: Term, inside: Term, value: Term) -> Term | None:
    """From x = now: x = what stands there with one limit replaced by its value."""
    context = substitute(now, {inside: Term("var", (), ("%hole", None))})
    then = substitute(now, {inside: value})
    assert isinstance(then, Term)
    k = branch.number(relation("equal", inside, value))
    steps, goal = (relation("equal", x, now), relation("equal", now, then)), relation("equal", x, then)
    branch.add(lambda rest: ["rewrite", k, to_json(context), rest], steps[1])
    evidence = by_equations(Proof(steps), goal, QUICK)
    if evidence is None:
        return None
    branch.have(goal, ["only", [branch.number(h) for h in steps], evidence])
    return then


def _is_plain(h: Prop) -> bool:
    """A hypothesis that helps with conditions: an order or an equation between numbers without limits."""
    return h.op in ("ge", "gt", "apart", "equal", "nonzero") and not any(n.op in s.LIMITS for n in subnodes(h))


def _brought(proof: Proof, found: list[Prop], kept: list[int], branch: Proof) -> None:
    """What a branch found, as one lemma."""
    whole = found[0] if len(found) == 1 else connective("and", *found)
    parts = [["hyp", branch.number(h)] for h in found]
    proof.have(whole, ["only", kept, branch.wrap(parts[0] if len(parts) == 1 else ["both", *parts])])
    if len(found) > 1:
        k = proof.number(whole)
        proof.add(lambda rest: ["split", k, rest], *found)


def cited(proof: Proof, name: str, *args: Term) -> bool:
    """A fact whose conditions are known or can be shown; its two conclusions."""
    try:
        conditions, conclusion = apply_fact(name, list(args))
    except ValueError:
        return False
    if proof.knows(conclusion.args[0]) and proof.knows(conclusion.args[1]):
        return True
    for c in conditions:
        if not proof.knows(c) and not _condition(proof, c):
            return False
    if not proof.fact(name, *args):
        return False
    k = proof.number(conclusion)
    proof.add(lambda rest: ["split", k, rest], *conclusion.args)
    return True


def _condition(proof: Proof, c: Prop) -> bool:
    if c.op == "converges":
        return settled(proof, c.args[0])
    return (c.op in ("ge", "gt", "apart") and establish(proof, c)) or shown(proof, c, QUICK)


# --- integrals --------------------------------------------------------------------------------------------------------


def _integral(proof: Proof, x: Term) -> bool:
    for antiderivative in _antiderivatives(proof, x):
        names = ("integral_to_infinity",) if x.op == "ray" else ("integral_anywhere", "integral_between",
                                                                 "integral_backwards")  # fmt: skip
        if any(cited(proof, name, x, antiderivative) for name in names):
            if x.op == "ray":
                _end(proof, x, antiderivative)
            return True
    return False


def _end(proof: Proof, x: Term, antiderivative: Term) -> None:
    """What the antiderivative tends to; it is known that it tends to something."""
    made, _ = apply_fact("integral_to_infinity", [x, antiderivative])
    settled(proof, made[0].args[0])


def _antiderivatives(proof: Proof, x: Term) -> list[Term]:
    """Guesses, in the integral's own variable."""
    import sympy

    bound, body = x.data[0], x.args[0]
    symbols = {v: sympy.Symbol(f"v{k}", **_assumed(proof, v)) for k, v in enumerate(forms.variables(body))}
    symbols[bound] = sympy.Symbol("x", real=True)
    if sum(1 for _ in subnodes(body)) > symbolic.MOST_NODES:
        return []
    try:
        e = symbolic.expression(body, symbols)
        found = sympy.integrate(e, symbols[bound])
        back = {symbol: v for v, symbol in symbols.items()}
        ways = dict.fromkeys((found, sympy.expand(found)))
        return [symbolic.term(f, back) for f in ways if not f.has(sympy.Integral, sympy.Piecewise)]
    except (Untranslatable, ValueError, TypeError, NotImplementedError, AttributeError, RecursionError, KeyError):
        return []


def _assumed(proof: Proof, v: Term) -> dict[str, bool]:
    """What SymPy may take for granted of a variable; the kernel checks what comes of it."""
    return {"positive": True} if v.op == "var" and establish(proof, gt0(v)) else {"real": True}


# --- limits at infinity -----------------------------------------------------------------------------------------------


def _limit(proof: Proof, x: Term) -> bool:
    """Taken apart as it is written; or as a function of 1/v, for rational functions."""
    bound, body = x.data[0], x.args[0]
    made = _apart(proof, body, bound, 0)
    if made is None:
        other = forms.in_reciprocal(body, bound)
        made = None if other is None else _apart(proof, other, bound, 0)
    if made is None:
        return False
    return proof.knows(s.converges(x)) or cited(proof, "limit_of_the_same", x, made)


def _cite(proof: Proof, name: str, *args: Term) -> Term | None:
    """The limit that the fact speaks of."""
    if not cited(proof, name, *args):
        return None
    made = apply_fact(name, list(args))[1].args[0].args[0]
    assert isinstance(made, Term)
    return made


def _apart(proof: Proof, body: Term, v: Term, depth: int) -> Term | None:
    """A limit that is known, of a function equal to the body."""
    if depth > DEEPEST or proof.fuel.empty:
        return None
    if v not in free_variables(body):
        return _cite(proof, "limit_of_constant", body)
    known = _known(proof, body, v)
    if known is not None:
        return known
    if body.op in ("add", "mul"):
        return _of_parts(proof, body, v, depth)
    if body.op == "power" and 1 <= body.data[0] <= 6:
        return _of_product(proof, [body.args[0]] * body.data[0], v, depth)
    name = _COMPOSED.get(body.op)
    inner = _apart(proof, body.args[0], v, depth + 1) if name is not None else None
    if name is None or inner is None:
        return None
    if body.op == "recip":
        _value_apart(proof, inner)
    return _cite(proof, name, inner)


_COMPOSED = {
    "recip": "limit_of_quotient", "exp": "limit_of_exponential", "sin": "limit_of_sine", "cos": "limit_of_cosine",
    "atan": "limit_of_arctangent",
}  # fmt: skip


def _value_apart(proof: Proof, inner: Term) -> None:
    shown(proof, relation("apart", inner, 0), QUICK)


def _of_parts(proof: Proof, body: Term, v: Term, depth: int) -> Term | None:
    name = "limit_of_sum" if body.op == "add" else "limit_of_product"
    out: Term | None = None
    for a in body.args:
        part = _apart(proof, a, v, depth + 1)
        if part is None:
            return None
        out = part if out is None else _cite(proof, name, out, part)
        if out is None:
            return None
    return out


def _of_product(proof: Proof, factors: list[Term], v: Term, depth: int) -> Term | None:
    out = _apart(proof, factors[0], v, depth + 1)
    for _ in factors[1:]:
        first = _apart(proof, factors[0], v, depth + 1)
        out = None if out is None or first is None else _cite(proof, "limit_of_product", out, first)
    return out


def _known(proof: Proof, body: Term, v: Term) -> Term | None:
    """1/v, atan v, tanh v, log v/v, and powers times what decays."""
    if body == t.recip(v):
        return _cite(proof, "limit_of_reciprocal")
    for op, name in (("atan", "limit_of_arctangent_itself"), ("tanh", "limit_of_tanh")):
        c = forms.coefficient(body.args[0], v) if body.op == op else None
        if c is not None:
            return _cite(proof, name, c)
    factors = forms.factors(body)
    if sorted(f.op for f in factors) == ["log", "recip"] and all(f.args[0] == v for f in factors):
        return _cite(proof, "limit_of_logarithm_over_argument")
    return _decay(proof, factors, v)


def _decay(proof: Proof, factors: list[Term], v: Term) -> Term | None:
    """c · vⁿ · e^(−av) or e^(−av²)."""
    exponents = [f.args[0] for f in factors if f.op == "exp" and v in free_variables(f)]
    rest = [f for f in factors if not (f.op == "exp" and v in free_variables(f))]
    powers, constants = rest.count(v), [f for f in rest if f != v]
    if len(exponents) != 1 or any(v in free_variables(c) for c in constants):
        return None
    inner = forms.factors(exponents[0])
    others = [f for f in inner if f != v]
    kind = {1: "limit_of_decay", 2: "limit_of_gaussian_decay"}.get(len(inner) - len(others))
    rate = forms.multiplied([-forms.multiplied(others)]) if others else None
    if kind is None or rate is None or v in free_variables(rate):
        return None
    rate = forms.simplest(rate)
    out = _cite(proof, kind, rate, const(powers))
    for c in constants:
        factor = _cite(proof, "limit_of_constant", c)
        out = None if out is None or factor is None else _cite(proof, "limit_of_product", factor, out)
    return out


# --- limits at a number -----------------------------------------------------------------------------------------------


def _limit_at(proof: Proof, x: Term) -> bool:
    if cited(proof, "limit_where_continuous", x):
        return True
    return any(cited(proof, "limit_is_derivative", x, f) for f in forms.numerators(x))


# --- infinite sums ----------------------------------------------------------------------------------------------------


def _series(proof: Proof, x: Term) -> bool:
    """Geometric and exponential sums, with a factor."""
    n, body = x.data[0], x.args[0]
    factors = [g for f in forms.factors(body) for g in forms.stepped(f, n)]
    constants = [f for f in factors if n not in free_variables(f)]
    rest = [f for f in factors if n in free_variables(f)]
    base = _known_series(proof, rest, n)
    if base is None:
        return False
    if constants:
        made = _cite(proof, "series_scaled", base, forms.multiplied(constants))
        if made is None:
            return False
        base = made
    return proof.knows(s.converges(x)) or cited(proof, "series_the_same", x, base)


def _known_series(proof: Proof, rest: list[Term], n: Term) -> Term | None:
    powers = [f for f in rest if f.op == "natpow" and f.args[1] == n]
    inverted = [f for f in rest if f.op == "recip" and f.args[0].op == "natpow" and f.args[0].args[1] == n]
    others = [f for f in rest if f not in powers and f not in inverted]
    q = forms.multiplied([*(f.args[0] for f in powers), *(t.recip(f.args[0].args[0]) for f in inverted)])
    if not others:
        return _cite(proof, "geometric_series", q) if powers or inverted else None
    if others == [n]:
        return _cite(proof, "weighted_geometric_series", q)
    if len(others) == 1 and others[0].op == "recip" and others[0].args[0].op == "natprod":
        return _cite(proof, "exponential_series", q if powers or inverted else const(1))
    return None


_WAYS: dict[str, Callable[[Proof, Term], bool]] = {
    "definite": _integral, "ray": _integral, "limit": _limit, "limit_at": _limit_at, "series": _series,
}  # fmt: skip


def _converges(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    return ["hyp", proof.number(goal)] if settled(proof, goal.args[0]) else None


def known(proof: Proof, x: Term) -> None:
    """A row of the facts about terms that occur."""
    settled(proof, x)


# --- closed relations -------------------------------------------------------------------------------------------------


def by_computed_values(proof: Proof, goal: Prop, work: int) -> Evidence | None:
    """An inequality between numbers with limits in them: their values put in, and computed."""
    if goal.op not in ("ge", "gt", "apart") or not closed(goal) or proof.depth > 1:
        return None
    sides = [_valued(proof, side) for side in goal.args]
    if any(side is None for side in sides) or sides == list(goal.args):
        return None
    known = [side for side in sides if side is not None]
    plain = relation(goal.op, *known)
    if computed(plain) is not True:
        return None
    proof.have(plain, ["evaluate"])
    parts = [child(proof, relation("equal", a, b), work) for a, b in zip(known, goal.args, strict=True)]
    k = proof.number(plain)
    return None if None in parts else ["congruent", k, *parts]


def _valued(proof: Proof, x: Term) -> Term | None:
    """The term with its limits, integrals and series replaced by what they are equal to."""
    for _ in range(MOST_LIMITS):
        inside = next((n for n in subnodes(x) if n.op in s.LIMITS), None)
        if inside is None:
            return x
        assert isinstance(inside, Term)
        value = _value(proof, inside) if settled(proof, inside) else None
        if value is None:
            return None
        x = substitute(x, {inside: value})
    return None


def _value(proof: Proof, x: Term) -> Term | None:
    values = [h.args[1] for h in proof.hypotheses if h.op == "equal" and h.args[0] == x]
    assert all(isinstance(v, Term) for v in values)
    return next(iter(values), None)


GOALS["converges"] = _converges
LAST.append(by_computed_values)
enrichment.add_rows(dict.fromkeys(_WAYS, known))
