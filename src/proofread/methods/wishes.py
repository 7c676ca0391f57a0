"""What an instance had better meet besides the hypotheses, so that these can be borne out and the goal can fail.

A statement about all naturals is decided where its sequences stop changing; so they had better move once and then
stop. An inequality tells most where it is an equation. Nothing rests on these wishes: they only say where to look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from proofread.trusted import terms as t
from proofread.trusted.terms import Node, Prop, Term
from proofread.trusted.trees import bind, free_variables, open_binder, subnodes, substitute

Wish = tuple[Prop, ...]
MOST = 3  # wishes of one kind


def wishes(nodes: Iterable[Node], last: int = 2) -> tuple[Wish, ...]:
    """Several wishes to be tried in turn; to have none is one of them, and the only one where there is no sequence.
    `last`: the place of the last member that is looked at."""
    used = {n.data[0]: n for node in nodes for n in subnodes(node) if n.op == "sequence" and isinstance(n, Term)}
    uses = [used[name] for name in sorted(used)]
    if not uses:
        return ((),)
    kinds = (_ended, _stopped, _settled) if last > 2 else (_ended, _stopped)
    first, *more = (_joined(kind(use, last) for use in uses) for kind in kinds)
    return (first, (), *more)


def tight(hypotheses: Iterable[Prop]) -> tuple[Wish, ...]:
    """One of the inequalities assumed is an equation; or all that are assumed for all vectors, at one that is not 0."""
    hypotheses = tuple(hypotheses)
    bounds = [_attained(h, k) for k, h in enumerate(hypotheses)]
    attained = _joined(b for b in bounds if b is not None)
    return (*((attained,) if attained else ()), *_equations(hypotheses))


def _equations(hypotheses: tuple[Prop, ...]) -> tuple[Wish, ...]:
    return tuple((t.relation("equal", *h.args),) for h in hypotheses if h.op == "ge")[:MOST]


def generic(nodes: Iterable[Node]) -> tuple[Wish, ...]:
    """No value is 0, where most inequalities are equations."""
    free = {v for n in nodes for v in free_variables(n) if isinstance(v, Term) and v.op == "var" and not v.data[1]}
    found = tuple(_nonzero(v) for v in sorted(free, key=lambda v: str(v.data[0])))
    return (found,) if len(found) > 1 else ()


def _attained(h: Prop, k: int) -> Wish | None:
    """Of ∀v: a ≥ b, that a = b at a value of v other than 0."""
    if h.op != "forall" or h.data[0].op != "var" or h.data[0].data[1] is not None or h.args[0].op != "ge":
        return None
    v = Term("var", (), (f"!t{k}", None), h.data[0].shape)
    return (t.relation("equal", *open_binder(h, v).args), _nonzero(v))


def _joined(parts: Iterable[Wish]) -> Wish:
    return tuple(p for part in parts for p in part)


def _member(use: Term, k: int) -> Term:
    return t.sequence(use.data[0], t.const(k), use.shape)


def _ended(use: Term, last: int) -> Wish:
    """The first member is not zero, the second is: whatever is linear stays there."""
    return (t.relation("equal", _member(use, 1), 0), _nonzero(_member(use, 0)), *_same(use, 1, last))


def _stopped(use: Term, last: int) -> Wish:
    """The second member is another one than the first, and the third is the second."""
    first, second = (_member(use, k) for k in range(2))
    return (*_same(use, 1, last), _nonzero(second - first))


def _settled(use: Term, last: int) -> Wish:
    """It stops at the last moment."""
    return _same(use, last - 1, last)


def _same(use: Term, k: int, last: int) -> Wish:
    """From the member k on all are the same."""
    return tuple(t.relation("equal", _member(use, j + 1), _member(use, j)) for j in range(k, last))


def _nonzero(x: Term) -> Prop:
    return t.predicate("nonzero", x) if x.shape else t.relation("apart", x, 0)


# --- necessary conditions -------------------------------------------------------------------------------------------


def stationary(hypotheses: Iterable[Prop]) -> tuple[Prop, ...]:
    """Where a value is the least or the largest of all, the derivative vanishes: that can be solved for. An equation
    for all values of a variable holds at 0, where it may say what another variable is."""
    return tuple(dict.fromkeys(p for h in hypotheses for p in _necessary(h)))


def _necessary(h: Prop) -> Iterator[Prop]:
    bound: list[Term] = []
    while h.op == "forall" and h.data[0].op == "var" and h.data[0].data[1] is None:
        bound.append(Term("var", (), (f"!m{len(bound)}", None), h.data[0].shape))
        h = open_binder(h, bound[-1])
    if bound and h.op == "equal" and any(a.op == "var" and a not in bound for a in h.args):
        yield substitute(h, {v: 0 * t.ones(*v.shape) if v.shape else t.const(0) for v in bound})
    elif bound and h.op == "ge":
        yield from _stationary(h, bound)


def _stationary(h: Prop, bound: list[Term]) -> Iterator[Prop]:
    for moving, fixed in (h.args, h.args[::-1]):
        at: dict[Term, Term] = {}
        if not moving.shape and _matched(moving, fixed, bound, at) and len(at) == len(bound):
            for v in bound:
                others = substitute(moving, {w: x for w, x in at.items() if w != v})
                yield t.relation("equal", bind(partial(_slope, at[v]), v, others), 0)
            return


def _slope(at: Term, v: Term, body: Term) -> Term:
    return t.deriv(v, body, at)


def _matched(pattern: Node, n: Node, bound: list[Term], at: dict[Term, Term]) -> bool:
    """Whether the pattern with terms for the bound variables is n."""
    if isinstance(pattern, Term) and pattern in bound:
        return isinstance(n, Term) and n.shape == pattern.shape and at.setdefault(pattern, n) == n
    same = pattern.op == n.op and pattern.data == n.data and len(pattern.args) == len(n.args)
    return same and all(_matched(a, b, bound, at) for a, b in zip(pattern.args, n.args, strict=True))
