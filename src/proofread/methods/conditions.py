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
from proofread.trusted.terms_matrices import det

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
        done = done or _same_form(proof, p) or _by_sign(proof, p)
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


def _cite(proof: Proof, name: str, *args: Term, needs: tuple[Prop, ...] = ()) -> bool:
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
    return _cite(proof, "positive_mul", a, b, needs=(gt0(a), gt0(b)))


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
    if b.op == "sqrt" and proof.fact("root_above_argument", a) and _same_form(proof, gt0(x)):
        return True
    if _cite(proof, "positive_add", a, b, needs=(gt0(a), gt0(b))):
        return True
    if _cite(proof, "positive_add_nonnegative", a, b, needs=(gt0(a), ge0(b))):
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
    return establish(proof, gt0(reduce(t.mul, names))) and _same_form(proof, gt0(x))


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
    return _cite(proof, "cos_positive_near_zero", a, needs=(relation("gt", a, -half), relation("gt", half, a)))


def _rest_to_one(proof: Proof, x: Term, strict: bool) -> bool:
    """1 − y² for y between −1 and 1."""
    y = _subtracted_square(x)
    if y is None:
        return False
    _bounds(proof, y)
    op, name = ("gt", "positive") if strict else ("ge", "nonnegative")
    needs = (relation(op, y, const(-1)), relation(op, UNIT, y))
    return _cite(proof, f"rest_to_one_{name}", y, needs=needs) and _same_form(proof, relation(op, x, ZERO))


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
    "recip": lambda proof, x: _cite(proof, "recip_positive", x.args[0], needs=(gt0(x.args[0]),)),
    "exp": lambda proof, x: proof.fact("exp_positive", x.args[0]),
    "sqrt": lambda proof, x: _cite(proof, "sqrt_positive", x.args[0], needs=(gt0(x.args[0]),)),
    "power": lambda proof, x: _positive_power(proof, x),
    "pi": lambda proof, x: proof.fact("pi_positive") and _by_sign(proof, gt0(x)),
    "cos": lambda proof, x: _positive_cosine(proof, x.args[0]),
    "natpow": lambda proof, x: _cite(proof, "power_positive", *x.args, needs=(gt0(x.args[0]),)),
    "det": lambda proof, x: _cite(proof, "det_positive", x.args[0], needs=(predicate("pd", x.args[0]),)),
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
    return k >= 1 and _same_form(proof, gt0(x))


def _ge(proof: Proof, p: Prop) -> bool:
    x = _against_zero(p)
    if x is None:
        return False
    if x.op == "add" and _rest_to_one(proof, x, strict=False):
        return True
    if x.op == "sqrt" and _cite(proof, "sqrt_nonnegative", x.args[0], needs=(ge0(x.args[0]),)):
        return True
    if x.op == "abs":
        return proof.fact("abs_nonnegative", x.args[0])
    if x.op in ("mul", "add") and len(x.args) == 2:
        name = "nonnegative_mul" if x.op == "mul" else "nonnegative_add"
        if _cite(proof, name, *x.args, needs=tuple(ge0(a) for a in x.args)):
            return True
    return square_nonnegative(proof, p) or _cite(proof, "positive_nonnegative", x, needs=(gt0(x),))


def _apart(proof: Proof, p: Prop) -> bool:
    x = _against_zero(p)
    if x is None:
        return False
    if x.op == "mul" and _cite(proof, "apart_mul", *x.args, needs=tuple(apart0(a) for a in x.args)):
        return True
    if x.op == "recip" and _cite(proof, "recip_apart", x.args[0], needs=(apart0(x.args[0]),)):
        return True
    if not x.shape and proof.knows(predicate("nonzero", x)):
        return proof.fact("nonzero_apart", x)
    if x.op == "det" and _cite(proof, "det_apart", x.args[0], needs=(predicate("invertible", x.args[0]),)):
        return True
    if establish(proof, gt0(x)):
        return proof.fact("positive_apart", x)
    return establish(proof, relation("gt", ZERO, x)) and proof.fact("negative_apart", x)


def _nonzero(proof: Proof, p: Prop) -> bool:
    x = p.args[0]
    return not x.shape and _cite(proof, "apart_nonzero", x, needs=(apart0(x),))


def _invertible(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if _by_determinant(proof, a):
        return True
    if a.op == "matmul" and len({a.args[0].shape, a.args[1].shape}) == 1:
        x, y = a.args
        if _cite(proof, "invertible_product", x, y, needs=(predicate("invertible", x), predicate("invertible", y))):
            return True
    if a.op == "matmul" and _regrouped(proof, a):
        return True
    if a.op in ("transpose", "inv"):
        inner = a.args[0]
        name = "invertible_transpose" if a.op == "transpose" else "invertible_inverse"
        if _cite(proof, name, inner, needs=(predicate("invertible", inner),)):
            return True
    if a.op == "mul":
        for c, m in (a.args, a.args[::-1]):
            if not c.shape and m.shape and _cite(proof, "invertible_scale", m, c,
                                                 needs=(predicate("invertible", m), apart0(c))):  # fmt: skip
                return True
    if a.op == "kron" and _of_factors(proof, "kron_invertible", "invertible", a):
        return True
    if a.op == "diag" and _cite(proof, "diagonal_invertible", a.args[0], needs=(apart0(a.args[0]),)):
        return True
    if _cite(proof, "pd_invertible", a, needs=(predicate("pd", a),)):
        return True
    return _cite(proof, "full_rank_invertible", a, needs=(predicate("full_rank", a),))


def _of_factors(proof: Proof, name: str, said: str, a: Term) -> bool:
    """Of a Kronecker product, where it is true of both factors."""
    return _cite(proof, name, *a.args, needs=tuple(predicate(said, b) for b in a.args))


def _by_determinant(proof: Proof, a: Term) -> bool:
    """A determinant that is assumed not to be 0."""
    if not a.shape:
        return False
    spoken = {h for h in proof.hypotheses if h.op in ("apart", "gt") and any(x.op == "det" for x in h.args)}
    mine = [h for h in spoken if any(x == det(a) for x in h.args)]
    return bool(mine) and _cite(proof, "invertible_of_det", a, needs=(apart0(det(a)),))


def _regrouped(proof: Proof, a: Term) -> bool:
    """A chain of factors split otherwise than it was written, into two square parts."""
    chain = _chain(a)
    for k in range(1, len(chain)):
        left, right = reduce(t.matmul, chain[:k]), reduce(t.matmul, chain[k:])
        if left.shape == right.shape == a.shape and (left, right) != a.args:
            parts = (predicate("invertible", left), predicate("invertible", right))
            if _cite(proof, "invertible_product", left, right, needs=parts):
                return _same_form(proof, predicate("invertible", a))
    return False


def _chain(a: Term) -> list[Term]:
    return [*_chain(a.args[0]), *_chain(a.args[1])] if a.op == "matmul" else [a]


def _pd(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if a.op == "eye":
        return proof.fact("pd_eye", a)
    if a.op == "diag":
        return _cite(proof, "diagonal_pd", a.args[0], needs=(gt0(a.args[0]),))
    if a.op == "kron":
        return _of_factors(proof, "kron_pd", "pd", a)
    if a.op == "inv":
        return _cite(proof, "pd_inverse", a.args[0], needs=(predicate("pd", a.args[0]),))
    if a.op == "matmul":
        return _pd_product(proof, a)
    if a.op == "mul":
        return any(not c.shape and m.shape and _cite(proof, "pd_scale", m, c, needs=(predicate("pd", m), gt0(c)))
                   for c, m in (a.args, a.args[::-1]))  # fmt: skip
    if a.op == "add" and len(a.args) == 2:
        x, y = a.args
        return _cite(proof, "psd_add_pd", x, y, needs=(predicate("psd", x), predicate("pd", y))) or _cite(
            proof, "pd_add_psd", x, y, needs=(predicate("pd", x), predicate("psd", y))
        )
    return False


def _pd_product(proof: Proof, a: Term) -> bool:
    """XᵀX and XᵀSX."""
    left, right = a.args
    if left == right.T and _cite(proof, "gram_pd", right, needs=(predicate("full_rank", right),)):
        return True
    if left.op == "matmul" and (left.args[0] == right.T or right == left.args[0].T):
        s = left.args[1]
        return _cite(proof, "pd_congruence", s, right, needs=(predicate("pd", s), predicate("full_rank", right)))
    return False


def _psd(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if a.op == "matmul" and a.args[0] == a.args[1].T and proof.fact("gram_psd", a.args[1]):
        return True
    if a.op == "kron" and _of_factors(proof, "kron_psd", "psd", a):
        return True
    if a.op == "mul":
        for c, m in (a.args, a.args[::-1]):
            if not c.shape and m.shape and _cite(proof, "psd_scale", m, c, needs=(predicate("psd", m), ge0(c))):
                return True
    return _cite(proof, "pd_psd", a, needs=(predicate("pd", a),))


def _full_rank(proof: Proof, p: Prop) -> bool:
    a = p.args[0]
    if a.op == "kron" and _of_factors(proof, "kron_full_rank", "full_rank", a):
        return True
    for c, m in (a.args, a.args[::-1]) if a.op == "mul" else ():
        needs = (predicate("full_rank", m), apart0(c))
        if not c.shape and m.shape and _cite(proof, "full_rank_scale", m, c, needs=needs):
            return True
    return (
        t.is_poison(a) is None
        and len(a.shape) == 2
        and a.shape[0] == a.shape[1]
        and _cite(proof, "invertible_full_rank", a, needs=(predicate("invertible", a),))
    )


def _same_form(proof: Proof, p: Prop) -> bool:
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
    "invertible": _invertible,
    "pd": _pd,
    "psd": _psd,
    "full_rank": _full_rank,
}

__all__ = ["UNIT", "const", "establish"]
