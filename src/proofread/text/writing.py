"""A statement of the language as the fields of an item: the way back from Python to text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from proofread.language.statements import Statement
from proofread.language.symbols import FunctionSymbol
from proofread.text.words import WORDS
from proofread.trusted import trees
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Node, Shape, Term

Names = Mapping[Node, str]  # of bound variables
_WORD = re.compile(r"([A-Za-z0-9_]+)\(")  # what is called


class UnwritableError(ValueError):
    """There are no words for this."""


def written(statement: Statement) -> dict[str, Any]:
    """`let`, `assume` and `says` of the item that says the same. What a sort would assume is written out."""
    nodes = (*statement.hypotheses, statement.goal)
    spaces = {s for n in (*nodes, *statement.variables) for s in _spaces(n)}
    random = {str(v.data[0]) for v in statement.variables if v.op == "var"}
    sizes = {s for n in (*nodes, *statement.variables) for s in trees.size_names(n)}
    sizes |= {s for f in statement.functions for shape in (f.argument, f.result) for s in _of_shape(shape)}
    let = {name: "size" if least == 1 else f"size(min={least})" for name, least in sorted(sizes)}
    let |= {n: "probability_space" if known else "space" for n, known in sorted(spaces) if n not in random}
    let |= {str(v.data[0]): _sort(v) for v in statement.variables}
    let |= {f.name: _function(f) for f in statement.functions}
    assumed, says = [_text(h, {}) for h in statement.hypotheses], _text(statement.goal, {})
    hidden = {word for text in (*assumed, says) for word in _WORD.findall(text)} & set(WORDS) & set(let)
    hidden |= {str(n.op) for node in nodes for n in trees.subnodes(node) if n.op == "pi"} & set(let)
    hidden |= {"inf"} & set(let) if any(", inf)" in text for text in (*assumed, says)) else set()
    if hidden:
        raise UnwritableError(f"{', '.join(sorted(hidden))}: a symbol hides a word that is needed")
    made = {"let": let, "assume": assumed, "says": says}
    return {name: value for name, value in made.items() if value}


def _spaces(node: Node) -> set[tuple[str, bool]]:
    inside = {n.data[0] for n in trees.subnodes(node) if n.op == "integral"}
    return inside | {n.data[1] for n in trees.subnodes(node) if n.op == "var" and n.data[1] is not None}


def _of_shape(shape: Shape | None) -> set[tuple[str, int]]:
    return {pair for s in shape or () for pair in s.names}


# --- declarations ---------------------------------------------------------------------------------------------------


def _shaped(shape: Shape, scalar: str = "scalar", prefix: str = "") -> str:
    if not shape:
        return scalar
    if len(shape) == 2 and shape[1].is_one:
        return f"{prefix}vector[{shape[0]}]"
    return f"{prefix}{'matrix' if len(shape) == 2 else 'tensor'}[{', '.join(map(str, shape))}]"


def _sort(v: Node) -> str:
    """The plain sort of a variable."""
    assert isinstance(v, Term)
    if v.op != "var":
        return "nat" if v.op == "nat" else f"index[{v.data[1]}]"
    name, space = v.data
    if space is None:
        return _shaped(v.shape)
    if space[0] != name:
        return f"on_space[{space[0]}, {_shaped(v.shape)}]"
    if len(v.shape) > 2 or not space[1]:
        raise UnwritableError(f"{name}: a random tensor, or a space called like its function")
    return _shaped(v.shape, "random_scalar", "random_")


def _function(f: FunctionSymbol) -> str:
    if f.kind == "entrywise":
        return "entrywise"
    if f.kind == "sequence":
        return f"sequence[{_shaped(f.result or ())}]"
    argument = [str(s) for s in f.argument or () if not s.is_one] or ["1"]
    if f.kind == "field":
        return f"smooth[{', '.join(argument)}]"
    result = [str(s) for s in f.result or () if not s.is_one] or ["1"]
    return f"smooth_map[{argument[0]}, {result[0]}]"


# --- terms and statements -------------------------------------------------------------------------------------------


def _text(node: Node, names: Names) -> str:
    if node.op in _INFIX:
        return "(" + f" {_INFIX[node.op]} ".join(_operands(node.args, names)) + ")"
    if node.op in _CALLED:
        return f"{_CALLED[node.op]}({', '.join(_text(a, names) for a in node.args)})"
    if node.op not in _OTHERS:
        raise UnwritableError(node.op)
    return _OTHERS[node.op](node, names)


def _operands(args: tuple[Node, ...], names: Names) -> list[str]:
    """Numbers among themselves would be computed while they are read: one of them is made a term."""
    found = [_text(a, names) for a in args]
    k = next((k for k, a in enumerate(args) if a.op == "const"), None)
    if k is not None and all(_is_number(a) for a in args):
        found[k] = f'Q("{args[k].data[0]}")'
    return found


def _is_number(node: Node) -> bool:
    return node.op in ("const", "size")


_INFIX = {"matmul": "@", "equal": "==", "ge": ">=", "gt": ">"}
_CALLED = {
    **{op: op for op in (
        "maximum", "exp", "log", "sqrt", "tanh", "sin", "cos", "atan", "abs", "sign", "floor", "inv", "pinv", "trace",
        "det", "rank", "total", "diagonal", "diag", "apart", "nonzero", "invertible", "psd", "pd", "implies", "iff",
        "kron", "vec", "above", "beside",
    )},
    "full_rank": "full_column_rank", "and": "and_", "or": "or_", "not": "not_",
}  # fmt: skip


def _const(node: Node, names: Names) -> str:
    value = node.data[0]
    return str(value) if value.denominator == 1 and value >= 0 else f"({value})"


def _leaf(node: Node, names: Names) -> str:
    return names.get(node, str(node.data[0]))


def _ones(node: Node, names: Names) -> str:
    assert isinstance(node, Term)
    axes = node.shape[:1] if len(node.shape) == 2 and node.shape[1].is_one else node.shape
    return f"{'eye' if node.op == 'eye' else 'ones'}({', '.join(map(str, axes[:1] if node.op == 'eye' else axes))})"


def _array(node: Node, names: Names) -> str:
    assert isinstance(node, Term)
    shape = node.shape[:1] if len(node.shape) == 2 and node.shape[1].is_one else node.shape
    return _nested([_text(a, names) for a in node.args], [s.const for s in shape])


def _nested(flat: list[str], shape: list[int]) -> str:
    if len(shape) > 1:
        step = len(flat) // shape[0]
        flat = [_nested(flat[k : k + step], shape[1:]) for k in range(0, len(flat), step)]
    return f"[{', '.join(flat)}]"


def _add(node: Node, names: Names) -> str:
    x, *rest = node.args
    if len(rest) == 1 and (negated := _negated(rest[0])) is not None:
        return f"({' - '.join(_operands((x, negated), names))})"
    return f"({' + '.join(_operands(node.args, names))})"


def _negated(node: Node) -> Node | None:
    """x of −x."""
    if node.op == "mul" and node.args[0].op == "const" and node.args[0].data[0] == -1:
        return node.args[1] if isinstance(node.args[1], Node) else None
    return None


def _mul(node: Node, names: Names) -> str:
    x, y = node.args
    if y.op == "recip":
        return f"({' / '.join(_operands((x, y.args[0]), names))})"
    negated = _negated(node)
    if negated is not None and not _is_number(negated):
        return f"(-{_text(negated, names)})"
    return f"({' * '.join(_operands(node.args, names))})"


def _recip(node: Node, names: Names) -> str:
    of = node.args[0]
    return f"{'1 / ' if of.shape else 'inv'}({_text(of, names)})"


def _power(node: Node, names: Names) -> str:
    exponent = str(node.data[0]) if node.op == "power" else _text(node.args[1], names)
    return f"({_operands(node.args[:1], names)[0]} ** {exponent})"


def _is_zero(node: Node, names: Names) -> str:
    of = node.args[0]
    if of.op == "add" and len(of.args) == 2 and (negated := _negated(of.args[1])) is not None:
        return f"same({_text(of.args[0], names)}, {_text(negated, names)})"
    return f"same({_text(of, names)}, 0)"


def _entry(node: Node, names: Names) -> str:
    of, *where = node.args
    if len(of.shape) == 2 and of.shape[1].is_one and _text(where[-1], names) == "0":
        where = where[:1]
    return f"{_text(of, names)}[{', '.join(_text(w, names) for w in where)}]"


def _apply(node: Node, names: Names) -> str:
    left, right = "[]" if node.op == "sequence" else "()"
    return f"{node.data[0]}{left}{_text(node.args[0], names)}{right}"


def _bound(node: Node, names: Names) -> tuple[str, Names]:
    """A name for the bound variable that stands for nothing else inside."""
    taken = {
        *names.values(),
        *WORDS,
        *(str(n.data[0]) for n in trees.subnodes(node) if n.op in (*trees.LEAVES, "apply")),
    }
    taken |= {str(n.data[0]) for n in trees.subnodes(node) if n.op == "sequence"}
    taken |= {name for name, _ in trees.size_names(node)}
    name = next(f"b{k}" for k in range(1000) if f"b{k}" not in taken)
    return name, {**names, node.data[0]: name}


def _deriv(node: Node, names: Names) -> str:
    body, at = node.args
    name, inside = _bound(node, names)
    return f"{'jac' if body.shape else 'grad'}(lambda {name}: {_text(body, inside)})({_text(at, names)})"


def _bsum(node: Node, names: Names) -> str:
    name, inside = _bound(node, names)
    return f"bsum(lambda {name}: {_text(node.args[0], inside)}, {node.data[0].data[1]})"


def _integral(node: Node, names: Names) -> str:
    """An integral over a declared space, or the expectation over everything random."""
    (name, probability), body = node.data[0], node.args[0]
    if not probability:
        return f"integral({name}, {_text(body, names)})"
    spaces = [node.data[0]]
    while body.op == "integral" and body.data[0][1] and body.data[0] < spaces[-1]:
        spaces.append(body.data[0])
        body = body.args[0]
    if set(spaces) != {s for s in trees.free_spaces(body) if s[1]}:
        raise UnwritableError("an expectation over some of what is random")
    return f"E({_text(body, names)})"


def _quantified(node: Node, names: Names) -> str:
    name, inside = _bound(node, names)
    witness = f", witness={_text(node.data[1], names)}" if len(node.data) > 1 else ""
    return f"{node.op}({_sort(node.data[0])}, lambda {name}: {_text(node.args[0], inside)}{witness})"


def _size(node: Node, names: Names) -> str:
    size = node.data[0]
    assert isinstance(size, Size)
    return str(size) if size.is_symbol else f"({size})"


def _analysis(node: Node, names: Names) -> str:
    """Sums, products, integrals and limits: the function, then where it goes."""
    name, inside = _bound(node, names)
    word, places = _PLACES[node.op]
    rest = [_text(a, names) for a in node.args[1:]]
    return f"{word}(lambda {name}: {_text(node.args[0], inside)}, {places.format(*rest)})"


_PLACES = {
    "natsum": ("sum", "0, ({}) - 1"), "natprod": ("product", "0, ({}) - 1"), "series": ("sum", "0, inf"),
    "definite": ("integrate", "{}, {}"), "ray": ("integrate", "{}, inf"), "limit": ("limit", "inf"),
    "limit_at": ("limit", "{}"),
}  # fmt: skip


_OTHERS: dict[str, Callable[[Any, Names], str]] = {
    "const": _const, "size": _size, "var": _leaf, "index": _leaf, "nat": _leaf, "eye": _ones, "ones": _ones,
    "array": _array, "add": _add, "mul": _mul, "recip": _recip, "power": _power, "natpow": _power, "is_zero": _is_zero,
    "transpose": lambda n, names: f"{_text(n.args[0], names)}.T", "entry": _entry, "apply": _apply,
    "sequence": _apply, "deriv": _deriv, "bsum": _bsum, "integral": _integral, "forall": _quantified,
    "exists": _quantified, "pi": lambda n, names: "pi", **dict.fromkeys(_PLACES, _analysis),
}  # fmt: skip
