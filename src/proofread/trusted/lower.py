"""From a term to the indexed normal form: one row an operator. Trusted, and fuzzed against `exact`.

`lower(term, at)` is the polynomial of one entry: `at` gives an index for every axis (None where the axis has size 1).
A random variable carries one more index, the point of its space. 1/0 is 0 here; that nothing undefined is printed is
an obligation of the kernel, not of this file.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import isqrt

from proofread.trusted import indexed as ix
from proofread.trusted.function_heads import least_head
from proofread.trusted.indexed import Head, Index, Poly, Refused
from proofread.trusted.reindexing import ROWS as REINDEXING
from proofread.trusted.scalar_terms import LIMITS
from proofread.trusted.sizes import Size, size_symbol
from proofread.trusted.tensor_heads import At, axes, number_of_matrix, of_tensor
from proofread.trusted.terms import Space, Term, add, const, number
from proofread.trusted.trees import CaptureError, substitute


def point(space: Space) -> Index:
    """The index of a space's point."""
    return (f"@{space[0]}", f"~{space[0]}")


def measure(space: Space) -> Poly:
    return ix.one_factor(Head("measure", f"{space[0]}:{space[1]}"), point(space))


MOST_TERMS = 64  # of a sum or product over naturals that are written out
POSITION = Head("position")  # the number that an index is


class Lowering:
    """One run: it only counts the labels it has made."""

    def __init__(self) -> None:
        self._made = 0

    def fresh(self, size: str) -> Index:
        self._made += 1
        return (f"~{self._made:04d}", size)

    def fresh_axis(self, size: Size) -> Index | None:
        return None if size.is_one else self.fresh(str(size))

    def lower(self, t: Term, at: At) -> Poly:
        row = ROWS.get(t.op)
        if row is None:
            raise Refused(f"{t.op} has no indexed form")
        if t.shape and len(at) != len(t.shape):
            raise Refused(f"{len(at)} indices for {len(t.shape)} axes")
        return row(self, t, at if t.shape else ())

    def summed(self, p: Poly, *indices: Index | None) -> Poly:
        bound = [i for i in indices if i is not None]
        return ix.bind(p, *bound) if bound else p

    # functions of polynomials: the one place where heads with arguments are made

    def function(self, kind: str, name: str, args: Sequence[Poly], slots: Sequence[Index]) -> Poly:
        """f(args): `slots` are the axes it always has (matrix functions); other free indices as they occur."""
        frozen, names = least_head(kind, args, slots)
        return ix.one_factor(Head(kind, name, frozen), *names)

    def argument(self, f: ix.Factor, which: int = 0) -> Poly:
        """The argument of a factor, over the factor's own indices."""
        head, indices = f
        return ix.rename(ix.thaw(head.args[which]), {(f"${k}", i[1]): i for k, i in enumerate(indices)})

    def recip(self, p: Poly) -> Poly:
        """1/p, entry by entry. A product without sums is inverted factor by factor; otherwise p is made monic."""
        if not p:
            return {}
        lead, c = min(p.items(), key=lambda mc: ix.monomial_key(mc[0]))
        if len(p) > 1 or any(isinstance(i[0], int) for _, indices in lead for i in indices):
            return ix.scale(1 / c, self._function_at("recip", ix.scale(1 / c, p)))
        out = ix.constant(1 / c)
        for f in lead:
            out = ix.times(out, self._recip_factor(f))
        return out

    def _recip_factor(self, f: ix.Factor) -> Poly:
        if f[0].kind == "recip":
            return self.argument(f)
        if f[0] == ix.DELTA:
            return {(f,): Fraction(1)}
        return self._function_at("recip", {(f,): Fraction(1)})

    def _function_at(self, kind: str, p: Poly) -> Poly:
        return self.function(kind, "", [p], [])

    def entrywise(self, kind: str, name: str, args: Sequence[Poly]) -> Poly:
        """A function applied to every entry, with the values at constants that are known."""
        if kind == "recip":
            return self.recip(args[0])
        known = _at_constant(kind, args[0]) if len(args) == 1 else None
        if known is None and kind == "is_zero":
            return self._is_zero(args[0])
        return known if known is not None else self.function(kind, name, args, [])

    def _is_zero(self, p: Poly) -> Poly:
        """[i − j = 0] is δ."""
        places = [m[0][1][0] for m in p if len(m) == 1 and m[0][0] == POSITION and isinstance(m[0][1][0][0], str)]
        if len(p) == len(places) == 2 and sum(p.values()) == 0 and places[0][1] == places[1][1]:
            return ix.delta(*places)
        return self._function_at("is_zero", p)


def _at_constant(kind: str, p: Poly) -> Poly | None:
    if set(p) - {()}:
        return None
    q = p.get((), Fraction(0))
    if kind == "sqrt" and q >= 0:
        root = Fraction(isqrt(q.numerator), isqrt(q.denominator))
        return ix.constant(root) if root * root == q else None
    if kind == "abs":
        return ix.constant(abs(q))
    if kind == "is_zero":
        return ix.constant(int(q == 0))
    table = {("exp", 0): 1, ("log", 1): 0, ("tanh", 0): 0, ("sign", 0): 0, ("sin", 0): 0, ("cos", 0): 1, ("atan", 0): 0}
    return ix.constant(table[kind, int(q)]) if q.denominator == 1 and (kind, int(q)) in table else None


# --- rows -----------------------------------------------------------------------------------------------------------

Row = Callable[[Lowering, Term, At], Poly]


def _indices(at: At) -> list[Index]:
    return [i for i in at if i is not None]


def _broadcast(run: Lowering, t: Term, at: At) -> Poly:
    return run.lower(t, at if t.shape else ())


def _var(run: Lowering, t: Term, at: At) -> Poly:
    space = t.data[1]
    where = [point(space)] if space is not None else []
    return ix.one_factor(variable_head(t), *_indices(at), *where)


def variable_head(t: Term) -> Head:
    """The shape and the space are part of the name: two variables never share a head."""
    return Head("var", f"{t.data[0]}|{','.join(map(str, t.shape))}|{t.data[1] or ''}")


def _add(run: Lowering, t: Term, at: At) -> Poly:
    return ix.plus(*(_broadcast(run, a, at) for a in t.args))


def _mul(run: Lowering, t: Term, at: At) -> Poly:
    return ix.times(_broadcast(run, t.args[0], at), _broadcast(run, t.args[1], at))


def _power(run: Lowering, t: Term, at: At) -> Poly:
    p, out = run.lower(t.args[0], at), ix.constant(1)
    for _ in range(t.data[0]):
        out = ix.times(out, p)
    return out


def _natpow(run: Lowering, t: Term, at: At) -> Poly:
    """base^(s + k + 2) is base · base · base^k · base^s: powers of one base commute, so any fixed order will do."""
    base, (names, more) = t.args[0], nat_parts(t.args[1])
    if len(names) != 1 or more:
        single = [Term("natpow", (base, _nat(name)), (), t.shape) for name in names]
        out = Term("eye", (), (), t.shape) if base.shape else Term("const", (), (Fraction(1),))
        for factor in (*single, *[base] * more):
            out = Term("matmul" if base.shape else "mul", (factor, out), (), t.shape)
        return run.lower(out, at)
    name = names[0]
    slots = [run.fresh(str(s)) for s in t.shape]
    inner = run.lower(base, tuple(slots))
    if not slots and inner == ix.constant(1):
        return inner
    made = run.function("natpow", f"{len(slots)}|{name}", [inner], slots)
    return ix.rename(made, dict(zip(slots, _indices(at), strict=True)))


def _nat(name: str) -> Term:
    """The variable or size that `nat_parts` calls so."""
    return number(size_symbol(name[1:])) if name.startswith("#") else Term("nat", (), (name,))


def nat_parts(t: Term) -> tuple[tuple[str, ...], int]:
    """A natural-number term as its variables, sorted, and a constant."""
    if t.op == "const":
        return (), int(t.data[0])
    if t.op == "nat":
        return (str(t.data[0]),), 0
    if t.op == "size" and t.data[0].is_symbol:
        return (f"#{t.data[0]}",), 0
    if t.op != "add":
        raise Refused("a natural-number term is a sum of variables and a constant")
    parts = [nat_parts(a) for a in t.args]
    return tuple(sorted(name for names, _ in parts for name in names)), sum(c for _, c in parts)


def _matmul(run: Lowering, t: Term, at: At) -> Poly:
    a, b = t.args
    k = run.fresh_axis(a.shape[1])
    row, column = (at[0], at[1]) if t.shape else (None, None)
    return run.summed(ix.times(run.lower(a, (row, k)), run.lower(b, (k, column))), k)


def _entrywise(run: Lowering, t: Term, at: At) -> Poly:
    own = tuple(None if i is None else run.fresh(i[1]) for i in at)
    p = run.entrywise(t.op, "", [_broadcast(run, a, own) for a in t.args])
    return ix.rename(p, {o: i for o, i in zip(own, at, strict=True) if o is not None and i is not None})


def _apply(run: Lowering, t: Term, at: At) -> Poly:
    (name, kind), arg = t.data, t.args[0]
    own = tuple(None if i is None else run.fresh(i[1]) for i in at)
    back = {o: i for o, i in zip(own, at, strict=True) if o is not None and i is not None}
    if kind == "entrywise":
        return ix.rename(run.entrywise("entrywise", name, [run.lower(arg, own)]), back)
    shapes = (arg.shape, t.shape) if kind == "map" else (arg.shape,)  # of another shape they are others, like variables
    of_what = "|".join([name, *(",".join(map(str, shape)) for shape in shapes)])
    return ix.rename(of_tensor(kind, of_what, run.lower(arg, axes(arg.shape, "&")), _indices(own)), back)


def _matrix_function(run: Lowering, t: Term, at: At) -> Poly:
    """inv, pinv: the argument's axes are always slots of the head; `name` says how many there are."""
    a = t.args[0]
    inner = tuple(run.fresh_axis(s) for s in a.shape)
    slots = _indices(inner)
    made = run.function(t.op, str(len(slots)), [run.lower(a, inner)], slots)
    outer = inner if t.op == "inv" else inner[::-1]
    return ix.rename(made, {s: i for s, i in zip(outer, at, strict=True) if s is not None and i is not None})


def _deriv(run: Lowering, t: Term, at: At) -> Poly:
    from proofread.trusted.calculus import derivative, replace

    (body, where), variable = t.args, t.data[0]
    rows = [run.fresh(str(s)) for s in body.shape if not s.is_one]
    taken = iter(rows)
    p = run.lower(body, tuple(None if s.is_one else next(taken) for s in body.shape))
    columns = [run.fresh(str(s)) for s in variable.shape if not s.is_one]
    d = derivative(run, p, variable_head(variable), columns)
    d = replace(run, d, variable, lambda own: run.lower(where, own))
    return ix.rename(d, dict(zip([*rows, *columns], _indices(at), strict=True)))


def _sequence(run: Lowering, t: Term, at: At) -> Poly:
    names, more = nat_parts(t.args[0])
    where = "+".join((*names, str(more))) if names else f"+{more}"
    return ix.one_factor(Head("sequence", f"{t.data[0]}|{where}|{','.join(map(str, t.shape))}"), *_indices(at))


def _entry(run: Lowering, t: Term, at: At) -> Poly:
    where: list[Index | None] = []
    for i, size in zip(t.args[1:], t.args[0].shape, strict=True):
        if size.is_one and i.op in ("index", "const"):
            where.append(None)
        elif i.op == "index":
            where.append(index_label(i))
        else:
            raise Refused("an entry at a computed position, or a fixed one, has no indexed form")
    return run.lower(t.args[0], tuple(where))


def _position(run: Lowering, t: Term, at: At) -> Poly:
    """An index as a number; the only index of an axis of size 1 is 0."""
    return {} if t.data[1].is_one else ix.one_factor(POSITION, index_label(t))


def index_label(i: Term) -> Index:
    """An index variable as a label. Labels the kernel makes itself cannot be written by an author."""
    name, size = i.data
    if not (name.startswith(("%", "_%")) or (name.isidentifier() and not name.startswith("_"))):
        raise Refused(f"an index variable cannot be called {name!r}")
    return (name, str(size))


def _bsum(run: Lowering, t: Term, at: At) -> Poly:
    """The entry that is asked for may stand at a free index of the bound one's name: that one is not summed."""
    label = index_label(t.data[0])
    own = tuple(run.fresh(i[1]) if i == label else i for i in at)
    p = run.lower(t.args[0], own)
    if t.data[0].data[1].is_one:
        return p
    return ix.rename(ix.bind(p, label), {o: i for o, i in zip(own, at, strict=True) if o is not None and i is not None})


def _of_naturals(run: Lowering, t: Term, at: At) -> Poly:
    """Up to n + p + 3: what is summed up to n + p, which is a function of the body as a whole, and three terms more."""
    (body, count), bound = t.args, t.data[0]
    names, more = nat_parts(count)
    if more > MOST_TERMS:
        raise Refused(f"more than {MOST_TERMS} terms to write out")
    join = ix.plus if t.op == "natsum" else ix.times
    out = ix.constant(0 if t.op == "natsum" else 1)
    if names:
        out = run.function(t.op, f"{bound.data[0]}|{'+'.join(names)}", [run.lower(body, ())], [])
    start = [_nat(name) for name in names]
    for k in range(more):
        place = add(*start, k) if start else const(k)
        try:
            out = join(out, run.lower(substitute(body, {bound: place}), ()))
        except CaptureError as why:
            raise Refused(str(why)) from None
    return out


def _limit(run: Lowering, t: Term, at: At) -> Poly:
    """A function of its body as a whole, and of its bounds."""
    return run.function(t.op, t.data[0].data[0], [run.lower(a, ()) for a in t.args], [])


def _integral(run: Lowering, t: Term, at: At) -> Poly:
    space = t.data[0]
    return ix.bind(ix.times(measure(space), run.lower(t.args[0], at)), point(space))


def _size(run: Lowering, t: Term, at: At) -> Poly:
    return ix.count(str(t.data[0]))


def _eye(run: Lowering, t: Term, at: At) -> Poly:
    i, j = at
    return ix.constant(1) if i is None or j is None else ix.delta(i, j)


def _trace(run: Lowering, t: Term, at: At) -> Poly:
    k = run.fresh_axis(t.args[0].shape[0])
    return run.summed(run.lower(t.args[0], (k, k)), k)


def _total(run: Lowering, t: Term, at: At) -> Poly:
    own = tuple(run.fresh_axis(s) for s in t.args[0].shape)
    return run.summed(run.lower(t.args[0], own), *own)


def _diag(run: Lowering, t: Term, at: At) -> Poly:
    return ix.times(_eye(run, t, at), run.lower(t.args[0], (at[0], None)))


ROWS: dict[str, Row] = {
    "const": lambda run, t, at: ix.constant(t.data[0]),
    "size": _size,
    "var": _var,
    "nat": lambda run, t, at: ix.one_factor(Head("nat", t.data[0])),
    "index": _position,
    "eye": _eye,
    "ones": lambda run, t, at: ix.constant(1),
    "add": _add,
    "mul": _mul,
    "power": _power,
    "natpow": _natpow,
    "matmul": _matmul,
    "transpose": lambda run, t, at: run.lower(t.args[0], at[::-1]),
    "trace": _trace,
    "total": _total,
    "diag": _diag,
    "diagonal": lambda run, t, at: run.lower(t.args[0], (at[0], at[0])),
    "entry": _entry,
    "apply": _apply,
    "sequence": _sequence,
    "deriv": _deriv,
    "bsum": _bsum,
    "integral": _integral,
    "inv": _matrix_function,
    "pinv": _matrix_function,
    "pi": lambda run, t, at: ix.one_factor(Head("pi")),
    **dict.fromkeys(LIMITS, _limit),
    "natsum": _of_naturals,
    "natprod": _of_naturals,
    "det": number_of_matrix,
    "rank": number_of_matrix,
    **REINDEXING,
    **dict.fromkeys(("recip", "exp", "log", "sqrt", "tanh", "abs", "sign", "floor", "maximum", "is_zero"), _entrywise),
    **dict.fromkeys(("sin", "cos", "atan"), _entrywise),
}

__all__ = [
    "POSITION", "ROWS", "At", "Lowering", "axes", "index_label", "measure", "nat_parts", "of_tensor", "point",
    "variable_head",
]  # fmt: skip
