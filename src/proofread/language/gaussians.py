"""Gaussian random quantities, by their moments.

No finite instance is Gaussian. What is assumed of one is true of every Gaussian: mean, covariance and, of a number, the
third and fourth central moment. So a proof holds for Gaussians. An instance with these moments refutes a statement only
where the statement depends on nothing beyond them: it must be made of expectations of polynomials of that degree, and
is refused otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from proofread.language.calculus import E
from proofread.language.errors import ClaimError, Unsupported
from proofread.language.sorts import Index
from proofread.language.words import equal, forall, gt, pd, symmetric, term
from proofread.trusted import trees
from proofread.trusted.terms import Node, Prop, Term

OF_NUMBERS, OF_COLUMNS = 4, 3  # the highest degree that the moments decide


@dataclass(frozen=True)
class Law:
    """That a random quantity is Gaussian: to be assumed, and not to be concluded."""

    variable: Term
    props: tuple[Prop, ...]
    degree: int

    def __bool__(self) -> bool:
        raise TypeError("an assumption is not a truth value")


def gaussian(x: object, mean: object, variance: object) -> Law:
    """x is Gaussian with this mean, and with this variance (not 0), or positive definite covariance matrix. `x` is a
    RandomScalar or RandomVector[n]."""
    variable, m, v = term(x), term(mean), term(variance)
    random = variable.op == "var" and variable.data[1] is not None and variable.data[1][1]
    if not random or not (not variable.shape or (len(variable.shape) == 2 and variable.shape[1].is_one)):
        raise ClaimError("what is Gaussian is a random number or column", "declare x: RandomScalar or RandomVector[n]")
    if any(trees.free_spaces(t) for t in (m, v)):
        raise ClaimError("the mean and the variance are not random", "write E(…) of what is random")
    if any(variable.data[1] in trees.space_names(t) for t in (m, v)):
        raise ClaimError("the mean and the variance are said without what they are of", "name them: mu, s2")
    central = variable - m
    if variable.shape:
        moments = (equal(E(variable), m), equal(E(central @ central.T), v), _third_moments(central))
        return Law(variable, (*moments, symmetric(v), pd(v)), OF_COLUMNS)
    known = (equal(E(variable), m), equal(E(central * central), v), gt(v, 0))
    more = (equal(E(central**3), 0), equal(E(central**4), 3 * v * v))
    return Law(variable, (*known, *more), OF_NUMBERS)


def _third_moments(central: Term) -> Prop:
    """They vanish: E cᵢcⱼcₖ = 0 for all i, j, k."""
    places = [Index[central.shape[0]]] * 3
    return forall(*places, lambda i, j, k: equal(E(central[i] * central[j] * central[k]), 0))


def check(laws: Iterable[Law], nodes: Iterable[Node]) -> None:
    """Unsupported, where what is said and assumed depends on more of a Gaussian than the moments that are assumed: by
    itself, by another Gaussian, or by a quantity that may be tied to it."""
    said = tuple(nodes)
    for law in laws:
        for n in said:
            if n not in law.props:
                _alone(law, n)
                if law.variable.data[1] in trees.free_spaces(n):
                    raise Unsupported("a Gaussian outside an expectation")
                _within_degree(law, n)


def _alone(law: Law, p: Node) -> None:
    """Nothing else lives on its space, so that all else is independent of it."""
    name, space = law.variable.data
    shared = any(n.op == "var" and n.data[1] == space and n != law.variable for n in trees.subnodes(p))
    if shared or space != (name, True):
        raise Unsupported("a Gaussian that shares its space with other quantities")


def _within_degree(law: Law, p: Node) -> None:
    for n in trees.subnodes(p):
        if n.op == "integral" and n.data[0] == law.variable.data[1]:
            degree = degree_in(n.args[0], law.variable)
            if degree is None:
                raise Unsupported("Gaussian expectations of other functions than polynomials")
            if degree > law.degree:
                raise Unsupported(f"Gaussian expectations of degree {degree}")


_LINEAR = ("add", "transpose", "trace", "total", "diag", "diagonal", "array", "bsum")


def degree_in(t: Term, x: Term) -> int | None:
    """A bound on the total degree of a polynomial in the entries of x; None where it is not seen to be one."""
    if x not in trees.free_variables(t) or (t.op == "integral" and t.data[0] == x.data[1]):
        return 0
    if t.op == "var":
        return 1
    parts = [degree_in(a, x) for a in t.args if isinstance(a, Term)]
    known = [d for d in parts if d is not None]
    if len(known) < len(t.args):
        return None
    if t.op in ("mul", "matmul"):
        return sum(known)
    if t.op == "power":
        return known[0] * int(t.data[0])
    if t.op == "entry":
        return known[0] if not any(known[1:]) else None
    return max(known) if t.op in (*_LINEAR, "integral") else None
