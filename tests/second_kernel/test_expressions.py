"""Terms read for Coq's normaliser mean what the kernel lowers them to, row by row; and names that do not clash."""

from __future__ import annotations

from fractions import Fraction

import pytest

from proofread.second_kernel import expressions as ex
from proofread.second_kernel import writing
from proofread.second_kernel.names import TAKEN, Names, NotExportedError
from proofread.second_kernel.scope import Scope
from proofread.trusted import indexed as ix
from proofread.trusted import terms as t
from proofread.trusted.lower import Lowering
from proofread.trusted.sizes import ONE, Size, parse_size
from proofread.trusted.terms import Term
from proofread.trusted.trees import bind

N, D = Size((("n", 1, 1),)), Size((("d", 1, 1),))
A, B, C = t.var("A", (N, D)), t.var("B", (D, N)), t.var("C", (N, N))
U, V, X, Y = t.var("u", (N, ONE)), t.var("v", (N, ONE)), t.var("x"), t.var("y")
SPACE = ("Z", True)
NOISE, WEIGHT = t.var("noise", (N, ONE), SPACE), t.var("weight", (), SPACE)
I = t.index("i", N)
FIELD = t.apply("L", "field", U + V)
MOVING, RATE = t.var("moving", (N, ONE)), t.var("rate")
TERMS = {
    "const": t.const(Fraction(-2, 3)) * X,
    "size": t.number(Size((("d", 1, -1), ("n", 1, 2)), 3)) * X,
    "var": A,
    "eye": t.eye(N),
    "ones": t.ones(N, D) + A,
    "add": A + 2 * A - 3,
    "mul": A * A * X,
    "power": (A + X) ** 3,
    "matmul": A @ B @ C,
    "transpose": (A @ B).T,
    "trace": t.trace(A @ B),
    "total": t.total(A * A) + t.total(U),
    "diag": t.diag(U) @ C,
    "diagonal": t.diagonal(C),
    "entry": U[I] * X,
    "bsum": bind(t.bsum, I, U[I] * V[I] * C[I, I]),
    "integral": t.integral(SPACE, NOISE @ NOISE.T),
    "integral of a number": t.integral(SPACE, WEIGHT * X) + t.integral(SPACE, t.const(1)),
    "recip": t.recip(X) * Y + t.recip(2 * X * Y**2) + t.recip(t.total(U * U)),
    "recip of entries": t.recip(A),
    "exp": t.exp(A),
    "log": t.log(X) - t.log(U) @ U.T,
    "sqrt": t.sqrt(t.total(U * U)),
    "tanh": t.tanh(U),
    "abs": t.absolute(U),
    "apply": FIELD,
    "apply map": t.apply("F", "map", U, (D, ONE)),
    "apply entrywise": t.apply("sigma", "entrywise", C @ U),
    "deriv": bind(lambda b, body: t.deriv(b, body, U + V), MOVING, t.apply("L", "field", MOVING)),
    "inv": t.inv(C),
    "pinv": t.pinv(A),
    "row of a matrix": U.T @ C,
    "inner product": U.T @ V,
    "outer product": U @ V.T,
}
# Derivatives of compounds: what `slopes` writes out must be what the kernel's derivation gives.
SLOPES = {
    "quadratic": (MOVING.T @ C @ MOVING, U),
    "norm": (t.sqrt(t.total(MOVING * MOVING)), U),
    "weight norm": (t.apply("L", "field", X * MOVING / t.sqrt(t.total(MOVING * MOVING))), U),
    "residual": (t.apply("L", "field", t.apply("F", "map", MOVING, (N, ONE)) + MOVING), U + V),
    "Jacobian": (C @ MOVING - MOVING, U),
    "Jacobian of a map": (t.apply("G", "map", C @ MOVING, (D, ONE)), U),
    "number": (t.exp(RATE) * X / RATE + t.log(RATE) * t.total(U * U) * RATE**2, X),
    "function of a number": (t.apply("sigma", "entrywise", X * RATE) * RATE, Y),
    "exp and log": (t.exp(t.log(t.total(MOVING)) * X), U),
}


def reader() -> ex.Reader:
    scope = Scope()
    return ex.Reader(scope, ex.Labels(scope))


def index(r: ex.Reader, label: ex.Label) -> ix.Index:
    """A label as an index of the kernel's; the numbers of the sorts are positions in the list of sizes."""
    if label[0] == ex.SPACE_SORT:
        return (f"L{label[1]}", f"~{SPACE[0]}")
    return (f"L{label[1]}", r.labels.sizes[label[0] - 2].removesuffix("%nat"))


def polynomial(r: ex.Reader, e: ex.Expr) -> ix.Poly:
    """What an expression denotes, in the kernel's own arithmetic."""
    if e.op == "Rat":
        return ix.constant(e.value)
    if e.op in ("Add", "Mul"):
        return (ix.plus if e.op == "Add" else ix.times)(*(polynomial(r, a) for a in e.args))
    if e.op == "Opp":
        return ix.scale(-1, polynomial(r, e.args[0]))
    if e.op == "Delta":
        units = [x[0] == ex.UNIT_SORT for x in e.labels]
        return ix.constant(1) if all(units) else ix.delta(*(index(r, x) for x in e.labels))
    if e.op == "Size":
        return ix.count(index(r, e.labels[0])[1])
    if e.op == "Sum":
        return summed(r, e)
    assert e.op == "Atom" and e.atom is not None
    return atom(r, e.atom)


def summed(r: ex.Reader, e: ex.Expr) -> ix.Poly:
    inner, label = polynomial(r, e.args[0]), e.labels[0]
    if label[0] == ex.UNIT_SORT:
        return inner
    if label[0] == ex.SPACE_SORT:
        measure = ix.one_factor(ix.Head("measure", f"{SPACE[0]}:{SPACE[1]}"), index(r, label))
        return ix.bind(ix.times(measure, inner), index(r, label))
    return ix.bind(inner, index(r, label))


def atom(r: ex.Reader, a: ex.Atom) -> ix.Poly:
    """The kernel's reading of the atom's own term, at the atom's labels."""
    at = tuple(None if s.is_one else (f"!{k}", str(s)) for k, s in enumerate(a.term.shape))
    lowered = Lowering().lower(a.term, at)
    by = {i: index(r, x) for i, x in zip(at, a.at, strict=True) if i is not None}
    by |= {(v.data[0], str(v.data[1])): index(r, x) for v, x in a.places.indices}
    if a.places.point is not None:
        by[f"@{SPACE[0]}", f"~{SPACE[0]}"] = index(r, a.places.point)
    return ix.rename(lowered, by)


def both(term: Term) -> tuple[ix.Poly, ix.Poly]:
    r = reader()
    at = tuple(ex.UNIT if s.is_one else r.labels.fresh(s) for s in term.shape)
    i = r.labels.fresh(N)
    e = r.read(term, at, ex.Places().with_index(I, i))
    kernel_at = tuple(None if s.is_one else index(r, x) for s, x in zip(term.shape, at, strict=True))
    lowered = ix.rename(Lowering().lower(term, kernel_at), {("i", "n"): index(r, i)})
    return polynomial(r, e), lowered


@pytest.mark.parametrize("name", TERMS)
def test_a_row_reads_what_the_kernel_lowers(name: str) -> None:
    read, lowered = both(TERMS[name])
    assert read == lowered


def test_every_row_is_met() -> None:
    met = {n.op for term in TERMS.values() for n in _inside(term)}
    assert set(ex.ROWS) <= met
    assert set(ex.ROWS) == set(writing.ROWS)


def _inside(term: Term) -> list[Term]:
    return [term, *(n for a in term.args for n in _inside(a))]


def test_a_transpose_would_be_noticed() -> None:
    read, _ = both(C)
    _, lowered = both(C.T)
    assert read != lowered


def taken(body: Term, point: Term) -> Term:
    return bind(lambda b, inner: t.deriv(b, inner, point), MOVING if point.shape else RATE, body)


@pytest.mark.parametrize("name", SLOPES)
def test_a_derivative_is_written_out_as_the_kernel_takes_it(name: str) -> None:
    scope = Scope()
    term = taken(*SLOPES[name])
    writing.Writer(scope).term(term)  # states it, so that it has a name
    r = ex.Reader(scope, ex.Labels(scope))
    at = tuple(ex.UNIT if s.is_one else r.labels.fresh(s) for s in term.shape)
    read = polynomial(r, r.read(term, at, ex.Places()))
    kernel_at = tuple(None if s.is_one else index(r, x) for s, x in zip(term.shape, at, strict=True))
    assert read == Lowering().lower(term, kernel_at)
    assert r.expanded


# --- names ---------------------------------------------------------------------------------------------------------


def test_names_never_clash() -> None:
    names = Names()
    wanted = ["I", "sum", "x", "x", "x_1", "σ²", "4", "omega", "i_", "fun", "x'"]
    given = [names.fresh(w) for w in wanted]
    assert len(set(given)) == len(wanted)
    assert not set(given) & TAKEN and not [n for n in given if n.endswith("_")]


def test_author_names_do_not_shadow_the_tables() -> None:
    """A size called k is not the k of a table: what the file binds itself ends in an underscore."""
    scope = Scope()
    labels = ex.Labels(scope)
    labels.fresh(Size((("k", 1, 1),)))
    from proofread.second_kernel.algebra import dim_table

    assert dim_table(labels) == "pose (dim := fun sort_ : nat => match sort_ with | 0%nat => k | _ => 0%nat end)."


@pytest.mark.parametrize(
    ("size", "text"), [("n", "n"), ("2*n+d+3", "(d + (2 * n) + 3)%nat"), ("12", "12%nat"), ("n+1", "(n + 1)%nat")]
)
def test_sizes_are_natural_numbers(size: str, text: str) -> None:
    assert Scope().size(parse_size(size, {})) == text


def test_a_difference_of_sizes_is_no_range() -> None:
    with pytest.raises(NotExportedError, match="as a range"):
        Scope().size(parse_size("n-d", {}))
