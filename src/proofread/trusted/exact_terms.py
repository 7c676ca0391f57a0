"""The operators of terms at an instance, in rationals and rational enclosures. One row an operator; see `exact`.

A value that is rational is exact; others are enclosed. What is not defined, not differentiable, or not certain raises
`Undefined`. Derivatives are dual numbers pushed forward, one direction at a time; 1/0 = 0, as everywhere in the kernel.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from math import prod

from proofread.trusted import exact_analysis
from proofread.trusted import exact_matrices as matrices
from proofread.trusted.enclosures import PRECISION, UNIT, ZERO, Rational, Undefined, point
from proofread.trusted.exact_determinants import FUNCTIONS as MATRIX_FUNCTIONS
from proofread.trusted.exact_kronecker import FUNCTIONS as REINDEXING
from proofread.trusted.exact_matrices import Tensor, from_rows, rows_of, scalar, square_rows, sum_of
from proofread.trusted.exact_scalars import FUNCTIONS as SCALAR_FUNCTIONS
from proofread.trusted.exact_scalars import Arithmetic, Dual, Scalar, Work, exact, parts
from proofread.trusted.instances import Instance, InstanceError, Interpretation, Polynomial
from proofread.trusted.sizes import ONE, Size
from proofread.trusted.terms import Node, Space, Term


@dataclass(frozen=True)
class Scope:
    """Where a term is evaluated: the instance, what binders have bound, and the points of the spaces entered."""

    instance: Instance
    ops: Arithmetic
    tags: count[int]
    bound: Mapping[Node, Tensor] = field(default_factory=dict)
    points: Mapping[Space, int] = field(default_factory=dict)

    def binding(self, variable: Node, value: Tensor) -> Scope:
        return Scope(self.instance, self.ops, self.tags, {**self.bound, variable: value}, self.points)

    def at(self, space: Space, sample: int) -> Scope:
        return Scope(self.instance, self.ops, self.tags, self.bound, {**self.points, space: sample})


def scope_of(instance: Instance, precision: int = PRECISION) -> Scope:
    """The outermost scope, with the instance's whole budget."""
    return Scope(instance, Arithmetic(Work(instance.work), precision), count())


def value(term: Term, scope: Scope) -> Tensor:
    """The row of the term's operator, whose dims must be those that the term's shape says."""
    row = ROWS.get(term.op)
    if row is None:
        raise Undefined(f"the operator {term.op!r} has no value")
    scope.ops.work.charge(1)
    out, dims = row(term, scope), scope.instance.dims(term.shape)
    if out.dims == dims:
        return out
    if dims or set(out.dims) != {1}:
        raise Undefined(f"{term.op} of dims {out.dims} in a term that says {dims}")
    return Tensor(dims, out.flat)


# --- leaves ---------------------------------------------------------------------------------------------------------


def _const(t: Term, s: Scope) -> Tensor:
    if not isinstance(t.data[0], Fraction):
        raise Undefined(f"the constant {t.data[0]!r} is not a rational number")
    return scalar(point(t.data[0]))


def _size(t: Term, s: Scope) -> Tensor:
    return scalar(point(s.instance.size(t.data[0], axis=False)))


def _var(t: Term, s: Scope) -> Tensor:
    name, space = t.data
    if t in s.bound:
        return s.bound[t]
    if t not in s.instance.values:
        raise InstanceError(f"the variable {name} has no value")
    points = s.instance.values[t]
    if space is None:
        return points[0]
    if space not in s.points:
        raise Undefined(f"{name} depends on the point of {space[0]}")
    return points[s.points[space]]


def _number(t: Term, s: Scope) -> Tensor:
    if t in s.bound:
        return s.bound[t]
    if t not in s.instance.numbers:
        raise InstanceError(f"the {t.op} {t.data[0]} has no value")
    return scalar(point(s.instance.numbers[t]))


def _eye(t: Term, s: Scope) -> Tensor:
    n = _filled(t, s)[0]
    return from_rows(matrices.identity(n), n)


def _ones(t: Term, s: Scope) -> Tensor:
    dims = _filled(t, s)
    return Tensor(dims, (UNIT,) * prod(dims))


def _filled(t: Term, s: Scope) -> tuple[int, ...]:
    """The dims of a leaf, once its entries are paid for."""
    dims = s.instance.dims(t.shape)
    s.ops.work.charge(prod(dims))
    return dims


def _array(t: Term, s: Scope) -> Tensor:
    if not all(size.is_one for a in t.args for size in a.shape):
        raise Undefined("a literal array with an entry that is not a scalar")
    return Tensor(s.instance.dims(t.shape), tuple(value(a, s).flat[0] for a in t.args))


# --- entry by entry -------------------------------------------------------------------------------------------------


def _entrywise(combine: Callable[[Arithmetic, Scalar, Scalar], Scalar]) -> Row:
    def row(t: Term, s: Scope) -> Tensor:
        xs = [value(a, s) for a in t.args]
        if not xs:
            raise Undefined(f"{t.op} of nothing")
        out = xs[0]
        for x in xs[1:]:
            dims, pairs = broadcast(out, x)
            out = Tensor(dims, tuple(combine(s.ops, a, b) for a, b in pairs))
        return out

    return row


def broadcast(x: Tensor, y: Tensor) -> tuple[tuple[int, ...], list[tuple[Scalar, Scalar]]]:
    """Entries side by side; a scalar stands beside every entry."""
    if x.dims and y.dims and x.dims != y.dims:
        raise Undefined(f"dims {x.dims} beside {y.dims}")
    dims = x.dims or y.dims
    left = x.flat if x.dims else x.flat * len(y.flat)
    right = y.flat if y.dims else y.flat * len(left)
    return dims, list(zip(left, right, strict=True))


def _power(t: Term, s: Scope) -> Tensor:
    x, k = value(t.args[0], s), t.data[0]
    if not isinstance(k, int) or k < 0:
        raise Undefined(f"the power {k!r}: an exponent is a natural number")
    return Tensor(x.dims, tuple(s.ops.power(a, k) for a in x.flat))


def _function(t: Term, s: Scope) -> Tensor:
    x = value(t.args[0], s)
    return Tensor(x.dims, tuple(s.ops.function(t.op, a) for a in x.flat))


# --- matrices -------------------------------------------------------------------------------------------------------


def _matmul(t: Term, s: Scope) -> Tensor:
    left, y = rows_of(value(t.args[0], s)), value(t.args[1], s)
    right, columns = rows_of(y), (y.dims or (1, 1))[1]
    if any(len(row) != len(right) for row in left):
        raise Undefined("a matrix product whose inner sizes differ")
    return from_rows(matrices.product(s.ops, left, right, columns), columns)


def _transpose(t: Term, s: Scope) -> Tensor:
    x = value(t.args[0], s)
    rows = rows_of(x)
    return from_rows(matrices.transposed(rows, (x.dims or (1, 1))[1]), len(rows))


def _inv(t: Term, s: Scope) -> Tensor:
    rows = square_rows(value(t.args[0], s))
    return from_rows(matrices.inverse(s.ops, rows), len(rows))


def _pinv(t: Term, s: Scope) -> Tensor:
    x = value(t.args[0], s)
    rows = rows_of(x)
    return from_rows(matrices.pseudo_inverse(s.ops, rows, (x.dims or (1, 1))[1]), len(rows))


def _natpow(t: Term, s: Scope) -> Tensor:
    """Of a scalar, or of a square matrix by repeated squaring; the power 0 is 1, or the identity."""
    x, k = value(t.args[0], s), _natural(value(t.args[1], s))
    if not x.dims:
        return scalar(s.ops.power(x.flat[0], k))
    square, n = square_rows(x), x.dims[0]
    out = matrices.identity(n)
    while k:
        out = matrices.product(s.ops, out, square, n) if k % 2 else out
        k //= 2
        square = matrices.product(s.ops, square, square, n) if k else square
    return from_rows(out, n)


def _natural(x: Tensor) -> int:
    number = exact(x.flat[0]) if len(x.flat) == 1 else -1
    if number < 0 or number.denominator != 1:
        raise Undefined("an index or exponent that is not a natural number")
    return number.numerator


def _trace(t: Term, s: Scope) -> Tensor:
    rows = square_rows(value(t.args[0], s))
    return scalar(sum_of(s.ops, (row[i] for i, row in enumerate(rows))))


def _diagonal(t: Term, s: Scope) -> Tensor:
    rows = square_rows(value(t.args[0], s))
    return Tensor((len(rows), 1), tuple(row[i] for i, row in enumerate(rows)))


def _diag(t: Term, s: Scope) -> Tensor:
    x = value(t.args[0], s)
    if len(x.dims) != 2 or x.dims[1] != 1:
        raise Undefined(f"diag of dims {x.dims}: it takes a column")
    n = len(x.flat)
    return from_rows([[x.flat[i] if i == j else ZERO for j in range(n)] for i in range(n)], n)


def _total(t: Term, s: Scope) -> Tensor:
    return scalar(sum_of(s.ops, value(t.args[0], s).flat))


def _entry(t: Term, s: Scope) -> Tensor:
    x, at = value(t.args[0], s), [_natural(value(i, s)) for i in t.args[1:]]
    if len(at) != len(x.dims) or any(i >= n for i, n in zip(at, x.dims, strict=True)):
        raise Undefined(f"the entry {at} of a tensor with dims {x.dims}")
    flat = 0
    for i, n in zip(at, x.dims, strict=True):
        flat = flat * n + i
    return scalar(x.flat[flat])


# --- functions and binders ------------------------------------------------------------------------------------------


def _apply(t: Term, s: Scope) -> Tensor:
    (name, kind), x = t.data, value(t.args[0], s)
    meaning = _meaning(s, name, kind)
    if kind == "entrywise":
        return Tensor(x.dims, tuple(_horner(s.ops, meaning.coefficients, a) for a in x.flat))
    flat = tuple(_polynomial(s.ops, p, x.flat) for p in meaning.polynomials)
    return Tensor(() if kind == "field" else s.instance.dims(t.shape), flat)


def _meaning(s: Scope, name: str, kind: str) -> Interpretation:
    meaning = s.instance.functions.get(name)
    if meaning is None or meaning.kind != kind:
        raise InstanceError(f"the function {name} has no interpretation of kind {kind}")
    return meaning


def _horner(ops: Arithmetic, coefficients: tuple[Rational, ...], x: Scalar) -> Scalar:
    out: Scalar = ZERO
    for c in reversed(coefficients):
        out = ops.add(ops.mul(out, x), point(c))
    return out


def _polynomial(ops: Arithmetic, p: Polynomial, x: tuple[Scalar, ...]) -> Scalar:
    """c + Σ x_i (b_i + Σ_j A_ij x_j + k_i x_i²)."""
    if any(len(part) not in (0, len(x)) for part in (p.linear, p.quadratic, p.cubic)):
        raise InstanceError(f"a polynomial read for another argument than one of {len(x)} entries")
    out: Scalar = point(p.constant)
    for i, a in enumerate(x):
        inner: Scalar = point(p.linear[i]) if p.linear else ZERO
        if p.quadratic:
            inner = ops.add(inner, matrices.dot(ops, map(point, p.quadratic[i]), x))
        if p.cubic:
            inner = ops.add(inner, ops.mul(point(p.cubic[i]), ops.power(a, 2)))
        out = ops.add(out, ops.mul(a, inner))
    return out


def _sequence(t: Term, s: Scope) -> Tensor:
    meaning, k = _meaning(s, t.data[0], "sequence"), _natural(value(t.args[0], s))
    members = meaning.members
    if k >= len(members) and members and meaning.constant:
        return members[-1]
    if k >= len(members):
        raise Undefined(f"the member {k} of {t.data[0]}, of which the instance gives {len(members)}")
    return members[k]


def _deriv(t: Term, s: Scope) -> Tensor:
    """One pass for each entry of the point, with an ε of its own there."""
    (body, _), variable, at = t.args, t.data[0], value(t.args[1], s)
    if variable.op != "var" or variable.data[1] is not None:
        raise Undefined("a derivative in a random variable as a function on its space")
    columns = [_slopes(body, variable, at, i, s) for i in range(len(at.flat))]
    entries = prod(s.instance.dims(body.shape))
    flat = tuple(column[r] for r in range(entries) for column in columns)
    return Tensor(s.instance.dims(_derivative_shape(body.shape, variable.shape)), flat)


def _slopes(body: Term, variable: Term, at: Tensor, i: int, s: Scope) -> list[Scalar]:
    """The partial derivatives of all entries of the body in entry i of the variable."""
    tag = next(s.tags)
    moved = tuple(Dual(tag, x, UNIT) if j == i else x for j, x in enumerate(at.flat))
    return [parts(y, tag)[1] for y in value(body, s.binding(variable, Tensor(at.dims, moved))).flat]


def _derivative_shape(body: tuple[Size, ...], variable: tuple[Size, ...]) -> tuple[Size, ...]:
    """Of a scalar, or in one: the other's shape. Otherwise the axes of the body, then those of the variable, without
    those of size 1; a single one left is a column. The same rule as in `terms`."""
    if not body or not variable:
        return body or variable
    axes = tuple(size for size in (*body, *variable) if not size.is_one)
    return axes if len(axes) > 1 else (*axes, ONE) if axes else ()


def _bsum(t: Term, s: Scope) -> Tensor:
    variable, body = t.data[0], t.args[0]
    terms = (value(body, s.binding(variable, scalar(point(i)))) for i in range(s.instance.size(variable.data[1])))
    return _sum(t, s, terms)


def _integral(t: Term, s: Scope) -> Tensor:
    """The sum over the sample points, each with its weight."""
    space, body = t.data[0], t.args[0]
    if space not in s.instance.spaces:
        raise InstanceError(f"the space {space[0]} has no points")
    weighted = (_scaled(s.ops, w, value(body, s.at(space, k))) for k, w in enumerate(s.instance.spaces[space]))
    return _sum(t, s, weighted)


def _scaled(ops: Arithmetic, weight: Rational, x: Tensor) -> Tensor:
    return Tensor(x.dims, tuple(ops.mul(point(weight), a) for a in x.flat))


def _sum(t: Term, s: Scope, terms: Iterable[Tensor]) -> Tensor:
    dims = s.instance.dims(t.args[0].shape)
    flat: tuple[Scalar, ...] = (ZERO,) * prod(dims)
    for x in terms:
        flat = tuple(s.ops.add(a, b) for a, b in zip(flat, x.flat, strict=True))
    return Tensor(dims, flat)


Row = Callable[[Term, Scope], Tensor]


def _of_values(function: Callable[..., Tensor]) -> Row:
    """What depends on the values of the arguments alone."""
    return lambda t, s: function(s.ops, *(value(a, s) for a in t.args))


ROWS: dict[str, Row] = {
    "const": _const,
    "size": _size,
    "var": _var,
    "index": _number,
    "nat": _number,
    "eye": _eye,
    "ones": _ones,
    "array": _array,
    "add": _entrywise(Arithmetic.add),
    "mul": _entrywise(Arithmetic.mul),
    "maximum": _entrywise(Arithmetic.maximum),
    "power": _power,
    **dict.fromkeys(SCALAR_FUNCTIONS, _function),
    "natpow": _natpow,
    "matmul": _matmul,
    "transpose": _transpose,
    "inv": _inv,
    "pinv": _pinv,
    **{op: _of_values(f) for op, f in {**MATRIX_FUNCTIONS, **REINDEXING}.items()},
    "trace": _trace,
    "diagonal": _diagonal,
    "diag": _diag,
    "total": _total,
    "entry": _entry,
    "apply": _apply,
    "sequence": _sequence,
    "deriv": _deriv,
    "bsum": _bsum,
    "integral": _integral,
    **exact_analysis.rows(value, _natural),
}
