"""The shape of an expression: what was written, before anything is looked up. `at` is the character it starts at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    at: int
    text: str


@dataclass(frozen=True)
class Text:
    at: int
    text: str


@dataclass(frozen=True)
class Name:
    at: int
    name: str


@dataclass(frozen=True)
class Listed:
    """[a, b]"""

    at: int
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Call:
    at: int
    function: Expression
    args: tuple[Expression, ...]
    named: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True)
class Indexed:
    """x[i], A[i, j], and sorts: matrix[N, d]"""

    at: int
    of: Expression
    where: tuple[Expression, ...]


@dataclass(frozen=True)
class Transposed:
    """X.T"""

    at: int
    of: Expression


@dataclass(frozen=True)
class Negated:
    """−x"""

    at: int
    of: Expression


@dataclass(frozen=True)
class Chain:
    """first ± x ± y, or first * x / y: operators of one rank, from left to right, each with its place."""

    at: int
    first: Expression
    rest: tuple[tuple[str, int, Expression], ...]


@dataclass(frozen=True)
class Power:
    at: int
    base: Expression
    exponent: Expression


@dataclass(frozen=True)
class Compared:
    """a == b <= c"""

    at: int
    first: Expression
    rest: tuple[tuple[str, int, Expression], ...]


@dataclass(frozen=True)
class Joined:
    """p and q; p or q"""

    at: int
    word: str
    parts: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    at: int
    of: Expression


@dataclass(frozen=True)
class Lambda:
    at: int
    parameters: tuple[str, ...]
    body: Expression


Expression = (
    Number | Text | Name | Listed | Call | Indexed | Transposed | Negated | Chain | Power | Compared | Joined | Not
    | Lambda
)  # fmt: skip
