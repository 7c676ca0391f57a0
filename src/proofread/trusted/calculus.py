"""Derivatives and substitution in the indexed form: linear, Leibniz, and a closed table of slopes.

Only what is defined as a function of the variable moves. An equation that was assumed at a point is never
differentiated: it is not seen here. What has no slope in the table is refused; it is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from proofread.trusted import indexed as ix
from proofread.trusted.indexed import Factor, Head, Index, Poly, Refused
from proofread.trusted.lower import Lowering, variable_head
from proofread.trusted.scalar_terms import LIMITS
from proofread.trusted.tensor_heads import At, of_tensor
from proofread.trusted.terms import Term

TENSOR_FUNCTIONS = ("field", "map", "det", "rank")
MATRIX_FUNCTIONS = ("inv", "pinv", "natpow")
BINDING = ("natsum", "natprod", *LIMITS)  # they bind a name inside, under which nothing may be put


def depends(head: Head, variable: Head) -> bool:
    """Whether the variable occurs in the head, at any depth."""
    return head == variable or any(depends(h, variable) for p in head.args for m, _ in p for h, _ in m)


def derivative(run: Lowering, p: Poly, variable: Head, to: Sequence[Index]) -> Poly:
    """∂p/∂variable[to]: `to` are new free indices, one for each axis of the variable."""
    out: Poly = {}
    for m, c in p.items():
        factors, opened = ix.open_bound(m, run.fresh)
        for k, f in enumerate(factors):
            if not depends(f[0], variable):
                continue
            product = ix.scale(c, _factor_derivative(run, f, variable, to))
            for j, g in enumerate(factors):
                if j != k:
                    product = ix.times(product, ix.normal(Fraction(1), [g]))
            out = ix.plus(out, run.summed(product, *opened))
    return out


def _factor_derivative(run: Lowering, f: Factor, variable: Head, to: Sequence[Index]) -> Poly:
    head, indices = f
    if head == variable:
        out = ix.constant(1)
        for i, j in zip(indices, to, strict=True):
            out = ix.times(out, ix.delta(i, j))
        return out
    own = [run.fresh(i[1]) for i in indices]
    slope = _SLOPES.get(head.kind)
    if slope is None:
        raise Refused(f"{head.kind} has no derivative in the table")
    return ix.rename(slope(run, (head, tuple(own)), variable, to), dict(zip(own, indices, strict=True)))


def _scalar_slope(rule: Callable[[Lowering, Poly, Poly], Poly]) -> Callable[..., Poly]:
    """The chain rule for a function applied entry by entry: slope(value, argument) · d(argument)."""

    def row(run: Lowering, f: Factor, variable: Head, to: Sequence[Index]) -> Poly:
        arg = run.argument(f)
        return ix.times(rule(run, {(f,): Fraction(1)}, arg), derivative(run, arg, variable, to))

    return row


def _uninterpreted(run: Lowering, f: Factor, variable: Head, to: Sequence[Index]) -> Poly:
    arg = run.argument(f)
    slope = run.function("entrywise", f[0].name + "'", [arg], [])
    return ix.times(slope, derivative(run, arg, variable, to))


def _of_tensor(run: Lowering, f: Factor, variable: Head, to: Sequence[Index]) -> Poly:
    """Σ_a f′[a, …] · d(argument[a]): the new axes of the derivative come first."""
    arg, slots = tensor_argument(run, f)
    inner = sorted((i for i in ix.free_indices(arg) if str(i[0]).startswith("&")), key=lambda i: str(i[0]))
    own = [run.fresh(i[1]) for i in inner]
    along = "".join(str(i[0]) for i in inner)
    outer = of_tensor(f[0].kind, f"{f[0].name}'{along}", arg, [*own, *slots])
    moved = derivative(run, ix.rename(arg, dict(zip(inner, own, strict=True))), variable, to)
    return run.summed(ix.times(outer, moved), *own)


def tensor_argument(run: Lowering, f: Factor) -> tuple[Poly, list[Index]]:
    """The argument of a tensor function, its axes as &0, &1; and the indices of the factor that are not inside it."""
    head, indices = f
    used = {i[0] for i in ix.free_indices(ix.thaw(head.args[0]))}
    return run.argument(f), [i for k, i in enumerate(indices) if f"${k}" not in used]


def _inverse(run: Lowering, f: Factor, variable: Head, to: Sequence[Index]) -> Poly:
    """d(S⁻¹) = −S⁻¹ · dS · S⁻¹."""
    head, (i, j, *rest) = f
    a, b = run.fresh(i[1]), run.fresh(i[1])
    inner = ix.rename(ix.thaw(head.args[0]), {(f"${k}", x[1]): x for k, x in enumerate((a, b, *rest))})
    left, right = ix.one_factor(head, i, a, *rest), ix.one_factor(head, b, j, *rest)
    product = ix.times(ix.times(left, derivative(run, inner, variable, to)), right)
    return ix.scale(-1, run.summed(product, a, b))


def _determinant(run: Lowering, f: Factor, variable: Head, to: Sequence[Index]) -> Poly:
    """d(det S) = det S · Σ_ab S⁻¹[b, a] · dS[a, b]; that S is invertible is an obligation."""
    arg, _ = tensor_argument(run, f)
    rows, columns = (run.fresh(size) for size in f[0].name.split(","))
    inner = ix.rename(arg, {("&0", rows[1]): rows, ("&1", columns[1]): columns})
    inverse = run.function("inv", "2", [inner], [rows, columns])  # its first index is the row, as that of S
    moved = derivative(run, inner, variable, to)
    a, b = run.fresh(rows[1]), run.fresh(columns[1])
    turned = ix.rename(inverse, {rows: b, columns: a})
    product = ix.times(ix.times({(f,): Fraction(1)}, turned), ix.rename(moved, {rows: a, columns: b}))
    return run.summed(product, a, b)


_SLOPES: dict[str, Callable[..., Poly]] = {
    "exp": _scalar_slope(lambda run, f, a: f),
    "recip": _scalar_slope(lambda run, f, a: ix.scale(-1, ix.times(f, f))),
    "log": _scalar_slope(lambda run, f, a: run.recip(a)),
    "sqrt": _scalar_slope(lambda run, f, a: ix.scale(Fraction(1, 2), run.recip(f))),
    "tanh": _scalar_slope(lambda run, f, a: ix.plus(ix.constant(1), ix.scale(-1, ix.times(f, f)))),
    "abs": _scalar_slope(lambda run, f, a: run.entrywise("sign", "", [a])),
    "sin": _scalar_slope(lambda run, f, a: run.entrywise("cos", "", [a])),
    "cos": _scalar_slope(lambda run, f, a: ix.scale(-1, run.entrywise("sin", "", [a]))),
    "atan": _scalar_slope(lambda run, f, a: run.recip(ix.plus(ix.constant(1), ix.times(a, a)))),
    "sign": _scalar_slope(lambda run, f, a: {}),  # constant off its jump, where it has none
    "entrywise": _uninterpreted,
    "field": _of_tensor,
    "map": _of_tensor,
    "inv": _inverse,
    "det": _determinant,
}


def replace(run: Lowering, p: Poly, variable: Term, value: Callable[[At], Poly]) -> Poly:
    """Put `value(at)` for the variable, also inside functions."""
    head = variable_head(variable)

    def row(f: Factor) -> Poly:
        if f[0] == head:
            taken = iter(f[1])
            return value(tuple(None if s.is_one else next(taken) for s in variable.shape))
        if not depends(f[0], head):
            return ix.normal(Fraction(1), [f])
        own = [run.fresh(i[1]) for i in f[1]]
        return ix.rename(_rebuilt(run, (f[0], tuple(own)), variable, value), dict(zip(own, f[1], strict=True)))

    return ix.map_factors(p, row, run.fresh)


def _rebuilt(run: Lowering, f: Factor, variable: Term, value: Callable[[At], Poly]) -> Poly:
    head, indices = f
    if head.kind in BINDING:
        raise Refused(f"nothing is put inside {head.kind}")
    if head.kind in TENSOR_FUNCTIONS:
        arg, slots = tensor_argument(run, f)
        inner = {i: run.fresh(i[1]) for i in ix.free_indices(arg) if str(i[0]).startswith("&")}
        changed = replace(run, ix.rename(arg, inner), variable, value)
        return of_tensor(head.kind, head.name, ix.rename(changed, {j: i for i, j in inner.items()}), slots)
    args = [replace(run, run.argument(f, k), variable, value) for k in range(len(head.args))]
    if head.kind in MATRIX_FUNCTIONS:
        return run.function(head.kind, head.name, args, indices[: int(head.name.split("|")[0])])
    return run.entrywise(head.kind, head.name, args)
