"""What terms and propositions have in common: immutable trees with structural equality."""

from __future__ import annotations

from typing import Any


class Node:
    """A term or a proposition: `op`, `args`, `data`. Equality is structural, the hash is kept."""

    __slots__ = ("_hash", "args", "data", "op")
    op: str
    args: tuple[Any, ...]
    data: tuple[Any, ...]

    def __init__(self, op: str, args: tuple[Any, ...], data: tuple[Any, ...]) -> None:
        object.__setattr__(self, "op", op)
        object.__setattr__(self, "args", args)
        object.__setattr__(self, "data", data)
        object.__setattr__(self, "_hash", hash((type(self).__name__, op, args, data)))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __hash__(self) -> int:
        return int(self._hash)  # type: ignore[attr-defined]

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(self) is not type(other) or hash(self) != hash(other):
            return False
        assert isinstance(other, Node)
        return (self.op, self.data, self._shape(), self.args) == (other.op, other.data, other._shape(), other.args)

    def _shape(self) -> object:
        return None

    def __bool__(self) -> bool:
        raise TypeError("a statement is not a truth value: return it, assume it, or combine it with and_, or_, implies")

    def __repr__(self) -> str:
        from proofread.trusted.printing import text

        return text(self)


class Prop(Node):
    """A proposition. Relations between terms, connectives, and quantifiers (`data[0]` is the bound variable)."""

    __slots__ = ()
    __hash__ = Node.__hash__


def is_poison(node: Node) -> str | None:
    """The message of the first poison inside, if any."""
    if node.op == "ill":
        return str(node.data[0])
    return next((m for a in node.args if (m := is_poison(a)) is not None), None)


def connective(op: str, *props: Prop) -> Prop:
    return Prop(op, tuple(props), ())


def quantifier(op: str, variable: Node, body: Prop) -> Prop:
    return Prop(op, (body,), (variable,))
