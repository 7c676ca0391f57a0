"""Side conditions (positive, non-zero, invertible, definite …) established by what a term is made of."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce

from proofread.methods.cofactors import Combination, Square, written
from proofread.methods.proofs import Proof
from proofread.methods.squares import square_nonnegative
from proofread.trusted import scalar_terms as scalars
from proofread.trusted import terms as t
from proofread.trusted.combination import Fact
from proofread.trusted.facts import UNIT, ZERO
from proofread.trusted.sizes import Size, least_value, may_be_zero
from proofread.trusted.terms import Prop, Term, const, predicate, relation

DEEPEST = 12


def establish(proof: Proof, p: Prop) -> bool:
    """Add `p` to the proof's hypotheses. False if no rule here gives it."""
    if proof.knows(p):
        return True
    if p in proof.failed or proof.depth > DEEPEST:
        return False
    proof.depth += 1
    try:
        row = _ROWS.get(p.op)
        done = row is not None and row(proof, p) and proof.knows(p)
        done = done or same_form(proof, p) or _by_sign(proof, p)
    finally:
        proof.depth -= 1
    if not done:
        proof.failed.add(p)
    return done


def gt0(x: Term) -> Prop:
    return relation("gt", x, ZERO)


def ge0(x: Term) -> Prop:
    return relation("ge", x, ZERO)


def apart0(x: Term) -> Prop:
    return relation("apart", x, ZERO)


def cite(proof: Proof, name: str, *args: Term, needs: tuple[Prop, ...] = ()) -> bool:
    return all(establish(proof, c) for c in needs) and proof.fact(name, *args)


def _against_zero(p: Prop) -> Term | None:
    return p.args[0] if p.args[1] == ZERO else None


def _gt(proof: Proof, p: Prop) -> bool:
    x = _against_zero(p)
    if x is None:
        return False
    row = _POSITIVE.get(x.op)
    return row is not None and row(proof, x)


def _positive_mul(proof: Proof, x: Term) -> bool:
    a, b = x.args
    return cite(proof, "positive_mul", a, b, needs=(gt0(a), gt0(b)))


def _positive_add(proof: Proof, x: Term) -> bool:
    if len(x.args) != 2:
        return False
    a, b = x.args
    if _rest_to_one(proof, x, strict=True):
        return True
    if a.op == "const":
        _bounds(proof, b.args[1] if b.op == "mul" and b.args[0].op == "const" else b)
        if _by_sign(proof, gt0(x)):
            return True
    if b.op == "sqrt" and proof.fact("root_above_argument", a) and same_form(proof, gt0(x)):
        return True
    if cite(proof, "positive_add", a, b, needs=(gt0(a), gt0(b))):
        return True
    if cite(proof, "positive_add_nonnegative", a, b, needs=(gt0(a), ge0(b))):
        return True
    return establish(proof, gt0(b)) and establish(proof, ge0(a)) and _by_sign(proof, gt0(x))


def _positive_size(proof: Proof, x: Term) -> bool:
    """2N + d − 1 > 0 from the least values of N and d, where no coefficient is negative."""
    size: Size = x.data[0]
    if may_be_zero(size):
        return False
    if size.products:
        return _positive_product(proof, x)
    lowest = least_value(size)
    names = [t.number(Size(((name, least, 1),), 0)) for name, least, _ in size.atoms]
    for n in names:
        proof.fact("size_least", n)
    facts, where = proof.facts()
    goal = proof.lowered(gt0(x))
    least = [proof.number(relation("ge", n, const(n.data[0].atoms[0][1]))) for n in names]
    if goal is None or any(k not in where for k in least):
        return proof.knows(gt0(x))
    one = ((Fraction(1), ()),)
    squares = [Square(Fraction(lowest), one)]
    squares += [Square(Fraction(c), one, ((where.index(k), ()),))
                for k, (_, _, c) in zip(least, size.atoms, strict=True) if k is not None]  # fmt: skip
    proof.have(gt0(x), ["algebra", written(goal, facts, Combination((), tuple(squares)), where)])
    return True


def _positive_product(proof: Proof, x: Term) -> bool:
    """M·N > 0 where M and N are."""
    ((factors, k), *more) = x.data[0].monomials
    if more or k != 1 or x.data[0].const:
        return False
    names = [t.number(Size(((name, least, 1),), 0)) for name, least in factors]
    return establish(proof, gt0(reduce(t.mul, names))) and same_form(proof, gt0(x))


def _positive_total(proof: Proof, x: Term) -> bool:
    """Σ u² > 0 for u ≠ 0, written u·u or u²."""
    inner = x.args[0]
    base = inner.args[0] if inner.op == "power" and inner.data == (2,) else None
    if inner.op == "mul" and inner.args[0] == inner.args[1]:
        base = inner.args[0]
    if base is None or not establish(proof, predicate("nonzero", base)):
        return False
    return proof.fact("nonzero_norm", base)


def _positive_cosine(proof: Proof, a: Term) -> bool:
    """Of an arctangent, or between −π/2 and π/2."""
    if a.op == "atan":
        return proof.fact("cos_of_atan_positive", a.args[0])
    half = t.mul(const(Fraction(1, 2)), scalars.pi())
    return cite(proof, "cos_positive_near_zero", a, needs=(relation("gt", a, -half), relation("gt", half, a)))


def _rest_to_one(proof: Proof, x: Term, strict: bool) -> bool:
    """1 − y² for y between −1 and 1."""
    y = _subtracted_square(x)
    if y is None:
        return False
    _bounds(proof, y)
    op, name = ("gt", "positive") if strict else ("ge", "nonnegative")
    needs = (relation(op, y, const(-1)), relation(op, UNIT, y))
    return cite(proof, f"rest_to_one_{name}", y, needs=needs) and same_form(proof, relation(op, x, ZERO))


def _bounds(proof: Proof, y: Term) -> None:
    """−1 and 1, of a function that stays between them."""
    if y.op in ("sin", "cos"):
        for bound in ("below_one", "above_minus_one"):
            proof.fact(f"{y.op}_{bound}", y.args[0])
    elif y.op == "tanh":
        proof.fact("tanh_above", y.args[0])
        proof.fact("tanh_below", y.args[0])


def _subtracted_square(x: Term) -> Term | None:
    """y, of 1 − y·y or 1 − y²."""
    if x.op != "add" or len(x.args) != 2 or x.args[0] != UNIT or x.args[1].op != "mul":
        return None
    sign, square = x.args[1].args
    if sign != const(-1):
        return None
    twice = square.data == (2,) if square.op == "power" else square.op == "mul" and square.args[0] == square.args[1]
    base: Term = square.args[0] if twice else square
    return base if twice else None


_POSITIVE: dict[str, Callable[[Proof, Term], bool]] = {
    "mul": _positive_mul,
    "add": _positive_add,
    "size": _positive_size,
    "total": _positive_total,
    "recip": lambda proof, x: cite(proof, "recip_positive", x.args[0], needs=(gt0(x.args[0]),)),
    "exp": lambda proof, x: proof.fact("exp_positive", x.args[0]),
    "sqrt": lambda proof, x: cite(proof, "sqrt_positive", x.args[0], needs=(gt0(x.args[0]),)),
    "power": lambda proof, x: _positive_power(proof, x),
    "pi": lambda proof, x: proof.fact("pi_positive") and _by_sign(proof, gt0(x)),
    "cos": lambda proof, x: _positive_cosine(proof, x.args[0]),
    "natpow": lambda proof, x: cite(proof, "power_positive", *x.args, needs=(gt0(x.args[0]),)),
    "det": lambda proof, x: cite(proof, "det_positive", x.args[0], needs=(predicate("pd", x.args[0]),)),
}


def _positive_power(proof: Proof, x: Term) -> bool:
    base, k = x.args[0], x.data[0]
    product = base
    if not establish(proof, gt0(base)):
        return False
    for _ in range(k - 1):
        if not proof.fact("positive_mul", product, base):
            return False
        product = product * base
    return k >= 1 and same_form(proof, gt0(x))


def _ge(proof: Proof, p: Prop) -> bool:
    x = _against_zero(p)
    if x is None:
        return False
    if x.op == "add" and _rest_to_one(proof, x, strict=False):
        return True
    if x.op == "sqrt" and cite(proof, "sqrt_nonnegative", x.args[0], needs=(ge0(x.args[0]),)):
        return True
    if x.op == "abs":
        return proof.fact("abs_nonnegative", x.args[0])
    if x.op in ("mul", "add") and len(x.args) == 2:
        name = "nonnegative_mul" if x.op == "mul" else "nonnegative_add"
        if cite(proof, name, *x.args, needs=tuple(ge0(a) for a in x.args)):
            return True
    return square_nonnegative(proof, p) or cite(proof, "positive_nonnegative", x, needs=(gt0(x),))


def _apart(proof: Proof, p: Prop) -> bool:
    x = _against_zero(p)
    if x is None:
        return False
    if x.op == "mul" and cite(proof, "apart_mul", *x.args, needs=tuple(apart0(a) for a in x.args)):
        return True
    if x.op == "recip" and cite(proof, "recip_apart", x.args[0], needs=(apart0(x.args[0]),)):
        return True
    if not x.shape and proof.knows(predicate("nonzero", x)):
        return proof.fact("nonzero_apart", x)
    if x.op == "det" and cite(proof, "det_apart", x.args[0], needs=(predicate("invertible", x.args[0]),)):
        return True
    if establish(proof, gt0(x)):
        return proof.fact("positive_apart", x)
    return establish(proof, relation("gt", ZERO, x)) and proof.fact("negative_apart", x)


def _nonzero(proof: Proof, p: Prop) -> bool:
    x = p.args[0]
    return not x.shape and cite(proof, "apart_nonzero", x, needs=(apart0(x),))


def same_form(proof: Proof, p: Prop) -> bool:
    """A known proposition of the same predicate whose terms have the same indexed form."""
    for k, h in enumerate(list(proof.hypotheses)):
        if h.op != p.op or h == p or len(h.args) != len(p.args):
            continue
        if any(isinstance(a, Prop) or a.shape != b.shape for a, b in zip(h.args, p.args, strict=True)):
            continue
        goals = [proof.lowered(relation("equal", a, b)) for a, b in zip(h.args, p.args, strict=True)]
        if all(g is not None and not g.poly for g in goals):
            proof.have(p, ["congruent", k, *(["algebra", {"use": [], "eq": []}] for _ in goals)])
            return True
    return False


def _by_sign(proof: Proof, p: Prop) -> bool:
    """A constant, or a known inequality plus a constant: 3 > 0, N > 0 from N ≥ 1."""
    goal = proof.lowered(p) if p.op in ("ge", "gt") else None
    if goal is None:
        return False
    facts, where = proof.facts()
    one = ((Fraction(1), ()),)
    mine = {i for m in goal.poly for _, ix in m for i in ix if isinstance(i[0], str)}
    for k, fact in [(-1, Fact({}, "ge")), *enumerate(facts)]:
        if fact.kind == "equal":
            continue
        rest = {m: goal.poly.get(m, Fraction(0)) - fact.poly.get(m, Fraction(0)) for m in {*goal.poly, *fact.poly}}
        left = {m: c for m, c in rest.items() if c}
        places = {i for m in fact.poly for _, ix in m for i in ix if isinstance(i[0], str)}
        if set(left) - {()} or left.get((), Fraction(0)) < 0 or not places <= mine:
            continue
        here = tuple((i, i) for i in sorted(places) if i[0][0] in "_@")
        squares = [Square(left[()], one)] if left else []
        squares += [Square(Fraction(1), one, ((k, here),))] if k >= 0 else []
        if p.op == "ge" or left or (k >= 0 and fact.kind == "gt"):
            proof.have(p, ["algebra", written(goal, facts, Combination((), tuple(squares)), where)])
            return True
    return False


_ROWS: dict[str, Callable[[Proof, Prop], bool]] = {
    "gt": _gt,
    "ge": _ge,
    "apart": _apart,
    "nonzero": _nonzero,
}


def add_rows(rows: dict[str, Callable[[Proof, Prop], bool]]) -> None:
    """Predicates that other modules establish."""
    _ROWS.update(rows)


__all__ = ["UNIT", "const", "establish"]
