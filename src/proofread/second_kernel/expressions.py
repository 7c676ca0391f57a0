"""Terms as data of the Coq normaliser (`expr` in Algebra.v): one row an operator, the same as what Coq unfolds to.

`Reader.read(t, at)` is the expression of one entry; `at` gives a label for each axis. Functions become atoms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count

from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.scope import POINT, Scope
from proofread.second_kernel.writing import (
    FUNCTIONS,
    Writer,
    applied,
    dims,
    inverted_number,
    subtracted,
    written_out,
)
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Node, Space, Term, recip
from proofread.trusted.trees import free_spaces, free_variables

Label = tuple[int, int]
At = tuple[Label, ...]
SPACE_SORT, UNIT_SORT = 0, 1
UNIT: Label = (UNIT_SORT, 0)  # of an axis of size 1; its value is 0


@dataclass(frozen=True)
class Expr:
    """op as in Algebra.v; `args` are expressions, `labels` labels; `atom` says what an atom is the value of."""

    op: str
    args: tuple[Expr, ...] = ()
    labels: tuple[Label, ...] = ()
    value: Fraction = Fraction(0)
    atom: Atom | None = None


@dataclass(frozen=True)
class Atom:
    """A variable or function value: its number, the term, and the labels of the term's axes and of its parameters."""

    number: int
    term: Term
    at: At
    places: Places


@dataclass(frozen=True)
class Places:
    """Labels of the index variables and of the space's point that are open around a term."""

    indices: tuple[tuple[Term, Label], ...] = ()
    point: Label | None = None

    def with_index(self, i: Term, label: Label) -> Places:
        return Places((*(p for p in self.indices if p[0] != i), (i, label)), self.point)

    def at_point(self, label: Label) -> Places:
        return Places(self.indices, label)

    def label(self, i: Node) -> Label:
        found = dict(self.indices).get(i)  # type: ignore[call-overload]
        if found is None:
            raise NotExportedError(f"an index {i.data[0]} without a label")
        return found  # type: ignore[no-any-return]


def rat(q: Fraction | int) -> Expr:
    return Expr("Rat", value=Fraction(q))


def add(a: Expr, b: Expr) -> Expr:
    return Expr("Add", (a, b))


def mul(a: Expr, b: Expr) -> Expr:
    return Expr("Mul", (a, b))


def opp(a: Expr) -> Expr:
    return Expr("Opp", (a,))


def total_of(labels: tuple[Label, ...], a: Expr) -> Expr:
    """Summed over all of them, the first outermost."""
    for label in reversed(labels):
        a = Expr("Sum", (a,), (label,))
    return a


@dataclass
class Labels:
    """The labels, sizes and atoms of one use of the normaliser."""

    scope: Scope
    sizes: list[str] = field(default_factory=list)
    atoms: dict[str, int] = field(default_factory=dict)  # row of the table of atoms → its number
    count: Iterator[int] = field(default_factory=lambda: count(1))

    def scratch(self) -> Labels:
        """For an expression that is only looked at: its labels are new here too, its atoms are not kept."""
        return Labels(self.scope, self.sizes, {}, self.count)

    def fresh(self, size: Size) -> Label:
        return (UNIT_SORT if size.is_one else self.sort(size), next(self.count))

    def sort(self, size: Size) -> int:
        text = self.scope.size(size)
        if text not in self.sizes:
            self.sizes.append(text)
        return self.sizes.index(text) + 2

    def point(self) -> Label:
        return (SPACE_SORT, next(self.count))


class Reader:
    """Reads terms into expressions over one set of labels."""

    def __init__(self, scope: Scope, labels: Labels) -> None:
        self.scope, self.labels = scope, labels
        self.met: list[Atom] = []
        self.expanded = False  # whether a derivative of a compound, or the reciprocal of a product, was written out

    def read(self, t: Term, at: At, places: Places) -> Expr:
        row = ROWS.get(t.op)
        if row is None:
            raise NotExportedError(f"the operator {t.op} in algebra")
        return row(self, t, at if t.shape else (), places)

    def atom(self, t: Term, at: At, places: Places) -> Expr:
        """The value of a variable or function. Its parameters are the point and the index variables inside it, then
        its axes."""
        free = sorted(free_variables(t), key=lambda v: str(v.data[0]))
        inside = [v for v in free if isinstance(v, Term) and v in dict(places.indices)]
        point = [places.point] if free_spaces(t) else []
        if None in point:
            raise NotExportedError("a random term outside an integral")
        labels = (*(p for p in point if p is not None), *(places.label(v) for v in inside), *at)
        row = self._row(t, inside, bool(point))
        number = self.labels.atoms.setdefault(row, len(self.labels.atoms))
        made = Atom(number, t, at, places)
        self.met.append(made)
        return Expr("Atom", labels=labels, atom=made)

    def _row(self, t: Term, inside: list[Term], random: bool) -> str:
        """The line of the table of atoms: parameters and value."""
        kept, depth = {v: self.scope.variables.get(v) for v in inside}, self.scope.depth
        self.scope.depth = 0
        for k, v in enumerate(inside):
            self.scope.variables[v] = f"p{k}_"
        given = [f"In {POINT}"] if random else []
        given += [f"At p{k}_" for k in range(len(inside))]
        text = Writer(self.scope).entry(t, "i_", "j_")
        given += ["At i_", "At j_"] if t.shape else []
        self.scope.depth = depth
        for v, name in kept.items():
            if name is None:
                del self.scope.variables[v]
            else:
                self.scope.variables[v] = name
        return f"[{'; '.join(given)}] => {text}"


# --- rows -------------------------------------------------------------------------------------------------------------

Row = Callable[[Reader, Term, At, Places], Expr]


def _size(r: Reader, t: Term, at: At, p: Places) -> Expr:
    (s,) = t.data
    if s.products:
        raise NotExportedError(f"the size {s}, a product")
    out: Expr | None = None
    for n, least, k in s.atoms:
        one = Expr("Size", labels=(r.labels.fresh(Size(((n, least, 1),), 0)),))
        part = one if abs(k) == 1 else mul(rat(abs(k)), one)
        out = (opp(part) if k < 0 else part) if out is None else add(out, opp(part) if k < 0 else part)
    if out is None:
        raise NotExportedError("a size without a name")
    return add(out, opp(rat(-s.const)) if s.const < 0 else rat(s.const)) if s.const else out


def _add(r: Reader, t: Term, at: At, p: Places) -> Expr:
    out = r.read(t.args[0], at, p)
    for a in t.args[1:]:
        less = subtracted(a)
        out = add(out, r.read(a, at, p)) if less is None else add(out, opp(r.read(less, at, p)))
    return out


def _mul(r: Reader, t: Term, at: At, p: Places) -> Expr:
    less = subtracted(t)
    return opp(r.read(less, at, p)) if less is not None else mul(*(r.read(a, at, p) for a in t.args))


def _power(r: Reader, t: Term, at: At, p: Places) -> Expr:
    parts = [r.read(a, at, p) for a in written_out(t)]
    if not parts:
        return rat(1)
    out = parts[-1]
    for a in reversed(parts[:-1]):
        out = mul(a, out)
    return out


def _function(r: Reader, t: Term, at: At, p: Places) -> Expr:
    q = inverted_number(t)
    if q is not None:
        return rat(q)
    return _reciprocal(r, t.args[0], at, p) if t.op == "recip" else r.atom(t, at, p)


def _reciprocal(r: Reader, t: Term, at: At, p: Places) -> Expr:
    """Of a product, factor by factor."""
    if t.op == "const" and t.data[0]:
        return rat(1 / t.data[0])
    parts = t.args if t.op == "mul" else written_out(t) if t.op == "power" else ()
    if len(parts) > 1 and subtracted(t) is None:
        r.expanded = True
        out = _reciprocal(r, parts[-1], at, p)
        for a in reversed(parts[:-1]):
            out = mul(_reciprocal(r, a, at, p), out)
        return out
    if t.op == "recip":
        r.expanded = True
        return r.read(t.args[0], at if t.args[0].shape else (), p)
    return r.atom(recip(t), at if t.shape else (), p)


def _matmul(r: Reader, t: Term, at: At, p: Places) -> Expr:
    a, b = t.args
    k = r.labels.fresh(dims(a)[1])
    row, column = at or (UNIT, UNIT)
    return total_of((k,), mul(r.read(a, (row, k), p), r.read(b, (k, column), p)))


def _trace(r: Reader, t: Term, at: At, p: Places) -> Expr:
    k = r.labels.fresh(dims(t.args[0])[0])
    return total_of((k,), r.read(t.args[0], (k, k), p))


def _total(r: Reader, t: Term, at: At, p: Places) -> Expr:
    own = tuple(r.labels.fresh(s) for s in dims(t.args[0]))
    return total_of(own, r.read(t.args[0], own, p))


def _diag(r: Reader, t: Term, at: At, p: Places) -> Expr:
    return mul(Expr("Delta", labels=at), r.read(t.args[0], (at[0], UNIT), p))


def _entry(r: Reader, t: Term, at: At, p: Places) -> Expr:
    sizes = dims(t.args[0])
    where = tuple(UNIT if s.is_one else p.label(i) for i, s in zip(t.args[1:], sizes, strict=True))
    return r.read(t.args[0], where, p)


def _bsum(r: Reader, t: Term, at: At, p: Places) -> Expr:
    k = r.labels.fresh(t.data[0].data[1])
    return total_of((k,), r.read(t.args[0], at, p.with_index(t.data[0], k)))


def _integral(r: Reader, t: Term, at: At, p: Places) -> Expr:
    space: Space = t.data[0]
    r.scope.meet(space)
    k = r.labels.point()
    return total_of((k,), r.read(t.args[0], at, p.at_point(k)))


def _derivative(r: Reader, t: Term, at: At, p: Places) -> Expr:
    from proofread.second_kernel.slopes import slope

    if applied(t) is not None:
        return r.atom(t, at, p)
    r.expanded = True
    return slope(r, t, at, p)


ROWS: dict[str, Row] = {
    "const": lambda r, t, at, p: rat(t.data[0]),
    "size": _size,
    "var": lambda r, t, at, p: r.atom(t, at, p),
    "eye": lambda r, t, at, p: Expr("Delta", labels=at),
    "ones": lambda r, t, at, p: rat(1),
    "add": _add,
    "mul": _mul,
    "power": _power,
    "matmul": _matmul,
    "transpose": lambda r, t, at, p: r.read(t.args[0], at[::-1], p),
    "trace": _trace,
    "total": _total,
    "diag": _diag,
    "diagonal": lambda r, t, at, p: r.read(t.args[0], (at[0], at[0]), p),
    "entry": _entry,
    "bsum": _bsum,
    "integral": _integral,
    "apply": lambda r, t, at, p: r.atom(t, at, p),
    "deriv": _derivative,
    "inv": lambda r, t, at, p: r.atom(t, at, p),
    "pinv": lambda r, t, at, p: r.atom(t, at, p),
    **dict.fromkeys(FUNCTIONS, _function),
}


# --- text -------------------------------------------------------------------------------------------------------------


def label_text(x: Label) -> str:
    return f"({x[0]}, {x[1]})%nat"


def text(e: Expr) -> str:
    """The expression as a Coq term."""
    if e.op == "Rat":
        top = str(e.value.numerator) if e.value >= 0 else f"({e.value.numerator})"
        return f"(Rat {top}%Z {e.value.denominator}%positive)"
    if e.op == "Atom":
        assert e.atom is not None
        return f"(Atom {e.atom.number}%nat [{'; '.join(map(label_text, e.labels))}])"
    parts = [*map(label_text, e.labels), *map(text, e.args)]
    return f"({e.op} {' '.join(parts)})"
