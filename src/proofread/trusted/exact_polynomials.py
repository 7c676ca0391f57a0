"""∀ and ∃ over one real number at an instance, of a body made of relations between polynomials in it.

Together these polynomials have finitely many roots. At each root, and between one root and the next, all their signs
are what they are: so the body is decided at every root and at one rational point of every gap. Sturm's theorem
separates the roots by rational points; a root is never computed. A polynomial vanishes at the one root between two such
points where its square-free part changes sign from one to the other, and else it has the same sign all the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from itertools import pairwise

from proofread.trusted.enclosures import Undefined, point
from proofread.trusted.exact_matrices import scalar
from proofread.trusted.exact_reals import Judge, Reals, Verdict, degree
from proofread.trusted.exact_scalars import WORD, Work, exact
from proofread.trusted.exact_terms import value
from proofread.trusted.obligations import obligations
from proofread.trusted.terms import Prop, Term
from proofread.trusted.trees import free_spaces, free_variables

Poly = tuple[Fraction, ...]  # coefficients, that of the highest power last and not 0; of 0 there are none
Sign = Callable[[Poly], int]  # of a polynomial at one place
Formula = Callable[[Sign], bool]  # whether the body is true at that place
MOST_DEGREE = 12  # of one polynomial
MOST_ROOTS = 24  # of all of them together


def one_number(op: str, x: Reals, body: Prop, judge: Judge) -> Verdict:
    """Whether the body holds for all values ("forall") or for some value ("exists") of a variable that is one number;
    None where it is not made of relations between polynomials with known coefficients, or may be undefined."""
    if x.count != 1 or free_spaces(body) or not all(_met(duty, x, judge) for duty in obligations((body,))):
        return None
    met = _Body(x, judge, [])
    try:
        formula = met.formula(body)
    except Undefined:
        return None
    polynomials = list(dict.fromkeys(p for p in met.polynomials if len(p) > 1))
    if sum(len(p) - 1 for p in polynomials) > MOST_ROOTS:
        return None
    places = (formula(sign) for sign in _places(polynomials, x.scope.ops.work))
    return all(places) if op == "forall" else any(places)


def _met(duty: Prop, x: Reals, judge: Judge) -> bool:
    """What the body needs to be defined holds, whatever the variable is."""
    moving = not free_variables(duty).isdisjoint(x.variables)
    return (one_number("forall", x, duty, judge) if moving else judge(duty, x.scope)) is True


# --- the body as a function of signs --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Body:
    """Where the parts of a body are read; the polynomials found on the way."""

    x: Reals
    judge: Judge
    polynomials: list[Poly]

    def formula(self, p: Prop) -> Formula:
        """Raises Undefined for what is not made of relations between polynomials."""
        if not free_variables(p) & set(self.x.variables):
            known = self.judge(p, self.x.scope)
            if known is None:
                raise Undefined("what is not known whatever the variable is")
            return lambda sign: bool(known)
        if p.op in _CONNECTIVES:
            return _joined(_CONNECTIVES[p.op], [self.formula(a) for a in p.args])
        if p.op in ("forall", "exists") and p.data[0].op == "index":
            places = range(self.x.scope.instance.size(p.data[0].data[1]))
            return _joined(all if p.op == "forall" else any, [self._at_index(p, i) for i in places])
        if p.op in _RELATIONS:
            return _entries(all, self._differences(*p.args), _RELATIONS[p.op])
        if p.op in _PREDICATES:
            return self._predicate(p)
        raise Undefined("no relation between polynomials")

    def _at_index(self, p: Prop, i: int) -> Formula:
        there = Reals(self.x.variables, self.x.scope.binding(p.data[0], scalar(point(i))))
        return _Body(there, self.judge, self.polynomials).formula(p.args[0])

    def _predicate(self, p: Prop) -> Formula:
        """That a value is not 0; of one number as a matrix, what it is to be invertible or definite."""
        entries = self._entries(p.args[0], degree(p.args[0], self.x.variables, self.x.scope))
        if p.op != "nonzero" and len(entries) != 1:
            raise Undefined("a property of a larger matrix")
        return _entries(any, entries, _PREDICATES[p.op])

    def _differences(self, left: Term, right: Term) -> list[Poly]:
        bounds = [degree(t, self.x.variables, self.x.scope) for t in (left, right)]
        known = [d for d in bounds if d is not None]
        return self._entries(left - right, max(known) if len(known) == 2 else None)

    def _entries(self, t: Term, most: int | None) -> list[Poly]:
        """The entries of a term as polynomials of degree ≤ `most`, from their values at 0, 1, …, `most`."""
        if most is None or most > MOST_DEGREE:
            raise Undefined("no polynomial, or one of a high degree")
        rows = [[Fraction(exact(q)) for q in value(t, self.x.at([k])).flat] for k in range(most + 1)]
        found = [through(list(column)) for column in zip(*rows, strict=True)]
        self.polynomials.extend(found)
        return found


def _joined(combine: Callable[[list[bool]], bool], parts: Sequence[Formula]) -> Formula:
    return lambda sign: combine([f(sign) for f in parts])


def _entries(
    combine: Callable[[list[bool]], bool], polynomials: Sequence[Poly], test: Callable[[int], bool]
) -> Formula:
    return lambda sign: combine([test(sign(p)) for p in polynomials])


_CONNECTIVES: dict[str, Callable[[list[bool]], bool]] = {
    "and": all,
    "or": any,
    "not": lambda parts: not parts[0],
    "implies": lambda parts: parts[1] or not parts[0],
    "iff": lambda parts: parts[0] is parts[1],
}
_RELATIONS: dict[str, Callable[[int], bool]] = {
    "equal": lambda s: s == 0, "apart": lambda s: s != 0, "ge": lambda s: s >= 0, "gt": lambda s: s > 0,
}  # fmt: skip
_PREDICATES: dict[str, Callable[[int], bool]] = {
    "nonzero": lambda s: s != 0, "invertible": lambda s: s != 0, "pd": lambda s: s > 0, "psd": lambda s: s >= 0,
}  # fmt: skip


# --- places ---------------------------------------------------------------------------------------------------------


def _places(polynomials: Sequence[Poly], work: Work) -> Iterator[Sign]:
    """The signs at a point of every gap between roots of the polynomials, none of them constant, and at every root."""
    free = {p: square_free(p, work) for p in polynomials}
    everything = square_free(_product(list(free.values())), work)
    points = separating(everything, work)
    for a in points:
        yield partial(sign_at, a)
    for a, b in pairwise(points):
        yield partial(_between, free, a, b)


def _between(free: dict[Poly, Poly], a: Fraction, b: Fraction, p: Poly) -> int:
    """The sign of p at the one root between a and b, or where there is none, anywhere between. `free`: the square-free
    parts of those that are not constant."""
    changes = p in free and sign_at(a, free[p]) * sign_at(b, free[p]) < 0
    return 0 if changes else sign_at(a, p)


def separating(p: Poly, work: Work) -> list[Fraction]:
    """Increasing points, none a root of the square-free p; all roots lie between the first and the last, and no two
    between the same neighbours."""
    if len(p) < 2:
        return [Fraction(0)]
    chain = _sturm(p, work)
    bound = 1 + max(abs(c / p[-1]) for c in p)  # Cauchy's: every root is smaller, whatever its sign
    points, todo = [-bound], [(-bound, bound)]
    while todo:
        a, b = todo.pop()
        work.charge(sum(map(_room, chain)))
        if _variations(chain, a) - _variations(chain, b) <= 1:
            points.append(b)
        else:
            middle = _no_root(p, a, b)
            todo += [(middle, b), (a, middle)]
    return points


def _no_root(p: Poly, a: Fraction, b: Fraction) -> Fraction:
    """A point between a and b that is no root: of len(p) points one is none."""
    n = len(p)
    tries = [Fraction(1, 2), *(Fraction(k, n + 1) for k in range(1, n + 1))]
    return next(q for q in (a + (b - a) * s for s in tries) if sign_at(q, p))


def _sturm(p: Poly, work: Work) -> list[Poly]:
    """p, p′ and the remainders with their signs turned; positive factors are taken out."""
    chain = [p, derivative(p)]
    while len(chain[-1]) > 1:
        rest = _remainder(chain[-2], chain[-1], work)
        if not rest:
            break
        chain.append(tuple(-c / abs(rest[-1]) for c in rest))
    return chain


def _variations(chain: Sequence[Poly], a: Fraction) -> int:
    signs = [s for p in chain if (s := sign_at(a, p))]
    return sum(s != r for s, r in pairwise(signs))


# --- arithmetic of polynomials --------------------------------------------------------------------------------------


def sign_at(a: Fraction, p: Poly) -> int:
    out = Fraction(0)
    for c in p[::-1]:
        out = out * a + c
    return (out > 0) - (out < 0)


def through(values: list[Fraction]) -> Poly:
    """The polynomial of degree < len(values) with these values at 0, 1, 2, …, by Newton's differences."""
    out, basis, row = [Fraction(0)] * len(values), [Fraction(1)], values
    for k in range(len(values)):
        for i, c in enumerate(basis):
            out[i] += row[0] * c
        row = [(b - a) / (k + 1) for a, b in pairwise(row)]
        basis = [a - k * b for a, b in zip([Fraction(0), *basis], [*basis, Fraction(0)], strict=True)]
    return _trimmed(out)


def derivative(p: Poly) -> Poly:
    return tuple(k * c for k, c in enumerate(p))[1:]


def square_free(p: Poly, work: Work) -> Poly:
    """The polynomial with the same roots, each of them once."""
    a, b = p, derivative(p)
    while b:
        rest = _remainder(a, b, work)
        a, b = b, tuple(c / rest[-1] for c in rest) if rest else ()
    return _divided(p, a, work)[0]


def _product(polynomials: Sequence[Poly]) -> Poly:
    out: Poly = (Fraction(1),)
    for p in polynomials:
        terms = [Fraction(0)] * (len(out) + len(p) - 1)
        for i, a in enumerate(out):
            for j, b in enumerate(p):
                terms[i + j] += a * b
        out = tuple(terms)
    return out


def _remainder(a: Poly, b: Poly, work: Work) -> Poly:
    return _divided(a, b, work)[1]


def _divided(a: Poly, b: Poly, work: Work) -> tuple[Poly, Poly]:
    """Quotient and remainder, for b not 0."""
    work.charge(1 + len(b) * _room(a) + len(a) * _room(b))
    rest, quotient = list(a), [Fraction(0)] * max(len(a) - len(b) + 1, 0)
    for k in range(len(quotient) - 1, -1, -1):
        factor = quotient[k] = rest[k + len(b) - 1] / b[-1]
        for i, c in enumerate(b):
            rest[k + i] -= factor * c
    return _trimmed(quotient), _trimmed(rest)


def _trimmed(coefficients: Sequence[Fraction]) -> Poly:
    n = len(coefficients)
    while n and not coefficients[n - 1]:
        n -= 1
    return tuple(coefficients[:n])


def _room(p: Poly) -> int:
    """Units of work that go through all coefficients once."""
    return sum(1 + (c.numerator.bit_length() + c.denominator.bit_length()) // WORD for c in p)
