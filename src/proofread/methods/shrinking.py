"""Makes a counterexample locally minimal: smaller sizes, fewer points, simpler functions, plainer numbers.

A pass says what to try; `measure` says what is better; a candidate counts only while it still refutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

from proofread.methods.definitions import definitions, grounded, settled
from proofread.methods.drawing import draw_at, members
from proofread.methods.places import Json, Signature, dims_of, nested, numbers, refilled, signature, with_entry
from proofread.methods.satisfying import constant_ends, satisfy
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Shape, Term

Measure = tuple[int, int, int]
Still = Callable[[Json], bool]
CHECKS = 500  # candidates looked at in all
REPAIRS = 80  # of these, how many may be made to fit the hypotheses again by search
REDRAWN = 12  # new draws of the same sizes
FRESH = 6  # new draws for every smaller choice of sizes


@dataclass
class Effort:
    """What is left of both."""

    checks: int
    repairs: int


@dataclass(frozen=True)
class Context:
    """What the passes need to know of the statement."""

    signature: Signature
    conditions: tuple[Prop, ...]
    length: int  # members of a sequence


Pass = Callable[[Json, Context], Iterator[Json]]


def shrink(instance: Json, conditions: Sequence[Prop], goal: Prop, still: Still) -> Json:
    """A smaller instance for which `still` holds; the same one where no pass finds better. Deterministic."""
    nodes = (*conditions, goal)
    context, effort = Context(signature(nodes), tuple(conditions), members(nodes)), Effort(CHECKS, REPAIRS)
    best, before = instance, None
    while before is None or measure(best) < before:
        before = measure(best)
        for tries in PASSES:
            best = _run(tries, best, context, still, effort)
    return best


def measure(instance: Json) -> Measure:
    """Smaller is better: sizes, then points, then how plain the numbers are."""
    plain = sum(complexity(q) for part in ("values", "spaces") for q in numbers(list(instance[part].values())))
    plain += sum(1 + complexity(q) for q in numbers(list(instance["functions"].values())))
    plain += sum(instance["nats"].values()) + sum(instance["indices"].values())
    return sum(instance["sizes"].values()), sum(map(len, instance["spaces"].values())), plain


def complexity(q: Fraction) -> int:
    """0, 1, −1, 2, −2, 3, … and fractions behind the integers of their size."""
    return 2 * abs(q.numerator) + 3 * (q.denominator - 1) + (q < 0)


def _run(tries: Pass, best: Json, context: Context, still: Still, effort: Effort) -> Json:
    """One pass, begun again after every success."""
    improved = True
    while improved:
        improved, bar = False, measure(best)
        for candidate in tries(best, context):
            if effort.checks <= 0:
                return best
            effort.checks -= 1
            better = _fitted(candidate, bar, context, still, effort)
            if better is not None:
                best, improved = better, True
                break
    return best


def _fitted(candidate: Json, bar: Measure, context: Context, still: Still, effort: Effort) -> Json | None:
    """The candidate with definitions carried out, or else made to fit again by search; None unless below the bar."""
    props = [q for h in context.conditions for q in grounded(h, candidate)]
    there = constant_ends(settled(definitions(props, candidate))(candidate))
    if measure(there) < bar and still(there):
        return there
    if effort.repairs <= 0 or measure(candidate) >= bar:
        return None
    effort.repairs -= 1
    repaired = satisfy(context.conditions, candidate, Random(0))
    if repaired is None or repaired == there:  # which has been judged
        return None
    return repaired if measure(repaired) < bar and still(repaired) else None


# --- sizes ----------------------------------------------------------------------------------------------------------


def _smaller_sizes(instance: Json, context: Context) -> Iterator[Json]:
    """One row or column less, whichever; then new draws of that size."""
    for name, least in context.signature.sizes:
        n = instance["sizes"][name]
        if n <= least:
            continue
        sizes = {**instance["sizes"], name: n - 1}
        if any(s.value(sizes) < 0 for s in context.signature.axes):
            continue
        for dropped in range(n - 1, -1, -1):
            made = _without(instance, context.signature, sizes, name, dropped)
            if made is not None:
                yield made
        if all(i.data[1].value(sizes) > 0 for i in context.signature.indices):
            for k in range(FRESH):
                yield draw_at(context.signature, sizes, Random(k), 0, context.length)


def _without(instance: Json, sig: Signature, sizes: dict[str, int], name: str, dropped: int) -> Json | None:
    """Slice `dropped` taken out of every axis of the size `name`; other axes cut to length. None where one grows."""
    old = instance["sizes"]
    shapes = {s for v in sig.variables for s in v.shape} | {s for f in sig.functions for s in _shapes_of(f)}
    if any(s.value(sizes) > s.value(old) for s in shapes) or any(i.data[1].value(sizes) < 1 for i in sig.indices):
        return None

    def kept(shape: Shape) -> list[int]:
        """Places in the flat tensor that stay."""
        axes = [_kept_on(s, old, sizes, name, dropped) for s in shape]
        dims, out = dims_of(shape, old), []
        for at in product(*axes):
            flat = 0
            for i, n in zip(at, dims, strict=True):
                flat = flat * n + i
            out.append(flat)
        return out

    def cut(data: Any, shape: Shape) -> Any:
        flat = numbers(data)
        return nested(dims_of(shape, sizes), [flat[k] for k in kept(shape)])

    out = {**instance, "sizes": sizes, "values": dict(instance["values"]), "functions": dict(instance["functions"])}
    for v in sig.variables:
        data = instance["values"][v.data[0]]
        each = [cut(x, v.shape) for x in data["points"]] if isinstance(data, dict) else None
        out["values"][v.data[0]] = cut(data, v.shape) if each is None else {"points": each}
    for f in sig.functions:
        out["functions"][f.data[0]] = _cut_function(instance["functions"][f.data[0]], f, kept, cut)
    ends = {i.data[0]: i.data[1].value(sizes) - 1 for i in sig.indices}
    return {**out, "indices": {i: min(k, ends.get(i, k)) for i, k in instance["indices"].items()}}


def _shapes_of(f: Term) -> Shape:
    return f.shape if f.op == "sequence" else (*f.shape, *f.args[0].shape) if f.data[1] != "entrywise" else ()


def _kept_on(size: Size, old: dict[str, int], new: dict[str, int], name: str, dropped: int) -> list[int]:
    if size.is_symbol and size.atoms[0][0] == name:
        return [k for k in range(old[name]) if k != dropped]
    return list(range(size.value(new)))


def _cut_function(data: Json, f: Term, kept: Callable[[Shape], list[int]], cut: Callable[[Any, Shape], Any]) -> Json:
    if f.op == "sequence":
        return {**data, "values": [cut(v, f.shape) for v in data["values"]]}
    if f.data[1] == "entrywise":
        return data
    at = kept(f.args[0].shape)
    if f.data[1] == "field":
        return _cut_polynomial(data, at)
    return {**data, "components": [_cut_polynomial(data["components"][k], at) for k in kept(f.shape)]}


def _cut_polynomial(p: Json, at: Sequence[int]) -> Json:
    out = dict(p)
    for part in ("linear", "cubic_diagonal"):
        if p.get(part):
            out[part] = [p[part][k] for k in at]
    if p.get("quadratic"):
        out["quadratic"] = [[p["quadratic"][i][j] for j in at] for i in at]
    return out


def _redrawn(instance: Json, context: Context) -> Iterator[Json]:
    """New draws of the same sizes, which are often plainer than what a construction made."""
    for k in range(REDRAWN):
        yield draw_at(context.signature, instance["sizes"], Random(k), 0, context.length)


# --- points, functions, numbers -------------------------------------------------------------------------------------


def _fewer_points(instance: Json, context: Context) -> Iterator[Json]:
    """One point less; then equal weights."""
    for space in context.signature.spaces:
        name, probability = space
        weights = [Fraction(w) for w in instance["spaces"][name]]
        for k in range(len(weights) if len(weights) > 1 else 0):
            left = weights[:k] + weights[k + 1 :]
            whole = sum(left) if probability else Fraction(1)
            out = with_entry(instance, "spaces", name, [str(w / whole) for w in left])
            for v in context.signature.variables:
                if v.data[1] == space:
                    points = instance["values"][v.data[0]]["points"]
                    out = with_entry(out, "values", v.data[0], {"points": points[:k] + points[k + 1 :]})
            yield out
        even = Fraction(1, len(weights)) if probability else Fraction(1)
        yield with_entry(instance, "spaces", name, [str(even)] * len(weights))


def _simpler_functions(instance: Json, context: Context) -> Iterator[Json]:
    """Polynomials of lower degree."""
    for name, data in instance["functions"].items():
        if data["kind"] == "entrywise" and len(data["coefficients"]) > 1:
            yield with_entry(instance, "functions", name, {**data, "coefficients": data["coefficients"][:-1]})
        for part in ("cubic_diagonal", "quadratic"):
            if part in data:
                yield with_entry(instance, "functions", name, {k: x for k, x in data.items() if k != part})
            if any(part in c for c in data.get("components", ())):
                left = [{k: x for k, x in c.items() if k != part} for c in data["components"]]
                yield with_entry(instance, "functions", name, {**data, "components": left})


def _plainer_wholes(instance: Json, context: Context) -> Iterator[Json]:
    """All zeros, or all ones, in one value at once; a random quantity that is the same at every point."""
    for section in ("values", "functions"):
        for name, data in instance[section].items():
            flat = numbers(data)
            for q in (Fraction(0), Fraction(1)):
                if len(flat) > 1 and any(x != q for x in flat):
                    yield with_entry(instance, section, name, refilled(data, [q] * len(flat)))


def _plainer_numbers(instance: Json, context: Context) -> Iterator[Json]:
    """One number at a time."""
    for section in ("values", "functions"):
        for name, data in instance[section].items():
            flat = numbers(data)
            for k, q in enumerate(flat):
                for simpler in _simpler(q):
                    moved = [*flat[:k], simpler, *flat[k + 1 :]]
                    yield with_entry(instance, section, name, refilled(data, moved))


def _simpler(q: Fraction) -> Iterator[Fraction]:
    whole = Fraction(int(q))
    near = (0, 1, -1, 2, -q, whole, whole + 1, Fraction(int(q / 2)), Fraction(q.numerator, 2), q.limit_denominator(3))
    for x in dict.fromkeys(Fraction(x) for x in near):
        if complexity(x) < complexity(q):
            yield x


def _earlier(instance: Json, context: Context) -> Iterator[Json]:
    """Smaller indices and natural numbers."""
    for section in ("nats", "indices"):
        for name, k in instance[section].items():
            for smaller in dict.fromkeys((0, 1, k - 1)):
                if smaller < k:
                    yield with_entry(instance, section, name, smaller)


PASSES: tuple[Pass, ...] = (
    _smaller_sizes, _fewer_points, _redrawn, _earlier, _simpler_functions, _plainer_wholes, _plainer_numbers,
)  # fmt: skip
