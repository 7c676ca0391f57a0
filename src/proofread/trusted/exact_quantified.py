"""Quantifiers at an instance, where finitely many points decide: ranges, polynomial identities, quadratic inequalities.

∀ x: p(x) = q(x) for polynomials of degree ≤ D is decided by the grid {0, …, D}ⁿ. ∀ x: p(x) ≥ 0 for degree ≤ 2 is the
definiteness of one rational matrix. Sequences that stay constant decide ∀ over the natural numbers. All else tries
points, which decides one way only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from itertools import product

from proofread.trusted.enclosures import Undefined, point
from proofread.trusted.exact_matrices import Rows, Tensor, positive, scalar
from proofread.trusted.exact_scalars import exact
from proofread.trusted.exact_terms import Scope, value
from proofread.trusted.instances import Interpretation
from proofread.trusted.terms import Node, Prop, Term
from proofread.trusted.trees import free_variables, subnodes

Verdict = bool | None
Judge = Callable[[Prop, Scope], Verdict]
FIRST_NATURALS = 8  # how far a statement about all natural numbers is tried
MOST_POINTS = 1500


def quantified(prop: Prop, scope: Scope, judge: Judge) -> Verdict:
    """True or False only where that is certain."""
    variable, body = prop.data[0], prop.args[0]
    if variable.op == "index":
        places = range(scope.instance.size(variable.data[1]))
        return _combined(prop.op, (judge(body, scope.binding(variable, scalar(point(i)))) for i in places))
    if variable.op == "nat":
        return _natural(prop, variable, body, scope, judge)
    if variable.data[1] is not None:
        return None
    return _real(prop, variable, body, scope, judge)


def _combined(op: str, verdicts: Iterable[Verdict]) -> Verdict:
    """∀ is False at the first False, ∃ is True at the first True; the other way only if nothing is unknown."""
    decisive, unknown = op == "exists", False
    for v in verdicts:
        if v is decisive:
            return decisive
        unknown = unknown or v is None
    return None if unknown else not decisive


def _natural(prop: Prop, variable: Term, body: Prop, scope: Scope, judge: Judge) -> Verdict:
    last = _settled(variable, body, scope)
    end = FIRST_NATURALS if last is None else last + 1
    tried = _combined(prop.op, (judge(body, scope.binding(variable, scalar(point(i)))) for i in range(end)))
    return tried if last is not None or tried is (prop.op == "exists") else None


def _settled(variable: Term, body: Prop, scope: Scope) -> int | None:
    """From where on nothing changes, if the variable only numbers members of sequences that stay constant."""
    names = {n.data[0] for n in subnodes(body) if n.op == "sequence"}
    meanings = [scope.instance.functions.get(name) for name in names]
    if _outside_sequences(variable, body) or not all(m is not None and m.constant for m in meanings):
        return None
    return max((len(m.members) for m in meanings if m is not None), default=0)


def _outside_sequences(variable: Term, n: Node) -> bool:
    if n == variable:
        return True
    return n.op != "sequence" and any(_outside_sequences(variable, a) for a in n.args)


# --- real variables -------------------------------------------------------------------------------------------------


def _real(prop: Prop, variable: Term, body: Prop, scope: Scope, judge: Judge) -> Verdict:
    dims = scope.instance.dims(variable.shape)
    n = 1
    for d in dims:
        n *= d

    def at(x: Iterable[Fraction]) -> Verdict:
        return judge(body, scope.binding(variable, Tensor(dims, tuple(point(q) for q in x))))

    if prop.op == "forall":
        grid = _degree_of_equations(body, variable, scope)
        if grid is not None and (grid + 1) ** n <= MOST_POINTS:
            return _combined("forall", (at(x) for x in product(*[[Fraction(k) for k in range(grid + 1)]] * n)))
        if body.op in ("ge", "gt") and n <= 12:
            quadratic = _quadratic(body, variable, dims, n, scope)
            if quadratic is not None:
                return quadratic
    tried = _combined(prop.op, (at(x) for x in _points(n)))
    if tried is not True and prop.op == "exists" and len(prop.data) > 1:
        tried = _at_named_witness(prop, scope, judge)
    return tried if tried is (prop.op == "exists") else None


def _at_named_witness(prop: Prop, scope: Scope, judge: Judge) -> Verdict:
    try:
        return judge(prop.args[0], scope.binding(prop.data[0], value(prop.data[1], scope)))
    except Undefined:
        return None


def _points(n: int) -> Iterator[list[Fraction]]:
    """0, the unit vectors and their negatives."""
    yield [Fraction(0)] * n
    for i in range(min(n, 8)):
        for sign in (1, -1):
            yield [Fraction(sign * (k == i)) for k in range(n)]


def _degree_of_equations(body: Prop, variable: Term, scope: Scope) -> int | None:
    """The degree in the variable, if the body is made of equations between polynomials in it."""
    if body.op == "and" or (body.op == "forall" and body.data[0] != variable):
        parts = [_degree_of_equations(p, variable, scope) for p in body.args]
    elif body.op == "equal":
        parts = [degree(t, variable, scope) for t in body.args]
    else:
        return None
    known = [d for d in parts if d is not None]
    return max(known, default=0) if len(known) == len(parts) else None


def degree(t: Term, variable: Term, scope: Scope) -> int | None:
    """A bound on the degree of a term that is polynomial in the variable; None where that is not seen."""
    if variable not in free_variables(t):
        return 0
    if t.op == "var":
        return 1
    parts = [degree(a, variable, scope) for a in t.args]
    if any(d is None for d in parts):
        return None
    known = [d for d in parts if d is not None]
    if t.op in ("mul", "matmul"):
        return sum(known)
    if t.op == "power":
        return known[0] * int(t.data[0])
    if t.op == "apply":
        own = _degree_of_function(scope.instance.functions.get(t.data[0]))
        return None if own is None else own * known[0]
    if t.op in ("add", "transpose", "trace", "total", "diag", "diagonal", "entry", "integral", "bsum", "array"):
        return max(known)
    return None


def _degree_of_function(f: Interpretation | None) -> int | None:
    """Of the polynomial that an instance puts for an uninterpreted function."""
    if f is None or f.kind == "sequence":
        return None
    return max([len(f.coefficients) - 1, 0, *(3 if any(p.cubic) else 2 if p.quadratic else 1 for p in f.polynomials)])


def _quadratic(body: Prop, variable: Term, dims: tuple[int, ...], n: int, scope: Scope) -> Verdict:
    """p ≥ 0 (or > 0) everywhere, for p of degree ≤ 2: the matrix of p, made homogeneous, is semidefinite (definite)."""
    left, right = body.args
    bound = [degree(t, variable, scope) for t in (left, right)]
    if left.shape or right.shape or any(d is None or d > 2 for d in bound):
        return None

    def p(x: list[int]) -> Fraction:
        here = scope.binding(variable, Tensor(dims, tuple(point(Fraction(q)) for q in x)))
        return exact(value(left, here).flat[0]) - exact(value(right, here).flat[0])

    try:
        rows = _homogeneous(p, n)
        semi = positive(scope.ops, rows, False)
        strict = positive(scope.ops, rows, True) if body.op == "gt" else semi
    except Undefined:
        return None
    if semi is False:
        return False
    return True if strict else None


def _homogeneous(p: Callable[[list[int]], Fraction], n: int) -> Rows:
    """The symmetric matrix M with p(x) = (x, 1)ᵀ M (x, 1), from values of p."""

    def unit(*at: tuple[int, int]) -> list[int]:
        x = [0] * n
        for i, q in at:
            x[i] += q
        return x

    c = p(unit())
    plus, minus = [p(unit((i, 1))) for i in range(n)], [p(unit((i, -1))) for i in range(n)]
    m = [[Fraction(0)] * (n + 1) for _ in range(n + 1)]
    for i in range(n):
        m[i][i] = (plus[i] + minus[i]) / 2 - c
        m[i][n] = m[n][i] = (plus[i] - minus[i]) / 4
        for j in range(i):
            m[i][j] = m[j][i] = (p(unit((i, 1), (j, 1))) - plus[i] - plus[j] + c) / 2
    m[n][n] = c
    return [[point(q) for q in row] for row in m]
