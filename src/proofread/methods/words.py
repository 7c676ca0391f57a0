"""An untrusted search for two-sided cofactors over words of typed letters.

From relations that are zero it writes a goal as a sum of coefficient * scalar * left * relation * right, so that
multiplying out is the whole check. Method: noncommutative completion under several term orders.
A letter is declared symmetric by the relation A^T - A = 0; every relation is also known transposed.
Not found means nothing: the goal may still follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .words_algebra import (
    Cofactor,
    Element,
    Letter,
    Monomial,
    Word,
    collect,
    expand,
    identity,
    only_scalars,
    product,
    shape,
    times_monomials,
    transpose,
)
from .words_completion import Completion, Exponents, Node, Order, Polynomial, Use, merged

__all__ = [
    "Cofactor",
    "Element",
    "Letter",
    "Monomial",
    "Step",
    "Word",
    "collect",
    "derive",
    "expand",
    "express",
    "identity",
    "only_scalars",
    "product",
    "shape",
    "times_monomials",
    "transpose",
]

FIRST_SLICE = 500  # units of work each term order gets before the next one is tried; then twice as much, and so on


@dataclass(frozen=True)
class Step:
    """element = expand(cofactors, relations and the elements of earlier steps); ids continue after the relations."""

    element: Element
    cofactors: tuple[Cofactor, ...]


@dataclass(frozen=True)
class _Code:
    """Letters as characters and scalars as places in an exponent tuple; the rank of a letter is its place."""

    letters: tuple[Letter, ...]
    scalars: tuple[str, ...]

    def word(self, word: Word) -> str:
        return "".join(chr(self.letters.index(letter) + 1) for letter in word.letters)

    def exponents(self, scalar: Monomial) -> Exponents:
        powers = dict(scalar)
        return tuple(powers.get(name, 0) for name in self.scalars)

    def polynomial(self, element: Element) -> Polynomial:
        return {(self.exponents(scalar), self.word(word)): value for (scalar, word), value in element.items() if value}

    def node(self, element: Element) -> Node:
        rows, cols = shape(element) or ("", "")
        return Node(self.polynomial(element), rows, cols)

    def relation(self, element: Element) -> Node:
        return Node(self.polynomial(element), "", "") if only_scalars(element) else self.node(element)

    def decoded(self, word: str) -> tuple[Letter, ...]:
        return tuple(self.letters[ord(character) - 1] for character in word)

    def monomial(self, exponents: Exponents) -> Monomial:
        return tuple((name, power) for name, power in zip(self.scalars, exponents, strict=True) if power)

    def element(self, node: Node) -> Element:
        rows, cols = node.rows or "1", node.cols or "1"
        return {
            (self.monomial(exponents), Word(rows, self.decoded(word), cols)): value
            for (exponents, word), value in node.polynomial.items()
        }

    def cofactor(self, use: Use, within: Node, relation: int, transposed: bool) -> Cofactor:
        left, right = self.decoded(use.left), self.decoded(use.right)
        rows, cols = within.rows or "1", within.cols or "1"
        before = Word(rows, left, left[-1].cols if left else rows)
        after = Word(right[0].rows if right else cols, right, cols)
        return Cofactor(use.coefficient, self.monomial(use.scalar), before, relation, transposed, after)


def derive(
    goal: Element, relations: Sequence[Element], *, work: int = 20000, weights: Mapping[str, int] | None = None
) -> list[Step] | None:
    """Lemmas in a straight line, the last of which is the goal; None if not found within the work.

    There are lemmas only where they make the evidence shorter, and every step has been multiplied out.
    Work is counted in reduction steps and ambiguities, over all term orders together.
    Weights (of letters or scalars by name, default 1) say what to rewrite away: inverses, defined letters.
    ValueError for an element with words of several shapes, a weight or a power below 1.
    """
    _check_input([goal, *relations], weights or {})
    goal = _clean(goal)
    if not goal:
        return [Step(goal, ())]
    origins = [(number, flip) for number, element in enumerate(relations) for flip in _readings(element)]
    searches = [_search(code, weighed, goal, relations, origins) for code, weighed in _orders(goal, relations, weights)]
    found = _first_found([search for _, search in searches], work)
    if found is None:
        return None
    code = next(code for code, search in searches if search is found)
    steps = _steps(code, found, origins, len(relations))
    flat = _flat(steps, len(relations), sum(len(step.cofactors) for step in steps))
    steps = steps if flat is None else [Step(goal, flat)]
    _check(steps, goal, relations)
    return steps


def express(
    goal: Element, relations: Sequence[Element], *, work: int = 20000, weights: Mapping[str, int] | None = None
) -> list[Cofactor] | None:
    """Cofactors over the relations alone, multiplied out and equal to the goal; None if not found within the work.

    Without lemmas the list can be long; `derive` keeps them. More than `work` cofactors count as not found.
    """
    steps = derive(goal, relations, work=work, weights=weights)
    flat = None if steps is None else _flat(steps, len(relations), work)
    if flat is None:
        return None
    _check([Step(_clean(goal), flat)], _clean(goal), relations)
    return list(flat)


def _clean(element: Element) -> Element:
    return {key: value for key, value in element.items() if value}


def _readings(element: Element) -> tuple[bool, ...]:
    """As it stands and transposed, where the latter says something else."""
    flipped = transpose(element)
    same = flipped == element or flipped == {key: -value for key, value in element.items()}
    return (False,) if same or only_scalars(element) else (False, True)


def _check_input(elements: Iterable[Element], weights: Mapping[str, int]) -> None:
    for element in elements:
        shape(element)
        if any(power < 1 for scalar, _ in element for _, power in scalar):
            raise ValueError("powers of scalars are positive; give an inverse a name and a relation")
    if any(weight < 1 for weight in weights.values()):
        raise ValueError("weights are positive")


def _orders(
    goal: Element, relations: Sequence[Element], weights: Mapping[str, int] | None
) -> Iterator[tuple[_Code, Mapping[str, int]]]:
    """The caller's weights, then plain degree-lexicographic order, then the same with the ranks reversed."""
    words = [word for element in (goal, *relations) for _, word in element]
    letters = {letter for word in words for letter in (*word.letters, *word.T.letters)}
    ranked = tuple(sorted(letters, key=lambda letter: (letter.transposed, letter)))
    names = tuple(sorted({name for element in (goal, *relations) for scalar, _ in element for name, _ in scalar}))
    if weights:
        yield _Code(ranked, names), weights
    yield _Code(ranked, names), {}
    yield _Code(ranked[::-1], names), {}


def _search(
    code: _Code,
    weights: Mapping[str, int],
    goal: Element,
    relations: Sequence[Element],
    origins: Sequence[tuple[int, bool]],
) -> tuple[_Code, Completion]:
    words = {chr(place): weights.get(letter.name, 1) for place, letter in enumerate(code.letters, 1)}
    sizes = {chr(place): (letter.rows, letter.cols) for place, letter in enumerate(code.letters, 1)}
    order = Order(words, tuple(weights.get(name, 1) for name in code.scalars))
    given = [code.relation(transpose(relations[k]) if flip else relations[k]) for k, flip in origins]
    return code, Completion(given, code.node(goal), order, sizes)


def _first_found(searches: Sequence[Completion], work: int) -> Completion | None:
    """Run the searches in turns, each turn twice as long as the last, until one finds the goal or the work is spent."""
    turn = FIRST_SLICE
    while True:
        for search in searches:
            left = work - sum(other.spent for other in searches)
            search.advance(search.spent + turn, search.spent + left)
            if not search.rest:
                return search
            if search.exhausted and search.complete:
                return None
        if sum(search.spent for search in searches) >= work or all(search.exhausted for search in searches):
            return None
        turn *= 2


def _steps(code: _Code, search: Completion, origins: Sequence[tuple[int, bool]], count: int) -> list[Step]:
    """The lemmas the goal needs, as steps; lemmas used once or made of one use are written where they are used."""
    nodes, target = search.nodes, len(search.nodes)
    uses = {target: merged(search.uses)}
    counts = dict.fromkeys(range(target + 1), 0)
    for number in range(target, len(origins) - 1, -1):
        if number == target or counts[number]:
            uses[number] = uses.get(number) or nodes[number].uses
            for use in uses[number]:
                counts[use.node] += 1
    names: dict[int, tuple[int, bool]] = dict(enumerate(origins))
    inline: dict[int, tuple[Use, ...]] = {}
    steps: list[Step] = []
    for number in sorted(uses):
        body = merged(part for use in uses[number] for part in _composed(use, inline))
        if number != target and (counts[number] == 1 or len(body) == 1):
            inline[number] = body
            continue
        names[number] = count + len(steps), False
        node = search.goal if number == target else nodes[number]
        steps.append(Step(code.element(node), tuple(code.cofactor(use, node, *names[use.node]) for use in body)))
    return steps


def _composed(outer: Use, inline: Mapping[int, tuple[Use, ...]]) -> Iterator[Use]:
    if outer.node not in inline:
        yield outer
        return
    for use in inline[outer.node]:
        scalar = tuple(a + b for a, b in zip(outer.scalar, use.scalar, strict=True))
        coefficient = outer.coefficient * use.coefficient
        yield Use(coefficient, scalar, outer.left + use.left, use.node, use.right + outer.right)


def _flat(steps: Sequence[Step], count: int, bound: int) -> tuple[Cofactor, ...] | None:
    """The last step over the `count` relations alone; None if a step on the way takes more than `bound` cofactors."""
    flat: list[tuple[Cofactor, ...]] = []
    for step in steps:
        flat.append(_merged(part for cofactor in step.cofactors for part in _inlined(cofactor, flat, count)))
        if len(flat[-1]) > bound:
            return None
    return flat[-1]


def _inlined(outer: Cofactor, flat: Sequence[tuple[Cofactor, ...]], count: int) -> Iterator[Cofactor]:
    """The cofactor of a step as cofactors of relations; those of relations stay."""
    if outer.relation < count:
        yield outer
        return
    for inner in flat[outer.relation - count]:
        left, right, transposed = inner.left, inner.right, inner.transposed
        if left.rows != outer.left.cols:  # a scalar lemma, stated at size 1, used at another size
            left = right = identity(outer.left.cols)
        scalar = times_monomials(outer.scalar, inner.scalar)
        coefficient = outer.coefficient * inner.coefficient
        yield Cofactor(coefficient, scalar, outer.left * left, inner.relation, transposed, right * outer.right)


def _merged(cofactors: Iterable[Cofactor]) -> tuple[Cofactor, ...]:
    total: dict[tuple[Monomial, Word, int, bool, Word], Fraction] = {}
    for cofactor in cofactors:
        place = cofactor.scalar, cofactor.left, cofactor.relation, cofactor.transposed, cofactor.right
        total[place] = total.get(place, Fraction(0)) + cofactor.coefficient
    return tuple(Cofactor(value, *place) for place, value in total.items() if value)


def _check(steps: Sequence[Step], goal: Element, relations: Sequence[Element]) -> None:
    known = list(relations)
    for step in steps:
        if expand(step.cofactors, known) != step.element:
            raise AssertionError("a step of the search does not multiply out to its element")
        known.append(step.element)
    if not steps or steps[-1].element != goal:
        raise AssertionError("the last step of the search is not the goal")
