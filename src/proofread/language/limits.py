"""The words of a claim for limits and orders of growth, spelled out as quantifiers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from proofread.language.errors import ClaimError
from proofread.language.sorts import Nat, Positive, Sort
from proofread.language.words import abs_, and_, exists, forall, implies, le, lt, norm, norm2, term
from proofread.trusted.terms import Prop, Term


def tends_to(f: Callable[[Term], object], limit: object) -> Prop:
    """f(t) → limit as the natural number t grows: ∀e > 0 ∃s ∀k: ‖f(s + k) − limit‖² < e."""
    to = term(limit)
    return forall(Positive, lambda e: exists(Nat, lambda s: forall(Nat, lambda k: lt(norm2(term(f(s + k)) - to), e))))


def big_o(f: Callable[..., object], g: Callable[..., object], variables: int = 1) -> Prop:
    """f = O(g): ∃C > 0 ∃n₀ such that f ≤ C·g wherever every variable is at least n₀. For f, g ≥ 0."""
    if variables < 1:
        raise ClaimError("an order of growth is said of at least one variable")

    def bounded(c: Term, least: Term) -> Prop:
        def body(*steps: Term) -> Prop:
            at = [least + k for k in steps]
            return le(f(*at), c * term(g(*at)))

        return forall(*[Nat] * variables, body)

    return exists(Positive, Nat, bounded)


def theta(f: Callable[..., object], g: Callable[..., object], variables: int = 1) -> Prop:
    """f = Θ(g): each is O of the other."""
    return and_(big_o(f, g, variables), big_o(g, f, variables))


def agrees_to_order(f: Callable[[Term], Any], g: Callable[[Term], Any], order: int, sort: Sort) -> Prop:
    """f(x) − g(x) = O(‖x‖^order) as x → 0: ∃C, r > 0 ∀x: ‖x‖ ≤ r ⇒ |f(x) − g(x)| ≤ C ‖x‖^order."""

    def close(c: Term, r: Term) -> Prop:
        return forall(sort, lambda x: implies(le(norm(x), r), le(abs_(term(f(x)) - g(x)), c * norm(x) ** order)))

    return exists(Positive, Positive, close)
