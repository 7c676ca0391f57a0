"""Terms as one line of text, bracketed by precedence. Nothing rests on it for truth; standard library only.

Each row gives (how tightly it binds, its text). `readable` first gives bound variables names a reader would choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from proofread.trusted import scalar_printing
from proofread.trusted.shifts import shifted
from proofread.trusted.sizes import Size
from proofread.trusted.terms import BINDERS, Node, Term
from proofread.trusted.trees import FUNCTIONS, LEAVES, free_variables, rebuild, substitute
from proofread.trusted.views import (
    Slice,
    blocks,
    derivative_of_function,
    expectation,
    inner_product,
    is_zero,
    line_of,
    norm_of,
    positions,
    quotient,
    signed,
    slice_of,
)

# How tightly an operator binds, loosest first.
ANY, IFF, IMPLIES, OR, AND, NOT, RELATION, SUM, QUOTIENT, MATMUL, PRODUCT, POWER, ATOM = range(13)
Printed = tuple[int, str]
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NAMES = {"index": "ijklmnpq", "nat": "tskn", "var": "vwxyzabc"}


def text(n: Node) -> str:
    """A readable line."""
    return line(readable(n))


def line(n: Node) -> str:
    """The text of a node already made readable."""
    return _line(n)[1]


def _line(n: Node) -> Printed:
    row = ROWS.get(n.op)
    return row(n) if row is not None else (ATOM, f"{n.op}({', '.join(_line(a)[1] for a in n.args)})")


def _in(n: Node, least: int) -> str:
    """The text of an operand, in brackets if it binds more loosely than `least`."""
    level, s = _line(n)
    return s if level >= least else f"({s})"


# --- views shared with other printers -------------------------------------------------------------------------------


def readable(n: Node, display: Callable[[str], str] | None = None) -> Node:
    """The same node with bound variables called i, t, v, … and every name as displayed. For printing only."""
    names = {str(m.data[0]) for m in _named(n)}
    if display is None:
        return _rebound(n, frozenset(names))
    return _renamed(_rebound(n, frozenset(names | {display(name) for name in names})), display)


def _named(n: Node) -> Iterator[Node]:
    if n.op in LEAVES | FUNCTIONS:
        yield n
    for a in n.args:
        yield from _named(a)


def _rebound(n: Node, taken: frozenset[str]) -> Node:
    if n.op not in BINDERS or n.op == "integral":
        args = tuple([_rebound(a, taken) for a in n.args])
        return n if all(a is b for a, b in zip(args, n.args, strict=True)) else rebuild(n, args)
    bound, body, rest = n.data[0], n.args[0], tuple(_rebound(a, taken) for a in n.args[1:])
    at = n.args[1] if n.op == "deriv" else n
    if not bound.data[0].startswith("%"):
        name = bound.data[0]
    elif at.op == "var" and at.data[1] is None and at not in free_variables(body):
        name = at.data[0]  # the derivative in u at u
    else:
        choices = [f"{c}{dash}" for dash in ("", "′", "″") for c in _NAMES.get(bound.op, "v")]
        name = next((c for c in choices if c not in taken), bound.data[0])
    variable = Term(bound.op, (), (name, *bound.data[1:]), bound.shape)
    inside = _rebound(substitute(body, {bound: variable}), taken | {name})
    return rebuild(n, (inside, *rest), (variable,))


def _renamed(n: Node, display: Callable[[str], str]) -> Node:
    args = tuple(_renamed(a, display) for a in n.args)
    if n.op in LEAVES | FUNCTIONS:
        return rebuild(n, args, (display(str(n.data[0])), *n.data[1:]))
    if n.op == "integral":
        return rebuild(n, args, ((display(n.data[0][0]), n.data[0][1]),))
    data = tuple(_renamed(d, display) if isinstance(d, Term) else d for d in n.data)
    return rebuild(n, args, data) if n.args else n


def size_text(s: Size) -> str:
    """N + d − 1, 2N."""
    parts = [(k, (str(abs(k)) if abs(k) != 1 else "") + "·".join(n for n, _ in names)) for names, k in s.monomials]
    parts += [(s.const, str(abs(s.const)))] if s.const or not parts else []
    (k, first), *rest = parts
    return ("−" if k < 0 else "") + first + "".join(f" {'−' if c < 0 else '+'} {p}" for c, p in rest)


def sides(n: Node) -> tuple[Node, str, Node]:
    """A relation, read so that a number alone stands on the right."""
    flip = n.op in ("ge", "gt") and n.args[0].op == "const" and n.args[1].op != "const"
    sign = {"equal": "=", "apart": "≠", "ge": "≤" if flip else "≥", "gt": "<" if flip else ">"}[n.op]
    return (n.args[1], sign, n.args[0]) if flip else (n.args[0], sign, n.args[1])


def domain(v: Term) -> str:
    """Where a variable lives: ∈ ℝ^(N×d)."""
    if v.op == "nat":
        return "∈ ℕ"
    if v.op == "index":
        return f"∈ {{0, …, {size_text(v.data[1])} − 1}}"
    axes = v.shape[:1] if len(v.shape) == 2 and v.shape[1].is_one else v.shape
    texts = [size_text(a) for a in axes]
    if len(axes) <= 1:
        return "∈ ℝ" if not axes else f"∈ ℝ^{texts[0]}" if axes[0].is_symbol else f"∈ ℝ^({texts[0]})"
    return f"∈ ℝ^({'×'.join(t if ' ' not in t else f'({t})' for t in texts)})"


# --- rows -----------------------------------------------------------------------------------------------------------


def _subscript(s: Size) -> str:
    text = size_text(s)
    return text if text.isalnum() else f"{{{text}}}"


def _const(n: Node) -> Printed:
    value: Fraction = n.data[0]
    return (SUM if value < 0 else QUOTIENT if value.denominator > 1 else ATOM, str(value).replace("-", "−"))


def _size(n: Node) -> Printed:
    s = size_text(n.data[0])
    return (SUM if "−" in s or "+" in s else ATOM if n.data[0].is_symbol else PRODUCT), s


def _name(n: Node) -> Printed:
    name = str(n.data[0])
    return (POWER if name[-1:] in "²³⁺⁻ᵀ" else ATOM), name


def _sum(n: Node) -> Printed:
    out = ""
    for k, a in enumerate(n.args):
        minus, rest = signed(a)
        sign = (" − " if minus else " + ") if k else "−" if minus else ""
        out += sign + _in(rest, QUOTIENT if minus else SUM)
    return SUM, out


def _mul(n: Node) -> Printed:
    if is_zero(n):
        return ATOM, "0"
    minus, rest = signed(n)
    if minus:
        return SUM, f"−{_in(rest, QUOTIENT)}"
    if parts := quotient(n):
        return QUOTIENT, f"{_in(parts[0], MATMUL)}/{_in(parts[1], POWER)}"
    a, b = n.args
    if a.shape and b.shape:
        return MATMUL, f"{_hadamard(a)} ⊙ {_hadamard(b)}"
    right, s = _line(b)
    if right == MATMUL and not a.shape:
        return MATMUL, f"{_in(a, PRODUCT)}·{s}"
    return PRODUCT, f"{_in(a, PRODUCT)}·{_in(b, PRODUCT)}"


def _hadamard(a: Node) -> str:
    return _in(a, MATMUL if a.op == "mul" and all(b.shape for b in a.args) else PRODUCT)


def _matmul(n: Node) -> Printed:
    minus, rest = signed(n)
    if minus:
        return SUM, f"−{_in(rest, QUOTIENT)}"
    if cut := line_of(n):
        return _part(cut)
    return MATMUL, " ".join(_in(a, MATMUL if joins(a, k == 0) else POWER) for k, a in enumerate(n.args))


def joins(a: Node, first: bool) -> bool:
    """Whether a factor of a matrix product may stand there without brackets."""
    return a.op == "matmul" or (first and a.op == "mul" and not a.args[0].shape and signed(a)[0] is False)


def _power(n: Node) -> Printed:
    ring = "^∘" if n.shape else ""  # type: ignore[attr-defined]
    exponent = str(n.data[0])
    return POWER, _in(n.args[0], ATOM) + (ring + exponent if ring else exponent.translate(_SUPERSCRIPTS))


def _postfix(sign: str) -> Callable[[Node], Printed]:
    return lambda n: (POWER, _in(n.args[0], ATOM) + sign)


def _call(word: str) -> Callable[[Node], Printed]:
    return lambda n: (ATOM, f"{word}({', '.join(_line(a)[1] for a in n.args)})")


def _fenced(left: str, right: str) -> Callable[[Node], Printed]:
    return lambda n: (ATOM, f"{left}{_line(n.args[0])[1]}{right}")


def _sqrt(n: Node) -> Printed:
    x = norm_of(n)
    return (ATOM, f"‖{_line(x)[1]}‖") if x is not None else (ATOM, f"√({_line(n.args[0])[1]})")


def _total(n: Node) -> Printed:
    pair = inner_product(n)
    if pair is None:
        return _call("sum")(n)
    if pair[0] == pair[1]:
        return POWER, f"‖{_line(pair[0])[1]}‖²"
    return ATOM, f"⟨{_line(pair[0])[1]}, {_line(pair[1])[1]}⟩"


def _array(n: Node) -> Printed:
    return ATOM, _nested([_line(a)[1] for a in n.args], [int(s.const) for s in n.shape])  # type: ignore[attr-defined]


def _nested(entries: list[str], dims: list[int]) -> str:
    if dims[1:] in ([], [1]):
        return f"[{', '.join(entries)}]"
    step = max(1, len(entries) // dims[0])
    return f"[{', '.join(_nested(entries[k : k + step], dims[1:]) for k in range(0, len(entries), step))}]"


def _deriv(n: Node) -> Printed:
    v, (body, at) = n.data[0], n.args
    if named := derivative_of_function(n):
        name = {"prime": f"{named[0]}′", "field": f"∇{named[0]}", "map": f"D{named[0]}"}[named[1]]
        return ATOM, f"{name}({_line(at)[1]})"
    if cut := slice_of(n):
        return _part(cut)
    head = "D" if body.shape else "∇" if v.shape else "d/d"
    where = "" if at == v else f" at {v.data[0]} = {_line(at)[1]}"
    return ATOM, f"{head}{'' if head == 'd/d' else '_'}{v.data[0]}[{_line(body)[1]}{where}]"


def _part(cut: Slice) -> Printed:
    tensor, kept = cut
    places = ", ".join("·" if k is None else _line(k)[1] for k in kept)
    return ATOM, f"e_{places}" if tensor is None else f"{_in(tensor, ATOM)}[{places}]"


def _bsum(n: Node) -> Printed:
    i, moved = n.data[0], shifted(n)
    if moved is not None:
        return _line(moved[1])
    body = n.args[0]
    inner = _line(body)[1] if body.op == "bsum" else _in(body, QUOTIENT)  # a sum of sums needs no brackets
    return SUM, f"Σ_{{{i.data[0]}<{size_text(i.data[1])}}} {inner}"


def _integral(n: Node) -> Printed:
    names, body = expectation(n)
    if names:
        return ATOM, f"E_{','.join(names)}[{_line(body)[1]}]"
    return ATOM, f"∫_{n.data[0][0]}[{_line(n.args[0])[1]}]"


def _entry(n: Node) -> Printed:
    return ATOM, f"{_in(n.args[0], ATOM)}[{', '.join(_line(a)[1] for a in positions(n))}]"


def _relation(n: Node) -> Printed:
    left, sign, right = sides(n)
    return RELATION, f"{_in(left, SUM)} {sign} {_in(right, SUM)}"


def _predicate(words: str) -> Callable[[Node], Printed]:
    return lambda n: (RELATION, f"{_in(n.args[0], SUM)} {words}")


def _joined(level: int, sign: str) -> Callable[[Node], Printed]:
    return lambda n: (level, sign.join(_in(a, level + 1) for a in n.args))


def _quantifier(sign: str) -> Callable[[Node], Printed]:
    return lambda n: (ANY, f"{sign} {n.data[0].data[0]} {domain(n.data[0])}: {_line(n.args[0])[1]}")


ROWS: dict[str, Callable[[Any], Printed]] = {
    "const": _const,
    "size": _size,
    "var": _name,
    "index": _name,
    "nat": _name,
    "eye": lambda n: (ATOM, f"I_{_subscript(n.shape[0])}" if n.shape else "1"),
    "ones": lambda n: (ATOM, f"ones({', '.join(map(size_text, n.shape))})"),
    "array": _array,
    "add": _sum,
    "mul": _mul,
    "maximum": _call("max"),
    "power": _power,
    "natpow": lambda n: (POWER, f"{_in(n.args[0], ATOM)}^{_in(n.args[1], ATOM)}"),
    "matmul": _matmul,
    "transpose": _postfix("ᵀ"),
    "recip": lambda n: (QUOTIENT, f"1 ⊘ {_in(n.args[0], POWER)}" if n.shape else f"1/{_in(n.args[0], POWER)}"),
    "exp": _call("exp"),
    "log": _call("log"),
    "sqrt": _sqrt,
    **{word: _call(word) for word in ("tanh", "sin", "cos", "atan")},
    **scalar_printing.rows(_line, lambda n: _in(n, QUOTIENT), SUM, ATOM, RELATION),
    "abs": _fenced("|", "|"),
    "sign": _call("sign"),
    "floor": _fenced("⌊", "⌋"),
    "is_zero": lambda n: (ATOM, f"[{_line(n.args[0])[1]} = 0]"),
    "inv": _postfix("⁻¹"),
    "pinv": _postfix("⁺"),
    "trace": _call("tr"),
    "det": _call("det"),
    "rank": _call("rank"),
    "vec": _call("vec"),
    "kron": lambda n: (MATMUL, " ⊗ ".join(_in(a, POWER) for a in n.args)),
    "above": lambda n: (ATOM, f"[{'; '.join(', '.join(_line(a)[1] for a in row) for row in blocks(n))}]"),
    "beside": lambda n: (ATOM, f"[{', '.join(_line(a)[1] for a in blocks(n)[0])}]"),
    "diagonal": _call("diagonal"),
    "diag": _call("diag"),
    "total": _total,
    "entry": _entry,
    "apply": lambda n: (ATOM, f"{n.data[0]}({_line(n.args[0])[1]})"),
    "sequence": lambda n: (ATOM, f"{n.data[0]}[{_line(n.args[0])[1]}]"),
    "deriv": _deriv,
    "bsum": _bsum,
    "integral": _integral,
    "ill": lambda n: (ATOM, f"⟨ill-shaped: {n.data[0]}⟩"),
    "equal": _relation,
    "ge": _relation,
    "gt": _relation,
    "apart": _relation,
    "nonzero": _predicate("≠ 0"),
    "invertible": _predicate("is invertible"),
    "full_rank": _predicate("has full column rank"),
    "psd": _predicate("is positive semidefinite"),
    "pd": _predicate("is positive definite"),
    "and": _joined(AND, " ∧ "),
    "or": _joined(OR, " ∨ "),
    "implies": _joined(IMPLIES, " ⇒ "),
    "iff": _joined(IFF, " ⇔ "),
    "not": lambda n: (NOT, f"not ({_line(n.args[0])[1]})"),
    "forall": _quantifier("∀"),
    "exists": _quantifier("∃"),
}
