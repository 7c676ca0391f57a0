"""Terms as presentation MathML, one row an operator. A row gives (how tightly it binds, markup)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from proofread.report import limits
from proofread.report.elements import (
    APPLY,
    INVISIBLE,
    commas,
    domain,
    fenced,
    frac,
    infix,
    mi,
    mn,
    mo,
    mo_plain,
    mtext,
    name,
    number,
    row,
    size,
    sub,
    sup,
    table,
)
from proofread.trusted import printing, views
from proofread.trusted.printing import (
    AND,
    ANY,
    ATOM,
    IFF,
    IMPLIES,
    MATMUL,
    NOT,
    OR,
    POWER,
    PRODUCT,
    QUOTIENT,
    RELATION,
    SUM,
)
from proofread.trusted.shifts import shifted
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Node

Marked = tuple[int, str]
NAMES = ("var", "size", "nat", "index")
CALLS = ("exp", "log", "tanh", "sin", "cos", "atan", "sign", "trace", "maximum", "diag", "diagonal")


def markup(n: Node) -> str:
    """The markup of a node already made readable, without the <math> around it."""
    return _marked(n)[1]


def pieces(n: Node) -> list[str]:
    """The markup in parts between which a line may be broken: at the relation and between summands."""
    if n.op in ("equal", "ge", "gt", "apart") and n.args[0].op != "ill":
        left, sign, right = printing.sides(n)
        return [*pieces(left), *_prefixed(infix(sign), pieces(right))]
    if n.op == "add":
        return [row(parts) for parts in _summands(n)]
    if n.op in ("and", "iff", "implies", "or"):
        level, sign = _JOINED[n.op]
        first, *rest = (_broken(a, level + 1) for a in n.args)
        return [*first, *(p for parts in rest for p in _prefixed(infix(sign), parts))]
    if n.op in ("forall", "exists"):
        return [_quantified(n), *pieces(n.args[0])]
    return [markup(n)]


def between(p: Node, q: Node) -> str | None:
    """a ≤ x < b, for two readable bounds on one term."""
    if not {p.op, q.op} <= {"ge", "gt"} or p.args[0] != q.args[1] or {p.args[1].op, q.args[0].op} != {"const"}:
        return None
    low, high = (mo("≤" if r.op == "ge" else "<") for r in (p, q))
    return row([markup(p.args[1]), low, _in(p.args[0], SUM), high, markup(q.args[0])])


def _broken(n: Node, least: int) -> list[str]:
    """The pieces of an operand; a bracket sticks to its first piece and one to its last."""
    parts = pieces(n)
    if _marked(n)[0] >= least:
        return parts
    parts[0] = row([mo_plain("("), parts[0]])
    parts[-1] = row([parts[-1], mo_plain(")")])
    return parts


def _prefixed(sign: str, parts: list[str]) -> list[str]:
    return [row([sign, parts[0]]), *parts[1:]]


def _marked(n: Node) -> Marked:
    of_op = ROWS.get(n.op)
    return of_op(n) if of_op is not None else (ATOM, _call(mi(n.op), n.args))


def _in(n: Node, least: int) -> str:
    level, s = _marked(n)
    return s if level >= least else fenced(s)


# --- rows -----------------------------------------------------------------------------------------------------------


def _call(head: str, args: Iterable[Node]) -> str:
    return row([head, APPLY, fenced(mo(",").join(markup(a) for a in args))])


def _const(n: Node) -> Marked:
    value = n.data[0]
    return (SUM if value < 0 else PRODUCT if value.denominator > 1 else ATOM), number(value)


def _size(n: Node) -> Marked:
    s: Size = n.data[0]
    plain = len(s.monomials) == 1 and not s.const
    return (ATOM if plain and s.is_symbol else PRODUCT if plain and s.monomials[0][1] > 0 else SUM), size(s)


def _name(n: Node) -> Marked:
    text = str(n.data[0])
    return (POWER if text[-1:] in "²*′″" else ATOM), name(text)


def _summands(n: Node) -> list[list[str]]:
    """Sign and summand by summand; Python builds sums from the left, two by two."""
    first, *others = n.args
    out = _summands(first) if first.op == "add" else []
    for k, a in enumerate(n.args if not out else others, start=len(out)):
        minus, rest = views.signed(a)
        sign = [infix("−" if minus else "+")] if k else [mo("−")] if minus else []
        out.append([*sign, _in(rest, QUOTIENT if minus else SUM)])
    return out


def _sum(n: Node) -> Marked:
    return SUM, row(p for parts in _summands(n) for p in parts)


def _mul(n: Node) -> Marked:
    if views.is_zero(n):
        return ATOM, mn(0)
    minus, rest = views.signed(n)
    if minus:
        return SUM, row([mo("−"), _in(rest, QUOTIENT)])
    if parts := views.quotient(n):
        return PRODUCT, frac(markup(parts[0]), markup(parts[1]))
    a, b = n.args
    if a.shape and b.shape:
        return MATMUL, row([_hadamard(a), mo("⊙"), _hadamard(b)])
    level, right = _marked(b)
    if level == MATMUL and not a.shape:
        return MATMUL, row([_in(a, PRODUCT), _times(a, b), right])
    return PRODUCT, row([_in(a, PRODUCT), _times(a, b), _in(b, PRODUCT)])


def _hadamard(a: Node) -> str:
    return _in(a, MATMUL if a.op == "mul" and all(b.shape for b in a.args) else PRODUCT)


def _times(a: Node, b: Node) -> str:
    """A dot where two numbers or words would run together, or a name before a bracket would read as a function."""
    last, first = a, b
    while last.op == "mul":
        last = last.args[1]
    while first.op in ("mul", "matmul"):
        first = first.args[0]
    level, s = _marked(first)
    digits = s.startswith("<mn>") or (s.startswith("<mfrac>") and last.op == "const")
    words = _is_word(last) or _is_word(first)
    if digits or words or (level < PRODUCT and last.op in NAMES):
        return mo("⋅")
    return INVISIBLE + '<mspace width="0.17em"/>' if first.op in CALLS else INVISIBLE


def _is_word(n: Node) -> bool:
    """A name of several letters, leaving accents and subscripts aside."""
    if n.op not in NAMES or (n.op == "size" and not n.data[0].is_symbol):
        return False
    return len(str(n.data[0]).partition("_")[0].rstrip("\u0302\u0303\u0304\u0307²*′″")) > 1


def _matmul(n: Node) -> Marked:
    minus, rest = views.signed(n)
    if minus:
        return SUM, row([mo("−"), _in(rest, QUOTIENT)])
    if cut := views.line_of(n):
        return _part(cut)
    factors = [_in(a, MATMUL if printing.joins(a, k == 0) else POWER) for k, a in enumerate(n.args)]
    return MATMUL, row([INVISIBLE.join(factors)])


def _power(n: Node) -> Marked:
    exponent = mn(n.data[0])
    return POWER, sup(_in(n.args[0], ATOM), row([mo("∘"), exponent]) if n.shape else exponent)  # type: ignore[attr-defined]


def _postfix(exponent: str) -> Callable[[Node], Marked]:
    return lambda n: (POWER, sup(_in(n.args[0], ATOM), exponent))


def _function(word: str) -> Callable[[Node], Marked]:
    return lambda n: (ATOM, _call(mi(word), n.args))


def _recip(n: Node) -> Marked:
    if n.shape:  # type: ignore[attr-defined]
        return MATMUL, row([mn(1), mo("⊘"), _in(n.args[0], POWER)])
    return PRODUCT, frac(mn(1), markup(n.args[0]))


def _bars(x: Node) -> str:
    return fenced(markup(x), "‖", "‖")


def _sqrt(n: Node) -> Marked:
    x = views.norm_of(n)
    return (ATOM, _bars(x)) if x is not None else (ATOM, f"<msqrt>{markup(n.args[0])}</msqrt>")


def _total(n: Node) -> Marked:
    pair = views.inner_product(n)
    if pair is None:
        return ATOM, _call(mi("sum"), n.args)
    if pair[0] == pair[1]:
        return POWER, sup(_bars(pair[0]), mn(2))
    return ATOM, fenced(row([markup(pair[0]), mo(","), markup(pair[1])]), "⟨", "⟩")


def _array(n: Node) -> Marked:
    return ATOM, nested([markup(a) for a in n.args], [int(s.const) for s in n.shape])  # type: ignore[attr-defined]


def nested(entries: list[str], dims: list[int]) -> str:
    """Row-major entries as a matrix; a deeper tensor as a row of matrices."""
    if len(dims) <= 2:
        width = dims[1] if len(dims) == 2 else 1
        return table(entries[k : k + width] for k in range(0, len(entries), max(1, width)))
    step = max(1, len(entries) // dims[0])
    return fenced(commas(nested(entries[k : k + step], dims[1:]) for k in range(0, len(entries), step)), "[", "]")


def _deriv(n: Node) -> Marked:
    v, (body, at) = n.data[0], n.args
    if named := views.derivative_of_function(n):
        f = name(named[0])
        head = {"prime": sup(f, mo("′")), "field": row([mo("∇"), f]), "map": row([mi("D"), f])}[named[1]]
        return ATOM, row([head, APPLY, fenced(markup(at))])
    if cut := views.slice_of(n):
        return _part(cut)
    sign = mo("∇") if v.shape else mi("d")
    head = sub(mi("D") if body.shape else sign, name(v.data[0]))
    if not body.shape and not v.shape:
        head = frac(mi("d"), row([mi("d"), name(v.data[0])]))
    inside = fenced(markup(body), "[", "]")
    if at != v:
        inside = sub(inside, row([name(v.data[0]), mo("="), markup(at)]))
    return ATOM, row([head, inside])


def _part(cut: views.Slice) -> Marked:
    """Axes that are kept are left out at the end, save the second of a matrix."""
    tensor, kept = cut
    last = max(k for k, p in enumerate(kept) if p is not None)
    shown = kept if len(kept) == 2 else kept[: last + 1]
    places = commas(mo_plain("·") if p is None else markup(p) for p in shown)
    return ATOM, sub(mi("e") if tensor is None else _in(tensor, ATOM), places)


def _bsum(n: Node) -> Marked:
    i, moved = n.data[0], shifted(n)
    if moved is not None:
        return _marked(moved[1])
    below, above = row([name(i.data[0]), mo("="), mn(0)]), size(i.data[1], -1)
    body = n.args[0]
    inner = markup(body) if body.op == "bsum" else _in(body, QUOTIENT)  # a sum of sums needs no brackets
    return SUM, row([f"<munderover>{mo('∑')}{below}{above}</munderover>", inner])


def _integral(n: Node) -> Marked:
    names, body = views.expectation(n)
    if names:
        return ATOM, row([sub(mi("𝔼"), commas(map(name, names))), fenced(markup(body), "[", "]")])
    return SUM, row([sub(mo("∫"), name(n.data[0][0])), _in(n.args[0], MATMUL)])


def _entry(n: Node) -> Marked:
    base = _in(n.args[0], ATOM)
    return ATOM, sub(base, commas(markup(a) for a in views.positions(n)))


def _relation(n: Node) -> Marked:
    if n.args[0].op == "ill":  # it has spread to both sides
        return RELATION, markup(n.args[0])
    left, sign, right = printing.sides(n)
    return RELATION, row([_in(left, SUM), mo(sign), _in(right, SUM)])


def _apart(n: Node) -> Marked:
    words = mtext("\u00a0in every entry") if any(a.shape for a in n.args) else ""
    return RELATION, row([_relation(n)[1], words])


def _predicate(*after: str) -> Callable[[Node], Marked]:
    return lambda n: (RELATION, row([_in(n.args[0], SUM), *after]))


def _joined(op: str) -> Callable[[Node], Marked]:
    level, sign = _JOINED[op]
    return lambda n: (level, row([mo(sign).join(_in(a, level + 1) for a in n.args)]))


def _quantified(n: Node) -> str:
    v = n.data[0]
    sign = {"forall": "∀", "exists": "∃"}[n.op]
    return row([mo(sign), name(v.data[0]), domain(v), mo(":"), '<mspace width="0.3em"/>'])


def _quantifier(n: Node) -> Marked:
    return ANY, row([_quantified(n), markup(n.args[0])])


_JOINED = {"and": (AND, "∧"), "or": (OR, "∨"), "implies": (IMPLIES, "⇒"), "iff": (IFF, "⇔")}

ROWS: dict[str, Callable[[Any], Marked]] = {
    "const": _const,
    "size": _size,
    "var": _name,
    "index": _name,
    "nat": _name,
    "eye": lambda n: (ATOM, sub(mi("I"), size(n.shape[0])) if n.shape else mn(1)),
    "ones": lambda n: (ATOM, sub(mn("𝟏"), row([mo("×").join(size(s) for s in n.shape if not s.is_one)]))),
    "array": _array,
    "add": _sum,
    "mul": _mul,
    "maximum": _function("max"),
    "power": _power,
    "natpow": lambda n: (POWER, sup(_in(n.args[0], ATOM), markup(n.args[1]))),
    "matmul": _matmul,
    "transpose": _postfix(mo("⊤")),
    "recip": _recip,
    "exp": _function("exp"),
    "log": _function("log"),
    "sqrt": _sqrt,
    **{word: _function(word) for word in ("tanh", "sin", "cos", "atan")},
    **limits.rows(markup, lambda n: _in(n, QUOTIENT)),
    "abs": lambda n: (ATOM, fenced(markup(n.args[0]), "|", "|")),
    "sign": _function("sign"),
    "floor": lambda n: (ATOM, fenced(markup(n.args[0]), "⌊", "⌋")),
    "is_zero": lambda n: (ATOM, fenced(row([markup(n.args[0]), mo("="), mn(0)]), "[", "]")),
    "inv": _postfix(row([mo("−"), mn(1)])),
    "pinv": _postfix(mo("+")),
    "trace": _function("tr"),
    "det": _function("det"),
    "rank": _function("rank"),
    "vec": _function("vec"),
    "kron": lambda n: (PRODUCT, mo("⊗").join(_in(a, POWER) for a in n.args)),
    "above": lambda n: (ATOM, table([markup(a) for a in row_] for row_ in views.blocks(n))),
    "beside": lambda n: (ATOM, table([markup(a) for a in row_] for row_ in views.blocks(n))),
    "diagonal": _function("diagonal"),
    "diag": _function("diag"),
    "total": _total,
    "entry": _entry,
    "apply": lambda n: (ATOM, _call(name(n.data[0]), n.args)),
    "sequence": lambda n: (ATOM, sub(name(n.data[0]), markup(n.args[0]))),
    "deriv": _deriv,
    "bsum": _bsum,
    "integral": _integral,
    "ill": lambda n: (ATOM, mtext(f"the sizes do not fit: {n.data[0]}")),
    "equal": _relation,
    "ge": _relation,
    "gt": _relation,
    "apart": _apart,
    "nonzero": _predicate(mo("≠"), mn(0)),
    "invertible": _predicate(mtext("\u00a0is invertible")),
    "full_rank": _predicate(mtext("\u00a0has full column rank")),
    "psd": _predicate(mo("⪰"), mn(0)),
    "pd": _predicate(mo("≻"), mn(0)),
    "and": _joined("and"),
    "or": _joined("or"),
    "implies": _joined("implies"),
    "iff": _joined("iff"),
    "not": lambda n: (NOT, row([mo("¬"), fenced(markup(n.args[0]))])),
    "forall": _quantifier,
    "exists": _quantifier,
}
