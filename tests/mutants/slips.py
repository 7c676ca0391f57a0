"""Single slips in a goal: a sign, a factor, a transpose, an exchange, another size, a term or a hypothesis dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from proofread.trusted import terms as t
from proofread.trusted.kernel import Sequent
from proofread.trusted.sizes import Size
from proofread.trusted.terms import Prop, Term, is_poison
from proofread.trusted.trees import rebuild
from proofread.trusted.well_formed import well_formed

Slip = tuple[str, Sequent]


def slips(sequent: Sequent) -> Iterator[Slip]:
    """Every slip once. Those that no longer fit in size, or change nothing, are left out."""
    seen = {sequent.digest}
    for name, made in _all(sequent):
        sound = all(is_poison(p) is None and well_formed(p) for p in (*made.hypotheses, made.goal))
        if sound and made.digest not in seen:
            seen.add(made.digest)
            yield name, made


def _all(s: Sequent) -> Iterator[Slip]:
    for k in range(len(s.hypotheses)):
        yield f"without hypothesis {k}", Sequent(s.hypotheses[:k] + s.hypotheses[k + 1 :], s.goal)
    for name, change in CHANGES.items():
        for goal in _somewhere(s.goal, change):
            yield name, Sequent(s.hypotheses, goal)
    for name, relation in RELATIONS.items():
        goal = relation(s.goal)
        if goal is not None:
            yield name, Sequent(s.hypotheses, goal)


def _somewhere(n: Any, change: Callable[[Term], Term | None]) -> Iterator[Any]:
    """The node with the change made at one place; not inside a bound name."""
    if isinstance(n, Term):
        made = change(n)
        if made is not None and made.shape == n.shape:
            yield made
    for i, a in enumerate(n.args):
        for other in _somewhere(a, change):
            yield rebuild(n, (*n.args[:i], other, *n.args[i + 1 :]))


def _negated(x: Term) -> Term | None:
    return -x if x.op in ("var", "matmul", "recip", "apply") else None


def _doubled(x: Term) -> Term | None:
    return 2 * x if x.op in ("var", "total", "recip", "deriv", "integral") else None


def _transposed(x: Term) -> Term | None:
    square = len(x.shape) == 2 and x.shape[0] == x.shape[1]
    return x.T if square and x.op in ("var", "matmul", "inv") else x.args[0] if square and x.op == "transpose" else None


def _exchanged(x: Term) -> Term | None:
    return t.matmul(x.args[1], x.args[0]) if x.op == "matmul" else None


def _shortened(x: Term) -> Term | None:
    return t.add(*x.args[:-1]) if x.op == "add" and len(x.args) > 1 else None


def _resized(x: Term) -> Term | None:
    """N for d and d for N, where a size is used as a number."""
    if x.op != "size":
        return None
    (name, least, _), *_ = x.data[0].atoms
    other = {"N": "d", "d": "N", "n": "m", "m": "n"}.get(name)
    return t.number(Size(((other, least, 1),), 0)) if other else None


def _unsquared(x: Term) -> Term | None:
    return x.args[0] if x.op == "power" and x.data[0] == 2 else None


CHANGES: dict[str, Callable[[Term], Term | None]] = {
    "sign": _negated,
    "factor 2": _doubled,
    "transpose": _transposed,
    "exchange": _exchanged,
    "term dropped": _shortened,
    "N for d": _resized,
    "square dropped": _unsquared,
}


def _reversed(goal: Prop) -> Prop | None:
    return t.relation(goal.op, *goal.args[::-1]) if goal.op in ("ge", "gt") else None


def _strict(goal: Prop) -> Prop | None:
    return t.relation("gt", *goal.args) if goal.op == "ge" else None


def _shifted(goal: Prop) -> Prop | None:
    return t.relation(goal.op, goal.args[0] + 1, goal.args[1]) if goal.op == "equal" else None


RELATIONS: dict[str, Callable[[Prop], Prop | None]] = {"reversed": _reversed, "strict": _strict, "one more": _shifted}
