"""Noncommutative Buchberger completion (Mora 1986; Bergman's diamond lemma) that remembers how each rule was made.

Words are strings, one character a letter; scalar monomials are exponent tuples. Characters compare as the
letters rank, so the term order is (weight of the word, the word, weight of the scalars, the scalars): it is admissible,
as all weights are positive. Every polynomial found is a *node*; a node's `uses` write it over earlier nodes.
Nothing here is trusted: the caller multiplies the result out.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

Exponents: TypeAlias = tuple[int, ...]
Term: TypeAlias = tuple[Exponents, str]
Polynomial: TypeAlias = dict[Term, Fraction]
Key: TypeAlias = tuple[int, str, int, Exponents]


@dataclass(frozen=True)
class Use:
    """coefficient * scalar * left * node * right."""

    coefficient: Fraction
    scalar: Exponents
    left: str
    node: int
    right: str


@dataclass(frozen=True)
class Node:
    """A polynomial that is zero. Rows and cols are "" for an equation between scalars, which holds at every size."""

    polynomial: Polynomial
    rows: str
    cols: str
    uses: tuple[Use, ...] = ()


@dataclass(frozen=True)
class Rule:
    """The leading term of a monic node, to be replaced by the rest of the node."""

    scalar: Exponents
    word: str
    node: int
    rows: str
    cols: str


@dataclass(frozen=True)
class Ambiguity:
    """One word in which two rules meet: left[0] + first.word + right[0] == left[1] + second.word + right[1]."""

    first: Rule
    second: Rule
    left: tuple[str, str]
    right: tuple[str, str]


@dataclass(frozen=True)
class Order:
    """Positive weights of the characters and of the scalars; rank among characters is their code."""

    words: Mapping[str, int]
    scalars: Exponents

    def key(self, term: Term) -> Key:
        scalar, word = term
        return self.weight(word), word, self.degree(scalar), scalar

    def weight(self, word: str) -> int:
        return sum(map(self.words.__getitem__, word))

    def degree(self, scalar: Exponents) -> int:
        return sum(weight * power for weight, power in zip(self.scalars, scalar, strict=True))


def quotient(whole: Exponents, part: Exponents) -> Exponents:
    return tuple(a - b for a, b in zip(whole, part, strict=True))


def times(left: Exponents, right: Exponents) -> Exponents:
    return tuple(a + b for a, b in zip(left, right, strict=True))


def least_common(left: Exponents, right: Exponents) -> Exponents:
    return tuple(map(max, left, right))


def divides(part: Exponents, whole: Exponents) -> bool:
    return all(a <= b for a, b in zip(part, whole, strict=True))


def share(left: Exponents, right: Exponents) -> bool:
    """Whether the two scalar monomials have a common factor."""
    return any(map(min, left, right))


def add(total: Polynomial, factor: Fraction, use: Use, polynomial: Polynomial) -> None:
    """Add factor * scalar * left * polynomial * right to the total, in place."""
    for (scalar, word), value in polynomial.items():
        term = times(use.scalar, scalar), use.left + word + use.right
        value = total.pop(term, Fraction(0)) + factor * value
        if value:
            total[term] = value


def merged(uses: Iterable[Use]) -> tuple[Use, ...]:
    """The same sum with equal contexts of one node added up."""
    total: dict[tuple[Exponents, str, int, str], Fraction] = {}
    for use in uses:
        place = use.scalar, use.left, use.node, use.right
        total[place] = total.get(place, Fraction(0)) + use.coefficient
    return tuple(Use(value, *place) for place, value in total.items() if value)


def scaled(uses: Iterable[Use], factor: Fraction) -> Iterator[Use]:
    return (Use(factor * use.coefficient, use.scalar, use.left, use.node, use.right) for use in uses)


class Completion:
    """A search that can be continued. It is over when `rest` is empty (found) or `exhausted` (not in reach).

    The state changes: nodes and rules grow, `rest` is what remains of the goal after subtracting `uses`.
    `spent` counts reduction steps, ambiguities formed and ambiguities resolved. `complete` stays true as long as
    no ambiguity was left out; if it is exhausted then, the goal does not follow from the relations.
    """

    def __init__(self, given: Iterable[Node], goal: Node, order: Order, sizes: Mapping[str, tuple[str, str]]) -> None:
        self.nodes = list(given)
        self.order, self.sizes, self.goal = order, sizes, goal
        self.rest = dict(goal.polynomial)
        self.uses: list[Use] = []
        self.complete = True
        self.spent = self._ceiling = 0
        self._unit = (0,) * len(order.scalars)
        self._rules: dict[int, Rule] = {}
        self._ambiguities: list[tuple[int, int, Ambiguity]] = []
        self._keys: dict[Term, Key] = {}
        self._candidates = deque(
            Node(node.polynomial, node.rows, node.cols, (self._itself(number),))
            for number, node in enumerate(self.nodes)
        )

    @property
    def exhausted(self) -> bool:
        return not self._candidates and not self._ambiguities

    def advance(self, pause: int, ceiling: int) -> None:
        """Continue until the goal is reached or nothing is left to do or `pause` units have been spent in all.

        A reduction is finished before the pause, unless it would spend more than `ceiling` in all.
        """
        self._ceiling = ceiling
        while self.rest and not self.exhausted and self.spent < min(pause, ceiling):
            candidate = self._next()
            if candidate is not None:
                self._admit(candidate)

    def _next(self) -> Node | None:
        if self._candidates:
            return self._candidates.popleft()
        self.spent += 1
        ambiguity = heapq.heappop(self._ambiguities)[2]
        return self._resolve(ambiguity) if self._alive(ambiguity.first) and self._alive(ambiguity.second) else None

    def _admit(self, candidate: Node) -> None:
        """Reduce the candidate; if something is left, it is a new lemma, a rule, and a chance for the goal."""
        polynomial, steps = self._reduce(candidate)
        if not polynomial:
            return
        lead = max(polynomial, key=self._key)
        factor = 1 / polynomial[lead]
        uses = merged((*scaled(candidate.uses, factor), *scaled(steps, -factor)))
        monic = {term: factor * value for term, value in polynomial.items()}
        rule = Rule(*lead, len(self.nodes), candidate.rows, candidate.cols)
        self.nodes.append(Node(monic, rule.rows, rule.cols, uses))
        self._retire(rule)
        self._rules[rule.node] = rule
        self._form(rule)
        self._reduce_goal(rule)

    def _reduce_goal(self, rule: Rule) -> None:
        if any(self._place(rule, term, self.goal.rows) >= 0 for term in self.rest):
            self.rest, steps = self._reduce(Node(self.rest, self.goal.rows, self.goal.cols))
            self.uses.extend(steps)

    def _reduce(self, node: Node) -> tuple[Polynomial, list[Use]]:
        """(rest, steps) with polynomial = rest + sum of steps. Stopping at the ceiling keeps that true."""
        pending, rest, steps = dict(node.polynomial), Polynomial(), list[Use]()
        while pending and self.spent < self._ceiling:
            term = max(pending, key=self._key)
            use = self._step(term, pending[term], node.rows)
            if use is None:
                rest[term] = pending.pop(term)
                continue
            self.spent += 1
            steps.append(use)
            add(pending, -use.coefficient, use, self.nodes[use.node].polynomial)
        return rest | pending, steps

    def _step(self, term: Term, coefficient: Fraction, rows: str) -> Use | None:
        scalar, word = term
        for rule in self._rules.values():
            place = self._place(rule, term, rows)
            if place >= 0:
                right = word[place + len(rule.word) :]
                return Use(coefficient, quotient(scalar, rule.scalar), word[:place], rule.node, right)
        return None

    def _place(self, rule: Rule, term: Term, rows: str) -> int:
        """Where the rule applies to the term of a polynomial with these rows; -1 if nowhere."""
        scalar, word = term
        if not divides(rule.scalar, scalar):
            return -1
        if rule.word:
            return word.find(rule.word)
        if rule.rows in ("", rows):
            return 0
        return next((i for i, letter in enumerate(word, 1) if self.sizes[letter][1] == rule.rows), -1)

    def _retire(self, new: Rule) -> None:
        """Rules whose leading term the new rule reduces go back to the candidates."""
        for rule in list(self._rules.values()):
            if self._place(new, (rule.scalar, rule.word), rule.rows) >= 0:
                del self._rules[rule.node]
                old = self.nodes[rule.node]
                self._candidates.append(Node(old.polynomial, old.rows, old.cols, (self._itself(rule.node),)))

    def _form(self, new: Rule) -> None:
        for rule in self._rules.values():
            pairs = [(new, rule)] if rule is new else [(new, rule), (rule, new)]
            for ambiguity in (found for pair in pairs for found in self._meetings(*pair)):
                self.spent += 1
                word = ambiguity.left[0] + ambiguity.first.word + ambiguity.right[0]
                degree = self.order.degree(least_common(new.scalar, rule.scalar))
                heapq.heappush(self._ambiguities, (self.order.weight(word) + degree, self.spent, ambiguity))

    def _meetings(self, first: Rule, second: Rule) -> Iterator[Ambiguity]:
        """Words where first overlaps second to its right, or contains it, or stands beside it and shares a scalar."""
        a, b = first.word, second.word
        for length in range(1, min(len(a), len(b))):
            if a.endswith(b[:length]):
                yield Ambiguity(first, second, ("", a[:-length]), (b[length:], ""))
        if b and first is not second and (a != b or first.node < second.node):
            for place in range(len(a) - len(b) + 1):
                if a.startswith(b, place):
                    yield Ambiguity(first, second, ("", a[:place]), ("", a[place + len(b) :]))
        if share(first.scalar, second.scalar):
            yield from self._shared_scalar(first, second)

    def _shared_scalar(self, first: Rule, second: Rule) -> Iterator[Ambiguity]:
        """Rules bound to sizes also meet with any word between them: only the empty one is taken."""
        a, b = first.word, second.word
        self.complete &= not (first.rows and second.rows)
        if a and b:
            if first.cols == second.rows:
                yield Ambiguity(first, second, ("", a), (b, ""))
        elif not b and first is not second:
            place = self._place(second, (second.scalar, a), first.rows)
            if place >= 0:
                yield Ambiguity(first, second, ("", a[:place]), ("", a[place:]))

    def _resolve(self, ambiguity: Ambiguity) -> Node:
        """The difference of the two ways to rewrite the word (the S-polynomial)."""
        first, second, left, right = ambiguity.first, ambiguity.second, ambiguity.left, ambiguity.right
        scalar = least_common(first.scalar, second.scalar)
        uses = (
            Use(Fraction(1), quotient(scalar, first.scalar), left[0], first.node, right[0]),
            Use(Fraction(-1), quotient(scalar, second.scalar), left[1], second.node, right[1]),
        )
        difference = Polynomial()
        for use in uses:
            add(difference, use.coefficient, use, self.nodes[use.node].polynomial)
        return Node(difference, *self._shape(left[0] + first.word + right[0], first, second), uses)

    def _shape(self, word: str, first: Rule, second: Rule) -> tuple[str, str]:
        if word:
            return self.sizes[word[0]][0], self.sizes[word[-1]][1]
        size = first.rows or second.rows
        return size, size

    def _alive(self, rule: Rule) -> bool:
        return rule.node in self._rules

    def _itself(self, number: int) -> Use:
        return Use(Fraction(1), self._unit, "", number, "")

    def _key(self, term: Term) -> Key:
        key = self._keys.get(term)
        if key is None:
            key = self._keys[term] = self.order.key(term)
        return key
