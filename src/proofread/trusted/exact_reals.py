"""∀ and ∃ over real variables at an instance: polynomial identities, quadratic inequalities, linear systems.

∀ x: p(x) = q(x) for polynomials of total degree ≤ D is decided by the grid {0, …, D}ⁿ. ∀ x: p(x) ≥ 0 for degree ≤ 2 is
the definiteness of one rational matrix. ∀ x: Ax = b ⇒ Cx = d is decided by solving Ax = b, and so is ∃ x: Ax = b,
where the equations may be asked for all y: of a polynomial in y, the grid gives the equations. ∃ x: p(x) ≥ 0 fails
where p(x) < 0 everywhere. ∃ x of equations of degree ≤ 2 fails where they contradict each other as equations for the
monomials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

from proofread.trusted.enclosures import Undefined, point
from proofread.trusted.exact_matrices import Rows, Tensor, positive
from proofread.trusted.exact_scalars import exact
from proofread.trusted.exact_terms import Scope, value
from proofread.trusted.instances import Interpretation
from proofread.trusted.terms import Prop, Term, relation
from proofread.trusted.trees import free_spaces, free_variables

Verdict = bool | None
Judge = Callable[[Prop, Scope], Verdict]
Row = list[Fraction]
MOST_POINTS = 1500
MOST_ROWS = 100
MOST_NUMBERS = 12  # of the variables together, for what is decided by a matrix


@dataclass(frozen=True)
class Reals:
    """Variables bound together, and where: one vector of `count` numbers."""

    variables: tuple[Term, ...]
    scope: Scope

    @property
    def dims(self) -> tuple[tuple[int, ...], ...]:
        return tuple(self.scope.instance.dims(v.shape) for v in self.variables)

    @property
    def count(self) -> int:
        return sum(prod(d) for d in self.dims)

    def at(self, x: Iterable[Fraction | int]) -> Scope:
        """The scope in which the variables have these numbers."""
        out, rest = self.scope, [point(Fraction(q)) for q in x]
        for v, dims in zip(self.variables, self.dims, strict=True):
            out, rest = out.binding(v, Tensor(dims, tuple(rest[: prod(dims)]))), rest[prod(dims) :]
        return out


def for_all(x: Reals, body: Prop, judge: Judge) -> Verdict:
    """Whether the body holds for all values; None where these methods do not tell."""
    grid = _degree_of_equations(body, x)
    if grid is not None and (grid + 1) ** x.count <= MOST_POINTS:
        return _everywhere(judge(body, x.at(q)) for q in product(range(grid + 1), repeat=x.count))
    if x.count > MOST_NUMBERS:
        return None
    if body.op in ("ge", "gt"):
        return _quadratic(body, x)
    if body.op == "implies":
        return True if for_all(x, body.args[1], judge) else _linear_implication(body, x)
    return None


def exists(x: Reals, body: Prop) -> Verdict:
    """Whether the body holds for some values; None where these methods do not tell."""
    if x.count > MOST_NUMBERS:
        return None
    if body.op in ("ge", "gt"):
        contrary = _quadratic(relation("gt" if body.op == "ge" else "ge", *body.args[::-1]), x)
        return None if contrary is None else not contrary
    rows = _linear_rows(body, x)
    if rows is not None:
        return _solutions(rows, x.count) is not None
    return False if _solutions(_quadratic_rows(body, x), _monomials(x.count)) is None else None


def _everywhere(verdicts: Iterable[Verdict]) -> Verdict:
    out: Verdict = True
    for v in verdicts:
        if v is False:
            return False
        out = out if v else None
    return out


# --- polynomials ----------------------------------------------------------------------------------------------------


def _degree_of_equations(body: Prop, x: Reals) -> int | None:
    """The degree in the variables, if the body is made of equations between polynomials in them."""
    if body.op == "and" or body.op == "forall":
        parts = [_degree_of_equations(p, x) for p in body.args]
    elif body.op == "equal":
        parts = [degree(t, x.variables, x.scope) for t in body.args]
    else:
        return None
    known = [d for d in parts if d is not None]
    return max(known, default=0) if len(known) == len(parts) else None


def degree(t: Term, variables: tuple[Term, ...], scope: Scope) -> int | None:
    """A bound on the total degree of a term that is polynomial in the variables; None where that is not seen."""
    if not free_variables(t) & set(variables):
        return 0
    if t.op == "var":
        return 1
    if t.op == "deriv":
        return _degree_of_derivative(t, variables, scope)
    parts = [degree(a, variables, scope) for a in t.args]
    if any(d is None for d in parts) or (t.op == "entry" and any(parts[1:])):
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


def _degree_of_derivative(t: Term, variables: tuple[Term, ...], scope: Scope) -> int | None:
    """∂p/∂x at x = a(v), p of degree i in x and j in v, a of degree k: at most j + ik. A derivative lowers i only."""
    (body, where), bound = t.args, t.data[0]
    inside, beside = degree(body, (bound,), scope), degree(body, variables, scope)
    there = degree(where, variables, scope)
    return None if inside is None or beside is None or there is None else beside + inside * there


def _degree_of_function(f: Interpretation | None) -> int | None:
    """Of the polynomial that an instance puts for an uninterpreted function."""
    if f is None or f.kind == "sequence":
        return None
    return max([len(f.coefficients) - 1, 0, *(3 if any(p.cubic) else 2 if p.quadratic else 1 for p in f.polynomials)])


# --- inequalities of degree 2 ---------------------------------------------------------------------------------------


def _quadratic(body: Prop, x: Reals) -> Verdict:
    """p ≥ 0 (or > 0) everywhere, for p of degree ≤ 2: the matrix of p, made homogeneous, is semidefinite (definite)."""
    left, right = body.args
    bound = [degree(t, x.variables, x.scope) for t in (left, right)]
    if left.shape or right.shape or free_spaces(body) or any(d is None or d > 2 for d in bound):
        return None

    def p(q: list[int]) -> Fraction:
        here = x.at(q)
        return Fraction(exact(value(left, here).flat[0]) - exact(value(right, here).flat[0]))

    try:
        rows = _homogeneous(p, x.count)
        semi = positive(x.scope.ops, rows, False)
        strict = positive(x.scope.ops, rows, True) if body.op == "gt" else semi
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


# --- implications between linear systems ----------------------------------------------------------------------------


def _linear_implication(body: Prop, x: Reals) -> Verdict:
    """Ax = b ⇒ Cx = d, entry by entry: it holds if Ax = b has no solution, or C x₀ = d at one and CN = 0 for a basis N
    of the solutions of Ax = 0."""
    premise, conclusion = (_linear_rows(p, x) for p in body.args)
    if premise is None or conclusion is None:
        return None
    solution = _solutions(premise, x.count)
    if solution is None:
        return True
    start, basis = solution
    return all(_applied(r, start) == r[-1] for r in conclusion) and not any(
        _applied(r, b) for r in conclusion for b in basis
    )


def _linear_rows(p: Prop, x: Reals) -> list[Row] | None:
    """Rows (coefficients, right side) of equations that are affine in the variables; None for anything else."""
    if p.op == "and":
        return _all_rows(_linear_rows(q, x) for q in p.args)
    if p.op == "forall":
        return _rows_everywhere(p, x)
    if p.op != "equal" or free_spaces(p) or _degree_of_equations(p, x) not in (0, 1):
        return None
    try:
        base = _difference(p, x.at([0] * x.count))
        columns = [_difference(p, x.at([int(i == j) for j in range(x.count)])) for i in range(x.count)]
    except Undefined:
        return None
    return [[c[k] - b for c in columns] + [-b] for k, b in enumerate(base)]


def _monomials(n: int) -> int:
    """Of degree 1 or 2 in n variables."""
    return n * (n + 3) // 2


def _quadratic_rows(p: Prop, x: Reals) -> list[Row]:
    """Rows of those equations between numbers that p asks for and that have degree ≤ 2, with an unknown for every
    monomial: values of the variables that meet p give a solution, and where there is none, nothing meets p."""
    if p.op == "and":
        return [row for q in p.args for row in _quadratic_rows(q, x)]
    if p.op != "equal" or any(t.shape for t in p.args) or free_spaces(p) or _degree_of_equations(p, x) not in (0, 1, 2):
        return []
    try:
        m = [[Fraction(exact(q)) for q in r] for r in _homogeneous(lambda q: _difference(p, x.at(q))[0], x.count)]
    except Undefined:
        return []
    n = x.count
    products = [m[i][j] + m[j][i] for i in range(n) for j in range(i)] + [m[i][i] for i in range(n)]
    return [[*products, *(2 * m[i][n] for i in range(n)), -m[n][n]]]


def _rows_everywhere(p: Prop, x: Reals) -> list[Row] | None:
    """The rows of ∀ y: p(x, y) = 0, polynomial in y and affine in x: those at the points of the grid. A variable that
    hides one of x is not solved for."""
    if p.data[0].op != "var" or p.data[0].data[1] is not None or p.data[0] in x.variables:
        return None
    y = Reals((p.data[0],), x.scope)
    grid = _degree_of_equations(p.args[0], y)
    if grid is None or (grid + 1) ** y.count > MOST_ROWS:
        return None
    points = product(range(grid + 1), repeat=y.count)
    return _all_rows(_linear_rows(p.args[0], Reals(x.variables, y.at(q))) for q in points)


def _all_rows(parts: Iterable[list[Row] | None]) -> list[Row] | None:
    """The rows of all of them; None where one has none."""
    known: list[Row] = []
    for rows in parts:
        if rows is None:
            return None
        known += rows
    return known


def _difference(p: Prop, scope: Scope) -> Row:
    left, right = p.args
    return [Fraction(exact(q)) for q in value(left - right, scope).flat]


def _solutions(rows: Sequence[Row], n: int) -> tuple[Row, list[Row]] | None:
    """A solution, and a basis of those with right side 0; None where there is none."""
    a, pivots = [list(r) for r in rows], list[int]()
    for column in range(n):
        top = len(pivots)
        found = next((i for i in range(top, len(a)) if a[i][column]), None)
        if found is None:
            continue
        a[top], a[found] = a[found], a[top]
        a[top] = [q / a[top][column] for q in a[top]]
        for i, r in enumerate(a):
            if i != top and r[column]:
                a[i] = [q - r[column] * s for q, s in zip(r, a[top], strict=True)]
        pivots.append(column)
    if any(r[-1] for r in a[len(pivots) :]):
        return None
    place = {column: k for k, column in enumerate(pivots)}
    start = [a[place[j]][-1] if j in place else Fraction(0) for j in range(n)]
    free = [j for j in range(n) if j not in place]
    basis = [[-a[place[j]][f] if j in place else Fraction(j == f) for j in range(n)] for f in free]
    return start, basis


def _applied(row: Row, x: Row) -> Fraction:
    return sum((a * b for a, b in zip(row, x, strict=False)), Fraction(0))
