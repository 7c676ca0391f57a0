"""What a statement leaves open for an instance to fill, and instances as plain data: read, changed, never trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any

from proofread.trusted import exact
from proofread.trusted.enclosures import Interval
from proofread.trusted.exact_scalars import primal
from proofread.trusted.exact_terms import scope_of, value
from proofread.trusted.sizes import Size
from proofread.trusted.terms import BINDERS, Node, Prop, Shape, Space, Term
from proofread.trusted.trees import FUNCTIONS, free_spaces, free_variables, size_names, subnodes

Json = dict[str, Any]
EMPTY: Json = {"sizes": {}, "spaces": {}, "values": {}, "nats": {}, "indices": {}, "functions": {}}  # no variables
NATURALS = exact.FIRST_NATURALS  # how far sequences are tabulated, and statements about all naturals looked at
WORK = 40_000  # of the evaluator, for one proposition at one drawn instance


@dataclass(frozen=True)
class Signature:
    """Everything free in a statement. `functions`: one use of each name; `axes`: sizes that must not be negative."""

    sizes: tuple[tuple[str, int], ...]
    spaces: tuple[Space, ...]
    variables: tuple[Term, ...]
    indices: tuple[Term, ...]
    nats: tuple[Term, ...]
    functions: tuple[Term, ...]
    axes: tuple[Size, ...]


def signature(nodes: Iterable[Node]) -> Signature:
    """What an instance of all the nodes together has to give."""
    nodes = tuple(nodes)
    inside = [n for node in nodes for n in subnodes(node)]
    inside += [d for n in inside for d in n.data if isinstance(d, Term)]
    free = sorted({v for n in nodes for v in free_variables(n)}, key=lambda v: (v.op, str(v.data[0])))
    spaces = {v.data[1] for v in inside if v.op == "var" and v.data[1]}
    spaces |= {n.data[0] for n in inside if n.op == "integral"}
    shapes = {s for n in inside for s in getattr(n, "shape", ())} | {n.data[1] for n in inside if n.op == "index"}
    uses = {n.data[0]: n for n in inside if n.op in FUNCTIONS and isinstance(n, Term)}

    def leaves(op: str) -> tuple[Term, ...]:
        return tuple(v for v in free if v.op == op and isinstance(v, Term))

    return Signature(
        tuple(sorted({pair for n in nodes for pair in size_names(n)})), tuple(sorted(spaces)),
        leaves("var"), leaves("index"), leaves("nat"), tuple(uses[name] for name in sorted(uses)),
        tuple(sorted(shapes, key=str)),
    )  # fmt: skip


def dims_of(shape: Shape, sizes: dict[str, int]) -> tuple[int, ...]:
    return tuple(s.value(sizes) for s in shape)


# --- numbers in and out of JSON values ------------------------------------------------------------------------------


WORDS = ("kind", "then")  # what an interpretation says besides numbers


def numbers(data: Any) -> list[Fraction]:
    """The numbers of a value, of a value a point, or of a function, in the order of reading."""
    if isinstance(data, dict):
        return [q for key, x in data.items() if key not in WORDS for q in numbers(x)]
    if isinstance(data, list):
        return [q for x in data for q in numbers(x)]
    return [Fraction(data)]


def refilled(data: Any, flat: Iterable[Fraction]) -> Any:
    """The same structure around other numbers."""
    source = iter(flat)

    def fill(x: Any) -> Any:
        if isinstance(x, dict):
            return {key: y if key in WORDS else fill(y) for key, y in x.items()}
        return [fill(y) for y in x] if isinstance(x, list) else str(next(source))

    return fill(data)


def nested(dims: tuple[int, ...], flat: Iterable[Fraction]) -> Any:
    """A scalar as a string, a column as a flat list, a matrix as rows, a tensor as deeper lists."""
    entries = [str(q) for q in flat]
    if len(dims) == 2 and dims[1] == 1:
        dims = dims[:1]
    return _nested(dims, entries)


def _nested(dims: tuple[int, ...], entries: list[str]) -> Any:
    if not dims:
        return entries[0]
    step = prod(dims[1:])
    return [_nested(dims[1:], entries[i * step : (i + 1) * step]) for i in range(dims[0])]


def with_entry(instance: Json, section: str, name: str, data: Any) -> Json:
    """The instance with one entry replaced."""
    return {**instance, section: {**instance.get(section, {}), name: data}}


@dataclass
class Meter:
    """Units of work left: one unit is one node of a proposition met with one number of an instance."""

    left: int

    def charge(self, node: Node, instance: Json) -> None:
        plain = _weight(node) * (1 + sum(_count(x) for x in instance["values"].values()))
        points = tuple((name, len(weights)) for name, weights in instance["spaces"].items())
        self.left -= max(plain, _steps(node, tuple(instance["sizes"].items()), points))


@lru_cache(maxsize=4096)
def _weight(node: Node) -> int:
    """Nodes, those under a derivative or a quantifier as often as they are evaluated, roughly."""
    quantified = node.op in ("forall", "exists") and node.data[0].op != "index" and not _bound_together(node)
    often = 4 if node.op == "deriv" else 6 if quantified else 1
    return 1 + often * sum(_weight(a) for a in node.args)


def _bound_together(node: Node) -> bool:
    """A quantifier over reals in front of another one like it: all these variables move as one."""
    inner = node.args[0]
    return bool(inner.op == node.op and node.data[0].op == "var" and inner.data[0].op == "var")


@lru_cache(maxsize=4096)
def _steps(node: Node, sizes: tuple[tuple[str, int], ...], points: tuple[tuple[str, int], ...]) -> int:
    """About how many numbers the evaluator computes, at these sizes and with so many points in each space."""
    return _computed(node, dict(sizes), dict(points))


def _computed(node: Node, sizes: dict[str, int], points: dict[str, int]) -> int:
    """What stands under a derivative, a sum or a quantifier is computed over and over."""
    inside = sum(_computed(a, sizes, points) for a in node.args)
    entries = prod(dims_of(getattr(node, "shape", ()), sizes))
    if node.op == "integral":
        return entries + inside * points[node.data[0][0]]
    if node.op == "apply" and node.data[1] != "entrywise":
        return inside + entries * prod(dims_of(node.args[0].shape, sizes)) ** 2
    if node.op not in BINDERS:
        return entries + inside
    bound = node.data[0]
    if bound.op in ("nat", "index"):
        return entries + inside * (NATURALS if bound.op == "nat" else bound.data[1].value(sizes))
    numbers_bound = prod(dims_of(bound.shape, sizes))
    if node.op != "deriv" and _bound_together(node):
        return entries + 2 * inside
    return entries + inside * (numbers_bound if node.op == "deriv" else 1 + 2 * numbers_bound)


def _count(data: Any) -> int:
    if isinstance(data, dict):
        return _count(data["points"])
    return sum(_count(x) for x in data) if isinstance(data, list) else 1


# --- what holds at an instance --------------------------------------------------------------------------------------


def verdict(prop: Prop, instance: Json, meter: Meter | None = None) -> bool | None:
    """As `exact.holds`, and None where the instance does not fit or the work is too much."""
    if meter is not None:
        meter.charge(prop, instance)
    try:
        return exact.holds(prop, exact.read_instance(instance, (prop,), WORK))
    except (exact.InstanceError, exact.OutOfBudget):
        return None


def enclosed_values(term: Term, instance: Json, spaces: tuple[Space, ...] = ()) -> list[list[Interval]] | None:
    """Enclosures of the entries of the term at every combination of points of `spaces`; None where it has no value."""
    try:
        inst = exact.read_instance(instance, (term,), WORK)
        out = []
        for samples in product(*(range(len(instance["spaces"][name])) for name, _ in spaces)):
            scope = scope_of(inst)
            for space, k in zip(spaces, samples, strict=True):
                scope = scope.at(space, k)
            out.append([primal(x) for x in value(term, scope).flat])
        return out
    except (exact.InstanceError, exact.OutOfBudget, exact.Undefined, RecursionError):
        return None


def exact_values(term: Term, instance: Json, spaces: tuple[Space, ...] = ()) -> list[list[Fraction]] | None:
    """The same, and None unless all are rational and exact."""
    found = enclosed_values(term, instance, spaces)
    if found is None or not all(x.is_point for entries in found for x in entries):
        return None
    return [[Fraction(x.lo) for x in entries] for entries in found]


def difference(relation: Prop, instance: Json, meter: Meter | None = None) -> list[Interval] | None:
    """Left minus right, entry by entry and point by point."""
    if meter is not None:
        meter.charge(relation, instance)
    found = enclosed_values(_gap(relation), instance, tuple(sorted(free_spaces(relation))))
    return None if found is None else [x for entries in found for x in entries]


@lru_cache(maxsize=4096)
def _gap(relation: Prop) -> Term:
    left, right = relation.args
    made: Term = left - right
    return made


def residual(equation: Prop, instance: Json, meter: Meter | None = None) -> list[Fraction] | None:
    """Left minus right where all of it is exact."""
    found = difference(equation, instance, meter)
    return [Fraction(x.lo) for x in found] if found is not None and all(x.is_point for x in found) else None
