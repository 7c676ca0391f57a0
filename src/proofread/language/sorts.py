"""What a parameter of a claim can be: its annotation says the shape and what is known of it, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from proofread.language import powers
from proofread.language.complex_numbers import Complex, both_parts
from proofread.language.errors import ClaimError
from proofread.language.sizes import plain, shape_of
from proofread.language.symbols import FunctionSymbol
from proofread.trusted import terms, trees
from proofread.trusted.terms import Prop, Shape, Term

Conditions = Callable[[Term], tuple[Prop, ...]]


@dataclass(frozen=True)
class Declared:
    """What one parameter brings: the object the claim gets, its free variables, its functions, what holds of it."""

    value: Any
    variables: tuple[Term, ...] = ()
    functions: tuple[FunctionSymbol, ...] = ()
    hypotheses: tuple[Prop, ...] = ()


@dataclass(frozen=True)
class Sort:
    """A sort whose members are terms of one shape. `leaf` makes the variable of a name."""

    text: str
    shape: Shape
    leaf: Callable[[str], Term]
    conditions: Conditions
    random: bool = False

    def declare(self, name: str) -> Declared:
        variable = self.leaf(name)
        return Declared(variable, (variable,), (), self.conditions(variable))

    bound = declare


@dataclass(frozen=True)
class MadeSort:
    """A sort whose members are made of several variables: a complex number of its parts, an integer of two naturals.
    `endings` of the names of these; `leaf` makes one, `make` a member of all. `parts` of an object: what it is made
    of, or None where it is not seen to be a member. `free`: what stands for a symbol of a claim, if that will do."""

    text: str
    endings: tuple[str, ...]
    leaf: Callable[[str], Term]
    make: Callable[..., Any]
    parts: Callable[[object], tuple[Term, ...] | None]
    free: Sort | None = None
    random = False

    def declare(self, name: str) -> Declared:
        return self.bound(name) if self.free is None else self.free.declare(name)

    def bound(self, name: str) -> Declared:
        """Under a quantifier, where members alone may be spoken of."""
        variables = tuple(self.leaf(f"{name}_{ending}") for ending in self.endings)
        return Declared(self.make(*variables), variables)


@dataclass(frozen=True)
class FunctionSort:
    """A sort whose members are functions or sequences."""

    text: str
    symbol: Callable[[str], FunctionSymbol]
    conditions: Callable[[FunctionSymbol], tuple[Prop, ...]] = lambda symbol: ()

    def declare(self, name: str) -> Declared:
        symbol = self.symbol(name)
        return Declared(symbol, (), (symbol,), self.conditions(symbol))


@dataclass(frozen=True)
class Space:
    """A measure space. `probability`: its measure sums to 1, so that E integrates over it."""

    name: str
    probability: bool = False

    @property
    def key(self) -> terms.Space:
        return (self.name, self.probability)


class Family:
    """Sorts with parameters in square brackets: `Matrix[N, d]`."""

    def __init__(self, name: str, make: Callable[..., Any], fewest: int, most: int | None = None) -> None:
        self.name, self.make = name, make
        self.fewest, self.most = fewest, fewest if most is None else most

    def __getitem__(self, parameters: Any) -> Any:
        given = parameters if isinstance(parameters, tuple) else (parameters,)
        if not self.fewest <= len(given) <= self.most:
            count = f"{self.fewest}" if self.fewest == self.most else f"{self.fewest} to {self.most}"
            raise ClaimError(f"{self.name}[…] takes {count} parameters, not {len(given)}")
        return self.make(*given)


def _nothing(_: Term) -> tuple[Prop, ...]:
    return ()


def _tensor(name: str, axes: tuple[object, ...], conditions: Conditions = _nothing) -> Sort:
    shape = shape_of(*axes)
    inside = ", ".join(str(plain(a)) for a in axes)
    return Sort(f"{name}[{inside}]" if axes else name, shape, lambda n: terms.var(n, shape), conditions)


def _positive(x: Term) -> tuple[Prop, ...]:
    return (terms.relation("gt", x, 0),)


def _nonnegative(x: Term) -> tuple[Prop, ...]:
    return (terms.relation("ge", x, 0),)


def _unit(x: Term) -> tuple[Prop, ...]:
    return (terms.relation("gt", x, 0), terms.relation("gt", 1, x))


def _symmetric(a: Term) -> tuple[Prop, ...]:
    return (terms.relation("equal", a.T, a),)


def _definite(a: Term) -> tuple[Prop, ...]:
    return (*_symmetric(a), terms.predicate("pd", a))


def _semidefinite(a: Term) -> tuple[Prop, ...]:
    return (*_symmetric(a), terms.predicate("psd", a))


def _orthogonal(q: Term) -> tuple[Prop, ...]:
    one: object = terms.eye(q.shape[0]) if q.shape else 1
    return (terms.relation("equal", q.T @ q, one), terms.relation("equal", q @ q.T, one))


def _simplex(x: Term) -> tuple[Prop, ...]:
    return (*_nonnegative(x), terms.relation("equal", terms.total(x), 1))


def _one_hot(x: Term) -> tuple[Prop, ...]:
    return (terms.relation("equal", terms.mul(x, x), x), terms.relation("equal", terms.total(x), 1))


def _square(name: str, conditions: Conditions) -> Family:
    def make(n: object) -> Sort:
        sort = _tensor(name, (n, n), conditions)
        return Sort(f"{name}[{plain(n)}]", sort.shape, sort.leaf, conditions)

    return Family(name, make, 1)


def _random(name: str, count: int) -> Family:
    def make(*axes: object) -> Sort:
        shape = shape_of(*axes)
        text = f"{name}[{', '.join(str(plain(a)) for a in axes)}]"
        return Sort(text, shape, lambda n: terms.var(n, shape, (n, True)), _nothing, random=True)

    return Family(name, make, count)


def _index(size: object) -> Sort:
    axis = plain(size)
    return Sort(f"Index[{axis}]", (), lambda n: terms.index(n, axis), _nothing)


def _space(space: object) -> Space:
    if not isinstance(space, Space):
        raise ClaimError(f"{space!r} is not a measure space", 'write Z = Space("Z") and Density[Z]')
    return space


def _said(sort: object) -> str:
    return sort.text if isinstance(sort, Sort | MadeSort | FunctionSort) else repr(sort)


def _on_space(space: object, values: object = None) -> Sort:
    z = _space(space)
    if values is not None and not (isinstance(values, Sort) and not values.random):
        raise ClaimError(f"{_said(values)} is not a sort of values", "write OnSpace[Z, Vector[n]]")
    shape = values.shape if isinstance(values, Sort) else ()
    conditions = values.conditions if isinstance(values, Sort) else _nothing
    text = f"OnSpace[{z.name}{', ' + values.text if isinstance(values, Sort) else ''}]"
    return Sort(text, shape, lambda n: terms.var(n, shape, z.key), conditions, random=True)


def _density(space: object) -> Sort:
    z = _space(space)

    def conditions(q: Term) -> tuple[Prop, ...]:
        return (*_positive(q), terms.relation("equal", terms.integral(z.key, q), 1))

    return Sort(f"Density[{z.name}]", (), lambda n: terms.var(n, (), z.key), conditions, random=True)


def _smooth(*axes: object) -> FunctionSort:
    shape = shape_of(*axes)
    text = f"Smooth[{', '.join(str(plain(a)) for a in axes)}]"
    return FunctionSort(text, lambda name: FunctionSymbol(name, "field", shape, ()))


def _smooth_map(n: object, m: object) -> FunctionSort:
    of, to = shape_of(n), shape_of(m)
    return FunctionSort(f"SmoothMap[{plain(n)}, {plain(m)}]", lambda name: FunctionSymbol(name, "map", of, to))


def _sequence(of: object) -> FunctionSort:
    if not isinstance(of, Sort) or of.random:
        raise ClaimError(f"{_said(of)} is not a sort of members", "write Sequence[Vector[n]] or Sequence[Scalar]")

    def conditions(symbol: FunctionSymbol) -> tuple[Prop, ...]:
        at = terms.nat("?t")
        known = of.conditions(symbol(at))
        return tuple(trees.bind(lambda t, p: terms.quantifier("forall", t, p), at, p) for p in known)

    shape = of.shape
    return FunctionSort(f"Sequence[{of.text}]", lambda name: FunctionSymbol(name, "sequence", None, shape), conditions)


Scalar = _tensor("Scalar", ())
Positive = _tensor("Positive", (), _positive)
NonNegative = _tensor("NonNegative", (), _nonnegative)
Unit = _tensor("Unit", (), _unit)
Nat = Sort("Nat", (), terms.nat, _nothing)
Integer = MadeSort("Integer", ("plus", "minus"), terms.nat, lambda m, n: m - n, powers.naturals)
# A symbol is any real number: what is proved of all of them holds, and instances are rational. Under a quantifier that
# is not so: there is a real root of 2, and every real number is one, so that nothing would be irrational.
Rational = MadeSort(
    "Rational", ("plus", "minus", "below"), terms.nat, lambda m, n, d: (m - n) / (d + 1), powers.quotient,
    _tensor("Rational", ()),
)  # fmt: skip
ComplexNumber = MadeSort("ComplexNumber", ("re", "im"), terms.var, Complex, both_parts)
RandomScalar = Sort("RandomScalar", (), lambda n: terms.var(n, (), (n, True)), _nothing, random=True)
Entrywise = FunctionSort("Entrywise", lambda name: FunctionSymbol(name, "entrywise", None, None))

Index = Family("Index", _index, 1)
Vector = Family("Vector", lambda n: _tensor("Vector", (n,)), 1)
Simplex = Family("Simplex", lambda n: _tensor("Simplex", (n,), _simplex), 1)
OneHot = Family("OneHot", lambda n: _tensor("OneHot", (n,), _one_hot), 1)
Matrix = Family("Matrix", lambda n, m: _tensor("Matrix", (n, m)), 2)
Tensor = Family("Tensor", lambda *axes: _tensor("Tensor", axes), 1, 8)
Symmetric = _square("Symmetric", _symmetric)
PositiveDefinite = _square("PositiveDefinite", _definite)
PositiveSemidefinite = _square("PositiveSemidefinite", _semidefinite)
Orthogonal = _square("Orthogonal", _orthogonal)
RandomVector = _random("RandomVector", 1)
RandomMatrix = _random("RandomMatrix", 2)
OnSpace = Family("OnSpace", _on_space, 1, 2)
Density = Family("Density", _density, 1)
Smooth = Family("Smooth", _smooth, 1, 2)
SmoothMap = Family("SmoothMap", _smooth_map, 2)
Sequence = Family("Sequence", _sequence, 1)
