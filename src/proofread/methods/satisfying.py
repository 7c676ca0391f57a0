"""Makes hypotheses hold at a drawn instance: by carrying out definitions, by solving equations that are affine in one
value, by constructing matrices and laws with the property asked for; what is left is rejected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Any

from proofread.methods import constructions as make
from proofread.methods.affine import solved
from proofread.methods.definitions import Definition, defined_names, definitions, grounded, members_behind, settled
from proofread.methods.fields import reshaped_fields
from proofread.methods.places import Json, Meter, dims_of, nested, numbers, refilled, verdict, with_entry
from proofread.methods.roots import solved_in_one
from proofread.trusted.terms import Prop, Term, const, relation
from proofread.trusted.trees import free_variables, function_names, subnodes

SWEEPS = 3
ENOUGH = 2_000_000  # work for one instance where no meter is given
HALF = 0.5
TRIES = 60  # changes tried for one hypothesis in one sweep
MEMBERS = 8  # of sequences that are changed for one hypothesis
PLACES, EARLY = 20, 3  # draws of indices and naturals, and how large the naturals are


@dataclass(frozen=True)
class Task:
    """All hypotheses, grounded; the definitions among them and how they are carried out."""

    props: tuple[Prop, ...]
    defined: tuple[Definition, ...]
    settle: Callable[[Json], Json]
    rng: Random
    meter: Meter

    def holds(self, p: Prop, instance: Json) -> bool:
        return self.meter.left > 0 and verdict(p, instance, self.meter) is True


def satisfy(
    hypotheses: Sequence[Prop], instance: Json, rng: Random, meter: Meter | None = None, sweeps: int = SWEEPS
) -> Json | None:
    """The instance, changed until every hypothesis is certainly true there; None where that did not come about.
    Sizes are kept; the search ends when the meter does. A hypothesis about all naturals counts when as
    many first ones as the sequences have members for bear it out. With no `sweeps` definitions are carried out, and
    nothing else is changed."""
    try:
        return _satisfied(hypotheses, instance, rng, meter or Meter(ENOUGH), sweeps)
    except ValueError:  # a recursion squared its numbers until they have too many digits to be written down
        return None


def _satisfied(hypotheses: Sequence[Prop], instance: Json, rng: Random, meter: Meter, sweeps: int) -> Json | None:
    props = tuple(dict.fromkeys(q for h in hypotheses for q in grounded(h, instance)))
    if any(_hopeless(p, instance) for p in props):
        return None
    defined = definitions(props, instance)
    task = Task(props, defined, settled(defined), rng, meter)
    state = task.settle(instance)
    for _ in range(sweeps):
        failing = [p for p in props if not task.holds(p, state)]
        if not failing:
            return constant_ends(state)
        for p in failing:
            if task.meter.left <= 0:
                return None
            state = _repaired(p, task, state)
    return constant_ends(state) if all(task.holds(p, state) for p in props) else None


def constant_ends(instance: Json) -> Json:
    """A sequence that has stopped changing stays as it is, which settles statements about all naturals."""
    functions = {
        name: {**f, "then": "constant"} if f["kind"] == "sequence" and f["values"][-2:-1] == f["values"][-1:] else f
        for name, f in instance["functions"].items()
    }
    return {**instance, "functions": functions}


def holds_so_far(hypotheses: Sequence[Prop], instance: Json) -> bool:
    """Every hypothesis is certainly true, those about all naturals as far as the first few."""
    return all(verdict(q, instance) is True for h in hypotheses for q in grounded(h, instance))


def _hopeless(p: Prop, instance: Json) -> bool:
    """Nothing in it that is changed here, and it fails; or more independent columns than rows."""
    if _is_fixed(p):
        return verdict(p, instance) is not True
    if p.op == "full_rank" and len(p.args[0].shape) == 2:
        n, m = dims_of(p.args[0].shape, instance["sizes"])
        return m > n
    return False


def _is_fixed(p: Prop) -> bool:
    """It speaks of sizes and places alone."""
    return not _variables(p) and not function_names(p)


def placed(hypotheses: Sequence[Prop], instance: Json, rng: Random) -> Json:
    """The instance with indices and naturals drawn again until what speaks of these alone holds; as it is where that
    does not come about."""
    fixed = [p for p in hypotheses if free_variables(p) and _is_fixed(p)]
    places = sorted({v for p in fixed for v in free_variables(p)}, key=lambda v: (v.op, str(v.data[0])))
    there = instance
    for _ in range(PLACES if fixed else 0):
        if all(verdict(p, there) is True for p in fixed):
            return there
        for v in places:
            section, end = ("nats", EARLY) if v.op == "nat" else ("indices", v.data[1].value(instance["sizes"]))
            there = with_entry(there, section, v.data[0], rng.randrange(max(end, 1)))
    return instance


def _repaired(p: Prop, task: Task, state: Json) -> Json:
    """A change that makes p true and breaks nothing; else one that makes p true; else none."""
    if task.holds(p, state):
        return state
    kept = [q for q in task.props if q is not p and task.holds(q, state)]
    second: Json | None = None
    for raw in islice(_candidates(p, task, state), TRIES):
        if task.meter.left <= 0:
            break
        there = task.settle(raw)
        if not task.holds(p, there):
            continue
        if all(task.holds(q, there) for q in kept):
            return there
        second = second or there
    return second or state


def _candidates(p: Prop, task: Task, state: Json) -> Iterator[Json]:
    """Changed instances, the likeliest first. An equation is solved again after each change of another value."""
    if p.op == "or":
        for part in task.rng.sample(p.args, len(p.args)):
            yield from _candidates(part, task, state)
        return
    free = _unknowns(p, task)
    yield from _invariant(p, task, state)
    if p.op == "equal":
        yield from _solutions(p, task, state, free)
    elif p.op == "ge" and task.rng.random() < HALF:  # as an equation, by which a number is the largest of some
        yield from _solutions(relation("equal", *p.args), task, state, free)
    yield from reshaped_fields(p, state, task.rng)
    yield from _first_members(p, task, state)
    for changed in _reshaped(p, task, state, free):
        yield changed
        if p.op == "equal":
            yield from _solutions(p, task, changed, free)


def _unknowns(p: Prop, task: Task) -> list[Term]:
    """Variables that p rests on, itself or through definitions, and that are not defined themselves."""
    derived = defined_names(task.defined)
    terms = {d.key[0]: d.term for d in task.defined if d.key[1] < 0}
    steps = [d.term for d in task.defined if d.key[1] >= 0 and d.key[0] in function_names(p)]
    todo, seen = [*_variables(p), *(v for term in steps for v in _variables(term))], dict[str, Term]()
    while todo:
        v = todo.pop()
        if v.data[0] not in seen:
            seen[v.data[0]] = v
            todo += _variables(terms[v.data[0]]) if v.data[0] in terms else []
    out = [v for name, v in sorted(seen.items()) if name not in derived]
    return task.rng.sample(out, len(out))


def _variables(node: Any) -> list[Term]:
    return [v for v in free_variables(node) if isinstance(v, Term) and v.op == "var"]


def _solutions(p: Prop, task: Task, state: Json, free: Sequence[Term]) -> Iterator[Json]:
    for v in free:
        beside = [q for q in task.props if q.op == "equal" and q is not p and v in free_variables(q)]
        found = solved([p, *beside], state, v.data[0], task.settle, task.rng, task.meter)
        if found is not None:
            yield found
        elif not v.shape and v.data[1] is None:
            yield from solved_in_one(p, state, v.data[0], task.settle, task.meter)
    for name in sorted({n.data[0] for n in subnodes(p) if n.op == "apply" and n.data[1] == "field"}):
        beside = [q for q in task.props if q.op == "equal" and q is not p and name in function_names(q)]
        found = solved([p, *beside], state, name, task.settle, task.rng, task.meter, "functions")
        if found is not None:
            yield found


def _reshaped(p: Prop, task: Task, state: Json, free: Sequence[Term]) -> Iterator[Json]:
    """New values for one variable at a time, taking turns."""
    sources = [_of_variable(p.op, v, state, task.rng) for v in free]
    sources += [_columns(v, w, state, task.rng) for v in free for w in _variables(p) if v != w]
    behind = members_behind(p, task.defined, state)[:MEMBERS]
    sources += [_of_member(p.op, use, k, state, task.rng) for use, k in behind]
    while sources:
        for source in list(sources):
            changed = next(source, None)
            if changed is None:
                sources.remove(source)
            else:
                yield changed


def _of_variable(op: str, v: Term, state: Json, rng: Random) -> Iterator[Json]:
    name, space = v.data
    dims, old = dims_of(v.shape, state["sizes"]), state["values"][name]
    if space is None:
        for flat in make.changes(dims, numbers(old), op, rng):
            yield with_entry(state, "values", name, nested(dims, flat))
        return
    if not space[1] and not dims:
        yield with_entry(state, "values", name, refilled(old, _density(numbers(old), state["spaces"][space[0]])))
    if space[1]:
        for weights, points in make.laws(len(numbers(old["points"][0])), rng):
            yield _with_law(state, v, weights, [nested(dims, x) for x in points])
    sources = [make.changes(dims, numbers(x), op, Random(rng.random())) for x in old["points"]]
    for values in zip(*sources, strict=False):
        yield with_entry(state, "values", name, {"points": [nested(dims, x) for x in values]})


def _columns(v: Term, of: Term, state: Json, rng: Random) -> Iterator[Json]:
    """Some columns of another matrix of the same height, as eigenvectors among all of them."""
    if len(v.shape) != 2 or len(of.shape) != 2 or v.data[1] or of.data[1]:
        return
    (n, m), (rows, count) = (dims_of(x.shape, state["sizes"]) for x in (v, of))
    if n == rows and 0 < m < count:
        columns = make.transposed(make.rows_of((rows, count), numbers(state["values"][of.data[0]])))
        flat = [x for row in make.transposed(rng.sample(columns, m)) for x in row]
        yield with_entry(state, "values", v.data[0], nested((n, m), flat))


def _first_members(p: Prop, task: Task, state: Json) -> Iterator[Json]:
    """Where a sequence begins, if p says something of that."""
    for n in subnodes(p):
        if n.op == "sequence" and isinstance(n, Term) and n.args[0] == const(0):
            yield from _of_member(p.op, n, 0, state, task.rng)


def _of_member(op: str, use: Term, k: int, state: Json, rng: Random) -> Iterator[Json]:
    """Other values of one member of a sequence."""
    old, dims = state["functions"][use.data[0]], dims_of(use.shape, state["sizes"])
    values = old["values"]
    for flat in make.changes(dims, numbers(values[k]), op, rng) if k < len(values) else ():
        changed = [*values[:k], nested(dims, flat), *values[k + 1 :]]
        yield with_entry(state, "functions", use.data[0], {**old, "values": changed})


def _density(flat: list[Fraction], weights: list[str]) -> list[Fraction]:
    """Positive, with integral 1."""
    parts = [abs(x) or Fraction(1) for x in flat]
    whole = sum(Fraction(w) * x for w, x in zip(weights, parts, strict=True))
    return [x / whole for x in parts]


def _with_law(state: Json, v: Term, weights: Sequence[Fraction], points: list[Any]) -> Json:
    """The space gets these points; what else lives on it takes its own values over again, in turn."""
    name = v.data[1][0]
    out = with_entry(state, "spaces", name, [str(w) for w in weights])
    for other, data in state["values"].items():
        if isinstance(data, dict) and len(data["points"]) == len(state["spaces"][name]):
            old = data["points"]
            out = with_entry(out, "values", other, {"points": [old[k % len(old)] for k in range(len(weights))]})
    return with_entry(out, "values", v.data[0], {"points": points})


def _invariant(p: Prop, task: Task, state: Json) -> Iterator[Json]:
    """S X = X F: the columns of X in a space that S maps into itself, and F to fit; S definite half of the time."""
    if p.op != "equal" or not all(t.op == "matmul" and all(a.op == "var" for a in t.args) for t in p.args):
        return
    (s, x), (x2, f) = (t.args for t in p.args)
    if s.shape == x.shape:  # written the other way round
        (x2, f), (s, x) = (t.args for t in p.args)
    if x != x2 or len(x.shape) != 2 or any(a.data[1] for a in (s, x, f)):
        return
    n, m = dims_of(x.shape, state["sizes"])
    if 0 < m <= n:
        for _ in range(4):
            parts = _invariant_parts(n, m, task.rng)
            out = state
            for v, rows in zip((s, x, f), parts, strict=True):
                flat = [q for row in rows for q in row]
                out = with_entry(out, "values", v.data[0], nested((len(rows), len(rows[0])), flat))
            yield out


def _invariant_parts(n: int, m: int, rng: Random) -> tuple[make.Rows, make.Rows, make.Rows]:
    """S = PΛP⁻¹, X = P₁C with C unitriangular, F = C⁻¹Λ₁C; P orthogonal half of the time, so that S is symmetric."""
    p = make.orthogonal(n, rng)
    back = make.transposed(p)
    if n > 1 and rng.random() < 0.5:
        shear, unshear = make.sheared(n, rng)
        p, back = make.times(p, shear), make.times(unshear, back)
    scale = [Fraction(rng.randint(1, 4)) for _ in range(n)]
    s = make.times([[a * c for a, c in zip(r, scale, strict=True)] for r in p], back)
    c, c_back = make.sheared(m, rng)
    scaled = [[scale[i] * a for a in r] for i, r in enumerate(c)]
    return s, make.times([r[:m] for r in p], c), make.times(c_back, scaled)
