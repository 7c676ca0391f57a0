"""What terms and propositions have in common: immutable trees with structural equality."""

from __future__ import annotations

from typing import Any, NoReturn


class Node:
    """A term or a proposition: `op`, `args`, `data`. Equality is structural. The hash is kept; what is free inside, and
    which sizes and spaces are named there, is worked out by `trees` when first asked for, and kept as well."""

    __slots__ = ("_free", "_free_spaces", "_hash", "_sizes", "_spaces", "args", "data", "op")
    op: str
    args: tuple[Any, ...]
    data: tuple[Any, ...]
    _hash: int

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
