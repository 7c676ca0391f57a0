"""Polynomials in words over typed, noncommuting letters with commuting scalars, and cofactors over them.

An *element* is a linear combination of (scalar monomial, word) with rational coefficients; its words have one shape.
A *relation* is an element that is meant to be zero. A relation whose words are all empty speaks about scalars only
and may be used at every shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, order=True)
class Letter:
    """A matrix as it stands in a word: `rows` by `cols` are the sizes *after* the transposition, if any."""

    name: str
    transposed: bool
    rows: str
    cols: str

    @property
    def T(self) -> Letter:
        return Letter(self.name, not self.transposed, self.cols, self.rows)


@dataclass(frozen=True, order=True)
class Word:
    """A product of letters, `rows` by `cols`; without letters it is the identity. ValueError if sizes do not chain."""

    rows: str
    letters: tuple[Letter, ...]
    cols: str

    def __post_init__(self) -> None:
        size = self.rows
        for letter in self.letters:
            if letter.rows != size:
                raise ValueError(f"letter {letter.name} has {letter.rows} rows where {size} are needed")
            size = letter.cols
        if size != self.cols:
            raise ValueError(f"word ends with {size} columns, not {self.cols}")

    @property
    def T(self) -> Word:
        return Word(self.cols, tuple(letter.T for letter in reversed(self.letters)), self.rows)

    def __mul__(self, other: Word) -> Word:
        if self.cols != other.rows:
            raise ValueError(f"{self.rows} x {self.cols} times {other.rows} x {other.cols}")
        return Word(self.rows, self.letters + other.letters, other.cols)


Monomial: TypeAlias = tuple[tuple[str, int], ...]  # ((name, power > 0), ...), sorted by name
Element: TypeAlias = Mapping[tuple[Monomial, Word], Fraction]


@dataclass(frozen=True)
class Cofactor:
    """coefficient * scalar * left * relation * right; the relation is meant transposed if `transposed`."""

    coefficient: Fraction
    scalar: Monomial
    left: Word
    relation: int
    transposed: bool
    right: Word


def identity(size: str) -> Word:
    return Word(size, (), size)


def product(first: Letter, *others: Letter) -> Word:
    """The word of one or more letters."""
    return Word(first.rows, (first, *others), (first, *others)[-1].cols)


def times_monomials(left: Monomial, right: Monomial) -> Monomial:
    powers = dict(left)
    for name, power in right:
        powers[name] = powers.get(name, 0) + power
    return tuple(sorted(powers.items()))


def collect(terms: Iterable[tuple[Monomial, Word, Fraction]]) -> dict[tuple[Monomial, Word], Fraction]:
    """The element with these terms, equal ones added, without zero coefficients."""
    total: dict[tuple[Monomial, Word], Fraction] = {}
    for scalar, word, coefficient in terms:
        total[scalar, word] = total.get((scalar, word), Fraction(0)) + coefficient
    return {key: value for key, value in total.items() if value}


def transpose(element: Element) -> dict[tuple[Monomial, Word], Fraction]:
    return {(scalar, word.T): value for (scalar, word), value in element.items()}


def shape(element: Element) -> tuple[str, str] | None:
    """(rows, cols) of all words; None for the zero element. ValueError if the words differ in shape."""
    shapes = {(word.rows, word.cols) for _, word in element}
    if len(shapes) > 1:
        raise ValueError(f"one element, several shapes: {sorted(shapes)}")
    return next(iter(shapes), None)


def only_scalars(element: Element) -> bool:
    """Whether no word has a letter: the element is a scalar times the identity."""
    return not any(word.letters for _, word in element)


def expand(cofactors: Iterable[Cofactor], relations: Sequence[Element]) -> dict[tuple[Monomial, Word], Fraction]:
    """The sum of all coefficient * scalar * left * relation * right, multiplied out.

    ValueError if a product does not fit, LookupError if a relation does not exist.
    """
    return collect(term for cofactor in cofactors for term in _terms(cofactor, relations))


def _terms(cofactor: Cofactor, relations: Sequence[Element]) -> Iterable[tuple[Monomial, Word, Fraction]]:
    if cofactor.relation < 0:
        raise IndexError(f"no relation {cofactor.relation}")
    relation = relations[cofactor.relation]
    anywhere = only_scalars(relation)
    for (scalar, word), value in relation.items():
        middle = identity(cofactor.left.cols) if anywhere else (word.T if cofactor.transposed else word)
        yield (
            times_monomials(cofactor.scalar, scalar),
            cofactor.left * middle * cofactor.right,
            cofactor.coefficient * value,
        )
