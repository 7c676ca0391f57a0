"""Walking terms: free variables, substitution, binders, JSON and digests."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from proofread.trusted.nodes import LEAVES as LEAVES
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import BINDERS, Node, Prop, Space, Term

_RATIONAL = re.compile(r"-?[0-9]{1,4000}(/[0-9]{1,4000})?")
FUNCTIONS = {"apply", "sequence"}


class CaptureError(ValueError):
    """A substitution would have moved a free variable under a binder of its name."""


def subnodes(node: Node) -> Iterator[Node]:
    """The node and everything inside it, outermost first."""
    left = [node]
    while left:
        n = left.pop()
        yield n
        left.extend(reversed(n.args))


def free_variables(node: Node) -> frozenset[Node]:
    """Free variables, index and natural-number variables (not function names, not sizes)."""
    return node.free


def free_spaces(node: Node) -> frozenset[Space]:
    """Spaces whose point the value depends on: those of random variables not yet integrated out."""
    return node.free_spaces


def function_names(node: Node) -> frozenset[str]:
    return frozenset(n.data[0] for n in subnodes(node) if n.op in FUNCTIONS)


def size_names(node: Node) -> frozenset[tuple[str, int]]:
    """Named sizes with their least values, wherever a size is written."""
    return node.sizes


def space_names(node: Node) -> frozenset[Space]:
    """The spaces that are mentioned: those of random variables and of integrals."""
    return node.spaces


def rebuild(node: Node, args: tuple[Any, ...], data: tuple[Any, ...] | None = None) -> Node:
    """The same operator over other arguments of the same shapes."""
    kept = node.data if data is None else data
    if isinstance(node, Term):
        return Term(node.op, args, kept, node.shape)
    return Prop(node.op, args, kept)


def substitute(node: Any, by: Mapping[Node, Node]) -> Any:
    """Replace free variables. Shapes must agree; capture raises CaptureError."""
    if not by:
        return node
    if node in by:
        return by[node]
    if not node.args:
        return node
    if node.op not in BINDERS or node.op == "integral":
        if node.op == "integral" and any(node.data[0] in free_spaces(t) for t in by.values()):
            raise CaptureError(f"a random term would be integrated over {node.data[0][0]}")
        return rebuild(node, tuple(substitute(a, by) for a in node.args))
    bound, inner = node.data[0], {v: t for v, t in by.items() if v != node.data[0]}
    used = {v: t for v, t in inner.items() if v in free_variables(node.args[0])}
    if any(bound in free_variables(t) for t in used.values()):
        raise CaptureError(f"{bound.data[0]} would be captured")
    rest = tuple(substitute(a, by) for a in node.args[1:])
    data = (bound, *(substitute(d, inner) for d in node.data[1:]))  # an author's witness for ∃, which proves nothing
    return rebuild(node, (substitute(node.args[0], used), *rest), data)


def bind(make: Callable[[Term, Any], Any], variable: Term, body: Any) -> Any:
    """Close `body` over a temporary variable under a canonical bound name: `%1` innermost, `%2` around it, …"""
    taken, height = {v.data[0] for v in free_variables(body)}, 1 + binder_height(body)
    while f"%{height}" in taken:
        height += 1
    name = f"%{height}"
    bound = Term(variable.op, (), (name, *variable.data[1:]), variable.shape)
    return make(bound, substitute(body, {variable: bound}))


def binder_height(node: Node) -> int:
    inside = max((binder_height(a) for a in node.args), default=0)
    if node.op in BINDERS and node.op != "integral":
        return max(inside, int(node.data[0].data[0][1:]))
    return inside


def open_binder(node: Node, term: Term) -> Any:
    """The body of a quantifier, sum or derivative with the bound variable replaced."""
    return substitute(node.args[0], {node.data[0]: term})


# --- JSON -----------------------------------------------------------------------------------------------------------


def to_json(x: Any) -> Any:
    """Terms, propositions and what they hold as plain JSON values."""
    if isinstance(x, Node):
        shape = [to_json(s) for s in x.shape] if isinstance(x, Term) else None
        return {"op": x.op, "args": [to_json(a) for a in x.args], "data": [to_json(d) for d in x.data], "shape": shape}
    if isinstance(x, Size):
        more = [[[list(named) for named in factors], k] for factors, k in x.products]
        return {"size": [list(a) for a in x.atoms], "const": x.const, **({"products": more} if more else {})}
    if isinstance(x, Fraction):
        return {"q": str(x)}
    if isinstance(x, tuple):
        return {"tuple": [to_json(e) for e in x]}
    if x is None or isinstance(x, str | int | bool):
        return x
    raise TypeError(f"{x!r} has no place in a term")


def from_json(x: Any) -> Any:
    """Read back what `to_json` wrote."""
    if not isinstance(x, dict):
        return x
    if "op" in x:
        args, data = tuple([from_json(a) for a in x["args"]]), tuple([from_json(d) for d in x["data"]])
        if x["shape"] is None:
            return Prop(x["op"], args, data)
        return Term(x["op"], args, data, tuple([from_json(s) for s in x["shape"]]))
    if "size" in x:
        products = tuple((tuple((str(n), int(m)) for n, m in named), int(k)) for named, k in x.get("products", ()))
        return Size(tuple((str(n), int(m), int(k)) for n, m, k in x["size"]), int(x["const"]), products)
    if "q" in x:
        return rational(x["q"])
    return tuple(from_json(e) for e in x["tuple"])


def rational(text: Any) -> Fraction:
    """A rational number as it is written in evidence: no exponents, which would cost time and memory without end."""
    if not isinstance(text, str) or _RATIONAL.fullmatch(text) is None:
        raise ValueError(f"{str(text)[:40]!r} is not a rational number")
    above, _, below = text.partition("/")
    return Fraction(int(above), int(below)) if below else Fraction(int(above))


def digest(*nodes: Any) -> str:
    """A short hash of the structure, the same on every machine."""
    body = json.dumps([to_json(n) for n in nodes], sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(body.encode()).hexdigest()[:24]


__all__ = [
    "ONE", "CaptureError", "bind", "binder_height", "digest", "free_spaces", "free_variables", "from_json",
    "function_names", "open_binder", "rebuild", "size_names", "subnodes", "substitute", "to_json",
]  # fmt: skip
