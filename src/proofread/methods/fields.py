"""Fields of a special form, made and not searched for: of second degree, flat at a point, without mixed terms."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod
from random import Random

from proofread.methods.drawing import number
from proofread.methods.places import Json, dims_of, numbers, with_entry
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_variables, subnodes

Rows = list[list[Fraction]]


def reshaped_fields(p: Prop, state: Json, rng: Random) -> Iterator[Json]:
    """Every field that p speaks of as c + ½(x − u)ᵀA(x − u), u a variable of p: A diagonal, the same without negative
    entries, then symmetric. Last the field as it is, without its third-degree terms."""
    for use in {n.data[0]: n for n in subnodes(p) if n.op == "apply" and n.data[1] == "field"}.values():
        assert isinstance(use, Term)
        name, count = use.data[0], prod(dims_of(use.args[0].shape, state["sizes"]))
        for u in _points(p, use, state):
            for a in _curvatures(count, rng):
                yield with_entry(state, "functions", name, _around(u, a, number(rng, 1)))
        old = state["functions"][name]
        if "cubic_diagonal" in old:
            yield with_entry(state, "functions", name, {k: x for k, x in old.items() if k != "cubic_diagonal"})


def _points(p: Prop, use: Term, state: Json) -> list[list[Fraction]]:
    """The values of p's variables that have the shape of the field's argument."""
    found = [v for v in free_variables(p) if v.op == "var" and v.data[1] is None]
    fit = [v for v in found if isinstance(v, Term) and v.shape == use.args[0].shape and v.data[0] in state["values"]]
    return [numbers(state["values"][v.data[0]]) for v in sorted(fit, key=lambda v: str(v.data[0]))]


def _curvatures(n: int, rng: Random) -> Iterator[Rows]:
    d = [number(rng, 1) for _ in range(n)]
    yield [[d[i] if i == j else Fraction(0) for j in range(n)] for i in range(n)]
    yield [[abs(d[i]) or Fraction(1) if i == j else Fraction(0) for j in range(n)] for i in range(n)]
    a = [[number(rng, 1) for _ in range(n)] for _ in range(n)]
    yield [[a[min(i, j)][max(i, j)] for j in range(n)] for i in range(n)]


def _around(u: list[Fraction], a: Rows, c: Fraction) -> Json:
    """c + ½(x − u)ᵀA(x − u) for a symmetric A, written out: ½xᵀAx − (Au)ᵀx + ½uᵀAu + c."""
    slope = [sum((q * x for q, x in zip(row, u, strict=True)), Fraction(0)) for row in a]
    constant = c + sum((s * x for s, x in zip(slope, u, strict=True)), Fraction(0)) / 2
    quadratic = [[str(q / 2) for q in row] for row in a]
    return {"kind": "field", "constant": str(constant), "linear": [str(-s) for s in slope], "quadratic": quadratic}
