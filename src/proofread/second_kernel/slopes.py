"""The derivative of a compound term, rule for rule as the tactic `derive` of Derivatives.v takes it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from proofread.second_kernel.expressions import UNIT, At, Atom, Expr, Places, Reader, add, mul, opp, rat, total_of
from proofread.second_kernel.names import NotExportedError
from proofread.second_kernel.writing import applied, dims
from proofread.trusted.terms import Term, deriv, recip
from proofread.trusted.trees import free_variables, substitute

Along = tuple[Term, Term, At]  # the variable, the point at which it is taken, the entry along which


def slope(r: Reader, t: Term, at: At, places: Places) -> Expr:
    """∂ body / ∂ variable, at a point: of a number by a matrix entry, or row by row of a column by a column's entry."""
    (body, point), v = t.args, t.data[0]
    if body.shape:
        return _of(r, body, (at[0], UNIT), places, (v, point, (at[1], UNIT)))
    return _of(r, body, (), places, (v, point, at))


def _of(r: Reader, body: Term, at: At, places: Places, along: Along) -> Expr:
    """Of one entry of a term. It is looked at with the variable still in it, so that one sees what moves."""
    v, variables = along[0], r.scope.variables
    before = variables.get(v)
    variables[v] = "moving"
    seen = Reader(r.scope, r.labels.scratch()).read(body, at, places)
    if before is None:
        del variables[v]
    return _slope(r, seen, along)


def _slope(r: Reader, e: Expr, along: Along) -> Expr:
    if not _moves(e, along[0]):
        return rat(0)
    if e.op == "Atom":
        assert e.atom is not None
        return _of_atom(r, e.atom, along)
    if e.op == "Mul":
        a, b = e.args
        return add(mul(_slope(r, a, along), _at_point(r, b, along)), mul(_at_point(r, a, along), _slope(r, b, along)))
    return Expr(e.op, tuple(_slope(r, a, along) for a in e.args), e.labels)


def _moves(e: Expr, v: Term) -> bool:
    if e.atom is not None:
        return v in free_variables(e.atom.term)
    return any(_moves(a, v) for a in e.args)


def _at_point(r: Reader, e: Expr, along: Along) -> Expr:
    """The same expression with the point put for the variable."""
    if e.atom is not None:
        return r.read(substitute(e.atom.term, {along[0]: along[1]}), e.atom.at, e.atom.places)
    return Expr(e.op, tuple(_at_point(r, a, along) for a in e.args), e.labels, e.value)


def _of_atom(r: Reader, a: Atom, along: Along) -> Expr:
    v, point, entry = along
    if a.term == v and not v.shape:
        return rat(1)
    if a.term == v:
        return mul(Expr("Delta", labels=(a.at[0], entry[0])), Expr("Delta", labels=(a.at[1], entry[1])))
    if a.term.op in OUTER:
        here = substitute(a.term, {v: point})
        return mul(OUTER[a.term.op](r, here, a), _of(r, a.term.args[0], a.at, a.places, along))
    return _of_function(r, a, along)


def _value(r: Reader, here: Term, a: Atom) -> Expr:
    return r.read(here, a.at, a.places)


OUTER: dict[str, Callable[[Reader, Term, Atom], Expr]] = {
    "recip": lambda r, here, a: opp(mul(_value(r, here, a), _value(r, here, a))),
    "sqrt": lambda r, here, a: mul(rat(Fraction(1, 2)), _value(r, recip(here), a)),
    "exp": _value,
    "log": lambda r, here, a: _value(r, recip(here.args[0]), a),
}


def _of_function(r: Reader, a: Atom, along: Along) -> Expr:
    """Σ over the argument's entries of the function's derivative there times the entry's own."""
    found = applied(a.term)
    if found is None or (found[1] == "entrywise" and a.term.shape):
        raise NotExportedError(f"the derivative of {a.term.op}")
    argument, v = found[3], along[0]
    if found[1] == "entrywise":
        number = Term("var", (), ("%argument", None))
        raised = deriv(number, _with_argument(a.term, number), substitute(argument, {v: along[1]}))
        return mul(r.read(raised, (), a.places), _of(r, argument, (), a.places, along))
    rows, columns = dims(argument)
    i, j = r.labels.fresh(rows), r.labels.fresh(columns)
    inner = Term("var", (), ("%argument", None), argument.shape)
    raised = deriv(inner, _with_argument(a.term, inner), substitute(argument, {v: along[1]}))
    outer = r.read(raised, (a.at[0], i) if a.term.shape else (i, j), a.places)
    entry = (i, UNIT if columns.is_one else j)
    return total_of((i, j), mul(outer, _of(r, argument, entry, a.places, along)))


def _with_argument(t: Term, inner: Term) -> Term:
    """The same function of another argument."""
    if t.op == "apply":
        return Term("apply", (inner,), t.data, t.shape)
    return Term("deriv", (t.args[0], inner), t.data, t.shape)
