"""Facts about the terms that occur (reciprocals, inverses, roots, logarithms …), where their conditions hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from proofread.methods import determinants, enrichment_signs, enrichment_trigonometry, reindexings
from proofread.methods.conditions import apart0, establish, ge0, gt0
from proofread.methods.proofs import Proof
from proofread.trusted import terms as t
from proofread.trusted.facts import UNIT
from proofread.trusted.rules import fresh
from proofread.trusted.sizes import Size
from proofread.trusted.terms import BINDERS, Node, Prop, Term, const, predicate, quantifier, relation
from proofread.trusted.trees import CaptureError, free_variables, subnodes, substitute, to_json


def occurring(nodes: Iterable[Node]) -> Iterator[Term]:
    """Every subterm outside binders, and those of derivatives at the point where they are taken."""
    for n in nodes:
        yield from _occurring(n)


def _occurring(n: Node) -> Iterator[Term]:
    if n.op == "deriv":
        body, at = n.args
        yield from _occurring(at)
        try:
            yield from _occurring(substitute(body, {n.data[0]: at}))
        except CaptureError:
            return
    elif n.op in BINDERS and n.op != "integral":
        yield from (x for x in _occurring(n.args[0]) if n.data[0] not in free_variables(x))
        for a in n.args[1:]:
            yield from _occurring(a)
    else:
        for a in n.args:
            yield from _occurring(a)
    if isinstance(n, Term):
        yield n


def enrich(proof: Proof, nodes: Iterable[Node]) -> None:
    """Add what is known of each subterm, once."""
    seen: dict[Term, None] = {}
    given = list(nodes)
    signed = any(n.op in ("sign", "deriv") for g in (*given, *proof.hypotheses) for n in subnodes(g))
    for x in occurring(given):
        seen.setdefault(x, None)
    for x in seen:
        if len(proof.hypotheses) > 120:
            return
        row = _ROWS.get(x.op)
        if row is not None:
            row(proof, x)
        if signed and x.op in ("abs", "sign"):
            enrichment_signs.signs(proof, x.args[0])


def enrich_sums(proof: Proof, nodes: Iterable[Node]) -> None:
    """What is known of each term of a sum: for all values of its index."""
    sums = {x for n in nodes for x in subnodes(n) if x.op == "bsum"}
    for x in sorted(sums, key=repr):
        bound = x.data[0]
        taken = {v.data[0] for h in proof.hypotheses for v in free_variables(h)}
        if bound.data[0] in taken or any(n.op == "bsum" for n in subnodes(x.args[0])):
            continue
        inner = Proof(proof.hypotheses, proof.depth + 1, proof.fuel)
        enrich(inner, [x.args[0]])
        known = len(proof.hypotheses)
        for h in inner.hypotheses[known:]:
            if h.op == "equal":
                _carried_out(proof, bound, h)


def _carried_out(proof: Proof, bound: Term, h: Prop) -> None:
    """A fact found inside a sum, for every value of the index. Found anew: the proof knows more than it did then."""
    every = quantifier("forall", bound, h)
    here = substitute(h, {bound: fresh(bound, *proof.hypotheses, every)})
    again = Proof(proof.hypotheses, proof.depth + 1, proof.fuel)
    enrich(again, [here])
    at = again.number(here)
    if at is None or proof.knows(h):
        return
    evidence = again.wrap(["hyp", at])
    if bound in free_variables(h):
        proof.have(every, ["all", evidence])
    else:
        proof.have(h, evidence)


def _recip(proof: Proof, x: Term) -> None:
    a = x.args[0]
    for factor in _factors(a):
        if factor.op != "const" and establish(proof, apart0(factor)):
            proof.fact("recip_mul", factor)
            establish(proof, gt0(t.recip(factor)))
    if a.op == "add" and establish(proof, apart0(a)):
        proof.fact("recip_mul", a)


def _factors(x: Term) -> Iterator[Term]:
    """The factors of a product: 1/(ab) is lowered as 1/a · 1/b."""
    if x.op == "mul":
        for a in x.args:
            yield from _factors(a)
    elif x.op in ("power", "recip"):
        yield from _factors(x.args[0])
    else:
        yield x


def _inv(proof: Proof, x: Term) -> None:
    a = x.args[0]
    if a.op == "diag" and establish(proof, apart0(a.args[0])):
        proof.fact("inverse_of_diagonal", a.args[0])
        proof.fact("recip_mul", a.args[0])
    reindexings.inverse(proof, a)
    if establish(proof, predicate("invertible", a)):
        proof.fact("inverse_left", a)
        proof.fact("inverse_right", a)


def _pinv(proof: Proof, x: Term) -> None:
    a = x.args[0]
    reindexings.pseudo_inverse(proof, a)
    if _pinv_of_product(proof, a):
        return
    if a.shape[0] == a.shape[1] and establish(proof, predicate("invertible", a)):
        proof.fact("pinv_invertible", a)
        _inv(proof, t.inv(a))
        return
    if establish(proof, predicate("full_rank", a)) and proof.fact("pinv_full_rank", a):
        _inv(proof, t.inv(a.T @ a))
        return
    for name in ("pinv_1", "pinv_2", "pinv_3", "pinv_4"):
        proof.fact(name, a)


def _pinv_of_product(proof: Proof, a: Term) -> bool:
    """An orthonormal factor goes out of a pseudo-inverse."""
    if a.op != "matmul":
        return False
    left, right = a.args
    if right.op == "transpose" and proof.fact("pinv_before_orthonormal", left, right.args[0]):
        _pinv(proof, t.pinv(left))
        return True
    if proof.fact("pinv_after_orthonormal", left, right):
        _pinv(proof, t.pinv(right))
        return True
    return False


def _sqrt(proof: Proof, x: Term) -> None:
    _root_of_square(proof, x.args[0])
    if establish(proof, ge0(x.args[0])):
        proof.fact("sqrt_square", x.args[0])
    if establish(proof, gt0(x)):
        establish(proof, apart0(x))
        proof.fact("recip_mul", x)
        proof.fact("recip_sqrt", x.args[0])
    else:
        establish(proof, ge0(x))


def _root_of_square(proof: Proof, a: Term) -> None:
    """√(y²) = |y|, and √Σ(c·u)² = |c|·√Σu²."""
    if a.op == "power" and a.data[0] % 2 == 0:
        a = a.args[0] ** (a.data[0] // 2) * a.args[0] ** (a.data[0] // 2)
    inner = a.args[0] if a.op == "total" else a
    if inner.op != "mul" or inner.args[0] != inner.args[1]:
        return
    c, u = (inner.args[0], None) if a.op != "total" else scaled(inner.args[0])
    if c.op == "const" and abs(c.data[0]) == 1:
        return
    if c.op != "const":
        proof.fact("sqrt_of_square", c)
        enrichment_signs.modulus(proof, c)
    if u is not None and establish(proof, ge0(c * c)) and establish(proof, ge0(t.total(u * u))):
        proof.fact("sqrt_mul", c * c, t.total(u * u))
        _sqrt(proof, t.sqrt(t.total(u * u)))


def scaled(x: Term) -> tuple[Term, Term]:
    """(c, u) with x = c·u and c a number, as it is written."""
    for c, u in (x.args, x.args[::-1]) if x.op == "mul" else ():
        if not c.shape and u.shape:
            more, inner = scaled(u)
            return (c if more == UNIT else c * more), inner
    return UNIT, x


def _log(proof: Proof, x: Term) -> None:
    """log of a product, quotient, power, root or exponential, as far as the signs are known."""
    a = x.args[0]
    if a.op == "mul" and all(establish(proof, gt0(b)) for b in a.args):
        proof.fact("log_mul", *a.args)
        for b in a.args:
            _log(proof, t.log(b))
    elif a.op == "recip" and establish(proof, gt0(a.args[0])):
        proof.fact("log_recip", a.args[0])
        _log(proof, t.log(a.args[0]))
    elif a.op == "sqrt" and establish(proof, gt0(a.args[0])):
        proof.fact("log_sqrt", a.args[0])
        _log(proof, t.log(a.args[0]))
    elif a.op == "exp":
        proof.fact("log_exp", a.args[0])
    elif a.op == "power" and a.data[0] >= 2 and establish(proof, gt0(a.args[0])):
        _log_power(proof, a)
    elif a.op == "natpow" and not a.shape and establish(proof, gt0(a.args[0])):
        proof.fact("log_of_power", *a.args)


def _log_power(proof: Proof, a: Term) -> None:
    base, product = a.args[0], a.args[0]
    for _ in range(a.data[0] - 1):
        establish(proof, gt0(product))
        proof.fact("log_mul", product, base)
        product = product * base
    _log(proof, t.log(base))


def _exp(proof: Proof, x: Term) -> None:
    """e^(a+b) = e^a e^b along the sum, e^(−a) e^a = 1, e^(log a) = a."""
    a = x.args[0]
    proof.fact("exp_positive", a)
    if a.op == "add" and len(a.args) == 2:
        proof.fact("exp_add", *a.args)
        for b in a.args:
            _exp(proof, t.exp(b))
    elif a.op == "mul" and a.args[0] == const(-1):
        proof.fact("exp_negative", a.args[1])
    else:
        proof.fact("exp_negative", a)
    if a.op == "log" and establish(proof, gt0(a.args[0])):
        proof.fact("exp_log", a.args[0])


TRANSPORTED = ("log", "exp", "sqrt", "tanh", "sin", "cos", "atan", "apply", "recip", "abs")


def transport(proof: Proof, nodes: Iterable[Node]) -> None:
    """From s = t and log(s) somewhere: log(s) = log(t). The same for the other functions of one term."""
    used = {x.args[0]: x for x in occurring(nodes) if x.op in TRANSPORTED}
    for h in [h for h in proof.hypotheses if h.op == "equal"]:
        for s, t_ in (h.args, h.args[::-1]):
            x = used.get(s)
            if x is None or s.shape != t_.shape or t_.op == "const" or x in subnodes(t_):
                continue
            hole = Term("var", (), ("%hole", None), s.shape)
            context = Term(x.op, (hole,), x.data, x.shape)
            made = relation("equal", *(Term(x.op, (side,), x.data, x.shape) for side in h.args))
            if not proof.knows(made):
                k = proof.number(h)
                proof.add(lambda rest, k=k, c=context: ["rewrite", k, to_json(c), rest], made)  # type: ignore[misc]
                row = _ROWS.get(x.op)
                if row is not None:
                    row(proof, Term(x.op, (t_,), x.data, x.shape))


def compare_logs(proof: Proof, nodes: Iterable[Node]) -> None:
    """For an inequality about log a and log b: log(b/a) ≤ b/a − 1, taken apart."""
    logs = list(dict.fromkeys(x.args[0] for x in occurring(nodes) if x.op == "log"))
    for a in logs:
        for b in logs:
            if a == b or a.shape != b.shape or not all(establish(proof, gt0(x)) for x in (a, b)):
                continue
            ratio = b * t.recip(a)
            if establish(proof, gt0(ratio)):
                proof.fact("log_below_tangent", ratio)
                _log(proof, t.log(ratio))
                establish(proof, apart0(a))
                proof.fact("recip_mul", a)
    for a in logs:
        if establish(proof, gt0(a)):
            proof.fact("log_below_tangent", a)
    for h in [h for h in proof.hypotheses if h.op == "ge" and all(x.op == "log" for x in h.args)]:
        x, y = (side.args[0] for side in h.args)
        if establish(proof, gt0(x)) and establish(proof, gt0(y)):
            proof.fact("log_reflects", x, y)
    for h in [h for h in proof.hypotheses if h.op == "ge" and all(_has_exp(x) for x in h.args)]:
        x, y = h.args
        if establish(proof, gt0(x)) and establish(proof, gt0(y)) and proof.fact("log_increasing", x, y):
            _log(proof, t.log(x))
            _log(proof, t.log(y))


def _has_exp(x: Term) -> bool:
    """A product with an exponential in it."""
    return x.op == "exp" or (x.op == "mul" and any(_has_exp(a) for a in x.args))


def compare_products(proof: Proof, nodes: Iterable[Node]) -> None:
    """Cauchy–Schwarz for every inner product that occurs, with squares and with norms."""
    for x in list(dict.fromkeys(occurring(nodes))):
        inner = x.args[0] if x.op == "total" else x if x.op == "matmul" and not x.shape else None
        if inner is None or inner.op not in ("mul", "matmul"):
            continue
        u, v = inner.args
        if inner.op == "matmul":
            if u.op != "transpose":
                continue
            u = u.args[0]
        if u != v and u.shape == v.shape and proof.fact("cauchy_schwarz", u, v):
            proof.fact("inner_product_bounded", u, v)
            proof.fact("abs_above", t.total(u * v))
            proof.fact("abs_above_negative", t.total(u * v))


def _size(proof: Proof, x: Term) -> None:
    for name, least in sorted(x.data[0].names):
        establish(proof, gt0(t.number(Size(((name, least, 1),), 0))))


def _integral(proof: Proof, x: Term) -> None:
    if x.data[0][1]:
        proof.fact("total_probability", t.integral(x.data[0], UNIT))


def _natpow(proof: Proof, x: Term) -> None:
    if not x.shape and establish(proof, gt0(x.args[0])):
        proof.fact("power_positive", *x.args)


_ROWS: dict[str, Callable[[Proof, Term], object]] = {
    "recip": _recip,
    "inv": _inv,
    "pinv": _pinv,
    "sqrt": _sqrt,
    "log": _log,
    "exp": _exp,
    "integral": _integral,
    "size": lambda proof, x: _size(proof, x),
    "nat": lambda proof, x: bool(proof.fact("natural_nonnegative", x)),
    "natpow": lambda proof, x: _natpow(proof, x),
    **enrichment_signs.ROWS,
    **enrichment_trigonometry.ROWS,
    **determinants.ROWS,
    **reindexings.ROWS,
}


def add_rows(rows: dict[str, Callable[[Proof, Term], object]]) -> None:
    """Rows of methods that themselves look for what is known of terms."""
    _ROWS.update(rows)


def from_hypotheses(proof: Proof) -> None:
    """What follows at once: definite matrices are symmetric, squares of what is not zero are positive."""
    for h in list(proof.hypotheses):
        if h.op in ("pd", "psd"):
            proof.fact(f"{h.op}_symmetric", h.args[0])
        elif h.op == "nonzero" and not h.args[0].shape:
            proof.fact("nonzero_apart", h.args[0])
            proof.fact("square_positive", h.args[0])
        elif h.op == "nonzero":
            proof.fact("nonzero_norm", h.args[0])
        elif h.op == "apart" and h.args[1] == const(0):
            proof.fact("square_positive", h.args[0])
