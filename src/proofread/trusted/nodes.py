"""What terms and propositions have in common: immutable trees with structural equality."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn, TypeVar

from proofread.trusted.sizes import Size

T = TypeVar("T")
Space = tuple[str, bool]  # name, whether its measure is a probability

LEAVES = {"var", "index", "nat"}
BINDERS = frozenset({
    "deriv", "bsum", "integral", "forall", "exists", "natsum", "natprod", "definite", "ray", "limit", "limit_at",
    "series",
})  # fmt: skip


class Node:
    """A term or a proposition: `op`, `args`, `data`. Equality is structural. The hash is kept, and so is, once it was
    asked for, what follows from the node alone: what is free in it, which sizes and spaces it names."""

    __slots__ = ("_axes", "_free", "_free_spaces", "_hash", "_sizes", "_spaces", "args", "data", "op")
    op: str
    args: tuple[Any, ...]
    data: tuple[Any, ...]
    _hash: int
    _axes: frozenset[Size]
    _free: frozenset[Node]
    _free_spaces: frozenset[Space]
    _sizes: frozenset[tuple[str, int]]
    _spaces: frozenset[Space]

    def __init__(self, op: str, args: tuple[Any, ...], data: tuple[Any, ...]) -> None:
        object.__setattr__(self, "op", op)
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "_hash", hash((type(self).__name__, op, args, data)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable, and not copied or pickled; write it with to_json")

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Node) or type(self) is not type(other) or self._hash != other._hash:
            return False
        return (
            self.op == other.op and self.data == other.data and self._shape() == other._shape()
            and self.args == other.args
        )  # fmt: skip

    def _shape(self) -> tuple[Any, ...]:
        return ()

    @property
    def free(self) -> frozenset[Node]:
        """Free variables, index and natural-number variables (not function names, not sizes)."""
        try:
            return self._free
        except AttributeError:
            object.__setattr__(self, "_free", _free(self))
            return self._free

    @property
    def free_spaces(self) -> frozenset[Space]:
        """Spaces whose point the value depends on: those of random variables not yet integrated out."""
        try:
            return self._free_spaces
        except AttributeError:
            object.__setattr__(self, "_free_spaces", _free_spaces(self))
            return self._free_spaces

    @property
    def sizes(self) -> frozenset[tuple[str, int]]:
        """Named sizes with their least values, wherever a size is written."""
        try:
            return self._sizes
        except AttributeError:
            object.__setattr__(self, "_sizes", _sizes(self))
            return self._sizes

    @property
    def axes(self) -> frozenset[Size]:
        """Sizes of axes and ranges of indices, as opposed to sizes used as numbers."""
        try:
            return self._axes
        except AttributeError:
            object.__setattr__(self, "_axes", _axes(self))
            return self._axes

    @property
    def spaces(self) -> frozenset[Space]:
        """The spaces that are mentioned: those of random variables and of integrals."""
        try:
            return self._spaces
        except AttributeError:
            object.__setattr__(self, "_spaces", _spaces(self))
            return self._spaces

    def __bool__(self) -> bool:
        raise TypeError("a statement is not a truth value: return it, assume it, or combine it with and_, or_, implies")

    def __repr__(self) -> str:
        from proofread.trusted.printing import text

        return text(self)


class Prop(Node):
    """A proposition. Relations between terms, connectives, and quantifiers (`data[0]` is the bound variable)."""

    __slots__ = ()
    __hash__ = Node.__hash__


# --- what follows from a node alone ---------------------------------------------------------------------------------


def _joined(parts: Iterable[frozenset[T]]) -> frozenset[T]:
    """The union, which is one of the parts where that holds all the others."""
    out: frozenset[T] = frozenset()
    for p in parts:
        out = out if p <= out else p if out <= p else out | p
    return out


def _free(node: Node) -> frozenset[Node]:
    if node.op in LEAVES:
        return frozenset([node])
    if node.op not in BINDERS or node.op == "integral":
        return _joined([a.free for a in node.args])
    body, *outside = node.args  # a variable is bound in the first part alone
    return _joined([body.free - {node.data[0]}, *(a.free for a in outside)])


def _free_spaces(node: Node) -> frozenset[Space]:
    if node.op == "var" and node.data[1] is not None:
        return frozenset([node.data[1]])
    inside = _joined([a.free_spaces for a in node.args])
    return inside - {node.data[0]} if node.op == "integral" else inside


def _sizes(node: Node) -> frozenset[tuple[str, int]]:
    written = [d for d in (*node.data, *node._shape()) if isinstance(d, Size)]
    written += [s for d in node.data if isinstance(d, Node) for s in (*d.data, *d._shape()) if isinstance(s, Size)]
    return _joined([*(s.names for s in written), *(a.sizes for a in node.args)])


def _axes(node: Node) -> frozenset[Size]:
    here = [node, *(d for d in node.data if isinstance(d, Node))]
    own = {s for x in here for s in x._shape()} | {x.data[1] for x in here if x.op == "index"}
    return _joined([frozenset(own), *(a.axes for a in node.args)])


def _spaces(node: Node) -> frozenset[Space]:
    inside = [a.spaces for a in node.args]
    if node.op == "integral":
        inside.append(frozenset([node.data[0]]))
    if node.op == "var" and node.data[1] is not None:
        inside.append(frozenset([node.data[1]]))
    return _joined(inside)


# --- propositions ---------------------------------------------------------------------------------------------------


def is_poison(node: Node) -> str | None:
    """The message of the first poison inside, if any."""
    if node.op == "ill":
        return str(node.data[0])
    return next((m for a in node.args if (m := is_poison(a)) is not None), None)


def connective(op: str, *props: Prop) -> Prop:
    return Prop(op, tuple(props), ())


def quantifier(op: str, variable: Node, body: Prop) -> Prop:
    return Prop(op, (body,), (variable,))


def for_itself(x: object) -> bool:
    """Whether x makes its own sense of arithmetic with a term, so that Python asks it."""
    return getattr(type(x), "computes_with_terms", False) is True
