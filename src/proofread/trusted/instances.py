"""Instances: a size, a value or an interpretation for everything a statement leaves free, read from JSON and validated.

    {"sizes": {"N": 2}, "values": {"X": [["1", "1/2"], ["0", "-3"]], "eps": {"points": ["1", "-1"]}},
     "spaces": {"Omega": ["1/2", "1/2"]}, "nats": {"t": 1}, "indices": {"i": 0}, "functions": {…}}

Every number is a rational string; a column is a flat list, a matrix a list of rows, a random quantity has one value a
point of its space. Functions are polynomials, so smooth:
    field      {"kind": "field", "constant": "c", "linear": [b…], "quadratic": [[A…]…], "cubic_diagonal": [k…]},
               the number c + bᵀx + xᵀAx + Σ k_i x_i³ of an argument read row by row; absent parts are 0
    map        {"kind": "map", "components": [field, …]}, one a row-major entry of the result
    entrywise  {"kind": "entrywise", "coefficients": [c0, c1, …]}, c0 + c1 x + … of each entry
    sequence   {"kind": "sequence", "values": [v0, v1, …]}, its first members; with "then": "constant" the last one
               is also every later one
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from types import MappingProxyType
from typing import Any

from proofread.trusted.enclosures import Rational, point
from proofread.trusted.exact_matrices import Tensor
from proofread.trusted.sizes import Size
from proofread.trusted.terms import BINDERS, Node, Shape, Space, Term, is_poison
from proofread.trusted.trees import FUNCTIONS, free_variables, size_names, subnodes

WORK = 1_000_000
SECTIONS = ("sizes", "values", "spaces", "nats", "indices", "functions")
_RATIONAL = re.compile(r"-?[0-9]+(/[0-9]+)?")


class InstanceError(ValueError):
    """The instance lacks something, or something in it has the wrong form; the message names it."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """constant + linear·x + xᵀ quadratic x + Σ cubic_i x_i³; an empty part is 0."""

    constant: Rational
    linear: tuple[Rational, ...] = ()
    quadratic: tuple[tuple[Rational, ...], ...] = ()
    cubic: tuple[Rational, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """What a function name stands for. A field has one polynomial, a map one an entry; `coefficients` are those of an
    entrywise function, `members` the first members of a sequence."""

    kind: str
    polynomials: tuple[Polynomial, ...] = ()
    coefficients: tuple[Rational, ...] = ()
    members: tuple[Tensor, ...] = ()
    constant: bool = False


@dataclass(frozen=True, slots=True)
class Instance:
    """Values by variable: one tensor, or one a point for a random quantity. `work` caps each evaluation.
    Make one with `read_instance`, which checks it against the statements it is for."""

    sizes: Mapping[str, int]
    spaces: Mapping[Space, tuple[Rational, ...]]
    values: Mapping[Node, tuple[Tensor, ...]]
    numbers: Mapping[Node, int]  # indices and natural numbers
    functions: Mapping[str, Interpretation]
    work: int = WORK

    def dims(self, shape: Shape) -> tuple[int, ...]:
        return tuple([self.size(s) for s in shape]) if shape else ()

    def size(self, size: Size, axis: bool = True) -> int:
        n = size.const
        try:
            for name, _, k in size.atoms:
                n += k * self.sizes[name]
            for factors, k in size.products:
                n += k * prod([self.sizes[name] for name, _ in factors])
        except KeyError as missing:
            raise InstanceError(f"the size {missing.args[0]} has no value") from None
        if axis and n < 0:
            raise InstanceError(f"the size {size} is {n}, which is negative")
        return n


NOTHING: Mapping[Any, Any] = MappingProxyType({})
EMPTY = Instance(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)  # for what has no free variable, size or function


def read_instance(instance: Mapping[str, Any], nodes: Iterable[Node], work: int = WORK) -> Instance:
    """The instance, if it fits all of `nodes`: sizes at least their least values, positive weights (which sum to 1
    where the space is a probability), every free variable and function present and of its shape. Else InstanceError."""
    statements = tuple(nodes)
    inside = tuple(n for s in statements for n in subnodes(s))
    _check_sections(instance)
    for s in statements:
        if (message := is_poison(s)) is not None:
            raise InstanceError(f"the statement is ill-posed: {message}")
    free = tuple(sorted({v for s in statements for v in free_variables(s)}, key=lambda v: str(v.data[0])))
    sizes = _read_sizes(instance, statements)
    bare = Instance(sizes, _read_spaces(instance, inside), {}, {}, {}, work)
    for size in sorted({size for s in statements for size in s.axes}, key=str):
        bare.size(size)  # none is negative
    return Instance(
        sizes,
        bare.spaces,
        MappingProxyType({v: _read_variable(instance, bare, v) for v in _of_op(free, "var")}),
        MappingProxyType({v: _read_number(instance, bare, v) for op in ("index", "nat") for v in _of_op(free, op)}),
        MappingProxyType(_read_functions(instance, bare, inside)),
        work,
    )


def _check_sections(instance: Mapping[str, Any]) -> None:
    if not isinstance(instance, Mapping):
        raise InstanceError("an instance is an object with the sections " + ", ".join(SECTIONS))
    for name, section in instance.items():
        if name not in SECTIONS or not isinstance(section, Mapping):
            raise InstanceError(f"{name!r} is not a section, or not an object; sections are {', '.join(SECTIONS)}")


def _entry(instance: Mapping[str, Any], section: str, name: str) -> Any:
    try:
        return instance[section][name]
    except KeyError:
        raise InstanceError(f"{section} has no entry for {name}") from None


def _of_op(nodes: Iterable[Node], op: str) -> list[Node]:
    """The nodes of one operator; two with one name would share a value that cannot fit both."""
    found = [n for n in nodes if n.op == op]
    if len({n.data[0] for n in found}) < len(found):
        names = ", ".join(str(n.data[0]) for n in found)
        raise InstanceError(f"one name stands for two different free variables ({op}): {names}")
    return found


# --- sizes, spaces, variables ---------------------------------------------------------------------------------------


def _read_sizes(instance: Mapping[str, Any], statements: Iterable[Node]) -> Mapping[str, int]:
    sizes = {}
    for name, least in sorted({pair for s in statements for pair in size_names(s)}):
        sizes[name] = _integer(_entry(instance, "sizes", name), f"the size {name}")
        if sizes[name] < least:
            raise InstanceError(f"the size {name} is {sizes[name]}, and has to be at least {least}")
    return MappingProxyType(sizes)


def _read_spaces(instance: Mapping[str, Any], inside: Iterable[Node]) -> Mapping[Space, tuple[Rational, ...]]:
    spaces: dict[Space, tuple[Rational, ...]] = {}
    for space in sorted(_mentioned_spaces(inside)):
        name, is_probability = space
        if (name, not is_probability) in spaces:
            raise InstanceError(f"the space {name} is a probability in one place and none in another")
        weights = tuple(_rational(w, f"a weight of {name}") for w in _list(_entry(instance, "spaces", name), name))
        if not weights or min(weights) <= 0:
            raise InstanceError(f"the space {name} needs at least one point, and positive weights")
        if is_probability and sum(weights) != 1:
            raise InstanceError(f"the weights of the probability space {name} sum to {sum(weights)}, not to 1")
        spaces[space] = weights
    return MappingProxyType(spaces)


def _mentioned_spaces(inside: Iterable[Node]) -> set[Space]:
    found: set[Space] = set()
    for n in inside:
        if n.op == "integral":
            found.add(n.data[0])
        elif n.op == "var" or n.op in BINDERS:
            found.update(v.data[1] for v in (n, *n.data) if isinstance(v, Term) and v.op == "var" and v.data[1])
    return found


def _read_variable(instance: Mapping[str, Any], bare: Instance, variable: Node) -> tuple[Tensor, ...]:
    assert isinstance(variable, Term)
    name, space = variable.data
    given = _entry(instance, "values", name)
    if space is None:
        return (_tensor(given, bare, variable.shape, name),)
    points = _list(given.get("points") if isinstance(given, Mapping) else None, f"the points of {name}")
    if len(points) != len(bare.spaces[space]):
        raise InstanceError(f"{name} has {len(points)} values, the space {space[0]} {len(bare.spaces[space])} points")
    return tuple(_tensor(v, bare, variable.shape, name) for v in points)


def _read_number(instance: Mapping[str, Any], bare: Instance, variable: Node) -> int:
    name = variable.data[0]
    n = _integer(_entry(instance, "indices" if variable.op == "index" else "nats", name), name)
    if n < 0 or (variable.op == "index" and n >= bare.size(variable.data[1])):
        raise InstanceError(f"{name} is {n}, which is negative or beyond its range")
    return n


# --- functions ------------------------------------------------------------------------------------------------------


def _read_functions(instance: Mapping[str, Any], bare: Instance, inside: Iterable[Node]) -> dict[str, Interpretation]:
    uses: dict[str, dict[tuple[object, ...], Term]] = {}
    for n in inside:
        if n.op in FUNCTIONS and isinstance(n, Term):
            uses.setdefault(n.data[0], {})[_signature(n)] = n
    for name, by_signature in uses.items():
        if len(by_signature) > 1:
            raise InstanceError(f"the function {name} is used in two ways that no one interpretation fits")
    return {name: _read_function(instance, bare, *by.values()) for name, by in sorted(uses.items())}


def _signature(use: Term) -> tuple[object, ...]:
    if use.op == "sequence":
        return ("sequence", use.shape)
    kind = use.data[1]
    return (kind,) if kind == "entrywise" else (kind, use.args[0].shape, use.shape)


def _read_function(instance: Mapping[str, Any], bare: Instance, use: Term) -> Interpretation:
    name, kind = use.data[0], "sequence" if use.op == "sequence" else use.data[1]
    if kind not in _READERS:
        raise InstanceError(f"{name} is of kind {kind!r}, which has no interpretation")
    given = _entry(instance, "functions", name)
    if not isinstance(given, Mapping) or given.get("kind") != kind:
        raise InstanceError(f'the function {name} has to be of "kind": {kind!r}')
    return _READERS[kind](given, bare, use)


def _read_entrywise(given: Mapping[str, Any], bare: Instance, use: Term) -> Interpretation:
    coefficients = _rationals(given.get("coefficients"), f"the coefficients of {use.data[0]}")
    return Interpretation("entrywise", coefficients=coefficients)


def _read_field(given: Mapping[str, Any], bare: Instance, use: Term) -> Interpretation:
    return Interpretation("field", (_polynomial(given, prod(bare.dims(use.args[0].shape)), use.data[0]),))


def _read_map(given: Mapping[str, Any], bare: Instance, use: Term) -> Interpretation:
    components = _list(given.get("components"), f"the components of {use.data[0]}")
    inputs, outputs = prod(bare.dims(use.args[0].shape)), prod(bare.dims(use.shape))
    if len(components) != outputs:
        raise InstanceError(f"the map {use.data[0]} has {len(components)} components, and needs {outputs}")
    return Interpretation("map", tuple(_polynomial(c, inputs, use.data[0]) for c in components))


def _read_sequence(given: Mapping[str, Any], bare: Instance, use: Term) -> Interpretation:
    members = _list(given.get("values"), f"the members of {use.data[0]}")
    constant = given.get("then") == "constant" and bool(members)
    read = tuple(_tensor(m, bare, use.shape, use.data[0]) for m in members)
    return Interpretation("sequence", members=read, constant=constant)


_READERS: dict[str, Callable[[Mapping[str, Any], Instance, Term], Interpretation]] = {
    "entrywise": _read_entrywise,
    "field": _read_field,
    "map": _read_map,
    "sequence": _read_sequence,
}


def _polynomial(given: Any, n: int, name: str) -> Polynomial:
    if not isinstance(given, Mapping):
        raise InstanceError(f"a polynomial of {name} is an object with constant, linear, quadratic, cubic_diagonal")
    if odd := set(given) - {"kind", "constant", "linear", "quadratic", "cubic_diagonal"}:
        raise InstanceError(f"a polynomial of {name} has the unknown part {min(odd)}")
    rows = _list(given.get("quadratic", []), f"the quadratic part of {name}")
    quadratic = tuple(_rationals(r, f"the quadratic part of {name}") for r in rows)
    if quadratic and (len(quadratic) != n or any(len(row) != n for row in quadratic)):
        raise InstanceError(f"the quadratic part of {name} has to be a {n}×{n} matrix")
    return Polynomial(
        _rational(given.get("constant", "0"), f"the constant of {name}"),
        _rationals(given.get("linear", []), f"the linear part of {name}", n),
        quadratic,
        _rationals(given.get("cubic_diagonal", []), f"the cubic part of {name}", n),
    )


# --- numbers --------------------------------------------------------------------------------------------------------


def _tensor(given: Any, bare: Instance, shape: Shape, name: str) -> Tensor:
    """A column may be a flat list or a list of rows of one."""
    dims = bare.dims(shape)
    flat_column = len(dims) == 2 and dims[1] == 1 and not any(isinstance(x, list | tuple) for x in _items(given))
    numbers = _flatten(given, dims[:1] if flat_column else dims, name)
    return Tensor(dims, tuple(point(q) for q in numbers))


def _flatten(given: Any, dims: tuple[int, ...], name: str) -> list[Rational]:
    if not dims:
        return [_rational(given, f"an entry of {name}")]
    rows = _list(given, name)
    if len(rows) != dims[0]:
        raise InstanceError(f"{name} has {len(rows)} entries on an axis of size {dims[0]}")
    return [q for row in rows for q in _flatten(row, dims[1:], name)]


def _items(given: Any) -> Iterable[Any]:
    return given if isinstance(given, list | tuple) else ()


def _list(given: Any, what: str) -> list[Any]:
    if not isinstance(given, list | tuple):
        raise InstanceError(f"{what}: a list is needed, not {type(given).__name__}")
    return list(given)


def _rationals(given: Any, what: str, length: int | None = None) -> tuple[Rational, ...]:
    """A list of numbers; where a length is asked for, of that length or empty."""
    numbers = tuple(_rational(x, what) for x in _list(given, what))
    if length is not None and len(numbers) not in (0, length):
        raise InstanceError(f"{what}: {len(numbers)} numbers where {length} are needed")
    return numbers


def _rational(given: Any, what: str) -> Rational:
    if not isinstance(given, str) or not _RATIONAL.fullmatch(given):
        raise InstanceError(f'{what}: {given!r} is not a rational string such as "-2/3"')
    above, _, below = given.partition("/")
    try:
        return Fraction(int(above), int(below)) if below else int(above)
    except (ValueError, ZeroDivisionError) as reason:
        raise InstanceError(f"{what}: {reason}") from None


def _integer(given: Any, what: str) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise InstanceError(f"{what}: {given!r} is not an integer")
    return given
