"""Terms and propositions: immutable trees with sizes. Building one checks the sizes; nothing is evaluated here.

A scalar has shape (), a vector is an n×1 column, a matrix has two sizes. A 1×1 product is a scalar.
A term whose sizes do not fit is *poison* (op `ill`): it spreads, and the statement that holds it is ill-posed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from typing import Any, TypeVar

from proofread.trusted.nodes import BINDERS as BINDERS
from proofread.trusted.nodes import Node as Node
from proofread.trusted.nodes import Prop as Prop
from proofread.trusted.nodes import Space as Space
from proofread.trusted.nodes import connective as connective
from proofread.trusted.nodes import for_itself
from proofread.trusted.nodes import is_poison as is_poison
from proofread.trusted.nodes import quantifier as quantifier
from proofread.trusted.shapes import Shape as Shape
from proofread.trusted.shapes import as_size, column, scalar_if_one
from proofread.trusted.sizes import ONE as ONE
from proofread.trusted.sizes import Size, size_sum

T = TypeVar("T")


class Term(Node):
    """A scalar, vector, matrix or tensor; `shape` is a tuple of sizes."""

    __slots__ = ("shape",)
    shape: Shape
    __array_priority__ = 1000  # NumPy scalars leave the operation to us

    def __init__(self, op: str, args: tuple[Term, ...] = (), data: tuple[Any, ...] = (), shape: Shape = ()) -> None:
        object.__setattr__(self, "shape", shape)
        super().__init__(op, args, data)

    def _shape(self) -> Shape:
        return self.shape

    __hash__ = Node.__hash__

    def __add__(self, other: object) -> Term:
        return NotImplemented if for_itself(other) else add(self, other)

    def __radd__(self, other: object) -> Term:
        return add(other, self)

    def __sub__(self, other: object) -> Term:
        return NotImplemented if for_itself(other) else add(self, mul(-1, other))

    def __rsub__(self, other: object) -> Term:
        return add(other, mul(-1, self))

    def __mul__(self, other: object) -> Term:
        return NotImplemented if for_itself(other) else mul(self, other)

    def __rmul__(self, other: object) -> Term:
        return mul(other, self)

    def __neg__(self) -> Term:
        return mul(-1, self)

    def __truediv__(self, other: object) -> Term:
        return NotImplemented if for_itself(other) else mul(self, recip(other))

    def __rtruediv__(self, other: object) -> Term:
        return mul(other, recip(self))

    def __matmul__(self, other: object) -> Term:
        return matmul(self, other)

    def __rmatmul__(self, other: object) -> Term:
        return matmul(other, self)

    def __pow__(self, exponent: object) -> Term:
        return power(self, exponent)

    def __getitem__(self, where: Any) -> Term:
        return entry(self, *(where if isinstance(where, tuple) else (where,)))

    def __iter__(self) -> Iterator[Term]:
        raise TypeError("a term cannot be iterated: its size is symbolic; use bsum(lambda i: x[i], N)")

    @property
    def T(self) -> Term:
        return transpose(self)


# --- leaves ---------------------------------------------------------------------------------------------------------


def const(value: int | Fraction) -> Term:
    return Term("const", (), (Fraction(value),))


def var(name: str, shape: Shape = (), space: Space | None = None) -> Term:
    """A free variable; with `space` it is a measurable function on that space (a random quantity, a density)."""
    return Term("var", (), (name, space), shape)


def index(name: str, size: Size) -> Term:
    """An index variable, a number from 0 to size − 1."""
    return Term("index", (), (name, size))


def nat(name: str) -> Term:
    """A natural-number variable."""
    return Term("nat", (), (name,))


def number(size: Size) -> Term:
    """A size as a number."""
    return const(size.const) if size.is_number else Term("size", (), (size,))


def eye(n: Size | int) -> Term:
    return Term("eye", (), (), (as_size(n), as_size(n)))


def ones(*shape: Size | int) -> Term:
    return Term("ones", (), (), column([as_size(s) for s in shape]))


def array(rows: Iterable[Any]) -> Term:
    """A literal: a list of scalars is a column, a list of lists a matrix, deeper lists a tensor."""
    flat, shape = _flatten(rows)
    return _first(_spread(flat), Term("array", tuple(flat), (), shape if len(shape) > 1 else (*shape, ONE)))


def ill(message: str) -> Term:
    """Poison: a term whose sizes do not fit."""
    return Term("ill", (), (message,))


def to_term(x: object) -> Term:
    """Numbers and sizes become terms; floats are refused because they are not the number that was typed."""
    if isinstance(x, Term):
        return x
    if isinstance(x, Size):
        return number(x)
    if isinstance(x, int | Fraction) and not isinstance(x, bool):
        return const(x)
    if isinstance(x, float):
        raise TypeError(f"{x!r} is a float; write it exactly, e.g. Q({str(x)!r})")
    raise TypeError(f"{x!r} ({type(x).__name__}) is not a term")


# --- arithmetic -----------------------------------------------------------------------------------------------------


def add(*xs: object) -> Term:
    args = _same("+", *xs)
    return args if isinstance(args, Term) else Term("add", args, (), _broadcast(args))


def mul(x: object, y: object) -> Term:
    """Entrywise product; a scalar factor scales."""
    args = _same("*", x, y)
    return args if isinstance(args, Term) else Term("mul", args, (), _broadcast(args))


def maximum(x: object, y: object) -> Term:
    args = _same("maximum", x, y)
    return args if isinstance(args, Term) else Term("maximum", args, (), _broadcast(args))


def power(x: object, exponent: object) -> Term:
    """x ** k entrywise for an integer k; for a natural-number term k, the k-th power of a scalar or square matrix."""
    base = to_term(x)
    if isinstance(exponent, Term) and exponent.op == "const" and exponent.data[0].denominator == 1:
        exponent = int(exponent.data[0])
    if isinstance(exponent, int):
        return recip(power(base, -exponent)) if exponent < 0 else _make("power", (base,), (exponent,), base.shape)
    k = to_term(exponent)
    if k.op == "const" and k.data[0] == Fraction(1, 2):
        return sqrt(base)
    if not is_nat(k):
        raise TypeError(f"an exponent is an integer, 1/2 or a natural-number variable, not {k!r}")
    if base.shape and (len(base.shape) != 2 or base.shape[0] != base.shape[1]):
        return ill(f"power of a {shape_text(base)} term: only scalars and square matrices have powers")
    return _make("natpow", (base, k), (), base.shape)


def is_nat(t: Term) -> bool:
    """A natural-number variable or a size, plus a natural constant."""
    if t.op == "const":
        return bool(t.data[0].denominator == 1 and t.data[0] >= 0)
    natural = t.op == "nat" or (t.op == "size" and t.data[0].is_symbol)
    return natural or bool(t.op == "add" and all(is_nat(a) for a in t.args))


def matmul(x: object, y: object) -> Term:
    """Matrix product. A scalar counts as 1×1, a 1×1 result is a scalar."""
    a, b = to_term(x), to_term(y)
    left, right = a.shape or (ONE, ONE), b.shape or (ONE, ONE)
    if (poison := _spread((a, b))) is not None:
        return poison
    if len(left) != 2 or len(right) != 2 or left[1] != right[0]:
        return ill(f"matrix product of {shape_text(a)} and {shape_text(b)}: the inner sizes differ")
    if not a.shape or not b.shape:
        return mul(a, b)
    return Term("matmul", (a, b), (), scalar_if_one((left[0], right[1])))


def transpose(x: object) -> Term:
    a = to_term(x)
    if len(a.shape) > 2:
        return ill(f"transpose of a {shape_text(a)} tensor")
    return a if not a.shape else _make("transpose", (a,), (), a.shape[::-1])


def _entrywise(op: str) -> Callable[[object], Term]:
    def make(x: object) -> Term:
        a = to_term(x)
        return _make(op, (a,), (), a.shape)

    make.__name__ = op
    make.__doc__ = f"{op}, entry by entry."
    return make


recip = _entrywise("recip")
exp = _entrywise("exp")
log = _entrywise("log")
sqrt = _entrywise("sqrt")
tanh = _entrywise("tanh")
absolute = _entrywise("abs")
sign = _entrywise("sign")
floor = _entrywise("floor")
is_zero = _entrywise("is_zero")  # 1 where it is 0, else 0


def _of_square(op: str, shape: Callable[[Shape], Shape]) -> Callable[[object], Term]:
    def make(x: object) -> Term:
        a = to_term(x)
        if not a.shape:
            a = Term("array", (a,), (), (ONE, ONE)) if op == "diagonal" and a.op != "ill" else a
        elif len(a.shape) != 2 or a.shape[0] != a.shape[1]:
            return _first(_spread((a,)), ill(f"{op} of a {shape_text(a)} term: it takes a square matrix"))
        return _make(op, (a,), (), shape(a.shape))

    make.__name__ = op
    return make


inverse_of_matrix = _of_square("inv", lambda s: s)
_trace = _of_square("trace", lambda s: ())
diagonal = _of_square("diagonal", lambda s: (s[0], ONE) if s else ())


def inv(x: object) -> Term:
    """The inverse; of a scalar, its reciprocal."""
    a = to_term(x)
    return inverse_of_matrix(a) if a.shape else recip(a)


def trace(x: object) -> Term:
    a = to_term(x)
    return _trace(a) if a.shape else a


def pinv(x: object) -> Term:
    """The Moore–Penrose pseudo-inverse of a matrix."""
    a = to_term(x)
    if len(a.shape) != 2:
        return _first(_spread((a,)), ill(f"pseudo-inverse of a {shape_text(a)} term: it takes a matrix"))
    return _make("pinv", (a,), (), a.shape[::-1])


def total(x: object) -> Term:
    """The sum of all entries."""
    a = to_term(x)
    return _make("total", (a,), (), ()) if a.shape else a


def diag(x: object) -> Term:
    """The diagonal matrix of a column."""
    a = to_term(x)
    if len(a.shape) != 2 or not a.shape[1].is_one:
        return _first(_spread((a,)), ill(f"diag of a {shape_text(a)} term: it takes a column"))
    return _make("diag", (a,), (), (a.shape[0], a.shape[0]))


def entry(x: object, *where: object) -> Term:
    """One entry. A column takes one index. Indices are index variables or numbers."""
    a, at = to_term(x), [to_term(w) for w in where]
    if len(at) == 1 and len(a.shape) == 2 and a.shape[1].is_one:
        at.append(const(0))
    if (poison := _spread((a, *at))) is not None:
        return poison
    if len(at) != len(a.shape):
        return ill(f"{len(at)} indices on a {shape_text(a)} term")
    for i, size in zip(at, a.shape, strict=True):
        if i.op == "index" and i.data[1] != size:
            return ill(f"the index {i.data[0]} runs over {i.data[1]}, the axis has size {size}")
        if i.op == "const" and size.is_number and not 0 <= i.data[0] < size.const:
            return ill(f"index {i.data[0]} on an axis of size {size}")
    return Term("entry", (a, *at), (), ())


# --- functions and binders ------------------------------------------------------------------------------------------


def apply(name: str, kind: str, x: object, shape: Shape | None = None) -> Term:
    """An uninterpreted smooth function: `kind` is entrywise, field (tensor → number) or map (tensor → `shape`)."""
    a = to_term(x)
    out = a.shape if kind == "entrywise" else () if kind == "field" else shape
    assert out is not None
    return _make("apply", (a,), (name, kind), out)


def sequence(name: str, at: object, shape: Shape) -> Term:
    """The member of a sequence of terms at a natural number."""
    return _make("sequence", (to_term(at),), (name,), shape)


def deriv(variable: Term, body: Term, at: object) -> Term:
    """The derivative of `body` in `variable`, at a point. Of a scalar: shaped like the variable (gradient).
    Of a column in a column: rows of the body by rows of the variable (Jacobian)."""
    point = to_term(at)
    if (poison := _spread((body, point))) is not None:
        return poison
    if point.shape != variable.shape:
        return ill(f"derivative in a {shape_text(variable)} variable at a {shape_text(point)} point")
    return Term("deriv", (body, point), (variable,), _deriv_shape(body, variable))


def _deriv_shape(body: Term, variable: Term) -> Shape:
    if not body.shape or not variable.shape:
        return body.shape or variable.shape
    axes = [s for s in (*body.shape, *variable.shape) if not s.is_one]
    return tuple(axes) if len(axes) > 1 else (axes[0], ONE) if axes else ()


def bsum(variable: Term, body: Term) -> Term:
    """The sum of `body` over an index variable."""
    return _make("bsum", (body,), (variable,), body.shape)


def integral(space: Space, body: Term) -> Term:
    """The integral over a space against its measure; over a probability space, the expectation."""
    return _make("integral", (body,), (space,), body.shape)


# --- propositions ---------------------------------------------------------------------------------------------------


def relation(op: str, x: object, y: object) -> Prop:
    """`equal`, `ge`, `gt`, `apart` (≠), entry by entry; a scalar is compared with every entry."""
    args = _same(op, x, y)
    return Prop(op, (args, args) if isinstance(args, Term) else args, ())


def predicate(op: str, x: object) -> Prop:
    """`nonzero` (not all entries 0), `invertible`, `full_rank` (linearly independent columns), `psd`, `pd`."""
    return Prop(op, (to_term(x),), ())


# --- sizes that fit -------------------------------------------------------------------------------------------------


def shape_text(t: Term) -> str:
    return "×".join(map(str, t.shape)) if t.shape else "scalar"


def _make(op: str, args: tuple[Term, ...], data: tuple[Any, ...], shape: Shape) -> Term:
    return _first(_spread(args), Term(op, args, data, scalar_if_one(shape)))


def _spread(args: Iterable[Term]) -> Term | None:
    """The first poison among the arguments."""
    return next((a for a in args if a.op == "ill"), None)


def _first(poison: Term | None, other: T) -> Term | T:
    return other if poison is None else poison


def _same(sign: str, *xs: object) -> tuple[Term, ...] | Term:
    """Arguments of one shape, scalars allowed; poison otherwise."""
    args = tuple(to_term(x) for x in xs)
    if len({a.shape for a in args if a.shape}) > 1:
        return _first(_spread(args), ill(f"{' and '.join(map(shape_text, args))} do not fit in {sign}"))
    return _first(_spread(args), args)


def _broadcast(args: Iterable[Term]) -> Shape:
    return next((a.shape for a in args if a.shape), ())


def _flatten(rows: Any) -> tuple[list[Term], Shape]:
    if not isinstance(rows, list | tuple):
        return [to_term(rows)], ()
    parts = [_flatten(r) for r in rows]
    if not parts or any(p[1] != parts[0][1] for p in parts):
        raise ValueError("a literal array needs rows of one length, and at least one")
    return [t for p in parts for t in p[0]], (size_sum([(1, Size((), len(parts)))]), *parts[0][1])
